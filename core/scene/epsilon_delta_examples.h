#pragma once
#include <span>

#include "core/base/message.h"
#include "core/calculus/epsilon_delta.h"
#include "core/scene/scene.h"

namespace calc {

/// A claim to try, of each sort: what core says of it stands beside it, and a test asks core again.
struct EpsilonDeltaExample {
    EpsilonDeltaKind sort = EpsilonDeltaKind::Undecided;
    const char* function = "";
    const char* to = "0";
    const char* limit = "0";
    const char* epsilon = "0.5";
};

std::span<const EpsilonDeltaExample> epsilonDeltaExamples();
EpsilonDeltaScene exampleScene(const EpsilonDeltaExample& example);
/// "✓ sin x / x → 1 at 0".
Message exampleTitle(const EpsilonDeltaExample& example);

}  // namespace calc
