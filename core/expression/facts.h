#pragma once
#include "core/expression/expression.h"

namespace calc {

// What can be said of an expression by looking at it, for rules that must not change a domain. "false" means "not known".

/// It has a value at all reals but isolated points.
bool isTotal(const Expression& expression);
/// Nowhere negative where it has a value.
bool isNonNegative(const Expression& expression);
/// A constant that is greater than 0.
bool isPositiveConstant(const Expression& expression);
/// Zero at isolated points at most: an analytic function that is not 0 throughout.
bool isZeroAtPointsOnly(const Expression& expression);

}  // namespace calc
