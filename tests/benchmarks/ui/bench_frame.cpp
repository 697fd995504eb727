#include <qcustomplot.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <functional>

#include "core/scene/prepare.h"
#include "tests/support/sample_frames.h"
#include "ui/canvas/stage_view.h"

using namespace calc;

/// One frame of each page's animation at the size that the stage has in a 1920 × 1080 window: from frameAt (the real scenes; sample Frames
/// besides) over show to the finished pixels of the backing store, prepare excluded. Beside it, in the same round, a bare QCustomPlot with
/// a still and a buffered layer. Five rounds each; prints median and p99, fails nothing.
class BenchFrame : public QObject {
    Q_OBJECT

private slots:
    void frames();
};

namespace {

constexpr int kRounds = 5;
constexpr int kFrames = 90;
constexpr QSize kStage(1298, 1002);

// Wall time is what a person sees; time of this thread on the processor is what the work costs, whoever else is at work on the machine.
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

void measure(Times& times, const std::function<void(double)>& paint) {
    for (int i = 0; i < kFrames; ++i) {
        QElapsedTimer timer;
        timer.start();
        const double before = workNow();
        paint(static_cast<double>(i) / (kFrames - 1));
        times.wall.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        times.work.push_back(workNow() - before);
    }
}

// Two curves of 2,000 points and a filled area stand still, a trail of 200 points and a ball move.
class BarePlot {
public:
    BarePlot() {
        m_plot.resize(kStage);
        m_plot.setNoAntialiasingOnDrag(false);
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
        m_plot.setCurrentLayer("moving");
        m_trail = m_plot.addGraph();
        m_trail->setPen(QPen(Qt::darkRed, 3));
        m_trail->setLayer("moving");
        m_plot.rescaleAxes();
        m_plot.setPlottingHint(QCP::phFastPolylines);
        m_plot.replot(QCustomPlot::rpImmediateRefresh);
    }
    void paint(double time) {
        QVector<double> x, y;
        for (int i = 0; i < 200; ++i) {
            x << time * 5.0 + i * 0.02;
            y << std::cos(i * 0.03 + time);
        }
        m_trail->setData(x, y, true);
        m_plot.layer("moving")->replot();
        m_target.resize(1);
        m_plot.render(&m_target.front());
    }

private:
    QCustomPlot m_plot;
    QCPGraph* m_trail = nullptr;
    std::vector<QPixmap> m_target{QPixmap(kStage)};
};

class Stage {
public:
    Stage() : m_target(kStage) {
        m_window.resize(1920, 1080);
        m_view.setParent(&m_window);
        m_view.setGeometry(QRect(QPoint(258, 0), kStage));
    }
    void paint(const Frame& frame) {
        m_view.show(frame);
        m_view.render(&m_target);
    }

private:
    QWidget m_window;
    StageView m_view;
    QPixmap m_target;
};

struct Page {
    const char* name;
    std::function<Frame(double)> frame;
};

std::vector<Page> pages() {
    std::vector<Page> result = {
        {"sample area", sampleAreaFrame}, {"sample limit", sampleLimitFrame}, {"sample descent", sampleDescentFrame}};
    DescentScene descent;
    descent.optimizers = {{"sgd", {}}, {"sgd", {{"momentum", 0.9}}}, {"rmsprop", {}}, {"adam", {}}};
    Scene scenes[] = {{"area", AreaScene()}, {"limit", LimitScene()}, {"descent", descent}};
    for (const Scene& scene : scenes) {
        const auto prepared = prepare(scene);
        if (!prepared) continue;
        const Prepared kept = *prepared;
        const double duration = timelineOf(kept).duration;
        const char* name = std::holds_alternative<AreaScene>(scene.kind)    ? "area"
                           : std::holds_alternative<LimitScene>(scene.kind) ? "limit"
                                                                            : "descent";
        result.push_back({name, [kept, duration](double time) { return frameAt(kept, time * duration); }});
    }
    return result;
}

}  // namespace

void BenchFrame::frames() {
    const std::vector<Page> all = pages();
    std::vector<Times> times(all.size());
    Times bare;
    BarePlot plot;
    std::vector<std::unique_ptr<Stage>> stages;
    for (std::size_t i = 0; i < all.size(); ++i) stages.push_back(std::make_unique<Stage>());
    for (std::size_t i = 0; i < all.size(); ++i) stages[i]->paint(all[i].frame(0.0));
    for (int round = 0; round < kRounds; ++round) {
        measure(bare, [&](double time) { plot.paint(time); });
        for (std::size_t i = 0; i < all.size(); ++i) measure(times[i], [&](double time) { stages[i]->paint(all[i].frame(time)); });
    }
    const auto line = [&bare](const char* name, const Times& measured) {
        std::printf("%-16s wall: median %6.2f p99 %6.2f ms   work: median %6.2f p99 %6.2f ms   times the bare plot's work: %.2f\n", name,
                    quantile(measured.wall, 0.5), quantile(measured.wall, 0.99), quantile(measured.work, 0.5),
                    quantile(measured.work, 0.99), quantile(measured.work, 0.5) / quantile(bare.work, 0.5));
    };
    line("bare QCustomPlot", bare);
    for (std::size_t i = 0; i < all.size(); ++i) line(all[i].name, times[i]);
    std::fflush(stdout);
}

QTEST_MAIN(BenchFrame)
#include "bench_frame.moc"
