#pragma once
#include <QColor>
#include <QPointF>
#include <QRectF>

#include "ui/controls/chrome.h"
#include "ui/paint/marker_painter.h"

class QPainter;
class QWidget;

namespace calc {

/// How a control stands (visual language, section 4).
struct ControlState {
    bool enabled = true;
    bool hovered = false;
    bool pressed = false;
    bool focused = false;  ///< with the keyboard: a ring is drawn
    bool selected = false;
    bool error = false;
};
ControlState stateOf(const QWidget& widget);

/// Focus that came by the keyboard, which must be seen.
bool showsFocusRing(const QWidget& widget);

/// The part of a control's rectangle within the room for its ring.
QRectF innerRect(const QRectF& rect);

void paintFocusRing(QPainter& painter, const QRectF& around, double radius, const QColor& colour);
void paintFocusRing(QPainter& painter, const QRectF& around, double radius);

/// The box of an input: rounded 7, edge by state.
void paintField(QPainter& painter, const QRectF& rect, const ControlState& state);
enum class ButtonKind { Primary, Secondary, Dashed };
void paintButton(QPainter& painter, const QRectF& rect, ButtonKind kind, const ControlState& state);
QColor buttonTextColour(ButtonKind kind, bool enabled);
void paintCheckBox(QPainter& painter, const QRectF& box, bool checked, const ControlState& state);
/// An optimizer's shape without casing, `factor` times as large as on the stage.
void paintLookShape(QPainter& painter, Look look, const QPointF& centre, double factor);
void paintRadio(QPainter& painter, const QRectF& box, bool checked, const ControlState& state);

/// A rectangle with an edge of `width` drawn wholly inside it, crisp.
void paintRounded(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& edge, double width);

}  // namespace calc
