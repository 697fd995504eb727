#include "core/calculus/series_tail.h"

#include <cmath>
#include <map>

#include "core/calculus/asymptotic_jet.h"
#include "core/calculus/series_monomial.h"

namespace calc {

namespace {

constexpr int kBits = 160;
constexpr int kOrders[] = {12, 8, 5};
constexpr int kHighestOrder = 12;
constexpr int kHighestDirect = 5;  // derivatives of whole germs grow long
constexpr int kCounts[] = {8, 16};

std::size_t place(int k) { return static_cast<std::size_t>(k); }

/// A complex number.
struct Point {
    Ball re;
    Ball im;
};

class TailSum {
public:
    TailSum(Scale& scale, std::int64_t start, int count)
        : m_scale(scale),
          m_pool(scale.pool()),
          m_with(kBits),
          m_start(start),
          m_model(scale, static_cast<double>(start), count),
          m_jet(scale, start, kHighestOrder, kBits) {}

    Ball of(const std::vector<SeriesPart>& parts);
    Ball directly(const std::vector<SeriesPart>& parts);
    Magnitude boundOf(Germ g);

private:
    struct Share {
        Progression progression;
        Germ coefficient = nullptr;
    };
    std::int64_t firstOf(const Progression& p) const { return m_start + ((p.residue - m_start) % p.period + p.period) % p.period; }
    Ball value(Germ constant) { return m_scale.constants().value(constant, kBits); }
    void addSteady(const SeriesPart& part);
    void addWave(const SeriesPart& part, const SeriesWave& wave);
    void addPowers();
    void addAreaOf(Germ mean);
    bool keepsSign(Germ g, int order, std::int64_t from);
    Ball bySummationFormula(Germ g, const Progression& p);
    std::optional<Point> turning(Germ slow, Germ decay, const Ball& rate, const Progression& p);
    std::optional<Point> transformed(Germ slow, const Point& z, const Progression& p);
    Point turn(const Ball& decay, const Ball& rate, std::int64_t n) const;
    Point times(const Point& a, const Point& b) const;
    Magnitude sumOfSizes(Germ monomial);
    void leaveOut(const Magnitude& bound, Germ monomial) { m_left = m_left + bound * sumOfSizes(monomial); }

