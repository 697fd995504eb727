#pragma once
#include <cstdint>

#include "core/descent/elementwise.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// RMSProp as torch.optim.RMSprop documents it: each direction is divided by the root of the running mean of its squared gradient
/// (centered: of its variance); with momentum the divided gradient feeds a velocity. (Tieleman and Hinton 2012; Graves 2013.)
struct RmsPropParameters {
    double learningRate = 1e-2;
    double alpha = 0.99;
    double eps = 1e-8;
    double weightDecay = 0.0;
    double momentum = 0.0;
    bool centered = false;

    static RmsPropParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct RmsPropState {
    std::int64_t steps = 0;
    Vec2 point;
    Vec2 square;    ///< running mean of g²
    Vec2 mean;      ///< running mean of g, where centered
    Vec2 velocity;  ///< where there is momentum
};
inline RmsPropState initialState(const RmsPropParameters&, Vec2 point) { return {0, point, {}, {}, {}}; }

struct RmsPropAdvance {
    RmsPropState state;
    Vec2 gradient;
    Vec2 spread;     ///< mean square, or variance where centered
    Vec2 direction;  ///< the divided gradient
    Vec2 update;
};

inline RmsPropAdvance advance(const RmsPropParameters& p, const RmsPropState& s, Vec2 gradient) {
    RmsPropAdvance a{s, gradient, {}, {}, {}};
    if (p.weightDecay != 0.0) a.gradient = gradient + p.weightDecay * s.point;
    a.state.square = mixed(p.alpha, s.square, squared(a.gradient));
    a.spread = a.state.square;
    if (p.centered) {
        a.state.mean = mixed(p.alpha, s.mean, a.gradient);
        a.spread = a.state.square - squared(a.state.mean);
    }
    a.direction = over(a.gradient, shifted(rooted(a.spread), p.eps));
    if (p.momentum != 0.0) a.state.velocity = p.momentum * s.velocity + a.direction;
    a.update = -p.learningRate * (p.momentum != 0.0 ? a.state.velocity : a.direction);
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

StepResult<RmsPropState> step(const RmsPropParameters& parameters, const RmsPropState& state, Vec2 gradient);
OptimizerInfo rmspropInfo();

}  // namespace calc
