#include <QtTest>
#include <cmath>

#include "core/expression/parser.h"
#include "core/expression/print.h"
#include "core/scene/describe.h"
#include "core/scene/moved.h"
#include "core/scene/tangent_prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/frame_parts.h"
#include "tests/support/random_expression.h"

using namespace calc;
using namespace calc::test;

namespace {

TangentScene scene(const char* function, const char* at, SecantSide side = SecantSide::Right) {
    TangentScene tangent;
    tangent.function = function;
    tangent.at = at;
    tangent.side = side;
    return tangent;
}

std::shared_ptr<const TangentPrepared> prepared(const TangentScene& tangent) {
    const auto result = prepareTangent(tangent, nullptr, {});
    return result ? *result : nullptr;
}

std::string sentence(const TangentPrepared& tangent, double time) { return renderPlainEnglish(tangentFrame(tangent, time).sentence); }

/// The time at which h is shown.
double timeOf(const TangentPrepared& tangent, double h) {
    for (const SecantMoment& moment : *tangent.secants) {
        if (moment.h <= h * (1.0 + 1e-12)) return moment.time;
    }
    return tangent.timeline.duration;
}

}  // namespace

class TestTangentScene : public QObject {
    Q_OBJECT

private slots:
    void theSecantTurnsIntoTheTangent();
    void everySideIsItsOwnQuotient();
    void theFormulaShowsThisMomentsNumbers();
    void theGaugeShowsBoth();
    void aCornerHasTwoSlopes();
    void withoutASlope_data();
    void withoutASlope();
    void theErrorFallsAndRisesAgain();
    void aQuotientAtACornerTendsToItsSide();
    void floatStepsAreSeen();
    void theRulesAreNamedOneByOne();
    void gammaHasNoFormulaButASlope();
    void whatHasNoValueHasNoSlopeFormula();
    void pinnedTangentsAreCompared();
    void slopeBelowIsAlignedAndTraced();
    void handlesMoveWhatTheyShow();
    void namesTheFieldOfAnError();
    void hostileInput_data();
    void hostileInput();
    void anyFunctionGivesAWholeFrame();
};

void TestTangentScene::theSecantTurnsIntoTheTangent() {
    const auto tangent = prepared(scene("x^3/6 - x", "-2.2"));
    QVERIFY(tangent);
    double before = HUGE_VAL;
    for (const double h : {2.0, 0.5, 0.1, 0.01, 1e-4, 1e-6}) {
        const Frame frame = tangentFrame(*tangent, timeOf(*tangent, h));
        const auto* secant = mark<Polyline>(frame, "curve", "secant");
        const auto* line = mark<Polyline>(frame, "curve", "tangent");
        QVERIFY(secant && line);
        QVERIFY(std::fabs(slopeOf(*line) - 1.42) < 1e-9);
        const double difference = std::fabs(slopeOf(*secant) - 1.42);
        QVERIFY(difference < before);
        before = difference;
    }
    QVERIFY(before < 1e-5);
    QVERIFY(sentence(*tangent, 0.0).find("Let h shrink") == 0);
    QVERIFY(sentence(*tangent, timeOf(*tangent, 1e-5)).find("slope 1.42") != std::string::npos);
    QVERIFY(sentence(*tangent, timeOf(*tangent, 1e-13)).find("too small for the computer") != std::string::npos);
    QVERIFY(sentence(*tangent, tangent->timeline.duration).find("x + h is x again") != std::string::npos);
    // By decades: each power of ten takes the same time.
    QVERIFY(std::fabs(timeOf(*tangent, 1e-3) - timeOf(*tangent, 1e-2) - 1.2) < 1e-9);
}

