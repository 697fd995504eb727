#include "core/calculus/integral_shift.h"

#include <cmath>
#include <optional>
#include <unordered_map>
#include <vector>

namespace calc {
namespace {

constexpr std::size_t kLargestDegree = 24;
constexpr std::size_t kLargestBits = 20000;

/// r + p pi
struct Coefficient {
    Rational r, p;
    bool isZero() const { return r.isZero() && p.isZero(); }
};
using Polynomial = std::vector<Coefficient>;  ///< by rising degree; never empty

Coefficient operator+(const Coefficient& a, const Coefficient& b) { return {a.r + b.r, a.p + b.p}; }

std::optional<Coefficient> times(const Coefficient& a, const Coefficient& b) {
    if (!a.p.isZero() && !b.p.isZero()) return std::nullopt;
    return Coefficient{a.r * b.r, a.r * b.p + a.p * b.r};
}

std::optional<Polynomial> times(const Polynomial& a, const Polynomial& b) {
    if (a.size() + b.size() > kLargestDegree + 2) return std::nullopt;
    Polynomial product(a.size() + b.size() - 1);
    std::size_t bits = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto term = times(a[i], b[j]);
            if (!term) return std::nullopt;
            product[i + j] = product[i + j] + *term;
            bits += term->r.bits() + term->p.bits();
        }
    if (bits > kLargestBits) return std::nullopt;
    return product;
}

Polynomial sum(Polynomial a, const Polynomial& b, std::int64_t sign) {
    if (a.size() < b.size()) a.resize(b.size());
    for (std::size_t i = 0; i < b.size(); ++i) a[i] = a[i] + Coefficient{Rational(sign) * b[i].r, Rational(sign) * b[i].p};
    return a;
}

/// Rewrites one expression about one anchor.
class Shifter {
public:
    Shifter(Variable variable, const Coefficient& anchor, int direction)
        : m_variable(variable), m_argument{anchor, Coefficient{Rational(direction), Rational(0)}} {}

    Expression rewritten(const Expression& e) {
        if (!e.uses(m_variable)) return e;
        if (const auto known = m_rewritten.find(e.identity()); known != m_rewritten.end()) return known->second;
        Expression result = made(e);
        m_rewritten.emplace(e.identity(), result);
        m_kept.push_back(e);
        return result;
    }

    /// A constant of the form r + p pi; nullopt for others.
    std::optional<Polynomial> constant(const Expression& e) {
        const std::optional<Polynomial> value = polynomialOf(e);
        return value && value->size() == 1 ? value : std::nullopt;
    }

private:
    Expression made(const Expression& e) {
        // Products keep their factors: only a sum that vanishes at the anchor gains by being expanded, others would lose digits far from
        // it.
        if (e.op() == Op::Variable || e.op() == Op::Add || e.op() == Op::Subtract)
            if (const auto& polynomial = polynomialOf(e); polynomial && (polynomial->size() <= 2 || (*polynomial)[0].isZero()))
                return expressionOf(*polynomial);
        if (e.op() == Op::Call && (e.function() == Function::Sin || e.function() == Function::Cos || e.function() == Function::Tan))
            if (auto turned = turnedWave(e)) return *turned;
        std::vector<Expression> operands;
        for (const Expression& operand : e.operands()) operands.push_back(rewritten(operand));
        if (e.op() == Op::Call) return Expression::call(e.function(), std::move(operands));
        if (e.op() == Op::Negate) return Expression::negate(operands[0]);
        if (e.op() == Op::If) return Expression::choose(operands[0], operands[1], operands[2]);
        return Expression::binary(e.op(), operands[0], operands[1]);
    }

    /// The polynomial in t that the expression is, if it is one.
    const std::optional<Polynomial>& polynomialOf(const Expression& e) {
        const auto known = m_polynomials.find(e.identity());
        if (known != m_polynomials.end()) return known->second;
        std::optional<Polynomial> made = newPolynomial(e);
        m_kept.push_back(e);
        return m_polynomials.emplace(e.identity(), std::move(made)).first->second;
    }

    std::optional<Polynomial> newPolynomial(const Expression& e) {
        if (e.isNumber()) return Polynomial{{e.value(), Rational(0)}};
        if (e.op() == Op::Pi) return Polynomial{{Rational(0), Rational(1)}};
        if (e.op() == Op::Variable) {
            if (e.variable() == m_variable) return m_argument;
            return std::nullopt;
        }
        const bool isArithmetic = e.op() == Op::Negate || e.op() == Op::Add || e.op() == Op::Subtract || e.op() == Op::Multiply ||
                                  e.op() == Op::Divide || e.op() == Op::Power;
        if (!isArithmetic) return std::nullopt;
        const std::optional<Polynomial> a = polynomialOf(e.operand(0));
        if (!a) return std::nullopt;
        if (e.op() == Op::Negate) return sum(Polynomial{Coefficient{}}, *a, -1);
        const std::optional<Polynomial> b = polynomialOf(e.operand(1));
        if (!b) return std::nullopt;
        if (e.op() == Op::Add || e.op() == Op::Subtract) return sum(*a, *b, e.op() == Op::Add ? 1 : -1);
        if (e.op() == Op::Multiply) return times(*a, *b);
        if (b->size() != 1 || !(*b)[0].p.isZero()) return std::nullopt;
        const Rational divisor = (*b)[0].r;
        if (e.op() == Op::Divide) return divisor.isZero() ? std::nullopt : times(*a, Polynomial{{Rational(1) / divisor, Rational(0)}});
        const auto exponent = divisor.toInteger();
        if (!exponent || *exponent < 1 || *exponent > static_cast<std::int64_t>(kLargestDegree)) return std::nullopt;
        std::optional<Polynomial> power = a;
        for (std::int64_t k = 1; k < *exponent && power; ++k) power = times(*power, *a);
        return power;
    }

