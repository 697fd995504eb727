#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <algorithm>
#include <array>

#include "core/scene/scene_numbers.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/buttons.h"
#include "ui/controls/field_group.h"
#include "ui/controls/fold_group.h"
#include "ui/controls/parameter_controls.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_label.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/descent_page.h"

/// What is folded away in the panel of the descent page, and what stands beneath the pictures.
namespace calc {
namespace {

constexpr Range kSteps{10, 1000};
constexpr Range kNoise{0, 10};
constexpr std::array kCells = {50, 100, 200, 400};

QString textOf(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

FoldGroup* DescentPage::addGroup(const QString& heading) {
    auto* group = new FoldGroup(heading, this);
    panel().addFolded(tr("More: arrows, basins, compare"), group, SidePanel::Width::Wide);
    m_groups.push_back(group);
    // One is open at a time: what is open must have room without a scroll bar.
    connect(&group->heading(), &QAbstractButton::toggled, this, [this, group](bool open) {
        for (FoldGroup* other : m_groups)
            if (open && other != group) other->setOpen(false);
    });
    return group;
}

QPushButton* DescentPage::button(const QString& text, const char* name, Change apply) {
    auto* made = new QPushButton(text, this);
    made->setObjectName(QLatin1String(name));
    connect(made, &QPushButton::clicked, this, [this, apply = std::move(apply)] { changeDescent({}, apply); });
    return made;
}

QCheckBox* DescentPage::flag(QCheckBox* box, bool DescentScene::*setting) {
    connect(box, &QCheckBox::clicked, this,
            [this, setting](bool on) { changeDescent({}, [=](DescentScene& descent) { descent.*setting = on; }); });
    return box;
}

void DescentPage::bindGesture(ValueSlider* slider) {
    connect(slider, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(slider, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
}

void DescentPage::createView() {
    // In the order of DescentView.
    m_view = new SegmentedChoice(tr("Below the pictures"), {tr("loss"), tr("one step"), tr("stability"), tr("three charts"), tr("table")},
                                 {3, 2}, this);
    m_view->setSegmentToolTip(0, tr("The loss after each step"));
    m_view->setSegmentToolTip(1, tr("What the optimizer does inside one step, stage by stage"));
    m_view->setSegmentToolTip(2, tr("What the curvature at the ball says about the learning rate"));
    m_view->setSegmentToolTip(3, tr("Loss, slope and length of the steps"));
    m_view->setSegmentToolTip(4, tr("The numbers of each step"));
    auto* view = new FieldGroup(tr("Below the pictures"), FieldGroup::CaptionPlace::Above, this);
    view->addControl(m_view);
    panel().addControl(view);
    connect(m_view, &SegmentedChoice::chosen, this,
            [this](int index) { changeDescent({}, [index](DescentScene& descent) { descent.view = static_cast<DescentView>(index); }); });
    createStageRow();
}

void DescentPage::createStageRow() {
    m_stageRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_stageRow);
    row->setContentsMargins(0, 0, 0, 0);
    auto* back = new QPushButton(tr("‹ back"), m_stageRow);
    auto* on = new QPushButton(tr("next ›"), m_stageRow);
    back->setObjectName(QStringLiteral("stageBack"));
    on->setObjectName(QStringLiteral("stageNext"));
    back->setToolTip(tr("The stage before; before the first, the step before"));
    on->setToolTip(tr("The next stage; after the last, the next step"));
    m_stageName = new TextLabel({}, {}, m_stageRow);
    m_stageName->setAlignment(Qt::AlignCenter);
    row->addWidget(back);
    row->addWidget(m_stageName, 1);
    row->addWidget(on);
    panel().addTight(m_stageRow);
    connect(back, &QPushButton::clicked, this, [this] { walkStages(-1); });
    connect(on, &QPushButton::clicked, this, [this] { walkStages(1); });
}

void DescentPage::walkStages(int by) {
    const std::optional<StageReadout> stage = this->stage().frame().stage;
    if (!stage) return;
    int next = stage->done + by;
    if (next > stage->count) {
        player().stepForward();
        next = 1;
    } else if (next < 1 && player().time() > 0) {
        player().stepBack();
        next = stage->count;
    }
    changeDescent(QStringLiteral("stage"), [next](DescentScene& descent) { descent.stage = std::max(0, next); });
}

void DescentPage::createOtherParameters() {
    m_othersGroup = addGroup(tr("More parameters"));
    m_otherParameters = new ParameterControls(ParameterControls::Part::Others, this);
    bindParameters(*m_otherParameters);
    m_othersGroup->addControl(m_otherParameters, FoldGroup::Width::Wide);
}

void DescentPage::createSchedule() {
    FoldGroup* group = addGroup(tr("Schedule, noise, steps"));
    m_schedule = new QComboBox(this);
    m_schedule->setAccessibleName(tr("Learning-rate schedule"));
    for (const ScheduleOffer& offer : scheduleOffers()) {
        m_schedule->addItem(messageText(offer.title), textOf(offer.name));
        m_schedule->setItemData(m_schedule->count() - 1, messageText(offer.help), Qt::ToolTipRole);
    }
    connect(m_schedule, &QComboBox::activated, this, [this](int index) {
        changeDescent({}, [name = m_schedule->itemData(index).toString().toStdString()](DescentScene& descent) {
            if (descent.schedule.name != name) descent.schedule = {name, {}};
        });
    });
    auto* schedule = new FieldGroup(tr("Learning-rate schedule"), FieldGroup::CaptionPlace::Above, this);
    schedule->addControl(m_schedule);
    group->addControl(schedule);
    m_scheduleParameters = new ParameterControls(ParameterControls::Part::All, this);
    connect(m_scheduleParameters, &ParameterControls::changed, this, [this](const QString& parameter, double value) {
        changeDescent(parameter,
                      [&parameter, value](DescentScene& descent) { descent.schedule.parameters[parameter.toStdString()] = value; });
    });
    connect(m_scheduleParameters, &ParameterControls::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_scheduleParameters, &ParameterControls::gestureEnded, &store(), &SceneStore::endGesture);
    group->addControl(m_scheduleParameters, FoldGroup::Width::Wide);
    m_noise = new ValueSlider(tr("Noise in the gradient"), {SliderScale::Kind::Linear, kNoise, 2, false}, this);
    m_noise->setHelp(tr("Standard deviation of what is added to each slope, as a small batch of data would"));
    connect(m_noise, &ValueSlider::valueMoved, this,
            [this](double value) { changeDescent(QStringLiteral("noise"), [value](DescentScene& descent) { descent.noise = value; }); });
    bindGesture(m_noise);
    group->addControl(m_noise, FoldGroup::Width::Wide);
    m_seed = button({}, "newSeed", [](DescentScene& descent) { ++descent.seed; });
    group->addControl(m_seed);
    m_steps = new ValueSlider(tr("Steps"), {SliderScale::Kind::Logarithmic, kSteps, 2, true}, this);
    connect(m_steps, &ValueSlider::valueMoved, this, [this](double value) {
        changeDescent(QStringLiteral("steps"), [value](DescentScene& descent) { descent.steps = static_cast<int>(value); });
    });
    bindGesture(m_steps);
    group->addControl(m_steps, FoldGroup::Width::Wide);
}

void DescentPage::createArrows() {
    FoldGroup* group = addGroup(tr("Arrows and height"));
    const auto box = [this, group](const QString& text, Role role, const QString& formula, bool DescentScene::*setting) {
        QCheckBox* check = flag(new MarkCheckBox(text, role, formula, this), setting);
        group->addControl(check);
        return check;
    };
    m_showMomentum = box(tr("momentum"), Role::Momentum, QStringLiteral("−ηβv"), &DescentScene::showMomentum);
    m_showGradient = box(tr("gradient"), Role::Gradient, QStringLiteral("−η∇f"), &DescentScene::showGradient);
    m_showUpdate = box(tr("update"), Role::Update, QStringLiteral("Δw"), &DescentScene::showUpdate);
    // In the order of HeightScale, after the surface's own.
    m_height = new SegmentedChoice(tr("Height of the surface"), {tr("its own"), tr("linear"), tr("log"), tr("clipped")}, {4}, this);
    m_height->setSegmentToolTip(2, tr("log(1 + f − lowest): the floor of a valley is seen as a slope"));
    m_height->setSegmentToolTip(3, tr("Cut off at the height that 95 % of the surface stay under"));
    auto* height = new FieldGroup(tr("Height of the surface"), FieldGroup::CaptionPlace::Above, this);
    height->addControl(m_height);
    group->addControl(height);
    connect(m_height, &SegmentedChoice::chosen, this, [this](int index) {
        changeDescent({}, [index](DescentScene& descent) {
            descent.heightScale.reset();
            if (index > 0) descent.heightScale = static_cast<HeightScale>(index - 1);
        });
    });
}

void DescentPage::createStarts() {
    FoldGroup* group = addGroup(tr("Starts and basins"));
    m_addStart = new QPushButton(tr("+ Another start"), this);
    m_addStart->setObjectName(QStringLiteral("addStart"));
    m_addStart->setToolTip(tr("The shown optimizer rolls from there too; drag it in either picture"));
    connect(m_addStart, &QPushButton::clicked, this, &DescentPage::addStart);
    group->addControl(m_addStart);
    m_removeStarts = button(tr("Only the first start"), "removeStarts", [](DescentScene& descent) { descent.moreStarts.clear(); });
    group->addControl(m_removeStarts);
    m_basins = flag(new MarkCheckBox(tr("basins: where each start leads"), this), &DescentScene::showBasins);
    m_basins->setObjectName(QStringLiteral("basins"));
    m_basins->setToolTip(tr("Colours each start by the minimum that the shown optimizer reaches from it"));
    group->addControl(m_basins);
    m_cells = new SegmentedChoice(tr("Starts along each side"), {tr("50"), tr("100"), tr("200"), tr("400")}, {4}, this);
    auto* cells = new FieldGroup(tr("Starts along each side"), FieldGroup::CaptionPlace::Above, this);
    cells->addControl(m_cells);
    group->addControl(cells);
    connect(m_cells, &SegmentedChoice::chosen, this, [this](int index) {
        changeDescent({}, [index](DescentScene& descent) { descent.basinCells = kCells[static_cast<std::size_t>(index)]; });
    });
    // A survey that a person stopped is not shown as wanted.
    connect(&preparation(), &BackgroundPreparation::cancelled, this,
            [this] { changeDescent({}, [](DescentScene& descent) { descent.showBasins = false; }); });
}

void DescentPage::addStart() {
    const Panel* map = findPanel(stage().frame(), "map");
    if (!map) return;
    changeDescent({}, [map](DescentScene& descent) { descent = withFurtherStart(descent, map->x.range, map->y.range); });
}

void DescentPage::createCompare() {
    FoldGroup* group = addGroup(tr("Compare and export"));
    m_freeze = button(tr("Freeze this run as A"), "freeze", [](DescentScene& descent) { descent = withFrozenRun(descent); });
    m_freeze->setToolTip(tr("Then change one thing: A stays in the picture, the run that you change is B"));
    group->addControl(m_freeze);
    m_release = button(tr("Let A go"), "release", [](DescentScene& descent) { descent.frozen.reset(); });
    group->addControl(m_release);
    auto* copy = new QPushButton(tr("Copy all steps (CSV)"), this);
    copy->setObjectName(QStringLiteral("copyTable"));
    copy->setToolTip(tr("Every step of every run, for a spreadsheet; File, Export the numbers writes the same to a file"));
    connect(copy, &QPushButton::clicked, this, &DescentPage::copyTable);
    group->addControl(copy);
}

void DescentPage::copyTable() {
    if (!preparation().prepared()) return;
    QGuiApplication::clipboard()->setText(QString::fromStdString(recordedNumbers(*preparation().prepared())));
}

void DescentPage::showFolded(const DescentScene& descent) {
    m_schedule->setCurrentIndex(std::max(0, m_schedule->findData(textOf(descent.schedule.name))));
    m_schedule->setToolTip(m_schedule->currentData(Qt::ToolTipRole).toString());
    m_scheduleParameters->showSchedule(descent.schedule.name, descent.schedule.parameters);
    m_scheduleParameters->setVisible(!m_scheduleParameters->isEmpty());
    m_noise->setValue(descent.noise);
    m_seed->setText(tr("New seed (now %1)").arg(descent.seed));
    m_seed->setEnabled(descent.noise > 0);
    m_seed->setToolTip(descent.noise > 0 ? tr("Other noise by the same rules; the same seed gives the same run")
                                         : tr("Without noise every run is the same"));
    m_steps->setValue(descent.steps);
    m_showMomentum->setChecked(descent.showMomentum);
    m_showGradient->setChecked(descent.showGradient);
    m_showUpdate->setChecked(descent.showUpdate);
    m_height->setCurrent(descent.heightScale ? 1 + static_cast<int>(*descent.heightScale) : 0);
    m_addStart->setEnabled(descent.moreStarts.size() < kMostFurtherStarts);
    m_removeStarts->setEnabled(!descent.moreStarts.empty());
    m_basins->setChecked(descent.showBasins);
    m_cells->setCurrent(static_cast<int>(std::lower_bound(kCells.begin(), kCells.end() - 1, descent.basinCells) - kCells.begin()));
    m_freeze->setText(descent.frozen ? tr("Freeze this run as A instead") : tr("Freeze this run as A"));
    m_release->setEnabled(descent.frozen.has_value());
}

}  // namespace calc
