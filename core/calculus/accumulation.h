#pragma once
#include <functional>
#include <memory>
#include <optional>

#include "core/base/estimate.h"
#include "core/base/message.h"
#include "core/base/range.h"
#include "core/base/result.h"
#include "core/expression/expression.h"

namespace calc {

/// The accumulation function F(x) = ∫ f from `from` to x, ready to be evaluated at any x of a range. Immutable; copies share.
///
/// F exists from `from` outward to the first point that f cannot be integrated across (a pole such as that of 1/x, a stretch where f has
/// no value); reach() tells how far, whyLow() and whyHigh() why it ends there.
class Accumulation {
public:
    double from() const;
    /// Where F has a value: contains `from`. An end at which f cannot be integrated does not belong to it.
    Range reach() const;
    const Message& whyLow() const;  ///< empty: only the range ends there
    const Message& whyHigh() const;

    /// |value - F(x)| <= error; nullopt outside the reach.
    std::optional<Estimate> operator()(double x) const;
    /// The value alone, NaN outside the reach: for curves.
    double value(double x) const;

    struct Parts;
    explicit Accumulation(std::shared_ptr<const Parts> parts) : m_parts(std::move(parts)) {}

private:
    std::shared_ptr<const Parts> m_parts;
};

struct AccumulateOptions {
    /// Asked between pieces; true ends the work with Cancelled. Core reads no clock: the caller does.
    std::function<bool()> expired;
    /// What is known of f. NotNegative: F rises, so next to an end that takes thousands of evaluations (sin(1/x) at 0) F is not measured
    /// anew for each x: there, in the last 1/32,768 of the cell, it is told as lying between its values at both sides.
    enum class Sign { Any, NotNegative } sign = Sign::Any;
};

/// Prepares F over a finite range (extended to contain `from`).
///
/// Method: the range is cut at every kink, jump and pole (SpecialPointSearch). The integral over each cell between is that of
/// `integrate`; inside a cell f is interpolated by Chebyshev polynomials of degree 31 on pieces halved until their last coefficients
/// vanish (Trefethen, Approximation Theory and Approximation Practice, 2013), and these are integrated term by term. Towards a singular
/// end the pieces shrink by 8; the last one, a 1/512 of the cell, is integrated when it is asked for.
/// Error: that of `integrate` for whole cells; inside a cell the neglected coefficients and the difference of both ways over the cell.
/// Cost: one `integrate` for each cell and some hundred evaluations; afterwards 32 multiplications for each x. Tests check the error.
/// Errors: `from` where f cannot be integrated to either side, a range that is not finite, more than 400 cells.
Result<Accumulation> accumulate(const Expression& f, double from, Range range, const AccumulateOptions& options = {});

}  // namespace calc
