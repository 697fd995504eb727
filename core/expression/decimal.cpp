#include "core/expression/decimal.h"

#include <algorithm>
#include <vector>

#include "core/numbers/rational_big.h"

namespace calc {
namespace {

// As the parser reads a number.
constexpr std::size_t kMostCharacters = 1000;
constexpr long kLargestExponent = 5000;
constexpr long kMostPlaces = kLargestExponent + static_cast<long>(kMostCharacters);

/// How often `prime` divides `value`; what is left stays in `value`.
long removed(BigInteger& value, unsigned prime) {
    long count = 0;
    while (count <= kMostPlaces && value % prime == 0) {
        value /= prime;
        ++count;
    }
    return count;
}

std::string power(long exponent) { return exponent == 0 ? std::string() : "e" + std::to_string(exponent); }

/// digits * 10^exponent where the first digit is worth more or less than an exponent can say: the point moves instead, 313e4999.
std::string withMovedPoint(std::string digits, long exponent) {
    if (exponent > kLargestExponent) {
        digits.append(static_cast<std::size_t>(exponent - kLargestExponent), '0');
        exponent = kLargestExponent;
    } else if (exponent < -kLargestExponent) {  // below the last place that an exponent reaches: zeros behind the point
        const auto behindPoint = static_cast<std::size_t>(-kLargestExponent - exponent);
        if (behindPoint > digits.size()) digits.insert(0, behindPoint - digits.size(), '0');
        digits.insert(digits.size() - behindPoint, ".");
        exponent = -kLargestExponent;
    }
    return digits + power(exponent);
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
    if (digits.size() > kMostCharacters || leading < -kMostPlaces || leading > kMostPlaces) return std::nullopt;
    // The usual form; of a number of almost 1,000 characters one that is no longer than what was read.
    std::vector<std::string> forms;
    if (-kLargestExponent <= leading && leading <= kLargestExponent) {
        forms.push_back(written(digits, exponent));
        if (forms.front().starts_with("0.")) forms.push_back(forms.front().substr(1));
        forms.push_back("." + digits + power(leading + 1));
    }
    forms.push_back(withMovedPoint(digits, exponent));
    for (std::string& form : forms) {
        if (form.size() <= kMostCharacters) return std::move(form);
    }
    return std::nullopt;
}

}  // namespace calc
