#include <QtTest>
#include <cmath>

#include "core/expression/print.h"
#include "core/scene/accumulation_prepare.h"
#include "core/scene/moved.h"
#include "tests/support/frame_fault.h"
#include "tests/support/frame_parts.h"
#include "tests/support/random_expression.h"
#include "tests/support/scene_files.h"

using namespace calc;
using test::mark;
using test::slopeOf;

namespace {

AccumulationScene scene(const char* function, const char* from, const char* at, std::optional<Range> window = std::nullopt) {
    return {function, from, at, window, std::nullopt};
}

std::shared_ptr<const AccumulationPrepared> prepared(const AccumulationScene& accumulation) {
    const auto result = prepareAccumulation(accumulation, nullptr, {});
    return result ? *result : nullptr;
}

/// The moment of this x; the nearest there is.
const AccumulationMoment& momentAt(const AccumulationPrepared& accumulation, double x) {
    const AccumulationMoment* best = &accumulation.moments->front();
    for (const AccumulationMoment& moment : *accumulation.moments) {
        if (std::fabs(moment.x - x) < std::fabs(best->x - x)) best = &moment;
    }
    return *best;
}

Frame frameAtX(const AccumulationPrepared& accumulation, double x) {
    return accumulationFrame(accumulation, momentAt(accumulation, x).time);
}

std::string sentence(const Frame& frame) { return test::words(frame.sentence); }

}  // namespace

class TestAccumulationScene : public QObject {
    Q_OBJECT

private slots:
    void slopeOfTheAreaIsHeightOfTheCurve_data();
    void slopeOfTheAreaIsHeightOfTheCurve();
    void builtInValues_data();
    void builtInValues();
    void theAreaGrowsAsTheCurveIsDrawn();
    void aJumpBecomesACorner();
    void aKinkBecomesSmooth();
    void aMayLieRightOfX();
    void aPoleEndsIt();
    void aPoleWithAnAreaDoesNot();
    void outsideTheDomainItEnds();
    void aSinglePointDoesNotMatter();
    void theFormulaHasThisMomentsNumbers();
    void handlesMoveWhatTheyShow();
    void namesTheFieldOfAnError_data();
    void namesTheFieldOfAnError();
    void hostileInput_data();
    void hostileInput();
    void anyFunctionGivesAWholeFrame();
};

void TestAccumulationScene::slopeOfTheAreaIsHeightOfTheCurve_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"accumulation", "accumulation-square", "accumulation-bell", "accumulation-logarithm", "accumulation-kink"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// The claim of the page, at every x: the tangent of F, the needle, the height and the numbers beside are one; and a difference quotient
/// of the drawn F agrees with it.
void TestAccumulationScene::slopeOfTheAreaIsHeightOfTheCurve() {
    QFETCH(QString, name);
    const auto accumulation = prepared(std::get<AccumulationScene>(test::builtInScene(name).kind));
    QVERIFY(accumulation);
    const double height = accumulation->curve->y.length();
    int looked = 0;
    for (std::size_t i = 40; i + 40 < accumulation->moments->size(); i += 37) {
        const AccumulationMoment& moment = (*accumulation->moments)[i];
        QVERIFY2(moment.hasSlope(), qPrintable(QString::number(moment.x)));
        QCOMPARE(moment.left, moment.height);
        const AccumulationMoment& before = (*accumulation->moments)[i - 1];
        const AccumulationMoment& after = (*accumulation->moments)[i + 1];
        const double quotient = (after.sum->value - before.sum->value) / (after.x - before.x);
        QVERIFY(std::fabs(quotient - moment.height) < 0.01 * height);
        const Frame frame = accumulationFrame(*accumulation, moment.time);
        const auto* needle = mark<Needle>(frame, "gauge", "slope");
        QVERIFY(needle);
        QCOMPARE(needle->value, moment.height);
        if (const auto* tangent = mark<Polyline>(frame, "accumulated", "tangent"))
            QVERIFY(std::fabs(slopeOf(*tangent) - moment.height) <= 1e-6 * height);
        const auto* stem = mark<Polyline>(frame, "curve", "height");
        QVERIFY(stem);
        QCOMPARE(stem->points->back().y, moment.height);
        QCOMPARE(stem->style.role, needle->style.role);
        QCOMPARE(test::readoutText(frame, "height"), test::readoutText(frame, "slope"));
        ++looked;
    }
    QVERIFY(looked > 10);
}

