#pragma once
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/estimate.h"
#include "core/calculus/accumulation.h"
#include "core/calculus/sampling.h"
#include "core/expression/program.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared accumulation scene, split by their inputs.
///
/// What a learner should see within 30 seconds: x walks to the right, the area behind it grows, and beneath it a second curve draws that
/// area as its height. Where the upper curve is high, the lower one is steep; the orange number is the same in both. What they should say
/// then: "The slope of the area so far is the height of the curve: that is why integrals and derivatives undo each other."
namespace calc {

/// From the function's text.
struct AccumulationFunction {
    Expression expression;
    Program program;
    FormulaBox formula;  ///< f(x) = …
};

/// From function and ranges: f as drawn.
struct AccumulationCurve {
    Range x, y;
    Points points;
    std::vector<CurveEnvelope> envelopes;
    std::vector<CurveBreak> breaks;
    std::vector<Vec2> above;  ///< the curve cut off at the axis, with its crossings; not finite where it is split
    std::vector<Vec2> below;
    Range dial{-1.0, 1.0};
    bool hasValues = true;
};

/// From function, a and range: F.
struct AccumulationSum {
    Range range;  ///< over which it was prepared
    Accumulation accumulation;
    Points points;  ///< over the window
    Range y;
    std::optional<double> endLow;  ///< F ends there, inside the window; whyLow tells the reason
    std::optional<double> endHigh;
    bool endLowIsDecided = true;  ///< false: it was followed no further, and nothing says that it ends there
    bool endHighIsDecided = true;
};

/// What is to be seen for one x.
struct AccumulationMoment {
    double x = 0.0;
    double time = 0.0;
    double height = std::numeric_limits<double>::quiet_NaN();  ///< f(x); NaN: none
    std::optional<Estimate> sum;                               ///< F(x)
    double left = std::numeric_limits<double>::quiet_NaN();    ///< slopes of F from both sides; NaN: none; may be infinite
    double right = std::numeric_limits<double>::quiet_NaN();
    bool isKink = false;  ///< f bends suddenly here
    bool isStop = false;

    bool hasSlope() const { return sum && left == right && std::isfinite(left); }
    bool isCorner() const { return sum && !std::isnan(left) && !std::isnan(right) && left != right; }
};

struct AccumulationPrepared {
    AccumulationScene scene;
    double from = 0.0;
    double at = 0.0;
    std::shared_ptr<const AccumulationFunction> function;
    std::shared_ptr<const AccumulationCurve> curve;
    std::shared_ptr<const AccumulationSum> sum;
    std::shared_ptr<const std::vector<AccumulationMoment>> moments;  ///< ascending x; never empty
    std::shared_ptr<const Marks> curveMarks;
    std::shared_ptr<const Marks> sumMarks;
    Timeline timeline;
};

Result<std::shared_ptr<const AccumulationPrepared>> prepareAccumulation(const AccumulationScene& scene,
                                                                        const AccumulationPrepared* previous, const Task& task);
Frame accumulationFrame(const AccumulationPrepared& prepared, double time);
Timeline accumulationTimeline(const AccumulationPrepared& prepared);

/// What was recorded, as CSV: x, the height of f, the area F with its error, and the slopes of F from both sides.
std::string accumulationNumbers(const AccumulationPrepared& prepared);

/// The range of x that shows both, where none was chosen: it begins near the left one and leaves room to walk on.
Range chosenAccumulationRange(double from, double at);

}  // namespace calc
