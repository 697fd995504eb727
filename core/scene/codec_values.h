#pragma once
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "core/scene/codec_choices.h"
#include "core/scene/codec_settings.h"

/// The codec's own header: how the value of a setting is written and read, by its type, and the row of a table made from them.
namespace calc::codec {

using Outcome = std::optional<Error>;

/// What a number may be; both ends count.
struct Limits {
    double low = -std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::max();
};

/// What is said of a value that is not what the setting takes.
Error wrongType(std::string_view key, Message message);

void writeValue(JsonWriter& w, const std::string& v);
void writeValue(JsonWriter& w, double v);
void writeValue(JsonWriter& w, int v);
void writeValue(JsonWriter& w, bool v);
void writeValue(JsonWriter& w, std::uint64_t v);
void writeValue(JsonWriter& w, const Range& v);
void writeValue(JsonWriter& w, const Camera& v);
void writeValue(JsonWriter& w, const std::vector<OptimizerChoice>& v);
void writeValue(JsonWriter& w, const std::vector<std::string>& v);
void writeValue(JsonWriter& w, const std::vector<double>& v);

template <class Enum>
requires std::is_enum_v<Enum>
void writeValue(JsonWriter& w, Enum v) {
    for (const auto& choice : choices(v)) {
        if (choice.value == v) w.value(choice.name);
    }
}

/// Settings with parts of their own have their codec in files of their own (codec_settings.h).
template <class T>
concept Nested = requires(JsonWriter& w, const Json& json, T& v) {
    writeNested(w, v);
    readNested(json, std::string_view(), v);
};
template <Nested T>
void writeValue(JsonWriter& w, const T& v) {
    writeNested(w, v);
}
template <class T>
requires(!Nested<std::optional<T>>) void writeValue(JsonWriter& w, const std::optional<T>& v) {
    if (v)
        writeValue(w, *v);
    else
        w.null();
}

/// Reading fails with the sentence that names the setting and what it takes; the value is then as it was or unspecified.
Outcome readValue(const Json& json, std::string_view key, Limits, std::string& v);
Outcome readValue(const Json& json, std::string_view key, Limits limits, double& v);
Outcome readValue(const Json& json, std::string_view key, Limits limits, int& v);
Outcome readValue(const Json& json, std::string_view key, Limits, std::uint64_t& v);
Outcome readValue(const Json& json, std::string_view key, Limits, bool& v);
Outcome readValue(const Json& json, std::string_view key, Limits, Range& v);
Outcome readValue(const Json& json, std::string_view key, Limits, Camera& v);
Outcome readValue(const Json& json, std::string_view key, Limits, std::vector<OptimizerChoice>& v);
Outcome readValue(const Json& json, std::string_view key, Limits, std::vector<std::string>& v);
/// Parts of a whole: each from 0 to 1.
Outcome readValue(const Json& json, std::string_view key, Limits, std::vector<double>& v);

template <class Enum>
requires std::is_enum_v<Enum> Outcome readValue(const Json& json, std::string_view key, Limits, Enum& v) {
    std::string names;
    for (const auto& choice : choices(v)) {
        if (json.is_string() && json.get_ref<const std::string&>() == choice.name) {
            v = choice.value;
            return std::nullopt;
        }
        names += (names.empty() ? "" : ", ") + std::string(choice.name);
    }
    return wrongType(key, {CALC_TEXT("{0} is one of: {1}."), {std::string(key), names}});
}
template <Nested T>
Outcome readValue(const Json& json, std::string_view key, Limits, T& v) {
    return readNested(json, key, v);
}
template <class T>
requires(!Nested<std::optional<T>>) Outcome readValue(const Json& json, std::string_view key, Limits limits, std::optional<T>& v) {
    if (json.is_null()) {
        v.reset();
        return std::nullopt;
    }
    T value{};
    if (const Outcome failed = readValue(json, key, limits, value)) return failed;
    v = value;
    return std::nullopt;
}

template <class T>
constexpr SettingType typeOf() {
    if constexpr (std::is_same_v<T, bool>)
        return SettingType::Flag;
    else if constexpr (std::is_same_v<T, int> || std::is_same_v<T, std::uint64_t>)
        return SettingType::Whole;
    else if constexpr (std::is_same_v<T, double>)
        return SettingType::Number;
    else if constexpr (std::is_same_v<T, std::optional<double>>)
        return SettingType::OptionalNumber;
    else if constexpr (std::is_same_v<T, std::vector<double>>)
        return SettingType::NumberList;
    else if constexpr (std::is_same_v<T, std::optional<Range>>)
        return SettingType::OptionalRange;
    else if constexpr (std::is_same_v<T, std::optional<HeightScale>> || std::is_same_v<T, std::optional<std::string>>)
        return SettingType::OptionalText;
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
        return SettingType::TextList;
    else if constexpr (std::is_same_v<T, Camera> || std::is_same_v<T, std::vector<OptimizerChoice>> || Nested<T>)
        return SettingType::Nested;
    else
        return SettingType::Text;  // texts and names of choices
}

template <class M>
struct MemberOf;
template <class S, class T>
struct MemberOf<T S::*> {
    using Scene = S;
    using Value = T;
};

/// One row of a table, from a pointer to the member and, for numbers, their limits.
template <auto member, Limits limits = Limits{}>
constexpr auto setting(std::string_view key) {
    using S = typename MemberOf<decltype(member)>::Scene;
    using T = typename MemberOf<decltype(member)>::Value;
    return Setting<S>{key, typeOf<T>(), [](JsonWriter& w, const S& scene) { writeValue(w, scene.*member); },
                      [](const Json& json, std::string_view k, S& scene) -> Outcome { return readValue(json, k, limits, scene.*member); }};
}

}  // namespace calc::codec
