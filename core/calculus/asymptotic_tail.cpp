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

Magnitude exponentialOf(double logarithm) {
    const double binary = logarithm * 1.4426950408889634;
    const double whole = std::floor(binary);
    if (!std::isfinite(whole) || std::abs(whole) > 1e15) throw TailFails{};
    return Magnitude::of(std::exp2(binary - whole) * kSlack) * Magnitude::powerOfTwo(static_cast<std::int64_t>(whole));
}

std::vector<std::pair<Germ, Germ>> factorsOf(GermPool& pool, Germ monomial) {
    if (monomial->isNumber()) return {};
    if (monomial->kind == GermKind::Symbol) return {{monomial, pool.one()}};
    return monomial->factors;
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

/// ln of a symbol at X = from.
double TailModel::logarithmAtFrom(int symbol) {
    if (symbol == 0) return std::log(m_from);
    if (const int depth = m_scale.logarithmDepth(symbol)) {
        double value = m_from;
        for (int step = 0; step <= depth; ++step) {
            if (!(value > 0.0)) throw TailFails{};
            value = std::log(value);
        }
        return value;
    }
    const Germ logarithm = m_scale.logarithm(symbol);
    double sum = 0.0;
    const auto addTerm = [&](Germ term, double coefficient) {
        double exponent = 0.0;
        for (const auto& [base, power] : factorsOf(m_pool, term)) {
            if (base->kind != GermKind::Symbol) throw TailFails{};
            exponent += doubleOf(m_scale, power) * logarithmAtFrom(base->order);
        }
        sum += coefficient * std::exp(exponent);
    };
    if (logarithm->kind == GermKind::Sum) {
        sum = logarithm->number.toDouble();
        for (const auto& [term, coefficient] : logarithm->terms) {
            // A constant factor in a term: split it off.
            double factor = coefficient.toDouble();
            Germ monomial = term;
            if (term->kind == GermKind::Product) {
                std::vector<std::pair<Germ, Germ>> symbols;
                for (const auto& part : term->factors) {
                    if (part.first->isConstant())
                        factor *= doubleOf(m_scale, m_pool.power(part.first, part.second));
                    else
                        symbols.push_back(part);
                }
                monomial = m_pool.product(symbols);
            }
            addTerm(monomial, factor);
        }
    } else {
        addTerm(logarithm, 1.0);
    }
    if (!std::isfinite(sum)) throw TailFails{};
    return sum;
}

Magnitude TailModel::valueAtFrom(Germ monomial) {
    double logarithm = 0.0;
    for (const auto& [symbol, exponent] : factorsOf(m_pool, monomial)) {
        const double part = doubleOf(m_scale, exponent) * logarithmAtFrom(symbol->order);
        logarithm += part + 1e-12 * std::abs(part);
    }
    return exponentialOf(logarithm);
}

TailModel::Rate TailModel::rateOf(int symbol) {
    const auto known = m_rates.find(symbol);
    if (known != m_rates.end()) return known->second;
    Rate rate;
    if (symbol == 0) {
        rate = {m_pool.one(), 1.0, 1.0};
    } else if (const int depth = m_scale.logarithmDepth(symbol)) {
        // X (ln ln ... X)' of one logarithm more: divided by the logarithm itself.
        const Rate faster = rateOf(m_scale.iteratedLogarithm(depth - 1));
        rate = {m_pool.multiply(faster.monomial, m_pool.power(m_pool.symbol(symbol), Rational(-1))), faster.low, faster.high};
    } else {
        const Germ logarithm = m_scale.logarithm(symbol);
        const Tail slope = of(m_pool.expanded(m_pool.multiply(m_scale.x(), derivativeOfGerm(m_scale, logarithm))));
        if (slope.terms.empty()) throw TailFails{};
        const auto [monomial, coefficient] = slope.terms.front();
        Tail rest = slope;
        rest.terms.erase(rest.terms.begin());
        double spread = 0.0;
        if (!rest.terms.empty() || rest.remainder) {
            const auto [bound, small] = sizeOf(rest);
            spread = (bound * supremum(m_pool.divide(small, monomial))).toDouble();
        }
        const double middle = doubleOf(m_scale, coefficient);
        rate = {monomial, (middle - spread) / kSlack, (middle + spread) * kSlack};
        if (!(rate.low > 0.0)) throw TailFails{};
    }
    m_rates.emplace(symbol, rate);
    return rate;
}

/// Whether X (ln monomial)' <= 0 for all X >= from: the part of the fastest symbol is negative and outweighs the positive ones.
bool TailModel::falls(Germ monomial) {
    const auto known = m_falls.find(monomial);
    if (known != m_falls.end()) return known->second;
    const auto factors = m_scale.leading(monomial).powers;
    bool result = factors.empty();
    if (!result) {
        const double lead = doubleOf(m_scale, factors.front().second);
        const Rate fast = rateOf(factors.front().first);
        double against = 0.0;
        for (std::size_t i = 1; i < factors.size() && lead < 0.0; ++i) {
            const double exponent = doubleOf(m_scale, factors[i].second);
            if (exponent <= 0.0) continue;
            const Rate slow = rateOf(factors[i].first);
            against += exponent * slow.high * supremum(m_pool.divide(slow.monomial, fast.monomial)).toDouble();
        }
        result = lead < 0.0 && against * kSlack <= -lead * fast.low;
    }
    m_falls.emplace(monomial, result);
    return result;
}

Magnitude TailModel::supremum(Germ monomial) {
    if (monomial->isNumber(1)) return Magnitude::of(1.0);
    if (!falls(monomial)) throw TailFails{};
    return valueAtFrom(monomial);
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

Germ derivativeOfGerm(Scale& scale, Germ g) {
    GermPool& pool = scale.pool();
    if (g->isConstant()) {
        if (g->oscillates) throw Undecided{};
        return pool.zero();
    }
    switch (g->kind) {
        case GermKind::Symbol: {
            if (g->order == 0) return pool.one();
            if (const int depth = scale.logarithmDepth(g->order)) {  // (ln u)' = u' / u
                const Germ inner = pool.symbol(scale.iteratedLogarithm(depth - 1));
                return pool.divide(derivativeOfGerm(scale, inner), inner);
            }
            return pool.multiply(g, derivativeOfGerm(scale, scale.logarithm(g->order)));
        }
        case GermKind::Sum: {
            std::vector<std::pair<Germ, Rational>> terms;
            for (const auto& [term, coefficient] : g->terms) terms.emplace_back(derivativeOfGerm(scale, term), coefficient);
            return pool.sum(terms);
        }
        case GermKind::Product: {  // g times the sum of exponent * base' / base
            std::vector<std::pair<Germ, Rational>> terms;
            for (const auto& [base, exponent] : g->factors)
                terms.emplace_back(
                    pool.product({{exponent, pool.one()}, {derivativeOfGerm(scale, base), pool.one()}, {base, pool.integer(-1)}}),
                    Rational(1));
            return pool.multiply(g, pool.sum(terms));
        }
        default: break;
    }
    TaylorCoefficients taylor(pool, g->kernel, g->order, g->argument);
    return pool.multiply(taylor(1), derivativeOfGerm(scale, g->argument));
}

}  // namespace calc
