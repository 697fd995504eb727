#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/calculus/limit_side.h"
#include "core/calculus/series_tail.h"

namespace calc {

/// The terms of a series, read for large n: what each residue does in the limit, and its parts where they have the form that sums need.
struct SeriesTerms {
    std::shared_ptr<Scale> scale;
    std::int64_t period = 1;
    std::vector<SideResult> limits;                ///< by residue
    std::vector<SignClaim> claims;                 ///< where these hold, the terms are their parts
    std::optional<std::vector<SeriesPart>> parts;  ///< nullopt where some term is no trigonometric polynomial in whole n
};

/// Reads a term; throws Undecided, OutOfWork.
SeriesTerms readTerms(GermPool& pool, const Expression& term, Variable variable);

/// A germ with waves as steady part + sum of cosines and sines of multiples of n (products of waves to sums); nullopt where it is not of
/// that form.
std::optional<SeriesPart> linearized(Scale& scale, Germ g, Progression progression);

enum class Convergence { Converges, Diverges };
/// Whether the sum over n of a germ that has this leading term converges: faster than every power of n, or n^-s ln(n)^m ... with
/// s > 1, or s = 1 and m < -1, and so on (Bertrand).
Convergence convergenceOf(Scale& scale, const LeadingTerm& term);
/// Whether it falls faster than every power of n.
bool isFast(Scale& scale, const LeadingTerm& term);

}  // namespace calc
