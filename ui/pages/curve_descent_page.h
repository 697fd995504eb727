#pragma once
#include "ui/pages/scene_page.h"


namespace calc {

class ExpressionEdit;
class NumberField;
class PresetChoice;
class RemedyButton;
class ValueSlider;

/// A ball on a typed loss of one variable: learning rate with its limits at the ball, momentum, and a preset for each way of failing.
class CurveDescentPage : public ScenePage {
    Q_OBJECT

public:
    explicit CurveDescentPage(const Scene& scene, QWidget* parent = nullptr);

    ExpressionEdit& functionField() { return *m_function; }
    ValueSlider& rateSlider() { return *m_rate; }
    ValueSlider& momentumSlider() { return *m_momentum; }
    PresetChoice& presets() { return *m_presets; }
    RemedyButton& remedy() { return *m_remedy; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;

private:
    void createPresets();
    void createLoss();
    void createSliders();
    void bindSlider(ValueSlider* slider, const QString& gesture, double CurveDescentScene::*setting);

    PresetChoice* m_presets = nullptr;
    ExpressionEdit* m_function = nullptr;
    NumberField* m_start = nullptr;
    ValueSlider* m_rate = nullptr;
    ValueSlider* m_momentum = nullptr;
    ValueSlider* m_steps = nullptr;
    RemedyButton* m_remedy = nullptr;
};

}  // namespace calc
