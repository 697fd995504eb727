#pragma once
#include <cstdint>

#include "core/base/range.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// Stochastic gradient descent, plain, with heavy-ball momentum, or Nesterov's, as torch.optim.SGD documents it: the velocity starts as
/// the first gradient and holds no learning rate. (Sutskever and others 2013.)
struct SgdParameters {
    double learningRate = 1e-3;
    double momentum = 0.0;
    double dampening = 0.0;
    double weightDecay = 0.0;
    bool nesterov = false;

    static SgdParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct SgdState {
    std::int64_t steps = 0;  ///< done so far
    Vec2 point;
    Vec2 velocity;
};
inline SgdState initialState(const SgdParameters&, Vec2 point) { return {0, point, {}}; }

/// One step with its intermediate values.
struct SgdAdvance {
    SgdState state;
    Vec2 gradient;  ///< after weight decay
    Vec2 direction;
    Vec2 update;
};

inline SgdAdvance advance(const SgdParameters& p, const SgdState& s, Vec2 gradient) {
    SgdAdvance a{s, gradient, {}, {}};
    if (p.weightDecay != 0.0) a.gradient = gradient + p.weightDecay * s.point;
    a.direction = a.gradient;
    if (p.momentum != 0.0) {
        a.state.velocity = s.steps == 0 ? a.gradient : p.momentum * s.velocity + (1.0 - p.dampening) * a.gradient;
        a.direction = p.nesterov ? a.gradient + p.momentum * a.state.velocity : a.state.velocity;
    }
    a.update = -p.learningRate * a.direction;
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

/// Pure: the state after the step, and what happened inside it.
StepResult<SgdState> step(const SgdParameters& parameters, const SgdState& state, Vec2 gradient);

OptimizerInfo sgdInfo();
OptimizerInfo momentumInfo();  ///< the same with momentum 0.9
OptimizerInfo nesterovInfo();  ///< the same with momentum 0.9, looking ahead

}  // namespace calc
