#pragma once
#include <cstddef>

#include "core/scene/timeline.h"

namespace calc {

/// A stop of a timeline, and how much of the way to the next one is done.
struct StepMoment {
    std::size_t step = 0;
    double part = 0.0;  ///< 0 ... 1; 0 at the last stop, and a hair past any
};
StepMoment momentAt(const Timeline& timeline, double time);

}  // namespace calc
