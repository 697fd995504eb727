#pragma once
#include "core/scene/accumulation_prepare.h"

/// The parts of a prepared accumulation scene and of its Frame, one source each.
namespace calc {

// accumulation_curve.cpp
AccumulationCurve accumulationCurve(const AccumulationFunction& function, const AccumulationScene& scene, Range x, const Task& task);
/// `whole`: contains the window, a and x.
Result<std::shared_ptr<const AccumulationSum>> accumulationSum(const AccumulationFunction& function, double from, Range window, Range whole,
                                                               const Task& task);

// accumulation_moments.cpp
std::vector<AccumulationMoment> accumulationMoments(const AccumulationPrepared& prepared, const Task& task);
/// The moment that is shown at a time.
const AccumulationMoment& accumulationMomentAt(const AccumulationPrepared& prepared, double time);

// accumulation_marks.cpp
std::shared_ptr<const Marks> accumulationCurveMarks(const AccumulationPrepared& prepared);
std::shared_ptr<const Marks> accumulationSumMarks(const AccumulationPrepared& prepared);
/// The points of a line between two abscissae, with an end put in on both sides where the line reaches it.
std::vector<Vec2> lineBetween(const std::vector<Vec2>& line, double low, double high);
/// What moves with x, in the panel of f and in that of F.
void addAccumulatedArea(Marks& marks, const AccumulationPrepared& prepared, const AccumulationMoment& moment);
void addAccumulatedSum(Marks& marks, const AccumulationPrepared& prepared, const AccumulationMoment& moment);

// accumulation_text.cpp
FormulaLine accumulationFormula(const AccumulationPrepared& prepared, const AccumulationMoment& moment);
Message accumulationSentence(const AccumulationPrepared& prepared, const AccumulationMoment& moment);
void addAccumulationReadouts(Frame& frame, const AccumulationPrepared& prepared, const AccumulationMoment& moment);
void addAccumulationVerdict(Frame& frame, const AccumulationPrepared& prepared, const AccumulationMoment& moment);
/// A height with the digits that stand still while x moves.
std::string accumulationHeight(const AccumulationPrepared& prepared, double height);
/// F(x) with the digits that are known, and no more than stand still while x moves.
std::string accumulationValue(const AccumulationPrepared& prepared, const Estimate& sum);
/// "2.25", "1 and 2" at a corner, "none".
Message accumulationSlope(const AccumulationPrepared& prepared, const AccumulationMoment& moment);

}  // namespace calc
