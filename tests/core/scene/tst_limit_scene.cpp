#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/expression/print.h"
#include "core/scene/limit_prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/random_expression.h"

using namespace calc;

namespace {

LimitScene scene(const char* function, const char* to, ApproachSide side = ApproachSide::Both) {
    LimitScene limit;
    limit.function = function;
    limit.to = to;
    limit.side = side;
    return limit;
}

std::shared_ptr<const LimitPrepared> prepared(const LimitScene& limit) {
    const auto result = prepareLimit(limit, nullptr, {});
    return result ? *result : nullptr;
}

/// The value of a drawn line at h, by the segment that holds it; NaN in a gap.
double drawn(const Points& points, double h) {
    for (std::size_t i = 0; i + 1 < points->size(); ++i) {
        const Vec2 a = (*points)[i];
        const Vec2 b = (*points)[i + 1];
        if (a.x <= h && h <= b.x) return a.y + (h - a.x) / (b.x - a.x) * (b.y - a.y);
    }
    return std::nan("");
}

std::string sentence(const LimitPrepared& limit) { return renderPlainEnglish(limitFrame(limit, limit.timeline.opening).sentence); }

}  // namespace

class TestLimitScene : public QObject {
    Q_OBJECT

private slots:
    void isSharpAtEveryDepth_data();
    void isSharpAtEveryDepth();
    void endsWhereDigitsEnd();
    void whatOverflowsIsNoPole();
    void aFiniteSeriesHasNoDots();
    void wordsLeaveEachOtherRoom();
    void showsAnEnvelopeWhereItSwings();
    void leavesTheWindowAtAPole();
    void bothSidesOfAJump();
    void infinityIsAPointOfTheReciprocal();
    void agreedDigits();
    void zoomsInLogScale();
    void sameZoomTurnsCurvesToLines();
    void theDeviationFallsByTheSquare_data();
    void theDeviationFallsByTheSquare();
    void aCornerStaysACorner();
    void slopesThatAreNone_data();
    void slopesThatAreNone();
    void theComputerLosesItsDigits();
    void theComputerIsRightWhereNothingCancels();
    void theReasonIsTypeset();
    void everyPictureOfTheIssueIsZoomedToTheEnd_data();
    void everyPictureOfTheIssueIsZoomedToTheEnd();
    void thePointItself_data();
    void thePointItself();
    void situations_data();
    void situations();
    void namesTheFieldOfAnError();
    void anyFunctionGivesAWholeFrame();
};

void TestLimitScene::isSharpAtEveryDepth_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<double>("coefficient");  // f - limit is about coefficient * h^order
    QTest::addColumn<int>("order");
    QTest::newRow("sin(x)/x") << QByteArray("sin(x)/x") << QByteArray("0") << -1.0 / 6.0 << 2;
    QTest::newRow("cancelled factor") << QByteArray("(x^2-1)/(x-1)") << QByteArray("1") << 1.0 << 1;
    QTest::newRow("tangent") << QByteArray("(tan(x)-x)/x^3") << QByteArray("0") << 2.0 / 15.0 << 2;
    QTest::newRow("at pi") << QByteArray("sin(x)") << QByteArray("pi") << -1.0 << 1;
    QTest::newRow("limit e") << QByteArray("(1+x)^(1/x)") << QByteArray("0") << -std::exp(1.0) / 2.0 << 1;
    QTest::newRow("third") << QByteArray("(x-1/3)^2+0.1") << QByteArray("1/3") << 1.0 << 2;
}

/// Every window, down to 10^-12, shows f - limit to a thousandth of its height: also where neighbouring values are one double.
void TestLimitScene::isSharpAtEveryDepth() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, to);
    QFETCH(double, coefficient);
    QFETCH(int, order);
    const auto limit = prepared(scene(function.constData(), to.constData()));
    QVERIFY(limit);
    QVERIFY(limit->deepest >= 7);
    for (std::size_t j = 8; j < limit->windows->size(); ++j) {
        const LimitWindow& window = (*limit->windows)[j];
        for (const double part : {-0.9, -0.4, -0.05, 0.05, 0.4, 0.9}) {
            const double h = part * window.halfWidth;
            const double expected = coefficient * std::pow(h, order);
            const double shown = drawn(window.curve, h);
            // The next term of the expansion is smaller by h.
            const double tolerance = 1e-3 * window.y.length() + 5.0 * std::fabs(h * expected);
            QVERIFY2(std::fabs(shown - expected) <= tolerance,
                     qPrintable(QStringLiteral("window %1: %2 for %3").arg(window.halfWidth).arg(shown).arg(expected)));
            QVERIFY(window.y.contains(shown));
        }
    }
}

