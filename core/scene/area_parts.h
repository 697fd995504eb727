#pragma once
#include "core/scene/area_prepare.h"

/// The parts of a prepared area scene and of its Frame, one source each.
namespace calc {

// area_sums.cpp
Result<std::shared_ptr<const AreaSums>> areaSums(const AreaFunction& function, Range limits, SumRule rule, int always, const Task& task);
RiemannRule riemannRule(SumRule rule);
/// The playhead for n: time is proportional to log n.
double areaTime(int n);

// area_curve.cpp
AreaExact areaExact(const AreaFunction& function, Range limits, Range inSight, const Task& task);
AreaCurve areaCurve(const AreaFunction& function, const AreaScene& scene, Range limits, const Task& task);

// area_chart.cpp
std::shared_ptr<const AreaChart> areaChart(const AreaFunction& function, const AreaExact& exact, const AreaSums& sums, SumRule rule,
                                           const Task& task);
std::shared_ptr<const Marks> areaChartMarks(const AreaPrepared& prepared);

// area_text.cpp
Message areaSentence(const AreaPrepared& prepared, const AreaStop* stop);
FormulaLine areaFormula(const AreaPrepared& prepared, const AreaStop* stop);

// area_frame.cpp
std::shared_ptr<const Marks> areaStillMarks(const AreaPrepared& prepared);

}  // namespace calc
