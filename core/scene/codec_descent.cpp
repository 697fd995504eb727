#include <cmath>

#include "core/descent/parameters.h"
#include "core/scene/codec_settings.h"

namespace calc {
namespace {

using Outcome = std::optional<Error>;
constexpr std::size_t kMostStarts = 24;

Outcome wrong(std::string_view key, const char* sentence) { return settingError(ErrorCode::BadValue, key, {sentence, {std::string(key)}}); }

bool isNone(const Json& json) { return json.is_null() || (json.is_string() && json.get_ref<const std::string&>() == "auto"); }

/// A name with its parameters beside it: {"name": "adam", "learning_rate": 0.1}.
template <class Choice>
Outcome readNamed(const Json& json, const std::string& path, Choice& v) {
    v.parameters.clear();
    for (const auto& entry : json.items()) {
        const std::string inner = path + "." + entry.key();
        if (entry.key() == "name") {
            if (!entry.value().is_string()) return wrong(inner, CALC_TEXT("{0} is a text in quotes."));
            v.name = entry.value().template get<std::string>();
            continue;
        }
        const bool isNumber = entry.value().is_number() && std::isfinite(entry.value().template get<double>());
        if (!isNumber) return wrong(inner, CALC_TEXT("{0} is a number."));
        v.parameters[entry.key()] = entry.value().template get<double>();
    }
    return std::nullopt;
}

Outcome checkOptimizer(const std::string& path, const OptimizerChoice& v) {
    const OptimizerInfo* info = findOptimizer(v.name);
    if (!info) {
        std::string names;
        for (const OptimizerInfo& known : optimizers()) names += (names.empty() ? "" : ", ") + std::string(known.name);
        return settingError(ErrorCode::UnknownName, path + ".name",
                            {CALC_TEXT("There is no optimizer {0}. There are: {1}."), {v.name, names}});
    }
    auto failed = validate(info->parameters, v.parameters, info->title);
    if (failed) failed->field = path + "." + failed->field;
    return failed;
}

Outcome checkSchedule(const std::string& path, const ScheduleChoice& v) {
    const ScheduleInfo* info = findSchedule(v.name);
    if (!info) {
        std::string names;
        for (const ScheduleInfo& known : schedules()) names += (names.empty() ? "" : ", ") + std::string(known.name);
        return settingError(ErrorCode::UnknownName, path + ".name",
                            {CALC_TEXT("There is no schedule {0}. There are: {1}."), {v.name, names}});
    }
    auto failed = validate(info->parameters, v.parameters, "schedule " + v.name);
    if (failed) failed->field = path + "." + failed->field;
    return failed;
}

template <class Choice>
void writeNamed(JsonWriter& w, const Choice& v) {
    w.beginObject();
    w.field("name", std::string_view(v.name));
    for (const auto& entry : v.parameters) w.field(entry.first, entry.second);
    w.endObject();
}

std::string trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return std::string(text);
}

/// "1,2; -3,pi/2": pairs with a semicolon between, as the command line writes them.
Outcome startsFromText(std::string_view text, std::string_view key, std::vector<StartText>& v) {
    v.clear();
    if (text.empty() || text == "auto") return std::nullopt;
    while (true) {
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view pair = text.substr(0, end);
        const std::size_t comma = pair.find(',');
        if (comma == std::string_view::npos || v.size() >= kMostStarts)
            return wrong(key, CALC_TEXT("{0} is a list of at most 24 pairs: 1,2; -3,0.5."));
        v.push_back({trimmed(pair.substr(0, comma)), trimmed(pair.substr(comma + 1))});
        if (end == text.size()) return std::nullopt;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

void writeNested(JsonWriter& w, const OptimizerChoice& v) { writeNamed(w, v); }
void writeNested(JsonWriter& w, const ScheduleChoice& v) { writeNamed(w, v); }

void writeNested(JsonWriter& w, const std::vector<StartText>& v) {
    w.beginArray();
    for (const StartText& start : v) {
        w.beginObject();
        w.field("x", std::string_view(start.x));
        w.field("y", std::string_view(start.y));
        w.endObject();
    }
    w.endArray();
}

void writeNested(JsonWriter& w, const std::optional<FrozenRun>& v) {
    if (!v) {
        w.null();
        return;
    }
    w.beginObject();
    w.key("optimizer");
    writeNested(w, v->optimizer);
    w.key("schedule");
    writeNested(w, v->schedule);
    w.field("noise", v->noise);
    w.endObject();
}

void writeNested(JsonWriter& w, const std::optional<DescentGoal>& v) {
    if (!v) {
        w.null();
        return;
    }
    w.beginObject();
    w.field("loss", v->loss);
    w.field("steps", v->steps);
    w.field("optimizer", std::string_view(v->optimizer));
    w.endObject();
}

std::optional<Error> readNested(const Json& json, std::string_view key, OptimizerChoice& v) {
    const std::string path(key);
    if (!json.is_object() || !json.contains("name")) return wrong(key, CALC_TEXT("{0} holds the name of an optimizer and its parameters."));
    if (Outcome failed = readNamed(json, path, v)) return failed;
    return checkOptimizer(path, v);
}

std::optional<Error> readNested(const Json& json, std::string_view key, ScheduleChoice& v) {
    const std::string path(key);
    if (json.is_string()) {
        v = {json.get<std::string>(), {}};
        return checkSchedule(path, v);
    }
    if (!json.is_object() || !json.contains("name")) return wrong(key, CALC_TEXT("{0} holds the name of a schedule and its parameters."));
    if (Outcome failed = readNamed(json, path, v)) return failed;
    return checkSchedule(path, v);
}

std::optional<Error> readNested(const Json& json, std::string_view key, std::vector<StartText>& v) {
    if (json.is_string()) return startsFromText(json.get_ref<const std::string&>(), key, v);
    if (!json.is_array() || json.size() > kMostStarts) return wrong(key, CALC_TEXT("{0} is a list of at most 24 starts."));
    v.clear();
    for (const Json& entry : json) {
        const std::string path = std::string(key) + "." + std::to_string(v.size());
        const bool isPair = entry.is_object() && entry.size() == 2 && entry.contains("x") && entry.contains("y") &&
                            entry["x"].is_string() && entry["y"].is_string();
        if (!isPair) return wrong(path, CALC_TEXT("{0} holds x and y, each a text in quotes."));
        v.push_back({entry["x"].get<std::string>(), entry["y"].get<std::string>()});
    }
    return std::nullopt;
}

std::optional<Error> readNested(const Json& json, std::string_view key, std::optional<FrozenRun>& v) {
    if (isNone(json)) {
        v.reset();
        return std::nullopt;
    }
    const bool isWhole = json.is_object() && json.size() == 3 && json.contains("optimizer") && json.contains("schedule") &&
                         json.contains("noise") && json["noise"].is_number();
    if (!isWhole) return wrong(key, CALC_TEXT("{0} holds optimizer, schedule and noise."));
    FrozenRun frozen;
    if (Outcome failed = readNested(json["optimizer"], std::string(key) + ".optimizer", frozen.optimizer)) return failed;
    if (Outcome failed = readNested(json["schedule"], std::string(key) + ".schedule", frozen.schedule)) return failed;
    frozen.noise = json["noise"].get<double>();
    if (!(frozen.noise >= 0.0 && frozen.noise <= 1e6))
        return wrong(std::string(key) + ".noise", CALC_TEXT("{0} lies between 0 and a million."));
    v = std::move(frozen);
    return std::nullopt;
}

std::optional<Error> readNested(const Json& json, std::string_view key, std::optional<DescentGoal>& v) {
    if (isNone(json)) {
        v.reset();
        return std::nullopt;
    }
    const bool isWhole = json.is_object() && json.size() == 3 && json.contains("loss") && json["loss"].is_number() &&
                         json.contains("steps") && json["steps"].is_number_integer() && json.contains("optimizer") &&
                         json["optimizer"].is_string();
    if (!isWhole) return wrong(key, CALC_TEXT("{0} holds loss, steps and optimizer."));
    DescentGoal goal{json["loss"].get<double>(), 0, json["optimizer"].get<std::string>()};
    const double steps = json["steps"].get<double>();
    if (!std::isfinite(goal.loss)) return wrong(std::string(key) + ".loss", CALC_TEXT("{0} is a number."));
    if (!(steps >= 1.0 && steps <= 100000.0)) return wrong(std::string(key) + ".steps", CALC_TEXT("{0} lies between 1 and 100000."));
    if (!goal.optimizer.empty() && !findOptimizer(goal.optimizer))
        return wrong(std::string(key) + ".optimizer", CALC_TEXT("{0} is the name of an optimizer, or empty."));
    goal.steps = static_cast<int>(steps);
    v = std::move(goal);
    return std::nullopt;
}

}  // namespace calc