void TestLimitScene::endsWhereDigitsEnd() {
    // 1 - cos x at 10^-12 loses 25 of 50 digits, the sixth power beneath it more, and what swings has no series that could stand in: the
    // zoom ends, and its panel says so.
    const auto limit = prepared(scene("(1-cos(x)-x^2/2)/x^4+x^9*sin(1/x)", "0"));
    QVERIFY(limit);
    QVERIFY(limit->deepest < 12);
    QVERIFY(limit->deepest >= 4);
    QCOMPARE(static_cast<int>(limit->timeline.stops.size()), limit->deepest + 2);
    const Frame frame = limitFrame(*limit, limit->timeline.duration);
    const Panel* depth = findPanel(frame, "depth");
    QVERIFY(depth);
    QVERIFY(std::any_of(depth->moving.begin(), depth->moving.end(), [](const Mark& mark) { return markId(mark) == "end"; }));
    QCOMPARE(prepared(scene("sin(x)/x", "0"))->deepest, 12);
    // The same with a series: its terms go on where digits end, and are the curve.
    const auto series = prepared(scene("(1-cos(x)-x^2/2)/x^4", "0"));
    QCOMPARE(series->deepest, 12);
    const LimitWindow& window = series->windows->back();
    const double h = 0.6 * window.halfWidth;
    QVERIFY(std::fabs(drawn(window.curve, h) - h * h / 720.0) < 1e-3 * window.y.length());
}

void TestLimitScene::whatOverflowsIsNoPole() {
    // e^x is more than a double holds from x = 710 on, and 50 digits of the difference cancel: it is 0 to within their rounding.
    const auto limit = prepared(scene("ln(1+e^x)-x", "inf"));
    QVERIFY(limit);
    QCOMPARE(limit->deepest, 12);
    for (const LimitWindow& window : *limit->windows) {
        QVERIFY(window.curve->size() > 5);
        for (const Vec2 p : *window.curve) {
            if (!std::isfinite(p.x)) continue;
            // It falls from ln 2 to 0.
            QVERIFY2(p.y >= -1e-9 * window.y.length() && p.y <= 0.7, qPrintable(QString::number(window.halfWidth)));
        }
    }
    QVERIFY(renderPlainEnglish(limit->rows->back().right.text).starts_with("0.000000"));
    // The same within a product, of which nothing is known far out: a gap, but no line upward.
    const auto product = prepared(scene("2*(ln(1+e^x)-x)", "inf"));
    QVERIFY(product);
    for (const LimitWindow& window : *product->windows)
        for (const Vec2 p : *window.curve) QVERIFY(!std::isfinite(p.x) || p.y <= 1.4);
}

void TestLimitScene::aFiniteSeriesHasNoDots() {
    const auto numbers = [](const char* function, const char* to) {
        const auto limit = prepared(scene(function, to));
        return plainText(limitFrame(*limit, 0.0).formula.numbers);
    };
    QVERIFY(numbers("(x^2-4)/(x-2)", "2").find("\u22EF") == std::string::npos);
    QVERIFY(numbers("x^3/4-x/2", "2").find("\u22EF") == std::string::npos);
    QVERIFY(numbers("sin(x)/x", "0").find("\u22EF") != std::string::npos);
    const auto pole = prepared(scene("1/x^2", "0"));
    QVERIFY(plainText(limitFrame(*pole, 0.0).verdicts.front().formula).find("\u22EF") == std::string::npos);
}

