#include "core/base/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace calc {
namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr std::string_view kThinSpace = "\u2009";
constexpr int kGroupFrom = 4;  // "1 000" is grouped as the visual language shows it

std::string scientific(double value, int significantDigits) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, significantDigits - 1);
    return {buffer.data(), end.ptr};
}

std::string fixed(double value, int decimals) {
    std::array<char, 512> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    return {buffer.data(), end.ptr};
}

void dropTrailingZeros(std::string& digits) {
    if (digits.find('.') == std::string::npos) return;
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
}

std::string grouped(std::string digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    if (point < static_cast<std::size_t>(kGroupFrom)) return digits;
    for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, kThinSpace);
    return digits;
}

std::string raised(int exponent) {
    constexpr std::array<std::string_view, 10> kRaised = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074", "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    std::string text = exponent < 0 ? "\u207B" : "";
    for (const char c : std::to_string(std::abs(exponent))) text += kRaised[static_cast<std::size_t>(c - '0')];
    return text;
}

int exponentOf(const std::string& scientificText) {
    const std::size_t e = scientificText.find('e');
    int exponent = 0;
    const char* first = scientificText.data() + e + 1;
    if (*first == '+') ++first;
    std::from_chars(first, scientificText.data() + scientificText.size(), exponent);
    return exponent;
}

std::string powerForm(double magnitude, int significantDigits) {
    const std::string text = scientific(magnitude, significantDigits);
    std::string mantissa = text.substr(0, text.find('e'));
    dropTrailingZeros(mantissa);
    return mantissa + " \u00B7 10" + raised(exponentOf(text));
}

}  // namespace

std::string shortest(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end.ptr};
}

std::optional<double> parseDouble(std::string_view text) {
    double value = 0.0;
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc{} || end.ptr != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string displayNumber(double value, int significantDigits) {
    if (std::isnan(value)) return "\u2013";
    const std::string sign = value < 0 ? std::string(kMinus) : std::string();
    if (std::isinf(value)) return sign + "\u221E";
    const int digits = std::clamp(significantDigits, 1, 17);
    const double magnitude = std::fabs(value);
    if (magnitude == 0.0) return "0";
    const int exponent = exponentOf(scientific(magnitude, digits));
    if (exponent >= 5 || exponent < -2) return sign + powerForm(magnitude, digits);
    std::string text = fixed(magnitude, std::max(0, digits - 1 - exponent));
    dropTrailingZeros(text);
    return sign + grouped(text);
}

std::string displayFixed(double value, int decimals) {
    if (!std::isfinite(value)) return displayNumber(value);
    const std::string digits = fixed(std::fabs(value), decimals);
    const bool isZero = digits.find_first_not_of("0.") == std::string::npos;
    return (value < 0 && !isZero ? std::string(kMinus) : std::string()) + grouped(digits);
}

std::string displayKnown(double value, double error, int maximumDigits) {
    if (!std::isfinite(value) || value == 0.0 || !(error > 0.0)) return displayNumber(value, maximumDigits);
    const int lead = static_cast<int>(std::floor(std::log10(std::fabs(value))));
    const int uncertain = static_cast<int>(std::ceil(std::log10(error)));
    return displayNumber(value, std::clamp(lead - uncertain + 1, 1, maximumDigits));
}

std::string displayErrorBound(double error) {
    if (!std::isfinite(error) || error <= 0.0) return displayNumber(error, 1);
    const int exponent = static_cast<int>(std::floor(std::log10(error)));
    const double unit = std::pow(10.0, exponent);
    return displayNumber(std::ceil(error / unit * (1.0 - 1e-12)) * unit, 1);
}

std::string displayInteger(std::int64_t value) {
    const std::string digits = std::to_string(value);
    return value < 0 ? std::string(kMinus) + grouped(digits.substr(1)) : grouped(digits);
}

std::string displayPowerOfTen(int exponent) {
    if (exponent == 0) return "1";
    return exponent == 1 ? "10" : "10" + raised(exponent);
}

}  // namespace calc
