#include "ui/pages/scene_page.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/canvas/stage_view.h"
#include "ui/controls/buttons.h"
#include "ui/controls/chrome.h"
#include "ui/controls/input_field.h"
#include "ui/controls/notice.h"
#include "ui/controls/texts.h"
#include "ui/controls/transport_bar.h"

namespace calc {

ScenePage::ScenePage(const Scene& scene, QWidget* parent) : QWidget(parent), m_store(scene) {
    createParts();
    wireStage();
    connect(&m_store, &SceneStore::changed, this, &ScenePage::sceneChanged);
    connect(&m_store, &SceneStore::opened, this, [this] { m_isNew = true; });
    connect(&m_store, &SceneStore::stateChanged, this, [this] { m_panel->setUndoEnabled(m_store.canUndo(), m_store.canRedo()); });
    connect(m_panel, &SidePanel::undoAsked, &m_store, &SceneStore::undo);
    connect(m_panel, &SidePanel::redoAsked, &m_store, &SceneStore::redo);
    connect(m_panel, &SidePanel::exportAsked, this, &ScenePage::exportAsked);
    connect(&m_preparation, &BackgroundPreparation::ready, this, &ScenePage::showPrepared);
    connect(&m_preparation, &BackgroundPreparation::failed, this, &ScenePage::showFailure);
    connect(&m_preparation, &BackgroundPreparation::waiting, this, &ScenePage::showWaiting);
    connect(&m_preparation, &BackgroundPreparation::takesLong, this, [this] {
        m_saysWaiting = true;
        m_notice->say(Notice::Kind::Information, tr("Still computing. The picture is that of before."), tr("Stop"));
        placeOverlays();
    });
    connect(&m_player, &Player::timeChanged, this, &ScenePage::showNow);
    connect(&m_player, &Player::playingChanged, m_stage, &StageView::setPlaying);
    applyChrome();
}

void ScenePage::createParts() {
    m_stage = new StageView(this);
    m_stage->setFocusPolicy(Qt::StrongFocus);
    m_transport = new TransportBar(m_player, this);
    m_panel = new SidePanel(this);
    m_notice = new Notice(this);
    m_row = new QHBoxLayout(this);
    auto* column = new QVBoxLayout;
    for (QLayout* layout : std::initializer_list<QLayout*>{m_row, column}) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
    }
    column->addWidget(m_stage, 1);
    column->addWidget(m_transport);
    m_row->addLayout(column, 1);
    m_row->addWidget(m_panel);
    m_drawerButton = new GlyphButton(Glyph::Panel, tr("Controls"), this);
    m_drawerButton->setCheckable(true);
    m_drawerButton->hide();
    connect(m_drawerButton, &QAbstractButton::toggled, this, [this](bool open) {
        m_panel->setVisible(open);
        placeOverlays();
    });
    connect(m_notice, &Notice::actionChosen, this, [this] {
        m_notice->hide();
        m_saysWaiting ? m_preparation.cancel() : failureActionChosen();
        m_saysWaiting = false;
    });
}

void ScenePage::wireStage() {
    connect(m_stage, &StageView::handleMoved, this, [this](const QString& handle, Vec2 position, double resolution) {
        m_store.change(moved(m_store.scene(), handle.toStdString(), position, resolution), QStringLiteral("handle ") + handle);
    });
    connect(m_stage, &StageView::rangesChanged, this,
            [this](const QString& panel, Range x, Range y) { m_store.change(withRanges(m_store.scene(), panel.toStdString(), x, y)); });
    connect(m_stage, &StageView::rangesReset, this,
            [this](const QString& panel) { m_store.change(withChosenRanges(m_store.scene(), panel.toStdString())); });
    connect(m_stage, &StageView::cameraChanged, this,
            [this](const Camera& camera) { m_store.change(withCamera(m_store.scene(), camera)); });
    connect(m_stage, &StageView::gestureBegan, &m_store, &SceneStore::beginGesture);
    connect(m_stage, &StageView::gestureEnded, &m_store, &SceneStore::endGesture);
    connect(m_stage, &StageView::menuRequested, this, &ScenePage::menuAsked);
}

void ScenePage::start(bool plays) {
    m_plays = plays;
    sceneChanged();
}

void ScenePage::sceneChanged() {
    showScene(m_store.scene());
    m_preparation.request(m_store.scene());
}

void ScenePage::showPrepared() {
    const Timeline timeline = timelineOf(*m_preparation.prepared());
    clearFailure();
    const bool otherTimeline = timeline.stops.size() != m_player.timeline().stops.size() || m_isNew;
    m_player.setTimeline(timeline);
    // What is seen first stands at the opening; later the playhead stays, unless the Scene itself moved its opening (n was set).
    if (m_isNew || (followsOpening() && m_opening != timeline.opening)) m_player.seek(m_isNew && m_keptTime ? *m_keptTime : timeline.opening);
    m_opening = timeline.opening;
    if (otherTimeline) m_transport->reservePosition(plainMessageText(frameAt(*m_preparation.prepared(), timeline.duration).position));
    const bool begins = m_isNew && m_plays && !m_keptTime;
    m_isNew = false;
    m_keptTime.reset();
    showNow();
    if (begins) isVisible() ? m_player.play() : void(m_wasPlaying = true);
}

