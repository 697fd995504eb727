#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/moved_kinds.h"

namespace calc {

bool hasFreeRanges(const LimitScene&, std::string_view) { return false; }

/// The window's axis holds distances from the point, so the handle's position is how far the point moves.
LimitScene movedKind(const LimitScene& scene, std::string_view handle, Vec2 position, double resolution) {
    if (handle != "to") return scene;
    const auto to = parseNumber(scene.to, InfinityRule::Allow);
    if (!to || !std::isfinite(*to) || position.x == 0.0) return scene;
    LimitScene changed = scene;
    changed.to = movedText(*to + position.x, resolution);
    return changed;
}

}  // namespace calc
