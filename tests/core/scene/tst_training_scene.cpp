#include <QtTest>
#include <cmath>

#include "core/scene/moved.h"
#include "core/scene/training_choices.h"
#include "core/scene/training_prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/frame_parts.h"

using namespace calc;

namespace {

TrainingScene curve(const char* function, const char* start, double rate) {
    TrainingScene training;
    training.function = function;
    training.startX = start;
    training.optimizer.parameters["learning_rate"] = rate;
    return training;
}

std::shared_ptr<const TrainingPrepared> prepared(const TrainingScene& training) {
    const auto result = prepareTraining(training, nullptr, {});
    return result ? *result : nullptr;
}

}  // namespace

class TestTrainingScene : public QObject {
    Q_OBJECT

private slots:
    /// On x² with η = 0.1 each step leaves 0.8 of the distance, 0.64 of the loss: N and the rate are known by hand.
    void aParabolaByHand() {
        const auto training = prepared(curve("x^2", "-2.4", 0.1));
        QVERIFY(training && training->first);
        const auto expected = static_cast<std::int64_t>(std::floor(std::log(0.001 / 5.76) / std::log(0.64))) + 1;
        QCOMPARE(*training->first, expected);
        const RateFit& fit = training->runs.front()->fit;
        QVERIFY(fit.kind == RateFit::Kind::Geometric);
        QVERIFY(std::fabs(fit.factor - 0.64) < 1e-6);
        QCOMPARE(training->runs.front()->limit, 0.0);
    }

    /// A limit that is not 0: the band is around it.
    void theBandIsAroundTheLimit() {
        const auto training = prepared(curve("cosh(x)", "2", 0.1));
        QVERIFY(training && training->first);
        const TrainingRun& run = *training->runs.front();
        QVERIFY(std::fabs(run.limit - 1.0) < 1e-12);
        QVERIFY(run.distances[static_cast<std::size_t>(*training->first)] < 0.001);
        QVERIFY(run.distances[static_cast<std::size_t>(*training->first) - 1] >= 0.001);
    }

    /// x⁴ is so flat that the loss falls like a power of the step, near −2.
    void aFlatValleyIsAPower() {
        TrainingScene flat = curve("x^4", "-1", 0.05);
        flat.steps = 500;
        const RateFit fit = prepared(flat)->runs.front()->fit;
        QVERIFY(fit.kind == RateFit::Kind::Power);
        QVERIFY(std::fabs(fit.exponent + 2.0) < 0.15);
    }

    /// Rates that are known from theory, on curves and surfaces, with several optimizers.
    void ratesByTheory_data() {
        QTest::addColumn<QByteArray>("surface");
        QTest::addColumn<QByteArray>("optimizer");
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("steps");
        QTest::addColumn<double>("factor");  // 0: a power
        QTest::addColumn<double>("exponent");
        const auto row = [](const char* function, const char* surface, const char* optimizer, double rate, int steps, double factor,
                            double exponent) {
            QTest::addRow("%s %s %s", surface, function, optimizer)
                << QByteArray(surface) << QByteArray(optimizer) << rate << steps << factor << exponent;
        };
        row("cosh(x)", "curve", "sgd", 0.1, 60, 0.81, 0.0);              // (1 - 0.1)^2
        row("x^2/2", "curve", "sgd", 1.6, 60, 0.36, 0.0);                // (1 - 1.6)^2, from side to side
        row("x^6", "curve", "sgd", 0.05, 2000, 0.0, -1.5);               // d/(d - 2) with d = 6
        row("ln(1+exp(-x))", "curve", "sgd", 1.0, 1000, 0.0, -1.0);      // log loss of separable data: 1/n
        row("x^2/2 + 20y^2/2", "typed", "sgd", 0.09, 150, 0.8281, 0.0);  // the flat direction sets the pace: (1 - 0.09)^2
        row("x^2/2 + 20y^2/2", "typed", "newton", 0.5, 30, 0.25, 0.0);   // each step leaves a half, in all directions
    }
    void ratesByTheory() {
        QFETCH(QByteArray, surface);
        QFETCH(QByteArray, optimizer);
        QFETCH(double, rate);
        QFETCH(int, steps);
        QFETCH(double, factor);
        QFETCH(double, exponent);
        const QByteArray tag = QTest::currentDataTag();
        const QByteArray function = tag.mid(surface.size() + 1, tag.size() - surface.size() - optimizer.size() - 2);
        TrainingScene training = withTrainingOptimizer(curve(function.constData(), "-1.2", rate), optimizer.toStdString());
        training.surface = surface.toStdString();
        training.startY = "1";
        training.optimizer.parameters["learning_rate"] = rate;
        training.steps = steps;
        const auto result = prepared(training);
        QVERIFY(result);
        const RateFit& fit = result->runs.front()->fit;
        QVERIFY(fit.kind == (factor > 0.0 ? RateFit::Kind::Geometric : RateFit::Kind::Power));
        if (factor > 0.0) QVERIFY2(std::fabs(fit.factor - factor) < 0.003, qPrintable(QString::number(fit.factor)));
        if (factor == 0.0) QVERIFY2(std::fabs(fit.exponent - exponent) < 0.04, qPrintable(QString::number(fit.exponent)));
    }

