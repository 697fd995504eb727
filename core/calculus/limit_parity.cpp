// Whole numbers in exponents and angles: what decides the sign of (-1)^m and of cos(pi m).
#include "core/calculus/limit_reader.h"
#include "core/numbers/rational_big.h"

namespace calc {

Germ LimitReader::power(Germ base, const Expression& exponent) {
    const Germ e = read(exponent);
    const bool small = e->isNumber() && (!e->number.isInteger() || e->number.toInteger());
    if (small || m_scale.sign(base) >= 0) return m_scale.power(base, e);
    const Germ size = m_pool.negate(base);
    if (e->isNumber()) {
        const bool even = (e->number / Rational(2)).isInteger();
        return even ? m_scale.power(size, e) : m_pool.negate(m_scale.power(size, e));
    }
    if (const auto parity = parityOf(exponent)) return m_pool.multiply(m_scale.power(size, e), signOf(parity->odd));
    if (const auto whole = wholeConstant(e)) return m_scale.power(base, m_pool.number(*whole));
    throw Undecided{Message(CALC_TEXT("Whether the exponent of a negative number is whole is not known."))};
}

/// The whole number that an exponent is, always. Throws NotReal where it is surely not whole somewhere beyond every bound: there a power
/// of a negative number has no real value.
std::optional<Rational> LimitReader::wholeConstant(Germ exponent) {
    const Germ e = m_pool.expanded(exponent);
    // With steps fixed along a sequence the exponent may be whole all along it, though its form does not show it.
    if (e->oscillates || m_fixedSteps) return std::nullopt;
    const NotReal notWhole{Message(CALC_TEXT("a power of a negative number with an exponent that is not whole is not real"))};
    const auto at = m_scale.finiteLimit(e);
    if (!at && m_progression.isWhole()) {
        const auto residue = residueOf(e, Rational(1));
        if (residue && !residue->isZero()) throw notWhole;
        return std::nullopt;
    }
    if (!at) throw notWhole;  // continuous and without bound: it passes numbers that are not whole
    bool isWhole = false;
    const Rational value = floorOfConstant(*at, isWhole);
    if (!isWhole || !m_scale.isZero(m_pool.subtract(e, m_pool.number(value)))) throw notWhole;
    return value;
}

/// 1 - 2 odd: (-1)^m for an m that is odd where `odd` is 1, even where it is 0.
Germ LimitReader::signOf(Germ odd) { return m_pool.subtract(m_pool.one(), m_pool.scale(odd, Rational(2))); }

std::optional<LimitReader::Parity> LimitReader::parityOf(const Expression& e) {
    const Germ g = m_pool.expanded(read(e));
    if (g->isNumber() || (m_progression.isWhole() && !g->oscillates)) {
        if (const auto residue = residueOf(g, Rational(2)))
            return residue->isInteger() ? std::optional(Parity{m_pool.number(*residue)}) : std::nullopt;
    }
    switch (e.op()) {
        case Op::Negate: return parityOf(e.operand(0));
        case Op::Add:
        case Op::Subtract:
        case Op::Multiply:
        case Op::Divide: return parityOfPair(e);
        case Op::Power: {
            // A whole number to a positive whole power is odd where the number is.
            const auto base = parityOf(e.operand(0));
            const auto exponent = base ? parityOf(e.operand(1)) : std::nullopt;
            return exponent && m_scale.sign(read(e.operand(1))) > 0 ? base : std::nullopt;
        }
        case Op::Call: return parityOfCall(e);
        default: return std::nullopt;
    }
}

std::optional<LimitReader::Parity> LimitReader::parityOfPair(const Expression& e) {
    const auto a = parityOf(e.operand(0));
    if (e.op() == Op::Divide) {
        const Germ divisor = read(e.operand(1));
        return a && a->factorial && divisor->isNumber() ? multiplied(*a, Rational(1) / divisor->number) : std::nullopt;
    }
    const auto b = parityOf(e.operand(1));
    if (e.op() == Op::Multiply) {
        if (a && a->factorial && read(e.operand(1))->isNumber()) return multiplied(*a, read(e.operand(1))->number);
        if (b && b->factorial && read(e.operand(0))->isNumber()) return multiplied(*b, read(e.operand(0))->number);
        if (!a || !b) return std::nullopt;
        return Parity{m_pool.expanded(m_pool.multiply(a->odd, b->odd))};
    }
    if (!a || !b) return std::nullopt;
    const Germ both = m_pool.scale(m_pool.multiply(a->odd, b->odd), Rational(-2));
    return Parity{m_pool.expanded(m_pool.sum({{a->odd, Rational(1)}, {b->odd, Rational(1)}, {both, Rational(1)}}))};
}

/// (m - 1)! times a / b is even from m - 1 = 2b on.
std::optional<LimitReader::Parity> LimitReader::multiplied(Parity factorial, const Rational& factor) {
    factorial.denominator = factorial.denominator * rationalFrom(denominatorOf(factor), 1);
    const Rational least = Rational(2) * factorial.denominator + Rational(1);
    return m_scale.sign(m_pool.subtract(factorial.factorial, m_pool.number(least))) > 0 ? std::optional(factorial) : std::nullopt;
}

std::optional<LimitReader::Parity> LimitReader::parityOfCall(const Expression& e) {
    const Germ u = read(e.operand(0));
    switch (e.function()) {
        case Function::Floor:
        case Function::Ceil: {
            const Germ v = e.function() == Function::Floor ? u : m_pool.negate(u);
            const Germ half = m_pool.scale(v, Rational(1, 2));
            return Parity{m_pool.expanded(m_pool.subtract(floor(v), m_pool.scale(floor(half), Rational(2))))};
        }
        case Function::Gamma: {
            const bool grows = !u->oscillates && !m_scale.finiteLimit(u) && m_scale.sign(u) > 0;
            return grows && parityOf(e.operand(0)) ? multiplied({m_pool.zero(), u}, Rational(1)) : std::nullopt;
        }
        case Function::Abs: return parityOf(e.operand(0));
        default: return std::nullopt;
    }
}

namespace {

/// The angle divided by pi, where pi can be taken out of its form.
std::optional<Expression> overPi(const Expression& angle) {
    switch (angle.op()) {
        case Op::Pi: return Expression::number(Rational(1));
        case Op::Negate: {
            const auto a = overPi(angle.operand(0));
            return a ? std::optional(-*a) : std::nullopt;
        }
        case Op::Multiply: {
            if (const auto a = overPi(angle.operand(0))) return *a * angle.operand(1);
            const auto b = overPi(angle.operand(1));
            return b ? std::optional(angle.operand(0) * *b) : std::nullopt;
        }
        case Op::Divide: {
            const auto a = overPi(angle.operand(0));
            return a ? std::optional(*a / angle.operand(1)) : std::nullopt;
        }
        case Op::Add:
        case Op::Subtract: {
            const auto a = overPi(angle.operand(0));
            const auto b = a ? overPi(angle.operand(1)) : std::nullopt;
            if (!b) return std::nullopt;
            return angle.op() == Op::Add ? *a + *b : *a - *b;
        }
        default: return std::nullopt;
    }
}

}  // namespace

std::pair<Germ, Germ> LimitReader::sineAndCosineOf(const Expression& angle, Germ u) {
    if (u->oscillates || !m_scale.finiteLimit(u)) {
        const auto halfTurns = overPi(angle);
        const auto parity = halfTurns ? parityOf(*halfTurns) : std::nullopt;
        if (parity) return {m_pool.zero(), signOf(parity->odd)};
    }
    return sineAndCosine(u);
}

std::optional<Rational> LimitReader::residueOf(Germ g, const Rational& modulus) {
    const auto powerOfX = [](Germ term) -> std::int64_t {
        if (term->kind == GermKind::Symbol) return term->order == 0 ? 1 : 0;
        if (term->kind != GermKind::Product || term->factors.size() != 1 || term->factors[0].first->kind != GermKind::Symbol) return 0;
        const auto& [symbol, exponent] = term->factors[0];
        return symbol->order == 0 && exponent->isNumber() ? exponent->number.toInteger().value_or(0) : 0;
    };
    Rational value = g->isNumber() || g->kind == GermKind::Sum ? g->number : Rational(0);
    auto terms = g->terms;
    if (g->kind != GermKind::Sum && !g->isNumber()) terms = {{g, Rational(1)}};
    for (const auto& [term, coefficient] : terms) {
        const std::int64_t power = powerOfX(term);
        if (power < 1 || power > 20) return std::nullopt;
        // c (r + p k)^j - c r^j is a multiple of c p.
        const Rational step = coefficient * Rational(m_progression.period) / modulus;
        if (!step.isInteger()) throw NeedPeriod{rationalFrom(denominatorOf(step), 1).toInteger().value_or(1000000)};
        const auto residuePower = Rational(m_progression.residue).pow(power);
        if (!residuePower) return std::nullopt;
        value = value + coefficient * *residuePower;
    }
    return value - (value / modulus).floor() * modulus;
}

Germ LimitReader::withoutTurns(Germ infinite) {
    if (!m_progression.isWhole()) return infinite;
    std::vector<std::pair<Germ, Rational>> kept;
    Rational turns(0);
    const auto look = [&](Germ term, const Rational& coefficient) {
        const Germ part = m_pool.scale(m_pool.divide(term, m_pool.pi()), coefficient);
        if (const auto residue = residueOf(part, Rational(2)))
            turns = turns + *residue;
        else
            kept.emplace_back(term, coefficient);
    };
    if (infinite->kind == GermKind::Sum)
        for (const auto& [term, coefficient] : infinite->terms) look(term, coefficient);
    else
        look(infinite, Rational(1));
    kept.emplace_back(m_pool.pi(), turns);
    return m_pool.sum(kept);
}

}  // namespace calc
