#pragma once
#include <QPointF>
#include <QRectF>

#include "core/base/range.h"
#include "core/scene/frame.h"

namespace calc {

/// Data coordinates of one plane panel to units of the painter and back. Far away points come out at ±1e9 at most, so that geometry with
/// them stays finite; what has no place (a NaN, zero on a log axis) comes out as NaN.
class Viewport {
public:
    Viewport() = default;
    Viewport(const QRectF& plot, const Axis& x, const Axis& y);

    const QRectF& plot() const { return m_plot; }
    double x(double value) const { return m_x.place(value); }
    double y(double value) const { return m_y.place(value); }
    QPointF at(Vec2 point) const { return {x(point.x), y(point.y)}; }
    Vec2 dataAt(QPointF place) const;
    /// Data length of one unit of the painter at a place, the finer of both axes.
    double resolutionAt(QPointF place) const;
    /// Both axes linear: a straight line in data is straight in the picture.
    bool isLinear() const { return !m_x.log && !m_y.log; }
    bool operator==(const Viewport&) const = default;

private:
    struct Scale {
        double low = 0.0;   ///< of the value or its logarithm
        double unit = 1.0;  ///< painter units for one unit of the value or its logarithm
        double origin = 0.0;
        bool log = false;
        double place(double value) const;
        double value(double place) const;
        bool operator==(const Scale&) const = default;
    };
    static Scale scaleOf(const Axis& axis, double from, double to);

    QRectF m_plot;
    Scale m_x, m_y;
};

}  // namespace calc
