#include "core/calculus/comparison_scale.h"

#include <algorithm>

namespace calc {

namespace {

constexpr int kTermCounts[] = {3, 6, 12, 24, 48};
constexpr int kMaximumDepth = 400;

Message cannotTellZero() { return Message(CALC_TEXT("Its leading terms cancel, and it could not be decided whether anything is left.")); }

struct DepthGuard {
    explicit DepthGuard(int& depth_) : depth(depth_) {
        if (++depth > kMaximumDepth) {
            --depth;
            throw OutOfWork{};
        }
    }
    ~DepthGuard() { --depth; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;
    int& depth;
};

}  // namespace

Scale::Scale(GermPool& pool)
    : m_pool(pool),
      m_constants(pool),
      m_series(pool, m_constants, [this](Germ g) { return isZero(g); }),
      m_order{0},
      m_rank{0},
      m_logarithm{nullptr} {}

int Scale::fastest(Germ g) const {
    for (auto symbol = m_order.rbegin(); symbol != m_order.rend(); ++symbol)
        if (g->symbols >> static_cast<unsigned>(*symbol) & 1U) return *symbol;
    return -1;
}

Germ Scale::logarithm(int symbol) {
    const auto place = static_cast<std::size_t>(symbol);
    if (!m_logarithm[place]) {
        const int made = newSymbol(nullptr, {});
        m_logarithm[place] = m_pool.symbol(made);
    }
    return m_logarithm[place];
}

Ball Scale::valueAt(Germ g, std::int64_t at, int bits) {
    m_pool.spend(4);
    const BallArithmetic with(bits);
    switch (g->kind) {
        case GermKind::Symbol: {
            if (g->order == 0) return with.integer(at);
            if (const int depth = logarithmDepth(g->order)) {
                Ball value = with.integer(at);
                for (int i = 0; i < depth; ++i) value = with.ln(value);
                return value;
            }
            return with.exp(valueAt(logarithm(g->order), at, bits + 32));
        }
        case GermKind::Sum: {
            Ball sum = with.rational(g->number);
            for (const auto& [term, coefficient] : g->terms)
                sum = with.add(sum, with.multiply(with.rational(coefficient), valueAt(term, at, bits)));
            return sum;
        }
        case GermKind::Product: {
            Ball product = with.integer(1);
            for (const auto& [base, exponent] : g->factors) {
                const Ball b = valueAt(base, at, bits);
                const auto whole = exponent->isNumber() ? exponent->number.toInteger() : std::nullopt;
                product = with.multiply(
                    product, whole ? with.power(b, *whole) : with.exp(with.multiply(m_constants.value(exponent, bits), with.ln(b))));
            }
            return product;
        }
        case GermKind::Call:
            if (g->isConstant()) return m_constants.value(g, bits);
            return m_constants.valueOfCall(with, g, valueAt(g->argument, at, bits));
        default: return m_constants.value(g, bits);
    }
}

int Scale::logarithmDepth(int symbol) const {
    for (int k = 1; iteratedLogarithm(k) >= 0; ++k)
        if (iteratedLogarithm(k) == symbol) return k;
    return 0;
}

int Scale::iteratedLogarithm(int k) const {
    int symbol = 0;
    for (int i = 0; i < k; ++i) {
        const Germ logarithm = m_logarithm[static_cast<std::size_t>(symbol)];
        if (!logarithm) return -1;
        symbol = logarithm->order;
    }
    return symbol;
}

/// A new symbol: the slowest of all (the logarithm of the slowest one) for a null logarithm, else where its growth belongs.
int Scale::newSymbol(Germ logarithm, const LeadingTerm& growth) {
    const int symbol = symbolCount();
    m_pool.symbol(symbol);
    auto place = m_order.begin();
    while (logarithm && place != m_order.end()) {
        const Germ other = m_logarithm[static_cast<std::size_t>(*place)];
        if (other && compareGrowth(leading(other), growth) >= 0) break;
        ++place;
    }
    m_order.insert(place, symbol);
    m_logarithm.push_back(logarithm);
    m_rank.push_back(0);
    for (std::size_t i = 0; i < m_order.size(); ++i) m_rank[static_cast<std::size_t>(m_order[i])] = static_cast<int>(i);
    return symbol;
}

int Scale::growth(const LeadingTerm& term) {
    if (term.powers.empty()) return 0;
    const auto sign = m_constants.sign(term.powers.front().second);
    if (!sign) throw Undecided{cannotTellZero()};
    return *sign;
}

int Scale::compareGrowth(const LeadingTerm& a, const LeadingTerm& b) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.powers.size() || j < b.powers.size()) {
        const int rankA = i < a.powers.size() ? rank(a.powers[i].first) : -1;
        const int rankB = j < b.powers.size() ? rank(b.powers[j].first) : -1;
        const Germ left = rankA >= rankB ? a.powers[i].second : m_pool.zero();
        const Germ right = rankB >= rankA ? b.powers[j].second : m_pool.zero();
        if (const int order = m_series.compare(left, right); order != 0) return order;
        if (rankA >= rankB) ++i;
        if (rankB >= rankA) ++j;
    }
    return 0;
}

