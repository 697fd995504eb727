#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "core/descent/surfaces.h"
#include "core/scene/descent_parts.h"
#include "core/scene/describe.h"
#include "core/scene/moved.h"
#include "core/scene/prepare.h"
#include "tests/support/frame_parts.h"
#include "tests/support/golden_frame.h"
#include "tests/support/reference_cases.h"

using namespace calc;

namespace {

DescentScene himmelblau() {
    DescentScene scene;
    scene.optimizers = {{"sgd", {{"learning_rate", 0.01}}},
                        {"sgd", {{"learning_rate", 0.01}, {"momentum", 0.9}}},
                        {"nesterov", {{"learning_rate", 0.01}}},
                        {"adam", {{"learning_rate", 0.2}}}};
    scene.shown = 1;
    return scene;
}

DescentScene typed(const char* function, const char* x, const char* y, std::vector<OptimizerChoice> optimizers) {
    DescentScene scene;
    scene.surface = "typed";
    scene.function = function;
    scene.startX = x;
    scene.startY = y;
    scene.optimizers = std::move(optimizers);
    return scene;
}

std::shared_ptr<const DescentPrepared> prepared(const DescentScene& scene,
                                                const std::shared_ptr<const DescentPrepared>& previous = nullptr) {
    auto result = prepareDescent(scene, previous.get(), {});
    if (!result) qFatal("%s: %s", result.error().field.c_str(), renderPlainEnglish(result.error().message).c_str());
    return *result;
}

std::string fieldOf(const DescentScene& scene) {
    const auto result = prepareDescent(scene, nullptr, {});
    return result ? "no error" : result.error().field;
}

std::string at(const DescentPrepared& scene, double time) { return describe(descentFrame(scene, time)); }

const Panel& panelOf(const Frame& frame, const char* id) {
    const Panel* panel = findPanel(frame, id);
    if (!panel) qFatal("no panel %s", id);
    return *panel;
}

bool saysNan(const std::string& text) {
    const QString lower = QString::fromStdString(text).toLower();
    return lower.contains("nan") && !lower.contains("nannan");
}

}  // namespace

class TestDescentScene : public QObject {
    Q_OBJECT
private slots:
    void golden_data();
    void golden();
    void seek();
    void runsShareWhatStays();
    void runsNeverDependOnTheView();
    void referenceCasesThroughTheScene();
    void schedulesAreFollowed();
    void otherRuns();
    void errorsNameTheirField();
    void hostileLosses_data();
    void hostileLosses();
    void heightsAndSlopes_data();
    void heightsAndSlopes();
    void holesStayHoles();
    void theBallIsWhereTheRunIs();
    void arrowsAddUp();
    void timeline();
    void chartNamesEveryRun();
    void ballsAtRestStayInTheChart();
    void opensOnATellingMoment();
    void startIsDragged();
    void oneOptimizerTwice();
    void twinsAreToldApart();
    void arrowsEndWhenTheBallHasArrived();
    void theLensCoversNoStart();
    void withoutOptimizers();
    void cancelled();
};

void TestDescentScene::golden_data() {
    QTest::addColumn<QString>("surface");
    QTest::addColumn<int>("step");
    QTest::newRow("descent@24") << "himmelblau" << 24;
    QTest::newRow("descent@0") << "himmelblau" << 0;
    QTest::newRow("descent-bowl@90") << "bowl" << 90;
    QTest::newRow("descent-saddle@30") << "saddle" << 30;
}

void TestDescentScene::golden() {
    QFETCH(QString, surface);
    QFETCH(int, step);
    DescentScene scene = himmelblau();
    scene.surface = surface.toStdString();
    if (surface != "himmelblau") {
        const Surface& other = *findSurface(scene.surface);
        scene.startX = std::to_string(other.start.x);
        scene.startY = std::to_string(other.start.y);
        scene.optimizers = {{"momentum", {{"learning_rate", 0.01}}}, {"adam", {{"learning_rate", 0.1}}}};
        scene.shown = 0;
    }
    const auto run = prepared(scene);
    const QString difference = differenceFromGolden(QTest::currentDataTag(), at(*run, stopTime(run->timeline, step)));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

void TestDescentScene::seek() {
    const auto run = prepared(himmelblau());
    std::vector<double> times;
    for (int i = 0; i <= 60; ++i) times.push_back(run->timeline.duration * i / 60);
    std::vector<std::string> forward;
    for (const double time : times) forward.push_back(at(*run, time));
    std::vector<std::size_t> order(times.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), std::mt19937(7));
    for (const std::size_t i : order) QCOMPARE(at(*run, times[i]), forward[i]);
    QCOMPARE(at(*run, -5.0), forward.front());
    QCOMPARE(at(*run, 1e9), forward.back());
}

