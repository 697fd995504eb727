// label: slow
#include <QElapsedTimer>
#include <QtTest>

#include "core/scene/describe.h"
#include "core/scene/totals_choices.h"
#include "core/scene/totals_prepare.h"

using namespace calc;

/// A million rows: everything counts, little is drawn, and it can be watched and stopped.
class TestTotalsLarge : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void countsAllAndDrawsFew();
    void zoomShowsEachBar();
    void isWatchedAndStopped();

private:
    static constexpr int kRows = 1000000;
    TotalsScene m_scene = withFile({}, "/large.csv");
    ResourceTexts m_data;
    double m_total = 0.0;
    double m_highest = 0.0;
};

void TestTotalsLarge::initTestCase() {
    std::string text = "row,value\n";
    std::uint64_t state = 7;
    for (int i = 1; i <= kRows; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        // One bar in ten thousand is high: thinning must not lose it.
        const auto value = static_cast<std::int64_t>(state >> 54U) + (i % 10007 == 0 ? 90000 : 0);
        m_total += static_cast<double>(value);
        m_highest = std::max(m_highest, static_cast<double>(value));
        text += std::to_string(i) + "," + std::to_string(value) + "\n";
    }
    m_data.emplace(m_scene.file, std::move(text));
    m_scene.along = "row";
    m_scene.value = "value";
}

void TestTotalsLarge::countsAllAndDrawsFew() {
    QElapsedTimer timer;
    timer.start();
    const auto totals = prepareTotals(m_scene, m_data, nullptr, {});
    qInfo("prepared in %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY(totals);
    QCOMPARE((*totals)->period->count, std::size_t{kRows});
    QCOMPARE((*totals)->period->total.value, m_total);
    QCOMPARE((*totals)->period->mean.value, m_total / kRows);
    const TotalsDrawn& drawn = *(*totals)->drawn;
    QVERIFY(drawn.high.size() <= 1501 && drawn.high.size() > 1400);
    QVERIFY(drawn.sum->size() < 6000);
    double highest = 0.0;
    for (const Box& box : drawn.high) highest = std::max(highest, box.high.y);
    QCOMPARE(highest, m_highest);
    QCOMPARE(drawn.sum->back().y, m_total);
    timer.restart();
    for (int i = 0; i <= 100; ++i) (void)totalsFrame(**totals, 12.0 * i / 100.0);
    qInfo("a frame takes %.2f ms", static_cast<double>(timer.elapsed()) / 101.0);
    QVERIFY((*totals)->timeline.stops.size() <= 2001);
}

void TestTotalsLarge::zoomShowsEachBar() {
    const auto whole = prepareTotals(m_scene, m_data, nullptr, {});
    QVERIFY(whole);
    m_scene.fingerprint = (*whole)->table->fingerprint;
    m_scene.xRange = Range{500000.0, 500100.0};
    const auto part = prepareTotals(m_scene, {}, whole->get(), {});
    QVERIFY(part);
    QVERIFY((*part)->drawn->low.empty());
    QVERIFY((*part)->drawn->high.size() >= 100 && (*part)->drawn->high.size() <= 102);
    m_scene.xRange.reset();
    m_scene.fingerprint.clear();
}

void TestTotalsLarge::isWatchedAndStopped() {
    std::stop_source source;
    int calls = 0;
    double last = 0.0;
    bool rises = true;
    Task task;
    task.progress = [&](double share) {
        ++calls;
        rises = rises && share >= last;
        last = share;
    };
    QVERIFY(prepareTotals(m_scene, m_data, nullptr, task));
    QVERIFY(calls > 100);
    QVERIFY(rises && last == 1.0);
    task.stop = source.get_token();
    task.progress = [&](double share) {
        if (share > 0.3) source.request_stop();
    };
    const auto stopped = prepareTotals(m_scene, m_data, nullptr, task);
    QVERIFY(!stopped);
    QVERIFY(stopped.error().code == ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestTotalsLarge)
#include "tst_totals_large.moc"
