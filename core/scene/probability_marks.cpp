#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/number_text.h"
#include "core/scene/accumulation_parts.h"
#include "core/scene/formula_parts.h"
#include "core/scene/mark_parts.h"
#include "core/scene/probability_parts.h"

namespace calc {
namespace {

constexpr double kCeiling = 0.78;   // of the height: the formula stands above it
constexpr double kNearZero = 0.05;  // of the window: bars and words closer than that stand on each other

Style quantileStyle() { return plainStyle(Role::Secant, LineKind::Dashed, LineWeight::Secondary); }

/// Under the axis: the triangle on which the area would balance, and the standard deviation to both sides of it.
void addMoments(Marks& marks, const ProbabilityPrepared& prepared) {
    const Distribution& distribution = prepared.density->distribution;
    const ProbabilityCurve& curve = *prepared.curve;
    if (distribution.mean().kind != MomentKind::Value || !(curve.y.low < 0.0)) return;
    const double mean = distribution.mean().value.value;
    if (!curve.x.contains(mean)) return;
    const double level = 0.36 * curve.y.low;
    const Style style = plainStyle(Role::Tangent, LineKind::Solid, LineWeight::Secondary);
    const bool hasDeviation = distribution.variance().kind == MomentKind::Value;
    const double deviation = hasDeviation ? std::sqrt(distribution.variance().value.value) : 0.0;
    if (hasDeviation) {
        const double tick = 0.14 * curve.y.low;
        marks.push_back(Polyline{"deviation", style, lineOf({mean - deviation, level}, {mean + deviation, level}), false});
        for (const double side : {-1.0, 1.0}) {
            const double x = mean + side * deviation;
            marks.push_back(
                Polyline{side < 0.0 ? "deviation-low" : "deviation-high", style, lineOf({x, level - tick}, {x, level + tick}), false});
        }
    }
    marks.push_back(Marker{"mean", plainStyle(Role::Tangent), MarkerShape::Triangle, {mean, level}});
    const bool isWide = hasDeviation && deviation > kNearZero * curve.x.length();
    const Message name(CALC_TEXT("mean {0}"), {displayNumber(std::fabs(mean) < 1e-12 * curve.x.length() ? 0.0 : mean, 4)});
    marks.push_back(Label{"mean-name", plainStyle(Role::Tangent), {mean, level}, Anchor::Below, name, false});
    if (!isWide) return;
    // On the side where no ring of a bound stands.
    const auto isTaken = [&](double from) {
        const auto stands = [&](double bound) { return from - 0.03 * curve.x.length() < bound && bound < from + 0.27 * curve.x.length(); };
        return stands(prepared.area->a) || stands(prepared.area->b);
    };
    const double left = mean - deviation - 0.24 * curve.x.length();
    const bool isLeft = isTaken(mean + deviation) && left > curve.x.low && !isTaken(left);
    const double end = isLeft ? mean - deviation : mean + deviation;
    if (curve.x.contains(end))
        marks.push_back(Label{"deviation-name",
                              plainStyle(Role::Tangent),
                              {end, level},
                              isLeft ? Anchor::Left : Anchor::Right,
                              mathRow({mathItalic("\u03C3"), mathOperator("="), mathText(displayNumber(deviation, 4))}),
                              false});
}

Points between(const Points& line, double low, double high) {
    return std::make_shared<const std::vector<Vec2>>(lineBetween(*line, low, high));
}

/// The formula stands above it; lines end there.
double ceilingOf(const ProbabilityCurve& curve) { return curve.y.low < 0.0 && curve.y.high > 0.0 ? kCeiling * curve.y.high : curve.y.high; }

/// y = 0, and x = 0 where it is not beside the axis; as high as the bounds.
void addZeroes(Marks& marks, const ProbabilityCurve& curve) {
    const Style axis = plainStyle(Role::Ink2, LineKind::Solid, LineWeight::Hair);
    if (curve.y.contains(0.0)) marks.push_back(Rule{"zero-y", axis, Orientation::Horizontal, 0.0});
    const bool isApart = curve.x.contains(0.0) && -curve.x.low > kNearZero * curve.x.length();
    const double low = std::max(0.0, curve.y.low);
    if (isApart) marks.push_back(Polyline{"zero-x", axis, lineOf({0.0, low}, {0.0, ceilingOf(curve)}), false});
}

/// p(x) = ..., in the stripe above all lines.
void addDensityFormula(Marks& marks, const ProbabilityPrepared& prepared) {
    const ProbabilityCurve& curve = *prepared.curve;
    const Vec2 at{curve.x.low, curve.y.high - 0.5 * (curve.y.high - ceilingOf(curve))};
    marks.push_back(Label{"formula", plainStyle(Role::Curve), at, Anchor::Right, prepared.density->formula, false});
}

/// The part of the window that the name of a bound takes.
double nameWidth(const std::string& number) { return 0.05 + 0.019 * static_cast<double>(number.size()); }

void addBound(Marks& marks, const ProbabilityPrepared& prepared, const char* name, double x, Anchor side) {
    const ProbabilityCurve& curve = *prepared.curve;
    if (!curve.x.contains(x)) return;
    const double top = ceilingOf(curve);
    marks.push_back(Polyline{name, plainStyle(Role::Integrals, LineKind::Dashed, LineWeight::Secondary),
                             lineOf({x, std::max(0.0, curve.y.low)}, {x, top}), false});
    const FormulaBox text = mathRow({mathItalic(name), mathOperator("="), mathText(displayNumber(x, 4))});
    marks.push_back(Label{std::string(name) + "-label", plainStyle(Role::Integrals), {x, top}, side, text, false});
}

/// Both, their names outside the area; where there is no room outside, inside.
void addBounds(Marks& marks, const ProbabilityPrepared& prepared) {
    const ProbabilityArea& area = *prepared.area;
    const Range window = prepared.curve->x;
    const bool inOrder = area.a <= area.b;
    const auto widthOf = [&](double x) { return nameWidth(displayNumber(x, 4)) * window.length(); };
    const bool hasZero = window.contains(0.0) && 0.0 <= area.low && -window.low > kNearZero * window.length();
    const double left = hasZero ? 0.0 : window.low;
    const double inside = std::min(area.high, window.high) - std::max(area.low, window.low);
    const bool lowInside = area.low - left < widthOf(area.low) && inside > 1.2 * widthOf(area.low);
    const double rest = inside - (lowInside ? widthOf(area.low) : 0.0);
    const bool highInside = window.high - area.high < widthOf(area.high) && rest > 1.2 * widthOf(area.high);
    const Anchor low = lowInside ? Anchor::BelowRight : Anchor::BelowLeft;
    const Anchor high = highInside ? Anchor::BelowLeft : Anchor::BelowRight;
    addBound(marks, prepared, "a", area.a, inOrder ? low : high);
    addBound(marks, prepared, "b", area.b, inOrder ? high : low);
}

}  // namespace

const ProbabilityMoment& probabilityMomentAt(const ProbabilityPrepared& prepared, double time) {
    constexpr double kSlack = 1e-9;
    const std::vector<ProbabilityMoment>& moments = prepared.area->moments;
    const auto after = std::upper_bound(moments.begin(), moments.end(), time + kSlack,
                                        [](double at, const ProbabilityMoment& moment) { return at < moment.time; });
    return after == moments.begin() ? moments.front() : *(after - 1);
}

std::shared_ptr<const Marks> probabilityDensityMarks(const ProbabilityPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const ProbabilityCurve& curve = *prepared.curve;
    addZeroes(*marks, curve);
    if (prepared.samples)
        marks->push_back(Area{"probability", plainStyle(Role::AreaPositive),
                              between(curve.density, prepared.area->low, prepared.area->high), 0.0, nullptr});
    if (prepared.scene.showMoments) addMoments(*marks, prepared);
    return marks;
}

std::shared_ptr<const Marks> probabilityCumulativeMarks(const ProbabilityPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const ProbabilityCurve& curve = *prepared.curve;
    addZeroLines(*marks, curve.x, {-0.02, 1.08});
    marks->push_back(Rule{"one", plainStyle(Role::Ink2, LineKind::Dotted, LineWeight::Hair), Orientation::Horizontal, 1.0});
    marks->push_back(Polyline{"cumulative", plainStyle(Role::Accumulated), curve.cumulative, false});
    const FormulaBox name = mathRow({functionOf("F", mathItalic("x")), mathOperator("="), mathItalic("P"),
                                     mathDelimited("()", mathRow({mathItalic("X"), mathOperator("<"), mathItalic("x")}))});
    addFormulaLabel(*marks, name, plainStyle(Role::Accumulated), curve.cumulative, curve.x, {-0.02, 1.08}, std::nullopt);
    if (!prepared.scene.showQuantile) return marks;
    const Vec2 at{prepared.quantile.x.value, prepared.quantile.p};
    if (!prepared.quantile.isKnown || !curve.x.contains(at.x)) return marks;
    marks->push_back(Polyline{"quantile", quantileStyle(),
                              std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{{curve.x.low, at.y}, at, {at.x, -0.02}}), false});
    return marks;
}