void TestTangentScene::everySideIsItsOwnQuotient() {
    const double h = 0.5;
    const struct {
        SecantSide side;
        double expected;
    } cases[] = {{SecantSide::Right, 2.5}, {SecantSide::Left, 1.5}, {SecantSide::Centred, 2.0}};
    for (const auto& each : cases) {
        const auto tangent = prepared(scene("x^2", "1", each.side));
        QVERIFY(tangent);
        const Frame frame = tangentFrame(*tangent, timeOf(*tangent, h));
        const auto* secant = mark<Polyline>(frame, "curve", "secant");
        QVERIFY(secant);
        QVERIFY(std::fabs(slopeOf(*secant) - each.expected) < 1e-12);
        const Handle* handle = nullptr;
        for (const Handle& candidate : frame.handles) handle = candidate.id == "h" ? &candidate : handle;
        QVERIFY(handle);
        QCOMPARE(handle->position.x, each.side == SecantSide::Left ? 0.5 : 1.5);
    }
}

void TestTangentScene::theFormulaShowsThisMomentsNumbers() {
    TangentScene at = scene("x^3/6 - x", "-2.2");
    at.step = 0.6;
    const auto tangent = prepared(at);
    const FormulaLine line = tangentFrame(*tangent, tangent->timeline.opening).formula;
    QCOMPARE(plainText(line.symbols), std::string("(f(x + h) − f(x)) / h = (0.917 − 0.425) / 0.6 = 0.820"));
    QVERIFY(line.symbols.role == Role::Secant);
    const std::string limit = plainText(line.numbers);
    QVERIFY2(limit.find("f′(−2.2) = 1.420") != std::string::npos, limit.c_str());
    // Deep down the values are written with the digits that tell them apart.
    const std::string deep = plainText(tangentFrame(*tangent, timeOf(*tangent, 1e-9)).formula.symbols);
    QVERIFY2(deep.find("0.42533333475") != std::string::npos, deep.c_str());
}

void TestTangentScene::theGaugeShowsBoth() {
    TangentScene at = scene("x^3/6 - x", "-2.2");
    at.step = 0.6;
    const auto tangent = prepared(at);
    const Frame frame = tangentFrame(*tangent, tangent->timeline.opening);
    const Panel* gauge = findPanel(frame, "gauge");
    QVERIFY(gauge && gauge->kind == PanelKind::Dial);
    QCOMPARE(gauge->x.range.low, -gauge->x.range.high);
    const auto* needle = mark<Needle>(frame, "gauge", "tangent");
    const auto* secant = mark<Needle>(frame, "gauge", "secant");
    QVERIFY(needle && secant);
    QVERIFY(std::fabs(needle->value - 1.42) < 1e-12 && std::fabs(secant->value - 0.82) < 1e-12);
    QCOMPARE(renderEnglish(gauge->reading), std::string("1.420"));
    // The scale stands still while time runs.
    QVERIFY(findPanel(tangentFrame(*tangent, 9.0), "gauge")->x.range == gauge->x.range);
}

void TestTangentScene::aCornerHasTwoSlopes() {
    const auto tangent = prepared(scene("abs(x)", "0"));
    QVERIFY(tangent);
    const Frame frame = tangentFrame(*tangent, tangent->timeline.opening);
    const auto* left = mark<Polyline>(frame, "curve", "tangent-left");
    const auto* right = mark<Polyline>(frame, "curve", "tangent-right");
    QVERIFY(left && right && !mark<Polyline>(frame, "curve", "tangent"));
    QCOMPARE(slopeOf(*left), -1.0);
    QCOMPARE(slopeOf(*right), 1.0);
    QVERIFY(mark<Needle>(frame, "gauge", "left") && mark<Needle>(frame, "gauge", "right"));
    QCOMPARE(frame.verdicts.size(), std::size_t{1});
    QCOMPARE(renderEnglish(frame.verdicts.front().title), std::string("Two slopes"));
    QVERIFY(renderPlainEnglish(frame.sentence).find("from the left the slope is −1, from the right 1") != std::string::npos);
    const std::string formula = plainText(frame.formula.numbers);
    QVERIFY2(formula.find("−1") != std::string::npos && formula.find("= 1") != std::string::npos, formula.c_str());
}

