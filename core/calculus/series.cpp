#include "core/calculus/series.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/asymptotic_evaluate.h"
#include "core/calculus/series_terms.h"

namespace calc {

namespace {

constexpr std::int64_t kWork = 6000000;
constexpr int kBits = 128;
constexpr std::int64_t kStarts[] = {16, 64, 256, 1024, 4096, 16384, 49152};
constexpr std::int64_t kFastStarts[] = {8,   16,   24,   36,   54,   81,   120,   180,   270,   400,   600,
                                        900, 1350, 2000, 3000, 4500, 7000, 11000, 17000, 26000, 40000, 60000};

struct UndefinedTerm {
    std::int64_t n = 0;
};

Magnitude sizeOf(const Ball& ball) {
    Ball middle = ball;
    middle.radius = {};
    return Magnitude::of(std::abs(middle.toDouble()) + 1e-300) + ball.radius;
}

/// The whole work on one series.
class SeriesWork {
public:
    SeriesWork(GermPool& pool, const Expression& term, std::int64_t from, Variable variable)
        : m_pool(pool), m_term(term), m_from(from), m_variable(variable), m_with(kBits) {}

    SeriesSum result();

private:
    bool termTest(SeriesSum& sum);
    bool growsByBounds(SeriesSum& sum);
    bool growsBySum(SeriesSum& sum);
    bool steadyDiverges(SeriesSum& sum);
    bool wavesConverge();
    SeriesTest testOf() const;
    void value(SeriesSum& sum);
    Ball directSum(std::int64_t end);
    Ball termAt(std::int64_t n);
    void checkEarlyTerms();
    Germ steadySum();
    bool allFast();
    bool isGeometric();
    Scale& scale() { return *m_terms.scale; }

