#include <QtTest>
#include <cmath>
#include <functional>
#include <numbers>

#include "core/calculus/accumulation.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

Accumulation accumulated(const char* f, double from, Range range) {
    const auto result = accumulate(*parse(f), from, range);
    if (!result) qFatal("%s: %s", f, renderPlainEnglish(result.error().message).c_str());
    return *result;
}

}  // namespace

class TestAccumulation : public QObject {
    Q_OBJECT

private slots:
    /// The claim of the header: |value - F(x)| <= error, against antiderivatives known in closed form (in long double).
    void theErrorHolds_data() {
        using Truth = std::function<long double(long double)>;
        QTest::addColumn<QByteArray>("f");
        QTest::addColumn<Truth>("antiderivative");
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const auto row = [](const char* f, Truth F, double from, double low, double high) {
            QTest::newRow(f) << QByteArray(f) << F << from << low << high;
        };
        row(
            "x^2", [](long double x) { return x * x * x / 3; }, 0, -2, 3);
        row(
            "cos(x)", [](long double x) { return std::sin(x); }, 1, -10, 10);
        row(
            "sin(40*x)", [](long double x) { return -std::cos(40 * x) / 40; }, 0, -10, 10);
        row(
            "exp(-x^2)", [](long double x) { return std::erf(x) * std::sqrt(std::numbers::pi_v<long double>) / 2; }, 0, -6, 6);
        row(
            "1/(1+x^2)", [](long double x) { return std::atan(x); }, -3, -50, 50);
        row(
            "1/(1+10000*x^2)", [](long double x) { return std::atan(100 * x) / 100; }, 0, -5, 5);
        row(
            "abs(x)", [](long double x) { return x * std::fabs(x) / 2; }, 1, -2, 2);
        row(
            "sign(x)", [](long double x) { return std::fabs(x); }, -1, -2, 2);
        row(
            "floor(x)",
            [](long double x) {
                const long double n = std::floor(x);
                return n * (n - 1) / 2 + n * (x - n);
            },
            0, -3.5, 4.5);
        row(
            "1/x", [](long double x) { return std::log(x); }, 1, 0.01, 30);
        row(
            "1/sqrt(x)", [](long double x) { return 2 * std::sqrt(x); }, 0, 0, 4);
        row(
            "ln(x)", [](long double x) { return x == 0 ? 0 : x * std::log(x) - x; }, 0, 0, 3);
        row(
            "sqrt(x)", [](long double x) { return 2 * x * std::sqrt(x) / 3; }, 0, 0, 4);
        row(
            "1/sqrt(abs(x))", [](long double x) { return x < 0 ? -2 * std::sqrt(-x) : 2 * std::sqrt(x); }, 1, -2, 2);
        row(
            "cbrt(x)", [](long double x) { return 0.75L * x * std::cbrt(x); }, -1, -2, 2);
        row(
            "if(x<1, x, 3-x)", [](long double x) { return x < 1 ? x * x / 2 : 3 * x - x * x / 2 - 2; }, 0, -1, 3);
        row(
            "exp(x)", [](long double x) { return std::exp(x); }, 0, -30, 30);
        row(
            "1/cosh(20*(x-1))^2", [](long double x) { return std::tanh(20 * (x - 1)) / 20; }, 0, -3, 3);
    }
    void theErrorHolds() {
        using Truth = std::function<long double(long double)>;
        QFETCH(QByteArray, f);
        QFETCH(Truth, antiderivative);
        QFETCH(double, from);
        QFETCH(double, low);
        QFETCH(double, high);
        const Accumulation F = accumulated(f.constData(), from, {low, high});
        QCOMPARE(F.reach(), (Range{low, high}));
        QCOMPARE(F(from)->value, 0.0);
        double largest = 0.0;
        for (int i = 0; i <= 1000; ++i) largest = std::max(largest, std::fabs(F.value(low + (high - low) * i / 1000.0)));
        for (int i = 0; i <= 1000; ++i) {
            const double x = i == 1000 ? high : low + (high - low) * i / 1000.0;
            const auto value = F(x);
            QVERIFY(value.has_value());
            const long double truth = antiderivative(x) - antiderivative(from);
            const auto off = static_cast<double>(std::fabs(truth - static_cast<long double>(value->value)));
            // What the long doubles of the truth lose where both values are nearly equal.
            const auto lost = static_cast<double>(4 * std::numeric_limits<long double>::epsilon() *
                                                  (std::fabs(antiderivative(x)) + std::fabs(antiderivative(from))));
            QVERIFY2(off <= value->error + lost, qPrintable(QStringLiteral("x %1: %2 off, %3 said").arg(x).arg(off).arg(value->error)));
            QVERIFY2(value->error <= 1e-9 * largest, qPrintable(QStringLiteral("x %1: error %2").arg(x).arg(value->error)));
        }
    }
    void itEndsWhereFCannotBeIntegrated() {
        const Accumulation pole = accumulated("1/x", 1, {-2, 3});
        QCOMPARE(pole.reach(), (Range{0, 3}));
        QVERIFY(!pole.whyLow().empty());
        QVERIFY(pole.whyHigh().empty());
        QVERIFY(!pole(-1).has_value());
        QVERIFY(!pole(0).has_value());
        for (const double x : {1e-9, 0.001, 0.3, 2.9}) QVERIFY(std::fabs(pole(x)->value - std::log(x)) <= pole(x)->error + 1e-15);
        QVERIFY(std::isnan(pole.value(-1)));
        const Accumulation domain = accumulated("sqrt(x-1)", 2, {0, 3});
        QCOMPARE(domain.reach().low, 1.0);
        QVERIFY(!domain.whyLow().empty());
        const Accumulation both = accumulated("tan(x)", 0, {-5, 5});
        QVERIFY(std::fabs(both.reach().high - std::numbers::pi / 2) < 1e-15);
        QVERIFY(std::fabs(both.reach().low + std::numbers::pi / 2) < 1e-15);
    }
    void whatCannotBeginIsRefused() {
        QVERIFY(!accumulate(*parse("1/x"), 0, {-1, 1}).ok());
        QVERIFY(!accumulate(*parse("sqrt(-1-x^2)"), 0, {-1, 1}).ok());
        QVERIFY(!accumulate(*parse("x"), 0, {0, INFINITY}).ok());
        QVERIFY(!accumulate(*parse("floor(1000*x)"), 0, {0, 1}).ok());
        const auto stopped = accumulate(*parse("sin(x)"), 0, {0, 1}, {[] { return true; }});
        QVERIFY(!stopped.ok());
    }
    void aReversedRangeIsTheSame() {
        const Accumulation F = accumulated("x", 5, {3, -3});
        QCOMPARE(F.reach(), (Range{-3, 5}));
        QCOMPARE(F.value(0), -12.5);
    }
};

QTEST_APPLESS_MAIN(TestAccumulation)
#include "tst_accumulation.moc"
