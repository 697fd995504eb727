#pragma once
#include <QString>
#include <QWidget>
#include <vector>

#include "ui/controls/glyphs.h"

class QVBoxLayout;

namespace calc {

/// What the navigation shows: concepts and their pages.
struct RailPage {
    QString id;
    QString title;
};
struct RailConcept {
    QString title;
    Role role = Role::Ink;
    Glyph glyph = Glyph::Lessons;
    std::vector<RailPage> pages;
};

/// The navigation at the left: name, concepts, the pages of the one that is open, help and settings at its foot. Folded it shows glyphs
/// only.
class Rail : public QWidget {
    Q_OBJECT

public:
    /// `menus` (a menu bar) stands above the name; folded, a button opens it as one menu. The rail takes it as its child.
    Rail(const std::vector<RailConcept>& topics, QWidget* menus, QWidget* parent = nullptr);

    /// The page that is shown; empty: the start screen.
    void setCurrent(const QString& page);
    void setFolded(bool folded);
    bool isFolded() const { return m_folded; }
    QWidget* pageItem(const QString& page) const;

signals:
    void pageChosen(const QString& page);
    void homeChosen();
    void helpChosen();
    void settingsChosen();
    void menuAsked(const QPoint& globalPosition);  ///< folded: all menus in one

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    class Item;
    void createItems(const std::vector<RailConcept>& topics);
    Item* addItem(Item* item);
    void applyChrome();

    QWidget* m_menus;
    Item* m_menuButton = nullptr;
    QVBoxLayout* m_column;
    std::vector<Item*> m_items;
    QString m_current;
    bool m_folded = false;
};

}  // namespace calc
