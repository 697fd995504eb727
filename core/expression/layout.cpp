#include "core/expression/layout.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/expression/builtins.h"
#include "core/expression/decimal.h"

namespace calc {
namespace {

constexpr const char* kMinus = "\u2212";
constexpr const char* kDot = "\u00B7";
constexpr int kMostNesting = 60;   // what is nested deeper is shown as dots: nobody could read it
constexpr int kMostFractions = 2;  // deeper ones are written with a slash

/// How tightly the typeset form binds.
enum class Level { Sum, Product, Power, Atom };

/// What the space around allows: a fraction line needs height.
struct Place {
    int fractions = 0;    ///< fraction lines around this part
    bool script = false;  ///< inside a raised part
    int nesting = 0;      ///< parts around this part
    bool slash() const { return script || fractions >= kMostFractions; }
    Place inFraction() const { return {fractions + 1, script, nesting}; }
    Place inScript() const { return {fractions, true, nesting}; }
};

bool isNegative(const Expression& e) {
    const Expression* first = &e;
    while (first->op() == Op::Multiply || first->op() == Op::Divide) first = &first->operand(0);
    return first->op() == Op::Negate || (first->op() == Op::Number && first->value().sign() < 0);
}

/// The expression without the minus sign at its front.
Expression withoutSign(const Expression& e) {
    if (e.op() == Op::Negate) return e.operand(0);
    if (e.op() == Op::Number) return Expression::number(-e.value());
    return Expression::binary(e.op(), withoutSign(e.operand(0)), e.operand(1));
}

bool isTrigonometric(Function function) { return function <= Function::Tan || (function >= Function::Sinh && function <= Function::Tanh); }

/// Functions that are written before their argument without brackets where that is clear: sin x, ln 2x.
bool isNamedFunction(const Expression& e) {
    if (e.op() != Op::Call) return false;
    const Function function = e.function();
    return function <= Function::Tanh || function == Function::Ln || function == Function::Log10 || function == Function::Log2;
}

/// sin(x)^2, typeset as sin² x.
bool isFunctionPower(const Expression& e) {
    if (e.op() != Op::Power || e.operand(0).op() != Op::Call || !isTrigonometric(e.operand(0).function())) return false;
    const Expression& exponent = e.operand(1);
    return exponent.isNumber() && exponent.value().isInteger() && exponent.value() >= Rational(2);
}

bool isFactorial(const Expression& e) {
    if (e.op() != Op::Call || e.function() != Function::Gamma) return false;
    const Expression& argument = e.operand(0);
    if (argument.op() != Op::Add || !argument.operand(1).isNumber(1)) return false;
    const Expression& n = argument.operand(0);
    const bool isWhole = n.isNumber() && n.value().isInteger() && n.value().sign() >= 0;
    return isWhole || (n.uses(Variable::N) && !n.uses(Variable::X) && !n.uses(Variable::Y));
}

/// An argument that needs no brackets after the name of a function: a number, a variable, a short product of them, a power of a variable.
bool isPlainArgument(const Expression& e) {
    switch (e.op()) {
        case Op::Number: return e.value().sign() >= 0;
        case Op::Pi:
        case Op::Euler:
        case Op::Variable: return true;
        case Op::Multiply: return isPlainArgument(e.operand(0)) && isPlainArgument(e.operand(1)) && !e.operand(1).isNumber();
        case Op::Power: return e.operand(0).op() == Op::Variable && e.operand(1).operands().empty();
        case Op::Divide: return !isNegative(e);
        case Op::Call: return e.function() == Function::Sqrt || e.function() == Function::Cbrt || e.function() == Function::Abs;
        default: return false;
    }
}

std::string functionName(Function function) {
    switch (function) {
        case Function::Asin: return "arcsin";
        case Function::Acos: return "arccos";
        case Function::Atan: return "arctan";
        case Function::Gamma: return "\u0393";
        case Function::Sigmoid: return "\u03C3";
        case Function::Relu: return "ReLU";
        default: return std::string(builtin(function).name);
    }
}

FormulaBox nameBox(Function function) {
    if (function == Function::Log10) return mathSubscript(mathText("log"), mathText("10"));
    if (function == Function::Log2) return mathSubscript(mathText("log"), mathText("2"));
    return mathText(functionName(function));
}

std::string relation(Op op) {
    switch (op) {
        case Op::Less: return "<";
        case Op::LessEqual: return "\u2264";
        case Op::Greater: return ">";
        default: return "\u2265";
    }
}

Op opposite(Op op) {
    switch (op) {
        case Op::Less: return Op::GreaterEqual;
        case Op::LessEqual: return Op::Greater;
        case Op::Greater: return Op::LessEqual;
        default: return Op::Less;
    }
}

/// Digits in groups of three, as numbers are shown everywhere: 1 000.
std::string grouped(std::string digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    constexpr std::size_t kGroupFrom = 4;
    if (point < kGroupFrom) return digits;
    for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, "\u2009");
    return digits;
}

class FormulaBuilder {
public:
    /// The parts of a row, so that neighbours can be joined to one row.
    using Parts = std::vector<FormulaBox>;