    GermPool& m_pool;
    Expression m_term;
    std::int64_t m_from;
    Variable m_variable;
    BallArithmetic m_with;
    SeriesTerms m_terms;
};

Message whyOf(SeriesTest test, SeriesKind kind) {
    const bool converges = kind == SeriesKind::Value;
    switch (test) {
        case SeriesTest::TermTest: return {CALC_TEXT("Term test: its terms do not tend to 0, so the partial sums cannot settle.")};
        case SeriesTest::Geometric:
            return {CALC_TEXT("Geometric series: each term is the same multiple, below 1 in size, of the one before.")};
        case SeriesTest::Telescoping: return {CALC_TEXT("Telescoping sum: each term is a difference, and neighbours cancel.")};
        case SeriesTest::PSeries:
            return converges ? Message(CALC_TEXT("p-series: the terms are powers 1/n^p with p > 1."))
                             : Message(CALC_TEXT("p-series: the terms are powers 1/n^p with p ≤ 1, like the harmonic series."));
        case SeriesTest::LimitComparison:
            return converges ? Message(CALC_TEXT("Limit comparison test: for large n the terms behave like a convergent p-series."))
                             : Message(CALC_TEXT("Limit comparison test: for large n the terms behave like a divergent p-series."));
        case SeriesTest::Ratio: return {CALC_TEXT("Ratio test: the terms shrink by a factor below 1 from one to the next, in the limit.")};
        case SeriesTest::Root: return {CALC_TEXT("Comparison test: the terms fall faster than every power of n.")};
        case SeriesTest::Leibniz: return {CALC_TEXT("Leibniz test: the signs alternate and the sizes fall to 0.")};
        case SeriesTest::Dirichlet:
            return {CALC_TEXT("Dirichlet test: the oscillating factor has bounded sums and the other one falls to 0.")};
        case SeriesTest::Condensation:
            return converges ? Message(CALC_TEXT("Cauchy condensation (or integral) test: the logarithms make the sum finite."))
                             : Message(CALC_TEXT(
                                   "Cauchy condensation (or integral) test: the logarithms are too weak, the sum grows without end."));
        case SeriesTest::Finite: return {CALC_TEXT("All but finitely many terms are 0.")};
        case SeriesTest::None: break;
    }
    return {CALC_TEXT("It could not be decided.")};
}

Germ SeriesWork::steadySum() {
    std::vector<std::pair<Germ, Rational>> all;
    for (const auto& part : *m_terms.parts) all.emplace_back(m_pool.expanded(part.steady), Rational(1));
    return m_pool.expanded(m_pool.sum(all));
}

Ball SeriesWork::termAt(std::int64_t n) {
    m_pool.spend(3);
    Ball value = evaluateBall(m_term, m_variable, Rational(n), m_with);
    if (value.isKnown()) return value;
    for (const int bits : {256, 768}) {
        value = evaluateBall(m_term, m_variable, Rational(n), bits);
        if (value.isKnown()) return value;
        if (value.state == Ball::State::NoValue) throw UndefinedTerm{n};
    }
    try {  // perhaps exactly at a jump or on the edge of a domain
        LimitReader reader(scale(), m_variable, m_pool.integer(n));
        value = scale().constants().value(reader.read(m_term), kBits);
    } catch (const NotReal&) {
        throw UndefinedTerm{n};
    }
    if (!value.isKnown()) throw Undecided{Message(CALC_TEXT("A term could not be evaluated."))};
    return value;
}

/// The first terms one by one: every one of them has to exist.
void SeriesWork::checkEarlyTerms() {
    for (std::int64_t n = m_from; n < m_from + 64; ++n) termAt(n);
}

Ball SeriesWork::directSum(std::int64_t end) {
    Ball sum;
    for (std::int64_t n = m_from; n < end; ++n) sum = m_with.add(sum, termAt(n));
    return sum;
}

/// Terms that stay on one side of 0, away from it, in the end.
bool SeriesWork::growsByBounds(SeriesSum& sum) {
    for (const int sign : {1, -1}) {
        bool all = true;
        for (std::int64_t r = 0; r < m_terms.period && all; ++r) {
            try {
                SideLimits side(m_terms.scale, m_variable, Progression{m_terms.period, r});
                const auto [low, high] = side.boundsOf(m_term);
                all = sign > 0 ? scale().sign(low) >= 0 : scale().sign(high) <= 0;
            } catch (const Undecided&) {
                all = false;
            } catch (const MoreTerms&) {
                all = false;
            }
        }
        if (!all) continue;
        sum.kind = sign > 0 ? SeriesKind::PlusInfinity : SeriesKind::MinusInfinity;
        return true;
    }
    return false;
}

/// Terms of both signs: the mean over a period wins where its sum outgrows every single term.
bool SeriesWork::growsBySum(SeriesSum& sum) {
    if (!m_terms.parts) return false;
    const Germ together = steadySum();
    if (scale().isZero(together)) return false;
    const LeadingTerm mean = scale().leading(m_pool.multiply(together, scale().x()));
    const auto outgrows = [&](Germ g) { return scale().isZero(g) || scale().compareGrowth(mean, scale().leading(g)) > 0; };
    for (const auto& part : *m_terms.parts) {
        if (!outgrows(part.steady)) return false;
        for (const auto& wave : part.waves)
            if (!outgrows(wave.cosine) || !outgrows(wave.sine)) return false;
    }
    if (!mean.sign || scale().growth(mean) <= 0) return false;
    sum.kind = *mean.sign > 0 ? SeriesKind::PlusInfinity : SeriesKind::MinusInfinity;
    return true;
}

/// true: decided, because the terms do not tend to 0.
bool SeriesWork::termTest(SeriesSum& sum) {
    bool toZero = true;
    bool known = true;
    for (const auto& limit : m_terms.limits) {
        if (limit.kind == LimitKind::Undetermined) known = false;
        const bool zero = limit.kind == LimitKind::Value && scale().constants().sign(limit.value) == 0;
        if (limit.kind == LimitKind::Value && !scale().constants().sign(limit.value)) known = false;
        if (!zero && limit.kind != LimitKind::Undetermined) toZero = false;
    }
    if (toZero && !known)
        throw Undecided{m_terms.limits.front().detail.empty() ? Message(CALC_TEXT("Whether its terms tend to 0 could not be decided."))
                                                              : m_terms.limits.front().detail};
    if (toZero) return false;
    sum.test = SeriesTest::TermTest;
    if (!growsByBounds(sum) && !growsBySum(sum)) sum.kind = SeriesKind::Diverges;
    return true;
}

bool SeriesWork::steadyDiverges(SeriesSum& sum) {
    const Germ together = steadySum();
    const LeadingTerm& term = scale().leading(together);
    if (convergenceOf(scale(), term) == Convergence::Converges) return false;
    if (!term.sign) throw Undecided{Message(CALC_TEXT("Its terms keep changing their sign."))};
    sum.kind = *term.sign > 0 ? SeriesKind::PlusInfinity : SeriesKind::MinusInfinity;
    return true;
}

/// Every wave turns by an angle that is no multiple of 2 pi from one of its terms to the next, and its amplitude tends to 0.
bool SeriesWork::wavesConverge() {
    for (const auto& part : *m_terms.parts) {
        for (const auto& wave : part.waves) {
            const Ball half =
                m_with.shift(m_with.multiply(scale().constants().value(wave.rate, kBits), m_with.integer(m_terms.period)), -1);
            if (!m_with.sin(half).sign()) return false;
            for (const Germ amplitude : {wave.cosine, wave.sine})
                if (!scale().tendsToZero(scale().leading(amplitude))) return false;
        }
    }
    return true;
}

bool SeriesWork::allFast() {
    for (const auto& part : *m_terms.parts) {
        if (!isFast(scale(), scale().leading(part.steady))) return false;
        for (const auto& wave : part.waves)
            if (!isFast(scale(), scale().leading(wave.cosine)) || !isFast(scale(), scale().leading(wave.sine))) return false;
    }
    return true;
}

bool SeriesWork::isGeometric() {
    std::optional<Germ> ratio;
    for (std::int64_t n = m_from; n < m_from + 3; ++n) {
        try {
            LimitReader here(scale(), m_variable, m_pool.integer(n));
            LimitReader there(scale(), m_variable, m_pool.integer(n + 1));
            const Germ first = here.read(m_term);
            if (scale().isZero(first)) return false;
            const Germ quotient = m_pool.divide(there.read(m_term), first);
            if (ratio && scale().constants().sign(m_pool.subtract(*ratio, quotient)) != 0) return false;
            ratio = quotient;
        } catch (const NotReal&) {
            return false;
        } catch (const Undecided&) {
            return false;
        }
    }
    return true;
}

SeriesTest SeriesWork::testOf() const {
    Scale& s = *m_terms.scale;
    bool waves = false;
    bool absolutely = true;
    const LeadingTerm* slowest = nullptr;
    for (const auto& part : *m_terms.parts) {
        waves = waves || !part.waves.empty();
        for (const auto& wave : part.waves)
            for (const Germ amplitude : {wave.cosine, wave.sine})
                absolutely = absolutely && convergenceOf(s, s.leading(amplitude)) == Convergence::Converges;
        const LeadingTerm& term = s.leading(part.steady);
        absolutely = absolutely && convergenceOf(s, term) == Convergence::Converges;
        if (!term.zero && (!slowest || s.compareGrowth(term, *slowest) > 0)) slowest = &term;
    }
    if (waves && !absolutely) return SeriesTest::Dirichlet;
    if (!slowest) return waves ? SeriesTest::LimitComparison : SeriesTest::Finite;
    if (!absolutely && m_terms.period == 2) return SeriesTest::Leibniz;
    if (!absolutely) return SeriesTest::Dirichlet;
    if (isFast(s, *slowest)) {
        const Germ logarithm = s.logarithm(slowest->powers.front().first);
        return s.compareGrowth(s.leading(logarithm), s.leading(s.x())) >= 0 ? SeriesTest::Ratio : SeriesTest::Root;
    }
    const bool withLogarithms = slowest->powers.size() > 1 && s.compareConstants(slowest->powers.front().second, s.pool().integer(-1)) == 0;
    if (withLogarithms) return SeriesTest::Condensation;
    const Germ steady = m_terms.parts->front().steady;
    return m_terms.period == 1 && steady->kind == GermKind::Product && steady->factors.size() == 1 ? SeriesTest::PSeries
                                                                                                   : SeriesTest::LimitComparison;
}

void SeriesWork::value(SeriesSum& sum) {
    const bool fast = allFast();
    std::optional<Ball> best;
    std::int64_t end = m_from;
    const auto try_ = [&](std::int64_t start) {
        if (start < m_from) start = m_from;
        std::optional<Ball> tail;
        if (fast) {
            if (const auto bound = boundOfFastTail(scale(), *m_terms.parts, start)) tail = m_with.widened(Ball(), *bound);
        } else {
            tail = sumOfTail(scale(), *m_terms.parts, start);
        }
        if (!tail || !tail->isKnown()) return false;
        if (!best || tail->radius < best->radius) {
            best = tail;
            end = start;
        }
        const Magnitude wanted = (sizeOf(*best) + sizeOf(termAt(m_from))) * Magnitude::powerOfTwo(-62);
        return best->radius < wanted || (fast && best->radius < Magnitude::powerOfTwo(-90));
    };
    const auto starts = fast ? std::vector<std::int64_t>(std::begin(kFastStarts), std::end(kFastStarts))
                             : std::vector<std::int64_t>(std::begin(kStarts), std::end(kStarts));
    for (const std::int64_t start : starts) {
        if (m_from > 8 && start < m_from / 2) continue;
        if (try_(start)) break;
    }
    if (!best) throw Undecided{Message(CALC_TEXT("It converges, but its rest could not be bounded."))};
    const Ball total = m_with.add(directSum(end), *best);
    sum.value = total.toDouble();
    sum.error = total.doubleError();
    sum.termsAdded = end - m_from;
    if (!std::isfinite(sum.error) || sum.error > 1e-7 * std::abs(sum.value) + 1e-12)
        throw Undecided{Message(CALC_TEXT("It converges, but its sum was not found to seven digits."))};
    sum.kind = SeriesKind::Value;
}

SeriesSum SeriesWork::result() {
    SeriesSum sum;
    m_terms.scale = std::make_shared<Scale>(m_pool);
    checkEarlyTerms();
    m_terms = readTerms(m_pool, m_term, m_variable);
    for (const auto& limit : m_terms.limits) {
        if (limit.kind != LimitKind::Undefined) continue;
        sum.kind = SeriesKind::Undefined;
        sum.why = {CALC_TEXT("Its terms are not real, however far one goes: {0}."), {renderEnglish(limit.detail)}};
        return sum;
    }
    if (termTest(sum)) {
        sum.why = whyOf(sum.test, sum.kind);
        return sum;
    }
    if (!m_terms.parts) throw Undecided{Message(CALC_TEXT("Its terms tend to 0, but in a way that was not understood."))};
    sum.test = testOf();
    if (sum.test == SeriesTest::Ratio && isGeometric()) sum.test = SeriesTest::Geometric;
    if (steadyDiverges(sum)) {
        sum.test = sum.test == SeriesTest::Leibniz || sum.test == SeriesTest::Dirichlet ? SeriesTest::LimitComparison : sum.test;
        sum.why = whyOf(sum.test, sum.kind);
        return sum;
    }
    if (!wavesConverge()) throw Undecided{Message(CALC_TEXT("Whether its oscillations cancel could not be decided."))};
    value(sum);
    sum.why = whyOf(sum.test, sum.kind);
    return sum;
}

}  // namespace

SeriesSum series(const Expression& term, std::int64_t from, const SeriesOptions& options) {
    SeriesSum failed;
    try {
        GermPool pool(options.expired, kWork);
        return SeriesWork(pool, term, from, options.variable).result();
    } catch (const UndefinedTerm& missing) {
        failed.kind = SeriesKind::Undefined;
        failed.why = {CALC_TEXT("The term with n = {0} has no real value."), {missing.n}};
    } catch (const OutOfWork&) {
        failed.why = Message(CALC_TEXT("It could not be decided in the time allowed."));
    } catch (const Undecided& problem) {
        failed.why = problem.why;
    } catch (const MoreTerms&) {
        failed.why = Message(CALC_TEXT("It could not be decided in the time allowed."));
    } catch (const TailFails&) {
        failed.why = Message(CALC_TEXT("It converges, but its rest could not be bounded."));
    } catch (const NotReal& problem) {
        failed.why = problem.why;
    }
    return failed;
}

}  // namespace calc
