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
    const double margin = radius + context.px(4);
    centre.setX(std::clamp(centre.x(), plot.left() + margin, std::max(plot.left() + margin, plot.right() - margin)));
    centre.setY(std::clamp(centre.y(), plot.top() + margin, std::max(plot.top() + margin, plot.bottom() - margin)));
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

    const QFont captionFont = interfaceFont(context.type(16));
    const double caption = 0.80 * radius;  // its base line, below the centre
    // The arrows stand in a circle above the caption, the ball with them.
    constexpr double kBall = 0.72;
    const double top = context.px(5) - radius, bottom = caption - capHeight(captionFont) - context.px(4);
    const double ball = context.px(13.0 * kBall);
    const double room = std::max(0.3 * radius, 0.5 * (bottom - top) - ball);
    const QRectF extent = extentOf(lens, viewport);
    const double reach = 0.5 * std::hypot(extent.width(), extent.height());
    const double magnification = reach > 0.0 ? std::min(lens.magnification, room / reach) : lens.magnification;
    const QPointF middle = centre + QPointF(0.0, 0.5 * (top + bottom));
    const auto place = [&](Vec2 point) { return middle + (viewport.at(point) - target - extent.center()) * magnification; };
    const QRectF inside(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
    for (const Arrow& arrow : lens.arrows) paintArrow(painter, place(arrow.from), place(arrow.to), inside, arrow.style, false, context);
    paintMarker(painter, place(lens.target), MarkerShape::ByLook, lens.style, kBall, context);
    const QString words = QStringLiteral("×") + QString::fromStdString(displayNumber(magnification, 2));
    drawText(painter, centre + QPointF(0.0, caption), words, captionFont, context.colour(Token::Ink2), TextAlign::Centre, context.target);
}

}  // namespace calc
