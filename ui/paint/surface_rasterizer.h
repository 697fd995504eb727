#pragma once
#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRectF>
#include <memory>
#include <optional>
#include <vector>

#include "core/scene/frame.h"

namespace calc {

/// A place on the screen and how far from the eye it is (larger is farther; units of the box).
struct ScreenPoint {
    QPointF position;
    double depth = 0.0;
};

/// Orthographic view of the box over the floor x × y with drawn heights 0 … 1, fitted into an area so that turning the camera about the
/// vertical changes no scale. Pixel units of the area's painter.
class SurfaceProjection {
public:
    /// Height of the box relative to the side of its floor, and the gap between floor and lowest point of the surface.
    static constexpr double kHeight = 0.22;
    static constexpr double kGap = 0.10;

    SurfaceProjection(Range x, Range y, const Camera& camera, const QRectF& area);

    ScreenPoint onSurface(Vec2 floor, double drawnHeight) const;
    ScreenPoint onFloor(Vec2 floor) const;
    /// How much light falls on the surface where the drawn height has this gradient (data units): the cosine between its normal and the
    /// light, which is fixed to the camera, at its upper left; 0 to 1.
    double lambert(Vec2 slope) const;
    double scale() const { return m_scale; }  ///< pixels for one unit of the box (half a floor side)
    const QRectF& area() const { return m_area; }
    Range x() const { return m_x; }
    Range y() const { return m_y; }
    const Camera& camera() const { return m_camera; }

private:
    ScreenPoint project(double u, double v, double w) const;

    Range m_x, m_y;
    Camera m_camera;
    QRectF m_area;
    double m_sinAzimuth, m_cosAzimuth, m_sinElevation, m_cosElevation;
    double m_scale;
};

struct SurfaceShading {
    std::vector<QRgb> colours;  ///< by drawn height, 0 to 1
    double ambient = 0.50;      ///< Lambert light fixed to the camera, no highlight: it looks like data
    double diffuse = 0.56;
    double isoLineDarkening = 0.42;
    double isoLineWidth = 1.3;  ///< units of the area
};

/// A corner of the mesh as projected: buffer pixels, depth, drawn height (NaN: a hole) and light.
struct SurfaceVertex {
    float x = 0.0F, y = 0.0F, depth = 0.0F, height = 0.0F, light = 0.0F;
};

/// The shaded surface as pixels over the area of its projection, transparent outside, with the depth that hides what lies behind hills.
class SurfaceImage {
public:
    SurfaceImage() = default;
    const QImage& image() const { return m_image; }  ///< covers the projection's area; ARGB32_Premultiplied
    bool isNull() const { return m_image.isNull(); }
    /// Nothing of the surface stands before this point (with a tolerance, so that what lies on the surface is seen).
    bool isVisible(const ScreenPoint& point) const;
    /// The floor point of the surface under a pixel of the area, if any.
    std::optional<Vec2> pick(QPointF position) const;

private:
    friend class SurfaceRasterizer;
    QImage m_image;
    QRectF m_area;
    int m_columns = 0, m_rows = 0;  ///< of the depth buffer
    double m_pixels = 1.0;          ///< depth-buffer pixels for one unit of the area
    std::vector<float> m_depth;     ///< +inf where there is no surface
    Range m_x, m_y;                 ///< the floor
    int m_meshColumns = 0, m_meshRows = 0;
    std::vector<SurfaceVertex> m_mesh;
};

/// A z-buffer triangle rasterizer with light, colour by height and iso-lines per pixel: no OpenGL, so that it runs on a machine without
/// a GPU and headless. Two bands, one on a helper thread kept by the object (start-up of a thread a frame costs more than it saves).
/// Cost: tests/benchmarks/ui/bench_surface. Not thread-safe: one object for one canvas.
class SurfaceRasterizer {
public:
    SurfaceRasterizer();
    ~SurfaceRasterizer();
    SurfaceRasterizer(const SurfaceRasterizer&) = delete;
    SurfaceRasterizer& operator=(const SurfaceRasterizer&) = delete;

    /// `pixelsPerUnit`: device pixels for one unit of the area (2 for an embedded image at twice the export size).
    /// `samples`: 1 while turning or playing, 2 (2 × 2) at rest and for export.
    SurfaceImage render(const HeightField& field, const SurfaceProjection& projection, const SurfaceShading& shading, double pixelsPerUnit,
                        int samples);

private:
    class Helper;
    std::unique_ptr<Helper> m_helper;
};

}  // namespace calc
