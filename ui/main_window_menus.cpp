#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

#include "core/scene/scene_numbers.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/chrome.h"
#include "ui/export/export.h"
#include "ui/main_window.h"
#include "ui/main_window_dialogs.h"
#include "ui/pages/page_registry.h"
#include "ui/pages/scene_page.h"
#include "ui/state/resource_reading.h"

namespace calc {

QAction* MainWindow::addTo(QMenu& menu, const QString& text, const QKeySequence& keys, void (MainWindow::*slot)()) {
    QAction* action = menu.addAction(text);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, slot);
    // The window has the action too: its keys work while the menus are folded away.
    addAction(action);
    return action;
}

void MainWindow::createMenus() {
    m_menus = new QMenuBar(this);
    m_menus->setNativeMenuBar(false);
    for (QMenu* menu : {createFileMenu(), createEditMenu(), createViewMenu(), createHelpMenu()}) m_menus->addMenu(menu);
}

QMenu* MainWindow::createFileMenu() {
    auto* menu = new QMenu(tr("&File"), this);
    m_pageActions << addTo(*menu, tr("&New"), QKeySequence::New, &MainWindow::newScene);
    addTo(*menu, tr("&Open…"), QKeySequence::Open, &MainWindow::open);
    addTo(*menu, tr("Open a &table (CSV)…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), &MainWindow::openTable);
    m_recent = menu->addMenu(tr("Open &recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    fillExamples(*menu->addMenu(tr("E&xamples")));
    menu->addSeparator();
    m_save = menu->addAction(tr("&Save"));
    m_save->setShortcut(QKeySequence::Save);
    connect(m_save, &QAction::triggered, this, &MainWindow::save);
    QAction* saveAsAction = menu->addAction(tr("Save &as…"));
    saveAsAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    connect(saveAsAction, &QAction::triggered, this, &MainWindow::saveAs);
    addActions({m_save, saveAsAction});
    m_pageActions << m_save << saveAsAction;
    menu->addSeparator();
    m_pageActions << addTo(*menu, tr("&Export the picture…"), QKeySequence(Qt::CTRL | Qt::Key_E), &MainWindow::exportPicture)
                  << addTo(*menu, tr("Export the n&umbers…"), {}, &MainWindow::exportNumbers);
    menu->addSeparator();
    QAction* quit = menu->addAction(tr("&Quit"));
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, this, &QWidget::close);
    addAction(quit);
    return menu;
}

QMenu* MainWindow::createEditMenu() {
    auto* menu = new QMenu(tr("&Edit"), this);
    m_undo = menu->addAction(tr("&Undo"));
    m_redo = menu->addAction(tr("&Redo"));
    m_undo->setShortcuts(QKeySequence::Undo);
    m_redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    connect(m_undo, &QAction::triggered, this, [this] { currentPage()->store().undo(); });
    connect(m_redo, &QAction::triggered, this, [this] { currentPage()->store().redo(); });
    addActions({m_undo, m_redo});
    menu->addSeparator();
    m_pageActions << m_undo << m_redo << addTo(*menu, tr("&Copy the picture"), QKeySequence(Qt::CTRL | Qt::Key_C), &MainWindow::copyPicture)
                  << addTo(*menu, tr("Copy the &numbers"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &MainWindow::copyNumbers);
    return menu;
}

void MainWindow::addThemes(QMenu& menu) {
    auto* group = new QActionGroup(&menu);
    const std::pair<QString, Appearance> themes[] = {
        {tr("&Light"), Appearance::Light}, {tr("&Dark"), Appearance::Dark}, {tr("&Print (white)"), Appearance::Print}};
    for (const auto& [text, appearance] : themes) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, which = appearance] {
            Preferences preferences = m_settings.preferences();
            preferences.appearance = which;
            setPreferences(preferences);
        });
        connect(&menu, &QMenu::aboutToShow, action,
                [this, action, which = appearance] { action->setChecked(m_settings.preferences().appearance == which); });
    }
}

void MainWindow::addTypeSizes(QMenu& menu) {
    auto* group = new QActionGroup(&menu);
    for (const int percent : {100, 125, 150, 200}) {
        QAction* action = menu.addAction(tr("%1 %").arg(percent));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, percent] {
            Preferences preferences = m_settings.preferences();
            preferences.typePercent = percent;
            setPreferences(preferences);
        });
        connect(&menu, &QMenu::aboutToShow, action,
                [this, action, percent] { action->setChecked(m_settings.preferences().typePercent == percent); });
    }
}

QMenu* MainWindow::createViewMenu() {
    auto* menu = new QMenu(tr("&View"), this);
    addThemes(*menu->addMenu(tr("&Theme")));
    addTypeSizes(*menu->addMenu(tr("Type &size")));
    menu->addSeparator();
    const auto toggle = [this, menu](const QString& text, bool Preferences::*field, bool onMeans) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, field, onMeans](bool on) {
            Preferences preferences = m_settings.preferences();
            preferences.*field = on == onMeans;
            setPreferences(preferences);
        });
        connect(menu, &QMenu::aboutToShow, action,
                [this, action, field, onMeans] { action->setChecked(m_settings.preferences().*field == onMeans); });
    };
    toggle(tr("&Motion"), &Preferences::motion, true);
    toggle(tr("&Fold the navigation"), &Preferences::railFolded, true);
    menu->addSeparator();
    m_pageActions << addTo(*menu, tr("&Reset zoom and camera"), QKeySequence(Qt::CTRL | Qt::Key_0), &MainWindow::resetView);
    addTo(*menu, tr("F&ull screen"), QKeySequence(Qt::Key_F11), &MainWindow::toggleFullScreen);
    addTo(*menu, tr("Start s&creen"), QKeySequence(Qt::ALT | Qt::Key_Home), &MainWindow::showHome);
    return menu;
}