void addProbabilityArea(Marks& marks, const ProbabilityPrepared& prepared, const ProbabilityMoment& moment) {
    const ProbabilityCurve& curve = *prepared.curve;
    const ProbabilityArea& area = *prepared.area;
    const Points part = between(curve.density, area.low, moment.end);
    marks.push_back(Area{"probability", plainStyle(Role::AreaPositive), part, 0.0, nullptr});
    addDensityFormula(marks, prepared);
    addBounds(marks, prepared);
    marks.push_back(Polyline{"density", plainStyle(Role::Curve), curve.density, true});
    // In the middle of the green, as high as half of it.
    if (part->size() < 2 || !(moment.area.value > 0.0)) return;
    const double middle = 0.5 * (part->front().x + part->back().x);
    const auto top = std::lower_bound(part->begin(), part->end(), middle, [](Vec2 p, double x) { return std::isnan(p.x) || p.x < x; });
    const double height = top == part->end() || !std::isfinite(top->y) ? 0.0 : std::min(top->y, curve.y.high);
    if (part->back().x - part->front().x < 0.08 * curve.x.length() || height < 0.12 * curve.y.high) return;
    marks.push_back(Label{"probability-value",
                          plainStyle(Role::AreaPositive),
                          {middle, 0.45 * height},
                          Anchor::Centre,
                          Message("{0}", {probabilityText(moment.area)}),
                          true});
}

