#pragma once
#include <QPainter>

#include "core/scene/frame.h"
#include "ui/paint/paint_context.h"
#include "ui/paint/viewport.h"

namespace calc {

/// Filled marks: areas, rectangles and polygons of sums, bands. Fill, hatch and edge by role.
void paintArea(QPainter& painter, const Area& area, const Viewport& viewport, const PaintContext& context);
void paintBoxes(QPainter& painter, const Boxes& boxes, const Viewport& viewport, const PaintContext& context);
void paintPolygons(QPainter& painter, const Polygons& polygons, const Viewport& viewport, const PaintContext& context);
void paintBand(QPainter& painter, const Band& band, const Viewport& viewport, const PaintContext& context);

}  // namespace calc
