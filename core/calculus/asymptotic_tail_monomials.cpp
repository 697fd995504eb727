// How monomials of a scale compare and how large they are from a known place on.
#include <cmath>

#include "core/calculus/asymptotic_tail.h"

namespace calc {

namespace {

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

}  // namespace calc
