#pragma once
#include "ui/pages/scene_page.h"

class QCheckBox;

namespace calc {

class ExpressionEdit;
class NumberField;
class PresetChoice;
class SegmentedChoice;
class ValueSlider;

/// A point of a typed function under the microscope: the window shrinks by powers of ten toward a limit.
class LimitPage : public ScenePage {
    Q_OBJECT

public:
    explicit LimitPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    ExpressionEdit& functionField() { return *m_function; }
    SegmentedChoice& viewChoice() { return *m_view; }
    PresetChoice& presets() { return *m_presets; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;

private:
    void createPresets();
    void createControls();
    void createDepth();
    void createView();
    void setDepth(double depth);

    PresetChoice* m_presets = nullptr;
    ExpressionEdit* m_function = nullptr;
    NumberField* m_to = nullptr;
    SegmentedChoice* m_side = nullptr;
    ValueSlider* m_depth = nullptr;
    SegmentedChoice* m_height = nullptr;
    SegmentedChoice* m_view = nullptr;
    QCheckBox* m_showApproach = nullptr;
};

}  // namespace calc
