#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/json_writer.h"
#include "core/base/result.h"
#include "core/scene/scene.h"

/// The codec's own header: one table of settings for each kind of scene (codec_settings.cpp). encode, decode, withSetting and settingKeys
/// all walk these tables, so a setting is added in one line: its key in codec_settings.cpp, and the words of a new enum in codec_choices.h.
/// (nlohmann-json is heavy: only the codec's sources include this.)
namespace calc {

using Json = nlohmann::json;

/// How the text of a `key=value` becomes JSON.
enum class SettingType { Text, OptionalText, Whole, Number, Flag, OptionalNumber, OptionalRange, TextList, NumberList, Nested };

template <class S>
struct Setting {
    std::string_view key;
    SettingType type;
    void (*write)(JsonWriter& writer, const S& scene);
    std::optional<Error> (*read)(const Json& json, std::string_view key, S& scene);
};

std::span<const Setting<AccumulationScene>> settingsOf(const AccumulationScene& scene);
std::span<const Setting<TotalsScene>> settingsOf(const TotalsScene& scene);
std::span<const Setting<ProbabilityScene>> settingsOf(const ProbabilityScene& scene);
std::span<const Setting<AreaScene>> settingsOf(const AreaScene& scene);
std::span<const Setting<LimitScene>> settingsOf(const LimitScene& scene);
std::span<const Setting<EpsilonDeltaScene>> settingsOf(const EpsilonDeltaScene& scene);
std::span<const Setting<CurveDescentScene>> settingsOf(const CurveDescentScene& scene);
std::span<const Setting<TangentScene>> settingsOf(const TangentScene& scene);
std::span<const Setting<SequenceScene>> settingsOf(const SequenceScene& scene);
std::span<const Setting<SeriesScene>> settingsOf(const SeriesScene& scene);
std::span<const Setting<TrainingScene>> settingsOf(const TrainingScene& scene);
std::span<const Setting<DescentScene>> settingsOf(const DescentScene& scene);

/// The nested settings of a descent (codec_descent.cpp).
void writeNested(JsonWriter& writer, const OptimizerChoice& choice);
void writeNested(JsonWriter& writer, const ScheduleChoice& choice);
void writeNested(JsonWriter& writer, const std::vector<StartText>& starts);
void writeNested(JsonWriter& writer, const std::optional<FrozenRun>& frozen);
void writeNested(JsonWriter& writer, const std::optional<DescentGoal>& goal);
std::optional<Error> readNested(const Json& json, std::string_view key, OptimizerChoice& choice);
std::optional<Error> readNested(const Json& json, std::string_view key, ScheduleChoice& choice);
std::optional<Error> readNested(const Json& json, std::string_view key, std::vector<StartText>& starts);
std::optional<Error> readNested(const Json& json, std::string_view key, std::optional<FrozenRun>& frozen);
std::optional<Error> readNested(const Json& json, std::string_view key, std::optional<DescentGoal>& goal);

/// That of a probability (codec_probability.cpp).
void writeNested(JsonWriter& writer, const DistributionChoice& choice);
std::optional<Error> readNested(const Json& json, std::string_view key, DistributionChoice& choice);

/// Error of a setting: names the field.
Error settingError(ErrorCode code, std::string_view field, Message message);

/// The text of a `key=value` as the JSON that `read` takes (codec_text.cpp).
Result<Json> settingFromText(SettingType type, std::string_view key, std::string_view text);

}  // namespace calc
