#pragma once
#include <cstddef>
#include <vector>

#include "core/scene/frame.h"

/// What charts of terms, sums and losses share.
namespace calc {

/// More points than these are drawn as dots.
inline constexpr std::size_t kFewPoints = 60;

/// Some of `all` points as a cloud: with their shape where they are few, as dots where they are many; none adds nothing.
void addCloud(Marks& marks, const char* id, Style style, MarkerShape shape, std::vector<Vec2> points, std::size_t all);

/// Whole powers of ten around positive values, for a log axis: at least and at most so many decades below the largest. Nothing that is
/// positive: {1e-6, 1}.
Range decadeRange(double least, double most, double fewest, double furthest);

}  // namespace calc