void TestAccumulationScene::builtInValues_data() {
    QTest::addColumn<double>("value");
    // mpmath, 25 digits.
    QTest::newRow("accumulation") << 1.588501117255345708524;
    QTest::newRow("accumulation-square") << 1.458333333333333333333;
    QTest::newRow("accumulation-jump") << 0.0;
    QTest::newRow("accumulation-kink") << 0.375;
    QTest::newRow("accumulation-bell") << 1.421360875067599951097;
    QTest::newRow("accumulation-logarithm") << 0.9999999999999999468176;
    QTest::newRow("accumulation-pole") << 0.749999999999999930611;
    QTest::newRow("accumulation-root") << 3.414213562373095048802;
}

void TestAccumulationScene::builtInValues() {
    QFETCH(double, value);
    const auto accumulation = prepared(std::get<AccumulationScene>(test::builtInScene(QLatin1String(QTest::currentDataTag())).kind));
    QVERIFY(accumulation);
    const AccumulationMoment& moment = momentAt(*accumulation, accumulation->at);
    QCOMPARE(moment.x, accumulation->at);
    QVERIFY(moment.sum);
    QVERIFY(std::fabs(moment.sum->value - value) <= 1e-12 * std::max(1.0, value));
    QVERIFY(std::fabs(moment.sum->value - value) <= moment.sum->error + 1e-15);
    QCOMPARE(moment.time, accumulation->timeline.opening);
    // The curve beside it was found another way.
    const auto along = accumulation->sum->accumulation(accumulation->at);
    QVERIFY(along && std::fabs(along->value - value) <= along->error + 1e-15);
}

void TestAccumulationScene::theAreaGrowsAsTheCurveIsDrawn() {
    const auto accumulation = prepared(scene("x^2", "0", "1", Range{-0.1, 2.0}));
    QVERIFY(accumulation);
    QCOMPARE(accumulation->moments->front().x, 0.0);
    for (const double x : {0.5, 1.0, 1.75}) {
        const Frame frame = frameAtX(*accumulation, x);
        const auto* area = mark<Area>(frame, "curve", "area-above");
        const auto* drawn = mark<Polyline>(frame, "accumulated", "drawn");
        QVERIFY(area && drawn);
        QVERIFY(std::fabs(area->points->front().x) < 1e-9 && std::fabs(area->points->back().x - x) < 1e-9);
        QVERIFY(std::fabs(drawn->points->back().x - x) < 1e-9);
        // The polygon under the drawn curve is the number that is shown.
        double polygon = 0.0;
        for (std::size_t i = 1; i < area->points->size(); ++i) {
            const Vec2 a = (*area->points)[i - 1];
            const Vec2 b = (*area->points)[i];
            polygon += 0.5 * (b.x - a.x) * (a.y + b.y);
        }
        QVERIFY(std::fabs(polygon - momentAt(*accumulation, x).sum->value) < 2e-3);
        QVERIFY(std::fabs(drawn->points->back().y - x * x * x / 3.0) < 2e-3);
    }
    const Frame begin = accumulationFrame(*accumulation, 0.0);
    QVERIFY(sentence(begin).find("F starts at 0") != std::string::npos);
}