    Scale& m_scale;
    GermPool& m_pool;
    BallArithmetic m_with;
    std::int64_t m_start;
    TailModel m_model;
    GermJet m_jet;
    Ball m_sum;
    Magnitude m_left;                            // a bound of what is left out
    std::map<Germ, std::vector<Share>> m_power;  // by monomial: what falls like a power
    std::map<std::int64_t, std::vector<Rational>> m_polynomials;
};

Ball TailSum::of(const std::vector<SeriesPart>& parts) {
    for (const auto& part : parts) {
        addSteady(part);
        for (const auto& wave : part.waves) addWave(part, wave);
    }
    addPowers();
    return m_with.widened(m_sum, m_left);
}

/// A bound of the sum over all n >= start of a monomial that falls.
Magnitude TailSum::sumOfSizes(Germ monomial) {
    const auto parts = seriesMonomial(m_scale, monomial);
    const Magnitude first = m_model.supremum(monomial);
    if (parts && parts->decay->isNumber(0)) {
        const auto area = integralOfMonomial(m_scale, *parts, m_start, m_with);
        if (!area || !area->isKnown()) throw TailFails{};
        return first + area->magnitude();
    }
    // n^2 m falls from start on, so m(n) <= m(start) start^2 / n^2, and these sum to at most m(start) (start + 1).
    m_model.supremum(m_pool.multiply(monomial, m_pool.power(m_scale.x(), Rational(2))));
    return first * Magnitude::of(static_cast<double>(m_start) + 1.0);
}

Magnitude TailSum::boundOf(Germ g) {
    const auto [bound, lead] = m_model.sizeOf(m_model.of(g));
    return bound.isZero() ? Magnitude{} : bound * sumOfSizes(lead);
}

Point TailSum::times(const Point& a, const Point& b) const {
    return {m_with.subtract(m_with.multiply(a.re, b.re), m_with.multiply(a.im, b.im)),
            m_with.add(m_with.multiply(a.re, b.im), m_with.multiply(a.im, b.re))};
}

/// e^((decay + i rate) n)
Point TailSum::turn(const Ball& decay, const Ball& rate, std::int64_t n) const {
    const Ball size = m_with.exp(m_with.multiply(decay, m_with.integer(n)));
    const Ball angle = m_with.multiply(rate, m_with.integer(n));
    return {m_with.multiply(size, m_with.cos(angle)), m_with.multiply(size, m_with.sin(angle))};
}

void TailSum::addSteady(const SeriesPart& part) {
    if (part.steady->isNumber(0)) return;
    const Tail tail = m_model.of(part.steady);
    if (tail.remainder) leaveOut(tail.bound, tail.remainder);
    for (const auto& [monomial, coefficient] : tail.terms) {
        const auto parts = seriesMonomial(m_scale, monomial);
        if (parts && parts->decay->isNumber(0)) {
            m_power[monomial].push_back({part.progression, coefficient});
            continue;
        }
        const auto sum = parts ? turning(parts->slow, parts->decay, Ball(), part.progression) : std::nullopt;
        if (sum)
            m_sum = m_with.add(m_sum, m_with.multiply(value(coefficient), sum->re));
        else
            leaveOut(value(coefficient).magnitude(), monomial);
    }
}

void TailSum::addWave(const SeriesPart& part, const SeriesWave& wave) {
    const Ball rate = m_scale.constants().value(wave.rate, kBits + 64);
    for (const bool isSine : {false, true}) {
        const Germ amplitude = isSine ? wave.sine : wave.cosine;
        if (amplitude->isNumber(0)) continue;
        const Tail tail = m_model.of(amplitude);
        if (tail.remainder) leaveOut(tail.bound, tail.remainder);
        for (const auto& [monomial, coefficient] : tail.terms) {
            const auto parts = seriesMonomial(m_scale, monomial);
            const auto sum = parts ? turning(parts->slow, parts->decay, rate, part.progression) : std::nullopt;
            if (sum)
                m_sum = m_with.add(m_sum, m_with.multiply(value(coefficient), isSine ? sum->im : sum->re));
            else
                leaveOut(value(coefficient).magnitude(), monomial);
        }
    }
}

/// All residues of a monomial together: one may diverge where they do not.
void TailSum::addPowers() {
    for (const auto& [monomial, shares] : m_power) {
        const SeriesMonomial parts = *seriesMonomial(m_scale, monomial);
        std::vector<std::pair<Germ, Rational>> all;
        for (const auto& share : shares) {
            all.emplace_back(share.coefficient, Rational(1));
            const Ball own = bySummationFormula(monomial, share.progression);
            m_sum = m_with.add(m_sum, m_with.multiply(value(share.coefficient), own));
        }
        const Germ total = m_pool.expanded(m_pool.sum(all));
        if (m_scale.constants().sign(total) == 0) continue;
        const auto area = integralOfMonomial(m_scale, parts, m_start, m_with);
        if (!area) throw TailFails{};
        const Ball mean = m_with.divideSmall(value(total), shares.front().progression.period);
        m_sum = m_with.add(m_sum, m_with.multiply(mean, *area));
    }
}

bool TailSum::keepsSign(Germ g, int order, std::int64_t from) {
    if (const auto parts = seriesMonomial(m_scale, g)) return derivativeKeepsSign(m_scale, g, *parts, order, from);
    return order <= kHighestDirect && derivativeKeepsSign(m_scale, g, order, from);
}

/// The integral from start on of a germ, by its expansion.
void TailSum::addAreaOf(Germ mean) {
    const Tail tail = m_model.of(mean);
    const auto area = [this](Germ monomial) {
        const auto parts = seriesMonomial(m_scale, monomial);
        const auto own = parts ? integralOfMonomial(m_scale, *parts, m_start, m_with) : std::nullopt;
        if (!own || !own->isKnown()) throw TailFails{};
        return *own;
    };
    for (const auto& [monomial, coefficient] : tail.terms) m_sum = m_with.add(m_sum, m_with.multiply(value(coefficient), area(monomial)));
    if (tail.remainder) m_left = m_left + tail.bound * area(tail.remainder).magnitude();
}

/// Both formulas applied to the germs themselves, whose expansions may be poor (in 1/ln n), where they tend to 0.
Ball TailSum::directly(const std::vector<SeriesPart>& parts) {
    std::vector<std::pair<Germ, Rational>> all;
    for (const auto& part : parts) all.emplace_back(m_pool.expanded(part.steady), Rational(1, part.progression.period));
    const Germ mean = m_pool.expanded(m_pool.sum(all));
    if (!m_scale.isZero(mean)) addAreaOf(mean);
    for (const auto& part : parts) {
        if (!part.steady->isNumber(0)) m_sum = m_with.add(m_sum, bySummationFormula(part.steady, part.progression));
        for (const auto& wave : part.waves) {
            const Ball rate = m_scale.constants().value(wave.rate, kBits + 64);
            const auto cosines = turning(wave.cosine, m_pool.zero(), rate, part.progression);
            const auto sines = turning(wave.sine, m_pool.zero(), rate, part.progression);
            if (!cosines || !sines) throw TailFails{};
            m_sum = m_with.add(m_sum, m_with.add(cosines->re, sines->im));
        }
    }
    return m_with.widened(m_sum, m_left);
}

/// Euler and Maclaurin: the sum of m over n = residue modulo p, n >= start, less the integral of m divided by p.
Ball TailSum::bySummationFormula(Germ g, const Progression& p) {
    const auto& derivatives = m_jet.of(g);
    auto& polynomials = m_polynomials[p.residue];
    if (polynomials.empty()) polynomials = bernoulliPolynomials(kHighestOrder, Rational(firstOf(p) - m_start, p.period));
    Ball best;
    best.state = Ball::State::Unknown;
    for (const int order : kOrders) {
        if (!keepsSign(g, order, m_start)) continue;
        Ball sum;
        Rational weight(1);  // p^(j-1), against m^(j-1) / (j-1)!
        for (int j = 1; j <= order; ++j) {
            const Ball term = m_with.multiply(m_with.rational(weight * polynomials[place(j)] / Rational(j)), derivatives[place(j - 1)]);
            sum = m_with.subtract(sum, term);
            weight = weight * Rational(p.period);
        }
        // |rest| <= p^(K-1) 2 max |B_K| / K! * integral of |m^(K)|, and that is |m^(K-1)(start)|; |B_K| <= 4 K! / (2 pi)^K.
        const double factor = 8.0 * std::tgamma(order) * std::pow(static_cast<double>(p.period), order - 1) / std::pow(6.283185307, order);
        sum = m_with.widened(sum, derivatives[place(order - 1)].magnitude() * Magnitude::of(factor * (1.0 + 1e-12)));
        if (sum.isKnown() && (!best.isKnown() || sum.radius < best.radius)) best = sum;
    }
    if (!best.isKnown()) throw TailFails{};
    return best;
}

/// The sum over n = residue modulo p, n >= start, of e^((decay + i rate) n) slow(n).
std::optional<Point> TailSum::turning(Germ slow, Germ decayRate, const Ball& rate, const Progression& p) {
    const Ball decay = value(decayRate);
    const auto sum = transformed(slow, turn(decay, rate, p.period), p);
    return sum ? std::optional(times(turn(decay, rate, firstOf(p)), *sum)) : std::nullopt;
}

/// Sum over k >= 0 of z^k m(first + k p): sum over j of z^j Delta^j m / (1 - z)^(j+1).
std::optional<Point> TailSum::transformed(Germ m, const Point& z, const Progression& p) {
    const std::int64_t first = firstOf(p);
    std::vector<Ball> differences;
    for (int i = 0; i <= kHighestOrder; ++i) differences.push_back(m_scale.valueAt(m, first + i * p.period, kBits));
    for (std::size_t level = 1; level < differences.size(); ++level)
        for (std::size_t i = differences.size() - 1; i >= level; --i) differences[i] = m_with.subtract(differences[i], differences[i - 1]);
    // 1 / (1 - z) = (1 - conj z) / |1 - z|^2
    const Ball gap = m_with.subtract(m_with.integer(1), z.re);
    const Ball size = m_with.add(m_with.multiply(gap, gap), m_with.multiply(z.im, z.im));
    if (size.sign() != 1) return std::nullopt;
    const Point inverse{m_with.divide(gap, size), m_with.divide(z.im, size)};
    const Point step = times(z, inverse);
    const auto parts = seriesMonomial(m_scale, m);
    const auto degree = parts && parts->logs.empty() && parts->power->isNumber() ? parts->power->number.toInteger() : std::nullopt;
    std::optional<Point> best;
    for (const int order : kOrders) {
        if (!keepsSign(m, order, first)) continue;
        Point factor = inverse;
        Point sum;
        for (int j = 0; j < order; ++j) {
            sum.re = m_with.add(sum.re, m_with.multiply(factor.re, differences[place(j)]));
            sum.im = m_with.add(sum.im, m_with.multiply(factor.im, differences[place(j)]));
            factor = times(factor, step);
        }
        if (!degree || *degree < 0) {
            // What is left: |1 - z|^-K times the sum of |Delta^K m|, which is |Delta^(K-1) m| where m^(K) keeps its sign.
            const Ball shrink = m_with.power(m_with.divide(m_with.integer(1), m_with.sqrt(size)), order);
            if (!shrink.isKnown()) return std::nullopt;
            const Magnitude rest = shrink.magnitude() * differences[place(order - 1)].magnitude();
            sum = {m_with.widened(sum.re, rest), m_with.widened(sum.im, rest)};
        }
        if (sum.re.isKnown() && (!best || sum.re.radius < best->re.radius)) best = sum;
    }
    return best;
}

}  // namespace

std::optional<Ball> sumOfTail(Scale& scale, const std::vector<SeriesPart>& parts, std::int64_t start, const Magnitude& wanted) {
    std::optional<Ball> best;
    for (const int count : kCounts) {
        if (best && best->radius < wanted) break;
        try {
            const Ball sum = TailSum(scale, start, count).of(parts);
            if (sum.isKnown() && (!best || sum.radius < best->radius)) best = sum;
        } catch (const TailFails&) {
        }
    }
    if (best) return best;
    try {
        const Ball sum = TailSum(scale, start, kCounts[1]).directly(parts);
        if (sum.isKnown()) best = sum;
    } catch (const TailFails&) {
    }
    return best;
}

std::optional<Magnitude> boundOfTail(Scale& scale, const std::vector<Germ>& germs, std::int64_t start) {
    try {
        TailSum sum(scale, start, kCounts[0]);
        Magnitude total;
        for (const Germ g : germs)
            if (!g->isNumber(0)) total = total + sum.boundOf(g);
        return total;
    } catch (const TailFails&) {
        return std::nullopt;
    }
}

}  // namespace calc
