#include "ui/pages/training_page.h"

#include <QComboBox>

#include "core/scene/descent_choices.h"
#include "core/scene/training_choices.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/page_controls.h"
#include "ui/pages/preset_choice.h"

namespace calc {
namespace {

constexpr Range kRates{1e-4, 10.0};
constexpr Range kTypedRates{0.0, 1e12};
constexpr Range kMomenta{0.0, 0.99};
constexpr Range kSteps{10, 10000};
constexpr Range kClips{1e-2, 1e3};

QString textOf(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

TrainingPage::TrainingPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createViews();
    createLoss();
    createRun();
    createRemedies();
}

void TrainingPage::createViews() {
    m_presets = addPresets(*this, QStringLiteral("training"), PresetPlay::AtOpening);
    m_view = addSegments(*this, tr("Watch"),
                         {{tr("one run"), tr("The band, N, and how fast the loss falls")},
                          {tr("rates"), tr("What a run comes to, for every learning rate")},
                          {tr("remedies"), tr("Plain steps beside clipped gradients and a schedule")}});
    connect(m_view, &SegmentedChoice::chosen, this, [this](int index) {
        change<TrainingScene>({}, [index](TrainingScene& training) { training.view = static_cast<TrainingView>(index); });
    });
}

void TrainingPage::createLoss() {
    m_surface = new QComboBox(this);
    m_surface->setAccessibleName(tr("Loss"));
    m_surface->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_surface->setMinimumContentsLength(8);
    for (const TrainingChoice& choice : trainingSurfaces()) m_surface->addItem(messageText(choice.title), textOf(choice.name));
    auto* surface = new FieldGroup(tr("Loss"), FieldGroup::CaptionPlace::Above, this);
    surface->addControl(m_surface);
    panel().addControl(surface);
    connect(m_surface, &QComboBox::activated, this, &TrainingPage::chooseSurface);
    m_curve = new ExpressionEdit(tr("Loss f(x)"), {Variable::X}, this);
    m_typed = new ExpressionEdit(tr("Loss f(x, y)"), {Variable::X, Variable::Y}, this);
    const auto addFunction = [this](ExpressionEdit* field, const QString& caption) {
        auto* group = new FieldGroup(caption, FieldGroup::CaptionPlace::Beside, this);
        group->addField(field);
        panel().addTight(group);
        bindField(field, "function",
                  [](Scene& changed, const std::string& text) { std::get<TrainingScene>(changed.kind).function = text; });
    };
    addFunction(m_curve, tr("f(x)"));
    addFunction(m_typed, tr("f(x, y)"));
    m_epsilon = new NumberField(tr("ε"), this);
    m_epsilon->setToolTip(tr("How near to its limit the loss has to stay. Drag the band, too."));
    auto* epsilon = new FieldGroup(tr("Band ε"), FieldGroup::CaptionPlace::Beside, this);
    epsilon->addField(m_epsilon);
    panel().addControl(epsilon);
    bindField(m_epsilon, "epsilon", [](Scene& changed, const std::string& text) { std::get<TrainingScene>(changed.kind).epsilon = text; });
}

void TrainingPage::createRun() {
    const auto bind = [this](ValueSlider* slider, const QString& gesture, auto set) {
        connect(slider, &ValueSlider::valueMoved, this, [this, gesture, set](double value) {
            change<TrainingScene>(gesture, [&](TrainingScene& training) { training = set(training, value); });
        });
        connect(slider, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
        connect(slider, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
    };
    m_rate = new ValueSlider(tr("Learning rate η"), {SliderScale::Kind::Logarithmic, kRates, 3, false}, this);
    m_rate->setTypedRange(kTypedRates);
    panel().addControl(m_rate, SidePanel::Width::Wide);
    bind(m_rate, QStringLiteral("learning rate"),
         [](const TrainingScene& training, double value) { return withTrainingParameter(training, "learning_rate", value); });
    m_momentum = new ValueSlider(tr("Momentum β"), {SliderScale::Kind::Linear, kMomenta, 2, false}, this);
    panel().addControl(m_momentum, SidePanel::Width::Wide);
    bind(m_momentum, QStringLiteral("momentum"),
         [](const TrainingScene& training, double value) { return withTrainingParameter(training, "momentum", value); });
    m_optimizer = new QComboBox(this);
    m_optimizer->setAccessibleName(tr("Optimizer"));
    for (const TrainingChoice& choice : trainingOptimizers()) m_optimizer->addItem(messageText(choice.title), textOf(choice.name));
    connect(m_optimizer, &QComboBox::activated, this, [this](int index) {
        change<TrainingScene>({}, [name = m_optimizer->itemData(index).toString().toStdString()](TrainingScene& training) {
            training = withTrainingOptimizer(training, name);
        });
    });
    auto* optimizer = new FieldGroup(tr("Optimizer"), FieldGroup::CaptionPlace::Beside, this);
    optimizer->addControl(m_optimizer);
    m_steps = new ValueSlider(tr("Steps shown"), {SliderScale::Kind::Logarithmic, kSteps, 2, true}, this);
    m_startX = new NumberField(tr("Start x"), this);
    m_startX->setPrefix(QStringLiteral("x"));
    m_startY = new NumberField(tr("Start y"), this);
    m_startY->setPrefix(QStringLiteral("y"));
    auto* start = new FieldGroup(tr("Start"), FieldGroup::CaptionPlace::Beside, this);
    start->addField(m_startX);
    start->addField(m_startY);
    panel().addFolded(tr("Optimizer, start, steps"), optimizer);
    panel().addFolded(tr("Optimizer, start, steps"), start);
    panel().addFolded(tr("Optimizer, start, steps"), m_steps, SidePanel::Width::Wide);
    bind(m_steps, QStringLiteral("steps"), [](TrainingScene training, double value) {
        training.steps = static_cast<int>(value);
        return training;
    });
    bindField(m_startX, "startX", [](Scene& changed, const std::string& text) { std::get<TrainingScene>(changed.kind).startX = text; });
    bindField(m_startY, "startY", [](Scene& changed, const std::string& text) { std::get<TrainingScene>(changed.kind).startY = text; });
}

void TrainingPage::createRemedies() {
    m_clip = new ValueSlider(tr("Clip gradients at"), {SliderScale::Kind::Logarithmic, kClips, 2, false}, this);
    m_clip->setHelp(tr("A longer gradient is shortened to this length"));
    panel().addControl(m_clip, SidePanel::Width::Wide);
    connect(m_clip, &ValueSlider::valueMoved, this, [this](double value) {
        change<TrainingScene>(QStringLiteral("clip"), [value](TrainingScene& training) { training.clip = value; });
    });
    connect(m_clip, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_clip, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
    m_schedule = new QComboBox(this);
    m_schedule->setAccessibleName(tr("Learning-rate schedule"));
    for (const ScheduleOffer& offer : scheduleOffers()) m_schedule->addItem(messageText(offer.title), textOf(offer.name));
    auto* schedule = new FieldGroup(tr("Learning-rate schedule"), FieldGroup::CaptionPlace::Above, this);
    schedule->addControl(m_schedule);
    panel().addControl(schedule);
    connect(m_schedule, &QComboBox::activated, this, [this](int index) {
        change<TrainingScene>({}, [name = m_schedule->itemData(index).toString().toStdString()](TrainingScene& training) {
            if (training.schedule.name != name) training.schedule = {name, {}};
        });
    });
}

void TrainingPage::chooseSurface(int index) {
    const std::string name = m_surface->itemData(index).toString().toStdString();
    change<TrainingScene>({}, [&name](TrainingScene& training) { training = onTrainingSurface(training, name); });
}

void TrainingPage::showScene(const Scene& scene) {
    const auto& training = std::get<TrainingScene>(scene.kind);
    const bool isCurve = training.surface == "curve";
    const bool isTyped = training.surface == "typed";
    m_presets->showScene(scene);
    m_view->setCurrent(static_cast<int>(training.view));
    m_surface->setCurrentIndex(std::max(0, m_surface->findData(textOf(training.surface))));
    if (isCurve) m_curve->setValue(textOf(training.function));
    if (isTyped) m_typed->setValue(textOf(training.function));
    m_startX->setValue(textOf(training.startX));
    m_startY->setValue(textOf(training.startY));
    m_startY->setVisible(!isCurve);
    m_epsilon->setValue(textOf(training.epsilon));
    m_optimizer->setCurrentIndex(std::max(0, m_optimizer->findData(textOf(training.optimizer.name))));
    m_rate->setValue(trainingParameter(training, "learning_rate"));
    m_momentum->setValue(trainingParameter(training, "momentum"));
    m_steps->setValue(training.steps);
    m_clip->setValue(training.clip > 0.0 ? training.clip : 1.0);
    m_schedule->setCurrentIndex(std::max(0, m_schedule->findData(textOf(training.schedule.name))));
    const bool remedies = training.view == TrainingView::Remedies;
    showGroupOf(m_curve, isCurve);
    showGroupOf(m_typed, isTyped);
    m_momentum->parentWidget()->setVisible(hasTrainingParameter(training, "momentum"));
    m_clip->parentWidget()->setVisible(remedies || training.clip > 0.0);
    showGroupOf(m_schedule, remedies || training.schedule.name != "constant");
}

void TrainingPage::showMoment(const Frame& frame) {
    // The cliff of a sweep is the limit of the slider.
    std::optional<TrackSlider::Limit> limit;
    for (const Panel& panel : frame.panels) {
        if (panel.id != "sweep") continue;
        for (const Mark& mark : *panel.still) {
            const auto* rule = std::get_if<Rule>(&mark);
            if (rule && rule->id == "cliff") limit = TrackSlider::Limit{rule->position, tr("limit")};
        }
    }
    m_rate->track().setLimit(limit);
}

Scene TrainingPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    std::get<TrainingScene>(scene.kind).shown = countAtPlayhead();
    return scene;
}

}  // namespace calc
