#pragma once
#include <QPainter>

#include "ui/paint/paint_context.h"

namespace calc {

/// The shape of a marker around its place. Casing: a rim in the casing colour.
void paintMarker(QPainter& painter, QPointF place, MarkerShape shape, const Style& style, const PaintContext& context);
/// Smaller or larger than the visual language has it.
void paintMarker(QPainter& painter, QPointF place, MarkerShape shape, const Style& style, double factor, const PaintContext& context);
/// A ball that stands behind a hill: a hollow ring.
void paintHiddenBall(QPainter& painter, QPointF place, const PaintContext& context);
/// An arrowhead at the rim of a picture: what it points to lies outside.
void paintEdgeArrow(QPainter& painter, QPointF target, const QRectF& plot, const QColor& colour, const PaintContext& context);

/// Shaft and head, cut to the area; a tip outside has no head.
void paintArrow(QPainter& painter, QPointF from, QPointF to, const QRectF& area, const Style& style, bool cased,
                const PaintContext& context);

/// What can be dragged: a ring with a dot.
enum class HandleState : std::uint8_t { Rest, Hover, Drag, Focus };
void paintHandle(QPainter& painter, QPointF place, Role role, HandleState state, const PaintContext& context);

/// The path of an optimizer's shape with radius r around the origin.
QPainterPath markerPath(MarkerShape shape, double radius);

}  // namespace calc
