#pragma once
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/descent/convergence.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared scene of a training run as a sequence, split by their inputs.
///
/// What a learner should see within 30 seconds: the loss falls into a band that one can drag, and from an N on it stays there; a straight
/// line on the log scale says how fast. What they should say then: "Training converges like a sequence: name an ε, and there is an N." Of
/// the sweep: "Larger learning rates are better and better, until at 2/λ there is a cliff." Of the remedies: "Clipping cuts the wild steps,
/// a schedule makes the late ones small."
namespace calc {

/// From surface and function.
struct TrainingLoss {
    LossFunction loss;
    std::shared_ptr<const Curvature> curvature;
    FormulaBox formula;
    int dimension = 1;
};

/// One run, with what it comes to when it is run on.
struct TrainingRun {
    Message name;
    Look look = Look::GradientDescent;
    Trajectory trajectory;
    std::vector<double> losses;     ///< at each step of the long run
    std::vector<double> distances;  ///< of these losses from the limit
    double limit = 0.0;             ///< the loss it comes to, as far as was run
    std::int64_t looked = 0;        ///< steps of the long run
    bool diverged = false;
    StopReason ended = StopReason::Steps;  ///< of the long run
    RateFit fit;
};

struct TrainingSweep {
    std::vector<SweepPoint> points;
    std::int64_t earlySteps = 0;
    std::int64_t lateSteps = 0;
    std::optional<double> curvature;  ///< the largest at the place where the runs come to rest
    std::optional<double> cliff;      ///< the limit of the learning rate there: 2/λ for gradient descent
    double floor = 0.0;               ///< the lowest loss that was seen: the chart shows distances from it
    Range rates, losses;
    Points early, late;
    Points diverged;
};

struct TrainingPrepared {
    TrainingScene scene;
    double epsilon = 1e-3;
    std::shared_ptr<const TrainingLoss> loss;
    std::vector<std::shared_ptr<const TrainingRun>> runs;  ///< one; of the remedies plain, clipped, scheduled, both
    std::shared_ptr<const TrainingSweep> sweep;
    std::optional<std::int64_t> first;  ///< N of the first run
    Range steps{0.0, 1.0};
    Range losses{1e-6, 1.0};
    Range swings{-1.0, 1.0};  ///< of the remedies: of x, or of y
    bool swingsInX = true;
    std::shared_ptr<const Marks> mainMarks;
    std::shared_ptr<const Marks> sideMarks;
    Timeline timeline;
    bool hasFloor = false;  ///< the losses are shown as distances from a limit that is not 0
};

Result<std::shared_ptr<const TrainingPrepared>> prepareTraining(const TrainingScene& scene, const TrainingPrepared* previous,
                                                                const Task& task);
Frame trainingFrame(const TrainingPrepared& prepared, double time);
Timeline trainingTimeline(const TrainingPrepared& prepared);

}  // namespace calc
