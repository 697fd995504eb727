// The exact values and canonical forms of the kernels of GermPool.
#include <array>

#include "core/calculus/asymptotic_germ.h"

namespace calc {

namespace {

/// The coefficient of pi in u.
Rational turnsOf(Germ u) {
    if (u->kind == GermKind::Pi) return Rational(1);
    if (u->kind != GermKind::Sum) return Rational(0);
    for (const auto& [term, coefficient] : u->terms)
        if (term->kind == GermKind::Pi) return coefficient;
    return Rational(0);
}

Rational factorial(std::int64_t n) {
    Rational result(1);
    for (std::int64_t i = 2; i <= n; ++i) result = result * Rational(i);
    return result;
}

Rational binomial(std::int64_t n, std::int64_t k) {
    Rational result(1);
    for (std::int64_t i = 1; i <= k; ++i) result = result * Rational(n - k + i) / Rational(i);
    return result;
}

/// The Bernoulli number B_n by the defining recurrence; n is small here.
Rational bernoulli(std::int64_t n) {
    std::vector<Rational> values;
    for (std::int64_t m = 0; m <= n; ++m) {
        Rational sum(m == 0 ? 1 : 0);
        for (std::int64_t k = 0; k < m; ++k) sum = sum - binomial(m + 1, k) * values[static_cast<std::size_t>(k)] / Rational(m + 1);
        values.push_back(sum);
    }
    return values.back();
}

}  // namespace

Germ GermPool::plainCall(Kernel kernel, Germ u, int order) {
    GermNode node;
    node.kind = GermKind::Call;
    node.kernel = kernel;
    node.order = order;
    node.argument = u;
    return intern(std::move(node));
}

/// Whether -u is the form to prefer: one of u and -u is, for every u but 0.
bool GermPool::isNegativeForm(Germ u) const {
    if (u->isNumber()) return u->number.sign() < 0;
    return u->kind == GermKind::Sum && u->terms[0].second.sign() < 0;
}

Germ GermPool::call(Kernel kernel, Germ u, int order) {
    switch (kernel) {
        case Kernel::Exp: return callExp(u);
        case Kernel::Ln: return callLn(u);
        case Kernel::Sin:
        case Kernel::Cos:
        case Kernel::WaveSin:
        case Kernel::WaveCos: return callTrigonometric(kernel, u);
        case Kernel::Atan:
        case Kernel::Asin:
        case Kernel::Erf: return callInverse(kernel, u);
        case Kernel::Gamma: return callGamma(u);
        case Kernel::Polygamma: return callPolygamma(u, order);
        case Kernel::StirlingTail:
        case Kernel::ErfcTail: return u->isNumber(0) ? tailAtZero(kernel, order) : plainCall(kernel, u, order);
        case Kernel::Bounded: break;
    }
    return plainCall(kernel, u, order);
}

Germ GermPool::callExp(Germ u) {
    if (u->isNumber(0)) return m_one;
    if (u->isCall(Kernel::Ln)) return u->argument;
    if (u->kind != GermKind::Sum) return plainCall(Kernel::Exp, u, 0);
    std::vector<std::pair<Germ, Rational>> rest;
    std::vector<std::pair<Germ, Germ>> factors;
    for (const auto& [term, coefficient] : u->terms) {
        if (term->isCall(Kernel::Ln))
            factors.emplace_back(term->argument, number(coefficient));
        else
            rest.emplace_back(term, coefficient);
    }
    if (factors.empty()) return plainCall(Kernel::Exp, u, 0);
    const Germ exponent = sum(rest, u->number);
    if (!exponent->isNumber(0)) factors.emplace_back(plainCall(Kernel::Exp, exponent, 0), m_one);
    return product(factors);
}

Germ GermPool::callLn(Germ u) {
    if (u->isNumber()) {
        if (u->number.sign() <= 0) throw Undecided{Message(CALC_TEXT("A logarithm of a number that is not positive came up."))};
        std::vector<std::pair<Germ, Rational>> terms;
        for (const auto& [prime, count] : primePowers(u->number))
            terms.emplace_back(plainCall(Kernel::Ln, number(prime), 0), Rational(count));
        return sum(terms);
    }
    if (u->isCall(Kernel::Exp)) return u->argument;
    if (u->kind == GermKind::Sum && u->terms.size() == 1 && u->number.isZero() && u->terms[0].second.sign() > 0)
        return add(callLn(number(u->terms[0].second)), callLn(u->terms[0].first));
    if (u->kind == GermKind::Product) {
        std::vector<std::pair<Germ, Rational>> terms;
        for (const auto& [base, exponent] : u->factors) {
            const bool fractional = !(exponent->isNumber() && exponent->number.isInteger());
            if (!fractional && !isPositiveForm(base) && u->factors.size() > 1) return plainCall(Kernel::Ln, u, 0);
            if (!fractional && !isPositiveForm(base) && exponent->number.toInteger().value_or(0) % 2 == 0)
                return plainCall(Kernel::Ln, u, 0);
            terms.emplace_back(multiply(exponent, callLn(base)), Rational(1));
        }
        return sum(terms);
    }
    return plainCall(Kernel::Ln, u, 0);
}

/// sin(q pi) for 0 < q < 1/2 by square roots where it has them, else sin or cos of at most pi/4.
Germ GermPool::sineOfPiTimes(const Rational& q) {
    const auto half = [this](Germ a) { return scale(a, Rational(1, 2)); };
    if (q == Rational(1, 6)) return number(Rational(1, 2));
    if (q == Rational(1, 4)) return half(sqrtOf(2));
    if (q == Rational(1, 3)) return half(sqrtOf(3));
    if (q == Rational(1, 12)) return scale(subtract(sqrtOf(6), sqrtOf(2)), Rational(1, 4));
    if (q == Rational(5, 12)) return scale(add(sqrtOf(6), sqrtOf(2)), Rational(1, 4));
    if (q == Rational(1, 10)) return scale(subtract(sqrtOf(5), m_one), Rational(1, 4));
    if (q == Rational(3, 10)) return scale(add(sqrtOf(5), m_one), Rational(1, 4));
    if (q == Rational(1, 8)) return half(power(subtract(integer(2), sqrtOf(2)), Rational(1, 2)));
    if (q == Rational(3, 8)) return half(power(add(integer(2), sqrtOf(2)), Rational(1, 2)));
    if (q == Rational(1, 5)) return power(sum({{sqrtOf(5), Rational(-1, 8)}}, Rational(5, 8)), Rational(1, 2));
    if (q == Rational(2, 5)) return power(sum({{sqrtOf(5), Rational(1, 8)}}, Rational(5, 8)), Rational(1, 2));
    if (q > Rational(1, 4)) return plainCall(Kernel::Cos, scale(m_pi, Rational(1, 2) - q), 0);
    return plainCall(Kernel::Sin, scale(m_pi, q), 0);
}

Germ GermPool::callTrigonometric(Kernel kernel, Germ u) {
    const bool wave = kernel == Kernel::WaveSin || kernel == Kernel::WaveCos;
    const Kernel sine = wave ? Kernel::WaveSin : Kernel::Sin;
    const Kernel cosine = wave ? Kernel::WaveCos : Kernel::Cos;
    const Rational quarters = (turnsOf(u) * Rational(2)).floor();
    const auto residue = quarters - (quarters / Rational(4)).floor() * Rational(4);
    std::int64_t phase = residue.toInteger().value_or(0) + (kernel == cosine ? 1 : 0);
    if (!quarters.isZero()) u = sum({{u, Rational(1)}, {m_pi, -quarters / Rational(2)}});
    const bool turn = phase % 4 >= 2;
    Germ result = nullptr;
    if (phase % 2 == 0) {  // sin(u)
        if (u->isNumber(0)) return m_zero;
        const Rational q = turnsOf(u);
        if (!q.isZero() && u == scale(m_pi, q))
            result = sineOfPiTimes(q);
        else if (isNegativeForm(u))
            result = negate(plainCall(sine, negate(u), 0));
        else
            result = plainCall(sine, u, 0);
    } else {
        const Rational q = turnsOf(u);
        if (u->isNumber(0))
            result = m_one;
        else if (!q.isZero() && u == scale(m_pi, q))
            result = sineOfPiTimes(Rational(1, 2) - q);
        else
            result = plainCall(cosine, isNegativeForm(u) ? negate(u) : u, 0);
    }
    return turn ? negate(result) : result;
}

Germ GermPool::callInverse(Kernel kernel, Germ u) {
    if (u->isNumber(0)) return m_zero;
    if (isNegativeForm(u)) return negate(callInverse(kernel, negate(u)));
    if (kernel == Kernel::Erf || !u->isConstant()) return plainCall(kernel, u, 0);
    const auto angle = [this](std::int64_t a, std::int64_t b) { return scale(m_pi, Rational(a, b)); };
    if (kernel == Kernel::Atan) {
        if (u->isNumber(1)) return angle(1, 4);
        if (u == sqrtOf(3)) return angle(1, 3);
        if (u == scale(sqrtOf(3), Rational(1, 3))) return angle(1, 6);
        if (u == subtract(sqrtOf(2), m_one)) return angle(1, 8);
        if (u == subtract(integer(2), sqrtOf(3))) return angle(1, 12);
        if (u == add(integer(2), sqrtOf(3))) return angle(5, 12);
        if (u == add(sqrtOf(2), m_one)) return angle(3, 8);
    } else {
        if (u->isNumber(1)) return angle(1, 2);
        for (const auto& [a, b] : std::array<std::pair<int, int>, 11>{
                 {{1, 6}, {1, 4}, {1, 3}, {1, 12}, {5, 12}, {1, 10}, {3, 10}, {1, 8}, {3, 8}, {1, 5}, {2, 5}}})
            if (u == sineOfPiTimes(Rational(a, b))) return angle(a, b);
    }
    return plainCall(kernel, u, 0);
}

Germ GermPool::callGamma(Germ u) {
    if (!u->isNumber() || u->number < Rational(-200) || u->number > Rational(200)) return plainCall(Kernel::Gamma, u, 0);
    Rational q = u->number;
    if (q.isInteger() && q.sign() > 0) return number(factorial(*q.toInteger() - 1));
    if (q.isInteger()) throw Undecided{Message(CALC_TEXT("A pole of gamma came up."))};
    Rational factor(1);
    while (q > Rational(1)) {
        q = q - Rational(1);
        factor = factor * q;
    }
    while (q.sign() < 0) {
        factor = factor / q;
        q = q + Rational(1);
    }
    const Germ base = q == Rational(1, 2) ? power(m_pi, Rational(1, 2)) : plainCall(Kernel::Gamma, number(q), 0);
    return scale(base, factor);
}

Germ GermPool::callPolygamma(Germ u, int order) {
    if (!u->isNumber() || u->number.sign() <= 0 || u->number > Rational(200)) return plainCall(Kernel::Polygamma, u, order);
    Rational q = u->number;
    Rational added(0);
    const Rational unit = factorial(order) * Rational(order % 2 == 0 ? 1 : -1);
    while (q > Rational(1)) {  // psi_m(q) = psi_m(q - 1) + (-1)^m m! / (q - 1)^(m + 1)
        q = q - Rational(1);
        added = added + unit / *q.pow(order + 1);
    }
    Germ base = plainCall(Kernel::Polygamma, number(q), order);
    if (order % 2 == 1 && q == Rational(1)) {
        // psi_m(1) = m! zeta(m + 1), and zeta(2k) = (2 pi)^(2k) |B_2k| / (2 (2k)!)
        const Rational size = bernoulli(order + 1) * *Rational(2).pow(order) / Rational(order + 1);
        base = scale(power(m_pi, Rational(order + 1)), size.sign() < 0 ? -size : size);
    } else if (order == 0 && q == Rational(1, 2)) {
        base = sum({{plainCall(Kernel::Polygamma, m_one, 0), Rational(1)}, {callLn(integer(2)), Rational(-2)}});
    }
    return sum({{base, Rational(1)}}, added);
}

Germ GermPool::tailAtZero(Kernel kernel, int order) {
    if (kernel == Kernel::StirlingTail) {  // sum of B_2k / (2k (2k - 1)) v^(2k - 1)
        if (order % 2 == 0) return m_zero;
        const std::int64_t n = order + 1;
        return number(bernoulli(n) / Rational(n * (n - 1)) * factorial(order));
    }
    Rational result = factorial(order);  // sum of (-1)^k (2k - 1)!! / 2^k v^k
    for (std::int64_t k = 1; k <= order; ++k) result = result * Rational(-(2 * k - 1), 2);
    return number(result);
}

}  // namespace calc
