#pragma once
#include <optional>

#include "core/calculus/integral_real.h"
#include "core/calculus/integral_special_points.h"

namespace calc {

/// Where a node takes a level, in 50 digits. Includes Boost.Multiprecision: for .cpp files alone.

/// The root of u = level between two doubles with opposite signs, by the bracketing method of Alefeld, Potra and Shi (1995);
/// nullopt where signs cannot be told. `digits`: how many significant digits are wanted. Error: the last bracket is that narrow.
/// Source: Alefeld, Potra, Shi, Algorithm 748 (ACM TOMS 21, 1995), as in Boost.Math.
std::optional<Real> bracketedRoot(RealEvaluator& evaluator, NodeId u, double level, Range bracket, int digits);

/// The place of the extremum of u between two doubles, by bisection on central differences; nullopt where u has no value.
/// Error: about half of the 50 digits, as for every search for a flat place.
std::optional<Real> extremum(RealEvaluator& evaluator, NodeId u, Range bracket);

/// A point from its digits, recognized as a double, a fraction or a rational multiple of pi where the digits agree to 1e-46.
SpecialPoint pointFrom(const Real& digits, bool isSingular);

/// The simplest fraction or multiple of pi in the bracket at which u = level to 40 digits (continued fraction of the middle).
/// Error: recognized, not proved; used for a better anchor, never for a verdict alone.
std::optional<Real> simplestRoot(RealEvaluator& evaluator, NodeId u, double level, Range bracket);

}  // namespace calc
