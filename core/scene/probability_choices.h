#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/descent/parameters.h"
#include "core/scene/scene.h"

/// What a person can choose for a probability, as new Scenes: pages hold no table of distributions and no rule of their own.
namespace calc {

struct DistributionOffer {
    std::string name;
    Message title;
    Message meaning;  ///< where one meets it; of the typed one: what is asked of it
    bool isTyped = false;
};
/// The named families, and last the typed one.
std::vector<DistributionOffer> distributionOffers();

/// The parameters as sliders show them; none of a typed one. Names live as long as the program.
std::span<const ParameterInfo> distributionParameters(const std::string& name);

/// The scene with another distribution: bounds that show a part of it, the window chosen anew.
ProbabilityScene onDistribution(const ProbabilityScene& scene, const std::string& name);

/// Another seed, the same for everybody who asks from this scene.
ProbabilityScene withNewSeed(const ProbabilityScene& scene);

}  // namespace calc
