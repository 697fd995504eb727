#pragma once
#include "ui/pages/scene_page.h"

class QCheckBox;
class QComboBox;
class QPushButton;

namespace calc {

class ExpressionEdit;
class NumberField;
class SegmentedChoice;
class ValueSlider;

/// The bands of a limit: epsilon and delta are dragged, and the program says whether the claim is proved, refuted or not decided. A game of
/// two: one names epsilon, the other answers with delta.
class EpsilonDeltaPage : public ScenePage {
    Q_OBJECT

public:
    explicit EpsilonDeltaPage(const Scene& scene, QWidget* parent = nullptr);

    QComboBox& examples() { return *m_examples; }
    ExpressionEdit& functionField() { return *m_function; }
    NumberField& limitField() { return *m_limit; }
    ValueSlider& epsilonSlider() { return *m_epsilon; }
    ValueSlider& deltaSlider() { return *m_delta; }
    QCheckBox& followsBox() { return *m_follows; }
    QCheckBox& swappedBox() { return *m_swapped; }
    SegmentedChoice& playerChoice() { return *m_player; }
    SegmentedChoice& sideChoice() { return *m_side; }
    QPushButton& proofButton() { return *m_proof; }
    QPushButton& nextButton() { return *m_next; }

protected:
    void showScene(const Scene& scene) override;
    void showMoment(const Frame& frame) override;
    bool followsOpening() const override;

private:
    void createClaim();
    void createExamples();
    void createBands();
    void createGame();
    void createFolded();
    void chooseExample(int index);
    void setEpsilon(double value);
    void setDelta(double value);
    void watchProof();
    void nameNextEpsilon();

    QComboBox* m_examples = nullptr;
    ExpressionEdit* m_function = nullptr;
    NumberField* m_to = nullptr;
    NumberField* m_limit = nullptr;
    ValueSlider* m_epsilon = nullptr;
    ValueSlider* m_delta = nullptr;
    QCheckBox* m_follows = nullptr;
    SegmentedChoice* m_player = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_proof = nullptr;
    QCheckBox* m_swapped = nullptr;
    SegmentedChoice* m_side = nullptr;
};

}  // namespace calc
