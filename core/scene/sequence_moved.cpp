#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/moved_kinds.h"
#include "core/scene/sequence_parts.h"

namespace calc {
namespace {

constexpr double kSmallestEpsilon = 1e-12;
constexpr double kLargestEpsilon = 1e12;

/// Three digits of a distance: it may span many decades.
std::string distanceText(double distance) {
    const double kept = std::clamp(distance, kSmallestEpsilon, kLargestEpsilon);
    return shortest(snapped(kept, std::pow(10.0, std::floor(std::log10(kept)) - 1.0)));
}

void moveRecursion(SequenceScene& changed, std::string_view handle, Vec2 position, double resolution) {
    // The windows stand still under the hand: what was chosen around start and parameter is kept from the first movement on.
    const auto map = readRecursionMap(changed.map);
    const auto start = parseNumber(changed.start);
    const auto parameter = parseNumber(changed.parameter);
    if (map && start && parameter) {
        if (!changed.xRange) changed.xRange = chosenCobwebRange(*map, *parameter, *start);
        if (!changed.parameterRange) changed.parameterRange = chosenParameterRange(*parameter);
    }
    (handle == "start" ? changed.start : changed.parameter) = movedText(position.x, resolution);
}

}  // namespace

bool hasFreeRanges(const SequenceScene& scene, std::string_view panel) {
    return scene.view == SequenceView::Recursion ? panel == "cobweb" || panel == "diagram" : panel == "terms";
}

SequenceScene movedKind(const SequenceScene& scene, std::string_view handle, Vec2 position, double resolution) {
    SequenceScene changed = scene;
    if (handle == "start" || handle == "parameter") {
        moveRecursion(changed, handle, position, resolution);
        return changed;
    }
    if (handle == "epsilon-distance" && position.y > 0.0) changed.epsilon = distanceText(position.y);
    for (const std::string_view name : {kEpsilonAbove, kEpsilonBelow}) {
        if (!handle.starts_with(name)) continue;
        const auto limit = parseDouble(handle.substr(name.size()));
        if (!limit) continue;
        const double distance = name == kEpsilonAbove ? position.y - *limit : *limit - position.y;
        // The edge may come as near as a pixel, not pass.
        changed.epsilon = distanceText(std::max(distance, resolution));
    }
    return changed;
}

}  // namespace calc