void TestAccumulationScene::aJumpBecomesACorner() {
    const auto accumulation = prepared(scene("floor(x)", "0", "2", Range{-0.5, 3.5}));
    QVERIFY(accumulation);
    const AccumulationMoment& corner = momentAt(*accumulation, 2.0);
    QCOMPARE(corner.x, 2.0);
    QVERIFY(corner.isCorner());
    QCOMPARE(corner.left, 1.0);
    QCOMPARE(corner.right, 2.0);
    QCOMPARE(corner.sum->value, 1.0);
    const Frame frame = accumulationFrame(*accumulation, corner.time);
    const auto* left = mark<Polyline>(frame, "accumulated", "tangent-left");
    const auto* right = mark<Polyline>(frame, "accumulated", "tangent-right");
    QVERIFY(left && right);
    QVERIFY(std::fabs(slopeOf(*left) - 1.0) < 1e-12 && std::fabs(slopeOf(*right) - 2.0) < 1e-12);
    QVERIFY(mark<Needle>(frame, "gauge", "left") && mark<Needle>(frame, "gauge", "right"));
    QVERIFY(!mark<Needle>(frame, "gauge", "slope"));
    QVERIFY2(sentence(frame).find("corner") != std::string::npos, sentence(frame).c_str());
    const std::string equation = plainText(frame.formula.numbers);
    QVERIFY2(equation.find("= 1") != std::string::npos && equation.find("= 2") != std::string::npos, equation.c_str());
    // x rests there, so that it is seen.
    QCOMPARE(sentence(accumulationFrame(*accumulation, corner.time + 1.0)), sentence(frame));
}

void TestAccumulationScene::aKinkBecomesSmooth() {
    const auto accumulation = prepared(scene("abs(x)", "-1", "0", Range{-1.5, 1.5}));
    QVERIFY(accumulation);
    const AccumulationMoment& kink = momentAt(*accumulation, 0.0);
    QVERIFY(kink.isKink && kink.hasSlope());
    QCOMPARE(kink.left, 0.0);
    QVERIFY(sentence(accumulationFrame(*accumulation, kink.time)).find("kink") != std::string::npos);
    int kinks = 0;
    for (const AccumulationMoment& moment : *accumulation->moments) kinks += moment.isKink ? 1 : 0;
    QCOMPARE(kinks, 1);
}

void TestAccumulationScene::aMayLieRightOfX() {
    const auto accumulation = prepared(scene("sin(x)", "3", "1"));
    QVERIFY(accumulation);
    const AccumulationMoment& moment = momentAt(*accumulation, 1.0);
    QVERIFY(std::fabs(moment.sum->value + 1.530294802468585172) < 1e-12);
    const Frame frame = accumulationFrame(*accumulation, accumulation->timeline.opening);
    const auto* area = mark<Area>(frame, "curve", "area-above");
    QVERIFY(area);
    QCOMPARE(area->style.role, Role::AreaNegative);
    QVERIFY(std::fabs(area->points->front().x - 1.0) < 1e-9 && std::fabs(area->points->back().x - 3.0) < 1e-9);
    QVERIFY(sentence(frame).find("Left of a") != std::string::npos);
    QVERIFY(moment.hasSlope() && moment.left > 0.0);
}

void TestAccumulationScene::aPoleEndsIt() {
    const auto accumulation = prepared(scene("1/(x - 2)^2", "0", "1", Range{-0.5, 4.0}));
    QVERIFY(accumulation);
    QVERIFY(accumulation->sum->endHigh && !accumulation->sum->endLow);
    QVERIFY(std::fabs(*accumulation->sum->endHigh - 2.0) < 1e-9);
    QVERIFY(momentAt(*accumulation, 1.9).sum);
    QVERIFY(std::fabs(momentAt(*accumulation, 1.9).sum->value - 9.5) < 1e-9);
    QVERIFY(!momentAt(*accumulation, 3.0).sum);
    const Frame beyond = frameAtX(*accumulation, 3.0);
    QVERIFY(!mark<Marker>(beyond, "accumulated", "point"));
    QVERIFY2(sentence(beyond).find("F ends at x = 2") != std::string::npos, sentence(beyond).c_str());
    QCOMPARE(test::readoutText(beyond, "sum"), std::string("no value"));
    // The height of f is there all the same.
    QVERIFY(mark<Polyline>(beyond, "curve", "height"));
    const Frame before = frameAtX(*accumulation, 1.0);
    QCOMPARE(before.verdicts.size(), std::size_t{1});
    QCOMPARE(before.verdicts.front().role, Role::Bad);
    QVERIFY(!before.verdicts.front().reason.empty());
}

