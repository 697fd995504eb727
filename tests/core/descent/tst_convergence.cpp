#include <QtTest>
#include <cmath>
#include <limits>

#include "core/descent/convergence.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

template <class Value>
std::vector<double> listOf(Value value, int count) {
    std::vector<double> list;
    for (int k = 0; k < count; ++k) list.push_back(value(k));
    return list;
}

}  // namespace

class TestConvergence : public QObject {
    Q_OBJECT

private slots:
    void staysBelowFromTheLastEntryOn() {
        const std::vector<double> losses = {5.0, 0.5, 2.0, 0.9, 0.8, 0.1};
        QCOMPARE(staysBelow(losses, 1.0), std::optional<std::int64_t>(3));
        QCOMPARE(staysBelow(losses, 10.0), std::optional<std::int64_t>(0));
        QVERIFY(!staysBelow(losses, 0.05));
        QVERIFY(!staysBelow({}, 1.0));
    }

    void theRateOfAKnownFall() {
        const RateFit geometric = fitRate(listOf([](int k) { return 3.0 * std::pow(0.64, k); }, 60), 1e-13);
        QVERIFY(geometric.kind == RateFit::Kind::Geometric);
        QVERIFY(std::fabs(geometric.factor - 0.64) < 1e-9);
        QVERIFY(geometric.residual < 1e-9 && geometric.otherResidual > 0.1);
        QVERIFY(std::fabs(geometric.value(5) - 3.0 * std::pow(0.64, 5)) < 1e-9);
        const RateFit power = fitRate(listOf([](int k) { return 2.0 / (k + 1.0); }, 400), 1e-13);
        QVERIFY(power.kind == RateFit::Kind::Power);
        QVERIFY(std::fabs(power.exponent + 1.0) < 0.01);
    }

    void whatDoesNotFallHasNoRate() {
        QVERIFY(fitRate(listOf([](int k) { return 1.0 + 0.3 * std::sin(k * 1.7); }, 100), 1e-13).kind == RateFit::Kind::None);
        QVERIFY(fitRate(listOf([](int) { return 1.0; }, 100), 1e-13).kind == RateFit::Kind::None);
        QVERIFY(fitRate(listOf([](int k) { return std::pow(1.2, k); }, 100), 1e-13).kind == RateFit::Kind::None);
        QVERIFY(fitRate(listOf([](int k) { return std::pow(0.5, k); }, 6), 1e-13).kind == RateFit::Kind::None);
        QVERIFY(fitRate(listOf([](int k) { return k % 2 == 0 ? 1e-6 : 1.0; }, 100), 1e-13).kind == RateFit::Kind::None);
    }

    /// On a parabola f'' = 2: every run below 2/f'' = 1 ends at 0, every run above leaves, and the best comes to 0 at once.
    void theCliffOfAParabola() {
        const LossFunction loss = compileLoss(*parse("x^2"), 1);
        DescentOptions run;
        run.start = {-2.4, 0.0};
        SweepOptions options;
        for (const double rate : {0.01, 0.1, 0.5, 0.9, 0.99, 1.01, 1.5}) options.rates.push_back(rate);
        options.lateSteps = 5000;
        int told = 0;
        options.progress = [&told](double part) { told += part > 0.0 && part <= 1.0 ? 1 : 0; };
        const auto points = sweepRates(
            loss, run,
            [](double rate) {
                const auto optimizer = makeOptimizer("sgd", {{"learning_rate", rate}});
                return optimizer ? std::optional(*optimizer) : std::nullopt;
            },
            options);
        QCOMPARE(points.size(), options.rates.size());
        QCOMPARE(told, static_cast<int>(options.rates.size()));
        for (const SweepPoint& point : points) {
            QCOMPARE(point.diverged, point.rate > 1.0);
            if (point.diverged)
                QVERIFY(std::isinf(point.late));
            else
                QVERIFY(point.late < 1e-15);
        }
        QCOMPARE(points[2].early, 0.0);
        QVERIFY(points[0].early > points[1].early);
    }
};

QTEST_APPLESS_MAIN(TestConvergence)
#include "tst_convergence.moc"
