#include "core/descent/loss_function.h"

#include <cmath>
#include <utility>

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

Curvature::Curvature(const LossFunction& loss) : m_gradient(loss.program), m_dimension(loss.dimension) {
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
    return differences(point);
}

std::optional<Hessian> Curvature::differences(Vec2 point) const {
    // Fourth order: (8 (g(+h) - g(-h)) - (g(+2h) - g(-2h))) / 12 h, with the step that balances truncation and rounding.
    const auto along = [this, point](Vec2 direction, double at) {
        const double h = 1e-3 * (1.0 + std::fabs(at));
        const auto slope = [&](double t) { return m_gradient(point + (t * h) * direction).gradient; };
        return (1.0 / (12.0 * h)) * (8.0 * (slope(1.0) - slope(-1.0)) - (slope(2.0) - slope(-2.0)));
    };
    const Vec2 x = along({1.0, 0.0}, point.x);
    if (m_dimension == 1) return finiteOnly({x.x, 0.0, 1.0});
    const Vec2 y = along({0.0, 1.0}, point.y);
    return finiteOnly({x.x, 0.5 * (x.y + y.x), y.y});
}

}  // namespace calc
