#pragma once
#include <cstdint>

#include "core/descent/elementwise.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// Quasi-hyperbolic momentum: a mean of the plain gradient step and the momentum step, v = β v + (1 − β) g from v = 0,
/// w ← w − η ((1 − ν) g + ν v). (Ma and Yarats 2019, equations 3 and 4; defaults as recommended there.)
struct QhmParameters {
    double learningRate = 1e-3;
    double momentum = 0.999;
    double nu = 0.7;
    double weightDecay = 0.0;

    static QhmParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct QhmState {
    std::int64_t steps = 0;
    Vec2 point;
    Vec2 velocity;
};
inline QhmState initialState(const QhmParameters&, Vec2 point) { return {0, point, {}}; }

struct QhmAdvance {
    QhmState state;
    Vec2 gradient;
    Vec2 direction;
    Vec2 update;
};

inline QhmAdvance advance(const QhmParameters& p, const QhmState& s, Vec2 gradient) {
    QhmAdvance a{s, gradient, {}, {}};
    if (p.weightDecay != 0.0) a.gradient = gradient + p.weightDecay * s.point;
    a.state.velocity = mixed(p.momentum, s.velocity, a.gradient);
    a.direction = mixed(p.nu, a.state.velocity, a.gradient);
    a.update = -p.learningRate * a.direction;
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

StepResult<QhmState> step(const QhmParameters& parameters, const QhmState& state, Vec2 gradient);
OptimizerInfo qhmInfo();

}  // namespace calc
