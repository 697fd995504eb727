#include <QtTest>

#include "interval_truth.h"

using calc::Interval;

/// Enclosures against values to 50 digits (few; tst_interval_functions_million takes many), and what is said about domain and jumps.
class IntervalFunctionsTest : public QObject {
    Q_OBJECT
private slots:
    void containsTheTruth_data() {
        QTest::addColumn<int>("index");
        const auto functions = truth::functions();
        for (std::size_t i = 0; i < functions.size(); ++i) QTest::newRow(functions[i].name.c_str()) << static_cast<int>(i);
    }
    void containsTheTruth() {
        QFETCH(int, index);
        const std::string lie = truth::firstLie(truth::functions()[static_cast<std::size_t>(index)], 7, 4000);
        QVERIFY2(lie.empty(), lie.c_str());
    }

    void extremaInside() {
        QCOMPARE(calc::sin(Interval::of(1.0, 2.0)).high, 1.0);
        QCOMPARE(calc::sin(Interval::of(-2.0, 5.0)), Interval::of(-1.0, 1.0));
        QCOMPARE(calc::cos(Interval::of(-0.5, 0.25)).high, 1.0);
        QVERIFY(calc::cos(Interval::of(0.1, 0.2)).high < 1.0);
        QCOMPARE(calc::cosh(Interval::of(-1.0, 0.5)).low, 1.0);
        QCOMPARE(calc::square(Interval::of(-2.0, 1.0)), Interval::of(0.0, 4.0));
        QVERIFY(calc::gamma(Interval::of(1.0, 2.0)).low < 0.88560319441088871);
        QVERIFY(calc::gamma(Interval::of(1.0, 2.0)).low > 0.885603194);
    }

    void exactValuesStayPoints() {
        QCOMPARE(calc::sin(Interval::point(0.0)), Interval::point(0.0));
        QCOMPARE(calc::exp(Interval::point(0.0)), Interval::point(1.0));
        QCOMPARE(calc::ln(Interval::point(1.0)), Interval::point(0.0));
        QCOMPARE(calc::log2(Interval::point(8.0)), Interval::point(3.0));
        QCOMPARE(calc::log10(Interval::point(1000.0)), Interval::point(3.0));
        QCOMPARE(calc::sqrt(Interval::point(2.25)), Interval::point(1.5));
        QCOMPARE(calc::cbrt(Interval::point(-27.0)), Interval::point(-3.0));
        QCOMPARE(calc::powerInteger(Interval::point(3.0), 20.0), Interval::point(3486784401.0));
        QCOMPARE(calc::gamma(Interval::point(6.0)), Interval::point(120.0));
        QCOMPARE(Interval::point(0.5) + Interval::point(0.25), Interval::point(0.75));
        QCOMPARE(Interval::point(3.0) / Interval::point(8.0), Interval::point(0.375));
    }

    void whatIsNotDefined() {
        QVERIFY(!calc::ln(Interval::of(0.0, 1.0)).defined);
        QVERIFY(calc::ln(Interval::of(-2.0, -1.0)).isEmpty());
        QVERIFY(!calc::sqrt(Interval::of(-1.0, 4.0)).defined);
        QCOMPARE(calc::sqrt(Interval::of(-1.0, 4.0)).high, 2.0);
        QVERIFY(calc::sqrt(Interval::of(0.0, 4.0)).continuous);
        QVERIFY(!calc::tan(Interval::of(1.5, 1.6)).defined);
        QVERIFY(calc::tan(Interval::point(1.5707963267948966)).defined);
        QVERIFY(!calc::gamma(Interval::of(-1.5, -0.5)).defined);
        QVERIFY(calc::gamma(Interval::of(-0.9, -0.1)).defined);
        QVERIFY(!calc::power(Interval::of(-1.0, 1.0), Interval::point(0.5)).defined);
        QVERIFY(calc::powerInteger(Interval::point(0.0), -1.0).isEmpty());
        QVERIFY(calc::powerInteger(Interval::point(0.0), 0.0).isEmpty());
        QVERIFY(calc::power(Interval::of(0.0, 1.0), Interval::of(0.5, 1.5)).defined);
        QVERIFY(!calc::power(Interval::of(0.0, 1.0), Interval::of(0.0, 1.5)).defined);
    }

