#include "ui/controls/control_slot.h"

#include <QEvent>
#include <QVBoxLayout>

#include "ui/controls/chrome.h"

namespace calc {

ControlSlot::ControlSlot(QWidget* control, Room room, Width width, QWidget* parent)
    : QWidget(parent), m_row(new QVBoxLayout(this)), m_room(room), m_width(width) {
    m_row->addWidget(control);
    applyChrome();
}

void ControlSlot::setAbove(double above) {
    if (above == m_room.above) return;
    m_room.above = above;
    applyChrome();
}

void ControlSlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void ControlSlot::applyChrome() {
    const Chrome& c = chrome();
    // A normal control stands so far in that its focus ring ends where a wide one's inner edge is.
    const int side = m_width == Width::Wide ? c.px(m_room.side) : c.px(m_room.side + 12) - c.ring();
    m_row->setContentsMargins(side, c.px(m_room.above), side, 0);
    m_row->setSpacing(0);
}

}  // namespace calc
