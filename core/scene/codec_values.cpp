#include "core/scene/codec_values.h"

#include <cmath>

namespace calc::codec {

Error wrongType(std::string_view key, Message message) { return settingError(ErrorCode::BadValue, key, std::move(message)); }

void writeValue(JsonWriter& w, const std::string& v) { w.value(std::string_view(v)); }
void writeValue(JsonWriter& w, double v) { w.value(v); }
void writeValue(JsonWriter& w, int v) { w.value(v); }
void writeValue(JsonWriter& w, bool v) { w.value(v); }
void writeValue(JsonWriter& w, std::uint64_t v) { w.raw(std::to_string(v)); }
void writeValue(JsonWriter& w, const Range& v) {
    w.beginArray();
    w.value(v.low);
    w.value(v.high);
    w.endArray();
}
void writeValue(JsonWriter& w, const Camera& v) {
    w.beginObject();
    w.field("azimuth", v.azimuth);
    w.field("elevation", v.elevation);
    w.field("zoom", v.zoom);
    w.endObject();
}
void writeValue(JsonWriter& w, const std::vector<OptimizerChoice>& v) {
    w.beginArray();
    for (const OptimizerChoice& optimizer : v) writeNested(w, optimizer);
    w.endArray();
}
void writeValue(JsonWriter& w, const std::vector<std::string>& v) {
    w.beginArray();
    for (const std::string& text : v) w.value(std::string_view(text));
    w.endArray();
}
void writeValue(JsonWriter& w, const std::vector<double>& v) {
    w.beginArray();
    for (const double number : v) w.value(number);
    w.endArray();
}

Outcome readValue(const Json& json, std::string_view key, Limits, std::string& v) {
    if (!json.is_string()) return wrongType(key, {CALC_TEXT("{0} is a text in quotes."), {std::string(key)}});
    v = json.get<std::string>();
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits limits, double& v) {
    if (!json.is_number()) return wrongType(key, {CALC_TEXT("{0} is a number."), {std::string(key)}});
    const double number = json.get<double>();
    if (!(limits.low <= number && number <= limits.high)) {
        return wrongType(key, {CALC_TEXT("{0} is a number from {1} to {2}."),
                               {std::string(key), NumberArgument{limits.low}, NumberArgument{limits.high}}});
    }
    v = number;
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits limits, int& v) {
    const bool fits = json.is_number_integer() && limits.low <= json.get<double>() && json.get<double>() <= limits.high;
    if (!fits) {
        return wrongType(key, {CALC_TEXT("{0} is a whole number from {1} to {2}."),
                               {std::string(key), static_cast<std::int64_t>(limits.low), static_cast<std::int64_t>(limits.high)}});
    }
    v = json.get<int>();
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits, std::uint64_t& v) {
    if (!json.is_number_unsigned()) return wrongType(key, {CALC_TEXT("{0} is a whole number, 0 or above."), {std::string(key)}});
    v = json.get<std::uint64_t>();
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits, bool& v) {
    if (!json.is_boolean()) return wrongType(key, {CALC_TEXT("{0} is true or false."), {std::string(key)}});
    v = json.get<bool>();
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits, Range& v) {
    const bool isPair = json.is_array() && json.size() == 2 && json[0].is_number() && json[1].is_number();
    const Range range = isPair ? Range{json[0].get<double>(), json[1].get<double>()} : Range{0.0, 0.0};
    if (!(range.low < range.high && std::isfinite(range.length()))) {
        return wrongType(key, {CALC_TEXT("{0} is a pair of numbers, the smaller one first."), {std::string(key)}});
    }
    v = range;
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits, Camera& v) {
    if (!json.is_object()) return wrongType(key, {CALC_TEXT("{0} holds azimuth, elevation and zoom."), {std::string(key)}});
    for (const auto& entry : json.items()) {
        const std::string path = std::string(key) + "." + entry.key();
        Outcome failed;
        if (entry.key() == "azimuth")
            failed = readValue(entry.value(), path, {-360.0, 360.0}, v.azimuth);
        else if (entry.key() == "elevation")
            failed = readValue(entry.value(), path, {5.0, 90.0}, v.elevation);
        else if (entry.key() == "zoom")
            failed = readValue(entry.value(), path, {0.1, 10.0}, v.zoom);
        else
            failed = settingError(ErrorCode::UnknownName, path,
                                  {CALC_TEXT("A camera has no {0}; it has azimuth, elevation and zoom."), {entry.key()}});
        if (failed) return failed;
    }
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits, std::vector<OptimizerChoice>& v) {
    constexpr std::size_t kMost = 13;
    if (!json.is_array() || json.size() > kMost) {
        return wrongType(key,
                         {CALC_TEXT("{0} is a list of at most {1} optimizers."), {std::string(key), static_cast<std::int64_t>(kMost)}});
    }
    v.clear();
    for (const Json& entry : json) {
        const std::string path = std::string(key) + "." + std::to_string(v.size());
        v.emplace_back();
        if (const Outcome failed = readNested(entry, path, v.back())) return failed;
    }
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits, std::vector<std::string>& v) {
    if (!json.is_array() || json.size() > kMostPins) {
        return wrongType(key, {CALC_TEXT("{0} is a list of at most {1} texts."), {std::string(key), static_cast<std::int64_t>(kMostPins)}});
    }
    v.clear();
    for (const Json& entry : json) {
        v.emplace_back();
        if (const Outcome failed = readValue(entry, key, {}, v.back())) return failed;
    }
    return std::nullopt;
}
Outcome readValue(const Json& json, std::string_view key, Limits, std::vector<double>& v) {
    constexpr std::size_t kMost = kMostCuts + 1;
    if (!json.is_array() || json.size() > kMost) {
        return wrongType(key, {CALC_TEXT("{0} is a list of at most {1} numbers."), {std::string(key), static_cast<std::int64_t>(kMost)}});
    }
    v.clear();
    for (const Json& entry : json) {
        v.emplace_back();
        if (const Outcome failed = readValue(entry, key, {0.0, 1.0}, v.back())) return failed;
    }
    return std::nullopt;
}

}  // namespace calc::codec
