#include <QFile>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "core/scene/describe.h"
#include "core/scene/prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/scene_files.h"

using namespace calc;

namespace {

QString goldenPath(const QString& scene, const QString& time) {
    return QStringLiteral(CALCULOSCOPE_TEST_DATA "/frames/") + scene + QLatin1Char('@') + time + QStringLiteral(".txt");
}

bool isShared(const Marks& a, const Marks& b) { return &a == &b; }

}  // namespace

class TestFrames : public QObject {
    Q_OBJECT

private slots:
    void builtIn_data();
    void builtIn();
    void seekEqualsPlay_data();
    void seekEqualsPlay();
    void preparingAgainSharesAndAgrees_data();
    void preparingAgainSharesAndAgrees();
    void golden_data();
    void golden();
    void cancelledWorkSaysSo();

private:
    void everyScene();
    /// Prepared once for all tests of a scene.
    const Result<Prepared>& preparedScene(const QString& name);

    std::map<QString, Result<Prepared>> m_prepared;
};

const Result<Prepared>& TestFrames::preparedScene(const QString& name) {
    const auto found = m_prepared.find(name);
    if (found != m_prepared.end()) return found->second;
    return m_prepared.emplace(name, prepare(test::builtInScene(name), test::builtInData())).first->second;
}

void TestFrames::everyScene() {
    QTest::addColumn<QString>("name");
    for (const QString& name : test::sceneNames()) QTest::newRow(qPrintable(name)) << name;
}

void TestFrames::builtIn_data() { everyScene(); }

/// Every built-in scene can be prepared; at every stop its Frame is whole.
void TestFrames::builtIn() {
    QFETCH(QString, name);
    const auto& prepared = preparedScene(name);
    QVERIFY2(prepared, prepared ? "" : renderEnglish(prepared.error().message).c_str());
    const Timeline timeline = timelineOf(*prepared);
    QVERIFY(!timeline.stops.empty());
    QCOMPARE(timeline.stops.front(), 0.0);
    QCOMPARE(timeline.stops.back(), timeline.duration);
    QVERIFY(std::is_sorted(timeline.stops.begin(), timeline.stops.end()));
    QVERIFY(timeline.opening >= 0.0 && timeline.opening <= timeline.duration);
    for (std::size_t i = 0; i < timeline.stops.size(); i += 1 + timeline.stops.size() / 10) {
        const QString fault = test::faultOf(frameAt(*prepared, timeline.stops[i]));
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
    // Times outside are those of the ends.
    QCOMPARE(describe(frameAt(*prepared, -5.0)), describe(frameAt(*prepared, 0.0)));
    QCOMPARE(describe(frameAt(*prepared, timeline.duration + 5.0)), describe(frameAt(*prepared, timeline.duration)));
}

void TestFrames::seekEqualsPlay_data() { everyScene(); }

/// frameAt at shuffled times equals the forward play-through.
void TestFrames::seekEqualsPlay() {
    QFETCH(QString, name);
    const auto& prepared = preparedScene(name);
    QVERIFY(prepared);
    const double duration = timelineOf(*prepared).duration;
    std::vector<double> times;
    for (int i = 0; i <= 24; ++i) times.push_back(duration * i / 24.0);
    std::vector<std::string> played;
    for (const double time : times) played.push_back(describe(frameAt(*prepared, time)));
    std::vector<std::size_t> order(times.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::mt19937 random(11);
    for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[random() % (i + 1)]);
    for (const std::size_t i : order) QCOMPARE(describe(frameAt(*prepared, times[i])), played[i]);
}

void TestFrames::preparingAgainSharesAndAgrees_data() { everyScene(); }

/// The cache changes nothing: prepared upon itself or upon another scene, the Frames are the same; still marks of the same scene are shared
/// from frame to frame of one step.
void TestFrames::preparingAgainSharesAndAgrees() {
    QFETCH(QString, name);
    const Scene scene = test::builtInScene(name);
    const auto& first = preparedScene(name);
    QVERIFY(first);
    const double opening = timelineOf(*first).opening;
    const std::string expected = describe(frameAt(*first, opening));
    const auto again = prepare(scene, test::builtInData(), &*first);
    QVERIFY(again);
    QCOMPARE(describe(frameAt(*again, opening)), expected);
    const auto& other = preparedScene(name.startsWith(QLatin1String("limit")) ? QStringLiteral("limit-e") : QStringLiteral("area-left"));
    QVERIFY(other);
    const auto upon = prepare(scene, test::builtInData(), &*other);
    QVERIFY(upon);
    QCOMPARE(describe(frameAt(*upon, opening)), expected);
    const Frame one = frameAt(*first, opening);
    const Frame two = frameAt(*first, opening);
    for (std::size_t i = 0; i < one.panels.size(); ++i) {
        if (one.panels[i].kind == PanelKind::Plane && !one.panels[i].still->empty())
            QVERIFY(isShared(*one.panels[i].still, *two.panels[i].still));
    }
}

void TestFrames::golden_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("time");
    const auto add = [](const char* name, const char* time) {
        QTest::newRow(qPrintable(QStringLiteral("%1@%2").arg(QLatin1String(name), QLatin1String(time))))
            << QString::fromLatin1(name) << QString::fromLatin1(time);
    };
    add("area", "opening");
    add("area", "0");
    add("area", "12");
    add("area-simpson", "opening");
    add("area-trapezoid", "opening");
    add("area-lower", "opening");
    add("area-diverges", "opening");
    add("area-tail", "opening");
    add("area-over-pole", "opening");
    add("area-between-crossing", "opening");
    add("area-free-widths", "opening");
    add("area-task-left", "opening");
    add("accumulation", "opening");
    add("accumulation", "0");
    add("accumulation", "6.5");
    add("accumulation-jump", "opening");
    add("accumulation-pole", "opening");
    add("accumulation-pole", "8");
    add("accumulation-root", "opening");
    add("probability", "opening");
    add("probability", "1.5");
    add("probability-typed", "opening");
    add("probability-student", "opening");
    add("probability-samples", "opening");
    add("probability-samples", "0");
    add("limit", "opening");
    add("limit", "5.2");
    add("limit", "15.6");
    add("limit-jump", "opening");
    add("limit-pole", "opening");
    add("limit-e", "opening");
    add("limit-straight", "opening");
    add("sequence", "opening");
    add("sequence", "2");
    add("sequence-euler", "opening");
    add("sequence-two-limits", "opening");
    add("sequence-slow", "opening");
    add("sequence-settles", "3.2");
    add("sequence-cycle", "opening");
    add("series", "opening");
    add("series", "7.3");
    add("series-harmonic", "opening");
    add("series-alternating", "opening");
    add("series-taylor", "opening");
    add("series-taylor", "7.7");
    add("series-taylor-edge", "opening");
    add("series-taylor-corner", "opening");
    add("training", "opening");
    add("training-slow", "opening");
    add("training-diverges", "opening");
    add("training-sweep", "opening");
    add("training-remedies", "opening");
    add("totals", "opening");
    add("totals", "5");
    add("totals-votes", "opening");
    add("tangent", "opening");
    add("tangent", "0");
    add("tangent", "9.6");
    add("tangent-corner", "opening");
    add("tangent-vertical", "opening");
    add("tangent-jump", "opening");
    add("tangent-rules", "1.6");
    add("tangent-sigmoid", "opening");
    add("curve-descent", "opening");
    add("curve-descent", "1.8");
    add("curve-descent-momentum", "opening");
    add("curve-descent-explode", "opening");
    add("curve-descent-kink", "opening");
    add("epsilon-delta", "opening");
    add("epsilon-delta", "3.9");
    add("epsilon-delta-proof", "1.2");
    add("epsilon-delta-jump", "opening");
    add("epsilon-delta-duel", "1.5");
    add("epsilon-delta-undecided", "opening");
}

