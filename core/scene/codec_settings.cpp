#include "core/scene/codec_settings.h"

#include <array>
#include <cmath>
#include <limits>

#include "core/descent/parameters.h"
#include "core/expression/parser.h"

namespace calc {

Error settingError(ErrorCode code, std::string_view field, Message message) {
    return {code, std::move(message), std::nullopt, std::string(field)};
}

namespace {

using Outcome = std::optional<Error>;

template <class Enum>
struct Choice {
    Enum value;
    std::string_view name;
};
constexpr std::array<Choice<SumRule>, 9> kRules = {{{SumRule::Left, "left"},
                                                    {SumRule::Right, "right"},
                                                    {SumRule::Midpoint, "midpoint"},
                                                    {SumRule::Trapezoid, "trapezoid"},
                                                    {SumRule::Simpson, "simpson"},
                                                    {SumRule::Lower, "lower"},
                                                    {SumRule::Upper, "upper"},
                                                    {SumRule::Random, "random"},
                                                    {SumRule::Chosen, "chosen"}}};
constexpr std::array<Choice<AreaWatch>, 2> kAreaWatches = {{{AreaWatch::Sums, "sums"}, {AreaWatch::MovingBounds, "moving-bounds"}}};
constexpr std::array<Choice<ApproachSide>, 3> kSides = {
    {{ApproachSide::Both, "both"}, {ApproachSide::Left, "left"}, {ApproachSide::Right, "right"}}};
constexpr std::array<Choice<WindowHeight>, 2> kHeights = {{{WindowHeight::SameZoom, "same-zoom"}, {WindowHeight::Stretched, "stretched"}}};
constexpr std::array<Choice<LimitView>, 3> kLimitViews = {
    {{LimitView::Values, "values"}, {LimitView::Linearity, "linearity"}, {LimitView::Computer, "computer"}}};
constexpr std::array<Choice<EpsilonDeltaView>, 3> kEpsilonDeltaViews = {
    {{EpsilonDeltaView::Game, "game"}, {EpsilonDeltaView::Proof, "proof"}, {EpsilonDeltaView::Swapped, "swapped"}}};
constexpr std::array<Choice<EpsilonPlayer>, 2> kEpsilonPlayers = {{{EpsilonPlayer::You, "you"}, {EpsilonPlayer::Program, "program"}}};
constexpr std::array<Choice<HeightScale>, 3> kHeightScales = {
    {{HeightScale::Linear, "linear"}, {HeightScale::Logarithmic, "logarithmic"}, {HeightScale::Clipped, "clipped"}}};
constexpr std::array<Choice<DescentView>, 5> kViews = {{{DescentView::Loss, "loss"},
                                                        {DescentView::Step, "step"},
                                                        {DescentView::Stability, "stability"},
                                                        {DescentView::Charts, "charts"},
                                                        {DescentView::Table, "table"}}};

constexpr std::array<Choice<SecantSide>, 3> kSecantSides = {
    {{SecantSide::Left, "left"}, {SecantSide::Right, "right"}, {SecantSide::Centred, "centred"}}};
constexpr std::array<Choice<SlopeCurves>, 3> kSlopeCurves = {
    {{SlopeCurves::None, "none"}, {SlopeCurves::First, "first"}, {SlopeCurves::FirstAndSecond, "first-and-second"}}};
constexpr std::array<Choice<TangentView>, 3> kTangentViews = {
    {{TangentView::Secant, "secant"}, {TangentView::Rounding, "rounding"}, {TangentView::Rules, "rules"}}};
constexpr std::array<Choice<ProbabilityView>, 2> kProbabilityViews = {
    {{ProbabilityView::Area, "area"}, {ProbabilityView::Samples, "samples"}}};

constexpr std::array<Choice<SequenceView>, 2> kSequenceViews = {
    {{SequenceView::Terms, "terms"}, {SequenceView::Recursion, "recursion"}}};
constexpr std::array<Choice<SeriesView>, 2> kSeriesViews = {{{SeriesView::Sums, "sums"}, {SeriesView::Taylor, "taylor"}}};
constexpr std::array<Choice<Acceleration>, 3> kAccelerations = {
    {{Acceleration::None, "none"}, {Acceleration::Aitken, "aitken"}, {Acceleration::Levin, "levin"}}};
constexpr std::array<Choice<TrainingView>, 3> kTrainingViews = {
    {{TrainingView::Run, "run"}, {TrainingView::Sweep, "sweep"}, {TrainingView::Remedies, "remedies"}}};
constexpr std::array<Choice<TotalsAreas>, 5> kTotalsAreas = {{{TotalsAreas::Bars, "bars"},
                                                              {TotalsAreas::Weeks, "weeks"},
                                                              {TotalsAreas::Months, "months"},
                                                              {TotalsAreas::Quarters, "quarters"},
                                                              {TotalsAreas::Years, "years"}}};
constexpr std::array<Choice<TotalsOrder>, 2> kTotalsOrders = {{{TotalsOrder::Along, "along"}, {TotalsOrder::ByHeight, "by-height"}}};

constexpr const auto& choices(SumRule) { return kRules; }
constexpr const auto& choices(AreaWatch) { return kAreaWatches; }
constexpr const auto& choices(ApproachSide) { return kSides; }
constexpr const auto& choices(WindowHeight) { return kHeights; }
constexpr const auto& choices(LimitView) { return kLimitViews; }
constexpr const auto& choices(EpsilonDeltaView) { return kEpsilonDeltaViews; }
constexpr const auto& choices(EpsilonPlayer) { return kEpsilonPlayers; }
constexpr const auto& choices(HeightScale) { return kHeightScales; }
constexpr const auto& choices(DescentView) { return kViews; }
constexpr const auto& choices(SecantSide) { return kSecantSides; }
constexpr const auto& choices(SlopeCurves) { return kSlopeCurves; }
constexpr const auto& choices(TangentView) { return kTangentViews; }
constexpr const auto& choices(TotalsAreas) { return kTotalsAreas; }
constexpr const auto& choices(TotalsOrder) { return kTotalsOrders; }
constexpr const auto& choices(ProbabilityView) { return kProbabilityViews; }
constexpr const auto& choices(SequenceView) { return kSequenceViews; }
constexpr const auto& choices(SeriesView) { return kSeriesViews; }
constexpr const auto& choices(Acceleration) { return kAccelerations; }
constexpr const auto& choices(TrainingView) { return kTrainingViews; }

struct Limits {
    double low = -std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::max();
};

Error wrongType(std::string_view key, Message message) { return settingError(ErrorCode::BadValue, key, std::move(message)); }

// Writing.
void writeValue(JsonWriter& w, const std::string& v) { w.value(std::string_view(v)); }
void writeValue(JsonWriter& w, double v) { w.value(v); }
void writeValue(JsonWriter& w, int v) { w.value(v); }
void writeValue(JsonWriter& w, bool v) { w.value(v); }
void writeValue(JsonWriter& w, std::uint64_t v) { w.raw(std::to_string(v)); }
template <class Enum>
requires std::is_enum_v<Enum>
void writeValue(JsonWriter& w, Enum v) {
    for (const auto& choice : choices(v)) {
        if (choice.value == v) w.value(choice.name);
    }
}
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
/// Settings with parts of their own have their codec in codec_descent.cpp.
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

// Reading.
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
/// Parts of a whole: each from 0 to 1.
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

constexpr std::array kAreaSettings = {
    setting<&AreaScene::function>("function"),
    setting<&AreaScene::second>("second"),
    setting<&AreaScene::from>("from"),
    setting<&AreaScene::to>("to"),
    setting<&AreaScene::rectangles, Limits{1, 1000}>("rectangles"),
    setting<&AreaScene::rule>("rule"),
    setting<&AreaScene::cuts>("cuts"),
    setting<&AreaScene::samples>("samples"),
    setting<&AreaScene::seed>("seed"),
    setting<&AreaScene::watch>("watch"),
    setting<&AreaScene::goal, Limits{1e-12, 1e6}>("goal"),
    setting<&AreaScene::showRectangles>("showRectangles"),
    setting<&AreaScene::showArea>("showArea"),
    setting<&AreaScene::showErrorChart>("showErrorChart"),
    setting<&AreaScene::xRange>("xRange"),
    setting<&AreaScene::yRange>("yRange"),
};
constexpr std::array kLimitSettings = {
    setting<&LimitScene::function>("function"),
    setting<&LimitScene::to>("to"),
    setting<&LimitScene::side>("side"),
    setting<&LimitScene::height>("height"),
    setting<&LimitScene::deepest, Limits{1, 15}>("deepest"),
    setting<&LimitScene::depth, Limits{-1, 15}>("depth"),
    setting<&LimitScene::showApproach>("showApproach"),
    setting<&LimitScene::view>("view"),
};
constexpr std::array kEpsilonDeltaSettings = {
    setting<&EpsilonDeltaScene::function>("function"),
    setting<&EpsilonDeltaScene::to>("to"),
    setting<&EpsilonDeltaScene::limit>("limit"),
    setting<&EpsilonDeltaScene::epsilon>("epsilon"),
    setting<&EpsilonDeltaScene::delta>("delta"),
    setting<&EpsilonDeltaScene::deltaFollows>("deltaFollows"),
    setting<&EpsilonDeltaScene::side>("side"),
    setting<&EpsilonDeltaScene::view>("view"),
    setting<&EpsilonDeltaScene::epsilonBy>("epsilonBy"),
    setting<&EpsilonDeltaScene::round, Limits{0, 1000}>("round"),
    setting<&EpsilonDeltaScene::xRange>("xRange"),
    setting<&EpsilonDeltaScene::yRange>("yRange"),
};
constexpr std::array kTangentSettings = {
    setting<&TangentScene::function>("function"),
    setting<&TangentScene::at>("at"),
    setting<&TangentScene::step, Limits{kSmallestStep, 1e300}>("step"),
    setting<&TangentScene::side>("side"),
    setting<&TangentScene::below>("below"),
    setting<&TangentScene::view>("view"),
    setting<&TangentScene::pins>("pins"),
    setting<&TangentScene::xRange>("xRange"),
    setting<&TangentScene::yRange>("yRange"),
};
constexpr std::array kCurveDescentSettings = {
    setting<&CurveDescentScene::function>("function"),
    setting<&CurveDescentScene::start>("start"),
    setting<&CurveDescentScene::learningRate, Limits{0, 1e12}>("learningRate"),
    setting<&CurveDescentScene::momentum, Limits{0, 0.9999}>("momentum"),
    setting<&CurveDescentScene::steps, Limits{1, 1000}>("steps"),
    setting<&CurveDescentScene::xRange>("xRange"),
    setting<&CurveDescentScene::yRange>("yRange"),
};
constexpr std::array kAccumulationSettings = {
    setting<&AccumulationScene::function>("function"), setting<&AccumulationScene::from>("from"),     setting<&AccumulationScene::at>("at"),
    setting<&AccumulationScene::xRange>("xRange"),     setting<&AccumulationScene::yRange>("yRange"),
};
constexpr std::array kProbabilitySettings = {
    setting<&ProbabilityScene::distribution>("distribution"),
    setting<&ProbabilityScene::function>("function"),
    setting<&ProbabilityScene::supportFrom>("supportFrom"),
    setting<&ProbabilityScene::supportTo>("supportTo"),
    setting<&ProbabilityScene::from>("from"),
    setting<&ProbabilityScene::to>("to"),
    setting<&ProbabilityScene::quantile>("quantile"),
    setting<&ProbabilityScene::view>("view"),
    setting<&ProbabilityScene::samples, Limits{1, kMostSamples}>("samples"),
    setting<&ProbabilityScene::count, Limits{1, kMostSamples}>("count"),
    setting<&ProbabilityScene::seed>("seed"),
    setting<&ProbabilityScene::showMoments>("showMoments"),
    setting<&ProbabilityScene::showQuantile>("showQuantile"),
    setting<&ProbabilityScene::xRange>("xRange"),
    setting<&ProbabilityScene::yRange>("yRange"),
};
constexpr std::array kSequenceSettings = {
    setting<&SequenceScene::view>("view"),
    setting<&SequenceScene::function>("function"),
    setting<&SequenceScene::epsilon>("epsilon"),
    setting<&SequenceScene::map>("map"),
    setting<&SequenceScene::start>("start"),
    setting<&SequenceScene::parameter>("parameter"),
    setting<&SequenceScene::parameterRange>("parameterRange"),
    setting<&SequenceScene::terms, Limits{5, 100000}>("terms"),
    setting<&SequenceScene::shown, Limits{0, 100000}>("shown"),
    setting<&SequenceScene::xRange>("xRange"),
    setting<&SequenceScene::yRange>("yRange"),
};
constexpr std::array kSeriesSettings = {
    setting<&SeriesScene::view>("view"),
    setting<&SeriesScene::term>("term"),
    setting<&SeriesScene::from, Limits{-1000, 1000000}>("from"),
    setting<&SeriesScene::terms, Limits{5, 400}>("terms"),
    setting<&SeriesScene::acceleration>("acceleration"),
    setting<&SeriesScene::function>("function"),
    setting<&SeriesScene::centre>("centre"),
    setting<&SeriesScene::degree, Limits{1, kHighestDegree}>("degree"),
    setting<&SeriesScene::shown, Limits{0, 400}>("shown"),
    setting<&SeriesScene::xRange>("xRange"),
    setting<&SeriesScene::yRange>("yRange"),
};
constexpr std::array kTrainingSettings = {
    setting<&TrainingScene::view>("view"),
    setting<&TrainingScene::surface>("surface"),
    setting<&TrainingScene::function>("function"),
    setting<&TrainingScene::conditionNumber, Limits{1, 1e6}>("conditionNumber"),
    setting<&TrainingScene::startX>("startX"),
    setting<&TrainingScene::startY>("startY"),
    setting<&TrainingScene::optimizer>("optimizer"),
    setting<&TrainingScene::schedule>("schedule"),
    setting<&TrainingScene::clip, Limits{0, 1e12}>("clip"),
    setting<&TrainingScene::noise, Limits{0, 1e6}>("noise"),
    setting<&TrainingScene::seed>("seed"),
    setting<&TrainingScene::steps, Limits{5, 10000}>("steps"),
    setting<&TrainingScene::epsilon>("epsilon"),
    setting<&TrainingScene::rates>("rates"),
    setting<&TrainingScene::shown, Limits{0, 10000}>("shown"),
};
constexpr std::array kTotalsSettings = {
    setting<&TotalsScene::file>("file"),
    setting<&TotalsScene::fingerprint>("fingerprint"),
    setting<&TotalsScene::along>("along"),
    setting<&TotalsScene::value>("value"),
    setting<&TotalsScene::weight>("weight"),
    setting<&TotalsScene::order>("order"),
    setting<&TotalsScene::areas>("areas"),
    setting<&TotalsScene::from>("from"),
    setting<&TotalsScene::to>("to"),
    setting<&TotalsScene::at>("at"),
    setting<&TotalsScene::showMean>("showMean"),
    setting<&TotalsScene::xRange>("xRange"),
    setting<&TotalsScene::yRange>("yRange"),
};
constexpr std::array kDescentSettings = {
    setting<&DescentScene::surface>("surface"),
    setting<&DescentScene::function>("function"),
    setting<&DescentScene::conditionNumber, Limits{1, 1e6}>("conditionNumber"),
    setting<&DescentScene::startX>("startX"),
    setting<&DescentScene::startY>("startY"),
    setting<&DescentScene::optimizers>("optimizers"),
    setting<&DescentScene::shown, Limits{0, 12}>("shown"),
    setting<&DescentScene::steps, Limits{1, 100000}>("steps"),
    setting<&DescentScene::seed>("seed"),
    setting<&DescentScene::noise, Limits{0, 1e6}>("noise"),
    setting<&DescentScene::schedule>("schedule"),
    setting<&DescentScene::moreStarts>("moreStarts"),
    setting<&DescentScene::frozen>("frozen"),
    setting<&DescentScene::goal>("goal"),
    setting<&DescentScene::view>("view"),
    setting<&DescentScene::stage, Limits{0, 20}>("stage"),
    setting<&DescentScene::showBasins>("showBasins"),
    setting<&DescentScene::basinCells, Limits{20, 400}>("basinCells"),
    setting<&DescentScene::heightScale>("heightScale"),
    setting<&DescentScene::xRange>("xRange"),
    setting<&DescentScene::yRange>("yRange"),
    setting<&DescentScene::camera>("camera"),
    setting<&DescentScene::orbitRate, Limits{-360, 360}>("orbitRate"),
    setting<&DescentScene::showGradient>("showGradient"),
    setting<&DescentScene::showMomentum>("showMomentum"),
    setting<&DescentScene::showUpdate>("showUpdate"),
};

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

std::span<const Setting<AccumulationScene>> settingsOf(const AccumulationScene&) { return kAccumulationSettings; }
std::span<const Setting<TotalsScene>> settingsOf(const TotalsScene&) { return kTotalsSettings; }
std::span<const Setting<ProbabilityScene>> settingsOf(const ProbabilityScene&) { return kProbabilitySettings; }
std::span<const Setting<AreaScene>> settingsOf(const AreaScene&) { return kAreaSettings; }
std::span<const Setting<LimitScene>> settingsOf(const LimitScene&) { return kLimitSettings; }
std::span<const Setting<EpsilonDeltaScene>> settingsOf(const EpsilonDeltaScene&) { return kEpsilonDeltaSettings; }
std::span<const Setting<CurveDescentScene>> settingsOf(const CurveDescentScene&) { return kCurveDescentSettings; }
std::span<const Setting<TangentScene>> settingsOf(const TangentScene&) { return kTangentSettings; }
std::span<const Setting<SequenceScene>> settingsOf(const SequenceScene&) { return kSequenceSettings; }
std::span<const Setting<SeriesScene>> settingsOf(const SeriesScene&) { return kSeriesSettings; }
std::span<const Setting<TrainingScene>> settingsOf(const TrainingScene&) { return kTrainingSettings; }
std::span<const Setting<DescentScene>> settingsOf(const DescentScene&) { return kDescentSettings; }

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
