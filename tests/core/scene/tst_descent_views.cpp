#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/number_text.h"
#include "core/scene/descent_choices.h"
#include "core/scene/descent_parts.h"
#include "core/scene/describe.h"
#include "core/scene/moved.h"
#include "core/scene/scene_numbers.h"
#include "tests/support/frame_parts.h"
#include "tests/support/golden_frame.h"
#include "tests/support/scene_files.h"

using namespace calc;
using test::findReadout;
using test::readoutNumber;

namespace {

DescentScene racing(const char* surface, std::vector<OptimizerChoice> optimizers, DescentView view = DescentView::Loss) {
    DescentScene scene;
    scene.optimizers = optimizers;
    scene = onSurface(scene, surface);  // with learning rates that suit it, where none is given
    for (std::size_t i = 0; i < optimizers.size(); ++i)
        for (const auto& [name, value] : optimizers[i].parameters) scene.optimizers[i].parameters[name] = value;
    scene.view = view;
    return scene;
}

std::shared_ptr<const DescentPrepared> prepared(const DescentScene& scene, const std::shared_ptr<const DescentPrepared>& previous = nullptr,
                                                const Task& task = {}) {
    auto result = prepareDescent(scene, previous.get(), task);
    if (!result) qFatal("%s: %s", result.error().field.c_str(), renderPlainEnglish(result.error().message).c_str());
    return *result;
}

DescentScene builtIn(const char* name) { return std::get<DescentScene>(test::builtInScene(QLatin1String(name)).kind); }

Frame frameOfStep(const DescentPrepared& scene, int step) { return descentFrame(scene, stopTime(scene.timeline, step)); }

template <class M>
std::vector<M> marksOf(const Marks& marks) {
    std::vector<M> found;
    for (const Mark& mark : marks)
        if (const M* one = std::get_if<M>(&mark)) found.push_back(*one);
    return found;
}

bool saysNan(const std::string& text) { return QString::fromStdString(text).contains(QRegularExpression(QStringLiteral("\\bnan\\b"))); }

}  // namespace

class TestDescentViews : public QObject {
    Q_OBJECT
private slots:
    void everyViewOfEveryOptimizer_data();
    void everyViewOfEveryOptimizer();
    void hostileLossesInEveryView_data();
    void hostileLossesInEveryView();
    void stagesWalkThroughTheStep();
    void theLimitIsThatOfTheCurvature();
    void redBeforeItFliesApart();
    void predictedAndSeenRate();
    void adaptiveMethodsHaveNoLimit();
    void chartsShowWhatWasRecorded();
    void aAndB();
    void theTableIsTheRun();
    void numbersAreTheRun();
    void basinsAreKeptWhileTheyHold();
    void basinsAreShadedByRank();
    void basinsCanBeStopped();
    void furtherStartsAreDragged();
    void tasksAreOpenAndCanBeDone();
    void kinksAreNamed();
    void golden_data();
    void golden();
};

void TestDescentViews::everyViewOfEveryOptimizer_data() {
    QTest::addColumn<QByteArray>("optimizer");
    for (const OptimizerInfo& info : optimizers())
        QTest::newRow(info.name.data()) << QByteArray(info.name.data(), qsizetype(info.name.size()));
}

// No view knows an optimizer by name: each shows all thirteen, at every moment, without a "nan" or an empty panel.
void TestDescentViews::everyViewOfEveryOptimizer() {
    QFETCH(QByteArray, optimizer);
    DescentScene scene = racing("rosenbrock", {{optimizer.toStdString(), {}}});
    scene.steps = 40;
    scene.noise = 0.01;
    std::shared_ptr<const DescentPrepared> previous;
    for (int view = 0; view < 5; ++view) {
        scene.view = static_cast<DescentView>(view);
        for (const int stage : {0, 1, 3, 20}) {
            scene.stage = stage;
            previous = prepared(scene, previous);
            for (const int step : {0, 1, 7, 40}) {
                const Frame frame = frameOfStep(*previous, step);
                const std::string text = describe(frame);
                QVERIFY2(!saysNan(text), text.c_str());
                QVERIFY(!frame.sentence.empty());
                for (const Panel& panel : frame.panels)
                    QVERIFY(panel.x.range.low < panel.x.range.high && panel.y.range.low < panel.y.range.high);
                QCOMPARE(frame.stage.has_value(), scene.view == DescentView::Step);
                QCOMPARE(frame.tables.empty(), scene.view != DescentView::Step && scene.view != DescentView::Table);
            }
            if (scene.view != DescentView::Step) break;
        }
    }
}

