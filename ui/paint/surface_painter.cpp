#include "ui/paint/surface_painter.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/paint/axis_ticks.h"
#include "ui/paint/formula_painter.h"
#include "ui/paint/label_painter.h"
#include "ui/paint/line_coverage.h"
#include "ui/paint/marker_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

constexpr double kTrailFlatness = 0.1;  // device pixels that a simplified trail may be off
constexpr double kTrailWidth = 4.2;     // px at 1080p, visual language section 1
constexpr double kShownTrailWidth = 5.0;
constexpr double kTrailCasing = 3.0;
constexpr double kFaintWidth = 2.0;
constexpr double kStraightEnd = 24.0;   // of an arrow: its head and a bit of the shaft
constexpr double kTickDistance = 30.0;  // of a tick label from the floor's edge
constexpr double kNameDistance = 66.0;
constexpr double kPiecesAcross = 64.0;  // a line follows the surface in pieces of this part of the floor

/// One edge of the floor that faces the viewer, and the direction out of the box there.
struct FloorEdge {
    Vec2 start, end;  // in data units, in the direction of the axis
    QPointF outward;  // unit vector on the screen
};

QPointF unit(QPointF v) {
    const double length = std::hypot(v.x(), v.y());
    return length > 0 ? v / length : QPointF(0, 1);
}

QPointF floorCentre(const SurfaceProjection& projection) {
    return projection.onFloor({projection.x().middle(), projection.y().middle()}).position;
}

FloorEdge edgeFor(const SurfaceProjection& projection, Orientation axis) {
    const Range x = projection.x(), y = projection.y();
    const auto depthAt = [&projection](Vec2 point) { return projection.onFloor(point).depth; };
    FloorEdge edge;
    if (axis == Orientation::Horizontal) {
        const double side = depthAt({x.middle(), y.low}) <= depthAt({x.middle(), y.high}) ? y.low : y.high;
        edge = {{x.low, side}, {x.high, side}, {}};
    } else {
        const double side = depthAt({x.low, y.middle()}) <= depthAt({x.high, y.middle()}) ? x.low : x.high;
        edge = {{side, y.low}, {side, y.high}, {}};
    }
    const QPointF middle = 0.5 * (projection.onFloor(edge.start).position + projection.onFloor(edge.end).position);
    edge.outward = unit(middle - floorCentre(projection));
    return edge;
}

Vec2 along(const FloorEdge& edge, const Axis& axis, double value) {
    const double t = (value - axis.range.low) / axis.range.length();
    return edge.start + t * (edge.end - edge.start);
}

void paintAxisLabels(QPainter& painter, const Axis& axis, const FloorEdge& edge, double tickLength, const SurfaceProjection& projection,
                     const PaintContext& context) {
    const QLineF line(projection.onFloor(edge.start).position, projection.onFloor(edge.end).position);
    const QFont font = interfaceFont(context.type(17));
    const double cap = capHeight(font);
    // Where the edge is seen from its end the labels would stand on each other.
    if (line.length() < context.px(120)) return;
    for (const AxisTick& tick : axisTicks(axis, tickLength, context.px(46))) {
        const QPointF at = projection.onFloor(along(edge, axis, tick.value)).position + context.px(kTickDistance) * edge.outward;
        drawText(painter, at + QPointF(0, 0.5 * cap), tick.label, font, context.colour(Token::Ink2), TextAlign::Centre, context.target);
    }
    const FormulaPicture name = layoutFormula(axis.label, context.type(23));
    const QPointF at = line.center() + context.px(kNameDistance) * edge.outward;
    paintFormula(painter, at + QPointF(-0.5 * name.width, 0.5 * cap), name, context.theme, context.colour(Token::Ink2), context.target);
}

/// A piece of a line on the surface and whether it is seen.
struct LiftedPiece {
    QLineF line;
    bool visible = true;
};

