#include "core/descent/stability.h"

#include <QTest>

#include "descent_support.h"

using namespace calc;

class TestStability : public QObject {
    Q_OBJECT
private slots:
    void eigenvalues();
    void limitsSeparateConvergenceFromDivergence_data();
    void limitsSeparateConvergenceFromDivergence();
    void rateIsSeen_data() { limitsSeparateConvergenceFromDivergence_data(); }
    void rateIsSeen();
    void closedForms();
    void regimes();
    void adaptiveMethodsHaveNoLimit();
};

void TestStability::eigenvalues() {
    for (const Hessian m : {Hessian{2, 0, 2}, Hessian{1, 0, 5}, Hessian{5, 0, 1}, Hessian{1, 2, 1}, Hessian{802, -400, 200},
                            Hessian{-3, 1e-9, 4}, Hessian{0, 1, 0}}) {
        const Eigenvalues e = eigenvaluesOf(m);
        const double size = std::fabs(m.xx) + std::fabs(m.xy) + std::fabs(m.yy);
        QVERIFY(e.low <= e.high);
        QVERIFY(std::fabs(e.low + e.high - (m.xx + m.yy)) <= 1e-14 * size);
        QVERIFY(std::fabs(e.low * e.high - (m.xx * m.yy - m.xy * m.xy)) <= 1e-14 * size * size);
        for (const auto& [value, v] : {std::pair{e.low, e.lowDirection}, std::pair{e.high, e.highDirection}}) {
            QVERIFY(std::fabs(v.length() - 1.0) < 1e-15);
            const Vec2 image{m.xx * v.x + m.xy * v.y, m.xy * v.x + m.yy * v.y};
            QVERIFY((image - value * v).length() <= 1e-14 * size);
        }
    }
}

void TestStability::limitsSeparateConvergenceFromDivergence_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<double>("momentum");
    QTest::addColumn<double>("other");
    QTest::newRow("gradient descent") << QByteArray("sgd") << 0.0 << 0.0;
    QTest::newRow("momentum 0.9") << QByteArray("sgd") << 0.9 << 0.0;
    QTest::newRow("momentum 0.5, damped") << QByteArray("sgd") << 0.5 << 0.4;
    QTest::newRow("nesterov 0.9") << QByteArray("nesterov") << 0.9 << 0.0;
    QTest::newRow("nesterov 0.3") << QByteArray("nesterov") << 0.3 << 0.0;
    QTest::newRow("qhm") << QByteArray("qhm") << 0.9 << 0.7;
    QTest::newRow("qhm, long memory") << QByteArray("qhm") << 0.99 << 0.3;
}

namespace {
ParameterValues valuesOf(const QByteArray& name, double momentum, double other, double rate) {
    ParameterValues values{{"learning_rate", rate}, {"momentum", momentum}};
    if (name == "sgd") values["dampening"] = other;
    if (name == "qhm") values["nu"] = other;
    return values;
}
}  // namespace

// The claim: just below the limit a run on the quadratic settles, just above it flies apart.
void TestStability::limitsSeparateConvergenceFromDivergence() {
    QFETCH(QByteArray, name);
    QFETCH(double, momentum);
    QFETCH(double, other);
    constexpr double curvature = 7.0;
    const Optimizer any = optimizerOf(name.constData(), valuesOf(name, momentum, other, 0.1));
    const std::optional<double> limit = learningRateLimit(any, curvature);
    QVERIFY(limit);
    for (const double factor : {0.99, 1.01}) {
        const Optimizer optimizer = optimizerOf(name.constData(), valuesOf(name, momentum, other, factor * *limit));
        DescentOptions options = optionsOf({1.0, 0.0}, optimizer, 40000);
        options.stop = StopRule::Never;
        const Trajectory run = runOf(lossOf("3.5*x^2+y^2*0"), options);
        if (factor < 1.0)
            QVERIFY2(std::fabs(run.last.x) < 1e-3, qPrintable(QString::number(run.last.x)));
        else
            QVERIFY2(std::fabs(run.last.x) > 1e3, qPrintable(QString::number(run.last.x)));
        QCOMPARE(regimeOf(optimizer, curvature, factor * *limit) == Regime::Diverges, factor > 1.0);
    }
}

