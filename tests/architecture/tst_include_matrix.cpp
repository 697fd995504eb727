#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>
#include <map>
#include <vector>

namespace {

struct Room {
    QString folder;              ///< prefix of a path below the source root
    QStringList mayInclude;      ///< prefixes of project headers
};

/// Who may include whom: section 2 of the architecture. The first room whose folder is a prefix of the file decides; its own folder is allowed.
const std::vector<Room>& rooms() {
    static const QStringList kCoreBelowScene = {"core/base/", "core/numbers/", "core/expression/", "core/table/", "core/calculus/",
                                                "core/descent/", "core/probability/", "core/learning/"};
    static const QStringList kPaint = {"core/base/", "core/scene/scene.h", "core/scene/frame.h", "core/expression/layout.h"};
    static const std::vector<Room> kRooms = {
        {"core/base/", {}},
        {"core/numbers/", {"core/base/"}},
        {"core/expression/", {"core/base/", "core/numbers/"}},
        {"core/table/", {"core/base/", "core/numbers/"}},
        {"core/calculus/", {"core/base/", "core/numbers/", "core/expression/"}},
        {"core/descent/", {"core/base/", "core/numbers/", "core/expression/", "core/calculus/derivative.h"}},
        {"core/probability/", {"core/base/", "core/numbers/", "core/expression/", "core/calculus/", "core/table/"}},
        {"core/learning/", {"core/base/", "core/numbers/", "core/descent/", "core/probability/", "core/table/"}},
        {"core/scene/", kCoreBelowScene},
        {"core/lesson/", {"core/base/", "core/scene/"}},
        {"ui/paint/", kPaint},
        {"ui/canvas/", kPaint + QStringList{"ui/paint/"}},
        {"ui/state/", {"core/base/", "core/scene/", "core/lesson/"}},
        {"ui/controls/", {"core/base/", "core/expression/", "core/scene/frame.h", "core/lesson/", "core/descent/parameters.h", "ui/paint/", "ui/state/"}},
        {"ui/pages/", {"ui/paint/", "ui/canvas/", "ui/state/", "ui/controls/", "core/base/", "core/expression/", "core/scene/"}},
        {"ui/export/", {"ui/paint/", "ui/canvas/", "core/base/", "core/scene/"}},
        {"ui/", {"ui/", "core/base/", "core/scene/", "core/lesson/"}},
        {"app/", {"app/", "ui/", "core/"}},
    };
    return kRooms;
}

QString sourceRoot() { return QStringLiteral(CALCULOSCOPE_SOURCE_DIR); }

QStringList sources() {
    QStringList files;
    for (const QString top : {"core", "ui", "app"}) {
        QDirIterator walk(sourceRoot() + "/" + top, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) files << QDir(sourceRoot()).relativeFilePath(walk.next());
    }
    return files;
}

/// The included names of a file: "..." and <...> alike.
QStringList includesOf(const QString& file) {
    QFile source(sourceRoot() + "/" + file);
    if (!source.open(QIODevice::ReadOnly)) return {};
    static const QRegularExpression kInclude("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
    QStringList names;
    auto matches = kInclude.globalMatch(QString::fromUtf8(source.readAll()));
    while (matches.hasNext()) names << matches.next().captured(1);
    return names;
}

bool isProjectHeader(const QString& name) { return name.startsWith("core/") || name.startsWith("ui/") || name.startsWith("app/"); }

const Room* roomOf(const QString& file) {
    for (const Room& room : rooms()) {
        if (file.startsWith(room.folder)) return &room;
    }
    return nullptr;
}

bool allowed(const Room& room, const QString& header) {
    if (header.startsWith(room.folder)) return true;
    return std::any_of(room.mayInclude.begin(), room.mayInclude.end(), [&header](const QString& prefix) { return header.startsWith(prefix); });
}

/// Files (without their ending) that include a header whose name fits.
QStringList includersOf(const QString& top, const QRegularExpression& header) {
    QStringList users;
    for (const QString& file : sources()) {
        const QStringList names = includesOf(file);
        const bool uses = std::any_of(names.begin(), names.end(), [&header](const QString& name) { return header.match(name).hasMatch(); });
        if (uses && file.startsWith(top)) users << QString(file).remove(QRegularExpression("\\.(h|cpp)$"));
    }
    users.removeDuplicates();
    return users;
}

}  // namespace

/// The house's one-way street, held by reading every #include.
class TestIncludeMatrix : public QObject {
    Q_OBJECT

private slots:
    void everyFileStandsInARoom() {
        QVERIFY(sources().size() > 30);
        for (const QString& file : sources()) QVERIFY2(roomOf(file) != nullptr, qPrintable(file));
    }
    void nobodyIncludesUpTheStreet() {
        QStringList offences;
        for (const QString& file : sources()) {
            for (const QString& header : includesOf(file)) {
                const Room* room = roomOf(file);
                if (room != nullptr && isProjectHeader(header) && !allowed(*room, header)) offences << file + " includes " + header;
            }
        }
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join("\n")));
    }
    void coreKnowsNoQt() {
        QCOMPARE(includersOf("core/", QRegularExpression("^(Q[A-Z]|Qt|qcustomplot|q[a-z]+\\.h$)")), QStringList());
    }
    void coreIncludesTheStandardLibraryBoostAndJsonOnly() {
        QStringList offences;
        for (const QString& file : sources()) {
            if (!file.startsWith("core/")) continue;
            for (const QString& header : includesOf(file)) {
                const bool standard = !header.contains('/') && !header.endsWith(".h");
                const bool known = standard || isProjectHeader(header) || header.startsWith("boost/") || header.startsWith("nlohmann/") || header == "immintrin.h";
                if (!known) offences << file + " includes " + header;
            }
        }
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join("\n")));
    }
    void heavyHeadersHaveOnePlace() {
        QVERIFY(includersOf("", QRegularExpression("^qcustomplot\\.h$")).size() <= 1);
        QCOMPARE(includersOf("", QRegularExpression("^CLI/")), QStringList{"app/command_line"});
        for (const QString& user : includersOf("", QRegularExpression("^nlohmann/"))) {
            QVERIFY2(user.contains("codec") || user == "app/batch", qPrintable(user));
        }
    }
    void oneClockAndOneSettings() {
        QVERIFY(includersOf("", QRegularExpression("^QSettings$")).size() <= 1);
        const QStringList clocks = includersOf("", QRegularExpression("^(QTimer|QBasicTimer|QElapsedTimer)$"));
        for (const QString& user : clocks) {
            // A single-shot delay for half-typed text lives in background_preparation.
            QVERIFY2(user == "ui/state/player" || user == "ui/state/background_preparation", qPrintable(user));
        }
    }
};

QTEST_APPLESS_MAIN(TestIncludeMatrix)
#include "tst_include_matrix.moc"
