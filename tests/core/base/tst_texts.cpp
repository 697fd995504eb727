#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

#include "core/base/json_writer.h"
#include "core/base/message.h"
#include "core/base/rich_text.h"
#include "core/base/role.h"
#include "core/base/utf8.h"

using namespace calc;

/// Messages, role tags, UTF-8 and the JSON writer.
class TestTexts : public QObject {
    Q_OBJECT

private slots:
    void aTemplateIsFilled() {
        const Message message{"step {0} of {1}: <loss>{2}</loss> at {3} {{0}", {std::int64_t{24}, std::int64_t{90000}, NumberArgument{-0.5}, std::string("x")}};
        QCOMPARE(renderEnglish(message), std::string("step 24 of 90\u2009000: <loss>−0.5</loss> at x {0}"));
        QCOMPARE(renderPlainEnglish(message), std::string("step 24 of 90\u2009000: −0.5 at x {0}"));
        QCOMPARE(fill("{5} stays empty", {}), std::string(" stays empty"));
    }
    void tagsBecomeRuns() {
        const auto runs = richText("the <secant>secant</secant> turns");
        QCOMPARE(runs.size(), std::size_t{3});
        QCOMPARE(runs[1].text, std::string("secant"));
        QVERIFY(runs[1].role == Role::Secant);
        QCOMPARE(plainText("a < b and <nonsense>c</nonsense> <secant>open"), std::string("a < b and <nonsense>c</nonsense> <secant>open"));
    }
    void everyRoleHasAName() {
        for (int i = 0; i < kRoleCount; ++i) {
            const auto role = static_cast<Role>(i);
            QVERIFY(!roleName(role).empty());
            QVERIFY(roleByName(roleName(role)) == role);
        }
        QVERIFY(!roleByName("nonesuch"));
    }
    void brokenUtf8IsReplacedByteByByte() {
        const std::string text = "a\xC3\xA4\xFF\xED\xA0\x80\xC0\x80\xE2\x82";
        const auto points = codePoints(text);
        QCOMPARE(points.size(), std::size_t{10});
        QCOMPARE(points[1].value, U'ä');
        for (std::size_t i = 2; i < points.size(); ++i) QVERIFY(!points[i].valid);
    }
    void codePointsReadBack() {
        std::mt19937 random(3);
        for (int i = 0; i < 20000; ++i) {
            const auto value = static_cast<char32_t>(random() % 0x110000U);
            if (value >= 0xD800 && value <= 0xDFFF) continue;
            std::string text;
            appendUtf8(text, value);
            const auto points = codePoints(text);
            QCOMPARE(points.size(), std::size_t{1});
            QVERIFY(points[0].valid);
            QCOMPARE(points[0].value, value);
        }
    }
    void jsonIsReadByOthers() {
        for (const int indent : {0, 2}) {
            JsonWriter out(indent);
            out.beginObject();
            out.field("text", std::string_view("quote \" back \\ line\n tab\t bell\x07 π \xFF"));
            out.field("tenth", 0.1);
            out.field("huge", std::numeric_limits<double>::infinity());
            out.field("flag", true);
            out.key("list");
            out.beginArray();
            for (int i = 0; i < 3; ++i) out.value(i);
            out.beginArray();
            out.endArray();
            out.null();
            out.endArray();
            out.field("none", std::nan(""));
            out.endObject();
            QJsonParseError error;
            const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(out.text()), &error).object();
            QCOMPARE(error.error, QJsonParseError::NoError);
            QCOMPARE(json["text"].toString(), QString::fromUtf8("quote \" back \\ line\n tab\t bell\x07 π \uFFFD"));
            QCOMPARE(json["tenth"].toDouble(), 0.1);
            QCOMPARE(json["huge"].toString(), QString("inf"));
            QCOMPARE(json["list"].toArray().size(), 5);
            QVERIFY(json["none"].isNull());
        }
    }
};

QTEST_APPLESS_MAIN(TestTexts)
#include "tst_texts.moc"