    static Expression expressionOf(const Coefficient& c) {
        const Expression pi = Expression::pi();
        if (c.p.isZero()) return Expression::number(c.r);
        const Expression turns = c.p == Rational(1) ? pi : Expression::number(c.p) * pi;
        return c.r.isZero() ? turns : Expression::number(c.r) + turns;
    }

    /// Horner's form about t = 0, with the power of t that divides it in front.
    Expression expressionOf(const Polynomial& polynomial) const {
        const Expression t = Expression::variable(m_variable);
        std::size_t top = polynomial.size();
        while (top > 0 && polynomial[top - 1].isZero()) --top;
        if (top == 0) return Expression::number(0);
        std::size_t bottom = 0;
        while (polynomial[bottom].isZero()) ++bottom;
        Expression value = expressionOf(polynomial[top - 1]);
        for (std::size_t k = top - 1; k-- > bottom;) {
            value = value.isNumber(1) ? t : value * t;
            if (!polynomial[k].isZero()) value = expressionOf(polynomial[k]) + value;
        }
        if (bottom == 0) return value;
        const Expression power = bottom == 1 ? t : calc::power(t, Expression::number(static_cast<std::int64_t>(bottom)));
        return value.isNumber(1) ? power : power * value;
    }

    /// sin, cos or tan of k pi / 2 + u(t), u(0) = 0, by the function of u.
    std::optional<Expression> turnedWave(const Expression& e) {
        const std::optional<Polynomial> argument = polynomialOf(e.operand(0));
        if (!argument || !(*argument)[0].r.isZero() || (*argument)[0].p.isZero()) return std::nullopt;
        const auto quarters = (Rational(2) * (*argument)[0].p).toInteger();
        if (!quarters) return std::nullopt;
        Polynomial rest = *argument;
        rest[0] = Coefficient{};
        const Expression u = expressionOf(rest);
        const std::int64_t turn = ((*quarters % 4) + 4) % 4;
        const auto sine = [&](std::int64_t k) {  // sin(k pi / 2 + u)
            const Expression value = Expression::call(k % 2 == 0 ? Function::Sin : Function::Cos, u);
            return k % 4 < 2 ? value : -value;
        };
        if (e.function() == Function::Sin) return sine(turn);
        if (e.function() == Function::Cos) return sine(turn + 1);
        if (turn % 2 == 0) return Expression::call(Function::Tan, u);
        return -(Expression::call(Function::Cos, u) / Expression::call(Function::Sin, u));
    }

    Variable m_variable;
    Polynomial m_argument;
    std::unordered_map<const void*, Expression> m_rewritten;
    std::unordered_map<const void*, std::optional<Polynomial>> m_polynomials;
    std::vector<Expression> m_kept;  ///< holds the identities alive
};

Expression nearest(const Expression& e, std::unordered_map<const void*, Expression>& known) {
    if (e.isNumber()) {
        if (e.value().isInteger() && e.value().bits() <= 53) return e;
        const double value = e.value().toDouble();
        return std::isfinite(value) ? Expression::number(Rational::fromDouble(value)) : e;
    }
    if (e.operands().empty()) return e;
    if (const auto found = known.find(e.identity()); found != known.end()) return found->second;
    std::vector<Expression> operands;
    for (const Expression& operand : e.operands()) operands.push_back(nearest(operand, known));
    Expression result = e.op() == Op::Call     ? Expression::call(e.function(), operands)
                        : e.op() == Op::Negate ? Expression::negate(operands[0])
                        : e.op() == Op::If     ? Expression::choose(operands[0], operands[1], operands[2])
                                               : Expression::binary(e.op(), operands[0], operands[1]);
    known.emplace(e.identity(), result);
    return result;
}

}  // namespace

Expression withNearestDoubles(const Expression& expression) {
    std::unordered_map<const void*, Expression> known;
    return nearest(expression, known);
}

Expression shifted(const Expression& f, Variable variable, const Expression& anchor, int direction) {
    const std::optional<Polynomial> place = Shifter(variable, Coefficient{}, 1).constant(anchor);
    if (place) return Shifter(variable, (*place)[0], direction).rewritten(f);
    const Expression t = Expression::variable(variable);
    return substitute(f, variable, direction > 0 ? anchor + t : anchor - t);
}

}  // namespace calc