    FormulaBox box(const Expression& e, Place place) { return joined(parts(e, place)); }

private:
    static FormulaBox joined(Parts parts) { return parts.size() == 1 ? std::move(parts.front()) : mathRow(std::move(parts)); }
    static void append(Parts& parts, Parts more) { std::move(more.begin(), more.end(), std::back_inserter(parts)); }
    static Parts one(FormulaBox box) {
        Parts parts;
        parts.push_back(std::move(box));
        return parts;
    }

    Parts bracketed(const Expression& e, Place place) { return one(mathDelimited("()", box(e, place))); }

    Parts atLeast(Level least, const Expression& e, Place place) { return level(e, place) < least ? bracketed(e, place) : parts(e, place); }

    Level level(const Expression& e, Place place) const {
        if (isNegative(e)) return Level::Sum;
        switch (e.op()) {
            case Op::Add:
            case Op::Subtract: return Level::Sum;
            case Op::Multiply: return Level::Product;
            case Op::Divide: return place.slash() ? Level::Product : Level::Atom;
            case Op::Number: return numberLevel(e.value(), place);
            case Op::Power: return Level::Power;
            case Op::If: return Level::Sum;
            case Op::Call:
                if (e.function() == Function::Exp) return Level::Power;
                return isNamedFunction(e) && isPlainArgument(e.operand(0)) ? Level::Product : Level::Atom;
            default: return Level::Atom;
        }
    }

    static Level numberLevel(const Rational& value, Place place) {
        const auto decimal = decimalText(value);
        if (!decimal) return place.slash() ? Level::Product : Level::Atom;
        return decimal->find('e') == std::string::npos ? Level::Atom : Level::Product;
    }

    Parts parts(const Expression& e, Place place) {
        if (++place.nesting > kMostNesting && !e.operands().empty()) return one(mathText("\u22EF"));
        switch (e.op()) {
            case Op::Number: return number(e.value(), place);
            case Op::Pi: return one(mathText("\u03C0"));
            case Op::Euler: return one(mathText("e"));
            case Op::Variable: return one(mathItalic(variableName(e.variable())));
            case Op::Negate: return negated(e.operand(0), place);
            case Op::Add:
            case Op::Subtract: return sum(e, place);
            case Op::Multiply: return isNegative(e) ? negated(withoutSign(e), place) : product(e, place);
            case Op::Divide: return isNegative(e) ? negated(withoutSign(e), place) : quotient(e.operand(0), e.operand(1), place);
            case Op::Power: return power(e, place);
            case Op::Call: return call(e, place);
            case Op::If: return one(cases(e, place));
            default: return comparison(e.op(), e, place);
        }
    }

