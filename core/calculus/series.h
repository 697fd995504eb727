#pragma once
#include <cstdint>
#include <functional>
#include <optional>

#include "core/base/message.h"
#include "core/expression/expression.h"

namespace calc {

enum class SeriesKind {
    Value,
    PlusInfinity,
    MinusInfinity,
    Diverges,   ///< without a limit, also not an infinite one
    Undefined,  ///< a term is not real or does not exist
    Undetermined,
};

/// The test that decides, by its name in textbooks.
enum class SeriesTest {
    None,
    Term,  ///< the terms do not tend to 0
    Geometric,
    PSeries,
    LimitComparison,
    Comparison,
    Ratio,
    Integral,
    Leibniz,
    Dirichlet,
    Grouping,  ///< the sums over a period converge, and the terms tend to 0
    Finite,
};

struct SeriesSum {
    SeriesKind kind = SeriesKind::Undetermined;
    double value = 0.0;  ///< of a Value
    double error = 0.0;  ///< |value - sum| is at most this
    SeriesTest test = SeriesTest::None;
    std::int64_t termsAdded = 0;  ///< one by one; the rest came from the expansion
    Message why;                  ///< one sentence for a learner, with the name of the test
};

struct SeriesOptions {
    std::function<bool()> expired;  ///< as in LimitOptions
    Variable variable = Variable::N;
};

/// The sum of term(n) for n = from, from + 1, ...
///
/// Verdict: from the asymptotic expansion of the term (see `limit`; read for each residue of n where signs alternate or circulate): it does
/// not tend to 0 (then the means over a period against the size of the oscillation say whether the sums grow or oscillate); it falls
/// geometrically or faster; like a power of n with logarithms (Bertrand); or it oscillates with bounded sums and a size that falls to 0
/// (Leibniz, Dirichlet). Every term has to exist. Sum: the first terms one by one in enclosures, the rest from the expansion with its
/// bound by Euler and Maclaurin's formula and Euler's transformation (see sumOfTail), or by a bound of its size where it falls fast.
/// Error: all bounds together are `error`; a sum that is not known to seven digits is Undetermined. What only holds for large n (abs, max,
/// floor, if) is used from where it is proved to hold. Cost: milliseconds to some 100 milliseconds, ended by a fixed amount of work after
/// about 2 s. Source: Knopp, Theory and Application of Infinite Series; Olver, Asymptotics and Special Functions, ch. 8.
SeriesSum series(const Expression& term, std::int64_t from, const SeriesOptions& options = {});

}  // namespace calc