void TestDescentScene::runsShareWhatStays() {
    const DescentScene scene = himmelblau();
    const auto first = prepared(scene);
    DescentScene turned = scene;
    turned.camera.azimuth = 100.0;
    const auto second = prepared(turned, first);
    QCOMPARE(second->loss, first->loss);
    QCOMPARE(second->field, first->field);
    QVERIFY(second->runs == first->runs && second->trails == first->trails);
    QVERIFY(second->charts == first->charts);
    QCOMPARE(second->mapMarks, first->mapMarks);
    QVERIFY(second->chartMarks == first->chartMarks);
    QCOMPARE(descentFrame(*second, 0.0).panels[0].still, descentFrame(*first, 0.0).panels[0].still);

    DescentScene zoomed = scene;
    zoomed.xRange = Range{-4.0, 4.0};
    const auto third = prepared(zoomed, first);
    QVERIFY(third->runs == first->runs);
    QVERIFY(third->field != first->field && third->trails != first->trails);
    QVERIFY(third->charts == first->charts);

    DescentScene more = scene;
    more.optimizers.push_back({"rmsprop", {{"learning_rate", 0.02}}});
    const auto fourth = prepared(more, first);
    for (std::size_t i = 0; i < 4; ++i) QCOMPARE(fourth->runs[i], first->runs[i]);
    QCOMPARE(fourth->field, first->field);

    DescentScene other = scene;
    other.optimizers[3].parameters["learning_rate"] = 0.3;
    const auto fifth = prepared(other, first);
    QCOMPARE(fifth->runs[0], first->runs[0]);
    QVERIFY(fifth->runs[3] != first->runs[3]);

    DescentScene elsewhere = scene;
    elsewhere.startX = "1";
    const auto sixth = prepared(elsewhere, first);
    QCOMPARE(sixth->loss, first->loss);
    QCOMPARE(sixth->field, first->field);
    QVERIFY(sixth->runs[0] != first->runs[0]);
}

void TestDescentScene::runsNeverDependOnTheView() {
    DescentScene scene = himmelblau();
    const auto first = prepared(scene);
    scene.xRange = Range{0.0, 1.0};
    scene.yRange = Range{-100.0, 100.0};
    scene.camera = {10.0, 80.0, 2.0};
    scene.orbitRate = 20.0;
    scene.heightScale = HeightScale::Linear;
    const auto second = prepared(scene);
    for (std::size_t i = 0; i < first->runs.size(); ++i) {
        QCOMPARE(second->runs[i]->trajectory.points, first->runs[i]->trajectory.points);
        QCOMPARE(second->runs[i]->trajectory.loss, first->runs[i]->trajectory.loss);
    }
}

void TestDescentScene::referenceCasesThroughTheScene() {
    int compared = 0;
    std::set<std::string> seen;
    for (const QJsonObject& question : casesOf("reference/optimizers.jsonl")) {
        OptimizerChoice choice;
        choice.name = question["optimizer"].toString().toStdString();
        const QJsonObject given = question["parameters"].toObject();
        for (auto it = given.begin(); it != given.end(); ++it) {
            const std::string key = it.key() == "lr" ? "learning_rate" : it.key().toStdString();
            choice.parameters[key] = it.value().isBool() ? (it.value().toBool() ? 1.0 : 0.0) : it.value().toDouble();
        }
        const QJsonArray start = question["start"].toArray();
        DescentScene scene = typed(question["f"].toString().toUtf8().constData(), textOf(start[0]).toUtf8().constData(),
                                   textOf(start[1]).toUtf8().constData(), {choice});
        const QJsonObject points = question["points"].toObject();
        scene.steps = 1;
        for (const QString& step : points.keys()) scene.steps = std::max(scene.steps, step.toInt());
        const auto whole = prepared(scene);
        const Trajectory& run = whole->runs.front()->trajectory;
        seen.insert(choice.name);
        // The page shows the run of `descend`, bit for bit.
        DescentOptions options;
        options.start = whole->start;
        options.optimizer = *makeOptimizer(choice.name, choice.parameters);
        options.steps = scene.steps;
        const auto plain = descend(whole->loss->loss, options);
        QVERIFY(plain);
        QVERIFY(run.points == plain->points && run.loss == plain->loss && run.stopped == plain->stopped);
        for (auto it = points.begin(); it != points.end(); ++it) {
            const auto step = static_cast<std::size_t>(it.key().toInt());
            const Vec2 want{it.value().toArray()[0].toString().toDouble(), it.value().toArray()[1].toString().toDouble()};
            if (step >= run.points.size()) {
                // The page stops a ball at rest; `descend` with stop never goes on, and comes no further than a hair.
                QVERIFY2(run.stopped == StopReason::AtRest || run.stopped == StopReason::NoProgress, qPrintable(question["id"].toString()));
                QVERIFY2((run.last - want).length() < 1e-3 * (1.0 + want.length()),
                         qPrintable(question["id"].toString() + " rests elsewhere"));
                continue;
            }
            const double allowed = question["rtol"].toDouble() * std::max({std::fabs(want.x), std::fabs(want.y), 1e-3});
            const bool same = std::fabs(run.points[step].x - want.x) <= allowed && std::fabs(run.points[step].y - want.y) <= allowed;
            QVERIFY2(same, qPrintable(question["id"].toString() + " step " + it.key()));
            ++compared;
        }
    }
    QVERIFY(compared > 600);
    QVERIFY(seen.size() > 8);
}

