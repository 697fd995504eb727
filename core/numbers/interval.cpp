#include "core/numbers/interval.h"

#include <algorithm>

#include "core/numbers/interval_rounding.h"

namespace calc {

using namespace rounding;

namespace {
Interval joined(double low, double high, const Interval& a, const Interval& b) {
    if (a.isEmpty() || b.isEmpty()) return Interval::empty();
    return {low, high, a.defined && b.defined, a.continuous && b.continuous};
}
}  // namespace

double Interval::middle() const {
    if (isPoint()) return low;
    if (contains(0.0) && !isFinite()) return 0.0;
    if (low == -kInf) return std::max(-kMax, 2.0 * high - 1.0);
    if (high == kInf) return std::min(kMax, 2.0 * low + 1.0);
    return std::clamp(0.5 * low + 0.5 * high, low, high);
}

Interval hull(const Interval& a, const Interval& b) {
    if (a.isEmpty() && b.isEmpty()) return Interval::empty();
    return {std::min(a.low, b.low), std::max(a.high, b.high), a.defined && b.defined, a.continuous && b.continuous};
}

Interval intersection(const Interval& a, const Interval& b) {
    const double low = std::max(a.low, b.low);
    const double high = std::min(a.high, b.high);
    if (!(low <= high)) return Interval::empty();
    return {low, high, a.defined, a.continuous};
}

Interval operator-(const Interval& a) { return a.isEmpty() ? a : Interval{-a.high, -a.low, a.defined, a.continuous}; }

Interval operator+(const Interval& a, const Interval& b) { return joined(sumDown(a.low, b.low), sumUp(a.high, b.high), a, b); }

Interval operator-(const Interval& a, const Interval& b) { return joined(sumDown(a.low, -b.high), sumUp(a.high, -b.low), a, b); }

Interval operator*(const Interval& a, const Interval& b) {
    // Where the signs are known two products do.
    if (a.low >= 0.0) {
        if (b.low >= 0.0) return joined(productDown(a.low, b.low), productUp(a.high, b.high), a, b);
        if (b.high <= 0.0) return joined(productDown(a.high, b.low), productUp(a.low, b.high), a, b);
        return joined(productDown(a.high, b.low), productUp(a.high, b.high), a, b);
    }
    if (a.high <= 0.0) {
        if (b.low >= 0.0) return joined(productDown(a.low, b.high), productUp(a.high, b.low), a, b);
        if (b.high <= 0.0) return joined(productDown(a.high, b.high), productUp(a.low, b.low), a, b);
        return joined(productDown(a.low, b.high), productUp(a.low, b.low), a, b);
    }
    if (b.low >= 0.0) return joined(productDown(a.low, b.high), productUp(a.high, b.high), a, b);
    if (b.high <= 0.0) return joined(productDown(a.high, b.low), productUp(a.low, b.low), a, b);
    const double low = std::min(std::min(productDown(a.low, b.low), productDown(a.low, b.high)),
                                std::min(productDown(a.high, b.low), productDown(a.high, b.high)));
    const double high = std::max(std::max(productUp(a.low, b.low), productUp(a.low, b.high)),
                                 std::max(productUp(a.high, b.low), productUp(a.high, b.high)));
    return joined(low, high, a, b);
}

namespace {
/// b is above 0, or has 0 as its lower end.
Interval overPositive(const Interval& a, const Interval& b) {
    double low = -kInf;
    double high = kInf;
    if (a.low >= 0.0)
        low = quotientDown(a.low, b.high);
    else if (b.low > 0.0)
        low = quotientDown(a.low, b.low);
    if (a.high <= 0.0)
        high = quotientUp(a.high, b.high);
    else if (b.low > 0.0)
        high = quotientUp(a.high, b.low);
    return joined(low, high, a, b);
}
}  // namespace

Interval operator/(const Interval& a, const Interval& b) {
    if (a.isEmpty() || b.isEmpty() || (b.low == 0.0 && b.high == 0.0)) return Interval::empty();
    Interval result;
    if (b.low >= 0.0)
        result = overPositive(a, b);
    else if (b.high <= 0.0)
        result = overPositive(-a, -b);
    else if (a.low == 0.0 && a.high == 0.0)
        result = Interval::point(0.0);
    else
        result = Interval::entire();
    const bool hasPole = b.contains(0.0);
    result.defined = a.defined && b.defined && !hasPole;
    result.continuous = a.continuous && b.continuous && !hasPole;
    return result;
}

}  // namespace calc
