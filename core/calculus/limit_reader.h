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

/// What X runs through: the reals (period 0), or the whole numbers that leave a residue modulo a period.
struct Progression {
    std::int64_t period = 0;
    std::int64_t residue = 0;

    bool isWhole() const { return period > 0; }
};

/// Thrown in reading on whole numbers: what the expression does depends on n modulo period * factor.
struct NeedPeriod {
    std::int64_t factor = 2;
};

/// Reads an expression as a germ in a scale: every function with its one-sided meaning near infinity, its domain checked part by part.
/// Throws NotReal where a part has no real value for all large x, Undecided where a comparison cannot be decided exactly.
class LimitReader {
public:
    /// `variable` becomes the germ `value` (a + 1/X, a - 1/X, X or -X).
    LimitReader(Scale& scale, Variable variable, Germ value, Progression progression = {});
    void setWaveRule(WaveRule rule) {
        m_waves = std::move(rule);
        m_frozen = true;
    }

    Germ read(const Expression& expression);
    /// The same; the function is the germ wherever the claims hold.
    Germ read(const Expression& expression, std::vector<SignClaim>* claims) {
        const NotedSigns noted(m_scale, claims);
        return read(expression);
    }
    /// floor of a germ.
    Germ floorOf(Germ u) { return floor(u); }
    /// Whether the expression is whole wherever X runs.
    bool isWhole(const Expression& e) { return parityOf(e).has_value(); }
    /// The arguments of sines, cosines and fractional parts that tend to infinity, as they were met.
    const std::vector<Germ>& waves() const { return m_met; }

private:
    Germ computed(const Expression& e);
    /// What is known of a whole number in the end: a germ that is 1 where it is odd and 0 where it is even.
    struct Parity {
        Germ odd = nullptr;
        Germ factorial = nullptr;  // m, of a rational multiple of (m - 1)!
        Rational denominator = Rational(1);
    };
    Germ power(Germ base, const Expression& exponent);
    std::optional<Rational> wholeConstant(Germ exponent);
    Germ signOf(Germ odd);
    /// nullopt where the expression is not seen to be whole.
    std::optional<Parity> parityOf(const Expression& e);
    std::optional<Parity> parityOfPair(const Expression& e);
    std::optional<Parity> parityOfCall(const Expression& e);
    std::optional<Parity> multiplied(Parity factorial, const Rational& factor);
    /// Sine and cosine of an angle u read from its expression: of whole multiples of pi by parity.
    std::pair<Germ, Germ> sineAndCosineOf(const Expression& angle, Germ u);
    /// An angle's infinite part without its whole turns: what is q pi X^k becomes its constant value modulo 2 pi.
    Germ withoutTurns(Germ infinite);
    /// P modulo m for a polynomial P in X with rational coefficients, the same for every X of the progression; nullopt where g is none,
    /// NeedPeriod where the progression is too wide.
    std::optional<Rational> residueOf(Germ g, const Rational& modulus);
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
    Progression m_progression;
    WaveRule m_waves;
    std::vector<Germ> m_met;
    bool m_frozen = false;      // oscillations have fixed values, along a sequence of X
    bool m_fixedSteps = false;  // ... and a step function among them
    std::unordered_map<const void*, std::pair<Expression, Germ>> m_known;
};

}  // namespace calc
