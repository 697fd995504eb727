#include "core/numbers/rational.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/numbers/rational_big.h"

namespace calc {
namespace {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();
constexpr int kLargestDecimalExponent = 5000;
constexpr std::size_t kLargestPowerBits = 30000;  // a greatest common divisor costs the square of it

UnsignedWide magnitude(Wide value) {
    return value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

UnsignedWide greatestCommonDivisor(UnsignedWide a, UnsignedWide b) {
    while (b != 0) {
        if ((a >> 64) == 0 && (b >> 64) == 0) return std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
        a = std::exchange(b, a % b);
    }
    return a;
}

bool fits(Wide value) { return value >= kSmallest && value <= kLargest; }

BigInteger bigFrom(Wide value) {
    const UnsignedWide size = magnitude(value);
    BigInteger result = static_cast<std::uint64_t>(size >> 64);
    result <<= 64;
    result |= static_cast<std::uint64_t>(size);
    if (value < 0) result = -result;
    return result;
}

/// numerator / denominator for denominator > 0, both below 2^127.
Rational reduced(Wide numerator, Wide denominator) {
    const UnsignedWide common = greatestCommonDivisor(magnitude(numerator), static_cast<UnsignedWide>(denominator));
    if (common > 1) {
        numerator /= static_cast<Wide>(common);
        denominator /= static_cast<Wide>(common);
    }
    if (!fits(numerator) || !fits(denominator)) return Rational::Big::fromReduced(bigFrom(numerator), bigFrom(denominator));
    return Rational::Big::fromParts(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
}

std::size_t bitLength(const BigInteger& value) {
    return value.is_zero() ? 0 : static_cast<std::size_t>(boost::multiprecision::msb(abs(value))) + 1;
}

BigInteger bigPower(const BigInteger& base, std::uint64_t exponent) {
    return boost::multiprecision::pow(base, static_cast<unsigned>(exponent));
}

/// The nearest double to numerator / denominator > 0, ties to even, with gradual underflow.
double nearestDouble(const BigInteger& numerator, const BigInteger& denominator) {
    constexpr long kKeep = 64;  // bits of the quotient; the remainder says what lies below
    const long shift = kKeep - (static_cast<long>(bitLength(numerator)) - static_cast<long>(bitLength(denominator)));
    BigInteger scaled = numerator;
    BigInteger divisor = denominator;
    if (shift >= 0) {
        scaled <<= static_cast<unsigned long>(shift);
    } else {
        divisor <<= static_cast<unsigned long>(-shift);
    }
    BigInteger quotient;
    BigInteger remainder;
    boost::multiprecision::divide_qr(scaled, divisor, quotient, remainder);
    // value = quotient * 2^-shift; the last bit kept is that of a double, or of the subnormal grid 2^-1074.
    const long bits = static_cast<long>(bitLength(quotient));
    const long lowest = std::max(bits - 53, shift - 1074);
    if (lowest > bits + 1) return 0.0;
    BigInteger kept = quotient >> static_cast<unsigned long>(lowest);
    const BigInteger below = quotient - (kept << static_cast<unsigned long>(lowest));
    const BigInteger half = BigInteger(1) << static_cast<unsigned long>(lowest - 1);
    const bool above = below > half || (below == half && (!remainder.is_zero() || boost::multiprecision::bit_test(kept, 0)));
    if (above) ++kept;
    const long exponent = std::clamp(lowest - shift, -100000L, 100000L);
    return std::ldexp(static_cast<double>(static_cast<std::uint64_t>(kept)), static_cast<int>(exponent));
}

/// floor(value^(1/n)) for value >= 0, n >= 2, by Newton's iteration from above.
BigInteger integerRoot(const BigInteger& value, unsigned n) {
    if (value <= 1) return value;
    const std::size_t bits = bitLength(value);
    if (n >= bits) return 1;
    BigInteger guess = BigInteger(1) << static_cast<unsigned long>((bits + n - 1) / n);
    while (true) {
        BigInteger next = (guess * (n - 1) + value / bigPower(guess, n - 1)) / n;
        if (next >= guess) return guess;
        guess = std::move(next);
    }
}

std::optional<BigInteger> exactRoot(const BigInteger& value, unsigned n) {
    BigInteger root = integerRoot(value, n);
    if (bigPower(root, n) != value) return std::nullopt;
    return root;
}

std::size_t mixed(std::uint64_t a, std::uint64_t b) {
    std::uint64_t h = a * 0x9E3779B97F4A7C15ULL + b;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ULL;
    h ^= h >> 29;
    return static_cast<std::size_t>(h);
}

/// The digits of a literal without its point, and the power of ten it is to be multiplied with.
struct Decimal {
    std::string digits;
    long exponent = 0;
};

std::optional<Decimal> readDecimal(std::string_view text) {
    Decimal decimal;
    std::size_t i = 0;
    bool seenPoint = false;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '.' && !seenPoint) {
            seenPoint = true;
        } else if (c >= '0' && c <= '9') {
            decimal.digits += c;
            if (seenPoint) --decimal.exponent;
        } else {
            break;
        }
    }
    if (decimal.digits.empty()) return std::nullopt;
    if (i == text.size()) return decimal;
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    std::string_view rest = text.substr(i + 1);
    if (!rest.empty() && rest.front() == '+') rest.remove_prefix(1);
    if (rest.starts_with('-') && text[i + 1] == '+') return std::nullopt;
    long exponent = 0;
    const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
    if (end.ec != std::errc{} || end.ptr != rest.data() + rest.size()) return std::nullopt;
    if (std::labs(exponent) > kLargestDecimalExponent) return std::nullopt;
    decimal.exponent += exponent;
    return decimal;
}

}  // namespace

BigInteger Rational::Big::numeratorOf(const Rational& value) {
    return value.m_big ? value.m_big->numerator : BigInteger(value.m_numerator);
}

BigInteger Rational::Big::denominatorOf(const Rational& value) {
    return value.m_big ? value.m_big->denominator : BigInteger(value.m_denominator);
}

Rational Rational::Big::fromParts(std::int64_t numerator, std::int64_t denominator) {
    Rational result;
    result.m_numerator = numerator;
    result.m_denominator = denominator;
    return result;
}

Rational Rational::Big::fromReduced(BigInteger numerator, BigInteger denominator) {
    if (numerator >= kSmallest && numerator <= kLargest && denominator <= kLargest) {
        return fromParts(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
    }
    Rational result;
    result.m_big = std::make_shared<const Big>(Big{std::move(numerator), std::move(denominator)});
    return result;
}

Rational rationalFrom(BigInteger numerator, BigInteger denominator) {
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const BigInteger common = gcd(numerator, denominator);
    if (common > 1) {
        numerator /= common;
        denominator /= common;
    }
    return Rational::Big::fromReduced(std::move(numerator), std::move(denominator));
}

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
    const Wide sign = denominator < 0 ? -1 : 1;
    *this = reduced(sign * numerator, sign * denominator);
}

std::optional<Rational> Rational::fromDecimal(std::string_view text) {
    const std::optional<Decimal> decimal = readDecimal(text);
    if (!decimal) return std::nullopt;
    std::string_view digits = decimal->digits;
    long exponent = decimal->exponent;
    while (!digits.empty() && digits.back() == '0') {
        digits.remove_suffix(1);
        ++exponent;
    }
    while (!digits.empty() && digits.front() == '0') digits.remove_prefix(1);  // a leading 0 would mean octal to cpp_int
    if (digits.empty()) return Rational();
    BigInteger numerator{std::string(digits)};
    const auto size = static_cast<std::uint64_t>(std::labs(exponent));
    if (exponent >= 0) return Big::fromReduced(numerator * bigPower(10, size), 1);
    // A power of ten shares only twos and fives with the digits: no general gcd.
    const std::uint64_t twos = std::min<std::uint64_t>(boost::multiprecision::lsb(numerator), size);
    numerator >>= static_cast<unsigned long>(twos);
    std::uint64_t fives = 0;
    while (fives < size && numerator % 5 == 0) {
        numerator /= 5;
        ++fives;
    }
    BigInteger denominator = bigPower(5, size - fives) << static_cast<unsigned long>(size - twos);
    return Big::fromReduced(std::move(numerator), std::move(denominator));
}

Rational Rational::fromDouble(double value) {
    int exponent = 0;
    auto mantissa = static_cast<std::int64_t>(std::ldexp(std::frexp(value, &exponent), 53));
    exponent -= 53;
    if (mantissa == 0) return Rational();
    const int zeros = std::countr_zero(static_cast<std::uint64_t>(mantissa < 0 ? -mantissa : mantissa));
    mantissa /= std::int64_t{1} << zeros;
    exponent += zeros;
    if (exponent >= 0) return Big::fromReduced(BigInteger(mantissa) << static_cast<unsigned long>(exponent), 1);
    return Big::fromReduced(mantissa, BigInteger(1) << static_cast<unsigned long>(-exponent));
}

bool Rational::isZero() const { return !m_big && m_numerator == 0; }

bool Rational::isInteger() const { return m_big ? m_big->denominator == 1 : m_denominator == 1; }

int Rational::sign() const {
    if (m_big) return m_big->numerator.sign();
    return m_numerator > 0 ? 1 : (m_numerator < 0 ? -1 : 0);
}

std::optional<std::int64_t> Rational::toInteger() const {
    if (m_big || m_denominator != 1) return std::nullopt;
    return m_numerator;
}

double Rational::toDouble() const {
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    if (!m_big && m_denominator == 1) return static_cast<double>(m_numerator);
    if (!m_big && m_numerator >= -kExact && m_numerator <= kExact && m_denominator <= kExact) {
        return static_cast<double>(m_numerator) / static_cast<double>(m_denominator);  // one rounding, of exact parts
    }
    const BigInteger numerator = Big::numeratorOf(*this);
    const double size = nearestDouble(abs(numerator), Big::denominatorOf(*this));
    return numerator < 0 ? -size : size;
}

Rational Rational::numerator() const { return m_big ? Big::fromReduced(m_big->numerator, 1) : Rational(m_numerator); }

Rational Rational::denominator() const { return m_big ? Big::fromReduced(m_big->denominator, 1) : Rational(m_denominator); }

std::string Rational::numeratorText() const { return m_big ? m_big->numerator.str() : std::to_string(m_numerator); }

std::string Rational::denominatorText() const { return m_big ? m_big->denominator.str() : std::to_string(m_denominator); }

std::size_t Rational::bits() const {
    if (m_big) return bitLength(m_big->numerator) + bitLength(m_big->denominator);
    return static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(magnitude(m_numerator)))) +
           static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(m_denominator)));
}

