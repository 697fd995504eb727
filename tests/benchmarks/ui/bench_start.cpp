#include <qcustomplot.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>

#include "ui/main_window.h"
#include "ui/pages/home_page.h"
#include "ui/pages/scene_card.h"

using namespace calc;

namespace {

constexpr const char* kRole = "CALCULOSCOPE_BENCH_CHILD";  // "bare" or "ours": this process is the one that is measured
constexpr int kRounds = 11;

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

void say(const char* what) {
    std::printf("%s\n", what);
    std::fflush(stdout);
}

QByteArray peakMemory() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return {};
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) return QByteArray::number(line.mid(6).trimmed().split(' ').front().toDouble() / 1024.0, 'f', 1);
    }
    return {};
}

int showBare() {
    QCustomPlot plot;
    plot.resize(1280, 800);
    plot.addGraph()->setData({0, 1, 2, 3}, {0, 1, 4, 9});
    plot.rescaleAxes();
    FirstPaint paint(plot);
    plot.show();
    while (!paint.seen()) QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    say("painted");
    say(peakMemory().constData());
    return 0;
}

int showOurs() {
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    MainWindow window(settings);
    window.resize(1280, 800);
    FirstPaint paint(window.home());
    window.show();
    while (!paint.seen()) QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    say("painted");
    const auto& cards = window.home().cards();
    while (!cards[0]->hasPicture()) QCoreApplication::processEvents();
    say("living");
    while (!cards[2]->hasPicture()) QCoreApplication::processEvents();
    say("all");
    say(peakMemory().constData());
    return 0;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// When each line of a process came, in ms after its start; the last line is a number of its own.
struct Start {
    std::vector<double> times;
    double memory = 0.0;
};

Start started(const char* role) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(kRole), QLatin1String(role));
    process.setProcessEnvironment(environment);
    QElapsedTimer timer;
    timer.start();
    process.start(QCoreApplication::applicationFilePath(), QStringList());
    Start start;
    while (process.state() != QProcess::NotRunning || process.canReadLine()) {
        if (!process.canReadLine() && !process.waitForReadyRead(20000)) break;
        while (process.canReadLine()) {
            start.times.push_back(double(timer.nsecsElapsed()) / 1e6);
            start.memory = process.readLine().trimmed().toDouble();
        }
    }
    process.waitForFinished();
    return start;
}

}  // namespace

/// From the start of a process to the first paint of its window, our start screen beside a bare QCustomPlot window, in turn: the same
/// executable in two roles, so that loading it is the same for both. Besides, when our pictures live, and the peak memory. Figures and
/// ratios only: it never fails a run for them.
class BenchStart : public QObject {
    Q_OBJECT

private slots:
    void startToFirstPaint() {
        std::vector<double> bare, painted, living, all, bareMemory, memory;
        started("bare");
        started("ours");
        for (int round = 0; round < kRounds; ++round) {
            const Start plain = started("bare"), window = started("ours");
            QVERIFY(plain.times.size() >= 2 && window.times.size() >= 4);
            bare.push_back(plain.times[0]);
            bareMemory.push_back(plain.memory);
            painted.push_back(window.times[0]);
            living.push_back(window.times[1]);
            all.push_back(window.times[2]);
            memory.push_back(window.memory);
        }
        std::printf("bare QCustomPlot window: first paint %.1f ms, %.1f MiB\n", median(bare), median(bareMemory));
        std::printf(
            "our window:              first paint %.1f ms (x %.2f), first living picture %.1f ms (x %.2f), all three %.1f ms, %.1f MiB\n",
            median(painted), median(painted) / median(bare), median(living), median(living) / median(bare), median(all), median(memory));
    }
};

int main(int argc, char** argv) {
    const QByteArray role = qgetenv(kRole);
    if (role.isEmpty()) {
        QCoreApplication application(argc, argv);
        BenchStart bench;
        return QTest::qExec(&bench, argc, argv);
    }
    QApplication application(argc, argv);
    return role == "bare" ? showBare() : showOurs();
}

#include "bench_start.moc"
