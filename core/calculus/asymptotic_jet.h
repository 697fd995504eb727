#pragma once
#include <unordered_map>
#include <vector>

#include "core/calculus/asymptotic_ball.h"
#include "core/calculus/comparison_scale.h"

namespace calc {

/// Taylor coefficients f^(k)(at) / k!, k = 0 ... order, of germs at a whole X = at, enclosed. Method: truncated power series (Griewank and
/// Walther, Evaluating Derivatives, ch. 13) on balls; what cannot be enclosed comes back Unknown. Cost: order^2 ball operations a node.
class GermJet {
public:
    GermJet(Scale& scale, std::int64_t at, int order, int bits) : m_scale(scale), m_with(bits), m_at(at), m_order(order) {}

    using Series = std::vector<Ball>;
    const Series& of(Germ g);

private:
    Series computed(Germ g);
    Series ofSymbol(Germ g);
    Series ofCall(Germ g);
    Series constant(const Ball& value) const;
    Series multiply(const Series& a, const Series& b) const;
    Series raised(const Series& base, const Ball& exponent) const;
    Series exp(const Series& u) const;
    Series ln(const Series& u) const;
    std::pair<Series, Series> sineAndCosine(const Series& u) const;
    /// The series with derivative u' * slope and constant term `first`.
    Series integral(const Ball& first, const Series& u, const Series& slope) const;
    Series composed(Germ g, const Series& u);

    Scale& m_scale;
    BallArithmetic m_with;
    std::int64_t m_at;
    int m_order;
    std::unordered_map<Germ, Series> m_known;
};

}  // namespace calc
