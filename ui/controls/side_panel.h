#pragma once
#include <QWidget>
#include <vector>

#include "core/base/role.h"
#include "ui/controls/control_slot.h"

class QScrollArea;
class QVBoxLayout;

namespace calc {

class FoldGroup;
class GlyphButton;
class TextLabel;

/// The panel at the right: a heading with undo, redo and export, the controls of the page, and beneath a line what is folded away.
class SidePanel : public QWidget {
    Q_OBJECT

public:
    explicit SidePanel(QWidget* parent = nullptr);

    using Width = ControlSlot::Width;
    /// A control between the margins.
    void addControl(QWidget* control, Width width = Width::Normal);
    /// Controls next to each other without the space between groups.
    void addTight(QWidget* control, Width width = Width::Normal);
    /// Left out where the panel would need a scroll bar for it: what it says stands elsewhere, too.
    void setDroppable(QWidget* control);
    /// One more control under the heading that folds them away; the first call makes the heading.
    void addFolded(const QString& heading, QWidget* control, Width width = Width::Normal);
    void setUndoEnabled(bool undo, bool redo);

signals:
    void undoAsked();
    void redoAsked();
    void exportAsked();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    /// Controls that come and go change the room for the others; a scroll area tells nobody.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Space { None, Group };
    void add(QWidget* control, Space above, Width width);
    void spread();
    void dropWhatHasNoRoom();
    /// Where the unfolded controls and the others do not both fit, the unfolded ones take the place: no scroll bar.
    void shareRoom();
    void applyChrome();

    TextLabel* m_heading;
    GlyphButton* m_undo;
    GlyphButton* m_redo;
    GlyphButton* m_export;
    QScrollArea* m_scroll;
    QWidget* m_body;
    QVBoxLayout* m_bodyColumn;
    QVBoxLayout* m_column;
    FoldGroup* m_folded = nullptr;
    std::vector<ControlSlot*> m_groups;  ///< those with space above
    std::vector<QWidget*> m_droppable;   ///< slots
};

/// A task for the learner, on the concept's tint.
class TaskCard : public QWidget {
    Q_OBJECT

public:
    TaskCard(const QString& heading, const QString& text, Role role, QWidget* parent = nullptr);
    void setContent(const QString& heading, const QString& text, Role role);
    /// As high as its words are at its width. (A scroll area does not let controls shrink beside one that has a height for width.)
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_heading;
    QString m_text;
    Role m_role;
};

}  // namespace calc
