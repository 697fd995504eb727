#pragma once
#include <optional>

#include "core/calculus/integral_bounds.h"
#include "core/calculus/integral_integrand.h"
#include "core/calculus/integral_sum.h"
#include "core/calculus/quadrature.h"

namespace calc {

/// What is known of a sum once it is as close as it gets.
struct Refinement {
    IntegralBounds bounds;  ///< proved, where the sum is provable and they were asked for
    enum class Goal { Reached, Missed } goal = Goal::Missed;
    enum class Hiding { Excluded, Possible } hiding = Hiding::Excluded;  ///< of something narrow between the points
};

/// Takes the smooth part of a sum to the tolerance that is aimed at, in place. None: the function has no value where one is needed.
///
/// Method: the worst pieces are halved (AdaptiveSum). Where the rounding of the points spoils the sum, it starts again from its peak.
/// Proved bounds, by Taylor forms, find what hides between the points: a sum outside them starts again from their cuts. Where there are
/// none, or wide ones, pieces are halved whose enclosure allows far larger values than were seen.
/// Error: that of the sum; 1e-7 is aimed at where there are more waves than maximumEvaluations allow for. Cost: up to four times that many
/// evaluations, once as many for each new start, and up to 300 boxes of bounds. Source: as for AdaptiveSum and integralBounds.
std::optional<Refinement> refine(IntegralSum& sum, Integrand& integrand, const IntegrateOptions& options);

/// Whether the smooth part, its errors allowed for, lies within proved bounds.
bool liesWithin(const IntegralBounds& bounds, const IntegralSum& sum);

}  // namespace calc
