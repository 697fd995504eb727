#include <QtTest>
#include <cmath>

#include "core/expression/parser.h"
#include "core/expression/print.h"
#include "core/scene/area_prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/random_expression.h"

using namespace calc;

namespace {

AreaScene scene(const char* function, const char* from, const char* to, SumRule rule = SumRule::Midpoint, int n = 13) {
    AreaScene area;
    area.function = function;
    area.from = from;
    area.to = to;
    area.rule = rule;
    area.rectangles = n;
    return area;
}

std::shared_ptr<const AreaPrepared> prepared(const AreaScene& area, const AreaPrepared* previous = nullptr) {
    const auto result = prepareArea(area, previous, {});
    return result ? *result : nullptr;
}

const AreaStop& stopOf(const AreaPrepared& area, int n) {
    for (const AreaStop& stop : area.sums->stops) {
        if (stop.n == n) return stop;
    }
    return area.sums->stops.front();
}

std::string sentence(const AreaPrepared& area) { return renderPlainEnglish(areaFrame(area, area.timeline.opening).sentence); }

double boxArea(const std::vector<Box>& boxes) {
    double sum = 0.0;
    for (const Box& box : boxes) sum += (box.high.x - box.low.x) * (box.high.y - box.low.y);
    return sum;
}

double outlineArea(const std::vector<Outline>& outlines) {
    double sum = 0.0;
    for (const Outline& outline : outlines) {
        double twice = 0.0;
        for (std::size_t i = 0; i < outline.size(); ++i) {
            const Vec2 p = outline[i];
            const Vec2 q = outline[(i + 1) % outline.size()];
            twice += p.x * q.y - q.x * p.y;
        }
        sum += 0.5 * std::fabs(twice);
    }
    return sum;
}

}  // namespace

class TestAreaScene : public QObject {
    Q_OBJECT

private slots:
    void whatIsDrawnIsTheSum_data();
    void whatIsDrawnIsTheSum();
    void partsAddUpToTheIntegral();
    void errorLinesHaveTheTextbookSlopes();
    void opensAtItsNumberOfRectangles();
    void rangesStandStillWhileTimeRuns();
    void situations_data();
    void situations();
    void namesTheFieldOfAnError_data();
    void namesTheFieldOfAnError();
    void sharesWhatStays();
    void anyFunctionGivesAWholeFrame();
};

void TestAreaScene::whatIsDrawnIsTheSum_data() {
    QTest::addColumn<int>("rule");
    for (int rule = 0; rule < 7; ++rule) QTest::newRow(qPrintable(QString::number(rule))) << rule;
}

/// The areas of the drawn pieces, with their signs, are the sum that the readout shows, for every rule and also across zeros of f.
void TestAreaScene::whatIsDrawnIsTheSum() {
    QFETCH(int, rule);
    const auto area = prepared(scene("2sin(x)*e^(-x/6)", "0.4", "5.6", static_cast<SumRule>(rule), 12));
    QVERIFY(area);
    for (const int n : {2, 12, 100, 1000}) {
        const AreaStop& stop = stopOf(*area, n);
        QCOMPARE(stop.n, n);
        QVERIFY(stop.kind == RiemannSum::Kind::Value);
        QVERIFY(stop.positive >= 0.0 && stop.negative <= 0.0);
        QVERIFY(std::fabs(stop.positive + stop.negative - stop.sum) < 1e-12 * stop.positive);
        const bool boxes = stop.positiveBoxes != nullptr;
        const double above = boxes ? boxArea(*stop.positiveBoxes) : outlineArea(*stop.positiveOutlines);
        const double below = boxes ? boxArea(*stop.negativeBoxes) : outlineArea(*stop.negativeOutlines);
        // The parabolas are drawn as polygons.
        const double tolerance = static_cast<SumRule>(rule) == SumRule::Simpson ? 3e-3 : 1e-12;
        QVERIFY(std::fabs(above - stop.positive) <= tolerance * stop.positive);
        QVERIFY(std::fabs(below + stop.negative) <= tolerance * stop.positive);
    }
}

