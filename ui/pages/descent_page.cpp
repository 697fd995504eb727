#include "ui/pages/descent_page.h"

#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <algorithm>

#include "ui/controls/buttons.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/optimizer_list.h"
#include "ui/controls/parameter_controls.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"

namespace calc {
namespace {

constexpr Range kSteps{10, 1000};
constexpr Range kNoise{0, 10};

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// The optimizer whose step is shown.
const OptimizerChoice* shownOptimizer(const DescentScene& scene) {
    const auto index = static_cast<std::size_t>(std::max(0, scene.shown));
    return index < scene.optimizers.size() ? &scene.optimizers[index] : nullptr;
}

}  // namespace

DescentPage::DescentPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent), m_choices(surfaceChoices()) {
    createSurface();
    createOptimizers();
    createArrows();
    createFolded();
    bindField(m_function, "function", [](Scene& changed, const std::string& text) {
        auto& descent = std::get<DescentScene>(changed.kind);
        descent = onTypedSurface(descent, text);
    });
    bindField(m_startX, "startX", [](Scene& changed, const std::string& text) { std::get<DescentScene>(changed.kind).startX = text; });
    bindField(m_startY, "startY", [](Scene& changed, const std::string& text) { std::get<DescentScene>(changed.kind).startY = text; });
}

void DescentPage::changeDescent(const QString& gesture, const std::function<void(DescentScene&)>& apply) {
    change<DescentScene>(gesture, apply);
}

