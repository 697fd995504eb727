#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "ui/state/settings.h"

using namespace calc;

class TestSettings : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    static void put(const QString& path, const QByteArray& bytes) {
        QFile written(path);
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(bytes);
    }

private slots:
    void whatIsKeptComesBack() {
        KeptPage kept;
        AreaScene area;
        area.function = "sqrt(x)·√x \"quoted\"; [brackets] = é";
        kept.scene = {"Fläche", area};
        kept.saved = {"Saved", LimitScene{}};
        kept.filePath = "/tmp/with = sign, comma.json";
        kept.time = 0.1;
        const Preferences preferences{Appearance::Dark, 150, false, true};
        {
            Settings settings(file("kept.ini"));
            settings.setPreferences(preferences);
            settings.keepPage("area", kept);
            settings.setLastPage("area");
            settings.addRecentFile("/a.json");
            settings.addRecentFile("/b.json");
            settings.addRecentFile("/a.json");
        }
        const Settings again(file("kept.ini"));
        QVERIFY(again.putAside().isEmpty());
        QVERIFY(again.preferences() == preferences);
        QVERIFY(again.keptPage("area") == kept);
        QVERIFY(!again.keptPage("limit"));
        QCOMPARE(again.lastPage(), QString("area"));
        QCOMPARE(again.recentFiles(), QStringList({"/a.json", "/b.json"}));
    }

    void rubbishIsPutAsideAndKept_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("binary") << QByteArray("\x00\xff\x01\x02garbage\x00", 12);
        QTest::newRow("not an ini file") << QByteArray("{\"this\": is no ini file\nno sign here\n");
    }

    void rubbishIsPutAsideAndKept() {
        QFETCH(QByteArray, bytes);
        const QString path = m_folder.filePath(QString("broken_%1.ini").arg(QTest::currentDataTag()));
        put(path, bytes);
        Settings settings(path);
        QCOMPARE(settings.putAside(), path + ".unreadable");
        QFile aside(settings.putAside());
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), bytes);
        QVERIFY(settings.preferences() == Preferences{});
        settings.setLastPage("limit");
        settings.write();
        QCOMPARE(Settings(path).lastPage(), QString("limit"));
    }

    void aBrokenValueHasItsDefault() {
        put(file("values.ini"),
            "[look]\ntheme=purple\ntype_percent=lots\nmotion=maybe\n[page_area]\nscene={\"calculoscope\": 99}\n[pages]\nlast=area\n");
        const Settings settings(file("values.ini"));
        QVERIFY(settings.preferences() == Preferences{});
        QVERIFY(!settings.keptPage("area"));
        QCOMPARE(settings.lastPage(), QString("area"));
    }

    void aFolderInItsPlaceIsNotFatal() {
        QVERIFY(QDir(m_folder.path()).mkdir("folder.ini"));
        Settings settings(file("folder.ini"));
        settings.setLastPage("area");
        settings.write();
        QVERIFY(settings.preferences() == Preferences{});
    }

    void recentFilesAreFew() {
        Settings settings(file("recent.ini"));
        for (int i = 0; i < 30; ++i) settings.addRecentFile(QString("/%1.json").arg(i));
        QCOMPARE(settings.recentFiles().size(), qsizetype(Settings::kMostRecentFiles));
        QCOMPARE(settings.recentFiles().front(), QString("/29.json"));
        settings.removeRecentFile("/29.json");
        QCOMPARE(settings.recentFiles().front(), QString("/28.json"));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
