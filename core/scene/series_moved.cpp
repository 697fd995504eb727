#include "core/scene/moved_kinds.h"
#include "core/scene/series_parts.h"

namespace calc {

bool hasFreeRanges(const SeriesScene& scene, std::string_view panel) { return scene.view == SeriesView::Taylor && panel == "taylor"; }

SeriesScene movedKind(const SeriesScene& scene, std::string_view handle, Vec2 position, double resolution) {
    if (handle != "centre") return scene;
    SeriesScene changed = scene;
    // The window stands still under the hand. It is looked up with a low degree: the radius alone decides it.
    if (!scene.xRange) {
        SeriesScene quick = scene;
        quick.degree = 1;
        if (const auto function = taylorFunction(quick, {})) changed.xRange = chosenTaylorRange(**function);
    }
    changed.centre = movedText(position.x, resolution);
    return changed;
}

}  // namespace calc
