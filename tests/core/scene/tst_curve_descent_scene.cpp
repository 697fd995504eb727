#include <QtTest>
#include <cmath>

#include "core/expression/print.h"
#include "core/scene/curve_descent_prepare.h"
#include "core/scene/moved.h"
#include "tests/support/frame_fault.h"
#include "tests/support/frame_parts.h"
#include "tests/support/random_expression.h"
#include "tests/support/scene_files.h"

using namespace calc;
using namespace calc::test;

namespace {

CurveDescentScene scene(const char* function, const char* start, double rate, double momentum = 0.0, int steps = 60) {
    CurveDescentScene descent;
    descent.function = function;
    descent.start = start;
    descent.learningRate = rate;
    descent.momentum = momentum;
    descent.steps = steps;
    return descent;
}

std::shared_ptr<const CurveDescentPrepared> prepared(const CurveDescentScene& descent) {
    const auto result = prepareCurveDescent(descent, nullptr, {});
    return result ? *result : nullptr;
}

Frame atStep(const CurveDescentPrepared& descent, int step) { return curveDescentFrame(descent, stopTime(descent.timeline, step)); }
Frame atEnd(const CurveDescentPrepared& descent) { return curveDescentFrame(descent, descent.timeline.duration); }

}  // namespace

class TestCurveDescentScene : public QObject {
    Q_OBJECT

private slots:
    void eachStepIsLearningRateTimesSlope();
    void theRuleIsWrittenWithNumbers();
    void limitsAreFoundAtTheBall();
    void theRegimeIsNamed_data();
    void theRegimeIsNamed();
    void noBottomIsPromisedWhereTheRunGoesOn();
    void aBallAtRestIsNotAlwaysInAValley();
    void theBallLandsOnTheCurve();
    void momentumHasTwoArrows();
    void whyItStopped_data();
    void whyItStopped();
    void presetsFailAsTheySay_data();
    void presetsFailAsTheySay();
    void theLossFallsInTheChart();
    void theStartFollowsTheHand();
    void namesTheFieldOfAnError();
    void aSlopeBesideAPoleIsNoPlateau();
    void hostileInput_data();
    void hostileInput();
    void anyLossGivesAWholeFrame();
};

void TestCurveDescentScene::eachStepIsLearningRateTimesSlope() {
    const auto descent = prepared(scene("x^2", "-2.4", 0.1));
    QVERIFY(descent);
    double x = -2.4;
    for (int k = 0; k < 5; ++k) {
        const Frame frame = atStep(*descent, k);
        const auto* arrow = mark<Arrow>(frame, "curve", "gradient");
        const auto* tangent = mark<Polyline>(frame, "curve", "tangent");
        QVERIFY(arrow && tangent);
        const double next = x - 0.1 * 2.0 * x;
        QVERIFY(std::fabs(arrow->from.x - x) < 1e-14 && std::fabs(arrow->to.x - next) < 1e-14);
        QVERIFY(std::fabs(arrow->from.y - x * x) < 1e-12);
        const Vec2 a = tangent->points->front();
        const Vec2 b = tangent->points->back();
        QVERIFY(std::fabs((b.y - a.y) / (b.x - a.x) - 2.0 * x) < 1e-9);
        QVERIFY(std::fabs(mark<Needle>(frame, "gauge", "slope")->value - 2.0 * x) < 1e-12);
        x = next;
    }
}

void TestCurveDescentScene::theRuleIsWrittenWithNumbers() {
    const auto descent = prepared(scene("x^2", "-2.4", 0.1));
    const FormulaLine line = atStep(*descent, 0).formula;
    QCOMPARE(words(line.caption), std::string("Gradient descent, step 1"));
    QCOMPARE(plainText(line.symbols), std::string("x₁ = x₀ − η · f′(x₀)"));
    QCOMPARE(plainText(line.numbers), std::string("−1.92 = −2.4 − 0.1 · (−4.8)"));
    const auto heavy = prepared(scene("x^2", "-2.4", 0.1, 0.9));
    const std::string numbers = plainText(atStep(*heavy, 1).formula.numbers);
    QVERIFY2(numbers.find("0.9") != std::string::npos && numbers.find("(−4.8)") != std::string::npos, numbers.c_str());
}

