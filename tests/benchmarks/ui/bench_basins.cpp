#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cstdio>

#include "ui/main_window.h"
#include "ui/pages/scene_page.h"
#include "ui/state/resource_reading.h"

using namespace calc;

/// A basin map of 200 × 200 starts, asked for in the whole 1920 × 1080 window while the run plays: how long it takes until the map is
/// shown, and how long the event loop is away in the meantime, which is what a person feels as a stutter. Beside it the same window playing
/// without a survey. Prints; fails nothing.
class BenchBasins : public QObject {
    Q_OBJECT

private slots:
    void survey_data();
    void survey();
};

namespace {

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// One turn of the event loop after the other until `done`; how long each kept the window from answering, in milliseconds.
template <class Done>
std::vector<double> turns(Done done) {
    std::vector<double> gaps;
    QElapsedTimer turn;
    while (!done()) {
        turn.start();
        QCoreApplication::processEvents();
        gaps.push_back(static_cast<double>(turn.nsecsElapsed()) * 1e-6);
        QThread::usleep(200);  // an idle event loop sleeps, too
    }
    return gaps;
}

void say(const QByteArray& scene, const char* what, double seconds, const std::vector<double>& gaps) {
    std::printf("%-22s %-16s %6.2f s   event loop away: longest %6.1f ms, p99 %5.1f ms, over 50 ms %d times\n", scene.constData(), what,
                seconds, quantile(gaps, 1.0), quantile(gaps, 0.99),
                static_cast<int>(std::count_if(gaps.begin(), gaps.end(), [](double gap) { return gap > 50.0; })));
    std::fflush(stdout);
}

}  // namespace

void BenchBasins::survey_data() {
    QTest::addColumn<QByteArray>("scene");
    for (const char* scene : {"descent-basins", "descent-basins-newton", "descent-rastrigin"}) QTest::newRow(scene) << QByteArray(scene);
}

void BenchBasins::survey() {
    QFETCH(QByteArray, scene);
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    MainWindow window(settings);
    window.showPage(QStringLiteral("descent"));
    ScenePage* page = window.currentPage();
    Scene without = *builtInScene(QString::fromLatin1(scene));
    std::get<DescentScene>(without.kind).showBasins = false;
    page->store().open(without);
    window.resize(1920, 1080);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(QTest::qWaitFor([page] { return page->preparation().prepared() && !page->preparation().isBusy(); }, 20000));
    page->player().setLoops(true);
    page->player().play();
    QElapsedTimer whole;
    whole.start();
    const std::vector<double> plain = turns([&whole] { return whole.elapsed() > 1500; });
    say(scene, "playing", static_cast<double>(whole.elapsed()) * 1e-3, plain);

    Scene with = page->store().scene();
    std::get<DescentScene>(with.kind).showBasins = true;
    std::get<DescentScene>(with.kind).basinCells = 200;
    whole.restart();
    QElapsedTimer asking;
    asking.start();
    page->store().change(with);
    const double asked = static_cast<double>(asking.nsecsElapsed()) * 1e-6;
    std::vector<double> gaps = turns([page] { return !page->preparation().isBusy(); });
    gaps.push_back(asked);  // the click itself
    say(scene, "and surveying", static_cast<double>(whole.elapsed()) * 1e-3, gaps);
}

QTEST_MAIN(BenchBasins)
#include "bench_basins.moc"
