#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/descent/basin_map.h"
#include "core/descent/stability.h"
#include "core/descent/surfaces.h"
#include "core/descent/trajectory.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared descent scene, split by their inputs, so that each is shared as long as these stay. The recorded runs depend
/// on loss, start, steps, seed, noise and their own optimizer; never on ranges or camera.
namespace calc {

/// From surface, function and condition number.
struct DescentLoss {
    std::string text;
    const Surface* surface = nullptr;  ///< null: typed
    LossFunction loss;
    std::optional<Curvature> curvature;  ///< always there
    FormulaBox formula;                  ///< f(x, y) = …
};

/// From loss, ranges and height scale.
struct DescentField {
    Range x, y;
    std::shared_ptr<const HeightField> field;
    Message subtitle;  ///< how height follows f, where it is not proportional
    Points minima;     ///< the known ones in sight
    bool hasValues = true;
};

/// Everything but the loss on which a run depends.
struct RunSettings {
    OptimizerChoice optimizer;
    ScheduleChoice schedule;
    double noise = 0.0;
    Vec2 start;
    int steps = 0;
    std::uint64_t seed = 1;
    std::string place;          ///< in the scene, for errors: "optimizers.2"
    std::string schedulePlace;  ///< "schedule"

    bool sameRun(const RunSettings& other) const {
        return optimizer == other.optimizer && schedule == other.schedule && noise == other.noise && start == other.start &&
               steps == other.steps && seed == other.seed;
    }
};

/// From the loss and its settings.
struct DescentRun {
    RunSettings settings;
    Look look = Look::GradientDescent;
    std::string title;
    Trajectory trajectory;
    std::optional<std::size_t> valley;  ///< which known minimum it ends in
    bool hasMomentum = false;
};

/// A run's path thinned to what the ranges can show: indices of points, ascending, first and last included.
struct DescentTrail {
    std::vector<std::int32_t> steps;
    std::vector<Vec2> points;
};

/// From loss and the shown run: the curvature at each of its points.
struct DescentStability {
    std::shared_ptr<const DescentRun> run;
    std::vector<Eigenvalues> curvature;  ///< NaN where unknown
    bool jumpsOverKink = false;          ///< the run ends jumping back and forth over a kink
};

/// What a chart shows against the step.
enum class ChartMetric : std::uint8_t { Loss, Slope /* |∇f| */, StepLength /* |Δw| of the step that begins there */ };
inline constexpr std::size_t kChartMetrics = 3;

/// From loss and all runs: a metric against step.
struct DescentChart {
    ChartMetric metric = ChartMetric::Loss;
    bool isNarrow = false;  ///< one of several side by side
    bool logarithmic = true;
    double offset = 0.0;  ///< what is drawn is f - offset
    Range steps{0.0, 1.0};
    Range losses{1e-6, 1.0};
    std::vector<DescentTrail> lines;  ///< (step, value - offset), thinned
};

/// From loss, ranges, cells and the settings of the shown run but its start.
struct DescentBasins {
    RunSettings settings;
    int cells = 0;
    std::shared_ptr<const BasinField> field;
    std::vector<BasinMap::Minimum> minima;
    std::int32_t quickSteps = 0, slowSteps = 0;              ///< of a tenth and of nine tenths of those that arrive
    double notArrived = 0.0, diverged = 0.0, noValue = 0.0;  ///< parts of all starts
};

/// How the task stands.
struct DescentGoalState {
    bool isAllowed = true;                ///< the shown optimizer is the one that the task asks for
    std::optional<std::int64_t> reached;  ///< first step with a loss that low
    bool isMet = false;
};

struct DescentPrepared {
    DescentScene scene;
    Vec2 start;
    std::shared_ptr<const DescentLoss> loss;
    std::shared_ptr<const DescentField> field;
    /// Those of the race, then A (where one is frozen), then those of the shown optimizer from the other starts.
    std::vector<std::shared_ptr<const DescentRun>> runs;
    std::size_t racers = 0;
    std::optional<std::size_t> frozen;  ///< index of A
    std::vector<Vec2> otherStarts;
    std::optional<Vec2> otherStart;        ///< where the start has no value: the nearest place in sight that has one
    std::vector<std::string> names;        ///< of the runs
    std::vector<std::string> differences;  ///< of the racers: what tells the same optimizer apart from its twins, or empty
    std::vector<std::shared_ptr<const DescentTrail>> trails;  ///< one for each run
    std::shared_ptr<const DescentStability> stability;        ///< null without a run
    std::shared_ptr<const DescentBasins> basins;              ///< null where they are not shown
    std::optional<DescentGoalState> goal;
    /// One for each metric; where only the loss is shown, the others are null.
    std::array<std::shared_ptr<const DescentChart>, kChartMetrics> charts;
    std::shared_ptr<const Marks> surfaceMarks;
    std::shared_ptr<const Marks> mapMarks;
    std::shared_ptr<const Marks> basinShares;  ///< over the trails: the part of the starts that each minimum gets; null without basins
    std::array<std::shared_ptr<const Marks>, kChartMetrics> chartMarks;
    std::shared_ptr<const Marks> stabilityMarks;  ///< of the chart along the run
    std::shared_ptr<const Marks> stabilityRateMarks;
    Range stabilityRates;       ///< abscissa of the chart of rates, the same for the whole run
    Range stabilityValues;      ///< ordinate of the chart along the run
    Vec2 lensCentre{0.5, 0.2};  ///< where no trail runs, as fractions of the map
    std::int64_t steps = 0;     ///< of the longest run
    Timeline timeline;
};

Result<std::shared_ptr<const DescentPrepared>> prepareDescent(const DescentScene& scene, const DescentPrepared* previous, const Task& task);
Frame descentFrame(const DescentPrepared& prepared, double time);
Timeline descentTimeline(const DescentPrepared& prepared);

/// The look of an optimizer: sgd is gradient descent, momentum or Nesterov by its parameters.
Look lookOf(const OptimizerChoice& choice);
/// Its name as people say it: "Momentum", "Adam".
std::string titleOf(const OptimizerChoice& choice);

}  // namespace calc
