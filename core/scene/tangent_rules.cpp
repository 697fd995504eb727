#include <array>
#include <cmath>

#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

FormulaBox primed(const FormulaBox& box) {
    return mathRow({coloured(Role::Tangent, mathDelimited("()", box)), coloured(Role::Tangent, mathText("\u2032"))});
}
FormulaBox primed(const Expression& expression) { return primed(layout(expression)); }
FormulaBox italicPrimed(const char* name) { return mathRow({mathItalic(name), mathText("\u2032")}); }
FormulaBox dot() { return mathOperator("\u00B7"); }
FormulaBox plus() { return mathOperator("+"); }
FormulaBox minus() { return mathOperator("\u2212"); }
FormulaBox equals() { return mathOperator("="); }
/// With brackets where a sum stands beside a product.
FormulaBox factor(const Expression& expression) {
    const Op op = expression.op();
    const bool isSum = op == Op::Add || op == Op::Subtract || op == Op::Negate;
    return isSum ? mathDelimited("()", layout(expression)) : layout(expression);
}

Message ruleName(DerivativeRule rule) {
    switch (rule) {
        case DerivativeRule::Constant: return CALC_TEXT("A constant does not change");
        case DerivativeRule::Variable: return CALC_TEXT("The variable itself");
        case DerivativeRule::Sum: return CALC_TEXT("Sum rule");
        case DerivativeRule::Difference: return CALC_TEXT("Difference rule");
        case DerivativeRule::ConstantFactor: return CALC_TEXT("Constant factor rule");
        case DerivativeRule::Product: return CALC_TEXT("Product rule");
        case DerivativeRule::Quotient: return CALC_TEXT("Quotient rule");
        case DerivativeRule::PowerRule: return CALC_TEXT("Power rule");
        case DerivativeRule::Exponential: return CALC_TEXT("Exponential rule");
        case DerivativeRule::GeneralPower: return CALC_TEXT("General power");
        case DerivativeRule::Chain: return CALC_TEXT("Chain rule");
        case DerivativeRule::Elementary: return CALC_TEXT("Known derivative");
        case DerivativeRule::Piecewise: return CALC_TEXT("Piece by piece");
    }
    return {};
}

/// The rule as a textbook writes it.
FormulaBox law(DerivativeRule rule) {
    const FormulaBox u = mathItalic("u");
    const FormulaBox v = mathItalic("v");
    const auto prime = [](FormulaBox inside) { return mathRow({mathDelimited("()", std::move(inside)), mathText("\u2032")}); };
    const FormulaBox du = italicPrimed("u");
    const FormulaBox dv = italicPrimed("v");
    switch (rule) {
        case DerivativeRule::Constant: return mathRow({italicPrimed("c"), equals(), mathText("0")});
        case DerivativeRule::Variable: return mathRow({italicPrimed("x"), equals(), mathText("1")});
        case DerivativeRule::Sum: return mathRow({prime(mathRow({u, plus(), v})), equals(), du, plus(), dv});
        case DerivativeRule::Difference: return mathRow({prime(mathRow({u, minus(), v})), equals(), du, minus(), dv});
        case DerivativeRule::ConstantFactor:
            return mathRow({prime(mathRow({mathItalic("c"), dot(), u})), equals(), mathItalic("c"), dot(), du});
        case DerivativeRule::Product: return mathRow({prime(mathRow({u, dot(), v})), equals(), du, dot(), v, plus(), u, dot(), dv});
        case DerivativeRule::Quotient: {
            const FormulaBox top = mathRow({du, dot(), v, minus(), u, dot(), dv});
            return mathRow({prime(mathFraction(u, v)), equals(), mathFraction(top, mathSuperscript(v, mathText("2")))});
        }
        case DerivativeRule::PowerRule: {
            const FormulaBox lower = mathSuperscript(mathItalic("x"), mathRow({mathItalic("n"), minus(), mathText("1")}));
            return mathRow({prime(mathSuperscript(mathItalic("x"), mathItalic("n"))), equals(), mathItalic("n"), dot(), lower});
        }
        case DerivativeRule::Exponential:
            return mathRow({prime(mathSuperscript(mathItalic("e"), u)), equals(), mathSuperscript(mathItalic("e"), u), dot(), du});
        case DerivativeRule::Chain: {
            const FormulaBox inner = mathDelimited("()", u);
            return mathRow({prime(mathRow({mathItalic("g"), inner})), equals(), italicPrimed("g"), inner, dot(), du});
        }
        case DerivativeRule::GeneralPower:
        case DerivativeRule::Elementary:
        case DerivativeRule::Piecewise: break;
    }
    return mathRow({});
}

