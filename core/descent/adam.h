#pragma once
#include <cstdint>

#include "core/descent/elementwise.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// Where weight decay acts: in the gradient (Adam), or straight on the weights (AdamW).
enum class WeightDecay : std::uint8_t { InGradient, Decoupled };

/// Adam as torch.optim.Adam documents it, and AdamW with decoupled weight decay. (Kingma and Ba 2015; Loshchilov and Hutter 2019;
/// AMSGrad: Reddi, Kale and Kumar 2018, the maximum taken before the bias correction. Without the
/// correction the first step is (1 − β₁)/√(1 − β₂) times as long.)
struct AdamParameters {
    double learningRate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double eps = 1e-8;
    double weightDecay = 0.0;
    bool amsgrad = false;
    bool biasCorrection = true;
    WeightDecay decay = WeightDecay::InGradient;

    static AdamParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct AdamState {
    std::int64_t steps = 0;
    Vec2 point;
    Vec2 mean;                ///< m
    Vec2 square;              ///< v
    Vec2 largestSquare;       ///< where amsgrad
    double beta1Power = 1.0;  ///< β₁ᵗ as a running product: relative error t ulp, which 1 - β₁ᵗ forgets as the power vanishes
    double beta2Power = 1.0;
};
inline AdamState initialState(const AdamParameters&, Vec2 point) {
    AdamState state;
    state.point = point;
    return state;
}

struct AdamAdvance {
    AdamState state;
    Vec2 gradient;
    Vec2 meanCorrected;
    Vec2 squareCorrected;
    Vec2 denominator;
    Vec2 decay;  ///< the decoupled part of the update
    Vec2 update;
};

inline AdamAdvance advance(const AdamParameters& p, const AdamState& s, Vec2 gradient) {
    AdamAdvance a{s, gradient, {}, {}, {}, {}, {}};
    Vec2 from = s.point;
    if (p.weightDecay != 0.0 && p.decay == WeightDecay::InGradient) a.gradient = gradient + p.weightDecay * s.point;
    if (p.weightDecay != 0.0 && p.decay == WeightDecay::Decoupled) {
        a.decay = -(p.learningRate * p.weightDecay) * s.point;
        from = (1.0 - p.learningRate * p.weightDecay) * s.point;
    }
    a.state.mean = mixed(p.beta1, s.mean, a.gradient);
    a.state.square = mixed(p.beta2, s.square, squared(a.gradient));
    a.state.beta1Power = s.beta1Power * p.beta1;
    a.state.beta2Power = s.beta2Power * p.beta2;
    if (p.amsgrad) a.state.largestSquare = larger(s.largestSquare, a.state.square);
    a.meanCorrected = a.state.mean;
    a.squareCorrected = p.amsgrad ? a.state.largestSquare : a.state.square;
    if (p.biasCorrection) {
        a.meanCorrected = (1.0 / (1.0 - a.state.beta1Power)) * a.meanCorrected;
        a.squareCorrected = (1.0 / (1.0 - a.state.beta2Power)) * a.squareCorrected;
    }
    a.denominator = shifted(rooted(a.squareCorrected), p.eps);
    const Vec2 descent = -p.learningRate * over(a.meanCorrected, a.denominator);
    a.update = a.decay + descent;
    a.state.point = from + descent;
    ++a.state.steps;
    return a;
}

StepResult<AdamState> step(const AdamParameters& parameters, const AdamState& state, Vec2 gradient);
OptimizerInfo adamInfo();

}  // namespace calc
