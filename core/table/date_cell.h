#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Days of the calendar as they stand in the cells of a table.
namespace calc {

/// Order of the parts in "03/04/2011"; a year of four digits at the front is always read as year, month, day.
enum class DateOrder { MonthDayYear, DayMonthYear };

/// A day of the Gregorian calendar as days since 1970-01-01, with the time of day as a fraction: "2011-01-31", "2011/1/31",
/// "31.1.2011", "1/31/2011", or with the month's English name or its first three letters ("31 Jan 2011", "January 31, 2011",
/// "31-Jan-2011"), each with "T" or a space and "hh:mm" or "hh:mm:ss" behind it, a final Z taken as nothing. Years 1 to 9999; a day that
/// does not exist is no date. Exact for days, 1e-11 days for times.
std::optional<double> dateOfCell(std::string_view cell, DateOrder order);

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
