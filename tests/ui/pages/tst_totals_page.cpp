#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "core/scene/codec.h"
#include "core/scene/totals_prepare.h"
#include "tests/support/page_driver.h"
#include "ui/controls/buttons.h"
#include "ui/controls/chrome.h"
#include "ui/controls/notice.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_field.h"
#include "ui/controls/text_label.h"
#include "ui/main_window.h"
#include "ui/main_window_dialogs.h"
#include "ui/pages/preset_choice.h"
#include "ui/pages/totals_page.h"

using namespace calc;

namespace {

const TotalsScene& totalsOf(ScenePage& page) { return std::get<TotalsScene>(page.store().scene().kind); }

double totalOf(ScenePage& page) {
    return std::get<std::shared_ptr<const TotalsPrepared>>(page.preparation().prepared()->parts)->period->total.value;
}

}  // namespace

class TestTotalsPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }
    void typedPeriod();
    void draggedPeriodIsOneStepBack();
    void draggedXIsKept();
    void areasAndMean();
    void presets();
    void ownFile();
    void badRowsAreListed();
    void columnsAreChosen();
    void unusableFiles_data();
    void unusableFiles();
    void missingFileIsAskedFor();
    void changedFileIsAskedFor();
    void droppedOnTheWindow();
    void sceneHasNoData();
    void fileMenuOpensATable();
    void aboutNamesTheData();
    void aLargeTableIsWatchedAndStopped();
    void weightsAreNamedByTheirEnds();

private:
    QString written(const char* name, const QByteArray& bytes) {
        QFile file(m_folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    QTemporaryDir m_folder;
};

void TestTotalsPage::typedPeriod() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    QCOMPARE(totalOf(*page), 3292679.0);
    QCOMPARE(page->fromField().placeholderText(), QStringLiteral("2011-01-01"));
    QCOMPARE(page->toField().placeholderText(), QStringLiteral("2012-12-31"));
    type(page->fromField(), "2012-06-01");
    type(page->toField(), "2012-08-31");
    settle(*page);
    QTRY_COMPARE(totalOf(*page), 620940.0);
    type(page->toField(), "next summer");
    QTRY_VERIFY(page->toField().error().has_value());
    QCOMPARE(totalOf(*page), 620940.0);
}

void TestTotalsPage::draggedPeriodIsOneStepBack() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    drag(*page, "to-day", {-300, 0});
    const std::string to = totalsOf(*page).to;
    QVERIFY(to > "2011-12-01" && to < "2012-09-01");
    QCOMPARE(page->toField().value().toStdString(), to);
    QVERIFY(totalOf(*page) < 3292679.0);
    page->store().undo();
    settle(*page);
    QVERIFY(totalsOf(*page).to.empty());
    QTRY_COMPARE(totalOf(*page), 3292679.0);
    QVERIFY(!page->store().canUndo());
}

void TestTotalsPage::draggedXIsKept() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    const QPoint from = page->stage().handlePlace("x-day")->toPoint();
    QTest::mousePress(&page->stage(), Qt::LeftButton, {}, from);
    for (int i = 1; i <= 4; ++i) QTest::mouseMove(&page->stage(), from - QPoint(100 * i, 0));
    QTest::mouseRelease(&page->stage(), Qt::LeftButton, {}, from - QPoint(400, 0));
    settle(*page);
    const std::string at = totalsOf(*page).at;
    QVERIFY(at > "2011-06-01" && at < "2012-07-01");
    QCOMPARE(std::get<TotalsScene>(page->sceneAtPlayhead().kind).at, at);
    QVERIFY(page->player().time() > 1.0 && page->player().time() < 11.0);
    page->player().toEnd();
    QVERIFY(std::get<TotalsScene>(page->sceneAtPlayhead().kind).at.empty());
}

void TestTotalsPage::areasAndMean() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    const std::string before = pictureOf(*page);
    QTest::mouseClick(page->areasChoice().segment(3), Qt::LeftButton);
    settle(*page);
    QVERIFY(totalsOf(*page).areas == TotalsAreas::Quarters);
    QTRY_VERIFY(pictureOf(*page) != before);
    QVERIFY(pictureOf(*page).find("quarters as areas") != std::string::npos);
}

