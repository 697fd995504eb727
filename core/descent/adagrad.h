#pragma once
#include <cstdint>

#include "core/descent/elementwise.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// AdaGrad as torch.optim.Adagrad documents it: each direction is divided by the root of all its squared gradients so far.
/// (Duchi, Hazan and Singer 2011.)
struct AdaGradParameters {
    double learningRate = 1e-2;
    double learningRateDecay = 0.0;
    double weightDecay = 0.0;
    double eps = 1e-10;
    double initialAccumulator = 0.0;

    static AdaGradParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct AdaGradState {
    std::int64_t steps = 0;
    Vec2 point;
    Vec2 sum;  ///< of the squared gradients
};
inline AdaGradState initialState(const AdaGradParameters& p, Vec2 point) {
    return {0, point, {p.initialAccumulator, p.initialAccumulator}};
}

struct AdaGradAdvance {
    AdaGradState state;
    Vec2 gradient;
    double rate = 0.0;  ///< after its decay
    Vec2 update;
};

inline AdaGradAdvance advance(const AdaGradParameters& p, const AdaGradState& s, Vec2 gradient) {
    AdaGradAdvance a{s, gradient, p.learningRate, {}};
    if (p.weightDecay != 0.0) a.gradient = gradient + p.weightDecay * s.point;
    if (p.learningRateDecay != 0.0) a.rate = p.learningRate / (1.0 + static_cast<double>(s.steps) * p.learningRateDecay);
    a.state.sum = s.sum + squared(a.gradient);
    a.update = -a.rate * over(a.gradient, shifted(rooted(a.state.sum), p.eps));
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

StepResult<AdaGradState> step(const AdaGradParameters& parameters, const AdaGradState& state, Vec2 gradient);
OptimizerInfo adagradInfo();

}  // namespace calc
