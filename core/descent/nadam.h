#pragma once
#include <cmath>
#include <cstdint>

#include "core/descent/elementwise.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// NAdam as torch.optim.NAdam documents it: Adam with Nesterov's look ahead, and a momentum that grows in by a schedule. (Dozat 2016.)
struct NAdamParameters {
    double learningRate = 2e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double eps = 1e-8;
    double weightDecay = 0.0;
    double momentumDecay = 4e-3;

    static NAdamParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct NAdamState {
    std::int64_t steps = 0;
    Vec2 point;
    Vec2 mean;
    Vec2 square;
    double beta2Power = 1.0;
    double fade = 1.0;             ///< 0.96^momentum_decay, fixed at the start
    double fadePower = 1.0;        ///< 0.96^(t · momentum_decay)
    double momentumProduct = 1.0;  ///< μ₁ · … · μ_t
};
inline NAdamState initialState(const NAdamParameters& p, Vec2 point) {
    NAdamState state;
    state.point = point;
    state.fade = std::pow(0.96, p.momentumDecay);
    return state;
}

struct NAdamAdvance {
    NAdamState state;
    Vec2 gradient;
    double momentum = 0.0;      ///< μ_t
    double nextMomentum = 0.0;  ///< μ_{t+1}
    Vec2 meanCorrected;
    Vec2 squareCorrected;
    Vec2 denominator;
    Vec2 update;
};

inline NAdamAdvance advance(const NAdamParameters& p, const NAdamState& s, Vec2 gradient) {
    NAdamAdvance a{s, gradient, 0.0, 0.0, {}, {}, {}, {}};
    if (p.weightDecay != 0.0) a.gradient = gradient + p.weightDecay * s.point;
    a.state.fadePower = s.fadePower * s.fade;
    a.momentum = p.beta1 * (1.0 - 0.5 * a.state.fadePower);
    a.nextMomentum = p.beta1 * (1.0 - 0.5 * a.state.fadePower * s.fade);
    a.state.momentumProduct = s.momentumProduct * a.momentum;
    a.state.beta2Power = s.beta2Power * p.beta2;
    a.state.mean = mixed(p.beta1, s.mean, a.gradient);
    a.state.square = mixed(p.beta2, s.square, squared(a.gradient));
    a.meanCorrected = (a.nextMomentum / (1.0 - a.state.momentumProduct * a.nextMomentum)) * a.state.mean +
                      ((1.0 - a.momentum) / (1.0 - a.state.momentumProduct)) * a.gradient;
    a.squareCorrected = (1.0 / (1.0 - a.state.beta2Power)) * a.state.square;
    a.denominator = shifted(rooted(a.squareCorrected), p.eps);
    a.update = -p.learningRate * over(a.meanCorrected, a.denominator);
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

StepResult<NAdamState> step(const NAdamParameters& parameters, const NAdamState& state, Vec2 gradient);
OptimizerInfo nadamInfo();

}  // namespace calc
