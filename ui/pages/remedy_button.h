#pragma once
#include <QPushButton>

namespace calc {

class ScenePage;

/// Brings a run that is lost back with one click: half the learning rate, or a start where the function has a value; then it plays anew.
class RemedyButton : public QPushButton {
    Q_OBJECT

public:
    explicit RemedyButton(ScenePage& page);

    /// Seen where the run is lost and one change mends it.
    void showFor(bool isLost);

private:
    void take();

    ScenePage& m_page;
};

}  // namespace calc
