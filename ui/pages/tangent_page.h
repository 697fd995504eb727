#pragma once
#include "ui/pages/scene_page.h"

class QPushButton;

namespace calc {

class ExpressionEdit;
class NumberField;
class SegmentedChoice;
class ValueSlider;

/// A secant that becomes the tangent of a typed curve; its slope on a gauge, its error, and the rules of the derivative.
class TangentPage : public ScenePage {
    Q_OBJECT

public:
    explicit TangentPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    ExpressionEdit& functionField() { return *m_function; }
    NumberField& pointField() { return *m_at; }
    ValueSlider& stepSlider() { return *m_step; }
    SegmentedChoice& viewChoice() { return *m_view; }
    QPushButton& pinButton() { return *m_pin; }
    QPushButton& unpinButton() { return *m_unpin; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;

private:
    void createPoint();
    void createStep();
    void createViews();
    void createPins();
    void setStep(double h);

    ExpressionEdit* m_function = nullptr;
    NumberField* m_at = nullptr;
    ValueSlider* m_step = nullptr;
    SegmentedChoice* m_side = nullptr;
    SegmentedChoice* m_view = nullptr;
    SegmentedChoice* m_below = nullptr;
    QPushButton* m_pin = nullptr;
    QPushButton* m_unpin = nullptr;
};

}  // namespace calc
