#include "ui/controls/notice.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "ui/controls/buttons.h"
#include "ui/controls/control_painting.h"
#include "ui/controls/text_label.h"

namespace calc {

Notice::Notice(QWidget* parent)
    : QWidget(parent),
      m_row(new QHBoxLayout(this)),
      m_words(new TextLabel({}, {18, 500, Token::Ink}, this)),
      m_action(new QPushButton(this)),
      m_close(new GlyphButton(Glyph::Close, tr("Close"), this)) {
    m_words->setWordWrap(true);
    m_row->addWidget(m_words, 1);
    m_row->addWidget(m_action);
    m_row->addWidget(m_close);
    connect(m_close, &QAbstractButton::clicked, this, &QWidget::hide);
    connect(m_action, &QAbstractButton::clicked, this, &Notice::actionChosen);
    applyChrome();
    hide();
}

void Notice::say(Kind kind, const QString& sentence, const QString& action) {
    m_kind = kind;
    m_words->setText(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    show();
    update();
}

QString Notice::sentence() const { return isHidden() ? QString() : m_words->text(); }

void Notice::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void Notice::applyChrome() {
    const Chrome& c = chrome();
    m_row->setContentsMargins(c.px(28), c.px(6), c.px(16), c.px(6));
    m_row->setSpacing(c.px(12));
    m_close->setSizes(16, 40);
}

void Notice::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    const Role role = m_kind == Kind::Problem ? Role::Bad : Role::Accent;
    painter.fillRect(rect(), c.theme.tint(role));
    painter.fillRect(QRectF(0, 0, c.real(5), height()), c.theme.text(role));
}

}  // namespace calc