void DescentPage::createSurface() {
    m_surface = new QComboBox(this);
    m_surface->setAccessibleName(tr("Surface"));
    m_surface->setMaxVisibleItems(24);
    for (const SurfaceChoice& choice : m_choices) {
        m_surface->addItem(messageText(choice.title), textOf(choice.name));
        m_surface->setItemData(m_surface->count() - 1, messageText(choice.teaches), Qt::ToolTipRole);
    }
    m_surface->addItem(tr("your own f(x, y)"), textOf(std::string(kTypedSurface)));
    connect(m_surface, &QComboBox::activated, this, [this](int index) {
        const std::string name = m_surface->itemData(index).toString().toStdString();
        changeDescent({}, [&name](DescentScene& descent) {
            descent = name == kTypedSurface ? onTypedSurface(descent, functionText(descent)) : onSurface(descent, name);
        });
    });
    auto* surface = new FieldGroup(tr("Surface f(x, y)"), FieldGroup::CaptionPlace::Above, this);
    surface->addControl(m_surface);
    panel().addControl(surface);

    m_function = new ExpressionEdit(tr("Function f(x, y)"), {Variable::X, Variable::Y}, this);
    auto* function = new FieldGroup({}, FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addTight(function);

    m_condition = new ValueSlider(tr("Condition number"), {SliderScale::Kind::Logarithmic, {1, 1000}, 2, false}, this);
    m_condition->setHelp(tr("How much steeper it is across than along"));
    connect(m_condition, &ValueSlider::valueMoved, this, [this](double value) {
        changeDescent(QStringLiteral("condition"), [value](DescentScene& descent) { descent.conditionNumber = value; });
    });
    connect(m_condition, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_condition, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
    panel().addTight(m_condition, SidePanel::Width::Wide);

    m_startX = new NumberField(tr("Start x"), this);
    m_startY = new NumberField(tr("Start y"), this);
    m_startX->setPrefix(QStringLiteral("x"));
    m_startY->setPrefix(QStringLiteral("y"));
    auto* start = new FieldGroup(tr("Start"), FieldGroup::CaptionPlace::Beside, this);
    start->addField(m_startX);
    start->addField(m_startY);
    panel().addTight(start);
}

void DescentPage::createOptimizers() {
    m_optimizers = new OptimizerList(this);
    panel().addControl(m_optimizers, SidePanel::Width::Wide);
    connect(m_optimizers, &OptimizerList::chosen, this,
            [this](int index) { changeDescent({}, [index](DescentScene& descent) { descent.shown = index; }); });
    connect(m_optimizers, &OptimizerList::removeAsked, this,
            [this](int index) { changeDescent({}, [index](DescentScene& descent) { descent = withoutOptimizer(descent, index); }); });
    connect(m_optimizers, &OptimizerList::addAsked, this, &DescentPage::offerOptimizers);

    m_parameters = new ParameterControls(ParameterControls::Part::Main, this);
    bindParameters(*m_parameters);
    panel().addControl(m_parameters, SidePanel::Width::Wide);
    m_remedy = new QPushButton(tr("Halve the learning rate"), this);
    panel().addTight(m_remedy);
    connect(m_remedy, &QPushButton::clicked, this, &DescentPage::halveLearningRate);
}

void DescentPage::halveLearningRate() {
    const double rate = m_parameters->slider("learning_rate")->value();
    changeDescent({}, [rate](DescentScene& descent) {
        descent.optimizers.at(static_cast<std::size_t>(descent.shown)).parameters["learning_rate"] = rate / 2;
    });
    player().toStart();
    player().play();
}

void DescentPage::bindParameters(ParameterControls& controls) {
    connect(&controls, &ParameterControls::changed, this, [this](const QString& parameter, double value) {
        changeDescent(parameter, [&parameter, value](DescentScene& descent) {
            const auto index = static_cast<std::size_t>(descent.shown);
            if (index < descent.optimizers.size()) descent.optimizers[index].parameters[parameter.toStdString()] = value;
        });
    });
    connect(&controls, &ParameterControls::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(&controls, &ParameterControls::gestureEnded, &store(), &SceneStore::endGesture);
}

void DescentPage::offerOptimizers(const QPoint& globalPosition) {
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    for (const OptimizerOffer& offer : optimizerOffers()) {
        QAction* action = menu.addAction(offer.title);
        action->setToolTip(offer.help);
        connect(action, &QAction::triggered, this, [this, name = offer.name.toStdString()] {
            changeDescent({}, [&name](DescentScene& descent) { descent = withOptimizer(descent, name); });
        });
    }
    menu.exec(globalPosition);
}

void DescentPage::createArrows() {
    panel().addControl(new FieldGroup(tr("Arrows of this step"), FieldGroup::CaptionPlace::Above, this));
    const auto box = [this](const QString& text, Role role, const QString& formula, bool DescentScene::*setting) {
        auto* check = new MarkCheckBox(text, role, formula, this);
        panel().addTight(check);
        connect(check, &QCheckBox::clicked, this,
                [this, setting](bool on) { changeDescent({}, [=](DescentScene& descent) { descent.*setting = on; }); });
        return check;
    };
    m_showMomentum = box(tr("momentum"), Role::Momentum, QStringLiteral("−ηβv"), &DescentScene::showMomentum);
    m_showGradient = box(tr("gradient"), Role::Gradient, QStringLiteral("−η∇f"), &DescentScene::showGradient);
    m_showUpdate = box(tr("update"), Role::Update, QStringLiteral("Δw"), &DescentScene::showUpdate);
}

void DescentPage::createFolded() {
    const QString heading = tr("Steps, noise, height");
    m_steps = new ValueSlider(tr("Steps"), {SliderScale::Kind::Logarithmic, kSteps, 2, true}, this);
    panel().addFolded(heading, m_steps, SidePanel::Width::Wide);
    connect(m_steps, &ValueSlider::valueMoved, this, [this](double value) {
        changeDescent(QStringLiteral("steps"), [value](DescentScene& descent) { descent.steps = static_cast<int>(value); });
    });
    createNoise();
    createHeight();
    m_otherParameters = new ParameterControls(ParameterControls::Part::Others, this);
    bindParameters(*m_otherParameters);
    panel().addFolded(heading, m_otherParameters, SidePanel::Width::Wide);
    for (ValueSlider* slider : {m_steps, m_noise}) {
        connect(slider, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
        connect(slider, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
    }
}

void DescentPage::createNoise() {
    m_noise = new ValueSlider(tr("Noise in the gradient"), {SliderScale::Kind::Linear, kNoise, 2, false}, this);
    m_noise->setHelp(tr("Standard deviation of what is added to each slope, as a small batch of data would"));
    panel().addFolded({}, m_noise, SidePanel::Width::Wide);
    connect(m_noise, &ValueSlider::valueMoved, this,
            [this](double value) { changeDescent(QStringLiteral("noise"), [value](DescentScene& descent) { descent.noise = value; }); });
    auto* seed = new QPushButton(tr("Another random run"), this);
    seed->setToolTip(tr("A new seed: other noise, the same rules"));
    panel().addFolded({}, seed);
    connect(seed, &QPushButton::clicked, this, [this] { changeDescent({}, [](DescentScene& descent) { ++descent.seed; }); });
}

void DescentPage::createHeight() {
    // In the order of HeightScale, after the surface's own.
    m_height = new SegmentedChoice(tr("Height of the surface"), {tr("its own"), tr("linear"), tr("log"), tr("clipped")}, {4}, this);
    m_height->setSegmentToolTip(2, tr("log(1 + f − lowest): the floor of a valley is seen as a slope"));
    m_height->setSegmentToolTip(3, tr("Cut off at the height that 95 % of the surface stay under"));
    auto* height = new FieldGroup(tr("Height of the surface"), FieldGroup::CaptionPlace::Above, this);
    height->addControl(m_height);
    panel().addFolded({}, height);
    connect(m_height, &SegmentedChoice::chosen, this, [this](int index) {
        changeDescent({}, [index](DescentScene& descent) {
            descent.heightScale.reset();
            if (index > 0) descent.heightScale = static_cast<HeightScale>(index - 1);
        });
    });
}

void DescentPage::showSurface(const DescentScene& descent) {
    m_surface->setCurrentIndex(std::max(0, m_surface->findData(textOf(descent.surface))));
    m_function->setValue(textOf(functionText(descent)));
    const auto choice =
        std::find_if(m_choices.begin(), m_choices.end(), [&descent](const SurfaceChoice& each) { return each.name == descent.surface; });
    const bool hasCondition = choice != m_choices.end() && choice->condition;
    m_condition->parentWidget()->setVisible(hasCondition);
    m_condition->setValue(descent.conditionNumber);
}

void DescentPage::showScene(const Scene& scene) {
    const auto& descent = std::get<DescentScene>(scene.kind);
    showSurface(descent);
    m_startX->setValue(textOf(descent.startX));
    m_startY->setValue(textOf(descent.startY));
    m_showMomentum->setChecked(descent.showMomentum);
    m_showGradient->setChecked(descent.showGradient);
    m_showUpdate->setChecked(descent.showUpdate);
    m_steps->setValue(descent.steps);
    m_noise->setValue(descent.noise);
    m_height->setCurrent(descent.heightScale ? 1 + static_cast<int>(*descent.heightScale) : 0);
    const bool full = descent.optimizers.size() >= kMostOptimizers;
    m_optimizers->setAddEnabled(!full,
                                full ? tr("More than %1 at once cannot be told apart").arg(kMostOptimizers) : tr("One more into the race"));
    const OptimizerChoice* shown = shownOptimizer(descent);
    if (!shown) return;
    m_parameters->show(shown->name, shown->parameters);
    m_otherParameters->show(shown->name, shown->parameters);
}

void DescentPage::showLimit(const Frame& frame) {
    ValueSlider* rate = m_parameters->slider("learning_rate");
    if (!rate) return;
    std::optional<TrackSlider::Limit> limit;
    for (const Readout& readout : frame.readouts) {
        const auto* number = readout.id == "limit" && !readout.value.arguments.empty()
                                 ? std::get_if<NumberArgument>(&readout.value.arguments.front())
                                 : nullptr;
        if (number) limit = TrackSlider::Limit{number->value, tr("limit here %1").arg(messageText(readout.value))};
    }
    rate->track().setLimit(limit);
}

void DescentPage::showMoment(const Frame& frame) {
    m_optimizers->show(frame.series);
    showLimit(frame);
    // What flew off is brought back with one click.
    const bool isLost =
        std::any_of(frame.verdicts.begin(), frame.verdicts.end(), [](const Verdict& verdict) { return verdict.role == Role::Bad; });
    m_remedy->parentWidget()->setVisible(isLost);
}

}  // namespace calc
