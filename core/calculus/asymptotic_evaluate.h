#pragma once
#include "core/calculus/asymptotic_ball.h"
#include "core/expression/expression.h"

namespace calc {

/// The value of an expression at an exact point, enclosed, with about `bits` digits; numbers of the expression are exact. NoValue where it
/// has surely none on the reals; Unknown where the digits do not suffice (a jump too near, a divisor that may be 0). Cost: see
/// BallArithmetic; linear in the size of the expression.
Ball evaluateBall(const Expression& f, Variable variable, const Rational& at, int bits);
/// The same with an arithmetic that keeps its pi and ln 2 from one call to the next.
Ball evaluateBall(const Expression& f, Variable variable, const Rational& at, const BallArithmetic& with);

}  // namespace calc