void TestDescentViews::hostileLossesInEveryView_data() {
    QTest::addColumn<QByteArray>("function");
    for (const char* function :
         {"1/(x^2+y^2)", "1/x+y^2", "ln(x)+ln(y)", "sqrt(-1-x^2-y^2)", "abs(x)+2*abs(y)", "1e300*(x^2+y^2)", "1e308*x*y", "7",
          "floor(x)+floor(y)", "(1-x)^2+100*(y-x^2)^2", "1e-300*(x^2+y^2)", "gamma(x+2)+y^2", "-x^2-y^2"})
        QTest::newRow(function) << QByteArray(function);
}

// A pole, a logarithm of a negative number, a kink, 1e300, a learning rate of 1e6: named, never an empty picture or "nan", in any view.
void TestDescentViews::hostileLossesInEveryView() {
    QFETCH(QByteArray, function);
    for (const double rate : {0.1, 1e6}) {
        DescentScene scene;
        scene.surface = "typed";
        scene.function = function.toStdString();
        scene.startX = "1.5";
        scene.startY = "1";
        scene.steps = 60;
        scene.moreStarts = {{"-1", "0.5"}, {"0", "0"}};
        scene.showBasins = true;
        scene.basinCells = 20;
        scene.goal = DescentGoal{1e-3, 25, {}};
        for (const char* name : {"sgd", "momentum", "adam", "newton"}) scene.optimizers.push_back({name, {{"learning_rate", rate}}});
        scene.frozen = FrozenRun{{"nesterov", {{"learning_rate", rate}}}, {"cosine", {}}, 0.0};
        std::shared_ptr<const DescentPrepared> previous;
        for (int shown = 0; shown < 4; ++shown) {
            scene.shown = shown;
            for (int view = 0; view < 5; ++view) {
                scene.view = static_cast<DescentView>(view);
                previous = prepared(scene, previous);
                for (const double part : {0.0, 0.02, 0.5, 1.0}) {
                    const Frame frame = descentFrame(*previous, part * previous->timeline.duration);
                    const std::string text = describe(frame);
                    QVERIFY2(!saysNan(text), text.c_str());
                    QVERIFY(!frame.sentence.empty() && frame.task);
                    for (const Panel& panel : frame.panels)
                        QVERIFY(panel.x.range.low < panel.x.range.high && panel.y.range.low < panel.y.range.high &&
                                panel.y.range.isFinite());
                }
                const Trajectory& run = previous->runs[static_cast<std::size_t>(shown)]->trajectory;
                if (run.stopped == StopReason::Diverged || run.stopped == StopReason::LeftDomain) {
                    QVERIFY(!run.why.empty());
                    if (!run.points.empty()) QVERIFY(!descentFrame(*previous, previous->timeline.duration).verdicts.empty());
                }
            }
        }
    }
}

