#include "core/calculus/series.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/limit_reason.h"
#include "core/calculus/series_values.h"
#include "core/calculus/series_verdict.h"

namespace calc {

namespace {

constexpr std::int64_t kWork = 8000000;
constexpr std::int64_t kLargestFrom = 1000000000000;
constexpr std::int64_t kStarts[] = {16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576};
constexpr std::int64_t kManyTerms = 4096;
constexpr int kDigits = -48;
constexpr std::int64_t kFirstTerms = 8;
constexpr std::int64_t kSample = 256;
constexpr double kWorstDigits = 1e-6;

/// The rest of a series from some n on.
struct Rest {
    std::int64_t start = 0;
    Ball sum;
};

/// The whole work on one series.
class SeriesWork {
public:
    SeriesWork(GermPool& pool, const Expression& term, std::int64_t from, Variable variable)
        : m_pool(pool), m_term(term), m_from(from), m_variable(variable), m_with(128) {}

    SeriesSum result();

private:
    SeriesSum decided(SeriesKind kind, SeriesTest test, SeriesValues& values);
    bool isGeometric();
    std::optional<Ball> restFrom(std::int64_t start, const Magnitude& wanted);
    std::optional<Rest> bestRest(SeriesValues& values);
    SeriesKind byBounds();
    bool divergesBySquares();
    void addUp(SeriesSum& sum, SeriesValues& values);
    Scale& scale() { return *m_terms.scale; }

