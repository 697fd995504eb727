#pragma once
#include <cstdint>

#include "core/descent/elementwise.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// Quasi-hyperbolic Adam: in numerator and denominator a mean of this step's value and of Adam's corrected running mean,
/// w ← w − η ((1 − ν₁) g + ν₁ m̂) / (√((1 − ν₂) g² + ν₂ v̂) + ε). (Ma and Yarats 2019, section 4.2; defaults as recommended there.)
struct QhAdamParameters {
    double learningRate = 1e-3;
    double beta1 = 0.995;
    double beta2 = 0.999;
    double nu1 = 0.7;
    double nu2 = 1.0;
    double eps = 1e-8;
    double weightDecay = 0.0;

    static QhAdamParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = false;
};

struct QhAdamState {
    std::int64_t steps = 0;
    Vec2 point;
    Vec2 mean;
    Vec2 square;
    double beta1Power = 1.0;
    double beta2Power = 1.0;
};
inline QhAdamState initialState(const QhAdamParameters&, Vec2 point) { return {0, point, {}, {}, 1.0, 1.0}; }

struct QhAdamAdvance {
    QhAdamState state;
    Vec2 gradient;
    Vec2 meanCorrected;
    Vec2 squareCorrected;
    Vec2 numerator;
    Vec2 mixedSquare;
    Vec2 denominator;
    Vec2 update;
};

inline QhAdamAdvance advance(const QhAdamParameters& p, const QhAdamState& s, Vec2 gradient) {
    QhAdamAdvance a{s, gradient, {}, {}, {}, {}, {}, {}};
    if (p.weightDecay != 0.0) a.gradient = gradient + p.weightDecay * s.point;
    const Vec2 square = squared(a.gradient);
    a.state.mean = mixed(p.beta1, s.mean, a.gradient);
    a.state.square = mixed(p.beta2, s.square, square);
    a.state.beta1Power = s.beta1Power * p.beta1;
    a.state.beta2Power = s.beta2Power * p.beta2;
    a.meanCorrected = (1.0 / (1.0 - a.state.beta1Power)) * a.state.mean;
    a.squareCorrected = (1.0 / (1.0 - a.state.beta2Power)) * a.state.square;
    a.numerator = mixed(p.nu1, a.meanCorrected, a.gradient);
    a.mixedSquare = mixed(p.nu2, a.squareCorrected, square);
    a.denominator = shifted(rooted(a.mixedSquare), p.eps);
    a.update = -p.learningRate * over(a.numerator, a.denominator);
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

StepResult<QhAdamState> step(const QhAdamParameters& parameters, const QhAdamState& state, Vec2 gradient);
OptimizerInfo qhadamInfo();

}  // namespace calc
