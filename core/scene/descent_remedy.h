#pragma once
#include <cstdint>

#include "core/scene/prepare.h"
#include "core/scene/scene.h"

namespace calc {

/// What brings a run that is lost back with one click, on a curve or a surface. None: nothing that one change could mend, such as a loss
/// that falls for ever.
enum class DescentRemedy : std::uint8_t { None, SmallerLearningRate, OtherStart };
DescentRemedy remedyOf(const Prepared& prepared);

/// The scene with that change: half the learning rate of the shown run, or the start at the nearest place where the function has a value.
Scene remedied(const Scene& scene, const Prepared& prepared);

}  // namespace calc