Rational Rational::operator-() const {
    if (!m_big && m_numerator != kSmallest) {
        Rational result = *this;
        result.m_numerator = -m_numerator;
        return result;
    }
    return Big::fromReduced(-Big::numeratorOf(*this), Big::denominatorOf(*this));
}

Rational operator+(const Rational& a, const Rational& b) {
    if (!a.m_big && !b.m_big) {
        const Wide left = static_cast<Wide>(a.m_numerator) * b.m_denominator;
        const Wide right = static_cast<Wide>(b.m_numerator) * a.m_denominator;
        return reduced(left + right, static_cast<Wide>(a.m_denominator) * b.m_denominator);
    }
    using Big = Rational::Big;
    const BigInteger ad = Big::denominatorOf(a);
    const BigInteger bd = Big::denominatorOf(b);
    return rationalFrom(Big::numeratorOf(a) * bd + Big::numeratorOf(b) * ad, ad * bd);
}

Rational operator-(const Rational& a, const Rational& b) { return a + -b; }

Rational operator*(const Rational& a, const Rational& b) {
    if (!a.m_big && !b.m_big) {
        return reduced(static_cast<Wide>(a.m_numerator) * b.m_numerator, static_cast<Wide>(a.m_denominator) * b.m_denominator);
    }
    using Big = Rational::Big;
    return rationalFrom(Big::numeratorOf(a) * Big::numeratorOf(b), Big::denominatorOf(a) * Big::denominatorOf(b));
}

