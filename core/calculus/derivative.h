#pragma once
#include <array>
#include <optional>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/expression/expression.h"

namespace calc {

/// The derivative of a function of one variable at one point, decided, not guessed.
struct PointDerivative {
    enum class Kind {
        Value,  ///< infinite where it is too large for a double
        Undefined,
        Undetermined,  ///< could not be decided: honest, and rare
    };
    Kind kind = Kind::Undefined;
    double value = 0.0;
    /// One-sided derivatives (of the same order) where they exist and differ; +-inf at a vertical tangent.
    std::optional<double> left;
    std::optional<double> right;
    Message why;  ///< for Undefined: kink, jump, pole, outside the domain, vertical tangent, cusp
};

/// The n-th derivative (order 1 to 20) at x = at, by truncated Taylor arithmetic (Jet; Griewank and Walther, Evaluating Derivatives, ch.
/// 13), one-sided Jets where a part of the expression has a kink, jump or domain edge at the point; both sides must agree exactly in form.
/// Error: about (order + 1) times the rounding of the evaluation; 1e-12 relative on the reference cases.
PointDerivative derivative(const Expression& expression, double at, int order = 1, Variable variable = Variable::X);

struct GradientAndHessian {
    PointDerivative::Kind kind = PointDerivative::Kind::Undefined;
    double value = 0.0;
    Vec2 gradient;
    std::array<std::array<double, 2>, 2> hessian{};
    bool hasHessian = false;
    Message why;
};

/// Exact gradient and Hessian of f(x, y), by second-order forward mode in two variables.
GradientAndHessian gradientAndHessian(const Expression& expression, Vec2 at);

}  // namespace calc
