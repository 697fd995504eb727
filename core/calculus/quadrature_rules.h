#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/range.h"
#include "core/numbers/interval.h"

namespace calc {

/// A function of one number, NaN where it has no value.
using RealFunction = std::function<double(double)>;

/// What one application of a rule knows.
struct RuleSum {
    double value = 0.0;
    double error = 0.0;      ///< the disagreement of the two rules: far above the true error where the function is smooth
    double absolute = 0.0;   ///< the integral of |f|
    double largest = 0.0;    ///< the largest |f| seen
    double variation = 0.0;  ///< sum of |f(x_(i+1)) - f(x_i)|
    bool finite = true;      ///< every value was a finite number
};

/// Gauss-Kronrod with 21 points and the Gauss rule with 10 of them. Exact for polynomials of degree 31 (19 for the inner rule).
/// Error: |K21 - G10|. Source: Piessens, de Doncker-Kapenga, Überhuber, Kahaner, QUADPACK (1983).
RuleSum gaussKronrod21(const RealFunction& f, Range range);

/// What a trapezoidal sum over the whole line knows.
struct TrapezoidSum {
    double value = 0.0;
    double error = 0.0;
    double absolute = 0.0;
    std::int64_t evaluations = 0;
    bool converged = false;
    /// How far the sum went on each side, and whether it stopped there because the term had no value.
    double from = 0.0, to = 0.0;
    bool lostBelow = false, lostAbove = false;
};

/// The integral over the line of a term that falls double exponentially, by trapezoidal sums whose step is halved until two of them on
/// disjoint points agree. Error: the number of right digits doubles with each halving where the term is analytic near the line; stated
/// is the geometric mean of the last disagreement and what doubling predicts. Source: Takahasi and Mori (1974); Bailey, Jeyabalan,
/// Li, A Comparison of Three High-Precision Quadrature Schemes (2005).
struct TrapezoidGoal {
    double relative = 1e-12;
    double limit = 19.0;  ///< |tau| goes no further
    int mostHalvings = 9;
    std::function<bool()> expired;
};
TrapezoidSum trapezoidOverLine(const RealFunction& term, const TrapezoidGoal& goal);

/// Gauss-Kronrod over many pieces at once: the piece with the largest disagreement is halved until the sum of all is small enough.
/// The pieces may belong to different functions (other variables, other origins); the tolerance is common to all.
/// Error: the sum of the disagreements |K21 - G10|, an estimate far above the truth where f is smooth. Source: QUADPACK's QAG (1983).
class AdaptiveSum {
public:
    /// Every value of the function over a range.
    using Enclosure = std::function<Interval(Range)>;
    /// Adds the integral of f from points[0] to points[last] cut at each of the points (ascending), times `factor`.
    void add(RealFunction f, const std::vector<double>& points, double factor = 1.0, Enclosure enclosure = {});

    struct Goal {
        double relative = 1e-12;  ///< of |value|
        double absolute = 0.0;
        double noise = 1e-15;  ///< of the integral of |f|: what rounding does not let one reach
        std::int64_t maximumEvaluations = 400'000;
        std::function<bool()> expired;
    };
    /// Halves pieces until error() <= the goal. False: evaluations or time ran out, or a piece could be halved no more.
    bool refine(const Goal& goal);

    /// Halves pieces on which the enclosure allows far larger values than were seen, so that a peak between the points is found. True:
    /// something changed, and refine is to be asked again.
    bool expose(const Goal& goal, int mostHalvings = 200);

    double value() const;
    double error() const;     ///< sum of the disagreements
    double absolute() const;  ///< the integral of |f|
    /// What the rounding of the points alone can do: half an ulp of x times the variation.
    double pointRounding() const;
    bool finite() const { return m_notFinite == 0; }  ///< every value was a finite number
    std::int64_t evaluations() const { return m_evaluations; }

    struct Piece {
        std::size_t function = 0;
        Range range;
        RuleSum sum;
        bool isNoise = false;  ///< halving it made nothing better
    };
    const std::vector<Piece>& pieces() const { return m_pieces; }

private:
    struct Weighted {
        RealFunction f;
        Enclosure enclosure;
        double factor = 1.0;
        Range whole;
    };
    Piece measured(std::size_t function, Range range);
    bool halve(std::size_t index);
    bool isExplained(const Piece& piece, double tolerance) const;

    std::vector<Weighted> m_functions;
    std::vector<Piece> m_pieces;
    std::size_t m_notFinite = 0;  ///< pieces whose sum is not finite: counted, because refine asks at every step
    std::int64_t m_evaluations = 0;
};

}  // namespace calc
