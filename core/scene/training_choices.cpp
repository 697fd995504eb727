#include "core/scene/training_choices.h"

#include "core/base/number_text.h"
#include "core/descent/parameters.h"
#include "core/descent/surfaces.h"

namespace calc {

std::vector<TrainingChoice> trainingSurfaces() {
    std::vector<TrainingChoice> choices{{"curve", CALC_TEXT("a typed curve f(x)")}, {"typed", CALC_TEXT("a typed surface f(x, y)")}};
    for (const Surface& surface : surfaces()) choices.push_back({std::string(surface.name), Message(surface.title)});
    return choices;
}

std::vector<TrainingChoice> trainingOptimizers() {
    std::vector<TrainingChoice> choices;
    for (const OptimizerInfo& info : optimizers()) choices.push_back({std::string(info.name), Message(info.title)});
    return choices;
}

TrainingScene onTrainingSurface(const TrainingScene& scene, std::string_view name) {
    TrainingScene changed = scene;
    changed.rates.reset();
    const Surface* surface = findSurface(name);
    if (surface) {
        changed.surface = std::string(name);
        changed.function.clear();
        changed.startX = shortest(surface->start.x);
        changed.startY = shortest(surface->start.y);
        if (surface->parameter) changed.conditionNumber = surface->parameter->standard;
        changed.optimizer.parameters["learning_rate"] = surface->learningRate;
        return changed;
    }
    if (name != "curve" && name != "typed") return scene;
    changed.surface = std::string(name);
    changed.function = name == "curve" ? "x^2" : "x^2 + 4y^2";
    changed.startX = name == "curve" ? "-2.4" : "-2";
    changed.startY = name == "curve" ? "0" : "1";
    changed.optimizer.parameters["learning_rate"] = 0.1;
    return changed;
}

TrainingScene withTrainingOptimizer(const TrainingScene& scene, const std::string& name) {
    if (!findOptimizer(name)) return scene;
    TrainingScene changed = scene;
    changed.optimizer = {name, {}};
    if (hasTrainingParameter(changed, "learning_rate"))
        changed.optimizer.parameters["learning_rate"] = trainingParameter(scene, "learning_rate");
    return changed;
}

TrainingScene withTrainingParameter(const TrainingScene& scene, const std::string& parameter, double value) {
    TrainingScene changed = scene;
    changed.optimizer.parameters[parameter] = value;
    return changed;
}

bool hasTrainingParameter(const TrainingScene& scene, std::string_view parameter) {
    const OptimizerInfo* info = findOptimizer(scene.optimizer.name);
    return info && findParameter(info->parameters, parameter);
}

double trainingParameter(const TrainingScene& scene, std::string_view parameter) {
    const OptimizerInfo* info = findOptimizer(scene.optimizer.name);
    return info && findParameter(info->parameters, parameter) ? parameterValue(info->parameters, scene.optimizer.parameters, parameter)
                                                              : 0.0;
}

}  // namespace calc
