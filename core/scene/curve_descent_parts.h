#pragma once
#include "core/scene/curve_descent_prepare.h"

/// The parts of a prepared descent on a curve and of its Frame, one source each.
namespace calc {

/// The step that is under way: from point `step`, of which the ball has gone `part`.
struct CurveStep {
    std::int64_t step = 0;
    double part = 0.0;
    bool isOver = true;  ///< there is no further step
};
CurveStep curveStepAt(const CurveDescentPrepared& prepared, double time);

/// The parts of one update, which add up to it: −ηβv (0 without momentum) and −η f′.
struct CurveUpdate {
    double momentum = 0.0;
    double gradient = 0.0;
    double velocity = 0.0;  ///< v before the step
};
CurveUpdate curveUpdate(const CurveDescentPrepared& prepared, std::int64_t step);

/// The learning rate that arrives in one step on a parabola of this curvature, and the one from which on it diverges.
struct CurveLimits {
    std::optional<double> best;   ///< 1/f″; none with momentum, none where the curve does not bend upwards
    std::optional<double> limit;  ///< 2/f″, or 2(1 + β)/f″
};
CurveLimits curveLimits(const CurveDescentPrepared& prepared, std::int64_t point);

// curve_descent_chart.cpp
CurveChart curveChart(const Trajectory& run);
Panel curveChartPanel(const CurveDescentPrepared& prepared, const CurveStep& step);

// curve_descent_text.cpp
/// The first step from which on what the bend at the ball promises comes true: behind the last one at which the curve bends downwards or
/// too sharply; beyond the end for a run that does not end in the picture.
std::int64_t settlesFrom(const CurveDescentPrepared& prepared);
Message curveInsight(const CurveDescentPrepared& prepared);
Message curveDescentSentence(const CurveDescentPrepared& prepared, const CurveStep& step);
FormulaLine curveDescentFormula(const CurveDescentPrepared& prepared, const CurveStep& step);
void addCurveDescentReadouts(Frame& frame, const CurveDescentPrepared& prepared, const CurveStep& step);

}  // namespace calc
