#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Marks an English template of core for translation (lupdate -tr-function-alias translate+=CALC_TEXT). It returns its argument.
#define CALC_TEXT(text) text

namespace calc {

/// What fills a place {0}, {1} … of a template: a number (formatted by the one formatter of number_text.h when the message is
/// shown, with as many significant digits as asked), a whole number, or a text that needs no translation (a name, an expression).
struct NumberArgument {
    double value = 0.0;
    int significantDigits = 6;
    bool operator==(const NumberArgument&) const = default;
};
using MessageArgument = std::variant<NumberArgument, std::int64_t, std::string>;

/// A sentence of core before it has a language: the English template, marked with CALC_TEXT, and its values.
/// core makes no finished sentences; ui translates the template and renders it, base renders English for the command line and tests.
/// A template may hold role tags, <tangent>words</tangent>; see rich_text.h. `{{` writes a brace.
struct Message {
    std::string text;
    std::vector<MessageArgument> arguments;

    Message() = default;
    Message(std::string_view template_, std::vector<MessageArgument> arguments_ = {})
        : text(template_), arguments(std::move(arguments_)) {}
    Message(const char* template_, std::vector<MessageArgument> arguments_ = {})
        : text(template_), arguments(std::move(arguments_)) {}

    bool empty() const { return text.empty(); }
    bool operator==(const Message&) const = default;
};

/// The template filled with the arguments. `translated` stands in for message.text where a translation is shown.
std::string fill(std::string_view translated, const std::vector<MessageArgument>& arguments);

/// The message in English, role tags left in.
std::string renderEnglish(const Message& message);

/// The message in English, role tags taken out: what the command line prints.
std::string renderPlainEnglish(const Message& message);

}  // namespace calc
