#pragma once
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace calc {

/// An exact rational number of any size: numerator / denominator in lowest terms, denominator > 0. A plain value: cheap where both parts
/// fit 64 bits, else shared and immutable (Boost.Multiprecision cpp_int behind the .cpp; this header is light).
/// Powers are bounded so that hostile input cannot ask for gigabytes: see pow.
class Rational {
public:
    Rational() = default;
    Rational(std::int64_t integer) : m_numerator(integer) {}
    /// numerator / denominator in lowest terms; denominator must not be zero.
    Rational(std::int64_t numerator, std::int64_t denominator);

    /// The exact value of a decimal literal ("0.1", "2.5e-3", "1e400"). nullopt when it is no literal or its exponent is beyond +-5000.
    static std::optional<Rational> fromDecimal(std::string_view digits);
    /// The exact value of a finite double.
    static Rational fromDouble(double value);

    bool isZero() const;
    bool isInteger() const;
    int sign() const;  ///< -1, 0, 1
    /// The value as a 64-bit integer where it is one and fits.
    std::optional<std::int64_t> toInteger() const;
    /// The nearest double (round to even); +-inf beyond the range of doubles.
    double toDouble() const;
    Rational numerator() const;
    Rational denominator() const;
    std::string numeratorText() const;    ///< decimal digits with sign
    std::string denominatorText() const;  ///< decimal digits
    /// Bits of numerator and denominator together: a measure of size, for limits.
    std::size_t bits() const;

    Rational operator-() const;
    friend Rational operator+(const Rational& a, const Rational& b);
    friend Rational operator-(const Rational& a, const Rational& b);
    friend Rational operator*(const Rational& a, const Rational& b);
    /// b must not be zero.
    friend Rational operator/(const Rational& a, const Rational& b);
    friend bool operator==(const Rational& a, const Rational& b);
    friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

    /// this^exponent; nullopt where it does not exist (0 to a negative power) or would have more than 30,000 bits.
    std::optional<Rational> pow(std::int64_t exponent) const;
    /// The exact n-th root where it is rational (n >= 1; odd n takes negative values), else nullopt.
    std::optional<Rational> root(std::int64_t n) const;
    Rational floor() const;

    std::size_t hash() const;

    struct Big;  ///< numerator and denominator as cpp_int; defined in rational_big.h, for those who need it

    const std::shared_ptr<const Big>& big() const { return m_big; }

private:
    std::int64_t m_numerator = 0;
    std::int64_t m_denominator = 1;
    std::shared_ptr<const Big> m_big;  ///< set where the parts do not fit 64 bits; then the two above mean nothing
};

}  // namespace calc
