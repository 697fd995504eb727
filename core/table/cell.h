#pragma once
#include <optional>
#include <string_view>

/// What stands in one cell of a table: a number, or nothing; dates are in date_cell.h.
namespace calc {

enum class DecimalMark : char { Point = '.', Comma = ',' };

/// A number with this decimal mark: a sign (also U+2212), groups of three digits between spaces (also thin and no-break), apostrophes or
/// the other mark, an exponent. "1,234.5" with a point, "1.234,5" with a comma. A currency sign ("$5", "-$5", "5 €") or a percent sign
/// ("5 %" is 5) is left out. Correctly rounded. Nothing else may stand in the cell.
std::optional<double> numberOfCell(std::string_view cell, DecimalMark mark);

/// What a cell says about the decimal mark: "0.5" needs a point, "3,75" needs a comma; nullopt where it says nothing ("7") or could be
/// either a fraction or a group of three digits ("1,234").
std::optional<DecimalMark> decimalMarkOf(std::string_view cell);

/// Empty, or one of the usual words for "no value" (NA, N/A, NaN, null, none, "-", ".").
bool isMissing(std::string_view cell);

}  // namespace calc
