#pragma once
#include <cstdint>
#include <memory>

#include "core/calculus/integral_growth_verdict.h"
#include "core/calculus/integral_special_points.h"
#include "core/calculus/quadrature_rules.h"
#include "core/expression/expression.h"
#include "core/numbers/interval.h"

namespace calc {

/// f(anchor + direction t) for t > 0, right to about 13 digits however small or large t is: in doubles where a comparison with 50
/// digits at sampled distances shows that they suffice, in 50 digits elsewhere. A value type; copies share what they learn, so it is not
/// for two threads at once. Method: shifted() exactly, then Program, CentredEvaluator and RealEvaluator compared at distances from 1e-300
/// to the reach. Error: noise(). Cost: a Program evaluation, or up to a few 100 microseconds where 50 digits are needed.
class LocalFunction {
public:
    /// The expression's literals are taken as exact; `reach` is the distance that matters (the length of the piece), 1 if it is infinite.
    LocalFunction(const Expression& f, Variable variable, const SpecialPoint& anchor, int direction, double reach);

    /// NaN where it has no value, or where 50 digits do not suffice (see knownFrom).
    double operator()(double t) const;
    /// f(t) t at t = exp(s): beyond the range of doubles too.
    double scaled(double s) const;
    /// Every value over an interval of t.
    Interval enclose(const Interval& t) const;

    Growth towardsAnchor() const;
    Growth towardsInfinity() const;

    /// Largest relative disagreement of doubles with 50 digits where doubles are used.
    double noise() const;
    std::int64_t evaluations() const;
    /// In 50 digits, rounded; t may be negative or 0. NaN where it has no value or 50 digits do not suffice.
    double precise(double t) const;
    enum class Status { Value, NoValue, Lost };
    Status status(double t) const;  ///< in 50 digits

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}  // namespace calc
