#include "core/calculus/limit_reader.h"

#include "core/numbers/rational_big.h"

namespace calc {

LimitReader::LimitReader(Scale& scale, Variable variable, Germ value, Progression progression)
    : m_scale(scale), m_pool(scale.pool()), m_variable(variable), m_value(value), m_progression(progression) {
    m_waves.sineAndCosine = [this](Germ m) { return std::pair{m_pool.call(Kernel::WaveSin, m), m_pool.call(Kernel::WaveCos, m)}; };
    m_waves.fraction = [this](Germ m) { return m_pool.call(Kernel::Bounded, m); };
}

Germ LimitReader::read(const Expression& expression) {
    const auto known = m_known.find(expression.identity());
    if (known != m_known.end()) return known->second.second;
    m_pool.spend();
    const Germ result = computed(expression);
    m_known.insert_or_assign(expression.identity(), std::pair{expression, result});
    return result;
}

Germ LimitReader::divide(Germ a, Germ b) {
    if (m_scale.sign(b) == 0) throw NotReal{Message(CALC_TEXT("it divides by 0")), true};
    return m_pool.divide(a, b);
}

Germ LimitReader::computed(const Expression& e) {
    switch (e.op()) {
        case Op::Number: return m_pool.number(e.value());
        case Op::Pi: return m_pool.pi();
        case Op::Euler: return m_pool.call(Kernel::Exp, m_pool.one());
        case Op::Variable:
            if (e.variable() != m_variable) throw Undecided{Message(CALC_TEXT("It uses another variable."))};
            return m_value;
        case Op::Negate: return m_pool.negate(read(e.operand(0)));
        case Op::Add: return m_pool.add(read(e.operand(0)), read(e.operand(1)));
        case Op::Subtract: return m_pool.subtract(read(e.operand(0)), read(e.operand(1)));
        case Op::Multiply: return m_pool.multiply(read(e.operand(0)), read(e.operand(1)));
        case Op::Divide: {
            const Germ a = read(e.operand(0));
            return divide(a, read(e.operand(1)));
        }
        case Op::Power: {
            const Germ base = read(e.operand(0));
            return power(base, e.operand(1));
        }
        case Op::Call: return readCall(e);
        case Op::If: return readChoice(e);
        default: throw Undecided{Message(CALC_TEXT("A comparison stands where a number is needed."))};
    }
}

Germ LimitReader::readChoice(const Expression& e) {
    const Expression& condition = e.operand(0);
    const int order = m_scale.sign(m_pool.subtract(read(condition.operand(0)), read(condition.operand(1))));
    bool holds = false;
    switch (condition.op()) {
        case Op::Less: holds = order < 0; break;
        case Op::LessEqual: holds = order <= 0; break;
        case Op::Greater: holds = order > 0; break;
        default: holds = order >= 0; break;
    }
    return read(e.operand(holds ? 1 : 2));
}

Germ LimitReader::readCall(const Expression& e) {
    const Germ u = read(e.operand(0));
    switch (e.function()) {
        case Function::Sin: return sineAndCosineOf(e.operand(0), u).first;
        case Function::Cos: return sineAndCosineOf(e.operand(0), u).second;
        case Function::Tan: {
            const auto [sine, cosine] = sineAndCosineOf(e.operand(0), u);
            return divide(sine, cosine);
        }
        case Function::Asin: return asin(u);
        case Function::Acos: return m_pool.subtract(m_pool.scale(m_pool.pi(), Rational(1, 2)), asin(u));
        case Function::Atan: return atan(u);
        case Function::Sinh:
        case Function::Cosh:
        case Function::Tanh:
        case Function::Sigmoid: return hyperbolic(e.function(), u);
        case Function::Exp: return m_scale.exp(u);
        case Function::Ln: return m_scale.ln(u);
        case Function::Log10: return m_pool.divide(m_scale.ln(u), m_pool.call(Kernel::Ln, m_pool.integer(10)));
        case Function::Log2: return m_pool.divide(m_scale.ln(u), m_pool.call(Kernel::Ln, m_pool.integer(2)));
        case Function::Sqrt: return m_scale.power(u, m_pool.number(Rational(1, 2)));
        case Function::Cbrt: {
            const Germ third = m_pool.number(Rational(1, 3));
            return m_scale.sign(u) < 0 ? m_pool.negate(m_scale.power(m_pool.negate(u), third)) : m_scale.power(u, third);
        }
        case Function::Abs: return absolute(u);
        case Function::Sign: return m_pool.integer(m_scale.sign(u));
        case Function::Floor: return floor(u);
        case Function::Ceil: return m_pool.negate(floor(m_pool.negate(u)));
        case Function::Min: return m_pool.negate(larger(m_pool.negate(u), m_pool.negate(read(e.operand(1)))));
        case Function::Max: return larger(u, read(e.operand(1)));
        case Function::Erf: return erf(u);
        case Function::Gamma: return gamma(u);
        case Function::Relu: return larger(u, m_pool.zero());
    }
    throw Undecided{Message(CALC_TEXT("It uses a function that the series do not know."))};
}

Germ LimitReader::absolute(Germ u) { return m_scale.sign(u) < 0 ? m_pool.negate(u) : u; }
Germ LimitReader::larger(Germ a, Germ b) { return m_scale.sign(m_pool.subtract(a, b)) >= 0 ? a : b; }

Germ LimitReader::hyperbolic(Function function, Germ u) {
    const Germ plus = m_scale.exp(u);
    const Germ minus = m_pool.power(plus, Rational(-1));
    if (function == Function::Sinh) return m_pool.scale(m_pool.subtract(plus, minus), Rational(1, 2));
    if (function == Function::Cosh) return m_pool.scale(m_pool.add(plus, minus), Rational(1, 2));
    if (function == Function::Sigmoid) return m_pool.power(m_pool.add(m_pool.one(), minus), Rational(-1));
    const Germ square = m_pool.power(minus, Rational(2));
    return m_pool.divide(m_pool.subtract(m_pool.one(), square), m_pool.add(m_pool.one(), square));
}

std::pair<Germ, Germ> LimitReader::sineAndCosine(Germ u) {
    auto [infinite, rest] = m_scale.split(u);
    if (!infinite->oscillates && !infinite->isNumber(0)) {
        const Germ reduced = withoutTurns(infinite);
        // What is left of whole turns is a constant: it belongs to the rest.
        const auto again = m_scale.split(reduced);
        infinite = again.first;
        rest = m_pool.add(rest, again.second);
    }
    if (infinite->isNumber(0)) return {m_pool.call(Kernel::Sin, rest), m_pool.call(Kernel::Cos, rest)};
    if (infinite->oscillates) throw Undecided{Message(CALC_TEXT("An angle oscillates."))};
    m_met.push_back(infinite);
    const auto [sine, cosine] = m_waves.sineAndCosine(infinite);
    if (rest->isNumber(0)) return {sine, cosine};
    const Germ restSine = m_pool.call(Kernel::Sin, rest);
    const Germ restCosine = m_pool.call(Kernel::Cos, rest);
    return {m_pool.add(m_pool.multiply(sine, restCosine), m_pool.multiply(cosine, restSine)),
            m_pool.subtract(m_pool.multiply(cosine, restCosine), m_pool.multiply(sine, restSine))};
}

Germ LimitReader::asin(Germ u) {
    const Germ below = m_pool.subtract(m_pool.one(), u);
    const Germ above = m_pool.add(m_pool.one(), u);
    const int signBelow = m_scale.sign(below);
    const int signAbove = m_scale.sign(above);
    if (signBelow < 0 || signAbove < 0) throw NotReal{Message(CALC_TEXT("asin and acos take only values from −1 to 1"))};
    const Germ quarter = m_pool.scale(m_pool.pi(), Rational(1, 2));
    if (signBelow == 0) return quarter;
    if (signAbove == 0) return m_pool.negate(quarter);
    // At the ends the angle goes like a square root: asin u = pi/2 - 2 asin sqrt((1 - u)/2).
    const auto fromEnd = [&](Germ distance) {
        const Germ root = m_scale.power(m_pool.scale(distance, Rational(1, 2)), m_pool.number(Rational(1, 2)));
        return m_pool.subtract(quarter, m_pool.scale(m_pool.call(Kernel::Asin, root), Rational(2)));
    };
    if (m_scale.tendsToZero(m_scale.leading(below))) return fromEnd(below);
    if (m_scale.tendsToZero(m_scale.leading(above))) return m_pool.negate(fromEnd(above));
    return m_pool.call(Kernel::Asin, u);
}

Germ LimitReader::atan(Germ u) {
    if (m_scale.finiteLimit(u)) return m_pool.call(Kernel::Atan, u);
    const Germ quarter = m_pool.scale(m_pool.pi(), Rational(m_scale.sign(u), 2));
    return m_pool.subtract(quarter, m_pool.call(Kernel::Atan, m_pool.power(u, Rational(-1))));
}

Germ LimitReader::erf(Germ u) {
    if (m_scale.finiteLimit(u)) return m_pool.call(Kernel::Erf, u);
    const int sign = m_scale.sign(u);
    const Germ size = m_pool.scale(u, Rational(sign));
    const Germ square = m_pool.power(size, Rational(2));
    const Germ tail = m_pool.product({{m_scale.exp(m_pool.negate(m_pool.expanded(square))), m_pool.one()},
                                      {size, m_pool.integer(-1)},
                                      {m_pool.pi(), m_pool.number(Rational(-1, 2))},
                                      {m_pool.call(Kernel::ErfcTail, m_pool.power(square, Rational(-1))), m_pool.one()}});
    return m_pool.scale(m_pool.subtract(m_pool.one(), tail), Rational(sign));
}

Germ LimitReader::gamma(Germ u) {
    const auto at = m_scale.finiteLimit(u);
    if (!at) {
        if (m_scale.sign(u) < 0) {  // reflection
            const Germ sine = sineAndCosine(m_pool.expanded(m_pool.multiply(m_pool.pi(), u))).first;
            return divide(m_pool.pi(), m_pool.multiply(sine, gamma(m_pool.subtract(m_pool.one(), u))));
        }
        const Germ half = m_pool.number(Rational(1, 2));
        const Germ main = m_pool.subtract(m_pool.multiply(m_pool.subtract(u, half), m_scale.ln(u)), u);
        const Germ level = m_pool.scale(m_pool.call(Kernel::Ln, m_pool.scale(m_pool.pi(), Rational(2))), Rational(1, 2));
        const Germ tail = m_pool.call(Kernel::StirlingTail, m_pool.power(u, Rational(-1)));
        return m_scale.exp(m_pool.expanded(m_pool.sum({{main, Rational(1)}, {level, Rational(1)}, {tail, Rational(1)}})));
    }
    if ((*at)->oscillates) throw Undecided{Message(CALC_TEXT("The argument of gamma oscillates."))};
    const auto sign = m_scale.constants().sign(*at);
    if (sign && *sign > 0) return m_pool.call(Kernel::Gamma, u);
    bool whole = false;
    const Rational below = floorOfConstant(*at, whole);
    const auto steps = (whole ? Rational(1) - below : -below).toInteger();
    if (!steps || *steps > 200) throw Undecided{Message(CALC_TEXT("The argument of gamma is too far below zero."))};
    Germ product = m_pool.one();
    for (std::int64_t i = 0; i < *steps; ++i) product = m_pool.multiply(product, m_pool.add(u, m_pool.integer(i)));
    return divide(m_pool.call(Kernel::Gamma, m_pool.add(u, m_pool.integer(*steps))), product);
}

Rational LimitReader::floorOfConstant(Germ c, bool& isWhole) {
    if (c->isNumber()) {
        isWhole = c->number.isInteger();
        return c->number.floor();
    }
    for (const int bits : {96, 320, 720}) {
        const BallArithmetic with(bits);
        const Ball value = m_scale.constants().value(c, bits);
        if (const auto floor = with.floor(value)) {
            isWhole = false;
            return rationalFrom(floor->mantissa << static_cast<unsigned>(floor->exponent), 1);
        }
        // Perhaps a whole number in another form.
        const auto near = with.floor(with.add(value, with.rational(Rational(1, 2))));
        if (!near) continue;
        const Rational candidate = rationalFrom(near->mantissa << static_cast<unsigned>(near->exponent), 1);
        if (isZeroByNormalForm(m_pool, m_pool.subtract(c, m_pool.number(candidate)))) {
            isWhole = true;
            return candidate;
        }
    }
    throw Undecided{Message(CALC_TEXT("Whether a constant is a whole number could not be decided."))};
}

Germ LimitReader::floor(Germ u) {
    const Germ shifted = m_pool.expanded(u);
    if (shifted->kind == GermKind::Sum && !(shifted->number.floor() == Rational(0))) {  // whole numbers step out
        const Germ whole = m_pool.number(shifted->number.floor());
        return m_pool.add(floor(m_pool.subtract(shifted, whole)), whole);
    }
    const auto at = m_scale.finiteLimit(u);
    if (!at) {
        const auto [infinite, rest] = m_scale.split(u);
        if (m_progression.isWhole() && !infinite->oscillates) {
            if (const auto fraction = residueOf(infinite, Rational(1)))
                return m_pool.sum({{infinite, Rational(1)}, {floor(m_pool.add(rest, m_pool.number(*fraction))), Rational(1)}}, -*fraction);
        }
        if (infinite->oscillates) throw Undecided{Message(CALC_TEXT("A part of the function oscillates without bound."))};
        m_met.push_back(m_pool.scale(m_pool.multiply(m_pool.pi(), infinite), Rational(2)));
        m_fixedSteps = m_fixedSteps || m_frozen;
        return m_pool.subtract(u, m_waves.fraction(u));
    }
    if ((*at)->oscillates) throw Undecided{Message(CALC_TEXT("A step function jumps for ever."))};
    bool whole = false;
    const Rational step = floorOfConstant(*at, whole);
    const bool below = m_scale.sign(m_pool.subtract(u, m_pool.number(step))) < 0;
    if (whole && below) return m_pool.number(step - Rational(1));
    m_scale.sign(m_pool.subtract(u, m_pool.number(step + Rational(1))));  // noted: from where on the step holds
    return m_pool.number(step);
}

}  // namespace calc