    void noiseHasNoRate() {
        TrainingScene noisy = curve("x^2", "-2.4", 0.1);
        noisy.noise = 0.5;
        noisy.steps = 150;
        const auto training = prepared(noisy);
        QVERIFY(training->runs.front()->fit.kind == RateFit::Kind::None);
        QVERIFY2(!training->first, "a loss that goes on swinging is in no narrow band");
    }

    void whatDivergesHasNoBand() {
        const auto training = prepared(curve("x^2", "-2.4", 1.05));
        QVERIFY(training && !training->first && training->runs.front()->diverged);
        const Frame frame = trainingFrame(*training, 2.0);
        QVERIFY(frame.verdicts.front().role == Role::Bad);
        QVERIFY(test::faultOf(frame).isEmpty());
    }

    /// The cliff is 2/λ, and the swept runs fall off it just there.
    void theCliff_data() {
        QTest::addColumn<QByteArray>("optimizer");
        QTest::addColumn<double>("momentum");
        QTest::addColumn<double>("cliff");  // times λ = 2
        QTest::newRow("gradient descent") << QByteArray("sgd") << 0.0 << 1.0;
        QTest::newRow("momentum") << QByteArray("sgd") << 0.9 << 1.9;
    }
    void theCliff() {
        QFETCH(QByteArray, optimizer);
        QFETCH(double, momentum);
        QFETCH(double, cliff);
        TrainingScene sweep = curve("x^2", "-2.4", 0.3);
        sweep.view = TrainingView::Sweep;
        sweep.optimizer.name = optimizer.toStdString();
        if (momentum > 0.0) sweep.optimizer.parameters["momentum"] = momentum;
        double told = 0.0;
        Task task;
        task.progress = [&told](double part) { told = part; };
        const auto result = prepareTraining(sweep, nullptr, task);
        QVERIFY(result.ok());
        QVERIFY2(told > 0.99, "progress is told to the end");
        const TrainingSweep& found = *(*result)->sweep;
        QVERIFY(found.curvature && std::fabs(*found.curvature - 2.0) < 1e-9);
        QVERIFY(found.cliff && std::fabs(*found.cliff - cliff) < 1e-9);
        for (const SweepPoint& point : found.points) {
            if (std::fabs(point.rate / cliff - 1.0) < 0.02) continue;
            QVERIFY2(point.diverged == (point.rate > cliff), qPrintable(QString::number(point.rate)));
        }
        // Another learning rate takes the sweep as it is.
        TrainingScene other = sweep;
        other.optimizer.parameters["learning_rate"] = 0.5;
        const auto again = prepareTraining(other, result->get(), {});
        QVERIFY(again.ok() && (*again)->sweep == (*result)->sweep);
    }

    void adaptiveMethodsHaveNoKnownCliff() {
        TrainingScene sweep = curve("x^2", "-2.4", 0.1);
        sweep.view = TrainingView::Sweep;
        sweep.optimizer = {"adam", {{"learning_rate", 0.1}}};
        const auto training = prepared(sweep);
        QVERIFY(training && !training->sweep->cliff);
        QVERIFY(trainingFrame(*training, 0.0).verdicts.front().role == Role::Undecided);
    }

