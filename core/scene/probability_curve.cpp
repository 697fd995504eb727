#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/calculus/sampling.h"
#include "core/scene/chosen_range.h"
#include "core/scene/probability_parts.h"

namespace calc {
namespace {

constexpr std::size_t kSamples = 513;
constexpr double kUnder = 0.16;       // of the height, under the axis: the balance point stands there
constexpr double kUnderLarge = 0.09;  // in a large picture
constexpr double kAbove = 1.35;       // the formula stands there
constexpr double kPole = 4.0;
constexpr double kMostError = 1e-3;
constexpr double kGrowSeconds = 3.0;
constexpr int kGrowMoments = 240;

/// The next round number: a height that stands still while a slider moves a little.
double roundedUp(double value) {
    if (!(value > 1e-300) || !std::isfinite(value)) return 1.0;
    const double unit = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : std::array{1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (factor * unit >= value) return factor * unit;
    }
    return 10.0 * unit;
}

Range heightRange(const Program& density, Range x, double under) {
    std::vector<double> at(kSamples);
    std::vector<double> values(kSamples);
    for (std::size_t i = 0; i < kSamples; ++i)
        at[i] = x.low + x.length() * ((static_cast<double>(i) + 0.5) / static_cast<double>(kSamples));
    density.block(at, values);
    const Range seen = robustRange(values);
    double most = 0.0;
    for (const double value : values) most = std::isfinite(value) ? std::max(most, value) : most;
    // A peak between flat tails is no pole, however narrow.
    if (most > kPole * seen.high) most = seen.high;
    const double top = seen.low <= seen.high && most > 0.0 ? roundedUp(kAbove * most) : 1.0;
    return {-under * top, top};
}

Points cumulativePoints(const Distribution& distribution, Range x, const Task& task) {
    // Where the area is not known there is no line.
    const auto value = [&distribution, &task](double at) {
        const Estimate below = task.stop.stop_requested() ? Estimate{} : distribution.below(at);
        return below.error > kMostError ? std::numeric_limits<double>::quiet_NaN() : below.value;
    };
    const auto block = [value](std::span<const double> at, std::span<double> values) {
        std::transform(at.begin(), at.end(), values.begin(), value);
    };
    SamplingOptions options;
    options.visible = {0.0, 1.0};
    options.baseCells = 64;
    options.mostEvaluations = 4000;
    options.stop = task.stop;
    return std::make_shared<const std::vector<Vec2>>(sampleCurve(CurveSource{block, value, nullptr}, x, options).points);
}

}  // namespace

ProbabilityCurve probabilityCurve(const ProbabilityDensity& density, const ProbabilityScene& scene, Range x, const Task& task) {
    ProbabilityCurve curve;
    curve.x = x;
    curve.y = scene.yRange.value_or(heightRange(density.program, x, scene.view == ProbabilityView::Samples ? kUnderLarge : kUnder));
    SamplingOptions options;
    options.visible = curve.y;
    options.stop = task.stop;
    curve.density = std::make_shared<const std::vector<Vec2>>(sampleCurve(density.program, x, options).points);
    curve.cumulative = cumulativePoints(watched(density.distribution, task), x, task);
    return curve;
}

ProbabilityArea probabilityArea(const ProbabilityDensity& density, Range bounds, Range window, const Task& task) {
    const Distribution distribution = watched(density.distribution, task);
    ProbabilityArea area;
    area.a = bounds.low;
    area.b = bounds.high;
    bounds = {std::min(area.a, area.b), std::max(area.a, area.b)};
    area.low = bounds.low;
    area.high = bounds.high;
    area.belowLow = distribution.below(bounds.low);
    area.belowHigh = distribution.below(bounds.high);
    area.area = distribution.between(bounds);
    // The green grows from a to b as far as they are in sight; the last moment is the whole.
    const double from = std::clamp(bounds.low, window.low, window.high);
    const double to = std::clamp(bounds.high, window.low, window.high);
    for (int i = 0; i <= kGrowMoments; ++i) {
        const double part = static_cast<double>(i) / kGrowMoments;
        ProbabilityMoment moment;
        moment.time = kGrowSeconds * part;
        moment.end = i == kGrowMoments ? bounds.high : from + part * (to - from);
        moment.below = distribution.below(moment.end);
        moment.area = i == kGrowMoments ? area.area : distribution.between({bounds.low, moment.end});
        area.moments.push_back(moment);
    }
    return area;
}

}  // namespace calc
