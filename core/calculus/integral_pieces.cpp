#include "core/calculus/integral_pieces.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/calculus/quadrature_rules.h"

namespace calc {
namespace {

constexpr double kHalfPi = std::numbers::pi / 2;
constexpr double kHidden = 64.0;   ///< an enclosure larger than the samples by more than this may hide something
constexpr double kBoxWidth = 1.4;  ///< of ln t, over which samples and enclosures are compared

/// What the double exponential sums looked at: s = ln t and |f t|.
struct Seen {
    double s, g;
};

/// Whether enclosures of f over boxes of ln t are explained by the samples in them. Half of what is left over is looked at twice as
/// closely, a few times, before doubt wins.
class HiddenCheck {
public:
    HiddenCheck(const LocalFunction& f, std::vector<Seen> seen, double tolerance)
        : m_f(f), m_seen(std::move(seen)), m_tolerance(tolerance) {
        std::sort(m_seen.begin(), m_seen.end(), [](const Seen& a, const Seen& b) { return a.s < b.s; });
    }

    bool passes() {
        if (m_seen.empty()) return false;
        const double low = std::max(m_seen.front().s, -690.0), high = std::min(m_seen.back().s, 690.0);
        double s = low;
        while (s < high) {
            if (!isExplained(s, std::min(high, s + kBoxWidth), 6)) return false;
            s += kBoxWidth;
        }
        return true;
    }

private:
    /// Of the samples in the box and its neighbours on both sides.
    double largestAround(double low, double high) const {
        const auto before = [](const Seen& a, double s) { return a.s < s; };
        auto first = std::lower_bound(m_seen.begin(), m_seen.end(), low, before);
        auto last = std::lower_bound(m_seen.begin(), m_seen.end(), high, before);
        if (first != m_seen.begin()) --first;
        if (last != m_seen.end()) ++last;
        double largest = 0.0;
        for (; first != last; ++first) largest = std::max(largest, first->g);
        return largest;
    }

    bool isExplained(double low, double high, int depth) {
        const Interval t = Interval::of(std::exp(low), std::exp(high));
        const double most = m_f.enclose(t).magnitude() * t.high * (high - low);
        if (most <= m_tolerance || most <= kHidden * largestAround(low, high) * (high - low)) return true;
        if (depth == 0 || --m_budget < 0) return false;
        const double middle = 0.5 * (low + high);
        return isExplained(low, middle, depth - 1) && isExplained(middle, high, depth - 1);
    }

