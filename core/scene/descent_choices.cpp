#include "core/scene/descent_choices.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/descent/parameters.h"
#include "core/descent/surfaces.h"
#include "core/scene/moved_kinds.h"

namespace calc {
namespace {

/// The learning rate with which an optimizer gets somewhere on a surface; that of its own table where it takes whole steps (Newton).
std::optional<double> suitableRate(const Surface& surface, std::string_view optimizer) {
    const OptimizerInfo* info = findOptimizer(optimizer);
    if (!info || optimizer == "newton" || optimizer == "adadelta") return {};
    const bool hasMomentum = parameterValue(info->parameters, {}, "momentum") > 0.0;
    if (info->family == "adaptive") return surface.adaptiveLearningRate;
    // With momentum β a gradient acts 1/(1 − β) times over: a smaller rate goes as far.
    return hasMomentum ? 0.25 * surface.learningRate : surface.learningRate;
}

OptimizerChoice suited(OptimizerChoice choice, const Surface* surface) {
    const std::optional<double> rate = surface ? suitableRate(*surface, choice.name) : std::nullopt;
    if (rate) choice.parameters["learning_rate"] = *rate;
    return choice;
}

}  // namespace

std::vector<SurfaceChoice> surfaceChoices() {
    std::vector<SurfaceChoice> choices;
    for (const Surface& surface : surfaces()) {
        const auto condition = surface.parameter ? std::optional(Range{surface.parameter->low, surface.parameter->high}) : std::nullopt;
        choices.push_back({std::string(surface.name), Message(surface.title), Message(surface.teaches), condition});
    }
    return choices;
}

std::string functionText(const DescentScene& scene) {
    const Surface* surface = findSurface(scene.surface);
    return surface ? formulaOf(*surface, scene.conditionNumber) : scene.function;
}

DescentScene onSurface(const DescentScene& scene, std::string_view name) {
    const Surface* surface = findSurface(name);
    if (!surface) return scene;
    DescentScene changed = scene;
    changed.surface = std::string(name);
    changed.function.clear();
    changed.startX = shortest(surface->start.x);
    changed.startY = shortest(surface->start.y);
    changed.xRange.reset();
    changed.yRange.reset();
    changed.heightScale.reset();
    if (surface->parameter) changed.conditionNumber = surface->parameter->standard;
    for (OptimizerChoice& choice : changed.optimizers) choice = suited(std::move(choice), surface);
    return changed;
}

DescentScene onTypedSurface(const DescentScene& scene, const std::string& function) {
    DescentScene changed = scene;
    changed.surface = std::string(kTypedSurface);
    changed.function = function;
    changed.heightScale.reset();
    // A named surface brought its own window; one's own function keeps the window that one sees.
    if (scene.surface != kTypedSurface) {
        if (const Surface* before = findSurface(scene.surface)) {
            if (!changed.xRange) changed.xRange = before->x;
            if (!changed.yRange) changed.yRange = before->y;
        }
    }
    return changed;
}

DescentScene withOptimizer(const DescentScene& scene, const std::string& name) {
    if (scene.optimizers.size() >= kMostOptimizers || !findOptimizer(name)) return scene;
    DescentScene changed = scene;
    changed.optimizers.push_back(suited({name, {}}, findSurface(scene.surface)));
    changed.shown = static_cast<int>(changed.optimizers.size()) - 1;
    return changed;
}

DescentScene withoutOptimizer(const DescentScene& scene, int index) {
    const int count = static_cast<int>(scene.optimizers.size());
    if (count < 2 || index < 0 || index >= count) return scene;
    DescentScene changed = scene;
    changed.optimizers.erase(changed.optimizers.begin() + index);
    if (changed.shown > index || changed.shown == count - 1) changed.shown = std::max(0, changed.shown - 1);
    return changed;
}

std::vector<ScheduleOffer> scheduleOffers() {
    std::vector<ScheduleOffer> offers;
    for (const ScheduleInfo& info : schedules()) offers.push_back({std::string(info.name), Message(info.title), Message(info.help)});
    return offers;
}

DescentScene withFrozenRun(const DescentScene& scene) {
    if (scene.optimizers.empty()) return scene;
    DescentScene changed = scene;
    const auto shown = static_cast<std::size_t>(std::clamp<int>(scene.shown, 0, static_cast<int>(scene.optimizers.size()) - 1));
    changed.frozen = FrozenRun{scene.optimizers[shown], scene.schedule, scene.noise};
    return changed;
}

DescentScene withFurtherStart(const DescentScene& scene, Range x, Range y) {
    if (scene.moreStarts.size() >= kMostFurtherStarts) return scene;
    DescentScene changed = scene;
    // Successive points of a sequence that fills the square evenly (Roberts: powers of the plastic number).
    constexpr double kFirst = 0.7548776662466927;
    constexpr double kSecond = 0.5698402909980532;
    const double n = static_cast<double>(scene.moreStarts.size()) + 1.0;
    const auto inner = [n](Range range, double step) {
        const double part = std::fmod(0.5 + n * step, 1.0);
        return movedText(range.low + range.length() * (0.1 + 0.8 * part), 0.01 * range.length());
    };
    changed.moreStarts.push_back({inner(x, kFirst), inner(y, kSecond)});
    return changed;
}

}  // namespace calc
