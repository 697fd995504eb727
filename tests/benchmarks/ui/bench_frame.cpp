#include <qcustomplot.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

#include "ui/main_window.h"
#include "ui/pages/page_registry.h"
#include "ui/pages/scene_page.h"
#include "ui/state/resource_reading.h"

using namespace calc;

/// One frame of each page's animation in the whole 1920 × 1080 window: from the Player's tick to the finished pixels (frameAt, show, all
/// panels, formula line, readouts, transport, controls, backing store), prepare excluded, over a full run of the default scene, and of the
/// heaviest built-in ones. Beside it, in the same rounds, a bare QCustomPlot window with a still and a buffered layer. Five rounds each;
/// prints median and p99 of the wall and of the work of this thread (what it costs, whoever else is at work on the machine), and the ratio;
/// fails nothing. CALCULOSCOPE_BENCH_PAGE in the environment says how the names of the pages and scenes to be measured begin ("limit").
class BenchFrame : public QObject {
    Q_OBJECT

private slots:
    void frames();
};

namespace {

constexpr int kRounds = 5;
constexpr int kFrames = 120;
constexpr QSize kWindow(1920, 1080);

struct Times {
    std::vector<double> wall;
    std::vector<double> work;
};

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double workNow() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// What the event loop does after a tick: layouts that changed, then all that has to be painted, into the backing store and to the screen.
void finishPixels() { QCoreApplication::sendPostedEvents(); }

void measure(Times& times, const std::function<void(double)>& tick) {
    for (int i = 0; i < kFrames; ++i) {
        QElapsedTimer timer;
        timer.start();
        const double before = workNow();
        tick(static_cast<double>(i) / (kFrames - 1));
        finishPixels();
        times.wall.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        times.work.push_back(workNow() - before);
    }
}

// Two curves of 2,000 points and a filled area stand still, a trail of 200 points moves.
class BarePlot {
public:
    BarePlot() {
        m_plot.resize(kWindow);
        for (int g = 0; g < 2; ++g) {
            QCPGraph* graph = m_plot.addGraph();
            QVector<double> x, y;
            for (int i = 0; i < 2000; ++i) {
                x << i * 0.005;
                y << std::sin(i * 0.005 + g) * 2.0;
            }
            graph->setData(x, y, true);
            graph->setPen(QPen(Qt::darkBlue, 2.5));
            if (g == 0) graph->setBrush(QColor(0, 120, 90, 50));
        }
        m_plot.addLayer("moving");
        m_plot.layer("moving")->setMode(QCPLayer::lmBuffered);
        m_trail = m_plot.addGraph();
        m_trail->setPen(QPen(Qt::darkRed, 3));
        m_trail->setLayer("moving");
        m_plot.rescaleAxes();
        m_plot.setPlottingHint(QCP::phFastPolylines);
        m_plot.show();
        (void)QTest::qWaitForWindowExposed(&m_plot);
        m_plot.replot(QCustomPlot::rpImmediateRefresh);
        finishPixels();
    }
    void tick(double time) {
        QVector<double> x, y;
        for (int i = 0; i < 200; ++i) {
            x << time * 5.0 + i * 0.02;
            y << std::cos(i * 0.03 + time);
        }
        m_trail->setData(x, y, true);
        m_plot.layer("moving")->replot();
        m_plot.update();
    }

private:
    QCustomPlot m_plot;
    QCPGraph* m_trail = nullptr;
};

/// A window of our own on one page.
class OurWindow {
public:
    /// `scene`: a built-in one instead of the page's own; may be empty.
    OurWindow(const QString& settings, const QString& page, const QString& scene = {}) : m_settings(settings), m_window(m_settings) {
        m_window.showPage(page);
        if (const Result<Scene> other = builtInScene(scene.isEmpty() ? page : scene); other && !scene.isEmpty())
            m_window.currentPage()->store().open(*other);
        m_window.resize(kWindow);
        m_window.show();
        (void)QTest::qWaitForWindowExposed(&m_window);
        m_page = m_window.currentPage();
        (void)QTest::qWaitFor([this] { return m_page->preparation().prepared() && !m_page->preparation().isBusy(); }, 20000);
        m_page->player().setLoops(false);
        m_page->player().pause();
        QTest::qWait(100);
    }
    void tick(double time) { m_page->player().seek(time * m_page->player().timeline().duration); }

private:
    Settings m_settings;
    MainWindow m_window;
    ScenePage* m_page = nullptr;
};

}  // namespace

void BenchFrame::frames() {
    const QTemporaryDir folder;
    BarePlot plot;
    Times bare;
    std::vector<QString> names;
    std::vector<std::unique_ptr<OurWindow>> windows;
    const QString asked = qEnvironmentVariable("CALCULOSCOPE_BENCH_PAGE");
    for (const PageInfo& page : pages()) {
        if (!page.id.startsWith(asked)) continue;
        names.push_back(page.id);
        windows.push_back(std::make_unique<OurWindow>(folder.filePath(page.id + QStringLiteral(".ini")), page.id));
    }
    // The heaviest pictures of a page beside its own, and the functions that the microscope has to bear.
    for (const char* scene :
         {"descent-race",       "descent-step-adam",  "descent-stability",     "descent-compare",    "probability-samples",
          "area-thousand",      "area-lower",         "area-simpson",          "area-over-pole",     "limit-oscillation",
          "limit-squeeze",      "limit-floor",        "limit-factor",          "limit-cancellation", "limit-tan",
          "limit-reciprocal",   "limit-flat",         "limit-computer",        "limit-tangent",      "epsilon-delta-proof",
          "epsilon-delta-duel", "epsilon-delta-jump", "epsilon-delta-swapped", "sequence-chaos",     "sequence-slow",
          "series-taylor",      "training-sweep",     "training-remedies"}) {
        if (!QLatin1String(scene).startsWith(asked)) continue;
        const QString page = pageOf(*builtInScene(QLatin1String(scene))).id;
        names.push_back(QLatin1String(scene));
        windows.push_back(std::make_unique<OurWindow>(folder.filePath(names.back() + QStringLiteral(".ini")), page, names.back()));
    }
    std::vector<Times> times(windows.size());
    Times warm;
    for (auto& window : windows) measure(warm, [&](double time) { window->tick(time); });
    for (int round = 0; round < kRounds; ++round) {
        measure(bare, [&](double time) { plot.tick(time); });
        for (std::size_t i = 0; i < windows.size(); ++i) measure(times[i], [&](double time) { windows[i]->tick(time); });
    }
    const auto line = [&bare](const QString& name, const Times& measured) {
        std::printf("%-16s wall: median %6.2f p99 %6.2f ms   work: median %6.2f p99 %6.2f ms   times the bare plot's: %.2f (wall %.2f)\n",
                    qPrintable(name), quantile(measured.wall, 0.5), quantile(measured.wall, 0.99), quantile(measured.work, 0.5),
                    quantile(measured.work, 0.99), quantile(measured.work, 0.5) / quantile(bare.work, 0.5),
                    quantile(measured.wall, 0.5) / quantile(bare.wall, 0.5));
    };
    line(QStringLiteral("bare QCustomPlot"), bare);
    for (std::size_t i = 0; i < windows.size(); ++i) line(names[i], times[i]);
    std::fflush(stdout);
}

QTEST_MAIN(BenchFrame)
#include "bench_frame.moc"
