#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/scene/chosen_range.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr std::size_t kSamples = 513;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// A derivative as it may be drawn: where the function itself has no value, a formula such as 1/x for ln x says nothing.
CurveSource slopeSource(const Program& function, const Program& slope) {
    const auto block = [function, slope](std::span<const double> x, std::span<double> values) {
        std::vector<double> heights(x.size());
        function.block(x, heights);
        slope.block(x, values);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!std::isfinite(heights[i])) values[i] = kNaN;
        }
    };
    const auto value = [function, slope](double x) { return std::isfinite(function(x)) ? slope(x) : kNaN; };
    const auto enclose = [function, slope](const Interval& x) {
        const Interval heights = function.enclose(x);
        Interval slopes = slope.enclose(x);
        slopes.defined = slopes.defined && heights.defined;
        slopes.continuous = slopes.continuous && heights.continuous;
        return slopes;
    };
    return {block, value, enclose};
}

/// Where there is no formula (gamma): differences of fourth order, for drawing alone. Relative error about 1e-12 of the first and 1e-9 of
/// the second derivative where the curve is smooth on the scale of the picture; the numbers beside it come from `derivative`.
CurveSource differenceSource(const Program& function, Range x, int order) {
    const double h = 1e-4 * x.length();
    const auto value = [function, h, order](double at) {
        const double near = order == 1 ? function(at + h) - function(at - h) : function(at + h) + function(at - h);
        const double far = order == 1 ? function(at + 2.0 * h) - function(at - 2.0 * h) : function(at + 2.0 * h) + function(at - 2.0 * h);
        const double slope = order == 1 ? (8.0 * near - far) / (12.0 * h) : (16.0 * near - far - 30.0 * function(at)) / (12.0 * h * h);
        return std::isfinite(slope) ? slope : kNaN;
    };
    const auto block = [value](std::span<const double> at, std::span<double> values) {
        std::transform(at.begin(), at.end(), values.begin(), value);
    };
    return {block, value, nullptr};
}

std::vector<double> samplesOf(const CurveSource& source, Range range, std::size_t count) {
    std::vector<double> x(count);
    std::vector<double> y(count);
    for (std::size_t i = 0; i < count; ++i)
        x[i] = range.low + range.length() * ((static_cast<double>(i) + 0.5) / static_cast<double>(count));
    source.block(x, y);
    return y;
}

struct Drawn {
    Points points = std::make_shared<const std::vector<Vec2>>();
    Range y{-1.0, 1.0};
    std::vector<double> values;
};

Drawn drawnSlope(const TangentFunction& function, Range x, int order, const Task& task) {
    const std::optional<Program>& formula = order == 1 ? function.slope : function.bending;
    const CurveSource source = formula ? slopeSource(function.program, *formula) : differenceSource(function.program, x, order);
    Drawn drawn;
    drawn.values = samplesOf(source, x, kSamples);
    drawn.y = valueRange(drawn.values, 0.0);
    SamplingOptions options;
    options.visible = drawn.y;
    options.stop = task.stop;
    drawn.points = std::make_shared<const std::vector<Vec2>>(sampleCurve(source, x, options).points);
    return drawn;
}

}  // namespace

TangentCurve tangentCurve(const TangentFunction& function, const TangentScene& scene, Range x, const Task& task) {
    TangentCurve curve;
    curve.x = x;
    const CurveSource source = curveSource(function.program);
    const std::vector<double> values = samplesOf(source, x, kSamples);
    curve.hasValues = std::any_of(values.begin(), values.end(), [](double y) { return std::isfinite(y); });
    curve.y = scene.yRange.value_or(valueRange(values, kNaN));
    SamplingOptions options;
    options.visible = curve.y;
    options.stop = task.stop;
    SampledCurve sampled = sampleCurve(source, x, options);
    curve.points = std::make_shared<const std::vector<Vec2>>(std::move(sampled.points));
    curve.envelopes = std::move(sampled.envelopes);
    curve.breaks = std::move(sampled.breaks);
    const Drawn slope = drawnSlope(function, x, 1, task);
    const Drawn bending = drawnSlope(function, x, 2, task);
    curve.slope = slope.points;
    curve.slopeY = slope.y;
    curve.bending = bending.points;
    curve.bendingY = {std::min(slope.y.low, bending.y.low), std::max(slope.y.high, bending.y.high)};
    curve.dial = dialScale(slope.values);
    return curve;
}

}  // namespace calc
