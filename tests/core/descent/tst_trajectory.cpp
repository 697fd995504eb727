#include <QTest>

#include "core/descent/gradient_noise.h"
#include "descent_support.h"

using namespace calc;

namespace {

std::string whyOf(const Trajectory& run) { return renderPlainEnglish(run.why); }
bool finite(const Trajectory& run) {
    for (const Vec2& point : run.points)
        if (!point.isFinite()) return false;
    for (const double loss : run.loss)
        if (!std::isfinite(loss)) return false;
    return run.points.size() == run.loss.size();
}
std::string fieldOf(const Result<Trajectory>& result) { return result ? "no error" : result.error().field; }

}  // namespace

class TestTrajectory : public QObject {
    Q_OBJECT
private slots:
    void aBallInFlightIsNotStopped();
    void atRest();
    void noProgress();
    void slowHeavyBallGoesOn();
    void diverges();
    void leavesTheDomain();
    void neverStopsByItself();
    void zeroOverZero();
    void cancelled();
    void oneVariable();
    void noiseHasASeed();
    void clipping();
    void schedules();
    void recordsEverything();
    void lastPointOnly();
    void stagesOfNoiseAndClipping();
    void refusals();
};

// Momentum 0.9, learning rate 0.01 on x² + y² from (1.5, 1.5): the slope is small where the ball flies through the minimum.
void TestTrajectory::aBallInFlightIsNotStopped() {
    const Trajectory run = runOf(lossOf("x^2+y^2"), optionsOf({1.5, 1.5}, optimizerOf("momentum", {{"learning_rate", 0.01}}), 400));
    double lowest = 0.0;
    for (const Vec2& point : run.points) lowest = std::min(lowest, point.x);
    QVERIFY2(lowest > -0.9 && lowest < -0.4, qPrintable(QString::number(lowest)));
    QVERIFY(run.stepsDone > 100);
    // The linear recurrence of the heavy ball, in closed form: x_k = Re(c z^k), z the complex root of z² − 1.88 z + 0.9.
    double before = 1.5, now = 1.5 - 0.01 * 3.0;
    for (std::size_t k = 1; k < 60; ++k) {
        QVERIFY(near(run.points[k].x, now, 1e-12));
        const double next = now + 0.9 * (now - before) - 0.01 * 2.0 * now;
        before = now;
        now = next;
    }
}

void TestTrajectory::atRest() {
    const Trajectory run = runOf(lossOf("x^2+y^2"), optionsOf({1.5, -1.0}, optimizerOf("sgd", {{"learning_rate", 0.1}}), 10000));
    QCOMPARE(run.stopped, StopReason::AtRest);
    // Gradient 2 |w| 1e-10 (1 + |w|) after ln(2 · 1.8 / 1e-10) / -ln(0.8) = 109 steps, and ten running.
    QVERIFY(run.stepsDone > 100 && run.stepsDone < 130);
    QVERIFY(run.gradients.back().length() < 1e-10);
    QVERIFY(whyOf(run).find("at rest") != std::string::npos);
    QCOMPARE(stopReasonName(run.stopped), std::string_view("at-rest"));

    const Trajectory minimum = runOf(lossOf("x^2+y^2"), optionsOf({0.0, 0.0}, optimizerOf("adam"), 100));
    QCOMPARE(minimum.stopped, StopReason::AtRest);
    QCOMPARE(minimum.stepsDone, std::int64_t{10});
    const Trajectory saddle = runOf(lossOf("x^2-y^2"), optionsOf({1.0, 0.0}, optimizerOf("sgd", {{"learning_rate", 0.1}}), 1000));
    QCOMPARE(saddle.stopped, StopReason::AtRest);
    QVERIFY(whyOf(saddle).find("saddle") != std::string::npos);
}

