#include <QtTest>
#include <cmath>

#include "core/calculus/recursion.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

RecursionMap mapOf(const char* text) {
    return GradientProgram::compile(*parse(text, {Variable::X, Variable::T}), {Variable::X, Variable::T});
}
const RecursionMap kLogistic = mapOf("t*x*(1-x)");

}  // namespace

class TestRecursion : public QObject {
    Q_OBJECT

private slots:
    void fixedPointsOfTheLogisticMap() {
        for (const double r : {0.5, 2.0, 2.8, 3.2, 3.9}) {
            const auto points = fixedPoints(kLogistic, r, {-0.1, 1.1});
            // 0 with slope r, and 1 - 1/r with slope 2 - r.
            const double other = 1.0 - 1.0 / r;
            QCOMPARE(points.size(), std::size_t{other > -0.1 ? 2u : 1u});
            for (const FixedPoint& point : points) {
                const bool isZero = std::fabs(point.x) < 1e-9;
                QVERIFY(isZero || std::fabs(point.x - other) < 1e-12);
                QVERIFY(std::fabs(point.slope - (isZero ? r : 2.0 - r)) < 1e-9);
                QVERIFY(point.kind == (std::fabs(point.slope) < 1.0 ? FixedPoint::Kind::Attracting : FixedPoint::Kind::Repelling));
            }
        }
        // At r = 1 the slope does not decide; a jump is no fixed point.
        const auto touching = fixedPoints(kLogistic, 1.0, {-0.1, 0.3});
        QVERIFY(!touching.empty() && touching.front().kind == FixedPoint::Kind::Undecided);
        QVERIFY(fixedPoints(mapOf("if(x < 0.3, 1, -1)"), 0.0, {0.0, 0.9}).empty());
        QVERIFY(fixedPoints(mapOf("x"), 0.0, {0.0, 1.0}).empty());
    }

    /// Periods where the cascade is known (May 1976): 1 up to 3, 2 up to 1 + √6, 4 up to 3.5440903, 3 in its window at 3.8284 … 3.8415.
    void periodsOfTheLogisticMap_data() {
        QTest::addColumn<double>("r");
        QTest::addColumn<int>("period");
        for (const auto& [r, period] : {std::pair{0.5, 1}, {2.0, 1}, {2.9, 1}, {3.2, 2}, {3.4, 2}, {3.5, 4}, {3.55, 8}, {3.835, 3}})
            QTest::newRow(qPrintable(QString::number(r))) << r << period;
    }
    void periodsOfTheLogisticMap() {
        QFETCH(double, r);
        QFETCH(int, period);
        const LongRun run = longRunOf(kLogistic, r, 0.2);
        QVERIFY(run.kind == LongRun::Kind::Cycle);
        QCOMPARE(run.period, period);
        QVERIFY(std::fabs(run.multiplier) < 1.0);
        QVERIFY(run.exponent < 0.0);
        // Each value of the cycle comes back.
        for (std::size_t k = 0; k < run.cycle.size(); ++k) {
            const double x = run.cycle[k];
            QVERIFY(std::fabs(r * x * (1.0 - x) - run.cycle[(k + 1) % run.cycle.size()]) < 1e-8);
        }
    }

    /// At r = 4 the exponent is ln 2 for almost every start.
    void chaosHasAPositiveExponent() {
        const LongRun run = longRunOf(kLogistic, 4.0, 0.2345);
        QVERIFY(run.kind == LongRun::Kind::Irregular);
        QVERIFY(std::fabs(run.exponent - std::log(2.0)) < 0.02);
        QVERIFY(longRunOf(kLogistic, 3.9, 0.2).kind == LongRun::Kind::Irregular);
    }

    void whatIsNotSeenIsNotClaimed() {
        // At r = 3 it settles like 1/√n: no period agrees to nine digits, and nothing parts.
        QVERIFY(longRunOf(kLogistic, 3.0, 0.2).kind == LongRun::Kind::Slow);
        // A start that lands on a fixed point that repels.
        const LongRun landed = longRunOf(kLogistic, 4.0, 0.5);
        QVERIFY(landed.kind == LongRun::Kind::Cycle && landed.period == 1 && std::fabs(landed.multiplier) > 1.0);
        QVERIFY(longRunOf(kLogistic, 3.0, 2.0).kind == LongRun::Kind::Leaves);
        QVERIFY(longRunOf(mapOf("sqrt(x-1)"), 0.0, 3.0).kind == LongRun::Kind::NoValue);
        QVERIFY(longRunOf(mapOf("(x+2/x)/2"), 0.0, 3.0).kind == LongRun::Kind::Cycle);
    }

    void theAttractorLiesWhereOrbitsEnd() {
        const auto points = attractorOf(kLogistic, {2.5, 3.4}, 0.2, 10, 40);
        QVERIFY(!points.empty());
        for (const Vec2 p : points) {
            if (p.x < 2.95) QVERIFY(std::fabs(p.y - (1.0 - 1.0 / p.x)) < 1e-3);
            QVERIFY(p.y > 0.0 && p.y < 1.0);
        }
    }
};

QTEST_APPLESS_MAIN(TestRecursion)
#include "tst_recursion.moc"
