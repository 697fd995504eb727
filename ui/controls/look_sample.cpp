#include "ui/controls/look_sample.h"

#include <QPainterPath>
#include <cmath>
#include <numbers>

namespace calc {
namespace {

QPainterPath star(const QPointF& centre, double radius) {
    QPolygonF points;
    for (int i = 0; i < 10; ++i) {
        const double reach = i % 2 == 0 ? radius * 1.35 : radius * 0.56;
        const double angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
        points.append(centre + QPointF(reach * std::cos(angle), reach * std::sin(angle)));
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath polygon(std::initializer_list<QPointF> points) {
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    path.closeSubpath();
    return path;
}

QPainterPath outline(MarkerShape shape, const QPointF& centre, double r) {
    QPainterPath path;
    const auto at = [&centre, r](double x, double y) { return centre + QPointF(x * r, y * r); };
    switch (shape) {
        case MarkerShape::Square: path.addRect(QRectF(at(-0.92, -0.92), at(0.92, 0.92))); return path;
        case MarkerShape::Triangle: return polygon({at(0, -1.15), at(1.12, 0.8), at(-1.12, 0.8)});
        case MarkerShape::Diamond: return polygon({at(0, -1.28), at(1.28, 0), at(0, 1.28), at(-1.28, 0)});
        case MarkerShape::Star: return star(centre, r);
        default: path.addEllipse(centre, r, r); return path;
    }
}

}  // namespace

void paintLookShape(QPainter& painter, const Theme& theme, Look look, const QPointF& centre, double radius, bool enabled) {
    const LookStyle style = theme.look(look);
    const QColor colour = enabled ? style.colour : theme.colour(Token::Ink3);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPainterPath shape = outline(style.shape, centre, radius);
    const bool hollow = style.hollow || !enabled;
    painter.setPen(hollow ? QPen(colour, radius * 0.34) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? theme.colour(Token::Paper) : colour);
    painter.drawPath(shape);
    if (!style.dotted) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(centre, radius * 0.3, radius * 0.3);
}

}  // namespace calc
