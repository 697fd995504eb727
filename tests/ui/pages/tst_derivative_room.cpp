// label: slow
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include "ui/controls/optimizer_list.h"
#include "ui/controls/side_panel.h"
#include "ui/main_window.h"
#include "ui/pages/scene_page.h"
#include "ui/state/resource_reading.h"
#include "ui/state/settings.h"

using namespace calc;

/// The window of 1280×800 has room for all controls of the derivatives' pages.
class TestDerivativeRoom : public QObject {
    Q_OBJECT

private slots:
    void nothingScrolls_data() {
        QTest::addColumn<QString>("name");
        for (const QString& name : builtInSceneNames()) {
            const bool isOurs = name.startsWith("tangent") || name.startsWith("curve-descent") || name.startsWith("descent");
            if (isOurs) QTest::newRow(qPrintable(name)) << name;
        }
    }
    void nothingScrolls() {
        QFETCH(QString, name);
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        MainWindow window(settings);
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.openBuiltIn(name);
        ScenePage* page = window.currentPage();
        QVERIFY(page);
        QTRY_VERIFY_WITH_TIMEOUT(page->preparation().prepared() && !page->preparation().isBusy(), 60000);
        auto* scroll = page->findChild<SidePanel*>()->findChild<QScrollArea*>();
        QVERIFY(scroll);
        page->player().pause();
        for (const double part : {0.0, 0.55, 1.0}) {
            page->player().seek(part * page->player().timeline().duration);
            for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
            QTRY_VERIFY2(scroll->verticalScrollBar()->maximum() == 0,
                         qPrintable(QString("%1 px too high at %2").arg(scroll->verticalScrollBar()->maximum()).arg(part)));
            // What is dropped for it are only cards whose words stand on the stage, too; rows stay high enough to be read and hit.
            for (auto* list : page->findChildren<OptimizerList*>())
                for (int i = 0; i < list->count(); ++i) QVERIFY(list->chip(i)->height() >= 20);
        }
    }
};

QTEST_MAIN(TestDerivativeRoom)
#include "tst_derivative_room.moc"
