#include <QtTest>
#include <cmath>

#include "core/calculus/quadrature.h"
#include "core/expression/parser.h"
#include "core/scene/area_prepare.h"
#include "core/scene/prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/reference_cases.h"

using namespace calc;

namespace {

AreaScene sceneOf(const QJsonObject& line) {
    AreaScene area;
    area.function = line["f"].toString().toStdString();
    area.from = textOf(line["from"]).toStdString();
    area.to = textOf(line["to"]).toStdString();
    return area;
}

bool agrees(double value, const QJsonObject& line) {
    const double expected = textOf(line["value"]).toDouble();
    return std::fabs(value - expected) <= line["rtol"].toDouble() * std::fabs(expected) + line["atol"].toDouble();
}

SumRule ruleOf(const QString& name) {
    const QStringList names{"left", "right", "midpoint", "trapezoid", "simpson", "lower", "upper"};
    return static_cast<SumRule>(names.indexOf(name));
}

}  // namespace

/// The reference cases through the page's own Scene: what the page shows is right, and the same as the function behind the verb gives.
class TestAreaReference : public QObject {
    Q_OBJECT

private slots:
    void integrals_data() {
        QTest::addColumn<QJsonObject>("line");
        for (const QJsonObject& line : casesOf(QStringLiteral("reference/integrals.jsonl"))) {
            // What takes long beside its value is left to the test of the verb.
            QTest::newRow(qPrintable(line["id"].toString() + QLatin1Char(' ') + line["f"].toString())) << line;
        }
    }

    void integrals() {
        QFETCH(QJsonObject, line);
        AreaScene area = sceneOf(line);
        area.rectangles = 4;
        const auto prepared = prepare(Scene{{}, area});
        QVERIFY(prepared);
        const auto& part = *std::get<std::shared_ptr<const AreaPrepared>>(prepared->parts);
        const Integral& integral = part.exact->integral;
        const Integral verb = integrate(*parse(area.function), part.exact->limits);
        QCOMPARE(static_cast<int>(integral.kind), static_cast<int>(verb.kind));
        const QString kind = line["kind"].toString();
        if (integral.kind == IntegralKind::Value) {
            QCOMPARE(integral.value, verb.value);
            QCOMPARE(kind, QStringLiteral("value"));
            QVERIFY2(agrees(integral.value, line), qPrintable(QString::number(integral.value, 'g', 17)));
        } else if (integral.kind != IntegralKind::Undetermined) {
            QCOMPARE(integral.kind == IntegralKind::Diverges, kind == QLatin1String("diverges"));
            QCOMPARE(integral.kind == IntegralKind::Undefined, kind == QLatin1String("undefined"));
        }
        for (const double time : {0.0, part.timeline.opening, part.timeline.duration}) {
            const QString fault = test::faultOf(frameAt(*prepared, time));
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
        }
        // Bounds that move come as near to a value as they say.
        if (part.moving && integral.kind == IntegralKind::Value && part.moving->ends.size() == 1) {
            const MovingEnd& end = part.moving->ends.front();
            const ImproperEnd* behaviour = end.behaviour();
            if (behaviour && behaviour->kind == ImproperEnd::Kind::Rapid)
                QVERIFY(std::fabs(part.moving->totals.back() - integral.value) < 1e-8 * (1.0 + std::fabs(integral.value)));
        }
    }

    void sums_data() {
        QTest::addColumn<QJsonObject>("line");
        for (const QJsonObject& line : casesOf(QStringLiteral("reference/riemann.jsonl"))) {
            QTest::newRow(qPrintable(line["id"].toString() + QLatin1Char(' ') + line["f"].toString())) << line;
        }
    }

    void sums() {
        QFETCH(QJsonObject, line);
        AreaScene area = sceneOf(line);
        area.rectangles = line["n"].toInt();
        area.rule = ruleOf(line["method"].toString());
        const auto prepared = prepare(Scene{{}, area});
        QVERIFY(prepared);
        const auto& part = *std::get<std::shared_ptr<const AreaPrepared>>(prepared->parts);
        const AreaStop& stop = part.sums->stops[static_cast<std::size_t>(stepAt(part.timeline, part.timeline.opening))];
        QCOMPARE(stop.n, area.rectangles);
        const Program program = Program::compile(*parse(area.function));
        const auto verb = riemannSum(program, part.exact->limits, area.rectangles, static_cast<RiemannRule>(area.rule));
        QVERIFY(verb);
        QCOMPARE(static_cast<int>(stop.kind), static_cast<int>(verb->kind));
        QCOMPARE(stop.kind == RiemannSum::Kind::Value, line["kind"].toString() == QLatin1String("value"));
        if (stop.kind != RiemannSum::Kind::Value) return;
        QCOMPARE(stop.sum, verb->sum.value);
        QVERIFY2(agrees(stop.sum, line), qPrintable(QString::number(stop.sum, 'g', 17)));
        const Frame frame = frameAt(*prepared, part.timeline.opening);
        QVERIFY(test::faultOf(frame).isEmpty());
        QVERIFY(frame.position == (Message{"n = {0}", {std::int64_t{area.rectangles}}}));
    }
};

QTEST_APPLESS_MAIN(TestAreaReference)
#include "tst_area_reference.moc"
