#pragma once
#include <span>

#include "core/base/range.h"

/// Ranges of axes as chosen from what is to be seen, for all scenes.
namespace calc {

/// The largest of 1, 2, 5 · 10ᵏ that is at most `length`.
double roundStep(double length);

/// The range with `padding` of its length added on both sides, its ends moved outward to multiples of a round step (about a fortieth of
/// it). A range without length gets one around its value.
Range paddedRange(Range range, double padding = 0.05);

/// The range of values for an axis: without tails (robustRange), padded, rounded. `keep` is a value that must be in sight (the axis); NaN:
/// none. No finite value: {-1, 1}.
Range valueRange(std::span<const double> values, double keep);

/// As valueRange, but with all of the values, unless single ones reach over `kFarOut` times further than the rest.
Range wholeValueRange(std::span<const double> values, double keep);
inline constexpr double kFarOut = 20.0;

}  // namespace calc
