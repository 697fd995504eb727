#include <algorithm>
#include <array>
#include <cmath>

#include "core/scene/deep_function.h"
#include "core/scene/epsilon_delta_parts.h"

namespace calc {
namespace {

constexpr double kAround = 2.4;     // half the height, in epsilons
constexpr double kFarValue = 40.0;  // values beside the point are kept in sight up to so many heights
constexpr double kNearest = 1e-7;   // "just beside the point", relative to its size
constexpr double kDeep = 1e-6;      // a window so small beside its place has axes of distances
constexpr double kNoise = 2e-5;     // of the height: above it doubles are not good enough for the curve
constexpr double kBeside = 1e-6;    // of the width
constexpr double kGap = 1e-3;       // of the width: so near to the point nothing is sampled
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool looks(ApproachSide side, double direction) { return side == ApproachSide::Both || (direction < 0.0) == (side == ApproachSide::Left); }

/// The smallest of these, times a power of ten, that is at least the value.
template <std::size_t n>
double niceAbove(double value, const std::array<double, n>& steps) {
    const double unit = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : steps)
        if (step * unit >= value * (1.0 - 1e-9)) return step * unit;
    return 10.0 * unit;
}

double gapAt(const BandFunction& function, double h) { return function.program(function.at + h) - function.level; }

/// The bands with room on both sides, and the values beside the point where they are not too far.
Range chosenHeight(const BandFunction& function, ApproachSide side, double epsilon) {
    constexpr std::array kSteps = {1.0, 1.5, 2.0, 3.0, 5.0, 7.5};
    const double half = niceAbove(kAround * epsilon, kSteps);
    Range y{-half, half};
    const double beside = kNearest * std::max(1.0, std::fabs(function.at));
    for (const double direction : {-1.0, 1.0}) {
        const double gap = gapAt(function, direction * beside);
        if (!looks(side, direction) || !std::isfinite(gap) || std::fabs(gap) > kFarValue * half) continue;
        if (gap < y.low + 0.2 * half) y.low = std::min(y.low, gap - 0.35 * half);
        if (gap > y.high - 0.2 * half) y.high = std::max(y.high, gap + 0.35 * half);
    }
    return y;
}

/// How far from the point the curve leaves the height; NaN: at once or never.
double reachOfCurve(const BandFunction& function, ApproachSide side, Range y) {
    const double size = std::max(1.0, std::fabs(function.at));
    bool wasInside = false;
    for (double h = 1e-9 * size; h < 20.0 * size; h *= 1.2) {
        bool isInside = true;
        for (const double direction : {-1.0, 1.0}) {
            if (!looks(side, direction)) continue;
            const double gap = gapAt(function, direction * h);
            if (std::isfinite(gap)) isInside = isInside && y.contains(gap);
        }
        if (!isInside) return wasInside ? h : kNaN;
        wasInside = true;
    }
    return kNaN;
}

class CurveSampler {
public:
    CurveSampler(const BandFunction& function, BandWindow& window, const Task& task)
        : m_function(function), m_window(window), m_task(task), m_deep(function.expression, function.point) {
        m_deep.setReference(function.limit);
    }

    void sample() {
        const bool isDeep = isNoisy();
        SamplingOptions options;
        options.visible = m_window.y;
        options.stop = m_task.stop;
        if (isDeep) {
            options.baseCells = 24;
            options.mostEvaluations = 400;
        }
        m_window.left = beside(-1.0);
        m_window.right = beside(1.0);
        sampleSides(isDeep ? deepSource() : doubleSource(), options);
        const DeepFunction::Value value = m_deep(0.0);
        using Status = DeepFunction::Value::Status;
        m_window.valueAt = value.status == Status::Known     ? value.difference
                           : value.status == Status::NoValue ? kNaN
                                                             : gapAt(m_function, 0.0);
    }

private:
    /// Each side up to a small gap at the point, where rounding may have eaten the values; the gap is bridged where the curve arrives.
    void sampleSides(const CurveSource& source, const SamplingOptions& options) {
        const double gap = kGap * m_window.x.length();
        std::vector<Vec2> points;
        const auto add = [&](Range side) {
            if (!(side.low < side.high)) return;
            SampledCurve curve = sampleCurve(source, side, options);
            points.insert(points.end(), curve.points.begin(), curve.points.end());
            for (CurveEnvelope& envelope : curve.envelopes) m_window.envelopes.push_back(std::move(envelope));
        };
        add({m_window.x.low, std::min(-gap, m_window.x.high)});
        const bool hasPoint = m_window.x.contains(0.0);
        if (hasPoint && std::isfinite(m_window.left)) points.push_back({0.0, m_window.left});
        const bool isJoined = std::fabs(m_window.left - m_window.right) <= 1e-3 * m_window.y.length();
        if (!points.empty() && !isJoined) points.push_back({kNaN, kNaN});
        if (hasPoint && std::isfinite(m_window.right)) points.push_back({0.0, m_window.right});
        add({std::max(gap, m_window.x.low), m_window.x.high});
        m_window.curve = std::make_shared<const std::vector<Vec2>>(std::move(points));
    }

