#include "ui/pages/area_page.h"

#include <QPushButton>
#include <algorithm>
#include <array>

#include "core/base/number_text.h"
#include "core/scene/area_partition.h"
#include "core/scene/area_reach.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/buttons.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/fold_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/preset_choice.h"
#include "ui/state/resource_reading.h"

namespace calc {
namespace {

constexpr int kPiecesToDrag = 8;  // offered where more than can be dragged are shown
// In the order in which they are offered.
constexpr std::array kRules = {SumRule::Left,   SumRule::Midpoint, SumRule::Right, SumRule::Trapezoid, SumRule::Simpson,
                               SumRule::Random, SumRule::Lower,    SumRule::Upper, SumRule::Chosen};

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// n of a Frame: the number in its position, "n = 13".
std::optional<int> countOf(const Frame& frame) {
    if (frame.position.arguments.empty()) return {};
    const auto* whole = std::get_if<std::int64_t>(&frame.position.arguments.front());
    return whole ? std::optional(static_cast<int>(*whole)) : std::nullopt;
}

std::vector<TrackSlider::Tick> decades() {
    std::vector<TrackSlider::Tick> ticks;
    for (const int n : {1, 10, 100, 1000}) ticks.push_back({double(n), textOf(displayInteger(n))});
    return ticks;
}

}  // namespace

AreaPage::AreaPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createFunction();
    createWatch();
    createCount();
    createRule();
    m_task = new TaskCard(tr("Task"), {}, Role::Integrals, this);
    panel().addControl(m_task, SidePanel::Width::Wide);
    createSecond();
    createWidths();
    createShowBoxes();
    createPresets();
    // A bound in the hand does not walk on by itself.
    connect(&stage(), &StageView::handleMoved, this, [this](const QString& handle) {
        if (readReachHandle(handle.toStdString())) player().pause();
    });
}

/// The built-in scenes of this page: each claim, and the tasks.
void AreaPage::createPresets() {
    FoldGroup* group = addGroup(tr("Examples and tasks"));
    m_presets = new PresetChoice(QStringLiteral("area"), tr("Example or task"), this);
    group->addControl(m_presets);
    connect(m_presets, &PresetChoice::chosen, this, [this](const QString& name) {
        player().pause();
        store().change(*builtInScene(name), {});
    });
}