    void clippingHoldsWhatFliesApart() {
        TrainingScene wild = curve("x^4/4", "-3", 0.4);
        wild.view = TrainingView::Remedies;
        wild.clip = 1.0;
        wild.schedule = {"cosine", {{"schedule_T_max", 60.0}}};
        const auto training = prepared(wild);
        QVERIFY(training);
        QCOMPARE(training->runs.size(), std::size_t{4});
        QVERIFY(training->runs[0]->diverged);
        QVERIFY(!training->runs[1]->diverged);
        QVERIFY(training->runs[2]->diverged);
        QVERIFY(!training->runs[3]->diverged);
        // No step of a clipped run is longer than learning rate times the clip.
        const Trajectory& clipped = training->runs[1]->trajectory;
        for (std::int64_t k = 0; k < clipped.stepsDone; ++k) QVERIFY(clipped.update(k).length() <= 0.4 + 1e-12);
        const std::string sentence = renderPlainEnglish(trainingFrame(*training, 3.0).sentence);
        QVERIFY(sentence.find("clipped") != std::string::npos);
    }

    /// On |x| every step is as long as the last: only a schedule ends the hopping.
    void aScheduleEndsTheHopping() {
        TrainingScene hops = curve("abs(x)", "-2.1", 0.4);
        hops.view = TrainingView::Remedies;
        hops.clip = 1.0;
        hops.schedule = {"cosine", {{"schedule_T_max", 60.0}}};
        const auto training = prepared(hops);
        QVERIFY(training->runs[0]->trajectory.lastLoss > 0.05);
        QVERIFY(training->runs[1]->trajectory.lastLoss > 0.05);
        QVERIFY(training->runs[2]->trajectory.lastLoss < 0.02);
    }

    /// Plain steps hop between both valleys for ever; clipped ones stay within one, and a schedule comes to rest.
    void swingsAreTamed() {
        TrainingScene wild = curve("x^4/4 - x^2/2", "0.2", 1.7);
        wild.view = TrainingView::Remedies;
        wild.clip = 0.2;
        wild.schedule = {"cosine", {{"schedule_T_max", 60.0}}};
        const auto training = prepared(wild);
        const auto swingOf = [&training](std::size_t index) {
            const auto& points = training->runs[index]->trajectory.points;
            Range seen{INFINITY, -INFINITY};
            for (std::size_t k = points.size() - 20; k < points.size(); ++k)
                seen = {std::min(seen.low, points[k].x), std::max(seen.high, points[k].x)};
            return seen.length();
        };
        QVERIFY(swingOf(0) > 2.0);
        QVERIFY(swingOf(1) < 0.5);
        QVERIFY(std::fabs(std::fabs(training->runs[2]->trajectory.last.x) - 1.0) < 1e-3);
        QVERIFY(std::fabs(std::fabs(training->runs[3]->trajectory.last.x) - 1.0) < 1e-3);
        // They are drawn as they are: x at each step.
        const Frame frame = trainingFrame(*training, training->timeline.duration);
        const auto* line = test::mark<Polyline>(frame, "swings", "past.0");
        QVERIFY(line && line->points->size() == training->runs[0]->trajectory.points.size());
        for (std::size_t k = 0; k < line->points->size(); ++k) QCOMPARE((*line->points)[k].y, training->runs[0]->trajectory.points[k].x);
        // What flies apart leaves the picture; the tamed runs are seen whole.
        TrainingScene apart = curve("x^4/4", "-3", 0.224);
        apart.view = TrainingView::Remedies;
        apart.clip = 1.0;
        const auto flown = prepared(apart);
        QVERIFY(flown->swings.low < -3.0 && flown->swings.high < 10.0);
        // On a surface it is the steep direction that swings.
        TrainingScene ravine = onTrainingSurface(curve("x^2", "-2.4", 0.1), "ravine");
        ravine.view = TrainingView::Remedies;
        QVERIFY(!prepared(ravine)->swingsInX);
    }

    /// A run that is still falling, and one under noise, have not come to a limit: nothing is taken off their losses.
    void unfinishedRunsAreMeasuredFromZero() {
        TrainingScene flat = curve("x^4", "-1", 0.05);
        flat.steps = 500;
        QCOMPARE(prepared(flat)->runs.front()->limit, 0.0);
        TrainingScene noisy = curve("x^2", "-2.4", 0.1);
        noisy.noise = 0.5;
        QCOMPARE(prepared(noisy)->runs.front()->limit, 0.0);
        // What 20,000 steps in the valley come to is no limit: its last digits cannot be told from 0 by the fall.
        TrainingScene valley;
        valley.surface = "rosenbrock";
        valley.startX = "-1.2";
        valley.startY = "1";
        valley.optimizer = {"sgd", {{"learning_rate", 1e-3}}};
        valley.steps = 10000;
        QCOMPARE(prepared(valley)->runs.front()->limit, 0.0);
    }

