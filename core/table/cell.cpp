#include "core/table/cell.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <span>

#include "core/base/number_text.h"

namespace calc {
namespace {

constexpr std::size_t kLongestNumber = 60;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The length of a sign for grouping (spaces, apostrophe, or the mark that is not the decimal one) at the front of the text, or 0.
std::size_t groupSign(std::string_view text, DecimalMark mark) {
    if (text.starts_with(' ') || text.starts_with('\'')) return 1;
    if (text.starts_with(mark == DecimalMark::Point ? ',' : '.')) return 1;
    for (const std::string_view space : {"\u00A0", "\u2009", "\u202F", "\u2019"})
        if (text.starts_with(space)) return space.size();
    return 0;
}

bool threeDigits(std::string_view text) {
    return text.size() >= 3 && isDigit(text[0]) && isDigit(text[1]) && isDigit(text[2]) && (text.size() == 3 || !isDigit(text[3]));
}

/// Copies the digits before the decimal mark without their group signs; false where the groups are not of three.
bool takeWhole(std::string_view& text, DecimalMark mark, std::string& plain) {
    std::size_t digits = 0;
    while (digits < text.size() && isDigit(text[digits])) ++digits;
    plain += text.substr(0, digits);
    text.remove_prefix(digits);
    if (digits == 0 || digits > 3) return true;
    while (const std::size_t sign = groupSign(text, mark)) {
        if (!threeDigits(text.substr(sign))) return false;
        plain += text.substr(sign, 3);
        text.remove_prefix(sign + 3);
    }
    return true;
}

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

std::optional<double> numberOfCell(std::string_view cell, DecimalMark mark) {
    if (cell.empty() || cell.size() > kLongestNumber) return std::nullopt;
    if (mark == DecimalMark::Point && cell.front() != '+')
        if (const auto value = parseDouble(cell)) return value;
    std::string plain;
    if (cell.starts_with("\u2212")) {
        plain = "-";
        cell.remove_prefix(std::string_view("\u2212").size());
    } else if (cell.front() == '+' || cell.front() == '-') {
        if (cell.front() == '-') plain = "-";
        cell.remove_prefix(1);
    }
    if (cell.empty() || cell.front() == '+' || cell.front() == '-' || !takeWhole(cell, mark, plain)) return std::nullopt;
    if (cell.starts_with(static_cast<char>(mark))) {
        plain += '.';
        cell.remove_prefix(1);
        if (!cell.empty() && !isDigit(cell.front()) && plain.size() < 2) return std::nullopt;
    }
    plain += cell;
    if (cell.find_first_not_of("0123456789eE+-") != std::string_view::npos) return std::nullopt;
    return parseDouble(plain);
}

std::optional<DecimalMark> decimalMarkOf(std::string_view cell) {
    const bool asPoint = numberOfCell(cell, DecimalMark::Point).has_value();
    const bool asComma = numberOfCell(cell, DecimalMark::Comma).has_value();
    if (asPoint == asComma) return std::nullopt;
    return asPoint ? DecimalMark::Point : DecimalMark::Comma;
}

std::optional<double> dateOfCell(std::string_view cell, DateOrder order) {
    if (cell.size() < 6 || cell.size() > 40) return std::nullopt;
    const auto parts = dateParts(cell);
    if (!parts) return std::nullopt;
    const auto& [first, second, third] = *parts;
    const bool yearFirst = first.size() == 4;
    const bool dayFirst = order == DateOrder::DayMonthYear;
    const auto year = wholeNumber(yearFirst ? first : third, 4, 4);
    const auto month = wholeNumber(yearFirst || dayFirst ? second : first, 1, 2);
    const auto day = wholeNumber(yearFirst ? third : dayFirst ? first : second, 1, 2);
    if (!year || !month || !day || *year < 1) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    const double days = static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
    if (cell.empty()) return days;
    const auto time = timeOfDay(cell);
    return time ? std::optional(days + *time) : std::nullopt;
}

bool isMissing(std::string_view cell) {
    if (cell.empty()) return true;
    if (cell.size() > 4) return false;
    std::string lower;
    for (const char c : cell) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    constexpr std::array<std::string_view, 8> kWords = {"na", "n/a", "nan", "null", "none", "-", ".", "?"};
    return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
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
