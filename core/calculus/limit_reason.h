#pragma once
#include <optional>

#include "core/calculus/limit_side.h"

namespace calc {

/// What a sentence may speak of.
struct LimitSituation {
    Expression f;
    Expression at;
    Approach approach = Approach::FromRight;
    Variable variable = Variable::X;
    std::optional<Expression> leadingTerms;
    bool continuous = false;  ///< f has a value at the point, and it is the limit
};

/// The sentence for a one-sided limit.
Message reasonOf(Scale& scale, const SideResult& result, const LimitSituation& scene);
/// The sentence for a limit that is a number, but too large to be shown as one.
Message beyondDoubles(double value);
Message sidesDiffer(const OneSidedLimit& left, const OneSidedLimit& right);
Message oneSideOutside(Side outside, const OneSidedLimit& other);

struct LeadingTerms {
    Expression sum;
    bool isAll = false;  ///< the series ends with them
    bool operator==(const LeadingTerms&) const = default;
};

/// The first terms of the series behind a result, in the variable, where they are powers of x - a (or of x for large x): three, or up to
/// four where those are all.
std::optional<LeadingTerms> leadingTermsOf(SideLimits& side, const SideResult& result, const Expression& at, Approach approach,
                                           Variable variable);

/// Whether f is built at the point of functions that are continuous there, so that its value is its limit. Never throws.
bool isContinuousAt(GermPool& pool, const Expression& f, const Expression& at, Variable variable);

}  // namespace calc