const LeadingTerm& Scale::leading(Germ g) {
    const auto known = m_leading.find(g);
    if (known != m_leading.end()) return known->second;
    const DepthGuard guard(m_depth);
    LeadingTerm term = found(g);
    return m_leading.insert_or_assign(g, std::move(term)).first->second;
}

LeadingTerm Scale::found(Germ g) {
    m_pool.spend();
    if (g->isConstant()) return ofConstant(g);
    switch (g->kind) {
        case GermKind::Symbol: return {false, m_pool.one(), 1, {{g->order, m_pool.one()}}};
        case GermKind::Product: return ofProduct(g);
        case GermKind::Sum:
            if (auto term = ofSum(g)) return *term;
            break;
        default:
            if (auto term = ofCall(g)) return *term;
            break;
    }
    return bySeries(g);
}

LeadingTerm Scale::ofConstant(Germ g) {
    LeadingTerm result;
    result.sign = m_constants.sign(g);
    if (!result.sign && !g->oscillates)
        throw Undecided{Message(CALC_TEXT("A constant is zero or too close to zero to tell, with 200 digits."))};
    if (result.sign == 0)
        result.zero = true;
    else
        result.coefficient = g;
    return result;
}

LeadingTerm Scale::ofProduct(Germ g) {
    LeadingTerm result;
    result.sign = 1;
    std::vector<std::pair<Germ, Germ>> coefficients;
    std::map<int, Germ, std::greater<>> powers;  // by rank
    for (const auto& [base, exponent] : g->factors) {
        const LeadingTerm part = leading(base);
        const bool whole = exponent->isNumber() && exponent->number.isInteger();
        if (part.zero) {
            if (exponent->isNumber() && exponent->number.sign() > 0) return {true, nullptr, 0, {}};
            throw Undecided{Message(CALC_TEXT("A divisor is zero."))};
        }
        if (!part.sign && !(whole && exponent->number.sign() > 0))
            throw Undecided{Message(CALC_TEXT("A divisor oscillates and may come near zero."))};
        if (part.sign == -1 && !whole) throw Undecided{Message(CALC_TEXT("A root of a negative number came up."))};
        coefficients.emplace_back(part.coefficient, exponent);
        const bool even = whole && (exponent->number / Rational(2)).isInteger();
        if (!part.sign)
            result.sign.reset();
        else if (result.sign && *part.sign < 0 && !even)
            result.sign = -*result.sign;
        for (const auto& [symbol, power] : part.powers) {
            auto& sum = powers.try_emplace(rank(symbol), m_pool.zero()).first->second;
            sum = m_pool.add(sum, m_pool.multiply(power, exponent));
        }
    }
    result.coefficient = m_pool.product(coefficients);
    for (const auto& [place, exponent] : powers)
        if (m_series.compare(exponent, m_pool.zero()) != 0) result.powers.emplace_back(m_order[static_cast<std::size_t>(place)], exponent);
    return result;
}

