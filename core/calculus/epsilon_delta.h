#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/calculus/limit.h"
#include "core/expression/expression.h"

namespace calc {

/// The verdict on "there is a delta > 0 such that 0 < |x - to| < delta implies |f(x) - limit| < epsilon".
enum class EpsilonDeltaKind {
    Proved,     ///< with the delta of the answer
    Refuted,    ///< no delta does: `witness` breaks the claim, and so do points arbitrarily near
    Undecided,  ///< neither could be shown; an honest answer
};

/// A piece of the punctured neighbourhood and the enclosure of f on it, which lies inside the epsilon band: what the proof is made of,
/// for drawing.
struct ProofPiece {
    Range x;
    Range values;
};

struct EpsilonDelta {
    EpsilonDeltaKind kind = EpsilonDeltaKind::Undecided;
    double delta = 0.0;              ///< of Proved: any smaller one does as well
    double witness = 0.0;            ///< of Refuted: an x with |f(x) - limit| >= epsilon, or with no value f(x), checked in 50 digits
    std::vector<ProofPiece> pieces;  ///< of Proved, from left to right; without gaps they cover what is within delta of the point
    Message why;                     ///< one sentence for a learner
};

struct EpsilonDeltaOptions {
    double largestDelta = 1e6;                 ///< how far from the point a proof looks
    Side side = Side::Both;                    ///< Left: to - delta < x < to; Right: to < x < to + delta
    std::int64_t maximumEvaluations = 20'000;  ///< interval enclosures
    std::function<bool()> expired;             ///< asked every few of them; true ends the work with Undecided
};

/// Decides an epsilon-delta claim. `to`, `limit` and `epsilon` are constants (no variable); their digits are exact.
///
/// Method: f(to + t) - limit is enclosed for all 0 < t <= r at once, by interval arithmetic that knows that t is not 0, intersected with
/// mean value and Taylor forms about 0; at 0/0 numerator and denominator are divided by their common power of t (Cauchy's mean value
/// theorem and its kin of higher order). r shrinks until the enclosure lies inside the epsilon band, or outside. From there pieces are
/// added outward as long as their enclosures stay inside. Where no enclosure decides: f monotone next to the point (the sign of its
/// derivative enclosed) lies between its one-sided limit and its value at r. Refuted where f stays outside the band on some 0 < t <= r,
/// where its one-sided limit does, or where it does with a sine or cosine replaced by one of the values that it takes arbitrarily near; the
/// witness is then sought among doubles and checked in 50 digits.
/// A side on which f has no value neither proves nor refutes a limit that holds on the other.
/// Error: none; "proved" and "refuted" are proofs. A proved delta is usually within a few per cent of the largest, always at most that.
/// Cost: 10 to 1,000 enclosures, milliseconds. Source: Spivak, Calculus, ch. 5; Moore, Kearfott, Cloud, Introduction to Interval Analysis
/// (2009), ch. 6.
EpsilonDelta epsilonDelta(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilon,
                          const EpsilonDeltaOptions& options = {}, Variable variable = Variable::X);

}  // namespace calc