    Parts negated(const Expression& e, Place place) {
        Parts result = one(mathOperator(kMinus));
        append(result, atLeast(Level::Product, e, place));
        return result;
    }

    Parts number(const Rational& value, Place place) {
        if (value.sign() < 0) return negated(Expression::number(-value), place);
        const auto decimal = decimalText(value);
        if (!decimal) {
            return quotient(Expression::number(value.numerator()), Expression::number(value.denominator()), place);
        }
        const std::size_t e = decimal->find('e');
        if (e == std::string::npos) return one(mathText(grouped(*decimal)));
        Parts result;
        const std::string mantissa = decimal->substr(0, e);
        if (mantissa != "1") {
            result.push_back(mathText(mantissa));
            result.push_back(mathOperator(kDot));
        }
        std::string exponent = decimal->substr(e + 1);
        if (exponent.front() == '-') exponent = kMinus + exponent.substr(1);
        result.push_back(mathSuperscript(mathText("10"), mathText(exponent)));
        return result;
    }

    /// A chain of sums is one row.
    Parts sum(const Expression& e, Place place) {
        std::vector<const Expression*> chain;
        const Expression* first = &e;
        for (; first->op() == Op::Add || first->op() == Op::Subtract; first = &first->operand(0)) chain.push_back(first);
        Parts result = first->op() == Op::If ? bracketed(*first, place) : parts(*first, place);
        for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
            result.push_back(mathOperator((*link)->op() == Op::Add ? "+" : kMinus));
            append(result, atLeast(Level::Product, (*link)->operand(1), place));
        }
        return result;
    }

    Parts quotient(const Expression& above, const Expression& below, Place place) {
        if (!place.slash()) return one(mathFraction(box(above, place.inFraction()), box(below, place.inFraction())));
        Parts result = atLeast(Level::Product, above, place);
        result.push_back(mathText("/"));
        append(result, atLeast(Level::Power, below, place));
        return result;
    }

