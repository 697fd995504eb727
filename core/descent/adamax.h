#pragma once
#include <cstdint>

#include "core/descent/elementwise.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// AdaMax as torch.optim.Adamax documents it: Adam with the largest recent slope (a fading maximum) in place of the mean square.
/// (Kingma and Ba 2015, section 7.1.)
struct AdaMaxParameters {
    double learningRate = 2e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double eps = 1e-8;
    double weightDecay = 0.0;

    static AdaMaxParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct AdaMaxState {
    std::int64_t steps = 0;
    Vec2 point;
    Vec2 mean;
    Vec2 largest;  ///< u, the fading maximum of |g|
    double beta1Power = 1.0;
};
inline AdaMaxState initialState(const AdaMaxParameters&, Vec2 point) { return {0, point, {}, {}, 1.0}; }

struct AdaMaxAdvance {
    AdaMaxState state;
    Vec2 gradient;
    double rate = 0.0;  ///< learning rate with the start corrected
    Vec2 update;
};

inline AdaMaxAdvance advance(const AdaMaxParameters& p, const AdaMaxState& s, Vec2 gradient) {
    AdaMaxAdvance a{s, gradient, 0.0, {}};
    if (p.weightDecay != 0.0) a.gradient = gradient + p.weightDecay * s.point;
    a.state.mean = mixed(p.beta1, s.mean, a.gradient);
    a.state.largest = larger(p.beta2 * s.largest, shifted(absolute(a.gradient), p.eps));
    a.state.beta1Power = s.beta1Power * p.beta1;
    a.rate = p.learningRate / (1.0 - a.state.beta1Power);
    a.update = -a.rate * over(a.state.mean, a.state.largest);
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

StepResult<AdaMaxState> step(const AdaMaxParameters& parameters, const AdaMaxState& state, Vec2 gradient);
OptimizerInfo adamaxInfo();

}  // namespace calc
