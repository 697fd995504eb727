#pragma once
#include <cstdint>

#include "core/calculus/asymptotic_ball.h"
#include "core/calculus/series_terms.h"
#include "core/expression/program.h"

namespace calc {

/// Thrown where a term of a series surely has no real value.
struct UndefinedTerm {
    std::int64_t n = 0;
};

/// The terms of a series one by one: by intervals of doubles where these are narrow, else by balls of up to 768 bits, else exactly as
/// constants (on the edge of a domain, at a jump). Every value is an enclosure. Cost: below a microsecond a term by intervals.
class SeriesValues {
public:
    SeriesValues(const Expression& term, Variable variable, Scale& scale);

    enum class Digits { OfDoubles, Many };
    /// Throws UndefinedTerm, and Undecided where neither a value nor its absence is certain. An enclosure as wide as `slack` will do.
    Ball at(std::int64_t n, Digits digits = Digits::OfDoubles, double slack = 0.0);
    /// The terms n = from ... end - 1 added.
    Ball sum(std::int64_t from, std::int64_t end, Digits digits = Digits::OfDoubles);
    /// Makes sure that every term from `from` on has a value: as far as the claims on its germs do not show it, one by one, far out by
    /// blocks of n. Throws UndefinedTerm, and Undecided where a term far out may be missing. Terms that oscillate and have no claims are
    /// looked at as far as a look goes.
    void check(std::int64_t from, const SeriesTerms& terms);

private:
    void look(std::int64_t from, std::int64_t end);
    enum class Block { Defined, Unknown };
    Block block(std::int64_t from, std::int64_t to, int& budget);

    Expression m_term;
    Variable m_variable;
    Scale& m_scale;
    BallArithmetic m_with;
    Program m_program;
};

}  // namespace calc
