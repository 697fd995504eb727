#include "core/expression/parser.h"
#include "core/scene/moved_kinds.h"
#include "core/scene/tangent_prepare.h"

namespace calc {

bool hasFreeRanges(const CurveDescentScene&, std::string_view panel) { return panel == "curve"; }

CurveDescentScene movedKind(const CurveDescentScene& scene, std::string_view handle, Vec2 position, double resolution) {
    if (handle != "start") return scene;
    CurveDescentScene changed = scene;
    changed.start = movedText(position.x, resolution);
    // The window stands still under the hand.
    const auto start = parseNumber(scene.start);
    if (!scene.xRange && start) changed.xRange = chosenTangentRange(*start);
    return changed;
}

}  // namespace calc
