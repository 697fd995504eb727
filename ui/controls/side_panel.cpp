#include "ui/controls/side_panel.h"

#include <QEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/controls/buttons.h"
#include "ui/controls/control_painting.h"
#include "ui/controls/fold_group.h"
#include "ui/controls/text_label.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

// Space between groups of controls, px at 1080p: as much as there is room for.
constexpr double kTightest = 1;
constexpr double kLoosest = 26;
constexpr double kSide = 12;  // beside wide controls

}  // namespace

SidePanel::SidePanel(QWidget* parent)
    : QWidget(parent),
      m_heading(new TextLabel(tr("Controls"), {19, 600, Token::Ink}, this)),
      m_undo(new GlyphButton(Glyph::Undo, tr("Undo"), this)),
      m_redo(new GlyphButton(Glyph::Redo, tr("Redo"), this)),
      m_export(new GlyphButton(Glyph::Export, tr("Export the picture"), this)),
      m_scroll(new QScrollArea(this)),
      m_body(new QWidget),
      m_bodyColumn(new QVBoxLayout(m_body)),
      m_column(new QVBoxLayout(this)) {
    auto* header = new QHBoxLayout;
    m_heading->setRoom({24, 0, 0, 0});
    header->addWidget(m_heading, 1);
    for (GlyphButton* button : {m_undo, m_redo, m_export}) header->addWidget(button);
    m_column->addLayout(header);
    m_scroll->setWidget(m_body);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    m_body->installEventFilter(this);
    m_bodyColumn->addStretch(1);
    m_column->addWidget(m_scroll, 1);
    connect(m_undo, &QAbstractButton::clicked, this, &SidePanel::undoAsked);
    connect(m_redo, &QAbstractButton::clicked, this, &SidePanel::redoAsked);
    connect(m_export, &QAbstractButton::clicked, this, &SidePanel::exportAsked);
    setUndoEnabled(false, false);
    applyChrome();
}

void SidePanel::add(QWidget* control, Space above, Width width) {
    auto* slot = new ControlSlot(control, {kSide, above == Space::Group ? kTightest : 0}, width, m_body);
    m_bodyColumn->insertWidget(m_bodyColumn->count() - 1, slot);
    if (above == Space::Group) m_groups.push_back(slot);
}

void SidePanel::addControl(QWidget* control, Width width) { add(control, Space::Group, width); }

void SidePanel::addTight(QWidget* control, Width width) { add(control, Space::None, width); }

void SidePanel::setDroppable(QWidget* control) { m_droppable.push_back(control->parentWidget()); }

void SidePanel::addFolded(const QString& heading, QWidget* control, Width width) {
    if (!m_folded) {
        m_folded = new FoldGroup(heading, this);
        m_column->addWidget(new ControlSlot(m_folded, {kSide, 0}, Width::Wide, this));
        m_column->addStretch(0);
        connect(&m_folded->heading(), &QAbstractButton::toggled, this, &SidePanel::shareRoom);
    }
    m_folded->addControl(control, width);
}

void SidePanel::dropWhatHasNoRoom() {
    // The space between groups can go first.
    int spare = 0;
    for (const ControlSlot* slot : m_groups)
        if (!slot->isHidden()) spare += slot->layout()->contentsMargins().top() - chrome().px(kTightest);
    for (QWidget* slot : m_droppable) {
        if (slot->isHidden()) continue;
        const bool isDropped = slot->maximumHeight() == 0;
        const int needed = m_bodyColumn->minimumSize().height() - spare + (isDropped ? slot->layout()->minimumSize().height() : 0);
        const bool hasRoom = needed <= m_scroll->viewport()->height();
        // Only a change is told: it makes the panel lay itself out again.
        if (hasRoom == isDropped) slot->setMaximumHeight(hasRoom ? QWIDGETSIZE_MAX : 0);
    }
}