void TestCurveDescentScene::limitsAreFoundAtTheBall() {
    const auto parabola = prepared(scene("2x^2", "-2", 0.1));
    const Frame frame = atStep(*parabola, 0);
    QVERIFY(std::fabs(readoutNumber(frame, "best") - 0.25) < 1e-12);
    QVERIFY(std::fabs(readoutNumber(frame, "limit") - 0.5) < 1e-12);
    // Not a number of the function, but of the place: x⁴ is steeper further out.
    const auto quartic = prepared(scene("x^4", "2", 0.01));
    QVERIFY(std::fabs(readoutNumber(atStep(*quartic, 0), "limit") - 2.0 / 48.0) < 1e-12);
    QVERIFY(readoutNumber(atStep(*quartic, 3), "limit") > 2.0 / 48.0);
    // With momentum 2(1 + β)/f″, and no best one.
    const auto heavy = prepared(scene("2x^2", "-2", 0.1, 0.5));
    QVERIFY(std::fabs(readoutNumber(atStep(*heavy, 0), "limit") - 0.75) < 1e-12);
    QVERIFY(std::isnan(readoutNumber(atStep(*heavy, 0), "best")));
    // Bent downwards there is none.
    QVERIFY(std::isnan(readoutNumber(atStep(*prepared(scene("cos(x)", "0.3", 0.1)), 0), "limit")));
}

void TestCurveDescentScene::theRegimeIsNamed_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("momentum");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("crawls") << QByteArray("x^2") << 0.001 << 0.0 << QByteArray("Crawls");
    QTest::newRow("converges") << QByteArray("x^2") << 0.3 << 0.0 << QByteArray("Converges");
    QTest::newRow("bounces") << QByteArray("x^2") << 0.9 << 0.0 << QByteArray("Bounces");
    QTest::newRow("diverges") << QByteArray("x^2") << 1.1 << 0.0 << QByteArray("Diverges");
    QTest::newRow("swings") << QByteArray("x^2") << 0.1 << 0.9 << QByteArray("Swings");
    QTest::newRow("straight") << QByteArray("abs(x)") << 0.1 << 0.0 << QByteArray("Straight here");
    QTest::newRow("downwards") << QByteArray("sin(x)") << 0.1 << 0.0 << QByteArray("Bent downwards");
}

void TestCurveDescentScene::theRegimeIsNamed() {
    QFETCH(QByteArray, function);
    QFETCH(double, rate);
    QFETCH(double, momentum);
    QFETCH(QByteArray, name);
    const auto descent = prepared(scene(function.constData(), "1.2", rate, momentum));
    const Frame frame = atStep(*descent, 0);
    QCOMPARE(frame.verdicts.size(), std::size_t{1});
    QCOMPARE(words(frame.verdicts.front().title), name.toStdString());
    QVERIFY(frame.verdicts.front().role != Role::Undecided);  // each of these is known for certain
}

/// Left of its inflection tan x is bent like a bowl, and yet it has no bottom.
void TestCurveDescentScene::noBottomIsPromisedWhereTheRunGoesOn() {
    const auto endless = prepared(scene("tan(x)", "-2.4", 0.1, 0.0, 30));
    const Verdict here = atStep(*endless, 0).verdicts.front();
    QVERIFY(here.role != Role::Ok);
    QCOMPARE(words(here.title), std::string("Settles, as bent here"));
    // From a hill into a valley: once it is bent upwards it stays so, and the promise holds.
    const auto valley = prepared(scene("cos(x)", "0.5", 0.3));
    QCOMPARE(words(atStep(*valley, 0).verdicts.front().title), std::string("Bent downwards"));
    bool promised = false;
    for (int k = 1; k < 40; ++k) promised = promised || words(atStep(*valley, k).verdicts.front().title) == "Converges";
    QVERIFY(promised);
}

void TestCurveDescentScene::aBallAtRestIsNotAlwaysInAValley() {
    const auto insight = [](const char* function, const char* start) { return words(prepared(scene(function, start, 0.1))->insight); };
    QVERIFY(insight("cos(x)", "0").find("hilltop") != std::string::npos);
    QVERIFY(insight("x^3", "0").find("the loss is lower") != std::string::npos);
    QVERIFY(insight("x^3", "0").find("valley") == std::string::npos);
    QVERIFY(insight("x^2", "0").find("rests at the bottom") != std::string::npos);
    // Too large a number at the start is not for the learning rate to mend.
    const Frame huge = atStep(*prepared(scene("1e400", "0", 0.1)), 0);
    QVERIFY(words(huge.verdicts.front().reason).find("learning rate") == std::string::npos);
}

/// Across along the arrow, then onto the curve: at every stop the ball stands on a recorded point.
void TestCurveDescentScene::theBallLandsOnTheCurve() {
    const auto descent = prepared(scene("x^2", "-2.4", 0.1));
    for (int k = 0; k < 6; ++k) {
        const Frame frame = atStep(*descent, k);
        const auto* ball = mark<Marker>(frame, "curve", "ball");
        QVERIFY(ball);
        QVERIFY(std::fabs(ball->position.y - ball->position.x * ball->position.x) < 1e-12);
    }
    const double each = descent->timeline.stops[1];
    const Frame half = curveDescentFrame(*descent, 0.5 * each);
    QVERIFY(std::fabs(mark<Marker>(half, "curve", "ball")->position.x + 1.92) < 1e-12);
    QVERIFY(std::fabs(mark<Marker>(half, "curve", "ball")->position.y - 5.76) < 1e-12);
}

