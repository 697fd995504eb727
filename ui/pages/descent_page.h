#pragma once
#include "core/scene/descent_choices.h"
#include "ui/pages/scene_page.h"

class QCheckBox;
class QComboBox;
class QPushButton;

namespace calc {

class ExpressionEdit;
class FoldGroup;
class NumberField;
class OptimizerList;
class ParameterControls;
class RemedyButton;
class SegmentedChoice;
class TaskCard;
class TextLabel;
class ValueSlider;

/// Optimizers race down a loss surface. In sight: the surface, the race, the main parameters and what stands beneath the pictures; folded
/// by theme: the other parameters, schedule and noise, arrows and height, starts and basins, comparison and numbers.
class DescentPage : public ScenePage {
    Q_OBJECT

public:
    explicit DescentPage(const Scene& scene, QWidget* parent = nullptr);

    ExpressionEdit& functionField() { return *m_function; }
    OptimizerList& optimizerList() { return *m_optimizers; }
    ParameterControls& parameters() { return *m_parameters; }
    ParameterControls& scheduleParameters() { return *m_scheduleParameters; }
    SegmentedChoice& viewChoice() { return *m_view; }
    RemedyButton& remedy() { return *m_remedy; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;
    /// While a run changes under a slider, the moment that is looked at stays.
    bool followsOpening() const override { return false; }

private:
    using Change = std::function<void(DescentScene&)>;

    void createTask();
    void createSurface();
    void createOptimizers();
    void createView();
    void createStageRow();
    void createOtherParameters();
    void createSchedule();
    void createArrows();
    void createStarts();
    void createCompare();

    FoldGroup* addGroup(const QString& heading);
    QPushButton* button(const QString& text, const char* name, Change apply);
    QCheckBox* flag(QCheckBox* box, bool DescentScene::*setting);
    void bindGesture(ValueSlider* slider);
    void bindParameters(ParameterControls& controls);
    void offerOptimizers(const QPoint& globalPosition);
    void changeDescent(const QString& gesture, const Change& apply);
    void walkStages(int by);
    void addStart();
    void copyTable();

    void showSurface(const DescentScene& scene);
    void showFolded(const DescentScene& scene);
    void showLimit(const Frame& frame);
    void showCards(const Frame& frame);

    std::vector<SurfaceChoice> m_choices;
    TaskCard* m_task = nullptr;
    TaskCard* m_stop = nullptr;
    QComboBox* m_surface = nullptr;
    ExpressionEdit* m_function = nullptr;
    ValueSlider* m_condition = nullptr;
    NumberField* m_startX = nullptr;
    NumberField* m_startY = nullptr;
    OptimizerList* m_optimizers = nullptr;
    ParameterControls* m_parameters = nullptr;
    RemedyButton* m_remedy = nullptr;
    SegmentedChoice* m_view = nullptr;
    QWidget* m_stageRow = nullptr;
    TextLabel* m_stageName = nullptr;
    std::vector<FoldGroup*> m_groups;  ///< under the fold
    FoldGroup* m_othersGroup = nullptr;
    ParameterControls* m_otherParameters = nullptr;
    QComboBox* m_schedule = nullptr;
    ParameterControls* m_scheduleParameters = nullptr;
    ValueSlider* m_steps = nullptr;
    ValueSlider* m_noise = nullptr;
    QPushButton* m_seed = nullptr;
    QCheckBox* m_showMomentum = nullptr;
    QCheckBox* m_showGradient = nullptr;
    QCheckBox* m_showUpdate = nullptr;
    SegmentedChoice* m_height = nullptr;
    QPushButton* m_addStart = nullptr;
    QPushButton* m_removeStarts = nullptr;
    QCheckBox* m_basins = nullptr;
    SegmentedChoice* m_cells = nullptr;
    QPushButton* m_freeze = nullptr;
    QPushButton* m_release = nullptr;
};

}  // namespace calc
