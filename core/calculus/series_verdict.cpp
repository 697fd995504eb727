#include "core/calculus/series_verdict.h"

#include <algorithm>

namespace calc {

namespace {

constexpr int kBits = 160;

}  // namespace

Germ SeriesVerdict::steadySum() {
    std::vector<std::pair<Germ, Rational>> all;
    for (const auto& part : *m_terms.parts) all.emplace_back(m_pool.expanded(part.steady), Rational(1));
    return m_pool.expanded(m_pool.sum(all));
}

bool SeriesVerdict::doTermsVanish() {
    bool toZero = true;
    const SideResult* open = nullptr;
    for (const auto& limit : m_terms.limits) {
        const bool isValue = limit.kind == LimitKind::Value;
        const auto sign = isValue ? m_scale.constants().sign(limit.value) : std::nullopt;
        if (limit.kind == LimitKind::Undetermined || (isValue && !sign))
            open = &limit;
        else if (!isValue || *sign != 0)
            toZero = false;
    }
    if (!toZero || !open) return toZero;
    throw Undecided{open->detail.empty() ? Message(CALC_TEXT("Whether its terms tend to 0 could not be decided.")) : open->detail};
}

/// Terms that stay on one side of 0 and do not tend to it.
std::optional<SeriesKind> SeriesVerdict::byBounds() {
    for (const int sign : {1, -1}) {
        bool all = true;
        for (std::int64_t r = 0; r < m_terms.period && all; ++r) {
            try {
                SideLimits side(m_terms.scale, m_variable, Progression{m_terms.period, r});
                const auto [low, high] = side.boundsOf(m_term);
                all = sign > 0 ? m_scale.sign(low) >= 0 : m_scale.sign(high) <= 0;
            } catch (const Undecided&) {
                all = false;
            } catch (const MoreTerms&) {
                all = false;
            }
        }
        if (all) return infinite(sign);
    }
    return std::nullopt;
}

/// The sizes of all parts, residue by residue and wave by wave.
std::vector<LeadingTerm> SeriesVerdict::amplitudes() {
    std::vector<LeadingTerm> result;
    const auto take = [&](Germ g) {
        const LeadingTerm& term = m_scale.leading(g);
        if (!term.zero) result.push_back(term);
    };
    for (const auto& part : *m_terms.parts) {
        take(part.steady);
        for (const auto& wave : part.waves) {
            take(wave.cosine);
            take(wave.sine);
        }
    }
    return result;
}

/// Every wave turns by an angle that is no multiple of 2 pi from one of its terms to the next.
bool SeriesVerdict::doWavesTurn() {
    const BallArithmetic with(kBits);
    for (const auto& part : *m_terms.parts) {
        for (const auto& wave : part.waves) {
            const Ball rate = m_scale.constants().value(wave.rate, kBits);
            const Ball half = with.shift(with.multiply(rate, with.integer(m_terms.period)), -1);
            if (!with.sin(half).sign()) return false;
        }
    }
    return true;
}

/// Terms of both signs that do not tend to 0. By Euler and Maclaurin's formula a partial sum is the sum of the means over a period plus an
/// oscillation about 0 of the size of the largest part: whichever grows faster decides.
SeriesKind SeriesVerdict::byMean() {
    const Undecided open{Message(CALC_TEXT("Its terms do not tend to 0, but whether its sums oscillate or grow could not be decided."))};
    if (!m_terms.parts || !doWavesTurn()) throw open;
    const Germ together = steadySum();
    const LeadingTerm mean = m_scale.leading(together);
    const auto all = amplitudes();
    const auto largest =
        std::max_element(all.begin(), all.end(), [this](const auto& a, const auto& b) { return m_scale.compareGrowth(a, b) < 0; });
    if (mean.zero || convergenceOf(m_scale, mean) == Convergence::Converges) return SeriesKind::Diverges;
    const int fastest = largest->powers.empty() ? 0 : largest->powers.front().first;
    if (grows(*largest) && m_scale.isFasterThanX(fastest)) {
        // Like a geometric series: the last terms count. Where their means cancel the sums have both signs.
        if (m_scale.compareGrowth(mean, *largest) < 0) return SeriesKind::Diverges;
        throw open;
    }
    if (!mean.sign) throw open;
    const LeadingTerm sum = m_scale.leading(m_pool.multiply(together, m_scale.x()));
    if (!grows(*largest) || m_scale.compareGrowth(sum, *largest) > 0) return infinite(*mean.sign);
    // A sum of means that grows like a logarithm or slower is below any power.
    const bool power = fastest == 0 && m_scale.compareConstants(largest->powers.front().second, m_pool.zero()) > 0;
    const bool slowMean = sum.powers.empty() || sum.powers.front().first != 0;
    if (slowMean ? power : m_scale.compareGrowth(sum, *largest) < 0) return SeriesKind::Diverges;
    throw open;
}

SeriesKind SeriesVerdict::byTermTest() {
    if (doTermsVanish()) return SeriesKind::Undetermined;
    if (const auto bounded = byBounds()) return *bounded;
    return byMean();
}

SeriesKind SeriesVerdict::byComparison() {
    if (!doWavesTurn()) throw Undecided{Message(CALC_TEXT("Whether its oscillations cancel could not be decided."))};
    for (const auto& part : *m_terms.parts)
        for (const auto& wave : part.waves)
            for (const Germ amplitude : {wave.cosine, wave.sine})
                if (!m_scale.tendsToZero(m_scale.leading(amplitude)))
                    throw Undecided{Message(CALC_TEXT("Whether its oscillations cancel could not be decided."))};
    const LeadingTerm mean = m_scale.leading(steadySum());
    if (convergenceOf(m_scale, mean) == Convergence::Converges) return SeriesKind::Value;
    if (!mean.sign) throw Undecided{Message(CALC_TEXT("Its terms keep changing their sign."))};
    return infinite(*mean.sign);
}

/// For terms that are as large as this, in the end.
SeriesTest SeriesVerdict::testOfSize(const LeadingTerm& size) {
    if (isFast(m_scale, size)) {
        const Germ logarithm = m_scale.logarithm(size.powers.front().first);
        return m_scale.compareGrowth(m_scale.leading(logarithm), m_scale.leading(m_scale.x())) >= 0 ? SeriesTest::Ratio
                                                                                                    : SeriesTest::Comparison;
    }
    const bool harmonic = !size.powers.empty() && size.powers.front().first == 0 &&
                          m_scale.compareConstants(size.powers.front().second, m_pool.integer(-1)) == 0;
    if (harmonic && size.powers.size() > 1) return SeriesTest::Integral;
    const Germ steady = m_terms.parts->front().steady;
    const auto isPower = [](Germ g) { return g->kind == GermKind::Symbol && g->order == 0; };
    const bool plain = steady->kind == GermKind::Product && steady->factors.size() == 1 && isPower(steady->factors[0].first);
    return m_terms.period == 1 && m_terms.parts->front().waves.empty() && plain ? SeriesTest::PSeries : SeriesTest::LimitComparison;
}

SeriesTest SeriesVerdict::test(SeriesKind kind) {
    if (kind != SeriesKind::Value) return testOfSize(m_scale.leading(steadySum()));
    const auto all = amplitudes();
    if (all.empty()) return SeriesTest::Finite;
    const bool absolutely =
        std::all_of(all.begin(), all.end(), [this](const LeadingTerm& t) { return convergenceOf(m_scale, t) == Convergence::Converges; });
    const bool waves =
        std::any_of(m_terms.parts->begin(), m_terms.parts->end(), [](const SeriesPart& part) { return !part.waves.empty(); });
    if (!absolutely && !waves) {
        // Leibniz asks for sizes that fall from each term to the next, as those of one germ with alternating signs do.
        if (!m_scale.isZero(steadySum())) return SeriesTest::Grouping;
        return m_terms.period == 2 ? SeriesTest::Leibniz : SeriesTest::Dirichlet;
    }
    if (!absolutely) return SeriesTest::Dirichlet;
    return testOfSize(
        *std::max_element(all.begin(), all.end(), [this](const auto& a, const auto& b) { return m_scale.compareGrowth(a, b) < 0; }));
}

Message whyOf(SeriesTest test, SeriesKind kind) {
    const bool converges = kind == SeriesKind::Value;
    switch (test) {
        case SeriesTest::Term: return {CALC_TEXT("Divergence test: its terms do not tend to 0, so the partial sums cannot settle.")};
        case SeriesTest::Geometric:
            return {CALC_TEXT("Geometric series: each term is the same multiple, below 1 in size, of the one before.")};
        case SeriesTest::PSeries:
            return converges ? Message(CALC_TEXT("p-series: the terms are 1 over a power of n, and the power is above 1."))
                             : Message(CALC_TEXT(
                                   "p-series: the terms are 1 over a power of n, and the power is not above 1 (the harmonic series: 1)."));
        case SeriesTest::LimitComparison:
            return converges
                       ? Message(CALC_TEXT("Limit comparison test: for large n the sizes of the terms behave like a convergent p-series."))
                       : Message(CALC_TEXT("Limit comparison test: for large n the terms behave like a divergent p-series."));
        case SeriesTest::Ratio: return {CALC_TEXT("Ratio test: the terms shrink by a factor below 1 from one to the next, in the limit.")};
        case SeriesTest::Comparison:
            return converges ? Message(CALC_TEXT("Comparison test: the sizes of the terms stay below those of a convergent series."))
                             : Message(CALC_TEXT("Comparison test: the terms stay beyond those of a divergent series."));
        case SeriesTest::Leibniz: return {CALC_TEXT("Leibniz test: the signs alternate and the sizes fall to 0.")};
        case SeriesTest::Dirichlet:
            return {CALC_TEXT("Dirichlet test: the oscillating factor has bounded sums and the other one falls to 0.")};
        case SeriesTest::Grouping:
            return {CALC_TEXT("Grouping: the terms tend to 0, and a few at a time they add up to the terms of a convergent series.")};
        case SeriesTest::Integral:
            return converges
                       ? Message(CALC_TEXT("Integral test: with their logarithms the terms fall fast enough, like 1/(n (ln n)²)."))
                       : Message(CALC_TEXT("Integral test: the logarithms are too weak, as in 1/(n ln n), and the sum grows without end."));
        case SeriesTest::Finite: return {CALC_TEXT("All but finitely many terms are 0.")};
        case SeriesTest::None: break;
    }
    return {CALC_TEXT("It could not be decided.")};
}

}  // namespace calc
