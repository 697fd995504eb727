#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/formula_parts.h"
#include "core/scene/mark_parts.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr double kApart = 0.03;  // of the range: closer points cannot be told apart
constexpr double kRoomForWords = 0.06;

Style faint(Style style) {
    style.emphasis = Emphasis::Faint;
    return style;
}

bool inSight(const TangentCurve& curve, Vec2 p) { return curve.x.contains(p.x) && curve.y.contains(p.y); }

/// One half of a tangent: from the point to the edge on its side; upright where the slope is infinite.
void addHalf(Marks& marks, const TangentPrepared& prepared, double slope, bool left) {
    const TangentCurve& curve = *prepared.curve;
    const Vec2 p{prepared.point->x, prepared.point->value};
    Vec2 end{left ? curve.x.low : curve.x.high, 0.0};
    if (std::isinf(slope)) {
        const bool up = (slope > 0.0) != left;
        end = {p.x, up ? std::max(p.y, curve.y.high) : std::min(p.y, curve.y.low)};
    } else {
        end.y = p.y + slope * (end.x - p.x);
    }
    marks.push_back(Polyline{left ? "tangent-left" : "tangent-right", plainStyle(Role::Tangent), lineOf(p, end), false});
}

void addTangent(Marks& marks, const TangentPrepared& prepared) {
    const TangentPoint& point = *prepared.point;
    const TangentCurve& curve = *prepared.curve;
    if (!std::isfinite(point.value)) return;
    if (!point.hasSlope()) {
        if (point.slope.left) addHalf(marks, prepared, *point.slope.left, true);
        if (point.slope.right) addHalf(marks, prepared, *point.slope.right, false);
        return;
    }
    const auto part = visiblePart({point.x, point.value}, point.slope.value, curve.x, curve.y);
    if (!part) return;
    marks.push_back(Polyline{"tangent", plainStyle(Role::Tangent), lineOf(part->first, part->second), false});
    const Vec2 at = part->first + 0.93 * (part->second - part->first);
    marks.push_back(Label{"tangent-name", plainStyle(Role::Tangent), at, Anchor::AboveLeft, CALC_TEXT("tangent"), false});
}

void addPins(Marks& marks, const TangentPrepared& prepared) {
    const TangentCurve& curve = *prepared.curve;
    int index = 0;
    for (const PinnedTangent& pin : prepared.pins) {
        const std::string id = "pin." + std::to_string(index++);
        const Vec2 at{pin.x, pin.value};
        if (!inSight(curve, at)) continue;
        const Style style = plainStyle(Role::Tangent, LineKind::Solid, LineWeight::Hair);
        const bool hasSlope = pin.slope.kind == PointDerivative::Kind::Value && std::isfinite(pin.slope.value);
        if (hasSlope) {
            if (const auto part = visiblePart(at, pin.slope.value, curve.x, curve.y))
                marks.push_back(Polyline{id, style, lineOf(part->first, part->second), false});
        }
        marks.push_back(Marker{id + ".point", plainStyle(Role::Tangent), MarkerShape::Square, at});
        marks.push_back(Label{id + ".slope", plainStyle(Role::Tangent), at, Anchor::BelowRight, slopeText(pin.slope), true});
    }
}

/// Splits a drawn curve at an abscissa: what was traced, and what is to come.
std::pair<Points, Points> splitAt(const Points& line, double x) {
    auto before = std::make_shared<std::vector<Vec2>>();
    auto after = std::make_shared<std::vector<Vec2>>();
    Vec2 last{std::nan(""), std::nan("")};
    for (const Vec2 p : *line) {
        const bool crosses = last.x < x && p.x > x;
        if (crosses) {
            const Vec2 at = last + ((x - last.x) / (p.x - last.x)) * (p - last);
            before->push_back(at);
            after->push_back(at);
        }
        (p.x <= x || (std::isnan(p.x) && after->empty()) ? *before : *after).push_back(p);
        last = p;
    }
    return {before, after};
}

