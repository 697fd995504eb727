#include <algorithm>
#include <array>
#include <utility>

#include "core/expression/normalizer.h"

namespace calc {
namespace {

Sum whole(std::int64_t value) { return constantSum({Rational(value)}); }

Sum negated(Sum sum) {
    for (Term& term : sum.terms) term.coefficient = -term.coefficient;
    return sum;
}

/// Every term has a minus sign, so that it can be taken out of the argument.
bool isNegated(const Sum& sum) {
    return !sum.terms.empty() &&
           std::all_of(sum.terms.begin(), sum.terms.end(), [](const Term& t) { return t.coefficient.value.sign() < 0; });
}

enum class Parity { None, Even, Odd };

Parity parity(Function function) {
    switch (function) {
        case Function::Cos:
        case Function::Cosh:
        case Function::Abs: return Parity::Even;
        case Function::Sin:
        case Function::Tan:
        case Function::Asin:
        case Function::Atan:
        case Function::Sinh:
        case Function::Tanh:
        case Function::Cbrt:
        case Function::Sign:
        case Function::Erf: return Parity::Odd;
        default: return Parity::None;
    }
}

/// The argument as a multiple of pi.
std::optional<Rational> multipleOfPi(const Sum& argument) {
    if (argument.terms.empty()) return Rational();
    if (argument.terms.size() != 1 || argument.terms[0].factors.size() != 1) return std::nullopt;
    const Factor& factor = argument.terms[0].factors[0];
    if (factor.base.op() != Op::Pi || factor.symbolic || factor.number.value != Rational(1)) return std::nullopt;
    return argument.terms[0].coefficient.value;
}

/// sign * sqrt(square): the values of the sine at multiples of pi/12 that need one root at most.
struct SineValue {
    int sign = 1;
    Rational square;
};

std::optional<SineValue> sineAt(Rational turns) {
    // turns counts pi; reduce to [0, 1/2].
    SineValue result;
    turns = turns - (turns / Rational(2)).floor() * Rational(2);
    if (turns >= Rational(1)) {
        turns = turns - Rational(1);
        result.sign = -1;
    }
    if (turns > Rational(1, 2)) turns = Rational(1) - turns;
    struct Entry {
        Rational turns;
        Rational square;
    };
    const std::array table = {Entry{Rational(0), Rational(0)}, Entry{Rational(1, 6), Rational(1, 4)}, Entry{Rational(1, 4), Rational(1, 2)},
                              Entry{Rational(1, 3), Rational(3, 4)}, Entry{Rational(1, 2), Rational(1)}};
    for (const Entry& entry : table) {
        if (entry.turns != turns) continue;
        result.square = entry.square;
        return result;
    }
    return std::nullopt;
}

/// sign * sqrt(square) as a sum: sqrt(1/2) as sqrt(2)/2.
Sum signedRoot(int sign, const Rational& square) {
    if (square.isZero()) return {};
    Term term;
    term.coefficient = {Rational(sign)};
    if (const auto root = square.root(2)) {
        term.coefficient = {*root * Rational(sign)};
        return singleTerm(std::move(term));
    }
    // sqrt(p/q) = sqrt(p*q)/q, for the few values of the tables.
    const Rational inside = square.numerator() * square.denominator();
    term.coefficient = {Rational(sign) / square.denominator()};
    term.factors = factorTerm(Expression::number(inside), {Rational(1, 2)}).factors;
    return singleTerm(std::move(term));
}

std::optional<Sum> exactTrigonometry(Function function, const Rational& turns) {
    const auto sine = sineAt(turns);
    const auto cosine = sineAt(turns + Rational(1, 2));
    if (function == Function::Sin && sine) return signedRoot(sine->sign, sine->square);
    if (function == Function::Cos && cosine) return signedRoot(cosine->sign, cosine->square);
    if (function == Function::Tan && sine && cosine && !cosine->square.isZero()) {
        return signedRoot(sine->sign * cosine->sign, sine->square / cosine->square);
    }
    return std::nullopt;
}

std::optional<Rational> factorialBelow(const Rational& argument) {
    const auto n = argument.toInteger();
    if (!n || *n < 1 || *n > 21) return std::nullopt;
    Rational product(1);
    for (std::int64_t k = 2; k < *n; ++k) product = product * Rational(k);
    return product;
}

/// The exponent k of base^k, where the number is one.
std::optional<std::int64_t> exponentOf(Rational number, const Rational& base) {
    if (number.sign() <= 0) return std::nullopt;
    const bool isBelow = number < Rational(1);
    if (isBelow) number = Rational(1) / number;
    constexpr std::int64_t kMost = 400;
    for (std::int64_t k = 0; k <= kMost && number >= Rational(1); ++k) {
        if (number == Rational(1)) return isBelow ? -k : k;
        number = number / base;
    }
    return std::nullopt;
}

/// The function of an exact number, where the value is exact too.
std::optional<Sum> ofNumber(Function function, const Coefficient& argument) {
    const Rational& x = argument.value;
    switch (function) {
        case Function::Abs: return constantSum({x.sign() < 0 ? -x : x, argument.decimal});
        case Function::Sign: return whole(x.sign());
        case Function::Floor: return constantSum({x.floor()});
        case Function::Ceil: return constantSum({-(-x).floor()});
        case Function::Relu: return x.sign() > 0 ? constantSum(argument) : Sum{};
        case Function::Cbrt:
            if (const auto root = x.root(3)) return constantSum({*root, argument.decimal});
            return std::nullopt;
        case Function::Gamma:
            if (const auto factorial = factorialBelow(x)) return constantSum({*factorial});
            return std::nullopt;
        case Function::Log10:
            if (const auto k = exponentOf(x, Rational(10))) return whole(*k);
            return std::nullopt;
        case Function::Log2:
            if (const auto k = exponentOf(x, Rational(2))) return whole(*k);
            return std::nullopt;
        case Function::Ln:
        case Function::Acos:
            if (x == Rational(1)) return Sum{};
            return std::nullopt;
        case Function::Cosh:
            if (x.isZero()) return whole(1);
            return std::nullopt;
        case Function::Sigmoid:
            if (x.isZero()) return constantSum({Rational(1, 2)});
            return std::nullopt;
        case Function::Sin:
        case Function::Tan:
        case Function::Asin:
        case Function::Atan:
        case Function::Sinh:
        case Function::Tanh:
        case Function::Erf:
            if (x.isZero()) return Sum{};
            return std::nullopt;
        default: return std::nullopt;
    }
}

/// The truth of a comparison of numbers.
bool holds(Op comparison, const Rational& a, const Rational& b) {
    switch (comparison) {
        case Op::Less: return a < b;
        case Op::LessEqual: return a <= b;
        case Op::Greater: return a > b;
        default: return a >= b;
    }
}

Op mirrored(Op comparison) {
    switch (comparison) {
        case Op::Less: return Op::Greater;
        case Op::LessEqual: return Op::GreaterEqual;
        case Op::Greater: return Op::Less;
        default: return Op::LessEqual;
    }
}

}  // namespace

Sum Normalizer::called(Function function, const Sum& argument) {
    return singleTerm(factorTerm(Expression::call(function, written(argument))));
}

Sum Normalizer::callOf(const Expression& expression) {
    const Sum first = normal(expression.operand(0));
    if (expression.operands().size() == 2) return twoArguments(expression.function(), first, normal(expression.operand(1)));
    return oneArgument(expression.function(), first);
}

Sum Normalizer::oneArgument(Function function, const Sum& argument) {
    if (function == Function::Sqrt) return rootPower(argument, {Rational(1, 2)});
    if (function == Function::Exp) return exponential(argument);
    if (const auto number = numberOf(argument)) {
        if (const auto value = ofNumber(function, *number)) return *value;
    }
    if (const auto turns = multipleOfPi(argument)) {
        if (const auto value = exactTrigonometry(function, *turns)) return *value;
    }
    if (parity(function) != Parity::None && isNegated(argument)) {
        const Sum positive = oneArgument(function, negated(argument));
        return parity(function) == Parity::Even ? positive : negated(positive);
    }
    if (function == Function::Abs) return absoluteValue(argument);
    if (function == Function::Ln || function == Function::Log2 || function == Function::Log10) return logarithm(function, argument);
    return called(function, argument);
}

Sum Normalizer::exponential(const Sum& argument) {
    if (m_domain == DomainRule::MayGrow && argument.terms.size() == 1 && argument.terms[0].factors.size() == 1) {
        const Factor& logarithm = argument.terms[0].factors[0];
        const bool isLn = logarithm.base.op() == Op::Call && logarithm.base.function() == Function::Ln && !logarithm.symbolic;
        if (isLn && logarithm.number.value == Rational(1)) {
            return normal(power(logarithm.base.operand(0), numberExpression(argument.terms[0].coefficient)));
        }
    }
    Factor factor;
    factor.base = Expression::euler();
    factor.asCall = true;
    if (const auto number = numberOf(argument)) {
        if (number->value.isZero()) return whole(1);
        factor.number = *number;
    } else {
        factor.symbolic = true;
        factor.exponent = written(argument);
    }
    Term term;
    term.factors.push_back(std::move(factor));
    return singleTerm(std::move(term));
}

/// Numbers and what is never negative come out of the bars.
Sum Normalizer::absoluteValue(const Sum& argument) {
    if (argument.terms.size() != 1) {
        const Expression inside = written(argument);
        return m_facts.isNonNegative(inside) ? argument : called(Function::Abs, argument);
    }
    const Term& inner = argument.terms[0];
    Term outer;
    Term rest;
    outer.coefficient = inner.coefficient.value.sign() < 0 ? -inner.coefficient : inner.coefficient;
    for (const Factor& factor : inner.factors) {
        (m_facts.isNonNegative(factorExpression(factor)) ? outer : rest).factors.push_back(factor);
    }
    if (!rest.factors.empty()) {
        multiply(outer, factorTerm(Expression::call(Function::Abs, termExpression(rest))).factors[0]);
    }
    return finished(std::move(outer));
}

Sum Normalizer::logarithm(Function function, const Sum& argument) {
    const bool isPower =
        argument.terms.size() == 1 && argument.terms[0].coefficient.value == Rational(1) && argument.terms[0].factors.size() == 1;
    if (function == Function::Ln && isPower && argument.terms[0].factors[0].base.op() == Op::Euler) {
        const Factor& factor = argument.terms[0].factors[0];
        return factor.symbolic ? normal(factor.exponent) : constantSum(factor.number);
    }
    return called(function, argument);
}

Sum Normalizer::twoArguments(Function function, const Sum& first, const Sum& second) {
    const Expression a = written(first);
    const Expression b = written(second);
    const auto left = numberOf(first);
    const auto right = numberOf(second);
    if (left && right) {
        const bool takesFirst = function == Function::Min ? left->value <= right->value : left->value >= right->value;
        return takesFirst ? first : second;
    }
    if (a == b) return first;
    return singleTerm(factorTerm(Expression::call(function, std::vector<Expression>{a, b})));
}

Sum Normalizer::chooseOf(const Expression& expression) {
    const Expression& condition = expression.operand(0);
    const Sum left = normal(condition.operand(0));
    const Sum right = normal(condition.operand(1));
    const auto a = numberOf(left);
    const auto b = numberOf(right);
    if (a && b) return normal(expression.operand(holds(condition.op(), a->value, b->value) ? 1 : 2));
    const Expression first = written(left);
    const Expression second = written(right);
    Sum then = normal(expression.operand(1));
    const Sum otherwise = normal(expression.operand(2));
    const Expression thenWritten = written(then);
    const Expression otherwiseWritten = written(otherwise);
    if (thenWritten == otherwiseWritten && mayVanish(first) && mayVanish(second)) return then;
    // The variable stands on the left: 0 > x is x < 0.
    const Expression compared =
        a ? Expression::binary(mirrored(condition.op()), second, first) : Expression::binary(condition.op(), first, second);
    return singleTerm(factorTerm(Expression::choose(compared, thenWritten, otherwiseWritten)));
}

}  // namespace calc
