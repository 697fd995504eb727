#pragma once
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/base/range.h"
#include "core/expression/program.h"

/// Sequences that are made term by term, x(n+1) = g(x(n)), where g may hold a parameter. Everything here is what the computer sees: orbits
/// in doubles, looked at for long, but not proved.
namespace calc {

/// g(x) or g(x, r): value and exact slope in x. The second coordinate of the point is the parameter.
using RecursionMap = GradientProgram;

/// x(0) ... x(steps); ends early where g has no value or |x| passes 1e12.
std::vector<double> orbitOf(const RecursionMap& map, double parameter, double start, std::int64_t steps);

struct FixedPoint {
    double x = 0.0;
    double slope = 0.0;  ///< g'(x); NaN where it does not exist
    enum class Kind : std::uint8_t {
        Attracting,  ///< |g'| < 1: an orbit that comes near stays and closes in
        Repelling,   ///< |g'| > 1
        Undecided,   ///< |g'| = 1 within rounding, or no slope
    };
    Kind kind = Kind::Undecided;
};

/// The fixed points g(x) = x in a range, ascending. Method: zeros and sign changes of g(x) - x at 2,000 places, bisected to a double. Two
/// that are closer than a 2,000th of the range, and one where the curve only touches the diagonal between two places, may be missed.
std::vector<FixedPoint> fixedPoints(const RecursionMap& map, double parameter, Range range);

/// What an orbit does in the long run, as seen over `looked` steps.
struct LongRun {
    enum class Kind : std::uint8_t {
        Cycle,      ///< returns after `period` steps (1: settles at a fixed point), to 1e-9
        Irregular,  ///< no period up to 64, and neighbouring orbits part exponentially (exponent > 0.005): chaos, as far as one sees
        Slow,       ///< neither: still creeping, or a period longer than 64
        Leaves,     ///< |x| passes 1e12
        NoValue,    ///< g has no value at a term
    };
    Kind kind = Kind::Slow;
    int period = 0;
    std::vector<double> cycle;  ///< the values of a cycle, in their order
    double multiplier = 0.0;    ///< of a cycle: the product of g' along it; |multiplier| < 1: it attracts
    double exponent = 0.0;      ///< Lyapunov exponent: the mean of ln|g'| along the orbit; -inf where g' is 0 on it
    std::int64_t endsAt = 0;    ///< of Leaves and NoValue: the step
    std::int64_t looked = 0;
};

/// Method: 20,000 steps are let pass, then the period is the smallest shift under which 128 terms agree; the exponent is the mean over
/// 10,000 further steps (Strogatz, Nonlinear Dynamics and Chaos, sections 10.3 to 10.5). Cost: about 3 ms.
LongRun longRunOf(const RecursionMap& map, double parameter, double start);

/// Where the orbit is found in the long run, for each of `columns` parameters across a range: points (parameter, x), at most `each` of one
/// column, the transient left out. Columns whose orbit leaves have none.
std::vector<Vec2> attractorOf(const RecursionMap& map, Range parameters, double start, int columns, int each,
                              const std::stop_token& stop = {});

}  // namespace calc