void addSlopePoint(Marks& marks, const TangentPrepared& prepared, Range y) {
    const TangentPoint& point = *prepared.point;
    const Style solid = plainStyle(Role::Tangent);
    if (!point.hasSlope()) {
        // Both one-sided slopes as rings: neither is the derivative.
        if (point.slope.left && std::isfinite(*point.slope.left))
            marks.push_back(Marker{"left", solid, MarkerShape::Hole, {point.x, *point.slope.left}});
        if (point.slope.right && std::isfinite(*point.slope.right))
            marks.push_back(Marker{"right", solid, MarkerShape::Hole, {point.x, *point.slope.right}});
        return;
    }
    const Vec2 at{point.x, point.slope.value};
    marks.push_back(Polyline{"stem", plainStyle(Role::Tangent, LineKind::Solid, LineWeight::Secondary),
                             lineOf({at.x, std::clamp(0.0, y.low, y.high)}, at), false});
    marks.push_back(Marker{"point", solid, MarkerShape::Disc, at});
    const Label label{"value",
                      solid,
                      at,
                      Anchor::Right,
                      mathRow({mathItalic("f\u2032"), mathOperator("="), mathText(steadyNumber(at.y, decimalsFor(std::fabs(at.y), 3)))}),
                      false};
    if (y.contains(at.y)) marks.push_back(label);
}

void addStepTriangle(Marks& marks, const TangentPrepared& prepared, const SecantMoment& moment) {
    const TangentCurve& curve = *prepared.curve;
    const Vec2 corner{moment.to.x, moment.from.y};
    auto path = std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{moment.from, corner, moment.to});
    marks.push_back(Polyline{"rise", plainStyle(Role::Ink, LineKind::Dashed, LineWeight::Secondary), std::move(path), false});
    const Style words = plainStyle(Role::Secant);
    const bool rises = moment.to.y >= moment.from.y;
    const bool centred = prepared.scene.side == SecantSide::Centred;
    marks.push_back(Label{"h",
                          words,
                          {0.5 * (moment.from.x + moment.to.x), moment.from.y},
                          rises ? Anchor::Below : Anchor::Above,
                          centred ? mathRow({mathText("2"), mathItalic("h")}) : mathItalic("h"),
                          false});
    if (std::fabs(moment.to.y - moment.from.y) > kRoomForWords * curve.y.length())
        marks.push_back(Label{"df",
                              words,
                              {corner.x, 0.5 * (moment.from.y + moment.to.y)},
                              Anchor::Right,
                              mathRow({mathText("\u0394"), mathItalic("f")}),
                              false});
}

/// The secants of larger h that were passed, faint.
void addEarlier(Marks& marks, const TangentPrepared& prepared, const SecantMoment& moment) {
    constexpr int kShown = 2;
    const TangentCurve& curve = *prepared.curve;
    const double largest = prepared.secants->front().h;
    int shown = 0;
    double h = largest;
    std::vector<double> passed;
    for (const double part : {1.0, 0.5, 0.25, 0.1}) {
        h = part * largest;
        if (h > 1.25 * moment.h && h > kApart * curve.x.length()) passed.push_back(h);
    }
    for (auto it = passed.rbegin(); it != passed.rend() && shown < kShown; ++it) {
        const SecantMoment* earlier = secantAt(prepared, secantTime(largest, *it));
        if (!earlier || std::isnan(earlier->slope)) continue;
        const std::string id = "earlier." + std::to_string(shown++);
        const auto part = visiblePart(earlier->from, earlier->slope, curve.x, curve.y);
        if (part) marks.push_back(Polyline{id, faint(plainStyle(Role::Secant)), lineOf(part->first, part->second), false});
        for (const Vec2 p : {earlier->from, earlier->to}) {
            if (p.x != prepared.point->x && inSight(curve, p))
                marks.push_back(
                    Marker{id + (p.x < prepared.point->x ? ".left" : ".right"), faint(plainStyle(Role::Secant)), MarkerShape::Sample, p});
        }
    }
}

}  // namespace