QMenu* MainWindow::createHelpMenu() {
    auto* menu = new QMenu(tr("&Help"), this);
    addTo(*menu, tr("&What is on the screen"), QKeySequence(Qt::Key_F1), &MainWindow::showHelp);
    addTo(*menu, tr("&About Calculoscope"), {}, &MainWindow::showAbout);
    return menu;
}

void MainWindow::fillRecent() {
    m_recent->clear();
    for (const QString& path : m_settings.recentFiles()) {
        QAction* action = m_recent->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { openFile(path); });
    }
    if (m_recent->isEmpty()) {
        m_recent->addAction(tr("No files yet"))->setEnabled(false);
        return;
    }
    m_recent->addSeparator();
    connect(m_recent->addAction(tr("Clear the list")), &QAction::triggered, this, [this] { m_settings.clearRecentFiles(); });
}

void MainWindow::fillExamples(QMenu& menu) {
    // Read when they are first asked for: the start is not theirs.
    connect(&menu, &QMenu::aboutToShow, this, [this, &menu] {
        if (!menu.isEmpty()) return;
        for (const PageInfo& info : pages()) {
            QMenu* ofPage = menu.addMenu(info.title);
            for (const QString& name : builtInSceneNames()) {
                const Result<Scene> scene = builtInScene(name);
                if (!scene || pageOf(*scene).id != info.id) continue;
                connect(ofPage->addAction(QString::fromStdString(scene->title)), &QAction::triggered, this,
                        [this, name] { openBuiltIn(name); });
            }
        }
    });
}

void MainWindow::showPictureMenu(const QString& panel, const QPoint& globalPosition) {
    m_menuPanel = panel;
    QMenu menu(this);
    connect(menu.addAction(tr("Copy as picture")), &QAction::triggered, this, &MainWindow::copyPicture);
    connect(menu.addAction(tr("Copy as numbers")), &QAction::triggered, this, &MainWindow::copyNumbers);
    connect(menu.addAction(tr("Export…")), &QAction::triggered, this, &MainWindow::exportPicture);
    menu.addSeparator();
    connect(menu.addAction(tr("Reset zoom and camera")), &QAction::triggered, this, &MainWindow::resetView);
    menu.exec(globalPosition);
    m_menuPanel.clear();
}

void MainWindow::showAllMenus(const QPoint& globalPosition) {
    QMenu menu(this);
    for (QAction* action : m_menus->actions()) menu.addMenu(action->menu());
    menu.exec(globalPosition);
}

void MainWindow::copyPicture() {
    const ScenePage* page = currentPage();
    if (!page) return;
    ExportRequest request;
    request.theme = chrome().theme.kind();
    QApplication::clipboard()->setImage(renderImage(currentPage()->stage().frame(), request));
}

void MainWindow::copyNumbers() {
    ScenePage* page = currentPage();
    if (!page) return;
    const Frame& frame = page->stage().frame();
    // What was recorded says more than what is drawn, as in the file of numbers.
    const bool hasRecord = page->preparation().prepared() != nullptr;
    std::string text = hasRecord ? recordedNumbers(*page->preparation().prepared()) : std::string();
    const bool isDrawn = text.empty();
    for (const Panel& panel : frame.panels) {
        if (!isDrawn) break;
        const bool asked = m_menuPanel.isEmpty() || panel.id == m_menuPanel.toStdString();
        if (asked) text += panelNumbers(panel);
    }
    QApplication::clipboard()->setText(QString::fromStdString(text));
}

void MainWindow::exportPicture() {
    ScenePage* page = currentPage();
    if (!page) return;
    ExportDialog dialog(chrome().theme.kind(), this);
    if (dialog.exec() != QDialog::Accepted) return;
    QFileDialog files(this, tr("Export the picture"), folderOfFiles(), dialog.fileFilter());
    files.setAcceptMode(QFileDialog::AcceptSave);
    files.setDefaultSuffix(dialog.suffix());
    files.selectFile(QFileInfo(nameOf(*page)).completeBaseName() + QLatin1Char('.') + dialog.suffix());
    if (files.exec() != QDialog::Accepted) return;
    if (const std::optional<Error> error = exportFile(page->stage().frame(), dialog.request(), files.selectedFiles().value(0)))
        sayError(*error);
}

void MainWindow::exportNumbers() {
    ScenePage* page = currentPage();
    if (!page || !page->preparation().prepared()) return;
    QFileDialog files(this, tr("Export the numbers"), folderOfFiles(), tr("Tables (*.csv)"));
    files.setAcceptMode(QFileDialog::AcceptSave);
    files.setDefaultSuffix(QStringLiteral("csv"));
    files.selectFile(QFileInfo(nameOf(*page)).completeBaseName() + QLatin1String(".csv"));
    if (files.exec() != QDialog::Accepted) return;
    std::string csv = recordedNumbers(*page->preparation().prepared());
    if (csv.empty()) csv = frameNumbers(page->stage().frame());
    if (const std::optional<Error> error = writeTextFile(files.selectedFiles().value(0), csv)) sayError(*error);
}

void MainWindow::showHelp() {
    const ScenePage* page = currentPage();
    HelpDialog(page ? pageOf(currentPage()->store().scene()).id : QString(), this).exec();
}

void MainWindow::showAbout() { AboutDialog(this).exec(); }

void MainWindow::showSettings() {
    SettingsDialog dialog(m_settings.preferences(), this);
    connect(&dialog, &SettingsDialog::changed, this, &MainWindow::setPreferences);
    dialog.exec();
}

}  // namespace calc
