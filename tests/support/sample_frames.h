#pragma once
#include "core/scene/frame.h"

/// Frames for tests and benchmarks of what paints: like those of the three pages, but made here, so that painting is tested without the
/// mathematics behind it. `time` runs from 0 to 1.
namespace calc {

Frame sampleAreaFrame(double time = 0.4);
Frame sampleLimitFrame(double time = 0.3);
Frame sampleDescentFrame(double time = 0.27);

/// One plane panel with one curve over [-3, 3], ordinates -2 to 2.
Frame sampleCurveFrame(double (*function)(double));

}  // namespace calc
