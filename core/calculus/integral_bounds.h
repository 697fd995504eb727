#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/range.h"
#include "core/expression/expression.h"

namespace calc {

/// Two numbers between which an integral is proved to lie.
struct IntegralBounds {
    bool proved = false;  ///< every box was enclosed; else nothing is known
    double lower = 0.0;
    double upper = 0.0;
    std::int64_t boxes = 0;
    std::vector<double> cuts;  ///< ends of the boxes, ascending: they crowd where the function is hard

    double width() const { return upper - lower; }
};

struct BoundsOptions {
    double relativeWidth = 1e-10;  ///< of the value: aimed at
    double absoluteWidth = 0.0;
    std::int64_t mostBoxes = 400;
    int order = 12;            ///< of the Taylor form
    std::vector<double> cuts;  ///< where to cut first: kinks and jumps
    std::function<bool()> expired;
};

/// Proved bounds of an integral over a finite range on which the function is bounded, by interval arithmetic alone.
///
/// Method: on each box the Taylor polynomial about its middle, with interval coefficients, is integrated exactly, and its remainder
/// enclosed by the coefficient of the next order over the whole box; where the function is not that smooth, the enclosure of its
/// values times the width. The box with the widest result is halved until the sum is narrow enough. A function with no value at
/// some point of a box, or no enclosure, gives no proof. Literals are taken as exact.
/// Error: none; the width falls like the 13th power of the boxes' where the function is smooth, like the first at kinks.
/// Source: Moore, Kearfott, Cloud, Introduction to Interval Analysis (2009), ch. 9; Corliss and Rall, Adaptive, Self-Validating
/// Numerical Quadrature (1987).
IntegralBounds integralBounds(const Expression& f, Range range, const BoundsOptions& options = {}, Variable variable = Variable::X);

/// One step of the lower and upper sums (Darboux): the enclosure of the function on it.
struct StepBounds {
    Range x;
    Range values;
};

/// Lower and upper sum with n equal steps, each step enclosed by interval arithmetic. The lower sum is at most, the upper at least the
/// integral; both are a little wider than the textbook's, whose steps touch the curve. proved: false where a step has no enclosure.
/// Method: the natural enclosure of each step, outward rounded. Error: none; upper - lower falls like 1 / n. Source: Spivak, Calculus, ch.
/// 13; Moore, Kearfott, Cloud (2009), ch. 9. For sums whose steps touch the curve use riemannSum.
struct DarbouxBounds {
    IntegralBounds bounds;
    std::vector<StepBounds> steps;
};
DarbouxBounds darbouxBounds(const Expression& f, Range range, std::int64_t n, Variable variable = Variable::X);

}  // namespace calc
