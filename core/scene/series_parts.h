#pragma once
#include "core/scene/series_prepare.h"
#include "core/scene/step_moment.h"

/// The parts of a prepared series scene and of its Frame, one source each.
namespace calc {

// The step of a moment is an index into the terms, or a degree.

// series_sums.cpp
std::shared_ptr<const PartialSums> partialSums(const SeriesFormula& formula, const SeriesScene& scene);
std::shared_ptr<const Marks> sumMarks(const SeriesPrepared& prepared);
std::shared_ptr<const Marks> seriesTermMarks(const SeriesPrepared& prepared);
std::shared_ptr<const Marks> sumErrorMarks(const SeriesPrepared& prepared);
void addSumPanels(Frame& frame, const SeriesPrepared& prepared, const StepMoment& moment);

// series_text.cpp
FormulaLine seriesFormula(const SeriesPrepared& prepared, const StepMoment& moment);
Message seriesSentence(const SeriesPrepared& prepared, const StepMoment& moment);
Verdict seriesCard(const SeriesPrepared& prepared);
void addSeriesReadouts(Frame& frame, const SeriesPrepared& prepared, const StepMoment& moment);

// series_taylor.cpp
Result<std::shared_ptr<const TaylorFunction>> taylorFunction(const SeriesScene& scene, const Task& task);
/// The window around the centre, where none was chosen: the interval of convergence is in sight.
Range chosenTaylorRange(const TaylorFunction& function);
std::shared_ptr<const TaylorPicture> taylorPicture(const TaylorFunction& function, const SeriesScene& scene, const Task& task);
std::shared_ptr<const Marks> taylorMarks(const SeriesPrepared& prepared);
std::shared_ptr<const Marks> taylorErrorMarks(const SeriesPrepared& prepared);
void addTaylorPanels(Frame& frame, const SeriesPrepared& prepared, const StepMoment& moment);

// series_taylor_text.cpp
FormulaLine taylorFormula(const SeriesPrepared& prepared, const StepMoment& moment);
Message taylorSentence(const SeriesPrepared& prepared, const StepMoment& moment);
Verdict taylorCard(const SeriesPrepared& prepared);
void addTaylorReadouts(Frame& frame, const SeriesPrepared& prepared, const StepMoment& moment);

}  // namespace calc
