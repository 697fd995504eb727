#pragma once
#include <memory>
#include <optional>

#include "core/descent/newton.h"
#include "core/expression/expression.h"
#include "core/expression/program.h"

namespace calc {

/// A loss of one variable (x) or of two (x, y), compiled once for value and exact gradient.
struct LossFunction {
    Expression expression;
    int dimension = 2;
    GradientProgram program;
};
/// `dimension` 1: a function of x alone.
LossFunction compileLoss(const Expression& expression, int dimension);

/// The second derivatives of a loss, compiled once: exact gradients of the symbolic first derivatives. Where there is no such formula
/// (gamma), differences of the exact gradient of fourth order: relative error about 1e-11. nullopt where the curvature does not exist. In
/// one dimension the missing direction is that of a unit matrix. At a kink the formula may give the curvature of one side.
/// Cost: about three gradients; eight where there is no formula.
class Curvature {
public:
    explicit Curvature(const LossFunction& loss);
    std::optional<Hessian> operator()(Vec2 point) const;

private:
    std::optional<Hessian> differences(Vec2 point) const;

    GradientProgram m_gradient;
    int m_dimension = 2;
    std::optional<GradientProgram> m_slopeX;
    std::optional<GradientProgram> m_slopeY;
};

}  // namespace calc
