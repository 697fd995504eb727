#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/base/result.h"
#include "core/descent/loss_function.h"
#include "core/descent/optimizer.h"
#include "core/descent/schedule.h"

namespace calc {

enum class StopReason : std::uint8_t { Steps, AtRest, NoProgress, Diverged, LeftDomain, Cancelled };
/// "steps", "at-rest", "no-progress", "diverged", "left-domain", "cancelled".
std::string_view stopReasonName(StopReason reason);

enum class StopRule : std::uint8_t {
    Auto,
    Never,  ///< only a point without a finite value ends the run before its last step
};

enum class Record : std::uint8_t {
    Everything,
    Path,       ///< for basin maps: the points alone
    LastPoint,  ///< no lists, only where the run ended
};

inline constexpr std::int64_t kMaximumSteps = 1'000'000;

struct DescentOptions {
    Vec2 start;
    Optimizer optimizer;
    Schedule schedule;
    double noise = 0.0;          ///< standard deviation added to each gradient component
    std::optional<double> clip;  ///< largest gradient norm: a longer gradient is shortened to it, after the noise was added
    std::int64_t steps = 100;
    std::uint64_t seed = 1;
    StopRule stop = StopRule::Auto;
    Record record = Record::Everything;
    double restTolerance = 1e-10;                ///< how small gradient and update are at rest, relative to 1 + |w|
    std::shared_ptr<const Curvature> curvature;  ///< of this loss, where it is compiled already; null: second-order methods compile it
};

/// A recorded run. Lists begin at step 0 (the start) and have one entry for each point; all of points and loss are finite. A start without
/// a value gives empty lists.
struct Trajectory {
    int dimension = 2;
    DescentOptions options;
    std::vector<Vec2> points;
    std::vector<double> loss;
    std::vector<Vec2> gradients;              ///< exact gradient at each point, before noise and clipping; NaN where there is none
    std::vector<Hessian> hessians;            ///< second-order methods only, one for each step
    std::vector<OptimizerState> checkpoints;  ///< the state before step 0, 64, 128 …
    std::int64_t stepsDone = 0;
    Vec2 last;  ///< the last point with a value
    double lastLoss = 0.0;
    StopReason stopped = StopReason::Steps;
    Message why;  ///< one sentence for a learner

    Vec2 update(std::int64_t k) const { return points[static_cast<std::size_t>(k) + 1] - points[static_cast<std::size_t>(k)]; }
    /// Of the step from point k.
    double learningRate(std::int64_t k) const { return learningRateAt(options.schedule, options.optimizer.learningRate(), k); }
};

/// Folds the optimizer's step over the loss, from the start, without stages: about 10 million steps a second for a typed formula.
///
/// Stop rules (Auto): `at-rest`: gradient and last update both below restTolerance (1 + |w|) in ten steps running, so that a ball in flight
/// is not stopped where the slope happens to vanish; `no-progress`: looked at every 1,000 steps, in which the loss reached no value lower
/// than before by 1e-12 relative, and the ball is not in smooth flight either (a heavy ball that climbs goes on); `diverged`: |w| or |loss|
/// above 1e12, or too large for a double; `left-domain`: loss, gradient or step has no value. Error beyond rounding: none; the run is the
/// plain recurrence in doubles, the same bits on one machine. `stop` is asked every 256 steps (every step of Newton).
/// Errors: start not finite (fields "startX", "startY"), steps not in 0 … kMaximumSteps (field "steps"), noise < 0, clip <= 0.
Result<Trajectory> descend(const LossFunction& loss, const DescentOptions& options, std::stop_token stop = {});

/// The gradient that step k works with: the exact one with this step's noise, clipped.
Vec2 gradientOfStep(const DescentOptions& options, int dimension, Vec2 gradient, std::int64_t k);

/// What happened inside the step from point k (0 <= k < stepsDone): the stages of its optimizer, those of noise and clipping first. Folds
/// at most 63 steps again from recorded gradients; never evaluates the function.
StepInside stepInside(const Trajectory& trajectory, std::int64_t k);

}  // namespace calc
