#pragma once
#include <optional>

#include "core/calculus/integral_growth_verdict.h"
#include "core/calculus/integral_oscillation.h"
#include "core/calculus/quadrature.h"

/// What `integrate` found at an end, as it is told to others.
namespace calc {

/// Near a point; none where f stays bounded there.
std::optional<ImproperEnd> improperPoint(double at, int direction, const Growth& growth);
ImproperEnd improperInfinity(int direction, const Growth& growth);
/// `at`: a point, or the infinity towards which it oscillates.
ImproperEnd oscillatingEnd(double at, int direction, OscillatingTail::Verdict verdict);

}  // namespace calc
