#pragma once
#include <QWidget>
#include <optional>

#include "core/scene/moved.h"
#include "ui/controls/side_panel.h"
#include "ui/state/background_preparation.h"
#include "ui/state/player.h"
#include "ui/state/scene_store.h"

class QHBoxLayout;

namespace calc {

class GlyphButton;
class InputField;
class Notice;
class StageView;
class TransportBar;

/// What all pages are: a stage with its transport, a panel with controls, and the way between them.
/// A control makes a new Scene and hands it to the store; the store's Scene is prepared in the background; what is prepared is shown at the
/// Player's time. A page adds its controls, and says how they stand for a Scene; it computes nothing.
class ScenePage : public QWidget {
    Q_OBJECT

public:
    ScenePage(const Scene& scene, QWidget* parent = nullptr);

    SceneStore& store() { return m_store; }
    const SceneStore& store() const { return m_store; }
    Player& player() { return m_player; }
    StageView& stage() { return *m_stage; }
    SidePanel& panel() { return *m_panel; }
    TransportBar& transport() { return *m_transport; }
    BackgroundPreparation& preparation() { return m_preparation; }
    Notice& notice() { return *m_notice; }

    /// Prepares the Scene; to be called once, when the page is complete.
    void start(bool plays);
    /// The Scene with the playhead where it stands, as it is saved and exported.
    virtual Scene sceneAtPlayhead() const { return m_store.scene(); }
    /// Leaves a page that is not seen any more, and comes back to it.
    void setShown(bool shown);
    void keepTime(double time) { m_keptTime = time; }
    /// Narrow windows: the panel becomes a drawer over the stage, opened by a button.
    void setPanelFolded(bool folded);
    /// The keys of the transport: Space, ←, →, Home, End. False: none of them.
    bool handleKey(const QKeyEvent& event);

signals:
    void exportAsked();
    void menuAsked(const QString& panel, const QPoint& globalPosition);

protected:
    /// Controls in step with the Scene.
    virtual void showScene(const Scene& scene) = 0;
    /// Controls in step with what is seen (the value of n while time runs).
    virtual void showMoment(const Frame& frame) { Q_UNUSED(frame) }
    /// The field that an error of prepare belongs to.
    virtual InputField* fieldOf(const std::string& name) {
        Q_UNUSED(name)
        return nullptr;
    }

    /// What a page says itself about a Scene that cannot be prepared. False: the sentence stands over the stage, with "Undo".
    virtual bool sayFailure(const Error& error) {
        Q_UNUSED(error)
        return false;
    }
    /// The button beside that sentence.
    virtual void failureActionChosen() { m_store.undo(); }
    /// Shown instead of what was prepared, until a Scene can be prepared again.
    void standIn(const Frame& frame);

    /// Changes the store's Scene of one kind.
    template <class Kind, class Change>
    void change(const QString& gesture, Change&& apply) {
        Scene scene = m_store.scene();
        apply(std::get<Kind>(scene.kind));
        m_store.change(scene, gesture);
    }
    /// A field whose text is one setting: typing in it is one step back.
    void bindField(InputField* field, const std::string& settingName, std::function<void(Scene&, const std::string&)> set);
    /// Shows or hides a control with the group of fields in which it stands.
    static void showGroupOf(const QWidget* control, bool visible);
    /// The whole number that the transport shows first: n, a degree, a step.
    int countAtPlayhead() const;
    /// Where the playhead goes when the next Scene is prepared.
    void moveToOpening();
    /// The opening is a setting of the Scene (n): the playhead goes there whenever it changes. Else only when the page is opened.
    virtual bool followsOpening() const { return true; }

    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void createParts();
    void wireStage();
    void sceneChanged();
    void showPrepared();
    void showNow();
    void showFailure(const Error& error);
    void clearFailure();
    void applyChrome();
    void placeOverlays();
    void showWaiting(bool waiting, double progress);

    SceneStore m_store;
    Player m_player;
    BackgroundPreparation m_preparation;
    StageView* m_stage = nullptr;
    TransportBar* m_transport = nullptr;
    SidePanel* m_panel = nullptr;
    Notice* m_notice = nullptr;
    GlyphButton* m_drawerButton = nullptr;
    QHBoxLayout* m_row = nullptr;
    std::vector<std::pair<std::string, InputField*>> m_fields;
    std::optional<double> m_keptTime;
    std::optional<double> m_opening;
    std::optional<Frame> m_standIn;
    bool m_isNew = true;   ///< nothing of this document was seen yet
    bool m_plays = false;  ///< when it is seen first
    bool m_wasPlaying = false;
    bool m_failed = false;
    bool m_panelIsFolded = false;
    bool m_saysWaiting = false;
};

}  // namespace calc
