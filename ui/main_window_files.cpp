#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>

#include "ui/controls/notice.h"
#include "ui/controls/texts.h"
#include "ui/main_window.h"
#include "ui/pages/page_registry.h"
#include "ui/pages/scene_page.h"
#include "ui/pages/totals_page.h"
#include "ui/state/background_preparation.h"
#include "ui/state/resource_reading.h"

namespace calc {
namespace {

QString fileFilter() { return MainWindow::tr("Scenes of Calculoscope (*.json);;All files (*)"); }

/// The one file of a drop, or nothing.
QString droppedFile(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

/// Whether a file is taken for a table: by its ending; on the page of totals, whatever is not called a scene.
bool isTable(const QString& path, const ScenePage* page) {
    static const QStringList kEndings{QStringLiteral("csv"), QStringLiteral("tsv"), QStringLiteral("tab"), QStringLiteral("txt"),
                                      QStringLiteral("dat")};
    const QString ending = QFileInfo(path).suffix().toLower();
    return kEndings.contains(ending) || (qobject_cast<const TotalsPage*>(page) && ending != QLatin1String("json"));
}

}  // namespace

void MainWindow::sayProblem(const QString& sentence) { m_notice->say(Notice::Kind::Problem, sentence); }

void MainWindow::sayError(const Error& error) { sayProblem(plainMessageText(error.message)); }

QString MainWindow::nameOf(ScenePage& page) const {
    const QString& path = page.store().filePath();
    return path.isEmpty() ? QString::fromStdString(page.store().scene().title) : QFileInfo(path).fileName();
}

QString MainWindow::folderOfFiles() const {
    const QStringList recent = m_settings.recentFiles();
    if (!recent.isEmpty()) return QFileInfo(recent.front()).absolutePath();
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

bool MainWindow::mayLeave(ScenePage& page) {
    if (!page.store().isModified()) return true;
    QMessageBox question(this);
    question.setObjectName(QStringLiteral("unsaved"));
    question.setWindowTitle(tr("Unsaved changes"));
    question.setText(tr("“%1” has changes that are not saved.").arg(nameOf(page)));
    question.setInformativeText(page.store().filePath().isEmpty() ? tr("Save them in a file?") : tr("Write them into the file?"));
    question.setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    question.setDefaultButton(QMessageBox::Save);
    question.button(QMessageBox::Discard)->setText(tr("Do not save"));
    const int answer = question.exec();
    if (answer == QMessageBox::Cancel) return false;
    if (answer == QMessageBox::Discard) return true;
    setCurrent(&page);
    return save();
}

bool MainWindow::openFile(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (isTable(absolute, currentPage())) {
        openData(absolute);
        return true;
    }
    const Result<Scene> scene = readSceneFile(absolute);
    if (!scene) {
        m_settings.removeRecentFile(absolute);
        sayError(scene.error());
        return false;
    }
    ScenePage* page = m_pages.value(pageOf(*scene).id);
    if (page && !mayLeave(*page)) return false;
    m_notice->hide();
    openScene(*scene, absolute);
    m_settings.addRecentFile(absolute);
    return true;
}

void MainWindow::openData(const QString& path) {
    showPage(QStringLiteral("totals"));
    if (auto* page = qobject_cast<TotalsPage*>(currentPage())) page->openData(path);
}

void MainWindow::openTable() {
    showPage(QStringLiteral("totals"));
    if (auto* page = qobject_cast<TotalsPage*>(currentPage())) page->chooseData();
}

bool MainWindow::openBuiltIn(const QString& name) {
    const Result<Scene> scene = builtInScene(name);
    if (!scene) {
        sayError(scene.error());
        return false;
    }
    ScenePage& page = makePage(pageOf(*scene).id);
    if (!mayLeave(page)) return false;
    openScene(*scene, {});
    return true;
}

void MainWindow::newScene() {
    ScenePage* page = currentPage();
    if (!page || !mayLeave(*page)) return;
    openScene(openingScene(pageOf(page->store().scene())), {});
}

void MainWindow::open() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a scene"), folderOfFiles(), fileFilter());
    if (!path.isEmpty()) openFile(path);
}

bool MainWindow::save() {
    ScenePage* page = currentPage();
    if (!page) return false;
    const QString path = page->store().filePath();
    return path.isEmpty() ? saveAs() : saveTo(path);
}

bool MainWindow::saveAs() {
    ScenePage* page = currentPage();
    if (!page) return false;
    const QString before = page->store().filePath();
    const QString suggestion = before.isEmpty() ? folderOfFiles() + QLatin1Char('/') + nameOf(*page) + QStringLiteral(".json") : before;
    QFileDialog dialog(this, tr("Save the scene"), suggestion, fileFilter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("json"));
    dialog.selectFile(suggestion);
    return dialog.exec() == QDialog::Accepted && saveTo(dialog.selectedFiles().value(0));
}

bool MainWindow::saveTo(const QString& path) {
    ScenePage& page = *currentPage();
    const Scene scene = page.sceneAtPlayhead();
    if (const std::optional<Error> error = writeSceneFile(path, scene)) {
        sayError(*error);
        return false;
    }
    page.store().markSaved(scene, path);
    m_settings.addRecentFile(path);
    m_notice->hide();
    return true;
}

void MainWindow::keepEverything(Unsaved unsaved) {
    for (auto [id, page] : m_pages.asKeyValueRange()) {
        const SceneStore& store = page->store();
        const bool hasFile = !store.filePath().isEmpty();
        // Without a file the changes are kept here, and nothing is lost: at the next start they are how it stands.
        const Scene& scene = hasFile && unsaved == Unsaved::Leave ? store.savedScene() : store.scene();
        m_settings.keepPage(id, {scene, hasFile ? store.savedScene() : scene, store.filePath(), page->player().time()});
    }
    m_settings.write();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    for (ScenePage* page : std::as_const(m_pages)) {
        if (mayLeave(*page)) continue;
        event->ignore();
        return;
    }
    m_keepLater->stop();
    keepEverything(Unsaved::Leave);
    m_settings.setWindowGeometry(saveGeometry());
    m_settings.write();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = droppedFile(*event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    openFile(path);
}

}  // namespace calc
