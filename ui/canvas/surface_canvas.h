#pragma once
#include <QPainter>
#include <memory>

#include "core/scene/frame.h"
#include "ui/paint/surface_painter.h"

namespace calc {

enum class SurfaceQuality : std::uint8_t { Turning, Still };

/// A Surface panel: keeps the shaded image while field, camera, place, size and theme stay, so that a moment of time costs only its marks.
class SurfaceCanvas {
public:
    /// Floor, surface and the marks that stand still.
    void paintStill(QPainter& painter, const Panel& panel, const QRectF& rect, SurfaceQuality quality, const PaintContext& context);
    /// What moves, hidden by the surface. Call after paintStill for the same panel, rectangle and context.
    void paintMoving(QPainter& painter, const Panel& panel, const PaintContext& context) const;
    const std::optional<SurfacePicture>& picture() const { return m_picture; }

private:
    void render(const Panel& panel, const QRectF& rect, SurfaceQuality quality, const PaintContext& context);

    SurfaceRasterizer m_rasterizer;
    std::optional<SurfacePicture> m_picture;
    std::shared_ptr<const HeightField> m_field;
    Camera m_camera;
    QRectF m_rect;
    SurfaceQuality m_quality = SurfaceQuality::Still;
    PaintContext m_context;
};

}  // namespace calc
