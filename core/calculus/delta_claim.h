#pragma once
#include <optional>

#include "core/calculus/epsilon_delta.h"
#include "core/expression/program.h"

namespace calc {

/// The verdict on "for every x with 0 < |x - to| < delta: |f(x) - limit| < epsilon", delta being given.
struct DeltaClaim {
    EpsilonDeltaKind kind = EpsilonDeltaKind::Undecided;
    double witness = 0.0;            ///< of Refuted: such an x with |f(x) - limit| >= epsilon or without a value, checked in 50 digits
    double proved = 0.0;             ///< the claim holds up to this distance at least; 0: nowhere
    std::vector<ProofPiece> pieces;  ///< of what is proved
    Message why;                     ///< one sentence for a learner
};

/// Decides the claim for a delta that somebody chose.
///
/// Method: epsilonDelta with nothing larger than delta; where its proof ends earlier, a witness is looked for between the end of the proof
/// and delta (nearestBreak). Error: none; "proved" and "refuted" are proofs. Cost: that of epsilonDelta and of nearestBreak.
DeltaClaim deltaClaim(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilon, double delta,
                      const EpsilonDeltaOptions& options = {});

/// The nearest x at a distance between `from` and `upTo` that is found to break |f(x) - limit| < epsilon: then no delta above its distance
/// will do. None found says nothing.
///
/// Method: a grid of doubles, evenly and in powers, on each side; bisection toward the last point that keeps the claim; what is given back
/// was checked in 50 digits. Error: a nearer break between two points of the grid may be missed. Cost: 1,500 values of f.
std::optional<double> nearestBreak(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilon,
                                   double from, double upTo, Side side = Side::Both);

}  // namespace calc
