#include "core/calculus/asymptotic_evaluate.h"

#include <algorithm>
#include <unordered_map>

#include "core/numbers/rational_big.h"

namespace calc {

namespace {

class BallEvaluator {
public:
    BallEvaluator(Variable variable, const Rational& at, const BallArithmetic& with)
        : m_with(with), m_variable(variable), m_at(m_with.rational(at)) {}

    Ball value(const Expression& e) {
        const auto known = m_known.find(e.identity());
        if (known != m_known.end()) return known->second;
        const Ball result = computed(e);
        m_known.emplace(e.identity(), result);
        return result;
    }

private:
    Ball computed(const Expression& e) {
        switch (e.op()) {
            case Op::Number: return m_with.rational(e.value());
            case Op::Pi: return m_with.pi();
            case Op::Euler: return m_with.exp(m_with.integer(1));
            case Op::Variable: return e.variable() == m_variable ? m_at : with(Ball::State::Unknown);
            case Op::Negate: return m_with.negate(value(e.operand(0)));
            case Op::Add: return m_with.add(value(e.operand(0)), value(e.operand(1)));
            case Op::Subtract: return m_with.subtract(value(e.operand(0)), value(e.operand(1)));
            case Op::Multiply: return m_with.multiply(value(e.operand(0)), value(e.operand(1)));
            case Op::Divide: return m_with.divide(value(e.operand(0)), value(e.operand(1)));
            case Op::Power: return power(value(e.operand(0)), value(e.operand(1)));
            case Op::If: return choice(e);
            case Op::Call: return call(e.function(), value(e.operand(0)), e);
            default: return with(Ball::State::Unknown);
        }
    }

    static Ball with(Ball::State state) {
        Ball result;
        result.state = state;
        return result;
    }

    /// The exponent as a whole number, where it is exactly one.
    static std::optional<std::int64_t> whole(const Ball& a) {
        if (!a.isKnown() || !a.radius.isZero()) return std::nullopt;
        if (a.mantissa.is_zero()) return 0;
        if (a.exponent > 62 || a.exponent < -100000) return std::nullopt;
        BigInteger value = a.mantissa;
        if (a.exponent >= 0)
            value <<= static_cast<unsigned>(a.exponent);
        else {
            if (lsb(abs(value)) < static_cast<unsigned>(-a.exponent)) return std::nullopt;
            const bool negative = value.sign() < 0;
            value = abs(value) >> static_cast<unsigned>(-a.exponent);
            if (negative) value = -value;
        }
        if (msb(abs(value)) > 60) return std::nullopt;
        return static_cast<std::int64_t>(value);
    }

    Ball power(const Ball& base, const Ball& exponent) const {
        if (!base.isKnown()) return base;
        if (!exponent.isKnown()) return exponent;
        const auto sign = base.sign();
        if (const auto n = whole(exponent)) {
            if (sign && *sign == 0) return *n > 0 ? Ball() : with(Ball::State::NoValue);
            if (*n > -4096 && *n < 4096) return m_with.power(base, *n);
            if (!sign) return with(Ball::State::Unknown);
            const Ball size = throughLogarithm(*sign < 0 ? m_with.negate(base) : base, exponent);
            return *sign < 0 && *n % 2 != 0 ? m_with.negate(size) : size;
        }
        if (!sign) return with(Ball::State::Unknown);
        if (*sign > 0) return throughLogarithm(base, exponent);
        const auto exponentSign = exponent.sign();
        if (*sign == 0) return !exponentSign ? with(Ball::State::Unknown) : (*exponentSign > 0 ? Ball() : with(Ball::State::NoValue));
        if (!exponent.radius.isZero()) return with(Ball::State::Unknown);
        // An exact exponent: a whole number too large for an integer type, or surely not whole.
        const std::int64_t zeros = exponent.exponent + static_cast<std::int64_t>(lsb(abs(exponent.mantissa)));
        if (zeros < 0) return with(Ball::State::NoValue);
        const Ball size = throughLogarithm(m_with.negate(base), exponent);
        return zeros == 0 ? m_with.negate(size) : size;
    }

    Ball throughLogarithm(const Ball& base, const Ball& exponent) const {
        const BallArithmetic fine(m_with.bits() + 64);
        return m_with.add(fine.exp(fine.multiply(exponent, fine.ln(base))), Ball());
    }

    Ball choice(const Expression& e) {
        const Expression& condition = e.operand(0);
        const auto order = m_with.subtract(value(condition.operand(0)), value(condition.operand(1))).sign();
        if (!order) return with(Ball::State::Unknown);
        const bool holds = condition.op() == Op::Less        ? *order < 0
                           : condition.op() == Op::LessEqual ? *order <= 0
                           : condition.op() == Op::Greater   ? *order > 0
                                                             : *order >= 0;
        return value(e.operand(holds ? 1 : 2));
    }

