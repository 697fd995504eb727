#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/calculus/limit.h"

namespace calc {

/// The smallest N with |a_n - L| < epsilon for every n >= N.
struct FirstIndex {
    std::int64_t n = 0;
    bool proved = false;  ///< for all later n; else only looked up, as far as a look can go
};

/// What a sequence a_1, a_2, a_3, ... does.
struct SequenceLimit {
    LimitKind kind = LimitKind::Undetermined;
    double value = 0.0;               ///< of a Value
    double error = 0.0;               ///< |value - limit| is at most this
    std::optional<Expression> exact;  ///< of a Value, where it can be written
    /// For each epsilon, in the order given; nullopt where there is no limit, or N was not found (beyond 10^15, or not decided).
    std::vector<std::optional<FirstIndex>> first;
    Message why;  ///< one sentence for a learner
};

struct SequenceOptions {
    std::function<bool()> expired;  ///< as in LimitOptions
    Variable variable = Variable::N;
};

/// The limit of the sequence a(n), n = 1, 2, 3, ..., and for each epsilon (a positive constant expression, exact) the first N from which on
/// |a_n - L| < epsilon.
///
/// Method: as in `limit`, on the whole numbers: what depends on n by remainder ((-1)^n, cos(pi n / 2), floor(n/3)) is split into
/// subsequences; no limit is proved by two subsequences (for sin(n) and the like by the density of its angles modulo 2 pi: Weyl).
/// N: the distance, or a bound of it, is shown to fall from some N0 on by an expansion with a bound of its remainder (TailModel); then
/// bisection, and a look at each n below. Comparisons with epsilon are exact or by enclosures; epsilon itself does not count as below
/// epsilon. (-1)^m and cos(pi m) go by the parity of m, wherever m is seen to be whole; a power of a negative number is Undefined only
/// where its exponent is surely not whole. Error: `error` bounds the distance of `value` from the limit; a FirstIndex with `proved` holds
/// for all later n, one without was looked up to 10^12. Cost: milliseconds; a second at worst. Source: as in `limit`; Kuipers and
/// Niederreiter, Uniform Distribution of Sequences (1974), ch. 1, for density.
SequenceLimit sequence(const Expression& a, const std::vector<Expression>& epsilons = {}, const SequenceOptions& options = {});

}  // namespace calc