    const LocalFunction& m_f;
    std::vector<Seen> m_seen;
    double m_tolerance;
    int m_budget = 400;
};

PieceValue from(const TrapezoidSum& sum) { return {sum.value, sum.error, sum.absolute, sum.converged}; }

/// The integral of G from the depth s on, G ~ C exp(rate s) s^power with rate < 0, from its value there.
void addRemainder(PieceValue& piece, double g, double depth, const Growth& growth) {
    if (g == 0.0) return;  // a function that is zero there has no rate of growth
    const double rest = g / std::fabs(growth.rate);
    piece.value += rest;
    piece.error += std::fabs(rest) * std::min(1.0, (std::fabs(growth.logRate) + 0.01) / (std::fabs(growth.rate) * depth));
}

/// Gauss-Kronrod in s = ln t over what matters: for functions with structure at many scales.
PieceValue byLogarithm(const LocalFunction& f, double low, double high, const PieceGoal& goal) {
    std::vector<double> points;
    const int count = std::clamp(static_cast<int>((high - low) / 8.0), 4, 60);
    for (int i = 0; i <= count; ++i) points.push_back(low + (high - low) * i / count);
    AdaptiveSum sum;
    sum.add([&f](double s) { return f.scaled(s); }, points, 1.0,
            [&f](Range s) {
                const Interval t = Interval::of(std::exp(s.low), std::exp(s.high));
                return f.enclose(t) * t;
            });
    AdaptiveSum::Goal inner;
    inner.relative = goal.relative;
    inner.noise = 1e-14;
    inner.maximumEvaluations = 60'000;
    inner.expired = goal.expired;
    bool reached = sum.refine(inner);
    for (int round = 0; round < 20 && reached && sum.expose(inner); ++round) reached = sum.refine(inner);
    return {sum.value(), sum.error() + sum.pointRounding() + 1e-15 * sum.absolute(), sum.absolute(), reached};
}

/// G(s) = |f t| falls like a power of the depth only: Gauss-Kronrod in the logarithm of the depth, which starts at s0; the rest is known
/// from the growth.
PieceValue logarithmicEnd(const LocalFunction& f, double s0, int direction, const Growth& growth, const PieceGoal& goal) {
    constexpr double kFirst = -42.0, kLast = 27.0;  // of the logarithm of the depth: up to 5 * 10^11
    AdaptiveSum sum;
    const auto term = [&](double sigma) { return f.scaled(direction * (s0 + std::exp(sigma))) * std::exp(sigma); };
    sum.add(term, {kFirst, -24.0, -12.0, -6.0, -3.0, 0.0, 3.0, 6.0, 12.0, 18.0, kLast});
    AdaptiveSum::Goal inner;
    inner.relative = goal.relative;
    inner.noise = 1e-14;
    inner.maximumEvaluations = 20'000;
    inner.expired = goal.expired;
    const bool reached = sum.refine(inner);
    const double rest = term(kLast) / (-growth.logRate - 1.0);
    PieceValue piece{sum.value() + rest, sum.error() + 1e-15 * sum.absolute() + 1e-6 * std::fabs(rest), sum.absolute(), reached};
    piece.ok = piece.ok && std::isfinite(piece.value);
    return piece;
}

}  // namespace

void addPiece(PieceValue& total, const PieceValue& piece) {
    if (!piece.ok) {
        total.ok = false;
        return;
    }
    total.value += piece.value;
    total.error += piece.error;
    total.absolute += piece.absolute;
}

PieceValue integralAtPoint(const LocalFunction& f, double reach, const Growth& growth, const PieceGoal& goal) {
    const double logReach = std::log(reach);
    if (growth.isLogarithmic) return logarithmicEnd(f, -logReach, -1, growth, goal);
    std::vector<Seen> seen;
    const auto term = [&](double tau) {
        const double u = std::numbers::pi * std::sinh(tau);
        const double s = logReach - std::log1p(std::exp(-std::fabs(u))) + std::min(u, 0.0);
        const double g = f.scaled(s);
        seen.push_back({s, std::fabs(g)});
        const double beyond = u > 0.0 ? std::exp(-u) / (1.0 + std::exp(-u)) : 1.0 / (1.0 + std::exp(u));
        return beyond == 0.0 ? 0.0 : g * beyond * std::numbers::pi * std::cosh(tau);
    };
    TrapezoidGoal inner;
    inner.relative = goal.relative;
    inner.expired = goal.expired;
    const TrapezoidSum sum = trapezoidOverLine(term, inner);
    PieceValue piece = from(sum);
    // A sum cut off where 50 digits end would see the cut as a jump.
    const bool isWhole = piece.ok && !sum.lostAbove && !sum.lostBelow;
    if (isWhole && HiddenCheck(f, std::move(seen), goal.relative * piece.absolute).passes()) return piece;
    const double deepest = sum.lostBelow ? logReach + std::numbers::pi * std::sinh(sum.from) : -1e6;
    const double low = std::max(deepest, logReach - 42.0 / std::fabs(growth.rate));
    piece = byLogarithm(f, low, logReach, goal);
    if (piece.ok) addRemainder(piece, f.scaled(low), std::fabs(low), growth);
    return piece;
}

PieceValue integralOfSlowTail(const LocalFunction& f, const Growth& growth, const PieceGoal& goal) {
    return logarithmicEnd(f, 0.0, 1, growth, goal);
}

PieceValue integralToInfinity(const LocalFunction& f, const Growth& towardsPoint, const Growth& growth, const PieceGoal& goal) {
    std::vector<Seen> seen;
    const auto term = [&](double tau) {
        const double s = kHalfPi * std::sinh(tau);
        const double g = f.scaled(s);
        seen.push_back({s, std::fabs(g)});
        return g * kHalfPi * std::cosh(tau);
    };
    TrapezoidGoal inner;
    inner.relative = goal.relative;
    inner.expired = goal.expired;
    const TrapezoidSum sum = trapezoidOverLine(term, inner);
    PieceValue piece = from(sum);
    const bool isWhole = piece.ok && !sum.lostAbove && !sum.lostBelow;
    if (isWhole && HiddenCheck(f, std::move(seen), goal.relative * piece.absolute).passes()) return piece;
    const double nearRate = towardsPoint.rate < 0.0 ? -towardsPoint.rate : 1.0;
    const double low = std::max(sum.lostBelow ? kHalfPi * std::sinh(sum.from) : -1e6, -42.0 / nearRate);
    const double high = std::min(sum.lostAbove ? kHalfPi * std::sinh(sum.to) : 1e6, 42.0 / std::fabs(growth.rate));
    piece = byLogarithm(f, low, high, goal);
    if (!piece.ok) return piece;
    addRemainder(piece, f.scaled(high), high, growth);
    if (towardsPoint.rate < 0.0) addRemainder(piece, f.scaled(low), -low, towardsPoint);
    return piece;
}

double reachOfRapidTail(const LocalFunction& f) {
    double scale = 0.0, height = 0.0;
    for (int k = -12; k <= 12; k += 2) {
        const double g = std::fabs(f.scaled(k * std::numbers::ln2));
        if (!std::isfinite(g)) continue;
        scale = std::max(scale, g);
        height = std::max(height, std::ldexp(g, -k));
    }
    const double negligible = 1e-17 * scale;
    // Something that counts may lie in the box. An enclosure far below the height of the function is rounding, not a peak.
    const auto hides = [&](double low, double high) {
        const double most = f.enclose(Interval::of(low, high)).magnitude();
        return most * (high - low) > negligible && most > 1e-12 * height && most > 1e-280 && std::isfinite(most);
    };
    const auto matters = [&](double low, double high) {
        // Cheap first: most boxes are excluded by their enclosure.
        if (f.enclose(Interval::of(low, high)).magnitude() * (high - low) <= negligible) return false;
        const double a = std::fabs(f.scaled(std::log(low * 1.07))), b = std::fabs(f.scaled(std::log(low * 1.61)));
        if (a > 0.01 * negligible || b > 0.01 * negligible) return true;
        if (!hides(low, high)) return false;
        for (int part = 0; part < 8; ++part) {
            const double step = (high - low) / 8.0;
            if (hides(low + part * step, low + (part + 1) * step)) return true;
        }
        return false;
    };
    for (int k = 100; k > -60; --k)
        if (matters(std::ldexp(1.0, k - 1), std::ldexp(1.0, k))) return std::ldexp(1.0, k);
    return 1.0;
}

}  // namespace calc
