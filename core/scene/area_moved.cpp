#include "core/expression/parser.h"
#include "core/scene/area_prepare.h"
#include "core/scene/moved_kinds.h"

namespace calc {

bool hasFreeRanges(const AreaScene&, std::string_view panel) { return panel == "area"; }

AreaScene movedKind(const AreaScene& scene, std::string_view handle, Vec2 position, double resolution) {
    const bool isBound = handle == "a" || handle == "b";
    if (!isBound) return scene;
    AreaScene changed = scene;
    (handle == "a" ? changed.from : changed.to) = movedText(position.x, resolution);
    // The window stands still under the hand: a range that was chosen from the bounds is kept from the first movement on.
    const auto from = parseNumber(scene.from, InfinityRule::Allow);
    const auto to = parseNumber(scene.to, InfinityRule::Allow);
    if (!scene.xRange && from && to) changed.xRange = chosenAreaRange({*from, *to});
    return changed;
}

}  // namespace calc