/// The words of the point come before those of the limit, which keep away from them; those of a jump stand between the points.
void TestLimitScene::wordsLeaveEachOtherRoom() {
    const auto placeOf = [](const Frame& frame, const char* id) {
        const Marks& marks = findPanel(frame, "window")->moving;
        return std::find_if(marks.begin(), marks.end(), [id](const Mark& mark) { return markId(mark) == id; }) - marks.begin();
    };
    const auto hole = prepared(scene("(1-cos(x))/x^2", "0"));
    const Frame frame = limitFrame(*hole, hole->timeline.opening);
    QVERIFY(placeOf(frame, "point") < placeOf(frame, "limit-value"));
    const auto jump = prepared(scene("abs(x)/x", "0"));
    const Frame sides = limitFrame(*jump, jump->timeline.opening);
    const Marks& marks = findPanel(sides, "window")->moving;
    for (const Mark& mark : marks) {
        const auto* label = std::get_if<Label>(&mark);
        if (!label || (label->id != "left-value" && label->id != "right-value")) continue;
        const double share = std::fabs(label->position.x) / findPanel(sides, "window")->x.range.high;
        QVERIFY(share > 0.3 && share < 0.6);
    }
}

void TestLimitScene::showsAnEnvelopeWhereItSwings() {
    const auto limit = prepared(scene("sin(1/x)", "0"));
    QVERIFY(limit->verdict->asked.kind == SideLimit::Kind::DoesNotExist);
    const LimitWindow& deep = limit->windows->back();
    double covered = 0.0;
    for (const CurveEnvelope& envelope : deep.envelopes) {
        covered += envelope.upper.back().x - envelope.upper.front().x;
        for (const Vec2 p : envelope.upper) QVERIFY(p.y <= 1.0 + 1e-12 && p.y > 0.95);
        for (const Vec2 p : envelope.lower) QVERIFY(p.y >= -1.0 - 1e-12 && p.y < -0.95);
    }
    QVERIFY(covered > 1.9 * deep.halfWidth);
    QVERIFY(limit->deepest == 12);
    // Squeezed between two lines, too, down to the last window: no scribble in it.
    const auto squeezed = prepared(scene("x*sin(1/x)", "0"));
    const LimitWindow& last = squeezed->windows->back();
    QVERIFY(!last.envelopes.empty());
    QVERIFY(last.curve->empty());
    for (const CurveEnvelope& envelope : last.envelopes)
        for (const Vec2 p : envelope.upper) QVERIFY(std::fabs(p.y - std::fabs(p.x)) <= 0.03 * last.halfWidth);  // a column's height
}

void TestLimitScene::leavesTheWindowAtAPole() {
    const auto limit = prepared(scene("1/x", "0"));
    QVERIFY(limit->verdict->left.kind == SideLimit::Kind::MinusInfinity);
    QVERIFY(limit->verdict->right.kind == SideLimit::Kind::PlusInfinity);
    for (const LimitWindow& window : *limit->windows) {
        double lowest = 0.0;
        double highest = 0.0;
        bool crosses = false;
        for (std::size_t i = 0; i < window.curve->size(); ++i) {
            const Vec2 p = (*window.curve)[i];
            if (std::isnan(p.x)) continue;
            lowest = std::min(lowest, p.y);
            highest = std::max(highest, p.y);
            if (i > 0 && (*window.curve)[i - 1].x < 0.0 && p.x > 0.0) crosses = true;
        }
        QVERIFY(lowest < window.y.low && highest > window.y.high);
        QVERIFY(!crosses);
    }
    const Frame frame = limitFrame(*limit, 3.0);
    const Panel* window = findPanel(frame, "window");
    int arrows = 0;
    for (const Mark& mark : window->moving) arrows += markId(mark).ends_with("escape") ? 1 : 0;
    QCOMPARE(arrows, 2);
}

void TestLimitScene::bothSidesOfAJump() {
    const auto limit = prepared(scene("if(x<2, 1, 3)", "2"));
    QVERIFY(limit->verdict->asked.kind == SideLimit::Kind::DoesNotExist);
    QCOMPARE(limit->verdict->left.value, 1.0);
    QCOMPARE(limit->verdict->right.value, 3.0);
    for (const LimitWindow& window : *limit->windows) {
        QVERIFY(window.y.low < 1.0 && window.y.high > 3.0);
        QCOMPARE(drawn(window.curve, -0.5 * window.halfWidth), 1.0);
    }
    const Frame frame = limitFrame(*limit, limit->timeline.duration);
    std::set<std::string> ids;
    for (const Mark& mark : *findPanel(frame, "window")->still) ids.insert(markId(mark));
    QVERIFY(ids.count("hole-left") == 1 && ids.count("hole-right") == 0 && ids.count("value") == 1);
}

