#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/base/range.h"
#include "core/expression/program.h"
#include "core/numbers/interval.h"

namespace calc {

/// What is sampled: block evaluation for the first pass, single points for the refinement, and an enclosure over an interval, which may be
/// empty where there is none (then breaks are found from the values alone).
struct CurveSource {
    std::function<void(std::span<const double> x, std::span<double> values)> block;
    std::function<double(double)> value;
    std::function<Interval(const Interval&)> enclose;
};
CurveSource curveSource(const Program& program);

struct SamplingOptions {
    /// The range of values in sight: it gives the scale of flatness, and what is far outside is not refined. low >= high: robustRange.
    Range visible{0.0, 0.0};
    double tolerance = 1.0 / 4000.0;  ///< largest distance of the polyline from the curve, as a part of the visible range
    int baseCells = 256;              ///< cells of the first pass, of five points each
    int deepest = 5;                  ///< a cell is halved so often at most, before breaks are searched in it
    int mostEvaluations = 60000;
    int envelopeGroup = 1;  ///< so many columns of 1/200 are looked at together: more of them make a band of slower swings
    std::stop_token stop{};
};

/// Why a curve is not joined at an abscissa.
struct CurveBreak {
    enum class Kind : std::uint8_t {
        Jump,        ///< both one-sided values are finite and differ
        Pole,        ///< the values leave every bound on a side at least
        DomainEdge,  ///< no value on one side
        Hole,        ///< one point without a value (or with another one); both sides agree
    };
    Kind kind = Kind::Jump;
    double x = 0.0;
    double left = 0.0;  ///< the value just left of it; +-inf at a pole, NaN where there is none
    double right = 0.0;
    bool operator==(const CurveBreak&) const = default;
};

/// A stretch on which the curve oscillates faster than any picture can show: what lies between its lowest and highest values.
struct CurveEnvelope {
    std::vector<Vec2> lower;
    std::vector<Vec2> upper;  ///< the same abscissae
};

struct SampledCurve {
    std::vector<Vec2> points;  ///< ascending in x; a NaN point (both coordinates) splits the line
    std::vector<CurveBreak> breaks;
    std::vector<CurveEnvelope> envelopes;
    int evaluations = 0;
    bool complete = true;  ///< false: the budget or the stop ended the refinement early
};

/// A polyline that follows y = f(x) over the range to `tolerance` of what is in sight.
///
/// Method: block evaluation on a grid; each cell is halved until its three inner points lie on the chord to the tolerance and the interval
/// enclosure over it shows no feature that the samples missed; where the enclosure is not finite, not defined or not continuous, bisection
/// finds the break to the resolution of doubles and classifies it by the values beside it. A jump or pole is never joined; a pole's
/// branches run on to beyond the visible range. Columns of 1/200 of the range (or groups of them) with four or more turns become an
/// envelope. Deterministic. Error: flatness is tested at quarters, so a deviation below 2 % of the visible range and narrower than 1/1,000
/// of x may be missed. Cost: about 4 evaluations and 1 enclosure for each point given back; about mostEvaluations at most.
SampledCurve sampleCurve(const CurveSource& source, Range x, const SamplingOptions& options = {});
SampledCurve sampleCurve(const Program& program, Range x, const SamplingOptions& options = {});

/// The range of the values without their tails: all of it, unless single branches (poles, divergence) reach further than twice the range of
/// the middle 90 %. Values that are not finite are left out; none left: low > high.
Range robustRange(std::span<const double> values);

}  // namespace calc
