#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/calculus/sampling.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

Program program(const char* text) { return Program::compile(*parse(text)); }

/// The largest distance of the curve from the polyline at points between its own, in a picture as high as wide, in parts of its side; only
/// where the curve is in sight.
double worstDistance(const Program& f, const SampledCurve& curve, Range x, Range visible) {
    double worst = 0.0;
    for (std::size_t i = 0; i + 1 < curve.points.size(); ++i) {
        const Vec2 a = curve.points[i];
        const Vec2 b = curve.points[i + 1];
        if (std::isnan(a.x) || std::isnan(b.x)) continue;
        const double slope = (b.y - a.y) / visible.length() * (x.length() / (b.x - a.x));
        for (const double t : {0.21, 0.5, 0.83}) {
            const double y = f(a.x + t * (b.x - a.x));
            const double shown = a.y + t * (b.y - a.y);
            if (std::isnan(y) || !visible.contains(y)) continue;
            worst = std::max(worst, std::fabs(y - shown) / visible.length() / std::hypot(1.0, slope));
        }
    }
    return worst;
}

bool isJoined(const SampledCurve& curve, double from, double to) {
    for (std::size_t i = 0; i + 1 < curve.points.size(); ++i) {
        if (curve.points[i].x <= from && curve.points[i + 1].x >= to) return true;
    }
    return false;
}

int breaksOf(const SampledCurve& curve, CurveBreak::Kind kind) {
    return static_cast<int>(
        std::count_if(curve.breaks.begin(), curve.breaks.end(), [kind](const CurveBreak& b) { return b.kind == kind; }));
}

}  // namespace

class TestSampling : public QObject {
    Q_OBJECT

private slots:
    void followsTheCurve_data();
    void followsTheCurve();
    void findsANarrowPeak();
    void neverJoinsAJump();
    void neverJoinsAPole();
    void endsAtTheEdgeOfTheDomain();
    void findsAHole();
    void showsAnEnvelope();
    void isDeterministic();
    void isBounded();
    void rangeWithoutTails();
};

void TestSampling::followsTheCurve_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("sine") << "sin(x)" << -10.0 << 10.0;
    QTest::newRow("many waves") << "sin(40x)" << 0.0 << 6.0;
    QTest::newRow("cubic") << "5x^3-x" << -2.0 << 2.0;
    QTest::newRow("root") << "sqrt(x)" << 0.0 << 1.0;
    QTest::newRow("cusp") << "cbrt(x)" << -1.0 << 1.0;
    QTest::newRow("bell") << "e^(-x^2)" << -30.0 << 30.0;
    QTest::newRow("corner") << "abs(x-0.123)" << -1.0 << 1.0;
    QTest::newRow("logarithm") << "ln(x)" << -1.0 << 5.0;
    QTest::newRow("pole") << "1/x" << -5.0 << 5.0;
    QTest::newRow("tangent") << "tan(x)" << -5.0 << 5.0;
    QTest::newRow("steps") << "floor(x)*x" << -3.0 << 3.0;
    QTest::newRow("deep") << "x^2" << 1e-12 << 3e-12;
}

/// The header's claim: the polyline is nowhere further than 1/4,000 of the visible range from the curve, tested between its points (and a
/// fifth more for what lies between the three that the method itself tests).
void TestSampling::followsTheCurve() {
    QFETCH(QString, text);
    QFETCH(double, low);
    QFETCH(double, high);
    const Program f = program(text.toUtf8().constData());
    std::vector<double> xs(2001), ys(2001);
    for (std::size_t i = 0; i < xs.size(); ++i) xs[i] = low + (high - low) * (static_cast<double>(i) + 0.5) / 2001.0;
    f.block(xs, ys);
    const Range visible = robustRange(ys);
    SamplingOptions options;
    options.visible = visible;
    const SampledCurve curve = sampleCurve(f, {low, high}, options);
    QVERIFY(curve.complete);
    QVERIFY(!curve.points.empty());
    const double tolerance = 1.2 / 4000.0;
    const double worst = worstDistance(f, curve, {low, high}, visible);
    QVERIFY2(worst <= tolerance, qPrintable(QString::number(worst)));
    QVERIFY(std::is_sorted(curve.points.begin(), curve.points.end(), [](Vec2 a, Vec2 b) { return a.x < b.x; }));
}

