#include "ui/paint/viewport.h"

#include <algorithm>
#include <cmath>

namespace calc {
namespace {

constexpr double kFar = 1e9;

}  // namespace

Viewport::Viewport(const QRectF& plot, const Axis& x, const Axis& y)
    : m_plot(plot), m_x(scaleOf(x, plot.left(), plot.right())), m_y(scaleOf(y, plot.bottom(), plot.top())) {}

Viewport::Scale Viewport::scaleOf(const Axis& axis, double from, double to) {
    Scale scale;
    scale.log = axis.scale == AxisScale::Log10;
    scale.low = scale.log ? std::log10(axis.range.low) : axis.range.low;
    const double high = scale.log ? std::log10(axis.range.high) : axis.range.high;
    const double length = high - scale.low;
    scale.unit = length > 0.0 || length < 0.0 ? (to - from) / length : 0.0;
    scale.origin = from;
    return scale;
}

double Viewport::Scale::place(double value) const {
    const double along = log ? std::log10(value) : value;
    if (std::isnan(along)) return along;
    return std::clamp(origin + (along - low) * unit, -kFar, kFar);
}

double Viewport::Scale::value(double place) const {
    const double along = unit != 0.0 ? low + (place - origin) / unit : low;
    return log ? std::pow(10.0, along) : along;
}

Vec2 Viewport::dataAt(QPointF place) const { return {m_x.value(place.x()), m_y.value(place.y())}; }

double Viewport::resolutionAt(QPointF place) const {
    const Vec2 here = dataAt(place);
    const Vec2 next = dataAt(place + QPointF(1.0, -1.0));
    return std::min(std::fabs(next.x - here.x), std::fabs(next.y - here.y));
}

}  // namespace calc
