#pragma once
#include <QWidget>

class QVBoxLayout;

namespace calc {

class Disclosure;

/// Controls under a heading that folds them away, one of several in a side panel; a line above sets it apart.
class FoldGroup : public QWidget {
    Q_OBJECT

public:
    explicit FoldGroup(const QString& heading, QWidget* parent = nullptr);

    /// Wide controls (sliders, chips) reach 12 px further out on both sides than others.
    enum class Inset { Normal, Wide };
    void addControl(QWidget* control, Inset inset = Inset::Normal);
    void setHeading(const QString& heading);
    void setOpen(bool open);
    bool isOpen() const;
    Disclosure& heading() { return *m_heading; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    class Slot;
    void applyChrome();

    Disclosure* m_heading;
    QWidget* m_body;
    QVBoxLayout* m_bodyColumn;
    QVBoxLayout* m_column;
};

}  // namespace calc
