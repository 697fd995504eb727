#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calc {

/// The only place where numbers become text and back: std::to_chars and std::from_chars, so that no locale is asked.

/// The shortest decimal text that reads back to the same double ("0.1", "1e-07", "inf", "-inf", "nan").
std::string shortest(double value);

/// Reads a whole text as one decimal number; nothing else may stand in it. "inf" and "-inf" are not numbers here.
std::optional<double> parseDouble(std::string_view text);

/// For people: at most `significantDigits` (1 to 17), a real minus sign (U+2212), no -0, no trailing zeros, thin-space groups from
/// five digits on (1 000 stays as groups of three: "1 000"), m · 10ⁿ with raised exponent from 10⁵ and below 10⁻². Infinity is ∞.
std::string displayNumber(double value, int significantDigits = 6);

/// The same with a fixed count of decimals, for columns: displayFixed(-1.5, 2) is "−1.50"; what rounds to zero has no sign.
std::string displayFixed(double value, int decimals);

/// A value with as many digits as its error leaves known: displayKnown(1.2819216, 4e-5) is "1.2819".
/// error 0: `maximumDigits` significant digits.
std::string displayKnown(double value, double error, int maximumDigits = 10);

/// An error bound: one digit, rounded up: "6 · 10⁻¹⁴".
std::string displayErrorBound(double error);

std::string displayInteger(std::int64_t value);

/// "10ⁿ" with the exponent raised; 0 gives "1", 1 gives "10".
std::string displayPowerOfTen(int exponent);

}  // namespace calc
