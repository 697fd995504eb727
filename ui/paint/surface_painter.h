#pragma once
#include <QRectF>
#include <optional>
#include <vector>

#include "core/scene/frame.h"
#include "ui/paint/paint_context.h"
#include "ui/paint/surface_rasterizer.h"

class QPainter;

namespace calc {

/// A Surface panel as painted: floor with axes beneath, the shaded surface as an image, marks lifted onto it. The image is kept by the
/// canvas; it depends on field, camera, size and theme, not on time.
struct SurfacePicture {
    SurfaceProjection projection;
    SurfaceImage surface;
};

/// The view of a panel in its rectangle, with room left for the tick labels.
SurfaceProjection surfaceProjection(const Panel& panel, const QRectF& rect, const PaintContext& context);
SurfaceShading surfaceShading(const PaintContext& context);

/// Floor, grid, ticks and the names of the axes: everything that stands behind the surface.
void paintFloor(QPainter& painter, const Panel& panel, const SurfaceProjection& projection, const PaintContext& context);
void paintSurfaceImage(QPainter& painter, const SurfacePicture& picture);

/// Polylines, markers, arrows and labels of a Surface panel, lifted onto the surface as drawn; what lies behind a hill is not painted,
/// a ball there is a hollow ring.
void paintSurfaceMarks(QPainter& painter, const Marks& marks, const Panel& panel, const SurfacePicture& picture,
                       const PaintContext& context);

/// Where a floor point is seen on the surface; nothing outside the field or over a hole.
std::optional<ScreenPoint> liftedPoint(const Panel& panel, const SurfaceProjection& projection, Vec2 floor);

}  // namespace calc