std::shared_ptr<const Marks> tangentCurveMarks(const TangentPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const TangentCurve& curve = *prepared.curve;
    const TangentPoint& point = *prepared.point;
    addZeroLines(*marks, curve.x, curve.y);
    if (prepared.scene.below != SlopeCurves::None && curve.x.contains(point.x)) {
        const double from = std::isfinite(point.value) ? std::clamp(point.value, curve.y.low, curve.y.high) : curve.y.high;
        marks->push_back(Polyline{"down", plainStyle(Role::Tangent, LineKind::Dotted, LineWeight::Hair),
                                  lineOf({point.x, from}, {point.x, curve.y.low}), false});
    }
    int index = 0;
    for (const CurveEnvelope& envelope : curve.envelopes) {
        marks->push_back(Area{"oscillation-" + std::to_string(index++), plainStyle(Role::Curve),
                              std::make_shared<const std::vector<Vec2>>(envelope.upper), 0.0,
                              std::make_shared<const std::vector<Vec2>>(envelope.lower)});
    }
    addPins(*marks, prepared);
    marks->push_back(Polyline{"curve", plainStyle(Role::Curve), curve.points, false});
    addTangent(*marks, prepared);
    addJumpRings(*marks, prepared.curve->breaks, prepared.function->program, prepared.curve->y.length());
    const auto part = point.hasSlope() ? visiblePart({point.x, point.value}, point.slope.value, curve.x, curve.y) : std::nullopt;
    // Among the rules the formula line says it already.
    if (prepared.scene.view != TangentView::Rules)
        addFormulaLabel(*marks, prepared.function->formula, plainStyle(Role::Curve), curve.points, curve.x, curve.y, part);
    return marks;
}

std::shared_ptr<const Marks> tangentSlopeMarks(const TangentPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const TangentCurve& curve = *prepared.curve;
    const bool both = prepared.scene.below == SlopeCurves::FirstAndSecond;
    const Range y = both ? curve.bendingY : curve.slopeY;
    addZeroLines(*marks, curve.x, y);
    const double x = prepared.point->x;
    const double top = prepared.point->hasSlope() ? std::clamp(prepared.point->slope.value, y.low, y.high) : y.low;
    if (curve.x.contains(x))
        marks->push_back(
            Polyline{"down", plainStyle(Role::Tangent, LineKind::Dotted, LineWeight::Hair), lineOf({x, y.high}, {x, top}), false});
    if (both) {
        marks->push_back(Polyline{"bending", plainStyle(Role::Ink2, LineKind::Dashed, LineWeight::Secondary), curve.bending, false});
        const auto end = std::find_if(curve.bending->rbegin(), curve.bending->rend(), [&](Vec2 p) { return y.contains(p.y); });
        if (end != curve.bending->rend())
            marks->push_back(Label{"bending-name", plainStyle(Role::Ink2), *end, Anchor::AboveLeft, mathItalic("f\u2033"), false});
    }
    const auto [traced, coming] = splitAt(curve.slope, x);
    marks->push_back(Polyline{"coming", plainStyle(Role::Tangent, LineKind::Dotted, LineWeight::Secondary), coming, false});
    marks->push_back(Polyline{"traced", plainStyle(Role::Tangent), traced, false});
    // Of what has no value anywhere (1/0) the rules make f′ = 0: there is no slope to name.
    if (prepared.function->derivation && curve.hasValues && prepared.scene.view != TangentView::Rules)
        addFormulaLabel(*marks, prepared.function->slopeFormula, plainStyle(Role::Tangent), curve.slope, curve.x, y, std::nullopt);
    addSlopePoint(*marks, prepared, y);
    return marks;
}

std::shared_ptr<const Marks> tangentDialMarks(const TangentPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    int index = 0;
    for (const PinnedTangent& pin : prepared.pins) {
        const std::string id = "pin." + std::to_string(index++);
        if (pin.slope.kind == PointDerivative::Kind::Value) marks->push_back(Needle{id, faint(plainStyle(Role::Tangent)), pin.slope.value});
    }
    return marks;
}

void addSecant(Marks& marks, const TangentPrepared& prepared, const SecantMoment& moment) {
    const TangentCurve& curve = *prepared.curve;
    if (std::isnan(moment.slope)) return;
    addEarlier(marks, prepared, moment);
    const bool apart = moment.to.x - moment.from.x > kApart * curve.x.length();
    if (apart) addStepTriangle(marks, prepared, moment);
    const auto part = visiblePart(moment.from, moment.slope, curve.x, curve.y);
    if (part) {
        marks.push_back(Polyline{"secant", plainStyle(Role::Secant), lineOf(part->first, part->second), false});
        const Vec2 at = part->first + 0.9 * (part->second - part->first);
        marks.push_back(Label{"secant-name", plainStyle(Role::Secant), at, Anchor::BelowRight, CALC_TEXT("secant"), false});
    }
    if (!apart) return;
    for (const Vec2 p : {moment.from, moment.to}) {
        if (p.x != prepared.point->x)
            marks.push_back(Marker{p.x < prepared.point->x ? "left-point" : "right-point", plainStyle(Role::Secant), MarkerShape::Hole, p});
    }
}

}  // namespace calc
