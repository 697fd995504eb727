#pragma once
#include <cmath>
#include <limits>

#include "core/expression/program_graph.h"

/// The operations of the scalar path. NaN means "has no value"; an infinity means "too large for the type".
/// Error: that of libm, about 1 ulp (gamma: 10 ulp); sqrt, + - * / are correctly rounded.
/// Float is double; or long double where a double overflowed on the way to a value that is finite (exp(x) / (1 + exp(x))).
namespace calc::scalar {

template <class Float>
inline constexpr Float kNone = std::numeric_limits<Float>::quiet_NaN();
inline constexpr double kNoValue = kNone<double>;

template <class Float>
Float divide(Float a, Float b) {
    return b == 0 ? kNone<Float> : a / b;
}

template <class Float>
Float power(Float a, Float b) {
    if (std::isnan(a) || std::isnan(b)) return kNone<Float>;  // pow(NaN, 0) and pow(1, NaN) are 1
    if (a == 0) return b > 0 ? Float(0) : kNone<Float>;
    if (a < 0 && std::isinf(b)) return kNone<Float>;  // the parity of an overflowed exponent is not known
    return std::pow(a, b);
}

/// n is whole and not 0.
template <class Float>
Float powerInteger(Float a, Float n) {
    if (n == 3) return a * a * a;
    if (a == 0 && n < 0) return kNone<Float>;
    return std::pow(a, n);
}

template <class Float>
Float ln(Float a) {
    return a == 0 ? kNone<Float> : std::log(a);
}
template <class Float>
Float log10(Float a) {
    return a == 0 ? kNone<Float> : std::log10(a);
}
template <class Float>
Float log2(Float a) {
    return a == 0 ? kNone<Float> : std::log2(a);
}
template <class Float>
Float sign(Float a) {
    return a > 0 ? Float(1) : a < 0 ? Float(-1) : a;
}
template <class Float>
Float minimum(Float a, Float b) {
    return std::isnan(a) ? a : b < a || std::isnan(b) ? b : a;
}
template <class Float>
Float maximum(Float a, Float b) {
    return std::isnan(a) ? a : b > a || std::isnan(b) ? b : a;
}
template <class Float>
Float relu(Float a) {
    return a < 0 ? Float(0) : a;
}
template <class Float>
Float sigmoid(Float a) {
    return 1 / (1 + std::exp(-a));
}
template <class Float>
Float less(Float a, Float b) {
    return std::isnan(a) || std::isnan(b) ? kNone<Float> : Float(a < b ? 1 : 0);
}
template <class Float>
Float lessEqual(Float a, Float b) {
    return std::isnan(a) || std::isnan(b) ? kNone<Float> : Float(a <= b ? 1 : 0);
}
template <class Float>
Float select(Float a, Float b, Float c) {
    return std::isnan(a) ? a : a != 0 ? b : c;
}

/// libm's cube root is off by up to 4 ulp (cbrt(27) is not 3): one Newton step with an exact residual mends it.
double cbrt(double a);
/// No value at 0, -1, -2, ...
double gamma(double a);
/// The logarithmic derivative of gamma; relative error about 4 ulp away from its zeros.
double digamma(double a);

/// Any operation but Constant, Variable and PowerInteger, on double or long double.
template <class Float>
Float apply(Code code, Float a, Float b, Float c);

}  // namespace calc::scalar
