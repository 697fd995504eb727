#include <algorithm>
#include <cmath>

#include "core/scene/area_partition.h"
#include "core/scene/area_parts.h"
#include "core/scene/formula_parts.h"

namespace calc {
namespace {

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
    return {std::string(name) + "-label", areaStyle(Role::Integrals), {value, y.low}, anchor, text, true};
}

void addSum(Marks& marks, const AreaStop& stop) {
    if (stop.gapBoxes) marks.push_back(Boxes{"gap", areaStyle(Role::Guide), stop.gapBoxes});
    if (stop.positiveBoxes) {
        marks.push_back(Boxes{"boxes-positive", areaStyle(Role::AreaPositive), stop.positiveBoxes});
        marks.push_back(Boxes{"boxes-negative", areaStyle(Role::AreaNegative), stop.negativeBoxes});
    } else {
        marks.push_back(Polygons{"pieces-positive", areaStyle(Role::AreaPositive), stop.positiveOutlines});
        marks.push_back(Polygons{"pieces-negative", areaStyle(Role::AreaNegative), stop.negativeOutlines});
    }
}

void addBounds(Marks& marks, const AreaPrepared& prepared) {
    const Range limits = prepared.exact->limits;
    Style dashed = areaStyle(Role::Integrals);
    dashed.line = LineKind::Dashed;
    dashed.weight = LineWeight::Secondary;
    if (isShown(prepared.curve->x, limits.low)) marks.push_back(Rule{"a", dashed, Orientation::Vertical, limits.low});
    if (isShown(prepared.curve->x, limits.high)) marks.push_back(Rule{"b", dashed, Orientation::Vertical, limits.high});
}

/// Where f and g meet.
void addCrossings(Marks& marks, const AreaPrepared& prepared) {
    constexpr std::size_t kMostDiamonds = 20;
    constexpr std::size_t kMostNamed = 6;
    const std::vector<Vec2>& crossings = prepared.exact->crossings;
    if (crossings.size() > kMostDiamonds) {
        // So many would hide the areas between them.
        marks.push_back(
            MarkerCloud{"crossings", areaStyle(Role::Ink), MarkerShape::Sample, std::make_shared<const std::vector<Vec2>>(crossings)});
        return;
    }
    int index = 0;
    for (const Vec2 p : crossings) {
        if (!prepared.curve->x.contains(p.x) || !prepared.curve->y.contains(p.y)) continue;
        const std::string id = "crossing-" + std::to_string(index++);
        marks.push_back(Marker{id, areaStyle(Role::Ink), MarkerShape::Diamond, p});
        if (crossings.size() > kMostNamed) continue;
        const FormulaBox text = mathRow({mathItalic("x"), mathOperator("="), number(p.x, boundDecimals(prepared.exact->limits))});
        marks.push_back(Label{id + "-label", areaStyle(Role::Ink), p, p.y < 0.0 ? Anchor::Below : Anchor::Above, text, true});
    }
}

void addLabels(Marks& marks, const AreaPrepared& prepared, const AreaStop* stop) {
    const AreaExact& exact = *prepared.exact;
    const bool ofSum = stop && prepared.scene.showRectangles && stop->kind == RiemannSum::Kind::Value;
    const double noise = kSumNoise * wholeArea(exact);
    const double above = ofSum ? withoutNoise(stop->positive, noise) : exact.positive ? exact.positive->value : 0.0;
    const double below = ofSum ? withoutNoise(stop->negative, noise) : exact.negative ? exact.negative->value : 0.0;
    const int decimals = decimalsFor(std::max(std::fabs(above), std::fabs(below)), 4);
    const auto inSight = [&prepared](const std::optional<Vec2>& place) {
        return place && prepared.curve->x.contains(place->x) && prepared.curve->y.contains(place->y);
    };
    const auto add = [&](const char* id, Role role, const std::optional<Vec2>& place, double value) {
        if (value != 0.0 && inSight(place))
            marks.push_back(Label{id, areaStyle(role), *place, Anchor::Centre, signedValue(value, decimals), true});
    };
    add("positive", Role::AreaPositive, exact.positiveLabel, above);
    add("negative", Role::AreaNegative, exact.negativeLabel, below);
    addBoundLabels(marks, prepared);
}

Panel mainPanel(const AreaPrepared& prepared, const AreaStop* stop) {
    Panel panel = areaPanel(prepared);
    panel.still = prepared.stillMarks;
    const bool showsSum = stop && prepared.scene.showRectangles;
    if (showsSum) addSum(panel.moving, *stop);
    addBounds(panel.moving, prepared);
    addCurves(panel.moving, prepared);
    addCrossings(panel.moving, prepared);
    if (showsSum && !stop->samples->empty())
        panel.moving.push_back(MarkerCloud{"samples", areaStyle(Role::Sample), MarkerShape::Sample, stop->samples});
    addLabels(panel.moving, prepared, stop);
    return panel;
}

/// From the point down to the axis, but for the names on the way.
Points dropLine(const AreaPrepared& prepared, Vec2 from) {
    std::vector<Box> crossed;
    for (const Box& name : prepared.chartNames) {
        if (name.low.x <= from.x && from.x <= name.high.x && name.low.y < from.y) crossed.push_back(name);
    }
    std::sort(crossed.begin(), crossed.end(), [](const Box& a, const Box& b) { return a.high.y > b.high.y; });
    auto line = std::make_shared<std::vector<Vec2>>(std::vector<Vec2>{from});
    for (const Box& name : crossed) {
        line->push_back({from.x, std::min(from.y, name.high.y)});
        line->push_back({std::nan(""), std::nan("")});
        line->push_back({from.x, name.low.y});
    }
    line->push_back({from.x, prepared.chart->errors.low});
    return line;
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
    Style guide = areaStyle(Role::Integrals);
    guide.line = LineKind::Dotted;
    guide.weight = LineWeight::Secondary;
    panel.moving.push_back(Polyline{"n", guide, dropLine(prepared, here), false});
    if (stop.kind == RiemannSum::Kind::Value) panel.moving.push_back(Marker{"here", areaStyle(Role::Integrals), MarkerShape::Disc, here});
    const Anchor side = stop.n <= 60 ? Anchor::AboveRight : Anchor::AboveLeft;
    const Message text{CALC_TEXT("n = {0}"), {std::int64_t{stop.n}}};
    panel.moving.push_back(Label{"n-label", areaStyle(Role::Integrals), {here.x, prepared.chart->errors.low}, side, text, false});
    return panel;
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

/// Where pieces meet, and sample points, as far as they can be told apart.
void addPartitionHandles(Frame& frame, const AreaPrepared& prepared, const AreaStop& stop) {
    using Kind = PartitionHandle::Kind;
    const Range x = prepared.curve->x;
    const Range y = prepared.curve->y;
    for (std::size_t i = 1; i + 1 < stop.nodes.size(); ++i) {
        if (!isShown(x, stop.nodes[i])) continue;
        const std::int64_t index = static_cast<std::int64_t>(i);
        frame.handles.push_back({handleName({Kind::Cut, static_cast<int>(i), stop.n}),
                                 "area",
                                 {stop.nodes[i], std::clamp(0.0, y.low, y.high)},
                                 Handle::Freedom::X,
                                 Role::Integrals,
                                 {CALC_TEXT("cut {0} of the partition"), {index}}});
    }
    for (std::size_t i = 0; i < stop.dragged.size(); ++i) {
        const Vec2 at = stop.dragged[i];
        if (!isShown(x, at.x)) continue;
        const double height = std::isfinite(at.y) ? std::clamp(at.y, y.low, y.high) : 0.0;
        frame.handles.push_back({handleName({Kind::Sample, static_cast<int>(i), stop.n}),
                                 "area",
                                 {at.x, height},
                                 Handle::Freedom::X,
                                 Role::Curve,
                                 {CALC_TEXT("sample point {0}"), {static_cast<std::int64_t>(i + 1)}}});
    }
}

/// The picture, and beside it the chart or what the mathematics says, over the readouts.
Arrangement arrangement(bool hasChart, bool hasVerdict) {
    if (hasChart) return row({leaf("area", 0.7), column({leaf("error", 0.6), leaf("readouts", 0.4)}, 0.3)});
    if (hasVerdict) return row({leaf("area", 0.7), column({leaf("verdict", 0.25), leaf("readouts", 0.75)}, 0.3)});
    return row({leaf("area", 0.75), leaf("readouts", 0.25)});
}

}  // namespace

Style areaStyle(Role role) { return {role, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default}; }

Panel areaPanel(const AreaPrepared& prepared) {
    Panel panel;
    panel.id = "area";
    panel.title = prepared.function->second ? CALC_TEXT("Signed area between f and g") : CALC_TEXT("Signed area");
    panel.x = {mathItalic("x"), prepared.curve->x, AxisScale::Linear, AxisPlacement::AtZero, {}};
    panel.y = {mathRow({}), prepared.curve->y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    return panel;
}

void addCurves(Marks& marks, const AreaPrepared& prepared) {
    const AreaCurve& curve = *prepared.curve;
    const Style zero{Role::Ink3, Look::None, Emphasis::Normal, LineKind::Solid, LineWeight::Hair};
    if (isShown(curve.x, 0.0)) marks.push_back(Rule{"zero", zero, Orientation::Vertical, 0.0});
    int index = 0;
    for (const CurveEnvelope& envelope : curve.envelopes) {
        Area band{"oscillation-" + std::to_string(index++), areaStyle(Role::Curve),
                  std::make_shared<const std::vector<Vec2>>(envelope.upper), 0.0,
                  std::make_shared<const std::vector<Vec2>>(envelope.lower)};
        marks.push_back(std::move(band));
    }
    if (curve.secondPoints) {
        marks.push_back(Polyline{"second-curve", areaStyle(Role::Secant), curve.secondPoints, true});
        marks.push_back(Label{"second-function", areaStyle(Role::Secant), curve.secondLabel.at, curve.secondLabel.anchor,
                              prepared.function->secondFormula, false});
    }
    marks.push_back(Polyline{"curve", areaStyle(Role::Curve), curve.points, true});
    marks.push_back(Label{"function", areaStyle(Role::Curve), curve.label.at, curve.label.anchor, prepared.function->formula, false});
}

void addBoundLabels(Marks& marks, const AreaPrepared& prepared) {
    const Range limits = prepared.exact->limits;
    // Names of bounds that are close together turn away from each other.
    constexpr double kClose = 0.2;
    const bool isClose = std::fabs(limits.high - limits.low) < kClose * prepared.curve->x.length();
    const auto add = [&](const char* name, const std::string& typed, double value, bool isLeft) {
        if (!isShown(prepared.curve->x, value)) return;
        Label label = boundLabel(prepared, name, typed, value);
        const bool isBelow = label.anchor == Anchor::Below;
        if (isClose)
            label.anchor = isLeft ? (isBelow ? Anchor::BelowLeft : Anchor::AboveLeft) : (isBelow ? Anchor::BelowRight : Anchor::AboveRight);
        marks.push_back(std::move(label));
    };
    add("a", prepared.scene.from, limits.low, limits.low <= limits.high);
    add("b", prepared.scene.to, limits.high, limits.low > limits.high);
}

void addBoundHandles(Frame& frame, const AreaPrepared& prepared) {
    const Range limits = prepared.exact->limits;
    const double height = std::clamp(0.0, prepared.curve->y.low, prepared.curve->y.high);
    if (std::isfinite(limits.low))
        frame.handles.push_back({"a", "area", {limits.low, height}, Handle::Freedom::X, Role::Accent, CALC_TEXT("lower bound a")});
    if (std::isfinite(limits.high))
        frame.handles.push_back({"b", "area", {limits.high, height}, Handle::Freedom::X, Role::Accent, CALC_TEXT("upper bound b")});
}

std::shared_ptr<const Marks> areaStillMarks(const AreaPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const bool isFilled = prepared.scene.showArea || !prepared.sums;
    if (isFilled && !prepared.moving) addFill(*marks, prepared, "area", {-HUGE_VAL, HUGE_VAL});
    return marks;
}

Frame areaFrame(const AreaPrepared& prepared, double time) {
    if (prepared.moving) return movingFrame(prepared, time);
    const AreaStop* stop = prepared.sums ? &prepared.sums->stops[static_cast<std::size_t>(stepAt(prepared.timeline, time))] : nullptr;
    Frame frame;
    frame.subject = Role::Integrals;
    frame.panels.push_back(mainPanel(prepared, stop));
    const bool hasChart = stop && prepared.chart && prepared.chart->isDrawn && prepared.scene.showErrorChart;
    addVerdict(frame, prepared.exact->integral, hasChart);
    if (hasChart) frame.panels.push_back(chartPanel(prepared, *stop));
    frame.arrangement = arrangement(hasChart, !frame.verdicts.empty());
    frame.formula = areaFormula(prepared, stop);
    addReadouts(frame, prepared, stop);
    frame.sentence = areaSentence(prepared, stop);
    if (stop) frame.position = {CALC_TEXT("n = {0}"), {std::int64_t{stop->n}}};
    if (prepared.scene.goal) frame.task = areaTask(prepared, stop);
    addBoundHandles(frame, prepared);
    if (stop && prepared.scene.showRectangles) addPartitionHandles(frame, prepared, *stop);
    return frame;
}

}  // namespace calc