Rational operator/(const Rational& a, const Rational& b) {
    using Big = Rational::Big;
    if (!b.m_big && b.m_numerator != kSmallest && b.m_numerator != 0) {
        Rational inverse;
        inverse.m_numerator = b.m_numerator < 0 ? -b.m_denominator : b.m_denominator;
        inverse.m_denominator = b.m_numerator < 0 ? -b.m_numerator : b.m_numerator;
        return a * inverse;
    }
    return rationalFrom(Big::numeratorOf(a) * Big::denominatorOf(b), Big::denominatorOf(a) * Big::numeratorOf(b));
}

bool operator==(const Rational& a, const Rational& b) {
    if (!a.m_big && !b.m_big) return a.m_numerator == b.m_numerator && a.m_denominator == b.m_denominator;
    if (!a.m_big || !b.m_big) return false;  // the small form is taken wherever it fits
    return a.m_big == b.m_big || (a.m_big->numerator == b.m_big->numerator && a.m_big->denominator == b.m_big->denominator);
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    if (!a.m_big && !b.m_big) {
        const Wide left = static_cast<Wide>(a.m_numerator) * b.m_denominator;
        const Wide right = static_cast<Wide>(b.m_numerator) * a.m_denominator;
        return left < right ? std::strong_ordering::less : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
    }
    using Big = Rational::Big;
    const BigInteger left = Big::numeratorOf(a) * Big::denominatorOf(b);
    const int order = left.compare(Big::numeratorOf(b) * Big::denominatorOf(a));
    return order < 0 ? std::strong_ordering::less : (order > 0 ? std::strong_ordering::greater : std::strong_ordering::equal);
}

