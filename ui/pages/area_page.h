#pragma once
#include "core/scene/scene.h"
#include "ui/pages/scene_page.h"

class QCheckBox;
class QPushButton;

namespace calc {

class ExpressionEdit;
class FieldGroup;
class FoldGroup;
class NumberField;
class PresetChoice;
class SegmentedChoice;
class TaskCard;
class ValueSlider;

/// Signed area under a typed curve or between two, the sums that become it, and bounds that move toward infinity or a pole.
class AreaPage : public ScenePage {
    Q_OBJECT

public:
    explicit AreaPage(const Scene& scene, QWidget* parent = nullptr);
    Scene sceneAtPlayhead() const override;

    ExpressionEdit& functionField() { return *m_function; }
    ValueSlider& countSlider() { return *m_count; }
    PresetChoice& presets() { return *m_presets; }
    SegmentedChoice& ruleChoice() { return *m_rule; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;

private:
    void createPresets();
    void createFunction();
    void createWatch();
    void createCount();
    void createRule();
    void createSecond();
    void createWidths();
    void createShowBoxes();
    FoldGroup* addGroup(const QString& heading);
    void showSums(bool shown);
    void setCount(double count);
    void setRule(SumRule rule);
    int shownPieces() const;

    PresetChoice* m_presets = nullptr;
    ExpressionEdit* m_function = nullptr;
    ExpressionEdit* m_second = nullptr;
    NumberField* m_from = nullptr;
    NumberField* m_to = nullptr;
    ValueSlider* m_count = nullptr;
    SegmentedChoice* m_watch = nullptr;
    SegmentedChoice* m_rule = nullptr;
    FieldGroup* m_ruleGroup = nullptr;
    QPushButton* m_seed = nullptr;
    SegmentedChoice* m_widths = nullptr;
    FoldGroup* m_secondGroup = nullptr;
    FoldGroup* m_widthsGroup = nullptr;
    QPushButton* m_noSecond = nullptr;
    QPushButton* m_middles = nullptr;
    QCheckBox* m_showRectangles = nullptr;
    QCheckBox* m_showArea = nullptr;
    QCheckBox* m_showErrorChart = nullptr;
    TaskCard* m_task = nullptr;
    std::string m_lastSecond;
    bool m_boundsMove = false;  ///< as last seen
    bool m_hasCount = false;    ///< the Frame that is seen has an n
    double m_reach = 0.0;       ///< how far the bounds that move have come in it
};

}  // namespace calc
