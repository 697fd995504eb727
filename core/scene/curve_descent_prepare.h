#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/calculus/sampling.h"
#include "core/descent/stability.h"
#include "core/descent/trajectory.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared descent on a curve, split by their inputs.
///
/// What a learner should see within 30 seconds: a ball on a loss curve, the tangent beneath it, and an arrow whose length is the learning
/// rate times the slope; the ball takes one arrow after the other, and the arrows get shorter as the curve flattens. What they should say
/// then: "It always walks downhill, in steps as long as the slope says; the learning rate decides whether it crawls, arrives, bounces or
/// flies off." With a preset: "and here it stops because …".
namespace calc {

/// From the function's text.
struct CurveLoss {
    Expression expression;
    LossFunction loss;
    Curvature curvature;
    FormulaBox formula;  ///< f(x) = …
};

/// From loss and ranges.
struct CurvePicture {
    Range x, y;
    Points points;
    std::vector<CurveEnvelope> envelopes;
    std::vector<double> kinks;  ///< where the slope jumps
    Range dial{-3.0, 3.0};
    bool hasValues = true;
    double lowest = 0.0;  ///< of the samples, and where it is
    double lowestAt = 0.0;
};

/// From loss, start, learning rate, momentum and steps.
struct CurveRun {
    Trajectory trajectory;
    std::vector<double> curvature;  ///< f″ at each point; NaN where it does not exist
};

/// Loss against step.
struct CurveChart {
    bool logarithmic = true;
    Range losses{1e-6, 1.0};
    std::int64_t steps = 1;  ///< done; where none was, those that were asked for
    Points line;
    std::shared_ptr<const Marks> marks;
};

struct CurveDescentPrepared {
    CurveDescentScene scene;
    double start = 0.0;
    double startValue = 0.0;           ///< NaN: none
    std::optional<double> otherStart;  ///< where the start has no value: the nearest place in sight that has one
    std::shared_ptr<const CurveLoss> loss;
    std::shared_ptr<const CurvePicture> picture;
    std::shared_ptr<const CurveRun> run;
    std::shared_ptr<const CurveChart> chart;
    std::shared_ptr<const Marks> marks;      ///< what stands still on the curve
    std::shared_ptr<const Marks> dialMarks;  ///< none; a canvas knows a still layer by its pointer
    Message insight;                         ///< what the end of the run teaches
    std::int64_t settlesFrom = 0;            ///< the step from which on the bend at the ball tells how the run goes on
    Timeline timeline;
};

Result<std::shared_ptr<const CurveDescentPrepared>> prepareCurveDescent(const CurveDescentScene& scene,
                                                                        const CurveDescentPrepared* previous, const Task& task);
Frame curveDescentFrame(const CurveDescentPrepared& prepared, double time);
Timeline curveDescentTimeline(const CurveDescentPrepared& prepared);

}  // namespace calc
