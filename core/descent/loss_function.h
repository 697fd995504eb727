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

/// The second derivatives of a loss, compiled once: the symbolic first derivatives, and their exact gradients. Where there is no such
/// formula (gamma), gradientAndHessian of core/calculus is asked point by point. nullopt where the curvature does not exist. In one
/// dimension the missing direction is that of a unit matrix. At a kink the formula may give the curvature of one side.
/// Cost: about three gradients; a thousand times that where there is no formula.
class Curvature {
public:
    explicit Curvature(const LossFunction& loss);
    std::optional<Hessian> operator()(Vec2 point) const;

private:
    Expression m_expression;
    int m_dimension = 2;
    std::optional<GradientProgram> m_slopeX;
    std::optional<GradientProgram> m_slopeY;
};

}  // namespace calc
