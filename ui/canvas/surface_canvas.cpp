#include "ui/canvas/surface_canvas.h"

#include <algorithm>

namespace calc {

void SurfaceCanvas::render(const Panel& panel, const QRectF& rect, SurfaceQuality quality, const PaintContext& context) {
    const bool isKept = m_picture && m_field == panel.field && m_camera == panel.camera && m_rect == rect && m_context == context &&
                        (m_quality == quality || m_quality == SurfaceQuality::Still);
    if (isKept) return;
    m_field = panel.field;
    m_camera = panel.camera;
    m_rect = rect;
    m_quality = quality;
    m_context = context;
    SurfacePicture picture{surfaceProjection(panel, rect, context), {}};
    // Files get twice the pixels at least: they are looked at closer than a window.
    const double pixels = context.isVector() ? std::max(2.0, context.pixelRatio) : context.pixelRatio;
    picture.surface =
        m_rasterizer.render(*panel.field, picture.projection, surfaceShading(context), pixels, quality == SurfaceQuality::Still ? 2 : 1);
    m_picture.emplace(std::move(picture));
}

void SurfaceCanvas::paintStill(QPainter& painter, const Panel& panel, const QRectF& rect, SurfaceQuality quality,
                               const PaintContext& context) {
    if (!panel.field) return;
    render(panel, rect, quality, context);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFloor(painter, panel, m_picture->projection, context);
    paintSurfaceImage(painter, *m_picture);
    paintSurfaceMarks(painter, *panel.still, panel, *m_picture, context);
}

void SurfaceCanvas::paintMoving(QPainter& painter, const Panel& panel, const PaintContext& context) const {
    if (!panel.field || !m_picture) return;
    painter.setRenderHint(QPainter::Antialiasing);
    paintSurfaceMarks(painter, panel.moving, panel, *m_picture, context);
}

}  // namespace calc