void TestLimitScene::infinityIsAPointOfTheReciprocal() {
    const auto limit = prepared(scene("(2x+1)/x", "inf"));
    QVERIFY(limit->verdict->asked.isFinite());
    QCOMPARE(limit->verdict->asked.value, 2.0);
    // f - 2 = 1/x: the diagonal.
    const LimitWindow& window = limit->windows->back();
    QVERIFY(std::fabs(drawn(window.curve, 0.5 * window.halfWidth) - 0.5 * window.halfWidth) < 1e-3 * window.halfWidth);
    const Frame frame = limitFrame(*limit, 0.0);
    QVERIFY(frame.handles.empty());
    QVERIFY2(findPanel(frame, "window")->x.scale == AxisScale::Reciprocal, "its ticks name x, with infinity at the middle");
    QCOMPARE(static_cast<int>(frame.tables.front().headers.size()), 2);
    QVERIFY(prepared(scene("atan(x)", "-inf"))->verdict->asked.value < -1.57);
}

void TestLimitScene::agreedDigits() {
    const auto limit = prepared(scene("sin(x)/x", "0"));
    const auto row = [&limit](int depth) -> const LimitRow& { return (*limit->rows)[static_cast<std::size_t>(depth + 1)]; };
    QCOMPARE(renderEnglish(row(1).left.text), std::string("0.9983341665"));
    QCOMPARE(row(0).left.agreedCharacters, 0);
    QCOMPARE(row(1).left.agreedCharacters, 4);  // 0.99
    QCOMPARE(row(2).right.agreedCharacters, 6);
    QCOMPARE(row(3).right.agreedCharacters, 8);
    QCOMPARE(renderEnglish(row(9).right.text), std::string("1.0000000000"));
    QCOMPARE(row(9).right.agreedCharacters, 12);
}

/// Between two powers of ten the window shrinks steadily in log scale, and so does its height; at the stops it is the power itself.
void TestLimitScene::zoomsInLogScale() {
    const auto limit = prepared(scene("sin(x)/x", "0"));
    double width = 1e9;
    double height = 1e9;
    for (int i = 0; i <= 400; ++i) {
        const Frame frame = limitFrame(*limit, limit->timeline.duration * i / 400.0);
        const Panel* window = findPanel(frame, "window");
        QVERIFY(window->x.range.high <= width && window->y.range.length() <= height * (1.0 + 1e-12));
        width = window->x.range.high;
        height = window->y.range.length();
    }
    for (std::size_t i = 0; i < limit->timeline.stops.size(); ++i) {
        const Frame frame = limitFrame(*limit, limit->timeline.stops[i]);
        const double expected = 1.3 * std::pow(10.0, 1.0 - static_cast<double>(i));
        QVERIFY(std::fabs(findPanel(frame, "window")->x.range.high - expected) < 1e-9 * expected);
    }
}

void TestLimitScene::sameZoomTurnsCurvesToLines() {
    LimitScene same = scene("x^2", "1");
    same.height = WindowHeight::SameZoom;
    const auto limit = prepared(same);
    const Frame first = limitFrame(*limit, 0.0);
    const Frame last = limitFrame(*limit, limit->timeline.duration);
    const Panel* wide = findPanel(first, "window");
    const Panel* deep = findPanel(last, "window");
    const double zoom = wide->x.range.high / deep->x.range.high;
    QVERIFY(std::fabs(wide->y.range.length() / deep->y.range.length() / zoom - 1.0) < 1e-9);
    const LimitWindow& window = limit->windows->back();
    const double h = 0.7 * window.halfWidth;
    QVERIFY(std::fabs(drawn(window.curve, h) - 2.0 * h) < 1e-6 * h);
}

void TestLimitScene::theDeviationFallsByTheSquare_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<double>("slope");
    QTest::addColumn<double>("half");  // of the second derivative
    QTest::newRow("parabola and logarithm") << QByteArray("x^2/2-ln(x)") << QByteArray("2") << 1.5 << 0.625;
    QTest::newRow("square") << QByteArray("x^2") << QByteArray("1") << 2.0 << 1.0;
    QTest::newRow("exponential") << QByteArray("e^x") << QByteArray("0") << 1.0 << 0.5;
    QTest::newRow("across a hole") << QByteArray("sin(x)/x") << QByteArray("0") << 0.0 << -1.0 / 6.0;
}

