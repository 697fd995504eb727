#include "core/expression/facts.h"

#include <algorithm>

namespace calc {
namespace {

const Rational* exponentNumber(const Expression& exponent, Rational& storage) {
    if (exponent.isNumber()) return &exponent.value();
    if (exponent.op() == Op::Negate && exponent.operand(0).isNumber()) {
        storage = -exponent.operand(0).value();
        return &storage;
    }
    const bool isFraction = exponent.op() == Op::Divide && exponent.operand(1).isNumber() && !exponent.operand(1).value().isZero();
    if (!isFraction) return nullptr;
    const Rational* numerator = exponentNumber(exponent.operand(0), storage);
    if (numerator == nullptr) return nullptr;
    storage = *numerator / exponent.operand(1).value();
    return &storage;
}

}  // namespace

bool Facts::known(const Expression& expression, Question question, bool (Facts::*compute)(const Expression&)) {
    if (expression.operands().empty()) return (this->*compute)(expression);
    const auto place = static_cast<unsigned>(question) * 2;
    const auto asked = static_cast<std::uint8_t>(1u << place);
    const auto yes = static_cast<std::uint8_t>(2u << place);
    const auto found = m_answers.find(expression);
    if (found != m_answers.end() && (found->second & asked) != 0) return (found->second & yes) != 0;
    const bool answer = (this->*compute)(expression);
    std::uint8_t& bits = m_answers[expression];
    bits = static_cast<std::uint8_t>(bits | asked | (answer ? yes : 0));
    return answer;
}

bool Facts::all(const Expression& expression, bool (Facts::*holds)(const Expression&)) {
    return std::all_of(expression.operands().begin(), expression.operands().end(),
                       [this, holds](const Expression& e) { return (this->*holds)(e); });
}

/// A 0 in a simplified expression is there because it could not be multiplied out: nothing is known then.
bool Facts::computeAnalytic(const Expression& expression) {
    if (expression.isNumber(0)) return false;
    if (expression.operands().empty()) return true;
    if (expression.op() == Op::If) return false;
    if (expression.op() == Op::Call) {
        switch (expression.function()) {
            case Function::Abs:
            case Function::Sign:
            case Function::Floor:
            case Function::Ceil:
            case Function::Min:
            case Function::Max:
            case Function::Relu: return false;
            default: break;
        }
    }
    return all(expression, &Facts::isAnalytic);
}

bool Facts::computeTotalPower(const Expression& expression) {
    const Expression& base = expression.operand(0);
    const Expression& exponent = expression.operand(1);
    if (!isTotal(base) || !isTotal(exponent)) return false;
    Rational storage;
    const Rational* number = exponentNumber(exponent, storage);
    if (number != nullptr && number->isInteger()) return number->sign() > 0 || isZeroAtPointsOnly(base);
    if (isPositiveConstant(base)) return true;
    if (number != nullptr) return isNonNegative(base) && (number->sign() > 0 || isZeroAtPointsOnly(base));
    return isNonNegative(base) && isZeroAtPointsOnly(base);
}

bool Facts::computeTotalCall(const Expression& expression) {
    if (!all(expression, &Facts::isTotal)) return false;
    const Expression& argument = expression.operand(0);
    switch (expression.function()) {
        case Function::Asin:
        case Function::Acos: return false;
        case Function::Sqrt: return isNonNegative(argument);
        case Function::Ln:
        case Function::Log10:
        case Function::Log2: return isNonNegative(argument) && isZeroAtPointsOnly(argument);
        case Function::Tan:
        case Function::Gamma: return !argument.isConstant() && isAnalytic(argument);
        default: return true;
    }
}

bool Facts::computeTotal(const Expression& expression) {
    switch (expression.op()) {
        case Op::Number:
        case Op::Pi:
        case Op::Euler:
        case Op::Variable: return true;
        case Op::Divide:
            return isTotal(expression.operand(0)) && isTotal(expression.operand(1)) && isZeroAtPointsOnly(expression.operand(1));
        case Op::Power: return computeTotalPower(expression);
        case Op::Call: return computeTotalCall(expression);
        default: return all(expression, &Facts::isTotal);
    }
}

bool Facts::computeNonNegative(const Expression& expression) {
    switch (expression.op()) {
        case Op::Number: return expression.value().sign() >= 0;
        case Op::Pi:
        case Op::Euler: return true;
        case Op::Add:
        case Op::Multiply:
        case Op::Divide: return all(expression, &Facts::isNonNegative);
        case Op::If: return isNonNegative(expression.operand(1)) && isNonNegative(expression.operand(2));
        case Op::Power: {
            if (isNonNegative(expression.operand(0))) return true;
            Rational storage;
            const Rational* number = exponentNumber(expression.operand(1), storage);
            return number != nullptr && !(number->isInteger() && !(*number / Rational(2)).isInteger());
        }
        case Op::Call: break;
        default: return false;
    }
    switch (expression.function()) {
        case Function::Abs:
        case Function::Exp:
        case Function::Sqrt:
        case Function::Cosh:
        case Function::Acos:
        case Function::Sigmoid:
        case Function::Relu: return true;
        case Function::Max: return isNonNegative(expression.operand(0)) || isNonNegative(expression.operand(1));
        case Function::Min: return all(expression, &Facts::isNonNegative);
        case Function::Cbrt:
        case Function::Atan:
        case Function::Sinh:
        case Function::Tanh:
        case Function::Erf: return isNonNegative(expression.operand(0));
        default: return false;
    }
}

bool Facts::computePositiveConstant(const Expression& expression) {
    switch (expression.op()) {
        case Op::Number: return expression.value().sign() > 0;
        case Op::Pi:
        case Op::Euler: return true;
        case Op::Add: {
            const Expression& a = expression.operand(0);
            const Expression& b = expression.operand(1);
            return isPositiveConstant(a) && isPositiveConstant(b);
        }
        case Op::Multiply:
        case Op::Divide: return all(expression, &Facts::isPositiveConstant);
        case Op::Power: return isPositiveConstant(expression.operand(0)) && expression.operand(1).isConstant();
        case Op::Call: return expression.function() == Function::Sqrt && isPositiveConstant(expression.operand(0));
        default: return false;
    }
}

bool Facts::isZeroAtPointsOnly(const Expression& expression) {
    if (!expression.isConstant()) return isAnalytic(expression);
    if (expression.op() == Op::Negate) return isPositiveConstant(expression.operand(0));
    return isPositiveConstant(expression);
}

}  // namespace calc
