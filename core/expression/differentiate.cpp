#include "core/expression/differentiate.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/expression/builtins.h"
#include "core/expression/print.h"
#include "core/expression/normal_form.h"
#include "core/expression/simplify.h"

namespace calc {
namespace {

constexpr std::size_t kLargestDerivation = 1000;  // nodes of an expression whose steps are written out

Expression number(std::int64_t value) { return Expression::number(value); }
Expression call(Function function, const Expression& argument) { return Expression::call(function, argument); }
bool isZero(const Expression& e) { return e.isNumber(0); }
bool isOne(const Expression& e) { return e.isNumber(1); }

// What is built stays small where a part is 0 or 1; simplify does the rest.
Expression sum(const Expression& a, const Expression& b) { return isZero(a) ? b : (isZero(b) ? a : a + b); }
Expression difference(const Expression& a, const Expression& b) { return isZero(b) ? a : (isZero(a) ? -b : a - b); }
Expression times(const Expression& a, const Expression& b) {
    if (isZero(a) || isZero(b)) return number(0);
    return isOne(a) ? b : (isOne(b) ? a : a * b);
}
Expression over(const Expression& a, const Expression& b) { return isZero(a) ? a : (isOne(b) ? a : a / b); }

Expression choice(const Expression& condition, const Expression& then, const Expression& otherwise) {
    return isZero(then) && isZero(otherwise) ? then : Expression::choose(condition, then, otherwise);
}

Error noFormula() {
    return {
        ErrorCode::BadValue,
        {CALC_TEXT("The derivative of gamma has no formula in the functions of this program; its value at a point can be computed."), {}},
        std::nullopt,
        {}};
}
Error tooLarge() {
    return {ErrorCode::TooLarge, {CALC_TEXT("The derivative of this expression is too long to write down."), {}}, std::nullopt, {}};
}

/// f'(u) for a function of one argument, in the terms of a textbook. Gamma has none.
Expression outerDerivative(Function function, const Expression& call_, const Expression& u) {
    const Expression two = number(2);
    const Expression one = number(1);
    switch (function) {
        case Function::Sin: return call(Function::Cos, u);
        case Function::Cos: return -call(Function::Sin, u);
        case Function::Tan: return one / power(call(Function::Cos, u), two);
        case Function::Asin: return one / call(Function::Sqrt, one - power(u, two));
        case Function::Acos: return -(one / call(Function::Sqrt, one - power(u, two)));
        case Function::Atan: return one / (one + power(u, two));
        case Function::Sinh: return call(Function::Cosh, u);
        case Function::Cosh: return call(Function::Sinh, u);
        case Function::Tanh: return one / power(call(Function::Cosh, u), two);
        case Function::Exp: return call_;
        case Function::Ln: return one / u;
        case Function::Log10: return one / (u * call(Function::Ln, number(10)));
        case Function::Log2: return one / (u * call(Function::Ln, two));
        case Function::Sqrt: return one / (two * call_);
        case Function::Cbrt: return one / (number(3) * power(call_, two));
        case Function::Abs: return call(Function::Sign, u);
        case Function::Erf: return two / call(Function::Sqrt, Expression::pi()) * call(Function::Exp, -power(u, two));
        case Function::Sigmoid: return call_ * (one - call_);
        default: return number(0);  // sign, floor, ceil between their jumps
    }
}

/// base and exponent of a power with a number as exponent, the exponent 1 for anything else.
struct NumberPower {
    Expression base;
    Expression exponent;
};

NumberPower numberPower(const Expression& e) {
    if (e.op() == Op::Power && e.operand(1).isNumber()) return {e.operand(0), e.operand(1)};
    return {e, number(1)};
}

class Differentiator {
public:
    explicit Differentiator(Variable variable) : m_variable(variable) {}

    bool failed() const { return m_failed; }

    Expression derivative(const Expression& e) {
        if (!e.uses(m_variable)) return number(0);
        if (e.op() == Op::Variable) return number(1);
        const auto known = m_known.find(e.identity());
        if (known != m_known.end()) return known->second;
        Expression result = compute(e);
        m_known.emplace(e.identity(), result);
        return result;
    }

private:
    bool isConstant(const Expression& e) const { return !e.uses(m_variable); }

    Expression compute(const Expression& e) {
        switch (e.op()) {
            case Op::Negate: {
                const Expression inner = derivative(e.operand(0));
                return isZero(inner) ? inner : -inner;
            }
            case Op::Add: return sum(derivative(e.operand(0)), derivative(e.operand(1)));
            case Op::Subtract: return difference(derivative(e.operand(0)), derivative(e.operand(1)));
            case Op::Multiply: return ofProduct(e.operand(0), e.operand(1));
            case Op::Divide: return ofQuotient(e.operand(0), e.operand(1));
            case Op::Power: return ofPower(e, e.operand(0), e.operand(1));
            case Op::If: return choice(e.operand(0), derivative(e.operand(1)), derivative(e.operand(2)));
            default: return ofCall(e);
        }
    }

