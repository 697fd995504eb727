#pragma once
#include "core/scene/training_prepare.h"

/// The parts of a prepared training scene and of its Frame, one source each.
namespace calc {

inline constexpr std::size_t kRemedies = 4;
/// Where the losses of a run are not finite or too small for the chart, they stand at its edges.
double onLossAxis(const TrainingPrepared& prepared, double distance);

// training_runs.cpp
Result<std::shared_ptr<const TrainingLoss>> trainingLoss(const TrainingScene& scene);
Result<std::shared_ptr<const TrainingRun>> trainingRun(const TrainingLoss& loss, const TrainingScene& scene, Vec2 start, const Task& task);
/// Several runs measured from one and the same loss: the lowest that any of them came to.
void measureTogether(std::vector<TrainingRun>& runs);
/// Plain, clipped, scheduled, and both, from the settings of one scene.
std::array<TrainingScene, kRemedies> remedyScenes(const TrainingScene& scene);

// training_sweep.cpp
std::shared_ptr<const TrainingSweep> trainingSweep(const TrainingLoss& loss, const TrainingScene& scene, const TrainingRun& run,
                                                   const Task& task);
double learningRateOf(const TrainingScene& scene);

// training_chart.cpp
void setTrainingRanges(TrainingPrepared& prepared);
std::shared_ptr<const Marks> lossMarks(const TrainingPrepared& prepared);
std::shared_ptr<const Marks> sweepMarks(const TrainingPrepared& prepared);
void addTrainingPanels(Frame& frame, const TrainingPrepared& prepared, std::int64_t step);

// training_swings.cpp
/// Where the runs of the remedies go, in the coordinate in which the plain one swings most.
void setSwings(TrainingPrepared& prepared);
std::shared_ptr<const Marks> swingMarks(const TrainingPrepared& prepared);
Panel swingPanel(const TrainingPrepared& prepared, std::int64_t step);

// training_text.cpp
FormulaLine trainingFormula(const TrainingPrepared& prepared, std::int64_t step);
/// Is what the losses are measured from their limit, as far as was run? Otherwise it is a loss like any other.
bool claimsLimit(const TrainingPrepared& prepared);
Message trainingSentence(const TrainingPrepared& prepared, std::int64_t step);
Verdict trainingCard(const TrainingPrepared& prepared);
void addTrainingReadouts(Frame& frame, const TrainingPrepared& prepared, std::int64_t step);

}  // namespace calc
