#pragma once
#include <functional>
#include <optional>

#include "core/base/message.h"
#include "core/expression/expression.h"

namespace calc {

enum class Side { Both, Left, Right };

enum class LimitKind {
    Value,
    PlusInfinity,
    MinusInfinity,
    DoesNotExist,  ///< real near the point, but without a limit there: the sides differ, or it oscillates
    Undefined,     ///< not real, arbitrarily near, on a side that was asked
    Undetermined,  ///< could not be decided; says nothing about the function
};

/// Where the variable goes: to a constant expression (exact), or to an end of the axis.
struct LimitPoint {
    enum class Kind { Finite, PlusInfinity, MinusInfinity };
    Kind kind = Kind::Finite;
    Expression at;

    static LimitPoint finite(Expression at) { return {Kind::Finite, std::move(at)}; }
    static LimitPoint plusInfinity() { return {Kind::PlusInfinity, Expression()}; }
    static LimitPoint minusInfinity() { return {Kind::MinusInfinity, Expression()}; }
};

/// What values near a point suggest where nothing could be proved: a hint, never a verdict. See suggestedLimit.
struct SuggestedLimit {
    double value = 0.0;
    int digits = 0;  ///< decimal digits in which two ways of looking agree
};

struct OneSidedLimit {
    LimitKind kind = LimitKind::Undetermined;
    double value = 0.0;                       ///< of a Value: the double nearest to it
    double error = 0.0;                       ///< of a Value: |value - limit| is at most this, proved
    std::optional<Expression> exact;          ///< of a Value: the limit, where it can be written
    Message why;                              ///< one sentence for a learner
    std::optional<SuggestedLimit> suggested;  ///< of an Undetermined one, where the values near the point agree on a number
};

struct Limit {
    LimitKind kind = LimitKind::Undetermined;
    bool seriesEnds = false;  ///< `leadingTerms` are the whole expansion: (x^2 - 4)/(x - 2) is 4 + (x - 2)
    double value = 0.0;
    double error = 0.0;
    std::optional<Expression> exact;
    /// Both sides, where both were asked at a finite point. They differ where kind is DoesNotExist and neither oscillates.
    std::optional<OneSidedLimit> left;
    std::optional<OneSidedLimit> right;
    Message why;
    std::optional<SuggestedLimit> suggested;  ///< of an Undetermined one; of both sides, where they agree
    /// The first terms of the expansion that decided, in x (around the point, or for large x): "1 - x^2/6".
    std::optional<Expression> leadingTerms;
};

struct LimitOptions {
    std::function<bool()> expired;  ///< asked every few 10 microseconds; true ends the work with Undetermined
    Variable variable = Variable::X;
};

/// The limit of f as its variable tends to a point, decided, not guessed; the numbers of f and of the point are exact.
///
/// Method: f is read as a germ at infinity in a scale of comparison classes (x = a + 1/X, a - 1/X, X, -X; see Scale) and its leading term
/// found by series with exact coefficients: power, Laurent and Puiseux series with logarithms at finite points, Gruntz's comparison classes
/// of exp and ln at infinity. Oscillations: two sequences along which f has different limits prove that there is none, bounds on both sides
/// (squeeze) that there is one. A coefficient is zero only where exact arithmetic shows it and non-zero only where an enclosure of up to
/// 216 digits excludes zero; otherwise the answer is Undetermined. At a finite point with Side::Both: if one side is outside the domain the
/// answer is Undefined, with the limit of the other side in `left` or `right`. At an infinite point `side` means nothing. An Undetermined
/// limit comes with what extrapolation in 120 digits suggests, where that agrees with itself (`suggested`). Error: `error`
/// bounds the distance of `value` from the limit. Cost: milliseconds for most, ended by a fixed amount of work after about 2 s. Source:
/// Gruntz, On Computing Limits in a Symbolic Manipulation System (ETH Zurich, 1996).
Limit limit(const Expression& f, const LimitPoint& to, Side side = Side::Both, const LimitOptions& options = {});

}  // namespace calc
