#pragma once
#include <optional>
#include <vector>

#include "core/base/range.h"
#include "core/calculus/integral_examination.h"
#include "core/calculus/integral_integrand.h"
#include "core/calculus/integral_pieces.h"
#include "core/calculus/quadrature_rules.h"

namespace calc {

/// A finite range that reaches further from 0 than this is looked at scale by scale.
constexpr double kWideRange = 1e6;

/// What the pieces of an integral add up to.
struct IntegralSum {
    AdaptiveSum smooth;                     ///< of all that Gauss-Kronrod takes
    PieceValue apart{0.0, 0.0, 0.0, true};  ///< of singular ends, tails and waves; not ok: two ways did not agree somewhere
    double rounding = 0.0;                  ///< what that of the integrand does on the plain pieces
    std::vector<Range> plain;               ///< pieces whose integrand is evaluated as it stands, in doubles
    bool isPlain = false;                   ///< all pieces are
    std::optional<Range> provable;          ///< the range, where the plain pieces are all of it: its integral has proved bounds

    double value() const { return apart.value + smooth.value(); }
    double absolute() const { return apart.absolute + smooth.absolute(); }
    double error() const;
};

/// Adds the pieces of a range up whose ends can all be integrated.
///
/// Method: rules for singular ends and tails (integral_pieces.h) where they are called for; the rest is given to one AdaptiveSum, in the
/// distance from an end where that has no value or where doubles lose digits, cut scale by scale where it is wide. That sum stands at its
/// first points yet: `refine` takes it on. Error: error(), once refined. Cost: 21 evaluations for a regular piece, a few hundred for a
/// singular end. Source: as for integralAtPoint and AdaptiveSum.
IntegralSum sumOfPieces(Integrand& integrand, const ExaminedRange& examined, const PieceGoal& goal);

/// Adds a function of a distance, cut at ascending distances, and lets enclosures say what may hide between its points.
void addLocal(AdaptiveSum& sum, const LocalFunction& f, const std::vector<double>& distances);

}  // namespace calc