    Expression ofProduct(const Expression& u, const Expression& v) { return sum(times(derivative(u), v), times(u, derivative(v))); }

    /// The exponent and one more or less. A number of thousands of digits stays a sum: written out, it could not be read back.
    static Expression moved(const Expression& exponent, std::int64_t by) {
        constexpr std::size_t kMostBits = 3000;
        if (exponent.isNumber() && exponent.value().bits() <= kMostBits) return numberExpression({exponent.value() + Rational(by), true});
        return by < 0 ? exponent - number(-by) : exponent + number(by);
    }

    /// (u / w^k)' = (u' w - k u w') / w^(k + 1): a power below the line keeps its base, as one does by hand.
    Expression ofQuotient(const Expression& u, const Expression& v) {
        if (isConstant(v)) return over(derivative(u), v);
        const auto [base, exponent] = numberPower(v);
        const Expression inner = times(exponent, times(u, derivative(base)));
        const Expression above = difference(times(derivative(u), base), inner);
        return over(above, power(base, moved(exponent, 1)));
    }

    Expression ofPower(const Expression& e, const Expression& u, const Expression& v) {
        if (isConstant(v)) {
            return times(times(v, power(u, moved(v, -1))), derivative(u));
        }
        if (u.op() == Op::Euler) return times(e, derivative(v));
        const Expression logarithm = call(Function::Ln, u);
        if (isConstant(u)) return times(times(e, logarithm), derivative(v));
        return times(e, sum(times(derivative(v), logarithm), over(times(v, derivative(u)), u)));
    }

    Expression ofCall(const Expression& e) {
        const Function function = e.function();
        if (function == Function::Gamma) m_failed = true;
        const Expression& u = e.operand(0);
        if (function == Function::Min || function == Function::Max) {
            const Op order = function == Function::Min ? Op::Less : Op::Greater;
            return choice(Expression::binary(order, u, e.operand(1)), derivative(u), derivative(e.operand(1)));
        }
        const Expression inner = derivative(u);
        if (function == Function::Relu) return choice(Expression::binary(Op::Greater, u, number(0)), inner, number(0));
        const Expression outer = outerDerivative(function, e, u);
        const bool isQuotient = outer.op() == Op::Divide && isOne(outer.operand(0));
        return isQuotient ? over(inner, outer.operand(1)) : times(outer, inner);
    }

    Variable m_variable;
    bool m_failed = false;
    std::unordered_map<const void*, Expression> m_known;  ///< of nodes that the given expression keeps alive
};

/// Names the rule for each part, outermost first.
class Narrator {
public:
    Narrator(Variable variable, Derivation& derivation) : m_variable(variable), m_derivation(derivation) {}

    bool failed() const { return m_failed; }

    void tell(const Expression& e, int depth) {
        if (!e.uses(m_variable)) {
            note(DerivativeRule::Constant, {CALC_TEXT("a constant does not change: its derivative is 0"), {}}, e, depth);
            return;
        }
        switch (e.op()) {
            case Op::Variable:
                note(DerivativeRule::Variable, {CALC_TEXT("the derivative of {0} is 1"), {std::string(variableName(m_variable))}}, e,
                     depth);
                break;
            case Op::Negate:
                note(DerivativeRule::ConstantFactor, {CALC_TEXT("constant factor rule: a constant factor stays"), {}}, e, depth);
                tell(e.operand(0), depth + 1);
                break;
            case Op::Add:
            case Op::Subtract: tellSum(e, depth); break;
            case Op::Multiply: tellProduct(e, depth); break;
            case Op::Divide: tellQuotient(e, depth); break;
            case Op::Power: tellPower(e, depth); break;
            case Op::If:
                note(DerivativeRule::Piecewise, {CALC_TEXT("each piece has its own derivative"), {}}, e, depth);
                tell(e.operand(1), depth + 1);
                tell(e.operand(2), depth + 1);
                break;
            default: tellCall(e, depth);
        }
    }

private:
    void note(DerivativeRule rule, Message name, const Expression& before, int depth) {
        const auto after = differentiate(before, m_variable);
        if (!after) m_failed = true;
        m_derivation.steps.push_back({rule, std::move(name), before, after ? *after : Expression(), depth});
    }

    void tellSum(const Expression& e, int depth) {
        const bool isDifference = e.op() == Op::Subtract;
        note(isDifference ? DerivativeRule::Difference : DerivativeRule::Sum,
             isDifference ? Message{CALC_TEXT("difference rule: term by term"), {}} : Message{CALC_TEXT("sum rule: term by term"), {}}, e,
             depth);
        std::vector<const Expression*> terms;
        for (const Expression* rest = &e; true; rest = &rest->operand(0)) {
            const bool isChain = rest->op() == Op::Add || rest->op() == Op::Subtract;
            terms.push_back(isChain ? &rest->operand(1) : rest);
            if (!isChain) break;
        }
        for (auto term = terms.rbegin(); term != terms.rend(); ++term) tell(**term, depth + 1);
    }