// The stages of the picture are those that the optimizer's step returns, with their numbers, formulas and arrows.
void TestDescentViews::stagesWalkThroughTheStep() {
    DescentScene scene = racing("ravine", {{"adam", {{"learning_rate", 0.1}}}}, DescentView::Step);
    const StepInside inside = stepInside(prepared(scene)->runs.front()->trajectory, 4);
    const int count = static_cast<int>(inside.stages.size());
    QVERIFY(count >= 6);
    for (int stage = 0; stage <= count + 1; ++stage) {
        scene.stage = stage;
        const Frame frame = frameOfStep(*prepared(scene), 5);
        const int done = std::min(stage, count);
        QCOMPARE(frame.stage->done, done);
        QCOMPARE(frame.stage->count, count);
        QCOMPARE(frame.tables.front().highlightedRow, done - 1);
        QCOMPARE(static_cast<int>(frame.tables.front().rows.size()), count);
        const auto arrows = marksOf<Arrow>(findPanel(frame, "directions")->moving);
        const int last = stage == 0 ? count : done;
        for (int i = 0; i < count; ++i) {
            const Stage& expected = inside.stages[static_cast<std::size_t>(i)];
            const auto& row = frame.tables.front().rows[static_cast<std::size_t>(i)];
            QCOMPARE(row.size(), i < last ? std::size_t{4} : std::size_t{1});
            if (i >= last) continue;
            QCOMPARE(renderPlainEnglish(row[1].text), displayNumber(expected.value.x, 4));
            QCOMPARE(renderPlainEnglish(row[2].text), displayNumber(expected.value.y, 4));
            const auto arrow =
                std::find_if(arrows.begin(), arrows.end(), [i](const Arrow& a) { return a.id == "stage." + std::to_string(i); });
            QCOMPARE(arrow != arrows.end(), expected.role.has_value());
            if (arrow == arrows.end()) continue;
            QCOMPARE(arrow->style.role, *expected.role);
            const double sign = expected.kind == StageKind::Total ? 1.0 : -1.0;
            const Vec2 along = arrow->to - arrow->from;
            QVERIFY(std::fabs(along.x * expected.value.y - along.y * expected.value.x) < 1e-12 * along.length() * expected.value.length());
            QVERIFY(sign * (along.x * expected.value.x + along.y * expected.value.y) > 0.0);
        }
        const StepEquation& shown = stage == 0 ? inside.rule : inside.stages[static_cast<std::size_t>(done - 1)].formula;
        QVERIFY(frame.formula.symbols == symbolsOf(shown));
        QVERIFY(frame.formula.numbers == numbersOf(shown, 2));
    }
}

void TestDescentViews::theLimitIsThatOfTheCurvature() {
    DescentScene scene =
        racing("ravine", {{"sgd", {{"learning_rate", 0.05}}}, {"momentum", {{"learning_rate", 0.05}}}}, DescentView::Stability);
    scene.shown = 0;
    const Frame plain = frameOfStep(*prepared(scene), 3);
    QVERIFY(std::fabs(readoutNumber(plain, "limit") - 0.1) < 1e-12);  // 2/20
    QVERIFY(std::fabs(readoutNumber(plain, "steep") - 20.0) < 1e-12);
    QVERIFY(std::fabs(readoutNumber(plain, "flat") - 1.0) < 1e-12);
    QCOMPARE(findReadout(plain, "rate")->role, Role::Ink);
    QVERIFY(renderEnglish(plain.verdicts.front().reason).find("as if the surface were quadratic") != std::string::npos);
    QVERIFY(findPanel(plain, "rate") && findPanel(plain, "along"));
    scene.shown = 1;
    const Frame heavy = frameOfStep(*prepared(scene), 3);
    QVERIFY(std::fabs(readoutNumber(heavy, "limit") - 2.0 * 1.9 / 20.0) < 1e-12);
    QCOMPARE(renderPlainEnglish(findReadout(heavy, "steep")->value), std::string("λ = 20, underdamped"));
    QCOMPARE(renderPlainEnglish(findReadout(heavy, "flat")->value), std::string("λ = 1, underdamped"));
}

