#pragma once
#include "core/expression/expression.h"

namespace calc {

/// The expression with every literal replaced by the exact value of the nearest double: what integrals and derivatives mean by it.
Expression withNearestDoubles(const Expression& expression);

/// f(anchor + direction * t) as an expression in t, which takes the place of `variable`. Direction is 1 or -1. Polynomials with rational
/// coefficients are expanded about the anchor exactly, and sines, cosines and tangents of quarter turns plus something are turned, so that
/// what vanishes at the anchor is a product with t, free of cancellation: 1 - x^2 at 1 becomes t*(-2 - t). Equal to f wherever f has a
/// value; it may have one at single points where f has none. With an anchor that is not a rational number plus a rational multiple of pi, f
/// is returned with anchor + direction * t put in its place. Error: none, the arithmetic is rational.
Expression shifted(const Expression& f, Variable variable, const Expression& anchor, int direction);

}  // namespace calc
