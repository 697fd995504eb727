#pragma once
#include "ui/pages/scene_page.h"

class QComboBox;

namespace calc {

class ExpressionEdit;
class NumberField;
class PresetChoice;
class SegmentedChoice;
class ValueSlider;

/// A training run as a sequence of losses: the band and N, the fitted rate, the sweep of learning rates, and what tames wild steps.
class TrainingPage : public ScenePage {
    Q_OBJECT

public:
    explicit TrainingPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    PresetChoice& presets() { return *m_presets; }
    SegmentedChoice& viewChoice() { return *m_view; }
    QComboBox& surfaceChoice() { return *m_surface; }
    QComboBox& optimizerChoice() { return *m_optimizer; }
    NumberField& epsilonField() { return *m_epsilon; }
    ValueSlider& rateSlider() { return *m_rate; }
    ValueSlider& clipSlider() { return *m_clip; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;

private:
    void createViews();
    void createLoss();
    void createRun();
    void createRemedies();
    void chooseSurface(int index);

    PresetChoice* m_presets = nullptr;
    SegmentedChoice* m_view = nullptr;
    QComboBox* m_surface = nullptr;
    ExpressionEdit* m_curve = nullptr;
    ExpressionEdit* m_typed = nullptr;
    NumberField* m_startX = nullptr;
    NumberField* m_startY = nullptr;
    NumberField* m_epsilon = nullptr;
    QComboBox* m_optimizer = nullptr;
    ValueSlider* m_rate = nullptr;
    ValueSlider* m_momentum = nullptr;
    ValueSlider* m_steps = nullptr;
    ValueSlider* m_clip = nullptr;
    QComboBox* m_schedule = nullptr;
};

}  // namespace calc
