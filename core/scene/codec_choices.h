#pragma once
#include <array>
#include <string_view>

#include "core/scene/scene.h"

/// The codec's own header: the word that stands in a scene file for each choice of a scene. Words stay what they are: files are read by
/// later versions too.
namespace calc::codec {

/// A value of an enum and its word.
template <class Enum>
struct ChoiceName {
    Enum value;
    std::string_view name;
};
inline constexpr std::array<ChoiceName<SumRule>, 9> kRules = {{{SumRule::Left, "left"},
                                                               {SumRule::Right, "right"},
                                                               {SumRule::Midpoint, "midpoint"},
                                                               {SumRule::Trapezoid, "trapezoid"},
                                                               {SumRule::Simpson, "simpson"},
                                                               {SumRule::Lower, "lower"},
                                                               {SumRule::Upper, "upper"},
                                                               {SumRule::Random, "random"},
                                                               {SumRule::Chosen, "chosen"}}};
inline constexpr std::array<ChoiceName<AreaWatch>, 2> kAreaWatches = {
    {{AreaWatch::Sums, "sums"}, {AreaWatch::MovingBounds, "moving-bounds"}}};
inline constexpr std::array<ChoiceName<ApproachSide>, 3> kSides = {
    {{ApproachSide::Both, "both"}, {ApproachSide::Left, "left"}, {ApproachSide::Right, "right"}}};
inline constexpr std::array<ChoiceName<WindowHeight>, 2> kHeights = {
    {{WindowHeight::SameZoom, "same-zoom"}, {WindowHeight::Stretched, "stretched"}}};
inline constexpr std::array<ChoiceName<LimitView>, 3> kLimitViews = {
    {{LimitView::Values, "values"}, {LimitView::Linearity, "linearity"}, {LimitView::Computer, "computer"}}};
inline constexpr std::array<ChoiceName<EpsilonDeltaView>, 3> kEpsilonDeltaViews = {
    {{EpsilonDeltaView::Game, "game"}, {EpsilonDeltaView::Proof, "proof"}, {EpsilonDeltaView::Swapped, "swapped"}}};
inline constexpr std::array<ChoiceName<EpsilonPlayer>, 2> kEpsilonPlayers = {
    {{EpsilonPlayer::You, "you"}, {EpsilonPlayer::Program, "program"}}};
inline constexpr std::array<ChoiceName<HeightScale>, 3> kHeightScales = {
    {{HeightScale::Linear, "linear"}, {HeightScale::Logarithmic, "logarithmic"}, {HeightScale::Clipped, "clipped"}}};
inline constexpr std::array<ChoiceName<DescentView>, 5> kViews = {{{DescentView::Loss, "loss"},
                                                                   {DescentView::Step, "step"},
                                                                   {DescentView::Stability, "stability"},
                                                                   {DescentView::Charts, "charts"},
                                                                   {DescentView::Table, "table"}}};

inline constexpr std::array<ChoiceName<SecantSide>, 3> kSecantSides = {
    {{SecantSide::Left, "left"}, {SecantSide::Right, "right"}, {SecantSide::Centred, "centred"}}};
inline constexpr std::array<ChoiceName<SlopeCurves>, 3> kSlopeCurves = {
    {{SlopeCurves::None, "none"}, {SlopeCurves::First, "first"}, {SlopeCurves::FirstAndSecond, "first-and-second"}}};
inline constexpr std::array<ChoiceName<TangentView>, 3> kTangentViews = {
    {{TangentView::Secant, "secant"}, {TangentView::Rounding, "rounding"}, {TangentView::Rules, "rules"}}};
inline constexpr std::array<ChoiceName<ProbabilityView>, 2> kProbabilityViews = {
    {{ProbabilityView::Area, "area"}, {ProbabilityView::Samples, "samples"}}};

inline constexpr std::array<ChoiceName<SequenceView>, 2> kSequenceViews = {
    {{SequenceView::Terms, "terms"}, {SequenceView::Recursion, "recursion"}}};
inline constexpr std::array<ChoiceName<SeriesView>, 2> kSeriesViews = {{{SeriesView::Sums, "sums"}, {SeriesView::Taylor, "taylor"}}};
inline constexpr std::array<ChoiceName<Acceleration>, 3> kAccelerations = {
    {{Acceleration::None, "none"}, {Acceleration::Aitken, "aitken"}, {Acceleration::Levin, "levin"}}};
inline constexpr std::array<ChoiceName<TrainingView>, 3> kTrainingViews = {
    {{TrainingView::Run, "run"}, {TrainingView::Sweep, "sweep"}, {TrainingView::Remedies, "remedies"}}};
inline constexpr std::array<ChoiceName<TotalsAreas>, 5> kTotalsAreas = {{{TotalsAreas::Bars, "bars"},
                                                                         {TotalsAreas::Weeks, "weeks"},
                                                                         {TotalsAreas::Months, "months"},
                                                                         {TotalsAreas::Quarters, "quarters"},
                                                                         {TotalsAreas::Years, "years"}}};
inline constexpr std::array<ChoiceName<TotalsOrder>, 2> kTotalsOrders = {
    {{TotalsOrder::Along, "along"}, {TotalsOrder::ByHeight, "by-height"}}};

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

}  // namespace calc::codec
