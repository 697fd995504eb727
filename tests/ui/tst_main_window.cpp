#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSignalBlocker>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <memory>
#include <set>

#include "core/scene/codec.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/chrome.h"
#include "ui/controls/rail.h"
#include "ui/main_window.h"
#include "ui/pages/home_page.h"
#include "ui/pages/page_registry.h"
#include "ui/pages/preset_choice.h"
#include "ui/pages/scene_card.h"
#include "ui/pages/scene_page.h"
#include "ui/state/resource_reading.h"

using namespace calc;

namespace {

Scene areaScene(const std::string& function) {
    AreaScene kind;
    kind.function = function;
    return {"Mine", kind};
}

/// Answers the next question about unsaved changes; counts them.
void answer(QMessageBox::StandardButton button, int* asked) {
    QTimer::singleShot(0, qApp, [button, asked] {
        auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!question) return;
        ++*asked;
        QTest::mouseClick(question->button(button), Qt::LeftButton);
    });
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_run = 0;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    QString path(const QString& name) const { return m_folder.filePath(QString("%1_%2").arg(m_run).arg(name)); }
    QString written(const QString& name, const Scene& scene) const {
        if (writeSceneFile(path(name), scene)) return {};
        return path(name);
    }
    void start(const QString& settings) {
        m_window.reset();
        m_settings.reset();
        m_settings = std::make_unique<Settings>(settings);
        m_window = std::make_unique<MainWindow>(*m_settings);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    ScenePage& shown() { return *m_window->currentPage(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!shown().preparation().isBusy() && shown().preparation().prepared(), 20000); }
    QAction* action(const QString& text) const {
        for (auto* each : m_window->findChildren<QAction*>()) {
            if (each->text().remove('&') == text) return each;
        }
        return nullptr;
    }

private slots:
    void init() {
        ++m_run;
        start(path("settings.ini"));
    }
    void cleanupTestCase() { m_window.reset(); }

    /// At 1280x800 the title of each scene stands in its page's list in full.
    void titlesOfScenesFitTheirList() {
        int lists = 0;
        for (const PageInfo& info : pages()) {
            m_window->showPage(info.id);
            settle();
            for (PresetChoice* list : shown().findChildren<PresetChoice*>()) {
                if (!list->isVisibleTo(&shown())) continue;
                ++lists;
                for (int index = 0; index < list->count(); ++index) {
                    const QSignalBlocker quiet(list);
                    list->setCurrentIndex(index);
                    list->grab();
                    QVERIFY2(list->toolTip().isEmpty(), qPrintable(info.id + ": " + list->itemText(index)));
                }
            }
        }
        QVERIFY(lists >= 8);
    }

    void itStartsOnLivingPicturesAndOneClickLeadsToEach() {
        QVERIFY(!m_window->currentPage());
        constexpr std::size_t kConcepts = 3;
        for (std::size_t i = 0; i < kConcepts; ++i) {
            SceneCard* card = m_window->home().cards()[i];
            QTRY_VERIFY_WITH_TIMEOUT(card->hasPicture(), 20000);
            const QImage before = card->grab().toImage();
            QTRY_VERIFY_WITH_TIMEOUT(card->grab().toImage() != before, 3000);
        }
        std::set<const QWidget*> reached;
        for (std::size_t i = 0; i < pages().size(); ++i) {
            m_window->showHome();
            SceneCard* card = m_window->home().cards()[i];
            QVERIFY(card->isVisible());
            QTest::mouseClick(card, Qt::LeftButton);
            reached.insert(m_window->currentPage());
        }
        for (const PageInfo& info : pages()) QVERIFY2(reached.count(m_window->page(info.id)), qPrintable(info.id));
    }

    void thePagesAreMadeWhenTheyAreFirstAskedFor() {
        for (const PageInfo& info : pages()) QVERIFY(!m_window->page(info.id));
        m_window->showPage("area");
        QVERIFY(m_window->page("area"));
        QVERIFY(!m_window->page("limit"));
    }

    void whatIsSavedIsOpenedAgain() {
        m_window->showPage("area");
        settle();
        shown().store().change(areaScene("x^3"));
        QVERIFY(m_window->isWindowModified());
        shown().store().markSaved(shown().store().scene(), written("saved.json", shown().store().scene()));
        QVERIFY(!m_window->isWindowModified());
        QVERIFY(m_window->windowTitle().contains("saved.json"));
        shown().store().open(areaScene("x"));
        QVERIFY(m_window->openFile(path("saved.json")));
        QVERIFY(shown().store().scene() == areaScene("x^3"));
    }

    void savingAsksForNothingWhereTheFileIsKnown() {
        const QString file = written("known.json", areaScene("x"));
        QVERIFY(m_window->openFile(file));
        settle();
        shown().store().change(areaScene("x^2"));
        QVERIFY(m_window->save());
        QVERIFY(!m_window->isWindowModified());
        const Result<Scene> read = readSceneFile(file);
        QVERIFY(read.ok());
        QCOMPARE(std::get<AreaScene>(read->kind).function, std::string("x^2"));
    }

    void aPlaceThatCannotBeWrittenIsSaidAndNothingIsLost() {
        const QString file = written("gone.json", areaScene("x"));
        QVERIFY(m_window->openFile(file));
        shown().store().change(areaScene("x^2"));
        QVERIFY(QFile::remove(file));
        QVERIFY(QDir().mkpath(file));
        QVERIFY(!m_window->save());
        QVERIFY2(m_window->noticeText().contains("gone.json"), qPrintable(m_window->noticeText()));
        QVERIFY(shown().store().scene() == areaScene("x^2"));
        QVERIFY(m_window->isWindowModified());
    }

    void unsavedWorkIsAskedAbout() {
        const QString file = written("other.json", areaScene("cos(x)"));
        m_window->showPage("area");
        settle();
        shown().store().change(areaScene("x^3"));
        int asked = 0;
        answer(QMessageBox::Cancel, &asked);
        QVERIFY(!m_window->openFile(file));
        QCOMPARE(asked, 1);
        QVERIFY(shown().store().scene() == areaScene("x^3"));
        answer(QMessageBox::Cancel, &asked);
        QVERIFY(!m_window->close());
        QCOMPARE(asked, 2);
        QVERIFY(m_window->isVisible());
        answer(QMessageBox::Discard, &asked);
        QVERIFY(m_window->openFile(file));
        QCOMPARE(asked, 3);
        QVERIFY(m_window->close());
    }

    void aNewerSceneIsRefusedAndLeftAlone() {
        QFile file(path("newer.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray text = "{\"calculoscope\": 9999, \"kind\": \"hologram\"}";
        file.write(text);
        file.close();
        m_window->showPage("area");
        const Scene before = shown().store().scene();
        QVERIFY(!m_window->openFile(file.fileName()));
        QVERIFY2(m_window->noticeText().contains("newer"), qPrintable(m_window->noticeText()));
        QVERIFY(shown().store().scene() == before);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }

    void anUnreadableFileIsSaid() {
        QFile file(path("rubbish.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\xff\xfe not a scene");
        file.close();
        QVERIFY(!m_window->openFile(file.fileName()));
        QVERIFY(m_window->noticeText().contains("rubbish.json"));
        QVERIFY(!m_window->openFile(path("nobody.json")));
        QVERIFY(m_window->noticeText().contains("nobody.json"));
    }

    void aDroppedFileIsOpened() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(written("dropped.json", areaScene("x^4")))});
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        QVERIFY(m_window->currentPage());
        QVERIFY(shown().store().scene() == areaScene("x^4"));
        QCOMPARE(m_settings->recentFiles().front(), path("dropped.json"));
    }

    void stateIsKeptBetweenStarts() {
        const QString settings = path("kept.ini");
        start(settings);
        m_window->showPage("limit");
        settle();
        Scene scene = shown().store().scene();
        std::get<LimitScene>(scene.kind).function = "(e^x-1)/x";
        shown().store().change(scene);
        settle();
        shown().player().pause();
        shown().player().seek(1.5);
        int asked = 0;
        answer(QMessageBox::Discard, &asked);
        QVERIFY(m_window->close());
        start(settings);
        QVERIFY(!m_window->currentPage());
        m_window->showPage("limit");
        settle();
        QVERIFY(shown().store().scene() == scene);
        QCOMPARE(shown().player().time(), 1.5);
        QVERIFY(m_window->close());
    }

    void changesAreKeptThoughTheProcessMayBeKilled() {
        m_window->showPage("area");
        settle();
        shown().store().change(areaScene("x^5"));
        QTRY_VERIFY_WITH_TIMEOUT(Settings(path("settings.ini")).keptPage("area").has_value(), 5000);
        QVERIFY(Settings(path("settings.ini")).keptPage("area")->scene == areaScene("x^5"));
        action("Dark")->trigger();
        QCOMPARE(Settings(path("settings.ini")).preferences().appearance, Appearance::Dark);
        action("Light")->trigger();
    }

    void whatWasLeftIsContinuedFromTheStartScreen() {
        const QString settings = path("continued.ini");
        start(settings);
        const auto card = [this]() -> SceneCard* {
            for (auto* each : m_window->home().findChildren<SceneCard*>()) {
                if (each->accessibleName() == "Continue") return each;
            }
            return nullptr;
        };
        QVERIFY(card() && !card()->isVisible());
        m_window->showPage("area");
        settle();
        shown().store().change(areaScene("x^6"));
        settle();
        m_window->showHome();
        QVERIFY(card()->isVisible());
        int asked = 0;
        answer(QMessageBox::Discard, &asked);
        m_window->close();
        start(settings);
        QVERIFY(card()->isVisible());
        QCOMPARE(card()->accessibleDescription(), QString("Mine"));
        QTRY_VERIFY_WITH_TIMEOUT(card()->hasPicture(), 20000);
        QTest::mouseClick(card(), Qt::LeftButton);
        QCOMPARE(m_window->currentPage(), m_window->page("area"));
        QVERIFY(shown().store().scene() == areaScene("x^6"));
    }

    void changesToAFileThatAreNotWantedAreGoneAtTheNextStart() {
        const QString settings = path("left.ini");
        start(settings);
        QVERIFY(m_window->openFile(written("file.json", areaScene("x"))));
        shown().store().change(areaScene("x^2"));
        int asked = 0;
        answer(QMessageBox::Discard, &asked);
        QVERIFY(m_window->close());
        start(settings);
        m_window->showPage("area");
        QVERIFY(shown().store().scene() == areaScene("x"));
        QCOMPARE(shown().store().filePath(), path("file.json"));
    }

    void brokenSettingsArePutAside() {
        const QString settings = path("broken.ini");
        QFile file(settings);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("\x00\x01\x02", 3));
        file.close();
        start(settings);
        QVERIFY(m_window->noticeText().contains(".unreadable"));
        QVERIFY(QFileInfo::exists(settings + ".unreadable"));
    }

    void undoAndRedoByTheirKeys() {
        m_window->showPage("area");
        settle();
        const Scene before = shown().store().scene();
        shown().store().change(areaScene("x^3"));
        m_window->activateWindow();
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(shown().store().scene() == before);
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(shown().store().scene() == areaScene("x^3"));
        shown().store().undo();
    }

    void spacePlaysWhereverTheKeyboardStands() {
        m_window->showPage("area");
        settle();
        shown().player().pause();
        m_window->activateWindow();
        QVERIFY(m_window->focusWidget());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Space);
        QVERIFY(shown().player().isPlaying());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Space);
        m_window->focusWidget()->clearFocus();
        QTest::keyClick(m_window.get(), Qt::Key_Space);
        QVERIFY(shown().player().isPlaying());
        shown().player().pause();
    }

    void aPageThatIsLeftStandsStill() {
        m_window->showPage("area");
        settle();
        ScenePage& area = shown();
        area.player().play();
        m_window->showPage("limit");
        QVERIFY(!area.player().isPlaying());
        m_window->showPage("area");
        QVERIFY(area.player().isPlaying());
        area.player().pause();
    }

    void theThemeIsChosenAndKept() {
        QVERIFY(!chrome().theme.isDark());
        action("Dark")->trigger();
        QVERIFY(chrome().theme.isDark());
        QVERIFY(Settings(path("settings.ini")).preferences().appearance == Appearance::Dark ||
                m_settings->preferences().appearance == Appearance::Dark);
        action("Light")->trigger();
        QVERIFY(!chrome().theme.isDark());
    }

    void typeGrowsAndNothingIsWiderThanTheWindow() {
        m_window->showPage("area");
        settle();
        const double before = chrome().scale;
        m_window->resize(1920, 1200);
        action("150 %")->trigger();
        QVERIFY(chrome().scale > 1.4 * before);
        // What fits at 1280×800 fits here: the same layout, half as large again.
        QVERIFY(!m_window->rail().isFolded());
        QVERIFY(m_window->minimumSizeHint().width() <= 1920);
        QVERIFY(m_window->width() == 1920);
        action("100 %")->trigger();
    }

    void narrowWindowsFoldTheNavigation() {
        m_window->showPage("area");
        settle();
        QVERIFY(!m_window->rail().isFolded());
        m_window->resize(1000, 700);
        QTRY_VERIFY(m_window->rail().isFolded());
        m_window->resize(1280, 800);
        QTRY_VERIFY(!m_window->rail().isFolded());
    }

    void pictureAndNumbersAreCopied() {
        m_window->showPage("area");
        settle();
        m_window->copyPicture();
        QVERIFY(!QApplication::clipboard()->image().isNull());
        m_window->copyNumbers();
        QVERIFY(QApplication::clipboard()->text().contains(','));
    }

    void everyMenuItemHasANameAndEveryShortcutIsUsedOnce() {
        QStringList keys;
        for (const auto* each : m_window->actions()) {
            QVERIFY(!each->text().isEmpty());
            for (const QKeySequence& key : each->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys << key.toString();
            }
        }
        QVERIFY(keys.contains("F1") && keys.contains("Ctrl+S") && keys.contains("Ctrl+Z"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
