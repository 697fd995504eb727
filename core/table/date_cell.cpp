#include "core/table/date_cell.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace calc {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<int> wholeNumber(std::string_view text, std::size_t leastDigits, std::size_t mostDigits) {
    if (text.size() < leastDigits || text.size() > mostDigits || !std::all_of(text.begin(), text.end(), isDigit)) return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Exactly N parts between the sign.
template <std::size_t N>
bool splitAt(std::string_view text, char sign, std::array<std::string_view, N>& parts) {
    for (std::size_t i = 0; i + 1 < N; ++i) {
        const std::size_t at = text.find(sign);
        if (at == std::string_view::npos) return false;
        parts[i] = text.substr(0, at);
        text.remove_prefix(at + 1);
    }
    parts[N - 1] = text;
    return text.find(sign) == std::string_view::npos;
}

std::optional<double> timeOfDay(std::string_view text) {
    if (text.ends_with('Z')) text.remove_suffix(1);
    if (const std::size_t fraction = text.find('.'); fraction != std::string_view::npos) {
        if (!wholeNumber(text.substr(fraction + 1), 1, 9)) return std::nullopt;
        text = text.substr(0, fraction);
    }
    std::array<std::string_view, 3> parts{"", "", "00"};
    std::array<std::string_view, 2> withoutSeconds;
    if (splitAt(text, ':', withoutSeconds)) {
        parts[0] = withoutSeconds[0];
        parts[1] = withoutSeconds[1];
    } else if (!splitAt(text, ':', parts)) {
        return std::nullopt;
    }
    const auto hours = wholeNumber(parts[0], 1, 2);
    const auto minutes = wholeNumber(parts[1], 2, 2);
    const auto seconds = wholeNumber(parts[2], 2, 2);
    if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
    return ((*hours * 60 + *minutes) * 60 + *seconds) / 86400.0;
}

/// The number of the month with this English name or its first three letters ("Sept", too), or 0.
unsigned monthNamed(std::string_view word) {
    constexpr std::array<std::string_view, 12> kMonths = {"january", "february", "march",     "april",   "may",      "june",
                                                          "july",    "august",   "september", "october", "november", "december"};
    std::string lower;
    for (const char c : word) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (unsigned i = 0; i < kMonths.size(); ++i)
        if (lower == kMonths[i] || lower == kMonths[i].substr(0, 3) || (i == 8 && lower == "sept")) return i + 1;
    return 0;
}

struct NamedDate {
    std::string_view year, day;
    unsigned month = 0;
};

/// "1 Jan 2024", "1-January-2024", "Jan. 1, 2024", "2024 Jan 1"; the rest, a time of day or nothing, is left in `cell`.
std::optional<NamedDate> namedDate(std::string_view& cell) {
    std::array<std::string_view, 3> parts;
    std::string_view rest = cell;
    for (std::string_view& part : parts) {
        std::size_t between = 0;
        while (between < rest.size() && std::string_view(" ,.-/").find(rest[between]) != std::string_view::npos) ++between;
        if (between > 2 || (between > 0) == (&part == parts.data())) return std::nullopt;
        rest.remove_prefix(between);
        std::size_t end = 0;
        const bool isWord = !rest.empty() && isLetter(rest.front());
        while (end < rest.size() && (isWord ? isLetter(rest[end]) : isDigit(rest[end]))) ++end;
        part = rest.substr(0, end);
        rest.remove_prefix(end);
    }
    if (!rest.empty() && rest.front() == ',') rest.remove_prefix(1);
    if (!rest.empty() && rest.front() != ' ') return std::nullopt;
    if (!rest.empty()) rest.remove_prefix(1);
    const bool monthFirst = monthNamed(parts[0]) != 0;
    const bool yearFirst = parts[0].size() == 4 && !monthFirst;
    const NamedDate date{yearFirst ? parts[0] : parts[2], yearFirst ? parts[2] : parts[monthFirst ? 1 : 0],
                         monthNamed(parts[monthFirst ? 0 : 1])};
    if (date.month == 0) return std::nullopt;
    cell = rest;
    return date;
}

/// The calendar part of a cell; the rest, a time of day or nothing, is left in `cell`.
std::optional<std::array<std::string_view, 3>> dateParts(std::string_view& cell) {
    const std::size_t end = cell.find_first_of("T ");
    const std::string_view date = cell.substr(0, end);
    cell = end == std::string_view::npos ? std::string_view() : cell.substr(end + 1);
    std::array<std::string_view, 3> parts;
    for (const char sign : {'-', '/', '.'})
        if (splitAt(date, sign, parts)) return parts;
    return std::nullopt;
}

}  // namespace

std::optional<double> dateOfCell(std::string_view cell, DateOrder order) {
    if (cell.size() < 6 || cell.size() > 40) return std::nullopt;
    std::optional<int> year, month, day;
    if (const auto named = namedDate(cell)) {
        year = wholeNumber(named->year, 4, 4);
        month = static_cast<int>(named->month);
        day = wholeNumber(named->day, 1, 2);
    } else if (const auto parts = dateParts(cell)) {
        const auto& [first, second, third] = *parts;
        const bool yearFirst = first.size() == 4;
        const bool dayFirst = order == DateOrder::DayMonthYear;
        year = wholeNumber(yearFirst ? first : third, 4, 4);
        month = wholeNumber(yearFirst || dayFirst ? second : first, 1, 2);
        day = wholeNumber(yearFirst ? third : dayFirst ? first : second, 1, 2);
    }
    if (!year || !month || !day || *year < 1) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    const double days = static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
    if (cell.empty()) return days;
    const auto time = timeOfDay(cell);
    return time ? std::optional(days + *time) : std::nullopt;
}

CivilDate civilDate(double days) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(static_cast<int>(std::floor(days))))};
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

double daysOf(CivilDate date) {
    const std::chrono::year_month_day day{std::chrono::year(date.year), std::chrono::month(date.month), std::chrono::day(date.day)};
    return static_cast<double>(std::chrono::sys_days(day).time_since_epoch().count());
}

std::string isoDate(double days) {
    const CivilDate date = civilDate(days);
    const auto padded = [](long value, std::size_t width) {
        std::string digits = std::to_string(value);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    return padded(date.year, 4) + '-' + padded(date.month, 2) + '-' + padded(date.day, 2);
}

}  // namespace calc
