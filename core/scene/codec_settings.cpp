#include "core/scene/codec_settings.h"

#include "core/scene/codec_values.h"

namespace calc {

Error settingError(ErrorCode code, std::string_view field, Message message) {
    return {code, std::move(message), std::nullopt, std::string(field)};
}

namespace {

using codec::Limits;
using codec::setting;

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
    setting<&AreaScene::reach, Limits{0, 1}>("reach"),
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
    setting<&EpsilonDeltaScene::function>("function"),   setting<&EpsilonDeltaScene::to>("to"),
    setting<&EpsilonDeltaScene::limit>("limit"),         setting<&EpsilonDeltaScene::epsilon>("epsilon"),
    setting<&EpsilonDeltaScene::delta>("delta"),         setting<&EpsilonDeltaScene::deltaFollows>("deltaFollows"),
    setting<&EpsilonDeltaScene::side>("side"),           setting<&EpsilonDeltaScene::view>("view"),
    setting<&EpsilonDeltaScene::epsilonBy>("epsilonBy"), setting<&EpsilonDeltaScene::round, Limits{0, 1000}>("round"),
    setting<&EpsilonDeltaScene::xRange>("xRange"),       setting<&EpsilonDeltaScene::yRange>("yRange"),
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

}  // namespace calc