    void whatJumps() {
        QVERIFY(!calc::floor(Interval::of(0.5, 1.0)).continuous);
        QVERIFY(calc::floor(Interval::of(1.0, 1.5)).continuous);
        QVERIFY(!calc::sign(Interval::of(0.0, 1.0)).continuous);
        const Interval condition = calc::less(Interval::of(0.0, 1.0), Interval::point(0.5));
        const Interval chosen = calc::select(condition, Interval::point(1.0), Interval::point(2.0));
        QVERIFY(!chosen.continuous && chosen.defined);
        QCOMPARE(chosen.low, 1.0);
        QCOMPARE(chosen.high, 2.0);
        const Interval sure =
            calc::select(calc::less(Interval::of(0.0, 0.25), Interval::point(0.5)), Interval::point(1.0), Interval::empty());
        QCOMPARE(sure, Interval::point(1.0));
    }

    void overflowStaysAnEnclosure() {
        const Interval big = calc::exp(Interval::point(1000.0));
        QVERIFY(std::isfinite(big.low) && std::isinf(big.high) && big.defined);
        QVERIFY((Interval::point(1.0) / big).contains(0.0));
        QVERIFY((big - big).contains(0.0));
        QVERIFY((big * Interval::point(0.0)) == Interval::point(0.0));
        QVERIFY((Interval::point(1e308) * Interval::point(10.0)).low >= 1.7e308);
    }

    void arithmeticIsTightAndOutward() {
        truth::Arguments arguments(3, 1e6);
        for (int i = 0; i < 20000; ++i) {
            const double a = arguments.next();
            const double b = arguments.next();
            const truth::Big x(a);
            const truth::Big y(b);
            const Interval sum = Interval::point(a) + Interval::point(b);
            const Interval product = Interval::point(a) * Interval::point(b);
            QVERIFY(truth::Big(sum.low) <= x + y && x + y <= truth::Big(sum.high));
            QVERIFY(sum.isPoint() || std::nextafter(sum.low, HUGE_VAL) == sum.high);
            QVERIFY(truth::Big(product.low) <= x * y && x * y <= truth::Big(product.high));
            QVERIFY(product.isPoint() || product.magnitude() < 1e-270 || std::nextafter(product.low, HUGE_VAL) == product.high);
            if (b == 0.0) continue;
            const Interval quotient = Interval::point(a) / Interval::point(b);
            QVERIFY(truth::Big(quotient.low) * abs(y) <= x * sign(y) && x * sign(y) <= truth::Big(quotient.high) * abs(y));
            QVERIFY(quotient.isPoint() || quotient.magnitude() < 1e-270 || std::fabs(a) < 1e-270 ||
                    std::nextafter(quotient.low, HUGE_VAL) == quotient.high);
        }
    }

    void middleLiesInside_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const double inf = HUGE_VAL;
        QTest::newRow("all") << -inf << inf;
        QTest::newRow("up") << 3.0 << inf;
        QTest::newRow("down") << -inf << -1e308;
        QTest::newRow("far up") << 1e308 << inf;
        QTest::newRow("wide") << -1e308 << 1.5e308;
        QTest::newRow("narrow") << 1.0 << std::nextafter(1.0, 2.0);
    }
    void middleLiesInside() {
        QFETCH(double, low);
        QFETCH(double, high);
        const double middle = Interval::of(low, high).middle();
        QVERIFY(std::isfinite(middle) && low <= middle && middle <= high);
    }

private:
    static truth::Big sign(const truth::Big& v) { return v < 0 ? -1 : 1; }
};

QTEST_APPLESS_MAIN(IntervalFunctionsTest)
#include "tst_interval_functions.moc"