    void tellProduct(const Expression& e, int depth) {
        const Expression& u = e.operand(0);
        const Expression& v = e.operand(1);
        if (!u.uses(m_variable) || !v.uses(m_variable)) {
            note(DerivativeRule::ConstantFactor, {CALC_TEXT("constant factor rule: a constant factor stays"), {}}, e, depth);
            tell(u.uses(m_variable) ? u : v, depth + 1);
            return;
        }
        note(DerivativeRule::Product, {CALC_TEXT("product rule: (u*v)' = u'*v + u*v' with u = {0}, v = {1}"), {print(u), print(v)}}, e,
             depth);
        tell(u, depth + 1);
        tell(v, depth + 1);
    }

    void tellQuotient(const Expression& e, int depth) {
        const Expression& u = e.operand(0);
        const Expression& v = e.operand(1);
        if (!v.uses(m_variable)) {
            note(DerivativeRule::ConstantFactor, {CALC_TEXT("constant factor rule: a constant factor stays"), {}}, e, depth);
            tell(u, depth + 1);
            return;
        }
        note(DerivativeRule::Quotient, {CALC_TEXT("quotient rule: (u/v)' = (u'*v - u*v')/v^2 with u = {0}, v = {1}"), {print(u), print(v)}},
             e, depth);
        tell(u, depth + 1);
        tell(v, depth + 1);
    }

    void tellPower(const Expression& e, int depth) {
        const Expression& u = e.operand(0);
        const Expression& v = e.operand(1);
        const bool isPlain = u.op() == Op::Variable;
        if (!v.uses(m_variable)) {
            const std::string exponent = print(v);
            if (isPlain) {
                note(DerivativeRule::PowerRule, {CALC_TEXT("power rule: (x^n)' = n*x^(n - 1) with n = {0}"), {exponent}}, e, depth);
            } else {
                note(DerivativeRule::Chain, {CALC_TEXT("chain rule: (u^n)' = n*u^(n - 1)*u' with u = {0}, n = {1}"), {print(u), exponent}},
                     e, depth);
                tell(u, depth + 1);
            }
            return;
        }
        if (!u.uses(m_variable)) {
            const bool isEuler = u.op() == Op::Euler;
            const bool isInner = v.op() != Op::Variable;
            const Message name =
                isEuler ? Message{CALC_TEXT("exponential rule: (e^u)' = e^u*u' with u = {0}"), {print(v)}}
                        : Message{CALC_TEXT("exponential rule: (a^u)' = a^u*ln(a)*u' with a = {0}, u = {1}"), {print(u), print(v)}};
            note(DerivativeRule::Exponential, name, e, depth);
            if (isInner) tell(v, depth + 1);
            return;
        }
        note(DerivativeRule::GeneralPower,
             {CALC_TEXT("general power: (u^v)' = u^v*(v'*ln(u) + v*u'/u) with u = {0}, v = {1}"), {print(u), print(v)}}, e, depth);
        tell(u, depth + 1);
        tell(v, depth + 1);
    }

    void tellCall(const Expression& e, int depth) {
        const Builtin& entry = builtin(e.function());
        const std::string name(entry.name);
        if (entry.arity == 2) {
            note(DerivativeRule::Piecewise, {CALC_TEXT("{0} takes one of two, and its derivative with it"), {name}}, e, depth);
            tell(e.operand(0), depth + 1);
            tell(e.operand(1), depth + 1);
            return;
        }
        const Expression& u = e.operand(0);
        if (u.op() == Op::Variable) {
            note(DerivativeRule::Elementary, {CALC_TEXT("derivative of {0}"), {name}}, e, depth);
            return;
        }
        note(DerivativeRule::Chain, {CALC_TEXT("chain rule: {0}(u)' = {1} with u = {2}"), {name, std::string(entry.derivative), print(u)}},
             e, depth);
        tell(u, depth + 1);
    }

    Variable m_variable;
    Derivation& m_derivation;
    bool m_failed = false;
};

}  // namespace

Result<Expression> differentiate(const Expression& expression, Variable variable) {
    if (expression.depth() > Expression::kMaximumDepth) return tooLarge();
    Differentiator differentiator(variable);
    const Expression result = differentiator.derivative(expression);
    if (differentiator.failed()) return noFormula();
    if (result.nodeCount() > Expression::kMaximumNodes) return tooLarge();
    return simplify(result, DomainRule::MayGrow);
}

Result<Derivation> derive(const Expression& expression, Variable variable) {
    if (expression.nodeCount() > kLargestDerivation) return tooLarge();
    Result<Expression> result = differentiate(expression, variable);
    if (!result) return result.error();
    Derivation derivation;
    derivation.result = *result;
    Narrator narrator(variable, derivation);
    narrator.tell(expression, 0);
    if (narrator.failed()) return tooLarge();
    return derivation;
}

}  // namespace calc
