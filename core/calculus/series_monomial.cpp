#include "core/calculus/series_monomial.h"

#include <cmath>

#include "core/calculus/asymptotic_tail.h"

namespace calc {

namespace {

constexpr int kFraction = 400;  // levels of the continued fraction of the incomplete gamma function
constexpr std::int64_t kLargestLogPower = 40;

/// Gamma(a, z) for z > 0: a < 1 by its continued fraction, larger a by recurrence.
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
    return with.multiply(front, with.widened(first, gap.magnitude()));
}

/// A sum of products of symbols whose coefficients have one sign.
bool isOneSigned(Germ g) {
    if (g->kind != GermKind::Sum) return isPositiveForm(g);
    int sign = g->number.sign();
    for (const auto& [term, coefficient] : g->terms) {
        if (sign == 0) sign = coefficient.sign();
        if (coefficient.sign() != sign || !isPositiveForm(term)) return false;
    }
    return true;
}

}  // namespace

std::optional<SeriesMonomial> seriesMonomial(Scale& scale, Germ monomial) {
    GermPool& pool = scale.pool();
    SeriesMonomial result{pool.zero(), pool.zero(), {}, monomial};
    const auto take = [&](Germ symbol, Germ exponent) {
        if (symbol->kind != GermKind::Symbol) return false;
        if (symbol->order == 0) {
            result.power = exponent;
            return true;
        }
        const auto depth = static_cast<std::size_t>(scale.logarithmDepth(symbol->order));
        if (depth == 0) {
            result.decay = exponent;
            result.slow = pool.divide(monomial, pool.power(symbol, exponent));
            return scale.logarithm(symbol->order) == scale.x();
        }
        if (!exponent->isNumber()) return false;
        if (result.logs.size() < depth) result.logs.resize(depth);
        result.logs[depth - 1] = exponent->number;
        return true;
    };
    if (monomial->isNumber(1)) return result;
    if (monomial->kind == GermKind::Symbol) return take(monomial, pool.one()) ? std::optional(result) : std::nullopt;
    if (monomial->kind != GermKind::Product) return std::nullopt;
    for (const auto& [symbol, exponent] : monomial->factors)
        if (!take(symbol, exponent)) return std::nullopt;
    return result;
}

std::optional<Ball> integralOfMonomial(Scale& scale, const SeriesMonomial& monomial, std::int64_t start, const BallArithmetic& with) {
    GermPool& pool = scale.pool();
    Germ power = monomial.power;
    std::vector<Rational> logs = monomial.logs;
    Ball v = with.integer(start);
    if (!monomial.decay->isNumber(0)) return std::nullopt;
    while (scale.compareConstants(power, pool.integer(-1)) == 0) {  // x = e^t: dx / x = dt
        if (logs.empty()) return std::nullopt;
        power = pool.number(logs.front());
        logs.erase(logs.begin());
        v = with.ln(v);
    }
    while (!logs.empty() && logs.back().isZero()) logs.pop_back();
    if (scale.compareConstants(power, pool.integer(-1)) > 0 || v.sign() != 1) return std::nullopt;
    const Ball excess = with.negate(with.add(scale.constants().value(power, with.bits()), with.integer(1)));  // s - 1
    const Ball logarithm = with.ln(v);
    if (logs.size() == 2 && logs[0].isZero() && logs[1] == Rational(1)) {
        // By parts: x^-s ln ln x integrates to x^(1-s) ln ln x / (s-1) and the integral of x^-s / ((s-1) ln x).
        const Ball edge = with.multiply(with.ln(logarithm), with.exp(with.negate(with.multiply(excess, logarithm))));
        const auto inner = incompleteGamma(with, Rational(0), with.multiply(excess, logarithm));
        return inner ? std::optional(with.divide(with.add(edge, *inner), excess)) : std::nullopt;
    }
    if (logs.size() > 1) return std::nullopt;
    if (logs.empty()) return with.divide(with.exp(with.negate(with.multiply(excess, logarithm))), excess);
    if (logarithm.sign() != 1) return std::nullopt;
    const Rational a = logs[0] + Rational(1);
    if (a > Rational(kLargestLogPower)) return std::nullopt;
    const auto gamma = incompleteGamma(with, a, with.multiply(excess, logarithm));
    if (!gamma) return std::nullopt;
    return with.multiply(*gamma, with.exp(with.negate(with.multiply(with.rational(a), with.ln(excess)))));
}

bool derivativeKeepsSign(Scale& scale, Germ monomial, const SeriesMonomial& parts, int order, std::int64_t start) {
    // x^(order - 1) grows faster: then the derivative before this one tends to 0, or is constant and this one zero.
    if (scale.compareConstants(parts.power, scale.pool().integer(order - 1)) >= 0) return false;
    if (parts.logs.empty()) return true;  // a power's derivatives are powers
    return derivativeKeepsSign(scale, monomial, order, start);
}

bool derivativeKeepsSign(Scale& scale, Germ g, int order, std::int64_t start) {
    Germ derivative = g;
    for (int i = 0; i < order; ++i) derivative = scale.pool().expanded(derivativeOfGerm(scale, derivative));
    if (derivative->isNumber(0) || isOneSigned(derivative)) return true;
    for (const int count : {6, 16}) {
        TailModel model(scale, static_cast<double>(start), count);
        if (model.sign(derivative)) return true;
    }
    return false;
}

std::vector<Rational> bernoulliPolynomials(int n, const Rational& x) {
    std::vector<Rational> numbers;
    std::vector<Rational> result;
    for (int m = 0; m <= n; ++m) {
        Rational number(m == 0 ? 1 : 0);
        Rational wide(1);  // C(m + 1, k)
        for (int k = 0; k < m; ++k) {
            number = number - wide * numbers[static_cast<std::size_t>(k)] / Rational(m + 1);
            wide = wide * Rational(m + 1 - k) / Rational(k + 1);
        }
        numbers.push_back(number);
        Rational value(0);
        Rational choose(1);  // C(m, k)
        for (int k = 0; k <= m; ++k) {
            value = value + choose * numbers[static_cast<std::size_t>(k)] * *x.pow(m - k);
            choose = choose * Rational(m - k) / Rational(k + 1);
        }
        result.push_back(value);
    }
    return result;
}

}  // namespace calc