std::vector<LiftedPiece> lifted(const std::vector<Vec2>& points, const Panel& panel, const SurfacePicture& picture) {
    constexpr double kTiny = 1.2;  // px: steps of a crawling ball are drawn together
    std::vector<LiftedPiece> pieces;
    std::optional<ScreenPoint> last;
    bool isAtEnd = false;  // of the step before
    const double unitX = panel.field->x.length() / kPiecesAcross, unitY = panel.field->y.length() / kPiecesAcross;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Vec2 from = points[i - 1], step = points[i] - points[i - 1];
        if (!from.isFinite() || !step.isFinite()) {
            isAtEnd = false;
            continue;
        }
        const double count =
            std::clamp(std::ceil(std::max(std::fabs(step.x) / unitX, std::fabs(step.y) / unitY)), 1.0, 4.0 * kPiecesAcross);
        if (!isAtEnd) last = liftedPoint(panel, picture.projection, from);
        isAtEnd = true;
        for (int k = 1; k <= static_cast<int>(count); ++k) {
            const auto next = liftedPoint(panel, picture.projection, from + (k / count) * step);
            if (last && next) {
                const QPointF way = next->position - last->position;
                if (i + 1 < points.size() && std::fabs(way.x()) + std::fabs(way.y()) < kTiny) continue;
                const ScreenPoint middle{0.5 * (last->position + next->position), 0.5 * (last->depth + next->depth)};
                pieces.push_back({QLineF(last->position, next->position), picture.surface.isVisible(middle)});
            }
            last = next;
        }
    }
    return pieces;
}

// What is seen, as lines of few points.
std::vector<PathPoints> seenLines(const std::vector<LiftedPiece>& pieces, const PaintContext& context) {
    std::vector<PathPoints> lines;
    for (const LiftedPiece& piece : pieces) {
        if (!piece.visible) continue;
        if (lines.empty() || lines.back().back() != piece.line.p1()) lines.push_back({piece.line.p1()});
        lines.back().push_back(piece.line.p2());
    }
    for (PathPoints& line : lines) line = simplified(line, kTrailFlatness / context.pixelRatio);
    return lines;
}

