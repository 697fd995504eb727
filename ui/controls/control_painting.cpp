#include "ui/controls/control_painting.h"

#include <QPainter>
#include <QPainterPath>
#include <QWidget>

namespace calc {

bool showsFocusRing(const QWidget& widget) { return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange); }

ControlState stateOf(const QWidget& widget) {
    ControlState state;
    state.enabled = widget.isEnabled();
    state.hovered = state.enabled && widget.underMouse();
    state.focused = showsFocusRing(widget);
    return state;
}

QRectF innerRect(const QRectF& rect) { return rect.marginsRemoved(chrome().ringMargins()); }

void paintRounded(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& edge, double width) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(width > 0 ? QPen(edge, width) : QPen(Qt::NoPen));
    const double inset = width / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
}

void paintFocusRing(QPainter& painter, const QRectF& around, double radius, const QColor& colour) {
    const Chrome& c = chrome();
    const double out = c.real(3.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, c.real(2)));
    painter.drawRoundedRect(around.adjusted(-out, -out, out, out), radius + out, radius + out);
}

void paintFocusRing(QPainter& painter, const QRectF& around, double radius) {
    paintFocusRing(painter, around, radius, chrome().colour(Token::Accent));
}

void paintField(QPainter& painter, const QRectF& rect, const ControlState& state) {
    const Chrome& c = chrome();
    const double radius = c.real(7);
    QColor edge = c.colour(state.hovered ? Token::Ink2 : Token::Edge);
    double width = 1.5;
    if (state.focused) edge = c.colour(Token::Accent);
    if (state.error) edge = c.colour(Token::Bad);
    if (!state.enabled) edge = c.colour(Token::Line);
    if (state.focused) width = 2.0;
    if (state.error) width = 2.4;
    paintRounded(painter, rect, radius, c.colour(state.enabled ? Token::Field : Token::Paper), edge, c.real(width));
    if (state.focused) paintFocusRing(painter, rect, radius, edge);
}

void paintButton(QPainter& painter, const QRectF& rect, ButtonKind kind, const ControlState& state) {
    const Chrome& c = chrome();
    const double radius = c.real(8);
    const bool primary = kind == ButtonKind::Primary && state.enabled;
    QColor fill = c.colour(Token::Field);
    QColor edge = c.colour(state.hovered || state.pressed ? Token::Ink2 : Token::Edge);
    if (state.hovered || state.pressed) fill = c.colour(Token::AccentTint);
    if (primary) fill = edge = c.colour(Token::Accent);
    if (primary && state.pressed) fill = edge = fill.darker(115);
    if (primary && state.hovered && !state.pressed) fill = edge = fill.lighter(112);
    if (!state.enabled) {
        fill = c.colour(Token::Paper);
        edge = c.colour(Token::Line);
    }
    if (kind == ButtonKind::Dashed) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(state.hovered || state.pressed ? fill : QColor(Qt::transparent));
        painter.setPen(QPen(edge, c.real(1.4), Qt::CustomDashLine));
        QPen pen = painter.pen();
        pen.setDashPattern({4.5, 3.5});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawRoundedRect(rect.adjusted(0.7, 0.7, -0.7, -0.7), radius, radius);
    } else {
        paintRounded(painter, rect, radius, fill, edge, c.real(1.5));
    }
    if (state.focused) paintFocusRing(painter, rect, radius);
}

QColor buttonTextColour(ButtonKind kind, bool enabled) {
    if (!enabled) return chrome().colour(Token::Ink3);
    return chrome().colour(kind == ButtonKind::Primary ? Token::AccentLabel : Token::Ink);
}

void paintCheckBox(QPainter& painter, const QRectF& box, bool checked, const ControlState& state) {
    const Chrome& c = chrome();
    const double radius = c.real(5);
    QColor fill = checked ? c.colour(Token::Accent) : c.colour(Token::Field);
    QColor edge = checked ? fill : c.colour(state.hovered ? Token::Ink2 : Token::Edge);
    if (!state.enabled) {
        fill = c.colour(Token::Paper);
        edge = c.colour(Token::Line);
    }
    paintRounded(painter, box, radius, fill, edge, c.real(1.8));
    if (checked) {
        const auto at = [&box](double x, double y) { return QPointF(box.left() + x * box.width(), box.top() + y * box.height()); };
        QPen pen(c.colour(state.enabled ? Token::AccentLabel : Token::Ink3), c.real(2.6));
        pen.setCapStyle(Qt::RoundCap);
        pen.setJoinStyle(Qt::RoundJoin);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF({at(0.24, 0.52), at(0.43, 0.71), at(0.77, 0.31)}));
    }
    if (state.focused) paintFocusRing(painter, box, radius);
}

void paintLookShape(QPainter& painter, Look look, const QPointF& centre, double factor) {
    const Chrome& c = chrome();
    PaintContext context;
    context.theme = c.theme;
    context.scale = c.scale;
    Style style;
    style.role = Role::Loss;
    style.look = look;
    paintMarker(painter, centre, MarkerShape::ByLook, style, factor, context);
}

void paintRadio(QPainter& painter, const QRectF& box, bool checked, const ControlState& state) {
    const Chrome& c = chrome();
    const QColor accent = c.colour(state.enabled ? Token::Accent : Token::Line);
    const QColor edge = checked ? accent : c.colour(state.hovered ? Token::Ink2 : Token::Edge);
    paintRounded(painter, box, box.width() / 2, c.colour(Token::Field), edge, c.real(1.8));
    if (checked) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        painter.drawEllipse(box.center(), box.width() * 0.26, box.width() * 0.26);
    }
    if (state.focused) paintFocusRing(painter, box, box.width() / 2);
}

}  // namespace calc
