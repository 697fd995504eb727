#include "core/table/cell.h"

#include <algorithm>
#include <array>

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

/// A currency sign before or behind, or a percent sign behind, with or without a space between.
std::string_view withoutUnit(std::string_view cell) {
    constexpr std::array<std::string_view, 5> kCurrencies = {"$", "\u20AC", "\u00A3", "\u00A5", "\u20B9"};
    constexpr std::array<std::string_view, 4> kSpaces = {" ", "\u00A0", "\u2009", "\u202F"};
    const auto cutFront = [&cell](std::string_view word) {
        if (cell.size() <= word.size() || !cell.starts_with(word)) return false;
        cell.remove_prefix(word.size());
        return true;
    };
    const auto cutBack = [&cell](std::string_view word) {
        if (cell.size() <= word.size() || !cell.ends_with(word)) return false;
        cell.remove_suffix(word.size());
        return true;
    };
    if (std::any_of(kCurrencies.begin(), kCurrencies.end(), cutFront))
        std::any_of(kSpaces.begin(), kSpaces.end(), cutFront);
    else if (cutBack("%") || std::any_of(kCurrencies.begin(), kCurrencies.end(), cutBack))
        std::any_of(kSpaces.begin(), kSpaces.end(), cutBack);
    return cell;
}

/// Takes a sign from the front, also U+2212; true: it was a minus; nullopt: there is none.
std::optional<bool> takeSign(std::string_view& cell) {
    constexpr std::string_view kMinus = "\u2212";
    const bool isMinus = cell.starts_with(kMinus) || cell.starts_with('-');
    if (!isMinus && !cell.starts_with('+')) return std::nullopt;
    cell.remove_prefix(cell.starts_with(kMinus) ? kMinus.size() : 1);
    return isMinus;
}

}  // namespace

std::optional<double> numberOfCell(std::string_view cell, DecimalMark mark) {
    if (cell.empty() || cell.size() > kLongestNumber) return std::nullopt;
    if (mark == DecimalMark::Point && cell.front() != '+')
        if (const auto value = parseDouble(cell)) return value;
    // One sign at most, before or behind that of a currency: -$5, $-5.
    std::optional<bool> isMinus = takeSign(cell);
    cell = withoutUnit(cell);
    if (!isMinus) isMinus = takeSign(cell);
    std::string plain = isMinus.value_or(false) ? "-" : "";
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

bool isMissing(std::string_view cell) {
    if (cell.empty()) return true;
    if (cell.size() > 4) return false;
    std::string lower;
    for (const char c : cell) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    constexpr std::array<std::string_view, 8> kWords = {"na", "n/a", "nan", "null", "none", "-", ".", "?"};
    return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

}  // namespace calc
