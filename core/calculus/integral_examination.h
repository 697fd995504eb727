#pragma once
#include <optional>
#include <vector>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/calculus/integral_cut.h"
#include "core/calculus/integral_integrand.h"
#include "core/calculus/integral_pieces.h"
#include "core/calculus/quadrature.h"

namespace calc {

/// What is known of an integral, and the sentence that says why.
struct IntegralVerdict {
    IntegralKind kind = IntegralKind::Undetermined;
    Message why;
};

/// Two sums of one piece lie further apart than they may: no value is claimed.
IntegralVerdict disagreement();

/// What a range is found to consist of before anything regular is added up.
struct ExaminedRange {
    Range range;                             ///< what is left of it, oscillating infinite ends taken away
    std::vector<IntegralPiece> pieces;       ///< of what is left, their ends known
    PieceValue taken{0.0, 0.0, 0.0, true};   ///< the integral of the oscillating ends that were taken away
    bool isCurtailed = false;                ///< an oscillating infinite end was taken away or cut off
    std::vector<ImproperEnd> ends;           ///< as far as they were looked at until the verdict was known
    std::optional<IntegralVerdict> verdict;  ///< none: every end can be integrated, and the pieces are to be added up
};

/// Examines every singular and infinite end of a range (low < high), each on its own: a principal value is no value.
///
/// Method: infinite ends towards which the integrand oscillates for ever are added up by their waves (OscillatingTail); the rest is cut at
/// its special points, and at each singular point and infinite end the order of growth, or the waves in 1 / t, decide whether the integral
/// exists. A part without values outweighs a divergence. Infinite ends are looked at even where another end could not be decided: should
/// one diverge, that is the verdict.
/// Error: that of OscillatingTail on what is taken; verdicts are Undetermined where the growth is Unknown. Cost: growthOf once for each
/// singular or infinite end, a few thousand evaluations where it oscillates. Source: that of growthOf and OscillatingTail.
ExaminedRange examine(Integrand& integrand, const Range& range, const PieceGoal& goal);

}  // namespace calc
