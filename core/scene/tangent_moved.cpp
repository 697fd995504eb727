#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/moved_kinds.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

/// Three digits of a step that was dragged along a logarithmic axis.
double threeDigits(double h) { return snapped(h, std::pow(10.0, std::floor(std::log10(h)) - 2.0)); }

}  // namespace

bool hasFreeRanges(const TangentScene&, std::string_view panel) { return panel == "curve"; }

TangentScene movedKind(const TangentScene& scene, std::string_view handle, Vec2 position, double resolution) {
    TangentScene changed = scene;
    const auto at = parseNumber(scene.at);
    if (handle == "x") {
        changed.at = movedText(position.x, resolution);
        // The window stands still under the hand: a range that was chosen around the point is kept from the first movement on.
        if (!scene.xRange && at) changed.xRange = chosenTangentRange(*at);
        return changed;
    }
    if (!at) return scene;
    const double largest = largestStep(*at);
    if (handle == "h") {
        // The second point stays on its side: it may come as near as a pixel, not pass.
        const double away = scene.side == SecantSide::Left ? *at - position.x : position.x - *at;
        const double h = snapped(scene.side == SecantSide::Centred ? std::fabs(away) : away, resolution);
        changed.step = std::clamp(h, std::min(largest, std::max(kSmallestStep, resolution)), largest);
    } else if (handle == "chart-h" && position.x > 0.0) {
        changed.step = threeDigits(std::clamp(position.x, kSmallestStep, largest));
    } else {
        return scene;
    }
    return changed;
}

}  // namespace calc
