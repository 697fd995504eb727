#include <algorithm>
#include <cmath>

#include "core/scene/area_parts.h"
#include "core/scene/formula_parts.h"

namespace calc {
namespace {

constexpr double kSumNoise = 4e-15;  // rounding of a sum, relative to its parts

Style style(Role role) { return {role, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default}; }

std::string signedNumber(double value, int decimals) {
    const std::string text = steadyNumber(value, decimals);
    return value > 0.0 ? "+" + text : text;
}

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

bool isShown(Range range, double value) { return std::isfinite(value) && range.contains(value); }

/// Decimals that tell positions apart to a hundredth of the length between the bounds.
int boundDecimals(Range limits) {
    const double length = std::fabs(limits.high - limits.low);
    return std::isfinite(length) && length > 0.0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(length))), 0, 10) : 2;
}

Label boundLabel(const AreaPrepared& prepared, const char* name, const std::string& typed, double value) {
    const Range y = prepared.curve->y;
    const FormulaBox text = mathRow({mathItalic(name), mathOperator("="),
                                     isPlainNumber(typed) ? number(value, boundDecimals(prepared.exact->limits)) : typedNumber(typed)});
    // Below the panel, where the axis runs through the origin and leaves room; else inside.
    const Anchor anchor = y.contains(0.0) ? Anchor::Below : Anchor::Above;
    return {std::string(name) + "-label", style(Role::Integrals), {value, y.low}, anchor, text, true};
}

/// The curve between the bounds: their own points and every crossing of the axis are put in, so that the areas end where they end.
std::vector<Vec2> curveBetween(const AreaPrepared& prepared, double low, double high) {
    std::vector<Vec2> points;
    const auto add = [&points](Vec2 p) {
        if (!points.empty() && points.back().y * p.y < 0.0) {
            const Vec2 before = points.back();
            points.push_back({before.x + (p.x - before.x) * (before.y / (before.y - p.y)), 0.0});
        }
        points.push_back(p);
    };
    if (isShown(prepared.curve->x, low)) add({low, prepared.function->program(low)});
    for (const Vec2 p : *prepared.curve->points) {
        if (std::isnan(p.x) || (low < p.x && p.x < high)) add(p);
    }
    if (isShown(prepared.curve->x, high)) add({high, prepared.function->program(high)});
    return points;
}

void addArea(Marks& marks, const AreaPrepared& prepared) {
    const Range limits = prepared.exact->limits;
    const bool reversed = limits.low > limits.high;
    auto above = std::make_shared<std::vector<Vec2>>();
    auto below = std::make_shared<std::vector<Vec2>>();
    for (const Vec2 p : curveBetween(prepared, std::min(limits.low, limits.high), std::max(limits.low, limits.high))) {
        above->push_back({p.x, std::isnan(p.y) ? p.y : std::max(0.0, p.y)});
        below->push_back({p.x, std::isnan(p.y) ? p.y : std::min(0.0, p.y)});
    }
    marks.push_back(Area{"area-above", style(reversed ? Role::AreaNegative : Role::AreaPositive), std::move(above), 0.0, nullptr});
    marks.push_back(Area{"area-below", style(reversed ? Role::AreaPositive : Role::AreaNegative), std::move(below), 0.0, nullptr});
}

void addSum(Marks& marks, const AreaStop& stop) {
    if (stop.positiveBoxes) {
        marks.push_back(Boxes{"boxes-positive", style(Role::AreaPositive), stop.positiveBoxes});
        marks.push_back(Boxes{"boxes-negative", style(Role::AreaNegative), stop.negativeBoxes});
    } else {
        marks.push_back(Polygons{"pieces-positive", style(Role::AreaPositive), stop.positiveOutlines});
        marks.push_back(Polygons{"pieces-negative", style(Role::AreaNegative), stop.negativeOutlines});
    }
}

void addCurve(Marks& marks, const AreaPrepared& prepared) {
    int index = 0;
    for (const CurveEnvelope& envelope : prepared.curve->envelopes) {
        Area band{"oscillation-" + std::to_string(index++), style(Role::Curve), std::make_shared<const std::vector<Vec2>>(envelope.upper),
                  0.0, std::make_shared<const std::vector<Vec2>>(envelope.lower)};
        marks.push_back(std::move(band));
    }
    marks.push_back(Polyline{"curve", style(Role::Curve), prepared.curve->points, true});
    marks.push_back(
        Label{"function", style(Role::Curve), prepared.curve->labelAt, prepared.curve->labelAnchor, prepared.function->formula, false});
}

void addBounds(Marks& marks, const AreaPrepared& prepared) {
    const Range limits = prepared.exact->limits;
    Style dashed = style(Role::Integrals);
    dashed.line = LineKind::Dashed;
    dashed.weight = LineWeight::Secondary;
    if (isShown(prepared.curve->x, limits.low)) marks.push_back(Rule{"a", dashed, Orientation::Vertical, limits.low});
    if (isShown(prepared.curve->x, limits.high)) marks.push_back(Rule{"b", dashed, Orientation::Vertical, limits.high});
}

