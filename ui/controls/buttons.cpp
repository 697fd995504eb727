#include "ui/controls/buttons.h"

#include <QKeyEvent>
#include <QPainter>

#include "ui/controls/control_painting.h"

namespace calc {

GlyphButton::GlyphButton(Glyph glyph, const QString& name, QWidget* parent) : QAbstractButton(parent), m_glyph(glyph) {
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setGlyph(glyph, name);
}

void GlyphButton::setGlyph(Glyph glyph, const QString& name) {
    m_glyph = glyph;
    setAccessibleName(name);
    setToolTip(name);
    update();
}

void GlyphButton::setSizes(double glyphSide, double hitSide) {
    m_glyphSide = glyphSide;
    m_hitSide = hitSide;
    updateGeometry();
}

QSize GlyphButton::sizeHint() const {
    const int side = chrome().px(m_hitSide) + (m_hitSide < 50 ? 0 : chrome().px(4));
    return {side, side};
}

void GlyphButton::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    const ControlState state = stateOf(*this);
    const double hit = c.real(m_hitSide - 6);
    QRectF body(0, 0, hit, hit);
    body.moveCenter(QRectF(rect()).center());
    if (state.hovered || isDown() || isChecked()) {
        paintRounded(painter, body, c.real(8), c.colour(isDown() || isChecked() ? Token::AccentTint : Token::Grid), {}, 0);
    }
    const double side = c.real(m_glyphSide);
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(rect()).center());
    QColor ink = c.colour(isEnabled() ? (isChecked() ? Token::Accent : Token::Ink) : Token::Ink3);
    if (!isEnabled()) ink.setAlphaF(0.45F);
    paintGlyph(painter, m_glyph, box, ink);
    if (state.focused) paintFocusRing(painter, body.adjusted(2, 2, -2, -2), c.real(7));
}

void GlyphButton::keyPressEvent(QKeyEvent* event) {
    // Arrows step through time here; only Space and Enter press the button.
    const bool presses =
        event->key() == Qt::Key_Space || event->key() == Qt::Key_Select || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!presses) {
        event->ignore();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

DashedButton::DashedButton(const QString& text, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize DashedButton::sizeHint() const { return {chrome().px(200), chrome().px(40) + 2 * chrome().ring()}; }

void DashedButton::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    ControlState state = stateOf(*this);
    state.pressed = isDown();
    const QRectF body = innerRect(rect());
    paintButton(painter, body, ButtonKind::Dashed, state);
    painter.setFont(c.font(17));
    painter.setPen(c.colour(isEnabled() ? Token::Ink2 : Token::Ink3));
    painter.drawText(body, Qt::AlignCenter, text());
}

Disclosure::Disclosure(const QString& text, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize Disclosure::sizeHint() const { return {chrome().px(200), chrome().px(44)}; }

void Disclosure::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    const ControlState state = stateOf(*this);
    const QRectF body = innerRect(rect());
    const double side = c.real(17);
    QRectF box(body.left(), 0, side, side);
    box.moveCenter(QPointF(box.center().x(), body.center().y()));
    const QColor ink = c.colour(state.hovered ? Token::Ink : Token::Ink2);
    paintGlyph(painter, isChecked() ? Glyph::ChevronDown : Glyph::ChevronRight, box, ink);
    painter.setFont(c.font(17, isChecked() ? 600 : 400));
    painter.setPen(ink);
    painter.drawText(body.adjusted(c.real(26), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (state.focused) paintFocusRing(painter, body.adjusted(0, 0, 0, 0), c.real(6));
}

MarkCheckBox::MarkCheckBox(const QString& text, QWidget* parent) : QCheckBox(text, parent) { setAttribute(Qt::WA_Hover); }

MarkCheckBox::MarkCheckBox(const QString& text, Role role, const QString& formula, QWidget* parent)
    : QCheckBox(text, parent), m_role(role), m_formula(formula) {
    setAttribute(Qt::WA_Hover);
}

QSize MarkCheckBox::sizeHint() const {
    const Chrome& c = chrome();
    const int words = QFontMetrics(c.font(17)).horizontalAdvance(text());
    return {contentsMargins().left() + c.ring() + c.px(m_role ? 120 : 40) + words, c.px(34)};
}

void MarkCheckBox::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    const ControlState state = stateOf(*this);
    const double middle = rect().center().y() + 0.5;
    const QRectF box(contentsRect().left() + c.ring(), middle - c.real(11), c.real(23), c.real(23));
    paintCheckBox(painter, box, isChecked(), state);
    double x = box.right() + c.real(12);
    if (m_role) {
        painter.setPen(QPen(c.theme.mark(*m_role), c.real(4)));
        painter.drawLine(QPointF(x, middle), QPointF(x + c.real(26), middle));
        x += c.real(36);
    }
    painter.setFont(c.font(17));
    painter.setPen(c.colour(isEnabled() ? Token::Ink : Token::Ink3));
    painter.drawText(QRectF(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (m_formula.isEmpty()) return;
    painter.setFont(c.math(20, true));
    painter.setPen(m_role ? c.theme.text(*m_role) : c.colour(Token::Ink2));
    painter.drawText(QRectF(0, 0, width() - c.ring() - c.real(3), height()), Qt::AlignVCenter | Qt::AlignRight, m_formula);
}

}  // namespace calc
