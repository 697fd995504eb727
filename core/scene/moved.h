#pragma once
#include <string_view>

#include "core/base/range.h"
#include "core/scene/frame.h"
#include "core/scene/scene.h"

namespace calc {

/// The Scene after a handle was dragged to a position (data coordinates of its panel): holds the constraints (inside the domain,
/// snapping to short decimals). `resolution` is the data length of one pixel: positions are rounded to a decimal not finer than a tenth of it.
Scene moved(const Scene& scene, std::string_view handle, Vec2 position, double resolution);

/// Zoom and pan of a panel: new ranges in data units; a panel without free ranges leaves the Scene as it is.
Scene withRanges(const Scene& scene, std::string_view panel, Range x, Range y);
/// The ranges chosen from the function again (double click).
Scene withChosenRanges(const Scene& scene, std::string_view panel);
Scene withCamera(const Scene& scene, const Camera& camera);

/// The scenes differ in camera or ranges only: no undo entry of their own.
bool onlyViewDiffers(const Scene& a, const Scene& b);

}  // namespace calc
