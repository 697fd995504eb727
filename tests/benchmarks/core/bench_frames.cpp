#include <QtTest>
#include <algorithm>
#include <chrono>

#include "core/scene/prepare.h"
#include "tests/support/scene_files.h"

using namespace calc;

/// What one frame costs before it is painted, and what preparing costs: figures only, nothing fails here.
class BenchFrames : public QObject {
    Q_OBJECT

private slots:
    void frames_data();
    void frames();
};

void BenchFrames::frames_data() {
    QTest::addColumn<QString>("name");
    for (const QString& name : test::sceneNames()) QTest::newRow(qPrintable(name)) << name;
}

void BenchFrames::frames() {
    QFETCH(QString, name);
    using Clock = std::chrono::steady_clock;
    const auto milliseconds = [](Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); };
    const Scene scene = test::builtInScene(name);
    const auto before = Clock::now();
    const auto prepared = prepare(scene);
    const double preparing = milliseconds(Clock::now() - before);
    if (!prepared) {
        qInfo("%s: not prepared", qPrintable(name));
        return;
    }
    const double duration = timelineOf(*prepared).duration;
    std::vector<double> costs;
    for (int i = 0; i < 600; ++i) {
        const auto start = Clock::now();
        const Frame frame = frameAt(*prepared, duration * i / 600.0);
        costs.push_back(milliseconds(Clock::now() - start));
    }
    std::sort(costs.begin(), costs.end());
    qInfo("%-20s prepare %8.2f ms   frameAt median %.4f ms   p99 %.4f ms", qPrintable(name), preparing, costs[300], costs[594]);
}

QTEST_APPLESS_MAIN(BenchFrames)
#include "bench_frames.moc"