// The schedule of the scene is that of every run; each step has the learning rate that it says.
void TestDescentScene::schedulesAreFollowed() {
    for (const ScheduleInfo& info : schedules()) {
        DescentScene scene = himmelblau();
        scene.schedule.name = std::string(info.name);
        const auto whole = prepared(scene);
        for (const auto& run : whole->runs) {
            const Trajectory& t = run->trajectory;
            DescentOptions options;
            options.start = whole->start;
            options.optimizer = t.options.optimizer;
            options.schedule = *makeSchedule(info.name, {});
            options.steps = scene.steps;
            QVERIFY(descend(whole->loss->loss, options)->points == t.points);
            // Plain descent: the length of a step is that of the gradient times this step's rate.
            if (run->look != Look::GradientDescent) continue;
            for (const std::int64_t k : {0, 3, 17}) {
                const double expected = learningRateAt(options.schedule, 0.01, k) * t.gradients[static_cast<std::size_t>(k)].length();
                QVERIFY(std::fabs(t.update(k).length() - expected) <= 1e-12 * (1.0 + expected));
            }
        }
    }
    DescentScene wrong = himmelblau();
    wrong.schedule = {"step", {{"schedule_gamma", -1.0}}};
    QCOMPARE(fieldOf(wrong), std::string("schedule.schedule_gamma"));
    wrong.schedule = {"later", {}};
    QCOMPARE(fieldOf(wrong), std::string("schedule.name"));
}

// Other starts are run by the shown optimizer, A with its own settings from the same start and with the same noise.
void TestDescentScene::otherRuns() {
    DescentScene scene = himmelblau();
    scene.noise = 0.5;
    scene.moreStarts = {{"1", "1"}, {"-pi", "2"}};
    scene.frozen = FrozenRun{{"sgd", {{"learning_rate", 0.02}}}, {"cosine", {}}, 0.5};
    const auto whole = prepared(scene);
    QCOMPARE(whole->racers, std::size_t{4});
    QCOMPARE(whole->runs.size(), std::size_t{7});
    QVERIFY(whole->frozen == std::size_t{4});
    QCOMPARE(whole->runs[4]->trajectory.points.front(), whole->start);
    QCOMPARE(whole->runs[4]->trajectory.options.seed, scene.seed);
    QCOMPARE(whole->runs[4]->trajectory.options.schedule.kind, Schedule::Kind::Cosine);
    QCOMPARE(whole->runs[5]->trajectory.points.front(), (Vec2{1.0, 1.0}));
    QCOMPARE(whole->runs[6]->trajectory.points.front().x, -M_PI);
    QCOMPARE(whole->runs[6]->settings.optimizer, scene.optimizers[1]);
    // B equal to A is the same run.
    scene.frozen = FrozenRun{scene.optimizers[1], scene.schedule, scene.noise};
    const auto same = prepared(scene);
    QCOMPARE(same->runs[4]->trajectory.points, same->runs[1]->trajectory.points);
    // The other starts follow the shown optimizer; the race itself stays.
    scene.shown = 0;
    const auto other = prepared(scene, same);
    QCOMPARE(other->runs[0], same->runs[0]);
    QVERIFY(other->runs[5]->trajectory.points != same->runs[5]->trajectory.points);
    scene.moreStarts[1].y = "1/0";
    QCOMPARE(fieldOf(scene), std::string("moreStarts.1.y"));
}