// The claim of the panel: it turns red while the loss still falls.
void TestDescentViews::redBeforeItFliesApart() {
    const auto run = prepared(builtIn("descent-past-the-limit"));
    const Trajectory& t = run->runs.front()->trajectory;
    std::int64_t firstRed = -1;
    for (std::int64_t k = 0; k <= t.stepsDone && firstRed < 0; ++k) {
        const Frame frame = frameOfStep(*run, static_cast<int>(k));
        if (frame.verdicts.front().role != Role::Bad) continue;
        firstRed = k;
        const Readout* limit = findReadout(frame, "limit");
        QVERIFY(limit && limit->role == Role::Bad);
        QVERIFY(renderEnglish(frame.sentence).find("<bad>") != std::string::npos);
    }
    QVERIFY(firstRed >= 0);
    // Only afterwards the steps grow.
    const auto longer = [&t](std::int64_t k) { return t.update(k).length() > t.update(k - 1).length(); };
    std::int64_t growing = 0;
    for (std::int64_t k = firstRed + 1; k < t.stepsDone; ++k) growing += longer(k) ? 1 : 0;
    QVERIFY2(t.stopped == StopReason::Diverged || growing > 3, qPrintable(QString::number(growing)));
    QVERIFY(t.loss[static_cast<std::size_t>(firstRed)] <= t.loss.front());
    // A learning rate below the limit stays calm all along.
    DescentScene calm = racing("ravine", {{"sgd", {{"learning_rate", 0.09}}}}, DescentView::Stability);
    const auto quiet = prepared(calm);
    for (int k = 0; k <= 90; k += 5)
        for (const Verdict& verdict : frameOfStep(*quiet, k).verdicts) QVERIFY(verdict.role != Role::Bad);
}

// On a quadratic surface the prediction is what is seen.
void TestDescentViews::predictedAndSeenRate() {
    DescentScene scene = racing("ravine", {{"sgd", {{"learning_rate", 0.06}}}}, DescentView::Stability);
    const Frame frame = frameOfStep(*prepared(scene), 80);
    const auto& kept = findReadout(frame, "kept")->value.arguments;
    const double predicted = std::get<NumberArgument>(kept[0]).value;
    const double seen = std::get<NumberArgument>(kept[1]).value;
    QVERIFY(std::fabs(predicted - 0.94) < 1e-12);
    QVERIFY2(std::fabs(seen - predicted) < 1e-6, qPrintable(QString::number(seen)));
}

void TestDescentViews::adaptiveMethodsHaveNoLimit() {
    const auto run = prepared(racing("himmelblau", {{"adam", {}}}, DescentView::Stability));
    const Frame frame = frameOfStep(*run, 10);
    QVERIFY(!findPanel(frame, "rate") && findPanel(frame, "along"));
    QVERIFY(!findReadout(frame, "limit"));
    QVERIFY(renderEnglish(frame.verdicts.front().title).find("No fixed limit") != std::string::npos);
}

void TestDescentViews::chartsShowWhatWasRecorded() {
    const auto run = prepared(racing("himmelblau", {{"sgd", {}}, {"adam", {}}}, DescentView::Charts));
    const Frame frame = frameOfStep(*run, 12);
    for (std::size_t i = 0; i < 2; ++i) {
        const Trajectory& t = run->runs[i]->trajectory;
        const auto at = [&](const char* panel) {
            for (const Marker& marker : marksOf<Marker>(findPanel(frame, panel)->moving))
                if (marker.id == "ball." + std::to_string(i)) return marker.position;
            return Vec2{};
        };
        QCOMPARE(at("loss"), (Vec2{12.0, t.loss[12]}));
        QCOMPARE(at("slope"), (Vec2{12.0, t.gradients[12].length()}));
        QCOMPARE(at("length"), (Vec2{12.0, t.update(12).length()}));
    }
    for (const char* panel : {"loss", "slope", "length"}) QVERIFY(!findPanel(frame, panel)->title.empty());
    QCOMPARE(marksOf<Label>(*findPanel(frame, "loss")->still).size(), std::size_t{2});
    const auto compared = prepared(builtIn("descent-compare"));
    for (const char* panel : {"slope", "length"})  // A and B are named in each
        QCOMPARE(marksOf<Label>(*findPanel(frameOfStep(*compared, 3), panel)->still).size(), std::size_t{2});
}