void TestAccumulationScene::aPoleWithAnAreaDoesNot() {
    const auto accumulation = prepared(scene("1/sqrt(abs(x - 1))", "0", "1", Range{-0.5, 2.5}));
    QVERIFY(accumulation);
    QVERIFY(!accumulation->sum->endHigh);
    const AccumulationMoment& pole = momentAt(*accumulation, 1.0);
    QVERIFY(pole.sum && std::fabs(pole.sum->value - 2.0) < 1e-9);
    QVERIFY(!pole.hasSlope());
    QVERIFY(std::isinf(pole.left) && std::isinf(pole.right));
    const Frame frame = accumulationFrame(*accumulation, pole.time);
    QCOMPARE(renderPlainEnglish(findPanel(frame, "gauge")->reading), std::string("∞"));
    QVERIFY2(sentence(frame).find("straight up") != std::string::npos, sentence(frame).c_str());
    QVERIFY(std::fabs(momentAt(*accumulation, 2.0).sum->value - 4.0) < 1e-9);
}

void TestAccumulationScene::outsideTheDomainItEnds() {
    const auto accumulation = prepared(scene("sqrt(x)", "1", "0", Range{-1.0, 2.0}));
    QVERIFY(accumulation);
    QVERIFY(accumulation->sum->endLow && std::fabs(*accumulation->sum->endLow) < 1e-12);
    QVERIFY(std::fabs(momentAt(*accumulation, 0.0).sum->value + 2.0 / 3.0) < 1e-12);
    QVERIFY(!momentAt(*accumulation, -0.5).sum);
    const Frame beyond = frameAtX(*accumulation, -0.5);
    QVERIFY(sentence(beyond).find("F ends at x = 0") != std::string::npos);
    QVERIFY(test::faultOf(beyond).isEmpty());
}

void TestAccumulationScene::aSinglePointDoesNotMatter() {
    const auto accumulation = prepared(scene("sin(x)/x", "-1", "0", Range{-2.0, 3.0}));
    QVERIFY(accumulation);
    const AccumulationMoment& hole = momentAt(*accumulation, 0.0);
    QVERIFY(std::isnan(hole.height) && hole.hasSlope());
    QVERIFY(std::fabs(hole.left - 1.0) < 1e-6);
    const std::string equation = plainText(accumulationFrame(*accumulation, hole.time).formula.numbers);
    QVERIFY2(equation.find("f(") == std::string::npos, equation.c_str());
}

void TestAccumulationScene::theFormulaHasThisMomentsNumbers() {
    const auto accumulation = prepared(scene("x^2", "-1", "1.5"));
    const FormulaLine line = accumulationFrame(*accumulation, accumulation->timeline.opening).formula;
    const std::string sum = plainText(line.symbols);
    QVERIFY2(sum.find("F(1.5)") == 0 && sum.find("1.458") != std::string::npos, sum.c_str());
    const std::string slope = plainText(line.numbers);
    QVERIFY2(slope.find("F′(1.5) = f(1.5) = 2.25") == 0, slope.c_str());
    QCOMPARE(line.numbers.role, std::optional(Role::Tangent));
    const auto typed = prepared(scene("sin(x)", "0", "pi/2"));
    QVERIFY(plainText(accumulationFrame(*typed, typed->timeline.opening).formula.numbers).find("π") != std::string::npos);
}

void TestAccumulationScene::handlesMoveWhatTheyShow() {
    const Scene whole{"", scene("x^2", "-1", "1.5")};
    const auto before = prepared(std::get<AccumulationScene>(whole.kind));
    for (const char* handle : {"x", "x-below"}) {
        const auto after = std::get<AccumulationScene>(moved(whole, handle, {0.7312, 9.0}, 0.01).kind);
        QCOMPARE(after.at, std::string("0.73"));
        QCOMPARE(after.from, std::string("-1"));
        QVERIFY(after.xRange && *after.xRange == before->curve->x);
    }
    const auto left = std::get<AccumulationScene>(moved(whole, "a", {2.0, 0.0}, 0.01).kind);
    QCOMPARE(left.from, std::string("2"));
    const auto reversed = prepared(left);
    QVERIFY(reversed && momentAt(*reversed, 1.5).sum->value < 0.0);
    // What is held stands where it was put.
    const Frame frame = accumulationFrame(*reversed, reversed->timeline.opening);
    for (const Handle& handle : frame.handles) QCOMPARE(handle.position.x, handle.id == "a" ? 2.0 : 1.5);
    QCOMPARE(frame.handles.size(), std::size_t{3});
}