void TestTrajectory::noProgress() {
    // 2/λ exactly: the ball jumps to and fro for ever, at the same height.
    const Trajectory bounce = runOf(lossOf("x^2+y^2"), optionsOf({1.0, 0.5}, optimizerOf("sgd", {{"learning_rate", 1.0}}), 5000));
    QCOMPARE(bounce.stopped, StopReason::NoProgress);
    QCOMPARE(bounce.stepsDone, std::int64_t{1000});
    QVERIFY(whyOf(bounce).find("1\u2009000") != std::string::npos || whyOf(bounce).find("1000") != std::string::npos);
    // A learning rate that moves nothing.
    const Trajectory crawl = runOf(lossOf("x^2+y^2"), optionsOf({1.0, 0.5}, optimizerOf("sgd", {{"learning_rate", 1e-17}}), 5000));
    QCOMPARE(crawl.stopped, StopReason::NoProgress);
    QCOMPARE(crawl.stepsDone, std::int64_t{1000});
    // Noise: the loss falls to its floor and no further.
    DescentOptions noisy = optionsOf({1.0, 0.5}, optimizerOf("sgd", {{"learning_rate", 0.1}}), 1000000);
    noisy.noise = 0.1;
    QCOMPARE(runOf(lossOf("x^2+y^2"), noisy).stopped, StopReason::NoProgress);
}

// Period of a swing over 6,000 steps: while the ball climbs, the loss rises for over 1,000 steps. It must not be stopped there.
void TestTrajectory::slowHeavyBallGoesOn() {
    const Optimizer heavy = optimizerOf("sgd", {{"learning_rate", 5e-7}, {"momentum", 0.9999}});
    const Trajectory run = runOf(lossOf("x^2+y^2"), optionsOf({1.0, 0.0}, heavy, 20000));
    QCOMPARE(run.stopped, StopReason::Steps);
    int turns = 0;
    for (std::size_t k = 2; k < run.points.size(); ++k)
        turns += (run.update(static_cast<std::int64_t>(k) - 1).x > 0.0) != (run.update(static_cast<std::int64_t>(k) - 2).x > 0.0);
    QVERIFY2(turns >= 3, qPrintable(QString::number(turns)));
}

void TestTrajectory::diverges() {
    const Trajectory far = runOf(lossOf("x^2+y^2"), optionsOf({1.0, 1.0}, optimizerOf("sgd", {{"learning_rate", 1.5}}), 10000));
    QCOMPARE(far.stopped, StopReason::Diverged);
    QVERIFY(finite(far));
    QVERIFY(far.last.length() > 1e12 || std::fabs(far.lastLoss) > 1e12);
    QVERIFY(whyOf(far).find("smaller learning rate") != std::string::npos);
    const Trajectory wild =
        runOf(lossOf("(1-x)^2+100*(y-x^2)^2"), optionsOf({-1.2, 1.0}, optimizerOf("sgd", {{"learning_rate", 1e6}}), 100));
    QCOMPARE(wild.stopped, StopReason::Diverged);
    QVERIFY(finite(wild));
    const Trajectory huge = runOf(lossOf("1e300*x^2+y^2"), optionsOf({1.0, 1.0}, optimizerOf("adam"), 100));
    QCOMPARE(huge.stopped, StopReason::Diverged);
    const Trajectory overflow = runOf(lossOf("exp(x^2)*exp(y^2)"), optionsOf({30.0, 1.0}, optimizerOf("sgd"), 100));
    QCOMPARE(overflow.stopped, StopReason::Diverged);
    QVERIFY(overflow.points.empty());
}

