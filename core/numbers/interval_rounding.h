#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

/// Outward rounding without changing the processor's rounding mode: the rounded result of an operation and the sign of its error
/// (error-free transformations: Ogita, Rump, Oishi, Accurate Sum and Dot Product, 2005) decide whether the next double is taken.
namespace calc::rounding {

inline constexpr double kMax = std::numeric_limits<double>::max();
inline constexpr double kInf = std::numeric_limits<double>::infinity();
/// Below this an error term may itself underflow; then the next double is always taken.
inline constexpr double kTiny = 0x1p-900;

/// The double `steps` places above (below: negative) v in the order of doubles. Infinities that point that way stay.
inline double moved(double v, std::int64_t steps) {
    if (std::isnan(v) || (std::isinf(v) && (v > 0) == (steps > 0))) return v;
    const auto bits = std::bit_cast<std::int64_t>(v);
    std::int64_t rank = bits >= 0 ? bits : std::numeric_limits<std::int64_t>::min() - bits;
    const auto top = std::bit_cast<std::int64_t>(kInf);
    rank += steps;
    rank = rank > top ? top : rank < -top ? -top : rank;
    return std::bit_cast<double>(rank >= 0 ? rank : std::numeric_limits<std::int64_t>::min() - rank);
}
inline double below(double v, int steps = 1) { return moved(v, -steps); }
inline double above(double v, int steps = 1) { return moved(v, steps); }

/// The lower end from the nearest double and the sign of (true value - nearest double); an unknown sign (NaN) counts as negative.
inline double lowEnd(double nearest, double error) {
    if (nearest == kInf) return kMax;  // overflow: the true value is at least the largest double
    return error >= 0.0 ? nearest : below(nearest);
}

inline double sumDown(double a, double b) {
    const double s = a + b;
    if (std::isinf(a) || std::isinf(b)) return std::isnan(s) ? -kInf : s;
    const double t = s - a;
    return lowEnd(s, (a - (s - t)) + (b - t));
}
inline double sumUp(double a, double b) { return -sumDown(-a, -b); }

inline double productDown(double a, double b) {
    if (a == 0.0 || b == 0.0) return 0.0;
    const double p = a * b;
    if (std::isinf(a) || std::isinf(b)) return p;
    if (std::fabs(p) < kTiny) return (a > 0) == (b > 0) && p == 0.0 ? 0.0 : below(p);
    return lowEnd(p, std::isinf(p) ? 0.0 : std::fma(a, b, -p));
}
inline double productUp(double a, double b) { return -productDown(-a, b); }

/// b is not 0.
inline double quotientDown(double a, double b) {
    if (a == 0.0) return 0.0;
    const double q = a / b;
    if (std::isnan(q)) return -kInf;
    if (std::isinf(a)) return q;
    if (std::isinf(b)) return (a > 0) == (b > 0) ? 0.0 : below(0.0);
    if (std::fabs(a) < kTiny || std::fabs(q) < kTiny) return (a > 0) == (b > 0) && q == 0.0 ? 0.0 : below(q);
    if (std::isinf(q)) return lowEnd(q, 0.0);
    const double remainder = std::fma(-q, b, a);
    return lowEnd(q, b > 0 ? remainder : -remainder);
}
inline double quotientUp(double a, double b) { return -quotientDown(-a, b); }

inline double rootDown(double a) {
    const double r = std::sqrt(a);
    if (a == 0.0 || std::isinf(a)) return a == 0.0 ? 0.0 : kMax;
    if (a < kTiny) return below(r);
    return lowEnd(r, std::fma(-r, r, a));
}
inline double rootUp(double a) {
    const double r = std::sqrt(a);
    if (a == 0.0 || std::isinf(a)) return a;
    if (a < kTiny) return above(r);
    return std::fma(-r, r, a) > 0.0 ? above(r) : r;
}

}  // namespace calc::rounding
