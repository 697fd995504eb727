#pragma once
#include <optional>
#include <vector>

#include "core/calculus/comparison_scale.h"

namespace calc {

/// A monomial of a scale as e^(decay x) x^power ln(x)^logs[0] ln(ln x)^logs[1] ...
struct SeriesMonomial {
    Germ decay = nullptr;  ///< a constant
    Germ power = nullptr;  ///< a constant
    std::vector<Rational> logs;
    Germ slow = nullptr;  ///< the monomial without its decay
};

/// nullopt where the monomial holds another symbol or a logarithm to an irrational power.
std::optional<SeriesMonomial> seriesMonomial(Scale& scale, Germ monomial);

/// The integral from start to infinity of a monomial without decay, enclosed; nullopt where it diverges or no closed form is known.
/// Method: substitution x = e^t as long as the power is -1; then a power of x, or with one logarithm the incomplete gamma function by
/// Stieltjes' continued fraction, whose neighbouring convergents enclose it (Abramowitz and Stegun 6.5.31).
std::optional<Ball> integralOfMonomial(Scale& scale, const SeriesMonomial& monomial, std::int64_t start, const BallArithmetic& with);

/// Whether the derivative of this order of a monomial without decay keeps its sign for x >= start (or is zero), proved, and the ones of
/// lower order tend to 0 from order - 1 on.
bool derivativeKeepsSign(Scale& scale, Germ monomial, const SeriesMonomial& parts, int order, std::int64_t start);

/// The same for a germ that tends to 0.
bool derivativeKeepsSign(Scale& scale, Germ g, int order, std::int64_t start);

/// The values at x of the Bernoulli polynomials B_0 ... B_n.
std::vector<Rational> bernoulliPolynomials(int n, const Rational& x);

}  // namespace calc
