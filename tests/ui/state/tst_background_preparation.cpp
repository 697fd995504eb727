#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <thread>

#include "ui/state/background_preparation.h"

using namespace calc;

namespace {

Scene named(const std::string& title) { return {title, AreaScene{}}; }

Prepared preparedOf(const Scene& scene) {
    Prepared prepared;
    prepared.scene = scene;
    return prepared;
}

/// Works until told to stop, reporting half of the way.
Result<Prepared> endless(const Scene&, const ResourceTexts&, const Prepared*, const Task& task) {
    task.progress(0.5);
    while (!task.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return Error{ErrorCode::Cancelled, Message("stopped"), {}, {}};
}

Result<Prepared> atOnce(const Scene& scene, const ResourceTexts&, const Prepared*, const Task&) { return preparedOf(scene); }

}  // namespace

class TestBackgroundPreparation : public QObject {
    Q_OBJECT

private slots:
    void whatIsQuickIsThereWhenRequestReturns() {
        // A busy machine may need longer than the 5 ms once; not ten times running.
        int there = 0;
        for (int i = 0; i < 10 && there == 0; ++i) {
            BackgroundPreparation preparation(nullptr, &atOnce);
            preparation.request(named("quick"));
            if (preparation.prepared() && preparation.prepared()->scene == named("quick")) ++there;
        }
        QCOMPARE(there, 1);
    }

    void whatIsSlowComesLaterAndTheWindowDoesNotWait() {
        std::atomic<bool> mayEnd = false;
        BackgroundPreparation preparation(
            nullptr, [&mayEnd](const Scene& scene, const ResourceTexts&, const Prepared*, const Task&) -> Result<Prepared> {
                while (!mayEnd) std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return preparedOf(scene);
            });
        QSignalSpy ready(&preparation, &BackgroundPreparation::ready);
        QSignalSpy waiting(&preparation, &BackgroundPreparation::waiting);
        preparation.request(named("slow"));
        QVERIFY(preparation.isBusy());
        QVERIFY(!preparation.prepared());
        QTRY_VERIFY(waiting.count() > 0);
        QVERIFY(waiting.last().at(0).toBool());
        mayEnd = true;
        QTRY_COMPARE(ready.count(), 1);
        QVERIFY(!waiting.last().at(0).toBool());
        QVERIFY(preparation.prepared()->scene == named("slow"));
    }

    void theNewestSupersedes() {
        std::atomic<int> calls = 0;
        BackgroundPreparation preparation(
            nullptr, [&calls](const Scene& scene, const ResourceTexts& data, const Prepared* previous, const Task& task) {
                ++calls;
                return scene.title == "endless" ? endless(scene, data, previous, task) : Result<Prepared>(preparedOf(scene));
            });
        QSignalSpy ready(&preparation, &BackgroundPreparation::ready);
        QSignalSpy failed(&preparation, &BackgroundPreparation::failed);
        preparation.request(named("endless"));
        for (int i = 0; i < 20; ++i) preparation.request(named("skipped"));
        preparation.request(named("newest"));
        QTRY_COMPARE(ready.count(), 1);
        QVERIFY(preparation.prepared()->scene == named("newest"));
        QCOMPARE(calls.load(), 2);
        QCOMPARE(failed.count(), 0);
    }

    void cancelKeepsTheLastGoodOne() {
        BackgroundPreparation preparation(
            nullptr, [](const Scene& scene, const ResourceTexts& data, const Prepared* previous, const Task& task) {
                return scene.title == "endless" ? endless(scene, data, previous, task) : Result<Prepared>(preparedOf(scene));
            });
        preparation.request(named("good"));
        QTRY_VERIFY(preparation.prepared());
        QSignalSpy cancelled(&preparation, &BackgroundPreparation::cancelled);
        preparation.request(named("endless"));
        preparation.cancel();
        QTRY_COMPARE(cancelled.count(), 1);
        QVERIFY(!preparation.isBusy());
        QVERIFY(preparation.prepared()->scene == named("good"));
    }

    void anErrorIsSaidAndTheLastGoodOneStays() {
        BackgroundPreparation preparation(nullptr,
                                          [](const Scene& scene, const ResourceTexts&, const Prepared*, const Task&) -> Result<Prepared> {
                                              if (scene.title == "bad") return Error{ErrorCode::BadValue, Message("no"), {}, "function"};
                                              return preparedOf(scene);
                                          });
        preparation.request(named("good"));
        QTRY_VERIFY(preparation.prepared());
        QString field;
        connect(&preparation, &BackgroundPreparation::failed, this,
                [&field](const Error& error) { field = QString::fromStdString(error.field); });
        preparation.request(named("bad"));
        QTRY_COMPARE(field, QString("function"));
        QVERIFY(preparation.prepared()->scene == named("good"));
    }

    void thePreviousOneIsHandedOn() {
        std::atomic<int> withPrevious = 0;
        BackgroundPreparation preparation(
            nullptr, [&](const Scene& scene, const ResourceTexts&, const Prepared* previous, const Task&) -> Result<Prepared> {
                if (previous && previous->scene == named("first")) ++withPrevious;
                return preparedOf(scene);
            });
        preparation.request(named("first"));
        QTRY_VERIFY(preparation.prepared());
        preparation.request(named("second"));
        QTRY_COMPARE(withPrevious.load(), 1);
    }

    void itEndsWithAJobUnderWay() {
        BackgroundPreparation preparation(nullptr, &endless);
        preparation.request(named("endless"));
        QVERIFY(preparation.isBusy());
    }

    void theDelayComesOnceAfterTheLastKey() {
        TypingDelay delay;
        QSignalSpy passed(&delay, &TypingDelay::passed);
        for (int i = 0; i < 5; ++i) {
            delay.start();
            QTest::qWait(TypingDelay::kMilliseconds / 6);
        }
        QVERIFY(passed.count() <= 1);
        QTRY_VERIFY(passed.count() >= 1);
        delay.start();
        const auto before = passed.count();
        delay.passNow();
        QCOMPARE(passed.count(), before + 1);
        delay.passNow();
        QCOMPARE(passed.count(), before + 1);
    }
};

QTEST_GUILESS_MAIN(TestBackgroundPreparation)
#include "tst_background_preparation.moc"
