#pragma once
#include "ui/pages/scene_page.h"

class QCheckBox;

namespace calc {

class ExpressionEdit;
class NumberField;
class SegmentedChoice;
class ValueSlider;

/// Signed area under a typed curve, and the sums that become it.
class AreaPage : public ScenePage {
    Q_OBJECT

public:
    explicit AreaPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    ExpressionEdit& functionField() { return *m_function; }
    ValueSlider& countSlider() { return *m_count; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;

private:
    void createControls();
    void createShowBoxes();
    void setCount(double count);

    ExpressionEdit* m_function = nullptr;
    NumberField* m_from = nullptr;
    NumberField* m_to = nullptr;
    ValueSlider* m_count = nullptr;
    SegmentedChoice* m_rule = nullptr;
    QCheckBox* m_showRectangles = nullptr;
    QCheckBox* m_showArea = nullptr;
    QCheckBox* m_showErrorChart = nullptr;
};

}  // namespace calc
