#include "core/scene/point_cloud.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace calc {

void addCloud(Marks& marks, const char* id, Style style, MarkerShape shape, std::vector<Vec2> points, std::size_t all) {
    if (points.empty()) return;
    if (all > kFewPoints) {
        shape = MarkerShape::Dot;
        style.emphasis = style.emphasis == Emphasis::Faint ? Emphasis::Normal : Emphasis::Strong;
    }
    marks.push_back(MarkerCloud{id, style, shape, std::make_shared<const std::vector<Vec2>>(std::move(points))});
}

Range decadeRange(double least, double most, double fewest, double furthest) {
    if (!(most > 0.0) || !std::isfinite(most)) return {1e-6, 1.0};
    const double top = std::clamp(std::ceil(std::log10(most) + 1e-9), -270.0, 300.0);
    const double bottom = least > 0.0 && std::isfinite(least) ? std::floor(std::log10(least)) : top - furthest;
    return {std::pow(10.0, std::clamp(bottom, top - furthest, top - fewest)), std::pow(10.0, top)};
}

}  // namespace calc
