#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/scene/area_parts.h"
#include "core/scene/chosen_range.h"

namespace calc {
namespace {

constexpr std::size_t kSamples = 513;

struct Samples {
    std::array<double, kSamples> x{};
    std::array<double, kSamples> y{};
};

Samples samplesOf(const Program& program, Range range) {
    Samples samples;
    for (std::size_t i = 0; i < kSamples; ++i) {
        samples.x[i] = range.low + range.length() * ((static_cast<double>(i) + 0.5) / static_cast<double>(kSamples));
    }
    program.block(samples.x, samples.y);
    return samples;
}

/// Where a value can be written inside the area of one sign: the middle of its largest stretch.
std::optional<Vec2> middleOfLargest(const Samples& samples, double sign) {
    double best = 0.0;
    std::optional<Vec2> place;
    for (std::size_t i = 0; i < kSamples;) {
        double area = 0.0;
        double moment = 0.0;
        for (; i < kSamples && samples.y[i] * sign > 0.0 && std::isfinite(samples.y[i]); ++i) {
            area += std::fabs(samples.y[i]);
            moment += std::fabs(samples.y[i]) * samples.x[i];
        }
        if (area > best) {
            best = area;
            const double x = moment / area;
            const auto nearest =
                static_cast<std::size_t>(std::min_element(samples.x.begin(), samples.x.end(),
                                                          [x](double p, double q) { return std::fabs(p - x) < std::fabs(q - x); }) -
                                         samples.x.begin());
            place = Vec2{x, 0.5 * samples.y[nearest]};
        }
        if (area == 0.0) ++i;
    }
    return place;
}

/// The curve in fractions of the panel, for the search of a free place.
struct PanelShape {
    std::vector<Vec2> curve;
    Range area;  ///< the bounds
    double zero;
};

PanelShape panelShape(const AreaCurve& curve, Range limits) {
    PanelShape shape;
    const auto u = [&curve](double x) { return (x - curve.x.low) / curve.x.length(); };
    const auto v = [&curve](double y) { return (y - curve.y.low) / curve.y.length(); };
    for (const Vec2 p : *curve.points) {
        if (!std::isnan(p.x)) shape.curve.push_back({u(p.x), v(p.y)});
    }
    shape.area = {u(std::min(limits.low, limits.high)), u(std::max(limits.low, limits.high))};
    shape.zero = v(0.0);
    return shape;
}

bool isFree(const PanelShape& shape, Range across, Range up) {
    constexpr double kMargin = 0.02;
    if (across.low < kMargin || across.high > 1.0 - kMargin || up.low < 0.1 || up.high > 1.0 - kMargin) return false;
    if (up.low < shape.zero + 0.05 && up.high > shape.zero - 0.07) return false;  // the axis with its numbers
    for (const double bound : {shape.area.low, shape.area.high}) {
        if (across.low - kMargin < bound && bound < across.high + kMargin) return false;
    }
    for (const Vec2 p : shape.curve) {
        if (p.x < across.low - kMargin || p.x > across.high + kMargin) continue;
        const bool filled = shape.area.contains(p.x);
        const double low = filled ? std::min(shape.zero, p.y) : p.y;
        const double high = filled ? std::max(shape.zero, p.y) : p.y;
        if (high > up.low - kMargin && low < up.high + kMargin) return false;
    }
    return true;
}

/// Where the formula stands: the highest free place beside the curve; else the upper left corner.
void placeLabel(AreaCurve& curve, Range limits, std::size_t characters) {
    constexpr double kCharacter = 0.0165;
    constexpr double kHeight = 0.075;
    constexpr double kGap = 0.03;
    const double width = kCharacter * static_cast<double>(characters) + 0.02;
    const PanelShape shape = panelShape(curve, limits);
    double best = -1.0;
    for (std::size_t i = 0; i < shape.curve.size(); i += 8) {
        const Vec2 p = shape.curve[i];
        for (const Anchor anchor : {Anchor::AboveRight, Anchor::AboveLeft, Anchor::BelowRight, Anchor::BelowLeft}) {
            const bool right = anchor == Anchor::AboveRight || anchor == Anchor::BelowRight;
            const bool above = anchor == Anchor::AboveRight || anchor == Anchor::AboveLeft;
            const Range across = right ? Range{p.x + kGap, p.x + kGap + width} : Range{p.x - kGap - width, p.x - kGap};
            const Range up = above ? Range{p.y + kGap, p.y + kGap + kHeight} : Range{p.y - kGap - kHeight, p.y - kGap};
            if (up.high <= best || !isFree(shape, across, up)) continue;
            best = up.high;
            curve.labelAt = {curve.x.low + p.x * curve.x.length(), curve.y.low + p.y * curve.y.length()};
            curve.labelAnchor = anchor;
        }
    }
    if (best >= 0.0) return;
    curve.labelAt = {curve.x.low + 0.02 * curve.x.length(), curve.y.high - 0.02 * curve.y.length()};
    curve.labelAnchor = Anchor::BelowRight;
}

/// The range of values: what lies between the bounds, of its surroundings a little; with room for the formula above, and below the axis
/// for its numbers.
Range chosenHeight(const Program& program, const Samples& around, Range limits) {
    constexpr double kAround = 0.25;
    constexpr double kHeadroom = 0.13;
    constexpr double kFootroom = 0.12;
    const Range between{std::max(std::min(limits.low, limits.high), around.x.front()),
                        std::min(std::max(limits.low, limits.high), around.x.back())};
    const Range all = robustRange(around.y);
    Range inside = between.low < between.high ? robustRange(samplesOf(program, between).y) : all;
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

AreaExact areaExact(const AreaFunction& function, Range limits, Range inSight, const Task& task) {
    AreaExact exact;
    exact.limits = limits;
    IntegrateOptions options;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    exact.integral = integrate(function.expression, limits, options);
    options.certify = IntegrateOptions::Certify::No;  // the parts above and below the axis need no proof of their own
    const Range shown{std::max(std::min(limits.low, limits.high), inSight.low), std::min(std::max(limits.low, limits.high), inSight.high)};
    if (!(shown.low < shown.high)) return exact;
    const Samples samples = samplesOf(
        function.program, limits.isFinite() ? Range{std::min(limits.low, limits.high), std::max(limits.low, limits.high)} : shown);
    exact.positiveLabel = middleOfLargest(samples, 1.0);
    exact.negativeLabel = middleOfLargest(samples, -1.0);
    const bool reversed = limits.low > limits.high;
    if (exact.integral.kind != IntegralKind::Value) return exact;
    Integral above = exact.integral;
    Integral below;
    below.kind = IntegralKind::Value;
    if (exact.negativeLabel) {
        above = integrate(Expression::call(Function::Max, {function.expression, Expression::number(0)}), limits, options);
        if (above.kind != IntegralKind::Value) return exact;
        below.value = exact.integral.value - above.value;
        below.error = exact.integral.error + above.error;
    }
    // From right to left what lies above the axis counts negative.
    exact.positive = reversed ? below : above;
    exact.negative = reversed ? above : below;
    if (reversed) std::swap(exact.positiveLabel, exact.negativeLabel);
    return exact;
}

AreaCurve areaCurve(const AreaFunction& function, const AreaScene& scene, Range limits, const Task& task) {
    AreaCurve curve;
    curve.x = scene.xRange.value_or(chosenAreaRange(limits));
    const Samples samples = samplesOf(function.program, curve.x);
    curve.hasValues = std::any_of(samples.y.begin(), samples.y.end(), [](double y) { return std::isfinite(y); });
    curve.y = scene.yRange.value_or(chosenHeight(function.program, samples, limits));
    SamplingOptions options;
    options.visible = curve.y;
    options.stop = task.stop;
    SampledCurve sampled = sampleCurve(function.program, curve.x, options);
    curve.points = std::make_shared<const std::vector<Vec2>>(std::move(sampled.points));
    curve.envelopes = std::move(sampled.envelopes);
    placeLabel(curve, limits, function.text.size() + 7);
    return curve;
}

}  // namespace calc
