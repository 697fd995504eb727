// exp, ln and powers of germs: what makes the scale grow.
#include "core/calculus/comparison_scale.h"

namespace calc {

namespace {

constexpr int kMaximumDepth = 400;

/// Ends a recursion before the stack does.
class OneDeeper {
public:
    explicit OneDeeper(int& depth) : m_depth(depth) {
        if (++m_depth <= kMaximumDepth) return;
        --m_depth;
        throw OutOfWork{};
    }
    ~OneDeeper() { --m_depth; }
    OneDeeper(const OneDeeper&) = delete;
    OneDeeper& operator=(const OneDeeper&) = delete;

private:
    int& m_depth;
};

}  // namespace

Germ Scale::monomial(const LeadingTerm& term) {
    std::vector<std::pair<Germ, Germ>> factors{{term.coefficient, m_pool.one()}};
    for (const auto& [symbol, exponent] : term.powers) factors.emplace_back(m_pool.symbol(symbol), exponent);
    return m_pool.product(factors);
}

std::pair<Germ, Germ> Scale::factored(Germ g) {
    const LeadingTerm term = leading(g);
    const Germ head = monomial(term);
    return {head, m_pool.expanded(m_pool.multiply(m_pool.expanded(g), m_pool.power(head, Rational(-1))))};
}

/// By the series in the fastest symbol: the terms that grow go to the infinite part, the one without that symbol is split in turn,
/// the rest tends to zero.
std::pair<Germ, Germ> Scale::split(Germ g) {
    if (g->isConstant() || finiteLimit(g)) return {m_pool.zero(), g};
    const int symbol = fastest(g);
    constexpr int counts[] = {4, 12, 36};
    for (const int count : counts) {
        const GermSeries& series = m_series.expand(g, symbol, count);
        if (series.bound && m_series.compare(series.bound, m_pool.zero()) >= 0) continue;
        std::vector<std::pair<Germ, Rational>> growing;
        Germ level = m_pool.zero();
        for (const auto& term : series.terms) {
            const int order = m_series.compare(term.exponent, m_pool.zero());
            if (order == 0) level = term.coefficient;
            if (order > 0 && !isZero(term.coefficient))
                growing.emplace_back(m_pool.expanded(m_pool.multiply(term.coefficient, m_pool.power(m_pool.symbol(symbol), term.exponent))),
                                     Rational(1));
        }
        const auto inner = split(level);
        growing.emplace_back(inner.first, Rational(1));
        const Germ infinite = m_pool.sum(growing);
        return {infinite, m_pool.expanded(m_pool.subtract(m_pool.expanded(g), infinite))};
    }
    throw Undecided{Message(CALC_TEXT("The part that grows could not be separated."))};
}

/// e^h for h -> +-infinity: a power of a symbol whose logarithm grows alike times e^(something slower), or a new symbol.
Germ Scale::expOfInfinite(Germ h) {
    const LeadingTerm term = leading(h);
    if (!term.sign) throw Undecided{Message(CALC_TEXT("An exponent keeps changing its sign."))};
    if (growth(term) <= 0) return exp(h);
    for (int i = 0; i < symbolCount(); ++i) {
        const Germ log = m_logarithm[static_cast<std::size_t>(i)];
        if (!log || compareGrowth(leading(log), term) != 0) continue;
        const Germ ratio = m_pool.divide(term.coefficient, leading(log).coefficient);
        if (ratio->oscillates) throw Undecided{Message(CALC_TEXT("An exponent oscillates."))};
        const Germ rest = m_pool.expanded(m_pool.subtract(m_pool.expanded(h), m_pool.expanded(m_pool.multiply(ratio, log))));
        return m_pool.multiply(m_pool.power(m_pool.symbol(i), ratio), exp(rest));
    }
    if (term.coefficient->oscillates) throw Undecided{Message(CALC_TEXT("An exponent oscillates."))};
    const Germ size = m_pool.scale(term.coefficient, Rational(*term.sign));
    Germ log = m_pool.expanded(m_pool.scale(m_pool.divide(h, size), Rational(*term.sign)));
    // Where the leading term is all, its coefficient cancels, though the form of a long one may not show it.
    const Germ head = monomial(term);
    if (isZero(m_pool.subtract(m_pool.expanded(h), m_pool.expanded(head)))) log = m_pool.divide(head, term.coefficient);
    const int made = newSymbol(log, term);
    return m_pool.power(m_pool.symbol(made), m_pool.scale(size, Rational(*term.sign)));
}

Germ Scale::exp(Germ s) {
    const OneDeeper deeper(m_depth);
    if (finiteLimit(s)) return m_pool.call(Kernel::Exp, s);
    const auto [infinite, rest] = split(s);
    // The infinite part itself by its fastest symbol: what belongs to slower ones is a factor of its own.
    const int symbol = fastest(infinite);
    std::vector<std::pair<Germ, Rational>> fast;
    std::vector<std::pair<Germ, Rational>> slow;
    const auto sort = [&](Germ part, const Rational& coefficient) {
        const bool free = (part->symbols >> static_cast<unsigned>(symbol) & 1U) == 0;
        (free ? slow : fast).emplace_back(part, coefficient);
    };
    if (infinite->kind == GermKind::Sum)
        for (const auto& [part, coefficient] : infinite->terms) sort(part, coefficient);
    else
        sort(infinite, Rational(1));
    const Germ quick = expOfInfinite(m_pool.sum(fast));
    const Germ later = slow.empty() ? m_pool.one() : exp(m_pool.sum(slow));
    return m_pool.product({{quick, m_pool.one()}, {later, m_pool.one()}, {exp(rest), m_pool.one()}});
}

Germ Scale::ln(Germ s) {
    if (s->isCall(Kernel::Exp)) return s->argument;
    const int signOfS = sign(s);
    if (signOfS == 0) throw NotReal{Message(CALC_TEXT("the logarithm of 0 has no value")), true};
    if (signOfS < 0) throw NotReal{Message(CALC_TEXT("the logarithm of a negative number is not real"))};
    return m_pool.expanded(lnOfSize(s));
}

/// c * t for a number c and t > 0: only then |c| and t can be treated apart without turning the sign back and forth.
bool Scale::isMultipleOfPositive(Germ g) {
    if (g->kind != GermKind::Sum || g->terms.size() != 1 || !g->number.isZero()) return false;
    return isPositiveForm(g->terms[0].first) || sign(g->terms[0].first) > 0;
}

/// ln |s|, by factors.
Germ Scale::lnOfSize(Germ s) {
    const OneDeeper deeper(m_depth);
    if (s->isCall(Kernel::Exp)) return s->argument;
    if (s->kind == GermKind::Symbol) return logarithm(s->order);
    if (s->isNumber()) return m_pool.call(Kernel::Ln, s->number.sign() < 0 ? m_pool.negate(s) : s);
    std::vector<std::pair<Germ, Rational>> terms;
    if (s->kind == GermKind::Product) {
        for (const auto& [base, exponent] : s->factors) terms.emplace_back(m_pool.multiply(exponent, lnOfSize(base)), Rational(1));
        return m_pool.sum(terms);
    }
    if (isMultipleOfPositive(s)) return m_pool.add(lnOfSize(m_pool.number(s->terms[0].second)), lnOfSize(s->terms[0].first));
    const LeadingTerm term = leading(s);
    if (sign(s) < 0) return lnOfSize(m_pool.negate(s));
    const Germ quotient = factored(s).second;
    terms.emplace_back(m_pool.call(Kernel::Ln, term.coefficient), Rational(1));
    for (const auto& [symbol, exponent] : term.powers) terms.emplace_back(m_pool.multiply(exponent, logarithm(symbol)), Rational(1));
    if (!quotient->isNumber(1)) terms.emplace_back(m_pool.call(Kernel::Ln, quotient), Rational(1));
    return m_pool.sum(terms);
}

Germ Scale::power(Germ base, Germ exponent) {
    const auto whole = exponent->isNumber() ? exponent->number.toInteger() : std::nullopt;
    const LeadingTerm head = leading(base);
    if (head.zero) {
        const int direction = sign(exponent);
        if (direction > 0) return m_pool.zero();
        throw NotReal{direction == 0 ? Message(CALC_TEXT("0 to the power 0 has no value")) : Message(CALC_TEXT("0 has no negative powers")),
                      true};
    }
    if (whole) {
        if (*whole < 0) sign(base);  // a divisor that keeps its sign
        return m_pool.power(base, exponent);
    }
    if (sign(base) < 0) throw NotReal{Message(CALC_TEXT("a power of a negative number with an exponent that is not whole is not real"))};
    if (exponent->isNumber()) return rootOfSize(base, exponent);
    if (exponent->isConstant() && !exponent->oscillates && base->kind == GermKind::Symbol) return m_pool.power(base, exponent);
    return exp(m_pool.expanded(m_pool.multiply(exponent, ln(base))));
}

/// |base|^exponent for a rational exponent, by factors; a sum as its leading term times what tends to 1.
Germ Scale::rootOfSize(Germ base, Germ exponent) {
    const OneDeeper deeper(m_depth);
    if (base->kind == GermKind::Product) {
        std::vector<std::pair<Germ, Germ>> factors;
        for (const auto& [inner, e] : base->factors) {
            const Germ product = m_pool.multiply(e, exponent);
            factors.emplace_back(product->isNumber() ? rootOfSize(inner, product) : m_pool.power(inner, product), m_pool.one());
        }
        return m_pool.product(factors);
    }
    if (isMultipleOfPositive(base))
        return m_pool.multiply(rootOfSize(m_pool.number(base->terms[0].second), exponent), rootOfSize(base->terms[0].first, exponent));
    if (!isPositiveForm(base) && sign(base) < 0) return rootOfSize(m_pool.negate(base), exponent);
    if (base->kind != GermKind::Sum || base->isConstant()) return m_pool.power(base, exponent);
    const auto [head, quotient] = factored(base);
    return m_pool.multiply(m_pool.power(head, exponent), m_pool.power(quotient, exponent));
}

}  // namespace calc
