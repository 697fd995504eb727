#pragma once
#include <QPainter>
#include <vector>

#include "ui/paint/line_geometry.h"
#include "ui/paint/paint_context.h"

namespace calc {

/// Lines in units of the painter, cut to the area, without what no eye sees, dashed by us; `cased`: a wider line of the casing colour
/// beneath. Few points go through the stroker (round joins), many as separate segments, which the raster engine fills ten times faster.
void strokeLine(QPainter& painter, const PathPoints& line, const QRectF& area, const Stroke& stroke, bool cased,
                const PaintContext& context);

/// The pieces of a line ready to be painted: cut, thinned and simplified.
std::vector<PathPoints> visiblePieces(const PathPoints& line, const QRectF& area, const PaintContext& context);

/// Pieces that need no cutting any more, undashed.
void strokePieces(QPainter& painter, const std::vector<PathPoints>& pieces, const QColor& colour, double width,
                  const PaintContext& context);
void strokeSegments(QPainter& painter, const std::vector<QLineF>& segments, const QColor& colour, double width,
                    const PaintContext& context);

/// Dash lengths of the theme (px at 1080p) in units of the painter.
std::vector<double> scaledDash(const std::vector<double>& dash, const PaintContext& context);

/// How much wider than its line a casing is, px at 1080p.
inline constexpr double kCasing = 4.6;

}  // namespace calc
