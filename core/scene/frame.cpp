#include "core/scene/frame.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace calc {

double drawnHeight(const HeightField& field, Vec2 at) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const bool inside = field.columns >= 2 && field.rows >= 2 && field.x.contains(at.x) && field.y.contains(at.y);
    if (!inside) return kNone;
    const double u = (at.x - field.x.low) / field.x.length() * (field.columns - 1);
    const double v = (at.y - field.y.low) / field.y.length() * (field.rows - 1);
    const int column = std::clamp(static_cast<int>(u), 0, field.columns - 2);
    const int row = std::clamp(static_cast<int>(v), 0, field.rows - 2);
    const double s = u - column;
    const double t = v - row;
    const auto height = [&field](int r, int c) { return field.heights[static_cast<std::size_t>(r * field.columns + c)]; };
    const double lower = (1.0 - s) * height(row, column) + s * height(row, column + 1);
    const double upper = (1.0 - s) * height(row + 1, column) + s * height(row + 1, column + 1);
    return (1.0 - t) * lower + t * upper;
}

Arrangement leaf(std::string block, double share) { return {Arrangement::Kind::Leaf, share, 0.0, std::move(block), {}}; }

Arrangement row(std::vector<Arrangement> parts, double share) { return {Arrangement::Kind::Row, share, 0.0, {}, std::move(parts)}; }

Arrangement column(std::vector<Arrangement> parts, double share) { return {Arrangement::Kind::Column, share, 0.0, {}, std::move(parts)}; }

Arrangement fixedSize(Arrangement arrangement, double pixelsAt1080) {
    arrangement.fixed = pixelsAt1080;
    return arrangement;
}

const Panel* findPanel(const Frame& frame, std::string_view id) {
    const auto found = std::find_if(frame.panels.begin(), frame.panels.end(), [id](const Panel& panel) { return panel.id == id; });
    return found == frame.panels.end() ? nullptr : &*found;
}

const std::string& markId(const Mark& mark) {
    return std::visit([](const auto& m) -> const std::string& { return m.id; }, mark);
}

}  // namespace calc
