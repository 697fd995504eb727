#pragma once
#include <QComboBox>

namespace calc {

/// The built-in scenes of one page in a list: those whose names begin with a word.
class PresetChoice : public QComboBox {
    Q_OBJECT

public:
    PresetChoice(const QString& prefix, const QString& name, QWidget* parent = nullptr);

    /// The one with this title stands in the box; none of it: empty.
    void showTitle(const std::string& title);

protected:
    /// What does not fit ends in an ellipsis; the tool tip has it in full.
    void paintEvent(QPaintEvent* event) override;

signals:
    void chosen(const QString& scene);  ///< by the person
};

}  // namespace calc
