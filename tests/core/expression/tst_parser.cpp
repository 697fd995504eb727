#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/expression/parser.h"
#include "core/expression/print.h"

using namespace calc;

namespace {

QByteArray spelled(const QJsonObject& make) {
    return make["prefix"].toString().toUtf8() + make["repeat"].toString().toUtf8().repeated(make["count"].toInt()) +
           make["suffix"].toString().toUtf8() + make["repeat2"].toString().toUtf8().repeated(make["count2"].toInt());
}

}  // namespace

class TestParser : public QObject {
    Q_OBJECT
private slots:
    void referenceCases_data();
    void referenceCases();
};

void TestParser::referenceCases_data() {
    QTest::addColumn<QJsonObject>("testCase");
    QFile file(CALCULOSCOPE_TEST_DATA "/reference/parse.jsonl");
    QVERIFY(file.open(QIODevice::ReadOnly));
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty()) continue;
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QTest::newRow(qPrintable(object["id"].toString())) << object;
    }
}

void TestParser::referenceCases() {
    QFETCH(QJsonObject, testCase);
    QByteArray input = testCase["input"].toString().toUtf8();
    if (testCase.contains("input_hex")) input = QByteArray::fromHex(testCase["input_hex"].toString().toLatin1());
    if (testCase.contains("make")) input = spelled(testCase["make"].toObject());
    const auto result = parse(std::string_view(input.constData(), static_cast<std::size_t>(input.size())));
    const QString kind = testCase["kind"].toString();
    if (kind == "accept-or-refuse") {
        QVERIFY(result.ok() || result.error().code == ErrorCode::TooLarge);
        return;
    }
    if (kind != "refuse") {
        QVERIFY2(result.ok(), result.ok() ? "" : renderEnglish(result.error().message).c_str());
        return;
    }
    QVERIFY2(!result.ok(), "accepted");
    QVERIFY(result.error().span.has_value());
    const int column = static_cast<int>(result.error().span->first) + 1;
    if (testCase["columns"].isArray()) {
        QVERIFY2(testCase["columns"].toArray()[0].toInt() == column,
                 qPrintable(QString("column %1: %2").arg(column).arg(QString::fromStdString(renderEnglish(result.error().message)))));
    }
}

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
