// The derivative of a germ by X, symbol by symbol of its scale.
#include "core/calculus/asymptotic_tail.h"

namespace calc {

Germ derivativeOfGerm(Scale& scale, Germ g) {
    GermPool& pool = scale.pool();
    if (g->isConstant()) {
        if (g->oscillates) throw Undecided{};
        return pool.zero();
    }
    switch (g->kind) {
        case GermKind::Symbol: {
            if (g->order == 0) return pool.one();
            if (const int depth = scale.logarithmDepth(g->order)) {  // (ln u)' = u' / u
                const Germ inner = pool.symbol(scale.iteratedLogarithm(depth - 1));
                return pool.divide(derivativeOfGerm(scale, inner), inner);
            }
            return pool.multiply(g, derivativeOfGerm(scale, scale.logarithm(g->order)));
        }
        case GermKind::Sum: {
            std::vector<std::pair<Germ, Rational>> terms;
            for (const auto& [term, coefficient] : g->terms) terms.emplace_back(derivativeOfGerm(scale, term), coefficient);
            return pool.sum(terms);
        }
        case GermKind::Product: {  // g times the sum of exponent * base' / base
            std::vector<std::pair<Germ, Rational>> terms;
            for (const auto& [base, exponent] : g->factors)
                terms.emplace_back(
                    pool.product({{exponent, pool.one()}, {derivativeOfGerm(scale, base), pool.one()}, {base, pool.integer(-1)}}),
                    Rational(1));
            return pool.multiply(g, pool.sum(terms));
        }
        default: break;
    }
    TaylorCoefficients taylor(pool, g->kernel, g->order, g->argument);
    return pool.multiply(taylor(1), derivativeOfGerm(scale, g->argument));
}

}  // namespace calc
