#pragma once
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/calculus/asymptotic_ball.h"
#include "core/calculus/comparison_scale.h"

namespace calc {

/// An expansion that holds with a bound: for all X >= from, f = sum of coefficient * monomial + r with |r| <= bound * remainder.
/// Monomials are products of powers of the symbols of the scale; coefficients are exact constants, no one zero; the largest comes first.
struct Tail {
    std::vector<std::pair<Germ, Germ>> terms;  ///< (monomial, coefficient)
    Germ remainder = nullptr;                  ///< a monomial; null: nothing is left out
    Magnitude bound;
};

/// Thrown where an expansion cannot be bounded from this `from` on; a larger one may do.
struct TailFails {};

/// Expansions of germs with explicit bounds for X >= from: what limits say "in the end", said from a known place on. Kernels by Taylor's
/// formula with Lagrange's remainder, powers by the binomial series, the asymptotic series of gamma and erfc by their first term left out;
/// monomials are compared by where their quotients begin to fall. Coefficients are exact, so what cancels is gone. Source: after Neher,
/// Jackson, Nedialkov, On Taylor model based integration of ODEs (2007), with monomials of a scale in place of powers.
class TailModel {
public:
    /// `count`: the most terms kept.
    TailModel(Scale& scale, double from, int count);

    const Tail& of(Germ g);
    /// The sign of g for all X >= from, proved; nullopt where the bounds do not show it. 0 only for g = 0.
    std::optional<int> sign(Germ g);
    /// A bound of |g| for all X >= from as (bound, monomial).
    std::pair<Magnitude, Germ> sizeOf(const Tail& tail);
    /// The largest value of a monomial that falls for all X >= from; throws TailFails where it is not seen to fall.
    Magnitude supremum(Germ monomial);
    double from() const { return m_from; }

private:
    Tail computed(Germ g);
    Tail ofSum(Germ g);
    Tail ofProduct(Germ g);
    Tail ofCall(Germ g);
    Tail multiply(const Tail& a, const Tail& b);
    Tail scaled(Tail a, Germ coefficient, Germ monomial);
    Tail raised(const Tail& base, Germ exponent);
    /// sum of coefficient(k) * small^k for k < terms, and what Taylor's formula leaves out: at most lagrange(bound of |small|) *
    /// |small|^terms.
    template <class Coefficient, class Lagrange>
    Tail composed(const Tail& small, int terms, const Coefficient& coefficient, const Lagrange& lagrange);
    void absorb(Tail& tail, const Magnitude& bound, Germ monomial);
    void tidy(Tail& tail);
    int compareGrowth(Germ a, Germ b);
    Magnitude size(Germ constant);
    Magnitude valueAtFrom(Germ monomial);
    double logarithmAtFrom(int symbol);
    bool falls(Germ monomial);
    /// X * (ln symbol)' = between low and high times a monomial.
    struct Rate {
        Germ monomial = nullptr;
        double low = 0.0;
        double high = 0.0;
    };
    Rate rateOf(int symbol);

    Scale& m_scale;
    GermPool& m_pool;
    double m_from;
    int m_count;
    int m_depth = 0;
    std::unordered_map<Germ, Tail> m_known;
    std::unordered_map<Germ, bool> m_falls;
    std::unordered_map<int, Rate> m_rates;
};

/// Whether all of these signs hold for every X >= from, proved; waves count by their bounds.
bool claimsHold(Scale& scale, const std::vector<SignClaim>& claims, double from);

/// The derivative of a germ by X.
Germ derivativeOfGerm(Scale& scale, Germ g);

}  // namespace calc
