// label: slow
#include <QtTest>
#include <cmath>

#include "core/scene/accumulation_prepare.h"
#include "tests/support/reference_cases.h"

using namespace calc;

namespace {

const AccumulationMoment& openingMoment(const AccumulationPrepared& accumulation) {
    const AccumulationMoment* best = &accumulation.moments->front();
    for (const AccumulationMoment& moment : *accumulation.moments) {
        if (moment.time <= accumulation.timeline.opening) best = &moment;
    }
    return *best;
}

}  // namespace

class TestAccumulationReference : public QObject {
    Q_OBJECT

private slots:
    void referenceCases();
};

/// Every integral over a finite range is F of its upper end: the value that the page shows.
void TestAccumulationReference::referenceCases() {
    int right = 0;
    int refused = 0;
    int asked = 0;
    for (const QJsonObject& each : casesOf(QStringLiteral("reference/integrals.jsonl"))) {
        const bool isFinite = each["from"].isDouble() && each["to"].isDouble();
        if (!isFinite) continue;
        const std::string id = each["id"].toString().toStdString();
        const AccumulationScene asScene{
            each["f"].toString().toStdString(), textOf(each["from"]).toStdString(), textOf(each["to"]).toStdString(), {}, {}};
        const bool hasValue = each["kind"].toString() == QLatin1String("value");
        ++asked;
        const auto result = prepareAccumulation(asScene, nullptr, {});
        if (!result) {
            QVERIFY2(result.error().field == "from" || result.error().field == "xRange", id.c_str());
            refused += hasValue ? 1 : 0;
            right += hasValue ? 0 : 1;
            continue;
        }
        const AccumulationMoment& moment = openingMoment(**result);
        QCOMPARE(moment.x, (*result)->at);
        if (!hasValue) {
            QVERIFY2(!moment.sum, id.c_str());
            ++right;
            continue;
        }
        if (!moment.sum) {
            ++refused;
            continue;
        }
        const double value = each["value"].toString().toDouble();
        const double allowed = each["atol"].toDouble() + each["rtol"].toDouble() * std::fabs(value);
        QVERIFY2(std::fabs(moment.sum->value - value) <= allowed, id.c_str());
        QVERIFY2(std::fabs(moment.sum->value - value) <= moment.sum->error + 1e-15 * std::fabs(value), id.c_str());
        ++right;
    }
    QVERIFY(asked > 40);
    QVERIFY2(refused * 20 <= asked, qPrintable(QString("%1 right, %2 refused of %3").arg(right).arg(refused).arg(asked)));
}

QTEST_APPLESS_MAIN(TestAccumulationReference)
#include "tst_accumulation_reference.moc"
