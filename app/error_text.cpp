#include "app/error_text.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace calc {
namespace {

constexpr std::size_t kShown = 60;

bool printable(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool directionOrSeparator = (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
    return !control && !directionOrSeparator;
}

}  // namespace

std::string errorText(const Error& error, std::string_view source) {
    std::string text = "calculoscope: ";
    if (error.span) text += "column " + std::to_string(error.span->first + 1) + ": ";
    text += renderPlainEnglish(error.message) + "\n";
    if (!error.span || source.empty()) return text;
    const auto points = codePoints(source);
    const std::size_t column = std::min(error.span->first, points.size());
    const std::size_t first = points.size() <= kShown || column < kShown / 2 ? 0 : std::min(column - kShown / 2, points.size() - kShown);
    const std::size_t last = std::min(points.size(), first + kShown);
    text += "  ";
    for (std::size_t i = first; i < last; ++i) appendUtf8(text, points[i].valid && printable(points[i].value) ? points[i].value : char32_t{0xFFFD});
    text += "\n  " + std::string(column - first, ' ') + "^\n";
    return text;
}

}  // namespace calc
