#include "ui/controls/fold_group.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/controls/buttons.h"
#include "ui/controls/chrome.h"

namespace calc {

namespace {

constexpr double kAbove = 2.0;

}  // namespace

FoldGroup::FoldGroup(const QString& heading, QWidget* parent)
    : QWidget(parent),
      m_heading(new Disclosure(heading, this)),
      m_body(new QWidget(this)),
      m_bodyColumn(new QVBoxLayout(m_body)),
      m_column(new QVBoxLayout(this)) {
    m_column->addWidget(new ControlSlot(m_heading, {0.0, kAbove}, Width::Normal, this));
    m_column->addWidget(m_body);
    m_body->hide();
    connect(m_heading, &QAbstractButton::toggled, m_body, &QWidget::setVisible);
    applyChrome();
}

void FoldGroup::addControl(QWidget* control, Width width) {
    m_bodyColumn->addWidget(new ControlSlot(control, {0.0, kAbove}, width, m_body));
}

void FoldGroup::setHeading(const QString& heading) {
    if (heading == m_heading->text()) return;
    m_heading->setText(heading);
    m_heading->setAccessibleName(heading);
    m_heading->update();
}

void FoldGroup::setOpen(bool open) { m_heading->setChecked(open); }

bool FoldGroup::isOpen() const { return m_heading->isChecked(); }

void FoldGroup::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void FoldGroup::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    painter.fillRect(QRectF(c.px(12), c.px(4), width() - 2 * c.px(12), std::max(1.0, c.real(1.2))), c.colour(Token::Grid));
}

void FoldGroup::applyChrome() {
    const Chrome& c = chrome();
    m_column->setContentsMargins(0, c.px(5), 0, 0);
    m_column->setSpacing(0);
    m_bodyColumn->setContentsMargins(0, 0, 0, c.px(10));
    m_bodyColumn->setSpacing(c.px(4));
}

}  // namespace calc
