#include "core/scene/descent_remedy.h"

#include <algorithm>

#include "core/descent/parameters.h"
#include "core/scene/curve_descent_prepare.h"
#include "core/scene/descent_parts.h"
#include "core/scene/moved_kinds.h"
#include "core/scene/stop_verdict.h"

namespace calc {
namespace {

DescentRemedy remedyFor(const Trajectory& run, bool hasOtherStart) {
    if (run.points.empty()) return hasOtherStart ? DescentRemedy::OtherStart : DescentRemedy::None;
    const bool tooHigh = run.stopped == StopReason::Diverged && run.stepsDone == 0;
    return tooHigh || fallsForEver(run) ? DescentRemedy::None : DescentRemedy::SmallerLearningRate;
}

constexpr double kResolution = 1e-3;  // of the range: starts have few digits

CurveDescentScene remediedKind(CurveDescentScene scene, const CurveDescentPrepared& prepared) {
    if (remedyFor(prepared.run->trajectory, prepared.otherStart.has_value()) == DescentRemedy::OtherStart)
        scene.start = movedText(*prepared.otherStart, kResolution * prepared.picture->x.length());
    else
        scene.learningRate *= 0.5;
    return scene;
}

DescentScene remediedKind(DescentScene scene, const DescentPrepared& prepared) {
    const DescentRun* run = shownRun(prepared);
    if (run && remedyFor(run->trajectory, prepared.otherStart.has_value()) == DescentRemedy::OtherStart) {
        scene.startX = movedText(prepared.otherStart->x, kResolution * prepared.field->x.length());
        scene.startY = movedText(prepared.otherStart->y, kResolution * prepared.field->y.length());
        return scene;
    }
    const auto shown = static_cast<std::size_t>(std::max(0, scene.shown));
    if (shown >= scene.optimizers.size()) return scene;
    OptimizerChoice& choice = scene.optimizers[shown];
    if (const OptimizerInfo* info = findOptimizer(choice.name))
        choice.parameters["learning_rate"] = 0.5 * parameterValue(info->parameters, choice.parameters, "learning_rate");
    return scene;
}

}  // namespace

DescentRemedy remedyOf(const Prepared& prepared) {
    if (const auto* curve = std::get_if<std::shared_ptr<const CurveDescentPrepared>>(&prepared.parts))
        return remedyFor((*curve)->run->trajectory, (*curve)->otherStart.has_value());
    const auto* surface = std::get_if<std::shared_ptr<const DescentPrepared>>(&prepared.parts);
    const DescentRun* run = surface ? shownRun(**surface) : nullptr;
    return run ? remedyFor(run->trajectory, (*surface)->otherStart.has_value()) : DescentRemedy::None;
}

Scene remedied(const Scene& scene, const Prepared& prepared) {
    Scene changed = scene;
    const auto* curve = std::get_if<std::shared_ptr<const CurveDescentPrepared>>(&prepared.parts);
    const auto* surface = std::get_if<std::shared_ptr<const DescentPrepared>>(&prepared.parts);
    if (auto* kind = std::get_if<CurveDescentScene>(&changed.kind); kind && curve) *kind = remediedKind(*kind, **curve);
    if (auto* kind = std::get_if<DescentScene>(&changed.kind); kind && surface) *kind = remediedKind(*kind, **surface);
    return changed;
}

}  // namespace calc
