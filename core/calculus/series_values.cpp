#include "core/calculus/series_values.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/asymptotic_evaluate.h"

namespace calc {

namespace {

constexpr int kBits = 128;
constexpr std::int64_t kLooks = 20000;
constexpr int kBlocks = 4000;
constexpr std::int64_t kExactDoubles = std::int64_t(1) << 53;
constexpr double kNarrow = 1e-14;
constexpr double kRoundingOfSum = 4e-17;
constexpr double kTiny = 1e-280;

}  // namespace

SeriesValues::SeriesValues(const Expression& term, Variable variable, Scale& scale)
    : m_term(term), m_variable(variable), m_scale(scale), m_with(kBits), m_program(Program::compile(term, {variable})) {}

Ball SeriesValues::at(std::int64_t n, Digits digits, double slack) {
    m_scale.pool().spend();
    if (digits == Digits::OfDoubles && std::abs(n) < kExactDoubles) {
        const Interval value = m_program.enclose(Interval::point(static_cast<double>(n)));
        const double wide = std::max(kNarrow * value.magnitude(), slack);
        if (value.defined && value.isFinite() && value.magnitude() > kTiny && value.width() <= wide) {
            const double middle = value.middle();
            const double radius = std::max(value.high - middle, middle - value.low);
            return m_with.widened(m_with.rational(Rational::fromDouble(middle)), Magnitude::of(radius * (1.0 + 1e-9)));
        }
    }
    for (const int bits : {kBits, 256, 768}) {
        m_scale.pool().spend(bits / 16);
        const Ball value =
            bits == kBits ? evaluateBall(m_term, m_variable, Rational(n), m_with) : evaluateBall(m_term, m_variable, Rational(n), bits);
        if (value.isKnown()) return value;
        if (value.state == Ball::State::NoValue) throw UndefinedTerm{n};
    }
    Ball value;
    try {
        LimitReader reader(m_scale, m_variable, m_scale.pool().integer(n));
        value = m_scale.constants().value(reader.read(m_term), kBits);
    } catch (const NotReal&) {
        throw UndefinedTerm{n};
    }
    if (!value.isKnown()) throw Undecided{Message(CALC_TEXT("A term could not be evaluated."))};
    return value;
}

Ball SeriesValues::sum(std::int64_t from, std::int64_t end, Digits digits) {
    Ball sum;
    double largest = 0.0;
    for (std::int64_t n = from; n < end; ++n) {
        sum = m_with.add(sum, at(n, digits, kRoundingOfSum * largest));
        largest = std::max(largest, std::abs(sum.toDouble()));
    }
    return sum;
}

/// Whether the terms have a value: an interval shows most of them to, however wide it is.
void SeriesValues::look(std::int64_t from, std::int64_t end) {
    for (std::int64_t n = from; n < end; ++n) {
        m_scale.pool().spend();
        const Interval value = m_program.enclose(Interval::point(static_cast<double>(n)));
        if (!value.defined || value.isEmpty()) at(n);
    }
}

/// Whether all terms of a block have a value, by one interval of n, halved as long as the budget lasts.
SeriesValues::Block SeriesValues::block(std::int64_t from, std::int64_t to, int& budget) {
    if (--budget < 0) return Block::Unknown;
    m_scale.pool().spend(2);
    const Interval value = m_program.enclose(Interval::of(static_cast<double>(from), static_cast<double>(to)));
    if (value.defined && !value.isEmpty()) return Block::Defined;
    if (to - from < 2) {
        look(from, to + 1);
        return Block::Defined;
    }
    const std::int64_t middle = from + (to - from) / 2;
    const Block first = block(from, middle, budget);
    const Block second = block(middle, to, budget);
    return first == Block::Defined ? second : first;
}

void SeriesValues::check(std::int64_t from, const SeriesTerms& terms) {
    constexpr std::int64_t kFirstLook = 64;
    look(from, from + kFirstLook);
    const std::int64_t looked = from + kFirstLook;
    if (!terms.parts) {
        look(looked, looked + kLooks / 8);
        int budget = kBlocks;
        for (std::int64_t low = looked + kLooks / 8; low < kExactDoubles / 64 && budget > 0; low *= 2) block(low, 2 * low, budget);
        return;
    }
    std::int64_t proved = std::max<std::int64_t>(16, from);
    while (!claimsHold(m_scale, terms.claims, static_cast<double>(proved))) {
        proved = proved < kLooks ? 8 * proved : 64 * proved;
        if (proved > kExactDoubles / 64) break;
    }
    look(looked, std::min(proved, from + kLooks));
    if (proved <= from + kLooks) return;
    int budget = kBlocks;
    for (std::int64_t low = from + kLooks; low < proved; low *= 2) {
        if (block(low, std::min(2 * low, proved), budget) == Block::Defined) continue;
        const bool oscillates =
            std::any_of(terms.claims.begin(), terms.claims.end(), [](const SignClaim& c) { return c.germ->oscillates; });
        if (oscillates) return;
        throw Undecided{Message(CALC_TEXT("Whether all of its terms have a value could not be decided."))};
    }
}

}  // namespace calc