/// f(a + h) - L - m h is about half f'' h^2, down to 10^-12: measured in 50 digits.
void TestLimitScene::theDeviationFallsByTheSquare() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, to);
    QFETCH(double, slope);
    QFETCH(double, half);
    LimitScene linear = scene(function.constData(), to.constData());
    linear.view = LimitView::Linearity;
    const auto limit = prepared(linear);
    QVERIFY(limit && limit->linear && limit->linear->isTangent());
    QVERIFY(std::fabs(*limit->linear->slope - slope) < 1e-12);
    int compared = 0;
    for (const Vec2 p : limit->linear->deviations) {
        if (p.x > 2e-3) continue;
        const double expected = std::fabs(half) * p.x * p.x;
        QVERIFY2(std::fabs(p.y / expected - 1.0) < 5e-3, qPrintable(QStringLiteral("at %1: %2 for %3").arg(p.x).arg(p.y).arg(expected)));
        ++compared;
    }
    QVERIFY(compared >= 18);
    const Frame frame = limitFrame(*limit, stopTime(limit->timeline, 7));
    QVERIFY(frame.verdicts.front().role == Role::Limits);
    QVERIFY2(renderPlainEnglish(frame.verdicts.front().reason).find("100 times") != std::string::npos,
             renderPlainEnglish(frame.verdicts.front().reason).c_str());
}

void TestLimitScene::aCornerStaysACorner() {
    LimitScene corner = scene("abs(x)", "0");
    corner.view = LimitView::Linearity;
    const auto limit = prepared(corner);
    QVERIFY(limit->linear && limit->linear->isCorner);
    QCOMPARE(limit->linear->left.value, -1.0);
    QCOMPARE(limit->linear->right.value, 1.0);
    for (const Vec2 p : limit->linear->deviations) QVERIFY(std::fabs(p.y - p.x) < 1e-9 * p.x);
    const Frame wide = limitFrame(*limit, 0.0);
    const Frame deep = limitFrame(*limit, limit->timeline.duration);
    QVERIFY(deep.verdicts.front().role == Role::Bad);
    // Magnified, both pictures are one: the same part of the height at the same part of the width.
    for (const Frame* frame : {&wide, &deep}) {
        const Panel* window = findPanel(*frame, "window");
        QVERIFY(std::fabs(window->y.range.length() / window->x.range.length() - 1.25) < 1e-9);
    }
}

void TestLimitScene::slopesThatAreNone_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<int>("role");
    QTest::newRow("vertical") << QByteArray("cbrt(x)") << static_cast<int>(Role::Bad);
    QTest::newRow("cusp") << QByteArray("sqrt(abs(x))") << static_cast<int>(Role::Bad);
    QTest::newRow("swinging secants") << QByteArray("x*sin(1/x)") << static_cast<int>(Role::Bad);
}

void TestLimitScene::slopesThatAreNone() {
    QFETCH(QByteArray, function);
    QFETCH(int, role);
    LimitScene linear = scene(function.constData(), "0");
    linear.view = LimitView::Linearity;
    const auto limit = prepared(linear);
    QVERIFY(limit->linear && !limit->linear->slope);
    const Frame frame = limitFrame(*limit, limit->timeline.duration);
    QCOMPARE(test::faultOf(frame), QString());
    QCOMPARE(static_cast<int>(frame.verdicts.front().role), role);
}

/// (1 - cos x) / x^2 at 10^-8: doubles say 0, the truth is one half.
void TestLimitScene::theComputerLosesItsDigits() {
    LimitScene computer = scene("(1-cos(x))/x^2", "0");
    computer.view = LimitView::Computer;
    const auto limit = prepared(computer);
    QVERIFY(limit->computer);
    const ComputerRow& row = limit->computer->rows[9];
    QCOMPARE(row.computedValue, (1.0 - std::cos(1e-8)) / (1e-8 * 1e-8));
    QVERIFY(std::fabs(row.accurateValue - 0.5) < 1e-15);
    QVERIFY(std::fabs(row.computedValue - 0.5) > 0.4);
    const Frame frame = limitFrame(*limit, stopTime(limit->timeline, 9));
    QVERIFY(frame.verdicts.front().role == Role::Bad);
    QCOMPARE(test::faultOf(frame), QString());
    // Both are in sight: the scribble of doubles is not cut away, nor the accurate curve.
    const Panel* window = findPanel(frame, "window");
    QVERIFY(window->y.range.contains(row.computedValue - 0.5) && window->y.range.contains(0.0));
    QVERIFY(limit->computer->rows[2].isKnown);
    QVERIFY(std::fabs(limit->computer->rows[2].computedValue - limit->computer->rows[2].accurateValue) < 1e-10);
}

