#pragma once
#include <functional>

#include "core/calculus/integral_growth_verdict.h"
#include "core/calculus/integral_real.h"

namespace calc {

/// G at the depth s, with its sign; Lost where 50 digits do not suffice.
using DeepFunction = std::function<RealValue(const Real& s)>;

/// The order of growth from logarithmic derivatives of G at the three deepest places where 50 digits know it, as deep as exp(10^12).
/// The rate decides; where it is 0, the power of s; where that is -1, the power of ln s (the scale of Bertrand's test).
/// Error: exact in the limit for functions of powers, exponentials and logarithms; Unknown where the measured orders do not settle.
/// Source: Hardy, Orders of Infinity (1910); Bertrand's test in Knopp, Theory and Application of Infinite Series (1928), sec. 38.
Growth growthOf(const DeepFunction& g);

}  // namespace calc
