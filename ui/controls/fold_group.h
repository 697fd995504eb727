#pragma once
#include <QWidget>

#include "ui/controls/control_slot.h"

class QVBoxLayout;

namespace calc {

class Disclosure;

/// Controls under a heading that folds them away, one of several in a side panel; a line above sets it apart.
class FoldGroup : public QWidget {
    Q_OBJECT

public:
    explicit FoldGroup(const QString& heading, QWidget* parent = nullptr);

    using Width = ControlSlot::Width;
    void addControl(QWidget* control, Width width = Width::Normal);
    void setHeading(const QString& heading);
    void setOpen(bool open);
    bool isOpen() const;
    Disclosure& heading() { return *m_heading; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void applyChrome();

    Disclosure* m_heading;
    QWidget* m_body;
    QVBoxLayout* m_bodyColumn;
    QVBoxLayout* m_column;
};

}  // namespace calc
