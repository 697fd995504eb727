#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/program_run.h"

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

}  // namespace

/// `render` and `scenes`: pictures without a display, whatever QT_QPA_PLATFORM says; clear sentences and exit statuses.
class TestRender : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void scenesAreListed() {
        const Outcome outcome = runProgram({"scenes"});
        QCOMPARE(outcome.status, 0);
        for (const QByteArray& line : outcome.out.trimmed().split('\n')) QCOMPARE(line.split('\t').size(), 3);
        for (const char* name : {"descent\t", "area\t", "limit\t"}) QVERIFY(outcome.out.contains(name));
    }
    void everySceneBecomesAPng_data() {
        QTest::addColumn<QString>("scene");
        for (const QByteArray& line : runProgram({"scenes"}).out.trimmed().split('\n')) QTest::newRow(line.split('\t').first().constData()) << QString(line.split('\t').first());
    }
    void everySceneBecomesAPng() {
        QFETCH(QString, scene);
        const QString path = m_folder.filePath(scene + ".png");
        const Outcome outcome = runProgram({"render", scene, "-o", path, "--size", "960x540"});
        QVERIFY2(outcome.status == 0, outcome.err);
        const QImage image(path);
        QCOMPARE(image.size(), QSize(960, 540));
        // More than paper: a picture has many colours.
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3) colours.insert(image.pixel(x, y));
        }
        QVERIFY(colours.size() > 20);
    }
    void vectorFormatsKeepTheirText() {
        const QString svg = m_folder.filePath("area.svg"), pdf = m_folder.filePath("area.pdf");
        QCOMPARE(runProgram({"render", "area", "-o", svg}).status, 0);
        QCOMPARE(runProgram({"render", "area", "-o", pdf}).status, 0);
        const QByteArray text = contentOf(svg);
        QVERIFY(text.contains("<svg"));
        QVERIFY(text.contains("Signed area"));
        QVERIFY(text.contains("<title>"));
        QVERIFY(contentOf(pdf).startsWith("%PDF"));
    }
    void settingsTimeAndScaleAreUnderstood() {
        const QString path = m_folder.filePath("set.png");
        const QStringList common = {"render", "area", "-o", path, "--size", "640x360"};
        QCOMPARE(runProgram(common + QStringList{"--set", "function=x^2", "--set", "from=-1", "--scale", "2", "--theme", "dark"}).status, 0);
        QCOMPARE(QImage(path).size(), QSize(1280, 720));
        QVERIFY(qGray(QImage(path).pixel(4, 4)) < 60);
        QCOMPARE(runProgram(common + QStringList{"--step", "3"}).status, 0);
        const QImage atStep(path);
        QCOMPARE(runProgram(common + QStringList{"--progress", "1"}).status, 0);
        QVERIFY(QImage(path) != atStep);
        QCOMPARE(runProgram({"render", "descent", "-o", path, "--size", "640x360", "--set", "optimizers.adam.learning_rate=0.3"}).status, 0);
    }
    void theSameWordsGiveTheSameBytes() {
        const QString first = m_folder.filePath("1.png"), second = m_folder.filePath("2.png");
        QCOMPARE(runProgram({"render", "descent", "-o", first}).status, 0);
        QCOMPARE(runProgram({"render", "descent", "-o", second}, {}, "offscreen").status, 0);
        QCOMPARE(contentOf(first), contentOf(second));
    }
    void mistakesInTheWordsHaveStatus2() {
        const QString path = m_folder.filePath("never.png");
        const QList<QStringList> mistakes = {{"render", "nonesuch", "-o", path},
                                             {"render", "area", "-o", m_folder.filePath("a.bmp")},
                                             {"render", "area", "-o", path, "--size", "12"},
                                             {"render", "area", "-o", path, "--set", "wavelength=3"},
                                             {"render", "area", "-o", path, "--set", "function=sin("},
                                             {"render", "area"}};
        for (const QStringList& words : mistakes) {
            const Outcome outcome = runProgram(words);
            QVERIFY2(outcome.status == 2, qPrintable(words.join(' ') + ": " + QString::number(outcome.status)));
            QVERIFY2(outcome.err.contains("calculoscope: "), outcome.err);
        }
        QVERIFY(!QFile::exists(path));
    }
    void workThatFailsHasStatus1AndLeavesFilesAlone() {
        const Outcome folder = runProgram({"render", "area", "-o", m_folder.filePath("no/such/folder/a.png")});
        QCOMPARE(folder.status, 1);
        QVERIFY2(folder.err.contains("folder"), folder.err);
        const QString broken = m_folder.filePath("broken.json"), newer = m_folder.filePath("newer.json");
        writeFile(broken, "{ this is no scene");
        writeFile(newer, "{\"calculoscope\": 999, \"kind\": \"area\"}");
        QCOMPARE(runProgram({"render", broken, "-o", m_folder.filePath("b.png")}).status, 1);
        QCOMPARE(runProgram({"render", newer, "-o", m_folder.filePath("b.png")}).status, 1);
        QVERIFY(!QFile::exists(m_folder.filePath("b.png")));
        QCOMPARE(contentOf(newer), QByteArray("{\"calculoscope\": 999, \"kind\": \"area\"}"));
    }
    void aSurfaceWithoutAValueIsNamed() {
        const Outcome outcome = runProgram({"render", "descent", "-o", m_folder.filePath("nan.png"), "--set", "surface=typed", "--set", "function=sqrt(-1-x^2-y^2)"});
        // Either a picture that says so or a sentence; never a crash.
        QVERIFY2(outcome.status == 0 || (outcome.status <= 2 && outcome.status > 0 && !outcome.err.isEmpty()), outcome.err);
    }
    void withoutADisplayOneLineNamesTheVerbs() {
        const Outcome outcome = runProgram({}, {}, {});
        QCOMPARE(outcome.status, 1);
        QCOMPARE(outcome.err.trimmed().split('\n').size(), 1);  // instead of Qt's abort
        QVERIFY2(outcome.err.contains("render"), outcome.err);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestRender)
#include "tst_render.moc"
