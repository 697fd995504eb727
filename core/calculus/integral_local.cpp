#include "core/calculus/integral_local.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/calculus/integral_centred.h"
#include "core/calculus/integral_growth.h"
#include "core/calculus/integral_real.h"
#include "core/calculus/integral_shift.h"
#include "core/expression/program.h"

namespace calc {
namespace {

constexpr double kAgreement = 3e-14;  ///< of doubles with 50 digits, where doubles are used
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// f in the distance from the anchor, where the anchor is known exactly; else f itself.
Expression localForm(const Expression& f, Variable variable, const SpecialPoint& anchor, int direction) {
    return anchor.exact ? shifted(f, variable, *anchor.exact, direction) : f;
}

}  // namespace

struct LocalFunction::State {
    bool isShifted;
    double direction;
    double anchor;
    Real anchorDigits;
    ExactGraph graph;
    Program program;
    RealEvaluator real;
    Expression local;
    Variable variable;
    std::optional<CentredEvaluator> centred, inverse;
    std::unique_ptr<ExactGraph> inverseGraph;
    double centredBelow = 0.0, inverseAbove = HUGE_VAL;
    double trustedFrom, trustedTo;  ///< doubles are good enough between these distances
    bool searchedDown = false, searchedUp = false;
    double noise = 0.0;
    std::int64_t evaluations = 0;

    State(const Expression& form, Variable v, const SpecialPoint& point, int side, double reach)
        : isShifted(point.exact != nullptr),
          direction(side),
          anchor(point.x),
          anchorDigits(point.digits ? point.digits->value : Real(point.x)),
          graph(form, LiteralRule::Exact, {v}),
          program(Program::compile(form, {v})),
          real(graph),
          local(form),
          variable(v),
          trustedFrom(reach),
          trustedTo(reach) {}

    double quick(double t) {
        if (t < centredBelow) return (*centred)(t);
        if (t > inverseAbove) return (*inverse)(1.0 / t);
        return program(isShifted ? t : anchor + direction * t);
    }

    /// Doubles that do not cancel take over where the plain ones fail; false where they already have.
    bool takeCentred() {
        if (!isShifted || centred) return false;
        centred.emplace(graph);
        centredBelow = trustedFrom;
        return true;
    }
    bool takeInverse() {
        if (!isShifted || inverse) return false;
        const Expression u = Expression::variable(variable);
        inverseGraph = std::make_unique<ExactGraph>(substitute(local, variable, Expression::number(1) / u), LiteralRule::Exact,
                                                    std::vector<Variable>{variable});
        inverse.emplace(*inverseGraph);
        inverseAbove = trustedTo;
        return true;
    }

    RealValue precise(const Real& t) {
        ++evaluations;
        if (isShifted) return real(t);
        const Real x = anchorDigits + direction * t;
        if (x == 0) return RealValue::lost();
        const double relative =
            1e-49 * std::exp2(std::min(200.0, static_cast<double>(anchorDigits.backend().exponent() - x.backend().exponent())));
        return real(RealValue{x, anchorDigits == 0 ? 0.0 : relative, RealValue::Status::Value});
    }

    /// Whether doubles agree with 50 digits at t; a place where both have no value is no argument against them.
    bool agrees(double t) {
        const double value = quick(t);
        const RealValue truth = precise(t);
        if (truth.status == RealValue::Status::NoValue) return std::isnan(value);
        if (!truth.ok()) return truth.status == RealValue::Status::Lost && value == 0.0;
        const double expected = toDouble(truth.value);
        if (expected == value) return true;
        const double apart = std::fabs(value - expected) / std::fabs(expected);
        if (!(apart <= kAgreement)) return false;
        noise = std::max(noise, apart);
        return true;
    }

    /// Steps away from the reach, faster and faster, as long as doubles agree.
    void trustDown() {
        searchedDown = true;
        if (!agrees(trustedFrom)) {
            takeCentred();
            centredBelow = HUGE_VAL;
            if (!isShifted || !agrees(trustedFrom)) {
                trustedFrom = HUGE_VAL;
                return;
            }
        }
        for (double step = 3.0; step < 2000.0; step *= 2.0) {
            const double t = std::ldexp(trustedTo, -static_cast<int>(step)) * 1.0737;
            if (t < 1e-300) break;
            if (!(agrees(t) && agrees(t * 1.31)) && !(takeCentred() && agrees(t) && agrees(t * 1.31))) break;
            trustedFrom = t;
        }
        // Nothing finer to be checked: all the way down.
        if (trustedFrom < 1e-150) trustedFrom = 0.0;
    }
    void trustUp() {
        searchedUp = true;
        if (trustedFrom == HUGE_VAL) return;
        const double start = trustedTo;
        for (double step = 3.0; step < 2000.0; step *= 2.0) {
            const double t = std::ldexp(start, static_cast<int>(step)) * 1.0737;
            if (t > 1e300) break;
            if (!(agrees(t) && agrees(t * 1.31)) && !(takeInverse() && agrees(t) && agrees(t * 1.31))) break;
            trustedTo = t;
        }
        if (trustedTo > 1e150) trustedTo = HUGE_VAL;
    }

    double at(double t) {
        if (!searchedDown) trustDown();
        if (t > trustedTo && !searchedUp) trustUp();
        if (t >= trustedFrom && t <= trustedTo) {
            const double value = quick(t);
            if (std::isfinite(value)) {
                ++evaluations;
                return value;
            }
        }
        const RealValue value = precise(t);
        return value.ok() ? toDouble(value.value) : kNone;
    }

    Growth growth(int sign) {
        return growthOf([this, sign](const Real& s) {
            const Real t = exp(sign * s);
            RealValue value = precise(t);
            if (value.ok()) value.value *= t;
            return value;
        });
    }
};

LocalFunction::LocalFunction(const Expression& f, Variable variable, const SpecialPoint& anchor, int direction, double reach)
    : m_state(std::make_shared<State>(localForm(f, variable, anchor, direction), variable, anchor, direction, reach)) {}

double LocalFunction::operator()(double t) const { return m_state->at(t); }

double LocalFunction::scaled(double s) const {
    if (std::fabs(s) < 600.0) {
        const double t = std::exp(s);
        return m_state->at(t) * t;
    }
    const Real t = exp(Real(s));
    const RealValue value = m_state->precise(t);
    return value.ok() ? toDouble(value.value * t) : kNone;
}

Interval LocalFunction::enclose(const Interval& t) const {
    if (m_state->isShifted) return m_state->program.enclose(t);
    const Interval x = Interval::point(m_state->anchor) + Interval::point(m_state->direction) * t;
    const double slack = 1e-15 * std::fabs(m_state->anchor);
    return m_state->program.enclose(Interval::of(x.low - slack, x.high + slack));
}

Growth LocalFunction::towardsAnchor() const { return m_state->growth(-1); }
Growth LocalFunction::towardsInfinity() const { return m_state->growth(1); }
double LocalFunction::noise() const { return m_state->noise; }
std::int64_t LocalFunction::evaluations() const { return m_state->evaluations; }

double LocalFunction::precise(double t) const {
    const RealValue value = m_state->precise(t);
    return value.ok() ? toDouble(value.value) : kNone;
}

LocalFunction::Status LocalFunction::status(double t) const {
    const RealValue value = m_state->precise(t);
    return value.ok() ? Status::Value : value.status == RealValue::Status::NoValue ? Status::NoValue : Status::Lost;
}

}  // namespace calc
