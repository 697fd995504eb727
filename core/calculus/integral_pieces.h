#pragma once
#include <cstdint>
#include <functional>

#include "core/calculus/integral_local.h"

namespace calc {

/// The integral of one piece that a rule for smooth functions cannot take. ok: two sums on disjoint points agreed.
struct PieceValue {
    double value = 0.0;
    double error = 0.0;
    double absolute = 0.0;
    bool ok = false;
};

/// Adds a piece to a total, which is not ok any more where the piece is not.
void addPiece(PieceValue& total, const PieceValue& piece);

struct PieceGoal {
    double relative = 1e-12;
    std::function<bool()> expired;
};

/// The integral of f(anchor + direction t) over 0 < t < reach, f singular or rough at t = 0 and smooth elsewhere, with the growth
/// found there: tanh-sinh in t; where only a power of ln t makes it converge, exp-sinh in ln t. What lies below the smallest t that 50
/// digits reach is added from the growth. Where tanh-sinh does not settle, or enclosures say that it may have missed something:
/// Gauss-Kronrod in ln t. Error: the disagreement of the last two sums, on disjoint points, and the noise of f; an estimate that tests
/// check. Source: Takahasi and Mori, Double Exponential Formulas for Numerical Integration (1974).
PieceValue integralAtPoint(const LocalFunction& f, double reach, const Growth& growth, const PieceGoal& goal);

/// The integral over 0 < t < infinity of what falls like a power of t, and is regular or singular (not by a logarithm's power alone) at 0:
/// exp-sinh. `towardsPoint` is the growth at 0 where that is singular. Error and source: as for integralAtPoint.
PieceValue integralToInfinity(const LocalFunction& f, const Growth& towardsPoint, const Growth& towardsInfinity, const PieceGoal& goal);

/// The integral over 1 < t < infinity where only a power of ln t makes it converge: exp-sinh in ln t. Error and source: as for
/// integralAtPoint.
PieceValue integralOfSlowTail(const LocalFunction& f, const Growth& towardsInfinity, const PieceGoal& goal);

/// A t beyond which a rapidly falling f is negligible (its tail below 1e-17 of what lies before), by enclosures over [2^k, 2^(k+1)] or,
/// where they fail, by samples: then an estimate.
double reachOfRapidTail(const LocalFunction& f);

}  // namespace calc
