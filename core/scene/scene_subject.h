#pragma once
#include "core/scene/scene.h"

namespace calc {

/// Whether two Scenes are about the same thing. Where the playhead stands when they are opened, which part of the picture is seen and what
/// of it is shown, the width of a band and the seed of random numbers make no other thing of it; a function, a bound, a learning rate do.
bool sameSubject(const Scene& a, const Scene& b);

}  // namespace calc