void TestTotalsPage::presets() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    QVERIFY(page->presets().count() >= 5);
    for (int i = 0; i < page->presets().count(); ++i) {
        page->presets().setCurrentIndex(i);
        emit page->presets().activated(i);
        settle(*page);
        page->player().pause();
        QVERIFY2(page->notice().isHidden(), qPrintable(page->notice().sentence()));
        QCOMPARE(page->presets().currentText().toStdString(), page->store().scene().title);
    }
}

void TestTotalsPage::ownFile() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    const QString path = written("sales.csv", "Tag;Menge;Gewicht\n01.02.2024;1,5;2\n02.02.2024;2,25;1\n03.02.2024;4;1\n");
    page->openData(path);
    QTRY_COMPARE(totalOf(*page), 7.75);
    page->player().pause();
    QCOMPARE(totalsOf(*page).file, path.toStdString());
    QCOMPARE(totalsOf(*page).fingerprint.size(), std::size_t{16});
    QCOMPARE(page->alongChoice().currentText(), QStringLiteral("Tag"));
    QCOMPARE(page->valueChoice().currentText(), QStringLiteral("Menge"));
    QVERIFY(!page->leftOut().isVisible());
    page->store().undo();
    QTRY_COMPARE(totalOf(*page), 3292679.0);
    QVERIFY2(!page->store().canUndo(), "the file and its fingerprint are one step");
}

void TestTotalsPage::badRowsAreListed() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    QByteArray text = "day,count\n";
    for (int i = 1; i <= 60; ++i) text += QByteArray("2024-01-") + (i % 12 == 0 ? "99" : "01") + "," + QByteArray::number(i) + "\n";
    page->openData(written("bad.csv", text));
    QTRY_VERIFY(page->leftOut().isVisible());
    page->player().pause();
    QVERIFY(page->leftOut().text().contains(QStringLiteral("line 13: ")));
    QVERIFY(page->leftOut().text().contains(QStringLiteral("2024-01-99")));
    QVERIFY(page->leftOutButton().isVisible());
    QVERIFY(page->leftOutButton().text().contains(QLatin1Char('5')));
    int listed = 0;
    QTimer::singleShot(300, page.get(), [&listed, &page] {
        auto* dialog = page->findChild<QDialog*>(QStringLiteral("leftOut"));
        if (!dialog) return;
        listed = dialog->findChild<QListWidget*>()->count();
        dialog->reject();
    });
    QTest::mouseClick(&page->leftOutButton(), Qt::LeftButton);
    QCOMPARE(listed, 5);
}

void TestTotalsPage::columnsAreChosen() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    const auto choose = [&page](QComboBox& combo, const char* name) {
        const int index = combo.findText(QLatin1String(name));
        combo.setCurrentIndex(index);
        emit combo.activated(index);
        settle(*page);
        return index >= 0;
    };
    QVERIFY(choose(page->valueChoice(), "casual"));
    QTRY_COMPARE(totalOf(*page), 620017.0);
    QVERIFY(choose(page->weightChoice(), "registered"));
    QTRY_VERIFY(pictureOf(*page).find("each bar as wide as registered") != std::string::npos);
    QVERIFY(choose(page->weightChoice(), "all equal"));
    QVERIFY(choose(page->alongChoice(), "rows in turn"));
    QTRY_COMPARE(totalOf(*page), 620017.0);
    QVERIFY(page->orderBox().isVisible());
    QVERIFY(!page->areasChoice().isVisible());
}

void TestTotalsPage::unusableFiles_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"empty", "binary", "words", "directory", "missing", "no permission", "device"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

