#include "ui/controls/input_field.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionFrame>

#include "core/expression/parser.h"
#include "ui/controls/control_painting.h"
#include "ui/controls/texts.h"

namespace calc {
namespace {

/// Code points before a place become UTF-16 units before it.
qsizetype utf16Offset(const QString& text, qsizetype codePoints) {
    qsizetype offset = 0;
    for (; codePoints > 0 && offset < text.size(); --codePoints) offset += text.at(offset).isHighSurrogate() ? 2 : 1;
    return std::min(offset, text.size());
}

}  // namespace

InputField::InputField(Face face, QWidget* parent) : QLineEdit(parent), m_face(face) {
    setFrame(false);  // paintEvent draws the box
    setAttribute(Qt::WA_Hover);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    if (m_face == Face::Value) setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(this, &QLineEdit::textEdited, this, &InputField::textTyped);
    connect(&m_delay, &TypingDelay::passed, this, &InputField::look);
    applyChrome();
}

void InputField::applyChrome() {
    const Chrome& c = chrome();
    if (m_face == Face::Mathematics) setFont(c.math(20));
    if (m_face == Face::Interface) setFont(c.font(18));
    if (m_face == Face::Value) setFont(c.font(19, 600));
    const int room = m_prefix.isEmpty() ? 0 : QFontMetrics(font()).horizontalAdvance(m_prefix) + c.px(6);
    setTextMargins(room, 0, 0, 0);
}

void InputField::setPrefix(const QString& prefix) {
    m_prefix = prefix;
    applyChrome();
}

void InputField::setValue(const QString& text) {
    if (text == m_accepted && (m_error || m_delay.isWaiting())) return;
    m_delay.stop();
    m_accepted = text;
    setError({});
    const QString display = shown(text);
    if (display == this->text()) return;
    const int cursor = cursorPosition();
    setText(display);
    if (hasFocus())
        setCursorPosition(cursor);
    else
        setCursorPosition(0);
}

void InputField::textTyped() {
    const QString display = shown(text());
    if (display != text()) {
        const int cursor = cursorPosition();
        setText(display);
        setCursorPosition(cursor);
    }
    m_delay.start();
}

void InputField::look() {
    const QString text = meant(this->text());
    const std::optional<Error> problem = check(text);
    setError(problem);
    if (problem || text == m_accepted) return;
    m_accepted = text;
    emit accepted(text);
}

void InputField::setError(const std::optional<Error>& error) {
    m_errorIsFromScene = false;
    if (error == m_error) return;
    m_error = error;
    setToolTip(errorText());
    setAccessibleDescription(errorText());
    update();
    emit errorChanged();
}

void InputField::showError(const Error& error) {
    if (m_error && !m_errorIsFromScene) return;
    setError(error);
    m_errorIsFromScene = true;
}

void InputField::clearError() {
    if (m_errorIsFromScene) setError({});
}

QString InputField::errorText() const { return m_error ? errorSentence(*m_error) : QString(); }

bool InputField::event(QEvent* event) {
    // Undo is that of the Scene, in which typing in one field is one step; the line's own is not asked.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            m_delay.passNow();
            // A text that never became part of the Scene is taken back here, before anything else is.
            const bool isOwn = key->matches(QKeySequence::Undo) && m_error && !m_errorIsFromScene;
            event->setAccepted(isOwn);
            return isOwn;
        }
    }
    return QLineEdit::event(event);
}

void InputField::keyPressEvent(QKeyEvent* event) {
    const bool isUndo = event->matches(QKeySequence::Undo);
    const bool takesBack = m_error && (event->key() == Qt::Key_Escape || (isUndo && !m_errorIsFromScene));
    if (takesBack || (event->key() == Qt::Key_Escape && m_delay.isWaiting())) {
        m_delay.stop();
        setError({});
        setText(shown(m_accepted));
        return;
    }
    if (isUndo || event->matches(QKeySequence::Redo)) {
        event->ignore();
        return;
    }
    QLineEdit::keyPressEvent(event);
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) return;
    m_delay.stop();
    look();
    emit left();
}

void InputField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason) return;
    m_delay.passNow();
    emit left();
}

void InputField::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void InputField::enterEvent(QEnterEvent* event) {
    QLineEdit::enterEvent(event);
    update();
}

void InputField::leaveEvent(QEvent* event) {
    QLineEdit::leaveEvent(event);
    update();
}

double InputField::columnPosition(qsizetype codePoint) const {
    const QFontMetricsF metrics(font());
    const qsizetype offset = utf16Offset(text(), codePoint);
    // Where the cursor stands says how far the text is scrolled.
    const double cursorAdvance = metrics.horizontalAdvance(text().left(cursorPosition()));
    const double scrolled = cursorRect().center().x() + 1.0 - cursorAdvance;
    return scrolled + metrics.horizontalAdvance(text().left(offset));
}

void InputField::paintWave(QPainter& painter) const {
    const Chrome& c = chrome();
    const QFontMetricsF metrics(font());
    const auto first = static_cast<qsizetype>(m_error->span->first);
    const double least = c.real(16);
    const QRectF inside = innerRect(rect()).adjusted(c.real(8), 0, -c.real(8), 0);
    double begin = columnPosition(first);
    double end = std::max(columnPosition(first + static_cast<qsizetype>(m_error->span->length)), begin + least);
    if (end > inside.right()) {
        end = inside.right();
        begin = std::min(begin, end - least);
    }
    begin = std::max(begin, inside.left());
    const double y = rect().center().y() + metrics.ascent() / 2 + c.real(2.5);
    const double step = c.real(4);
    QPainterPath wave(QPointF(begin, y));
    bool up = true;
    for (double x = begin; x < end; x += step, up = !up) wave.lineTo(x + step, up ? y - c.real(3) : y);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.colour(Token::Bad), c.real(2), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(wave);
}

void InputField::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(this);
        ControlState state = stateOf(*this);
        state.focused = hasFocus();  // a text cursor blinks here: the ring is always shown
        state.error = m_error.has_value();
        const bool quiet = m_face == Face::Value && !state.hovered && !state.focused && !state.error;
        if (!quiet) paintField(painter, innerRect(rect()), state);
        if (!m_prefix.isEmpty()) {
            painter.setFont(font());
            painter.setPen(chrome().colour(isEnabled() ? Token::Ink2 : Token::Ink3));
            const QRectF place = innerRect(rect()).adjusted(chrome().real(12), 0, 0, 0);
            painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, m_prefix);
        }
    }
    QLineEdit::paintEvent(event);
    if (!m_error || !m_error->span) return;
    QPainter painter(this);
    paintWave(painter);
}

NumberField::NumberField(const QString& name, QWidget* parent, Face face) : InputField(face, parent) { setAccessibleName(name); }

std::optional<Error> NumberField::check(const QString& text) const {
    const auto infinity = m_infinity == Infinity::Allow ? InfinityRule::Allow : InfinityRule::Refuse;
    const Result<double> number = parseNumber(text.toStdString(), infinity);
    if (number.ok()) return {};
    return number.error();
}

QString NumberField::shown(const QString& text) const { return QString(text).replace(QLatin1Char('-'), QChar(0x2212)); }

QString NumberField::meant(const QString& text) const {
    QString plain = QString(text).replace(QChar(0x2212), QLatin1Char('-'));
    // A decimal comma, where it cannot part the arguments of a function.
    if (!plain.contains(QLatin1Char('(')) && plain.count(QLatin1Char(',')) == 1) plain.replace(QLatin1Char(','), QLatin1Char('.'));
    return plain;
}

}  // namespace calc
