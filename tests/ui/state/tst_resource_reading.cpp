#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/scene/codec.h"
#include "ui/state/resource_reading.h"

using namespace calc;

class TestResourceReading : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString put(const char* name, const QByteArray& bytes) const {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
        return file.fileName();
    }

private slots:
    void aSceneWrittenIsTheSceneRead() {
        AreaScene kind;
        kind.function = "x·sin(x)";
        const Scene scene{"Mine", kind};
        const QString path = m_folder.filePath("mine.json");
        QVERIFY(!writeSceneFile(path, scene));
        const Result<Scene> read = readSceneFile(path);
        QVERIFY(read.ok());
        QVERIFY(*read == scene);
    }

    void everyBuiltInSceneCanBeRead() {
        QVERIFY(!builtInSceneNames().isEmpty());
        for (const QString& name : builtInSceneNames()) {
            const Result<Scene> scene = builtInScene(name);
            QVERIFY2(scene.ok(), qPrintable(name));
            QVERIFY2(!scene->title.empty(), qPrintable(name));
        }
    }

    void whatCannotBeReadIsSaidWithTheName_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("code");
        QTest::newRow("missing") << m_folder.filePath("nobody.json") << int(ErrorCode::BadFile);
        QTest::newRow("folder") << m_folder.path() << int(ErrorCode::BadFile);
        QTest::newRow("too large") << put("large.json", QByteArray(int(kLargestSceneFile) + 1, ' ')) << int(ErrorCode::BadFile);
        QTest::newRow("newer") << put("newer.json", "{\"calculoscope\": 9999, \"kind\": \"hologram\"}") << int(ErrorCode::Newer);
    }

    void whatCannotBeReadIsSaidWithTheName() {
        QFETCH(QString, path);
        QFETCH(int, code);
        const Result<Scene> scene = readSceneFile(path);
        QVERIFY(!scene.ok());
        QCOMPARE(int(scene.error().code), code);
        const QString sentence = QString::fromStdString(renderPlainEnglish(scene.error().message));
        QVERIFY2(sentence.contains(QFileInfo(path).fileName()), qPrintable(sentence));
    }

    void rubbishIsNoScene() {
        for (const QByteArray& bytes : {QByteArray(), QByteArray("\xff\xfe\x00", 3), QByteArray("[1,2"), QByteArray("{}")}) {
            QVERIFY(!readSceneFile(put("rubbish.json", bytes)).ok());
        }
    }

    void aPlaceThatCannotBeWrittenIsSaid() {
        const auto error = writeSceneFile("/nobody/nowhere/scene.json", Scene{});
        QVERIFY(error);
        QCOMPARE(int(error->code), int(ErrorCode::BadFile));
    }

    void aFailedWriteLeavesTheOldFile() {
        const QString path = put("old.json", "old");
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
        QVERIFY(QDir().mkpath(path + ".d"));
        QVERIFY(writeTextFile(path + ".d", "text"));  // a folder stands there
        const Result<std::string> text = readTextFile(path);
        QVERIFY(text.ok());
        QCOMPARE(*text, std::string("old"));
    }
};

QTEST_GUILESS_MAIN(TestResourceReading)
#include "tst_resource_reading.moc"
