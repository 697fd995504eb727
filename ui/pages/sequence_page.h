#pragma once
#include "ui/pages/scene_page.h"

namespace calc {

class ExpressionEdit;
class NumberField;
class PresetChoice;
class SegmentedChoice;
class ValueSlider;

/// A sequence: a typed term with the band around its limit, or a recursion with its cobweb.
class SequencePage : public ScenePage {
    Q_OBJECT

public:
    explicit SequencePage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    PresetChoice& presets() { return *m_presets; }
    SegmentedChoice& viewChoice() { return *m_view; }
    ExpressionEdit& termField() { return *m_function; }
    NumberField& epsilonField() { return *m_epsilon; }
    ExpressionEdit& mapField() { return *m_map; }
    NumberField& parameterField() { return *m_parameter; }
    ValueSlider& termsSlider() { return *m_terms; }

protected:
    void showScene(const Scene& scene) override;

private:
    void createViews();
    void createTerm();
    void createRecursion();
    void createTerms();

    PresetChoice* m_presets = nullptr;
    SegmentedChoice* m_view = nullptr;
    ExpressionEdit* m_function = nullptr;
    NumberField* m_epsilon = nullptr;
    ExpressionEdit* m_map = nullptr;
    NumberField* m_start = nullptr;
    NumberField* m_parameter = nullptr;
    ValueSlider* m_terms = nullptr;
};

}  // namespace calc
