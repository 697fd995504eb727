#include "core/expression/parser.h"
#include "core/scene/area_partition.h"
#include "core/scene/area_prepare.h"
#include "core/scene/area_reach.h"
#include "core/scene/moved_kinds.h"

namespace calc {
namespace {

/// A cut or a sample point: it snaps to the same short decimals as a bound does.
AreaScene withPartitionMoved(const AreaScene& scene, const PartitionHandle& handle, double x, double resolution) {
    const auto from = parseNumber(scene.from);
    const auto to = parseNumber(scene.to);
    if (!from || !to || *from == *to) return scene;
    const double part = (snapped(x, resolution) - *from) / (*to - *from);
    return handle.kind == PartitionHandle::Kind::Cut ? withCutMoved(scene, handle.pieces, handle.index, part)
                                                     : withSampleMoved(scene, handle.pieces, handle.index, part);
}

}  // namespace

bool hasFreeRanges(const AreaScene&, std::string_view panel) { return panel == "area"; }

AreaScene movedKind(const AreaScene& scene, std::string_view handle, Vec2 position, double resolution) {
    if (const auto partition = readPartitionHandle(handle)) return withPartitionMoved(scene, *partition, position.x, resolution);
    if (const auto bound = readReachHandle(handle)) {
        AreaScene changed = scene;
        const bool isPicture = bound->panel == ReachHandle::Panel::Picture;
        changed.reach = reachAt(*bound, isPicture ? snapped(position.x, resolution) : position.x, resolution);
        return changed;
    }
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
