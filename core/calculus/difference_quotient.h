#pragma once
#include <vector>

#include "core/base/result.h"
#include "core/expression/expression.h"
#include "core/expression/program.h"

namespace calc {

enum class DifferenceRule {
    Forward,   ///< (f(x + h) - f(x)) / h: truncation error h |f''| / 2
    Backward,  ///< (f(x) - f(x - h)) / h: the same
    Central,   ///< (f(x + h) - f(x - h)) / (2h): truncation error h^2 |f'''| / 6
};

/// The slope of the secant, in doubles as anyone would write it. A lesson: its error has a smallest value at a step that is not small
/// (see differenceErrorCurve). For the derivative itself use `derivative`, which is exact. NaN where a value is missing.
double differenceQuotient(const Program& f, double x, double h, DifferenceRule rule);

/// One step of the error curve.
struct DifferenceError {
    double h = 0.0;
    double quotient = 0.0;
    double error = 0.0;       ///< |quotient - exact slope|
    double truncation = 0.0;  ///< what theory expects from the curve of f: see DifferenceRule
    double rounding = 0.0;    ///< what theory expects from rounding f: 2 u |f| / h (central: u |f| / h), u = 2^-53
};

struct DifferenceErrorCurve {
    double slope = 0.0;                   ///< the derivative at x
    std::vector<DifferenceError> errors;  ///< from the largest step to the smallest; steps at which f has no value are left out
    double bestStep = 0.0;                ///< where theory has truncation and rounding least together; 0 where it has no truncation
    std::size_t smallest = 0;             ///< index of the smallest error in `errors`
};

struct DifferenceSteps {
    double largest = 1.0;
    double smallest = 1e-16;
    int perDecade = 4;
    /// Nothing, or what is wrong with them.
    std::optional<Error> validate() const;
};

/// The error of a difference quotient against its step, in falling steps: first it falls with h (truncation), then it rises again
/// (rounding). (Press et al., Numerical Recipes, 5.7.) Fails where f has no derivative at x or the steps make no sense.
Result<DifferenceErrorCurve> differenceErrorCurve(const Expression& f, double x, DifferenceRule rule, const DifferenceSteps& steps = {},
                                                  Variable variable = Variable::X);

}  // namespace calc
