#include "core/calculus/quadrature.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/quadrature_rules.h"
#include "core/expression/program.h"

namespace calc {

Integral integrate(const Expression& integrand, Range range, const IntegrateOptions& options, Variable variable) {
    Integral result;
    const double sign = range.low <= range.high ? 1.0 : -1.0;
    if (sign < 0) std::swap(range.low, range.high);
    if (range.low == range.high) {
        result.kind = IntegralKind::Value;
        result.why = Message(CALC_TEXT("Both ends are the same point."));
        return result;
    }
    if (!range.isFinite()) {
        result.why = Message(CALC_TEXT("The range has no end."));
        return result;
    }
    const Program program = Program::compile(integrand, {variable});
    AdaptiveSum sum;
    sum.add([program](double x) { return program(x); }, {range.low, range.high});
    AdaptiveSum::Goal goal;
    goal.relative = options.relativeTolerance;
    goal.maximumEvaluations = options.maximumEvaluations;
    goal.expired = options.expired;
    const bool reached = sum.refine(goal);
    result.evaluations = sum.evaluations();
    if (!reached) {
        result.why = Message(CALC_TEXT("Two ways of adding the area up do not agree."));
        return result;
    }
    result.kind = IntegralKind::Value;
    result.value = sign * sum.value();
    result.error = sum.error() + 1e-15 * sum.absolute();
    result.why = Message(CALC_TEXT("Two Gauss rules agree on every piece."));
    return result;
}

}  // namespace calc
