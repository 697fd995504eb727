#include "ui/main_window.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenuBar>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <cmath>

#include "core/scene/moved.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/chrome.h"
#include "ui/controls/notice.h"
#include "ui/controls/rail.h"
#include "ui/pages/home_page.h"
#include "ui/pages/page_registry.h"
#include "ui/pages/scene_page.h"
#include "ui/state/background_preparation.h"
#include "ui/state/resource_reading.h"

namespace calc {
namespace {

constexpr int kFoldsRailBelow = 1180;  // logical px of the window's width
constexpr int kFoldsPanelBelow = 980;
constexpr int kKeepAfter = 700;      // ms without a change
constexpr double kScaleStep = 50.0;  // the scale grows in fiftieths, so that a drag of the window's edge does not lay out at every pixel

ThemeKind themeKind(Appearance appearance) {
    if (appearance == Appearance::Dark) return ThemeKind::Dark;
    return appearance == Appearance::Print ? ThemeKind::Print : ThemeKind::Light;
}

}  // namespace

MainWindow::MainWindow(Settings& settings, QWidget* parent) : QMainWindow(parent), m_settings(settings) {
    installChromeStyle();
    setAcceptDrops(true);
    setMinimumSize(640, 400);
    resize(1280, 800);
    createMenus();
    createParts();
    restoreWindow();
    updateChrome();
    showHome();
}

MainWindow::~MainWindow() = default;

void MainWindow::createParts() {
    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    auto* column = new QVBoxLayout;
    for (QLayout* layout : std::initializer_list<QLayout*>{row, column}) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
    }
    m_rail = new Rail(railConcepts(), m_menus, centre);
    m_notice = new Notice(centre);
    m_stack = new QStackedWidget(centre);
    m_home = new HomePage(m_stack);
    m_stack->addWidget(m_home);
    m_keepLater = new TypingDelay(this, kKeepAfter);
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    row->addWidget(m_rail);
    row->addLayout(column, 1);
    setCentralWidget(centre);
    connect(m_keepLater, &TypingDelay::passed, this, [this] { keepEverything(); });
    connect(m_rail, &Rail::homeChosen, this, &MainWindow::showHome);
    connect(m_rail, &Rail::pageChosen, this, &MainWindow::showPage);
    connect(m_rail, &Rail::helpChosen, this, &MainWindow::showHelp);
    connect(m_rail, &Rail::settingsChosen, this, &MainWindow::showSettings);
    connect(m_rail, &Rail::menuAsked, this, &MainWindow::showAllMenus);
    connect(m_home, &HomePage::pageChosen, this, &MainWindow::showPage);
    connect(m_home, &HomePage::sceneChosen, this, &MainWindow::openBuiltIn);
    connect(m_home, &HomePage::continueChosen, this, [this] { showPage(m_settings.lastPage()); });
}

void MainWindow::restoreWindow() {
    restoreGeometry(m_settings.windowGeometry());
    const QString aside = m_settings.putAside();
    if (!aside.isEmpty()) {
        m_notice->say(Notice::Kind::Information,
                      tr("Your settings could not be read, so Calculoscope starts with its own. The old file is kept as %1.").arg(aside));
    }
}

ScenePage& MainWindow::makePage(const QString& id) {
    if (ScenePage* made = m_pages.value(id)) return *made;
    const PageInfo& info = *findPage(id);
    const Scene opening = openingScene(info);
    ScenePage* page = info.make(opening, m_stack);
    m_pages.insert(id, page);
    m_stack->addWidget(page);
    const std::optional<KeptPage> kept = m_settings.keptPage(id);
    if (kept && kept->scene.kind.index() == opening.kind.index()) {
        page->store().restore(kept->scene, kept->saved, kept->filePath);
        page->keepTime(kept->time);
    }
    connect(&page->store(), &SceneStore::stateChanged, this, &MainWindow::updateActions);
    connect(&page->store(), &SceneStore::changed, m_keepLater, &TypingDelay::start);
    connect(page, &ScenePage::exportAsked, this, &MainWindow::exportPicture);
    connect(page, &ScenePage::menuAsked, this, &MainWindow::showPictureMenu);
    fitPage(*page);
    page->start(chrome().motion);
    return *page;
}