    /// A chain of factors side by side, with a dot where they would run together.
    Parts product(const Expression& e, Place place) {
        std::vector<const Expression*> factors;
        const Expression* first = &e;
        for (; first->op() == Op::Multiply; first = &first->operand(0)) factors.push_back(&first->operand(1));
        factors.push_back(first);
        std::reverse(factors.begin(), factors.end());
        Parts result;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            const Expression* next = i + 1 < factors.size() ? factors[i + 1] : nullptr;
            Parts more = factor(*factors[i], next, place);
            if (i > 0 && needsDot(*factors[i - 1], *factors[i], more.front(), place)) result.push_back(mathOperator(kDot));
            append(result, std::move(more));
        }
        return result;
    }

    Parts factor(const Expression& e, const Expression* next, Place place) {
        const bool isBare = isNamedFunction(e) && isPlainArgument(e.operand(0));
        const bool isBarePower = isFunctionPower(e) && isPlainArgument(e.operand(0).operand(0));
        const bool endsHere = next == nullptr || isNamedFunction(*next) || isFunctionPower(*next);
        if (isBare && !endsHere) return called(one(nameBox(e.function())), e, place, false);
        if (isBarePower && !endsHere) return bracketed(e, place);
        return atLeast(Level::Product, e, place);
    }

    /// Digits after anything, fractions beside fractions or numbers, and slashes would be misread.
    static bool needsDot(const Expression& left, const Expression& right, const FormulaBox& firstOfRight, Place place) {
        const FormulaBox* leading = &firstOfRight;
        while (leading->kind == FormulaBox::Kind::Superscript || leading->kind == FormulaBox::Kind::Row) leading = &leading->parts.front();
        const bool startsWithDigit =
            leading->kind == FormulaBox::Kind::Text && !leading->text.empty() && leading->text[0] >= '0' && leading->text[0] <= '9';
        const bool leftIsFraction = left.op() == Op::Divide || (left.isNumber() && !left.value().isInteger());
        const bool rightIsFraction = right.op() == Op::Divide;
        if (place.slash() && (left.op() == Op::Divide || rightIsFraction)) return true;
        return startsWithDigit || (rightIsFraction && (left.isNumber() || leftIsFraction));
    }

    Parts power(const Expression& e, Place place) {
        const Expression& base = e.operand(0);
        FormulaBox exponent = box(e.operand(1), place.inScript());
        if (isFunctionPower(e)) return called(one(mathSuperscript(nameBox(base.function()), std::move(exponent))), base, place, true);
        const bool isFraction =
            base.op() == Op::Divide || (base.isNumber() && numberLevel(base.value(), {}) == Level::Atom && !decimalText(base.value()));
        const bool bare = level(base, place) == Level::Atom && !isFraction && !isRoot(base) && !isFactorial(base);
        Parts inside = bare ? parts(base, place) : bracketed(base, place);
        FormulaBox last = std::move(inside.back());
        inside.back() = mathSuperscript(std::move(last), std::move(exponent));
        return inside;
    }

    static bool isRoot(const Expression& e) {
        return e.op() == Op::Call && (e.function() == Function::Sqrt || e.function() == Function::Cbrt);
    }

    Parts call(const Expression& e, Place place) {
        const Expression& argument = e.operand(0);
        switch (e.function()) {
            case Function::Sqrt: return one(mathRoot(box(argument, place)));
            case Function::Cbrt: {
                FormulaBox root = mathRoot(box(argument, place));
                root.parts.push_back(mathText("3"));
                return one(std::move(root));
            }
            case Function::Abs: return one(mathDelimited("||", box(argument, place)));
            case Function::Floor: return one(mathDelimited("\u230A\u230B", box(argument, place)));
            case Function::Ceil: return one(mathDelimited("\u2308\u2309", box(argument, place)));
            case Function::Exp: return one(mathSuperscript(mathText("e"), box(argument, place.inScript())));
            default: break;
        }
        if (isFactorial(e)) {
            Parts result = atLeast(Level::Atom, argument.operand(0), place);
            result.push_back(mathText("!"));
            return result;
        }
        const bool bare = isNamedFunction(e) && isPlainArgument(argument);
        return called(one(nameBox(e.function())), e, place, bare);
    }

    /// Name and arguments, without brackets where that is wanted and clear.
    Parts called(Parts name, const Expression& e, Place place, bool wantsBare) {
        const bool bare = wantsBare && isPlainArgument(e.operand(0));
        if (bare) {
            append(name, parts(e.operand(0), place));
            return name;
        }
        Parts arguments;
        for (const Expression& operand : e.operands()) {
            if (!arguments.empty()) arguments.push_back(mathText(","));
            append(arguments, parts(operand, place));
        }
        name.push_back(mathDelimited("()", joined(std::move(arguments))));
        return name;
    }

    Parts comparison(Op op, const Expression& e, Place place) {
        Parts result = parts(e.operand(0), place);
        result.push_back(mathOperator(relation(op)));
        append(result, parts(e.operand(1), place));
        return result;
    }

    /// if inside the last part of if gives one case more.
    FormulaBox cases(const Expression& e, Place place) {
        FormulaBox result;
        result.kind = FormulaBox::Kind::Cases;
        const Expression* part = &e;
        for (; part->op() == Op::If; part = &part->operand(2)) {
            result.parts.push_back(box(part->operand(1), place));
            result.parts.push_back(joined(comparison(part->operand(0).op(), part->operand(0), place)));
        }
        result.parts.push_back(box(*part, place));
        const bool isSingle = e.operand(2).op() != Op::If;
        result.parts.push_back(isSingle ? joined(comparison(opposite(e.operand(0).op()), e.operand(0), place)) : mathText("otherwise"));
        return result;
    }
};

}  // namespace

FormulaBox layout(const Expression& expression) { return FormulaBuilder().box(expression, {}); }

}  // namespace calc
