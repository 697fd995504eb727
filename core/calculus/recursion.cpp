#include "core/calculus/recursion.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calc {
namespace {

constexpr double kFar = 1e12;
constexpr int kPlaces = 2000;
constexpr std::int64_t kTransient = 20000;
constexpr std::int64_t kAveraged = 10000;
constexpr int kLongestPeriod = 64;
constexpr double kSame = 1e-9;
constexpr double kChaotic = 0.005;

double valueAt(const RecursionMap& map, double parameter, double x) {
    const double point[] = {x, parameter};
    return map.value()(std::span<const double>(point));
}

FixedPoint classified(const RecursionMap& map, double parameter, double x) {
    constexpr double kDoubt = 1e-9;
    FixedPoint point{x, map({x, parameter}).gradient.x, FixedPoint::Kind::Undecided};
    const double size = std::fabs(point.slope);
    if (size < 1.0 - kDoubt) point.kind = FixedPoint::Kind::Attracting;
    if (size > 1.0 + kDoubt) point.kind = FixedPoint::Kind::Repelling;
    return point;
}

/// The place of a sign change of g(x) - x; nullopt where it is a jump.
std::optional<double> bisected(const RecursionMap& map, double parameter, double low, double high) {
    const auto gap = [&map, parameter](double x) { return valueAt(map, parameter, x) - x; };
    double atLow = gap(low);
    const double jump = std::fabs(gap(high) - atLow);
    for (int i = 0; i < 200; ++i) {
        const double middle = low + 0.5 * (high - low);
        if (middle <= low || middle >= high) break;
        const double here = gap(middle);
        if (std::isnan(here)) return std::nullopt;
        if (here == 0.0) return middle;
        if ((here < 0.0) == (atLow < 0.0)) {
            low = middle;
            atLow = here;
        } else {
            high = middle;
        }
    }
    const double best = std::fabs(gap(low)) <= std::fabs(gap(high)) ? low : high;
    return std::fabs(gap(best)) <= 1e-6 * jump + 1e-12 ? std::optional(best) : std::nullopt;
}

/// Whether the terms repeat after `period` steps.
bool repeats(const std::vector<double>& tail, int period) {
    const auto shift = static_cast<std::size_t>(period);
    for (std::size_t k = 0; k + shift < tail.size(); ++k) {
        if (!(std::fabs(tail[k + shift] - tail[k]) <= kSame * (1.0 + std::fabs(tail[k])))) return false;
    }
    return true;
}

}  // namespace

std::vector<double> orbitOf(const RecursionMap& map, double parameter, double start, std::int64_t steps) {
    std::vector<double> orbit{start};
    for (std::int64_t n = 0; n < steps; ++n) {
        const double next = valueAt(map, parameter, orbit.back());
        if (!std::isfinite(next)) break;
        orbit.push_back(next);
        if (std::fabs(next) > kFar) break;
    }
    return orbit;
}

std::vector<FixedPoint> fixedPoints(const RecursionMap& map, double parameter, Range range) {
    std::vector<double> gaps(kPlaces + 1);
    const auto place = [range](int i) { return range.low + range.length() * (static_cast<double>(i) / kPlaces); };
    for (int i = 0; i <= kPlaces; ++i) gaps[static_cast<std::size_t>(i)] = valueAt(map, parameter, place(i)) - place(i);
    // The identity has fixed points everywhere: none stands out.
    if (std::count(gaps.begin(), gaps.end(), 0.0) > kPlaces / 2) return {};
    std::vector<double> places;
    for (int i = 0; i <= kPlaces; ++i) {
        const double here = gaps[static_cast<std::size_t>(i)];
        if (here == 0.0) {
            places.push_back(place(i));
            continue;
        }
        if (i == kPlaces || std::isnan(here)) continue;
        const double next = gaps[static_cast<std::size_t>(i) + 1];
        if (here * next < 0.0) {
            if (const auto at = bisected(map, parameter, place(i), place(i + 1))) places.push_back(*at);
        }
    }
    std::vector<FixedPoint> points;
    for (const double x : places) points.push_back(classified(map, parameter, x));
    return points;
}

LongRun longRunOf(const RecursionMap& map, double parameter, double start) {
    LongRun run;
    double x = start;
    for (std::int64_t n = 1; n <= kTransient; ++n) {
        const double next = valueAt(map, parameter, x);
        if (!std::isfinite(next) || std::fabs(next) > kFar) {
            // What is too large for a double has left as well.
            run.kind = std::isnan(next) ? LongRun::Kind::NoValue : LongRun::Kind::Leaves;
            run.endsAt = n;
            run.looked = n;
            return run;
        }
        x = next;
    }
    const std::vector<double> tail = orbitOf(map, parameter, x, 2 * kLongestPeriod);
    double sum = 0.0;
    std::int64_t counted = 0;
    for (; counted < kAveraged && std::isfinite(x) && std::fabs(x) <= kFar; ++counted) {
        const ValueAndGradient at = map({x, parameter});
        sum += std::log(std::fabs(at.gradient.x));
        x = at.value;
    }
    run.exponent = counted > 0 ? sum / static_cast<double>(counted) : 0.0;
    run.looked = kTransient + counted;
    if (tail.size() <= kLongestPeriod) return run;
    for (int period = 1; period <= kLongestPeriod; ++period) {
        if (!repeats(tail, period)) continue;
        run.kind = LongRun::Kind::Cycle;
        run.period = period;
        run.cycle.assign(tail.begin(), tail.begin() + period);
        run.multiplier = 1.0;
        for (const double each : run.cycle) run.multiplier *= map({each, parameter}).gradient.x;
        return run;
    }
    if (run.exponent > kChaotic) run.kind = LongRun::Kind::Irregular;
    return run;
}

std::vector<Vec2> attractorOf(const RecursionMap& map, Range parameters, double start, int columns, int each, const std::stop_token& stop) {
    constexpr int kLetPass = 400;
    std::vector<Vec2> points;
    for (int c = 0; c < columns && !stop.stop_requested(); ++c) {
        const double parameter = parameters.low + parameters.length() * (static_cast<double>(c) / std::max(1, columns - 1));
        double x = start;
        for (int n = 0; n < kLetPass && std::fabs(x) <= kFar; ++n) x = valueAt(map, parameter, x);
        double first = x;
        for (int n = 0; n < each && std::fabs(x) <= kFar; ++n) {
            points.push_back({parameter, x});
            x = valueAt(map, parameter, x);
            // A fixed point needs one point, not a hundred.
            if (n == 0 && std::fabs(x - first) <= 1e-7 * (1.0 + std::fabs(first))) break;
        }
    }
    return points;
}

}  // namespace calc
