#include <algorithm>
#include <cmath>

#include "core/probability/distribution.h"
#include "core/scene/codec_settings.h"

namespace calc {
namespace {

using Outcome = std::optional<Error>;

Outcome unknownDistribution(const std::string& path, const std::string& name) {
    std::string names;
    for (const DistributionEntry& known : namedDistributions()) names += std::string(known.id) + ", ";
    names += kTypedDensity;
    return settingError(ErrorCode::UnknownName, path, {CALC_TEXT("There is no distribution {0}. There are: {1}."), {name, names}});
}

Outcome readParameter(const Json& json, const std::string& path, const DistributionEntry* entry, const std::string& name,
                      DistributionChoice& v) {
    const DistributionParameter* found = nullptr;
    for (std::size_t i = 0; entry && i < entry->parameters.size(); ++i) {
        if (entry->parameters[i].id == name) found = &entry->parameters[i];
    }
    if (!found) return settingError(ErrorCode::UnknownName, path, {CALC_TEXT("This distribution has no parameter {0}."), {name}});
    const bool fits = json.is_number() && found->range.contains(json.get<double>());
    if (!fits)
        return settingError(ErrorCode::BadValue, path,
                            {CALC_TEXT("{0} is a number from {1} to {2}."),
                             {std::string(found->symbol), NumberArgument{found->range.low}, NumberArgument{found->range.high}}});
    v.parameters[name] = json.get<double>();
    return std::nullopt;
}

}  // namespace

void writeNested(JsonWriter& w, const DistributionChoice& v) {
    w.beginObject();
    w.field("name", std::string_view(v.name));
    for (const auto& entry : v.parameters) w.field(entry.first, entry.second);
    w.endObject();
}

std::optional<Error> readNested(const Json& json, std::string_view key, DistributionChoice& v) {
    const std::string path(key);
    if (!json.is_string() && !(json.is_object() && json.contains("name") && json["name"].is_string()))
        return settingError(ErrorCode::BadValue, key, {CALC_TEXT("{0} is an object with a name and parameters."), {path}});
    v.name = (json.is_string() ? json : json["name"]).get<std::string>();
    v.parameters.clear();
    const DistributionEntry* entry = distributionEntry(v.name);
    if (!entry && v.name != kTypedDensity) return unknownDistribution(path + (json.is_string() ? "" : ".name"), v.name);
    if (json.is_string()) return std::nullopt;
    for (const auto& item : json.items()) {
        if (item.key() == "name") continue;
        if (auto failed = readParameter(item.value(), path + "." + item.key(), entry, item.key(), v)) return failed;
    }
    return std::nullopt;
}

}  // namespace calc
