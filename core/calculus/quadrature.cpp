#include "core/calculus/quadrature.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/calculus/integral_examination.h"
#include "core/calculus/integral_integrand.h"
#include "core/calculus/integral_refinement.h"
#include "core/calculus/integral_sum.h"

namespace calc {
namespace {

/// Bounds that are worth something make the value certified, and cap its error.
void takeBounds(Integral& result, const IntegralBounds& bounds, double absolute) {
    if (!bounds.proved || bounds.width() > 1e-3 * std::max(std::fabs(result.value), std::min(1.0, absolute))) return;
    result.certified = true;
    result.lower = bounds.lower;
    result.upper = bounds.upper;
    result.value = std::clamp(result.value, bounds.lower, bounds.upper);
    result.error = std::min(result.error, std::max(bounds.upper - result.value, result.value - bounds.lower));
}

IntegralVerdict undetermined(const char* why) { return {IntegralKind::Undetermined, Message(why)}; }

/// Whether the value that was found may be claimed.
IntegralVerdict verdictOn(const Integral& result, const IntegralSum& sum, const Refinement& refinement, const Range& range) {
    const bool mayHide = refinement.hiding == Refinement::Hiding::Possible && !result.certified;
    if (mayHide && sum.absolute() == 0.0)
        return undetermined(CALC_TEXT("Nothing but zeros was met, but something narrow may hide between them."));
    if (mayHide && refinement.goal == Refinement::Goal::Reached && range.isFinite() && range.length() > kWideRange)
        return undetermined(CALC_TEXT("The range is so wide that something narrow may lie in it."));
    if (!std::isfinite(result.value) || !std::isfinite(result.error))
        return undetermined(CALC_TEXT("The area is too large to be added up in doubles."));
    if (refinement.bounds.proved && !liesWithin(refinement.bounds, sum))
        return undetermined(CALC_TEXT("The sum lies outside its proved bounds: something narrow was missed."));
    if (result.error > std::max(1e-6 * std::fabs(result.value), 1e-11 * sum.absolute())) return disagreement();
    return {IntegralKind::Value,
            result.certified
                ? Message(CALC_TEXT("Two ways of adding the area up agree on every piece, and interval arithmetic proves the bounds."))
                : Message(CALC_TEXT("Two ways of adding the area up agree on every piece."))};
}

/// Adds an examined range up, and says what its sum is worth.
IntegralVerdict addUp(Integral& result, Integrand& integrand, const ExaminedRange& examined, const PieceGoal& goal,
                      const IntegrateOptions& options) {
    IntegralSum sum = sumOfPieces(integrand, examined, goal);
    const auto refinement = sum.apart.ok ? refine(sum, integrand, options) : std::nullopt;
    integrand.count(sum.smooth.evaluations());
    if (!sum.apart.ok) return disagreement();
    if (!refinement) return undetermined(CALC_TEXT("The function has no value at a point where it was needed."));
    result.value = sum.value();
    result.error = sum.error();
    takeBounds(result, refinement->bounds, sum.smooth.absolute());
    return verdictOn(result, sum, *refinement, examined.range);
}

Integral integralOverAscending(const Expression& f, const Range& range, const IntegrateOptions& options, Variable variable) {
    Integral result;
    Integrand integrand(f, variable);
    const PieceGoal goal{options.relativeTolerance, options.expired};
    ExaminedRange examined = examine(integrand, range, goal);
    IntegralVerdict verdict = examined.verdict ? *examined.verdict : addUp(result, integrand, examined, goal, options);
    result.kind = verdict.kind;
    result.why = std::move(verdict.why);
    result.ends = std::move(examined.ends);
    result.evaluations = integrand.evaluations();
    return result;
}

}  // namespace

Integral integrate(const Expression& integrand, Range range, const IntegrateOptions& options, Variable variable) {
    Integral result;
    if (range.low == range.high) {
        result.kind = IntegralKind::Value;
        result.why = Message(CALC_TEXT("Both ends are the same point."));
        return result;
    }
    const bool isReversed = range.low > range.high;
    if (isReversed) std::swap(range.low, range.high);
    result = integralOverAscending(integrand, range, options, variable);
    if (isReversed) {
        result.value = -result.value;
        std::swap(result.lower, result.upper);
        result.lower = -result.lower;
        result.upper = -result.upper;
    }
    return result;
}

}  // namespace calc