void TestTangentScene::withoutASlope_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("at");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("jump") << QByteArray("if(x<0,0,1)") << QByteArray("0") << QByteArray("no slope at a jump");
    QTest::newRow("vertical") << QByteArray("cbrt(x)") << QByteArray("0") << QByteArray("vertical tangent");
    QTest::newRow("cusp") << QByteArray("sqrt(abs(x))") << QByteArray("0") << QByteArray("cusp");
    QTest::newRow("end") << QByteArray("sqrt(x)") << QByteArray("0") << QByteArray("one side only");
    QTest::newRow("pole") << QByteArray("1/x") << QByteArray("0") << QByteArray("no value at x = 0");
    QTest::newRow("log of a negative number") << QByteArray("ln(x)") << QByteArray("-1") << QByteArray("no value at x = −1");
    QTest::newRow("overflow") << QByteArray("exp(1000x)") << QByteArray("1") << QByteArray("larger than the computer");
}

void TestTangentScene::withoutASlope() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, at);
    QFETCH(QByteArray, words);
    const auto tangent = prepared(scene(function.constData(), at.constData()));
    QVERIFY(tangent);
    for (const double part : {0.0, 0.4, 1.0}) {
        const Frame frame = tangentFrame(*tangent, part * tangent->timeline.duration);
        const std::string text = renderPlainEnglish(frame.sentence);
        QVERIFY2(text.find(words.toStdString()) != std::string::npos, text.c_str());
        QVERIFY(!mark<Polyline>(frame, "curve", "tangent"));
        QVERIFY(!frame.verdicts.empty());
        QVERIFY(!frame.handles.empty());
        const QString fault = test::faultOf(frame);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
}

void TestTangentScene::theErrorFallsAndRisesAgain() {
    TangentScene at = scene("sin(x)", "1");
    at.view = TangentView::Rounding;
    const auto tangent = prepared(at);
    QVERIFY(tangent);
    const Frame frame = tangentFrame(*tangent, 0.0);
    const auto* forward = mark<Polyline>(frame, "error", "right");
    const auto* central = mark<Polyline>(frame, "error", "central");
    QVERIFY(forward && central);
    const auto errorAt = [](const Polyline& line, double h) {
        double error = 0.0;
        for (const Vec2 p : *line.points) {
            if (p.x < 2.0 * h && p.x > 0.5 * h) error = std::max(error, p.y);
        }
        return error;
    };
    // Truncation: h and h²; then rounding, 1/h.
    QVERIFY(std::fabs(errorAt(*forward, 1e-2) / errorAt(*forward, 1e-4) / 100.0 - 1.0) < 0.3);
    QVERIFY(std::fabs(errorAt(*central, 1e-1) / errorAt(*central, 1e-3) / 1e4 - 1.0) < 0.3);
    QVERIFY(errorAt(*forward, 1e-8) < 1e-3 * errorAt(*forward, 1e-3));
    QVERIFY(errorAt(*forward, 1e-13) > 1e3 * errorAt(*forward, 1e-8));
    QVERIFY(errorAt(*central, 1e-5) < errorAt(*forward, 1e-8));
    QVERIFY(tangent->chart->bestStep > 1e-9 && tangent->chart->bestStep < 1e-7);
    QVERIFY(mark<Rule>(frame, "error", "best"));
}

void TestTangentScene::aQuotientAtACornerTendsToItsSide() {
    const auto tangent = prepared(scene("abs(x) + x^2", "0"));
    QVERIFY(tangent->chart->kind == TangentChart::Kind::Quotient);
    const Frame frame = tangentFrame(*tangent, tangent->timeline.opening);
    for (const auto& [id, slope] : {std::pair{"left", -1.0}, std::pair{"right", 1.0}}) {
        const auto* line = mark<Polyline>(frame, "error", id);
        QVERIFY(line);
        QVERIFY(std::fabs(line->points->back().y - slope) < 1e-9);
    }
    const auto jump = prepared(scene("if(x<0,0,1)", "0", SecantSide::Left));
    QVERIFY(jump->chart->kind == TangentChart::Kind::QuotientSize);
}

