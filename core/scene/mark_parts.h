#pragma once
#include <vector>

#include "core/calculus/sampling.h"
#include "core/expression/program.h"
#include "core/scene/frame.h"

/// Marks and styles that the Frames of several pages are made of.
namespace calc {

Style plainStyle(Role role, LineKind line = LineKind::Default, LineWeight weight = LineWeight::Default);
Points lineOf(Vec2 from, Vec2 to);

/// Rings at the ends of a jump that do not belong to the curve, and at holes: "ring.0.left". `height` is that of the window: an end nearer
/// to the value than 1e-9 of it gets none. Of more than a dozen breaks none: rings in a row would say nothing.
void addJumpRings(Marks& marks, const std::vector<CurveBreak>& breaks, const Program& function, double height);

}  // namespace calc
