#include "core/calculus/sequence_index.h"

#include <cmath>

#include "core/calculus/asymptotic_evaluate.h"

namespace calc {

namespace {

constexpr std::int64_t kStarts[] = {2, 4, 8, 16, 64, 256, 1024, 4096, 16384, 131072};
constexpr std::int64_t kLargest = 1000000000000000;
constexpr std::int64_t kMostLooks = 400000;

}  // namespace

DistanceTest::DistanceTest(const Expression& a, Variable variable, Germ limit, Scale& constants)
    : m_a(a), m_variable(variable), m_limit(limit), m_constants(constants), m_program(Program::compile(a, {variable})) {
    const Ball value = constants.constants().value(limit, 96);
    m_limitValue = value.toDouble();
    m_limitError = value.doubleError();
}

std::optional<bool> DistanceTest::isBelow(std::int64_t n, const Expression& epsilon) {
    m_constants.pool().spend(2);
    if (n < (std::int64_t(1) << 53)) {
        const Interval value = m_program.enclose(Interval::point(static_cast<double>(n)));
        const double e = epsilon.isNumber() ? epsilon.value().toDouble() : 0.0;
        if (e > 0.0 && value.defined && value.isFinite()) {
            const double slack = m_limitError + 4e-16 * (std::abs(m_limitValue) + std::abs(value.low) + std::abs(value.high)) + 4e-16 * e;
            const double high = std::max(value.high - m_limitValue, m_limitValue - value.low);
            const double low = std::max(value.low - m_limitValue, m_limitValue - value.high);
            if (high + slack < e) return true;
            if (low - slack >= e) return false;
        }
    }
    for (const int bits : {96, 320})
        if (const auto decided = byBalls(n, epsilon, bits)) return decided;
    return exactly(n, epsilon);
}

std::optional<bool> DistanceTest::byBalls(std::int64_t n, const Expression& epsilon, int bits) {
    m_constants.pool().spend(bits / 2);
    const BallArithmetic with(bits);
    const Ball value = evaluateBall(m_a, m_variable, Rational(n), bits);
    if (value.state == Ball::State::NoValue) return false;
    const Ball difference = with.subtract(value, m_constants.constants().value(m_limit, bits));
    const Ball e = evaluateBall(epsilon, m_variable, Rational(n), bits);
    if (!difference.isKnown() || !e.isKnown()) return std::nullopt;
    const auto above = with.subtract(e, difference).sign();  // epsilon - (a - L)
    const auto below = with.add(e, difference).sign();       // epsilon + (a - L)
    if ((above && *above <= 0) || (below && *below <= 0)) return false;
    if (above && below) return true;
    return std::nullopt;
}

std::optional<bool> DistanceTest::exactly(std::int64_t n, const Expression& epsilon) {
    try {
        GermPool& pool = m_constants.pool();
        LimitReader reader(m_constants, m_variable, pool.integer(n));
        const Germ difference = pool.subtract(reader.read(m_a), m_limit);
        const Germ e = reader.read(epsilon);
        const auto above = m_constants.constants().sign(pool.subtract(e, difference));
        const auto below = m_constants.constants().sign(pool.add(e, difference));
        if ((above && *above <= 0) || (below && *below <= 0)) return false;
        if (above && below) return true;
    } catch (const NotReal&) {
        return false;
    } catch (const Undecided&) {
    } catch (const MoreTerms&) {
    }
    return std::nullopt;
}

SubsequenceTail::SubsequenceTail(SideLimits& side, const SideResult& result, const Expression& a, Progression progression, Germ limit)
    : m_side(side), m_progression(progression) {
    GermPool& pool = side.scale().pool();
    try {
        std::vector<SignClaim> claims = result.claims;
        if (result.germ && !result.germ->oscillates) {
            m_bounds = {pool.subtract(result.germ, limit)};
        } else {
            m_itself = false;
            claims.clear();
            const auto [low, high] = side.boundsOf(a, &claims);
            m_bounds = {pool.subtract(low, limit)};
            if (low != high) m_bounds.push_back(pool.subtract(high, limit));
        }
        for (const std::int64_t from : kStarts) {
            m_from = from;
            bool all = claimsHold(side.scale(), claims, static_cast<double>(from));
            for (const Germ bound : m_bounds) all = all && fallsFrom(bound, static_cast<double>(from));
            if (all) return;
        }
    } catch (const Undecided&) {
    } catch (const MoreTerms&) {
    } catch (const NotReal&) {
    }
    m_from = 0;
}

/// Whether |distance| never rises for X >= from: distance and its derivative have opposite signs.
bool SubsequenceTail::fallsFrom(Germ distance, double from) {
    Scale& scale = m_side.scale();
    if (scale.isZero(distance)) return true;
    const Germ slope = scale.pool().expanded(derivativeOfGerm(scale, distance));
    for (const int count : {4, 9}) {
        TailModel model(scale, from, count);
        const auto own = model.sign(distance);
        const auto rate = model.sign(slope);
        if (own && rate && *own * *rate <= 0) return true;
    }
    return false;
}

std::optional<bool> SubsequenceTail::boundIsBelow(std::int64_t n, const Expression& epsilon, DistanceTest& test) {
    if (m_itself) return test.isBelow(n, epsilon);
    Scale& scale = m_side.scale();
    for (const Germ bound : m_bounds) {
        if (scale.isZero(bound)) continue;
        // The bound at one X: its model there is a number with a small bound.
        const Ball size = scale.valueAt(bound, n, 96);
        const BallArithmetic with(96);
        const Ball e = evaluateBall(epsilon, Variable::N, Rational(n), 96);
        const auto above = with.subtract(e, size).sign();
        const auto below = with.add(e, size).sign();
        if (!above || !below) return std::nullopt;
        if (*above <= 0 || *below <= 0) return false;
    }
    return true;
}

/// The first k with member(k) >= m_from at which the falling bound is below epsilon; nullopt beyond 10^15.
std::optional<std::int64_t> SubsequenceTail::firstBelow(const Expression& epsilon, DistanceTest& test) {
    std::int64_t low = m_from / m_progression.period + 1;  // not below, once the loop has begun
    std::int64_t high = low;
    while (true) {
        const auto below = boundIsBelow(member(high), epsilon, test);
        if (below && *below) break;
        // A tie at one place only makes the search start later.
        low = high;
        high *= 2;
        if (high > kLargest / m_progression.period) return std::nullopt;
    }
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        const auto below = boundIsBelow(member(middle), epsilon, test);
        (below && *below ? high : low) = middle;
    }
    return high;
}

std::optional<std::int64_t> SubsequenceTail::lastFar(const Expression& epsilon, DistanceTest& test) {
    if (m_from == 0) return std::nullopt;
    const auto first = firstBelow(epsilon, test);
    if (!first) return std::nullopt;
    for (std::int64_t k = *first - 1, looks = 0; member(k) >= 1; --k, ++looks) {
        if (looks > kMostLooks) return std::nullopt;
        const auto below = test.isBelow(member(k), epsilon);
        if (!below) return std::nullopt;
        if (!*below) return member(k);
    }
    return 0;
}

}  // namespace calc
