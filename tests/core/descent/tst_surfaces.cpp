#include "core/descent/surfaces.h"

#include <QTest>
#include <set>

#include "core/calculus/derivative.h"
#include "core/descent/stability.h"
#include "descent_support.h"

using namespace calc;

class TestSurfaces : public QObject {
    Q_OBJECT
private slots:
    void tableIsComplete();
    void minimaAreMinima_data();
    void minimaAreMinima();
    void startsLeadSomewhere_data() { minimaAreMinima_data(); }
    void startsLeadSomewhere();
    void ravineHasItsConditionNumber();
};

void TestSurfaces::tableIsComplete() {
    std::set<std::string> names;
    for (const Surface& surface : surfaces()) {
        QVERIFY(names.insert(std::string(surface.name)).second);
        QCOMPARE(findSurface(surface.name), &surface);
        QVERIFY(!surface.title.empty() && !surface.teaches.empty());
        QVERIFY(surface.x.contains(surface.start.x) && surface.y.contains(surface.start.y));
    }
    for (const char* name : {"bowl",      "ravine",     "saddle",           "rosenbrock",     "himmelblau",      "beale",
                             "rastrigin", "two-minima", "three-hump-camel", "six-hump-camel", "booth",           "matyas",
                             "ackley",    "easom",      "goldstein-price",  "mccormick",      "styblinski-tang", "monkey-saddle",
                             "plateau",   "hills"})
        QVERIFY2(findSurface(name), name);
    QVERIFY(!findSurface("no such surface"));
}

void TestSurfaces::minimaAreMinima_data() {
    QTest::addColumn<QByteArray>("name");
    for (const Surface& surface : surfaces())
        QTest::newRow(std::string(surface.name).c_str()) << QByteArray(surface.name.data(), static_cast<qsizetype>(surface.name.size()));
}

void TestSurfaces::minimaAreMinima() {
    QFETCH(QByteArray, name);
    const Surface& surface = *findSurface(name.toStdString());
    const LossFunction loss = lossOf(formulaOf(surface).c_str());
    double lowest = -HUGE_VAL;
    for (const KnownMinimum& minimum : surface.minima) {
        QVERIFY(surface.x.contains(minimum.at.x) && surface.y.contains(minimum.at.y));
        QVERIFY(minimum.value >= lowest);  // global ones first
        lowest = minimum.value;
        const double value = loss.program.value()(minimum.at.x, minimum.at.y);
        QVERIFY2(std::fabs(value - minimum.value) < 1e-12 * (1.0 + std::fabs(minimum.value)), qPrintable(QString::number(value, 'g', 17)));
        // The gradient vanishes there, as far as the digits of the place allow.
        const Vec2 slope = loss.program(minimum.at).gradient;
        const Hessian bend = *Curvature(loss)(minimum.at);
        const double steepest = std::fabs(bend.xx) + std::fabs(bend.xy) + std::fabs(bend.yy);
        if (std::isfinite(steepest) && surface.name != "ackley")  // Ackley's hole is a point: no gradient there
            QVERIFY2(slope.length() < 1e-14 * (1.0 + steepest) * (1.0 + minimum.at.length()), qPrintable(QString::number(slope.length())));
        // Everything around lies higher.
        for (int i = 0; i < 24; ++i) {
            const double angle = M_PI * i / 12;
            for (const double radius : {1e-3, 1e-2})
                QVERIFY(loss.program.value()(minimum.at.x + radius * std::cos(angle), minimum.at.y + radius * std::sin(angle)) >
                        minimum.value);
        }
    }
    // Nothing in the picture lies below the first one.
    if (surface.minima.empty()) return;
    for (int i = 0; i <= 200; ++i)
        for (int j = 0; j <= 200; ++j) {
            const double value =
                loss.program.value()(surface.x.low + surface.x.length() * i / 200, surface.y.low + surface.y.length() * j / 200);
            QVERIFY2(value >= surface.minima.front().value - 1e-12, name.constData());
        }
}

// The learning rates suggested for a surface are of use: gradient descent and Adam lower the loss from the start and stay in the picture.
void TestSurfaces::startsLeadSomewhere() {
    QFETCH(QByteArray, name);
    const Surface& surface = *findSurface(name.toStdString());
    const LossFunction loss = lossOf(formulaOf(surface).c_str());
    for (const auto& [optimizer, rate] : {std::pair{"sgd", surface.learningRate}, std::pair{"adam", surface.adaptiveLearningRate}}) {
        const Trajectory run = runOf(loss, optionsOf(surface.start, optimizerOf(optimizer, {{"learning_rate", rate}}), 60));
        QVERIFY2(run.lastLoss < run.loss.front(), optimizer);
        if (surface.minima.empty()) continue;
        const double fall = (run.loss.front() - run.lastLoss) / (run.loss.front() - surface.minima.front().value);
        QVERIFY2(fall > 0.02, qPrintable(QString("%1 %2").arg(optimizer).arg(fall)));
        QVERIFY2(run.stopped != StopReason::Diverged, optimizer);
    }
}

void TestSurfaces::ravineHasItsConditionNumber() {
    const Surface& ravine = *findSurface("ravine");
    for (const double k : {1.0, 20.0, 1000.0}) {
        const LossFunction loss = lossOf(formulaOf(ravine, k).c_str());
        const GradientAndHessian at = gradientAndHessian(loss.expression, {0.3, -0.2});
        const Eigenvalues e = eigenvaluesOf({at.hessian[0][0], at.hessian[0][1], at.hessian[1][1]});
        QVERIFY(near(e.high / e.low, k, 1e-14));
    }
}

QTEST_APPLESS_MAIN(TestSurfaces)
#include "tst_surfaces.moc"
