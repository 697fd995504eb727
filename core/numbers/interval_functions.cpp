#include "core/numbers/interval_functions.h"

#include <algorithm>

#include "core/numbers/interval_rounding.h"

namespace calc {

using namespace rounding;

namespace {

using Scalar = double (*)(double);

/// What a value of libm is moved by: the documented worst error in ulp, plus one. See the header for the source.
constexpr int kUlpUsual = 1 + 1;       // acos asin atan cos exp log pow sin tan
constexpr int kUlpHyperbolic = 2 + 1;  // cosh sinh tanh log10 log2
constexpr int kUlpCbrt = 4 + 1;

struct Ends {
    double low, high;
};

/// Values of a function in one point, moved outward; `exact` where the value is known to have no error.
Ends around(double value, int ulp) { return {below(value, ulp), above(value, ulp)}; }

Interval decorated(double low, double high, const Interval& x, bool defined = true, bool continuous = true) {
    if (!(low <= high)) return Interval::empty();
    return {low, high, x.defined && defined, x.continuous && defined && continuous};
}

/// x cut to [low, high], and whether nothing was cut off.
struct Cut {
    double low, high;
    bool whole;
    bool isEmpty() const { return !(low <= high); }
};
Cut cut(const Interval& x, double low, double high) {
    return {std::max(x.low, low), std::min(x.high, high), x.low >= low && x.high <= high};
}

template <class At>
Interval increasing(const Interval& x, At at, double least, double most) {
    if (x.isEmpty()) return x;
    return decorated(std::max(at(x.low).low, least), std::min(at(x.high).high, most), x);
}

Ends oddAt(double x, Scalar f, int ulp) { return x == 0.0 ? Ends{0.0, 0.0} : around(f(x), ulp); }

}  // namespace

Interval piInterval() { return Interval::of(0x1.921fb54442d18p+1, 0x1.921fb54442d19p+1); }
Interval eulerInterval() { return Interval::of(0x1.5bf0a8b145769p+1, 0x1.5bf0a8b14576ap+1); }

namespace {

/// Whole numbers k in the interval, by parity.
struct Wholes {
    bool even = false, odd = false;
};
Wholes wholesIn(const Interval& q) {
    if (!(q.magnitude() < 0x1p50) || q.high - q.low >= 2.0) return {true, true};
    Wholes found;
    const double first = std::ceil(q.low);  // below 2^50, and at most two more follow
    for (int i = 0; i < 3 && first + i <= q.high; ++i) (std::fmod(first + i, 2.0) == 0.0 ? found.even : found.odd) = true;
    return found;
}

/// sin or cos: `q` is an enclosure of the position at which whole even numbers are maxima and odd ones minima.
Interval wave(const Interval& x, Scalar f, const Interval& q) {
    double low = -1.0;
    double high = 1.0;
    const Wholes wholes = x.isPoint() ? Wholes{} : wholesIn(q);
    if (x.isFinite()) {
        const Ends a = around(f(x.low), kUlpUsual);
        const Ends b = around(f(x.high), kUlpUsual);
        if (!wholes.odd) low = std::max(-1.0, std::min(a.low, b.low));
        if (!wholes.even) high = std::min(1.0, std::max(a.high, b.high));
    }
    return decorated(low, high, x);
}
const Interval kHalf = Interval::point(0.5);

}  // namespace

Interval sin(const Interval& x) {
    if (x.isEmpty()) return x;
    if (x.low == 0.0 && x.high == 0.0) return x;
    return wave(x, std::sin, x / piInterval() - kHalf);
}

Interval cos(const Interval& x) {
    if (x.isEmpty()) return x;
    if (x.low == 0.0 && x.high == 0.0) return decorated(1.0, 1.0, x);
    return wave(x, std::cos, x / piInterval());
}

Interval tan(const Interval& x) {
    if (x.isEmpty()) return x;
    const Wholes poles = x.isPoint() ? Wholes{} : wholesIn(x / piInterval() - kHalf);
    if (!x.isFinite() || poles.even || poles.odd) return decorated(-kInf, kInf, x, false, false);
    return decorated(oddAt(x.low, std::tan, kUlpUsual).low, oddAt(x.high, std::tan, kUlpUsual).high, x);
}

Interval asin(const Interval& x) {
    const Cut c = cut(x, -1.0, 1.0);
    if (c.isEmpty()) return Interval::empty();
    return decorated(oddAt(c.low, std::asin, kUlpUsual).low, oddAt(c.high, std::asin, kUlpUsual).high, x, c.whole);
}

Interval acos(const Interval& x) {
    const Cut c = cut(x, -1.0, 1.0);
    if (c.isEmpty()) return Interval::empty();
    const auto at = [](double v) { return v == 1.0 ? Ends{0.0, 0.0} : around(std::acos(v), kUlpUsual); };
    return decorated(at(c.high).low, at(c.low).high, x, c.whole);
}

Interval atan(const Interval& x) {
    const double most = above(0x1.921fb54442d18p+0);
    return increasing(
        x, [](double v) { return oddAt(v, std::atan, kUlpUsual); }, -most, most);
}

Interval sinh(const Interval& x) {
    return increasing(
        x, [](double v) { return oddAt(v, std::sinh, kUlpHyperbolic); }, -kInf, kInf);
}

Interval cosh(const Interval& x) {
    const Interval m = abs(x);
    return increasing(
        m,
        [](double v) {
            return v == 0.0 ? Ends{1.0, 1.0} : around(std::cosh(v), kUlpHyperbolic);
        },
        1.0, kInf);
}

Interval tanh(const Interval& x) {
    return increasing(
        x, [](double v) { return oddAt(v, std::tanh, kUlpHyperbolic); }, -1.0, 1.0);
}

Interval exp(const Interval& x) {
    return increasing(
        x,
        [](double v) {
            return v == 0.0 ? Ends{1.0, 1.0} : around(std::exp(v), kUlpUsual);
        },
        0.0, kInf);
}

namespace {
/// A logarithm; `exact` tells arguments whose logarithm is a whole number.
template <class Exact>
Interval logarithm(const Interval& x, Scalar f, int ulp, Exact exact) {
    const Cut c = cut(x, 0.0, kInf);
    if (c.isEmpty() || c.high == 0.0) return Interval::empty();
    const auto at = [&](double v) { return v == 0.0 ? Ends{-kInf, -kInf} : exact(v) ? Ends{f(v), f(v)} : around(f(v), ulp); };
    const bool defined = x.low > 0.0;
    return decorated(at(c.low).low, at(c.high).high, x, defined);
}
}  // namespace

Interval ln(const Interval& x) {
    return logarithm(x, std::log, kUlpUsual, [](double v) { return v == 1.0; });
}

Interval log10(const Interval& x) {
    return logarithm(x, std::log10, kUlpHyperbolic, [](double v) {
        double tens = 1.0;
        while (tens < v && tens < 1e22) tens *= 10.0;  // exact up to 1e22
        return tens == v;
    });
}

Interval log2(const Interval& x) {
    return logarithm(x, std::log2, kUlpHyperbolic, [](double v) {
        int exponent = 0;
        return std::frexp(v, &exponent) == 0.5;
    });
}

Interval sqrt(const Interval& x) {
    const Cut c = cut(x, 0.0, kInf);
    if (c.isEmpty()) return Interval::empty();
    return decorated(rootDown(c.low), rootUp(c.high), x, c.whole);
}

Interval cbrt(const Interval& x) {
    const auto at = [](double v) {
        const double r = std::cbrt(v);
        const double whole = std::round(r);
        const bool exact = std::fabs(whole) < 0x1p17 && whole * whole * whole == v;
        return exact ? Ends{whole, whole} : around(r, kUlpCbrt);
    };
    return increasing(x, at, -kInf, kInf);
}

Interval abs(const Interval& x) {
    if (x.isEmpty()) return x;
    const double low = x.contains(0.0) ? 0.0 : std::min(std::fabs(x.low), std::fabs(x.high));
    return decorated(low, x.magnitude(), x);
}

Interval sign(const Interval& x) {
    if (x.isEmpty()) return x;
    const auto at = [](double v) { return v > 0.0 ? 1.0 : v < 0.0 ? -1.0 : 0.0; };
    return decorated(at(x.low), at(x.high), x, true, at(x.low) == at(x.high));
}

Interval floor(const Interval& x) {
    if (x.isEmpty()) return x;
    return decorated(std::floor(x.low), std::floor(x.high), x, true, std::floor(x.low) == std::floor(x.high));
}

Interval ceil(const Interval& x) {
    if (x.isEmpty()) return x;
    return decorated(std::ceil(x.low), std::ceil(x.high), x, true, std::ceil(x.low) == std::ceil(x.high));
}

namespace {
Interval both(double low, double high, const Interval& a, const Interval& b) {
    if (a.isEmpty() || b.isEmpty()) return Interval::empty();
    return {low, high, a.defined && b.defined, a.continuous && b.continuous};
}
}  // namespace

Interval min(const Interval& a, const Interval& b) { return both(std::min(a.low, b.low), std::min(a.high, b.high), a, b); }
Interval max(const Interval& a, const Interval& b) { return both(std::max(a.low, b.low), std::max(a.high, b.high), a, b); }

Interval relu(const Interval& x) {
    if (x.isEmpty()) return x;
    return decorated(std::max(x.low, 0.0), std::max(x.high, 0.0), x);
}

Interval sigmoid(const Interval& x) {
    const Interval one = Interval::point(1.0);
    const auto at = [&one](double v) {
        const Interval value = one / (one + exp(-Interval::point(v)));
        return Ends{value.low, value.high};
    };
    return increasing(x, at, 0.0, 1.0);
}

Interval square(const Interval& x) {
    if (x.isEmpty()) return x;
    const Interval m = abs(x);
    return decorated(productDown(m.low, m.low), productUp(m.high, m.high), x);
}

namespace {

/// x^n for x >= 0, n > 0 whole: squarings as long as they are exact, else pow.
Ends powerAt(double x, double n) {
    double result = 1.0;
    double factor = x;
    bool exact = std::isfinite(x);
    const auto times = [&exact](double a, double b) {
        const double p = a * b;
        exact = exact && (p == 0.0 ? a == 0.0 || b == 0.0 : std::isfinite(p) && p > kTiny && std::fma(a, b, -p) == 0.0);
        return p;
    };
    for (double k = n; exact && k >= 1.0;) {
        if (std::fmod(k, 2.0) == 1.0) result = times(result, factor);
        k = std::floor(k / 2.0);
        if (k >= 1.0) factor = times(factor, factor);
    }
    if (exact) return {result, result};
    const Ends ends = around(std::pow(x, n), kUlpUsual);
    return {std::max(0.0, ends.low), ends.high};
}

Interval positivePowerInteger(const Interval& x, double n) {
    if (std::fmod(n, 2.0) == 0.0) {
        const Interval m = abs(x);
        return decorated(powerAt(m.low, n).low, powerAt(m.high, n).high, x);
    }
    const double low = x.low >= 0.0 ? powerAt(x.low, n).low : -powerAt(-x.low, n).high;
    const double high = x.high >= 0.0 ? powerAt(x.high, n).high : -powerAt(-x.high, n).low;
    return decorated(low, high, x);
}

}  // namespace

Interval powerInteger(const Interval& x, double n) {
    if (x.isEmpty()) return x;
    if (n == 2.0) return square(x);
    if (n > 0.0) return positivePowerInteger(x, n);
    if (n < 0.0) {
        Interval result = Interval::point(1.0) / positivePowerInteger(x, -n);
        if (result.isEmpty() && !(x.low == 0.0 && x.high == 0.0)) result = Interval::entire();  // x^n underflowed
        result.defined = x.defined && !x.contains(0.0);
        result.continuous = x.continuous && result.defined;
        return result;
    }
    if (x.low == 0.0 && x.high == 0.0) return Interval::empty();
    return decorated(1.0, 1.0, x, !x.contains(0.0));
}

namespace {

/// Base and exponent as intervals, base >= 0: y ln x takes its extremes at the corners.
Ends cornerPowers(double xLow, double xHigh, const Interval& y) {
    Ends ends{kInf, 0.0};
    for (const double x : {xLow, xHigh})
        for (const double e : {y.low, y.high}) {
            const double v = std::pow(x, e);
            const bool exact = x == 1.0 || (x == 0.0) || std::isinf(x) || e == 0.0;
            const Ends corner = exact ? Ends{v, v} : around(v, kUlpUsual);
            ends.low = std::min(ends.low, corner.low);
            ends.high = std::max(ends.high, corner.high);
        }
    return {std::max(0.0, std::min(ends.low, kMax)), ends.high};
}

}  // namespace

Interval power(const Interval& base, const Interval& exponent) {
    if (base.isEmpty() || exponent.isEmpty()) return Interval::empty();
    const bool decent = exponent.defined && base.defined;
    if (exponent.isPoint() && exponent.low == std::floor(exponent.low) && std::isfinite(exponent.low)) {
        Interval result = powerInteger(base, exponent.low);
        result.defined = result.defined && exponent.defined;
        result.continuous = result.continuous && exponent.continuous;
        return result;
    }
    const bool hasWhole = std::floor(exponent.high) >= exponent.low;
    Interval result = Interval::empty();
    if (base.high > 0.0 || (base.high == 0.0 && exponent.high > 0.0)) {
        const Ends ends = cornerPowers(std::max(base.low, 0.0), base.high, exponent);
        result = Interval::of(ends.low, ends.high);
    }
    if (base.low < 0.0 && hasWhole) {
        const double most = cornerPowers(std::max(-base.high, 0.0), -base.low, exponent).high;
        result = hull(result, Interval::of(-most, most));
    }
    if (result.isEmpty()) return result;
    const bool inDomain = base.low > 0.0 || (base.low == 0.0 && exponent.low > 0.0);
    result.defined = decent && inDomain;
    result.continuous = result.defined && base.continuous && exponent.continuous;
    return result;
}

namespace {
Interval verdict(bool isTrue, bool isFalse, const Interval& a, const Interval& b) {
    return both(isTrue ? 1.0 : 0.0, isFalse ? 0.0 : 1.0, a, b);
}
}  // namespace

Interval less(const Interval& a, const Interval& b) { return verdict(a.high < b.low, a.low >= b.high, a, b); }
Interval lessEqual(const Interval& a, const Interval& b) { return verdict(a.high <= b.low, a.low > b.high, a, b); }

Interval select(const Interval& condition, const Interval& then, const Interval& otherwise) {
    if (condition.isEmpty()) return condition;
    Interval result = condition.low > 0.0 ? then : condition.high == 0.0 ? otherwise : hull(then, otherwise);
    result.defined = result.defined && condition.defined;
    // The comparison may rest on a part that jumps: then which branch is chosen says nothing about continuity, but the chosen
    // branch alone is taken on the whole interval, so only its own continuity counts.
    result.continuous = result.continuous && condition.defined && (condition.low > 0.0 || condition.high == 0.0);
    return result;
}

}  // namespace calc
