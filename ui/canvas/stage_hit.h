#pragma once
#include <QPointF>
#include <optional>

#include "core/scene/frame.h"
#include "ui/canvas/stage_painter.h"
#include "ui/paint/stage_layout.h"

/// What lies under the pointer, and what a gesture there means, as values: no widget, no event.
namespace calc {

/// Index of the nearest handle within its hit circle (r 24), or -1.
int handleAt(const StagePainter& painter, const Frame& frame, const StageLayout& layout, const PaintContext& context, QPointF position);
/// Index of the panel whose outer rectangle holds the position, or -1.
int panelAt(const StageLayout& layout, QPointF position);

/// Data under a position of a panel: on a surface, the floor point that is seen there. Nothing outside the surface.
struct DataPlace {
    Vec2 position;
    double resolution = 0.0;  ///< data length of one pixel
};
std::optional<DataPlace> dataAt(const StagePainter& painter, const Panel& panel, const PanelLayout& layout, QPointF position);

/// Has somebody moved or zoomed a picture until nothing of its curve is left in it?
bool curveIsOutOfSight(const Panel& panel);

/// The ranges after the plot was shifted by an offset, or zoomed about a place (factor below 1: closer). Log axes in decades.
struct PlaneRanges {
    Range x, y;
};
PlaneRanges shifted(const Panel& panel, const QRectF& plot, QPointF offset);
PlaneRanges zoomed(const Panel& panel, const QRectF& plot, QPointF about, double factor);

/// The camera after a drag over the surface: the ground follows the hand.
Camera orbited(const Camera& camera, QPointF offset, double pixelsPerTurn);

}  // namespace calc