void TestDescentViews::aAndB() {
    DescentScene scene = racing("ravine", {{"sgd", {{"learning_rate", 0.05}}}, {"momentum", {}}});
    scene.shown = 0;
    scene = withFrozenRun(scene);
    const auto same = prepared(scene);
    QCOMPARE(same->runs[*same->frozen]->trajectory.points, same->runs[0]->trajectory.points);
    QVERIFY(renderPlainEnglish(frameOfStep(*same, 5).sentence).find("same run") != std::string::npos);
    scene.optimizers[0].parameters["learning_rate"] = 0.08;
    const auto other = prepared(scene, same);
    QVERIFY(other->runs[*other->frozen] == same->runs[0]);  // not run again
    QCOMPARE(other->names[*other->frozen], std::string("A, η = 0.05"));
    QCOMPARE(other->names[0], std::string("B, η = 0.08"));
    QCOMPARE(other->names[1], std::string("Momentum"));
    QCOMPARE(frameOfStep(*other, 5).series.size(), std::size_t{2});
    QVERIFY(renderPlainEnglish(frameOfStep(*other, 5).sentence).find("B with η = 0.08") != std::string::npos);
    const auto difference = [&scene](auto change) {
        DescentScene changed = scene;
        changed.optimizers[0].parameters["learning_rate"] = 0.05;
        change(changed);
        return differenceFromA(changed);
    };
    QCOMPARE(difference([](DescentScene& s) { s.optimizers[0] = {"adam", {}}; }).ofB, std::string("Adam"));
    QCOMPARE(difference([](DescentScene& s) { s.schedule.name = "cosine"; }).ofB, std::string("cosine"));
    QCOMPARE(difference([](DescentScene& s) { s.noise = 0.5; }).ofB, std::string("noise 0.5"));
    QVERIFY(difference([](DescentScene&) {}).ofB.empty());
}

void TestDescentViews::theTableIsTheRun() {
    const auto run = prepared(racing("booth", {{"sgd", {}}}, DescentView::Table));
    const Trajectory& t = run->runs.front()->trajectory;
    for (const int step : {0, 3, static_cast<int>(t.stepsDone) / 2, static_cast<int>(t.stepsDone)}) {
        const ValueTable table = frameOfStep(*run, step).tables.front();
        const auto& row = table.rows[static_cast<std::size_t>(table.highlightedRow)];
        const auto k = static_cast<std::size_t>(step);
        QCOMPARE(renderPlainEnglish(row[0].text), displayInteger(step));
        QCOMPARE(renderPlainEnglish(row[1].text), displayNumber(t.points[k].x, 4));
        QCOMPARE(renderPlainEnglish(row[3].text), displayNumber(t.loss[k], 4));
        QCOMPARE(table.headers.size(), row.size());
    }
}

void TestDescentViews::numbersAreTheRun() {
    Scene scene;
    scene.kind = racing("himmelblau", {{"sgd", {}}, {"adam", {}}});
    const auto whole = prepare(scene);
    QVERIFY(whole);
    const auto& run = *std::get<std::shared_ptr<const DescentPrepared>>(whole->parts);
    const QStringList lines = QString::fromStdString(recordedNumbers(*whole)).split('\n', Qt::SkipEmptyParts);
    std::size_t line = 1;
    const auto columns = lines.front().split(',').size();
    for (const auto& each : run.runs) {
        for (std::size_t k = 0; k < each->trajectory.points.size(); ++k, ++line) {
            const QStringList cells = lines[qsizetype(line)].split(',');
            QCOMPARE(cells.size(), columns);
            QCOMPARE(*parseDouble(cells[3].toStdString()), each->trajectory.points[k].x);  // every digit
            QCOMPARE(*parseDouble(cells[5].toStdString()), each->trajectory.loss[k]);
        }
    }
    QCOMPARE(qsizetype(line), lines.size());
}