void addProbabilityHeights(Marks& marks, const ProbabilityPrepared& prepared, const ProbabilityMoment& moment) {
    const ProbabilityCurve& curve = *prepared.curve;
    const ProbabilityArea& area = *prepared.area;
    const double bar = curve.x.low + 0.025 * curve.x.length();
    const double low = area.belowLow.value;
    const double high = moment.below.value;
    const auto level = [&](const char* id, double x, double height) {
        const double to = std::clamp(x, curve.x.low, curve.x.high);
        marks.push_back(Polyline{id, plainStyle(Role::Integrals, LineKind::Dotted, LineWeight::Hair),
                                 lineOf({curve.x.low, height}, {to, height}), false});
        if (curve.x.contains(x))
            marks.push_back(Polyline{std::string(id) + "-up", plainStyle(Role::Integrals, LineKind::Dashed, LineWeight::Hair),
                                     lineOf({x, height}, {x, 1.08}), false});
        if (curve.x.contains(x))
            marks.push_back(Marker{std::string(id) + "-point", plainStyle(Role::Accumulated), MarkerShape::Disc, {x, height}});
    };
    level("low", area.low, low);
    level("high", moment.end, high);
    marks.push_back(Polyline{"difference", plainStyle(Role::Accumulated), lineOf({bar, low}, {bar, high}), false});
    if (high - low > 0.05)
        marks.push_back(Label{"difference-value",
                              plainStyle(Role::AreaPositive),
                              {bar, 0.5 * (low + high)},
                              Anchor::Right,
                              Message("{0}", {probabilityText(moment.area)}),
                              true});
}

void addHistogram(Marks& marks, const ProbabilityPrepared& prepared, const SampleMoment& moment) {
    const ProbabilityCurve& curve = *prepared.curve;
    const ProbabilitySamples& drawn = *prepared.samples;
    auto hits = std::make_shared<std::vector<Box>>();
    auto others = std::make_shared<std::vector<Box>>();
    auto beyond = std::make_shared<std::vector<Vec2>>();
    const double ceiling = ceilingOf(curve);
    double cutSince = std::nan("");
    for (std::size_t i = 0; i < moment.counts.size(); ++i) {
        const double width = drawn.edges[i + 1] - drawn.edges[i];
        const double height = moment.counts[i] / (moment.n * width);
        const double middle = 0.5 * (drawn.edges[i] + drawn.edges[i + 1]);
        const bool isHit = prepared.area->low < middle && middle < prepared.area->high;
        // What is higher ends below the formula; one sign for neighbours says so.
        const bool isCut = height > ceiling;
        if (isCut && std::isnan(cutSince)) cutSince = drawn.edges[i];
        const bool isLastCut = isCut && (i + 1 == moment.counts.size() ||
                                         moment.counts[i + 1] / (moment.n * (drawn.edges[i + 2] - drawn.edges[i + 1])) <= ceiling);
        if (isLastCut) beyond->push_back({0.5 * (std::exchange(cutSince, std::nan("")) + drawn.edges[i + 1]), ceiling});
        if (moment.counts[i] > 0)
            (isHit ? hits : others)->push_back({{drawn.edges[i], 0.0}, {drawn.edges[i + 1], std::min(height, ceiling)}});
    }
    marks.push_back(Boxes{"misses", plainStyle(Role::Ink3), std::move(others)});
    marks.push_back(Boxes{"hits", plainStyle(Role::AreaPositive), std::move(hits)});
    if (!beyond->empty()) marks.push_back(MarkerCloud{"beyond", plainStyle(Role::Integrals), MarkerShape::Triangle, std::move(beyond)});
    addDensityFormula(marks, prepared);
    addBounds(marks, prepared);
    marks.push_back(Polyline{"density", plainStyle(Role::Curve), curve.density, true});
    // The last ones that were drawn, on the axis.
    constexpr int kShown = 24;
    auto last = std::make_shared<std::vector<Vec2>>();
    for (int i = std::max(0, moment.n - kShown); i < moment.n; ++i) last->push_back({drawn.values[static_cast<std::size_t>(i)], 0.0});
    marks.push_back(MarkerCloud{"samples", plainStyle(Role::Sample), MarkerShape::Sample, std::move(last)});
}

}  // namespace calc
