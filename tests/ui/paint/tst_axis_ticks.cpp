#include <QtTest>
#include <cmath>

#include "ui/paint/axis_ticks.h"

using namespace calc;

namespace {

Axis axisOf(double low, double high, AxisScale scale = AxisScale::Linear) {
    Axis axis;
    axis.range = {low, high};
    axis.scale = scale;
    return axis;
}

QStringList labels(const AxisTicks& ticks) {
    QStringList result;
    for (const AxisTick& tick : ticks) result << tick.label;
    return result;
}

}  // namespace

class TestAxisTicks : public QObject {
    Q_OBJECT

private slots:
    void roundSteps() {
        QCOMPARE(labels(axisTicks(axisOf(-0.35, 6.6), 800, 88)), QStringList({"0", "1", "2", "3", "4", "5", "6"}));
        QCOMPARE(labels(axisTicks(axisOf(-5, 5), 450, 62)), QStringList({"\u22124", "\u22122", "0", "2", "4"}));
        QCOMPARE(labels(axisTicks(axisOf(0, 2.5), 400, 62)), QStringList({"0", "0.5", "1.0", "1.5", "2.0", "2.5"}));
    }
    void powersOfTenWhereNumbersAreSmallOrLarge() {
        QCOMPARE(labels(axisTicks(axisOf(-1.3e-3, 1.3e-3), 600, 200)), QStringList({"\u221210\u207B\u00B3", "0", "10\u207B\u00B3"}));
        QCOMPARE(labels(axisTicks(axisOf(0, 4e5), 300, 100)),
                 QStringList({"0", "2\u2009\u00B7\u200910\u2075", "4\u2009\u00B7\u200910\u2075"}));
    }
    void differencesWhereTheRangeIsTinyBesideItsValues() {
        const AxisTicks ticks = axisTicks(axisOf(1 - 3.1e-7, 1 + 1.4e-7), 400, 80);
        QVERIFY(labels(ticks).contains("1"));
        QVERIFY2(labels(ticks).contains("1 \u2212 10\u207B\u2077"), qPrintable(labels(ticks).join(" | ")));
        const QStringList words = labels(ticks);
        QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), words.size());
    }
    void anAxisOfDifferencesIsPlainUntilStepsAreFine() {
        Axis axis = axisOf(-1.3, 0.7);
        axis.origin = "1";
        QCOMPARE(labels(axisTicks(axis, 300, 70)), QStringList({"0", "0.5", "1.0", "1.5"}));
        QCOMPARE(axisTicks(axis, 300, 70).front().value, -1.0);
        axis.range = {-1.3e-3, 0.7e-3};
        const QStringList fine = labels(axisTicks(axis, 300, 70));
        QVERIFY2(fine.contains("1") && fine.contains("1 \u2212 0.5\u2009\u00B7\u200910\u207B\u00B3"), qPrintable(fine.join(" | ")));
        axis.origin = "\u03C0/2";
        axis.range = {-1, 1};
        QCOMPARE(labels(axisTicks(axis, 300, 120)), QStringList({"\u03C0/2 \u2212 1", "\u03C0/2", "\u03C0/2 + 1"}));
    }
    void aReciprocalAxisNamesRoundNumbersOutToInfinity() {
        const AxisTicks ticks = axisTicks(axisOf(-0.13e-3, 1.3e-3, AxisScale::Reciprocal), 700, 80);
        QCOMPARE(labels(ticks), QStringList({"\u221E", "5\u2009000", "2\u2009000", "10\u00B3"}));
        QCOMPARE(ticks.front().value, 0.0);
        QVERIFY(std::fabs(ticks.back().value - 1e-3) < 1e-15);
        const AxisTicks left = axisTicks(axisOf(-1.3, 0.13, AxisScale::Reciprocal), 700, 80);
        QCOMPARE(labels(left), QStringList({"\u22121", "\u22122", "\u22125", "\u2212\u221E"}));
    }
    void decades() {
        QCOMPARE(labels(axisTicks(axisOf(1, 1000, AxisScale::Log10), 300, 62)), QStringList({"1", "10", "10\u00B2", "10\u00B3"}));
        QCOMPARE(labels(axisTicks(axisOf(1e-12, 10, AxisScale::Log10), 370, 80)),
                 QStringList({"10\u207B\u00B9\u00B2", "10\u207B\u2079", "10\u207B\u2076", "10\u207B\u00B3", "1"}));
    }
    void noLabelTwiceAndSpacingKept_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("unit") << 0.0 << 1.0;
        QTest::newRow("tiny around 1") << 1 - 1e-12 << 1 + 1e-12;
        QTest::newRow("tiny around pi") << M_PI - 2e-9 << M_PI + 3e-9;
        QTest::newRow("large") << -3.2e11 << 7.1e12;
        QTest::newRow("small") << 1e-9 << 7e-9;
        QTest::newRow("odd") << -0.0371 << 0.0442;
        QTest::newRow("hundred") << 99.2 << 100.9;
    }
    void noLabelTwiceAndSpacingKept() {
        QFETCH(double, low);
        QFETCH(double, high);
        for (const double length : {120.0, 437.0, 1400.0}) {
            const AxisTicks ticks = axisTicks(axisOf(low, high), length, 60);
            QVERIFY(!ticks.empty());
            const QStringList words = labels(ticks);
            QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), words.size());
            for (std::size_t i = 0; i < ticks.size(); ++i) {
                QVERIFY(ticks[i].value >= low - 1e-5 * (high - low) && ticks[i].value <= high + 1e-5 * (high - low));
                if (i > 0) QVERIFY((ticks[i].value - ticks[i - 1].value) / (high - low) * length > 59.0);
            }
        }
    }
    void nothingForNoRange() {
        QVERIFY(axisTicks(axisOf(1, 1), 100, 10).empty());
        QVERIFY(axisTicks(axisOf(0, INFINITY), 100, 10).empty());
        QVERIFY(axisTicks(axisOf(NAN, 1), 100, 10).empty());
        QVERIFY(axisTicks(axisOf(-1, 1, AxisScale::Log10), 100, 10).empty());
    }
};

QTEST_MAIN(TestAxisTicks)
#include "tst_axis_ticks.moc"