void TestCurveDescentScene::momentumHasTwoArrows() {
    const auto descent = prepared(scene("x^2", "-2.4", 0.05, 0.9));
    const Frame frame = atStep(*descent, 3);
    const auto* momentum = mark<Arrow>(frame, "curve", "momentum");
    const auto* gradient = mark<Arrow>(frame, "curve", "gradient");
    const auto* update = mark<Arrow>(frame, "curve", "update");
    QVERIFY(momentum && gradient && update);
    QCOMPARE(gradient->from.x, momentum->to.x);
    QVERIFY(std::fabs(gradient->to.x - update->to.x) < 1e-12);
    const double last = descent->run->trajectory.update(2).x;
    QVERIFY(std::fabs(momentum->to.x - momentum->from.x - 0.9 * last) < 1e-12);
}

void TestCurveDescentScene::whyItStopped_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("steps");
    QTest::addColumn<QByteArray>("title");
    QTest::newRow("at rest") << QByteArray("x^2") << QByteArray("-2.4") << 0.4 << 500 << QByteArray("At rest");
    QTest::newRow("steps") << QByteArray("x^2") << QByteArray("-2.4") << 0.01 << 20 << QByteArray("Steps used up");
    QTest::newRow("diverged") << QByteArray("x^2") << QByteArray("-2.4") << 1.5 << 500 << QByteArray("Diverged");
    QTest::newRow("left the domain") << QByteArray("x - ln(x)") << QByteArray("0.1") << 5.0 << 50 << QByteArray("Left the domain");
    QTest::newRow("no progress") << QByteArray("abs(x)") << QByteArray("0.15") << 0.3 << 1000 << QByteArray("No progress");
    QTest::newRow("a rate of a million") << QByteArray("x^2") << QByteArray("-2.4") << 1e6 << 50 << QByteArray("Diverged");
    QTest::newRow("1e300") << QByteArray("1e300*x^2") << QByteArray("-2.4") << 0.1 << 50 << QByteArray("Diverged");
    QTest::newRow("no floor") << QByteArray("x") << QByteArray("0") << 1e12 << 50 << QByteArray("No bottom");
}

void TestCurveDescentScene::whyItStopped() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, start);
    QFETCH(double, rate);
    QFETCH(int, steps);
    QFETCH(QByteArray, title);
    const auto descent = prepared(scene(function.constData(), start.constData(), rate, 0.0, steps));
    QVERIFY(descent);
    const Frame frame = atEnd(*descent);
    QCOMPARE(frame.verdicts.size(), std::size_t{1});
    QCOMPARE(words(frame.verdicts.front().title), title.toStdString());
    QVERIFY(!words(frame.verdicts.front().reason).empty());
    QCOMPARE(words(frame.sentence), words(descent->insight));
    const QString fault = test::faultOf(frame);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void TestCurveDescentScene::presetsFailAsTheySay_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("crawl") << QStringLiteral("curve-descent-crawl") << QByteArray("it crawls");
    QTest::newRow("explode") << QStringLiteral("curve-descent-explode") << QByteArray("It flies apart");
    QTest::newRow("local minimum") << QStringLiteral("curve-descent-local-minimum") << QByteArray("local minimum");
    QTest::newRow("plateau") << QStringLiteral("curve-descent-plateau") << QByteArray("A plateau");
    QTest::newRow("kink") << QStringLiteral("curve-descent-kink") << QByteArray("hops over it");
    QTest::newRow("good") << QStringLiteral("curve-descent") << QByteArray("all but arrived");
}

void TestCurveDescentScene::presetsFailAsTheySay() {
    QFETCH(QString, name);
    QFETCH(QByteArray, said);
    const auto descent = prepared(std::get<CurveDescentScene>(test::builtInScene(name).kind));
    QVERIFY(descent);
    const std::string text = words(atEnd(*descent).sentence);
    QVERIFY2(text.find(said.toStdString()) != std::string::npos, text.c_str());
}

void TestCurveDescentScene::theLossFallsInTheChart() {
    const auto descent = prepared(scene("x^2", "-2.4", 0.1));
    const Frame frame = atStep(*descent, 4);
    const auto* past = mark<Polyline>(frame, "loss", "past");
    QVERIFY(past);
    QCOMPARE(past->points->size(), std::size_t{5});
    for (std::size_t k = 1; k < past->points->size(); ++k) {
        QCOMPARE((*past->points)[k].x, static_cast<double>(k));
        QVERIFY((*past->points)[k].y < (*past->points)[k - 1].y);
    }
    QVERIFY(findPanel(frame, "loss")->y.scale == AxisScale::Log10);
    QVERIFY(findPanel(atStep(*prepared(scene("x", "0", 0.1)), 1), "loss")->y.scale == AxisScale::Linear);
}