void TestTrajectory::leavesTheDomain() {
    const Trajectory left =
        runOf(lossOf("x-ln(x)+y^2"), optionsOf({0.2, 0.0}, optimizerOf("sgd", {{"learning_rate", 0.5}, {"momentum", 0.9}}), 100));
    QCOMPARE(left.stopped, StopReason::LeftDomain);
    QVERIFY(finite(left) && !left.points.empty());
    QVERIFY2(whyOf(left).find("no value") != std::string::npos, whyOf(left).c_str());
    const Trajectory nowhere = runOf(lossOf("ln(x)+y"), optionsOf({-1.0, 0.0}, optimizerOf("sgd"), 100));
    QCOMPARE(nowhere.stopped, StopReason::LeftDomain);
    QVERIFY(nowhere.points.empty() && nowhere.loss.empty());
    QVERIFY(whyOf(nowhere).find("start") != std::string::npos);
    // A value but no slope: the point is still recorded.
    const Trajectory edge = runOf(lossOf("sqrt(x)+y^2"), optionsOf({0.0, 1.0}, optimizerOf("sgd"), 100));
    QCOMPARE(edge.stopped, StopReason::LeftDomain);
    QCOMPARE(edge.points.size(), std::size_t{1});
    QVERIFY(whyOf(edge).find("slope") != std::string::npos);
}

void TestTrajectory::neverStopsByItself() {
    DescentOptions options = optionsOf({0.0, 0.0}, optimizerOf("sgd"), 3000);
    options.stop = StopRule::Never;
    const Trajectory rest = runOf(lossOf("x^2+y^2"), options);
    QCOMPARE(rest.stopped, StopReason::Steps);
    QCOMPARE(rest.points.size(), std::size_t{3001});
    options.start = {1.0, 1.0};
    options.optimizer = optimizerOf("sgd", {{"learning_rate", 1.5}});
    const Trajectory away = runOf(lossOf("x^2+y^2"), options);  // doubles: 2^k, squared overflows after 512 steps
    QCOMPARE(away.stopped, StopReason::Diverged);
    QVERIFY(finite(away) && away.stepsDone > 500 && away.stepsDone < 520);
    QVERIFY(away.last.length() > 1e150);
}

void TestTrajectory::zeroOverZero() {
    const Trajectory run = runOf(lossOf("x^2"), optionsOf({1.0, 1.0}, optimizerOf("rmsprop", {{"eps", 0.0}}), 100));
    QCOMPARE(run.stopped, StopReason::LeftDomain);
    QVERIFY(finite(run));
    QVERIFY(whyOf(run).find("divide by zero") != std::string::npos);
}

void TestTrajectory::cancelled() {
    std::stop_source source;
    source.request_stop();
    const Result<Trajectory> run = descend(lossOf("x^2+y^2"), optionsOf({1.0, 1.0}, optimizerOf("adam"), 1000000), source.get_token());
    QVERIFY(run);
    QCOMPARE(run->stopped, StopReason::Cancelled);
    QCOMPARE(run->points.size(), std::size_t{1});
    QCOMPARE(stopReasonName(run->stopped), std::string_view("cancelled"));
}

void TestTrajectory::oneVariable() {
    for (const OptimizerInfo& info : optimizers()) {
        DescentOptions options = optionsOf({1.5, 0.0}, optimizerOf(std::string(info.name).c_str(), {{"learning_rate", 0.05}}), 50);
        options.stop = StopRule::Never;
        const Trajectory line = runOf(lossOf("x^4-2*x^2+0.3*x", 1), options);
        QCOMPARE(line.points.size(), std::size_t{51});
        for (const Vec2& point : line.points) QCOMPARE(point.y, 0.0);
        // The same as the valley x⁴ − 2x² + 0.3x + y² on its floor, where y adds nothing.
        options.start = {1.5, 0.0};
        const Trajectory plane = runOf(lossOf("x^4-2*x^2+0.3*x+y^2", 2), options);
        for (std::size_t k = 0; k < line.points.size(); ++k) QVERIFY(near(line.points[k].x, plane.points[k].x, 1e-14));
    }
    // eps 0: the missing second entry must not spoil the run (0/0).
    const Trajectory bare =
        runOf(lossOf("(x-1)^2", 1), optionsOf({3.0, 0.0}, optimizerOf("adam", {{"eps", 0.0}, {"learning_rate", 0.1}}), 20));
    QCOMPARE(bare.stopped, StopReason::Steps);
}