void addLabels(Marks& marks, const AreaPrepared& prepared, const AreaStop* stop) {
    const AreaExact& exact = *prepared.exact;
    const bool ofSum = stop && prepared.scene.showRectangles && stop->kind == RiemannSum::Kind::Value;
    const double above = ofSum ? stop->positive : exact.positive ? exact.positive->value : 0.0;
    const double below = ofSum ? stop->negative : exact.negative ? exact.negative->value : 0.0;
    const int decimals = decimalsFor(std::max(std::fabs(above), std::fabs(below)), 4);
    const auto inSight = [&prepared](const std::optional<Vec2>& place) {
        return place && prepared.curve->x.contains(place->x) && prepared.curve->y.contains(place->y);
    };
    if (above != 0.0 && inSight(exact.positiveLabel)) {
        marks.push_back(
            Label{"positive", style(Role::AreaPositive), *exact.positiveLabel, Anchor::Centre, plain(signedNumber(above, decimals)), true});
    }
    if (below != 0.0 && inSight(exact.negativeLabel)) {
        marks.push_back(
            Label{"negative", style(Role::AreaNegative), *exact.negativeLabel, Anchor::Centre, plain(signedNumber(below, decimals)), true});
    }
    if (isShown(prepared.curve->x, exact.limits.low)) marks.push_back(boundLabel(prepared, "a", prepared.scene.from, exact.limits.low));
    if (isShown(prepared.curve->x, exact.limits.high)) marks.push_back(boundLabel(prepared, "b", prepared.scene.to, exact.limits.high));
}

Panel mainPanel(const AreaPrepared& prepared, const AreaStop* stop) {
    Panel panel;
    panel.id = "area";
    panel.title = CALC_TEXT("Signed area");
    panel.x = {mathItalic("x"), prepared.curve->x, AxisScale::Linear, AxisPlacement::AtZero, {}};
    panel.y = {mathRow({}), prepared.curve->y, AxisScale::Linear, AxisPlacement::AtZero, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.stillMarks;
    if (stop && prepared.scene.showRectangles) addSum(panel.moving, *stop);
    addBounds(panel.moving, prepared);
    addCurve(panel.moving, prepared);
    if (stop && prepared.scene.showRectangles && !stop->samples->empty()) {
        panel.moving.push_back(MarkerCloud{"samples", style(Role::Sample), MarkerShape::Sample, stop->samples});
    }
    addLabels(panel.moving, prepared, stop);
    return panel;
}

Panel chartPanel(const AreaPrepared& prepared, const AreaStop& stop) {
    Panel panel;
    panel.id = "error";
    panel.title = CALC_TEXT("Error against n, log\u2013log");
    panel.x = {mathItalic("n"), {1.0, 1000.0}, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), prepared.chart->errors, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = prepared.chartMarks;
    const double error = std::fabs(stop.sum - prepared.exact->integral.value);
    const double shown = std::clamp(error, prepared.chart->errors.low, prepared.chart->errors.high);
    const Vec2 here{static_cast<double>(stop.n), shown};
    Style guide = style(Role::Integrals);
    guide.line = LineKind::Dotted;
    guide.weight = LineWeight::Secondary;
    const Points drop = std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{{here.x, prepared.chart->errors.low}, here});
    panel.moving.push_back(Polyline{"n", guide, drop, false});
    if (stop.kind == RiemannSum::Kind::Value) panel.moving.push_back(Marker{"here", style(Role::Integrals), MarkerShape::Disc, here});
    const Anchor side = stop.n <= 60 ? Anchor::AboveRight : Anchor::AboveLeft;
    const Message text{CALC_TEXT("n = {0}"), {std::int64_t{stop.n}}};
    panel.moving.push_back(Label{"n-label", style(Role::Integrals), {here.x, prepared.chart->errors.low}, side, text, false});
    return panel;
}

Message integralNote(const Integral& integral) {
    const double proved = std::max(integral.upper - integral.value, integral.value - integral.lower);
    if (integral.certified && proved > 0.0 && proved <= 1e-6 * std::max(std::fabs(integral.value), 1e-6))
        return {CALC_TEXT("integral proved to \u00B1{0}"), {displayErrorBound(proved)}};
    if (integral.error > 0.0) return {CALC_TEXT("integral known to \u00B1{0}"), {displayErrorBound(integral.error)}};
    return CALC_TEXT("integral known to the last digit");
}

