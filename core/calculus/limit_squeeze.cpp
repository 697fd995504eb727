#include "core/calculus/limit_squeeze.h"

#include <algorithm>

namespace calc {

void GermBounds::giveUp() { throw Undecided{Message(CALC_TEXT("No bounds on both sides were found."))}; }

GermBounds::Bounds GermBounds::of(const Expression& e) {
    const auto known = m_known.find(e.identity());
    if (known != m_known.end()) return known->second.second;
    Bounds result{nullptr, nullptr};
    try {
        const Germ exact = m_reader.read(e);
        if (!exact->oscillates) result = {exact, exact};
    } catch (const Undecided&) {
        // The parts may still have bounds.
    }
    if (!result.first) result = computed(e);
    m_known.insert_or_assign(e.identity(), std::pair{e, result});
    return result;
}

GermBounds::Bounds GermBounds::multiplied(const Bounds& a, const Bounds& b) {
    Bounds result{nullptr, nullptr};
    for (const Germ x : {a.first, a.second}) {
        for (const Germ y : {b.first, b.second}) {
            const Germ product = m_pool.multiply(x, y);
            result.first = result.first ? least(result.first, product) : product;
            result.second = result.second ? most(result.second, product) : product;
        }
    }
    return result;
}

GermBounds::Bounds GermBounds::inverse(const Bounds& a) {
    if (m_scale.sign(a.first) * m_scale.sign(a.second) <= 0) giveUp();
    return {m_pool.power(a.second, Rational(-1)), m_pool.power(a.first, Rational(-1))};
}

GermBounds::Bounds GermBounds::size(const Bounds& a) {
    const Germ top = most(a.second, m_pool.negate(a.first));
    if (m_scale.sign(a.first) >= 0) return {a.first, top};
    if (m_scale.sign(a.second) <= 0) return {m_pool.negate(a.second), top};
    return {m_pool.zero(), top};
}

GermBounds::Bounds GermBounds::computed(const Expression& e) {
    switch (e.op()) {
        case Op::Negate: {
            const Bounds a = of(e.operand(0));
            return {m_pool.negate(a.second), m_pool.negate(a.first)};
        }
        case Op::Add: {
            const Bounds a = of(e.operand(0));
            const Bounds b = of(e.operand(1));
            return {m_pool.add(a.first, b.first), m_pool.add(a.second, b.second)};
        }
        case Op::Subtract: {
            const Bounds a = of(e.operand(0));
            const Bounds b = of(e.operand(1));
            return {m_pool.subtract(a.first, b.second), m_pool.subtract(a.second, b.first)};
        }
        case Op::Multiply: {
            if (e.operand(0) == e.operand(1)) return ofPower(of(e.operand(0)), {m_pool.integer(2), m_pool.integer(2)});
            const Bounds a = of(e.operand(0));
            return multiplied(a, of(e.operand(1)));
        }
        case Op::Divide: {
            const Bounds a = of(e.operand(0));
            return multiplied(a, inverse(of(e.operand(1))));
        }
        case Op::Power: {
            const Bounds a = of(e.operand(0));
            const Bounds p = of(e.operand(1));
            if (p.first == p.second && p.first->isNumber()) return ofPower(a, p);
            if (m_scale.sign(a.first) >= 0 || !m_reader.isWhole(e.operand(1))) return ofPower(a, p);
            // The sign is that of (-1)^p: between minus and plus the size.
            const Germ top = ofPower(size(a), p).second;
            return {m_pool.negate(top), top};
        }
        case Op::Call: return ofCall(e);
        case Op::If: {
            const Bounds a = of(e.operand(1));
            const Bounds b = of(e.operand(2));
            return {least(a.first, b.first), most(a.second, b.second)};
        }
        default: giveUp();
    }
}

GermBounds::Bounds GermBounds::ofPower(const Bounds& base, const Bounds& exponent) {
    const Germ p = exponent.first;
    const auto whole = p == exponent.second && p->isNumber() ? p->number.toInteger() : std::nullopt;
    if (whole) {
        if (*whole < 0) return ofPower(inverse(base), {m_pool.integer(-*whole), m_pool.integer(-*whole)});
        const Bounds b = *whole % 2 == 0 ? size(base) : base;
        return {m_scale.power(b.first, p), m_scale.power(b.second, p)};
    }
    const int lowSign = m_scale.sign(base.first);
    if (lowSign < 0) giveUp();
    if (lowSign == 0) {  // 0^p = 0 for p > 0; p^0 counts as 1 at most
        if (m_scale.sign(exponent.first) <= 0 || m_scale.sign(base.second) <= 0) giveUp();
        return {m_pool.zero(), most(m_scale.power(base.second, exponent.first), m_scale.power(base.second, exponent.second))};
    }
    Bounds logarithm{m_scale.ln(base.first), m_scale.ln(base.second)};
    const Bounds product = multiplied(logarithm, exponent);
    return {m_scale.exp(m_pool.expanded(product.first)), m_scale.exp(m_pool.expanded(product.second))};
}

/// Whether an expression has a real value, but for single points: a bound of sin u says nothing where u is not real.
bool GermBounds::isReal(const Expression& e) {
    try {
        m_reader.read(e);
        return true;
    } catch (const Undecided&) {
        // Its value is not understood, but its parts may show that it has one.
    }
    if (e.op() == Op::Power) {
        const auto exponent = e.operand(1).isNumber() ? e.operand(1).value().toInteger() : std::nullopt;
        return exponent && isReal(e.operand(0));
    }
    if (e.op() == Op::Call) {
        switch (e.function()) {
            case Function::Sqrt:
            case Function::Ln:
            case Function::Log2:
            case Function::Log10:
            case Function::Asin:
            case Function::Acos:
            case Function::Gamma: return false;
            default: break;
        }
    }
    const auto parts = e.operands();
    return std::all_of(parts.begin(), parts.end(), [this](const Expression& part) { return isReal(part); });
}

/// The function of a germ that does not oscillate, by the reader's rules.
Germ GermBounds::apply(Function function, Germ u) {
    const Expression x = Expression::variable(Variable::X);
    LimitReader reader(m_scale, Variable::X, u);
    return reader.read(Expression::call(function, x));
}

GermBounds::Bounds GermBounds::increasing(Function function, const Bounds& u) {
    return {apply(function, u.first), apply(function, u.second)};
}

GermBounds::Bounds GermBounds::ofCall(const Expression& e) {
    const Germ one = m_pool.one();
    if (e.function() == Function::Sin || e.function() == Function::Cos) {
        if (!isReal(e.operand(0))) giveUp();
        return {m_pool.negate(one), one};
    }
    const Bounds u = of(e.operand(0));
    switch (e.function()) {
        case Function::Exp:
        case Function::Atan:
        case Function::Asin:
        case Function::Sinh:
        case Function::Tanh:
        case Function::Erf:
        case Function::Sigmoid:
        case Function::Cbrt:
        case Function::Sign:
        case Function::Relu:
        case Function::Ln:
        case Function::Log2:
        case Function::Log10: return increasing(e.function(), u);
        case Function::Sqrt:
            if (m_scale.sign(u.first) < 0) giveUp();
            return increasing(e.function(), u);
        case Function::Acos: return {apply(Function::Acos, u.second), apply(Function::Acos, u.first)};
        case Function::Cosh: {
            const Bounds s = size(u);
            return {apply(Function::Cosh, s.first), apply(Function::Cosh, s.second)};
        }
        case Function::Abs: return size(u);
        case Function::Floor: return {m_pool.subtract(u.first, one), u.second};
        case Function::Ceil: return {u.first, m_pool.add(u.second, one)};
        case Function::Gamma:
            if (m_scale.sign(m_pool.subtract(u.first, m_pool.integer(2))) < 0) giveUp();
            return increasing(e.function(), u);
        case Function::Min:
        case Function::Max: {
            const Bounds v = of(e.operand(1));
            if (e.function() == Function::Min) return {least(u.first, v.first), least(u.second, v.second)};
            return {most(u.first, v.first), most(u.second, v.second)};
        }
        default: giveUp();
    }
}

}  // namespace calc