void AreaPage::createFunction() {
    m_function = new ExpressionEdit(tr("Function f(x)"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Function f(x)"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);
    m_from = new NumberField(tr("From a"), this);
    m_to = new NumberField(tr("To b"), this);
    m_from->setPrefix(QStringLiteral("a"));
    m_to->setPrefix(QStringLiteral("b"));
    for (NumberField* field : {m_from, m_to}) {
        field->setInfinity(NumberField::Infinity::Allow);
        field->setToolTip(tr("A number, an expression such as pi/2, or inf"));
    }
    auto* bounds = new FieldGroup(tr("From a, to b"), FieldGroup::CaptionPlace::Above, this);
    bounds->addField(m_from);
    bounds->addField(m_to);
    panel().addControl(bounds);
    bindField(m_function, "function", [](Scene& changed, const std::string& text) { std::get<AreaScene>(changed.kind).function = text; });
    bindField(m_from, "from", [](Scene& changed, const std::string& text) { std::get<AreaScene>(changed.kind).from = text; });
    bindField(m_to, "to", [](Scene& changed, const std::string& text) { std::get<AreaScene>(changed.kind).to = text; });
}

void AreaPage::createWatch() {
    // In the order of AreaWatch.
    m_watch = new SegmentedChoice(tr("Watch"), {tr("sums"), tr("moving bounds")}, {2}, this);
    m_watch->setSegmentToolTip(0, tr("More and more pieces become the area"));
    m_watch->setSegmentToolTip(1, tr("A bound moves toward infinity, or toward a place where f has no height"));
    auto* watch = new FieldGroup(tr("Watch"), FieldGroup::CaptionPlace::Above, this);
    watch->addControl(m_watch);
    panel().addControl(watch);
    connect(m_watch, &SegmentedChoice::chosen, this,
            [this](int index) { change<AreaScene>({}, [index](AreaScene& area) { area.watch = static_cast<AreaWatch>(index); }); });
}

void AreaPage::createCount() {
    m_count = new ValueSlider(tr("Rectangles n"), {SliderScale::Kind::Logarithmic, {1, kMostPieces}, 3, true}, this);
    m_count->track().setTicks(decades());
    panel().addControl(m_count, SidePanel::Width::Wide);
    connect(m_count, &ValueSlider::valueMoved, this, &AreaPage::setCount);
    connect(m_count, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_count, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
}

void AreaPage::createRule() {
    const QStringList rules{tr("left"),   tr("midpoint"), tr("right"), tr("trapezoid"), tr("Simpson"),
                            tr("random"), tr("lower"),    tr("upper"), tr("own")};
    m_rule = new SegmentedChoice(tr("Height taken at"), rules, {3, 3, 3}, this);
    m_rule->setSegmentToolTip(3, tr("Straight lines between the heights at both ends"));
    m_rule->setSegmentToolTip(4, tr("Parabolas through three heights"));
    m_rule->setSegmentToolTip(5, tr("A point drawn at random in each piece"));
    m_rule->setSegmentToolTip(6, tr("The lowest value in each part: the sum is never above the integral"));
    m_rule->setSegmentToolTip(7, tr("The highest value in each part: the sum is never below the integral"));
    m_rule->setSegmentToolTip(8, tr("Points that you drag in the picture, up to %1").arg(kMostDraggedPieces));
    m_ruleGroup = new FieldGroup(tr("Height taken at"), FieldGroup::CaptionPlace::Above, this);
    m_ruleGroup->addControl(m_rule);
    panel().addControl(m_ruleGroup);
    connect(m_rule, &SegmentedChoice::chosen, this, [this](int index) { setRule(kRules[static_cast<std::size_t>(index)]); });
    m_seed = new QPushButton(this);
    m_seed->setObjectName(QStringLiteral("newSeed"));
    m_seed->setToolTip(tr("Other points by the same rule; the same seed gives the same points"));
    panel().addTight(m_seed);
    connect(m_seed, &QPushButton::clicked, this, [this] { change<AreaScene>({}, [](AreaScene& area) { ++area.seed; }); });
}

FoldGroup* AreaPage::addGroup(const QString& heading) {
    auto* group = new FoldGroup(heading, this);
    panel().addTight(group, SidePanel::Width::Wide);
    return group;
}

void AreaPage::createSecond() {
    m_secondGroup = addGroup(tr("Between two curves"));
    m_second = new ExpressionEdit(tr("Second function g(x)"), {Variable::X}, this);
    auto* second = new FieldGroup(tr("Second function g(x)"), FieldGroup::CaptionPlace::Above, this);
    second->addField(m_second);
    m_secondGroup->addControl(second);
    bindField(m_second, "second", [](Scene& changed, const std::string& text) { std::get<AreaScene>(changed.kind).second = text; });
    m_noSecond = new QPushButton(tr("Only f, down to the axis"), this);
    m_noSecond->setObjectName(QStringLiteral("noSecond"));
    m_secondGroup->addControl(m_noSecond);
    connect(m_noSecond, &QPushButton::clicked, this, [this] { change<AreaScene>({}, [](AreaScene& area) { area.second.clear(); }); });
}

void AreaPage::createWidths() {
    m_widthsGroup = addGroup(tr("Widths, points, what is shown"));
    m_widths = new SegmentedChoice(tr("Widths of the pieces"), {tr("equal"), tr("free")}, {2}, this);
    m_widths->setSegmentToolTip(1, tr("Drag where the pieces meet, on the axis; playing refines them"));
    auto* widths = new FieldGroup(tr("Widths of the pieces"), FieldGroup::CaptionPlace::Above, this);
    widths->addControl(m_widths);
    m_widthsGroup->addControl(widths);
    connect(m_widths, &SegmentedChoice::chosen, this, [this](int index) {
        const int pieces = shownPieces();
        change<AreaScene>({},
                          [index, pieces](AreaScene& area) { area = index == 1 ? withFreeWidths(area, pieces) : withEqualWidths(area); });
    });
    m_middles = new QPushButton(tr("Own points back to the middles"), this);
    m_middles->setObjectName(QStringLiteral("middles"));
    m_widthsGroup->addControl(m_middles);
    connect(m_middles, &QPushButton::clicked, this, [this] { change<AreaScene>({}, [](AreaScene& area) { area.samples.clear(); }); });
}

void AreaPage::createShowBoxes() {
    const auto box = [this](const QString& text, bool AreaScene::*setting) {
        auto* check = new MarkCheckBox(text, this);
        m_widthsGroup->addControl(check);
        connect(check, &QCheckBox::clicked, this,
                [this, setting](bool on) { change<AreaScene>({}, [=](AreaScene& area) { area.*setting = on; }); });
        return check;
    };
    m_showRectangles = box(tr("rectangles"), &AreaScene::showRectangles);
    m_showArea = box(tr("area under the curve"), &AreaScene::showArea);
    m_showErrorChart = box(tr("error chart"), &AreaScene::showErrorChart);
}

int AreaPage::shownPieces() const { return static_cast<int>(m_count->value()); }

void AreaPage::setCount(double count) {
    const int n = static_cast<int>(count);
    player().pause();
    if (std::get<AreaScene>(store().scene().kind).rectangles == n)
        moveToOpening();
    else
        change<AreaScene>(QStringLiteral("rectangles"), [n](AreaScene& area) { area.rectangles = n; });
}

void AreaPage::setRule(SumRule rule) {
    const bool isCrowded = rule == SumRule::Chosen && shownPieces() > kMostDraggedPieces;
    if (isCrowded) player().pause();
    change<AreaScene>({}, [rule, isCrowded](AreaScene& area) {
        area.rule = rule;
        if (isCrowded) area.rectangles = possiblePieces(area, kPiecesToDrag);
    });
}

void AreaPage::showScene(const Scene& scene) {
    const auto& area = std::get<AreaScene>(scene.kind);
    m_presets->showScene(scene);
    m_function->setValue(textOf(area.function));
    m_second->setValue(textOf(area.second));
    m_from->setValue(textOf(area.from));
    m_to->setValue(textOf(area.to));
    // An infinite bound has to move, whatever was chosen.
    m_watch->setCurrent(m_boundsMove ? 1 : static_cast<int>(area.watch));
    m_rule->setCurrent(static_cast<int>(std::find(kRules.begin(), kRules.end(), area.rule) - kRules.begin()));
    m_seed->setText(tr("New seed (now %1)").arg(area.seed));
    m_widths->setCurrent(hasFreeWidths(area) ? 1 : 0);
    m_noSecond->setEnabled(!area.second.empty());
    m_middles->setEnabled(!area.samples.empty());
    m_showRectangles->setChecked(area.showRectangles);
    m_showArea->setChecked(area.showArea);
    m_showErrorChart->setChecked(area.showErrorChart);
    // What the scene is about stands open.
    if (!area.second.empty() && m_lastSecond.empty()) m_secondGroup->setOpen(true);
    if (hasFreeWidths(area)) m_widthsGroup->setOpen(true);
    m_lastSecond = area.second;
    showSums(!m_boundsMove);
}

/// What belongs to sums alone is away while bounds move.
void AreaPage::showSums(bool shown) {
    const auto& area = std::get<AreaScene>(store().scene().kind);
    m_count->parentWidget()->setVisible(shown);
    m_ruleGroup->parentWidget()->setVisible(shown);
    m_seed->parentWidget()->setVisible(shown && area.rule == SumRule::Random);
    m_widthsGroup->parentWidget()->setVisible(shown);
    m_task->parentWidget()->setVisible(shown && area.goal.has_value());
}

void AreaPage::showMoment(const Frame& frame) {
    const bool moves = findPanel(frame, "moving") != nullptr;
    if (moves != m_boundsMove) {
        m_boundsMove = moves;
        m_watch->setCurrent(moves ? 1 : static_cast<int>(std::get<AreaScene>(store().scene().kind).watch));
        showSums(!moves);
    }
    m_reach = moves && player().timeline().duration > 0.0 ? player().time() / player().timeline().duration : 0.0;
    const std::optional<int> n = countOf(frame);
    m_hasCount = n.has_value();
    if (n && !m_count->track().isSliderDown()) m_count->setValue(*n);
    if (frame.task) {
        m_task->setContent(tr("Task"), plainMessageText(frame.task->text) + QLatin1Char('\n') + plainMessageText(frame.task->state),
                           frame.task->role == Role::Undecided ? Role::Integrals : frame.task->role);
    }
}

Scene AreaPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    if (m_hasCount) std::get<AreaScene>(scene.kind).rectangles = shownPieces();
    if (m_boundsMove) std::get<AreaScene>(scene.kind).reach = m_reach;
    return scene;
}

}  // namespace calc
