#include <QDate>
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

double dayOf(int year, int month, int day) { return static_cast<double>(QDate(1970, 1, 1).daysTo(QDate(year, month, day))); }

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
    void datesAreNamedWhereMonthsAndYearsBegin() {
        const auto dates = [](double low, double high, double length) {
            return labels(axisTicks(axisOf(low, high, AxisScale::Days), length, 88));
        };
        QCOMPARE(dates(dayOf(2011, 1, 1) - 9, dayOf(2013, 1, 1) + 9, 490), QStringList({"2011", "Jul", "2012", "Jul", "2013"}));
        QCOMPARE(dates(dayOf(2011, 1, 1), dayOf(2013, 1, 1), 900),
                 QStringList({"2011", "Apr", "Jul", "Oct", "2012", "Apr", "Jul", "Oct", "2013"}));
        QCOMPARE(dates(dayOf(2012, 6, 1), dayOf(2012, 8, 31), 490), QStringList({"Jun", "Jul", "Aug"}));
        // Mondays, every other one.
        QCOMPARE(dates(dayOf(2012, 6, 1), dayOf(2012, 8, 31), 800),
                 QStringList({"11 Jun", "25 Jun", "9 Jul", "23 Jul", "6 Aug", "20 Aug"}));
        QCOMPARE(dates(dayOf(2012, 2, 27) - 0.3, dayOf(2012, 3, 2) + 0.3, 490),
                 QStringList({"27 Feb", "28 Feb", "29 Feb", "Mar", "2 Mar"}));
        QCOMPARE(dates(dayOf(1967, 12, 30) - 0.3, dayOf(1968, 1, 2) + 0.3, 490), QStringList({"30 Dec", "31 Dec", "1968", "2 Jan"}));
        QCOMPARE(dates(dayOf(1900, 1, 1), dayOf(2100, 1, 1), 490), QStringList({"1900", "1950", "2000", "2050", "2100"}));
    }
    void datesStandOnDaysAndKeepTheirSpacing() {
        for (const double days : {3.0, 11.0, 40.0, 92.0, 366.0, 1461.0, 9000.0, 80000.0, 900000.0})
            for (const double low : {dayOf(2011, 1, 1), dayOf(1969, 12, 30) + 0.4, dayOf(1, 1, 1), dayOf(2012, 2, 29)})
                for (const double length : {300.0, 490.0, 1400.0}) {
                    const AxisTicks ticks = axisTicks(axisOf(low, low + days, AxisScale::Days), length, 70);
                    QVERIFY2(!ticks.empty(), qPrintable(QString("%1 days from %2 on %3").arg(days).arg(low).arg(length)));
                    for (std::size_t i = 0; i < ticks.size(); ++i) {
                        QVERIFY(ticks[i].value >= low && ticks[i].value <= low + days);
                        QCOMPARE(ticks[i].value, std::floor(ticks[i].value));
                        QVERIFY(!ticks[i].label.isEmpty());
                        // February is the shortest month.
                        if (i > 0) QVERIFY((ticks[i].value - ticks[i - 1].value) / days * length > 0.88 * 70);
                    }
                }
        QVERIFY(axisTicks(axisOf(dayOf(1, 1, 1) - 400, dayOf(1, 1, 1), AxisScale::Days), 490, 70).empty());
        QVERIFY(axisTicks(axisOf(0, 1e300, AxisScale::Days), 490, 70).empty());
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