void TestDescentScene::errorsNameTheirField() {
    const auto changed = [](auto change) {
        DescentScene scene = himmelblau();
        change(scene);
        return fieldOf(scene);
    };
    QCOMPARE(changed([](DescentScene& s) { s.surface = "nowhere"; }), std::string("surface"));
    QCOMPARE(changed([](DescentScene& s) {
                 s.surface = "typed";
                 s.function = "x^2+";
             }),
             std::string("function"));
    QCOMPARE(changed([](DescentScene& s) {
                 s.surface = "typed";
                 s.function = "x^2+n";
             }),
             std::string("function"));
    QCOMPARE(changed([](DescentScene& s) { s.startX = "here"; }), std::string("startX"));
    QCOMPARE(changed([](DescentScene& s) { s.startY = "1/0"; }), std::string("startY"));
    QCOMPARE(changed([](DescentScene& s) { s.optimizers[3].parameters["beta1"] = 2.0; }), std::string("optimizers.3.beta1"));
    QCOMPARE(changed([](DescentScene& s) { s.optimizers[2].parameters["warp"] = 2.0; }), std::string("optimizers.2.warp"));
    QCOMPARE(changed([](DescentScene& s) { s.optimizers[0].name = "warp"; }), std::string("optimizers.0.name"));
    QCOMPARE(changed([](DescentScene& s) { s.noise = -1.0; }), std::string("noise"));
    QCOMPARE(changed([](DescentScene&) {}), std::string("no error"));
    const auto syntax = prepareDescent(typed("x^2 + (y", "1", "1", {}), nullptr, {});
    QVERIFY(!syntax && syntax.error().span);
}

void TestDescentScene::hostileLosses_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<double>("rate");
    QTest::newRow("pole") << QByteArray("1/(x^2+y^2)") << 0.1;
    QTest::newRow("pole on both sides") << QByteArray("1/x+y^2") << 0.1;
    QTest::newRow("logarithm of a negative number") << QByteArray("ln(x)+ln(y)") << 1.0;
    QTest::newRow("no value anywhere") << QByteArray("sqrt(-1-x^2-y^2)") << 0.1;
    QTest::newRow("kink") << QByteArray("abs(x)+2*abs(y)") << 0.1;
    QTest::newRow("huge") << QByteArray("1e300*(x^2+y^2)") << 0.1;
    QTest::newRow("largest") << QByteArray("1e308*x*y") << 0.1;
    QTest::newRow("flat") << QByteArray("7") << 0.1;
    QTest::newRow("steps") << QByteArray("floor(x)+floor(y)") << 0.1;
    QTest::newRow("large learning rate") << QByteArray("(1-x)^2+100*(y-x^2)^2") << 1e6;
    QTest::newRow("tiny") << QByteArray("1e-300*(x^2+y^2)") << 0.1;
    QTest::newRow("gamma") << QByteArray("gamma(x+2)+y^2") << 0.1;
}

// Never an empty picture, never "nan": every Frame has its surface, a sentence and finite numbers.
void TestDescentScene::hostileLosses() {
    QFETCH(QByteArray, function);
    QFETCH(double, rate);
    std::vector<OptimizerChoice> optimizers;
    for (const OptimizerInfo& info : ::calc::optimizers()) optimizers.push_back({std::string(info.name), {{"learning_rate", rate}}});
    std::shared_ptr<const DescentPrepared> previous;
    for (int shown = 0; shown < static_cast<int>(optimizers.size()); ++shown) {
        DescentScene scene = typed(function.constData(), "1.5", "1", optimizers);
        scene.shown = shown;
        const auto run = prepared(scene, previous);
        previous = run;
        for (const double part : {0.0, 0.013, 0.5, 1.0}) {
            const Frame frame = descentFrame(*run, part * run->timeline.duration);
            QVERIFY(!frame.sentence.empty());
            QVERIFY2(!saysNan(renderPlainEnglish(frame.sentence)), function.constData());
            for (const Readout& readout : frame.readouts) QVERIFY(!saysNan(renderPlainEnglish(readout.value)));
            for (const SeriesReadout& series : frame.series) QVERIFY(!saysNan(renderPlainEnglish(series.value)));
            QVERIFY2(!saysNan(plainText(frame.formula.numbers)), plainText(frame.formula.numbers).c_str());
            const Panel& chart = panelOf(frame, "loss");
            QVERIFY(chart.y.range.low < chart.y.range.high && chart.y.range.isFinite());
            for (const Mark& mark : panelOf(frame, "map").moving)
                if (const Marker* ball = std::get_if<Marker>(&mark)) QVERIFY(ball->position.isFinite());
            const HeightField& field = *panelOf(frame, "surface").field;
            for (std::size_t i = 0; i < field.heights.size(); ++i) {
                const double height = field.heights[i];
                QVERIFY(std::isnan(height) || (0.0 <= height && height <= 1.0));
                QVERIFY(field.slopes[i].isFinite());
            }
        }
        if (run->runs[static_cast<std::size_t>(shown)]->trajectory.stopped != StopReason::Steps)
            QVERIFY(!descentFrame(*run, run->timeline.duration).verdicts.empty() ||
                    run->runs[static_cast<std::size_t>(shown)]->trajectory.points.empty());
    }
}

