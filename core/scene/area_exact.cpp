#include <algorithm>
#include <cmath>

#include "core/calculus/integral_special_points.h"
#include "core/scene/area_parts.h"
#include "core/scene/area_samples.h"

namespace calc {
namespace {

constexpr std::size_t kMostCrossings = 1000;

Range ordered(Range limits) { return {std::min(limits.low, limits.high), std::max(limits.low, limits.high)}; }

/// Where a value can be written inside the area of one sign: the middle of its largest stretch.
std::optional<Vec2> middleOfLargest(const AreaSamples& samples, double sign, const AreaFunction& function) {
    double best = 0.0;
    std::optional<Vec2> place;
    for (std::size_t i = 0; i < AreaSamples::kCount;) {
        double area = 0.0;
        double moment = 0.0;
        for (; i < AreaSamples::kCount && samples.y[i] * sign > 0.0 && std::isfinite(samples.y[i]); ++i) {
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
            place = Vec2{x, function.base(x) + 0.5 * samples.y[nearest]};
        }
        if (area == 0.0) ++i;
    }
    return place;
}

/// Where f and g meet between the bounds: the zeros of f − g, each found by interval subdivision, so that none is missed.
std::vector<Vec2> crossings(const AreaFunction& function, Range range, const std::function<bool()>& expired) {
    constexpr double kMeets = 1e-9;  // of the heights: beyond it the point is special for another reason
    std::vector<Vec2> meeting;
    SpecialPointSearch search(Expression::call(Function::Abs, function.difference), expired);
    for (const SpecialPoint& point : search.find(range).points) {
        const double f = function.program(point.x);
        const double g = function.base(point.x);
        const bool meets = std::isfinite(f) && std::isfinite(g) && std::fabs(f - g) <= kMeets * (1.0 + std::fabs(f) + std::fabs(g));
        const bool isNew = meeting.empty() || meeting.back().x != point.x;
        if (meets && isNew && meeting.size() < kMostCrossings) meeting.push_back({point.x, f});
    }
    return meeting;
}

/// The end of a domain between a point with a value and one without, to the last digits.
double domainEnd(const Program& program, double with, double without) {
    for (int i = 0; i < 200; ++i) {
        const double middle = 0.5 * (with + without);
        if (middle == with || middle == without) break;
        (std::isfinite(program(middle)) ? with : without) = middle;
    }
    const double size = std::max(std::fabs(with), std::fabs(without));
    return size < 1e-12 ? 0.0 : without;
}

/// The first stretch without values between the bounds.
void findMissingStretch(AreaExact& exact, const AreaSamples& samples, const Program& program, Range range) {
    const auto hasNone = [](double y) { return !std::isfinite(y); };
    const auto first = std::find_if(samples.y.begin(), samples.y.end(), hasNone);
    if (first == samples.y.end()) return;
    const auto last = std::find_if_not(first, samples.y.end(), hasNone);
    const auto x = [&samples](auto place) { return samples.x[static_cast<std::size_t>(place - samples.y.begin())]; };
    exact.noValueFrom = first == samples.y.begin() ? range.low : domainEnd(program, x(first - 1), x(first));
    exact.noValueUntil = last == samples.y.end() ? range.high : domainEnd(program, x(last), x(last - 1));
}

/// The areas above and below, as they count in the direction of the bounds.
void findParts(AreaExact& exact, const AreaFunction& function, const IntegrateOptions& options) {
    Integral above = exact.integral;
    Integral below;
    below.kind = IntegralKind::Value;
    if (exact.negativeLabel) {
        above = integrate(Expression::call(Function::Max, {function.difference, Expression::number(0)}), exact.limits, options);
        if (above.kind != IntegralKind::Value) return;
        below.value = exact.integral.value - above.value;
        below.error = exact.integral.error + above.error;
    }
    // From right to left what lies above counts negative.
    const bool reversed = exact.limits.low > exact.limits.high;
    exact.positive = reversed ? below : above;
    exact.negative = reversed ? above : below;
}

}  // namespace

AreaExact areaExact(const AreaFunction& function, Range limits, Range inSight, const Task& task) {
    AreaExact exact;
    exact.limits = limits;
    IntegrateOptions options;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    exact.integral = integrate(function.difference, limits, options);
    options.certify = IntegrateOptions::Certify::No;  // the parts above and below need no proof of their own
    const Range all = ordered(limits);
    const Range shown{std::max(all.low, inSight.low), std::min(all.high, inSight.high)};
    if (!(shown.low < shown.high)) return exact;
    const Range range = limits.isFinite() ? all : shown;
    const AreaSamples samples = samplesOf(function.height, range);
    exact.positiveLabel = middleOfLargest(samples, 1.0, function);
    exact.negativeLabel = middleOfLargest(samples, -1.0, function);
    if (function.second) exact.crossings = crossings(function, range, options.expired);
    if (exact.integral.kind == IntegralKind::Undefined) findMissingStretch(exact, samples, function.height, range);
    if (exact.integral.kind == IntegralKind::Value) findParts(exact, function, options);
    if (limits.low > limits.high) std::swap(exact.positiveLabel, exact.negativeLabel);
    return exact;
}

}  // namespace calc