/// A sentence that names the file, a button, and a picture that says what is missing; the way back works.
void TestTotalsPage::unusableFiles() {
    QFETCH(QString, kind);
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    QString path = written("hostile.csv", kind == QLatin1String("binary") ? QByteArray("\x7f"
                                                                                       "ELF\0\1\2\3",
                                                                                       8) +
                                                                                QByteArray(3000, '\1')
                                          : kind == QLatin1String("words") ? QByteArray("a,b\nAda,x\nEmmy,y\n")
                                                                           : QByteArray());
    if (kind == QLatin1String("directory")) path = m_folder.path();
    if (kind == QLatin1String("missing")) path = m_folder.filePath(QStringLiteral("gone.csv"));
    if (kind == QLatin1String("device")) path = QStringLiteral("/dev/zero");
    if (kind == QLatin1String("no permission")) {
        // The administrator may read all; the sentence is then that of the empty file.
        QFile::setPermissions(path, QFileDevice::Permissions());
    }
    page->openData(path);
    QTRY_VERIFY(page->notice().isVisible());
    QVERIFY2(page->notice().sentence().size() > 20, qPrintable(page->notice().sentence()));
    QVERIFY(pictureOf(*page).find("No data from " + QFileInfo(path).fileName().toStdString()) != std::string::npos);
    QVERIFY(!page->player().isPlaying());
    page->player().seek(3.0);
    QVERIFY2(pictureOf(*page).find("No data from") != std::string::npos, "old data do not come back under a new name");
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                    (QFileInfo(path).isDir() ? QFileDevice::ExeOwner : QFileDevice::ReadOwner));
    page->store().undo();
    settle(*page);
    QTRY_VERIFY(page->notice().isHidden());
    QVERIFY(pictureOf(*page).find("days as bars") != std::string::npos);
}

void TestTotalsPage::missingFileIsAskedFor() {
    Scene scene = *builtInScene(QStringLiteral("totals"));
    auto& totals = std::get<TotalsScene>(scene.kind);
    totals.file = m_folder.filePath(QStringLiteral("lost.csv")).toStdString();
    totals.fingerprint = fingerprintOf("day,count\n2024-01-01,3\n");
    totals.along.reset();
    totals.value.reset();
    TotalsPage page(scene);
    page.resize(1662, 1080);
    page.show();
    page.start(true);
    QTRY_VERIFY(page.notice().isVisible());
    QVERIFY(page.notice().sentence().contains(QStringLiteral("lost.csv is not there")));
    QVERIFY(pictureOf(page).find("No data from lost.csv") != std::string::npos);
    // Chosen anew, from where it is now.
    page.openData(written("found.csv", "day,count\n2024-01-01,3\n"));
    QTRY_VERIFY(page.preparation().prepared());
    QTRY_COMPARE(totalOf(page), 3.0);
    QVERIFY(page.notice().isHidden());
}

void TestTotalsPage::changedFileIsAskedFor() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    page->openData(written("living.csv", "day,count\n2024-01-01,3\n"));
    QTRY_COMPARE(totalOf(*page), 3.0);
    const Scene saved = page->sceneAtPlayhead();
    written("living.csv", "day,count\n2024-01-01,3\n2024-01-02,4\n");
    TotalsPage later(saved);
    later.resize(1662, 1080);
    later.show();
    later.start(false);
    QTRY_VERIFY(later.notice().isVisible());
    QVERIFY(later.notice().sentence().contains(QStringLiteral("living.csv has changed")));
    auto* use = later.notice().findChild<QPushButton*>();
    QVERIFY(use);
    QCOMPARE(use->text(), QStringLiteral("Use it as it is"));
    QTest::mouseClick(use, Qt::LeftButton);
    QTRY_VERIFY(later.preparation().prepared());
    QTRY_COMPARE(totalOf(later), 7.0);
    QVERIFY(totalsOf(later).fingerprint != std::get<TotalsScene>(saved.kind).fingerprint);
}

void TestTotalsPage::droppedOnTheWindow() {
    Settings settings(m_folder.filePath(QStringLiteral("settings.ini")));
    MainWindow window(settings);
    window.resize(1280, 800);
    window.show();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(written("dropped.csv", "day,count\n2024-01-01,3\n2024-01-02,8\n"))});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    auto* page = qobject_cast<TotalsPage*>(window.currentPage());
    QVERIFY(page);
    QTRY_VERIFY(page->preparation().prepared() && !page->preparation().isBusy());
    QTRY_COMPARE(totalOf(*page), 11.0);
    QVERIFY(window.noticeText().isEmpty() || window.findChild<Notice*>()->isHidden());
}

