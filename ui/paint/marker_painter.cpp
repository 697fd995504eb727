#include "ui/paint/marker_painter.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/paint/line_geometry.h"

namespace calc {
namespace {

QPointF unit(QPointF v) { return v / std::hypot(v.x(), v.y()); }

/// Corners in the direction of the clock; none: a disc.
PathPoints cornersOf(MarkerShape shape, double radius) {
    PathPoints corners;
    switch (shape) {
        case MarkerShape::Square: corners = {{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}}; break;
        case MarkerShape::Triangle: corners = {{0.0, -1.15}, {1.1, 0.82}, {-1.1, 0.82}}; break;
        case MarkerShape::Diamond: corners = {{0.0, -1.22}, {1.22, 0.0}, {0.0, 1.22}, {-1.22, 0.0}}; break;
        case MarkerShape::Star:
            for (int i = 0; i < 10; ++i) {
                const double angle = std::numbers::pi * (i / 5.0 - 0.5);
                const double reach = i % 2 == 0 ? 1.42 : 0.60;
                corners.emplace_back(reach * std::cos(angle), reach * std::sin(angle));
            }
            break;
        default: break;
    }
    for (QPointF& corner : corners) corner *= radius;
    return corners;
}

QPainterPath closedPath(const PathPoints& corners) {
    QPainterPath path;
    path.moveTo(corners.front());
    for (std::size_t i = 1; i < corners.size(); ++i) path.lineTo(corners[i]);
    path.closeSubpath();
    return path;
}

/// The shape and all that is nearer to it than `by`: what a round pen would draw around it, at a fraction of a stroker's cost.
QPainterPath widened(MarkerShape shape, double radius, double by) {
    constexpr double kArcStep = 0.5;  // radians between points of a round corner
    const PathPoints corners = cornersOf(shape, radius);
    if (corners.empty()) {
        QPainterPath disc;
        disc.addEllipse(QPointF(0, 0), radius + by, radius + by);
        return disc;
    }
    PathPoints outline;
    const std::size_t count = corners.size();
    for (std::size_t i = 0; i < count; ++i) {
        const QPointF here = corners[i];
        const QPointF in = unit(here - corners[(i + count - 1) % count]), out = unit(corners[(i + 1) % count] - here);
        const QPointF before(in.y(), -in.x()), after(out.y(), -out.x());  // outwards
        const double turn = std::atan2(in.x() * out.y() - in.y() * out.x(), QPointF::dotProduct(in, out));
        if (turn < 0.0) {  // a notch of the star
            outline.push_back(here + (before + after) * (by / (1.0 + QPointF::dotProduct(before, after))));
            continue;
        }
        const int steps = std::max(1, static_cast<int>(std::ceil(turn / kArcStep)));
        for (int k = 0; k <= steps; ++k) {
            const double angle = turn * k / steps;
            outline.push_back(here + by * (before * std::cos(angle) + QPointF(-before.y(), before.x()) * std::sin(angle)));
        }
    }
    return closedPath(outline);
}

void paintRing(QPainter& painter, QPointF place, double radius, double ring, const QColor& colour, const QColor& core) {
    painter.setPen(QPen(colour, ring));
    painter.setBrush(core);
    painter.drawEllipse(place, radius - ring / 2, radius - ring / 2);
}

void paintCross(QPainter& painter, QPointF place, double reach, const PaintContext& context) {
    const QLineF lines[] = {{place - QPointF(reach, 0), place + QPointF(reach, 0)}, {place - QPointF(0, reach), place + QPointF(0, reach)}};
    painter.setPen(QPen(context.colour(Token::Casing), context.px(5), Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines, 2);
    painter.setPen(QPen(context.colour(Token::Ink), context.px(2.2), Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(lines, 2);
}

void paintHead(QPainter& painter, QPointF tip, QPointF direction, double length, double width, const QColor& colour) {
    const QPointF across(-direction.y(), direction.x());
    const QPointF foot = tip - direction * length;
    const QPointF head[] = {tip, foot + across * (width / 2), foot - across * (width / 2)};
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(head, 3);
}

}  // namespace

QPainterPath markerPath(MarkerShape shape, double radius) {
    const PathPoints corners = cornersOf(shape, radius);
    if (!corners.empty()) return closedPath(corners);
    QPainterPath path;
    path.addEllipse(QPointF(0, 0), radius, radius);
    return path;
}

void paintMarker(QPainter& painter, QPointF place, MarkerShape shape, const Style& style, const PaintContext& context) {
    paintMarker(painter, place, shape, style, 1.0, context);
}

void paintMarker(QPainter& painter, QPointF place, MarkerShape shape, const Style& style, double factor, const PaintContext& context) {
    painter.setRenderHint(QPainter::Antialiasing);
    QColor colour = context.theme.mark(style);
    if (style.emphasis == Emphasis::Faint) colour.setAlphaF(0.45F);
    const double unit = context.px(1.0) * factor;
    if (shape == MarkerShape::Cross) {
        paintCross(painter, place, 8.0 * unit, context);
        return;
    }
    if (shape == MarkerShape::Hole || shape == MarkerShape::Sample) {
        const bool isHole = shape == MarkerShape::Hole;
        paintRing(painter, place, (isHole ? 11.0 : 5.4) * unit, (isHole ? 3.6 : 2.4) * unit, colour, context.colour(Token::Surface));
        return;
    }
    const LookStyle look = context.theme.look(style.look);
    const MarkerShape drawn = shape == MarkerShape::ByLook ? look.shape : shape;
    const bool isHollow = shape == MarkerShape::ByLook && look.hollow;
    const double radius = (style.emphasis == Emphasis::Strong ? 11.0 : 9.0) * unit;
    painter.save();
    painter.translate(place);
    const QPainterPath path = markerPath(drawn, radius);
    painter.fillPath(widened(drawn, radius, context.px(2.2)), context.colour(Token::Casing));
    if (isHollow) {
        painter.setPen(QPen(colour, context.px(3.0), Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.setBrush(context.colour(Token::Surface));
        painter.drawPath(markerPath(drawn, radius - context.px(1.5)));
        if (look.dotted) painter.fillPath(markerPath(MarkerShape::Disc, 2.6 * unit), colour);
    } else {
        painter.fillPath(path, colour);
    }
    painter.restore();
}

void paintHiddenBall(QPainter& painter, QPointF place, const PaintContext& context) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(context.theme.isDark() ? context.colour(Token::Ink) : context.colour(Token::Surface), context.px(2.6)));
    painter.drawEllipse(place, context.px(9.5), context.px(9.5));
}

void paintEdgeArrow(QPainter& painter, QPointF target, const QRectF& plot, const QColor& colour, const PaintContext& context) {
    const double inset = context.px(6);
    const QRectF rim = plot.adjusted(inset, inset, -inset, -inset);
    const QPointF foot(std::clamp(target.x(), rim.left(), rim.right()), std::clamp(target.y(), rim.top(), rim.bottom()));
    QPointF direction = target - foot;
    const double length = std::hypot(direction.x(), direction.y());
    if (!(length > 0.0)) return;
    direction /= length;
    // At the rim the arrow stands straight: the way out, not the way to a point that may be far along it.
    if (std::fabs(direction.x()) > std::fabs(direction.y())) {
        direction = QPointF(direction.x() > 0 ? 1.0 : -1.0, 0.0);
    } else {
        direction = QPointF(0.0, direction.y() > 0 ? 1.0 : -1.0);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    paintHead(painter, foot + direction * context.px(4), direction, context.px(20), context.px(22), context.colour(Token::Casing));
    paintHead(painter, foot + direction * context.px(1), direction, context.px(15), context.px(16), colour);
}

void paintArrow(QPainter& painter, QPointF from, QPointF to, const QRectF& area, const Style& style, bool cased,
                const PaintContext& context) {
    const QLineF whole(from, to);
    if (!std::isfinite(whole.length()) || whole.length() < 1e-6) return;
    const std::optional<QLineF> seen = clipped(whole, area);
    if (!seen) return;
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isSmall = style.weight != LineWeight::Default;
    const double width = context.px(isSmall ? 3.0 : style.role == Role::Update ? 4.0 : context.theme.stroke(style).width);
    const double head = std::min(context.px(isSmall ? 12.0 : style.role == Role::Update ? 16.0 : 17.0), 0.8 * whole.length());
    const QPointF direction = (to - from) / whole.length();
    const bool hasHead = seen->p2() == to;
    const QColor colour = context.theme.mark(style);
    const QPointF shaftEnd = hasHead ? to - direction * head * 0.9 : seen->p2();
    if (cased) {
        painter.setPen(QPen(context.colour(Token::Casing), width + context.px(4), Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(seen->p1(), shaftEnd);
        if (hasHead)
            paintHead(painter, to + direction * context.px(3.5), direction, head + context.px(6), head * 0.95 + context.px(6),
                      context.colour(Token::Casing));
    }
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(seen->p1(), shaftEnd);
    if (hasHead) paintHead(painter, to, direction, head, head * 0.82, colour);
}

void paintHandle(QPainter& painter, QPointF place, Role role, HandleState state, const PaintContext& context) {
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = context.theme.mark(role);
    QColor halo = context.colour(Token::Accent);
    if (state == HandleState::Hover || state == HandleState::Drag) {
        const bool isDrag = state == HandleState::Drag;
        halo.setAlphaF(isDrag ? 0.28F : 0.16F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(halo);
        painter.drawEllipse(place, context.px(isDrag ? 26 : 22), context.px(isDrag ? 26 : 22));
    }
    const double radius = context.px(12);
    const double ring = context.px(3.2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(context.colour(Token::Casing));
    painter.drawEllipse(place, radius + context.px(2), radius + context.px(2));
    paintRing(painter, place, radius, ring, colour, state == HandleState::Drag ? colour : context.colour(Token::Surface));
    painter.setPen(Qt::NoPen);
    painter.setBrush(state == HandleState::Drag ? context.colour(Token::Surface) : colour);
    painter.drawEllipse(place, context.px(3.2), context.px(3.2));
    if (state == HandleState::Focus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(halo, context.px(2)));
        painter.drawEllipse(place, radius + context.px(5), radius + context.px(5));
    }
}

}  // namespace calc