void TestTrajectory::noiseHasASeed() {
    const LossFunction loss = lossOf("x^2+y^2");
    DescentOptions options = optionsOf({1.0, -1.0}, optimizerOf("sgd", {{"learning_rate", 0.05}}), 50);
    options.noise = 0.3;
    options.seed = 7;
    const Trajectory first = runOf(loss, options);
    QCOMPARE(runOf(loss, options).points, first.points);
    options.seed = 8;
    QVERIFY(runOf(loss, options).points != first.points);
    // Every optimizer of a race sees the same noise at the same step.
    const Vec2 noise = gradientNoise(7, 0);
    const Vec2 expected = Vec2{1.0, -1.0} - 0.05 * (Vec2{2.0, -2.0} + 0.3 * noise);
    QVERIFY(near(first.points[1], expected, 1e-15));
}

void TestTrajectory::clipping() {
    DescentOptions options = optionsOf({30.0, 40.0}, optimizerOf("sgd", {{"learning_rate", 1.0}}), 1);
    options.clip = 5.0;
    QVERIFY(near(runOf(lossOf("x^2+y^2"), options).last, {27.0, 36.0}, 1e-15));
    options.start = {0.3, 0.4};  // a gradient of length 1 is left as it is
    options.optimizer = optimizerOf("sgd", {{"learning_rate", 0.25}});
    QVERIFY(near(runOf(lossOf("x^2+y^2"), options).last, {0.15, 0.2}, 1e-15));
}

// torch.optim.lr_scheduler, in its recursive form.
void TestTrajectory::schedules() {
    const auto rates = [](const char* name, const ParameterValues& values) {
        const Result<Schedule> schedule = makeSchedule(name, values);
        if (!schedule) qFatal("%s", renderPlainEnglish(schedule.error().message).c_str());
        std::vector<double> list;
        for (int k = 0; k < 12; ++k) list.push_back(learningRateAt(*schedule, 0.5, k));
        return list;
    };
    const std::vector<double> step = rates("step", {{"schedule_step_size", 4.0}, {"schedule_gamma", 0.1}});
    const std::vector<double> exponential = rates("exponential", {{"schedule_gamma", 0.9}});
    const std::vector<double> cosine = rates("cosine", {{"schedule_T_max", 10.0}, {"schedule_eta_min", 0.1}});
    const std::vector<double> warmup = rates("warmup", {{"schedule_start_factor", 0.25}, {"schedule_total_iters", 4.0}});
    double byStep = 0.5, byFactor = 0.5, byCosine = 0.5, byWarmup = 0.5 * 0.25;
    for (int k = 0; k < 12; ++k) {
        if (k > 0) {
            if (k % 4 == 0) byStep *= 0.1;
            byFactor *= 0.9;
            byCosine = (k - 1 - 10) % 20 == 0
                           ? byCosine + (0.5 - 0.1) * (1 - std::cos(M_PI / 10)) / 2
                           : (1 + std::cos(M_PI * k / 10)) / (1 + std::cos(M_PI * (k - 1) / 10)) * (byCosine - 0.1) + 0.1;
            if (k <= 4) byWarmup *= 1.0 + (1.0 - 0.25) / (4 * 0.25 + (k - 1) * (1.0 - 0.25));
        }
        const auto i = static_cast<std::size_t>(k);
        QVERIFY(near(step[i], byStep, 1e-14));
        QVERIFY(near(exponential[i], byFactor, 1e-13));
        QVERIFY(near(cosine[i], byCosine, 1e-12));
        QVERIFY(near(warmup[i], byWarmup, 1e-14));
    }
    // And in a run.
    DescentOptions options = optionsOf({1.0, 0.0}, optimizerOf("sgd", {{"learning_rate", 0.1}}), 2);
    options.schedule = *makeSchedule("exponential", {{"schedule_gamma", 0.5}});
    const Trajectory run = runOf(lossOf("x^2+y^2"), options);
    QVERIFY(near(run.last.x, (1.0 - 0.2) * (1.0 - 0.1), 1e-15));
    QCOMPARE(run.learningRate(1), 0.05);
    QVERIFY(!makeSchedule("linear", {}) && makeSchedule("linear", {}).error().field == "schedule");
    QVERIFY(!makeSchedule("step", {{"schedule_T_max", 5.0}}));
    QVERIFY(!makeSchedule("step", {{"schedule_step_size", 0.5}}));
}