void TestDescentScene::heightsAndSlopes_data() {
    QTest::addColumn<QByteArray>("surface");
    QTest::addColumn<int>("scale");
    for (const char* surface : {"bowl", "himmelblau", "rosenbrock", "hills", "styblinski-tang"})
        for (const int scale : {0, 1, 2}) QTest::addRow("%s %d", surface, scale) << QByteArray(surface) << scale;
}

// What is drawn is what the field says it is, and the slopes are those of the drawn height.
void TestDescentScene::heightsAndSlopes() {
    QFETCH(QByteArray, surface);
    QFETCH(int, scale);
    DescentScene scene;
    scene.surface = surface.toStdString();
    scene.heightScale = static_cast<HeightScale>(scale);
    const Surface& named = *findSurface(scene.surface);
    scene.startX = std::to_string(named.start.x);
    scene.startY = std::to_string(named.start.y);
    const auto whole = prepared(scene);
    const HeightField& field = *whole->field->field;
    QCOMPARE(field.scale, *scene.heightScale);
    const auto raw = [&](Vec2 p) {
        const double f = whole->loss->loss.program.value()(p.x, p.y);
        return field.scale == HeightScale::Logarithmic ? std::log1p(f - field.lowest) : f - field.lowest;
    };
    const double span = field.scale == HeightScale::Logarithmic ? std::log1p(field.highest - field.lowest) : field.highest - field.lowest;
    double steepest = 0.0;
    for (const Vec2 slope : field.slopes) steepest = std::max(steepest, slope.length());
    for (int r = 0; r < field.rows; ++r) {
        for (int c = 0; c < field.columns; ++c) {
            const auto index = static_cast<std::size_t>(r * field.columns + c);
            const Vec2 p{field.x.low + field.x.length() * c / (field.columns - 1), field.y.low + field.y.length() * r / (field.rows - 1)};
            const double height = raw(p) / span;
            QVERIFY(std::fabs(std::clamp(height, 0.0, 1.0) - field.heights[index]) < 1e-9);
            if (height < 1e-6 || height > 1.0 - 1e-6) continue;  // cut off, or at an end of the scale
            const double d = 1e-6;
            const Vec2 slope{(raw(p + Vec2{d, 0.0}) - raw(p - Vec2{d, 0.0})) / (2.0 * d * span),
                             (raw(p + Vec2{0.0, d}) - raw(p - Vec2{0.0, d})) / (2.0 * d * span)};
            QVERIFY2((slope - field.slopes[index]).length() < 1e-4 * steepest, qPrintable(QString("%1 %2").arg(p.x).arg(p.y)));
        }
    }
    for (const double level : field.levels) QVERIFY(0.0 < level && level < 1.0);
    QVERIFY(*std::max_element(field.heights.begin(), field.heights.end()) > 0.99);
    QVERIFY(*std::min_element(field.heights.begin(), field.heights.end()) < 0.05);
}

void TestDescentScene::holesStayHoles() {
    const auto run = prepared(typed("ln(x)+y^2", "1", "1", {{"sgd", {}}}));
    const HeightField& field = *run->field->field;
    QVERIFY(std::isnan(drawnHeight(field, {-1.0, 0.0})));
    QVERIFY(std::isfinite(drawnHeight(field, {1.0, 0.5})));
}

