#pragma once
#include <QComboBox>
#include <vector>

#include "core/scene/scene.h"

namespace calc {

/// The built-in scenes of one page in a list: those whose names begin with a word.
class PresetChoice : public QComboBox {
    Q_OBJECT

public:
    PresetChoice(const QString& prefix, const QString& name, QWidget* parent = nullptr);

    /// The one of this Scene's title stands in the box, as long as the Scene is still about the same thing; else none does.
    void showScene(const Scene& scene);

protected:
    /// What does not fit ends in an ellipsis; the tool tip has it in full.
    void paintEvent(QPaintEvent* event) override;

signals:
    void chosen(const QString& scene);  ///< by the person

private:
    std::vector<Scene> m_scenes;  ///< in the list's order
};

}  // namespace calc
