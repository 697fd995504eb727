#include "ui/controls/field_group.h"

#include <QBoxLayout>
#include <QEvent>

#include "ui/controls/text_label.h"

namespace calc {

FieldGroup::FieldGroup(const QString& caption, CaptionPlace place, QWidget* parent)
    : QWidget(parent),
      m_caption(new TextLabel(caption, {}, this)),
      m_sentence(new TextLabel({}, {16, 400, Token::Bad}, this)),
      m_row(new QHBoxLayout),
      m_column(new QVBoxLayout(this)),
      m_place(place) {
    m_sentence->setWordWrap(true);
    m_caption->setRoom({5, 0, 5, 0});
    m_sentence->setRoom({5, 0, 5, 2});
    m_sentence->hide();
    if (m_place == CaptionPlace::Above) m_column->addWidget(m_caption);
    if (m_place == CaptionPlace::Beside) m_row->addWidget(m_caption, 1);
    m_caption->setVisible(!caption.isEmpty());
    m_column->addLayout(m_row);
    m_column->addWidget(m_sentence);
    applyChrome();
}

void FieldGroup::addField(InputField* field, int stretch) {
    addControl(field, stretch);
    m_fields.push_back(field);
    connect(field, &InputField::errorChanged, this, &FieldGroup::showSentence);
    if (m_fields.size() == 1) m_caption->setBuddy(field);
}

void FieldGroup::addControl(QWidget* control, int stretch) { m_row->addWidget(control, stretch); }

void FieldGroup::showSentence() {
    QString sentence;
    for (const InputField* field : m_fields) {
        if (sentence.isEmpty()) sentence = field->errorText();
    }
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void FieldGroup::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void FieldGroup::applyChrome() {
    const Chrome& c = chrome();
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(c.px(2));
    m_row->setSpacing(0);
}

}  // namespace calc
