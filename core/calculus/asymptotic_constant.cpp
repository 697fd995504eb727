#include "core/calculus/asymptotic_constant.h"

#include "core/calculus/limit_waves.h"

namespace calc {

namespace {

constexpr int kFirstBits = 96;
constexpr int kBits[] = {320, 720};

Ball unknownBall() {
    Ball result;
    result.state = Ball::State::Unknown;
    return result;
}

}  // namespace

const BallArithmetic& ConstantValues::arithmetic(int bits) { return m_arithmetic.try_emplace(bits, bits).first->second; }

Ball ConstantValues::value(Germ constant, int bits) {
    auto& known = m_values[constant];
    const auto found = known.find(bits);
    if (found != known.end()) return found->second;
    m_pool.spend(1 + bits / 16);
    Ball result = computed(constant, bits);
    m_values[constant].emplace(bits, result);
    return result;
}

Ball ConstantValues::computed(Germ constant, int bits) {
    const BallArithmetic& with = arithmetic(bits);
    switch (constant->kind) {
        case GermKind::Number: return with.rational(constant->number);
        case GermKind::Pi: return with.pi();
        case GermKind::Symbol: return unknownBall();
        case GermKind::Sum: {
            Ball result = with.rational(constant->number);
            for (const auto& [term, coefficient] : constant->terms)
                result = with.add(result, with.multiply(with.rational(coefficient), value(term, bits)));
            return result;
        }
        case GermKind::Product: {
            Ball result = with.integer(1);
            for (const auto& [base, exponent] : constant->factors) {
                const Ball b = value(base, bits);
                const auto whole = exponent->isNumber() ? exponent->number.toInteger() : std::nullopt;
                if (whole)
                    result = with.multiply(result, with.power(b, *whole));
                else if (exponent->isNumber(0) || !exponent->isNumber() || exponent->number != Rational(1, 2))
                    result = with.multiply(result, with.exp(with.multiply(value(exponent, bits), with.ln(b))));
                else
                    result = with.multiply(result, with.sqrt(b));
            }
            return result;
        }
        case GermKind::Call: return valueOfCall(with, constant, value(constant->argument, bits));
    }
    return unknownBall();
}

Ball ConstantValues::valueOfCall(const BallArithmetic& with, Germ constant, const Ball& u) {
    switch (constant->kernel) {
        case Kernel::Exp: return with.exp(u);
        case Kernel::Ln: return with.ln(u);
        case Kernel::Sin: return with.sin(u);
        case Kernel::Cos: return with.cos(u);
        case Kernel::Atan: return with.atan(u);
        case Kernel::Asin: return with.asin(u);
        case Kernel::Erf: return with.erf(u);
        case Kernel::Gamma: return with.gamma(u);
        case Kernel::Polygamma: return with.polygamma(constant->order, u);
        default: return unknownBall();
    }
}

std::optional<int> ConstantValues::sign(Germ constant) {
    if (constant->isNumber()) return constant->number.sign();
    const auto known = m_signs.find(constant);
    if (known != m_signs.end()) return known->second;
    std::optional<int> result;
    if (constant->oscillates) {
        result = signOfWaves(m_pool, constant);
        if (!result && isZeroByNormalForm(m_pool, constant)) result = 0;
    } else {
        const auto nonZero = [&](int bits) {
            const auto s = value(constant, bits).sign();
            if (s && *s != 0) result = s;
            return result.has_value();
        };
        if (!nonZero(kFirstBits)) {
            if (isZeroByNormalForm(m_pool, constant)) result = 0;
            for (const int bits : kBits)
                if (result || nonZero(bits)) break;
            if (!result) result = signOfAlgebraic(constant);
        }
    }
    m_signs[constant] = result;
    return result;
}

std::optional<Expression> ConstantValues::expression(Germ g) {
    switch (g->kind) {
        case GermKind::Number: {
            if (g->number.bits() > 400) return std::nullopt;
            return Expression::number(g->number);
        }
        case GermKind::Pi: return Expression::pi();
        case GermKind::Symbol: return std::nullopt;
        case GermKind::Sum: {
            std::optional<Expression> result;
            const auto append = [&result](const Expression& size, bool negative) {
                if (!result)
                    result = negative ? -size : size;
                else
                    result = negative ? *result - size : *result + size;
            };
            for (const auto& [term, coefficient] : g->terms) {
                const auto inner = expression(term);
                if (!inner) return std::nullopt;
                const bool negative = coefficient.sign() < 0;
                const Rational size = negative ? -coefficient : coefficient;
                append(size == Rational(1) ? *inner : Expression::number(size) * *inner, negative);
            }
            if (!g->number.isZero()) append(Expression::number(g->number.sign() < 0 ? -g->number : g->number), g->number.sign() < 0);
            return result;
        }
        case GermKind::Product: {
            std::optional<Expression> result;
            for (const auto& [base, exponent] : g->factors) {
                const auto b = expression(base);
                const auto p = expression(exponent);
                if (!b || !p) return std::nullopt;
                Expression factor = *b;
                if (exponent->isNumber() && exponent->number == Rational(1, 2))
                    factor = Expression::call(Function::Sqrt, *b);
                else if (!exponent->isNumber(1))
                    factor = power(*b, *p);
                result = result ? *result * factor : factor;
            }
            return result;
        }
        case GermKind::Call: break;
    }
    const auto inner = expression(g->argument);
    if (!inner) return std::nullopt;
    switch (g->kernel) {
        case Kernel::Exp: return g->argument->isNumber(1) ? Expression::euler() : power(Expression::euler(), *inner);
        case Kernel::Ln: return Expression::call(Function::Ln, *inner);
        case Kernel::Sin: return Expression::call(Function::Sin, *inner);
        case Kernel::Cos: return Expression::call(Function::Cos, *inner);
        case Kernel::Atan: return Expression::call(Function::Atan, *inner);
        case Kernel::Asin: return Expression::call(Function::Asin, *inner);
        case Kernel::Erf: return Expression::call(Function::Erf, *inner);
        case Kernel::Gamma: return Expression::call(Function::Gamma, *inner);
        default: return std::nullopt;
    }
}

}  // namespace calc
