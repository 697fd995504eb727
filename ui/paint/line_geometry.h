#pragma once
#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <optional>
#include <vector>

/// Lines and areas in units of the painter, cut to what is to be seen. We cut, not the painter: a file format may know no clipping
/// (QSvgGenerator ignores it), and coordinates far outside cost time everywhere.
namespace calc {

using PathPoints = std::vector<QPointF>;

/// The part of the segment inside the rectangle (Liang and Barsky 1984).
std::optional<QLineF> clipped(const QLineF& segment, const QRectF& area);

/// A line that may leave the area and have gaps (points that are not finite), as the pieces that lie inside.
std::vector<PathPoints> clippedPieces(const PathPoints& line, const QRectF& area);

/// A closed polygon cut to the area (Sutherland and Hodgman 1974); empty if nothing is left.
PathPoints clippedPolygon(const PathPoints& polygon, const QRectF& area);

/// The line without the points that lie closer than `tolerance` to a chord of the result: its picture is the same, its cost a tenth.
/// Linear time (a cone of admissible directions from the last kept point).
PathPoints simplified(const PathPoints& line, double tolerance);

/// Where several points fall into one column of width `column`: the first, lowest, highest and last of them. For lines with ascending x;
/// a line without them is returned as it is.
PathPoints thinned(const PathPoints& line, double column);

/// The pieces of a line that a dash pattern (line, gap, line, gap …) leaves.
std::vector<PathPoints> dashed(const PathPoints& line, const std::vector<double>& pattern);

/// Parallel lines at an angle (degrees, counterclockwise) inside a closed polygon, even-odd; the same lines for every polygon, so that
/// neighbours agree.
std::vector<QLineF> hatchLines(const PathPoints& polygon, double angle, double spacing);

double lengthOf(const PathPoints& line);

}  // namespace calc
