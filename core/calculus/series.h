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
    TermTest,
    Geometric,
    Telescoping,
    PSeries,
    LimitComparison,
    Ratio,
    Root,
    Leibniz,
    Dirichlet,
    Condensation,
    Finite,
};

struct SeriesSum {
    SeriesKind kind = SeriesKind::Undetermined;
    double value = 0.0;  ///< of a Value
    double error = 0.0;  ///< |value - sum| is at most this
    SeriesTest test = SeriesTest::None;
    std::int64_t termsAdded = 0;
    Message why;  ///< one sentence for a learner, with the name of the test
};

struct SeriesOptions {
    std::function<bool()> expired;  ///< as in LimitOptions
    Variable variable = Variable::N;
};

/// The sum of term(n) for n = from, from + 1, ...
///
/// Verdict: from the asymptotic expansion of the term (see `limit`): it does not tend to 0; it falls geometrically or faster (ratio, root);
/// like a power of n, with logarithms (comparison, condensation); with alternating or circulating signs and a monotone size (Leibniz,
/// Dirichlet). Sum: the first terms one by one in enclosures, the rest by Euler and Maclaurin's formula (signs all alike), Boole's
/// (alternating) or summation by parts (circulating) applied to the expansion, with a bound for what it leaves out; fast series term by
/// term with a geometric bound. Error: the bounds add up to `error`. Cost: milliseconds to some 100 milliseconds.
SeriesSum series(const Expression& term, std::int64_t from, const SeriesOptions& options = {});

}  // namespace calc