void TestDescentScene::theBallIsWhereTheRunIs() {
    const auto run = prepared(himmelblau());
    for (const int step : {0, 1, 24, 57, 90}) {
        const Frame frame = descentFrame(*run, stopTime(run->timeline, step));
        for (std::size_t i = 0; i < run->runs.size(); ++i) {
            const Trajectory& trajectory = run->runs[i]->trajectory;
            const std::size_t k = std::min(static_cast<std::size_t>(step), trajectory.points.size() - 1);
            for (const char* panel : {"map", "surface"}) {
                const Marker* ball = test::mark<Marker>(panelOf(frame, panel).moving, "ball." + std::to_string(i));
                QVERIFY(ball);
                QCOMPARE(ball->position, trajectory.points[k]);
                const Polyline* trail = test::mark<Polyline>(panelOf(frame, panel).moving, "trail." + std::to_string(i));
                QCOMPARE(trail != nullptr, step > 0);
                if (trail) QCOMPARE(trail->points->back(), trajectory.points[k]);
            }
        }
        QCOMPARE(frame.position, Message(CALC_TEXT("step {0} of {1}"), {std::int64_t{step}, run->steps}));
    }
    // Between two steps it is on the straight way.
    const double half = 0.5 * (stopTime(run->timeline, 3) + stopTime(run->timeline, 4));
    const Frame between = descentFrame(*run, half);
    const Marker* ball = test::mark<Marker>(panelOf(between, "map").moving, "ball.1");
    const std::vector<Vec2>& points = run->runs[1]->trajectory.points;
    QVERIFY((ball->position - 0.5 * (points[3] + points[4])).length() < 1e-9);
}

void TestDescentScene::arrowsAddUp() {
    const auto run = prepared(himmelblau());
    for (const int step : {1, 2, 24, 90}) {
        const Frame frame = descentFrame(*run, stopTime(run->timeline, step));
        const std::vector<Vec2>& points = run->runs[1]->trajectory.points;
        const auto k = static_cast<std::size_t>(step);
        std::vector<Arrow> arrows;
        const Panel& map = panelOf(frame, "map");
        if (const Lens* lens = test::mark<Lens>(map.moving, "lens")) {
            arrows = lens->arrows;
            QCOMPARE(lens->target, points[k - 1]);
            QVERIFY(lens->magnification >= 1.0);
        }
        for (const char* id : {"momentum", "gradient", "update"})
            if (const Arrow* arrow = test::mark<Arrow>(map.moving, id)) arrows.push_back(*arrow);
        QCOMPARE(arrows.size(), step == 1 ? std::size_t{2} : std::size_t{3});  // the first step has no momentum yet
        QCOMPARE(arrows.back().id, std::string("update"));
        QCOMPARE(arrows.back().from, points[k - 1]);
        QCOMPARE(arrows.back().to, points[k]);
        QVERIFY((arrows[arrows.size() - 2].to - points[k]).length() < 1e-12);
        // The same arrows on the surface, all enlarged by what is written beside them.
        const Panel& surface = panelOf(frame, "surface");
        const Label* scale = test::mark<Label>(surface.moving, "arrow-scale");
        const double factor = scale ? std::get<NumberArgument>(std::get<Message>(scale->text).arguments.front()).value : 1.0;
        QVERIFY(factor >= 1.0);
        for (const Arrow& arrow : arrows) {
            const Arrow* lifted = test::mark<Arrow>(surface.moving, arrow.id);
            QVERIFY(lifted);
            QVERIFY((lifted->from - points[k - 1] - factor * (arrow.from - points[k - 1])).length() < 1e-9);
            QVERIFY((lifted->to - points[k - 1] - factor * (arrow.to - points[k - 1])).length() < 1e-9);
        }
    }
    DescentScene bare = himmelblau();
    bare.showGradient = bare.showMomentum = bare.showUpdate = false;
    const auto quiet = prepared(bare);
    const Frame frame = descentFrame(*quiet, stopTime(quiet->timeline, 24));
    QVERIFY(!test::mark<Lens>(panelOf(frame, "map").moving, "lens"));
}

void TestDescentScene::timeline() {
    const auto run = prepared(himmelblau());
    const Timeline& line = run->timeline;
    QCOMPARE(line.stops.size(), std::size_t{91});
    QCOMPARE(line.stops.front(), 0.0);
    QCOMPARE(line.stops.back(), line.duration);
    QVERIFY(std::is_sorted(line.stops.begin(), line.stops.end()));
    QCOMPARE(stepAt(line, line.opening), 24);
    for (const Timeline::Event& event : line.events) {
        QVERIFY(event.look != Look::None);
        const int step = stepAt(line, event.time);
        const auto found =
            std::find_if(run->runs.begin(), run->runs.end(), [&event](const auto& each) { return each->look == event.look; });
        QVERIFY((*found)->trajectory.loss[static_cast<std::size_t>(step)] < 1e-3);
        QVERIFY((*found)->trajectory.loss[static_cast<std::size_t>(step) - 1] >= 1e-3);
    }
    QVERIFY(!line.events.empty());
}

