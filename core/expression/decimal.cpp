#include "core/expression/decimal.h"

#include <algorithm>

#include "core/numbers/rational_big.h"

namespace calc {
namespace {

constexpr std::size_t kMostDigits = 1000;
constexpr long kMostPlaces = 5000 + static_cast<long>(kMostDigits);

/// How often `prime` divides `value`; what is left stays in `value`.
long removed(BigInteger& value, unsigned prime) {
    long count = 0;
    while (count <= kMostPlaces && value % prime == 0) {
        value /= prime;
        ++count;
    }
    return count;
}

/// digits * 10^exponent in the shorter of both forms.
std::string written(const std::string& digits, long exponent) {
    const auto size = static_cast<long>(digits.size());
    const long leading = size - 1 + exponent;  // the power of ten of the first digit
    std::string scientific = digits.substr(0, 1);
    if (size > 1) scientific += "." + digits.substr(1);
    scientific += "e" + std::to_string(leading);
    constexpr long kPlainZeros = 5;  // 100000 and 0.00001 stay plain
    if (exponent >= 0) return exponent <= kPlainZeros ? digits + std::string(static_cast<std::size_t>(exponent), '0') : scientific;
    if (leading >= 0)
        return digits.substr(0, static_cast<std::size_t>(leading) + 1) + "." + digits.substr(static_cast<std::size_t>(leading) + 1);
    if (leading >= -kPlainZeros) return "0." + std::string(static_cast<std::size_t>(-leading - 1), '0') + digits;
    return scientific;
}

}  // namespace

std::optional<std::string> decimalText(const Rational& value) {
    if (const auto integer = value.toInteger(); integer && *integer >= 0 && *integer < 1000000) return std::to_string(*integer);
    BigInteger denominator = denominatorOf(value);
    BigInteger numerator = numeratorOf(value);
    long twos =
        static_cast<long>(std::min<std::size_t>(boost::multiprecision::lsb(denominator), static_cast<std::size_t>(kMostPlaces) + 1));
    denominator >>= static_cast<unsigned long>(twos);
    const long fives = removed(denominator, 5);
    if (denominator != 1) return std::nullopt;
    const long places = std::max(twos, fives);
    if (places > kMostPlaces) return std::nullopt;
    numerator *= boost::multiprecision::pow(BigInteger(2), static_cast<unsigned>(places - twos));
    numerator *= boost::multiprecision::pow(BigInteger(5), static_cast<unsigned>(places - fives));
    std::string digits = numerator.str();
    long exponent = -places;
    while (digits.size() > 1 && digits.back() == '0') {
        digits.pop_back();
        ++exponent;
    }
    const long leading = static_cast<long>(digits.size()) - 1 + exponent;
    constexpr long kLargestExponent = 5000;
    if (digits.size() > kMostDigits || leading > kLargestExponent || leading < -kLargestExponent) return std::nullopt;
    return written(digits, exponent);
}

}  // namespace calc