void TestLimitScene::theComputerIsRightWhereNothingCancels() {
    LimitScene computer = scene("sin(x)/x", "0");
    computer.view = LimitView::Computer;
    const auto limit = prepared(computer);
    for (const ComputerRow& row : limit->computer->rows) {
        if (!row.isKnown) continue;
        QVERIFY(std::fabs(row.computedValue - row.accurateValue) <= 3e-16);
    }
    QVERIFY(limitFrame(*limit, limit->timeline.opening).verdicts.front().role == Role::Ok);
}

/// The expansion that decides stands on the card as a formula, not as x^2 in a sentence.
void TestLimitScene::theReasonIsTypeset() {
    const auto limit = prepared(scene("sin(x)/x", "0"));
    const Verdict card = limitFrame(*limit, limit->timeline.opening).verdicts.front();
    QVERIFY(!card.formula.parts.empty());
    QVERIFY(plainText(card.formula).find("120") != std::string::npos);
    QVERIFY(renderPlainEnglish(card.reason).find('^') == std::string::npos);
    QVERIFY(renderPlainEnglish(card.reason).find("x\u00B2") == std::string::npos);
    // Where no series decides there is none.
    QVERIFY(limitFrame(*prepared(scene("sin(1/x)", "0")), 0.0).verdicts.front().formula.parts.empty());
}

void TestLimitScene::everyPictureOfTheIssueIsZoomedToTheEnd_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* f, const char* to, SideLimit::Kind kind) {
        QTest::newRow(f) << QByteArray(f) << QByteArray(to) << static_cast<int>(kind);
    };
    row("sin(1/x)", "0", SideLimit::Kind::DoesNotExist);
    row("x*sin(1/x)", "0", SideLimit::Kind::Value);
    row("floor(x)", "1", SideLimit::Kind::DoesNotExist);
    row("(x^2-4)/(x-2)", "2", SideLimit::Kind::Value);
    row("sin(x)/x", "0", SideLimit::Kind::Value);
    row("(1-cos(x))/x^2", "0", SideLimit::Kind::Value);
    row("tan(x)", "pi/2", SideLimit::Kind::DoesNotExist);
    row("1/x", "0", SideLimit::Kind::DoesNotExist);
    row("e^(-1/x^2)", "0", SideLimit::Kind::Value);
}

/// Down to 10^-12 each has a window of finite size with a curve or an envelope in it; a jump or a pole is never joined.
void TestLimitScene::everyPictureOfTheIssueIsZoomedToTheEnd() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, to);
    QFETCH(int, kind);
    const auto limit = prepared(scene(function.constData(), to.constData()));
    QVERIFY(limit);
    QCOMPARE(static_cast<int>(limit->verdict->asked.kind), kind);
    QCOMPARE(limit->deepest, 12);
    QCOMPARE(limit->windows->size(), std::size_t{27});
    for (const LimitWindow& window : *limit->windows) {
        QVERIFY(window.y.isFinite() && window.y.low < window.y.high);
        QVERIFY(window.curve->size() > 2 || !window.envelopes.empty());
        const bool isBroken =
            limit->verdict->left.kind != limit->verdict->right.kind || limit->verdict->left.value != limit->verdict->right.value;
        for (std::size_t i = 0; isBroken && i + 1 < window.curve->size(); ++i) {
            const Vec2 a = (*window.curve)[i];
            const Vec2 b = (*window.curve)[i + 1];
            if (a.isFinite() && b.isFinite()) QVERIFY2(!(a.x < 0.0 && b.x > 0.0), "joined across the point");
        }
    }
    for (const double part : {0.0, 0.21, 0.5, 0.77, 1.0})
        QCOMPARE(test::faultOf(limitFrame(*limit, part * limit->timeline.duration)), QString());
}