    /// Nothing to start from: no loss with a number of its own, no bound that is left.
    void aLossWithoutAStartIsSaidSo() {
        const auto training = prepared(curve("1/0", "-2.4", 0.1));
        QVERIFY(training);
        const Frame frame = trainingFrame(*training, 0.0);
        QVERIFY(renderPlainEnglish(frame.sentence).find("no value at the start") != std::string::npos);
        QVERIFY(plainText(frame.formula.numbers).empty());
        QVERIFY(frame.readouts.empty());
        QCOMPARE(frame.verdicts.size(), std::size_t{1});
    }

    /// 1/x falls for ever beside its pole and tan x comes to nothing: no number is their limit.
    void noLimitIsNamedWhereNoneWasSeen() {
        for (const char* function : {"1/x", "tan(x)"}) {
            const auto training = prepared(curve(function, "-2.4", 0.1));
            QVERIFY(training && !training->first);
            const Frame frame = trainingFrame(*training, 5.0);
            QVERIFY(renderPlainEnglish(frame.panels.front().title).find("limit") == std::string::npos);
            for (const Readout& readout : frame.readouts) QVERIFY(renderPlainEnglish(readout.label).find("its limit") == std::string::npos);
        }
        const Frame settled = trainingFrame(*prepared(curve("cosh(x)", "2", 0.1)), 5.0);
        QCOMPARE(renderPlainEnglish(settled.panels.front().title), std::string("Loss above its limit 1, log scale"));
    }

    void bandAndRateAreDragged() {
        const Scene whole{"", curve("x^2", "-2.4", 0.1)};
        QCOMPARE(std::get<TrainingScene>(moved(whole, "epsilon", {0.0, 0.0123}, 1e-4).kind).epsilon, std::string("0.012"));
        const auto changed = std::get<TrainingScene>(moved(whole, "rate", {0.4567, 1.0}, 1e-4).kind);
        QCOMPARE(changed.optimizer.parameters.at("learning_rate"), 0.457);
        QCOMPARE(std::get<TrainingScene>(moved(whole, "epsilon", {0.0, -1.0}, 1e-4).kind).epsilon, std::string("0.001"));
    }

    void everySurfaceAndOptimizer() {
        for (const TrainingChoice& surface : trainingSurfaces()) {
            TrainingScene training = onTrainingSurface(curve("x^2", "-2.4", 0.1), surface.name);
            training.steps = 100;
            const auto result = prepareTraining(training, nullptr, {});
            QVERIFY2(result.ok(), surface.name.c_str());
            for (const double time : {0.0, 4.0, 16.0}) {
                const QString fault = test::faultOf(trainingFrame(**result, time));
                QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1String(" of ") + QString::fromStdString(surface.name)));
            }
        }
        for (const TrainingChoice& optimizer : trainingOptimizers()) {
            for (const TrainingView view : {TrainingView::Run, TrainingView::Sweep, TrainingView::Remedies}) {
                TrainingScene training = withTrainingOptimizer(curve("x^2", "-2.4", 0.1), optimizer.name);
                training.view = view;
                const auto result = prepareTraining(training, nullptr, {});
                QVERIFY2(result.ok(), optimizer.name.c_str());
                const QString fault = test::faultOf(trainingFrame(**result, 3.0));
                QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1String(" of ") + QString::fromStdString(optimizer.name)));
            }
        }
    }

    void namesTheFieldOfAnError() {
        const auto fieldOf = [](const TrainingScene& training) {
            const auto result = prepareTraining(training, nullptr, {});
            return result ? std::string("none") : result.error().field;
        };
        QCOMPARE(fieldOf(curve("x^", "1", 0.1)), std::string("function"));
        QCOMPARE(fieldOf(curve("x^2", "a", 0.1)), std::string("startX"));
        TrainingScene training = curve("x^2", "1", 0.1);
        training.epsilon = "0";
        QCOMPARE(fieldOf(training), std::string("epsilon"));
        training = curve("x^2", "1", 0.1);
        training.surface = "nowhere";
        QCOMPARE(fieldOf(training), std::string("surface"));
        training = curve("x^2", "1", 0.1);
        training.optimizer.name = "nobody";
        QCOMPARE(fieldOf(training), std::string("optimizer.name"));
        training = curve("x^2", "1", 0.1);
        training.schedule.name = "never";
        QCOMPARE(fieldOf(training), std::string("schedule.name"));
    }
};

QTEST_APPLESS_MAIN(TestTrainingScene)
#include "tst_training_scene.moc"