void TestTangentScene::floatStepsAreSeen() {
    TangentScene at = scene("sin(x)", "1");
    at.view = TangentView::Rounding;
    at.step = 1e-15;
    const auto tangent = prepared(at);
    const Frame frame = tangentFrame(*tangent, tangent->timeline.opening);
    const auto* doubles = mark<MarkerCloud>(frame, "float", "doubles");
    const auto* stair = mark<Polyline>(frame, "float", "stair");
    QVERIFY(doubles && stair);
    // Neighbouring doubles beside 1 are 2.2e-16 or 1.1e-16 apart, and the stair is flat between them.
    for (std::size_t i = 1; i < doubles->points->size(); ++i) {
        const double gap = (*doubles->points)[i].x - (*doubles->points)[i - 1].x;
        QVERIFY(gap == 0x1p-52 || gap == 0x1p-53);
    }
    QCOMPARE(stair->points->size(), 2 * doubles->points->size());
    QCOMPARE((*stair->points)[0].y, (*stair->points)[1].y);
    QCOMPARE(findPanel(frame, "float")->x.origin, std::string("1"));
    // Zoomed out there are no steps to be seen.
    const Frame wide = tangentFrame(*tangent, 0.0);
    QVERIFY(findPanel(wide, "float") && !mark<Polyline>(wide, "float", "stair"));
}

void TestTangentScene::theRulesAreNamedOneByOne() {
    TangentScene at = scene("sin(x^2)*e^x", "1");
    at.view = TangentView::Rules;
    const auto tangent = prepared(at);
    const Frame first = tangentFrame(*tangent, 0.0);
    QCOMPARE(first.steps.size(), std::size_t{5});
    QCOMPARE(renderEnglish(first.steps[0].rule), std::string("Product rule"));
    QCOMPARE(renderEnglish(first.steps[1].rule), std::string("Chain rule"));
    QCOMPARE(renderEnglish(first.steps[2].rule), std::string("Power rule"));
    QCOMPARE(renderEnglish(first.steps[3].rule), std::string("Exponential rule"));
    QCOMPARE(first.steps[2].depth, 2);
    QVERIFY(first.steps[0].emphasis == Emphasis::Strong && first.steps[1].emphasis == Emphasis::Faint);
    const std::string chain = plainText(first.steps[1].equation);
    QVERIFY2(chain.find("cos") != std::string::npos && chain.find("′") != std::string::npos, chain.c_str());
    const Frame second = tangentFrame(*tangent, tangent->timeline.stops[1]);
    QVERIFY(second.steps[0].emphasis == Emphasis::Normal && second.steps[1].emphasis == Emphasis::Strong);
    const Frame last = tangentFrame(*tangent, tangent->timeline.duration);
    QVERIFY(last.steps.back().equation.role == Role::Tangent);
    QVERIFY(plainText(last.steps.back().equation).find("f′(x) =") == 0);
}

void TestTangentScene::gammaHasNoFormulaButASlope() {
    TangentScene at = scene("gamma(x)", "2.5");
    const auto tangent = prepared(at);
    const Frame frame = tangentFrame(*tangent, 0.0);
    QVERIFY(mark<Needle>(frame, "gauge", "tangent"));
    QVERIFY(std::fabs(mark<Needle>(frame, "gauge", "tangent")->value - 0.9347345216260855) < 1e-12);
    // Drawn from differences, the curve of slopes is still true.
    int compared = 0;
    for (const Vec2 p : *mark<Polyline>(frame, "slope", "traced")->points) {
        if (!(p.x > 0.5 && p.x < 2.4) || ++compared % 8 != 0) continue;
        QVERIFY(std::fabs(p.y - derivative(tangent->function->expression, p.x).value) < 1e-6);
    }
    QVERIFY(compared > 20);
    at.view = TangentView::Rules;
    const auto rules = prepared(at);
    const Frame said = tangentFrame(*rules, 0.0);
    QCOMPARE(said.steps.size(), std::size_t{1});
    QVERIFY(renderEnglish(said.steps.front().rule).find("no formula") != std::string::npos);
}

