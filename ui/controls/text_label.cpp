#include "ui/controls/text_label.h"

#include <QEvent>

namespace calc {

TextLabel::TextLabel(const QString& text, TextStyle style, QWidget* parent) : QLabel(text, parent), m_style(style) {
    setTextFormat(Qt::PlainText);
    applyChrome();
}

void TextLabel::setTextStyle(TextStyle style) {
    m_style = style;
    applyChrome();
}

void TextLabel::setRoom(const QMarginsF& room) {
    m_room = room;
    applyChrome();
}

void TextLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void TextLabel::applyChrome() {
    const Chrome& c = chrome();
    setFont(c.font(m_style.size, m_style.weight));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, c.colour(m_style.colour));
    setPalette(colours);
    setContentsMargins((m_room * c.scale).toMargins());
}

}  // namespace calc