void TestDescentViews::basinsAreKeptWhileTheyHold() {
    DescentScene scene = racing("himmelblau", {{"momentum", {{"learning_rate", 0.005}}}});
    scene.showBasins = true;
    scene.basinCells = 24;
    scene.steps = 300;
    std::vector<double> parts;
    Task task;
    task.progress = [&parts](double part) { parts.push_back(part); };
    const auto first = prepared(scene, nullptr, task);
    QVERIFY(parts.size() > 10 && std::is_sorted(parts.begin(), parts.end()) && parts.back() <= 1.0);
    QCOMPARE(first->basins->field->basin.size(), std::size_t{24 * 24});
    double shares = first->basins->notArrived + first->basins->diverged + first->basins->noValue;
    for (const BasinMap::Minimum& minimum : first->basins->minima) shares += static_cast<double>(minimum.starts) / (24.0 * 24.0);
    QVERIFY(std::fabs(shares - 1.0) < 1e-12);
    const Frame frame = frameOfStep(*first, 4);
    const auto maps = marksOf<ContourMap>(*findPanel(frame, "map")->still);
    QCOMPARE(maps.front().basins, first->basins->field);
    QCOMPARE(marksOf<Label>(findPanel(frame, "map")->moving).size(), std::size_t{4});
    // The start, the camera and the height do not matter to it; the learning rate and the ranges do.
    DescentScene elsewhere = scene;
    elsewhere.startX = "1";
    elsewhere.camera.azimuth = 80.0;
    QCOMPARE(prepared(elsewhere, first)->basins, first->basins);
    DescentScene quicker = scene;
    quicker.optimizers[0].parameters["learning_rate"] = 0.01;
    QVERIFY(prepared(quicker, first)->basins != first->basins);
    DescentScene closer = scene;
    closer.xRange = Range{-1.0, 1.0};
    QVERIFY(prepared(closer, first)->basins != first->basins);
    DescentScene without = scene;
    without.showBasins = false;
    QVERIFY(!prepared(without, first)->basins);
}

// More steps are never shaded paler, and the shades share the starts evenly: a difference is seen whatever the scale.
void TestDescentViews::basinsAreShadedByRank() {
    DescentScene scene = racing("himmelblau", {{"momentum", {{"learning_rate", 0.003}}}}, DescentView::Loss);
    scene.showBasins = true;
    scene.basinCells = 50;
    scene.steps = 240;
    const auto run = prepared(scene);
    BasinOptions options;
    options.descent = run->runs.front()->trajectory.options;
    options.x = run->field->x;
    options.y = run->field->y;
    options.columns = options.rows = 50;
    for (const Vec2 minimum : *run->field->minima) options.known.push_back(minimum);
    const auto map = basinMap(run->loss->loss, options);
    QVERIFY(map && map->steps.size() == run->basins->field->pace.size());
    std::map<std::int32_t, float> shade;
    std::map<float, int> share;
    for (std::size_t i = 0; i < map->steps.size(); ++i) {
        if (map->basin[i] < 0) continue;
        const float pace = run->basins->field->pace[i];
        QVERIFY(shade.emplace(map->steps[i], pace).first->second == pace);
        ++share[pace];
    }
    float last = 0.0F;
    for (const auto& [steps, pace] : shade) {
        QVERIFY(pace >= last && pace <= 1.0F);
        last = pace;
    }
    QVERIFY(share.size() >= 5);
    for (const auto& [pace, starts] : share) QVERIFY2(starts > 150, qPrintable(QString::number(starts)));
    QVERIFY(run->basins->quickSteps < run->basins->slowSteps && run->basins->slowSteps < scene.steps);
    // Over the trails, and one for each minimum.
    const Frame frame = frameOfStep(*run, 60);
    const Panel& panel = *findPanel(frame, "map");
    QCOMPARE(marksOf<Label>(panel.moving).size(), std::size_t{4});
    QVERIFY(std::holds_alternative<Polyline>(panel.moving.front()));
}

void TestDescentViews::basinsCanBeStopped() {
    DescentScene scene = racing("himmelblau", {{"sgd", {}}});
    scene.showBasins = true;
    std::stop_source stop;
    Task task{stop.get_token(), [&stop](double part) {
                  if (part > 0.2) stop.request_stop();
              }};
    const auto result = prepareDescent(scene, nullptr, task);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
}

