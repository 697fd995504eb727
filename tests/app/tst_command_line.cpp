#include <QJsonArray>
#include <QtTest>
#include <cmath>

#include "tests/support/program_run.h"

namespace {

/// A mathematical verb that started a GUI would abort on the platform "nonesuch".
Outcome run(const QStringList& words, const QByteArray& input = {}) { return runProgram(words, input); }

}  // namespace

/// The window on a machine that has none to give: one line that names what works, instead of Qt's abort.
Outcome runWindow(const QString& display, const QString& platform) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("WAYLAND_DISPLAY");
    environment.insert("DISPLAY", display);
    environment.insert("QT_QPA_PLATFORM", platform);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(CALCULOSCOPE_BINARY, QStringList());
    if (!process.waitForFinished(60000)) return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

/// The promises of the command line that hold for every mathematical verb.
class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void aPersonReadsPlainText() {
        const Outcome outcome = run({"evaluate", "2x+1", "--x", "3"});
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.out, QByteArray("7\n"));
    }
    void anExpressionMayBeginWithAMinus() {
        QCOMPARE(run({"evaluate", "-x^2", "--x", "3", "--json"}).json()["value"].toDouble(), -9.0);
        QCOMPARE(run({"evaluate", "x", "--x", "-pi/2", "--json"}).json()["value"].toDouble(), -1.5707963267948966);
    }
    void numbersTakeExpressionsAndLists() {
        const QJsonArray gradient = run({"gradient", "x*y^2", "--at", "1.5", "-2", "--json"}).json()["gradient"].toArray();
        QCOMPARE(gradient, QJsonArray({4.0, -6.0}));
        QCOMPARE(run({"gradient", "x*y^2", "--at=1.5,-2", "--json"}).json()["gradient"].toArray(), gradient);
    }
    void theExpressionComesFromStandardInputByteForByte() {
        QCOMPARE(run({"evaluate", "-", "--json"}, "1+1\n").json()["value"].toDouble(), 2.0);
        const Outcome nul = run({"evaluate", "-", "--json"}, QByteArray("1+\0", 3));
        QCOMPARE(nul.status, 2);
        QCOMPARE(nul.json()["column"].toInt(), 3);
        QCOMPARE(run({"evaluate", "-", "--json"}, QByteArray(1 << 20, '(')).status, 2);
    }
    void anErrorHasAColumnACaretAndStatus2() {
        const Outcome outcome = run({"evaluate", "x+*2", "--x", "1"});
        QCOMPARE(outcome.status, 2);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(outcome.err.contains("column 3"), outcome.err);
        QVERIFY2(outcome.err.contains("\n  x+*2\n    ^\n"), outcome.err);
        const QJsonObject json = run({"evaluate", "x+*2", "--x", "1", "--json"}).json();
        QCOMPARE(json["kind"].toString(), QString("error"));
        QCOMPARE(json["column"].toInt(), 3);
    }
    void aVariableThatNobodyGaveIsNamed() {
        const Outcome outcome = run({"evaluate", "x+y", "--x", "1"});
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.err.contains("y"), outcome.err);
    }
    void withoutADisplayOneLineSaysWhatWorks() {
        for (const char* display : {"", ":4711"}) {
            for (const char* platform : {"", "xcb"}) {
                const Outcome outcome = runWindow(display, platform);
                QVERIFY2(outcome.status == 1, outcome.err);
                QCOMPARE(outcome.err.count('\n'), 1);
                QVERIFY2(outcome.err.contains("calculoscope render"), outcome.err);
            }
        }
    }
    void unknownFieldsAndVerbsAreMistakes() {
        QCOMPARE(run({"evaluate", "1", "--wavelength", "3"}).status, 2);
        QCOMPARE(run({"differentiate-everything", "1", "--json"}).status, 2);
        const QJsonObject answer = run({"evaluate", "--batch"}, "{\"id\": 7, \"f\": \"1\", \"wavelength\": 3}\n").json();
        QCOMPARE(answer["kind"].toString(), QString("error"));
        QCOMPARE(answer["id"].toInt(), 7);
    }
    void anEpsilonDeltaClaimIsProvedOrRefuted() {
        const QJsonObject proved = run({"epsilon-delta", "sin(x)/x", "--to", "0", "--limit", "1", "--epsilon", "0.01", "--json"}).json();
        QCOMPARE(proved["kind"].toString(), QString("proved"));
        QVERIFY(proved["delta"].toDouble() > 0.2 && proved["delta"].toDouble() < 0.25);
        const QJsonObject refuted = run({"epsilon-delta", "x^2", "--to", "3", "--limit", "9.1", "--epsilon", "0.01", "--json"}).json();
        QCOMPARE(refuted["kind"].toString(), QString("refuted"));
        const double x = refuted["witness"].toDouble();
        QVERIFY(x != 3.0 && std::fabs(x * x - 9.1) >= 0.01);
        const QJsonObject right =
            run({"epsilon-delta", "sqrt(x)", "--to", "0", "--limit", "0", "--epsilon", "0.1", "--side", "right", "--json"}).json();
        QCOMPARE(right["kind"].toString(), QString("proved"));
        QCOMPARE(run({"epsilon-delta", "x", "--to", "0", "--limit", "0", "--epsilon", "0"}).status, 2);
        QCOMPARE(run({"epsilon-delta", "x", "--to", "inf", "--limit", "0", "--epsilon", "1"}).status, 2);
    }
    void aBatchAnswersEveryLineInOrder() {
        QByteArray input;
        for (int i = 0; i < 1000; ++i) input += i == 500 ? QByteArray("{not json\n") : "{\"id\": " + QByteArray::number(i) + ", \"f\": \"x^2\", \"x\": " + QByteArray::number(i) + "}\n";
        const Outcome outcome = run({"evaluate", "--batch"}, input);
        QCOMPARE(outcome.status, 0);
        const auto lines = outcome.lines();
        QCOMPARE(lines.size(), 1000);
        for (int i = 0; i < 1000; ++i) {
            if (i == 500) {
                QCOMPARE(lines[i]["kind"].toString(), QString("error"));
            } else {
                QCOMPARE(lines[i]["id"].toInt(), i);
                QCOMPARE(lines[i]["value"].toDouble(), double(i) * i);
            }
        }
    }
    void theIdIsGivenBackAsItCame() {
        QCOMPARE(run({"evaluate", "--batch"}, "{\"id\": \"π \\\" a\", \"f\": \"1\"}\n").json()["id"].toString(), QString("π \" a"));
        QCOMPARE(run({"evaluate", "--batch"}, "{\"id\": {\"a\": [1, 2]}, \"f\": \"1\"}\n").json()["id"].toObject()["a"].toArray().size(), 2);
    }
    void whatHasNoValueSaysSo() {
        for (const QString expression : {"sqrt(-1)", "ln(0)", "1/0", "asin(2)", "0^0", "(-8)^(1/3)"}) {
            QCOMPARE(run({"evaluate", expression, "--json"}).json()["kind"].toString(), QString("undefined"));
        }
        const QJsonObject huge = run({"evaluate", "-exp(1000)", "--json"}).json();
        QCOMPARE(huge["kind"].toString(), QString("overflow"));
        QCOMPARE(huge["sign"].toInt(), -1);
    }
    void helpAndVersionWork() {
        QCOMPARE(run({"--help"}).status, 0);
        QVERIFY(run({"--help"}).out.contains("render"));
        QCOMPARE(run({"--version"}).status, 0);
        QVERIFY(run({"evaluate", "--help"}).out.contains("--json"));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