/// The rules make 0 of any constant, of 1/0 as well.
void TestTangentScene::whatHasNoValueHasNoSlopeFormula() {
    TangentScene tangent = scene("1/3", "1");
    tangent.below = SlopeCurves::First;
    const auto label = [&tangent] { return describe(tangentFrame(*prepared(tangent), 0.0)).find("f\u2032(x) = 0") != std::string::npos; };
    QVERIFY(label());
    tangent.function = "1/0";
    QVERIFY(!label());
    tangent.view = TangentView::Rules;
    QVERIFY(plainText(tangentFrame(*prepared(tangent), 0.0).formula.numbers).empty());
}

void TestTangentScene::pinnedTangentsAreCompared() {
    TangentScene at = scene("x^2", "1");
    at.pins = {"-1", "0"};
    const auto tangent = prepared(at);
    const Frame frame = tangentFrame(*tangent, 0.0);
    QCOMPARE(slopeOf(*mark<Polyline>(frame, "curve", "pin.0")), -2.0);
    QCOMPARE(slopeOf(*mark<Polyline>(frame, "curve", "pin.1")), 0.0);
    QVERIFY(mark<Needle>(frame, "gauge", "pin.0"));
    QCOMPARE(frame.tables.size(), std::size_t{1});
    QCOMPARE(frame.tables[0].rows.size(), std::size_t{3});
    QCOMPARE(frame.tables[0].highlightedRow, 2);
    QCOMPARE(renderEnglish(frame.tables[0].rows[0][2].text), std::string("−2.000"));
}

void TestTangentScene::slopeBelowIsAlignedAndTraced() {
    TangentScene at = scene("x^3/6 - x", "-1");
    at.below = SlopeCurves::FirstAndSecond;
    const auto tangent = prepared(at);
    const Frame frame = tangentFrame(*tangent, 0.0);
    QVERIFY(findPanel(frame, "curve")->x.range == findPanel(frame, "slope")->x.range);
    const auto* traced = mark<Polyline>(frame, "slope", "traced");
    const auto* coming = mark<Polyline>(frame, "slope", "coming");
    QVERIFY(traced && coming && mark<Polyline>(frame, "slope", "bending"));
    QVERIFY(std::fabs(traced->points->back().x + 1.0) < 1e-12);
    QVERIFY(std::fabs(coming->points->front().x + 1.0) < 1e-12);
    for (const Vec2 p : *traced->points) QVERIFY(std::fabs(p.y - (p.x * p.x / 2.0 - 1.0)) < 2e-3);
    at.below = SlopeCurves::None;
    QVERIFY(!findPanel(tangentFrame(*prepared(at), 0.0), "slope"));
}

void TestTangentScene::handlesMoveWhatTheyShow() {
    const Scene start{{}, scene("x^2", "1")};
    const auto tangentOf = [](const Scene& s) { return std::get<TangentScene>(s.kind); };
    const Scene point = moved(start, "x", {0.5049, 77.0}, 0.01);
    QCOMPARE(tangentOf(point).at, std::string("0.5"));
    QVERIFY(tangentOf(point).xRange.has_value());  // the window stands still under the hand
    QCOMPARE(tangentOf(moved(start, "h", {1.25, 0.0}, 0.01)).step, 0.25);
    QCOMPARE(tangentOf(moved(start, "h", {0.25, 0.0}, 0.01)).step, 0.01);  // not past the point
    QCOMPARE(tangentOf(moved(start, "h", {50.0, 0.0}, 0.01)).step, 2.0);
    QCOMPARE(tangentOf(moved(start, "chart-h", {1.2345e-7, 0.0}, 0.0)).step, 1.23e-7);
    QVERIFY(moved(start, "chart-h", {-1.0, 0.0}, 0.0) == start);
    QVERIFY(moved(start, "nobody", {1.0, 0.0}, 0.1) == start);
    const Scene zoomed = withRanges(start, "curve", {0.0, 1.0}, {0.0, 1.0});
    QVERIFY(onlyViewDiffers(start, zoomed));
    QVERIFY(withRanges(start, "slope", {0.0, 1.0}, {0.0, 1.0}) == start);
}

