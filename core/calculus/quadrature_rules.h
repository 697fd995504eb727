#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/range.h"

namespace calc {

/// A function of one number, NaN where it has no value.
using RealFunction = std::function<double(double)>;

/// What one application of a rule knows.
struct RuleSum {
    double value = 0.0;
    double error = 0.0;     ///< the disagreement of the two rules: far above the true error where the function is smooth
    double absolute = 0.0;  ///< the integral of |f|
    bool finite = true;     ///< every value was a finite number
};

/// Gauss-Kronrod with 21 points and the Gauss rule with 10 of them. Exact for polynomials of degree 31 (19 for the inner rule).
/// Error: |K21 - G10|. Source: Piessens, de Doncker-Kapenga, Überhuber, Kahaner, QUADPACK (1983).
RuleSum gaussKronrod21(const RealFunction& f, Range range);

/// Gauss-Kronrod over many pieces at once: the piece with the largest disagreement is halved until the sum of all is small enough.
/// The pieces may belong to different functions (other variables, other origins); the tolerance is common to all.
class AdaptiveSum {
public:
    /// Adds the integral of f from points[0] to points[last] cut at each of the points (ascending), times `factor`.
    void add(RealFunction f, const std::vector<double>& points, double factor = 1.0);

    struct Goal {
        double relative = 1e-12;  ///< of |value|
        double absolute = 0.0;
        double noise = 1e-15;  ///< of the integral of |f|: what rounding does not let one reach
        std::int64_t maximumEvaluations = 400'000;
        std::function<bool()> expired;
    };
    /// Halves pieces until error() <= the goal. False: evaluations or time ran out, or a piece could be halved no more.
    bool refine(const Goal& goal);

    double value() const;
    double error() const;     ///< sum of the disagreements
    double absolute() const;  ///< the integral of |f|
    bool finite() const;      ///< every value was a finite number
    std::int64_t evaluations() const { return m_evaluations; }

    struct Piece {
        std::size_t function = 0;
        Range range;
        RuleSum sum;
    };
    const std::vector<Piece>& pieces() const { return m_pieces; }

private:
    struct Weighted {
        RealFunction f;
        double factor = 1.0;
    };
    Piece measured(std::size_t function, Range range);
    bool halve(std::size_t index);

    std::vector<Weighted> m_functions;
    std::vector<Piece> m_pieces;
    std::int64_t m_evaluations = 0;
};

}  // namespace calc
