#pragma once
#include "core/numbers/interval.h"

namespace calc {

/// The functions of the grammar on intervals. Each encloses every value that the function has on its arguments.
///
/// Method: where a function is monotone, its values at both ends; where it is not, the extrema are found here (sin and cos by an
/// enclosure of x / pi, cosh and even powers at 0, gamma by its minimum and the reflection formula). Values come from libm and are
/// moved outward by the worst error that glibc documents plus one ulp:
///
///     acos asin atan cos exp ln pow sin tan: 1;  cosh sinh tanh log10 log2: 2;  cbrt: 4
///
/// Source: The GNU C Library Reference Manual, "Known Maximum Errors in Math Functions" (x86_64); and Zimmermann et al., Accuracy of
/// Mathematical Functions in Single, Double, Extended Double and Quadruple Precision (2022), which measures no larger ones.
/// erf and gamma do not use libm: the Maclaurin series of erf times exp(x^2), and Stirling's series with its remainder.
/// Exact values (sin 0, ln 1, exp 0, 2^10, sqrt 4, log2 8, cbrt 27) stay points.
///
/// `continuous` means: the function restricted to its argument interval is continuous there (floor on [1, 1.5] is, on [0.5, 1] not).
Interval sin(const Interval& x);
Interval cos(const Interval& x);
Interval tan(const Interval& x);
Interval asin(const Interval& x);
Interval acos(const Interval& x);
Interval atan(const Interval& x);
Interval sinh(const Interval& x);
Interval cosh(const Interval& x);
Interval tanh(const Interval& x);
Interval exp(const Interval& x);
Interval ln(const Interval& x);
Interval log10(const Interval& x);
Interval log2(const Interval& x);
Interval sqrt(const Interval& x);
Interval cbrt(const Interval& x);
Interval abs(const Interval& x);
Interval sign(const Interval& x);
Interval floor(const Interval& x);
Interval ceil(const Interval& x);
Interval min(const Interval& a, const Interval& b);
Interval max(const Interval& a, const Interval& b);
Interval erf(const Interval& x);
Interval gamma(const Interval& x);
Interval sigmoid(const Interval& x);
Interval relu(const Interval& x);

Interval square(const Interval& x);
/// x^n for a whole n; 0^n has no value for n <= 0.
Interval powerInteger(const Interval& x, double n);
/// base^exponent on the reals: a negative base has values at whole exponents only.
Interval power(const Interval& base, const Interval& exponent);

/// [1, 1] where a < b is certain, [0, 0] where it is certainly false, else [0, 1].
Interval less(const Interval& a, const Interval& b);
Interval lessEqual(const Interval& a, const Interval& b);
/// The branch that the condition chooses; the hull of both, not continuous, where it is not decided.
Interval select(const Interval& condition, const Interval& then, const Interval& otherwise);

/// pi and e lie in them.
Interval piInterval();
Interval eulerInterval();

}  // namespace calc
