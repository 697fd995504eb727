#pragma once
#include <QColor>
#include <QLineF>
#include <QRect>
#include <cstdint>
#include <vector>

#include "ui/paint/line_geometry.h"

class QPainter;

namespace calc {

/// How much of each device pixel a set of wide lines covers: the greatest share that any of them has, so that joints and crossings of
/// see-through lines do not show. The share is that of a line of the given width whose edge runs over one pixel, by the distance of the
/// pixel's centre. Joints are round; ends are flat or round. A tenth of the cost of QPainter's stroker for wide softened lines, since only
/// the pixels along the line are looked at.
class LineCoverage {
public:
    enum class Ends : std::uint8_t { Flat, Round };

    /// A line alone, or a narrower one on the same way upon it: what is far from both is looked at once.
    struct Widths {
        double line = 1.0;
        double core = 0.0;  ///< 0: none
    };

    /// Pixels outside `bounds` are not recorded.
    LineCoverage(const QRect& bounds, Widths widths);

    /// Coordinates and widths in device pixels.
    void addPiece(const PathPoints& piece, Ends ends);
    void paint(QPainter& painter, const QColor& colour) const;
    /// The core in its colour upon the line in the other.
    void paint(QPainter& painter, const QColor& line, const QColor& core) const;

private:
    /// How a segment ends: flat and softened, round, or cut sharply where the next one goes on.
    struct End {
        enum class Kind : std::uint8_t { Flat, Round, Cut } kind = Kind::Flat;
        double turn = -1.0;  ///< sine of a slight turn, over which the segment runs on a little; negative: none
    };
    struct Band;
    void addSegment(const QLineF& segment, End start, End end);
    void addJoint(QPointF at, QPointF before, QPointF after);
    void coverRow(int y, int first, int last, const Band& band);
    void touch(int y, int first, int last);
    template <class PixelRow>
    void paintTiles(QPainter& painter, PixelRow pixelRow) const;

    QRect m_bounds;
    Widths m_widths;
    int m_tilesAcross = 0;
    std::vector<std::uint8_t> m_share;
    std::vector<std::uint8_t> m_core;     ///< empty: none
    std::vector<std::uint8_t> m_touched;  ///< by tile
};

/// Whether the painter's target has pixels that lines can be laid on directly (no rotation, one scale).
bool takesCoverage(const QPainter& painter);
/// Pieces and segments in the painter's units, as LineCoverage has them.
void coverPieces(QPainter& painter, const std::vector<PathPoints>& pieces, const QColor& colour, double width, LineCoverage::Ends ends);
/// The same in one go for a line upon its casing.
void coverCasedPieces(QPainter& painter, const std::vector<PathPoints>& pieces, const QColor& casing, double casingWidth,
                      const QColor& colour, double width, LineCoverage::Ends ends);
void coverSegments(QPainter& painter, const std::vector<QLineF>& segments, const QColor& colour, double width, LineCoverage::Ends ends);

}  // namespace calc
