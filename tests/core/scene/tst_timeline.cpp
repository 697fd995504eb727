#include <QtTest>
#include <cmath>

#include "core/scene/step_moment.h"
#include "core/scene/timeline.h"

using namespace calc;

class TestTimeline : public QObject {
    Q_OBJECT

private slots:
    void stepsForwardAndBack();
    void emptyTimeline();
    void momentsBetweenStops();
};

void TestTimeline::stepsForwardAndBack() {
    Timeline timeline;
    timeline.stops = {0.0, 0.5, 2.0};
    timeline.duration = 2.0;
    QCOMPARE(nextStop(timeline, 0.0), 0.5);
    QCOMPARE(nextStop(timeline, 0.49), 0.5);
    QCOMPARE(nextStop(timeline, 0.5), 2.0);
    QCOMPARE(nextStop(timeline, 2.0), 2.0);
    QCOMPARE(nextStop(timeline, 9.0), 2.0);
    QCOMPARE(previousStop(timeline, 2.0), 0.5);
    QCOMPARE(previousStop(timeline, 0.6), 0.5);
    QCOMPARE(previousStop(timeline, 0.0), 0.0);
    QCOMPARE(previousStop(timeline, -3.0), 0.0);
    QCOMPARE(stepAt(timeline, 0.5), 1);
    QCOMPARE(stepAt(timeline, 0.5 - 1e-12), 1);  // a hair before a stop is the stop
    QCOMPARE(stepAt(timeline, 1.99), 1);
    QCOMPARE(stepAt(timeline, -1.0), 0);
    QCOMPARE(stepAt(timeline, 5.0), 2);
    for (int step = 0; step < 3; ++step) QCOMPARE(stepAt(timeline, stopTime(timeline, step)), step);
    QCOMPARE(stopTime(timeline, 17), 2.0);
    QCOMPARE(stopTime(timeline, -1), 0.0);
}

void TestTimeline::emptyTimeline() {
    const Timeline none;
    QCOMPARE(nextStop(none, 1.0), 0.0);
    QCOMPARE(previousStop(none, 1.0), 0.0);
    QCOMPARE(stepAt(none, 1.0), 0);
    QCOMPARE(stopTime(none, 3), 0.0);
}

void TestTimeline::momentsBetweenStops() {
    Timeline timeline;
    timeline.stops = {0.0, 0.5, 2.0};
    timeline.duration = 2.0;
    const auto isAt = [&timeline](double time, std::size_t step, double part) {
        const StepMoment moment = momentAt(timeline, time);
        return moment.step == step && std::fabs(moment.part - part) < 1e-12;
    };
    QVERIFY(isAt(-1.0, 0, 0.0));
    QVERIFY(isAt(0.25, 0, 0.5));
    QVERIFY(isAt(0.5, 1, 0.0));
    QVERIFY2(isAt(0.5 - 1e-12, 1, 0.0), "a hair before a stop is the stop");
    QVERIFY2(isAt(0.5 + 1e-9, 1, 0.0), "and so is a hair past it");
    QVERIFY(isAt(1.25, 1, 0.5));
    QVERIFY(isAt(2.0, 2, 0.0));
    QVERIFY(isAt(9.0, 2, 0.0));
    QCOMPARE(momentAt(Timeline{}, 1.0).step, std::size_t{0});
    QCOMPARE(momentAt(Timeline{}, 1.0).part, 0.0);
}

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
