#include "core/scene/codec.h"

#include <algorithm>
#include <array>

#include "core/descent/parameters.h"
#include "core/scene/codec_settings.h"
#include "core/scene/totals_choices.h"

namespace calc {
namespace {

constexpr std::size_t kLargestFile = 1 << 20;
constexpr std::array<std::string_view, 12> kKinds = {"descent",     "area",          "limit",    "tangent", "curve-descent", "accumulation",
                                                     "probability", "epsilon-delta", "sequence", "series",  "training",      "totals"};

Error badFile(Message message, std::string_view field = {}) { return settingError(ErrorCode::BadFile, field, std::move(message)); }

template <class S>
std::string keyList(const S& scene) {
    std::string keys;
    for (const auto& setting : settingsOf(scene)) keys += (keys.empty() ? "" : ", ") + std::string(setting.key);
    return keys;
}

template <class S>
Error unknownSetting(std::string_view key, const S& scene) {
    return settingError(ErrorCode::UnknownName, key,
                        {CALC_TEXT("This scene has no setting {0}. It has: {1}."), {std::string(key), keyList(scene)}});
}

template <class S>
const Setting<S>* findSetting(std::string_view key, const S& scene) {
    for (const auto& setting : settingsOf(scene)) {
        if (setting.key == key) return &setting;
    }
    return nullptr;
}

template <class S>
Result<Scene> readSettings(const Json& settings, Scene scene, S kind) {
    for (const auto& entry : settings.items()) {
        const Setting<S>* setting = findSetting(entry.key(), kind);
        if (!setting) return unknownSetting(entry.key(), kind);
        if (auto failed = setting->read(entry.value(), entry.key(), kind)) return *std::move(failed);
    }
    scene.kind = std::move(kind);
    return scene;
}

std::int64_t lineOf(std::string_view text, std::size_t byte) {
    return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size())), '\n');
}

Result<Json> parseJson(std::string_view text) {
    if (text.size() > kLargestFile)
        return settingError(ErrorCode::TooLarge, {}, CALC_TEXT("A scene is never larger than a megabyte; this is another file."));
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        return badFile({CALC_TEXT("This is not a scene: in line {0} the JSON cannot be understood."), {lineOf(text, error.byte)}});
    } catch (const Json::exception&) {
        return badFile(CALC_TEXT("This is not a scene: it holds a number that is too large."));
    }
}

std::optional<Error> checkHead(const Json& file) {
    if (!file.is_object() || !file.contains("calculoscope")) return badFile(CALC_TEXT("This is not a scene of Calculoscope."));
    const Json& version = file["calculoscope"];
    if (!version.is_number_integer() || version.get<double>() < 1)
        return badFile(CALC_TEXT("The version of this scene cannot be read."), "calculoscope");
    if (version.get<double>() > kSceneVersion) {
        return Error{
            ErrorCode::Newer,
            {CALC_TEXT(
                 "This scene was written by a newer Calculoscope (scene version {0}; this one reads up to {1}). It was left as it is."),
             {version.is_number_unsigned() ? std::to_string(version.get<std::uint64_t>()) : std::string("?"),
              static_cast<std::int64_t>(kSceneVersion)}},
            std::nullopt,
            "calculoscope"};
    }
    for (const auto& entry : file.items()) {
        const std::string& key = entry.key();
        if (key != "calculoscope" && key != "kind" && key != "title" && key != "settings") {
            return settingError(ErrorCode::UnknownName, key,
                                {CALC_TEXT("A scene has no entry {0}. It has: calculoscope, kind, title, settings."), {key}});
        }
    }
    return std::nullopt;
}

/// The JSON of one setting as it stands.
template <class S>
Json currentValue(const Setting<S>& setting, const S& scene) {
    JsonWriter writer;
    setting.write(writer, scene);
    return Json::parse(writer.text(), nullptr, false);
}

/// "sgd, adam": these optimizers with their defaults.
Json optimizersByName(std::string_view names) {
    Json list = Json::array();
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(','), names.size());
        std::string name(names.substr(0, comma));
        std::erase(name, ' ');
        names.remove_prefix(std::min(comma + 1, names.size()));
        list.push_back({{"name", name}});
    }
    return list;
}