/// The leading term of a sum where the largest leading terms of its parts do not cancel.
std::optional<LeadingTerm> Scale::ofSum(Germ g) {
    LeadingTerm best;
    best.zero = true;
    std::vector<std::pair<Germ, Rational>> tied;
    const auto offer = [&](const LeadingTerm& part, const Rational& coefficient) {
        if (part.zero) return;
        const int order = best.zero ? 1 : compareGrowth(part, best);
        if (order < 0) return;
        if (order > 0) {
            tied.clear();
            best = part;
        }
        tied.emplace_back(part.coefficient, coefficient);
    };
    if (!g->number.isZero()) offer(ofConstant(m_pool.number(g->number)), Rational(1));
    for (const auto& [term, coefficient] : g->terms) offer(leading(term), coefficient);
    if (best.zero) return best;
    best.coefficient = m_pool.sum(tied);
    best.sign = best.coefficient->isNumber(0) ? 0 : m_constants.sign(best.coefficient);
    if (best.sign == 0) return std::nullopt;
    if (!best.sign && !best.coefficient->oscillates)
        throw Undecided{Message(CALC_TEXT("A constant is zero or too close to zero to tell, with 200 digits."))};
    return best;
}

std::optional<LeadingTerm> Scale::ofCall(Germ g) {
    const auto at = finiteLimit(g->argument);
    if (!at) throw Undecided{Message(CALC_TEXT("A part of the function is not regular where its series is needed."))};
    const LeadingTerm value = ofConstant(m_pool.call(g->kernel, *at, g->order));
    if (value.zero) return std::nullopt;
    return value;
}

std::optional<LeadingTerm> Scale::inSeries(Germ g, int symbol, const GermSeries& series) {
    (void)g;
    for (const auto& term : series.terms) {
        LeadingTerm head = leading(term.coefficient);
        if (head.zero) continue;
        if (m_series.compare(term.exponent, m_pool.zero()) != 0) head.powers.insert(head.powers.begin(), {symbol, term.exponent});
        return head;
    }
    if (!series.bound) return LeadingTerm{true, nullptr, 0, {}};
    return std::nullopt;
}

LeadingTerm Scale::bySeries(Germ g) {
    const int symbol = fastest(g);
    for (const int count : kTermCounts) {
        try {
            const GermSeries& series = m_series.expand(g, symbol, count);
            if (auto term = inSeries(g, symbol, series)) return *term;
        } catch (const MoreTerms&) {
            // Nothing but zeros so far: ask for more below.
        }
        if (count == kTermCounts[1] && isZeroByNormalForm(m_pool, g)) return {true, nullptr, 0, {}};
    }
    throw Undecided{cannotTellZero()};
}

int Scale::sign(Germ g) {
    const LeadingTerm& term = leading(g);
    if (!term.zero && !term.sign) throw Undecided{Message(CALC_TEXT("A part of the function keeps changing its sign."))};
    const int result = term.zero ? 0 : *term.sign;
    if (m_claims && !g->isConstant()) m_claims->push_back({g, result});
    return result;
}

/// The limit from a series that is known to below the constant term; nullopt where none was found.
std::optional<Germ> Scale::limitBySeries(Germ g) {
    const int symbol = fastest(g);
    for (const int count : {3, 8}) {
        const GermSeries& series = m_series.expand(g, symbol, count);
        if (series.bound && m_series.compare(series.bound, m_pool.zero()) >= 0) continue;
        for (const auto& term : series.terms) {
            const int order = m_series.compare(term.exponent, m_pool.zero());
            if (order < 0) break;
            if (order == 0) return finiteLimit(term.coefficient);
            if (!isZero(term.coefficient)) return std::nullopt;
        }
        return m_pool.zero();
    }
    return std::nullopt;
}

std::optional<Germ> Scale::finiteLimit(Germ g) {
    if (g->kind == GermKind::Sum && !g->isConstant() && m_leading.find(g) == m_leading.end()) {
        const DepthGuard guard(m_depth);
        try {
            if (const auto limit = limitBySeries(g)) return limit;
        } catch (const MoreTerms&) {
            // leading() asks for more terms.
        } catch (const Undecided&) {
        }
    }
    const LeadingTerm& term = leading(g);
    if (term.zero) return m_pool.zero();
    const int direction = growth(term);
    if (direction > 0) return std::nullopt;
    return direction < 0 ? m_pool.zero() : term.coefficient;
}

}  // namespace calc
