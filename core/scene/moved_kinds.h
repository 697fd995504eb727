#pragma once
#include <string>
#include <string_view>

#include "core/base/range.h"
#include "core/scene/scene.h"

/// One function for each kind of scene, for moved.cpp: what a handle does to it.
namespace calc {

/// A dragged position as the text of a number field: rounded to a decimal not finer than a tenth of a pixel.
std::string movedText(double value, double resolution);
double snapped(double value, double resolution);

AccumulationScene movedKind(const AccumulationScene& scene, std::string_view handle, Vec2 position, double resolution);
TotalsScene movedKind(const TotalsScene& scene, std::string_view handle, Vec2 position, double resolution);
ProbabilityScene movedKind(const ProbabilityScene& scene, std::string_view handle, Vec2 position, double resolution);
AreaScene movedKind(const AreaScene& scene, std::string_view handle, Vec2 position, double resolution);
CurveDescentScene movedKind(const CurveDescentScene& scene, std::string_view handle, Vec2 position, double resolution);
TangentScene movedKind(const TangentScene& scene, std::string_view handle, Vec2 position, double resolution);
EpsilonDeltaScene movedKind(const EpsilonDeltaScene& scene, std::string_view handle, Vec2 position, double resolution);
LimitScene movedKind(const LimitScene& scene, std::string_view handle, Vec2 position, double resolution);
SequenceScene movedKind(const SequenceScene& scene, std::string_view handle, Vec2 position, double resolution);
TrainingScene movedKind(const TrainingScene& scene, std::string_view handle, Vec2 position, double resolution);
SeriesScene movedKind(const SeriesScene& scene, std::string_view handle, Vec2 position, double resolution);
DescentScene movedKind(const DescentScene& scene, std::string_view handle, Vec2 position, double resolution);

/// Whether zoom and pan of this panel are settings of the scene.
bool hasFreeRanges(const AccumulationScene& scene, std::string_view panel);
bool hasFreeRanges(const TotalsScene& scene, std::string_view panel);
bool hasFreeRanges(const ProbabilityScene& scene, std::string_view panel);
bool hasFreeRanges(const AreaScene& scene, std::string_view panel);
bool hasFreeRanges(const CurveDescentScene& scene, std::string_view panel);
bool hasFreeRanges(const TangentScene& scene, std::string_view panel);
bool hasFreeRanges(const EpsilonDeltaScene& scene, std::string_view panel);
bool hasFreeRanges(const LimitScene& scene, std::string_view panel);
bool hasFreeRanges(const SequenceScene& scene, std::string_view panel);
bool hasFreeRanges(const TrainingScene& scene, std::string_view panel);
bool hasFreeRanges(const SeriesScene& scene, std::string_view panel);
bool hasFreeRanges(const DescentScene& scene, std::string_view panel);

}  // namespace calc