void ScenePage::moveToOpening() {
    m_player.pause();
    if (m_opening) m_player.seek(*m_opening);
}

void ScenePage::showNow() {
    if (m_standIn) {
        m_stage->show(*m_standIn);
        return;
    }
    const Prepared* prepared = m_preparation.prepared();
    if (!prepared) return;
    const Frame frame = frameAt(*prepared, m_player.time());
    m_stage->show(frame);
    m_transport->setPosition(plainMessageText(frame.position));
    showMoment(frame);
}

void ScenePage::showFailure(const Error& error) {
    clearFailure();
    m_failed = true;
    if (sayFailure(error)) {
        placeOverlays();
        return;
    }
    InputField* field = fieldOf(error.field);
    for (const auto& [name, bound] : m_fields) {
        // Of several for the same setting the one that is in sight.
        if (name == error.field && (!field || !field->isVisible())) field = bound;
    }
    if (field && field->isVisible())
        field->showError(error);
    else
        m_notice->say(Notice::Kind::Problem, errorSentence(error), m_store.canUndo() ? tr("Undo") : QString());
    placeOverlays();
}

void ScenePage::standIn(const Frame& frame) {
    m_standIn = frame;
    showNow();
}

void ScenePage::clearFailure() {
    for (const auto& [name, field] : m_fields) field->clearError();
    if (m_failed) m_notice->hide();
    m_failed = false;
    m_standIn.reset();
}

void ScenePage::bindField(InputField* field, const std::string& settingName, std::function<void(Scene&, const std::string&)> set) {
    m_fields.emplace_back(settingName, field);
    connect(field, &InputField::accepted, this, [this, settingName, set = std::move(set)](const QString& text) {
        Scene scene = m_store.scene();
        set(scene, text.toStdString());
        m_store.change(scene, QStringLiteral("typing ") + QString::fromStdString(settingName));
    });
    connect(field, &InputField::left, &m_store, &SceneStore::endGesture);
}

void ScenePage::showGroupOf(const QWidget* control, bool visible) { control->parentWidget()->parentWidget()->setVisible(visible); }

int ScenePage::countAtPlayhead() const {
    for (const MessageArgument& argument : m_stage->frame().position.arguments)
        if (const auto* count = std::get_if<std::int64_t>(&argument)) return static_cast<int>(*count);
    return 0;
}

void ScenePage::setShown(bool shown) {
    if (shown) {
        if (m_wasPlaying) m_player.play();
        return;
    }
    m_wasPlaying = m_player.isPlaying();
    m_player.pause();
}

void ScenePage::setPanelFolded(bool folded) {
    if (folded == m_panelIsFolded) return;
    m_panelIsFolded = folded;
    m_drawerButton->setVisible(folded);
    m_drawerButton->setChecked(false);
    if (folded)
        m_row->removeWidget(m_panel);
    else
        m_row->addWidget(m_panel);
    m_panel->setVisible(!folded);
    placeOverlays();
}

void ScenePage::showWaiting(bool waiting, double progress) {
    m_stage->setStale(waiting, progress);
    if (waiting || !m_saysWaiting) return;
    m_saysWaiting = false;
    m_notice->hide();
}

void ScenePage::placeOverlays() {
    // Over the stage, not above it: the pictures stand still.
    const int noticeWidth = m_stage->width();
    m_notice->setGeometry(0, 0, noticeWidth, std::max(m_notice->sizeHint().height(), m_notice->heightForWidth(noticeWidth)));
    m_notice->raise();
    if (!m_panelIsFolded) return;
    const int margin = chrome().px(8);
    const QSize button = m_drawerButton->sizeHint();
    m_panel->setGeometry(width() - m_panel->width(), 0, m_panel->width(), height());
    m_panel->raise();
    const int right = m_panel->isVisible() ? width() - m_panel->width() : width();
    m_drawerButton->setGeometry(QRect(QPoint(right - button.width() - margin, margin), button));
    m_drawerButton->raise();
}

void ScenePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeOverlays();
}

bool ScenePage::handleKey(const QKeyEvent& event) {
    if (event.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier)) return false;
    switch (event.key()) {
        case Qt::Key_Space: m_player.toggle(); return true;
        case Qt::Key_Left:
        case Qt::Key_PageUp: m_player.stepBack(); return true;
        case Qt::Key_Right:
        case Qt::Key_PageDown: m_player.stepForward(); return true;
        case Qt::Key_Home: m_player.toStart(); return true;
        case Qt::Key_End: m_player.toEnd(); return true;
        default: return false;
    }
}

void ScenePage::keyPressEvent(QKeyEvent* event) {
    if (!handleKey(*event)) event->ignore();
}

void ScenePage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void ScenePage::applyChrome() {
    m_stage->setTheme(chrome().theme);
    m_player.setMotion(chrome().motion ? Player::Motion::Smooth : Player::Motion::StepsOnly);
}

}  // namespace calc
