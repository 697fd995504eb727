#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/codec.h"
#include "core/scene/prepare.h"
#include "tests/support/program_run.h"
#include "tests/support/scene_files.h"
#include "ui/controls/texts.h"

using namespace calc;

namespace {

struct Case {
    const char* function;
    const char* from;
    const char* to;
    const char* rule;
    int n;
};

/// The Scene as `--set` makes it.
QStringList settings(const Case& c) {
    return {QStringLiteral("function=") + c.function, QStringLiteral("from=") + c.from,         QStringLiteral("to=") + c.to,
            QStringLiteral("rule=") + c.rule,         QStringLiteral("rectangles=%1").arg(c.n), QStringLiteral("goal=none")};
}

Scene sceneOf(const Case& c) {
    Scene scene = test::builtInScene(QStringLiteral("area"));
    for (const QString& setting : settings(c)) {
        const auto changed = withSetting(scene, setting.section('=', 0, 0).toStdString(), setting.section('=', 1).toStdString());
        if (changed) scene = *changed;
    }
    return scene;
}

QString readout(const Frame& frame, const char* id) {
    for (const Readout& each : frame.readouts) {
        if (each.id == id) return plainMessageText(each.value);
    }
    return {};
}

/// Agrees to the last digit that the readout shows.
bool shows(QString text, double value) {
    const qsizetype point = text.indexOf('.');
    const double unit = point < 0 ? 1.0 : std::pow(10.0, -static_cast<double>(text.size() - point - 1));
    text.replace(QChar(0x2212), '-').remove(QChar(0x2009)).remove(QChar(0x202F));
    const auto number = parseDouble(text.toStdString());
    return number && std::fabs(*number - value) <= 0.5000001 * unit;
}

}  // namespace

/// One value, wherever it is seen: on the page, in an exported picture, and on the command line.
class TestAreaValues : public QObject {
    Q_OBJECT

private slots:
    void oneValueEverywhere_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(kCases)); ++i)
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(kCases[i].function), QLatin1String(kCases[i].rule)))) << i;
    }

    void oneValueEverywhere() {
        QFETCH(int, index);
        const Case& c = kCases[index];
        const auto prepared = prepare(sceneOf(c));
        QVERIFY(prepared);
        const Frame frame = frameAt(*prepared, timelineOf(*prepared).opening);
        const bool isBound = QLatin1String(c.rule) == QLatin1String("lower") || QLatin1String(c.rule) == QLatin1String("upper");
        const QString sum = readout(frame, isBound ? c.rule : "sum");
        const QString integral = readout(frame, "integral");
        const QString function = QStringLiteral("--from=") + c.from;
        const Outcome whole = runProgram({"integral", c.function, function, QStringLiteral("--to=") + c.to, "--json"});
        QCOMPARE(whole.status, 0);
        QVERIFY2(shows(integral, whole.json()["value"].toDouble()), qPrintable(integral + QLatin1Char(' ') + whole.out));
        if (c.n > 0 && !sum.isEmpty()) {
            const Outcome part = runProgram(
                {"riemann", c.function, function, QStringLiteral("--to=") + c.to, "--n", QString::number(c.n), "--rule", c.rule, "--json"});
            QCOMPARE(part.status, 0);
            QVERIFY2(shows(sum, part.json()["value"].toDouble()), qPrintable(sum + QLatin1Char(' ') + part.out));
        }
        QStringList words{"render", "area", "-o", m_folder.filePath("area.svg")};
        for (const QString& setting : settings(c)) words << "--set" << setting;
        const Outcome picture = runProgram(words);
        QVERIFY2(picture.status == 0, picture.err);
        QFile file(m_folder.filePath("area.svg"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString svg = QString::fromUtf8(file.readAll());
        QVERIFY2(svg.contains(integral), qPrintable(integral));
        QVERIFY2(svg.contains(sum), qPrintable(sum));
    }

private:
    static constexpr Case kCases[] = {
        {"2sin(x)*e^(-x/6)", "0.4", "5.6", "midpoint", 13},
        {"x^2", "0", "1", "left", 64},
        {"e^x", "0", "1", "simpson", 10},
        {"sqrt(x)", "0", "4", "lower", 37},
        {"1/(1+x^2)", "0", "1", "upper", 100},
        {"sin(x)", "0", "pi", "trapezoid", 1000},
        {"e^(-x)", "0", "inf", "midpoint", 4},
        {"ln(x)", "0", "1", "right", 50},
        {"x^3-2x+1", "2", "-1", "right", 5},
    };
    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestAreaValues)
#include "tst_area_values.moc"