void TestTrajectory::recordsEverything() {
    const LossFunction loss = lossOf("(x^2+y-11)^2+(x+y^2-7)^2");
    const Trajectory run = runOf(loss, optionsOf({-4.5, 0.3}, optimizerOf("adam", {{"learning_rate", 0.2}}), 90));
    QCOMPARE(run.points.size(), std::size_t{91});
    QCOMPARE(run.gradients.size(), run.points.size());
    for (std::size_t k = 0; k < run.points.size(); ++k) {
        const ValueAndGradient at = loss.program(run.points[k]);
        QCOMPARE(run.loss[k], at.value);
        QCOMPARE(run.gradients[k], at.gradient);
    }
    QCOMPARE(run.last, run.points.back());
}

void TestTrajectory::lastPointOnly() {
    DescentOptions options = optionsOf({-4.5, 0.3}, optimizerOf("adam", {{"learning_rate", 0.2}}), 5000);
    const LossFunction loss = lossOf("(x^2+y-11)^2+(x+y^2-7)^2");
    const Trajectory full = runOf(loss, options);
    options.record = Record::LastPoint;
    const Trajectory end = runOf(loss, options);
    QVERIFY(end.points.empty() && end.checkpoints.empty());
    QCOMPARE(end.last, full.last);
    QCOMPARE(end.stepsDone, full.stepsDone);
    QCOMPARE(end.stopped, full.stopped);
}

void TestTrajectory::stagesOfNoiseAndClipping() {
    DescentOptions options = optionsOf({2.0, -1.0}, optimizerOf("adam", {{"learning_rate", 0.1}}), 100);
    options.noise = 2.0;
    options.clip = 1.0;
    const Trajectory run = runOf(lossOf("x^2+y^2"), options);
    for (const std::int64_t k : {0, 1, 70}) {
        const StepInside inside = stepInside(run, k);
        QCOMPARE(inside.stages[0].value, run.gradients[static_cast<std::size_t>(k)]);
        for (const Stage& stage : inside.stages)
            if (stage.kind != StageKind::Total) QVERIFY(near(valueOf(stage.formula.right), stage.value, 1e-11));
        QVERIFY((inside.stages.back().value - run.update(k)).length() < 1e-14);
    }
}

void TestTrajectory::refusals() {
    const LossFunction loss = lossOf("x^2+y^2");
    const DescentOptions good = optionsOf({1.0, 1.0}, optimizerOf("sgd"), 10);
    DescentOptions bad = good;
    bad.start.x = INFINITY;
    QCOMPARE(fieldOf(descend(loss, bad)), std::string("startX"));
    bad = good;
    bad.start.y = NAN;
    QCOMPARE(fieldOf(descend(loss, bad)), std::string("startY"));
    bad = good;
    bad.steps = -1;
    QCOMPARE(fieldOf(descend(loss, bad)), std::string("steps"));
    bad.steps = kMaximumSteps + 1;
    QCOMPARE(fieldOf(descend(loss, bad)), std::string("steps"));
    bad = good;
    bad.noise = -1.0;
    QCOMPARE(fieldOf(descend(loss, bad)), std::string("noise"));
    bad = good;
    bad.clip = 0.0;
    QCOMPARE(fieldOf(descend(loss, bad)), std::string("clip"));
    const Result<Trajectory> none = descend(loss, optionsOf({1.0, 1.0}, optimizerOf("sgd"), 0));
    QVERIFY(none && none->points.size() == 1 && none->stopped == StopReason::Steps);
}

QTEST_APPLESS_MAIN(TestTrajectory)
#include "tst_trajectory.moc"