void TestSampling::findsANarrowPeak() {
    // Narrower than the distance of two first samples: only the enclosure tells.
    const SampledCurve curve = sampleCurve(program("x+1/(1+10^8*(x-0.31731)^2)"), {0.0, 1.0}, {{0.0, 2.0}});
    double highest = 0.0;
    for (const Vec2 p : curve.points) highest = std::max(highest, std::isnan(p.y) ? 0.0 : p.y);
    QVERIFY2(highest > 1.2, qPrintable(QString::number(highest)));
}

void TestSampling::neverJoinsAJump() {
    const SampledCurve curve = sampleCurve(program("if(x<0.3, -1, 1)"), {-1.0, 1.0});
    QCOMPARE(breaksOf(curve, CurveBreak::Kind::Jump), 1);
    QVERIFY(std::fabs(curve.breaks.front().x - 0.3) < 1e-14);
    QCOMPARE(curve.breaks.front().left, -1.0);
    QCOMPARE(curve.breaks.front().right, 1.0);
    QVERIFY(!isJoined(curve, 0.3 - 1e-13, 0.3 + 1e-13));
    QCOMPARE(breaksOf(sampleCurve(program("floor(x)"), {-2.5, 2.5}), CurveBreak::Kind::Jump), 5);
}

void TestSampling::neverJoinsAPole() {
    const SampledCurve odd = sampleCurve(program("1/(x-0.7)"), {-1.0, 2.0}, {{-10.0, 10.0}});
    QCOMPARE(breaksOf(odd, CurveBreak::Kind::Pole), 1);
    QVERIFY(std::isinf(odd.breaks.front().left) && odd.breaks.front().left < 0.0);
    QVERIFY(std::isinf(odd.breaks.front().right) && odd.breaks.front().right > 0.0);
    QVERIFY(!isJoined(odd, 0.7 - 1e-13, 0.7 + 1e-13));
    // Both branches leave the panel.
    double lowest = 0.0;
    double highest = 0.0;
    for (const Vec2 p : odd.points) {
        if (std::isnan(p.x)) continue;
        lowest = std::min(lowest, p.y);
        highest = std::max(highest, p.y);
    }
    QVERIFY(lowest < -10.0 && highest > 10.0);
    const SampledCurve even = sampleCurve(program("1/x^2"), {-1.0, 2.0}, {{0.0, 50.0}});
    QCOMPARE(breaksOf(even, CurveBreak::Kind::Pole), 1);
    QCOMPARE(breaksOf(sampleCurve(program("tan(x)"), {-5.0, 5.0}, {{-8.0, 8.0}}), CurveBreak::Kind::Pole), 4);
    QCOMPARE(breaksOf(sampleCurve(program("1/sin(20x)"), {-5.0, 5.0}, {{-8.0, 8.0}}), CurveBreak::Kind::Pole), 63);
    const SampledCurve overflow = sampleCurve(program("e^(1/x)"), {-5.0, 5.0}, {{0.0, 10.0}});
    QCOMPARE(static_cast<int>(overflow.breaks.size()), 1);
    QCOMPARE(overflow.breaks.front().left, 0.0);
    QVERIFY(std::isinf(overflow.breaks.front().right));
}

void TestSampling::endsAtTheEdgeOfTheDomain() {
    const SampledCurve root = sampleCurve(program("sqrt(x-0.2)"), {-1.0, 1.0});
    QCOMPARE(breaksOf(root, CurveBreak::Kind::DomainEdge), 1);
    QVERIFY(std::fabs(root.points.front().x - 0.2) < 1e-12);
    const SampledCurve gap = sampleCurve(program("sqrt(x^2-0.5)"), {-1.0, 1.0});
    QCOMPARE(breaksOf(gap, CurveBreak::Kind::DomainEdge), 2);
    QVERIFY(!isJoined(gap, -0.7, 0.7));
    QVERIFY(sampleCurve(program("sqrt(-1-x^2)"), {-1.0, 1.0}).points.empty());
    // A logarithm falls out of any window.
    const SampledCurve logarithm = sampleCurve(program("ln(x)"), {-1.0, 3.0}, {{-4.0, 2.0}});
    QVERIFY(logarithm.points.front().y < -10.0);
}

