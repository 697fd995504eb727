#pragma once
#include <span>
#include <utility>

#include "core/scene/mark_parts.h"
#include "core/scene/tangent_prepare.h"

/// The parts of a prepared tangent scene and of its Frame, one source each.
namespace calc {

/// The largest h for a point: 2 for points up to 10, ten times as much for each further power of ten.
double largestStep(double at);
/// The playhead for h: a power of ten takes 1.2 seconds.
double secantTime(double largest, double h);
inline constexpr double kSecondsPerDecade = 1.2;

// tangent_curve.cpp
TangentCurve tangentCurve(const TangentFunction& function, const TangentScene& scene, Range x, const Task& task);

// tangent_secants.cpp
std::vector<SecantMoment> secantMoments(const TangentFunction& function, const TangentPoint& point, SecantSide side, double step);
/// The moment nearest to a time.
const SecantMoment* secantAt(const TangentPrepared& prepared, double time);
TangentChart tangentChart(const TangentPrepared& prepared);
/// What the chart shows for a moment, kept inside its range; NaN: nothing.
double chartValue(const TangentPrepared& prepared, const SecantMoment& moment);

// tangent_rounding.cpp
std::vector<FloatWindow> floatWindows(const TangentFunction& function, const TangentPoint& point, const Task& task);
Panel floatPanel(const TangentPrepared& prepared, const SecantMoment& moment);

// tangent_rules.cpp
std::vector<WorkedStep> ruleSteps(const TangentFunction& function);

// tangent_marks.cpp
std::shared_ptr<const Marks> tangentCurveMarks(const TangentPrepared& prepared);
std::shared_ptr<const Marks> tangentSlopeMarks(const TangentPrepared& prepared);
std::shared_ptr<const Marks> tangentDialMarks(const TangentPrepared& prepared);
void addSecant(Marks& marks, const TangentPrepared& prepared, const SecantMoment& moment);

// tangent_text.cpp
FormulaLine tangentFormula(const TangentPrepared& prepared, const SecantMoment* moment);
Message tangentSentence(const TangentPrepared& prepared, const SecantMoment* moment, int rule);
void addTangentReadouts(Frame& frame, const TangentPrepared& prepared, const SecantMoment* moment);
void addTangentVerdict(Frame& frame, const TangentPrepared& prepared);
/// A slope with four digits, "∞" where it is vertical, "none" where it has none.
Message slopeText(const PointDerivative& slope);

}  // namespace calc
