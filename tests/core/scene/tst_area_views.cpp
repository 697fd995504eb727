#include <QtTest>
#include <cmath>

#include "core/scene/area_prepare.h"
#include "core/scene/describe.h"
#include "tests/support/frame_fault.h"

using namespace calc;

namespace {

AreaScene scene(const char* function, const char* from, const char* to, AreaWatch watch = AreaWatch::Sums) {
    AreaScene area;
    area.function = function;
    area.from = from;
    area.to = to;
    area.watch = watch;
    return area;
}

std::shared_ptr<const AreaPrepared> prepared(const AreaScene& area) {
    const auto result = prepareArea(area, nullptr, {});
    return result ? *result : nullptr;
}

std::string textAt(const AreaPrepared& area, double time) { return describe(areaFrame(area, time)); }

const AreaStop& stopOf(const AreaPrepared& area, int n) {
    for (const AreaStop& stop : area.sums->stops) {
        if (stop.n == n) return stop;
    }
    return area.sums->stops.front();
}

}  // namespace

/// Bounds that move, lower and upper sums, two curves and tasks.
class TestAreaViews : public QObject {
    Q_OBJECT

private slots:
    void movingBounds_data() {
        QTest::addColumn<QByteArray>("function");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("ends");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* f, const char* from, const char* to, int ends, IntegralKind kind, const char* reason) {
            QTest::newRow(f) << QByteArray(f) << QByteArray(from) << QByteArray(to) << ends << static_cast<int>(kind) << QByteArray(reason);
        };
        row("1/x^2", "1", "inf", 1, IntegralKind::Value, "to the power 2");
        row("1/x", "1", "inf", 1, IntegralKind::Diverges, "to the power 1");
        row("1/sqrt(x)", "0", "1", 1, IntegralKind::Value, "to the power 0.5");
        row("1/x+0", "0", "1", 1, IntegralKind::Diverges, "to the power 1");
        row("1/x+0*x", "-1", "1", 2, IntegralKind::Diverges, "to the power 1");
        row("e^(-x)", "0", "inf", 1, IntegralKind::Value, "faster than any power");
        row("e^(-x^2)", "-inf", "inf", 2, IntegralKind::Value, "faster than any power");
        row("1/(x-2)^2", "1", "3", 2, IntegralKind::Diverges, "to the power 2");
        row("1/sqrt(1-x)", "0", "1", 1, IntegralKind::Value, "to the power 0.5");
        row("x", "0", "inf", 1, IntegralKind::Diverges, "does not go to 0");
        row("sin(x)/x", "0", "inf", 1, IntegralKind::Value, "swings about 0");
        row("1/(sqrt(x)*(1+x))", "0", "inf", 2, IntegralKind::Value, "to the power");
    }

    /// The bound sets off, comes near, and the sum of what it covered is what the integral over that part is; the verdict says why.
    void movingBounds() {
        QFETCH(QByteArray, function);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, ends);
        QFETCH(int, kind);
        QFETCH(QByteArray, reason);
        const auto area = prepared(scene(function.constData(), from.constData(), to.constData(), AreaWatch::MovingBounds));
        QVERIFY(area && area->moving);
        QCOMPARE(static_cast<int>(area->moving->ends.size()), ends);
        QCOMPARE(static_cast<int>(area->exact->integral.kind), kind);
        for (const MovingEnd& end : area->moving->ends) {
            QVERIFY(end.bounds.size() > 60);
            QVERIFY(std::is_sorted(end.closeness.begin(), end.closeness.end()));
            const std::size_t middle = end.bounds.size() / 3;
            const Range covered{std::min(end.start, end.bounds[middle]), std::max(end.start, end.bounds[middle])};
            const Integral whole = integrate(area->function->difference, covered);
            QVERIFY(std::fabs(end.areas[middle] - whole.value) < 1e-8 * (1.0 + std::fabs(whole.value)));
        }
        if (static_cast<IntegralKind>(kind) == IntegralKind::Value) {
            const double missing = std::fabs(area->moving->totals.back() - area->exact->integral.value);
            QVERIFY2(missing < 3e-3 * (1.0 + std::fabs(area->exact->integral.value)), qPrintable(QString::number(missing)));
        }
        for (const double time : {0.0, 3.3, area->timeline.opening, area->timeline.duration}) {
            const Frame frame = areaFrame(*area, time);
            QVERIFY2(test::faultOf(frame).isEmpty(), qPrintable(test::faultOf(frame)));
            QCOMPARE(static_cast<int>(frame.verdicts.size()), 1);
            const std::string why = renderPlainEnglish(frame.verdicts.front().reason);
            QVERIFY2(why.find(reason.toStdString()) != std::string::npos, why.c_str());
        }
    }

    /// What moves from right to left counts negative.
    void reversedMovingBounds() {
        const auto forward = prepared(scene("1/x^2", "1", "inf"));
        const auto backward = prepared(scene("1/x^2", "inf", "1"));
        QVERIFY(forward->moving && backward->moving);
        QVERIFY(std::fabs(forward->moving->totals.back() + backward->moving->totals.back()) < 1e-12);
        QVERIFY(std::fabs(forward->moving->totals.back() - 1.0) < 1e-5);
    }

    /// Where nothing is improper, the sums go on, and the sentence says so.
    void boundsThatNeedNotMove() {
        const auto area = prepared(scene("x^2", "0", "1", AreaWatch::MovingBounds));
        QVERIFY(!area->moving && area->sums);
        QVERIFY(textAt(*area, 1.0).find("no bound has to move") != std::string::npos);
    }

    /// lower <= integral <= upper at every n, and the page says that it is proved; where it is not, it says so, too.
    void theIntegralLiesBetween() {
        for (const char* function : {"2sin(x)*e^(-x/6)", "x^3-x", "sqrt(x)", "abs(x-1)"}) {
            AreaScene area = scene(function, "0", "3");
            area.rule = SumRule::Lower;
            const auto part = prepared(area);
            for (const AreaStop& stop : part->sums->stops) {
                QVERIFY(stop.proved && stop.otherIsProved && stop.other);
                QVERIFY(stop.sum <= part->exact->integral.value && part->exact->integral.value <= *stop.other);
            }
            QVERIFY(textAt(*part, part->timeline.opening).find("proved: the integral lies between") != std::string::npos);
        }
        AreaScene hole = scene("sin(x)/x", "0", "3");
        hole.rule = SumRule::Upper;
        hole.rectangles = 1;
        const auto part = prepared(hole);
        if (!part->sums->stops.front().proved)
            QVERIFY(textAt(*part, 0.0).find("not proved") != std::string::npos ||
                    textAt(*part, 0.0).find("estimated") != std::string::npos);
    }

    void betweenTwoCurves() {
        AreaScene area = scene("2-x^2", "-2", "1");
        area.second = "x";
        const auto part = prepared(area);
        QVERIFY(part);
        QVERIFY(std::fabs(part->exact->integral.value - 4.5) < 1e-12);
        QCOMPARE(part->exact->crossings.size(), std::size_t(2));
        QVERIFY(std::fabs(part->exact->crossings[0].x + 2.0) < 1e-12 && std::fabs(part->exact->crossings[1].x - 1.0) < 1e-12);
        QVERIFY(std::fabs(stopOf(*part, 1000).sum - 4.5) < 1e-5);
        // What is drawn is the sum: rectangles that stand on g.
        double drawn = 0.0;
        for (const Box& box : *stopOf(*part, 12).positiveBoxes) drawn += (box.high.x - box.low.x) * (box.high.y - box.low.y);
        QVERIFY(std::fabs(drawn - stopOf(*part, 12).sum) < 1e-12);
        AreaScene crossing = scene("sin(x)", "0", "2pi");
        crossing.second = "cos(x)";
        const auto both = prepared(crossing);
        QCOMPARE(both->exact->crossings.size(), std::size_t(2));
        QVERIFY(std::fabs(both->exact->crossings[0].x - std::atan(1.0)) < 1e-12);
        QVERIFY(std::fabs(both->exact->positive->value - 2.0 * std::sqrt(2.0)) < 1e-9);
        QVERIFY(std::fabs(both->exact->negative->value + 2.0 * std::sqrt(2.0)) < 1e-9);
        // Every rule works between two curves.
        for (int rule = 0; rule < 9; ++rule) {
            area.rule = static_cast<SumRule>(rule);
            const auto ruled = prepared(area);
            QVERIFY(std::fabs(ruled->sums->stops.back().sum - 4.5) < 0.02);
            QVERIFY(test::faultOf(areaFrame(*ruled, ruled->timeline.opening)).isEmpty());
        }
        area.second = "ln(";
        const auto wrong = prepareArea(area, nullptr, {});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().field, std::string("second"));
    }

    /// Both areas of one function: net is their difference, total their sum.
    void netAndTotal() {
        const auto part = prepared(scene("sin(x)", "0", "2pi"));
        const std::string text = textAt(*part, part->timeline.opening);
        QVERIFY2(text.find("Total area") != std::string::npos && text.find("4.000000") != std::string::npos, text.c_str());
        QVERIFY(textAt(*prepared(scene("x^2", "0", "1")), 0.0).find("Total area") == std::string::npos);
    }

    void taskFindsTheFirstNumberThatIsEnough() {
        AreaScene area = scene("x^2", "0", "1");
        area.rule = SumRule::Left;
        area.goal = 0.01;
        // The left sum of x² is short by 1/(2n) - 1/(6n²): n = 50 is the first below 0.01.
        const auto part = prepared(area);
        QVERIFY(part->goal.reached);
        QCOMPARE(*part->goal.reached, 50);
        const auto roleAt = [&](int n) {
            AreaScene at = area;
            at.rectangles = n;
            const auto there = prepared(at);
            return areaFrame(*there, there->timeline.opening).task->role;
        };
        QVERIFY(roleAt(49) == Role::Undecided && roleAt(50) == Role::Ok && roleAt(51) == Role::Undecided);
        area.goal = 1e-6;
        const auto never = prepared(area);
        QVERIFY(!never->goal.reached);
        QVERIFY(areaFrame(*never, 0.0).task->role == Role::Bad);
    }

    void outsideTheDomainIsSaidWhere() {
        const std::string text = textAt(*prepared(scene("sqrt(x)", "-1", "3")), 0.0);
        QVERIFY2(text.find("From x = \u22121 to x = 0 the function has no value") != std::string::npos, text.c_str());
    }
};

QTEST_APPLESS_MAIN(TestAreaViews)
#include "tst_area_views.moc"
