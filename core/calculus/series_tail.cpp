#include "core/calculus/series_tail.h"

#include <cmath>

#include "core/calculus/asymptotic_jet.h"

namespace calc {

namespace {

constexpr int kBits = 160;
constexpr int kFraction = 400;  // levels of the continued fraction of the incomplete gamma function

/// Gamma(a, z) for z > 0: a < 1 by its continued fraction of Stieltjes, whose convergents lie alternately on both sides; larger a by
/// recurrence.
std::optional<Ball> incompleteGamma(const BallArithmetic& with, const Rational& a, const Ball& z) {
    const Ball front = with.exp(with.add(with.negate(z), with.multiply(with.rational(a), with.ln(z))));  // z^a e^-z
    if (a >= Rational(1)) {
        const auto lower = incompleteGamma(with, a - Rational(1), z);
        if (!lower) return std::nullopt;
        const Ball step = with.divide(front, z);  // z^(a-1) e^-z
        return with.add(with.multiply(with.rational(a - Rational(1)), *lower), step);
    }
    // value = z + (k - a) / (1 + k / value) inwards; all parts are positive, so neighbouring convergents enclose the limit.
    const auto convergent = [&](Ball value, int levels) {
        for (int k = levels; k >= 1; --k) {
            const Ball inner = with.add(with.integer(1), with.divide(with.integer(k), value));
            value = with.add(z, with.divide(with.rational(Rational(k) - a), inner));
        }
        return with.divide(with.integer(1), value);
    };
    const Ball first = convergent(z, kFraction);
    const Ball second = convergent(with.add(z, with.rational(Rational(kFraction + 1) - a)), kFraction);
    const Ball gap = with.subtract(first, second);
    if (!gap.isKnown()) return std::nullopt;
    Ball size = gap;
    size.radius = {};
    return with.multiply(front, with.widened(first, Magnitude::of(std::abs(size.toDouble()) * (1.0 + 1e-12) + 1e-300) + gap.radius));
}

struct LogPowers {
    Rational power;              // of the variable
    std::vector<Rational> logs;  // of its logarithm, of the logarithm of that, ...
};

std::optional<LogPowers> logPowers(Scale& scale, Germ monomial) {
    LogPowers result;
    const auto take = [&](Germ symbol, Germ exponent) {
        if (symbol->kind != GermKind::Symbol || !exponent->isNumber()) return false;
        if (symbol->order == 0) {
            result.power = exponent->number;
            return true;
        }
        const auto depth = static_cast<std::size_t>(scale.logarithmDepth(symbol->order));
        if (depth == 0) return false;
        if (result.logs.size() < depth) result.logs.resize(depth);
        result.logs[depth - 1] = exponent->number;
        return true;
    };
    if (monomial->isNumber(1)) return result;
    if (monomial->kind == GermKind::Symbol) return take(monomial, scale.pool().one()) ? std::optional(result) : std::nullopt;
    if (monomial->kind != GermKind::Product) return std::nullopt;
    for (const auto& [symbol, exponent] : monomial->factors)
        if (!take(symbol, exponent)) return std::nullopt;
    return result;
}

/// The integral of x^power ln(x)^logs[0] ... from v to infinity.
std::optional<Ball> integralOfPowers(const BallArithmetic& with, LogPowers powers, Ball v) {
    while (powers.power == Rational(-1)) {  // x = e^t: dx / x = dt
        if (powers.logs.empty()) return std::nullopt;
        powers.power = powers.logs.front();
        powers.logs.erase(powers.logs.begin());
        v = with.ln(v);
    }
    while (!powers.logs.empty() && powers.logs.back().isZero()) powers.logs.pop_back();
    const Rational excess = -powers.power - Rational(1);  // s - 1
    if (excess.sign() <= 0 || powers.logs.size() > 1 || v.sign() != 1) return std::nullopt;
    const Ball logarithm = with.ln(v);
    if (powers.logs.empty())
        return with.divide(with.exp(with.negate(with.multiply(with.rational(excess), logarithm))), with.rational(excess));
    if (logarithm.sign() != 1) return std::nullopt;
    const Rational a = powers.logs[0] + Rational(1);
    if (a > Rational(40)) return std::nullopt;
    const Ball z = with.multiply(with.rational(excess), logarithm);
    const auto gamma = incompleteGamma(with, a, z);
    if (!gamma) return std::nullopt;
    return with.multiply(*gamma, with.exp(with.negate(with.multiply(with.rational(a), with.ln(with.rational(excess))))));
}

/// The Bernoulli polynomials B_0 ... B_n at x.
std::vector<Rational> bernoulliPolynomials(int n, const Rational& x) {
    std::vector<Rational> numbers;
    std::vector<Rational> result;
    for (int m = 0; m <= n; ++m) {
        Rational number(m == 0 ? 1 : 0);
        Rational choose(1);
        Rational value(0);
        for (int k = 0; k < m; ++k) {
            Rational wide(1);  // C(m + 1, k)
            for (int i = 1; i <= k; ++i) wide = wide * Rational(m + 2 - i) / Rational(i);
            number = number - wide * numbers[static_cast<std::size_t>(k)] / Rational(m + 1);
        }
        numbers.push_back(number);
        for (int k = 0; k <= m; ++k) {
            value = value + choose * numbers[static_cast<std::size_t>(k)] * *x.pow(m - k);
            choose = choose * Rational(m - k) / Rational(k + 1);
        }
        result.push_back(value);
    }
    return result;
}

/// The order-th derivative of a germ.
Germ higherDerivative(Scale& scale, Germ g, int order) {
    for (int i = 0; i < order; ++i) g = scale.pool().expanded(derivativeOfGerm(scale, g));
    return g;
}

Magnitude absolute(const Ball& ball) {
    Ball size = ball;
    size.radius = {};
    const double value = std::abs(size.toDouble());
    return Magnitude::of(value * (1.0 + 1e-12) + 1e-300) + ball.radius;
}

/// Whether a germ keeps its sign for n >= start (or is zero).
bool keepsSign(Scale& scale, Germ g, double start) {
    if (g->isNumber(0)) return true;
    for (const int count : {4, 10}) {
        TailModel model(scale, start, count);
        if (model.sign(g)) return true;
    }
    return false;
}

class TailSum {
public:
    TailSum(Scale& scale, std::int64_t start) : m_scale(scale), m_with(kBits), m_start(start) {}