void MainWindow::showPage(const QString& id) {
    if (!findPage(id)) return;
    ScenePage& page = makePage(id);
    m_settings.setLastPage(id);
    setCurrent(&page);
    page.stage().setFocus(Qt::OtherFocusReason);
}

void MainWindow::showHome() {
    keepEverything();
    const std::optional<KeptPage> kept = m_settings.keptPage(m_settings.lastPage());
    m_home->setLeft(kept ? std::optional(HomePage::Left{kept->scene, m_settings.lastPage(), kept->time}) : std::nullopt);
    setCurrent(m_home);
}

void MainWindow::setCurrent(QWidget* widget) {
    for (auto [id, page] : m_pages.asKeyValueRange()) {
        if (page != widget)
            page->setShown(false);
        else
            m_rail->setCurrent(id);
    }
    m_home->setShown(widget == m_home);
    if (widget == m_home) m_rail->setCurrent({});
    m_stack->setCurrentWidget(widget);
    if (ScenePage* shown = currentPage()) shown->setShown(true);
    updateActions();
}

ScenePage* MainWindow::currentPage() const { return qobject_cast<ScenePage*>(m_stack->currentWidget()); }

QString MainWindow::noticeText() const { return m_notice->sentence(); }

void MainWindow::openScene(const Scene& scene, const QString& filePath) {
    const QString id = pageOf(scene).id;
    makePage(id).store().open(scene, filePath);
    showPage(id);
}

void MainWindow::updateActions() {
    const ScenePage* page = currentPage();
    for (QAction* action : m_pageActions) action->setEnabled(page != nullptr);
    if (page) {
        m_undo->setEnabled(currentPage()->store().canUndo());
        m_redo->setEnabled(currentPage()->store().canRedo());
    }
    updateTitle();
}

void MainWindow::updateTitle() {
    ScenePage* page = currentPage();
    setWindowTitle(page ? nameOf(*page) + QStringLiteral("[*] – Calculoscope") : QStringLiteral("Calculoscope[*]"));
    setWindowModified(page && page->store().isModified());
    setWindowFilePath(page ? page->store().filePath() : QString());
}

void MainWindow::setPreferences(const Preferences& preferences) {
    m_settings.setPreferences(preferences);
    m_settings.write();
    updateChrome();
}

void MainWindow::updateChrome() {
    const Preferences preferences = m_settings.preferences();
    Chrome next;
    next.theme = Theme::of(themeKind(preferences.appearance));
    next.scale = std::round(chromeScale(size(), preferences.typePercent / 100.0) * kScaleStep) / kScaleStep;
    next.motion = preferences.motion;
    m_rail->setFolded(preferences.railFolded || logicalWidth(size(), next.scale) < kFoldsRailBelow);
    installChromeStyle().setChrome(next);
    for (ScenePage* page : std::as_const(m_pages)) fitPage(*page);
}

void MainWindow::fitPage(ScenePage& page) {
    page.stage().setTypeScale(chrome().scale / stageScale(size()));
    page.setPanelFolded(logicalWidth(size(), chrome().scale) < kFoldsPanelBelow);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (m_rail) updateChrome();
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    // What nobody else wanted is meant for the page: Space plays wherever the keyboard stands.
    ScenePage* page = currentPage();
    const bool fromPage = page && page->isAncestorOf(QApplication::focusWidget());
    if (!page || fromPage || !page->handleKey(*event)) QMainWindow::keyPressEvent(event);
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    // Whoever turns to another window may not come back.
    if (event->type() == QEvent::ActivationChange && !isActiveWindow()) keepEverything();
}

void MainWindow::toggleFullScreen() { setWindowState(windowState() ^ Qt::WindowFullScreen); }

void MainWindow::resetView() {
    ScenePage* page = currentPage();
    if (!page) return;
    Scene scene = page->store().scene();
    for (const Panel& panel : page->stage().frame().panels) scene = withChosenRanges(scene, panel.id);
    const auto* opened = std::get_if<DescentScene>(&page->store().savedScene().kind);
    page->store().change(opened ? withCamera(scene, opened->camera) : scene);
}

}  // namespace calc
