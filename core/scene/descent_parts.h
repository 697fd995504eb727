#pragma once
#include "core/scene/descent_prepare.h"

/// The parts of a prepared descent scene and of its Frame, one source each.
namespace calc {

// descent_field.cpp
DescentField descentField(const DescentLoss& loss, Range x, Range y, std::optional<HeightScale> scale, const Task& task);

/// Of a mark of a run: "trail.2".
inline std::string idOf(const char* what, std::size_t index) { return std::string(what) + "." + std::to_string(index); }

// descent_runs.cpp
Result<std::shared_ptr<const DescentRun>> descentRun(const DescentLoss& loss, const RunSettings& settings, const Task& task);
/// The path thinned so that nothing moves by more than `tolerance` (in x, in y).
DescentTrail descentTrail(const Trajectory& trajectory, Vec2 tolerance);
Vec2 lensCentreOf(const DescentPrepared& prepared);

// descent_chart.cpp
DescentChart descentChart(ChartMetric metric, const DescentLoss& loss, const std::vector<std::shared_ptr<const DescentRun>>& runs,
                          std::int64_t steps);
std::shared_ptr<const Marks> descentChartMarks(const DescentPrepared& prepared, const DescentChart& chart);
Panel descentChartPanel(const DescentPrepared& prepared, ChartMetric metric, double position);

// descent_basins.cpp
Result<std::shared_ptr<const DescentBasins>> descentBasins(const DescentPrepared& prepared, const Task& task);
/// Map and minima.
std::shared_ptr<const Marks> descentMapMarks(const DescentPrepared& prepared);
/// The part of the starts that each minimum gets, beside it where the fewest trails run.
std::shared_ptr<const Marks> basinShareMarks(const DescentPrepared& prepared);
Message basinsSubtitle(const DescentBasins& basins);

// descent_step_view.cpp: inside one step
/// The stage that is shown, from 0; none: the whole step.
std::optional<std::size_t> shownStage(const DescentScene& scene, const StepInside* inside);
Panel directionsPanel(const DescentScene& scene, const StepInside* inside);
ValueTable stageTable(const DescentScene& scene, const StepInside* inside);
StageReadout stageReadout(const DescentScene& scene, const StepInside* inside);

// descent_stability.cpp
std::shared_ptr<const DescentStability> descentStability(const DescentLoss& loss, std::shared_ptr<const DescentRun> run, const Task& task);
void prepareStabilityView(DescentPrepared& prepared);
/// The panels "rate" and "along", verdict and readouts.
void addStabilityView(Frame& frame, const DescentPrepared& prepared, double position);
Message stabilitySentence(const DescentPrepared& prepared, double position);

// descent_table.cpp
ValueTable stepTable(const DescentPrepared& prepared, double position);
/// All runs, one line for each step.
std::string descentNumbers(const DescentPrepared& prepared);

// descent_compare.cpp
/// What distinguishes the shown run from A, as each of them has it: "η = 0.02".
struct RunDifference {
    std::string ofA, ofB;
};
RunDifference differenceFromA(const DescentScene& scene);
/// What tells the runs of one optimizer apart: the first parameter in which all of them differ ("η = 0.02"), else all in which some do, and
/// a number where they are the same.
std::vector<std::string> twinDifferences(const std::vector<const OptimizerChoice*>& twins);
DescentGoalState goalState(const DescentPrepared& prepared);
TaskReadout taskReadout(const DescentPrepared& prepared, double position);

// descent_text.cpp
/// `position` is the playhead in steps; the step that is shown leads to its ceiling.
std::int64_t shownStep(const DescentRun& run, double position);
FormulaLine descentFormula(const DescentPrepared& prepared, double position, const StepInside* inside);
Message descentSentence(const DescentPrepared& prepared, double position, const StepInside* inside);
void addDescentReadouts(Frame& frame, const DescentPrepared& prepared, double position);

/// The shown optimizer in a sentence: "Momentum", "Momentum with η = 0.02" where it races twice.
std::string shownName(const DescentPrepared& prepared);
/// The run in the formula line; null where there is none.
const DescentRun* shownRun(const DescentPrepared& prepared);
/// Where the ball of a run is at a playhead between two steps.
Vec2 ballAt(const Trajectory& trajectory, double position);
/// A polyline of the points up to the playhead, ending in `last`.
Points pathUntil(const DescentTrail& trail, double position, Vec2 last);

}  // namespace calc
