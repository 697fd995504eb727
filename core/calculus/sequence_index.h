#pragma once
#include <optional>

#include "core/calculus/asymptotic_tail.h"
#include "core/calculus/limit_side.h"
#include "core/calculus/sequence.h"
#include "core/expression/program.h"

namespace calc {

/// |a_n - L| against epsilon, exactly: by intervals, then enclosures of up to 320 bits, then as exact constants.
class DistanceTest {
public:
    DistanceTest(const Expression& a, Variable variable, Germ limit, Scale& constants);

    /// true: |a_n - L| < epsilon; false: not, or a_n has no value; nullopt: not known.
    std::optional<bool> isBelow(std::int64_t n, const Expression& epsilon);

private:
    std::optional<bool> byBalls(std::int64_t n, const Expression& epsilon, int bits);
    std::optional<bool> exactly(std::int64_t n, const Expression& epsilon);

    Expression m_a;
    Variable m_variable;
    Germ m_limit;
    Scale& m_constants;
    Program m_program;
    double m_limitValue = 0.0;
    double m_limitError = 0.0;
};

/// The subsequence of one residue with its limit: from which n on its distance to the limit is below a bound that falls.
class SubsequenceTail {
public:
    SubsequenceTail(SideLimits& side, const SideResult& result, const Expression& a, Progression progression, Germ limit);

    /// The last n of the subsequence with |a_n - L| >= epsilon (0: none); nullopt where no proof was found or it lies beyond 10^15.
    std::optional<std::int64_t> lastFar(const Expression& epsilon, DistanceTest& test);

private:
    bool fallsFrom(Germ distance, double from);
    std::optional<std::int64_t> firstBelow(const Expression& epsilon, DistanceTest& test);
    std::optional<bool> boundIsBelow(std::int64_t n, const Expression& epsilon, DistanceTest& test);
    /// The k-th member of the progression.
    std::int64_t member(std::int64_t k) const { return m_progression.period * k + m_progression.residue; }

    SideLimits& m_side;
    Progression m_progression;
    std::vector<Germ> m_bounds;  // |a_n - L| itself, or bounds of it; each falls from m_from on
    bool m_itself = true;        // m_bounds is the distance itself
    std::int64_t m_from = 0;     // 0: nothing proved
};

}  // namespace calc
