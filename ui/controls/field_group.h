#pragma once
#include <QWidget>
#include <vector>

#include "ui/controls/input_field.h"

class QBoxLayout;

namespace calc {

class TextLabel;

/// A caption with its fields, and beneath them the sentence of the first that has an error.
class FieldGroup : public QWidget {
    Q_OBJECT

public:
    enum class CaptionPlace { Above, Beside };
    explicit FieldGroup(const QString& caption, CaptionPlace place, QWidget* parent = nullptr);

    void addField(InputField* field, int stretch = 1);
    /// Another control in the same row (a choice of surface).
    void addControl(QWidget* control, int stretch = 1);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showSentence();
    void applyChrome();

    TextLabel* m_caption;
    TextLabel* m_sentence;
    QBoxLayout* m_row;
    QBoxLayout* m_column;
    CaptionPlace m_place;
    std::vector<InputField*> m_fields;
};

}  // namespace calc
