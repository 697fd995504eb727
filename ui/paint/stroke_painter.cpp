#include "ui/paint/stroke_painter.h"

#include <QPainterPath>
#include <algorithm>

#include "ui/paint/line_coverage.h"

namespace calc {
namespace {

constexpr double kFlatness = 0.07;  // device pixels that a simplified line may be off

QPen penOf(const QColor& colour, double width, Qt::PenCapStyle cap) { return QPen(colour, width, Qt::SolidLine, cap, Qt::RoundJoin); }

QPainterPath pathOf(const std::vector<PathPoints>& pieces) {
    QPainterPath path;
    for (const PathPoints& piece : pieces) {
        path.moveTo(piece.front());
        for (std::size_t i = 1; i < piece.size(); ++i) path.lineTo(piece[i]);
    }
    return path;
}

}  // namespace

std::vector<double> scaledDash(const std::vector<double>& dash, const PaintContext& context) {
    std::vector<double> scaled;
    for (const double length : dash) scaled.push_back(context.px(length));
    return scaled;
}

std::vector<PathPoints> visiblePieces(const PathPoints& line, const QRectF& area, const PaintContext& context) {
    std::vector<PathPoints> pieces = clippedPieces(line, area);
    const double pixel = 1.0 / context.pixelRatio;
    for (PathPoints& piece : pieces) piece = simplified(thinned(piece, 0.5 * pixel), kFlatness * pixel);
    return pieces;
}

void strokePieces(QPainter& painter, const std::vector<PathPoints>& pieces, const QColor& colour, double width,
                  const PaintContext& context) {
    if (pieces.empty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (context.isVector()) {
        painter.setPen(penOf(colour, width, Qt::FlatCap));
        painter.drawPath(pathOf(pieces));
        return;
    }
    if (takesCoverage(painter)) {
        coverPieces(painter, pieces, colour, width, LineCoverage::Ends::Flat);
        return;
    }
    painter.setPen(penOf(colour, width, Qt::FlatCap));
    for (const PathPoints& piece : pieces) painter.drawPolyline(piece.data(), static_cast<int>(piece.size()));
}

void strokeSegments(QPainter& painter, const std::vector<QLineF>& segments, const QColor& colour, double width,
                    const PaintContext& context) {
    if (segments.empty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(penOf(colour, width, Qt::FlatCap));
    if (context.isVector()) {
        QPainterPath path;
        for (const QLineF& segment : segments) {
            path.moveTo(segment.p1());
            path.lineTo(segment.p2());
        }
        painter.drawPath(path);
    } else if (takesCoverage(painter)) {
        coverSegments(painter, segments, colour, width, LineCoverage::Ends::Flat);
    } else {
        painter.drawLines(segments.data(), static_cast<int>(segments.size()));
    }
}

void strokeLine(QPainter& painter, const PathPoints& line, const QRectF& area, const Stroke& stroke, bool cased,
                const PaintContext& context) {
    const std::vector<PathPoints> pieces = visiblePieces(line, area, context);
    const double width = context.px(stroke.width);
    if (cased && stroke.dash.empty() && !context.isVector() && takesCoverage(painter)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        coverCasedPieces(painter, pieces, context.colour(Token::Casing), width + context.px(kCasing), stroke.colour, width,
                         LineCoverage::Ends::Flat);
        return;
    }
    if (cased) strokePieces(painter, pieces, context.colour(Token::Casing), width + context.px(kCasing), context);
    if (stroke.dash.empty()) {
        strokePieces(painter, pieces, stroke.colour, width, context);
        return;
    }
    const std::vector<double> pattern = scaledDash(stroke.dash, context);
    std::vector<PathPoints> dashes;
    for (const PathPoints& piece : pieces) {
        for (PathPoints& dash : dashed(piece, pattern)) dashes.push_back(std::move(dash));
    }
    strokePieces(painter, dashes, stroke.colour, width, context);
}

}  // namespace calc