    Ball floorOf(const Ball& u) const {
        if (!u.isKnown()) return u;
        const auto result = m_with.floor(u);
        return result ? *result : with(Ball::State::Unknown);
    }

    Ball larger(const Ball& a, const Ball& b) const {
        const auto order = m_with.subtract(a, b).sign();
        if (!order) return with(Ball::State::Unknown);
        return *order >= 0 ? a : b;
    }

    Ball hyperbolic(Function function, const Ball& u) const {
        const BallArithmetic fine(m_with.bits() + 64);
        const Ball plus = fine.exp(u);
        const Ball minus = fine.exp(fine.negate(u));
        if (function == Function::Sinh) return fine.shift(fine.subtract(plus, minus), -1);
        if (function == Function::Cosh) return fine.shift(fine.add(plus, minus), -1);
        const bool positive = u.mantissa.sign() >= 0;
        if (function == Function::Sigmoid)
            return positive ? fine.divide(fine.integer(1), fine.add(fine.integer(1), minus))
                            : fine.divide(plus, fine.add(fine.integer(1), plus));
        const Ball square = positive ? fine.multiply(minus, minus) : fine.multiply(plus, plus);
        const Ball size = fine.divide(fine.subtract(fine.integer(1), square), fine.add(fine.integer(1), square));
        return positive ? size : fine.negate(size);
    }

    Ball call(Function function, const Ball& u, const Expression& e) {
        const auto sign = [&] { return u.sign(); };
        switch (function) {
            case Function::Sin: return m_with.sin(u);
            case Function::Cos: return m_with.cos(u);
            case Function::Tan: return m_with.divide(m_with.sin(u), m_with.cos(u));
            case Function::Asin: return m_with.asin(u);
            case Function::Acos: return m_with.subtract(m_with.shift(m_with.pi(), -1), m_with.asin(u));
            case Function::Atan: return m_with.atan(u);
            case Function::Sinh:
            case Function::Cosh:
            case Function::Tanh:
            case Function::Sigmoid: return u.isKnown() ? hyperbolic(function, u) : u;
            case Function::Exp: return m_with.exp(u);
            case Function::Ln: return m_with.ln(u);
            case Function::Log10: return m_with.divide(m_with.ln(u), m_with.ln(m_with.integer(10)));
            case Function::Log2: return m_with.divide(m_with.ln(u), m_with.ln2());
            case Function::Sqrt: return m_with.sqrt(u);
            case Function::Cbrt: return cubeRoot(u);
            case Function::Abs: return !u.isKnown() ? u : sign() ? (*sign() < 0 ? m_with.negate(u) : u) : hullWithZero(u);
            case Function::Sign: return !u.isKnown() ? u : sign() ? m_with.integer(*sign()) : with(Ball::State::Unknown);
            case Function::Floor: return floorOf(u);
            case Function::Ceil: return m_with.negate(floorOf(m_with.negate(u)));
            case Function::Min: return m_with.negate(larger(m_with.negate(u), m_with.negate(value(e.operand(1)))));
            case Function::Max: return larger(u, value(e.operand(1)));
            case Function::Erf: return m_with.erf(u);
            case Function::Gamma: return m_with.gamma(u);
            case Function::Relu: return larger(u, Ball());
        }
        return with(Ball::State::Unknown);
    }

    Ball cubeRoot(const Ball& u) const {
        if (!u.isKnown()) return u;
        const auto sign = u.sign();
        if (!sign) return with(Ball::State::Unknown);
        if (*sign == 0) return u;
        const Ball third = m_with.divide(m_with.integer(1), m_with.integer(3));
        return *sign > 0 ? throughLogarithm(u, third) : m_with.negate(throughLogarithm(m_with.negate(u), third));
    }

    /// |u| for a ball around zero.
    Ball hullWithZero(const Ball& u) const {
        Ball size = u;
        size.radius = {};
        if (size.mantissa.sign() < 0) size = m_with.negate(size);
        return m_with.widened(size, u.radius);
    }

    const BallArithmetic& m_with;
    Variable m_variable;
    Ball m_at;
    std::unordered_map<const void*, Ball> m_known;
};

}  // namespace

Ball evaluateBall(const Expression& f, Variable variable, const Rational& at, const BallArithmetic& with) {
    return BallEvaluator(variable, at, with).value(f);
}

Ball evaluateBall(const Expression& f, Variable variable, const Rational& at, int bits) {
    return evaluateBall(f, variable, at, BallArithmetic(bits));
}

}  // namespace calc
