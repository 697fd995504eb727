#include "ui/pages/area_page.h"

#include <algorithm>
#include <array>

#include "core/base/number_text.h"
#include "ui/controls/buttons.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"

namespace calc {
namespace {

constexpr int kMostRectangles = 1000;
// In the order in which they are offered.
constexpr std::array kRules = {SumRule::Left,    SumRule::Midpoint, SumRule::Right, SumRule::Trapezoid,
                               SumRule::Simpson, SumRule::Lower,    SumRule::Upper};

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
    createControls();
    createShowBoxes();
    panel().addControl(new TaskCard(tr("Task"), tr("How many rectangles until the error is below 0.001?"), Role::Integrals, this),
                       SidePanel::Width::Wide);
    bindField(m_function, "function", [](Scene& changed, const std::string& text) { std::get<AreaScene>(changed.kind).function = text; });
    bindField(m_from, "from", [](Scene& changed, const std::string& text) { std::get<AreaScene>(changed.kind).from = text; });
    bindField(m_to, "to", [](Scene& changed, const std::string& text) { std::get<AreaScene>(changed.kind).to = text; });
    connect(m_count, &ValueSlider::valueMoved, this, &AreaPage::setCount);
    connect(m_count, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_count, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
    connect(m_rule, &SegmentedChoice::chosen, this, [this](int index) {
        change<AreaScene>({}, [index](AreaScene& area) { area.rule = kRules[static_cast<std::size_t>(index)]; });
    });
}

void AreaPage::createControls() {
    m_function = new ExpressionEdit(tr("Function f(x)"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Function f(x)"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);

    m_from = new NumberField(tr("From a"), this);
    m_to = new NumberField(tr("To b"), this);
    m_from->setPrefix(QStringLiteral("a"));
    m_to->setPrefix(QStringLiteral("b"));
    for (NumberField* field : {m_from, m_to}) field->setInfinity(NumberField::Infinity::Allow);
    auto* bounds = new FieldGroup(tr("From a, to b"), FieldGroup::CaptionPlace::Above, this);
    bounds->addField(m_from);
    bounds->addField(m_to);
    panel().addControl(bounds);

    m_count = new ValueSlider(tr("Rectangles n"), {SliderScale::Kind::Logarithmic, {1, kMostRectangles}, 3, true}, this);
    m_count->track().setTicks(decades());
    panel().addControl(m_count, SidePanel::Width::Wide);

    const QStringList rules{tr("left"), tr("midpoint"), tr("right"), tr("trapezoid"), tr("Simpson"), tr("lower"), tr("upper")};
    m_rule = new SegmentedChoice(tr("Height taken at"), rules, {3, 2, 2}, this);
    m_rule->setSegmentToolTip(5, tr("The lowest value in each part: the sum is never above the integral"));
    m_rule->setSegmentToolTip(6, tr("The highest value in each part: the sum is never below the integral"));
    auto* rule = new FieldGroup(tr("Height taken at"), FieldGroup::CaptionPlace::Above, this);
    rule->addControl(m_rule);
    panel().addControl(rule);
}

void AreaPage::createShowBoxes() {
    auto* group = new FieldGroup(tr("Show"), FieldGroup::CaptionPlace::Above, this);
    panel().addControl(group);
    const auto box = [this](const QString& text, bool AreaScene::*setting) {
        auto* check = new MarkCheckBox(text, this);
        panel().addTight(check);
        connect(check, &QCheckBox::clicked, this,
                [this, setting](bool on) { change<AreaScene>({}, [=](AreaScene& area) { area.*setting = on; }); });
        return check;
    };
    m_showRectangles = box(tr("rectangles"), &AreaScene::showRectangles);
    m_showArea = box(tr("area under the curve"), &AreaScene::showArea);
    m_showErrorChart = box(tr("error chart"), &AreaScene::showErrorChart);
}

void AreaPage::setCount(double count) {
    const int n = static_cast<int>(count);
    player().pause();
    if (std::get<AreaScene>(store().scene().kind).rectangles == n)
        moveToOpening();
    else
        change<AreaScene>(QStringLiteral("rectangles"), [n](AreaScene& area) { area.rectangles = n; });
}

void AreaPage::showScene(const Scene& scene) {
    const auto& area = std::get<AreaScene>(scene.kind);
    m_function->setValue(textOf(area.function));
    m_from->setValue(textOf(area.from));
    m_to->setValue(textOf(area.to));
    m_rule->setCurrent(static_cast<int>(std::find(kRules.begin(), kRules.end(), area.rule) - kRules.begin()));
    m_showRectangles->setChecked(area.showRectangles);
    m_showArea->setChecked(area.showArea);
    m_showErrorChart->setChecked(area.showErrorChart);
}

void AreaPage::showMoment(const Frame& frame) {
    const std::optional<int> n = countOf(frame);
    if (n) m_count->setValue(*n);
}

Scene AreaPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    std::get<AreaScene>(scene.kind).rectangles = static_cast<int>(m_count->value());
    return scene;
}

}  // namespace calc
