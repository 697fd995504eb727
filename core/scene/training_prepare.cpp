#include "core/scene/training_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/training_parts.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}
Error stopped() { return {ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}}; }

bool sameLoss(const TrainingScene& a, const TrainingScene& b) {
    return a.surface == b.surface && a.function == b.function && a.conditionNumber == b.conditionNumber;
}

/// Whether the runs are the same: all but the band, the view and the playhead.
bool sameRuns(const TrainingScene& a, const TrainingScene& b) {
    return sameLoss(a, b) && a.startX == b.startX && a.startY == b.startY && a.optimizer == b.optimizer && a.schedule == b.schedule &&
           a.clip == b.clip && a.noise == b.noise && a.seed == b.seed && a.steps == b.steps &&
           (a.view == TrainingView::Remedies) == (b.view == TrainingView::Remedies);
}

/// A sweep depends on everything but the learning rate itself, which it goes through.
bool sameSweep(TrainingScene a, TrainingScene b) {
    a.optimizer.parameters.erase("learning_rate");
    b.optimizer.parameters.erase("learning_rate");
    return sameRuns(a, b) && a.rates == b.rates && (a.rates || a.surface == b.surface);
}

Message remedyName(std::size_t index) {
    switch (index) {
        case 1: return CALC_TEXT("clipped");
        case 2: return CALC_TEXT("schedule");
        case 3: return CALC_TEXT("both");
        default: return CALC_TEXT("plain");
    }
}

constexpr std::array<Look, kRemedies> kRemedyLooks = {Look::GradientDescent, Look::Momentum, Look::Nesterov, Look::Adam};

std::optional<Error> makeRuns(TrainingPrepared& prepared, Vec2 start, const Task& task) {
    const TrainingScene& scene = prepared.scene;
    if (scene.view != TrainingView::Remedies) {
        auto run = trainingRun(*prepared.loss, scene, start, task);
        if (!run) return run.error();
        prepared.runs.push_back(*run);
        return std::nullopt;
    }
    const auto scenes = remedyScenes(scene);
    std::vector<TrainingRun> runs;
    for (std::size_t i = 0; i < kRemedies; ++i) {
        auto run = trainingRun(*prepared.loss, scenes[i], start, task);
        if (!run) return run.error();
        runs.push_back(**run);
        runs.back().name = remedyName(i);
        runs.back().look = kRemedyLooks[i];
    }
    measureTogether(runs);
    for (TrainingRun& run : runs) prepared.runs.push_back(std::make_shared<const TrainingRun>(std::move(run)));
    return std::nullopt;
}

Timeline makeTimeline(const TrainingPrepared& prepared) {
    constexpr double kSlowest = 0.4;  // seconds for a step
    constexpr double kWhole = 16.0;
    constexpr std::int64_t kMostStops = 2000;
    Timeline timeline;
    std::int64_t steps = 0;
    for (const auto& run : prepared.runs) steps = std::max(steps, run->trajectory.stepsDone);
    // One stop for each step; of very long runs every so many.
    const std::int64_t stride = 1 + steps / kMostStops;
    const std::int64_t count = (steps + stride - 1) / stride;
    const double each = count > 0 ? std::min(kSlowest, kWhole / static_cast<double>(count)) : 0.0;
    for (std::int64_t k = 0; k <= count; ++k) timeline.stops.push_back(each * static_cast<double>(k));
    timeline.duration = timeline.stops.back();
    if (count == 0) return timeline;
    for (int k = 0; k <= 4; ++k) timeline.ticks.push_back({timeline.duration * k / 4.0, {"{0}", {steps * k / 4}}});
    timeline.opening = stopTime(timeline, static_cast<int>(std::min(steps, static_cast<std::int64_t>(prepared.scene.shown)) / stride));
    return timeline;
}

}  // namespace

Result<std::shared_ptr<const TrainingPrepared>> prepareTraining(const TrainingScene& scene, const TrainingPrepared* previous,
                                                                const Task& task) {
    if (task.stop.stop_requested()) return stopped();
    auto prepared = std::make_shared<TrainingPrepared>();
    prepared->scene = scene;
    const auto epsilon = parseNumber(scene.epsilon);
    if (!epsilon) return inField(epsilon.error(), "epsilon");
    if (!(*epsilon > 0.0))
        return Error{ErrorCode::BadValue, CALC_TEXT("\u03B5 is a distance: write a number above 0, such as 0.001."), std::nullopt,
                     "epsilon"};
    prepared->epsilon = *epsilon;
    const auto x = parseNumber(scene.startX);
    if (!x) return inField(x.error(), "startX");
    const auto y = parseNumber(scene.startY);
    if (!y) return inField(y.error(), "startY");
    if (previous && sameLoss(previous->scene, scene)) {
        prepared->loss = previous->loss;
    } else {
        auto loss = trainingLoss(scene);
        if (!loss) return loss.error();
        prepared->loss = *loss;
    }
    if (previous && sameRuns(previous->scene, scene)) {
        prepared->runs = previous->runs;
    } else if (auto failed = makeRuns(*prepared, {*x, prepared->loss->dimension == 1 ? 0.0 : *y}, task)) {
        return *std::move(failed);
    }
    if (task.stop.stop_requested()) return stopped();
    if (scene.view == TrainingView::Sweep) {
        const bool same = previous && previous->sweep && sameSweep(previous->scene, scene);
        prepared->sweep = same ? previous->sweep : trainingSweep(*prepared->loss, scene, *prepared->runs.front(), task);
        if (task.stop.stop_requested()) return stopped();
    }
    const TrainingRun& run = *prepared->runs.front();
    if (!run.diverged) prepared->first = staysBelow(run.distances, prepared->epsilon);
    // A run that was still moving is near its own end by itself: what counts is that it stayed for half of the way.
    if (run.ended != StopReason::AtRest && prepared->first && 2 * *prepared->first > run.looked) prepared->first.reset();
    setTrainingRanges(*prepared);
    if (scene.view == TrainingView::Remedies) setSwings(*prepared);
    prepared->mainMarks = scene.view == TrainingView::Sweep ? sweepMarks(*prepared) : lossMarks(*prepared);
    prepared->sideMarks = scene.view == TrainingView::Remedies ? swingMarks(*prepared) : lossMarks(*prepared);
    prepared->timeline = makeTimeline(*prepared);
    return std::shared_ptr<const TrainingPrepared>(std::move(prepared));
}

Timeline trainingTimeline(const TrainingPrepared& prepared) { return prepared.timeline; }

Frame trainingFrame(const TrainingPrepared& prepared, double time) {
    std::int64_t steps = 0;
    for (const auto& run : prepared.runs) steps = std::max(steps, run->trajectory.stepsDone);
    const auto count = static_cast<std::int64_t>(prepared.timeline.stops.size()) - 1;
    const std::int64_t stop = stepAt(prepared.timeline, std::clamp(time, 0.0, prepared.timeline.duration));
    const std::int64_t step = count > 0 ? std::min(steps, stop * (1 + steps / 2000)) : 0;
    Frame frame;
    frame.subject = Role::Limits;
    addTrainingPanels(frame, prepared, step);
    frame.formula = trainingFormula(prepared, step);
    frame.sentence = trainingSentence(prepared, step);
    frame.verdicts.push_back(trainingCard(prepared));
    addTrainingReadouts(frame, prepared, step);
    frame.position = {CALC_TEXT("step {0} of {1}"), {step, steps}};
    return frame;
}

}  // namespace calc
