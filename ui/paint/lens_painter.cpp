#include "ui/paint/lens_painter.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/paint/marker_painter.h"
#include "ui/paint/stroke_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

// What the lens shows, around the target, in units of the painter without magnification.
QRectF extentOf(const Lens& lens, const Viewport& viewport) {
    const QPointF target = viewport.at(lens.target);
    QPolygonF points{QPointF(0, 0)};
    for (const Arrow& arrow : lens.arrows) {
        points << viewport.at(arrow.from) - target << viewport.at(arrow.to) - target;
    }
    return points.boundingRect();
}

}  // namespace

void paintLens(QPainter& painter, const Lens& lens, const Viewport& viewport, const PaintContext& context) {
    const QRectF plot = viewport.plot();
    const double radius = std::min(context.px(76), 0.205 * std::min(plot.width(), plot.height()));
    QPointF centre(plot.left() + lens.centre.x * plot.width(), plot.bottom() - lens.centre.y * plot.height());
    const double room = radius + context.px(4);
    centre.setX(std::clamp(centre.x(), plot.left() + room, std::max(plot.left() + room, plot.right() - room)));
    centre.setY(std::clamp(centre.y(), plot.top() + room, std::max(plot.top() + room, plot.bottom() - room)));
    const QPointF target = viewport.at(lens.target);
    if (!std::isfinite(target.x()) || !std::isfinite(target.y())) return;
    const QColor ink = context.colour(Token::Ink);
    painter.setRenderHint(QPainter::Antialiasing);

    const QPointF toTarget = target - centre;
    const double away = std::hypot(toTarget.x(), toTarget.y());
    if (away > radius) strokeLine(painter, {centre + toTarget * (radius / away), target}, plot, {ink, 1.8, {7, 6}}, false, context);
    painter.setPen(QPen(ink, context.px(2)));
    painter.setBrush(context.colour(Token::Paper));
    painter.drawEllipse(centre, radius, radius);

    const QRectF extent = extentOf(lens, viewport);
    const double reach = 0.5 * std::hypot(extent.width(), extent.height());
    const double most = reach > 0.0 ? 0.66 * radius / reach : lens.magnification;
    const double magnification = std::min(lens.magnification, most);
    const QPointF middle = centre - QPointF(0.0, 0.10 * radius);
    const auto place = [&](Vec2 point) { return middle + (viewport.at(point) - target - extent.center()) * magnification; };
    const QRectF inside(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
    for (const Arrow& arrow : lens.arrows) paintArrow(painter, place(arrow.from), place(arrow.to), inside, arrow.style, false, context);
    paintMarker(painter, place(lens.target), MarkerShape::ByLook, lens.style, 0.72, context);
    const QString caption = QStringLiteral("×") + QString::fromStdString(displayNumber(magnification, 2));
    drawText(painter, centre + QPointF(0.0, 0.80 * radius), caption, interfaceFont(context.type(16)), context.colour(Token::Ink2),
             TextAlign::Centre, context.target);
}

}  // namespace calc