/// Frames as text, in tests/data/frames. After a wanted change: run once with CALCULOSCOPE_RECORD=1 and read the difference.
void TestFrames::golden() {
    QFETCH(QString, name);
    QFETCH(QString, time);
    const auto& prepared = preparedScene(name);
    QVERIFY2(prepared, prepared ? "" : renderEnglish(prepared.error().message).c_str());
    const double at = time == QLatin1String("opening") ? timelineOf(*prepared).opening : time.toDouble();
    const QByteArray text = QByteArray::fromStdString(describe(frameAt(*prepared, at)));
    QFile file(goldenPath(name, time));
    if (qEnvironmentVariableIntValue("CALCULOSCOPE_RECORD") == 1) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QList<QByteArray> expected = file.readAll().split('\n');
    const QList<QByteArray> lines = text.split('\n');
    for (qsizetype i = 0; i < std::min(expected.size(), lines.size()); ++i) QCOMPARE(lines[i], expected[i]);
    QCOMPARE(lines.size(), expected.size());
}

void TestFrames::cancelledWorkSaysSo() {
    std::stop_source source;
    source.request_stop();
    Task task;
    task.stop = source.get_token();
    for (const char* name :
         {"area", "limit", "descent", "tangent", "curve-descent", "accumulation", "probability", "epsilon-delta", "sequence", "series",
          "training", "totals"}) {
        const auto prepared = prepare(test::builtInScene(QString::fromLatin1(name)), test::builtInData(), nullptr, task);
        QVERIFY(!prepared);
        QVERIFY(prepared.error().code == ErrorCode::Cancelled);
    }
}

QTEST_APPLESS_MAIN(TestFrames)
#include "tst_frames.moc"
