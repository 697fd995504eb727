#include <algorithm>
#include <cmath>
#include <limits>

#include "core/scene/descent_parts.h"

namespace calc {
namespace {

constexpr int kNodes = 129;
constexpr int kLevels = 16;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// f and its gradient on the grid, row by row from y.low.
struct Samples {
    std::vector<double> values;
    std::vector<Vec2> gradients;
};

Samples sampleGrid(const GradientProgram& program, Range x, Range y, const Task& task) {
    Samples samples;
    samples.values.assign(kNodes * kNodes, kNone);
    samples.gradients.assign(kNodes * kNodes, Vec2{kNone, kNone});
    std::vector<double> xs(kNodes), ys(kNodes), values(kNodes), dx(kNodes), dy(kNodes);
    for (std::size_t i = 0; i < kNodes; ++i) xs[i] = x.low + x.length() * (static_cast<double>(i) / (kNodes - 1));
    for (std::size_t row = 0; row < kNodes && !task.stop.stop_requested(); ++row) {
        std::fill(ys.begin(), ys.end(), y.low + y.length() * (static_cast<double>(row) / (kNodes - 1)));
        program.block(xs, ys, values, dx, dy);
        for (std::size_t i = 0; i < kNodes; ++i) {
            samples.values[row * kNodes + i] = values[i];
            samples.gradients[row * kNodes + i] = {dx[i], dy[i]};
        }
    }
    return samples;
}

std::vector<double> finiteSorted(const std::vector<double>& values) {
    std::vector<double> sorted;
    sorted.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return std::isfinite(v); });
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

double quantile(const std::vector<double>& sorted, double part) {
    return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

/// For a typed function: poles are cut, decades are drawn in the logarithm, the rest as it is.
HeightScale scaleFor(const std::vector<double>& sorted) {
    constexpr double kTail = 20.0;
    constexpr double kDecades = 50.0;
    const double low = sorted.front();
    const double span = sorted.back() - low;
    const double middle = quantile(sorted, 0.95) - quantile(sorted, 0.05);
    if (span > kTail * middle) return HeightScale::Clipped;
    return quantile(sorted, 0.95) - low > kDecades * (quantile(sorted, 0.1) - low) ? HeightScale::Logarithmic : HeightScale::Linear;
}

HeightScale scaleOf(const Surface& surface) {
    switch (surface.scale) {
        case SurfaceScale::Logarithmic: return HeightScale::Logarithmic;
        case SurfaceScale::Clipped: return HeightScale::Clipped;
        case SurfaceScale::Linear: break;
    }
    return HeightScale::Linear;
}

/// From f to drawn heights.
struct Heights {
    HeightScale scale = HeightScale::Linear;
    double base = 0.0;  ///< logarithmic: log(1 + f - base)
    double low = 0.0;   ///< f at height 0
    double high = 1.0;  ///< f at height 1

    double raw(double f) const { return scale == HeightScale::Logarithmic ? std::log1p(std::max(0.0, f - base)) : f; }
    /// Halves keep the difference of two large numbers finite.
    double span() const { return 0.5 * raw(high) - 0.5 * raw(low); }
    double drawn(double f) const {
        if (!std::isfinite(f)) return kNone;
        return span() > 0.0 ? std::clamp((0.5 * raw(f) - 0.5 * raw(low)) / span(), 0.0, 1.0) : 0.0;
    }
    Vec2 slope(double f, Vec2 gradient) const {
        if (!std::isfinite(f) || f < low || f > high || !(span() > 0.0)) return {0.0, 0.0};
        const double stretch = scale == HeightScale::Logarithmic ? 1.0 / (1.0 + std::max(0.0, f - base)) : 1.0;
        const Vec2 slope = (0.5 * stretch / span()) * gradient;
        return slope.isFinite() ? slope : Vec2{0.0, 0.0};
    }
};

Heights heightsFor(const DescentLoss& loss, const std::vector<double>& sorted, HeightScale scale, const Points& minima) {
    Heights heights;
    heights.scale = scale;
    heights.low = sorted.front();
    heights.high = sorted.back();
    const std::span<const KnownMinimum> known = loss.surface ? loss.surface->minima : std::span<const KnownMinimum>{};
    for (const KnownMinimum& minimum : known) {
        const bool inSight = std::find(minima->begin(), minima->end(), minimum.at) != minima->end();
        if (inSight) heights.low = std::min(heights.low, minimum.value);
    }
    heights.base = known.empty() ? heights.low : std::min(heights.low, known.front().value);
    if (scale == HeightScale::Clipped) {
        heights.high = quantile(sorted, 0.95);
        const double lowest = quantile(sorted, 0.05);
        heights.low = std::max(heights.low, lowest - (heights.high - lowest));
    }
    return heights;
}

Message subtitleFor(const Heights& heights) {
    switch (heights.scale) {
        case HeightScale::Logarithmic:
            return heights.base == 0.0 ? Message(CALC_TEXT("height log(1 + f)")) : Message(CALC_TEXT("height log(1 + f − lowest f)"));
        case HeightScale::Clipped: return Message(CALC_TEXT("height cut off at f = {0}"), {NumberArgument{heights.high, 3}});
        case HeightScale::Linear: break;
    }
    return {};
}

}  // namespace

DescentField descentField(const DescentLoss& loss, Range x, Range y, std::optional<HeightScale> scale, const Task& task) {
    DescentField result{x, y, nullptr, {}, nullptr, true};
    auto minima = std::make_shared<std::vector<Vec2>>();
    if (loss.surface) {
        for (const KnownMinimum& minimum : loss.surface->minima) {
            if (x.contains(minimum.at.x) && y.contains(minimum.at.y)) minima->push_back(minimum.at);
        }
    }
    result.minima = std::move(minima);
    const Samples samples = sampleGrid(loss.loss.program, x, y, task);
    const std::vector<double> sorted = finiteSorted(samples.values);
    result.hasValues = !sorted.empty();
    auto field = std::make_shared<HeightField>();
    field->columns = field->rows = kNodes;
    field->x = x;
    field->y = y;
    Heights heights;
    if (result.hasValues)
        heights = heightsFor(loss, sorted, scale ? *scale : loss.surface ? scaleOf(*loss.surface) : scaleFor(sorted), result.minima);
    field->scale = heights.scale;
    field->lowest = heights.low;
    field->highest = heights.high;
    field->heights.resize(samples.values.size());
    field->slopes.resize(samples.values.size());
    for (std::size_t i = 0; i < samples.values.size(); ++i) {
        field->heights[i] = heights.drawn(samples.values[i]);
        field->slopes[i] = heights.slope(samples.values[i], samples.gradients[i]);
    }
    for (int i = 0; i < kLevels; ++i) field->levels.push_back((i + 0.5) / kLevels);
    result.field = std::move(field);
    result.subtitle = subtitleFor(heights);
    return result;
}

}  // namespace calc
