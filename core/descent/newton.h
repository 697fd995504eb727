#pragma once
#include <cmath>
#include <cstdint>

#include "core/base/range.h"
#include "core/descent/parameter_table.h"
#include "core/descent/step_term.h"

namespace calc {

/// The symmetric matrix of second derivatives.
struct Hessian {
    double xx = 0.0;
    double xy = 0.0;
    double yy = 0.0;
    bool operator==(const Hessian&) const = default;
};

/// Newton's method, damped: w ← w − η (H + δ I)⁻¹ g. Where H + δ I is not positive definite the step may lead uphill or to a saddle:
/// the advance says so. Where it is singular there is no step (NaN). (Nocedal and Wright, Numerical Optimization, ch. 3.)
struct NewtonParameters {
    double learningRate = 1.0;
    double damping = 0.0;

    static NewtonParameters from(const ParameterReader& value);
    static constexpr bool kNeedsHessian = true;
};

struct NewtonState {
    std::int64_t steps = 0;
    Vec2 point;
};
inline NewtonState initialState(const NewtonParameters&, Vec2 point) { return {0, point}; }

struct NewtonAdvance {
    NewtonState state;
    Hessian matrix;  ///< H + δ I
    double determinant = 0.0;
    bool positiveDefinite = false;
    Vec2 direction;
    Vec2 update;
};

inline NewtonAdvance advance(const NewtonParameters& p, const NewtonState& s, Vec2 gradient, const Hessian& hessian) {
    NewtonAdvance a{s, {hessian.xx + p.damping, hessian.xy, hessian.yy + p.damping}, 0.0, false, {}, {}};
    // The determinant with one rounding error less: a difference of products by a fused multiply-add (Kahan).
    const double cross = a.matrix.xy * a.matrix.xy;
    a.determinant = std::fma(a.matrix.xx, a.matrix.yy, -cross) - std::fma(a.matrix.xy, a.matrix.xy, -cross);
    a.positiveDefinite = a.matrix.xx > 0.0 && a.determinant > 0.0;
    a.direction = {(a.matrix.yy * gradient.x - a.matrix.xy * gradient.y) / a.determinant,
                   (a.matrix.xx * gradient.y - a.matrix.xy * gradient.x) / a.determinant};
    a.update = -p.learningRate * a.direction;
    a.state.point = s.point + a.update;
    ++a.state.steps;
    return a;
}

StepResult<NewtonState> step(const NewtonParameters& parameters, const NewtonState& state, Vec2 gradient, const Hessian& hessian);
OptimizerInfo newtonInfo();

}  // namespace calc
