#pragma once
#include <QAbstractButton>
#include <QStringList>
#include <QWidget>
#include <vector>

class QVBoxLayout;

namespace calc {

/// One of several, all in sight: segments in one or more rows. Arrow keys move, as among radio buttons.
class SegmentedChoice : public QWidget {
    Q_OBJECT

public:
    /// `columns`: how many in each row, in order.
    SegmentedChoice(const QString& name, const QStringList& options, const std::vector<int>& columns, QWidget* parent = nullptr);

    void setCurrent(int index);
    int current() const;
    QAbstractButton* segment(int index) const;
    void setSegmentToolTip(int index, const QString& text);

signals:
    void chosen(int index);  ///< by the person

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyChrome();
    std::vector<QAbstractButton*> m_segments;
    QVBoxLayout* m_rows;
};

}  // namespace calc
