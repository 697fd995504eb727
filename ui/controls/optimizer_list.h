#pragma once
#include <QWidget>
#include <vector>

#include "core/scene/frame.h"

class QVBoxLayout;

namespace calc {

class DashedButton;
class TextLabel;

/// The racing optimizers: line and shape, name, loss now; the one that is shown in the formula line is framed. Below, a button for one
/// more.
class OptimizerList : public QWidget {
    Q_OBJECT

public:
    explicit OptimizerList(QWidget* parent = nullptr);

    /// As the Frame has them; values change with every Frame, the chips only when the optimizers do.
    void show(const std::vector<SeriesReadout>& series);
    void setAddEnabled(bool enabled, const QString& why = {});
    int count() const { return static_cast<int>(m_chips.size()); }
    QWidget* chip(int index) const;
    QWidget* addButton() const;

signals:
    void chosen(int index);
    void removeAsked(int index);
    void addAsked(const QPoint& globalPosition);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Chip;
    void rebuild(const std::vector<SeriesReadout>& series);
    void applyChrome();

    TextLabel* m_heading;
    TextLabel* m_column;
    QVBoxLayout* m_rows;
    QVBoxLayout* m_chipRows;
    DashedButton* m_add;
    std::vector<Chip*> m_chips;
};

}  // namespace calc
