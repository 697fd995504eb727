#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/expression/expression.h"

namespace calc {

/// The verdict on "0 < |x - to| < delta implies |f(x) - limit| < epsilon".
enum class EpsilonDeltaKind {
    Proved,     ///< with this delta, by interval arithmetic alone
    Refuted,    ///< no delta does: the limit is another, or there is none; `witness` breaks the claim and so do points arbitrarily near
    Undecided,  ///< neither could be shown; an honest answer
};

/// A piece of the punctured neighbourhood and the enclosure of f on it that lies inside the epsilon band: what the proof is made of, for
/// drawing.
struct ProofPiece {
    Range x;
    Range values;
};

struct EpsilonDelta {
    EpsilonDeltaKind kind = EpsilonDeltaKind::Undecided;
    double delta = 0.0;              ///< of Proved: any smaller one does as well
    double witness = 0.0;            ///< of Refuted: an x with |f(x) - limit| >= epsilon, or with no value f(x), checked in 50 digits
    std::vector<ProofPiece> pieces;  ///< of Proved, from left to right
    Message why;
};

struct EpsilonDeltaOptions {
    double largestDelta = 1.0;  ///< how far from the point a proof looks
    std::int64_t maximumEvaluations = 20'000;
    std::function<bool()> expired;
};

/// Decides an epsilon-delta claim. `to` and `limit` are constants (no variable); their digits are exact.
///
/// Method: the largest delta up to options.largestDelta, by bisection over deltas, for which interval subdivision with natural, mean value
/// and Taylor enclosures about the point proves the implication; at 0/0 the Taylor forms of numerator and denominator are divided by
/// their common power of x - to (Cauchy's mean value theorem). Refuted: points at shrinking distances from `to` where 50-digit
/// arithmetic shows |f(x) - limit| >= epsilon and an enclosure of the limit, or of f on a whole side, excludes the claim for every delta.
/// Error: none; "proved" and "refuted" are proofs. A proved delta is within a quarter of the largest true one where f is monotone
/// on each side. Source: Spivak, Calculus, ch. 5; Moore, Kearfott, Cloud, Introduction to Interval Analysis (2009).
EpsilonDelta epsilonDelta(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilon,
                          const EpsilonDeltaOptions& options = {}, Variable variable = Variable::X);

}  // namespace calc
