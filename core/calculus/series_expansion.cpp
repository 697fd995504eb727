#include "core/calculus/series_expansion.h"

#include <algorithm>

namespace calc {

int SeriesExpander::compare(Germ a, Germ b) {
    if (a == b) return 0;
    if (a->isNumber() && b->isNumber()) return a->number < b->number ? -1 : (b->number < a->number ? 1 : 0);
    const auto sign = m_constants.sign(m_pool.subtract(a, b));
    if (!sign) throw Undecided{Message(CALC_TEXT("Two exponents are too close to tell which is larger."))};
    return *sign;
}

Germ SeriesExpander::product(Germ a, Germ b) {
    const Germ result = m_pool.multiply(a, b);
    return a->isNumber() || b->isNumber() ? result : m_pool.expanded(result);
}

GermSeries SeriesExpander::constantSeries(Germ coefficient) {
    GermSeries result;
    if (!coefficient->isNumber(0)) result.terms.push_back({m_pool.zero(), coefficient});
    return result;
}

/// Falling exponents, equal ones added, nothing at or below the bound, at most count terms.
void SeriesExpander::sortAndCut(GermSeries& series, int count) {
    auto& terms = series.terms;
    m_pool.spend(static_cast<std::int64_t>(terms.size()) / 4);
    std::stable_sort(terms.begin(), terms.end(),
                     [this](const SeriesTerm& a, const SeriesTerm& b) { return compare(a.exponent, b.exponent) > 0; });
    std::vector<SeriesTerm> merged;
    for (std::size_t i = 0; i < terms.size();) {
        if (series.bound && compare(terms[i].exponent, series.bound) <= 0) break;
        std::vector<std::pair<Germ, Rational>> sum;
        const Germ exponent = terms[i].exponent;
        for (; i < terms.size() && compare(terms[i].exponent, exponent) == 0; ++i) sum.emplace_back(terms[i].coefficient, Rational(1));
        const Germ coefficient = sum.size() == 1 ? sum[0].first : m_pool.sum(sum);
        if (coefficient->isNumber(0)) continue;
        if (merged.size() == static_cast<std::size_t>(count)) {
            series.bound = exponent;
            break;
        }
        merged.push_back({exponent, coefficient});
    }
    terms = std::move(merged);
}

GermSeries SeriesExpander::add(std::vector<GermSeries> parts, int count) {
    GermSeries result;
    for (auto& part : parts) {
        if (part.bound && (!result.bound || compare(part.bound, result.bound) > 0)) result.bound = part.bound;
        result.terms.insert(result.terms.end(), part.terms.begin(), part.terms.end());
    }
    sortAndCut(result, count);
    return result;
}

GermSeries SeriesExpander::multiply(const GermSeries& a, const GermSeries& b, int count) {
    GermSeries result;
    const auto limitBy = [&](const GermSeries& exactness, const GermSeries& other) {
        if (!exactness.bound || (other.terms.empty() && !other.bound)) return;
        const Germ reach = other.terms.empty() ? other.bound : other.terms.front().exponent;
        const Germ bound = m_pool.add(exactness.bound, reach);
        if (!result.bound || compare(bound, result.bound) > 0) result.bound = bound;
    };
    limitBy(a, b);
    limitBy(b, a);
    for (const auto& x : a.terms) {
        for (const auto& y : b.terms) {
            const Germ exponent = m_pool.add(x.exponent, y.exponent);
            if (result.bound && compare(exponent, result.bound) <= 0) break;
            result.terms.push_back({exponent, product(x.coefficient, y.coefficient)});
        }
    }
    sortAndCut(result, count);
    return result;
}

void SeriesExpander::dropZeroHead(GermSeries& series) {
    std::size_t zeros = 0;
    while (zeros < series.terms.size() && m_isZero(series.terms[zeros].coefficient)) ++zeros;
    series.terms.erase(series.terms.begin(), series.terms.begin() + static_cast<std::ptrdiff_t>(zeros));
}

/// The sum of coefficients(k) * small^k, small -> 0.
GermSeries SeriesExpander::composed(const std::function<Germ(std::size_t)>& coefficients, const GermSeries& small, int count) {
    GermSeries result = constantSeries(coefficients(0));
    if (small.terms.empty()) {
        result.bound = small.bound;
        return result;
    }
    const Germ step = small.terms.front().exponent;
    GermSeries power = constantSeries(m_pool.one());
    for (std::size_t k = 1;; ++k) {
        const Germ reach = m_pool.scale(step, Rational(static_cast<std::int64_t>(k)));
        const auto above =
            std::count_if(result.terms.begin(), result.terms.end(), [&](const SeriesTerm& t) { return compare(t.exponent, reach) > 0; });
        const bool full = above >= count || k > static_cast<std::size_t>(4 * count + 12);
        if (full || (result.bound && compare(reach, result.bound) <= 0)) {
            if (!result.bound || compare(reach, result.bound) > 0) result.bound = reach;
            break;
        }
        power = multiply(power, small, count);
        GermSeries scaled = power;
        const Germ factor = coefficients(k);
        if (!factor) break;  // a polynomial: no further coefficients
        for (auto& term : scaled.terms) term.coefficient = product(term.coefficient, factor);
        if (factor->isNumber(0)) scaled.terms.clear();
        result = add({result, scaled}, 4 * count);
    }
    sortAndCut(result, count);
    return result;
}

GermSeries SeriesExpander::raised(GermSeries base, Germ exponent, int count) {
    dropZeroHead(base);
    if (base.terms.empty()) {
        if (base.bound) throw MoreTerms{};
        if (exponent->isNumber() && exponent->number.sign() > 0) return base;
        throw Undecided{Message(CALC_TEXT("A divisor is zero."))};
    }
    const SeriesTerm head = base.terms.front();
    const bool whole = exponent->isNumber() && exponent->number.isInteger() && exponent->number.sign() > 0;
    if (head.coefficient->oscillates && !whole && m_constants.sign(head.coefficient).value_or(0) == 0)
        throw Undecided{Message(CALC_TEXT("A divisor oscillates and may come near zero."))};
    GermSeries small;
    for (std::size_t i = 1; i < base.terms.size(); ++i)
        small.terms.push_back(
            {m_pool.subtract(base.terms[i].exponent, head.exponent), m_pool.divide(base.terms[i].coefficient, head.coefficient)});
    if (base.bound) small.bound = m_pool.subtract(base.bound, head.exponent);
    std::vector<Germ> binomials{m_pool.one()};
    GermSeries result = composed(
        [&](std::size_t k) -> Germ {
            if (whole && exponent->number < Rational(static_cast<std::int64_t>(k))) return nullptr;
            while (binomials.size() <= k) {
                const auto j = static_cast<std::int64_t>(binomials.size());
                const Germ factor = m_pool.scale(m_pool.subtract(exponent, m_pool.integer(j - 1)), Rational(1, j));
                binomials.push_back(product(binomials.back(), factor));
            }
            return binomials[k];
        },
        small, count);
    const Germ headPower = m_pool.power(head.coefficient, exponent);
    const Germ shift = m_pool.multiply(head.exponent, exponent);
    for (auto& term : result.terms) term = {m_pool.add(term.exponent, shift), product(term.coefficient, headPower)};
    if (result.bound) result.bound = m_pool.add(result.bound, shift);
    return result;
}

GermSeries SeriesExpander::ofCall(Germ g, int symbol, int count) {
    GermSeries u = expand(g->argument, symbol, count);
    while (!u.terms.empty() && compare(u.terms.front().exponent, m_pool.zero()) > 0) {
        if (!m_isZero(u.terms.front().coefficient))
            throw Undecided{Message(CALC_TEXT("A part of the function is not regular where its series is needed."))};
        u.terms.erase(u.terms.begin());
    }
    if (u.terms.empty() && u.bound && compare(u.bound, m_pool.zero()) >= 0) throw MoreTerms{};
    Germ middle = m_pool.zero();
    if (!u.terms.empty() && compare(u.terms.front().exponent, m_pool.zero()) == 0) {
        middle = u.terms.front().coefficient;
        u.terms.erase(u.terms.begin());
    } else if (u.bound && compare(u.bound, m_pool.zero()) >= 0) {
        throw MoreTerms{};
    }
    if (g->kernel == Kernel::Exp || g->kernel == Kernel::Ln) {
        // exp(m + d) = exp(m) exp(d), ln(m + d) = ln m + ln(1 + d/m): the coefficients stay numbers.
        if (g->kernel == Kernel::Ln)
            for (auto& term : u.terms) term.coefficient = m_pool.divide(term.coefficient, middle);
        TaylorCoefficients taylor(m_pool, g->kernel, 0, g->kernel == Kernel::Ln ? m_pool.one() : m_pool.zero());
        GermSeries series = composed([&](std::size_t k) { return taylor(k); }, u, count);
        const GermSeries head = constantSeries(m_pool.call(g->kernel, middle));
        return g->kernel == Kernel::Ln ? add({head, series}, count) : multiply(head, series, count);
    }
    TaylorCoefficients taylor(m_pool, g->kernel, g->order, middle);
    return composed([&](std::size_t k) { return taylor(k); }, u, count);
}

GermSeries SeriesExpander::computed(Germ g, int symbol, int count) {
    if ((g->symbols >> static_cast<unsigned>(symbol) & 1U) == 0) return constantSeries(g);
    GermSeries result;
    switch (g->kind) {
        case GermKind::Symbol: result.terms.push_back({m_pool.one(), m_pool.one()}); return result;
        case GermKind::Sum: {
            std::vector<GermSeries> parts{constantSeries(m_pool.number(g->number))};
            for (const auto& [term, coefficient] : g->terms) {
                GermSeries part = expand(term, symbol, count);
                for (auto& t : part.terms) t.coefficient = m_pool.scale(t.coefficient, coefficient);
                parts.push_back(std::move(part));
            }
            return add(std::move(parts), count);
        }
        case GermKind::Product: {
            result = constantSeries(m_pool.one());
            for (const auto& [base, exponent] : g->factors) {
                const bool free = (base->symbols >> static_cast<unsigned>(symbol) & 1U) == 0;
                result = multiply(
                    result, free ? constantSeries(m_pool.power(base, exponent)) : raised(expand(base, symbol, count), exponent, count),
                    count);
            }
            return result;
        }
        case GermKind::Call: return ofCall(g, symbol, count);
        default: return constantSeries(g);
    }
}

const GermSeries& SeriesExpander::expand(Germ g, int symbol, int count) {
    auto& known = m_known[{g, symbol, count}];
    if (!known) known = std::make_unique<GermSeries>(computed(g, symbol, count));
    return *known;
}

}  // namespace calc
