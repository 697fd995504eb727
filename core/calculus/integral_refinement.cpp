#include "core/calculus/integral_refinement.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace calc {
namespace {

AdaptiveSum::Goal goalOf(const IntegralSum& sum, const IntegrateOptions& options) {
    AdaptiveSum::Goal goal;
    goal.relative = options.relativeTolerance;
    goal.absolute = goal.relative * std::fabs(sum.apart.value);
    goal.maximumEvaluations = options.maximumEvaluations;
    goal.expired = options.expired;
    return goal;
}

/// Tens of thousands of waves, say: fewer digits, but a value. What is good enough already stays as it is.
void refineFurther(AdaptiveSum& sum, const AdaptiveSum::Goal& goal) {
    AdaptiveSum::Goal less = goal;
    less.relative = 1e-7;
    less.noise = 1e-12;
    less.maximumEvaluations *= 4;
    sum.refine(less);
}

/// What was added up so far is of no use; its evaluations count all the same.
void startAgain(AdaptiveSum& sum, Integrand& integrand) {
    integrand.count(sum.evaluations());
    sum = AdaptiveSum();
}

/// Where the function changes fastest.
double peakOf(const AdaptiveSum& sum) {
    const auto slope = [](const AdaptiveSum::Piece& piece) { return piece.sum.variation / piece.range.length(); };
    const auto steeper = [&](const AdaptiveSum::Piece& a, const AdaptiveSum::Piece& b) { return slope(a) < slope(b); };
    return std::max_element(sum.pieces().begin(), sum.pieces().end(), steeper)->range.middle();
}

/// The part of a range on one side of the peak, in the distance from it, decade by decade.
void addSideOfPeak(AdaptiveSum& sum, Integrand& integrand, const Range& range, double peak, int side) {
    const double near = side > 0 ? std::max(0.0, range.low - peak) : std::max(0.0, peak - range.high);
    const double far = side > 0 ? range.high - peak : peak - range.low;
    if (!(far > near)) return;
    const LocalFunction local = integrand.near(exactPoint(peak, false), side, far);
    std::vector<double> distances = {near};
    double t = far * 1e-14;
    while (t < far) {
        if (t > near) distances.push_back(t);
        t *= 10.0;
    }
    distances.push_back(far);
    addLocal(sum, local, distances);
}

/// Where the rounding of the points themselves spoils the sum (a peak far narrower than the distance from 0 has digits for), the pieces
/// start again from the peak, in the distance from it.
void resolvePeak(IntegralSum& sum, Integrand& integrand, const AdaptiveSum::Goal& goal) {
    if (sum.plain.empty() || !sum.isPlain || sum.smooth.pointRounding() <= 1e-9 * sum.smooth.absolute()) return;
    const double peak = peakOf(sum.smooth);
    startAgain(sum.smooth, integrand);
    sum.rounding = 0.0;
    for (const Range& range : sum.plain)
        for (const int side : {-1, 1}) addSideOfPeak(sum.smooth, integrand, range, peak, side);
    sum.smooth.refine(goal);
}

/// Proved bounds. They also find what hides between the points: then the sum starts again from their cuts.
IntegralBounds boundsOf(IntegralSum& sum, Integrand& integrand, const IntegrateOptions& options) {
    if (!sum.provable || options.certify == IntegrateOptions::Certify::No) return {};
    BoundsOptions wanted;
    wanted.relativeWidth = 1e-9;
    wanted.absoluteWidth = 1e-14 * sum.smooth.absolute();
    wanted.mostBoxes = 300;
    wanted.expired = options.expired;
    for (const Range& piece : sum.plain) wanted.cuts.push_back(piece.low);
    IntegralBounds bounds = integralBounds(integrand.expression(), *sum.provable, wanted, integrand.variable());
    if (!bounds.proved || liesWithin(bounds, sum)) return bounds;
    startAgain(sum.smooth, integrand);
    const Program program = integrand.program();
    sum.smooth.add([program](double x) { return program(x); }, bounds.cuts);
    sum.smooth.refine(goalOf(sum, options));
    return bounds;
}

}  // namespace

bool liesWithin(const IntegralBounds& bounds, const IntegralSum& sum) {
    const AdaptiveSum& smooth = sum.smooth;
    const double slack = smooth.error() + smooth.pointRounding() + sum.rounding + 1e-15 * smooth.absolute();
    return smooth.value() >= bounds.lower - slack && smooth.value() <= bounds.upper + slack;
}

std::optional<Refinement> refine(IntegralSum& sum, Integrand& integrand, const IntegrateOptions& options) {
    const AdaptiveSum::Goal goal = goalOf(sum, options);
    bool isReached = sum.smooth.refine(goal);
    if (!isReached && sum.smooth.error() > 1e-7 * std::fabs(sum.value())) refineFurther(sum.smooth, goal);
    if (!sum.smooth.finite()) return std::nullopt;
    resolvePeak(sum, integrand, goal);
    Refinement refinement;
    refinement.bounds = boundsOf(sum, integrand, options);
    const bool isTight = refinement.bounds.proved && refinement.bounds.width() <= 1e-6 * std::max(sum.smooth.absolute(), 1e-300);
    bool mayHide = isReached && !isTight;
    for (int round = 0; round < 20 && isReached && mayHide; ++round) {
        mayHide = sum.smooth.expose(goal);
        if (mayHide) isReached = sum.smooth.refine(goal);
    }
    refinement.goal = isReached ? Refinement::Goal::Reached : Refinement::Goal::Missed;
    refinement.hiding = mayHide ? Refinement::Hiding::Possible : Refinement::Hiding::Excluded;
    return refinement;
}

}  // namespace calc