/// The outer function's derivative, taken at the inner one: cos u for sin u.
std::optional<FormulaBox> outerDerivative(const Expression& whole, const Expression& inner) {
    const Expression x = Expression::variable(Variable::X);
    const Expression outer = whole.op() == Op::Power ? power(x, whole.operand(1)) : Expression::call(whole.function(), x);
    const auto slope = differentiate(outer, Variable::X);
    if (!slope) return std::nullopt;
    return factor(substitute(*slope, Variable::X, inner));
}

/// What the rule makes of this expression, with what is still to be derived under a prime. Empty where the result follows at once.
std::optional<FormulaBox> unfolded(const DerivationStep& step) {
    const Expression& e = step.before;
    const auto operand = [&e](std::size_t i) -> const Expression& { return e.operand(i); };
    switch (step.rule) {
        case DerivativeRule::Sum:
        case DerivativeRule::Difference:
            if (e.op() != Op::Add && e.op() != Op::Subtract) return std::nullopt;
            return mathRow({primed(operand(0)), e.op() == Op::Add ? plus() : minus(), primed(operand(1))});
        case DerivativeRule::Product:
            if (e.op() != Op::Multiply) return std::nullopt;
            return mathRow({primed(operand(0)), dot(), factor(operand(1)), plus(), factor(operand(0)), dot(), primed(operand(1))});
        case DerivativeRule::Quotient: {
            if (e.op() != Op::Divide) return std::nullopt;
            const FormulaBox top =
                mathRow({primed(operand(0)), dot(), factor(operand(1)), minus(), factor(operand(0)), dot(), primed(operand(1))});
            return mathFraction(top, mathSuperscript(mathDelimited("()", layout(operand(1))), mathText("2")));
        }
        case DerivativeRule::ConstantFactor:
            if (e.op() == Op::Negate) return mathRow({mathText("\u2212"), primed(operand(0))});
            if (e.op() == Op::Divide && operand(1).isConstant())
                return mathRow({mathFraction(mathText("1"), layout(operand(1))), dot(), primed(operand(0))});
            if (e.op() != Op::Multiply) return std::nullopt;
            return operand(0).isConstant() ? mathRow({factor(operand(0)), dot(), primed(operand(1))})
                                           : mathRow({primed(operand(0)), dot(), factor(operand(1))});
        case DerivativeRule::Chain: {
            const bool known = e.op() == Op::Power || (e.op() == Op::Call && e.operands().size() == 1);
            const auto outer = known ? outerDerivative(e, operand(0)) : std::nullopt;
            if (!outer) return std::nullopt;
            return mathRow({*outer, dot(), primed(operand(0))});
        }
        case DerivativeRule::Exponential:
            if (e.op() != Op::Power || operand(1) == Expression::variable(Variable::X) || operand(0).op() != Op::Euler) return std::nullopt;
            return mathRow({layout(e), dot(), primed(operand(1))});
        case DerivativeRule::Constant:
        case DerivativeRule::Variable:
        case DerivativeRule::PowerRule:
        case DerivativeRule::GeneralPower:
        case DerivativeRule::Elementary:
        case DerivativeRule::Piecewise: break;
    }
    return std::nullopt;
}

WorkedStep workedStep(const DerivationStep& step, std::size_t index) {
    WorkedStep worked;
    worked.id = std::to_string(index);
    worked.depth = step.depth;
    worked.rule = ruleName(step.rule);
    worked.law = law(step.rule);
    worked.equation = mathRow({primed(step.before), equals(), unfolded(step).value_or(layout(step.after))});
    return worked;
}

}  // namespace

std::vector<WorkedStep> ruleSteps(const TangentFunction& function) {
    constexpr std::size_t kMost = 60;
    std::vector<WorkedStep> steps;
    if (!function.derivation) {
        steps.push_back({"none", 0, function.noFormula, mathRow({}), function.formula, Emphasis::Normal});
        return steps;
    }
    const Derivation& derivation = *function.derivation;
    for (std::size_t i = 0; i < derivation.steps.size() && i < kMost; ++i) steps.push_back(workedStep(derivation.steps[i], i));
    WorkedStep result;
    result.id = "result";
    result.rule = CALC_TEXT("Put together and simplified");
    result.equation = coloured(Role::Tangent, function.slopeFormula);
    steps.push_back(std::move(result));
    return steps;
}

}  // namespace calc