void TestSampling::findsAHole() {
    for (const auto& [text, at] : {std::pair{"sin(x)/x", 0.0}, std::pair{"(x^2-1)/(x-1)", 1.0}}) {
        const SampledCurve curve = sampleCurve(program(text), {-3.0, 2.9});
        QCOMPARE(breaksOf(curve, CurveBreak::Kind::Hole), 1);
        QVERIFY(std::fabs(curve.breaks.front().x - at) < 1e-12);
        QCOMPARE(static_cast<int>(curve.breaks.size()), 1);
    }
}

void TestSampling::showsAnEnvelope() {
    const SampledCurve curve = sampleCurve(program("x*sin(1/x)"), {-1e-4, 1e-4}, {{-1e-4, 1e-4}});
    QVERIFY(!curve.envelopes.empty());
    for (const CurveEnvelope& envelope : curve.envelopes) {
        QCOMPARE(envelope.lower.size(), envelope.upper.size());
        for (std::size_t i = 0; i < envelope.upper.size(); ++i) {
            const double x = envelope.upper[i].x;
            QCOMPARE(envelope.lower[i].x, x);
            // True values lie inside, and the band is no wider than |x| and one column.
            const double y = x == 0.0 ? 0.0 : x * std::sin(1.0 / x);
            QVERIFY(envelope.lower[i].y <= y + 1e-18 && y <= envelope.upper[i].y + 1e-18);
            QVERIFY(envelope.upper[i].y <= std::fabs(x) + 1.5e-6);
        }
    }
}

void TestSampling::isDeterministic() {
    const Program f = program("tan(x)+sin(1/x)");
    const SampledCurve a = sampleCurve(f, {-4.0, 4.0});
    const SampledCurve b = sampleCurve(f, {-4.0, 4.0});
    QCOMPARE(a.points.size(), b.points.size());
    for (std::size_t i = 0; i < a.points.size(); ++i) {
        QVERIFY((std::isnan(a.points[i].x) && std::isnan(b.points[i].x)) || a.points[i] == b.points[i]);
    }
    QCOMPARE(a.evaluations, b.evaluations);
}

void TestSampling::isBounded() {
    for (const char* text :
         {"sin(1/x)", "tan(1/x)", "floor(1/x)", "sin(e^(x*20))", "1/sin(1000x)", "if(sin(1/x)<0, 1, -1)", "gamma(-x*50)"}) {
        SamplingOptions options;
        const SampledCurve curve = sampleCurve(program(text), {-1.0, 1.0}, options);
        QVERIFY2(curve.evaluations <= options.mostEvaluations + 15000, text);
        QVERIFY2(curve.points.size() < 60000, text);
    }
    QVERIFY(sampleCurve(program("x"), {1.0, 1.0}).points.empty());
    QVERIFY(sampleCurve(program("x"), {0.0, HUGE_VAL}).points.empty());
    // Stopped at once: little is done, and it says so.
    std::stop_source source;
    source.request_stop();
    SamplingOptions stopped;
    stopped.stop = source.get_token();
    const SampledCurve curve = sampleCurve(program("sin(1/x)"), {-1.0, 1.0}, stopped);
    QVERIFY(!curve.complete);
    QVERIFY(curve.evaluations < 3000);
}

void TestSampling::rangeWithoutTails() {
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i) values.push_back(std::sin(0.01 * i));
    const Range all = robustRange(values);
    QVERIFY(all.low < -0.999 && all.high > 0.999);
    values[500] = 1e6;  // one branch that leaves
    values[501] = std::nan("");
    const Range robust = robustRange(values);
    QVERIFY(robust.high < 2.0 && robust.low < -0.999);
    QVERIFY(robustRange(std::vector<double>{std::nan("")}).low > robustRange(std::vector<double>{std::nan("")}).high);
}

QTEST_APPLESS_MAIN(TestSampling)
#include "tst_sampling.moc"
