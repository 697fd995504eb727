#include "ui/pages/tangent_page.h"

#include <QPushButton>
#include <algorithm>

#include "core/base/number_text.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"

namespace calc {
namespace {

constexpr double kLargestStep = 2.0;  // of the slider

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// h of a Frame: the number in its position, "h = 0.6".
std::optional<double> stepOf(const Frame& frame) {
    if (frame.position.arguments.empty()) return {};
    const auto* number = std::get_if<NumberArgument>(&frame.position.arguments.front());
    return number ? std::optional(number->value) : std::nullopt;
}

}  // namespace

TangentPage::TangentPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createPoint();
    createStep();
    createViews();
    createPins();
    bindField(m_function, "function",
              [](Scene& changed, const std::string& text) { std::get<TangentScene>(changed.kind).function = text; });
    bindField(m_at, "at", [](Scene& changed, const std::string& text) { std::get<TangentScene>(changed.kind).at = text; });
    connect(m_step, &ValueSlider::valueMoved, this, &TangentPage::setStep);
    connect(m_step, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_step, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
}

void TangentPage::createPoint() {
    m_function = new ExpressionEdit(tr("Function f(x)"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Function f(x)"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);
    m_at = new NumberField(tr("Point x"), this);
    m_at->setToolTip(tr("A number, or an expression such as pi/2"));
    auto* point = new FieldGroup(tr("Point x"), FieldGroup::CaptionPlace::Beside, this);
    point->addField(m_at);
    panel().addTight(point);
}

void TangentPage::createStep() {
    m_step = new ValueSlider(tr("Step h, log scale"), {SliderScale::Kind::Logarithmic, {kSmallestStep, kLargestStep}, 3, false}, this);
    std::vector<TrackSlider::Tick> ticks;
    for (const int exponent : {-16, -12, -8, -4, 0}) ticks.push_back({std::pow(10.0, exponent), textOf(displayPowerOfTen(exponent))});
    m_step->track().setTicks(ticks);
    panel().addControl(m_step, SidePanel::Width::Wide);
    m_side = new SegmentedChoice(tr("Secant from"), {tr("left"), tr("right"), tr("centred")}, {3}, this);
    m_side->setSegmentToolTip(0, tr("Through x − h and x"));
    m_side->setSegmentToolTip(1, tr("Through x and x + h"));
    m_side->setSegmentToolTip(2, tr("Through x − h and x + h: its error falls with the square of h"));
    auto* side = new FieldGroup(tr("Secant from"), FieldGroup::CaptionPlace::Above, this);
    side->addControl(m_side);
    panel().addControl(side);
    connect(m_side, &SegmentedChoice::chosen, this, [this](int index) {
        change<TangentScene>({}, [index](TangentScene& tangent) { tangent.side = static_cast<SecantSide>(index); });
    });
}

void TangentPage::createViews() {
    m_view = new SegmentedChoice(tr("Watch"), {tr("secant"), tr("rounding"), tr("rules")}, {3}, this);
    m_view->setSegmentToolTip(0, tr("The secant turns into the tangent"));
    m_view->setSegmentToolTip(1, tr("What the computer makes of a very small h"));
    m_view->setSegmentToolTip(2, tr("The formula of the derivative, rule by rule"));
    auto* view = new FieldGroup(tr("Watch"), FieldGroup::CaptionPlace::Above, this);
    view->addControl(m_view);
    panel().addControl(view);
    connect(m_view, &SegmentedChoice::chosen, this, [this](int index) {
        change<TangentScene>({}, [index](TangentScene& tangent) { tangent.view = static_cast<TangentView>(index); });
    });
    m_below = new SegmentedChoice(tr("Draw below"), {tr("nothing"), tr("f ′"), tr("f ′ and f ″")}, {3}, this);
    auto* below = new FieldGroup(tr("Draw below"), FieldGroup::CaptionPlace::Above, this);
    below->addControl(m_below);
    panel().addControl(below);
    connect(m_below, &SegmentedChoice::chosen, this, [this](int index) {
        change<TangentScene>({}, [index](TangentScene& tangent) { tangent.below = static_cast<SlopeCurves>(index); });
    });
}

void TangentPage::createPins() {
    m_pin = new QPushButton(tr("Pin this tangent"), this);
    panel().addControl(m_pin);
    connect(m_pin, &QPushButton::clicked, this,
            [this] { change<TangentScene>({}, [](TangentScene& tangent) { tangent.pins.push_back(tangent.at); }); });
    m_unpin = new QPushButton(tr("Remove the pinned ones"), this);
    panel().addTight(m_unpin);
    connect(m_unpin, &QPushButton::clicked, this,
            [this] { change<TangentScene>({}, [](TangentScene& tangent) { tangent.pins.clear(); }); });
}

void TangentPage::setStep(double h) {
    player().pause();
    if (std::get<TangentScene>(store().scene().kind).step == h)
        moveToOpening();
    else
        change<TangentScene>(QStringLiteral("step"), [h](TangentScene& tangent) { tangent.step = h; });
}

void TangentPage::showScene(const Scene& scene) {
    const auto& tangent = std::get<TangentScene>(scene.kind);
    m_function->setValue(textOf(tangent.function));
    m_at->setValue(textOf(tangent.at));
    m_side->setCurrent(static_cast<int>(tangent.side));
    m_view->setCurrent(static_cast<int>(tangent.view));
    m_below->setCurrent(static_cast<int>(tangent.below));
    const bool isPinned = std::find(tangent.pins.begin(), tangent.pins.end(), tangent.at) != tangent.pins.end();
    const bool isFull = tangent.pins.size() >= kMostPins;
    m_pin->setEnabled(!isPinned && !isFull);
    m_pin->setToolTip(isFull     ? tr("More than %1 could not be told apart").arg(kMostPins)
                      : isPinned ? tr("Drag the point somewhere else first")
                                 : tr("Keeps this tangent to compare it with others"));
    m_unpin->parentWidget()->setVisible(!tangent.pins.empty());
    const bool hasStep = tangent.view != TangentView::Rules;
    m_step->setEnabled(hasStep);
    m_side->setEnabled(hasStep);
}

void TangentPage::showMoment(const Frame& frame) {
    const std::optional<double> h = stepOf(frame);
    if (h && !m_step->track().isSliderDown()) m_step->setValue(*h);
}

Scene TangentPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    auto& tangent = std::get<TangentScene>(scene.kind);
    // Where rules are shown there is no h on the screen: the one that was set stays.
    if (tangent.view != TangentView::Rules) tangent.step = m_step->value();
    return scene;
}

}  // namespace calc
