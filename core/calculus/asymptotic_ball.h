#pragma once
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/numbers/rational.h"

namespace calc {

/// An upper bound of a size, mantissa * 2^exponent with the mantissa in [0.5, 1) or 0, rounded up: covers what a double cannot (e^-1e6).
struct Magnitude {
    double mantissa = 0.0;
    std::int64_t exponent = 0;

    static Magnitude of(double value);                   ///< value >= 0, rounded up
    static Magnitude powerOfTwo(std::int64_t exponent);  ///< 2^exponent
    bool isZero() const { return mantissa == 0.0; }
    double toDouble() const;  ///< rounded up; infinity beyond the range of doubles
};
Magnitude operator+(const Magnitude& a, const Magnitude& b);
Magnitude operator*(const Magnitude& a, const Magnitude& b);
bool operator<(const Magnitude& a, const Magnitude& b);

/// A real number known to lie within radius of mantissa * 2^exponent, at any precision ("midpoint-radius" interval).
/// Unknown: the arguments were too wide to say more (a divisor that may be 0). NoValue: no point of the arguments has a real value
/// (ln of a negative number), so that a verdict "undefined" may be built on it.
struct Ball {
    enum class State { Known, Unknown, NoValue };
    State state = State::Known;
    boost::multiprecision::cpp_int mantissa;
    std::int64_t exponent = 0;
    Magnitude radius;

    bool isKnown() const { return state == State::Known; }
    /// -1 or 1 where zero is excluded, 0 where the ball is exactly zero, else nullopt.
    std::optional<int> sign() const;
    /// An upper bound of |the number|, where it is known.
    Magnitude magnitude() const;
    /// The nearest double to the middle; +-infinity beyond the range of doubles.
    double toDouble() const;
    /// Bound of |toDouble() - the number|, the rounding to a double included.
    double doubleError() const;
};

/// Arithmetic on balls with `bits` binary digits in the middle, every rounding and every cut of a series added to the radius: the
/// result contains the true value for all points of the arguments. Method: fixed algorithms with proved remainders (Brent and Zimmermann,
/// Modern Computer Arithmetic, ch. 4; Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, 2017) on integers
/// of Boost.Multiprecision. Cost at 700 bits: microseconds for + - * /, some 100 microseconds for an elementary function, milliseconds for
/// gamma.
class BallArithmetic {
public:
    explicit BallArithmetic(int bits) : m_bits(bits) {}
    int bits() const { return m_bits; }

    Ball integer(std::int64_t value) const;
    Ball rational(const Rational& value) const;
    Ball pi() const;
    Ball ln2() const;

    Ball negate(Ball a) const;
    Ball add(const Ball& a, const Ball& b) const;
    Ball subtract(const Ball& a, const Ball& b) const { return add(a, negate(b)); }
    Ball multiply(const Ball& a, const Ball& b) const;
    Ball divide(const Ball& a, const Ball& b) const;
    Ball divideSmall(const Ball& a, std::int64_t divisor) const;
    Ball shift(Ball a, std::int64_t exponent) const;  ///< a * 2^exponent, exact
    Ball power(const Ball& base, std::int64_t exponent) const;
    Ball sqrt(const Ball& a) const;

    Ball exp(const Ball& a) const;
    Ball ln(const Ball& a) const;
    Ball sin(const Ball& a) const;
    Ball cos(const Ball& a) const;
    Ball atan(const Ball& a) const;
    Ball asin(const Ball& a) const;
    Ball erf(const Ball& a) const;
    Ball gamma(const Ball& a) const;
    Ball lnGamma(const Ball& a) const;  ///< a > 0
    /// The derivative of order `order` of psi = (ln gamma)': psi itself for 0. a > 0.
    Ball polygamma(int order, const Ball& a) const;
    /// The largest integer not above; nullopt where the ball does not decide it or it is beyond 2^100000.
    std::optional<Ball> floor(const Ball& a) const;
    /// The ball with room for an error of this size added.
    Ball widened(Ball a, const Magnitude& error) const;

private:
    Ball rounded(Ball a) const;
    Ball exactMiddle(const Ball& a) const;
    Ball lnOfMiddle(const Ball& middle) const;
    Ball sineSeries(const Ball& r, bool cosine) const;
    Ball atanSeries(const Ball& z, bool hyperbolic) const;
    Ball trigonometric(const Ball& a, int quarter) const;
    Ball shifted(const Ball& a, std::int64_t& steps) const;

    int m_bits;
    mutable std::optional<Ball> m_pi;
    mutable std::optional<Ball> m_ln2;
};

}  // namespace calc
