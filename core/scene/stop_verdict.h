#pragma once
#include "core/descent/trajectory.h"
#include "core/scene/frame.h"

namespace calc {

/// Why a run stopped, as the card that every page of descents shows at its end.
Verdict stopVerdict(const Trajectory& run);
/// It left the numbers downwards: no learning rate brings such a run to rest.
bool fallsForEver(const Trajectory& run);

}  // namespace calc
