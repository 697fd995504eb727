#include <qcustomplot.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>

#include "ui/main_window.h"
#include "ui/pages/home_page.h"
#include "ui/pages/scene_card.h"

using namespace calc;

namespace {

/// Says when a widget was painted first.
class FirstPaint : public QObject {
public:
    explicit FirstPaint(QWidget& widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override {
        m_seen = m_seen || event->type() == QEvent::Paint;
        return false;
    }
    bool seen() const { return m_seen; }

private:
    bool m_seen = false;
};

double milliseconds(const QElapsedTimer& timer) { return double(timer.nsecsElapsed()) / 1e6; }

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double barePlot() {
    QElapsedTimer timer;
    timer.start();
    QCustomPlot plot;
    plot.resize(1280, 800);
    plot.addGraph()->setData({0, 1, 2, 3}, {0, 1, 4, 9});
    plot.rescaleAxes();
    FirstPaint paint(plot);
    plot.show();
    while (!paint.seen()) QCoreApplication::processEvents();
    return milliseconds(timer);
}

struct Start {
    double painted;
    double living;  ///< the first picture is there
    double all;     ///< all three
};

Start window(const QString& settingsFile) {
    QElapsedTimer timer;
    timer.start();
    Settings settings(settingsFile);
    MainWindow main(settings);
    main.resize(1280, 800);
    FirstPaint paint(main.home());
    main.show();
    while (!paint.seen()) QCoreApplication::processEvents();
    Start start{milliseconds(timer), 0, 0};
    const auto& cards = main.home().cards();
    while (!cards[0]->hasPicture()) QCoreApplication::processEvents();
    start.living = milliseconds(timer);
    while (!cards[2]->hasPicture()) QCoreApplication::processEvents();
    start.all = milliseconds(timer);
    return start;
}

}  // namespace

/// From the making of the window to its first paint, and to its pictures, beside a bare QCustomPlot window; the process itself (loading
/// Qt) is the same for both and not counted. Figures and ratios only: it never fails a run.
class BenchStart : public QObject {
    Q_OBJECT

private slots:
    void startToFirstPaint() {
        const QTemporaryDir folder;
        std::vector<double> bare, painted, living, all;
        barePlot();
        for (int round = 0; round < 7; ++round) {
            bare.push_back(barePlot());
            const Start start = window(folder.filePath(QStringLiteral("settings.ini")));
            painted.push_back(start.painted);
            living.push_back(start.living);
            all.push_back(start.all);
        }
        std::printf("bare QCustomPlot window %.1f ms; our window %.1f ms (x %.2f), first picture %.1f ms, all three %.1f ms\n",
                    median(bare), median(painted), median(painted) / median(bare), median(living), median(all));
        QVERIFY(median(painted) > 0.0);
    }
};

QTEST_MAIN(BenchStart)
#include "bench_start.moc"
