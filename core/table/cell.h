#pragma once
#include <optional>
#include <string>
#include <string_view>

/// What stands in one cell of a table: a number, a date, or a text.
namespace calc {

enum class DecimalMark : char { Point = '.', Comma = ',' };

/// A number with this decimal mark: a sign (also U+2212), groups of three digits between spaces (also thin and no-break), apostrophes or
/// the other mark, an exponent. "1,234.5" with a point, "1.234,5" with a comma. Correctly rounded. Nothing else may stand in the cell.
std::optional<double> numberOfCell(std::string_view cell, DecimalMark mark);

/// What a cell says about the decimal mark: "0.5" needs a point, "3,75" needs a comma; nullopt where it says nothing ("7") or could be
/// either a fraction or a group of three digits ("1,234").
std::optional<DecimalMark> decimalMarkOf(std::string_view cell);

/// Order of the parts in "03/04/2011"; a year of four digits at the front is always read as year, month, day.
enum class DateOrder { MonthDayYear, DayMonthYear };

/// A day of the Gregorian calendar as days since 1970-01-01, with the time of day as a fraction: "2011-01-31", "2011/1/31",
/// "31.1.2011", "1/31/2011", each with "T" or a space and "hh:mm" or "hh:mm:ss" behind it, a final Z taken as nothing. Years 1 to 9999;
/// a day that does not exist is no date. Exact for days, 1e-11 days for times.
std::optional<double> dateOfCell(std::string_view cell, DateOrder order);

/// Empty, or one of the usual words for "no value" (NA, N/A, NaN, null, none, "-", ".").
bool isMissing(std::string_view cell);

struct CivilDate {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;
    bool operator==(const CivilDate&) const = default;
};
/// The calendar day of a count of days since 1970-01-01 (the fraction does not count), and back.
CivilDate civilDate(double days);
double daysOf(CivilDate date);
/// "2011-01-31".
std::string isoDate(double days);

}  // namespace calc