    std::optional<Ball> steady(const std::vector<SeriesPart>& parts);
    std::optional<Ball> wave(const SeriesPart& part, const SeriesWave& wave);

private:
    static constexpr int kOrder = 6;
    std::optional<Ball> integral(Germ mean);
    std::optional<Ball> transformed(Germ amplitude, const Ball& zRe, const Ball& zIm, std::int64_t first, std::int64_t period,
                                    Ball& imaginary);

    Scale& m_scale;
    BallArithmetic m_with;
    std::int64_t m_start;
};

std::optional<Ball> TailSum::integral(Germ mean) {
    Ball best;
    best.state = Ball::State::Unknown;
    for (const int count : {8, 16}) {
        TailModel model(m_scale, static_cast<double>(m_start), count);
        const Tail& tail = model.of(mean);
        Ball sum;
        for (const auto& [monomial, coefficient] : tail.terms) {
            const auto part = integralOfMonomial(m_scale, monomial, m_start, m_with);
            if (!part) return std::nullopt;
            sum = m_with.add(sum, m_with.multiply(m_scale.constants().value(coefficient, kBits), *part));
        }
        if (tail.remainder) {
            const auto rest = integralOfMonomial(m_scale, tail.remainder, m_start, m_with);
            if (!rest) continue;
            sum = m_with.widened(sum, absolute(*rest) * tail.bound);
        }
        if (!sum.isKnown()) continue;
        if (!best.isKnown() || sum.radius < best.radius) best = sum;
    }
    return best.isKnown() ? std::optional(best) : std::nullopt;
}

std::optional<Ball> TailSum::steady(const std::vector<SeriesPart>& parts) {
    GermPool& pool = m_scale.pool();
    const std::int64_t period = parts.front().progression.period;
    std::vector<std::pair<Germ, Rational>> all;
    for (const auto& part : parts) all.emplace_back(pool.expanded(part.steady), Rational(1));
    Ball result;
    const Germ together = pool.expanded(pool.sum(all));
    if (!m_scale.isZero(together)) {
        const auto area = integral(pool.scale(together, Rational(1, period)));
        if (!area) return std::nullopt;
        result = *area;
    }
    GermJet jet(m_scale, m_start, kOrder, kBits);
    for (const auto& part : parts) {
        if (part.steady->isNumber(0)) continue;
        const auto& derivatives = jet.of(part.steady);
        const std::int64_t offset = ((part.progression.residue - m_start) % period + period) % period;
        const auto polynomials = bernoulliPolynomials(kOrder, Rational(offset, period));
        Rational scale(1);  // period^(j-1) / j, against f^(j-1) / (j-1)!
        for (int j = 1; j <= kOrder; ++j) {
            const Rational weight = scale * polynomials[static_cast<std::size_t>(j)] / Rational(j);
            result = m_with.subtract(result, m_with.multiply(m_with.rational(weight), derivatives[static_cast<std::size_t>(j - 1)]));
            scale = scale * Rational(period);
        }
        // |rest| <= p^(K-1) * 2 max |B_K| / K! * integral of |f^(K)|, and that is |f^(K-1)(start)| where f^(K) keeps its sign; |B_K| <= 4
        // K! / (2 pi)^K.
        if (!keepsSign(m_scale, higherDerivative(m_scale, part.steady, kOrder), static_cast<double>(m_start))) return std::nullopt;
        double factorial = 1.0;
        for (int i = 2; i < kOrder; ++i) factorial *= i;
        const double factor = 8.0 * factorial * std::pow(static_cast<double>(period), kOrder - 1) / std::pow(6.283185307, kOrder);
        result = m_with.widened(result, absolute(derivatives[kOrder - 1]) * Magnitude::of(factor));
    }
    return result.isKnown() ? std::optional(result) : std::nullopt;
}

/// sum over k >= 0 of z^k f(first + k period), z = e^(i angle): the sum over j of z^j Delta^j f / (1 - z)^(j+1).
std::optional<Ball> TailSum::transformed(Germ f, const Ball& zRe, const Ball& zIm, std::int64_t first, std::int64_t period,
                                         Ball& imaginary) {
    std::vector<Ball> differences;
    for (int i = 0; i <= kOrder; ++i) differences.push_back(m_scale.valueAt(f, first + i * period, kBits));
    for (std::size_t level = 1; level < differences.size(); ++level)
        for (std::size_t i = differences.size() - 1; i >= level; --i) differences[i] = m_with.subtract(differences[i], differences[i - 1]);
    const auto times = [this](const std::pair<Ball, Ball>& a, const std::pair<Ball, Ball>& b) {
        return std::pair{m_with.subtract(m_with.multiply(a.first, b.first), m_with.multiply(a.second, b.second)),
                         m_with.add(m_with.multiply(a.first, b.second), m_with.multiply(a.second, b.first))};
    };
    // 1 / (1 - z) = (1 - conj z) / |1 - z|^2
    const Ball one = m_with.integer(1);
    const Ball gapRe = m_with.subtract(one, zRe);
    const Ball size = m_with.add(m_with.multiply(gapRe, gapRe), m_with.multiply(zIm, zIm));
    const std::pair<Ball, Ball> inverse{m_with.divide(gapRe, size), m_with.divide(zIm, size)};
    const std::pair<Ball, Ball> step = times({zRe, zIm}, inverse);
    std::pair<Ball, Ball> factor = inverse;
    Ball re;
    Ball im;
    for (std::size_t j = 0; j < kOrder; ++j) {
        re = m_with.add(re, m_with.multiply(factor.first, differences[j]));
        im = m_with.add(im, m_with.multiply(factor.second, differences[j]));
        factor = times(factor, step);
    }
    // What is left: |1 - z|^-K times the sum of |Delta^K f|, which telescopes to |Delta^(K-1) f| where f^(K) keeps its sign.
    if (!keepsSign(m_scale, higherDerivative(m_scale, f, kOrder), static_cast<double>(first)) || !size.isKnown()) return std::nullopt;
    const Ball shrink = m_with.power(m_with.divide(one, m_with.sqrt(size)), kOrder);
    if (!shrink.isKnown()) return std::nullopt;
    const Magnitude rest = absolute(shrink) * absolute(differences[kOrder - 1]);
    imaginary = m_with.widened(im, rest);
    return m_with.widened(re, rest);
}

std::optional<Ball> TailSum::wave(const SeriesPart& part, const SeriesWave& wave) {
    const std::int64_t period = part.progression.period;
    const std::int64_t first = m_start + ((part.progression.residue - m_start) % period + period) % period;
    const Ball rate = m_scale.constants().value(wave.rate, kBits + 32);
    const Ball turn = m_with.multiply(rate, m_with.integer(period));
    const Ball angle = m_with.multiply(rate, m_with.integer(first));
    const Ball cosine = m_with.cos(angle);
    const Ball sine = m_with.sin(angle);
    Ball result;
    for (const bool isSine : {false, true}) {
        const Germ amplitude = isSine ? wave.sine : wave.cosine;
        if (amplitude->isNumber(0)) continue;
        Ball im;
        const auto re = transformed(amplitude, m_with.cos(turn), m_with.sin(turn), first, period, im);
        if (!re) return std::nullopt;
        // (cos + i sin)(re + i im): its real part for cosines, its imaginary part for sines.
        const Ball value = isSine ? m_with.add(m_with.multiply(sine, *re), m_with.multiply(cosine, im))
                                  : m_with.subtract(m_with.multiply(cosine, *re), m_with.multiply(sine, im));
        result = m_with.add(result, value);
    }
    return result.isKnown() ? std::optional(result) : std::nullopt;
}

}  // namespace

std::optional<Ball> integralOfMonomial(Scale& scale, Germ monomial, std::int64_t start, const BallArithmetic& with) {
    const auto powers = logPowers(scale, monomial);
    return powers ? integralOfPowers(with, *powers, with.integer(start)) : std::nullopt;
}

std::optional<Ball> sumOfTail(Scale& scale, const std::vector<SeriesPart>& parts, std::int64_t start) {
    try {
        TailSum sum(scale, start);
        const BallArithmetic with(kBits);
        auto result = sum.steady(parts);
        for (const auto& part : parts) {
            for (const auto& wave : part.waves) {
                if (!result) return std::nullopt;
                const auto own = sum.wave(part, wave);
                result = own ? std::optional(with.add(*result, *own)) : std::nullopt;
            }
        }
        return result;
    } catch (const TailFails&) {
        return std::nullopt;
    }
}

std::optional<Magnitude> boundOfFastTail(Scale& scale, const std::vector<SeriesPart>& parts, std::int64_t start) {
    GermPool& pool = scale.pool();
    try {
        TailModel model(scale, static_cast<double>(start), 4);
        Magnitude total;
        const auto addPart = [&](Germ g) {
            if (g->isNumber(0)) return;
            const auto [bound, lead] = model.sizeOf(model.of(g));
            // n^2 lead falls from start on, so lead(n) <= lead(start) start^2 / n^2, and these sum to at most lead(start) (start + 1).
            model.supremum(pool.multiply(lead, pool.power(scale.x(), Rational(2))));
            total = total + bound * model.supremum(lead) * Magnitude::of(static_cast<double>(start) + 1.0);
        };
        for (const auto& part : parts) {
            addPart(part.steady);
            for (const auto& wave : part.waves) {
                addPart(wave.cosine);
                addPart(wave.sine);
            }
        }
        return total;
    } catch (const TailFails&) {
        return std::nullopt;
    }
}

}  // namespace calc
