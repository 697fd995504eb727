#pragma once
#include <QPainter>
#include <QRectF>

#include "core/scene/frame.h"
#include "ui/paint/paint_context.h"

namespace calc {

/// A Dial panel: a speedometer whose scale is the panel's x axis, zero at the top of a symmetric range, 259 degrees around. Lines and
/// polygons alone, so that vector formats get the same.

/// Face, scale with its numbers, and the panel's still marks.
void paintDialFace(QPainter& painter, const Panel& panel, const QRectF& plot, const PaintContext& context);
/// Needles and stretches of the scale, hub, and the reading in the face.
void paintDialHands(QPainter& painter, const Panel& panel, const QRectF& plot, const PaintContext& context);

/// Where a value stands: degrees clockwise from the top; values beyond the scale at its end.
double dialAngle(Range scale, double value);

}  // namespace calc
