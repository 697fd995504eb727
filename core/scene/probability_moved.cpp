#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/moved_kinds.h"
#include "core/scene/probability_prepare.h"

namespace calc {

bool hasFreeRanges(const ProbabilityScene&, std::string_view panel) { return panel == "density"; }

ProbabilityScene movedKind(const ProbabilityScene& scene, std::string_view handle, Vec2 position, double resolution) {
    constexpr double kLeast = 1e-4;
    ProbabilityScene changed = scene;
    if (handle == "a" || handle == "b") {
        if (!scene.xRange) changed = withWindowKept(scene);
        (handle == "a" ? changed.from : changed.to) = movedText(position.x, resolution);
    } else if (handle == "p") {
        changed.quantile = shortest(std::clamp(snapped(position.y, resolution), kLeast, 1.0 - kLeast));
    } else if (handle == "n" && position.x >= 1.0) {
        changed.count = static_cast<int>(std::clamp(std::round(position.x), 1.0, static_cast<double>(scene.samples)));
    }
    return changed;
}

}  // namespace calc
