#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/base/estimate.h"
#include "core/base/message.h"
#include "core/base/range.h"
#include "core/base/result.h"
#include "core/expression/program.h"
#include "core/numbers/interval.h"

namespace calc {

enum class RiemannRule : std::uint8_t { Left, Right, Midpoint, Trapezoid, Simpson, Lower, Upper };

inline constexpr std::int64_t kMaximumSubintervals = 1'000'000;

/// One drawn piece of a sum. Rectangles: y0 = y1 = height. Trapezoid: a straight line from y0 to y1, height is their mean.
/// Simpson: the parabola through (x0, y0), (sample, height), (x1, y1) over two subintervals. NaN where the function has no value.
struct RiemannPiece {
    double x0 = 0.0;
    double x1 = 0.0;
    double sample = 0.0;  ///< where `height` was taken; of lower and upper sums: where the extreme value is attained, as far as known
    double height = 0.0;
    double y0 = 0.0;
    double y1 = 0.0;
    bool operator==(const RiemannPiece&) const = default;
};

struct RiemannSum {
    enum class Kind : std::uint8_t {
        Value,
        Undefined,     ///< a node has no value
        Overflow,      ///< a value or the sum is too large for a double; sum.value is an infinity of its sign
        Undetermined,  ///< lower and upper sums: no bound was found, or the work was stopped
    };
    Kind kind = Kind::Undefined;
    /// Certified: an interval proof. Estimated: `error` bounds the rounding of the summation, assuming values good to 4 ulp.
    Estimate sum;
    /// Lower and upper sums only: bounds that contain the exact sum of infima (suprema) over the pieces, where they were proved.
    std::optional<Interval> proved;
    std::vector<RiemannPiece> pieces;
    Message why;  ///< for a learner: why there is no value, or what is only estimated
};

/// A partition with one sample point chosen in each subinterval: nodes ascending (or descending, which changes the sign of the sum).
struct SampledPartition {
    std::vector<double> nodes;
    std::vector<double> samples;  ///< one less than nodes
};

/// The Riemann sum of f over n equal subintervals of the range; the range may be reversed (h is negative) or empty (the sum is 0).
///
/// Method: nodes a + (b - a) i / n correctly rounded, values on the scalar path, compensated summation (Neumaier 1974). Simpson: composite
/// rule with h/3, n even; an odd n is refused. Error of the tagged rules: rounding only, relative 1e-15 of the sum of the absolute terms.
/// Lower and upper (Darboux) sums: the infimum (supremum) on each subinterval by interval branch and bound with a monotonicity test and
/// the mean value form. `sum.value` is then the proved bound: lower.sum.value <= exact lower sum <= integral <= exact upper sum <=
/// upper.sum.value, and sum.error the width of what is proved. Where intervals prove no finite bound (a hole as in sin(x)/x at 0), the
/// value comes from sampling, is said to be estimated, and `proved` is empty. On a reversed range heights stay infima (suprema).
/// Cost: n evaluations; lower and upper about 4 n enclosures and 50 more for each interior extremum.
/// Errors: n < 1 or above kMaximumSubintervals, odd n for Simpson (field "n"); ends that are not finite (fields "from", "to").
/// Source: Spivak, Calculus, ch. 13; Moore, Kearfott, Cloud, Introduction to Interval Analysis (2009), ch. 5 and 6.
Result<RiemannSum> riemannSum(const Program& program, Range range, std::int64_t n, RiemannRule rule, std::stop_token stop = {});

/// The same on a free partition: `nodes` strictly ascending or strictly descending, at least two. Simpson needs equal subintervals and is
/// refused here. Method, error and source: as above; the widths are the differences of the nodes.
Result<RiemannSum> riemannSum(const Program& program, std::span<const double> nodes, RiemannRule rule, std::stop_token stop = {});

/// Free partition and free sample points, each in its closed subinterval. Method, error and source: as above.
Result<RiemannSum> riemannSum(const Program& program, const SampledPartition& partition);

/// The length of the longest subinterval: what has to go to 0 for the sums to approach the integral. Error: one
/// rounding.
double meshOf(std::span<const double> nodes);

}  // namespace calc
