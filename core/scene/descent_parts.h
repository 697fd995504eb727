#pragma once
#include "core/scene/descent_prepare.h"

/// The parts of a prepared descent scene and of its Frame, one source each.
namespace calc {

// descent_field.cpp
DescentField descentField(const DescentLoss& loss, Range x, Range y, std::optional<HeightScale> scale, const Task& task);

// descent_runs.cpp
Result<std::shared_ptr<const DescentRun>> descentRun(const DescentLoss& loss, const RunSettings& settings, const Task& task);
/// The path thinned so that nothing moves by more than `tolerance` (in x, in y).
DescentTrail descentTrail(const Trajectory& trajectory, Vec2 tolerance);
Vec2 lensCentreOf(const DescentPrepared& prepared);

// descent_stability.cpp
std::shared_ptr<const DescentStability> descentStability(const DescentLoss& loss, std::shared_ptr<const DescentRun> run, const Task& task);

// descent_chart.cpp
DescentChart descentChart(const DescentLoss& loss, const std::vector<std::shared_ptr<const DescentRun>>& runs, std::int64_t steps);
std::shared_ptr<const Marks> descentChartMarks(const DescentPrepared& prepared);
Panel descentChartPanel(const DescentPrepared& prepared, double position);

// descent_text.cpp
/// `position` is the playhead in steps; the step that is shown leads to its ceiling.
std::int64_t shownStep(const DescentRun& run, double position);
FormulaLine descentFormula(const DescentPrepared& prepared, double position, const StepInside* inside);
Message descentSentence(const DescentPrepared& prepared, double position);
void addDescentReadouts(Frame& frame, const DescentPrepared& prepared, double position);

/// The run in the formula line; null where there is none.
const DescentRun* shownRun(const DescentPrepared& prepared);
/// Where the ball of a run is at a playhead between two steps.
Vec2 ballAt(const Trajectory& trajectory, double position);
/// A polyline of the points up to the playhead, ending in `last`.
Points pathUntil(const DescentTrail& trail, double position, Vec2 last);

}  // namespace calc