    GermPool& m_pool;
    Expression m_term;
    std::int64_t m_from;
    Variable m_variable;
    BallArithmetic m_with;
    SeriesTerms m_terms;
    std::vector<Germ> m_bounds;  // of terms without parts: these bound their sizes
};

/// Whether the quotient of neighbouring terms is one exact constant.
bool SeriesWork::isGeometric() {
    std::optional<Germ> ratio;
    for (std::int64_t n = m_from; n < m_from + 4; ++n) {
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

std::optional<Ball> SeriesWork::restFrom(std::int64_t start, const Magnitude& wanted) {
    if (!claimsHold(scale(), m_terms.claims, static_cast<double>(start))) return std::nullopt;
    if (m_terms.parts) return sumOfTail(scale(), *m_terms.parts, start, wanted);
    const auto bound = boundOfTail(scale(), m_bounds, start);
    return bound ? std::optional(m_with.widened(Ball(), *bound)) : std::nullopt;
}

/// The earliest start from which the rest is known well; many terms are added only for a rest that is not known to eight digits else.
std::optional<Rest> SeriesWork::bestRest(SeriesValues& values) {
    std::optional<Rest> best;
    Magnitude first;
    for (std::int64_t n = m_from; n < m_from + kFirstTerms; ++n) first = first + values.at(n).magnitude();
    std::int64_t last = m_from - 1;
    for (const std::int64_t least : kStarts) {
        const std::int64_t start = std::max(least, m_from);
        if (start == last) continue;
        last = start;
        if (start - m_from > 2 * kStarts[8]) break;
        if (const auto sum = restFrom(start, first * Magnitude::powerOfTwo(kDigits));
            sum && sum->isKnown() && (!best || sum->radius < best->sum.radius))
            best = Rest{start, *sum};
        if (!best) continue;
        const int digits = start - m_from < kManyTerms ? kDigits : -36;
        const Magnitude known = (best->sum.magnitude() + first) * Magnitude::powerOfTwo(digits);
        if (best->sum.radius < known) break;
    }
    return best;
}

void SeriesWork::addUp(SeriesSum& sum, SeriesValues& values) {
    const auto rest = bestRest(values);
    if (!rest) throw Undecided{Message(CALC_TEXT("It converges, but its rest could not be bounded."))};
    const std::int64_t sample = std::min(rest->start, m_from + kSample);
    const Magnitude size = values.sum(m_from, sample).magnitude() + rest->sum.magnitude();
    if (Magnitude::of(kWorstDigits) * (size + Magnitude::of(1.0)) < rest->sum.radius)
        throw Undecided{Message(CALC_TEXT("It converges, but its sum was not found to seven digits."))};
    Ball total = m_with.add(values.sum(m_from, rest->start), rest->sum);
    // Large terms that cancel need more digits than doubles have.
    if (rest->start - m_from <= kManyTerms && total.magnitude() * Magnitude::powerOfTwo(-36) < total.radius)
        total = m_with.add(values.sum(m_from, rest->start, SeriesValues::Digits::Many), rest->sum);
    sum.value = total.toDouble();
    sum.error = total.doubleError();
    sum.termsAdded = rest->start - m_from;
    if (!std::isfinite(sum.value)) throw Undecided{beyondDoubles(sum.value)};
    if (!std::isfinite(sum.error) || sum.error > 1e-7 * std::abs(sum.value) + 1e-14)
        throw Undecided{Message(CALC_TEXT("It converges, but its sum was not found to seven digits."))};
    sum.kind = SeriesKind::Value;
}

SeriesSum SeriesWork::decided(SeriesKind kind, SeriesTest test, SeriesValues& values) {
    SeriesSum sum;
    sum.test = test;
    values.check(m_from, m_terms);
    if (kind == SeriesKind::Value)
        addUp(sum, values);
    else
        sum.kind = kind;
    sum.why = whyOf(test, kind);
    return sum;
}

/// A product with |sin u| or |cos u| as a factor, its square in the place of that: no larger, where the other factors are not negative.
std::optional<Expression> withSquares(const Expression& term) {
    if (term.op() == Op::Call && term.function() == Function::Abs) {
        const Expression& inside = term.operand(0);
        const bool bounded = inside.op() == Op::Call && (inside.function() == Function::Sin || inside.function() == Function::Cos);
        return bounded ? std::optional(power(inside, Expression::number(2))) : std::nullopt;
    }
    if (term.op() != Op::Multiply && term.op() != Op::Divide) return std::nullopt;
    if (const auto left = withSquares(term.operand(0))) return Expression::binary(term.op(), *left, term.operand(1));
    if (term.op() == Op::Divide) return std::nullopt;
    const auto right = withSquares(term.operand(1));
    return right ? std::optional(term.operand(0) * *right) : std::nullopt;
}

/// Whether a smaller series diverges: |sin n| >= sin(n)^2, and that has a mean.
bool SeriesWork::divergesBySquares() {
    const auto smaller = withSquares(m_term);
    if (!smaller) return false;
    const SeriesTerms terms = readTerms(m_pool, *smaller, m_variable);
    if (!terms.parts) return false;
    SeriesVerdict verdict(terms, *smaller, m_variable);
    return verdict.byTermTest() == SeriesKind::Undetermined && verdict.byComparison() == SeriesKind::PlusInfinity;
}

/// By bounds of terms that oscillate in a way that is not understood: a divergent series below them, or a convergent one above their sizes.
SeriesKind SeriesWork::byBounds() {
    const auto converges = [this](Germ g) { return convergenceOf(scale(), scale().leading(g)) == Convergence::Converges; };
    m_terms.claims.clear();
    std::vector<std::pair<Germ, Germ>> bounds;
    for (std::int64_t r = 0; r < m_terms.period; ++r) {
        SideLimits side(m_terms.scale, m_variable, Progression{m_terms.period, r});
        bounds.push_back(side.boundsOf(m_term, &m_terms.claims));
    }
    bool below = true;
    bool above = true;
    bool divergesBelow = false;
    bool divergesAbove = false;
    bool settled = true;
    for (const auto& [low, high] : bounds) {
        below = below && scale().sign(low) >= 0;
        above = above && scale().sign(high) <= 0;
        divergesBelow = divergesBelow || !converges(low);
        divergesAbove = divergesAbove || !converges(high);
        settled = settled && converges(low) && converges(high);
        for (const Germ bound : {low, high})
            if (m_bounds.empty() || m_bounds.back() != bound) m_bounds.push_back(bound);
    }
    if (below && divergesBelow) return SeriesKind::PlusInfinity;
    if (above && divergesAbove) return SeriesKind::MinusInfinity;
    if (settled) return SeriesKind::Value;
    if (below && divergesBySquares()) return SeriesKind::PlusInfinity;
    throw Undecided{Message(CALC_TEXT("Its terms tend to 0, but in a way that was not understood."))};
}

SeriesSum SeriesWork::result() {
    SeriesSum sum;
    if (std::abs(m_from) > kLargestFrom) throw Undecided{Message(CALC_TEXT("It begins too far out."))};
    m_terms = readTerms(m_pool, m_term, m_variable);
    SeriesValues values(m_term, m_variable, scale());
    for (const auto& limit : m_terms.limits) {
        if (limit.kind != LimitKind::Undefined) continue;
        sum.kind = SeriesKind::Undefined;
        sum.why = {CALC_TEXT("Its terms are not real, however far one goes: {0}."), {renderEnglish(limit.detail)}};
        return sum;
    }
    SeriesVerdict verdict(m_terms, m_term, m_variable);
    SeriesKind kind = verdict.byTermTest();
    if (kind != SeriesKind::Undetermined) return decided(kind, SeriesTest::Term, values);
    if (!m_terms.parts) return decided(byBounds(), SeriesTest::Comparison, values);
    kind = verdict.byComparison();
    SeriesTest test = verdict.test(kind);
    if (test == SeriesTest::Ratio && isGeometric()) test = SeriesTest::Geometric;
    return decided(kind, test, values);
}

}  // namespace

SeriesSum series(const Expression& term, std::int64_t from, const SeriesOptions& options) {
    SeriesSum failed;
    const Message noTime(CALC_TEXT("It could not be decided in the time allowed."));
    try {
        GermPool pool(options.expired, kWork);
        return SeriesWork(pool, term, from, options.variable).result();
    } catch (const UndefinedTerm& missing) {
        failed.kind = SeriesKind::Undefined;
        failed.why = {CALC_TEXT("The term with n = {0} has no real value."), {missing.n}};
    } catch (const OutOfWork&) {
        failed.why = noTime;
    } catch (const MoreTerms&) {
        failed.why = noTime;
    } catch (const Undecided& problem) {
        failed.why = problem.why;
    } catch (const TailFails&) {
        failed.why = Message(CALC_TEXT("It converges, but its rest could not be bounded."));
    } catch (const NotReal& problem) {
        failed.why = problem.why;
    }
    return failed;
}

}  // namespace calc
