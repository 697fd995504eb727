#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/expression/expression.h"

namespace calc {

/// What is known of an integral. Improper integrals are meant in the usual (Riemann improper) sense: every singular point and every
/// infinite end is taken on its own, so a principal value is no value.
enum class IntegralKind {
    Value,         ///< `value`, within `error` of the truth
    Diverges,      ///< to infinity, or an oscillation that does not settle
    Undefined,     ///< the integrand has no real value on a part of positive length
    Undetermined,  ///< the program could not decide; an honest answer, never a guess
};

/// How the integrand behaves where the integral is improper: at an infinite end, or at a point near which it has no bound. This is what the
/// verdict was decided from: the order of growth, measured in 50 digits at depths up to exp(10^12), or the waves.
struct ImproperEnd {
    double at = 0.0;        ///< may be infinite
    int direction = 1;      ///< of a point: 1, seen from its right; of infinity: its sign
    enum class Kind {
        Power,        ///< like d^-power |ln d|^logPower for the distance d from the point, or like x^-power (ln x)^logPower
        Rapid,        ///< towards infinity: it falls faster than any power; near a point: it grows so
        Oscillating,  ///< it oscillates for ever
        Unknown,
    } kind = Kind::Unknown;
    double power = 0.0;
    double logPower = 0.0;
    bool converges = false;  ///< the part of the integral there; meaningful unless Unknown
};

/// An integral and how far it can be trusted. For Value: |value - truth| <= error. `certified`: lower <= truth <= upper was proved by
/// interval arithmetic alone.
struct Integral {
    IntegralKind kind = IntegralKind::Undetermined;
    double value = 0.0;
    double error = 0.0;
    bool certified = false;
    double lower = 0.0;
    double upper = 0.0;
    std::int64_t evaluations = 0;  ///< of the integrand at points; interval enclosures are not counted
    Message why;                   ///< one sentence for a learner: where it diverges, how the value was found
    std::vector<ImproperEnd> ends;  ///< as far as they were looked at until the verdict was known
};

struct IntegrateOptions {
    /// The error that is aimed at, relative to the value; never below what the rounding of the integrand allows.
    double relativeTolerance = 1e-12;
    std::int64_t maximumEvaluations = 400'000;
    /// Asked every few hundred evaluations; true ends the work with Undetermined. Core reads no clock: the caller does.
    std::function<bool()> expired;
    /// Whether to spend time on proved bounds (about as much as the value itself takes).
    enum class Certify { Yes, No } certify = Certify::Yes;
};

/// The integral of a function of one variable over a range; its ends may be reversed and may be infinite.
///
/// Method: the expression is read. The zeros of its denominators, radicands, logarithms and moduli, its jumps and its poles are found by
/// interval subdivision, so that none is missed; the range is cut there. What happens at each singular point and at each infinite end is
/// decided from the order of growth there, measured in 50-digit arithmetic at depths up to exp(10^12). Regular pieces go to adaptive
/// Gauss-Kronrod of 21 points (Piessens et al., QUADPACK, 1983), cut where interval enclosures show that something hides between the
/// points; singular ends and algebraic tails to double exponential rules (Takahasi and Mori 1974) in the distance from the end;
/// oscillating tails to sums over periods, accelerated (Wynn's epsilon, Levin's u), after their mean is taken out.
///
/// Error: `error` adds the disagreement of two ways and the rounding of the integrand, which is measured in 50 digits; it is meant to
/// hold, and tests check it on every reference case. Literals mean the nearest double. Cost: 21 evaluations for what is smooth, a
/// few hundred for what is singular; a few thousand for an oscillating tail.
Integral integrate(const Expression& integrand, Range range, const IntegrateOptions& options = {}, Variable variable = Variable::X);

}  // namespace calc
