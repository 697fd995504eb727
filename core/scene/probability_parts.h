#pragma once
#include "core/scene/probability_prepare.h"

/// The parts of a prepared probability scene and of its Frame, one source each.
namespace calc {

// probability_density.cpp
Result<std::shared_ptr<const ProbabilityDensity>> readDensity(const ProbabilityScene& scene, const Task& task);
/// The distribution, whose work ends with the task.
Distribution watched(const Distribution& distribution, const Task& task);
/// a and b as typed; may be infinite, and a may be the larger one.
Result<Range> readBounds(const ProbabilityScene& scene);
/// The window where none was chosen: nearly all of the area, and a and b.
Range chosenProbabilityRange(const ProbabilityDensity& density, Range bounds);

// probability_curve.cpp
ProbabilityCurve probabilityCurve(const ProbabilityDensity& density, const ProbabilityScene& scene, Range x, const Task& task);
ProbabilityArea probabilityArea(const ProbabilityDensity& density, Range bounds, Range window, const Task& task);

// probability_samples.cpp
std::shared_ptr<const ProbabilitySamples> probabilitySamples(const ProbabilityPrepared& prepared, const ProbabilityPrepared* previous,
                                                             const Task& task);
const SampleMoment& sampleMomentAt(const ProbabilityPrepared& prepared, double time);
/// The standard error of a share of hits.
double shareError(double share, int n);
Panel sampleChart(const ProbabilityPrepared& prepared, const SampleMoment& moment);
std::shared_ptr<const Marks> sampleChartMarks(const ProbabilityPrepared& prepared);

// probability_marks.cpp
std::shared_ptr<const Marks> probabilityDensityMarks(const ProbabilityPrepared& prepared);
std::shared_ptr<const Marks> probabilityCumulativeMarks(const ProbabilityPrepared& prepared);
void addProbabilityArea(Marks& marks, const ProbabilityPrepared& prepared, const ProbabilityMoment& moment);
void addProbabilityHeights(Marks& marks, const ProbabilityPrepared& prepared, const ProbabilityMoment& moment);
void addHistogram(Marks& marks, const ProbabilityPrepared& prepared, const SampleMoment& moment);
const ProbabilityMoment& probabilityMomentAt(const ProbabilityPrepared& prepared, double time);

// probability_text.cpp
FormulaLine probabilityFormula(const ProbabilityPrepared& prepared, const ProbabilityMoment& moment);
FormulaLine sampleFormula(const ProbabilityPrepared& prepared, const SampleMoment& moment);
Message probabilitySentence(const ProbabilityPrepared& prepared, const ProbabilityMoment& moment);
Message sampleSentence(const ProbabilityPrepared& prepared, const SampleMoment& moment);
void addProbabilityReadouts(Frame& frame, const ProbabilityPrepared& prepared, const ProbabilityMoment& moment);
void addSampleReadouts(Frame& frame, const ProbabilityPrepared& prepared, const SampleMoment& moment);
/// A probability with four decimals, more where it is small.
std::string probabilityText(const Estimate& probability);

}  // namespace calc
