#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/descent_parts.h"

namespace calc {
namespace {

constexpr double kReach = 1.0;       // length of an arrow in the panel of directions
constexpr double kTotalReach = 0.7;  // the update is shorter, so that what lies under it is seen

/// Where a stage points: the update as it is, everything before against the slope.
Vec2 directionOf(const Stage& stage) {
    const bool isTotal = stage.kind == StageKind::Total;
    const double length = stage.value.length();
    if (!stage.value.isFinite() || !(length > 0.0)) return {};
    return ((isTotal ? kTotalReach : -kReach) / length) * stage.value;
}

FormulaBox symbolOf(const Stage& stage) {
    if (stage.kind == StageKind::Total) return mathRow({mathText("Δ"), mathItalic("w")});
    return mathRow({mathText("−"), symbolsOf(stage.formula.left)});
}

/// The memory of squares or of the largest slopes as a box as wide and as high as each direction was steep: by this it will be divided.
void addSteepness(Marks& marks, const Stage& stage) {
    constexpr double kHalf = 0.9;
    const bool isSquare = stage.kind == StageKind::Square;
    const auto steepness = [isSquare](double v) { return isSquare ? std::sqrt(std::max(0.0, v)) : std::fabs(v); };
    const Vec2 steep{steepness(stage.value.x), steepness(stage.value.y)};
    const double largest = std::max(steep.x, steep.y);
    if (!steep.isFinite() || !(largest > 0.0)) return;
    const Vec2 half = (kHalf / largest) * steep;
    const FormulaBox symbol = symbolsOf(stage.formula.left);
    const Style style{Role::Ink2, Look::None, Emphasis::Normal, LineKind::Dashed, LineWeight::Secondary};
    marks.push_back(Polyline{"steepness", style,
                             std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{
                                 {-half.x, -half.y}, {half.x, -half.y}, {half.x, half.y}, {-half.x, half.y}, {-half.x, -half.y}}),
                             false});
    const bool isUpright = half.y > half.x;
    marks.push_back(Label{"steepness-name", style, isUpright ? Vec2{half.x, 0.6 * half.y} : Vec2{0.6 * half.x, half.y},
                          isUpright ? Anchor::Right : Anchor::Above, isSquare ? mathRoot(symbol) : symbol, false});
}

Anchor anchorOf(Vec2 direction) {
    if (std::fabs(direction.x) > 2.0 * std::fabs(direction.y)) return direction.x > 0.0 ? Anchor::Right : Anchor::Left;
    if (direction.y > 0.0) return direction.x > 0.0 ? Anchor::AboveRight : Anchor::AboveLeft;
    return direction.x > 0.0 ? Anchor::BelowRight : Anchor::BelowLeft;
}

ValueTable::Cell cell(std::string text, Role role) { return {Message("{0}", {std::move(text)}), 0, role}; }

}  // namespace

std::optional<std::size_t> shownStage(const DescentScene& scene, const StepInside* inside) {
    if (scene.view != DescentView::Step || !inside || scene.stage <= 0 || inside->stages.empty()) return std::nullopt;
    return std::min(static_cast<std::size_t>(scene.stage), inside->stages.size()) - 1;
}

StageReadout stageReadout(const DescentScene& scene, const StepInside* inside) {
    StageReadout readout;
    if (!inside) return readout;
    const std::optional<std::size_t> stage = shownStage(scene, inside);
    readout.count = static_cast<int>(inside->stages.size());
    readout.done = stage ? static_cast<int>(*stage) + 1 : 0;
    readout.name = stage ? inside->stages[*stage].name : Message(CALC_TEXT("the whole step"));
    return readout;
}

Panel directionsPanel(const DescentScene& scene, const StepInside* inside) {
    Panel panel;
    panel.id = "directions";
    panel.title = CALC_TEXT("Directions");
    panel.subtitle = CALC_TEXT("lengths not to scale");
    const Axis axis{mathRow({}), {-1.45, 1.45}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.x = panel.y = axis;
    panel.equalUnits = true;
    panel.grid = false;
    panel.still = std::make_shared<const Marks>();
    if (!inside) return panel;
    const std::size_t count = inside->stages.size();
    const std::size_t last = shownStage(scene, inside).value_or(count - 1);
    const Stage* steepness = nullptr;
    for (std::size_t i = 0; i <= last && i < count; ++i) {
        const Stage& stage = inside->stages[i];
        if (stage.kind == StageKind::Square || stage.kind == StageKind::Largest) steepness = &stage;
        const Vec2 direction = directionOf(stage);
        if (!stage.role || direction == Vec2{}) continue;
        const bool isNow = i == last;
        const Style style{*stage.role, Look::None, Emphasis::Normal, LineKind::Default,
                          isNow ? LineWeight::Default : LineWeight::Secondary};
        panel.moving.push_back(Arrow{"stage." + std::to_string(i), style, {0.0, 0.0}, direction});
        panel.moving.push_back(Label{"stage-name." + std::to_string(i), style, direction, anchorOf(direction), symbolOf(stage), false});
    }
    if (steepness) addSteepness(panel.moving, *steepness);
    return panel;
}

ValueTable stageTable(const DescentScene& scene, const StepInside* inside) {
    ValueTable table;
    table.id = "stages";
    table.title = CALC_TEXT("Inside one step");
    table.headers = {CALC_TEXT("stage"), Message("x"), Message("y"), CALC_TEXT("length")};
    if (!inside) return table;
    const std::optional<std::size_t> shown = shownStage(scene, inside);
    table.highlightedRow = shown ? static_cast<int>(*shown) : -1;
    for (std::size_t i = 0; i < inside->stages.size(); ++i) {
        const Stage& stage = inside->stages[i];
        const Role role = stage.role.value_or(Role::Ink);
        std::vector<ValueTable::Cell> cells{
            {{CALC_TEXT("{0}  {1}"), {static_cast<std::int64_t>(i + 1), renderPlainEnglish(stage.name)}}, 0, Role::Ink}};
        if (!shown || i <= *shown) {
            cells.push_back(cell(displayNumber(stage.value.x, 4), role));
            cells.push_back(cell(displayNumber(stage.value.y, 4), role));
            cells.push_back(cell(displayNumber(stage.value.length(), 4), Role::Ink));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace calc
