#include "core/expression/normalizer.h"

#include <algorithm>
#include <utility>

namespace calc {
namespace {

constexpr std::size_t kDeepest = 150;         // nesting that is looked into; what is deeper stays as it is
constexpr std::size_t kLargestPower = 256;    // bits of a power of a number that is multiplied out
constexpr std::size_t kLargestNumber = 3300;  // bits of a coefficient: written out, the parser reads a thousand digits
constexpr std::int64_t kLargestRoot = 64;

bool isInteger(const Factor& factor) { return !factor.symbolic && factor.number.isInteger(); }

bool isEven(const Rational& value) { return (value / Rational(2)).isInteger(); }

Expression exponentExpression(const Factor& factor) { return factor.symbolic ? factor.exponent : numberExpression(factor.number); }

/// Towards zero: the whole part of an exponent.
Rational truncated(const Rational& value) { return value.sign() < 0 ? -(-value).floor() : value.floor(); }

}  // namespace

Sum Normalizer::normal(const Expression& expression) {
    switch (expression.op()) {
        case Op::Number: return constantSum({expression.value(), !expression.value().isInteger()});
        case Op::Pi:
        case Op::Euler:
        case Op::Variable: return singleTerm(factorTerm(expression));
        default: break;
    }
    const auto known = m_known.find(expression);
    if (known != m_known.end()) return known->second;
    if (m_depth >= kDeepest || m_gaveUp) return singleTerm(factorTerm(expression));
    ++m_depth;
    Sum form = compute(expression);
    --m_depth;
    m_known.emplace(expression, form);
    return form;
}

void Normalizer::watch(const Coefficient& value) { m_gaveUp = m_gaveUp || value.value.bits() > kLargestNumber; }

Expression Normalizer::written(const Sum& sum) {
    Expression expression = sumExpression(sum);
    if (!expression.operands().empty()) m_known.try_emplace(expression, sum);
    return expression;
}

bool Normalizer::mayVanish(const Expression& expression) { return m_domain == DomainRule::MayGrow || m_facts.isTotal(expression); }

bool Normalizer::mayVanish(const std::vector<Factor>& factors) {
    return std::all_of(factors.begin(), factors.end(), [this](const Factor& f) { return mayVanish(factorExpression(f)); });
}

/// 1/(1/base) may become base.
bool Normalizer::mayCancel(const Expression& base) {
    if (base.isNumber(0)) return false;
    return m_domain == DomainRule::MayGrow || m_facts.isZeroAtPointsOnly(base);
}

/// sqrt(base)^2 may become base.
bool Normalizer::mayLoseRoot(const Expression& base) { return m_domain == DomainRule::MayGrow || m_facts.isNonNegative(base); }

Sum Normalizer::compute(const Expression& expression) {
    switch (expression.op()) {
        case Op::Add:
        case Op::Subtract:
        case Op::Negate: return sumOf(expression);
        case Op::Multiply:
        case Op::Divide: return productOf(expression);
        case Op::Power: return powerOf(expression);
        case Op::Call: return callOf(expression);
        case Op::If: return chooseOf(expression);
        default: return singleTerm(factorTerm(expression));
    }
}

/// A chain of products and quotients is taken apart without recursion.
Sum Normalizer::productOf(const Expression& expression) {
    Term term;
    std::vector<std::pair<const Expression*, int>> pending{{&expression, 1}};
    while (!pending.empty()) {
        const auto [part, exponent] = pending.back();
        pending.pop_back();
        // A quotient below the line is not turned over here: 1/(x/0) has no value.
        if (part->op() == Op::Multiply || (part->op() == Op::Divide && exponent > 0)) {
            pending.emplace_back(&part->operand(1), part->op() == Op::Divide ? -exponent : exponent);
            pending.emplace_back(&part->operand(0), exponent);
        } else {
            multiplyPower(term, normal(*part), {Rational(exponent)});
        }
    }
    return finished(std::move(term));
}

/// A term as a sum: a sum alone in brackets loses them, 0 swallows what has a value everywhere.
Sum Normalizer::finished(Term term) {
    if (term.coefficient.value.isZero()) {
        return mayVanish(term.factors) ? Sum{} : singleTerm(std::move(term));
    }
    const Rational& size = term.coefficient.value;
    joinPairs(term);
    const bool isLone = term.factors.size() == 1 && !term.factors[0].symbolic && term.factors[0].number.value == Rational(1) &&
                        (size == Rational(1) || size == Rational(-1));
    const bool isBracket = isLone && (term.factors[0].base.op() == Op::Add || term.factors[0].base.op() == Op::Subtract);
    if (!isBracket) return singleTerm(std::move(term));
    Sum sum = normal(term.factors[0].base);
    if (size.sign() < 0) {
        for (Term& part : sum.terms) part.coefficient = -part.coefficient;
    }
    return sum;
}

/// term *= sum ^ exponent, for an integer exponent other than 0.
void Normalizer::multiplyPower(Term& term, const Sum& sum, const Coefficient& exponent) {
    if (sum.terms.empty()) {
        if (exponent.value.sign() > 0) {
            term.coefficient.value = Rational();
        } else {
            multiply(term, factorTerm(Expression(), exponent).factors[0]);  // 1/0 stays
        }
        return;
    }
    if (sum.terms.size() > 1) {
        const bool allNegative =
            std::all_of(sum.terms.begin(), sum.terms.end(), [](const Term& t) { return t.coefficient.value.sign() < 0; });
        Sum positive = sum;
        if (allNegative) {
            for (Term& part : positive.terms) part.coefficient = -part.coefficient;
            if (!isEven(exponent.value)) term.coefficient = -term.coefficient;
        }
        multiply(term, factorTerm(written(positive), exponent).factors[0]);
        return;
    }
    const Term& single = sum.terms[0];
    if (single.coefficient.value.isZero()) {
        append(term, factorTerm(termExpression(single), exponent).factors[0]);
        return;
    }
    multiplyNumberPower(term, single.coefficient, exponent);
    for (const Factor& factor : single.factors) multiply(term, raised(factor, exponent));
}

void Normalizer::multiplyNumberPower(Term& term, const Coefficient& base, const Coefficient& exponent) {
    const auto power = exponent.value.toInteger();
    const Coefficient size = base.value.sign() < 0 ? -base : base;
    const bool negative = base.value.sign() < 0 && !isEven(exponent.value);
    if (negative) term.coefficient = -term.coefficient;
    if (size.value == Rational(1)) return;
    const bool isOne = power && (*power == 1 || *power == -1);
    const bool isSmall =
        power && std::abs(*power) < 100000 && size.value.bits() * static_cast<std::size_t>(std::abs(*power)) <= kLargestPower;
    if (isOne || isSmall) {
        if (const auto value = size.value.pow(*power)) {
            term.coefficient = term.coefficient * Coefficient{*value, size.decimal};
            watch(term.coefficient);
            return;
        }
    }
    append(term, factorTerm(numberExpression(size), exponent).factors[0]);
}

/// term *= factor, taken apart where its base is a product.
void Normalizer::multiply(Term& term, Factor factor) {
    const bool isProduct = factor.base.op() == Op::Multiply || factor.base.op() == Op::Divide || factor.base.op() == Op::Negate;
    if (isProduct && isInteger(factor) && m_depth < kDeepest && !m_gaveUp) {
        multiplyPower(term, normal(factor.base), factor.number);  // a root whose exponents added up to a whole number
        return;
    }
    append(term, std::move(factor));
}

/// term *= factor, joined with a factor of the same base where that keeps the domain.
void Normalizer::append(Term& term, Factor factor) {
    const bool isAbs = factor.base.op() == Op::Call && factor.base.function() == Function::Abs;
    if (isAbs && isInteger(factor) && isEven(factor.number.value)) {
        multiplyPower(term, normal(factor.base.operand(0)), factor.number);
        return;
    }
    const bool isCbrt = factor.base.op() == Op::Call && factor.base.function() == Function::Cbrt;
    if (isCbrt && isInteger(factor)) {
        const Rational whole = truncated(factor.number.value / Rational(3));
        if (!whole.isZero()) {
            multiplyPower(term, normal(factor.base.operand(0)), {whole});
            factor.number.value = factor.number.value - whole * Rational(3);
            if (factor.number.value.isZero()) return;
        }
    }
    for (std::size_t i = 0; i < term.factors.size(); ++i) {
        if (term.factors[i].base != factor.base || !combined(factor, term.factors[i])) continue;
        term.factors.erase(term.factors.begin() + static_cast<std::ptrdiff_t>(i));
        const bool isOne = !factor.symbolic && factor.number.value.isZero();
        if (isOne) return;
        if (factor.base.isNumber() && isInteger(factor)) {
            multiplyNumberPower(term, {factor.base.value(), !factor.base.value().isInteger()}, factor.number);
        } else {
            multiply(term, std::move(factor));
        }
        return;
    }
    term.factors.push_back(std::move(factor));
}

/// Two factors that are one function: sin/cos is tan, u*sign(u) is |u|, sign(u)/|u| is 1/u.
void Normalizer::joinPairs(Term& term) {
    const auto isCallOf = [](const Factor& factor, Function function, std::int64_t exponent) {
        return factor.base.op() == Op::Call && factor.base.function() == function && isInteger(factor) &&
               factor.number.value == Rational(exponent);
    };
    const auto replace = [&](std::size_t i, std::size_t k, const Expression& base, const Coefficient& exponent) {
        term.factors.erase(term.factors.begin() + static_cast<std::ptrdiff_t>(std::max(i, k)));
        term.factors.erase(term.factors.begin() + static_cast<std::ptrdiff_t>(std::min(i, k)));
        multiplyPower(term, normal(base), exponent);
        joinPairs(term);
    };
    constexpr std::size_t kMostFactors = 50;  // longer products are not searched for pairs
    for (std::size_t i = 0; i < term.factors.size() && term.factors.size() <= kMostFactors; ++i) {
        const bool isSine = isCallOf(term.factors[i], Function::Sin, 1);
        const bool isSign = isCallOf(term.factors[i], Function::Sign, 1);
        if (!isSine && !isSign) continue;
        const Expression u = term.factors[i].base.operand(0);
        for (std::size_t k = 0; k < term.factors.size(); ++k) {
            const Factor other = term.factors[k];
            const bool isUnit = isInteger(other) && (other.number.value == Rational(1) || other.number.value == Rational(-1));
            if (isSine && isCallOf(other, Function::Cos, -1) && other.base.operand(0) == u) {
                return replace(i, k, Expression::call(Function::Tan, u), {Rational(1)});
            }
            if (!isSign || !isUnit) continue;
            if (other.base == u) return replace(i, k, Expression::call(Function::Abs, u), other.number);
            if (other.base == Expression::call(Function::Abs, u)) return replace(i, k, u, other.number);
        }
    }
}

/// factor *= other where the bases are equal; false where one power would have another domain than the two.
bool Normalizer::combined(Factor& factor, const Factor& other) {
    if (factor.base.isNumber(0)) return false;
    if (factor.symbolic || other.symbolic) return combinedSymbolic(factor, other);
    const Coefficient sum = factor.number + other.number;
    const bool cancels = (factor.number.value.sign() < 0 || other.number.value.sign() < 0) && sum.value.sign() >= 0;
    if (cancels && !mayCancel(factor.base)) return false;  // floor(x)^2/floor(x) has no value where floor(x) is 0
    const bool bothWhole = factor.number.isInteger() && other.number.isInteger();
    if (sum.value.isZero()) {
        if (!mayVanish(factor.base)) return false;
        if (!bothWhole && !mayLoseRoot(factor.base)) return false;
    } else if (!bothWhole && sum.isInteger() && !mayLoseRoot(factor.base)) {
        if (factor.number.value != other.number.value) return false;
        factor.base = factorExpression(factor);  // sqrt(x)*sqrt(x) is sqrt(x)^2, and not x
        factor.number = {Rational(2)};
        return true;
    }
    factor.number = sum;
    return true;
}

bool Normalizer::combinedSymbolic(Factor& factor, const Factor& other) {
    if (!m_facts.isPositiveConstant(factor.base) && !isInteger(factor) && !isInteger(other)) return false;
    if (!m_facts.isPositiveConstant(factor.base) && !mayCancel(factor.base)) return false;
    factor.asCall = factor.asCall || other.asCall;
    setExponent(factor, exponentExpression(other) + exponentExpression(factor));
    return true;
}

void Normalizer::setExponent(Factor& factor, const Expression& exponent) {
    const Sum sum = normal(exponent);
    const auto number = numberOf(sum);
    factor.symbolic = !number.has_value();
    if (number) {
        factor.number = *number;
    } else {
        factor.exponent = written(sum);
    }
}

/// factor ^ exponent, for an integer exponent other than 0.
Factor Normalizer::raised(const Factor& factor, const Coefficient& exponent) {
    if (exponent.value == Rational(1) || (factor.base.isNumber(0) && !factor.symbolic))
        return factor;  // 1/0 has no value, and no power of it has one
    Factor result = factor;
    if (factor.symbolic && m_facts.isPositiveConstant(factor.base)) {
        setExponent(result, numberExpression(exponent) * factor.exponent);
        return result;
    }
    const Coefficient product = factor.number * exponent;
    const bool turnsOver = exponent.value.sign() < 0 && factor.number.value.sign() < 0;
    const bool mayTurn = !turnsOver || mayCancel(factor.base);
    const bool joins = !factor.symbolic && mayTurn && (factor.number.isInteger() || !product.isInteger() || mayLoseRoot(factor.base));
    if (joins) {
        result.number = product;
        return result;
    }
    return factorTerm(factorExpression(factor), exponent).factors[0];
}

Sum Normalizer::powerOf(const Expression& expression) {
    const Sum base = normal(expression.operand(0));
    const Sum exponent = normal(expression.operand(1));
    const auto number = numberOf(exponent);
    if (!number) return symbolicPower(base, exponent);
    if (number->value.isZero()) {
        const Expression text = written(base);
        if (m_facts.isTotal(text) && m_facts.isZeroAtPointsOnly(text)) return constantSum({Rational(1)});
        return singleTerm(factorTerm(power(text, Expression())));
    }
    if (!number->isInteger()) return rootPower(base, *number);
    Term term;
    multiplyPower(term, base, *number);
    return finished(std::move(term));
}

Sum Normalizer::symbolicPower(const Sum& base, const Sum& exponent) {
    const Expression text = written(exponent);
    const bool isOne = numberOf(base) && numberOf(base)->value == Rational(1);
    if (isOne && mayVanish(text)) return constantSum({Rational(1)});
    Factor factor;
    const bool isFactor = base.terms.size() == 1 && base.terms[0].coefficient.value == Rational(1) && base.terms[0].factors.size() == 1;
    if (isFactor && m_facts.isPositiveConstant(base.terms[0].factors[0].base)) {
        factor = base.terms[0].factors[0];
        setExponent(factor, exponentExpression(factor) * text);
    } else {
        factor.base = written(base);
        factor.symbolic = true;
        factor.exponent = text;
    }
    Term term;
    multiply(term, std::move(factor));
    return singleTerm(std::move(term));
}

/// base ^ exponent for an exponent that is no whole number: the base must not be negative.
Sum Normalizer::rootPower(const Sum& base, const Coefficient& exponent) {
    if (base.terms.empty() && exponent.value.sign() > 0) return {};
    if (base.terms.size() != 1 || base.terms[0].coefficient.value.sign() <= 0) return singleTerm(factorTerm(written(base), exponent));
    const Term& inner = base.terms[0];
    const bool dividesByZero = std::any_of(inner.factors.begin(), inner.factors.end(), [](const Factor& f) { return f.base.isNumber(0); });
    if (dividesByZero) return singleTerm(factorTerm(written(base), exponent));
    Term term;
    Term rest;
    rest.coefficient = inner.coefficient;
    if (inner.factors.empty()) {
        multiplyNumberRoot(term, inner.coefficient, exponent);
        return finished(std::move(term));
    }
    const auto degree = exponent.value.denominator().toInteger();
    const auto root = degree && *degree <= kLargestRoot ? inner.coefficient.value.root(*degree) : std::nullopt;
    if (root && exponent.value.numerator().toInteger()) {
        multiplyNumberPower(term, {*root, inner.coefficient.decimal}, {exponent.value.numerator()});
        rest.coefficient = {Rational(1)};
    }
    for (const Factor& factor : inner.factors) {
        if (!pulledOut(term, factor, exponent, inner.factors.size() == 1)) rest.factors.push_back(factor);
    }
    if (rest.factors.empty()) {
        multiplyNumberRoot(term, rest.coefficient, exponent);
        return finished(std::move(term));
    }
    const bool isPower = rest.coefficient.value == Rational(1) && rest.factors.size() == 1 && !rest.factors[0].symbolic &&
                         !(rest.factors[0].number.isInteger() && isEven(rest.factors[0].number.value));
    const bool turnsOver = isPower && rest.factors[0].number.value.sign() < 0 && exponent.value.sign() < 0;
    const bool mayTurn = !turnsOver || mayCancel(rest.factors[0].base);
    const bool staysRoot = isPower && mayTurn && !(rest.factors[0].number * exponent).isInteger();
    if (staysRoot) {
        rest.factors[0].number = rest.factors[0].number * exponent;
        multiply(term, rest.factors[0]);
    } else {
        multiply(term, factorTerm(termExpression(rest), exponent).factors[0]);
    }
    return finished(std::move(term));
}

/// term *= factor ^ exponent where the factor is known not to be negative; an even power gives the absolute value.
bool Normalizer::pulledOut(Term& term, const Factor& factor, const Coefficient& exponent, bool isAlone) {
    if (factor.symbolic) {
        if (!m_facts.isPositiveConstant(factor.base)) return false;
        Factor result = factor;
        setExponent(result, numberExpression(exponent) * factor.exponent);
        multiply(term, std::move(result));
        return true;
    }
    // Where this factor is 0 the product is, whatever the sign of the others; apart, they would have to have a root of their own.
    if (!isAlone && !m_facts.isZeroAtPointsOnly(factor.base)) return false;
    Factor result = factor;
    result.number = factor.number * exponent;
    const bool staysInside = factor.base.isConstant() && factor.number.value == Rational(1);  // sqrt(2*pi) stays
    if (staysInside) return false;
    const bool turnsOver = factor.number.value.sign() < 0 && exponent.value.sign() < 0;
    if (turnsOver && !mayCancel(factor.base)) return false;
    if (m_facts.isNonNegative(factor.base)) {
        multiply(term, std::move(result));
        return true;
    }
    if (!factor.number.isInteger() || !isEven(factor.number.value)) return false;
    result.base = written(absoluteValue(normal(factor.base)));
    multiply(term, std::move(result));
    return true;
}

/// term *= base ^ exponent for a positive number and an exponent that is no whole number: 8^(1/2) is 2*sqrt(2), (1/4)^(1/2) is 1/2.
void Normalizer::multiplyNumberRoot(Term& term, const Coefficient& base, const Coefficient& exponent) {
    const auto degree = exponent.value.denominator().toInteger();
    const auto times = exponent.value.numerator().toInteger();
    const bool isSmall = degree && times && *degree <= kLargestRoot && base.value.bits() <= kLargestPower;
    if (base.value == Rational(1)) return;
    if (isSmall) {
        if (const auto root = base.value.root(*degree)) {
            multiplyNumberPower(term, {*root, base.decimal}, {Rational(*times)});
            return;
        }
    }
    if (!base.value.isInteger() && !base.decimal) {
        multiplyNumberRoot(term, {base.value.numerator()}, exponent);
        multiplyNumberRoot(term, {base.value.denominator()}, -exponent);
        return;
    }
    const Rational whole = truncated(exponent.value);
    if (!whole.isZero() && isSmall) multiplyNumberPower(term, base, {whole});
    const Coefficient left{isSmall ? exponent.value - whole : exponent.value, exponent.decimal};
    Rational inside = base.value;
    if (degree == 2 && base.value.toInteger() && *base.value.toInteger() <= 1000000000) {
        std::int64_t number = *base.value.toInteger();
        for (std::int64_t square = 2; square * square <= number && square <= 1000; ++square) {
            while (number % (square * square) == 0) {
                number /= square * square;
                term.coefficient.value =
                    left.value.sign() > 0 ? term.coefficient.value * Rational(square) : term.coefficient.value / Rational(square);
            }
        }
        inside = Rational(number);
        if (number == 1) return;
    }
    multiply(term, factorTerm(numberExpression({inside, base.decimal}), left).factors[0]);
}

}  // namespace calc
