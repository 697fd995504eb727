#pragma once
#include <functional>
#include <unordered_map>

#include "core/calculus/comparison_scale.h"
#include "core/expression/expression.h"

namespace calc {

/// What stands for sin(m), cos(m) and the fractional part of m where m tends to infinity.
struct WaveRule {
    std::function<std::pair<Germ, Germ>(Germ m)> sineAndCosine;
    std::function<Germ(Germ m)> fraction;
};

/// Thrown in reading a sequence: what it does depends on n by remainder; take n = (period so far * factor) X + r.
struct NeedPeriod {
    std::int64_t factor = 2;
};

/// Whether X runs through the real or the whole numbers.
enum class Running { Real, Whole };

/// Reads an expression as a germ in a scale: every function with its one-sided meaning near infinity, its domain checked part by part.
/// Throws NotReal where a part has no real value for all large x, Undecided where a comparison cannot be decided exactly.
class LimitReader {
public:
    /// `variable` becomes the germ `value` (a + 1/X, a - 1/X, X or -X).
    LimitReader(Scale& scale, Variable variable, Germ value, Running running = Running::Real);
    void setWaveRule(WaveRule rule) { m_waves = std::move(rule); }

    Germ read(const Expression& expression);
    /// floor of a germ.
    Germ floorOf(Germ u) { return floor(u); }
    /// The arguments of sines, cosines and fractional parts that tend to infinity, as they were met.
    const std::vector<Germ>& waves() const { return m_met; }

private:
    Germ computed(const Expression& e);
    Germ power(Germ base, Germ exponent);
    Germ powerOfNegative(Germ size, Germ exponent);
    /// The part q pi X^k + ... of an angle that is a multiple of 2 pi for every whole X is dropped.
    Germ withoutTurns(Germ infinite);
    /// Whether a germ is a polynomial in X with whole coefficients; NeedPeriod where it would be one for a longer period.
    bool isWholePolynomial(Germ g);
    Germ divide(Germ a, Germ b);
    Germ readCall(const Expression& e);
    Germ readChoice(const Expression& e);
    Germ hyperbolic(Function function, Germ u);
    std::pair<Germ, Germ> sineAndCosine(Germ u);
    Germ asin(Germ u);
    Germ atan(Germ u);
    Germ erf(Germ u);
    Germ gamma(Germ u);
    Germ floor(Germ u);
    Germ absolute(Germ u);
    Germ larger(Germ a, Germ b);
    /// The largest integer not above a constant; throws Undecided where that cannot be told.
    Rational floorOfConstant(Germ c, bool& isWhole);

    Scale& m_scale;
    GermPool& m_pool;
    Variable m_variable;
    Germ m_value;
    Running m_running;
    WaveRule m_waves;
    std::vector<Germ> m_met;
    std::unordered_map<const void*, std::pair<Expression, Germ>> m_known;
};

}  // namespace calc
