// From where on what was said of signs near infinity holds.
#include "core/calculus/asymptotic_tail.h"

namespace calc {

namespace {

bool isBoundedByOne(Germ g) { return g->isCall(Kernel::WaveSin) || g->isCall(Kernel::WaveCos) || g->isCall(Kernel::Bounded); }

/// A germ without waves below g, wherever g should be positive: every term with waves is replaced by minus its size. nullopt where a term
/// has waves elsewhere than as factors.
std::optional<Germ> withoutWaves(TailModel& model, GermPool& pool, Germ g) {
    const Germ sum = pool.expanded(g);
    std::vector<std::pair<Germ, Rational>> terms;
    const auto take = [&](Germ term, const Rational& coefficient) {
        if (!term->oscillates) {
            terms.emplace_back(term, coefficient);
            return true;
        }
        std::vector<std::pair<Germ, Germ>> rest;
        const auto factors = term->kind == GermKind::Product ? term->factors : std::vector<std::pair<Germ, Germ>>{{term, pool.one()}};
        for (const auto& [base, exponent] : factors) {
            if (!base->oscillates)
                rest.emplace_back(base, exponent);
            else if (!isBoundedByOne(base) || !exponent->isNumber() || exponent->number.sign() < 0)
                return false;
        }
        const Germ size = pool.product(rest);
        const auto sign = model.sign(size);
        if (!sign) return false;
        const Rational height = coefficient.sign() < 0 ? coefficient : -coefficient;
        terms.emplace_back(size, height * Rational(*sign));
        return true;
    };
    if (sum->kind != GermKind::Sum) return take(sum, Rational(1)) ? std::optional(pool.sum(terms)) : std::nullopt;
    for (const auto& [term, coefficient] : sum->terms)
        if (!take(term, coefficient)) return std::nullopt;
    return pool.sum(terms, sum->number);
}

bool claimHolds(TailModel& model, GermPool& pool, const SignClaim& claim) {
    if (claim.sign > 0 && isPositiveForm(claim.germ)) return true;
    if (!claim.germ->oscillates) return model.sign(claim.germ) == claim.sign;
    if (claim.sign == 0) return false;
    const auto least = withoutWaves(model, pool, pool.scale(claim.germ, Rational(claim.sign)));
    return least && model.sign(*least) == 1;
}

}  // namespace

bool claimsHold(Scale& scale, const std::vector<SignClaim>& claims, double from) {
    std::vector<SignClaim> open = claims;
    for (const int count : {4, 10}) {
        TailModel model(scale, from, count);
        std::vector<SignClaim> left;
        for (const SignClaim& claim : open)
            if (!claimHolds(model, scale.pool(), claim)) left.push_back(claim);
        open = left;
    }
    return open.empty();
}

}  // namespace calc