// The predicted rate against the one seen in a run, over many steps.
void TestStability::rateIsSeen() {
    QFETCH(QByteArray, name);
    QFETCH(double, momentum);
    QFETCH(double, other);
    constexpr double curvature = 7.0;
    const double rate = 0.3 * *learningRateLimit(optimizerOf(name.constData(), valuesOf(name, momentum, other, 0.1)), curvature);
    const Optimizer optimizer = optimizerOf(name.constData(), valuesOf(name, momentum, other, rate));
    const std::optional<Recurrence> recurrence = recurrenceOf(optimizer, curvature, rate);
    QVERIFY(recurrence && recurrence->rate < 1.0);
    const auto n = static_cast<std::int64_t>(std::min(2000.0, 400.0 / -std::log(recurrence->rate)));
    DescentOptions options = optionsOf({1.0, 0.0}, optimizer, n);
    options.stop = StopRule::Never;
    const Trajectory run = runOf(lossOf("3.5*x^2+y^2*0"), options);
    // The largest of the last fifth against the largest of the fifth before: swings average out.
    const auto largest = [&run](std::size_t from, std::size_t to) {
        double value = 0.0;
        for (std::size_t k = from; k < to; ++k) value = std::max(value, std::fabs(run.points[k].x));
        return value;
    };
    const auto size = static_cast<std::size_t>(n);
    const double seen = std::pow(largest(4 * size / 5, size) / largest(3 * size / 5, 4 * size / 5), 5.0 / static_cast<double>(n));
    QVERIFY2(std::fabs(std::log(seen) / std::log(recurrence->rate) - 1.0) < 0.1,
             qPrintable(QString("%1 %2").arg(seen).arg(recurrence->rate)));
}

void TestStability::closedForms() {
    QVERIFY(near(*learningRateLimit(optimizerOf("sgd"), 4.0), 0.5, 1e-15));
    QVERIFY(near(*learningRateLimit(optimizerOf("momentum"), 4.0), 2.0 * 1.9 / 4.0, 1e-15));
    QVERIFY(near(*learningRateLimit(optimizerOf("newton"), 4.0), 2.0, 1e-15));
    QVERIFY(!learningRateLimit(optimizerOf("sgd"), 0.0));
    QVERIFY(!learningRateLimit(optimizerOf("sgd"), -1.0));
    // The heavy ball below critical damping loses sqrt(β) in each step, whatever the curvature.
    QVERIFY(near(recurrenceOf(optimizerOf("momentum"), 2.0, 0.05)->rate, std::sqrt(0.9), 1e-14));
    // Critical damping: η λ = (1 − sqrt β)².
    const double critical = std::pow(1.0 - std::sqrt(0.9), 2) / 2.0;
    QCOMPARE(regimeOf(optimizerOf("momentum"), 2.0, 1.001 * critical), Regime::Oscillates);
    QVERIFY(regimeOf(optimizerOf("momentum"), 2.0, 0.999 * critical) != Regime::Oscillates);
}

void TestStability::regimes() {
    const Optimizer sgd = optimizerOf("sgd");
    QCOMPARE(regimeOf(sgd, 2.0, 0.0001), Regime::Crawls);
    QCOMPARE(regimeOf(sgd, 2.0, 0.3), Regime::Converges);
    QCOMPARE(regimeOf(sgd, 2.0, 0.5), Regime::Converges);  // arrives in one step
    QCOMPARE(regimeOf(sgd, 2.0, 0.8), Regime::Bounces);
    QCOMPARE(regimeOf(sgd, 2.0, 1.0), Regime::Diverges);  // at the limit it never settles
    QCOMPARE(regimeOf(sgd, -2.0, 0.1), Regime::Uphill);
    QCOMPARE(regimeOf(sgd, 0.0, 0.1), Regime::Flat);
}

void TestStability::adaptiveMethodsHaveNoLimit() {
    for (const char* name : {"adam", "adamw", "adagrad", "rmsprop", "adadelta", "adamax", "nadam", "qhadam"}) {
        QVERIFY(!learningRateLimit(optimizerOf(name), 2.0));
        QVERIFY(!recurrenceOf(optimizerOf(name), 2.0, 0.1));
    }
}

QTEST_APPLESS_MAIN(TestStability)
#include "tst_stability.moc"