void TestTotalsPage::sceneHasNoData() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    page->openData(written("secret.csv", "day,count\n2024-01-01,31415926\n"));
    QTRY_COMPARE(totalOf(*page), 31415926.0);
    const std::string json = encode(page->sceneAtPlayhead());
    QVERIFY(json.find("secret.csv") != std::string::npos);
    QVERIFY(json.find("31415926") == std::string::npos);
    QVERIFY(json.size() < 1000);
}

void TestTotalsPage::fileMenuOpensATable() {
    Settings settings(m_folder.filePath(QStringLiteral("menu.ini")));
    MainWindow window(settings);
    window.resize(1280, 800);
    window.show();
    const QString path = written("menu.csv", "day,count\n2024-01-01,5\n2024-01-02,8\n");
    bool wasAsked = false;
    QTimer::singleShot(500, &window, [&wasAsked, &path] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        wasAsked = dialog->nameFilters().join(QLatin1Char(' ')).contains(QStringLiteral("*.csv"));
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    const auto actions = window.findChildren<QAction*>();
    const auto entry =
        std::find_if(actions.begin(), actions.end(), [](const QAction* each) { return each->text().contains(QLatin1String("(CSV)")); });
    QVERIFY(entry != actions.end());
    (*entry)->trigger();
    QVERIFY(wasAsked);
    auto* page = qobject_cast<TotalsPage*>(window.currentPage());
    QVERIFY(page);
    QTRY_VERIFY(page->preparation().prepared() && totalsOf(*page).file == path.toStdString() && !page->preparation().isBusy());
    QTRY_COMPARE(totalOf(*page), 13.0);
}

void TestTotalsPage::aboutNamesTheData() {
    const AboutDialog about(nullptr);
    QString said;
    for (const QLabel* label : about.findChildren<QLabel*>()) said += label->text() + QLatin1Char(' ');
    for (const char* name : {"CC BY 4.0", "Bike Sharing Dataset", "Fanaee-T", "Gama", "Spambase", "Hopkins",
                             "UCI Machine Learning Repository", "FiveThirtyEight"})
        QVERIFY2(said.contains(QLatin1String(name)), name);
}

void TestTotalsPage::aLargeTableIsWatchedAndStopped() {
    auto page = opened<TotalsPage>("totals");
    QVERIFY(page);
    QByteArray text = "count,row\n";
    for (int i = 0; i < 1000000; ++i) text += QByteArray::number(i % 1000) + "," + QByteArray::number(i) + "\n";
    const QString path = written("large.csv", text);
    QList<double> seen;
    connect(&page->preparation(), &BackgroundPreparation::waiting, page.get(), [&seen, &page](bool isWaiting, double progress) {
        seen.append(progress);
        if (isWaiting && progress > 0.2) page->preparation().cancel();
    });
    page->openData(path);
    settle(*page);
    QVERIFY2(seen.size() > 1 && std::is_sorted(seen.begin(), seen.end()), "a million rows take longer than a tenth of a second");
    QCOMPARE(totalOf(*page), 3292679.0);
    disconnect(&page->preparation(), &BackgroundPreparation::waiting, page.get(), nullptr);
    page->store().undo();
    settle(*page);
    page->openData(path);
    QTRY_COMPARE_WITH_TIMEOUT(totalOf(*page), 499500000.0, 20000);
}

void TestTotalsPage::weightsAreNamedByTheirEnds() {
    auto page = opened<TotalsPage>("totals-votes");
    QVERIFY(page);
    QCOMPARE(page->fromField().placeholderText(), QStringLiteral("0"));
    QCOMPARE(page->toField().placeholderText(), QStringLiteral("6255546"));
    type(page->toField(), "6255546");
    settle(*page);
    QCOMPARE(std::get<std::shared_ptr<const TotalsPrepared>>(page->preparation().prepared()->parts)->period->count, std::size_t{146});
}

QTEST_MAIN(TestTotalsPage)
#include "tst_totals_page.moc"
