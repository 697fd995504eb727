#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/paint/surface_rasterizer.h"

namespace calc {
namespace {

constexpr double kSide = 2.0;  // the floor is the square [-1, 1] x [-1, 1] of the box

double toBox(double value, Range range) { return kSide * (value - range.low) / range.length() - 1.0; }

double radians(double degrees) { return degrees * std::numbers::pi / 180.0; }

}  // namespace

SurfaceProjection::SurfaceProjection(Range x, Range y, const Camera& camera, const QRectF& area)
    : m_x(x),
      m_y(y),
      m_camera(camera),
      m_area(area),
      m_sinAzimuth(std::sin(radians(camera.azimuth))),
      m_cosAzimuth(std::cos(radians(camera.azimuth))),
      m_sinElevation(std::sin(radians(camera.elevation))),
      m_cosElevation(std::cos(radians(camera.elevation))) {
    const double diagonal = kSide * std::numbers::sqrt2;
    const double up = diagonal * m_sinElevation + kSide * (kHeight + kGap) * m_cosElevation;
    m_scale = camera.zoom * std::min(area.width() / diagonal, area.height() / up);
}

ScreenPoint SurfaceProjection::project(double u, double v, double w) const {
    const double right = u * m_cosAzimuth + v * m_sinAzimuth;
    const double away = v * m_cosAzimuth - u * m_sinAzimuth;
    const double up = (w - 0.5 * kSide * (kHeight + kGap)) * m_cosElevation + away * m_sinElevation;
    return {m_area.center() + QPointF(m_scale * right, -m_scale * up), away * m_cosElevation - w * m_sinElevation};
}

ScreenPoint SurfaceProjection::onSurface(Vec2 floor, double drawnHeight) const {
    return project(toBox(floor.x, m_x), toBox(floor.y, m_y), kSide * (kGap + kHeight * drawnHeight));
}

ScreenPoint SurfaceProjection::onFloor(Vec2 floor) const { return project(toBox(floor.x, m_x), toBox(floor.y, m_y), 0.0); }

double SurfaceProjection::lambert(Vec2 slope) const {
    const double dwdu = slope.x * kHeight * m_x.length();
    const double dwdv = slope.y * kHeight * m_y.length();
    const double length = std::sqrt(1.0 + dwdu * dwdu + dwdv * dwdv);
    // The normal in the camera's frame: right, up, toward the eye.
    const double right = (-dwdu * m_cosAzimuth - dwdv * m_sinAzimuth) / length;
    const double away = (-dwdv * m_cosAzimuth + dwdu * m_sinAzimuth) / length;
    const double up = m_cosElevation / length + away * m_sinElevation;
    const double toward = m_sinElevation / length - away * m_cosElevation;
    constexpr double kLightRight = -0.46, kLightUp = 0.58, kLightToward = 0.67;
    return std::clamp(kLightRight * right + kLightUp * up + kLightToward * toward, 0.0, 1.0);
}

}  // namespace calc
