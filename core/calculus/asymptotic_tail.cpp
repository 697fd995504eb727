#include "core/calculus/asymptotic_tail.h"

#include <algorithm>
#include <cmath>

namespace calc {

namespace {

constexpr int kMaximumDepth = 200;
constexpr double kSlack = 1.0 + 1e-9;  // far more than the rounding of the few double operations it covers

double doubleOf(Scale& scale, Germ constant) {
    return constant->isNumber() ? constant->number.toDouble() : scale.constants().value(constant, 96).toDouble();
}

}  // namespace

TailModel::TailModel(Scale& scale, double from, int count) : m_scale(scale), m_pool(scale.pool()), m_from(from), m_count(count) {}

int TailModel::compareGrowth(Germ a, Germ b) { return a == b ? 0 : m_scale.compareGrowth(m_scale.leading(a), m_scale.leading(b)); }

Magnitude TailModel::size(Germ constant) {
    const Ball ball = m_scale.constants().value(constant, 96);
    if (!ball.isKnown()) throw TailFails{};
    const Magnitude middle =
        ball.mantissa.is_zero()
            ? Magnitude{}
            : Magnitude::of(1.0 + 1e-12) * Magnitude::of(std::abs(Ball{ball.state, ball.mantissa, ball.exponent, {}}.toDouble()));
    if (!std::isfinite(middle.toDouble())) throw TailFails{};
    return middle + ball.radius;
}

void TailModel::absorb(Tail& tail, const Magnitude& bound, Germ monomial) {
    if (bound.isZero()) return;
    if (!tail.remainder) {
        tail.remainder = monomial;
        tail.bound = bound;
        return;
    }
    const int order = compareGrowth(monomial, tail.remainder);
    if (order == 0) {
        tail.bound = tail.bound + bound;
    } else if (order < 0) {
        tail.bound = tail.bound + bound * supremum(m_pool.divide(monomial, tail.remainder));
    } else {
        tail.bound = bound + tail.bound * supremum(m_pool.divide(tail.remainder, monomial));
        tail.remainder = monomial;
    }
}

/// Equal monomials added, zeros dropped, the largest first, what is beyond the count or below the remainder moved into the remainder.
void TailModel::tidy(Tail& tail) {
    m_pool.spend(static_cast<std::int64_t>(tail.terms.size()) / 2 + 1);
    std::sort(tail.terms.begin(), tail.terms.end(), [this](const auto& a, const auto& b) {
        const int order = compareGrowth(a.first, b.first);
        return order != 0 ? order > 0 : a.first->id < b.first->id;
    });
    std::vector<std::pair<Germ, Germ>> kept;
    for (std::size_t i = 0; i < tail.terms.size();) {
        std::vector<std::pair<Germ, Rational>> sum;
        const Germ monomial = tail.terms[i].first;
        for (; i < tail.terms.size() && tail.terms[i].first == monomial; ++i) sum.emplace_back(tail.terms[i].second, Rational(1));
        const Germ coefficient = sum.size() == 1 ? sum[0].first : m_pool.expanded(m_pool.sum(sum));
        if (coefficient->isNumber(0) || m_scale.constants().sign(coefficient) == 0) continue;
        kept.emplace_back(monomial, coefficient);
    }
    tail.terms.clear();
    for (const auto& term : kept) {
        const bool below = tail.remainder && compareGrowth(term.first, tail.remainder) <= 0;
        if (below || tail.terms.size() == static_cast<std::size_t>(m_count))
            absorb(tail, size(term.second), term.first);
        else
            tail.terms.push_back(term);
    }
    // The remainder may have grown past terms kept before.
    while (!tail.terms.empty() && tail.remainder && compareGrowth(tail.terms.back().first, tail.remainder) <= 0) {
        const auto term = tail.terms.back();
        tail.terms.pop_back();
        absorb(tail, size(term.second), term.first);
    }
}

std::pair<Magnitude, Germ> TailModel::sizeOf(const Tail& tail) {
    if (tail.terms.empty()) return {tail.bound, tail.remainder ? tail.remainder : m_pool.one()};
    const Germ lead = tail.terms.front().first;
    Magnitude sum;
    for (const auto& [monomial, coefficient] : tail.terms) sum = sum + size(coefficient) * supremum(m_pool.divide(monomial, lead));
    if (tail.remainder) sum = sum + tail.bound * supremum(m_pool.divide(tail.remainder, lead));
    return {sum, lead};
}

Tail TailModel::scaled(Tail a, Germ coefficient, Germ monomial) {
    for (auto& term : a.terms) term = {m_pool.multiply(term.first, monomial), m_pool.expanded(m_pool.multiply(term.second, coefficient))};
    if (a.remainder) {
        a.remainder = m_pool.multiply(a.remainder, monomial);
        a.bound = a.bound * size(coefficient);
    }
    return a;
}

Tail TailModel::multiply(const Tail& a, const Tail& b) {
    Tail result;
    for (const auto& x : a.terms)
        for (const auto& y : b.terms)
            result.terms.emplace_back(m_pool.multiply(x.first, y.first), m_pool.expanded(m_pool.multiply(x.second, y.second)));
    if (a.remainder || b.remainder) {
        const auto [sizeA, leadA] = sizeOf(a);
        const auto [sizeB, leadB] = sizeOf(b);
        if (a.remainder) absorb(result, a.bound * sizeB, m_pool.multiply(a.remainder, leadB));
        if (b.remainder) absorb(result, b.bound * sizeA, m_pool.multiply(b.remainder, leadA));
    }
    tidy(result);
    return result;
}

template <class Coefficient, class Lagrange>
Tail TailModel::composed(const Tail& small, int terms, const Coefficient& coefficient, const Lagrange& lagrange) {
    Tail result;
    const Germ first = coefficient(0);
    if (!first->isNumber(0)) result.terms.emplace_back(m_pool.one(), first);
    if (small.terms.empty() && !small.remainder) return result;
    const auto [bound, lead] = sizeOf(small);
    const Magnitude reach = bound * supremum(lead);
    Tail power;
    power.terms.emplace_back(m_pool.one(), m_pool.one());
    Magnitude boundPower = Magnitude::of(1.0);
    Germ leadPower = m_pool.one();
    for (int k = 1; k < terms; ++k) {
        power = multiply(power, small);
        boundPower = boundPower * bound;
        leadPower = m_pool.multiply(leadPower, lead);
        const Germ factor = coefficient(k);
        if (factor->isNumber(0)) continue;
        const Tail part = scaled(power, factor, m_pool.one());
        result.terms.insert(result.terms.end(), part.terms.begin(), part.terms.end());
        if (part.remainder) absorb(result, part.bound, part.remainder);
    }
    absorb(result, lagrange(reach) * boundPower * bound, m_pool.multiply(leadPower, lead));
    tidy(result);
    return result;
}

Tail TailModel::raised(const Tail& base, Germ exponent) {
    if (base.terms.empty()) throw TailFails{};
    const auto [monomial, coefficient] = base.terms.front();
    Tail small;
    small.terms.assign(base.terms.begin() + 1, base.terms.end());
    small.remainder = base.remainder;
    small.bound = base.bound;
    const Germ inverse = m_pool.power(coefficient, Rational(-1));
    small = scaled(small, inverse, m_pool.power(monomial, Rational(-1)));
    const bool whole = exponent->isNumber() && exponent->number.isInteger() && exponent->number.sign() > 0;
    int terms = m_count;
    if (whole && exponent->number < Rational(terms)) terms = static_cast<int>(*exponent->number.toInteger()) + 1;
    std::vector<Germ> binomials{m_pool.one()};
    const auto binomial = [&](int k) {
        while (static_cast<int>(binomials.size()) <= k) {
            const auto j = static_cast<std::int64_t>(binomials.size());
            const Germ factor = m_pool.scale(m_pool.subtract(exponent, m_pool.integer(j - 1)), Rational(1, j));
            binomials.push_back(m_pool.expanded(m_pool.multiply(binomials.back(), factor)));
        }
        return binomials[static_cast<std::size_t>(k)];
    };
    const double r = doubleOf(m_scale, exponent);
    const Tail result = composed(small, terms, binomial, [&](const Magnitude& reach) {
        const Germ last = binomial(terms);
        if (last->isNumber(0)) return Magnitude{};
        const double b = reach.toDouble();
        if (!(b < 0.8)) throw TailFails{};
        const double power = r - terms;
        return size(last) * Magnitude::of(std::max(std::pow(1.0 - b, power), std::pow(1.0 + b, power)) * kSlack);
    });
    return scaled(result, m_pool.power(coefficient, exponent), m_pool.power(monomial, exponent));
}

Tail TailModel::ofSum(Germ g) {
    Tail result;
    if (!g->number.isZero()) result.terms.emplace_back(m_pool.one(), m_pool.number(g->number));
    for (const auto& [term, coefficient] : g->terms) {
        const Tail part = scaled(of(term), m_pool.number(coefficient), m_pool.one());
        result.terms.insert(result.terms.end(), part.terms.begin(), part.terms.end());
        if (part.remainder) absorb(result, part.bound, part.remainder);
    }
    tidy(result);
    return result;
}

Tail TailModel::ofProduct(Germ g) {
    Tail result;
    result.terms.emplace_back(m_pool.one(), m_pool.one());
    for (const auto& [base, exponent] : g->factors) {
        if (base->kind == GermKind::Symbol)
            result = scaled(result, m_pool.one(), m_pool.power(base, exponent));
        else if (base->isConstant())
            result = scaled(result, m_pool.power(base, exponent), m_pool.one());
        else if (exponent->isNumber(1))
            result = multiply(result, of(base));
        else
            result = multiply(result, raised(of(base), exponent));
    }
    return result;
}

const Tail& TailModel::of(Germ g) {
    const auto known = m_known.find(g);
    if (known != m_known.end()) return known->second;
    if (++m_depth > kMaximumDepth) throw OutOfWork{};
    Tail tail = computed(g);
    --m_depth;
    return m_known.insert_or_assign(g, std::move(tail)).first->second;
}

Tail TailModel::computed(Germ g) {
    m_pool.spend();
    if (g->oscillates) throw TailFails{};
    if (g->isConstant()) {
        Tail result;
        if (m_scale.constants().sign(g).value_or(1) != 0) result.terms.emplace_back(m_pool.one(), g);
        return result;
    }
    switch (g->kind) {
        case GermKind::Symbol: {
            Tail result;
            result.terms.emplace_back(g, m_pool.one());
            return result;
        }
        case GermKind::Sum: return ofSum(g);
        case GermKind::Product: return ofProduct(g);
        default: return ofCall(g);
    }
}

Tail TailModel::ofCall(Germ g) {
    Tail small = of(g->argument);
    Germ at = m_pool.zero();
    if (!small.terms.empty() && small.terms.front().first->isNumber(1)) {
        at = small.terms.front().second;
        small.terms.erase(small.terms.begin());
    }
    const auto grows = [&](Germ monomial) { return compareGrowth(monomial, m_pool.one()) >= 0; };
    if ((!small.terms.empty() && grows(small.terms.front().first)) || (small.remainder && grows(small.remainder))) throw TailFails{};
    if (g->kernel == Kernel::Ln) {  // ln(a + d) = ln a + ln(1 + d/a)
        if (at->isNumber(0)) throw TailFails{};
        small = scaled(small, m_pool.power(at, Rational(-1)), m_pool.one());
    }
    const bool asymptotic = g->kernel == Kernel::StirlingTail || g->kernel == Kernel::ErfcTail;
    if (asymptotic && (!at->isNumber(0) || sign(g->argument) != 1)) throw TailFails{};
    TaylorCoefficients taylor(m_pool, g->kernel, g->order, g->kernel == Kernel::Ln ? m_pool.one() : at);
    const int terms = m_count;
    const double n = terms;
    const auto lagrange = [&](const Magnitude& reach) -> Magnitude {
        const double b = reach.toDouble();
        switch (g->kernel) {
            case Kernel::Exp: {
                if (!(b < 5.0)) throw TailFails{};
                return size(m_pool.call(Kernel::Exp, at)) * Magnitude::of(std::exp(b - std::lgamma(n + 1.0)) * kSlack);
            }
            case Kernel::Ln:
                if (!(b < 0.8)) throw TailFails{};
                return Magnitude::of(std::pow(1.0 - b, -n) / n * kSlack);
            case Kernel::Sin:
            case Kernel::Cos: return Magnitude::of(std::exp(-std::lgamma(n + 1.0)) * kSlack);
            case Kernel::Atan: return Magnitude::of(1.0 / n * kSlack);  // |atan^(n)| <= (n - 1)!
            case Kernel::Erf:                                           // Cramer: |H_k(x)| e^(-x^2/2) <= 1.09 2^(k/2) sqrt(k!)
                return Magnitude::of(1.23 * std::exp(0.5 * (n - 1.0) * std::log(2.0) + 0.5 * std::lgamma(n) - std::lgamma(n + 1.0)) *
                                     kSlack);
            case Kernel::Asin: {
                // All Taylor coefficients of asin at 0 are at most 1; about 0 only.
                if (!at->isNumber(0) || !(b < 0.8)) throw TailFails{};
                return Magnitude::of(1.0 / (1.0 - b) * kSlack);
            }
            case Kernel::StirlingTail:
            case Kernel::ErfcTail: {  // enveloping: the error is below the first term left out that is not zero
                const Magnitude next = size(taylor(static_cast<std::size_t>(terms)));
                return next + size(taylor(static_cast<std::size_t>(terms + 1))) * reach;
            }
            default: throw TailFails{};
        }
    };
    Tail result = composed(
        small, terms,
        [&](int k) {
            if (g->kernel == Kernel::Ln && k == 0) return m_pool.call(Kernel::Ln, at);
            return taylor(static_cast<std::size_t>(k));
        },
        lagrange);
    return result;
}

std::optional<int> TailModel::sign(Germ g) {
    try {
        const Tail& tail = of(g);
        if (tail.terms.empty()) return tail.remainder ? std::nullopt : std::optional<int>(0);
        Tail rest = tail;
        rest.terms.erase(rest.terms.begin());
        const auto [monomial, coefficient] = tail.terms.front();
        const auto sign = m_scale.constants().sign(coefficient);
        if (!sign || (rest.terms.empty() && !rest.remainder)) return sign;
        const auto [bound, small] = sizeOf(rest);
        const double others = (bound * supremum(m_pool.divide(small, monomial))).toDouble();
        const Ball value = m_scale.constants().value(coefficient, 96);
        if (others * kSlack < std::abs(value.toDouble()) / kSlack) return sign;
    } catch (const TailFails&) {
    }
    return std::nullopt;
}

}  // namespace calc
