#pragma once
#include "core/scene/descent_choices.h"
#include "ui/pages/scene_page.h"

class QCheckBox;
class QComboBox;
class QPushButton;

namespace calc {

class ExpressionEdit;
class NumberField;
class OptimizerList;
class ParameterControls;
class SegmentedChoice;
class ValueSlider;

/// Optimizers race down a loss surface from one start.
class DescentPage : public ScenePage {
    Q_OBJECT

public:
    explicit DescentPage(const Scene& scene, QWidget* parent = nullptr);

    ExpressionEdit& functionField() { return *m_function; }
    OptimizerList& optimizerList() { return *m_optimizers; }
    ParameterControls& parameters() { return *m_parameters; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;

private:
    void createSurface();
    void createOptimizers();
    void createArrows();
    void createFolded();
    void createNoise();
    void createHeight();
    void bindParameters(ParameterControls& controls);
    void offerOptimizers(const QPoint& globalPosition);
    void changeDescent(const QString& gesture, const std::function<void(DescentScene&)>& apply);
    void showSurface(const DescentScene& scene);
    void showLimit(const Frame& frame);
    void halveLearningRate();

    std::vector<SurfaceChoice> m_choices;
    QComboBox* m_surface = nullptr;
    ExpressionEdit* m_function = nullptr;
    ValueSlider* m_condition = nullptr;
    NumberField* m_startX = nullptr;
    NumberField* m_startY = nullptr;
    OptimizerList* m_optimizers = nullptr;
    ParameterControls* m_parameters = nullptr;
    ParameterControls* m_otherParameters = nullptr;
    QPushButton* m_remedy = nullptr;
    QCheckBox* m_showMomentum = nullptr;
    QCheckBox* m_showGradient = nullptr;
    QCheckBox* m_showUpdate = nullptr;
    ValueSlider* m_steps = nullptr;
    ValueSlider* m_noise = nullptr;
    SegmentedChoice* m_height = nullptr;
};

}  // namespace calc
