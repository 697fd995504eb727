#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/codec_settings.h"

namespace calc {
namespace {

Result<Json> rangeFromText(std::string_view key, std::string_view text) {
    if (text == "auto" || text.empty()) return Json(nullptr);
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) {
        return settingError(ErrorCode::BadValue, key,
                            {CALC_TEXT("{0} is \"auto\" or two numbers with a comma between: 0,5."), {std::string(key)}});
    }
    const auto low = parseNumber(text.substr(0, comma));
    if (!low) return low.error();
    const auto high = parseNumber(text.substr(comma + 1));
    if (!high) return high.error();
    return Json::array({*low, *high});
}

Result<Json> flagFromText(std::string_view key, std::string_view text) {
    for (const std::string_view yes : {"true", "on", "yes", "1"}) {
        if (text == yes) return Json(true);
    }
    for (const std::string_view no : {"false", "off", "no", "0"}) {
        if (text == no) return Json(false);
    }
    return settingError(ErrorCode::BadValue, key, {CALC_TEXT("{0} is true or false."), {std::string(key)}});
}

/// "-1, pi/2": each between the commas; nothing: an empty list.
Json listFromText(std::string_view text) {
    Json list = Json::array();
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view entry = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        while (!entry.empty() && entry.front() == ' ') entry.remove_prefix(1);
        while (!entry.empty() && entry.back() == ' ') entry.remove_suffix(1);
        if (!entry.empty()) list.push_back(std::string(entry));
    }
    return list;
}

Result<Json> numberFromText(std::string_view key, std::string_view text) {
    if (!text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos) {
        const Json digits = Json::parse(text, nullptr, false);  // keeps all digits of a seed
        if (digits.is_number_unsigned()) return digits;
    }
    auto number = parseNumber(text);
    if (!number) {
        Error error = number.error();
        error.field = key;
        return error;
    }
    const bool isWhole = std::fabs(*number) < 9e15 && *number == std::floor(*number);
    return isWhole ? Json(static_cast<std::int64_t>(*number)) : Json(*number);
}

/// "0.2, 1/2": each between the commas.
Result<Json> numbersFromText(std::string_view key, std::string_view text) {
    Json numbers = Json::array();
    for (const Json& entry : listFromText(text)) {
        auto number = numberFromText(key, entry.get_ref<const std::string&>());
        if (!number) return number.error();
        numbers.push_back(std::move(*number));
    }
    return numbers;
}

}  // namespace

Result<Json> settingFromText(SettingType type, std::string_view key, std::string_view text) {
    switch (type) {
        case SettingType::Flag: return flagFromText(key, text);
        case SettingType::Whole:
        case SettingType::Number: return numberFromText(key, text);
        case SettingType::OptionalNumber: return text == "none" || text.empty() ? Result<Json>(Json(nullptr)) : numberFromText(key, text);
        case SettingType::OptionalRange: return rangeFromText(key, text);
        case SettingType::NumberList: return numbersFromText(key, text);
        case SettingType::TextList: return listFromText(text);
        case SettingType::OptionalText:
            if (text == "auto") return Json(nullptr);
            break;
        case SettingType::Text:
        case SettingType::Nested: break;
    }
    return Json(std::string(text));
}

}  // namespace calc
