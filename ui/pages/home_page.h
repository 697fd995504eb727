#pragma once
#include <QStringList>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/state/background_preparation.h"
#include "ui/state/player.h"

class QGridLayout;
class QScrollArea;

namespace calc {

struct PageInfo;
class SceneCard;
class TextLabel;

/// The start screen: one living picture for each concept, what was worked on last, and further built-in scenes. One click leads to each.
class HomePage : public QWidget {
    Q_OBJECT

public:
    explicit HomePage(QWidget* parent = nullptr);
    ~HomePage() override;

    /// What "Continue" goes back to; shown as long as there is something.
    struct Left {
        Scene scene;
        QString page;
        double time = 0.0;
    };
    void setLeft(const std::optional<Left>& left);
    /// Moves only while it is seen.
    void setShown(bool shown);
    const std::vector<SceneCard*>& cards() const { return m_cards; }

signals:
    void pageChosen(const QString& page);
    void sceneChosen(const QString& builtIn);
    void continueChosen();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry;

    void createScroll();
    void createConceptCards();
    void createSmallCards();
    void arrangeSmallCards();
    int columnOf(const PageInfo& page) const;
    Entry& addEntry(SceneCard* card, const Scene& scene);
    void prepareNext();
    void showTime(double time);
    void applyChrome();

    QScrollArea* m_scroll;
    QWidget* m_body;
    TextLabel* m_title;
    TextLabel* m_subtitle;
    QGridLayout* m_grid;
    SceneCard* m_continue = nullptr;
    QStringList m_large;                           ///< the pages of the concept cards
    std::vector<std::vector<SceneCard*>> m_small;  ///< by column, from above, without "Continue"
    int m_smallRows = 1;
    std::vector<SceneCard*> m_cards;
    std::vector<std::unique_ptr<Entry>> m_entries;
    std::optional<Left> m_left;
    BackgroundPreparation m_preparation;
    Player m_player;
    std::size_t m_next = 0;
    double m_shownTime = -1.0;
    bool m_started = false;
};

}  // namespace calc
