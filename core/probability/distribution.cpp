#include "core/probability/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numbers/random.h"
#include "core/probability/distribution_parts.h"

namespace calc {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kTable = 256;  // brackets for samples

/// The midpoint in the order of doubles, so that a bisection over any range ends after 64 steps; the arithmetic middle where it is near.
double middleOf(double low, double high) {
    if (low == -kInfinity) low = -std::numeric_limits<double>::max();
    if (high == kInfinity) high = std::numeric_limits<double>::max();
    if (low < 0.0 && high > 0.0) return low < -1.0 || high > 1.0 ? 0.0 : 0.5 * (low + high);
    const double sign = high <= 0.0 ? -1.0 : 1.0;
    const double small = std::min(std::fabs(low), std::fabs(high));
    const double large = std::max(std::fabs(low), std::fabs(high));
    if (small > 0.0 && large > 4.0 * small) return sign * std::sqrt(small) * std::sqrt(large);
    if (small == 0.0 && large > 1e-300) return sign * large * 1e-3;
    return sign * (small + 0.5 * (large - small));
}

/// The largest double in [low, high] at which the increasing test is still false, by bisection.
template <class Test>
double lastBefore(double low, double high, const Test& isPast) {
    for (int i = 0; i < 2000; ++i) {
        const double middle = middleOf(low, high);
        if (!(middle > low && middle < high)) break;
        (isPast(middle) ? high : low) = middle;
    }
    return low;
}

/// A part of the support that holds the answer of a test, outward from 0 (or the end next to it): a tail is not asked at 10^154 first.
template <class Test>
Range bracketOf(Range support, const Test& isPast) {
    constexpr double kGrowth = 4.0;
    double near = std::clamp(0.0, support.low, support.high);
    double step = std::max(1.0, std::fabs(near));
    if (!isPast(near)) {
        for (double next = near + step; next < support.high; next = near + step) {
            if (isPast(next)) return {near, next};
            near = next;
            step *= kGrowth;
        }
        return {near, support.high};
    }
    for (double next = near - step; next > support.low; next = near - step) {
        if (!isPast(next)) return {next, near};
        near = next;
        step *= kGrowth;
    }
    return {support.low, near};
}

/// A part of [low, high] that holds the answer, by steps that double, from its lower end; `step` infinite: all of it.
template <class Value>
Range bracketAbove(double low, double high, double step, double p, const Value& below) {
    if (!std::isfinite(low) || !(step > 0.0) || !std::isfinite(step)) return {low, high};
    for (double next = low + step; next < high; next = low + step) {
        if (below(next) > p) return {low, next};
        low = next;
        step *= 2.0;
    }
    return {low, high};
}

/// The same from the upper end.
template <class Value>
Range bracketBelow(double low, double high, double step, double p, const Value& below) {
    if (!std::isfinite(high) || !(step > 0.0) || !std::isfinite(step)) return {low, high};
    for (double next = high - step; next > low; next = high - step) {
        if (!(below(next) > p)) return {next, high};
        high = next;
        step *= 2.0;
    }
    return {low, high};
}

/// lastBefore(below(x) > p): by false position with the Illinois correction (Dahlquist and Bjorck, Numerical Methods, 1974), which takes a
/// quarter of the evaluations of a bisection; by bisection where that does not get ahead.
template <class Value>
double lastBelow(Range bracket, double p, const Value& below) {
    constexpr int kMost = 24;
    double low = bracket.low;
    double high = bracket.high;
    if (std::isfinite(low) && std::isfinite(high)) {
        double atLow = below(low) - p;
        double atHigh = below(high) - p;
        int side = 0;
        for (int i = 0; i < kMost && atLow <= 0.0 && atHigh > 0.0; ++i) {
            const double step = -atLow / (atHigh - atLow) * (high - low);
            const double x = std::clamp(low + step, std::nextafter(low, high), std::nextafter(high, low));
            if (!(x > low && x < high)) return low;
            const double at = below(x) - p;
            if (at > 0.0) {
                high = x;
                atHigh = at;
                if (side > 0) atLow *= 0.5;
                side = 1;
            } else {
                low = x;
                atLow = at;
                if (side < 0) atHigh *= 0.5;
                side = -1;
            }
        }
    }
    return lastBefore(low, high, [&](double x) { return below(x) > p; });
}

}  // namespace

