#include "core/calculus/limit_reason.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/layout.h"
#include "core/numbers/rational_big.h"

namespace calc {

namespace {

constexpr std::size_t kShownTerms = 3;
constexpr std::size_t kMostOfAll = 4;  // a cubic is shown whole

/// As it is read: x², −1/6, √2.
std::string shown(const Expression& e) { return plainText(layout(e)); }

Expression raised(const Expression& step, const Rational& exponent) {
    if (exponent == Rational(1)) return step;
    if (exponent == Rational(1, 2)) return Expression::call(Function::Sqrt, step);
    return power(step, Expression::number(exponent));
}

/// factor * base, a fraction as p base / q.
Expression times(const Expression& factor, const Expression& base) {
    if (factor.isNumber(1)) return base;
    if (!factor.isNumber()) return factor * base;
    const Rational below = rationalFrom(denominatorOf(factor.value()), 1);
    Rational rest = below;  // decimals stay decimals
    for (const Rational& prime : {Rational(2), Rational(5)})
        while ((rest / prime).isInteger()) rest = rest / prime;
    if (rest == Rational(1)) return factor * base;
    const Rational above = factor.value() * below;
    return (above == Rational(1) ? base : Expression::number(above) * base) / Expression::number(below);
}

std::string valueText(const OneSidedLimit& side) {
    switch (side.kind) {
        case LimitKind::Value:
            if (side.exact && side.exact->nodeCount() <= 6) return shown(*side.exact);
            return displayNumber(side.value);
        case LimitKind::PlusInfinity: return "+∞";
        case LimitKind::MinusInfinity: return "−∞";
        default: return "—";
    }
}

/// Whether the expression uses, on a part with the variable, one of the functions that jump.
bool mayJump(const Expression& e) {
    if (e.isConstant()) return false;
    if (e.op() == Op::If) return true;
    if (e.op() == Op::Call && (e.function() == Function::Floor || e.function() == Function::Ceil || e.function() == Function::Sign))
        return true;
    for (const auto& part : e.operands())
        if (mayJump(part)) return true;
    return false;
}

Message reasonOfValue(const SideResult& result, const LimitSituation& scene) {
    if (scene.continuous)
        return {CALC_TEXT("The function is continuous at {0} = {1}, so its limit is its value there."),
                {variableName(scene.variable), shown(scene.at)}};
    if (result.reason == LimitReason::Squeeze)
        return {CALC_TEXT("It oscillates, but between two bounds that have the same limit: the squeeze theorem gives it.")};
    const bool infinite = scene.approach == Approach::PlusInfinity || scene.approach == Approach::MinusInfinity;
    if (scene.leadingTerms) {
        if (infinite)
            return {CALC_TEXT("For large |{0}| it behaves like {1}."), {variableName(scene.variable), shown(*scene.leadingTerms)}};
        return {CALC_TEXT("Near {0} = {1} it behaves like {2}."),
                {variableName(scene.variable), shown(scene.at), shown(*scene.leadingTerms)}};
    }
    if (result.germ && !result.germ->isConstant())
        return {CALC_TEXT("The fastest growing parts were compared and expanded in series: what is left tends to this value.")};
    return {CALC_TEXT("On this side it is constant near the point.")};
}

Message reasonOfInfinity(const SideResult& result, const LimitSituation& scene) {
    if (result.reason == LimitReason::Squeeze) return {CALC_TEXT("It oscillates, but stays beyond a bound that grows without end.")};
    if (scene.leadingTerms) {
        const bool infinite = scene.approach == Approach::PlusInfinity || scene.approach == Approach::MinusInfinity;
        if (infinite) return {CALC_TEXT("For large |{0}| it grows like {1}."), {variableName(scene.variable), shown(*scene.leadingTerms)}};
        return {CALC_TEXT("Near {0} = {1} it grows like {2}."),
                {variableName(scene.variable), shown(scene.at), shown(*scene.leadingTerms)}};
    }
    return {CALC_TEXT("Its fastest growing part grows without end and keeps its sign.")};
}

}  // namespace

Message reasonOf(Scale& scale, const SideResult& result, const LimitSituation& scene) {
    (void)scale;
    switch (result.kind) {
        case LimitKind::Value: return reasonOfValue(result, scene);
        case LimitKind::PlusInfinity:
        case LimitKind::MinusInfinity: return reasonOfInfinity(result, scene);
        case LimitKind::DoesNotExist:
            if (result.samples.size() == 2)
                return {CALC_TEXT("It oscillates for ever: along one sequence of points it tends to {0}, along another to {1}."),
                        {result.samples[0], result.samples[1]}};
            return {CALC_TEXT("It oscillates for ever.")};
        case LimitKind::Undefined: return {CALC_TEXT("It is not real arbitrarily near the point: {0}."), {renderEnglish(result.detail)}};
        case LimitKind::Undetermined: break;
    }
    if (result.reason == LimitReason::OutOfWork) return {CALC_TEXT("It could not be decided in the time allowed.")};
    return result.detail.empty() ? Message(CALC_TEXT("It could not be decided.")) : result.detail;
}

Message beyondDoubles(double value) {
    if (std::isnan(value)) return {CALC_TEXT("It could not be decided.")};
    return value > 0 ? Message(CALC_TEXT("The limit is a number beyond 10³⁰⁸, too large to be shown."))
                     : Message(CALC_TEXT("The limit is a number below −10³⁰⁸, too large in size to be shown."));
}

Message sidesDiffer(const OneSidedLimit& left, const OneSidedLimit& right) {
    return {CALC_TEXT("The two sides differ: {0} from the left, {1} from the right."), {valueText(left), valueText(right)}};
}

Message oneSideOutside(Side outside, const OneSidedLimit& other) {
    const bool known = other.kind == LimitKind::Value || other.kind == LimitKind::PlusInfinity || other.kind == LimitKind::MinusInfinity;
    if (outside == Side::Left) {
        if (!known) return {CALC_TEXT("The left side is outside the domain.")};
        return {CALC_TEXT("The left side is outside the domain; the right-hand limit is {0}."), {valueText(other)}};
    }
    if (!known) return {CALC_TEXT("The right side is outside the domain.")};
    return {CALC_TEXT("The right side is outside the domain; the left-hand limit is {0}."), {valueText(other)}};
}

std::optional<LeadingTerms> leadingTermsOf(SideLimits& side, const SideResult& result, const Expression& at, Approach approach,
                                           Variable variable) {
    const Germ g = result.germ;
    if (!g || g->symbols != 1 || g->oscillates) return std::nullopt;
    try {
        Scale& scale = side.scale();
        const GermSeries& series = scale.series(g, 0, 6);
        const Expression x = Expression::variable(variable);
        const bool atInfinity = approach == Approach::PlusInfinity || approach == Approach::MinusInfinity;
        const bool mirrored = approach == Approach::FromLeft || approach == Approach::MinusInfinity;
        const Expression step = atInfinity ? x : (at.isNumber(0) ? x : x - at);
        std::vector<SeriesTerm> terms;
        for (const SeriesTerm& term : series.terms)
            if (!scale.isZero(term.coefficient)) terms.push_back(term);
        const bool isAll = !series.bound && terms.size() <= kMostOfAll;
        if (!isAll && terms.size() > kShownTerms) terms.resize(kShownTerms);
        std::optional<Expression> sum;
        for (const SeriesTerm& term : terms) {
            if (!term.exponent->isNumber()) return std::nullopt;
            const Rational exponent = atInfinity ? term.exponent->number : -term.exponent->number;
            Germ coefficient = term.coefficient;
            if (mirrored) {
                if (!exponent.isInteger()) return std::nullopt;
                if (!(exponent / Rational(2)).isInteger()) coefficient = scale.pool().negate(coefficient);
            }
            const int sign = scale.constants().sign(coefficient).value_or(1);
            const Germ size = sign < 0 ? scale.pool().negate(coefficient) : coefficient;
            const auto factor = ConstantValues::expression(size);
            if (!factor || factor->nodeCount() > 20) return std::nullopt;
            const bool below = exponent.sign() < 0;
            const Rational height = below ? -exponent : exponent;
            const Expression base = raised(step, height);
            const Expression shownTerm = height.isZero() ? *factor : (below ? *factor / base : times(*factor, base));
            if (!sum)
                sum = sign < 0 ? -shownTerm : shownTerm;
            else
                sum = sign < 0 ? *sum - shownTerm : *sum + shownTerm;
        }
        if (sum) return LeadingTerms{*sum, isAll};
    } catch (const Undecided&) {
    } catch (const MoreTerms&) {
    } catch (const OutOfWork&) {
    } catch (const NotReal&) {
    }
    return std::nullopt;
}

bool isContinuousAt(GermPool& pool, const Expression& f, const Expression& at, Variable variable) {
    if (mayJump(f)) return false;
    try {
        Scale scale(pool);
        LimitReader reader(scale, variable, scale.x());
        LimitReader there(scale, variable, reader.read(at));
        there.read(f);
        return true;
    } catch (const Undecided&) {
    } catch (const MoreTerms&) {
    } catch (const OutOfWork&) {
    } catch (const NotReal&) {
    }
    return false;
}

}  // namespace calc