void SidePanel::spread() {
    int groups = 0;
    for (const ControlSlot* slot : m_groups) groups += slot->isHidden() ? 0 : 1;
    if (groups == 0) return;
    if (!m_droppable.empty()) dropWhatHasNoRoom();
    const double scale = chrome().scale;
    double taken = 0;
    for (int i = 0; i + 1 < m_bodyColumn->count(); ++i) {
        const QWidget* slot = m_bodyColumn->itemAt(i)->widget();
        if (!slot->isHidden() && slot->maximumHeight() > 0) taken += slot->sizeHint().height() - slot->layout()->contentsMargins().top();
    }
    const double free = (m_scroll->viewport()->height() - taken) / scale / groups;
    for (ControlSlot* slot : m_groups) slot->setAbove(std::clamp(std::floor(free), kTightest, kLoosest));
}

bool SidePanel::event(QEvent* event) {
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) {
        spread();
        shareRoom();
    }
    return handled;
}

bool SidePanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_body && event->type() == QEvent::LayoutRequest) {
        spread();
        shareRoom();
    }
    return QWidget::eventFilter(watched, event);
}

void SidePanel::setUndoEnabled(bool undo, bool redo) {
    m_undo->setEnabled(undo);
    m_redo->setEnabled(redo);
    m_undo->setToolTip(undo ? tr("Undo (Ctrl+Z)") : tr("Nothing to undo yet"));
    m_redo->setToolTip(redo ? tr("Redo (Ctrl+Shift+Z)") : tr("Nothing to redo"));
}

void SidePanel::shareRoom() {
    if (!m_folded) return;
    const int others = m_column->itemAt(0)->geometry().bottom() + m_body->sizeHint().height();
    const bool bothFit = others + m_folded->parentWidget()->sizeHint().height() + chrome().px(16) <= height();
    m_scroll->setVisible(!m_folded->isOpen() || bothFit);
    m_column->setStretch(m_column->count() - 1, m_scroll->isHidden() ? 1 : 0);
}

void SidePanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_column->activate();
    spread();
    shareRoom();
}

void SidePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void SidePanel::applyChrome() {
    const Chrome& c = chrome();
    setFixedWidth(c.px(364));
    // A scroll bar stands in the margin: nothing moves when it comes.
    m_body->setFixedWidth(c.px(364));
    m_column->setContentsMargins(0, c.px(20), 0, c.px(16));
    m_column->setSpacing(0);
    m_bodyColumn->setContentsMargins(0, 0, 0, 0);
    m_bodyColumn->setSpacing(0);
    for (GlyphButton* button : {m_undo, m_redo, m_export}) button->setSizes(23, 46);
    auto* header = m_column->itemAt(0)->layout();
    header->setContentsMargins(0, 0, c.px(13), 0);
    header->setSpacing(0);
}

void SidePanel::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    painter.fillRect(rect(), c.colour(Token::Paper));
    painter.fillRect(QRectF(0, 0, c.real(1.5), height()), c.colour(Token::Grid));
}

TaskCard::TaskCard(const QString& heading, const QString& text, Role role, QWidget* parent)
    : QWidget(parent), m_heading(heading), m_text(text), m_role(role) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(heading);
    setAccessibleDescription(text);
}

void TaskCard::setContent(const QString& heading, const QString& text, Role role) {
    const QString words = unbrokenNumbers(text);
    if (heading == m_heading && words == m_text && role == m_role) return;
    m_heading = heading;
    m_text = words;
    m_role = role;
    setAccessibleName(heading);
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

QSize TaskCard::sizeHint() const {
    const Chrome& c = chrome();
    const int across = width() > c.px(100) ? width() : c.px(340);
    const QRect words = QFontMetrics(c.font(17)).boundingRect(QRect(0, 0, across - c.px(36), 10000), Qt::TextWordWrap, m_text);
    return {c.px(330), words.height() + c.px(16 + 26 + 18)};
}

void TaskCard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) updateGeometry();
}

void TaskCard::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    paintRounded(painter, rect(), c.real(10), c.theme.tint(m_role), {}, 0);
    const QRectF inside = QRectF(rect()).adjusted(c.real(18), c.real(14), -c.real(18), -c.real(12));
    painter.setFont(c.font(16, 600));
    painter.setPen(c.theme.text(m_role));
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignTop, m_heading);
    painter.setFont(c.font(17));
    painter.setPen(c.colour(Token::Ink));
    painter.drawText(inside.adjusted(0, c.real(26), 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_text);
}

}  // namespace calc
