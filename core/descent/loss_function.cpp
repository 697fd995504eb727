#include "core/descent/loss_function.h"

#include <cmath>
#include <utility>

#include "core/calculus/derivative.h"
#include "core/expression/differentiate.h"

namespace calc {
namespace {

std::vector<Variable> variablesOf(int dimension) {
    return dimension > 1 ? std::vector<Variable>{Variable::X, Variable::Y} : std::vector<Variable>{Variable::X};
}

std::optional<Hessian> finiteOnly(const Hessian& hessian) {
    if (!std::isfinite(hessian.xx) || !std::isfinite(hessian.xy) || !std::isfinite(hessian.yy)) return std::nullopt;
    return hessian;
}

}  // namespace

LossFunction compileLoss(const Expression& expression, int dimension) {
    return {expression, dimension, GradientProgram::compile(expression, variablesOf(dimension))};
}

Curvature::Curvature(const LossFunction& loss) : m_expression(loss.expression), m_dimension(loss.dimension) {
    const auto slope = [&loss](Variable variable) -> std::optional<GradientProgram> {
        const Result<Expression> derivative = differentiate(loss.expression, variable);
        if (!derivative) return std::nullopt;
        return GradientProgram::compile(*derivative, variablesOf(loss.dimension));
    };
    m_slopeX = slope(Variable::X);
    if (m_slopeX && m_dimension > 1) m_slopeY = slope(Variable::Y);
}

std::optional<Hessian> Curvature::operator()(Vec2 point) const {
    if (m_slopeX && m_dimension == 1) return finiteOnly({(*m_slopeX)(point).gradient.x, 0.0, 1.0});
    if (m_slopeX && m_slopeY) {
        const Vec2 ofX = (*m_slopeX)(point).gradient;
        return finiteOnly({ofX.x, ofX.y, (*m_slopeY)(point).gradient.y});
    }
    const GradientAndHessian at = gradientAndHessian(m_expression, point);
    if (at.kind != PointDerivative::Kind::Value || !at.hasHessian) return std::nullopt;
    if (m_dimension == 1) return finiteOnly({at.hessian[0][0], 0.0, 1.0});
    return finiteOnly({at.hessian[0][0], at.hessian[0][1], at.hessian[1][1]});
}

}  // namespace calc
