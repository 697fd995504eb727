#include "core/expression/parser.h"
#include "core/scene/accumulation_prepare.h"
#include "core/scene/moved_kinds.h"

namespace calc {

bool hasFreeRanges(const AccumulationScene&, std::string_view panel) { return panel == "curve"; }

AccumulationScene movedKind(const AccumulationScene& scene, std::string_view handle, Vec2 position, double resolution) {
    const bool isStart = handle == "a";
    if (!isStart && handle != "x" && handle != "x-below") return scene;
    AccumulationScene changed = scene;
    (isStart ? changed.from : changed.at) = movedText(position.x, resolution);
    // The window stands still under the hand: a range that was chosen around a and x is kept from the first movement on.
    const auto from = parseNumber(scene.from);
    const auto at = parseNumber(scene.at);
    if (!scene.xRange && from && at) changed.xRange = chosenAccumulationRange(*from, *at);
    return changed;
}

}  // namespace calc
