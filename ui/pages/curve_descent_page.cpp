#include "ui/pages/curve_descent_page.h"

#include <algorithm>

#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/page_controls.h"
#include "ui/pages/preset_choice.h"
#include "ui/pages/remedy_button.h"

namespace calc {
namespace {

constexpr Range kRates{1e-4, 10.0};
constexpr Range kTypedRates{0.0, 1e12};
constexpr Range kMomenta{0.0, 0.99};
constexpr Range kSteps{5, 500};

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// The limit that a readout of the Frame holds, as a mark of the slider.
std::optional<TrackSlider::Limit> limitOf(const Frame& frame, const char* readout, const QString& label) {
    for (const Readout& each : frame.readouts) {
        const auto* number =
            each.id == readout && !each.value.arguments.empty() ? std::get_if<NumberArgument>(&each.value.arguments.front()) : nullptr;
        if (number) return TrackSlider::Limit{number->value, label.arg(messageText(each.value))};
    }
    return {};
}

}  // namespace

CurveDescentPage::CurveDescentPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createPresets();
    createLoss();
    createSliders();
    bindField(m_function, "function",
              [](Scene& changed, const std::string& text) { std::get<CurveDescentScene>(changed.kind).function = text; });
    bindField(m_start, "start", [](Scene& changed, const std::string& text) { std::get<CurveDescentScene>(changed.kind).start = text; });
}

void CurveDescentPage::createPresets() { m_presets = addPresets(*this, QStringLiteral("curve-descent"), PresetPlay::FromStart); }

void CurveDescentPage::createLoss() {
    m_function = new ExpressionEdit(tr("Loss f(x)"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Loss f(x)"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);
    m_start = new NumberField(tr("Start x"), this);
    auto* start = new FieldGroup(tr("Start x"), FieldGroup::CaptionPlace::Beside, this);
    start->addField(m_start);
    panel().addTight(start);
}

void CurveDescentPage::createSliders() {
    m_rate = new ValueSlider(tr("Learning rate η"), {SliderScale::Kind::Logarithmic, kRates, 3, false}, this);
    m_rate->setTypedRange(kTypedRates);
    m_rate->setHelp(tr("How far each step goes: learning rate times slope"));
    m_rate->track().reserveLimit();
    panel().addControl(m_rate, SidePanel::Width::Wide);
    bindSlider(m_rate, QStringLiteral("learning rate"), &CurveDescentScene::learningRate);
    m_remedy = new RemedyButton(*this);
    panel().addTight(m_remedy);
    m_momentum = new ValueSlider(tr("Momentum β"), {SliderScale::Kind::Linear, kMomenta, 2, false}, this);
    m_momentum->setHelp(tr("The part of the last step that is kept; 0 is plain gradient descent"));
    panel().addControl(m_momentum, SidePanel::Width::Wide);
    bindSlider(m_momentum, QStringLiteral("momentum"), &CurveDescentScene::momentum);
    m_steps = new ValueSlider(tr("Steps"), {SliderScale::Kind::Logarithmic, kSteps, 2, true}, this);
    panel().addControl(m_steps, SidePanel::Width::Wide);
    connect(m_steps, &ValueSlider::valueMoved, this, [this](double value) {
        change<CurveDescentScene>(QStringLiteral("steps"),
                                  [value](CurveDescentScene& descent) { descent.steps = static_cast<int>(value); });
    });
    connect(m_steps, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_steps, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
}

void CurveDescentPage::bindSlider(ValueSlider* slider, const QString& gesture, double CurveDescentScene::*setting) {
    connect(slider, &ValueSlider::valueMoved, this, [this, gesture, setting](double value) {
        change<CurveDescentScene>(gesture, [=](CurveDescentScene& descent) { descent.*setting = value; });
    });
    connect(slider, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(slider, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
}

void CurveDescentPage::showScene(const Scene& scene) {
    const auto& descent = std::get<CurveDescentScene>(scene.kind);
    m_function->setValue(textOf(descent.function));
    m_start->setValue(textOf(descent.start));
    m_rate->setValue(descent.learningRate);
    m_momentum->setValue(descent.momentum);
    m_steps->setValue(descent.steps);
    m_presets->showScene(scene);
}

void CurveDescentPage::showMoment(const Frame& frame) {
    m_rate->track().setBest(limitOf(frame, "best", tr("1/f″ %1")));
    m_rate->track().setLimit(limitOf(frame, "limit", tr("limit %1")));
    // What flew off is brought back with one click.
    const bool isLost =
        std::any_of(frame.verdicts.begin(), frame.verdicts.end(), [](const Verdict& verdict) { return verdict.role == Role::Bad; });
    m_remedy->showFor(isLost);
}

}  // namespace calc
