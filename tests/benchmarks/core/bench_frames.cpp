#include <QtTest>
#include <algorithm>
#include <chrono>
#include <ctime>

#include "core/scene/prepare.h"
#include "tests/support/scene_files.h"

using namespace calc;

namespace {

/// Milliseconds of this thread's own work, whoever else is at work on the machine.
double workNow() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

}  // namespace

/// What one frame costs before it is painted, and what preparing costs: figures only, nothing fails here.
class BenchFrames : public QObject {
    Q_OBJECT

private slots:
    void frames_data();
    void frames();
    void zoomSteps();
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
    const auto prepared = prepare(scene, test::builtInData());
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

/// A zoom is prepared as one sampling for each half power of ten: what they cost, and what comes before the first (the verdict, the heights
/// of all windows). The goal is 100 ms for a step.
void BenchFrames::zoomSteps() {
    using Clock = std::chrono::steady_clock;
    for (const QString& name : test::sceneNames()) {
        if (name != QLatin1String("limit") && !name.startsWith(QLatin1String("limit-"))) continue;
        const Scene scene = test::builtInScene(name);
        std::vector<double> wall;
        std::vector<double> work;
        Clock::time_point last;
        double before = workNow();
        double first = 0.0;
        Task task;
        task.progress = [&](double) {
            const Clock::time_point now = Clock::now();
            const double worked = workNow() - before;
            if (last == Clock::time_point{}) {
                first = worked;
            } else {
                wall.push_back(std::chrono::duration<double, std::milli>(now - last).count());
                work.push_back(worked);
            }
            before = workNow();
            last = Clock::now();
        };
        if (!prepare(scene, {}, nullptr, task) || work.empty()) continue;
        std::sort(wall.begin(), wall.end());
        std::sort(work.begin(), work.end());
        qInfo("%-20s %2d half powers of ten: work median %.2f ms, dearest %.2f ms; wall dearest %.2f ms; before them %.1f ms",
              qPrintable(name), static_cast<int>(work.size()) + 1, work[work.size() / 2], work.back(), wall.back(), first);
    }
}

QTEST_APPLESS_MAIN(BenchFrames)
#include "bench_frames.moc"
