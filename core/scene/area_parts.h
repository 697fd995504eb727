#pragma once
#include "core/scene/area_prepare.h"

/// The parts of a prepared area scene and of its Frame, one source each.
namespace calc {

// area_sums.cpp
Result<std::shared_ptr<const AreaSums>> areaSums(const AreaFunction& function, Range limits, const AreaScene& scene, const Task& task);
/// The sum of a rule over the partition of a scene that has so many pieces.
Result<RiemannSum> areaSum(const Program& height, Range limits, const AreaScene& scene, int pieces, const Task& task);
RiemannRule riemannRule(SumRule rule);

// area_pieces.cpp
/// Puts what is drawn of a sum into its stop.
void takePieces(AreaStop& stop, const RiemannSum& sum, SumRule rule, const AreaFunction& function);
/// What lies between the rectangles of a lower and an upper sum.
std::shared_ptr<const std::vector<Box>> gapBoxes(const RiemannSum& sum, const RiemannSum& other, const AreaFunction& function);

/// The playhead for n: time is proportional to log n.
double areaTime(int n);

// area_exact.cpp
AreaExact areaExact(const AreaFunction& function, Range limits, Range inSight, const Task& task);

// area_curve.cpp
AreaCurve areaCurve(const AreaFunction& function, const AreaScene& scene, Range limits, const Task& task);

// area_chart.cpp
std::shared_ptr<const AreaChart> areaChart(const AreaFunction& function, const AreaExact& exact, const AreaSums& sums,
                                           const AreaScene& scene, const Task& task);
/// `names`: where the lines' names stand, in data coordinates.
std::shared_ptr<const Marks> areaChartMarks(const AreaPrepared& prepared, std::vector<Box>& names);

// area_fill.cpp
std::shared_ptr<const FillColumns> areaFill(const AreaFunction& function, const AreaCurve& curve, Range limits);
/// The areas above and below over a part of the range, as two marks.
void addFill(Marks& marks, const AreaPrepared& prepared, std::string_view id, Range part);

// area_moving.cpp
/// Null where nothing is improper, or at too many places.
std::shared_ptr<const AreaMoving> areaMoving(const AreaFunction& function, Range limits, const Task& task);

// area_moving_frame.cpp
Frame movingFrame(const AreaPrepared& prepared, double time);
Timeline movingTimeline(const AreaPrepared& prepared);
std::shared_ptr<const Marks> movingChartMarks(const AreaPrepared& prepared);

// area_goal.cpp
AreaGoalState areaGoal(const AreaPrepared& prepared, const Task& task);
TaskReadout areaTask(const AreaPrepared& prepared, const AreaStop* stop);

// area_readouts.cpp
void addReadouts(Frame& frame, const AreaPrepared& prepared, const AreaStop* stop);
/// "integral proved to ±3 · 10⁻¹⁴", and whether it is proved at all.
Message integralNote(const Integral& integral);
Message signedValue(double value, int decimals);

// area_text.cpp
/// "∫ from a to b of f dx": f, or f − g.
FormulaBox integralSign(const AreaPrepared& prepared, FormulaBox from, FormulaBox to);
Message areaSentence(const AreaPrepared& prepared, const AreaStop* stop);
FormulaLine areaFormula(const AreaPrepared& prepared, const AreaStop* stop);

// area_frame.cpp
/// Curves with their formulas and what belongs to them; the bounds as lines; names and values in the picture.
Panel areaPanel(const AreaPrepared& prepared);
void addCurves(Marks& marks, const AreaPrepared& prepared);
void addBoundLabels(Marks& marks, const AreaPrepared& prepared);
void addBoundHandles(Frame& frame, const AreaPrepared& prepared);
Style areaStyle(Role role);
std::shared_ptr<const Marks> areaStillMarks(const AreaPrepared& prepared);

}  // namespace calc
