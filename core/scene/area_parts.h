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
/// With one more stop, where the bounds have come so far (0 to 1); the way itself where they stop already.
std::shared_ptr<const AreaMoving> withReach(std::shared_ptr<const AreaMoving> way, double reach, bool reversed, const Task& task);

// area_moving_text.cpp
std::string boundName(const AreaPrepared& prepared, std::size_t end);
/// Near a pole a bound is told by its distance: "2 + 10⁻⁶".
FormulaBox boundNumber(const MovingEnd& end, std::size_t stop);
FormulaLine movingFormula(const AreaPrepared& prepared, std::size_t stop);
Message movingSentence(const AreaPrepared& prepared);
void addMovingVerdict(Frame& frame, const AreaPrepared& prepared);
void addMovingReadouts(Frame& frame, const AreaPrepared& prepared, std::size_t stop);
/// "t = 21.5", "distance 10⁻³".
Message movingPosition(const AreaPrepared& prepared, std::size_t stop);
/// The line of an end in the chart, and of what belongs to it.
Style endStyle(std::size_t index);

// area_moving_frame.cpp
/// The stretches that are covered at this stop, from left to right: between them lie the poles inside the range.
std::vector<Range> coveredParts(const AreaPrepared& prepared, std::size_t stop);
Frame movingFrame(const AreaPrepared& prepared, double time);
Timeline movingTimeline(const AreaPrepared& prepared);
std::shared_ptr<const Marks> movingChartMarks(const AreaPrepared& prepared);

// area_goal.cpp
AreaGoalState areaGoal(const AreaPrepared& prepared, const Task& task);
TaskReadout areaTask(const AreaPrepared& prepared, const AreaStop* stop);

// area_readouts.cpp
inline constexpr double kSumNoise = 4e-15;  // rounding of a sum, relative to its parts
/// Of what lies above and below, both positive, as far as it is known: what a sum is measured against.
double wholeArea(const AreaExact& exact);
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
