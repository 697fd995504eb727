// Zero of numbers made of rationals by + - * / and roots: a number that is not zero cannot be nearer to zero than its separation bound, so
// enough digits decide exactly. Source: Burnikel, Funke, Mehlhorn, Schirra, Schmitt, A separation bound for real algebraic expressions
// (2001).
#include <cmath>
#include <map>
#include <set>

#include "core/calculus/asymptotic_constant.h"
#include "core/numbers/rational_big.h"

namespace calc {

namespace {

constexpr double kMostBits = 6000.0;

/// log2 of the two bounds of the paper: |conjugates of the numerator| <= 2^upper, of the denominator <= 2^lower.
struct Size {
    double upper = 0.0;
    double lower = 0.0;
};

double log2Of(const BigInteger& value) { return value.is_zero() ? -1.0 : static_cast<double>(msb(abs(value))) + 1.0; }

double log2OfSum(double a, double b) {
    const double top = std::max(a, b);
    return top + std::log2(1.0 + std::exp2(std::min(a, b) - top)) + 1e-9;
}

class SeparationBound {
public:
    /// Bits b such that the number is zero or larger than 2^-b; nullopt where it is not algebraic by its form.
    std::optional<double> bits(Germ g) {
        const auto size = sizeOf(g);
        if (!size) return std::nullopt;
        const double degree = m_degree;
        return (degree * degree - 1.0) * std::max(size->upper, 0.0) + std::max(size->lower, 0.0) + 2.0;
    }

private:
    static Size product(const Size& a, const Size& b) { return {a.upper + b.upper, a.lower + b.lower}; }
    static Size sum(const Size& a, const Size& b) { return {log2OfSum(a.upper + b.lower, a.lower + b.upper), a.lower + b.lower}; }
    static Size ofNumber(const Rational& value) { return {log2Of(numeratorOf(value)), log2Of(denominatorOf(value))}; }

    std::optional<Size> root(Germ base, std::int64_t k) {
        if (m_roots.emplace(base, k).second) m_degree *= static_cast<double>(k);
        if (m_degree * m_degree > kMostBits) return std::nullopt;  // the bound is at least that; nested roots have a thousand levels
        const auto inner = sizeOf(base);
        if (!inner) return std::nullopt;
        const auto n = static_cast<double>(k);
        if (inner->upper >= inner->lower) return Size{(inner->upper + (n - 1.0) * inner->lower) / n, inner->lower};
        return Size{inner->upper, ((n - 1.0) * inner->upper + inner->lower) / n};
    }

    std::optional<Size> sizeOf(Germ g) {
        if (g->isNumber()) return ofNumber(g->number);
        if (--m_visits < 0) return std::nullopt;
        if (g->kind == GermKind::Sum) {
            Size result = ofNumber(g->number);
            for (const auto& [term, coefficient] : g->terms) {
                const auto part = sizeOf(term);
                if (!part) return std::nullopt;
                result = sum(result, product(*part, ofNumber(coefficient)));
            }
            return result;
        }
        if (g->kind != GermKind::Product) return std::nullopt;
        Size result;
        for (const auto& [base, exponent] : g->factors) {
            if (!exponent->isNumber()) return std::nullopt;
            const auto k = rationalFrom(denominatorOf(exponent->number), 1).toInteger();
            const auto p = rationalFrom(numeratorOf(exponent->number), 1).toInteger();
            if (!k || !p || *k > 12 || *p > 24 || *p < -24) return std::nullopt;
            auto part = *k == 1 ? sizeOf(base) : root(base, *k);
            if (!part) return std::nullopt;
            if (*p < 0) std::swap(part->upper, part->lower);
            for (std::int64_t i = 0; i < std::abs(*p); ++i) result = product(result, *part);
        }
        return result;
    }

    double m_degree = 1.0;
    int m_visits = 2000;
    std::set<std::pair<Germ, std::int64_t>> m_roots;
};

}  // namespace

std::optional<int> ConstantValues::signOfAlgebraic(Germ constant) {
    const auto bound = SeparationBound().bits(constant);
    if (!bound || *bound > kMostBits) return std::nullopt;
    const int bits = static_cast<int>(*bound);
    m_pool.spend(bits / 4);
    const Ball ball = value(constant, bits + 64);
    if (const auto sign = ball.sign()) return sign;
    const bool small = ball.isKnown() &&
                       (ball.mantissa.is_zero() || static_cast<std::int64_t>(msb(abs(ball.mantissa))) + ball.exponent < -bits - 2) &&
                       ball.radius < Magnitude::powerOfTwo(-bits - 2);
    return small ? std::optional<int>(0) : std::nullopt;
}

}  // namespace calc