void TestAreaScene::partsAddUpToTheIntegral() {
    const auto area = prepared(scene("2sin(x)*e^(-x/6)", "0.4", "5.6"));
    QVERIFY(area->exact->positive && area->exact->negative);
    QVERIFY(std::fabs(area->exact->integral.value - 1.2819218) < 1e-6);
    QVERIFY(std::fabs(area->exact->positive->value - 2.9476) < 1e-4);
    QVERIFY(std::fabs(area->exact->negative->value + 1.6657) < 1e-4);
    QVERIFY(std::fabs(area->exact->positive->value + area->exact->negative->value - area->exact->integral.value) < 1e-12);
    // From right to left each part changes its sign, and so its colour.
    const auto reversed = prepared(scene("2sin(x)*e^(-x/6)", "5.6", "0.4"));
    QVERIFY(std::fabs(reversed->exact->integral.value + area->exact->integral.value) < 1e-12);
    QVERIFY(std::fabs(reversed->exact->negative->value + area->exact->positive->value) < 1e-12);
    QVERIFY(std::fabs(stopOf(*reversed, 13).sum + stopOf(*area, 13).sum) < 1e-12);
    QVERIFY(std::fabs(stopOf(*reversed, 13).negative + stopOf(*area, 13).positive) < 1e-12);
}

void TestAreaScene::errorLinesHaveTheTextbookSlopes() {
    const auto area = prepared(scene("e^x", "0", "1", SumRule::Trapezoid));
    QCOMPARE(static_cast<int>(area->chart->lines.size()), 4);
    for (const ErrorLine& line : area->chart->lines) {
        const double expected = line.rule == SumRule::Left ? -1.0 : line.rule == SumRule::Simpson ? -4.0 : -2.0;
        QVERIFY(line.slope);
        QVERIFY2(std::fabs(*line.slope - expected) < 0.05, qPrintable(QString::number(*line.slope)));
        for (const Vec2 p : *line.points) QVERIFY(p.y > 0.0);
    }
    // A sum that is right to the last digit has no line, and the sentence says so.
    const auto exact = prepared(scene("3x+1", "0", "2"));
    QVERIFY(exact->chart->lines.back().exact);
    QVERIFY(sentence(*exact).find("already") != std::string::npos);
}

void TestAreaScene::opensAtItsNumberOfRectangles() {
    for (const int n : {1, 2, 7, 137, 999, 1000}) {
        const auto area = prepared(scene("x^2", "0", "1", SumRule::Left, n));
        const Frame frame = areaFrame(*area, area->timeline.opening);
        QVERIFY(frame.position == (Message{"n = {0}", {std::int64_t{n}}}));
        const auto simpson = prepared(scene("x^2", "0", "1", SumRule::Simpson, n));
        const Frame even = areaFrame(*simpson, simpson->timeline.opening);
        QVERIFY(even.position == (Message{"n = {0}", {std::int64_t{n + n % 2}}}));
    }
}

void TestAreaScene::rangesStandStillWhileTimeRuns() {
    const auto area = prepared(scene("1/x", "0", "2", SumRule::Right));
    const Frame first = areaFrame(*area, 0.0);
    for (const double time : area->timeline.stops) {
        const Frame frame = areaFrame(*area, time);
        QVERIFY(frame.panels[0].x.range == first.panels[0].x.range);
        QVERIFY(frame.panels[0].y.range == first.panels[0].y.range);
        QVERIFY(frame.panels[0].still == first.panels[0].still);
    }
}

void TestAreaScene::situations_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* f, const char* from, const char* to, IntegralKind kind, const char* words) {
        QTest::newRow(f) << QByteArray(f) << QByteArray(from) << QByteArray(to) << static_cast<int>(kind) << QByteArray(words);
    };
    row("1/x", "0", "1", IntegralKind::Diverges, "never settle");
    row("1/x+0", "-1", "1.2", IntegralKind::Diverges, "Plus and minus cancel");
    row("sqrt(x)", "-1", "1", IntegralKind::Undefined, "no value");
    row("e^(-x)", "0", "inf", IntegralKind::Value, "no end");
    row("e^(-x^2)", "-inf", "inf", IntegralKind::Value, "no end");
    row("1/(1+x)", "0", "inf", IntegralKind::Diverges, "never settle");
    row("x^2+1", "2", "2", IntegralKind::Value, "same point");
    row("sin(x)+0", "0", "2pi", IntegralKind::Value, "cancel");
    row("x^2", "1", "0", IntegralKind::Value, "negative");
    row("sqrt(-1-x^2)", "0", "1", IntegralKind::Undefined, "no value");
    row("ln(x)", "0", "1", IntegralKind::Value, "area");
    row("abs(sin(x))", "0", "inf", IntegralKind::Diverges, "However far");
}

