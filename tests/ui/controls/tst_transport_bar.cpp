#include <QSignalSpy>
#include <QTest>
#include <memory>

#include "ui/controls/buttons.h"
#include "ui/controls/chrome.h"
#include "ui/controls/transport_bar.h"

using namespace calc;

class TestTransportBar : public QObject {
    Q_OBJECT

    double m_now = 0.0;
    std::unique_ptr<Player> m_player;
    std::unique_ptr<TransportBar> m_bar;

    QAbstractButton* button(const QString& name) const {
        for (auto* each : m_bar->findChildren<QAbstractButton*>()) {
            if (each->accessibleName().startsWith(name)) return each;
        }
        return nullptr;
    }
    void pass(double seconds) {
        m_now += seconds;
        m_player->tick();
    }

private slots:
    void initTestCase() { installChromeStyle(); }

    void init() {
        m_player = std::make_unique<Player>(nullptr, [this] { return m_now; });
        m_bar = std::make_unique<TransportBar>(*m_player);
        Timeline timeline;
        timeline.duration = 10.0;
        for (int i = 0; i <= 10; ++i) timeline.stops.push_back(i);
        timeline.ticks = {{0.0, Message("0")}, {10.0, Message("10")}};
        timeline.events = {{4.0, Look::Momentum, Message("Momentum: loss below 10⁻³")}};
        m_player->setTimeline(timeline);
        m_bar->resize(1200, 80);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
    }

    void buttonsMoveThePlayhead() {
        QTest::mouseClick(button("One step forward"), Qt::LeftButton);
        pass(0.5);
        QCOMPARE(m_player->time(), 1.0);
        QTest::mouseClick(button("To the end"), Qt::LeftButton);
        QCOMPARE(m_player->time(), 10.0);
        QTest::mouseClick(button("One step back"), Qt::LeftButton);
        pass(0.5);
        QCOMPARE(m_player->time(), 9.0);
        QTest::mouseClick(button("To the start"), Qt::LeftButton);
        QCOMPARE(m_player->time(), 0.0);
    }

    void playBecomesPause() {
        QTest::mouseClick(button("Play"), Qt::LeftButton);
        QVERIFY(m_player->isPlaying());
        QVERIFY(!button("Play"));
        QTest::mouseClick(button("Pause"), Qt::LeftButton);
        QVERIFY(!m_player->isPlaying());
    }

    void scrubbingGoesBothWaysAndRunsOnAfterwards() {
        auto* track = m_bar->findChild<ScrubTrack*>();
        m_player->play();
        const int y = 32, width = track->width();
        QTest::mousePress(track, Qt::LeftButton, {}, {width * 8 / 10, y});
        QVERIFY(!m_player->isPlaying());
        const double late = m_player->time();
        QVERIFY(std::abs(late - 8.0) < 0.3);
        QTest::mouseMove(track, {width * 3 / 10, y});
        QVERIFY(std::abs(m_player->time() - 3.0) < 0.3);
        QTest::mouseMove(track, {-50, y});
        QCOMPARE(m_player->time(), 0.0);
        QTest::mouseRelease(track, Qt::LeftButton, {}, {-50, y});
        QVERIFY(m_player->isPlaying());
    }

    void aClickOnAnEventGoesThere() {
        auto* track = m_bar->findChild<ScrubTrack*>();
        const double side = chrome().real(16);
        const QPoint place(int(side + 0.4 * (track->width() - 2 * side)), int(chrome().real(14)));
        QTest::mouseClick(track, Qt::LeftButton, {}, place);
        QCOMPARE(m_player->time(), 4.0);
    }

    void theTrackStandsStillWhileThePositionGrows() {
        auto* track = m_bar->findChild<ScrubTrack*>();
        m_bar->reservePosition("step 90 of 90");
        m_bar->setPosition("step 9 of 90");
        QTest::qWait(1);
        const int before = track->width();
        m_bar->setPosition("step 10 of 90");
        QTest::qWait(1);
        QCOMPARE(track->width(), before);
    }

    void withoutTimeNothingCanBePressed() {
        m_player->setTimeline({});
        for (const char* name : {"Play", "One step back", "To the end"}) QVERIFY(!button(name)->isEnabled());
    }
};

QTEST_MAIN(TestTransportBar)
#include "tst_transport_bar.moc"
