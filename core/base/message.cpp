#include "core/base/message.h"

#include "core/base/number_text.h"
#include "core/base/rich_text.h"

namespace calc {
namespace {

std::string argumentText(const MessageArgument& argument) {
    if (const auto* number = std::get_if<NumberArgument>(&argument)) return displayNumber(number->value, number->significantDigits);
    if (const auto* whole = std::get_if<std::int64_t>(&argument)) return displayInteger(*whole);
    return std::get<std::string>(argument);
}

}  // namespace

std::string fill(std::string_view translated, const std::vector<MessageArgument>& arguments) {
    std::string text;
    for (std::size_t i = 0; i < translated.size(); ++i) {
        const char c = translated[i];
        if (c == '{' && translated.substr(i, 2) == "{{") {
            text += '{';
            ++i;
            continue;
        }
        const bool isPlace = c == '{' && i + 2 < translated.size() && translated[i + 2] == '}' && translated[i + 1] >= '0' && translated[i + 1] <= '9';
        if (isPlace) {
            const auto index = static_cast<std::size_t>(translated[i + 1] - '0');
            if (index < arguments.size()) text += argumentText(arguments[index]);
            i += 2;
            continue;
        }
        text += c;
    }
    return text;
}

std::string renderEnglish(const Message& message) { return fill(message.text, message.arguments); }

std::string renderPlainEnglish(const Message& message) { return plainText(renderEnglish(message)); }

}  // namespace calc
