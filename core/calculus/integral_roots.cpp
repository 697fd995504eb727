#include "core/calculus/integral_roots.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

namespace calc {
namespace {

constexpr double kAgreement = 1e-46;  // of a recognized number with its digits

const Real& piDigits() {
    static const Real pi = boost::math::constants::pi<Real>();
    return pi;
}

/// The fraction with the smallest denominator (up to `largest`) within `tolerance` of x: its continued fraction, cut off.
std::optional<Rational> fractionNear(const Real& x, const Real& tolerance, std::int64_t largest) {
    if (abs(x) > 1e12) return std::nullopt;
    Real rest = x;
    Rational previous(0), current(1), previousDenominator(1), currentDenominator(0);
    for (int step = 0; step < 40; ++step) {
        const Real whole = floor(rest);
        const Rational digit(whole.convert_to<std::int64_t>());
        const Rational next = digit * current + previous, nextDenominator = digit * currentDenominator + previousDenominator;
        previous = current, current = next;
        previousDenominator = currentDenominator, currentDenominator = nextDenominator;
        if (currentDenominator.bits() > 45 || currentDenominator > Rational(largest)) return std::nullopt;
        const Rational fraction = current / currentDenominator;
        if (abs(toReal(fraction) - x) <= tolerance) return fraction;
        rest = 1 / (rest - whole);
        if (abs(rest) > 1e12) return std::nullopt;
    }
    return std::nullopt;
}

/// u - level; Lost where nothing is known.
RealValue above(RealEvaluator& evaluator, NodeId u, double level, const Real& x) {
    RealValue value = evaluator.at(u, x);
    if (!value.ok() || level == 0.0) return value;
    value.value -= level;
    return value;
}

}  // namespace

std::optional<Real> bracketedRoot(RealEvaluator& evaluator, NodeId u, double level, Range bracket, int digits) {
    bool known = true;
    const auto f = [&](const Real& x) {
        const RealValue value = above(evaluator, u, level, x);
        // Within the rounding of 50 digits of the root nothing is known, and nothing more is needed.
        if (value.status == RealValue::Status::NoValue) known = false;
        return value.ok() ? value.value : Real(0);
    };
    const Real low = bracket.low, high = bracket.high, atLow = f(low), atHigh = f(high);
    if (!known) return std::nullopt;
    if (atLow == 0) return low;
    if (atHigh == 0) return high;
    if ((atLow > 0) == (atHigh > 0)) return std::nullopt;
    const Real relative = pow(Real(10), -digits);
    const auto close = [&](const Real& a, const Real& b) { return abs(b - a) <= relative * std::max<Real>(abs(a), abs(b)); };
    std::uintmax_t steps = 200;
    const auto [a, b] = boost::math::tools::toms748_solve(f, low, high, atLow, atHigh, close, steps);
    if (!known) return std::nullopt;
    return abs(f(a)) <= abs(f(b)) ? a : b;
}

std::optional<Real> extremum(RealEvaluator& evaluator, NodeId u, Range bracket) {
    Real low = bracket.low, high = bracket.high;
    const Real step = (high - low) * 1e-16;
    const auto slope = [&](const Real& x) -> std::optional<Real> {
        const RealValue right = evaluator.at(u, x + step), left = evaluator.at(u, x - step);
        if (!right.ok() || !left.ok()) return std::nullopt;
        return Real(right.value - left.value);
    };
    const auto atLow = slope(low + step), atHigh = slope(high - step);
    if (!atLow || !atHigh || (*atLow > 0) == (*atHigh > 0)) return std::nullopt;
    for (int k = 0; k < 110; ++k) {
        const Real middle = (low + high) / 2;
        const auto at = slope(middle);
        if (!at) return std::nullopt;
        if (*at == 0) return middle;
        ((*at > 0) == (*atLow > 0) ? low : high) = middle;
    }
    return Real((low + high) / 2);
}

SpecialPoint pointFrom(const Real& digits, bool isSingular) {
    SpecialPoint point;
    point.isSingular = isSingular;
    point.x = toDouble(digits);
    const Real tolerance = abs(digits) * kAgreement;
    Real exact = digits;
    if (abs(digits) < 1e-45) {
        point.exact = std::make_shared<Expression>(Expression::number(0));
        point.x = 0.0;
        exact = 0;
    } else if (abs(digits - point.x) <= tolerance) {
        point.exact = std::make_shared<Expression>(Expression::number(Rational::fromDouble(point.x)));
        exact = point.x;
    } else if (const auto fraction = fractionNear(digits, tolerance, 100000)) {
        point.exact = std::make_shared<Expression>(Expression::number(*fraction));
        exact = toReal(*fraction);
    } else if (const auto turns = fractionNear(digits / piDigits(), kAgreement * abs(digits), 1000)) {
        point.exact = std::make_shared<Expression>(Expression::number(*turns) * Expression::pi());
        exact = toReal(*turns) * piDigits();
    }
    point.digits = std::make_shared<RealNumber>(RealNumber{exact});
    return point;
}

std::optional<Real> simplestRoot(RealEvaluator& evaluator, NodeId u, double level, Range bracket) {
    const auto isRoot = [&](const Real& x) {
        const RealValue value = evaluator.at(u, x);
        if (value.status == RealValue::Status::NoValue) return false;
        const Real gap = value.ok() ? Real(value.value - level) : Real(0);
        return abs(gap) <= 1e-40 && x >= bracket.low && x <= bracket.high;
    };
    const Real middle = (Real(bracket.low) + Real(bracket.high)) / 2;
    const Real half = (Real(bracket.high) - Real(bracket.low)) / 2;
    if (const auto fraction = fractionNear(middle, half, 100000); fraction && isRoot(toReal(*fraction))) return toReal(*fraction);
    if (const auto turns = fractionNear(middle / piDigits(), half / piDigits(), 1000))
        if (const Real x = toReal(*turns) * piDigits(); isRoot(x)) return x;
    return std::nullopt;
}

SpecialPoint exactPoint(double x, bool isSingular) {
    SpecialPoint point;
    point.x = x;
    point.isSingular = isSingular;
    if (!std::isfinite(x)) return point;  // no number has that place
    point.exact = std::make_shared<Expression>(Expression::number(Rational::fromDouble(x)));
    point.digits = std::make_shared<RealNumber>(RealNumber{Real(x)});
    return point;
}

}  // namespace calc