void TestDescentScene::chartNamesEveryRun() {
    const auto run = prepared(himmelblau());
    const Frame frame = descentFrame(*run, 0.0);
    const Panel& chart = panelOf(frame, "loss");
    for (std::size_t i = 0; i < run->runs.size(); ++i) {
        const Label* name = test::mark<Label>(*chart.still, "name." + std::to_string(i));
        QVERIFY(name);
        QVERIFY(chart.y.range.contains(name->position.y) && chart.x.range.contains(name->position.x));
        const Polyline* line = test::mark<Polyline>(*chart.still, "coming." + std::to_string(i));
        QVERIFY(line);
        const Trajectory& trajectory = run->runs[i]->trajectory;
        for (const Vec2 point : *line->points)
            if (point.y > chart.y.range.low) QCOMPARE(point.y, trajectory.loss[static_cast<std::size_t>(point.x)]);
    }
}

// A ball that came to rest goes on lying at its loss; one that flew apart is gone.
void TestDescentScene::ballsAtRestStayInTheChart() {
    DescentScene scene = himmelblau();
    scene.optimizers = {{"sgd", {{"learning_rate", 0.01}}}, {"sgd", {{"learning_rate", 0.05}}}, {"adam", {{"learning_rate", 0.2}}}};
    const auto run = prepared(scene);
    QCOMPARE(run->runs[0]->trajectory.stopped, StopReason::AtRest);
    QCOMPARE(run->runs[1]->trajectory.stopped, StopReason::Diverged);
    const Frame frame = descentFrame(*run, stopTime(run->timeline, 80));
    const Marker* resting = test::mark<Marker>(panelOf(frame, "loss").moving, "ball.0");
    QVERIFY(resting && resting->position.x == 80.0);
    const Marker* gone = test::mark<Marker>(panelOf(frame, "loss").moving, "ball.1");
    QVERIFY(gone && gone->position.x == static_cast<double>(run->runs[1]->trajectory.stepsDone));
}

void TestDescentScene::opensOnATellingMoment() {
    DescentScene newton = himmelblau();
    newton.surface = "ravine";
    newton.startX = "-2";
    newton.startY = "1";
    newton.optimizers = {{"newton", {}}, {"sgd", {{"learning_rate", 0.09}}}};
    newton.shown = 0;
    const auto quick = prepared(newton);
    QCOMPARE(stepAt(quick->timeline, quick->timeline.opening), 1);  // it arrives in one step
    DescentScene saddle = himmelblau();
    saddle.surface = "saddle";
    saddle.startX = "1.5";
    saddle.startY = "0.001";
    saddle.optimizers = {{"momentum", {{"learning_rate", 0.05}}}};
    saddle.shown = 0;
    const auto away = prepared(saddle);
    const Vec2 ball = ballAt(away->runs[0]->trajectory, stepAt(away->timeline, away->timeline.opening));
    QVERIFY(away->field->x.contains(ball.x) && away->field->y.contains(ball.y));
}

void TestDescentScene::startIsDragged() {
    Scene scene;
    scene.kind = himmelblau();
    const Scene after = moved(scene, "start", {1.23456, -2.0}, 0.01);
    const auto& descent = std::get<DescentScene>(after.kind);
    QCOMPARE(descent.startX, std::string("1.23"));
    const auto run = prepared(descent);
    QCOMPARE(run->runs[0]->trajectory.points.front(), (Vec2{1.23, -2.0}));
    for (const Handle& handle : descentFrame(*run, 0.0).handles) QCOMPARE(handle.position, (Vec2{1.23, -2.0}));
    // A start outside the usual picture is brought into it.
    DescentScene far = himmelblau();
    far.startX = "9";
    QVERIFY(prepared(far)->field->x.contains(9.0));
}

void TestDescentScene::oneOptimizerTwice() {
    DescentScene scene = himmelblau();
    scene.optimizers = {{"sgd", {{"learning_rate", 0.01}}}, {"sgd", {{"learning_rate", 0.02}}}, {"adam", {}}};
    const auto run = prepared(scene);
    QCOMPARE(run->names[0], std::string("Gradient descent, η = 0.01"));
    QCOMPARE(run->names[1], std::string("Gradient descent, η = 0.02"));
    QCOMPARE(run->names[2], std::string("Adam"));
    // With the same learning rate by what differs; where nothing does, by number.
    scene.optimizers = {{"momentum", {{"momentum", 0.5}}}, {"momentum", {{"momentum", 0.9}}}};
    QVERIFY((prepared(scene)->names == std::vector<std::string>{"β = 0.5", "β = 0.9"}));
    scene.optimizers = {{"momentum", {}}, {"momentum", {}}, {"momentum", {{"momentum", 0.5}}}};
    QVERIFY((prepared(scene)->names == std::vector<std::string>{"β = 0.9, no. 1", "β = 0.9, no. 2", "β = 0.5"}));
}

