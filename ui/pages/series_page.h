#pragma once
#include "ui/pages/scene_page.h"

namespace calc {

class ExpressionEdit;
class NumberField;
class PresetChoice;
class SegmentedChoice;
class ValueSlider;

/// A series: terms, partial sums and their acceleration; or Taylor polynomials of a typed function.
class SeriesPage : public ScenePage {
    Q_OBJECT

public:
    explicit SeriesPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    PresetChoice& presets() { return *m_presets; }
    SegmentedChoice& viewChoice() { return *m_view; }
    SegmentedChoice& accelerationChoice() { return *m_acceleration; }
    ExpressionEdit& termField() { return *m_term; }
    ExpressionEdit& functionField() { return *m_function; }
    NumberField& centreField() { return *m_centre; }

protected:
    void showScene(const Scene& scene) override;

private:
    void createViews();
    void createSums();
    void createTaylor();
    void bindCount(ValueSlider* slider, const QString& gesture, int SeriesScene::*setting);

    PresetChoice* m_presets = nullptr;
    SegmentedChoice* m_view = nullptr;
    ExpressionEdit* m_term = nullptr;
    NumberField* m_from = nullptr;
    SegmentedChoice* m_acceleration = nullptr;
    ValueSlider* m_terms = nullptr;
    ExpressionEdit* m_function = nullptr;
    NumberField* m_centre = nullptr;
    ValueSlider* m_degree = nullptr;
};

}  // namespace calc