void drawLines(QPainter& painter, const std::vector<PathPoints>& lines, const QColor& colour, double width, Qt::PenCapStyle cap,
               const PaintContext& context) {
    if (!context.isVector() && takesCoverage(painter)) {
        coverPieces(painter, lines, colour, width, LineCoverage::Ends::Round);
        return;
    }
    painter.setPen(QPen(colour, width, Qt::SolidLine, cap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (const PathPoints& line : lines) painter.drawPolyline(line.data(), static_cast<int>(line.size()));
}

class SurfaceMarkPainter {
public:
    SurfaceMarkPainter(QPainter& painter, const Panel& panel, const SurfacePicture& picture, const PaintContext& context)
        : m_painter(painter), m_panel(panel), m_picture(picture), m_context(context) {}

    void operator()(const Polyline& line) const {
        if (!line.points) return;
        const auto pieces = seenLines(lifted(*line.points, m_panel, m_picture), m_context);
        const bool faint = line.style.emphasis == Emphasis::Faint;
        const double width = faint ? kFaintWidth : line.style.emphasis == Emphasis::Strong ? kShownTrailWidth : kTrailWidth;
        const Qt::PenCapStyle cap = faint ? Qt::FlatCap : Qt::RoundCap;  // round caps of see-through pieces would show as beads
        const QColor colour = m_context.theme.stroke(line.style).colour;
        if (line.cased && !faint && !m_context.isVector() && takesCoverage(m_painter)) {
            coverCasedPieces(m_painter, pieces, m_context.colour(Token::Casing), m_context.px(width + kTrailCasing), colour,
                             m_context.px(width), LineCoverage::Ends::Round);
            return;
        }
        if (line.cased && !faint) {
            drawLines(m_painter, pieces, m_context.colour(Token::Casing), m_context.px(width + kTrailCasing), cap, m_context);
        }
        drawLines(m_painter, pieces, colour, m_context.px(width), cap, m_context);
    }
    void operator()(const Marker& marker) const {
        const auto point = liftedPoint(m_panel, m_picture.projection, marker.position);
        if (!point) return;
        const bool strong = marker.style.emphasis == Emphasis::Strong;
        if (!m_picture.surface.isVisible(*point) && !isTopVisible(marker.position, strong)) {
            paintHiddenBall(m_painter, point->position, m_context);
            return;
        }
        if (marker.style.role == Role::Ball) paintShadow(point->position, m_context.px(strong ? 11.0 : 9.0));
        paintMarker(m_painter, point->position, marker.shape, marker.style, m_context);
    }
    void operator()(const MarkerCloud& cloud) const {
        if (!cloud.points) return;
        for (const Vec2 point : *cloud.points) (*this)(Marker{cloud.id, cloud.style, cloud.shape, point});
    }
    void operator()(const Arrow& arrow) const {
        // It follows the surface up to a straight end, which carries the head; cut off at the edge of the floor it has none.
        const auto pieces = lifted({arrow.from, arrow.to}, m_panel, m_picture);
        if (pieces.empty()) return;
        const bool hasHead = pieces.back().visible && liftedPoint(m_panel, m_picture.projection, arrow.to);
        std::vector<PathPoints> shaft = seenLines(pieces, m_context);
        const QRectF area = m_picture.projection.area();
        if (!hasHead) {
            drawShaft(shaft, arrow.style);
            return;
        }
        PathPoints& last = shaft.back();
        const QPointF tip = last.back();
        const double straight = m_context.px(kStraightEnd);
        while (last.size() > 1 && QLineF(last[last.size() - 2], tip).length() < straight) last.pop_back();
        const QLineF end(tip, last.size() > 1 ? last[last.size() - 2] : last.front());
        const QPointF foot = last.size() > 1 ? end.pointAt(straight / end.length()) : end.p2();
        last.back() = foot;
        drawShaft(shaft, arrow.style);
        paintArrow(m_painter, foot, tip, area, arrow.style, true, m_context);
    }
    void operator()(const Label& label) const {
        const auto point = liftedPoint(m_panel, m_picture.projection, label.position);
        if (!point) return;
        LabelInk ink = labelInk(label, m_context);
        const QRectF rect = anchored(point->position, ink.size, label.anchor, m_context.px(12));
        // On a coloured surface words need a ground of their own.
        paintLabel(m_painter, PlacedLabel{&label, rect, std::move(ink), false, !label.boxed}, m_context);
    }
    /// Areas, bands and maps have no place on a surface.
    template <class Other>
    void operator()(const Other&) const {}

private:
    void drawShaft(const std::vector<PathPoints>& lines, const Style& style) const {
        const double width = m_context.px(style.role == Role::Update ? 4.0 : m_context.theme.stroke(style).width);
        drawLines(m_painter, lines, m_context.colour(Token::Casing), width + m_context.px(4), Qt::FlatCap, m_context);
        drawLines(m_painter, lines, m_context.theme.mark(style), width, Qt::FlatCap, m_context);
    }
    // A ball lies on the surface: it is seen as long as its upper half looks over the hill before it.
    bool isTopVisible(Vec2 floor, bool strong) const {
        const double height = drawnHeight(*m_panel.field, floor);
        const double top = 1.6 * m_context.px(strong ? 11.0 : 9.0) / (m_picture.projection.scale() * SurfaceProjection::kHeight);
        return m_picture.surface.isVisible(m_picture.projection.onSurface(floor, height + top));
    }
    void paintShadow(QPointF centre, double radius) const {
        QColor shade = m_context.colour(Token::Ink);
        if (m_context.theme.isDark()) shade = Qt::black;
        shade.setAlphaF(0.35F);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(shade);
        const double flat = std::sin(m_panel.camera.elevation * 3.14159265358979 / 180.0);
        m_painter.drawEllipse(centre + QPointF(radius * 0.35, radius * 0.55), radius * 1.25, radius * 1.25 * std::max(0.35, 0.7 * flat));
    }

    QPainter& m_painter;
    const Panel& m_panel;
    const SurfacePicture& m_picture;
    const PaintContext& m_context;
};

}  // namespace

SurfaceProjection surfaceProjection(const Panel& panel, const QRectF& rect, const PaintContext& context) {
    // Tick labels and names stand outside the floor's front edges: at the left, right and lower side.
    const double side = context.px(44), below = context.px(52);
    return {panel.field->x, panel.field->y, panel.camera, rect.adjusted(side, 0, -side, -below)};
}

SurfaceShading surfaceShading(const PaintContext& context) {
    SurfaceShading shading;
    shading.colours = context.theme.surfaceColours();
    shading.isoLineWidth = context.px(1.6);
    return shading;
}

void paintFloor(QPainter& painter, const Panel& panel, const SurfaceProjection& projection, const PaintContext& context) {
    const Range x = projection.x(), y = projection.y();
    const auto at = [&projection](double px, double py) { return projection.onFloor({px, py}).position; };
    QColor ground = context.colour(Token::Rail);
    if (context.theme.kind() == ThemeKind::Print) ground = Qt::white;
    painter.setPen(QPen(context.colour(Token::Line), context.px(1.4)));
    painter.setBrush(ground);
    painter.drawPolygon(QPolygonF{at(x.low, y.low), at(x.high, y.low), at(x.high, y.high), at(x.low, y.high)});
    const FloorEdge alongX = edgeFor(projection, Orientation::Horizontal), alongY = edgeFor(projection, Orientation::Vertical);
    const auto lengthOf = [&projection](const FloorEdge& edge) {
        return QLineF(projection.onFloor(edge.start).position, projection.onFloor(edge.end).position).length();
    };
    // The same steps along both edges, unless one is seen from its end.
    const double shorter = std::min(lengthOf(alongX), lengthOf(alongY));
    const bool isShared = shorter >= context.px(120);
    const double lengthX = isShared ? shorter : lengthOf(alongX);
    const double lengthY = isShared ? shorter : lengthOf(alongY);
    std::vector<QLineF> grid;
    for (const AxisTick& tick : axisTicks(panel.x, lengthX, context.px(46)))
        grid.emplace_back(at(tick.value, y.low), at(tick.value, y.high));
    for (const AxisTick& tick : axisTicks(panel.y, lengthY, context.px(46)))
        grid.emplace_back(at(x.low, tick.value), at(x.high, tick.value));
    painter.setPen(QPen(context.colour(Token::Line), context.px(1.2)));
    painter.drawLines(grid.data(), static_cast<int>(grid.size()));
    paintAxisLabels(painter, panel.x, alongX, lengthX, projection, context);
    paintAxisLabels(painter, panel.y, alongY, lengthY, projection, context);
}

void paintSurfaceImage(QPainter& painter, const SurfacePicture& picture) {
    painter.setBrush(Qt::white);  // a see-through brush would make QPdfWriter's image see-through
    if (picture.surface.isNull()) return;
    const QImage& image = picture.surface.image();
    const QRectF area = picture.projection.area();
    const double pixels = image.width() / std::ceil(area.width());
    painter.drawImage(QRectF(area.topLeft(), QSizeF(image.width() / pixels, image.height() / pixels)), image);
}

void paintSurfaceMarks(QPainter& painter, const Marks& marks, const Panel& panel, const SurfacePicture& picture,
                       const PaintContext& context) {
    if (!panel.field) return;
    const SurfaceMarkPainter paint(painter, panel, picture, context);
    for (const Mark& mark : marks) std::visit(paint, mark);
}

std::optional<ScreenPoint> liftedPoint(const Panel& panel, const SurfaceProjection& projection, Vec2 floor) {
    const double height = drawnHeight(*panel.field, floor);
    if (std::isnan(height)) return std::nullopt;
    return projection.onSurface(floor, height);
}

}  // namespace calc
