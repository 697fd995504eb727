#pragma once
#include <complex>
#include <cstdint>
#include <optional>

#include "core/base/message.h"
#include "core/expression/expression.h"

namespace calc {

/// How far around a point the Taylor series of a function converges.
struct ConvergenceRadius {
    enum class Kind : std::uint8_t {
        Infinite,
        Value,    ///< a singularity lies at just this distance
        AtLeast,  ///< no singularity is nearer; whether there is one at this distance was not seen
        Unknown,
    };
    Kind kind = Kind::Unknown;
    double value = 0.0;                         ///< of Value and AtLeast
    std::optional<std::complex<double>> where;  ///< of Value: the singularity, mostly off the real line
    Message why;                                ///< one sentence for a learner
};

/// The radius of convergence of the Taylor series of f around a real point: the distance to the nearest singularity in the complex plane,
/// read from the build of the formula.
///
/// Method: sums, products and quotients keep the nearer singularity; poles lie at the zeros of denominators, branch points of ln, roots and
/// powers at the zeros of their argument, those of atan, asin, acos where the argument is ±i, ±1; tan, tanh and sigmoid have poles where
/// their argument is on a known lattice; exp, sin, cos, sinh, cosh, erf have none. Zeros are found of polynomials up to degree 12 (Durand
/// and Kerner), and of sin, cos, sinh, cosh and a + b e^u of straight lines. Where a zero of a numerator may cancel a pole, or two parts
/// have their nearest singularities equally far, it is AtLeast; kinks (abs, floor, if …) and what is not understood are Unknown. Error:
/// that of the zeros of a polynomial in doubles, about 1e-12 for simple ones. Cost: microseconds. Source: Ahlfors, Complex Analysis,
/// ch. 5.1.
ConvergenceRadius convergenceRadius(const Expression& f, double at, Variable variable = Variable::X);

}  // namespace calc
