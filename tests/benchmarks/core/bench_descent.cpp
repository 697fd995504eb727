#include <QTest>
#include <chrono>
#include <cstdio>

#include "core/descent/surfaces.h"
#include "core/descent/trajectory.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

using Clock = std::chrono::steady_clock;

LossFunction lossOf(const std::string& text) { return compileLoss(*parse(text, {Variable::X, Variable::Y}), 2); }

DescentOptions optionsFor(const Surface& surface, std::string_view optimizer, Record record) {
    DescentOptions options;
    options.start = surface.start;
    options.optimizer = *makeOptimizer(optimizer, {{"learning_rate", 1e-4}});
    options.steps = kMaximumSteps;
    options.stop = StopRule::Never;
    options.record = record;
    return options;
}

double stepsPerSecond(const LossFunction& loss, const DescentOptions& options) {
    double best = 0.0;
    for (int round = 0; round < 3; ++round) {
        const auto start = Clock::now();
        const Result<Trajectory> run = descend(loss, options);
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        if (run) best = std::max(best, static_cast<double>(run->stepsDone) / seconds);
    }
    return best;
}

/// Adam on Rosenbrock as one would write it by hand: the machine's limit.
double handWritten() {
    const auto start = Clock::now();
    double x = -1.2, y = 1.0, mx = 0.0, my = 0.0, vx = 0.0, vy = 0.0, p1 = 1.0, p2 = 1.0, sum = 0.0;
    for (std::int64_t k = 0; k < kMaximumSteps; ++k) {
        const double u = y - x * x;
        const double gx = -2.0 * (1.0 - x) - 400.0 * x * u;
        const double gy = 200.0 * u;
        sum += (1.0 - x) * (1.0 - x) + 100.0 * u * u;
        mx = 0.9 * mx + 0.1 * gx;
        my = 0.9 * my + 0.1 * gy;
        vx = 0.999 * vx + 0.001 * gx * gx;
        vy = 0.999 * vy + 0.001 * gy * gy;
        p1 *= 0.9;
        p2 *= 0.999;
        x -= 1e-4 * (mx / (1.0 - p1)) / (std::sqrt(vx / (1.0 - p2)) + 1e-8);
        y -= 1e-4 * (my / (1.0 - p1)) / (std::sqrt(vy / (1.0 - p2)) + 1e-8);
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return std::isfinite(x + y + sum) ? static_cast<double>(kMaximumSteps) / seconds : 0.0;
}

}  // namespace

/// Steps a second of whole runs on a typed formula, beside the hand-written loop. Prints; never fails a run.
class BenchDescent : public QObject {
    Q_OBJECT
private slots:
    void adamOnSurfaces();
    void allOptimizersOnRosenbrock();
    void insideOneStep();
};

void BenchDescent::adamOnSurfaces() {
    const double hand = handWritten();
    std::printf("Adam, hand-written Rosenbrock: %.1f million steps a second\n", hand / 1e6);
    for (const char* name : {"bowl", "rosenbrock", "himmelblau", "beale", "rastrigin", "ackley"}) {
        const Surface& surface = *findSurface(name);
        const LossFunction loss = lossOf(formulaOf(surface));
        const double recorded = stepsPerSecond(loss, optionsFor(surface, "adam", Record::Everything));
        const double end = stepsPerSecond(loss, optionsFor(surface, "adam", Record::LastPoint));
        std::printf("Adam on typed %-12s recorded %6.2f, last point only %6.2f million steps a second\n", name, recorded / 1e6, end / 1e6);
    }
}

void BenchDescent::allOptimizersOnRosenbrock() {
    const Surface& surface = *findSurface("rosenbrock");
    const LossFunction loss = lossOf(formulaOf(surface));
    for (const OptimizerInfo& info : optimizers()) {
        DescentOptions options = optionsFor(surface, info.name, Record::Everything);
        if (options.optimizer.needsHessian()) options.steps = 2000;
        std::printf("%-10s %6.2f million steps a second\n", std::string(info.name).c_str(), stepsPerSecond(loss, options) / 1e6);
    }
}

void BenchDescent::insideOneStep() {
    const Surface& surface = *findSurface("rosenbrock");
    DescentOptions options = optionsFor(surface, "adam", Record::Everything);
    options.steps = 200;
    const Result<Trajectory> run = descend(lossOf(formulaOf(surface)), options);
    QBENCHMARK { stepInside(*run, 127); }
}

QTEST_APPLESS_MAIN(BenchDescent)
#include "bench_descent.moc"
