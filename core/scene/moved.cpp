#include "core/scene/moved.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/moved_kinds.h"

namespace calc {

double snapped(double value, double resolution) {
    if (!(resolution > 0.0) || !std::isfinite(resolution) || !std::isfinite(value)) return value;
    const double decimals = -std::floor(std::log10(resolution));
    if (decimals > 300.0) return value;
    // Dividing by a power of ten that is exact gives the double that reads as the short decimal.
    if (decimals >= 0.0) {
        const double scale = std::pow(10.0, decimals);
        return std::round(value * scale) / scale;
    }
    const double unit = std::pow(10.0, -decimals);
    return std::round(value / unit) * unit;
}

std::string movedText(double value, double resolution) {
    const double rounded = snapped(value, resolution);
    return shortest(rounded == 0.0 ? 0.0 : rounded);
}

DescentScene movedKind(const DescentScene& scene, std::string_view handle, Vec2 position, double resolution) {
    DescentScene changed = scene;
    for (std::size_t i = 0; i < scene.moreStarts.size(); ++i) {
        if (handle == "start." + std::to_string(i))
            changed.moreStarts[i] = {movedText(position.x, resolution), movedText(position.y, resolution)};
    }
    if (handle != "start") return changed;
    changed.startX = movedText(position.x, resolution);
    changed.startY = movedText(position.y, resolution);
    return changed;
}

bool hasFreeRanges(const DescentScene&, std::string_view panel) { return panel == "map" || panel == "contour"; }

Scene moved(const Scene& scene, std::string_view handle, Vec2 position, double resolution) {
    if (!position.isFinite()) return scene;
    Scene changed = scene;
    std::visit([&](auto& kind) { kind = movedKind(kind, handle, position, resolution); }, changed.kind);
    return changed;
}

namespace {

/// The pictures of a recursion share their ordinate; the diagram has an abscissa of its own.
template <class Kind>
void setRanges(Kind& kind, std::string_view panel, std::optional<Range> x, std::optional<Range> y) {
    if (!hasFreeRanges(kind, panel)) return;
    if constexpr (requires { kind.parameterRange; }) {
        if (panel == "diagram") {
            kind.parameterRange = x;
            kind.yRange = y;
            return;
        }
    }
    if constexpr (requires { kind.xRange; }) {
        kind.xRange = x;
        kind.yRange = y;
    }
}

}  // namespace

Scene withRanges(const Scene& scene, std::string_view panel, Range x, Range y) {
    const bool usable =
        x.isFinite() && y.isFinite() && x.low < x.high && y.low < y.high && std::isfinite(x.length()) && std::isfinite(y.length());
    if (!usable) return scene;
    Scene changed = scene;
    std::visit([panel, x, y](auto& kind) { setRanges(kind, panel, x, y); }, changed.kind);
    return changed;
}

Scene withChosenRanges(const Scene& scene, std::string_view panel) {
    Scene changed = scene;
    std::visit([panel](auto& kind) { setRanges(kind, panel, std::nullopt, std::nullopt); }, changed.kind);
    return changed;
}

Scene withCamera(const Scene& scene, const Camera& camera) {
    Scene changed = scene;
    if (auto* descent = std::get_if<DescentScene>(&changed.kind)) descent->camera = camera;
    return changed;
}

bool onlyViewDiffers(const Scene& a, const Scene& b) {
    if (a == b) return false;
    const auto withoutView = [](Scene scene) {
        const auto reset = [](auto& kind) {
            if constexpr (requires { kind.xRange; }) {
                kind.xRange.reset();
                kind.yRange.reset();
            }
            if constexpr (requires { kind.parameterRange; }) kind.parameterRange.reset();
            if constexpr (requires { kind.camera; }) kind.camera = Camera{};
        };
        std::visit(reset, scene.kind);
        return scene;
    };
    return withoutView(a) == withoutView(b);
}

}  // namespace calc