void TestTangentScene::namesTheFieldOfAnError() {
    const auto function = prepareTangent(scene("sin(x", "0"), nullptr, {});
    QVERIFY(!function);
    QCOMPARE(function.error().field, std::string("function"));
    for (const char* at : {"", "x", "1/0", "inf", "zero"}) {
        const auto point = prepareTangent(scene("sin(x)", at), nullptr, {});
        QVERIFY2(!point, at);
        QCOMPARE(point.error().field, std::string("at"));
    }
    TangentScene pins = scene("sin(x)", "0");
    pins.pins = {"one"};
    const auto pinned = prepareTangent(pins, nullptr, {});
    QVERIFY(!pinned);
    QCOMPARE(pinned.error().field, std::string("pins"));
}

void TestTangentScene::hostileInput_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("at");
    const char* const functions[] = {"1e300*x^2", "1e-300*x", "0", "sin(1/x)", "1/x", "ln(x)", "tan(x)", "x^x", "floor(x)", "exp(exp(x))"};
    for (const char* function : functions) {
        for (const char* at : {"0", "3", "1e300", "-1e-300", "1e8"})
            QTest::newRow((std::string(function) + " @ " + at).c_str()) << QByteArray(function) << QByteArray(at);
    }
}

/// Never an empty picture or "nan": a whole Frame with a sentence, in every view.
void TestTangentScene::hostileInput() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, at);
    for (const TangentView view : {TangentView::Secant, TangentView::Rounding, TangentView::Rules}) {
        TangentScene tangent = scene(function.constData(), at.constData(), SecantSide::Centred);
        tangent.view = view;
        const auto result = prepareTangent(tangent, nullptr, {});
        QVERIFY(result);
        for (const double part : {0.0, 0.37, 0.71, 1.0}) {
            const Frame frame = tangentFrame(**result, part * (*result)->timeline.duration);
            const QString fault = test::faultOf(frame);
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
            for (const Readout& each : frame.readouts) QVERIFY(renderEnglish(each.value).find("nan") == std::string::npos);
            QVERIFY(plainText(frame.formula.symbols).find("nan") == std::string::npos);
        }
    }
}

void TestTangentScene::anyFunctionGivesAWholeFrame() {
    test::RandomExpression random(8);
    const char* const points[] = {"0", "1", "-2", "pi/2", "1/3"};
    for (int i = 0; i < 40; ++i) {
        TangentScene tangent = scene("", points[random.below(5)], static_cast<SecantSide>(random.below(3)));
        tangent.function = print(random.tree(3));
        tangent.view = static_cast<TangentView>(random.below(3));
        tangent.below = static_cast<SlopeCurves>(random.below(3));
        const auto result = prepareTangent(tangent, nullptr, {});
        if (!result) {
            QVERIFY(!renderEnglish(result.error().message).empty());
            continue;
        }
        for (const double part : {0.0, 0.5, 1.0}) {
            const QString fault = test::faultOf(tangentFrame(**result, part * (*result)->timeline.duration));
            QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1String(" of ") + QString::fromStdString(tangent.function)));
        }
    }
}

QTEST_APPLESS_MAIN(TestTangentScene)
#include "tst_tangent_scene.moc"
