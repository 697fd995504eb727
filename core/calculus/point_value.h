#pragma once
#include <span>

#include "core/base/message.h"
#include "core/expression/expression.h"

namespace calc {

/// What an expression is at one point: decided, where an evaluation in doubles can mistake rounding for a pole (sqrt(sin(2*pi)) is 0 and
/// has a value, tan(pi/2) has none) or overflow for "no value" (exp(1000)/exp(999) is e).
struct PointValue {
    enum class Kind {
        Value,
        Undefined,
        Overflow,      ///< a value too large for a double; `value` is +-inf
        Undetermined,  ///< not decided within 1,000 digits
    };
    Kind kind = Kind::Undefined;
    double value = 0.0;  ///< correctly rounded
};

/// Literals mean the nearest double, pi and e themselves. Computed with 100 digits, with 1,000 where a sum loses nearly all of them.
/// Cost: microseconds for each operation; for curves and optimizers use Program. `variables` and `point` belong together; a variable of
/// the expression that is not among them is taken as 0.
PointValue pointValue(const Expression& expression, std::span<const Variable> variables, std::span<const double> point);

}  // namespace calc
