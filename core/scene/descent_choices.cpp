#include "core/scene/descent_choices.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/descent/parameters.h"
#include "core/descent/surfaces.h"

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

}  // namespace calc