/// Each situation is named in words, with a Frame that is whole.
void TestAreaScene::situations() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, kind);
    QFETCH(QByteArray, words);
    const auto area = prepared(scene(function.constData(), from.constData(), to.constData()));
    QVERIFY(area);
    QCOMPARE(static_cast<int>(area->exact->integral.kind), kind);
    QVERIFY2(sentence(*area).find(words.toStdString()) != std::string::npos, sentence(*area).c_str());
    for (const double time : {0.0, area->timeline.opening, area->timeline.duration}) {
        const Frame frame = areaFrame(*area, time);
        const QString fault = test::faultOf(frame);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        const bool isValue = static_cast<IntegralKind>(kind) == IntegralKind::Value;
        if (!isValue) QVERIFY(!frame.verdicts.empty());
        for (const Verdict& verdict : frame.verdicts) {
            QCOMPARE(verdict.role == Role::Ok, isValue);
            QVERIFY(!verdict.reason.empty());
        }
    }
}

void TestAreaScene::namesTheFieldOfAnError_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("function") << QByteArray("2sin(x") << QByteArray("0") << QByteArray("1") << QByteArray("function");
    QTest::newRow("variable") << QByteArray("x+y") << QByteArray("0") << QByteArray("1") << QByteArray("function");
    QTest::newRow("from") << QByteArray("x") << QByteArray("one") << QByteArray("1") << QByteArray("from");
    QTest::newRow("to") << QByteArray("x") << QByteArray("0") << QByteArray("") << QByteArray("to");
    QTest::newRow("too far") << QByteArray("x") << QByteArray("-1.7e308") << QByteArray("1.7e308") << QByteArray("to");
}

void TestAreaScene::namesTheFieldOfAnError() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, field);
    const auto area = prepareArea(scene(function.constData(), from.constData(), to.constData()), nullptr, {});
    QVERIFY(!area);
    QCOMPARE(QByteArray::fromStdString(area.error().field), field);
    QVERIFY(!renderEnglish(area.error().message).empty());
}

/// prepare's cache: parts with equal inputs are the same objects.
void TestAreaScene::sharesWhatStays() {
    AreaScene base = scene("sin(x)", "0", "3");
    const auto first = prepared(base);
    AreaScene ranged = base;
    ranged.xRange = Range{-1.0, 4.0};
    const auto zoomed = prepared(ranged, first.get());
    QVERIFY(zoomed->function == first->function && zoomed->exact == first->exact && zoomed->sums == first->sums);
    QVERIFY(zoomed->curve != first->curve);
    AreaScene ruled = base;
    ruled.rule = SumRule::Left;
    const auto left = prepared(ruled, first.get());
    QVERIFY(left->curve == first->curve && left->exact == first->exact && left->sums != first->sums);
    AreaScene other = base;
    other.function = "cos(x)";
    const auto cosine = prepared(other, first.get());
    QVERIFY(cosine->curve != first->curve && cosine->exact != first->exact && cosine->sums != first->sums);
}

/// Whatever is typed: an error with a sentence, or a Frame that is whole at every time.
void TestAreaScene::anyFunctionGivesAWholeFrame() {
    test::RandomExpression random(99);
    int shown = 0;
    for (int i = 0; i < 120; ++i) {
        AreaScene area = scene("", "-1.5", "2");
        area.function = print(random.tree(4));
        area.rule = static_cast<SumRule>(random.below(5));
        const auto result = prepareArea(area, nullptr, {});
        if (!result) {
            QVERIFY(!renderEnglish(result.error().message).empty());
            continue;
        }
        ++shown;
        for (const double time : {0.0, 3.0, 12.0}) {
            const QString fault = test::faultOf(areaFrame(**result, time));
            QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1String(" of ") + QString::fromStdString(area.function)));
        }
    }
    QVERIFY(shown > 100);
}

QTEST_APPLESS_MAIN(TestAreaScene)
#include "tst_area_scene.moc"
