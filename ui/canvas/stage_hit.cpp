#include "ui/canvas/stage_hit.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/viewport.h"

namespace calc {
namespace {

constexpr double kHitRadius = 24.0;
constexpr double kLowestElevation = 5.0;
constexpr double kHighestElevation = 90.0;

double toScale(double value, const Axis& axis) { return axis.scale == AxisScale::Log10 ? std::log10(value) : value; }
double fromScale(double value, const Axis& axis) { return axis.scale == AxisScale::Log10 ? std::pow(10.0, value) : value; }

Range shiftedRange(const Axis& axis, double share) {
    const double low = toScale(axis.range.low, axis);
    const double high = toScale(axis.range.high, axis);
    const double by = share * (high - low);
    return {fromScale(low + by, axis), fromScale(high + by, axis)};
}

Range zoomedRange(const Axis& axis, double share, double factor) {
    const double low = toScale(axis.range.low, axis);
    const double high = toScale(axis.range.high, axis);
    const double fixed = low + share * (high - low);
    const Range range{fromScale(fixed + (low - fixed) * factor, axis), fromScale(fixed + (high - fixed) * factor, axis)};
    // Beyond doubles there is nothing to be seen.
    return range.isFinite() && range.high > range.low ? range : axis.range;
}

}  // namespace

int handleAt(const StagePainter& painter, const Frame& frame, const StageLayout& layout, const PaintContext& context, QPointF position) {
    int nearest = -1;
    double least = context.px(kHitRadius);
    for (std::size_t i = 0; i < frame.handles.size(); ++i) {
        const auto place = painter.handlePlace(frame, layout, frame.handles[i], context);
        if (!place) continue;
        const double away = std::hypot(place->x() - position.x(), place->y() - position.y());
        if (away > least) continue;
        least = away;
        nearest = static_cast<int>(i);
    }
    return nearest;
}

int panelAt(const StageLayout& layout, QPointF position) {
    for (std::size_t i = 0; i < layout.panels.size(); ++i) {
        if (layout.panels[i].outer.contains(position)) return static_cast<int>(i);
    }
    return -1;
}

std::optional<DataPlace> dataAt(const StagePainter& painter, const Panel& panel, const PanelLayout& layout, QPointF position) {
    if (panel.kind == PanelKind::Surface) {
        const auto here = painter.floorAt(panel, position);
        if (!here) return std::nullopt;
        const auto next = painter.floorAt(panel, position + QPointF(1.0, 0.0));
        const double resolution = next ? (*next - *here).length() : panel.field->x.length() / layout.plot.width();
        return DataPlace{*here, resolution};
    }
    const Viewport viewport(layout.plot, panel.x, panel.y);
    return DataPlace{viewport.dataAt(position), viewport.resolutionAt(position)};
}

bool curveIsOutOfSight(const Panel& panel) {
    if (panel.kind != PanelKind::Plane) return false;
    bool hasCurve = false;
    for (const Mark& mark : *panel.still) {
        const auto* line = std::get_if<Polyline>(&mark);
        if (!line || line->style.role != Role::Curve || !line->points) continue;
        const std::vector<Vec2>& points = *line->points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (!std::isfinite(points[i].x) || !std::isfinite(points[i].y)) continue;
            hasCurve = true;
            const bool isBeside = i > 0 && std::isfinite(points[i - 1].y);
            const double before = isBeside ? points[i - 1].y : points[i].y;
            const bool crosses = std::min(before, points[i].y) <= panel.y.range.high && panel.y.range.low <= std::max(before, points[i].y);
            if (crosses && panel.x.range.contains(points[i].x)) return false;
        }
    }
    return hasCurve;
}

PlaneRanges shifted(const Panel& panel, const QRectF& plot, QPointF offset) {
    return {shiftedRange(panel.x, -offset.x() / plot.width()), shiftedRange(panel.y, offset.y() / plot.height())};
}

PlaneRanges zoomed(const Panel& panel, const QRectF& plot, QPointF about, double factor) {
    const double x = std::clamp((about.x() - plot.left()) / plot.width(), 0.0, 1.0);
    const double y = std::clamp((plot.bottom() - about.y()) / plot.height(), 0.0, 1.0);
    return {zoomedRange(panel.x, x, factor), zoomedRange(panel.y, y, factor)};
}

Camera orbited(const Camera& camera, QPointF offset, double pixelsPerTurn) {
    Camera turned = camera;
    turned.azimuth = std::remainder(camera.azimuth - 360.0 * offset.x() / pixelsPerTurn, 360.0);
    turned.elevation = std::clamp(camera.elevation + 180.0 * offset.y() / pixelsPerTurn, kLowestElevation, kHighestElevation);
    return turned;
}

}  // namespace calc