void addReadouts(Frame& frame, const AreaPrepared& prepared, const AreaStop* stop) {
    const Integral& integral = prepared.exact->integral;
    const bool hasIntegral = integral.kind == IntegralKind::Value;
    const bool hasSum = stop && stop->kind == RiemannSum::Kind::Value;
    const double size = std::max(hasIntegral ? std::fabs(integral.value) : 0.0, hasSum ? std::fabs(stop->sum) : 0.0);
    const double parts = stop ? std::max(std::fabs(stop->positive), std::fabs(stop->negative)) : size;
    const int decimals = decimalsFor(std::max(size, hasSum ? parts : 0.0), 7);
    if (stop) {
        const Message value =
            hasSum ? plain(steadyNumber(withoutNoise(stop->sum, kSumNoise * parts), decimals)) : Message(CALC_TEXT("no value"));
        frame.readouts.push_back({"sum", CALC_TEXT("Sum"), value, {}, Role::Ink, false, false});
    }
    const Message known = hasIntegral ? plain(steadyNumber(withoutNoise(integral.value, integral.error), decimals))
                          : integral.kind == IntegralKind::Undetermined ? Message(CALC_TEXT("not decided"))
                          : integral.kind == IntegralKind::Diverges     ? Message(CALC_TEXT("diverges"))
                                                                        : Message(CALC_TEXT("no value"));
    frame.readouts.push_back({"integral", CALC_TEXT("Integral"), known, {}, Role::Ink, !stop && hasIntegral, false});
    if (!hasIntegral) return;
    if (!hasSum) {
        frame.readouts.back().note = integralNote(integral);
        return;
    }
    const double difference = stop->sum - integral.value;
    const bool agrees = std::fabs(difference) <= integral.error + kSumNoise * parts;
    const Message value = agrees ? Message("0") : plain(signedNumber(difference, std::min(decimals, 12)));
    frame.readouts.push_back({"difference", CALC_TEXT("Sum \u2212 integral"), value, integralNote(integral), Role::Integrals, true, true});
}

/// Of a value only where it does not take the chart's place.
void addVerdict(Frame& frame, const Integral& integral, bool hasChart) {
    if (integral.kind == IntegralKind::Value && !hasChart) {
        const Message title = integral.certified ? CALC_TEXT("The area is proved") : CALC_TEXT("The area is known");
        frame.verdicts.push_back({Role::Ok, title, integral.why});
    }
    if (integral.kind == IntegralKind::Diverges) frame.verdicts.push_back({Role::Bad, CALC_TEXT("The area diverges"), integral.why});
    if (integral.kind == IntegralKind::Undefined) frame.verdicts.push_back({Role::Bad, CALC_TEXT("There is no area"), integral.why});
    if (integral.kind == IntegralKind::Undetermined) frame.verdicts.push_back({Role::Undecided, CALC_TEXT("Not decided"), integral.why});
}

void addHandles(Frame& frame, const AreaPrepared& prepared) {
    const Range limits = prepared.exact->limits;
    const double height = std::clamp(0.0, prepared.curve->y.low, prepared.curve->y.high);
    if (std::isfinite(limits.low)) {
        frame.handles.push_back({"a", "area", {limits.low, height}, Handle::Freedom::X, Role::Accent, CALC_TEXT("lower bound a")});
    }
    if (std::isfinite(limits.high)) {
        frame.handles.push_back({"b", "area", {limits.high, height}, Handle::Freedom::X, Role::Accent, CALC_TEXT("upper bound b")});
    }
}

/// The picture, and beside it the chart or what the mathematics says, over the readouts.
Arrangement arrangement(bool hasChart, bool hasVerdict) {
    if (hasChart) return row({leaf("area", 0.7), column({leaf("error", 0.6), leaf("readouts", 0.4)}, 0.3)});
    if (hasVerdict) return row({leaf("area", 0.7), column({leaf("verdict", 0.25), leaf("readouts", 0.75)}, 0.3)});
    return row({leaf("area", 0.75), leaf("readouts", 0.25)});
}

}  // namespace

std::shared_ptr<const Marks> areaStillMarks(const AreaPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    if (prepared.scene.showArea || !prepared.sums) addArea(*marks, prepared);
    return marks;
}

Frame areaFrame(const AreaPrepared& prepared, double time) {
    const AreaStop* stop = prepared.sums ? &prepared.sums->stops[static_cast<std::size_t>(stepAt(prepared.timeline, time))] : nullptr;
    Frame frame;
    frame.subject = Role::Integrals;
    frame.panels.push_back(mainPanel(prepared, stop));
    const bool hasChart = stop && prepared.chart && prepared.scene.showErrorChart;
    addVerdict(frame, prepared.exact->integral, hasChart);
    if (hasChart) frame.panels.push_back(chartPanel(prepared, *stop));
    frame.arrangement = arrangement(hasChart, !frame.verdicts.empty());
    frame.formula = areaFormula(prepared, stop);
    addReadouts(frame, prepared, stop);
    frame.sentence = areaSentence(prepared, stop);
    if (stop) frame.position = {CALC_TEXT("n = {0}"), {std::int64_t{stop->n}}};
    addHandles(frame, prepared);
    return frame;
}

}  // namespace calc
