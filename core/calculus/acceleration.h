#pragma once
#include <span>
#include <vector>

/// Estimates of the limit of a sequence of partial sums from a few of them, long before they arrive. Estimates, not bounds: what is proved
/// about a sum comes from `series`.
namespace calc {

/// Aitken's delta-squared process: s[n] - (s[n] - s[n-1])^2 / (s[n] - 2 s[n-1] + s[n-2]), exact for geometric rests. Entry n uses the sums
/// up to n; NaN for the first two, and where the second difference vanishes. Weak where the rest falls like a power of n.
/// Source: Knopp, Theory and Application of Infinite Series, section 35.
std::vector<double> aitken(std::span<const double> sums);

/// Levin's u-transformation of the last sums with their terms (terms[n] = sums[n] - sums[n-1]), for alternating, geometric and slowly
/// falling (like a power of n) rests. Entry n uses at most the `order` + 1 sums up to n, in the order at which the estimate changes least:
/// higher ones magnify the rounding of the sums. NaN for the first two, and where a term it needs is 0 or not finite. Error: that of the
/// rounding, mostly 1e-8 relative or better from some 10 sums on.
/// Source: Levin, Development of non-linear transformations for improving convergence of sequences (1973); Weniger (1989), section 7.
std::vector<double> levinU(std::span<const double> sums, std::span<const double> terms, int order = 10);

}  // namespace calc
