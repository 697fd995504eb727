#pragma once
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/calculus/sampling.h"
#include "core/expression/layout.h"
#include "core/expression/program.h"
#include "core/scene/frame.h"

/// Marks and styles that the Frames of several pages are made of.
namespace calc {

Style plainStyle(Role role, LineKind line = LineKind::Default, LineWeight weight = LineWeight::Default);
Points lineOf(Vec2 from, Vec2 to);

/// The axes through zero, where they are in sight: the numbers stand at the edges.
void addZeroLines(Marks& marks, Range x, Range y);
/// The formula of a curve, in the corner of the panel that the curve and its tangent leave most free.
void addFormulaLabel(Marks& marks, const FormulaBox& formula, const Style& style, const Points& line, Range x, Range y,
                     const std::optional<std::pair<Vec2, Vec2>>& tangent);
/// The part of a straight line through a point that is in sight.
std::optional<std::pair<Vec2, Vec2>> visiblePart(Vec2 point, double slope, Range x, Range y);
/// The smallest of 1, 2, 3, 5 · 10ᵏ that the slopes in sight do not pass, tails aside: the end of the dial.
Range dialScale(std::span<const double> slopes);

/// Rings at the ends of a jump that do not belong to the curve, and at holes: "ring.0.left". `height` is that of the window: an end nearer
/// to the value than 1e-9 of it gets none. Of more than a dozen breaks none: rings in a row would say nothing.
void addJumpRings(Marks& marks, const std::vector<CurveBreak>& breaks, const Program& function, double height);

}  // namespace calc