std::optional<Rational> Rational::pow(std::int64_t exponent) const {
    if (exponent == 0) return Rational(1);
    if (isZero()) return exponent > 0 ? std::optional<Rational>(Rational()) : std::nullopt;
    if (*this == Rational(1)) return *this;
    if (*this == Rational(-1)) return exponent % 2 == 0 ? Rational(1) : *this;
    const std::uint64_t count =
        exponent < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(exponent) : static_cast<std::uint64_t>(exponent);
    // |base| != 1, so each power adds at least bits() - 2 bits.
    if (count > kLargestPowerBits || count * bits() > kLargestPowerBits + 2 * count) return std::nullopt;
    BigInteger numerator = bigPower(Big::numeratorOf(*this), count);
    BigInteger denominator = bigPower(Big::denominatorOf(*this), count);
    if (exponent < 0) {
        std::swap(numerator, denominator);
        if (denominator < 0) {
            numerator = -numerator;
            denominator = -denominator;
        }
    }
    return Big::fromReduced(std::move(numerator), std::move(denominator));
}

std::optional<Rational> Rational::root(std::int64_t n) const {
    if (n < 1 || n > std::numeric_limits<int>::max()) return std::nullopt;
    if (n == 1 || isZero()) return *this;
    if (sign() < 0 && n % 2 == 0) return std::nullopt;
    const BigInteger numerator = Big::numeratorOf(*this);
    const auto rootOfNumerator = exactRoot(abs(numerator), static_cast<unsigned>(n));
    if (!rootOfNumerator) return std::nullopt;
    const auto rootOfDenominator = exactRoot(Big::denominatorOf(*this), static_cast<unsigned>(n));
    if (!rootOfDenominator) return std::nullopt;
    return Big::fromReduced(sign() < 0 ? BigInteger(-*rootOfNumerator) : *rootOfNumerator, *rootOfDenominator);
}

Rational Rational::floor() const {
    if (isInteger()) return *this;
    if (!m_big) {
        const std::int64_t towardsZero = m_numerator / m_denominator;
        return Rational(m_numerator < 0 ? towardsZero - 1 : towardsZero);
    }
    BigInteger quotient = m_big->numerator / m_big->denominator;
    if (m_big->numerator < 0) --quotient;
    return Big::fromReduced(std::move(quotient), 1);
}

std::size_t Rational::hash() const {
    if (!m_big) return mixed(static_cast<std::uint64_t>(m_numerator), static_cast<std::uint64_t>(m_denominator));
    constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;
    const BigInteger size = abs(m_big->numerator);
    const auto numerator = static_cast<std::uint64_t>(BigInteger(size % kPrime));
    const auto denominator = static_cast<std::uint64_t>(BigInteger(m_big->denominator % kPrime));
    return mixed(m_big->numerator < 0 ? ~numerator : numerator, denominator);
}

}  // namespace calc
