#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/moved_kinds.h"
#include "core/scene/training_parts.h"

namespace calc {
namespace {

double withDigits(double value, int digits) { return snapped(value, std::pow(10.0, std::floor(std::log10(value)) - (digits - 1))); }

}  // namespace

bool hasFreeRanges(const TrainingScene&, std::string_view) { return false; }

TrainingScene movedKind(const TrainingScene& scene, std::string_view handle, Vec2 position, double) {
    TrainingScene changed = scene;
    if (handle == "epsilon" && position.y > 0.0) changed.epsilon = shortest(withDigits(std::clamp(position.y, 1e-250, 1e250), 2));
    if (handle == "rate" && position.x > 0.0)
        changed.optimizer.parameters["learning_rate"] = withDigits(std::clamp(position.x, 1e-12, 1e9), 3);
    return changed;
}

}  // namespace calc
