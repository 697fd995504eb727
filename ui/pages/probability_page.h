#pragma once
#include "ui/pages/scene_page.h"

class QComboBox;
class QPushButton;
class QWidget;

namespace calc {

class ExpressionEdit;
class FoldGroup;
class MarkCheckBox;
class NumberField;
class ParameterControls;
class PresetChoice;
class SegmentedChoice;
class ValueSlider;

/// A density with the area between two bounds, its distribution function, and samples that settle onto both.
class ProbabilityPage : public ScenePage {
    Q_OBJECT

public:
    explicit ProbabilityPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    PresetChoice& presets() { return *m_presets; }
    QComboBox& familyChoice() { return *m_family; }
    ParameterControls& parameters() { return *m_parameters; }
    ExpressionEdit& functionField() { return *m_function; }
    NumberField& lowField() { return *m_from; }
    NumberField& highField() { return *m_to; }
    NumberField& quantileField() { return *m_quantile; }
    SegmentedChoice& viewChoice() { return *m_view; }
    ValueSlider& samplesSlider() { return *m_samples; }
    QPushButton& seedButton() { return *m_seed; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;
    bool followsOpening() const override { return false; }

private:
    void showWholeArea();
    void createPresets();
    void createDistribution();
    void createTyped();
    void createBounds();
    void createSampling();
    void createFolded();

    PresetChoice* m_presets = nullptr;
    SegmentedChoice* m_view = nullptr;
    QComboBox* m_family = nullptr;
    ParameterControls* m_parameters = nullptr;
    QWidget* m_typedGroup = nullptr;
    QWidget* m_supportGroup = nullptr;
    ExpressionEdit* m_function = nullptr;
    NumberField* m_supportFrom = nullptr;
    NumberField* m_supportTo = nullptr;
    NumberField* m_from = nullptr;
    NumberField* m_to = nullptr;
    QWidget* m_quantileGroup = nullptr;
    NumberField* m_quantile = nullptr;
    ValueSlider* m_samples = nullptr;
    QPushButton* m_seed = nullptr;
    MarkCheckBox* m_showMoments = nullptr;
    MarkCheckBox* m_showQuantile = nullptr;
    std::optional<int> m_count;  ///< where the playhead stands
};

}  // namespace calc
