#include <QSignalSpy>
#include <QTest>

#include "ui/state/player.h"

using namespace calc;

namespace {

/// Ten steps, one a second.
Timeline tenSteps() {
    Timeline timeline;
    timeline.duration = 10.0;
    for (int i = 0; i <= 10; ++i) timeline.stops.push_back(i);
    return timeline;
}

}  // namespace

class TestPlayer : public QObject {
    Q_OBJECT

    double m_now = 100.0;
    void pass(Player& player, double seconds) {
        m_now += seconds;
        player.tick();
    }

private slots:
    void timeIsElapsedTimesSpeed() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        player.play();
        pass(player, 1.25);
        QCOMPARE(player.time(), 1.25);
        player.setSpeed(4.0);
        pass(player, 0.5);
        QCOMPARE(player.time(), 3.25);
        player.pause();
        pass(player, 5.0);
        QCOMPARE(player.time(), 3.25);
    }

    void manySmallTicksAreOneLongOne() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        player.play();
        for (int i = 0; i < 64; ++i) pass(player, 1.0 / 64);
        QCOMPARE(player.time(), 1.0);
    }

    void itStopsAtTheEndAndPlaysFromTheStartAgain() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        player.play();
        pass(player, 11.0);
        QCOMPARE(player.time(), 10.0);
        QVERIFY(!player.isPlaying());
        player.play();
        QCOMPARE(player.time(), 0.0);
        QVERIFY(player.isPlaying());
    }

    void aLoopGoesOn() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        player.setLoops(true);
        player.play();
        pass(player, 10.5);
        QVERIFY(player.isPlaying());
        QVERIFY(std::fabs(player.time() - 0.5) < 1e-9);
    }

    void oneStepForwardAndOneStepBack() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        player.seek(2.5);
        player.stepForward();
        pass(player, 0.4);
        QCOMPARE(player.time(), 3.0);
        player.stepBack();
        pass(player, 0.2);
        QVERIFY(player.time() > 2.0 && player.time() < 3.0);
        pass(player, 0.2);
        QCOMPARE(player.time(), 2.0);
    }

    void stepsInQuickSuccessionAreNotLost() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        for (int i = 0; i < 4; ++i) player.stepForward();
        pass(player, 0.4);
        QCOMPARE(player.time(), 4.0);
        for (int i = 0; i < 3; ++i) player.stepBack();
        pass(player, 0.4);
        QCOMPARE(player.time(), 1.0);
    }

    void scrubbingGoesBothWaysAndKeepsWithinTheTimeline() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        QSignalSpy moved(&player, &Player::timeChanged);
        for (const double time : {7.0, 3.0, -1.0, 42.0}) player.seek(time);
        QCOMPARE(moved.count(), 4);
        QCOMPARE(moved.at(2).at(0).toDouble(), 0.0);
        QCOMPARE(player.time(), 10.0);
    }

    void withoutMotionItStandsOnStopsOnly() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        player.setMotion(Player::Motion::StepsOnly);
        player.play();
        pass(player, 2.7);
        QCOMPARE(player.time(), 2.0);
        pass(player, 0.5);
        QCOMPARE(player.time(), 3.0);
        player.pause();
        QCOMPARE(player.time(), 3.0);
        player.stepForward();
        QCOMPARE(player.time(), 4.0);
    }

    void anotherTimelineKeepsThePlayhead() {
        Player player(nullptr, [this] { return m_now; });
        player.setTimeline(tenSteps());
        player.seek(8.0);
        Timeline shorter = tenSteps();
        shorter.duration = 5.0;
        shorter.stops.resize(6);
        player.setTimeline(shorter);
        QCOMPARE(player.time(), 5.0);
        player.setTimeline({});
        player.play();
        QVERIFY(!player.isPlaying());
    }

    void speedHasBounds() {
        Player player(nullptr, [this] { return m_now; });
        player.setSpeed(100);
        QCOMPARE(player.speed(), Player::kFastest);
        player.setSpeed(0);
        QCOMPARE(player.speed(), Player::kSlowest);
    }
};

QTEST_GUILESS_MAIN(TestPlayer)
#include "tst_player.moc"