// Which is which is said at the balls, in the formula line and at the end.
void TestDescentScene::twinsAreToldApart() {
    DescentScene scene = himmelblau();
    scene.optimizers = {{"sgd", {{"learning_rate", 0.01}}}, {"sgd", {{"learning_rate", 0.0125}}}};
    scene.shown = 1;
    scene.steps = 20;
    const auto run = prepared(scene);
    const Frame frame = descentFrame(*run, run->timeline.duration);
    QCOMPARE(renderPlainEnglish(frame.formula.caption), std::string("Gradient descent with η = 0.0125, step 20"));
    QVERIFY(renderPlainEnglish(frame.sentence).find("with η = 0.0125") != std::string::npos);
    const Label* first = test::mark<Label>(frame, "map", "twin.0");
    const Label* second = test::mark<Label>(frame, "map", "twin.1");
    QVERIFY(first && second && first->anchor != second->anchor);
    QCOMPARE(second->position, ballAt(run->runs[1]->trajectory, 20.0));
    const auto kindOf = [&frame](const char* id) { return test::mark<Polyline>(frame, "loss", id)->style.line; };
    QVERIFY(kindOf("past.0") != kindOf("past.1"));
    // Alone, it needs no name.
    QVERIFY(!test::mark<Label>(descentFrame(*prepared(himmelblau()), 0.0), "map", "twin.0"));
}

// A step too short to be seen at any magnification is not promised by a scale without an arrow.
void TestDescentScene::arrowsEndWhenTheBallHasArrived() {
    DescentScene scene = himmelblau();
    scene.surface = "booth";
    scene.startX = "-6";
    scene.startY = "-4";
    scene.optimizers = {{"sgd", {{"learning_rate", 0.05}}}};
    scene.shown = 0;
    const auto run = prepared(scene);
    const auto lensAt = [&](int step) { return test::mark<Lens>(descentFrame(*run, stopTime(run->timeline, step)), "map", "lens"); };
    QVERIFY(lensAt(4));
    const Frame late = descentFrame(*run, stopTime(run->timeline, 18));
    QVERIFY(!test::mark<Lens>(late, "map", "lens") && !test::mark<Label>(late, "surface", "arrow-scale"));
}

void TestDescentScene::theLensCoversNoStart() {
    DescentScene scene = himmelblau();
    scene.surface = "six-hump-camel";
    scene.startX = "-1.9";
    scene.startY = "-0.3";
    scene.moreStarts = {{"-1", "0.9"}, {"0.3", "0.1"}, {"1.2", "-0.2"}, {"1.9", "0.4"}, {"-0.4", "-0.9"}};
    scene.optimizers = {{"sgd", {{"learning_rate", 0.02}}}};
    scene.shown = 0;
    const auto run = prepared(scene);
    const double side = std::min(run->field->x.length(), run->field->y.length());
    std::vector<Vec2> starts = run->otherStarts;
    starts.push_back(run->start);
    for (const Vec2 start : starts) {
        const double dx = start.x - run->field->x.low - run->lensCentre.x * run->field->x.length();
        const double dy = start.y - run->field->y.low - run->lensCentre.y * run->field->y.length();
        QVERIFY(std::hypot(dx, dy) > 0.205 * side);
    }
}

void TestDescentScene::withoutOptimizers() {
    DescentScene scene = himmelblau();
    scene.optimizers.clear();
    const auto run = prepared(scene);
    const Frame frame = descentFrame(*run, 0.0);
    QCOMPARE(frame.panels.size(), std::size_t{2});
    QVERIFY(!frame.sentence.empty());
    QCOMPARE(run->timeline.duration, 0.0);
    QVERIFY(frame.formula.symbols != FormulaBox{});
}

void TestDescentScene::cancelled() {
    std::stop_source source;
    source.request_stop();
    Task task;
    task.stop = source.get_token();
    const auto result = prepareDescent(himmelblau(), nullptr, task);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestDescentScene)
#include "tst_descent_scene.moc"
