#pragma once
#include "ui/pages/scene_page.h"

namespace calc {

class ExpressionEdit;
class NumberField;
class PresetChoice;

/// A curve above, the area gathered under it below: the slope of the second is the height of the first.
class AccumulationPage : public ScenePage {
    Q_OBJECT

public:
    explicit AccumulationPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    ExpressionEdit& functionField() { return *m_function; }
    NumberField& startField() { return *m_from; }
    NumberField& pointField() { return *m_at; }
    PresetChoice& presets() { return *m_presets; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;

private:
    void createPresets();
    void createFields();

    PresetChoice* m_presets = nullptr;
    ExpressionEdit* m_function = nullptr;
    NumberField* m_from = nullptr;
    NumberField* m_at = nullptr;
    std::optional<double> m_x;  ///< where the playhead stands
};

}  // namespace calc
