#pragma once
#include <map>
#include <optional>
#include <vector>

#include "core/calculus/asymptotic_germ.h"

namespace calc {

class Scale;

/// The independent angles behind the oscillations of a germ. An argument m of sin or cos that tends to infinity is a sum of terms q * t, q
/// rational; the terms t, over all arguments, are taken as linearly independent over the rationals (they are different monomials). With
/// unit = t / (common denominator), every m is a sum of whole multiples of units.
struct WaveAngles {
    struct Part {
        std::size_t unit;
        std::int64_t multiple;
    };
    std::vector<Germ> units;
    std::map<Germ, std::vector<Part>> arguments;  ///< by m
    std::vector<Germ> fractions;                  ///< the Bounded atoms, each taken as independent of everything

    /// The angles in a list of arguments m of waves.
    static WaveAngles of(GermPool& pool, const std::vector<Germ>& arguments);

    /// Whether the angles, taken modulo 2 pi at whole X, come near every combination of values: for units that grow slower than X (their
    /// steps vanish), c X^k with c/pi irrational for certain (Weyl), and X^a with a not whole, perhaps with logarithms (Boshernitzan,
    /// Uniform distribution and Hardy fields, 1994). false: not known.
    bool areDenseAtWholeNumbers(Scale& scale) const;
};

/// The sign of a constant with waves where it is the same, and bounded away from zero, for all values that its angles may take; else
/// nullopt. Method: balls over a grid of the angles (one angle: to 2048 cells; two: 64 x 64; more: each sine and cosine on its own).
std::optional<int> signOfWaves(GermPool& pool, Germ constant);

}  // namespace calc
