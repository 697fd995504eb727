#pragma once
#include <QHash>
#include <QMainWindow>

#include "core/base/result.h"
#include "core/scene/scene.h"
#include "ui/state/settings.h"

class QAction;
class QMenu;
class QMenuBar;
class QStackedWidget;

namespace calc {

class HomePage;
class Notice;
class Rail;
class ScenePage;
class TypingDelay;

/// The window: navigation, menus, the pages one behind the other, files. It knows no mathematics; each page keeps its own Scene.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `settings` outlives the window. What was left at the last start is taken up again.
    explicit MainWindow(Settings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// A scene file into the page of its kind; what stands there is asked about if it is not saved. False: it was not opened, and was said
    /// so.
    bool openFile(const QString& path);
    bool openBuiltIn(const QString& name);
    /// A table into the page of totals.
    void openData(const QString& path);
    void showPage(const QString& id);
    void showHome();

    /// The page that is seen; null on the start screen.
    ScenePage* currentPage() const;
    ScenePage* page(const QString& id) const { return m_pages.value(id); }
    HomePage& home() { return *m_home; }
    Rail& rail() { return *m_rail; }
    /// The sentence that stands over the pages, or nothing.
    QString noticeText() const;

public slots:
    void newScene();
    void open();
    void openTable();
    bool save();
    bool saveAs();
    void exportPicture();
    void copyPicture();
    void copyNumbers();
    void exportNumbers();
    void showHelp();
    void showAbout();
    void showSettings();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // main_window.cpp
    void createParts();
    void restoreWindow();
    ScenePage& makePage(const QString& id);
    void openScene(const Scene& scene, const QString& filePath);
    void setCurrent(QWidget* widget);
    void updateChrome();
    void fitPage(ScenePage& page);
    void updateTitle();
    void updateActions();
    void setPreferences(const Preferences& preferences);
    void toggleFullScreen();
    void resetView();

    // main_window_menus.cpp
    void createMenus();
    QMenu* createFileMenu();
    QMenu* createEditMenu();
    QMenu* createViewMenu();
    QMenu* createHelpMenu();
    void addThemes(QMenu& menu);
    void addTypeSizes(QMenu& menu);
    void fillRecent();
    void fillExamples(QMenu& menu);
    QAction* addTo(QMenu& menu, const QString& text, const QKeySequence& keys, void (MainWindow::*slot)());
    void showPictureMenu(const QString& panel, const QPoint& globalPosition);
    void showAllMenus(const QPoint& globalPosition);

    // main_window_files.cpp
    bool mayLeave(ScenePage& page);
    bool saveTo(const QString& path);
    enum class Unsaved { Keep, Leave };
    /// Into the settings. Leave: changes to a file that a person did not want to save.
    void keepEverything(Unsaved unsaved = Unsaved::Keep);
    void sayError(const Error& error);
    void sayProblem(const QString& sentence);
    QString nameOf(ScenePage& page) const;
    QString folderOfFiles() const;

    Settings& m_settings;
    QMenuBar* m_menus = nullptr;
    Rail* m_rail = nullptr;
    QStackedWidget* m_stack = nullptr;
    Notice* m_notice = nullptr;
    HomePage* m_home = nullptr;
    QMenu* m_recent = nullptr;
    TypingDelay* m_keepLater = nullptr;  ///< a process may be killed: changes are kept when a person pauses
    QHash<QString, ScenePage*> m_pages;
    QList<QAction*> m_pageActions;  ///< only where a page is seen
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QAction* m_save = nullptr;
    QString m_menuPanel;  ///< the picture that was right-clicked
};

}  // namespace calc