/// Sets `rest` ("azimuth", "1.learning_rate", "adam.learning_rate") inside a nested setting; false: there is no such place.
Result<bool> setNested(Json& value, std::string_view key, std::string_view rest, std::string_view text) {
    const std::size_t dot = rest.find('.');
    if (value.is_object()) {
        // Parameters that have their defaults are not written: whether there is such a one, the reader says.
        const bool hasParameters = value.contains("name");
        if (!value.contains(rest) && !hasParameters) return false;
        const bool isText = value.contains(rest) && value[std::string(rest)].is_string();
        auto number = settingFromText(isText ? SettingType::Text : SettingType::Number, key, text);
        if (!number) return number.error();
        value[std::string(rest)] = std::move(*number);
        return true;
    }
    if (!value.is_array() || dot == std::string_view::npos) return false;
    const std::string_view which = rest.substr(0, dot);
    const std::string inner(rest.substr(dot + 1));
    bool found = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const bool isNamed = value[i].contains("name") && which == value[i]["name"].get_ref<const std::string&>();
        if (which != std::to_string(i) && !isNamed) continue;
        const bool isText = value[i].contains(inner) && value[i][inner].is_string();
        auto entry = settingFromText(isText ? SettingType::Text : SettingType::Number, key, text);
        if (!entry) return entry.error();
        value[i][inner] = std::move(*entry);
        found = true;
    }
    return found;
}

template <class S>
Result<Scene> withSettingOf(Scene scene, S kind, std::string_view key, std::string_view text) {
    const std::size_t dot = std::min(key.find('.'), key.size());
    const Setting<S>* setting = findSetting(key.substr(0, dot), kind);
    if (!setting || (dot < key.size() && setting->type != SettingType::Nested)) return unknownSetting(key, kind);
    Json json;
    if (dot < key.size()) {
        json = currentValue(*setting, kind);
        const auto set = setNested(json, key, key.substr(dot + 1), text);
        if (!set) return set.error();
        if (!*set) return unknownSetting(key, kind);
    } else if (setting->key == "optimizers") {
        json = optimizersByName(text);
    } else {
        auto value = settingFromText(setting->type, key, text);
        if (!value) return value.error();
        json = std::move(*value);
    }
    if (auto failed = setting->read(json, setting->key, kind)) return *std::move(failed);
    scene.kind = std::move(kind);
    return scene;
}

template <class S>
std::string_view resolved(std::string_view key, const S&) {
    return key == "f" || key == "loss" ? "function" : key;
}

void afterSetting(std::string_view key, DescentScene& scene) {
    if (key == "function") scene.surface = "typed";
    if (key == "surface" && scene.surface != "typed") scene.function.clear();
}
void afterSetting(std::string_view, AreaScene&) {}
void afterSetting(std::string_view, LimitScene&) {}
void afterSetting(std::string_view, TangentScene&) {}
void afterSetting(std::string_view, CurveDescentScene&) {}
void afterSetting(std::string_view, AccumulationScene&) {}
/// Another file has other columns: those that fit are looked for, unless they are named, too.
void afterSetting(std::string_view key, TotalsScene& scene) {
    if (key == "file") scene = withFile(scene, scene.file);
}
void afterSetting(std::string_view key, ProbabilityScene& scene) {
    if (key == "function") scene.distribution = {std::string(kTypedDensity), {}};
}
void afterSetting(std::string_view key, EpsilonDeltaScene& scene) {
    if (key == "delta") scene.deltaFollows = false;
}
void afterSetting(std::string_view, SequenceScene&) {}
void afterSetting(std::string_view, SeriesScene&) {}
void afterSetting(std::string_view key, TrainingScene& scene) {
    if (key == "function" && scene.surface != "curve") scene.surface = "typed";
    if (key == "surface" && scene.surface != "typed" && scene.surface != "curve") scene.function.clear();
}

/// The setting itself and, where it has parts, the paths of all that may be set in them.
void appendKeys(std::vector<std::string>& keys, std::string_view key, const Json& value) {
    keys.emplace_back(key);
    if (value.is_object()) {
        for (const auto& entry : value.items()) keys.push_back(std::string(key) + "." + entry.key());
    }
    if (key != "optimizers") return;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const std::string path = std::string(key) + "." + std::to_string(i) + ".";
        keys.push_back(path + "name");
        const OptimizerInfo* info = findOptimizer(value[i]["name"].get_ref<const std::string&>());
        if (!info) continue;
        for (const ParameterInfo& parameter : info->parameters) keys.push_back(path + std::string(parameter.name));
    }
}

}  // namespace

