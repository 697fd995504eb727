#include "core/calculus/epsilon_delta_enclosure.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/numbers/interval_functions.h"

namespace calc {
namespace {

constexpr int kOrder = 8;
constexpr std::size_t kLargestFraction = 600;  ///< nodes; beyond this sums are not joined

OpenInterval closed(const Interval& values) { return {values, false, false}; }

OpenInterval negated(const OpenInterval& a) { return {-a.values, a.openHigh, a.openLow}; }

OpenInterval sum(const OpenInterval& a, const OpenInterval& b) {
    return {a.values + b.values, a.openLow || b.openLow, a.openHigh || b.openHigh};
}

/// Ends at 0 are left out where neither factor is ever 0.
OpenInterval withoutZero(const Interval& values, bool isNonZero) {
    return {values, isNonZero && values.low == 0.0, isNonZero && values.high == 0.0};
}

/// What arithmetic that does not know of left-out ends called undefined.
Interval decorated(Interval values, bool defined, bool continuous) {
    values.defined = defined;
    values.continuous = defined && continuous;
    return values;
}

Interval decoratedLike(const Interval& values, const Interval& a) { return decorated(values, a.defined, a.continuous); }
Interval decoratedLike(const Interval& values, const Interval& a, const Interval& b) {
    return decorated(values, a.defined && b.defined, a.continuous && b.continuous);
}

OpenInterval quotient(const OpenInterval& a, const OpenInterval& b) {
    Interval values = a.values / b.values;
    if (b.isNonZero() && !values.isEmpty()) values = decoratedLike(values, a.values, b.values);
    return withoutZero(values, a.isNonZero());
}

OpenInterval wholePower(const OpenInterval& a, std::int64_t n) {
    Interval values = powerInteger(a.values, static_cast<double>(n));
    if (a.isNonZero() && !values.isEmpty()) values = decoratedLike(values, a.values);
    return withoutZero(values, a.isNonZero());
}

bool isPositive(const OpenInterval& a) { return a.values.low > 0.0 || (a.values.low == 0.0 && a.openLow); }
bool isNegative(const OpenInterval& a) { return a.values.high < 0.0 || (a.values.high == 0.0 && a.openHigh); }

OpenInterval realPower(const OpenInterval& a, const OpenInterval& b) {
    const bool isBroken = b.values.isPoint()
                              ? b.values.low != std::floor(b.values.low)
                              : std::floor(b.values.low) == std::floor(b.values.high) && b.values.low > std::floor(b.values.low);
    if (isNegative(a) && isBroken) return closed(Interval::empty());
    Interval values = power(a.values, b.values);
    if (isPositive(a) && !values.isEmpty()) values = decoratedLike(values, a.values, b.values);
    return withoutZero(values, isPositive(a));
}

OpenInterval stepped(Code code, const OpenInterval& u) {
    if (code == Code::Floor && u.openHigh && u.values.high == std::floor(u.values.high) && u.values.low < u.values.high) {
        const double low = std::floor(u.values.low), high = u.values.high - 1.0;
        return closed({low, high, u.values.defined, low == high && u.values.continuous});
    }
    if (code == Code::Ceil && u.openLow && u.values.low == std::ceil(u.values.low) && u.values.low < u.values.high) {
        const double low = u.values.low + 1.0, high = std::ceil(u.values.high);
        return closed({low, high, u.values.defined, low == high && u.values.continuous});
    }
    return closed(code == Code::Floor ? floor(u.values) : ceil(u.values));
}

OpenInterval compared(Code code, const OpenInterval& a, const OpenInterval& b) {
    const bool touchOpen = a.openHigh || b.openLow, touchOpenBack = a.openLow || b.openHigh;
    Interval values = code == Code::Less ? less(a.values, b.values) : lessEqual(a.values, b.values);
    if (a.values.high == b.values.low && touchOpen) values.low = values.high = 1.0;
    if (a.values.low == b.values.high && touchOpenBack) values.low = values.high = 0.0;
    return closed(values);
}

Interval functionOf(Code code, const Interval& u) {
    switch (code) {
        case Code::Sin: return sin(u);
        case Code::Cos: return cos(u);
        case Code::Tan: return tan(u);
        case Code::Asin: return asin(u);
        case Code::Acos: return acos(u);
        case Code::Atan: return atan(u);
        case Code::Sinh: return sinh(u);
        case Code::Cosh: return cosh(u);
        case Code::Tanh: return tanh(u);
        case Code::Exp: return exp(u);
        case Code::Sqrt: return sqrt(u);
        case Code::Cbrt: return cbrt(u);
        case Code::Abs: return abs(u);
        case Code::Erf: return erf(u);
        case Code::Gamma: return gamma(u);
        case Code::Sigmoid: return sigmoid(u);
        default: return relu(u);
    }
}

/// Functions with the sign of their argument, 0 only where it is (near 0 in the case of waves).
bool keepsSign(Code code, const Interval& u) {
    switch (code) {
        case Code::Sin: return u.magnitude() < 3.0;
        case Code::Tan: return u.magnitude() < 1.5;
        case Code::Asin:
        case Code::Atan:
        case Code::Sinh:
        case Code::Tanh:
        case Code::Cbrt:
        case Code::Erf: return true;
        default: return false;
    }
}

/// 1: strictly rising and defined on the whole interval; -1: strictly falling; 0: neither.
int direction(Code code, const Interval& u) {
    const bool isRight = u.low >= 0.0, isLeft = u.high <= 0.0;
    switch (code) {
        case Code::Exp:
        case Code::Cbrt:
        case Code::Sinh:
        case Code::Tanh:
        case Code::Atan:
        case Code::Erf:
        case Code::Sigmoid: return 1;
        case Code::Ln:
        case Code::Log10:
        case Code::Log2:
        case Code::Sqrt: return isRight ? 1 : 0;
        case Code::Sin:
        case Code::Tan: return u.magnitude() < 1.5 ? 1 : 0;
        case Code::Asin: return u.magnitude() <= 1.0 ? 1 : 0;
        case Code::Acos: return u.magnitude() <= 1.0 ? -1 : 0;
        case Code::Cosh: return isRight ? 1 : isLeft ? -1 : 0;
        case Code::Cos:
            if (u.magnitude() > 3.0) return 0;
            return isRight ? -1 : isLeft ? 1 : 0;
        default: return 0;
    }
}

/// What a left-out end of the argument leaves out: a strictly monotone function does not take its value there.
OpenInterval withEndsOf(const OpenInterval& u, Code code, OpenInterval result) {
    const int towards = direction(code, u.values);
    if (towards == 0 || result.values.isEmpty()) return result;
    result.openLow = result.openLow || (towards > 0 ? u.openLow : u.openHigh);
    result.openHigh = result.openHigh || (towards > 0 ? u.openHigh : u.openLow);
    return result;
}

OpenInterval signedLike(const OpenInterval& u, Interval values) {
    if (isPositive(u)) values.low = std::max(values.low, 0.0);
    if (isNegative(u)) values.high = std::min(values.high, 0.0);
    return withoutZero(values, u.isNonZero());
}

OpenInterval valuesOf(Code code, const OpenInterval& u) {
    switch (code) {
        case Code::Ln:
        case Code::Log10:
        case Code::Log2: {
            Interval values = code == Code::Ln ? ln(u.values) : code == Code::Log10 ? log10(u.values) : log2(u.values);
            if (isPositive(u) && !values.isEmpty()) values = decoratedLike(values, u.values);
            return closed(values);
        }
        case Code::Sign:
            if (isPositive(u)) return closed(decoratedLike(Interval::point(1.0), u.values));
            if (isNegative(u)) return closed(decoratedLike(Interval::point(-1.0), u.values));
            return closed(sign(u.values));
        case Code::Floor:
        case Code::Ceil: return stepped(code, u);
        case Code::Exp: return withoutZero(exp(u.values), true);
        case Code::Sqrt:
            if (isNegative(u)) return closed(Interval::empty());
            return withoutZero(sqrt(u.values), u.isNonZero());
        case Code::Abs: return withoutZero(abs(u.values), u.isNonZero());
        default: {
            const Interval values = functionOf(code, u.values);
            return keepsSign(code, u.values) && !values.isEmpty() ? signedLike(u, values) : closed(values);
        }
    }
}

OpenInterval function(Code code, const OpenInterval& u) { return withEndsOf(u, code, valuesOf(code, u)); }

struct Fraction {
    Expression numerator;
    std::optional<Expression> denominator;
};

Expression times(const Expression& a, const Expression& b) {
    if (a.isNumber(1)) return b;
    return b.isNumber(1) ? a : a * b;
}

Expression joined(const Fraction& f) { return f.denominator ? f.numerator / *f.denominator : f.numerator; }

Expression rebuilt(const Expression& e, std::vector<Expression> operands) {
    if (e.op() == Op::Call) return Expression::call(e.function(), std::move(operands));
    if (e.op() == Op::Negate) return Expression::negate(operands[0]);
    if (e.op() == Op::If) return Expression::choose(operands[0], operands[1], operands[2]);
    return Expression::binary(e.op(), operands[0], operands[1]);
}

Fraction fractionOf(const Expression& e, Variable variable);

Fraction productOf(const Fraction& a, const Fraction& b) {
    Fraction result{times(a.numerator, b.numerator), a.denominator};
    if (b.denominator) result.denominator = result.denominator ? times(*result.denominator, *b.denominator) : *b.denominator;
    return result;
}

Fraction sumOf(const Expression& e, const Fraction& a, const Fraction& b) {
    if (!a.denominator && !b.denominator) return {Expression::binary(e.op(), a.numerator, b.numerator), std::nullopt};
    const Expression one = Expression::number(1), p = a.denominator.value_or(one), q = b.denominator.value_or(one);
    if (p == q) return {Expression::binary(e.op(), a.numerator, b.numerator), p};
    return {Expression::binary(e.op(), times(a.numerator, q), times(b.numerator, p)), times(p, q)};
}

Fraction fractionOf(const Expression& e, Variable variable) {
    if (!e.uses(variable) || e.operands().empty()) return {e, std::nullopt};
    const bool isSum = e.op() == Op::Add || e.op() == Op::Subtract;
    if (isSum && e.nodeCount() < kLargestFraction) return sumOf(e, fractionOf(e.operand(0), variable), fractionOf(e.operand(1), variable));
    if (e.op() == Op::Multiply) return productOf(fractionOf(e.operand(0), variable), fractionOf(e.operand(1), variable));
    if (e.op() == Op::Negate) {
        Fraction inner = fractionOf(e.operand(0), variable);
        return {-inner.numerator, inner.denominator};
    }
    if (e.op() == Op::Divide) {
        const Fraction a = fractionOf(e.operand(0), variable), b = fractionOf(e.operand(1), variable);
        return productOf(a, {b.denominator.value_or(Expression::number(1)), b.numerator});
    }
    const auto whole = e.op() == Op::Power && e.operand(1).op() == Op::Negate && e.operand(1).operand(0).isNumber()
                           ? e.operand(1).operand(0).value().toInteger()
                           : std::nullopt;
    if (whole && *whole > 0) {
        const Fraction base = fractionOf(e.operand(0), variable);
        const auto raised = [&](const Expression& b) { return *whole == 1 ? b : calc::power(b, Expression::number(*whole)); };
        return {base.denominator ? raised(*base.denominator) : Expression::number(1), raised(base.numerator)};
    }
    std::vector<Expression> operands;
    for (const Expression& operand : e.operands()) operands.push_back(joined(fractionOf(operand, variable)));
    return {rebuilt(e, std::move(operands)), std::nullopt};
}

bool isCall(const Expression& e, Function function) { return e.op() == Op::Call && e.function() == function; }

/// Every node, innermost first, handed to `changed` with its new operands.
template <typename Change>
Expression rewritten(const Expression& e, Variable variable, const Change& changed) {
    if (!e.uses(variable) || e.operands().empty()) return e;
    std::vector<Expression> operands;
    for (const Expression& operand : e.operands()) operands.push_back(rewritten(operand, variable, changed));
    return changed(rebuilt(e, std::move(operands)));
}

/// Has a pole, a root or a step somewhere: no Taylor form about 0 is to be expected.
bool isRough(const Expression& e, Variable variable) {
    if (!e.uses(variable)) return false;
    if (e.op() == Op::Divide && e.operand(1).uses(variable)) return true;
    if (e.op() == Op::Power && (!e.operand(1).isNumber() || !e.operand(1).value().isInteger())) return true;
    for (const Function rough :
         {Function::Ln, Function::Log10, Function::Log2, Function::Sqrt, Function::Cbrt, Function::Floor, Function::Ceil})
        if (isCall(e, rough)) return true;
    return std::any_of(e.operands().begin(), e.operands().end(), [variable](const Expression& part) { return isRough(part, variable); });
}

void collectFactors(const Expression& e, Variable variable, Expression& smooth, Expression& rough) {
    if (e.op() == Op::Multiply) {
        collectFactors(e.operand(0), variable, smooth, rough);
        collectFactors(e.operand(1), variable, smooth, rough);
        return;
    }
    Expression& side = isRough(e, variable) ? rough : smooth;
    side = times(side, e);
}

void collectSteps(const Expression& e, Variable variable, std::vector<Expression>& steps) {
    const bool isStep = (isCall(e, Function::Floor) || isCall(e, Function::Ceil)) && e.uses(variable);
    if (isStep && std::find(steps.begin(), steps.end(), e) == steps.end()) steps.push_back(e);
    for (const Expression& operand : e.operands()) collectSteps(operand, variable, steps);
}

}  // namespace

Expression asOneFraction(const Expression& f, Variable variable) { return joined(fractionOf(f, variable)); }

Expression withSmoothQuotients(const Expression& f, Variable variable) {
    return rewritten(f, variable, [&](const Expression& e) {
        if (e.op() != Op::Divide) return e;
        Expression smooth = Expression::number(1), rough = Expression::number(1);
        collectFactors(e.operand(0), variable, smooth, rough);
        return rough.isNumber(1) ? e : (smooth / e.operand(1)) * rough;
    });
}

Expression withoutSigns(const Expression& f, Variable variable, double reach) {
    return rewritten(f, variable, [&](const Expression& e) {
        const bool hasSign = isCall(e, Function::Abs) || isCall(e, Function::Sign) || isCall(e, Function::Relu);
        if (!hasSign || !e.uses(variable)) return e;
        const Expression& u = e.operand(0);
        const OpenInterval values = PuncturedEnclosure(u, variable).nearZero(reach);
        if (!values.values.defined || !(isPositive(values) || isNegative(values))) return e;
        if (e.function() == Function::Sign) return Expression::number(isPositive(values) ? 1 : -1);
        if (isPositive(values)) return u;
        return e.function() == Function::Abs ? -u : Expression::number(0);
    });
}

Expression withExponentials(const Expression& f, Variable variable) {
    return rewritten(f, variable, [&](const Expression& e) {
        if (e.op() != Op::Power || !e.operand(1).uses(variable)) return e;
        const Expression logarithm = Expression::call(Function::Ln, e.operand(0));
        return Expression::call(Function::Exp, asOneFraction(e.operand(1) * logarithm, variable));
    });
}

Expression withoutSteps(const Expression& f, Variable variable) {
    std::vector<Expression> steps;
    collectSteps(f, variable, steps);
    if (steps.size() != 1) return f;
    const Expression part = Expression::variable(kParameter);
    return rewritten(f, variable, [&](const Expression& e) {
        if (e != steps[0]) return e;
        return e.function() == Function::Floor ? e.operand(0) - part : e.operand(0) + part;
    });
}

PuncturedEnclosure::PuncturedEnclosure(const Expression& f, Variable variable)
    : m_graph(f, LiteralRule::Exact, {variable, kParameter}),
      m_taylor(m_graph),
      m_reached(m_graph.reachable(m_graph.root())),
      m_values(m_graph.size()) {}

OpenInterval PuncturedEnclosure::apply(const ExactNode& node) const {
    const OpenInterval& a = m_values[node.a];
    const OpenInterval& b = m_values[node.b];
    switch (node.code) {
        case Code::Negate: return negated(a);
        case Code::Add: return sum(a, b);
        case Code::Subtract: return sum(a, negated(b));
        case Code::Multiply: return withoutZero(node.a == node.b ? square(a.values) : a.values * b.values, a.isNonZero() && b.isNonZero());
        case Code::Divide: return quotient(a, b);
        case Code::PowerInteger: return wholePower(a, node.exponent);
        case Code::Power: return realPower(a, b);
        case Code::Min: return closed(min(a.values, b.values));
        case Code::Max: return closed(max(a.values, b.values));
        case Code::Less:
        case Code::LessEqual: return compared(node.code, a, b);
        case Code::Select: {
            const OpenInterval& otherwise = m_values[node.c];
            if (a.values.low > 0.0) return b;
            if (a.values.high == 0.0) return otherwise;
            return closed(select(a.values, b.values, otherwise.values));
        }
        default: return function(node.code, a);
    }
}

/// The mean value form and the second-order form about 0, where the part is that smooth.
Interval PuncturedEnclosure::sharpened(NodeId id, const Interval& t) const {
    const auto over = m_taylor.coefficients(id), at = m_taylor.coefficientsAtZero(id);
    Interval best = Interval::entire();
    const int smoothness = m_taylor.smoothness(id);
    if (smoothness >= 0 && over[0].defined && !over[0].isEmpty()) best = over[0];
    if (smoothness >= 1 && over[1].isFinite() && at[0].isFinite()) best = intersection(at[0] + over[1] * t, best);
    if (smoothness >= 2 && over[2].isFinite() && at[1].isFinite()) best = intersection(at[0] + (at[1] + over[2] * t) * t, best);
    if (smoothness >= 4 && over[4].isFinite() && at[3].isFinite())
        best = intersection(at[0] + (at[1] + (at[2] + (at[3] + over[4] * t) * t) * t) * t, best);
    return best;
}

OpenInterval PuncturedEnclosure::leaf(NodeId id, const Interval& t) const {
    const ExactNode& node = m_graph.node(id);
    if (node.code == Code::Constant) return closed(m_taylor.coefficients(id)[0]);
    if (node.a == 0) return {t, true, false};
    return closed({0.0, 1.0, true, false});
}

OpenInterval PuncturedEnclosure::nearZero(double reach) {
    const Interval t = Interval::of(0.0, reach);
    m_taylor.evaluateFromZero(m_graph.root(), reach, kOrder);
    for (NodeId id = 0; id < m_reached.size(); ++id) {
        if (!m_reached[id]) continue;
        const ExactNode& node = m_graph.node(id);
        if (node.code == Code::Constant || node.code == Code::Variable) {
            m_values[id] = leaf(id, t);
            continue;
        }
        OpenInterval value = apply(node);
        const Interval sharper = sharpened(id, t);
        if (sharper.isFinite() && !sharper.isEmpty()) {
            const bool isDefined = value.values.defined || sharper.defined, isContinuous = value.values.continuous || sharper.continuous;
            const Interval both = value.values.isEmpty() ? sharper : intersection(value.values, sharper);
            if (!both.isEmpty()) {
                const bool isNonZero = value.isNonZero();
                value.openLow = (value.openLow && both.low == value.values.low) || (isNonZero && both.low == 0.0);
                value.openHigh = (value.openHigh && both.high == value.values.high) || (isNonZero && both.high == 0.0);
                value.values = decorated(both, isDefined, isContinuous);
            }
        }
        m_values[id] = value;
    }
    return m_values[m_graph.root()];
}

Interval PuncturedEnclosure::between(double low, double high) {
    const Interval t = Interval::of(low, high);
    const auto over = m_taylor.evaluate(t, 2);
    const Interval natural = over[0];
    Interval best = natural;
    if (best.isEmpty() || !best.defined) return best;
    const bool once = m_taylor.smooth(1) && over[1].isFinite(), twice = m_taylor.smooth(2) && over[2].isFinite();
    if (!once) return best;
    const Interval slope = over[1], curvature = over[2], middle = Interval::point(t.middle()), h = t - middle;
    const auto at = m_taylor.evaluate(middle, 1);
    best = intersection(best, at[0] + slope * h);
    if (twice) best = intersection(best, at[0] + (at[1] + curvature * h) * h);
    if (best.isEmpty()) return natural;
    return decorated(best, true, natural.continuous);
}

}  // namespace calc