    double deep(double h) {
        const DeepFunction::Value value = m_deep(h);
        return value.status == DeepFunction::Value::Status::Known ? value.difference : kNaN;
    }

    /// Whether rounding is seen in a window of this height.
    bool isNoisy() {
        for (const double part : {-0.7, -0.2, 0.1, 0.45, 0.9}) {
            const double h = part * std::max(std::fabs(m_window.x.low), m_window.x.high);
            const double truth = deep(h);
            if (std::isfinite(truth) && !(std::fabs(truth - gapAt(m_function, h)) <= kNoise * m_window.y.length())) return true;
        }
        return false;
    }

    CurveSource doubleSource() const {
        const auto block = [this](std::span<const double> h, std::span<double> values) {
            std::vector<double> x(h.begin(), h.end());
            for (double& v : x) v += m_function.at;
            m_function.program.block(x, values);
            for (double& v : values) v -= m_function.level;
        };
        const auto enclose = [this](const Interval& h) {
            return m_function.program.enclose(h + Interval::point(m_function.at)) - Interval::point(m_function.level);
        };
        return {block, [this](double h) { return gapAt(m_function, h); }, enclose};
    }

    CurveSource deepSource() {
        const auto block = [this](std::span<const double> h, std::span<double> values) {
            std::transform(h.begin(), h.end(), values.begin(), [this](double v) { return deep(v); });
        };
        return {block, [this](double h) { return deep(h); }, nullptr};
    }

    /// Where the curve arrives at the point from one side; NaN where it does not settle on a height that can be seen.
    double beside(double direction) {
        const double h = direction * kBeside * m_window.x.length();
        const double near = deep(h);
        const double nearer = deep(0.5 * h);
        const double nearest = deep(0.25 * h);
        const double still = 1e-3 * m_window.y.length();
        const bool settles = std::fabs(near - nearer) <= still && std::fabs(nearer - nearest) <= still;
        return settles ? nearest : kNaN;
    }

    const BandFunction& m_function;
    BandWindow& m_window;
    const Task& m_task;
    DeepFunction m_deep;
};

}  // namespace

BandRanges chosenBandRanges(const BandFunction& function, ApproachSide side, double epsilon, std::optional<double> delta) {
    constexpr std::array kSteps = {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0};
    constexpr double kBehind = 0.3;  // of a side that is not asked
    const Range y = chosenHeight(function, side, epsilon);
    double reach = reachOfCurve(function, side, y);
    if (!std::isfinite(reach)) reach = std::max(1.0, 0.5 * std::fabs(function.at));
    if (delta && *delta < 0.999 * furthestDelta(function)) reach = std::clamp(reach, 1.4 * *delta, 15.0 * *delta);
    reach = niceAbove(reach, kSteps);
    return {{side == ApproachSide::Right ? -kBehind * reach : -reach, side == ApproachSide::Left ? kBehind * reach : reach}, y};
}

BandWindow bandWindow(const BandFunction& function, const EpsilonDeltaScene& scene, const BandMoment& asked, const Task& task) {
    BandWindow window;
    const BandRanges chosen = chosenBandRanges(function, scene.side, asked.epsilon, asked.delta);
    window.isDeep = chosen.x.length() < kDeep * std::fabs(function.at) || chosen.y.length() < kDeep * std::fabs(function.level);
    const auto placed = [&](const std::optional<Range>& range, const Range& other, double base) {
        if (!range) return other;
        const double shift = window.isDeep ? 0.0 : base;
        return Range{range->low - shift, range->high - shift};
    };
    window.x = placed(scene.xRange, chosen.x, function.at);
    window.y = placed(scene.yRange, chosen.y, function.level);
    CurveSampler(function, window, task).sample();
    return window;
}

}  // namespace calc
