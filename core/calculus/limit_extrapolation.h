#pragma once
#include <functional>
#include <optional>

#include "core/calculus/limit_side.h"

namespace calc {

/// Where the variable goes, from which side, and who may end the work.
struct ExtrapolationScene {
    Expression at;  ///< of a finite point
    Approach approach = Approach::FromRight;
    Variable variable = Variable::X;
    std::function<bool()> expired;
};

/// What the values of f near a point suggest of its limit there, for where nothing could be proved; nullopt where the evidence does not
/// agree with itself.
///
/// Method: f is enclosed with 400 binary digits at the distances 2^-8 … 2^-60 (at 2^8 … 2^60 for an infinite point), where Wynn's epsilon
/// algorithm takes out every power of the distance; and at 10^-25, 10^-40, 10^-60, where nothing is extrapolated. Both ways, and each
/// within itself, have to agree to `digits` (at least 8) decimal digits of max(1, |value|). Error: none is known. x + 10^-300/x looks like
/// 0 here and tends to infinity, so this never makes a verdict. Cost: about 60 values, below 100 ms for most; formulas of more than 500
/// nodes are not tried. Source: Wynn, On a device for computing the e_m(S_n) transformation (1956).
std::optional<SuggestedLimit> suggestedLimit(const Expression& f, const ExtrapolationScene& scene);

/// The sentence of an undetermined limit, with what the values suggest.
Message withSuggestion(const Message& why, const SuggestedLimit& suggested, Approach approach);

}  // namespace calc
