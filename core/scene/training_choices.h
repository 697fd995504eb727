#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/message.h"
#include "core/scene/scene.h"

/// What a person can choose for a training run, as new Scenes: the page holds no table and no rule of its own.
namespace calc {

struct TrainingChoice {
    std::string name;
    Message title;
};
/// "curve" and "typed" first, then the named surfaces.
std::vector<TrainingChoice> trainingSurfaces();
std::vector<TrainingChoice> trainingOptimizers();

/// The scene on another surface: from its usual start, with a learning rate that gets somewhere there.
TrainingScene onTrainingSurface(const TrainingScene& scene, std::string_view name);
/// With another optimizer; the learning rate stays.
TrainingScene withTrainingOptimizer(const TrainingScene& scene, const std::string& name);
TrainingScene withTrainingParameter(const TrainingScene& scene, const std::string& parameter, double value);
/// What stands for a parameter of the optimizer: as chosen, or its default; 0 where it has none of this name.
double trainingParameter(const TrainingScene& scene, std::string_view parameter);
bool hasTrainingParameter(const TrainingScene& scene, std::string_view parameter);

}  // namespace calc
