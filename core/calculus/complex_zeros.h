#pragma once
#include <complex>
#include <functional>
#include <optional>
#include <vector>

#include "core/expression/expression.h"

/// Polynomials with complex coefficients in the distance from a point, and zeros in the complex plane: for convergence_radius.
namespace calc {

using ComplexPolynomial = std::vector<std::complex<double>>;  ///< ascending powers

ComplexPolynomial added(const ComplexPolynomial& a, const ComplexPolynomial& b);
ComplexPolynomial scaled(const ComplexPolynomial& p, std::complex<double> factor);
ComplexPolynomial multiplied(const ComplexPolynomial& a, const ComplexPolynomial& b);
ComplexPolynomial raised(const ComplexPolynomial& p, int exponent);
std::complex<double> derivativeAt(const ComplexPolynomial& p, std::complex<double> z);
/// A bound of the size of the polynomial without its constant on a disc around the point; infinite for an infinite radius.
double largestOn(const ComplexPolynomial& p, double radius);

struct ComplexZeros {
    bool known = true;
    bool areSimple = true;                      ///< as far as they are apart
    std::vector<std::complex<double>> offsets;  ///< from the point
};

/// All zeros of a polynomial up to degree 12, by Durand and Kerner's iteration with a last Newton step; coefficients of the highest powers
/// below 1e-13 of the largest count as cancelled: then the zeros are not known.
ComplexZeros zerosOfPolynomial(const ComplexPolynomial& p);

/// The zeros of sin, cos, sinh, cosh, exp and tan, tanh of a straight line, of constant ± constant * exp of a straight line; else not
/// known. `polynomial` reads the inner function.
ComplexZeros zerosOfKernel(const Expression& f, double at, Variable variable,
                           const std::function<std::optional<ComplexPolynomial>(const Expression&)>& polynomial);

/// f at a complex place, principal branches; nullopt where it has no value or is not analytic.
std::optional<std::complex<double>> complexValue(const Expression& f, std::complex<double> z, Variable variable);

}  // namespace calc