void TestCurveDescentScene::theStartFollowsTheHand() {
    const Scene start{{}, scene("x^2", "-2.4", 0.1)};
    const Scene after = moved(start, "start", {1.2345, 99.0}, 0.01);
    QCOMPARE(std::get<CurveDescentScene>(after.kind).start, std::string("1.23"));
    QVERIFY(std::get<CurveDescentScene>(after.kind).xRange.has_value());
    QVERIFY(moved(start, "nobody", {1.0, 1.0}, 0.01) == start);
    QVERIFY(withRanges(start, "loss", {0.0, 1.0}, {0.0, 1.0}) == start);
    const auto descent = prepared(std::get<CurveDescentScene>(start.kind));
    QCOMPARE(atEnd(*descent).handles.front().id, std::string("start"));
}

void TestCurveDescentScene::namesTheFieldOfAnError() {
    const auto function = prepareCurveDescent(scene("sin(x", "0", 0.1), nullptr, {});
    QVERIFY(!function);
    QCOMPARE(function.error().field, std::string("function"));
    for (const char* start : {"", "x", "1/0", "inf"}) {
        const auto point = prepareCurveDescent(scene("x^2", start, 0.1), nullptr, {});
        QVERIFY(!point);
        QCOMPARE(point.error().field, std::string("start"));
    }
}

void TestCurveDescentScene::hostileInput_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("start");
    const char* const functions[] = {"1/x", "ln(x)", "abs(x)", "1e300*x^2", "sqrt(x)", "0", "floor(x)", "exp(exp(x))", "1/(x-1)^2", "x^x"};
    for (const char* function : functions) {
        for (const char* start : {"0", "-1", "2", "1e150", "1e300"})
            QTest::newRow((std::string(function) + " from " + start).c_str()) << QByteArray(function) << QByteArray(start);
    }
}

/// Beside a pole slopes are large all over the dial; a slope of a third is no plateau for that.
void TestCurveDescentScene::aSlopeBesideAPoleIsNoPlateau() {
    const auto descent = prepared(scene("1/x", "-2.4", 0.1, 0.0, 30));
    for (const double part : {0.5, 1.0}) {
        const std::string sentence = renderPlainEnglish(curveDescentFrame(*descent, part * descent->timeline.duration).sentence);
        QVERIFY2(sentence.find("plateau") == std::string::npos && sentence.find("Hardly any slope") == std::string::npos, sentence.c_str());
    }
}

/// Named and explained, never an empty picture or "nan".
void TestCurveDescentScene::hostileInput() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, start);
    for (const double rate : {0.0, 0.1, 1e6}) {
        for (const double momentum : {0.0, 0.9}) {
            const auto descent = prepared(scene(function.constData(), start.constData(), rate, momentum, 40));
            QVERIFY(descent);
            for (const double part : {0.0, 0.013, 0.5, 1.0}) {
                const Frame frame = curveDescentFrame(*descent, part * descent->timeline.duration);
                const QString fault = test::faultOf(frame);
                QVERIFY2(fault.isEmpty(), qPrintable(fault));
                QCOMPARE(frame.verdicts.size(), std::size_t{1});
                for (const Readout& each : frame.readouts) QVERIFY(renderEnglish(each.value).find("nan") == std::string::npos);
                QVERIFY(plainText(frame.formula.numbers).find("nan") == std::string::npos);
            }
        }
    }
}

void TestCurveDescentScene::anyLossGivesAWholeFrame() {
    test::RandomExpression random(21);
    for (int i = 0; i < 60; ++i) {
        CurveDescentScene descent = scene("", random.below(2) ? "1.5" : "-0.7", random.below(2) ? 0.1 : 3.0, random.below(2) ? 0.0 : 0.9);
        descent.function = print(random.tree(3));
        const auto result = prepareCurveDescent(descent, nullptr, {});
        if (!result) {
            QVERIFY(!renderEnglish(result.error().message).empty());
            continue;
        }
        for (const double part : {0.0, 0.4, 1.0}) {
            const QString fault = test::faultOf(curveDescentFrame(**result, part * (*result)->timeline.duration));
            QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1String(" of ") + QString::fromStdString(descent.function)));
        }
    }
}

QTEST_APPLESS_MAIN(TestCurveDescentScene)
#include "tst_curve_descent_scene.moc"
