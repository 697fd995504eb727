#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/accumulation_parts.h"
#include "core/scene/formula_parts.h"
#include "core/scene/mark_parts.h"

namespace calc {
namespace {

bool inSight(Range x, Range y, Vec2 p) { return p.isFinite() && x.contains(p.x) && y.contains(p.y); }

/// Where the walk from a has come to: x, or the end of the reach of F.
double reached(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const Range reach = prepared.sum->accumulation.reach();
    return std::clamp(moment.x, reach.low, reach.high);
}

void addStart(Marks& marks, const AccumulationPrepared& prepared) {
    if (!prepared.curve->x.contains(prepared.from)) return;
    marks.push_back(Rule{"a", plainStyle(Role::Integrals, LineKind::Dashed, LineWeight::Secondary), Orientation::Vertical, prepared.from});
}

/// Above the areas that move.
void addStartName(Marks& marks, const AccumulationPrepared& prepared) {
    if (!prepared.curve->x.contains(prepared.from)) return;
    const Range y = prepared.curve->y;
    const FormulaBox text = mathRow({mathItalic("a"), mathOperator("="), typedNumber(prepared.scene.from)});
    marks.push_back(
        Label{"a-label", plainStyle(Role::Integrals), {prepared.from, y.low + 0.02 * y.length()}, Anchor::AboveRight, text, false});
}

/// Where F ends inside the window.
void addEnds(Marks& marks, const AccumulationPrepared& prepared, bool named) {
    const auto add = [&](const std::optional<double>& end, const char* id, Anchor anchor) {
        if (!end || !prepared.curve->x.contains(*end)) return;
        marks.push_back(Rule{id, plainStyle(Role::Bad, LineKind::Dashed, LineWeight::Hair), Orientation::Vertical, *end});
        if (!named) return;
        const Range y = prepared.sum->y;
        marks.push_back(Label{std::string(id) + "-name",
                              plainStyle(Role::Bad),
                              {*end, y.low + 0.04 * y.length()},
                              anchor,
                              Message(CALC_TEXT("F ends at {0}"), {displayNumber(*end, 4)}),
                              false});
    };
    add(prepared.sum->endLow, "end-low", Anchor::AboveRight);
    add(prepared.sum->endHigh, "end-high", Anchor::AboveLeft);
}

/// F(x) = ∫ f(t) dt with its bounds.
FormulaBox sumFormula(const AccumulationPrepared& prepared) {
    return mathRow({functionOf("F", mathItalic("x")), mathOperator("="), mathIntegral(typedNumber(prepared.scene.from), mathItalic("x")),
                    mathSpace("thin"), functionOf("f", mathItalic("t")), mathSpace("thin"), mathText("d"), mathItalic("t")});
}

void addDown(Marks& marks, double x, Range y) {
    marks.push_back(
        Polyline{"down", plainStyle(Role::Tangent, LineKind::Dotted, LineWeight::Hair), lineOf({x, y.low}, {x, y.high}), false});
}

/// The height of f as an upright line with its end on the curve.
void addHeight(Marks& marks, const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const AccumulationCurve& curve = *prepared.curve;
    const double x = moment.x;
    const double zero = std::clamp(0.0, curve.y.low, curve.y.high);
    const auto stem = [&](const char* id, double height) {
        if (!std::isfinite(height)) return;
        marks.push_back(Polyline{id, plainStyle(Role::Tangent), lineOf({x, zero}, {x, height}), false});
    };
    if (moment.isCorner()) {
        stem("height-left", moment.left);
        stem("height-right", moment.right);
        for (const auto& [id, height] : {std::pair("left", moment.left), std::pair("right", moment.right)}) {
            if (!inSight(curve.x, curve.y, {x, height})) continue;
            marks.push_back(Marker{id, plainStyle(Role::Tangent), MarkerShape::Hole, {x, height}});
            const bool isLeft = id[0] == 'l';
            marks.push_back(Label{std::string(id) + "-value",
                                  plainStyle(Role::Tangent),
                                  {x, height},
                                  isLeft ? Anchor::AboveLeft : Anchor::AboveRight,
                                  Message("{0}", {displayNumber(height, 4)}),
                                  false});
        }
        return;
    }
    const double height = std::isnan(moment.height) ? moment.left : moment.height;
    stem("height", height);
    if (!inSight(curve.x, curve.y, {x, height})) return;
    marks.push_back(Marker{"point", plainStyle(Role::Tangent), MarkerShape::Disc, {x, height}});
    const FormulaBox text =
        mathRow({mathItalic("f"), mathDelimited("()", mathItalic("x")), mathOperator("="), mathText(accumulationHeight(prepared, height))});
    const bool isRight = x > curve.x.low + 0.78 * curve.x.length();
    const Anchor anchor = height < 0.0 ? (isRight ? Anchor::BelowLeft : Anchor::BelowRight)
                          : isRight    ? Anchor::AboveLeft
                                       : Anchor::AboveRight;
    marks.push_back(Label{"value", plainStyle(Role::Tangent), {x, height}, anchor, text, false});
}

/// The tangent of F, or both halves at a corner.
void addTangentOfSum(Marks& marks, const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const Range x = prepared.curve->x;
    const Range y = prepared.sum->y;
    const Vec2 at{moment.x, moment.sum->value};
    const auto half = [&](const char* id, double slope, bool isLeft) {
        if (std::isnan(slope)) return;
        Vec2 end{isLeft ? x.low : x.high, 0.0};
        end.y = at.y + slope * (end.x - at.x);
        if (std::isinf(slope)) end = {at.x, (slope > 0.0) != isLeft ? y.high : y.low};
        marks.push_back(Polyline{id, plainStyle(Role::Tangent), lineOf(at, end), false});
    };
    if (!moment.hasSlope()) {
        half("tangent-left", moment.left, true);
        half("tangent-right", moment.right, false);
        return;
    }
    if (const auto part = visiblePart(at, moment.left, x, y))
        marks.push_back(Polyline{"tangent", plainStyle(Role::Tangent), lineOf(part->first, part->second), false});
}

}  // namespace

std::vector<Vec2> lineBetween(const std::vector<Vec2>& line, double low, double high) {
    std::vector<Vec2> part;
    Vec2 last{std::nan(""), std::nan("")};
    const auto cross = [&](const Vec2& p, double at) {
        if (last.x < at && p.x > at) part.push_back(last + ((at - last.x) / (p.x - last.x)) * (p - last));
    };
    for (const Vec2& p : line) {
        cross(p, low);
        if (std::isnan(p.x) ? !part.empty() : low <= p.x && p.x <= high) part.push_back(p);
        cross(p, high);
        last = p;
        if (p.x > high) break;
    }
    return part;
}

std::shared_ptr<const Marks> accumulationCurveMarks(const AccumulationPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const AccumulationCurve& curve = *prepared.curve;
    addZeroLines(*marks, curve.x, curve.y);
    addStart(*marks, prepared);
    addEnds(*marks, prepared, false);
    return marks;
}

std::shared_ptr<const Marks> accumulationSumMarks(const AccumulationPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const AccumulationCurve& curve = *prepared.curve;
    const AccumulationSum& sum = *prepared.sum;
    addZeroLines(*marks, curve.x, sum.y);
    addStart(*marks, prepared);
    addEnds(*marks, prepared, true);
    marks->push_back(Polyline{"coming", plainStyle(Role::Accumulated, LineKind::Dotted, LineWeight::Secondary), sum.points, false});
    addFormulaLabel(*marks, sumFormula(prepared), plainStyle(Role::Accumulated), sum.points, curve.x, sum.y, std::nullopt);
    return marks;
}

void addAccumulatedArea(Marks& marks, const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const AccumulationCurve& curve = *prepared.curve;
    const double end = reached(prepared, moment);
    const bool reversed = end < prepared.from;
    const double low = std::min(prepared.from, end);
    const double high = std::max(prepared.from, end);
    const auto area = [&](const char* id, const std::vector<Vec2>& line, Role role) {
        marks.push_back(Area{id, plainStyle(role), std::make_shared<const std::vector<Vec2>>(lineBetween(line, low, high)), 0.0, nullptr});
    };
    area("area-above", curve.above, reversed ? Role::AreaNegative : Role::AreaPositive);
    area("area-below", curve.below, reversed ? Role::AreaPositive : Role::AreaNegative);
    int index = 0;
    for (const CurveEnvelope& envelope : curve.envelopes) {
        marks.push_back(Area{"oscillation-" + std::to_string(index++), plainStyle(Role::Curve),
                             std::make_shared<const std::vector<Vec2>>(envelope.upper), 0.0,
                             std::make_shared<const std::vector<Vec2>>(envelope.lower)});
    }
    marks.push_back(Polyline{"curve", plainStyle(Role::Curve), curve.points, true});
    addFormulaLabel(marks, prepared.function->formula, plainStyle(Role::Curve), curve.points, curve.x, curve.y, std::nullopt);
    addJumpRings(marks, prepared.curve->breaks, prepared.function->program, prepared.curve->y.length());
    addStartName(marks, prepared);
    if (!curve.x.contains(moment.x)) return;
    addDown(marks, moment.x, {curve.y.low, std::clamp(0.0, curve.y.low, curve.y.high)});
    addHeight(marks, prepared, moment);
}

void addAccumulatedSum(Marks& marks, const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const AccumulationSum& sum = *prepared.sum;
    const Range x = prepared.curve->x;
    const double end = reached(prepared, moment);
    auto drawn =
        std::make_shared<const std::vector<Vec2>>(lineBetween(*sum.points, std::min(prepared.from, end), std::max(prepared.from, end)));
    marks.push_back(Polyline{"drawn", plainStyle(Role::Accumulated), std::move(drawn), true});
    if (moment.sum) addTangentOfSum(marks, prepared, moment);
    if (!moment.sum || !x.contains(moment.x)) return;
    const Vec2 at{moment.x, moment.sum->value};
    const double top = std::clamp(at.y, sum.y.low, sum.y.high);
    addDown(marks, moment.x, {top, sum.y.high});
    marks.push_back(Polyline{"level", plainStyle(Role::Accumulated, LineKind::Dotted, LineWeight::Hair), lineOf({x.low, at.y}, at), false});
    if (!inSight(x, sum.y, at)) return;
    marks.push_back(Marker{"point", plainStyle(Role::Accumulated), MarkerShape::Disc, at});
    const FormulaBox text = mathRow(
        {mathItalic("F"), mathDelimited("()", mathItalic("x")), mathOperator("="), mathText(accumulationValue(prepared, *moment.sum))});
    const double slope = moment.hasSlope() ? moment.left : 0.0;
    const bool isRight = moment.x > x.low + 0.78 * x.length();
    const Anchor anchor =
        isRight == (slope > 0.0) ? (isRight ? Anchor::AboveLeft : Anchor::AboveRight) : (isRight ? Anchor::BelowLeft : Anchor::BelowRight);
    marks.push_back(Label{"value", plainStyle(Role::Accumulated), at, anchor, text, false});
}

}  // namespace calc