void TestAccumulationScene::namesTheFieldOfAnError_data() {
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("field");
    QTest::newRow("function") << "x^^2"
                              << "0"
                              << "1"
                              << "function";
    QTest::newRow("from") << "x"
                          << "inf"
                          << "1"
                          << "from";
    QTest::newRow("at") << "x"
                        << "0"
                        << "1+"
                        << "at";
    QTest::newRow("a on a pole") << "1/x"
                                 << "0"
                                 << "1"
                                 << "from";
    QTest::newRow("a outside the domain") << "sqrt(x)"
                                          << "-3"
                                          << "-2"
                                          << "from";
    QTest::newRow("too far apart") << "x"
                                   << "-1.5e308"
                                   << "1.5e308"
                                   << "at";
}

void TestAccumulationScene::namesTheFieldOfAnError() {
    QFETCH(QString, function);
    QFETCH(QString, from);
    QFETCH(QString, at);
    QFETCH(QString, field);
    const auto result = prepareAccumulation({function.toStdString(), from.toStdString(), at.toStdString(), {}, {}}, nullptr, {});
    QVERIFY(!result);
    QCOMPARE(QString::fromStdString(result.error().field), field);
    QVERIFY(!result.error().message.empty());
}

void TestAccumulationScene::hostileInput_data() {
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("at");
    QTest::newRow("fast oscillation") << "sin(1/x)"
                                      << "-1"
                                      << "1";
    QTest::newRow("many jumps") << "floor(20x)"
                                << "0"
                                << "3";
    QTest::newRow("a at x") << "exp(x)"
                            << "1"
                            << "1";
    QTest::newRow("overflow") << "exp(x)"
                              << "0"
                              << "800";
    QTest::newRow("large") << "x"
                           << "1e15"
                           << "1e15+1";
    QTest::newRow("tiny") << "1"
                          << "0"
                          << "1e-300";
    QTest::newRow("nowhere") << "sqrt(-1-x^2)"
                             << "0"
                             << "1";
    QTest::newRow("tangent") << "tan(x)"
                             << "0"
                             << "1";
    QTest::newRow("gamma") << "gamma(x)"
                           << "1"
                           << "3";
    QTest::newRow("zero") << "0"
                          << "0"
                          << "1";
}

void TestAccumulationScene::hostileInput() {
    QFETCH(QString, function);
    QFETCH(QString, from);
    QFETCH(QString, at);
    const auto result = prepareAccumulation({function.toStdString(), from.toStdString(), at.toStdString(), {}, {}}, nullptr, {});
    if (!result) {
        QVERIFY(!result.error().message.empty() && !result.error().field.empty());
        return;
    }
    const Timeline timeline = accumulationTimeline(**result);
    for (const double part : {0.0, 0.3, 0.5, 0.8, 1.0}) {
        const QString fault = test::faultOf(accumulationFrame(**result, part * timeline.duration));
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
}

void TestAccumulationScene::anyFunctionGivesAWholeFrame() {
    test::RandomExpression random(20260101);
    for (int i = 0; i < 40; ++i) {
        AccumulationScene any;
        any.function = print(random.tree(3));
        any.from = "-0.5";
        any.at = "1.25";
        const auto result = prepareAccumulation(any, nullptr, {});
        if (!result) continue;
        for (const double part : {0.0, 0.4, 1.0}) {
            const QString fault = test::faultOf(accumulationFrame(**result, part * (*result)->timeline.duration));
            QVERIFY2(fault.isEmpty(), qPrintable(fault + " of " + QString::fromStdString(any.function)));
        }
    }
}

QTEST_APPLESS_MAIN(TestAccumulationScene)
#include "tst_accumulation_scene.moc"
