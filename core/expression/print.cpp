#include "core/expression/print.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/number_text.h"
#include "core/expression/builtins.h"
#include "core/expression/decimal.h"

namespace calc {
namespace {

// How tightly the written form binds; the parser's precedence of the same operators.
enum Level : int { kComparison, kSum, kProduct, kMinus, kPower, kPrimary };

Level numberLevel(const Rational& value) {
    const bool isDecimal = decimalText(value.sign() < 0 ? -value : value).has_value();
    if (!isDecimal) return kProduct;
    return value.sign() < 0 ? kMinus : kPrimary;
}

Level level(const Expression& expression) {
    switch (expression.op()) {
        case Op::Number: return numberLevel(expression.value());
        case Op::Add:
        case Op::Subtract: return kSum;
        case Op::Multiply:
        case Op::Divide: return kProduct;
        case Op::Negate: return kMinus;
        case Op::Power: return kPower;
        case Op::Less:
        case Op::LessEqual:
        case Op::Greater:
        case Op::GreaterEqual: return kComparison;
        default: return kPrimary;
    }
}

std::string_view symbol(Op op) {
    switch (op) {
        case Op::Add: return " + ";
        case Op::Subtract: return " - ";
        case Op::Multiply: return "*";
        case Op::Divide: return "/";
        case Op::Power: return "^";
        case Op::Less: return " < ";
        case Op::LessEqual: return " <= ";
        case Op::Greater: return " > ";
        default: return " >= ";
    }
}

/// The least levels that the operands may have without brackets.
std::array<Level, 2> leastLevels(Op op) {
    switch (op) {
        case Op::Add:
        case Op::Subtract: return {kSum, kProduct};
        case Op::Multiply:
        case Op::Divide: return {kProduct, kMinus};
        case Op::Power: return {kPrimary, kMinus};
        default: return {kSum, kSum};
    }
}

class Printer {
public:
    std::string take() { return std::move(m_text); }

    void write(const Expression& expression) {
        switch (expression.op()) {
            case Op::Number: writeNumber(expression.value()); break;
            case Op::Pi: m_text += "pi"; break;
            case Op::Euler: m_text += 'e'; break;
            case Op::Variable: m_text += variableName(expression.variable()); break;
            case Op::Negate:
                m_text += '-';
                writeAtLeast(kMinus, expression.operand(0));
                break;
            case Op::Call: writeCall(builtin(expression.function()).name, expression); break;
            case Op::If: writeCall("if", expression); break;
            default: writeBinary(expression);
        }
    }

private:
    void writeBinary(const Expression& expression) {
        const auto [left, right] = leastLevels(expression.op());
        writeAtLeast(left, expression.operand(0));
        m_text += symbol(expression.op());
        writeAtLeast(right, expression.operand(1));
    }

    void writeCall(std::string_view name, const Expression& expression) {
        m_text += name;
        m_text += '(';
        bool first = true;
        for (const Expression& operand : expression.operands()) {
            if (!first) m_text += ", ";
            first = false;
            write(operand);
        }
        m_text += ')';
    }

    void writeAtLeast(Level least, const Expression& expression) {
        const bool brackets = level(expression) < least;
        if (brackets) m_text += '(';
        write(expression);
        if (brackets) m_text += ')';
    }

    void writeNumber(const Rational& value) {
        if (value.sign() < 0) m_text += '-';
        const Rational size = value.sign() < 0 ? -value : value;
        if (const auto decimal = decimalText(size)) {
            m_text += *decimal;
        } else {
            m_text += size.numeratorText() + "/" + size.denominatorText();
        }
    }

    std::string m_text;
};

}  // namespace

std::string print(const Expression& expression) {
    Printer printer;
    printer.write(expression);
    return printer.take();
}

}  // namespace calc
