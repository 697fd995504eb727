#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/utf8.h"
#include "core/scene/area_parts.h"
#include "core/scene/area_samples.h"
#include "core/scene/chosen_range.h"

namespace calc {
namespace {

/// What of the picture is taken, in fractions of the panel, for the search of a free place.
struct PanelShape {
    struct Column {
        double x;
        Range taken;
    };
    std::vector<Column> columns;
    std::vector<Range> labelsAcross, labelsUp;
    Range area;        ///< the bounds
    double zero;       ///< height of the axis
    double origin;     ///< where the upright axis stands
    double top = 1.0;  ///< nothing stands above
};

/// Adds a curve, and between the bounds the area down to `base`.
template <class Base>
void addCurve(PanelShape& shape, const AreaCurve& curve, const std::vector<Vec2>& points, const Base& base) {
    const auto v = [&curve](double y) { return (y - curve.y.low) / curve.y.length(); };
    for (const Vec2 p : points) {
        if (std::isnan(p.x)) continue;
        const double u = (p.x - curve.x.low) / curve.x.length();
        const double foot = shape.area.contains(u) ? base(p.x) : p.y;
        shape.columns.push_back({u, {v(std::min(foot, p.y)), v(std::max(foot, p.y))}});
    }
}

PanelShape panelShape(const AreaCurve& curve, const AreaFunction& function, Range limits) {
    PanelShape shape;
    const auto u = [&curve](double x) { return (x - curve.x.low) / curve.x.length(); };
    shape.area = {u(std::min(limits.low, limits.high)), u(std::max(limits.low, limits.high))};
    shape.zero = -curve.y.low / curve.y.length();
    shape.origin = u(0.0);
    addCurve(shape, curve, *curve.points, [&function](double x) { return function.base(x); });
    if (curve.secondPoints) addCurve(shape, curve, *curve.secondPoints, [&function](double x) { return function.base(x); });
    return shape;
}

bool isFree(const PanelShape& shape, Range across, Range up) {
    constexpr double kMargin = 0.02;
    if (across.low < kMargin || across.high > 1.0 - kMargin || up.low < 0.1 || up.high > shape.top - kMargin) return false;
    if (up.low < shape.zero + 0.05 && up.high > shape.zero - 0.07) return false;  // the axis with its numbers
    for (const double bound : {shape.area.low, shape.area.high, shape.origin}) {
        if (across.low - kMargin < bound && bound < across.high + kMargin) return false;
    }
    for (std::size_t i = 0; i < shape.labelsUp.size(); ++i) {
        const bool apart = across.high < shape.labelsAcross[i].low || shape.labelsAcross[i].high < across.low ||
                           up.high < shape.labelsUp[i].low || shape.labelsUp[i].high < up.low;
        if (!apart) return false;
    }
    return std::none_of(shape.columns.begin(), shape.columns.end(), [&](const PanelShape::Column& column) {
        return column.x >= across.low - kMargin && column.x <= across.high + kMargin && column.taken.high > up.low - kMargin &&
               column.taken.low < up.high + kMargin;
    });
}

/// Points of a curve, as many on its straight parts as where it bends.
std::vector<Vec2> placesAlong(const std::vector<Vec2>& points, Range x) {
    constexpr double kApart = 0.012;
    std::vector<Vec2> places;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Vec2 p = points[i];
        if (!p.isFinite()) continue;
        const bool isFirst = i == 0 || !points[i - 1].isFinite() || places.empty();
        if (!isFirst) {
            const Vec2 before = points[i - 1];
            const double length = kApart * x.length();
            const auto count = static_cast<int>(std::clamp((p.x - before.x) / length, 0.0, 2.0 / kApart));
            for (int k = 1; k < count; ++k) places.push_back(before + (static_cast<double>(k) / count) * (p - before));
        }
        if (isFirst || std::fabs(p.x - places.back().x) >= kApart * x.length()) places.push_back(p);
    }
    return places;
}

/// About how many characters wide a formula is when it is typeset.
double charactersOf(const FormulaBox& box) {
    using Kind = FormulaBox::Kind;
    constexpr double kRaised = 0.7;
    if (box.kind == Kind::Text)
        return static_cast<double>(codePoints(box.text).size()) + (box.style == FormulaBox::Style::Operator ? 2 : 0);
    double sum = box.kind == Kind::Delimited ? 2.0 : box.kind == Kind::Root ? 1.0 : 0.0;
    double widest = 0.0;
    for (std::size_t i = 0; i < box.parts.size(); ++i) {
        const bool raised = i > 0 && (box.kind == Kind::Superscript || box.kind == Kind::Subscript || box.kind == Kind::SubSuperscript);
        const double part = (raised ? kRaised : 1.0) * charactersOf(box.parts[i]);
        sum += part;
        widest = std::max(widest, part);
    }
    return box.kind == Kind::Fraction ? widest : sum;
}

/// Where a formula stands: the highest free place beside its curve; else the upper left corner.
CurveLabel placeLabel(PanelShape& shape, const AreaCurve& curve, const std::vector<Vec2>& points, const FormulaBox& formula) {
    constexpr double kCharacter = 0.0165;
    constexpr double kHeight = 0.075;
    constexpr double kGap = 0.03;
    const double width = kCharacter * charactersOf(formula) + 0.02;
    CurveLabel label{{curve.x.low + 0.02 * curve.x.length(), curve.y.low + (shape.top - 0.02) * curve.y.length()}, Anchor::BelowRight};
    double best = -1.0;
    Range bestAcross;
    for (const Vec2 at : placesAlong(points, curve.x)) {
        const Vec2 p{(at.x - curve.x.low) / curve.x.length(), (at.y - curve.y.low) / curve.y.length()};
        for (const Anchor anchor : {Anchor::AboveRight, Anchor::AboveLeft, Anchor::BelowRight, Anchor::BelowLeft}) {
            const bool right = anchor == Anchor::AboveRight || anchor == Anchor::BelowRight;
            const bool above = anchor == Anchor::AboveRight || anchor == Anchor::AboveLeft;
            const Range across = right ? Range{p.x + kGap, p.x + kGap + width} : Range{p.x - kGap - width, p.x - kGap};
            const Range up = above ? Range{p.y + kGap, p.y + kGap + kHeight} : Range{p.y - kGap - kHeight, p.y - kGap};
            if (up.high <= best || !isFree(shape, across, up)) continue;
            best = up.high;
            bestAcross = across;
            label = {at, anchor};
        }
    }
    shape.labelsAcross.push_back(best >= 0.0 ? bestAcross : Range{0.0, 0.02 + width});
    shape.labelsUp.push_back(best >= 0.0 ? Range{best - kHeight, best} : Range{shape.top - 0.1, shape.top});
    return label;
}

/// A range that holds both; one without values (low > high) is left out.
Range joined(Range a, Range b) {
    if (!(b.low <= b.high)) return a;
    if (!(a.low <= a.high)) return b;
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// The range of values: what lies between the bounds, of its surroundings a little; with room for the formula above, and below the axis
/// for its numbers.
Range chosenHeight(const std::vector<const Program*>& programs, Range window, Range limits) {
    constexpr double kAround = 0.25;
    constexpr double kHeadroom = 0.13;
    constexpr double kFootroom = 0.12;
    const Range between{std::max(std::min(limits.low, limits.high), window.low), std::min(std::max(limits.low, limits.high), window.high)};
    Range all{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    Range inside = all;
    for (const Program* program : programs) {
        all = joined(all, robustRange(samplesOf(*program, window).y));
        if (between.low < between.high) inside = joined(inside, robustRange(samplesOf(*program, between).y));
    }
    if (!(inside.low <= inside.high)) inside = all;
    if (!(inside.low <= inside.high)) return {-1.0, 1.0};
    inside = {std::min(inside.low, 0.0), std::max(inside.high, 0.0)};
    const double reach = kAround * inside.length();
    Range chosen = paddedRange(
        {std::min(inside.low, std::max(all.low, inside.low - reach)), std::max(inside.high, std::min(all.high, inside.high + reach))});
    chosen.high += kHeadroom * chosen.length();
    chosen.low = std::min(chosen.low, -kFootroom * chosen.high);
    return chosen;
}

}  // namespace

AreaCurve areaCurve(const AreaFunction& function, const AreaScene& scene, Range limits, const Task& task) {
    AreaCurve curve;
    curve.x = scene.xRange.value_or(chosenAreaRange(limits));
    const AreaSamples samples = samplesOf(function.height, curve.x);
    curve.hasValues = std::any_of(samples.y.begin(), samples.y.end(), [](double y) { return std::isfinite(y); });
    std::vector<const Program*> programs{&function.program};
    if (function.second) programs.push_back(&*function.second);
    curve.y = scene.yRange.value_or(chosenHeight(programs, curve.x, limits));
    SamplingOptions options;
    options.visible = curve.y;
    options.stop = task.stop;
    SampledCurve sampled = sampleCurve(function.program, curve.x, options);
    curve.points = std::make_shared<const std::vector<Vec2>>(std::move(sampled.points));
    curve.envelopes = std::move(sampled.envelopes);
    if (function.second)
        curve.secondPoints = std::make_shared<const std::vector<Vec2>>(sampleCurve(*function.second, curve.x, options).points);
    PanelShape shape = panelShape(curve, function, limits);
    constexpr double kBesideMovingBounds = 0.8;  // what moves, and its name, stand above
    if (scene.watch == AreaWatch::MovingBounds || !limits.isFinite()) shape.top = kBesideMovingBounds;
    curve.label = placeLabel(shape, curve, *curve.points, function.formula);
    if (curve.secondPoints) curve.secondLabel = placeLabel(shape, curve, *curve.secondPoints, function.secondFormula);
    return curve;
}

}  // namespace calc
