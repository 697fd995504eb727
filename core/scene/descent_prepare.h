#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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

/// From loss, start, steps, seed, noise and one optimizer.
struct DescentRun {
    OptimizerChoice choice;
    Look look = Look::GradientDescent;
    std::string title;
    Trajectory trajectory;
    std::vector<double> steepest;       ///< largest curvature at each point, NaN where unknown; empty where no learning-rate limit exists
    std::optional<std::size_t> valley;  ///< which known minimum it ends in
    bool hasMomentum = false;
};

/// A run's path thinned to what the ranges can show: indices of points, ascending, first and last included.
struct DescentTrail {
    std::vector<std::int32_t> steps;
    std::vector<Vec2> points;
};

/// From loss and all runs: loss against step.
struct DescentChart {
    bool logarithmic = true;
    double offset = 0.0;  ///< what is drawn is f - offset
    Range steps{0.0, 1.0};
    Range losses{1e-6, 1.0};
    std::vector<DescentTrail> lines;  ///< (step, loss - offset), thinned
};

struct DescentPrepared {
    DescentScene scene;
    Vec2 start;
    std::shared_ptr<const DescentLoss> loss;
    std::shared_ptr<const DescentField> field;
    std::vector<std::shared_ptr<const DescentRun>> runs;
    std::vector<std::string> names;                           ///< of the runs; the same optimizer twice is told apart by its learning rate
    std::vector<std::shared_ptr<const DescentTrail>> trails;  ///< one for each run
    std::shared_ptr<const DescentChart> chart;
    std::shared_ptr<const Marks> surfaceMarks;
    std::shared_ptr<const Marks> mapMarks;
    std::shared_ptr<const Marks> chartMarks;
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
