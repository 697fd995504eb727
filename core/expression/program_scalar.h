#pragma once
#include <cmath>
#include <limits>

#include "core/expression/program_graph.h"

/// The operations of the scalar path on doubles. NaN means "has no value"; an infinity means "too large for a double".
/// Error: that of libm, about 1 ulp (gamma: 10 ulp); sqrt, + - * / are correctly rounded.
namespace calc::scalar {

inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

inline double divide(double a, double b) { return b == 0.0 ? kNoValue : a / b; }

inline double power(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return kNoValue;  // pow(NaN, 0) and pow(1, NaN) are 1
    if (a == 0.0) return b > 0.0 ? 0.0 : kNoValue;
    if (a < 0.0 && std::isinf(b)) return kNoValue;  // the parity of an overflowed exponent is not known
    return std::pow(a, b);
}

/// n is whole and not 0.
inline double powerInteger(double a, double n) {
    if (n == 3.0) return a * a * a;
    if (a == 0.0 && n < 0.0) return kNoValue;
    return std::pow(a, n);
}

inline double ln(double a) { return a == 0.0 ? kNoValue : std::log(a); }
inline double log10(double a) { return a == 0.0 ? kNoValue : std::log10(a); }
inline double log2(double a) { return a == 0.0 ? kNoValue : std::log2(a); }
inline double sign(double a) { return a > 0.0 ? 1.0 : a < 0.0 ? -1.0 : a; }
inline double minimum(double a, double b) { return std::isnan(a) ? a : b < a || std::isnan(b) ? b : a; }
inline double maximum(double a, double b) { return std::isnan(a) ? a : b > a || std::isnan(b) ? b : a; }
inline double relu(double a) { return a < 0.0 ? 0.0 : a; }
inline double sigmoid(double a) { return 1.0 / (1.0 + std::exp(-a)); }
inline double less(double a, double b) { return std::isnan(a) || std::isnan(b) ? kNoValue : a < b ? 1.0 : 0.0; }
inline double lessEqual(double a, double b) { return std::isnan(a) || std::isnan(b) ? kNoValue : a <= b ? 1.0 : 0.0; }
inline double select(double a, double b, double c) { return std::isnan(a) ? a : a != 0.0 ? b : c; }

/// libm's cube root is off by up to 4 ulp (cbrt(27) is not 3): one Newton step with an exact residual mends it.
double cbrt(double a);
/// No value at 0, -1, -2, ...
double gamma(double a);
/// The logarithmic derivative of gamma; relative error about 4 ulp away from its zeros.
double digamma(double a);

/// Any operation but Constant, Variable, PowerInteger and Horner.
double apply(Code code, double a, double b, double c);

}  // namespace calc::scalar
