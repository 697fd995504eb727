#include <algorithm>
#include <cmath>

#include "core/calculus/quadrature.h"
#include "core/scene/accumulation_parts.h"
#include "core/scene/chosen_range.h"
#include "core/scene/mark_parts.h"

namespace calc {
namespace {

constexpr std::size_t kSamples = 513;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> samplesOf(const Program& program, Range range) {
    std::vector<double> x(kSamples);
    std::vector<double> y(kSamples);
    for (std::size_t i = 0; i < kSamples; ++i)
        x[i] = range.low + range.length() * ((static_cast<double>(i) + 0.5) / static_cast<double>(kSamples));
    program.block(x, y);
    return y;
}

/// The curve cut off at the axis: every crossing is put in, so that the areas end where they end.
void splitAtAxis(AccumulationCurve& curve) {
    Vec2 last{kNaN, kNaN};
    const auto add = [&curve](Vec2 p) {
        curve.above.push_back({p.x, std::isnan(p.y) ? p.y : std::max(0.0, p.y)});
        curve.below.push_back({p.x, std::isnan(p.y) ? p.y : std::min(0.0, p.y)});
    };
    for (const Vec2 p : *curve.points) {
        if (last.y * p.y < 0.0) add({last.x + (p.x - last.x) * (last.y / (last.y - p.y)), 0.0});
        add(p);
        last = p;
    }
}

/// F for drawing: NaN outside its reach.
CurveSource sumSource(const Accumulation& sum) {
    const auto value = [sum](double x) { return sum.value(x); };
    const auto block = [sum](std::span<const double> x, std::span<double> values) {
        std::transform(x.begin(), x.end(), values.begin(), [&sum](double at) { return sum.value(at); });
    };
    return {block, value, nullptr};
}

Points sumPoints(const Accumulation& sum, Range window, Range& y, const Task& task) {
    const CurveSource source = sumSource(sum);
    const Range seen{std::max(window.low, sum.reach().low), std::min(window.high, sum.reach().high)};
    if (!(seen.low < seen.high)) {
        y = {-1.0, 1.0};
        return std::make_shared<const std::vector<Vec2>>();
    }
    std::vector<double> values;
    for (std::size_t i = 0; i < kSamples && !task.stop.stop_requested(); ++i)
        values.push_back(sum.value(seen.low + seen.length() * ((static_cast<double>(i) + 0.5) / static_cast<double>(kSamples))));
    y = valueRange(values, 0.0);
    SamplingOptions options;
    options.visible = y;
    options.baseCells = 128;
    options.mostEvaluations = 8000;
    options.stop = task.stop;
    return std::make_shared<const std::vector<Vec2>>(sampleCurve(source, seen, options).points);
}

/// Whether f really has no area across the end of the reach: over the way to it, or over what comes next.
bool isDecided(const Expression& f, double from, double end, double beyond, const Task& task) {
    IntegrateOptions options;
    options.certify = IntegrateOptions::Certify::No;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    for (const Range part : {Range{from, end}, Range{end, beyond}}) {
        const IntegralKind kind = integrate(f, part, options).kind;
        if (kind == IntegralKind::Diverges || kind == IntegralKind::Undefined) return true;
    }
    return false;
}

}  // namespace

AccumulationCurve accumulationCurve(const AccumulationFunction& function, const AccumulationScene& scene, Range x, const Task& task) {
    AccumulationCurve curve;
    curve.x = x;
    const std::vector<double> values = samplesOf(function.program, x);
    curve.hasValues = std::any_of(values.begin(), values.end(), [](double y) { return std::isfinite(y); });
    curve.y = scene.yRange.value_or(valueRange(values, 0.0));
    // The needle moves as far as the heights that are in sight.
    std::vector<double> heights = values;
    for (double& height : heights) height = std::clamp(height, curve.y.low, curve.y.high);
    curve.dial = dialScale(heights);
    SamplingOptions options;
    options.visible = curve.y;
    options.stop = task.stop;
    SampledCurve sampled = sampleCurve(function.program, x, options);
    curve.points = std::make_shared<const std::vector<Vec2>>(std::move(sampled.points));
    curve.envelopes = std::move(sampled.envelopes);
    curve.breaks = std::move(sampled.breaks);
    splitAtAxis(curve);
    return curve;
}

Result<std::shared_ptr<const AccumulationSum>> accumulationSum(const AccumulationFunction& function, double from, Range window, Range whole,
                                                               const Task& task) {
    const auto expired = [stop = task.stop] { return stop.stop_requested(); };
    const auto accumulation = accumulate(function.expression, from, whole, {expired});
    if (!accumulation) return accumulation.error();
    AccumulationSum sum{whole, *accumulation, nullptr, {}, std::nullopt, std::nullopt, true, true};
    const Range reach = accumulation->reach();
    if (reach.low > whole.low) sum.endLow = reach.low;
    if (reach.high < whole.high) sum.endHigh = reach.high;
    if (sum.endLow) sum.endLowIsDecided = isDecided(function.expression, from, *sum.endLow, whole.low, task);
    if (sum.endHigh) sum.endHighIsDecided = isDecided(function.expression, from, *sum.endHigh, whole.high, task);
    sum.points = sumPoints(*accumulation, window, sum.y, task);
    return std::make_shared<const AccumulationSum>(std::move(sum));
}

}  // namespace calc