std::string encode(const Scene& scene) {
    JsonWriter writer(2);
    writer.beginObject();
    writer.field("calculoscope", kSceneVersion);
    writer.field("kind", kKinds[scene.kind.index()]);
    writer.field("title", std::string_view(scene.title));
    writer.key("settings");
    writer.beginObject();
    const auto writeAll = [&writer](const auto& kind) {
        for (const auto& setting : settingsOf(kind)) {
            writer.key(setting.key);
            setting.write(writer, kind);
        }
    };
    std::visit(writeAll, scene.kind);
    writer.endObject();
    writer.endObject();
    return writer.text() + "\n";
}

Result<Scene> decode(std::string_view json) {
    const auto parsed = parseJson(json);
    if (!parsed) return parsed.error();
    const Json& file = *parsed;
    if (auto failed = checkHead(file)) return *std::move(failed);
    Scene scene;
    if (file.contains("title")) {
        if (!file["title"].is_string()) return badFile(CALC_TEXT("The title of a scene is a text."), "title");
        scene.title = file["title"].get<std::string>();
    }
    if (!file.contains("kind") || !file["kind"].is_string())
        return badFile(
            CALC_TEXT("The kind of this scene is missing: area, accumulation, probability, totals, limit, epsilon-delta, sequence, "
                      "series, training, tangent, "
                      "curve-descent or descent."),
            "kind");
    const Json settings = file.contains("settings") ? file["settings"] : Json::object();
    if (!settings.is_object()) return badFile(CALC_TEXT("The settings of a scene are an object in braces."), "settings");
    const std::string& kind = file["kind"].get_ref<const std::string&>();
    if (kind == kKinds[0]) return readSettings(settings, std::move(scene), DescentScene{});
    if (kind == kKinds[1]) return readSettings(settings, std::move(scene), AreaScene{});
    if (kind == kKinds[2]) return readSettings(settings, std::move(scene), LimitScene{});
    if (kind == kKinds[3]) return readSettings(settings, std::move(scene), TangentScene{});
    if (kind == kKinds[4]) return readSettings(settings, std::move(scene), CurveDescentScene{});
    if (kind == kKinds[5]) return readSettings(settings, std::move(scene), AccumulationScene{});
    if (kind == kKinds[6]) return readSettings(settings, std::move(scene), ProbabilityScene{});
    if (kind == kKinds[7]) return readSettings(settings, std::move(scene), EpsilonDeltaScene{});
    if (kind == kKinds[8]) return readSettings(settings, std::move(scene), SequenceScene{});
    if (kind == kKinds[9]) return readSettings(settings, std::move(scene), SeriesScene{});
    if (kind == kKinds[10]) return readSettings(settings, std::move(scene), TrainingScene{});
    if (kind == kKinds[11]) return readSettings(settings, std::move(scene), TotalsScene{});
    return settingError(
        ErrorCode::UnknownName, "kind",
        {CALC_TEXT("There is no scene of the kind {0}; there are area, accumulation, probability, totals, limit, epsilon-delta, "
                   "sequence, series, training, "
                   "tangent, curve-descent and descent."),
         {kind}});
}

Result<Scene> withSetting(const Scene& scene, std::string_view key, std::string_view value) {
    if (key == "title") {
        Scene changed = scene;
        changed.title = value;
        return changed;
    }
    const auto set = [&scene, key, value](const auto& kind) -> Result<Scene> {
        const std::string_view name = resolved(key, kind);
        auto changed = withSettingOf(scene, kind, name, value);
        if (changed) std::visit([name](auto& k) { afterSetting(name, k); }, changed->kind);
        return changed;
    };
    return std::visit(set, scene.kind);
}

std::vector<std::string> settingKeys(const Scene& scene) {
    std::vector<std::string> keys;
    const auto collect = [&keys](const auto& kind) {
        for (const auto& setting : settingsOf(kind)) appendKeys(keys, setting.key, currentValue(setting, kind));
    };
    std::visit(collect, scene.kind);
    return keys;
}

}  // namespace calc