DistributionFamily Distribution::family() const { return m_parts->family; }
const Expression& Distribution::density() const { return m_parts->density; }
Range Distribution::support() const { return m_parts->support; }
const Moment& Distribution::mean() const { return m_parts->mean; }
const Moment& Distribution::variance() const { return m_parts->variance; }
double Distribution::normalization() const { return m_parts->normalization; }
bool Distribution::isProvedNonnegative() const { return m_parts->isProvedNonnegative; }

Distribution Distribution::watchedBy(std::function<bool()> expired) const {
    Distribution watched = *this;
    watched.m_expired = std::move(expired);
    return watched;
}

Estimate Distribution::below(double x) const {
    if (!(x > m_parts->support.low)) return {0.0, 0.0, Certainty::Exact};
    if (!(x < m_parts->support.high)) return {1.0, 0.0, Certainty::Exact};
    return m_parts->below(x, m_expired);
}

Estimate Distribution::above(double x) const {
    if (!(x > m_parts->support.low)) return {1.0, 0.0, Certainty::Exact};
    if (!(x < m_parts->support.high)) return {0.0, 0.0, Certainty::Exact};
    return m_parts->above(x, m_expired);
}

Estimate Distribution::between(Range range) const {
    if (!(range.low < range.high)) return {0.0, 0.0, Certainty::Exact};
    const Estimate lowBelow = below(range.low);
    // In the upper half the areas above are the small ones: their difference loses less.
    const bool isUpper = lowBelow.value > 0.5;
    const Estimate large = isUpper ? above(range.low) : below(range.high);
    const Estimate small = isUpper ? above(range.high) : lowBelow;
    const double value = std::max(0.0, large.value - small.value);
    return {value, large.error + small.error + std::numeric_limits<double>::epsilon() * value, Certainty::Estimated};
}

Result<Estimate> Distribution::quantile(double p) const {
    if (!(p > 0.0 && p < 1.0))
        return Error{ErrorCode::BadValue, Message(CALC_TEXT("A quantile belongs to a probability between 0 and 1.")), std::nullopt,
                     "quantile"};
    const Range support = m_parts->support;
    // P may be anywhere within its error: the quantile lies between the first x that may be past p and the last that may be before.
    const auto mayBePast = [&](double x) {
        const Estimate P = below(x);
        return P.value + P.error > p;
    };
    const Range near = bracketOf(support, mayBePast);
    const double first = lastBefore(near.low, near.high, mayBePast);
    const auto isSurelyPast = [&](double x) {
        const Estimate P = below(x);
        return P.value - P.error > p;
    };
    const Range beyond = bracketOf({first, support.high}, isSurelyPast);
    const double last = lastBefore(beyond.low, beyond.high, isSurelyPast);
    const double high = std::nextafter(last, kInfinity);
    const double value = lastBefore(first, high, [&](double x) { return below(x).value > p; });
    return Estimate{value, std::max(high - value, value - first), Certainty::Estimated};
}

std::vector<double> samples(const Distribution& distribution, std::uint64_t seed, std::size_t count) {
    const Range support = distribution.support();
    const auto below = [&distribution](double x) { return distribution.below(x).value; };
    std::vector<double> table{support.low};
    for (std::size_t i = 1; i < kTable && count > kTable; ++i) {
        const double p = static_cast<double>(i) / static_cast<double>(kTable);
        const double near = i > 2 ? 2.0 * (table[i - 1] - table[i - 2]) : kInfinity;
        table.push_back(lastBelow(bracketAbove(table.back(), support.high, near, p, below), p, below));
    }
    table.push_back(support.high);
    const double width = table.size() > 4 ? table[3] - table[2] : kInfinity;
    std::vector<double> drawn;
    drawn.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double p = randomUniform(seed, i);
        const auto cell = static_cast<std::size_t>(p * static_cast<double>(table.size() - 1));
        Range bracket{table[cell], std::nextafter(table[cell + 1], kInfinity)};
        // Far out in a tail every value costs an integral: it is entered from within.
        if (table.size() > 2 && cell + 2 == table.size()) bracket = bracketAbove(bracket.low, bracket.high, width, p, below);
        if (table.size() > 2 && cell == 0) bracket = bracketBelow(bracket.low, bracket.high, width, p, below);
        drawn.push_back(lastBelow(bracket, p, below));
    }
    return drawn;
}

}  // namespace calc
