#include <QtTest>
#include <cmath>

#include "core/scene/moved.h"

using namespace calc;

namespace {

const AreaScene& area(const Scene& scene) { return std::get<AreaScene>(scene.kind); }

}  // namespace

class TestMoved : public QObject {
    Q_OBJECT

private slots:
    void aBoundFollowsTheHand();
    void positionsAreShortDecimals_data();
    void positionsAreShortDecimals();
    void theWindowStandsStillUnderTheHand();
    void theLimitPointMovesByItsDistance();
    void theStartOfTheBall();
    void anUnknownHandleChangesNothing();
    void rangesBelongToTheScene();
    void onlyTheView();
};

void TestMoved::aBoundFollowsTheHand() {
    const Scene scene{{}, AreaScene{}};
    const Scene moved = calc::moved(scene, "a", {1.23456, 9.0}, 0.005);
    QCOMPARE(area(moved).from, std::string("1.235"));
    QCOMPARE(area(moved).to, area(scene).to);
    QCOMPARE(area(calc::moved(scene, "b", {-2.0, 0.0}, 0.005)).to, std::string("-2"));
    // A bound may pass the other: the integral is reversed, not forbidden.
    QCOMPARE(area(calc::moved(scene, "a", {6.0, 0.0}, 0.01)).from, std::string("6"));
    QVERIFY(calc::moved(scene, "a", {std::nan(""), 0.0}, 0.01) == scene);
    QVERIFY(calc::moved(scene, "a", {HUGE_VAL, 0.0}, 0.01) == scene);
}

void TestMoved::positionsAreShortDecimals_data() {
    QTest::addColumn<double>("position");
    QTest::addColumn<double>("resolution");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("hundredths") << 0.30000000000000004 << 0.01 << QByteArray("0.3");
    QTest::newRow("thousandths") << 2.71828 << 0.009 << QByteArray("2.718");
    QTest::newRow("tens") << 12344.0 << 25.0 << QByteArray("12340");
    QTest::newRow("zero has no sign") << -0.0001 << 0.01 << QByteArray("0");
    QTest::newRow("deep") << 1.23456e-9 << 2e-12 << QByteArray("1.235e-09");
    QTest::newRow("no resolution") << 0.125 << 0.0 << QByteArray("0.125");
}

/// The header: rounded to a decimal not finer than a tenth of the length of a pixel, and no coarser than a pixel.
void TestMoved::positionsAreShortDecimals() {
    QFETCH(double, position);
    QFETCH(double, resolution);
    QFETCH(QByteArray, text);
    const Scene moved = calc::moved(Scene{{}, AreaScene{}}, "a", {position, 0.0}, resolution);
    QCOMPARE(QByteArray::fromStdString(area(moved).from), text);
}

void TestMoved::theWindowStandsStillUnderTheHand() {
    Scene scene{{}, AreaScene{}};
    const Scene first = calc::moved(scene, "a", {1.0, 0.0}, 0.01);
    QVERIFY(area(first).xRange.has_value());
    const Scene second = calc::moved(first, "a", {2.0, 0.0}, 0.01);
    QVERIFY(area(second).xRange == area(first).xRange);
    QVERIFY(area(withChosenRanges(second, "area")).xRange == std::nullopt);
}

void TestMoved::theLimitPointMovesByItsDistance() {
    LimitScene limit;
    limit.to = "pi/2";
    const Scene moved = calc::moved(Scene{{}, limit}, "to", {0.5, 0.0}, 0.01);
    QCOMPARE(std::get<LimitScene>(moved.kind).to, std::string("2.07"));
    limit.to = "inf";
    QVERIFY(calc::moved(Scene{{}, limit}, "to", {0.5, 0.0}, 0.01) == (Scene{{}, limit}));
}

void TestMoved::theStartOfTheBall() {
    const Scene moved = calc::moved(Scene{{}, DescentScene{}}, "start", {1.2345, -0.5}, 0.01);
    QCOMPARE(std::get<DescentScene>(moved.kind).startX, std::string("1.23"));
    QCOMPARE(std::get<DescentScene>(moved.kind).startY, std::string("-0.5"));
}

void TestMoved::anUnknownHandleChangesNothing() {
    for (const Scene& scene : {Scene{{}, AreaScene{}}, Scene{{}, LimitScene{}}, Scene{{}, DescentScene{}}}) {
        QVERIFY(calc::moved(scene, "nobody", {1.0, 1.0}, 0.1) == scene);
    }
}

void TestMoved::rangesBelongToTheScene() {
    const Scene scene{{}, AreaScene{}};
    const Scene zoomed = withRanges(scene, "area", {0.0, 1.0}, {2.0, 3.0});
    QVERIFY(area(zoomed).xRange == std::optional(Range{0.0, 1.0}));
    QVERIFY(area(zoomed).yRange == std::optional(Range{2.0, 3.0}));
    QVERIFY(withRanges(scene, "error", {0.0, 1.0}, {2.0, 3.0}) == scene);
    QVERIFY(withRanges(scene, "area", {1.0, 1.0}, {2.0, 3.0}) == scene);
    QVERIFY(withRanges(scene, "area", {0.0, HUGE_VAL}, {2.0, 3.0}) == scene);
    const Scene limit{{}, LimitScene{}};
    QVERIFY(withRanges(limit, "window", {0.0, 1.0}, {2.0, 3.0}) == limit);
}

void TestMoved::onlyTheView() {
    const Scene scene{{}, AreaScene{}};
    const Scene zoomed = withRanges(scene, "area", {0.0, 1.0}, {2.0, 3.0});
    QVERIFY(onlyViewDiffers(scene, zoomed));
    QVERIFY(!onlyViewDiffers(scene, scene));
    QVERIFY(!onlyViewDiffers(scene, calc::moved(zoomed, "a", {1.0, 0.0}, 0.1)));
    const Scene descent{{}, DescentScene{}};
    QVERIFY(onlyViewDiffers(descent, withCamera(descent, {10.0, 20.0, 2.0})));
    QVERIFY(!onlyViewDiffers(descent, scene));
    QVERIFY(withCamera(scene, {10.0, 20.0, 2.0}) == scene);
}

QTEST_APPLESS_MAIN(TestMoved)
#include "tst_moved.moc"
