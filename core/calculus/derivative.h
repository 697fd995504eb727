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
/// Error: evaluated with 100 digits, with 1,000 where those cancel, so value and one-sided slopes are right to the last digit or two of a
/// double. Cost: milliseconds; what takes more than a second (towers of hundreds of powers) is given up as undetermined.
PointDerivative derivative(const Expression& expression, double at, int order = 1, Variable variable = Variable::X);

struct GradientAndHessian {
    PointDerivative::Kind kind = PointDerivative::Kind::Undefined;
    double value = 0.0;
    Vec2 gradient;
    std::array<std::array<double, 2>, 2> hessian{};
    bool hasHessian = false;
    Message why;
};

/// Exact gradient and Hessian of f(x, y). Method: `derivative` of orders 1 and 2 along (1,0), (0,1), (1,1), (1,-1) and (2,1); the mixed
/// part is (f_{1,1} - f_{1,-1}) / 4 (Griewank, Utke and Walther, Evaluating higher derivative tensors by forward propagation of univariate
/// Taylor series, 2000). The slopes must belong to one plane, and the second derivatives to one quadratic form, to 1e-9 relative: else it
/// is undefined, or without a Hessian. Error: that of `derivative`; the mixed part keeps 32 digits until it is rounded.
GradientAndHessian gradientAndHessian(const Expression& expression, Vec2 at);

}  // namespace calc