void TestDescentViews::furtherStartsAreDragged() {
    Scene scene;
    DescentScene descent = racing("himmelblau", {{"sgd", {}}});
    for (int i = 0; i < 20; ++i) descent = withFurtherStart(descent, {-5.0, 5.0}, {-5.0, 5.0});
    QCOMPARE(descent.moreStarts.size(), kMostFurtherStarts);
    scene.kind = descent;
    const Scene after = moved(scene, "start.3", {1.23456, -2.0}, 0.01);
    const auto& changed = std::get<DescentScene>(after.kind);
    QCOMPARE(changed.moreStarts[3].x, std::string("1.23"));
    QCOMPARE(changed.startX, descent.startX);
    const auto run = prepared(changed);
    QCOMPARE(run->runs[4]->trajectory.points.front(), (Vec2{1.23, -2.0}));
    const Frame frame = frameOfStep(*run, 0);
    QCOMPARE(frame.handles.size(), 2 * (1 + kMostFurtherStarts));
    // No two of them stand in the same place.
    for (std::size_t i = 0; i < run->otherStarts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) QVERIFY((run->otherStarts[i] - run->otherStarts[j]).length() > 0.5);
}

// Each built-in task is open as it is opened, and there is a way to do it.
void TestDescentViews::tasksAreOpenAndCanBeDone() {
    const auto stateAtEnd = [](const DescentScene& scene) {
        const auto run = prepared(scene);
        return *descentFrame(*run, run->timeline.duration).task;
    };
    DescentScene rosenbrock = builtIn("descent-task-rosenbrock");
    QVERIFY(stateAtEnd(rosenbrock).role == Role::Undecided);
    rosenbrock.optimizers = {{"newton", {}}};
    QVERIFY(stateAtEnd(rosenbrock).role == Role::Ok);
    DescentScene ravine = builtIn("descent-task-ravine");
    QVERIFY(stateAtEnd(ravine).role == Role::Undecided);
    ravine.optimizers[0].parameters["learning_rate"] = 0.095;
    QVERIFY(stateAtEnd(ravine).role == Role::Ok);
    ravine.optimizers[0] = {"newton", {}};  // not asked for
    QVERIFY(stateAtEnd(ravine).role == Role::Bad);
    DescentScene ridge = builtIn("descent-task-two-minima");
    QVERIFY(stateAtEnd(ridge).role == Role::Undecided);
    bool solved = false;
    for (const double rate : {0.005, 0.01, 0.02, 0.03})
        for (const double momentum : {0.9, 0.93, 0.95, 0.97}) {
            ridge.optimizers[0].parameters = {{"learning_rate", rate}, {"momentum", momentum}};
            solved = solved || stateAtEnd(ridge).role == Role::Ok;
        }
    QVERIFY(solved);
    // Before it is done, it is not said to be.
    const auto early = prepared(rosenbrock);
    QVERIFY(descentFrame(*early, 0.0).task->role == Role::Undecided);
}

void TestDescentViews::kinksAreNamed() {
    const auto kink = prepared(builtIn("descent-kink"));
    QVERIFY(kink->stability->jumpsOverKink);
    QVERIFY(renderPlainEnglish(descentFrame(*kink, kink->timeline.duration).sentence).find("kink") != std::string::npos);
    for (const char* smooth : {"descent-bowl", "descent-ravine", "descent-rosenbrock", "descent", "descent-noise"})
        QVERIFY2(!prepared(builtIn(smooth))->stability->jumpsOverKink, smooth);
}

void TestDescentViews::golden_data() {
    QTest::addColumn<QByteArray>("scene");
    for (const char* name :
         {"descent-step-adam", "descent-stability", "descent-compare", "descent-starts", "descent-table", "descent-task-rosenbrock"})
        QTest::newRow(name) << QByteArray(name);
}

void TestDescentViews::golden() {
    QFETCH(QByteArray, scene);
    const auto run = prepared(builtIn(scene.constData()));
    const QString difference =
        differenceFromGolden(QString::fromLatin1(scene) + "@opening", describe(descentFrame(*run, run->timeline.opening)));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

QTEST_APPLESS_MAIN(TestDescentViews)
#include "tst_descent_views.moc"
