#pragma once
#include <cstdint>

#include "core/descent/elementwise.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// AdaDelta as torch.optim.Adadelta documents it (eps inside both roots): the root mean square of past steps takes the place of the
/// learning rate, so that units agree. (Zeiler 2012.)
struct AdaDeltaParameters {
    double learningRate = 1.0;
    double rho = 0.9;
    double eps = 1e-6;
    double weightDecay = 0.0;

    static AdaDeltaParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct AdaDeltaState {
    std::int64_t steps = 0;
    Vec2 point;
    Vec2 square;      ///< running mean of g²
    Vec2 stepSquare;  ///< running mean of the squared steps
};
inline AdaDeltaState initialState(const AdaDeltaParameters&, Vec2 point) { return {0, point, {}, {}}; }

struct AdaDeltaAdvance {
    AdaDeltaState state;
    Vec2 gradient;
    Vec2 direction;
    Vec2 update;
};

inline AdaDeltaAdvance advance(const AdaDeltaParameters& p, const AdaDeltaState& s, Vec2 gradient) {
    AdaDeltaAdvance a{s, gradient, {}, {}};
    if (p.weightDecay != 0.0) a.gradient = gradient + p.weightDecay * s.point;
    a.state.square = mixed(p.rho, s.square, squared(a.gradient));
    a.direction = times(over(rooted(shifted(s.stepSquare, p.eps)), rooted(shifted(a.state.square, p.eps))), a.gradient);
    a.state.stepSquare = mixed(p.rho, s.stepSquare, squared(a.direction));
    a.update = -p.learningRate * a.direction;
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

StepResult<AdaDeltaState> step(const AdaDeltaParameters& parameters, const AdaDeltaState& state, Vec2 gradient);
OptimizerInfo adadeltaInfo();

}  // namespace calc
