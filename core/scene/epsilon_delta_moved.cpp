#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/epsilon_delta_parts.h"
#include "core/scene/moved_kinds.h"

namespace calc {
namespace {

constexpr double kLeastShare = 0.02;  // of the range: a narrower band could hardly be seen, or caught
constexpr double kMostShare = 0.98;

struct Place {
    std::shared_ptr<const BandFunction> function;
    BandRanges ranges;  ///< in distances
    bool isDeep = false;
};

/// What the Scene shows: as prepare chooses it.
std::optional<Place> placeOf(const EpsilonDeltaScene& scene) {
    const auto function = readBandFunction(scene);
    const auto epsilon = parseNumber(scene.epsilon);
    const auto delta = parseNumber(scene.delta);
    if (!function || !epsilon || !delta || !(*epsilon > 0.0)) return std::nullopt;
    const bool isFixed = !scene.deltaFollows || scene.epsilonBy == EpsilonPlayer::Program;
    std::optional<double> answer = *delta;
    if (!isFixed) answer = bandMoment(**function, scene, *parseConstant(scene.epsilon), std::nullopt, {}).delta;
    return Place{*function, chosenBandRanges(**function, scene.side, *epsilon, answer)};
}

/// The window stands still under the hand.
void keepRanges(EpsilonDeltaScene& changed, const EpsilonDeltaScene& before) {
    if (before.xRange && before.yRange) return;
    const auto place = placeOf(before);
    if (!place) return;
    const BandRanges& r = place->ranges;
    const BandFunction& f = *place->function;
    if (!before.xRange) changed.xRange = Range{f.at + r.x.low, f.at + r.x.high};
    if (!before.yRange) changed.yRange = Range{f.level + r.y.low, f.level + r.y.high};
}

void chooseRangesAnew(EpsilonDeltaScene& scene) {
    scene.xRange.reset();
    scene.yRange.reset();
}

}  // namespace

bool hasFreeRanges(const EpsilonDeltaScene&, std::string_view panel) { return panel == "bands"; }

EpsilonDeltaScene movedKind(const EpsilonDeltaScene& scene, std::string_view handle, Vec2 position, double resolution) {
    const bool isEpsilon = handle == "epsilon-high" || handle == "epsilon-low";
    const bool isDelta = handle == "delta-high" || handle == "delta-low";
    const auto at = parseNumber(scene.to);
    const auto level = parseNumber(scene.limit);
    if ((!isEpsilon && !isDelta) || !at || !level) return scene;
    EpsilonDeltaScene changed = scene;
    const double distance = isEpsilon ? std::fabs(position.y - *level) : std::fabs(position.x - *at);
    const double bound = std::max(snapped(distance, resolution), resolution > 0.0 ? resolution : distance);
    if (!(bound > 0.0)) return scene;
    if (isEpsilon) {
        changed.epsilon = movedText(bound, resolution);
    } else {
        changed.delta = movedText(bound, resolution);
        changed.deltaFollows = false;
    }
    if (parseNumber(isEpsilon ? changed.epsilon : changed.delta).ok()) keepRanges(changed, scene);
    return changed;
}

EpsilonDeltaScene withEpsilon(const EpsilonDeltaScene& scene, const std::string& text) {
    EpsilonDeltaScene changed = scene;
    changed.epsilon = text;
    const auto value = parseNumber(text);
    if (!value || !scene.yRange) return changed;
    const double share = 2.0 * *value / scene.yRange->length();
    if (share < kLeastShare || share > kMostShare) chooseRangesAnew(changed);
    return changed;
}

EpsilonDeltaScene withDelta(const EpsilonDeltaScene& scene, const std::string& text) {
    EpsilonDeltaScene changed = scene;
    changed.delta = text;
    changed.deltaFollows = false;
    const auto value = parseNumber(text);
    if (!value || !scene.xRange) return changed;
    const double share = 2.0 * *value / scene.xRange->length();
    if (share < kLeastShare || share > kMostShare) chooseRangesAnew(changed);
    return changed;
}

}  // namespace calc
