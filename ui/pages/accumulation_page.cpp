#include "ui/pages/accumulation_page.h"

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/pages/page_controls.h"
#include "ui/pages/preset_choice.h"

namespace calc {
namespace {

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// x of a Frame: the number in its position, "x = 1.5".
std::optional<double> placeOf(const Frame& frame) {
    if (frame.position.arguments.empty()) return {};
    const auto* number = std::get_if<NumberArgument>(&frame.position.arguments.front());
    return number ? std::optional(number->value) : std::nullopt;
}

/// What is typed comes into sight.
void showPlace(AccumulationScene& scene, const std::string& text) {
    const auto x = parseNumber(text);
    if (!x || !scene.xRange || scene.xRange->contains(*x)) return;
    scene.xRange.reset();
    scene.yRange.reset();
}

/// The text of a field whose number is this one; else the number.
std::string textFor(const std::string& typed, double x) {
    const auto value = parseNumber(typed);
    return value && *value == x ? typed : shortest(x);
}

}  // namespace

AccumulationPage::AccumulationPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createPresets();
    createFields();
    panel().addControl(new TaskCard(tr("Task"), tr("Where is F steepest, and what does f do there?"), Role::Integrals, this),
                       SidePanel::Width::Wide);
    bindField(m_function, "function",
              [](Scene& changed, const std::string& text) { std::get<AccumulationScene>(changed.kind).function = text; });
    bindField(m_from, "from", [](Scene& changed, const std::string& text) {
        auto& accumulation = std::get<AccumulationScene>(changed.kind);
        accumulation.from = text;
        showPlace(accumulation, text);
    });
    bindField(m_at, "at", [](Scene& changed, const std::string& text) {
        auto& accumulation = std::get<AccumulationScene>(changed.kind);
        accumulation.at = text;
        showPlace(accumulation, text);
    });
}

void AccumulationPage::createPresets() { m_presets = addPresets(*this, QStringLiteral("accumulation"), PresetPlay::FromStart); }

void AccumulationPage::createFields() {
    m_function = new ExpressionEdit(tr("Function f(x)"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Function f(x)"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);
    m_from = new NumberField(tr("Start a"), this);
    m_at = new NumberField(tr("Point x"), this);
    m_from->setPrefix(QStringLiteral("a"));
    m_at->setPrefix(QStringLiteral("x"));
    m_from->setToolTip(tr("Where the area begins: F is 0 there"));
    m_at->setToolTip(tr("How far the area reaches; it may lie left of a"));
    auto* places = new FieldGroup(tr("From a, to x"), FieldGroup::CaptionPlace::Above, this);
    places->addField(m_from);
    places->addField(m_at);
    panel().addControl(places);
}

void AccumulationPage::showScene(const Scene& scene) {
    const auto& accumulation = std::get<AccumulationScene>(scene.kind);
    m_function->setValue(textOf(accumulation.function));
    m_from->setValue(textOf(accumulation.from));
    m_at->setValue(textOf(accumulation.at));
    m_presets->showScene(scene);
}

void AccumulationPage::showMoment(const Frame& frame) {
    m_x = placeOf(frame);
    if (m_x) m_at->setValue(textOf(textFor(std::get<AccumulationScene>(store().scene().kind).at, *m_x)));
}

Scene AccumulationPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    auto& accumulation = std::get<AccumulationScene>(scene.kind);
    if (m_x) accumulation.at = textFor(accumulation.at, *m_x);
    return scene;
}

}  // namespace calc
