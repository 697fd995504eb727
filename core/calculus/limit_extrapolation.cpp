#include "core/calculus/limit_extrapolation.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/number_text.h"
#include "core/calculus/asymptotic_evaluate.h"

namespace calc {

namespace {

constexpr int kBits = 400;
constexpr int kFirst = 8;  // powers of 2 of the distances that are extrapolated
constexpr int kLast = 60;
constexpr int kDepths[] = {25, 40, 60};  // powers of 10 of those that are not
constexpr int kFewestDigits = 8;
constexpr std::size_t kMostNodes = 500;  // one value of a longer formula may take seconds

struct Reading {
    Ball value;
    Ball doubt;  // by how much its own parts disagree
};

bool isBelow(const Ball& size, const Magnitude& bound) { return size.isKnown() && size.magnitude() < bound; }

/// The value at a distance of `step` from the point, or at `step` itself for an infinite one. Known with digits to spare, or nullopt.
std::optional<Ball> valueAt(const Expression& moved, Approach approach, Variable variable, const Rational& step,
                            const BallArithmetic& with) {
    const bool down = approach == Approach::FromLeft || approach == Approach::MinusInfinity;
    const Ball value = evaluateBall(moved, variable, down ? -step : step, with);
    if (!value.isKnown() || !(value.radius < Magnitude::powerOfTwo(-100))) return std::nullopt;
    return value;
}

/// The last entries of the even columns of the epsilon table: the best of them, and how far it is from the one before.
std::optional<Reading> wynn(const std::vector<Ball>& values, const BallArithmetic& with) {
    std::vector<Ball> before(values.size(), with.integer(0));
    std::vector<Ball> column = values;
    Reading best{values.back(), with.subtract(values.back(), values[values.size() - 2])};
    for (std::size_t order = 1; column.size() > 1; ++order) {
        std::vector<Ball> next;
        for (std::size_t i = 0; i + 1 < column.size(); ++i) {
            const Ball difference = with.subtract(column[i + 1], column[i]);
            if (!difference.sign() || *difference.sign() == 0) {  // it has converged to all digits that are known
                if (order % 2 == 1) best = {column[i + 1], difference};
                return best;
            }
            next.push_back(with.add(before[i + 1], with.divide(with.integer(1), difference)));
        }
        before = std::move(column);
        column = std::move(next);
        if (order % 2 == 1 || column.size() < 2) continue;
        const Reading here{column.back(), with.subtract(column.back(), column[column.size() - 2])};
        if (!here.value.isKnown() || !here.doubt.isKnown()) return best;
        if (here.doubt.magnitude() < best.doubt.magnitude()) best = here;
    }
    return best;
}

}  // namespace

std::optional<SuggestedLimit> suggestedLimit(const Expression& f, const ExtrapolationScene& scene) {
    if (f.nodeCount() > kMostNodes) return std::nullopt;
    const bool infinite = scene.approach == Approach::PlusInfinity || scene.approach == Approach::MinusInfinity;
    const Expression here = Expression::variable(scene.variable);
    const Expression moved = infinite || scene.at.isNumber(0) ? f : substitute(f, scene.variable, scene.at + here);
    const BallArithmetic with(kBits);
    const auto read = [&](std::int64_t base, int power) -> std::optional<Ball> {
        if (scene.expired && scene.expired()) return std::nullopt;
        const auto step = Rational(base).pow(infinite ? power : -power);
        return step ? valueAt(moved, scene.approach, scene.variable, *step, with) : std::nullopt;
    };
    std::vector<Ball> deep;
    for (const int power : kDepths) {
        const auto value = read(10, power);
        if (!value) return std::nullopt;
        deep.push_back(*value);
    }
    std::vector<Ball> values;
    for (int power = kFirst; power <= kLast; ++power) {
        const auto value = read(2, power);
        if (!value) return std::nullopt;
        values.push_back(*value);
    }
    const auto extrapolated = wynn(values, with);
    if (!extrapolated) return std::nullopt;

    SuggestedLimit result;
    result.value = extrapolated->value.toDouble();
    if (!std::isfinite(result.value)) return std::nullopt;
    const Magnitude scale = Magnitude::of(std::max(1.0, std::fabs(result.value)));
    const Ball gaps[] = {extrapolated->doubt, with.subtract(deep[2], deep[1]), with.subtract(deep[1], deep[0]),
                         with.subtract(deep[2], extrapolated->value)};
    constexpr int kMostDigits = 15;  // of a double
    for (result.digits = kMostDigits; result.digits >= kFewestDigits; --result.digits) {
        const Magnitude bound = Magnitude::of(std::pow(10.0, -result.digits)) * scale;
        if (!std::all_of(std::begin(gaps), std::end(gaps), [&](const Ball& gap) { return isBelow(gap, bound); })) continue;
        if (std::fabs(result.value) < std::pow(10.0, -result.digits)) result.value = 0.0;
        return result;
    }
    return std::nullopt;
}

Message withSuggestion(const Message& why, const SuggestedLimit& suggested, Approach approach) {
    const std::string value = displayNumber(suggested.value, std::min(suggested.digits, 10));
    if (approach == Approach::PlusInfinity || approach == Approach::MinusInfinity)
        return {CALC_TEXT("{0} Values as far as 10⁶⁰, in 120 digits, come close to {1}: a hint, no proof."), {renderEnglish(why), value}};
    return {CALC_TEXT("{0} Values as near as 10⁻⁶⁰, in 120 digits, come close to {1}: a hint, no proof."), {renderEnglish(why), value}};
}

}  // namespace calc