void TestLimitScene::thePointItself_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("hasValue");
    QTest::newRow("hole") << QByteArray("sin(x)/x") << QByteArray("0") << false;
    QTest::newRow("no value at pi/2, though its double has one") << QByteArray("tan(x)") << QByteArray("pi/2") << false;
    QTest::newRow("value at pi, though its digits are lost") << QByteArray("sin(x)") << QByteArray("pi") << true;
    QTest::newRow("another value") << QByteArray("if(x<0, 1, if(x<=0, 5, 1))") << QByteArray("0") << true;
    QTest::newRow("third") << QByteArray("1/(3x-1)") << QByteArray("1/3") << false;
}

void TestLimitScene::thePointItself() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, to);
    QFETCH(bool, hasValue);
    QCOMPARE(!std::isnan(prepared(scene(function.constData(), to.constData()))->function->atValue), hasValue);
}

void TestLimitScene::situations_data() {
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("side");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* f, const char* to, ApproachSide side, const char* words) {
        QTest::newRow(qPrintable(QStringLiteral("%1 at %2, %3").arg(QLatin1String(f), QLatin1String(to)).arg(static_cast<int>(side))))
            << QByteArray(f) << QByteArray(to) << static_cast<int>(side) << QByteArray(words);
    };
    row("sin(x)/x", "0", ApproachSide::Both, "The point is missing");
    row("x^2", "3", ApproachSide::Both, "continuous");
    row("if(x<0, 1, if(x<=0, 5, 1))", "0", ApproachSide::Both, "does not ask");
    row("abs(x)/x", "0", ApproachSide::Both, "disagree");
    row("abs(x)/x", "0", ApproachSide::Left, "Only from the left");
    row("abs(x)/x", "0", ApproachSide::Right, "Only from the right");
    row("1/x", "0", ApproachSide::Both, "no limit");
    row("1/x^2", "0", ApproachSide::Both, "tends to infinity");
    row("-1/x^2", "0", ApproachSide::Both, "minus infinity");
    row("sin(1/x)", "0", ApproachSide::Both, "never settle");
    row("sqrt(x)", "0", ApproachSide::Both, "On one side");
    row("sqrt(x)", "0", ApproachSide::Right, "Only from the right");
    row("sqrt(-1-x^2)", "0", ApproachSide::Both, "nothing that could close in");
    row("(1+1/x)^x", "inf", ApproachSide::Both, "compressed");
    row("x", "inf", ApproachSide::Both, "tends to infinity");
}

void TestLimitScene::situations() {
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, to);
    QFETCH(int, side);
    QFETCH(QByteArray, words);
    const auto limit = prepared(scene(function.constData(), to.constData(), static_cast<ApproachSide>(side)));
    QVERIFY(limit);
    QVERIFY2(sentence(*limit).find(words.toStdString()) != std::string::npos, sentence(*limit).c_str());
    for (const double part : {0.0, 0.3, 0.55, 1.0}) {
        const QString fault = test::faultOf(limitFrame(*limit, part * limit->timeline.duration));
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
}

void TestLimitScene::namesTheFieldOfAnError() {
    const auto function = prepareLimit(scene("sin(x", "0"), nullptr, {});
    QVERIFY(!function);
    QCOMPARE(function.error().field, std::string("function"));
    QVERIFY(function.error().span);
    for (const char* to : {"", "x", "1/0", "zero"}) {
        const auto point = prepareLimit(scene("sin(x)", to), nullptr, {});
        QVERIFY(!point);
        QCOMPARE(point.error().field, std::string("to"));
    }
}

/// Whatever is typed: an error with a sentence, or a Frame that is whole at every time.
void TestLimitScene::anyFunctionGivesAWholeFrame() {
    test::RandomExpression random(5);
    const char* const points[] = {"0", "1", "inf", "pi/2", "-inf", "1/3"};
    for (int i = 0; i < 24; ++i) {
        LimitScene limit = scene("", points[random.below(6)], static_cast<ApproachSide>(random.below(3)));
        limit.function = print(random.tree(3));
        limit.height = static_cast<WindowHeight>(random.below(2));
        const auto result = prepareLimit(limit, nullptr, {});
        if (!result) {
            QVERIFY(!renderEnglish(result.error().message).empty());
            continue;
        }
        for (const double time : {0.0, 4.3, 20.0}) {
            const QString fault = test::faultOf(limitFrame(**result, time));
            QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1String(" of ") + QString::fromStdString(limit.function)));
        }
    }
}

QTEST_APPLESS_MAIN(TestLimitScene)
#include "tst_limit_scene.moc"
