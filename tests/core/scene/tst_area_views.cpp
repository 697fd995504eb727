#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/scene/area_prepare.h"
#include "core/scene/area_reach.h"
#include "core/scene/describe.h"
#include "core/scene/moved.h"
#include "tests/support/frame_fault.h"
#include "tests/support/frame_parts.h"

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
        row("sin(x)/x", "0", "inf", 1, IntegralKind::Value, "oscillates for ever");
        row("1/(sqrt(x)*(1+x))", "0", "inf", 2, IntegralKind::Value, "to the power");
        row("sin(x)^2/x^2", "1", "inf", 1, IntegralKind::Value, "oscillates for ever");
        row("1/(x*ln(x))", "2", "inf", 1, IntegralKind::Diverges, "still too slow");
        row("1/sqrt(x)+0*x", "1", "inf", 1, IntegralKind::Diverges, "to the power 0.5: up to power 1");
        row("-ln(x)", "0", "1", 1, IntegralKind::Value, "like a logarithm");
        row("cos(x)", "0", "inf", 1, IntegralKind::Diverges, "oscillating");
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

    /// Where a logarithm decides, the reason is still the one of the verdict.
    void aLogarithmDecides() {
        const auto area = prepared(scene("1/(x*ln(x)^2)", "2", "inf"));
        QVERIFY(area && area->moving && area->exact->integral.kind == IntegralKind::Value);
        const std::string why = renderPlainEnglish(areaFrame(*area, 0.0).verdicts.front().reason);
        QVERIFY2(why.find("like 1/x and like 1/ln x to the power 2") != std::string::npos, why.c_str());
        QVERIFY(std::fabs(area->moving->totals.back() - (1.0 / std::log(2.0) - 1.0 / std::log(1e6))) < 1e-10);
        // And where f outgrows doubles, the bound goes as far as they reach.
        const auto steep = prepared(scene("e^(1/x)", "0", "1", AreaWatch::MovingBounds));
        QVERIFY(steep && steep->moving && steep->exact->integral.kind == IntegralKind::Diverges);
        const std::string endless = renderPlainEnglish(areaFrame(*steep, 0.0).verdicts.front().reason);
        QVERIFY2(endless.find("faster than any power of 1/distance") != std::string::npos, endless.c_str());
    }

    /// What moves from right to left counts negative.
    void reversedMovingBounds() {
        const auto forward = prepared(scene("1/x^2", "1", "inf"));
        const auto backward = prepared(scene("1/x^2", "inf", "1"));
        QVERIFY(forward->moving && backward->moving);
        QVERIFY(std::fabs(forward->moving->totals.back() + backward->moving->totals.back()) < 1e-12);
        QVERIFY(std::fabs(forward->moving->totals.back() - 1.0) < 1e-5);
    }

    /// Dragged in the picture the bound stands where the hand is; in the chart as close to its goal; the area is the one up to there.
    void movingBoundsAreDragged() {
        struct Drag {
            const char *function, *from, *to;
            const char* panel;
            std::size_t end;
            double position, bound, area;
        };
        const std::vector<Drag> drags = {
            {"e^(-x)", "0", "inf", "area", 0, 3.0, 3.0, 1.0 - std::exp(-3.0)},
            {"e^(-x)", "0", "inf", "moving", 0, 7.0, 7.0, 1.0 - std::exp(-7.0)},
            {"1/x^2", "-inf", "-1", "area", 0, -4.0, -4.0, 0.75},
            {"1/x^2", "inf", "1", "moving", 0, 1e4, 1e4, -0.9999},
            {"1/sqrt(x)", "0", "1", "area", 0, 0.25, 0.25, 1.0},
            {"1/sqrt(x)", "0", "1", "moving", 0, 1e8, 1e-8, 1.9998},
            {"1/sqrt(1-x)", "0", "1", "area", 0, 0.36, 0.36, 0.4},
            {"1/x", "-1", "1", "area", 1, 0.5, 0.5, std::log(2.0)},
            {"e^(-x)", "0", "inf", "area", 0, -5.0, 0.1, 1.0 - std::exp(-0.1)},
        };
        for (const Drag& drag : drags) {
            const Scene before{"", scene(drag.function, drag.from, drag.to, AreaWatch::MovingBounds)};
            const auto start = prepared(std::get<AreaScene>(before.kind));
            QVERIFY(start && start->moving);
            std::vector<Handle> handles;
            for (const Handle& handle : areaFrame(*start, start->timeline.opening).handles)
                if (handle.panel == drag.panel && readReachHandle(handle.id)) handles.push_back(handle);
            QCOMPARE(handles.size(), start->moving->ends.size());
            const Handle& handle = handles[drag.end];
            const auto after = std::get<AreaScene>(moved(before, handle.id, {drag.position, handle.position.y}, 0.01).kind);
            QVERIFY(after.reach && after.from == drag.from && after.to == drag.to);
            const auto there = prepareArea(after, start.get(), {});
            QVERIFY(there);
            const AreaPrepared& now = **there;
            QCOMPARE(now.way.get(), start->way.get());  // the way is not computed again
            const auto stop = static_cast<std::size_t>(stepAt(now.timeline, now.timeline.opening));
            const MovingEnd& end = now.moving->ends[drag.end];
            QVERIFY2(std::fabs(end.bounds[stop] - drag.bound) <= 1e-12 * std::fabs(drag.bound), drag.function);
            const double area = now.moving->ends.size() == 1 ? now.moving->totals[stop] : end.areas[stop];
            QVERIFY2(std::fabs(area - drag.area) < 1e-11, qPrintable(QString::number(area, 'g', 17)));
            const Frame frame = areaFrame(now, now.timeline.opening);
            QVERIFY2(test::faultOf(frame).isEmpty(), qPrintable(test::faultOf(frame)));
            // The handle keeps its name, and stands where it was put.
            const auto held = std::find_if(frame.handles.begin(), frame.handles.end(), [&](const Handle& h) { return h.id == handle.id; });
            QVERIFY(held != frame.handles.end());
            const double shown = handle.panel == "area" ? drag.bound : end.closeness[stop];
            QVERIFY(std::fabs(held->position.x - shown) <= 1e-9 * std::fabs(shown));
            // Every other stop stands where it stood.
            QCOMPARE(now.moving->totals.size() - start->moving->totals.size(), now.moving == now.way ? std::size_t(0) : std::size_t(1));
            QCOMPARE(now.moving->totals.back(), start->moving->totals.back());
        }
    }

    /// On both sides of a pole there are two integrals, which do not become one number.
    void twoSidesAreTwoIntegrals() {
        AreaScene area = scene("1/x", "-1", "1", AreaWatch::MovingBounds);
        area.reach = 0.5;
        const auto part = prepared(area);
        const FormulaLine line = areaFrame(*part, part->timeline.opening).formula;
        const std::string text = plainText(line.symbols);
        QVERIFY2(text.find("13.81") != text.rfind("13.81") && text.find("0.00000") == std::string::npos, text.c_str());
    }

    void namesOfCloseBoundsTurnAway() {
        for (const auto& [from, to] : {std::pair("1", "1.2"), std::pair("1.2", "1")}) {
            AreaScene close = scene("x^2", from, to);
            close.xRange = Range{0.0, 3.0};
            const auto part = prepared(close);
            const Frame frame = areaFrame(*part, 0.0);
            const auto* a = test::mark<Label>(frame, "area", "a-label");
            const auto* b = test::mark<Label>(frame, "area", "b-label");
            QVERIFY(a && b);
            QVERIFY((a->anchor == Anchor::BelowLeft) == (a->position.x < b->position.x));
            QVERIFY((b->anchor == Anchor::BelowLeft) == (b->position.x < a->position.x));
        }
    }

    void reachHandlesReadBack() {
        for (const double at : {HUGE_VAL, -HUGE_VAL, 0.0, -2.5, 1.0 / 3.0}) {
            const ReachHandle handle{ReachHandle::Panel::Chart, at, -1, 0.1, 1e12 / 3.0};
            QVERIFY(readReachHandle(handleName(handle)) == handle);
        }
        for (const char* name : {"a", "b", "cut.1.3", "reach.picture", "reach.picture/0/1/2", "reach.picture/0/1/2/1",
                                 "reach.chart/0/1/1/2/3", "reach.chart/x/1/1/2", "reach.chart/0/1/0/2"})
            QVERIFY2(!readReachHandle(name), name);
    }

    /// A pole for each bound that moves is too much: that is said, and nothing false.
    void tooManyPlaces() {
        const auto area = prepared(scene("1/sqrt(abs(sin(x)))", "1", "12", AreaWatch::MovingBounds));
        QVERIFY(area && !area->moving);
        if (area->exact->integral.kind == IntegralKind::Value) QVERIFY(textAt(*area, 1.0).find("too many places") != std::string::npos);
        QVERIFY(textAt(*area, 1.0).find("no bound has to move") == std::string::npos);
    }

    /// What is left of a sum by rounding is not told as an area.
    void roundingIsNotAnArea() {
        const auto area = prepared(scene("sin(x)", "0", "2pi"));
        const Frame one = areaFrame(*area, 0.0);
        QCOMPARE(test::readoutText(one, "sum").find_first_not_of("0."), std::string::npos);
        QVERIFY(!test::mark<Label>(one, "area", "positive"));
        QVERIFY2(plainText(one.formula.symbols).find("10\u207B") == std::string::npos, plainText(one.formula.symbols).c_str());
        AreaScene lower = scene("sqrt(x)", "0", "4");
        lower.rule = SumRule::Lower;
        const Frame low = areaFrame(*prepared(lower), 0.0);
        QCOMPARE(test::readoutText(low, "lower").find_first_not_of("0."), std::string::npos);
        QVERIFY2(plainText(low.formula.symbols).find("000000000") == std::string::npos, plainText(low.formula.symbols).c_str());
    }

    /// More crossings than can be named are still all there.
    void manyCrossings() {
        AreaScene area = scene("sin(20x)", "0", "5.6");
        area.second = "0.2";
        const auto part = prepared(area);
        QCOMPARE(part->exact->crossings.size(), std::size_t(36));
        for (const Vec2 p : part->exact->crossings) QVERIFY(std::fabs(std::sin(20.0 * p.x) - 0.2) < 1e-12);
        // mpmath, 20 digits.
        QVERIFY(part->exact->positive &&
                std::fabs(part->exact->positive->value + part->exact->negative->value - part->exact->integral.value) < 1e-9);
        QVERIFY(test::faultOf(areaFrame(*part, part->timeline.opening)).isEmpty());
    }

    /// The numbers behind the chart: n, sum and error of each rule, and bounds where they are proved.
    void numbers() {
        AreaScene area = scene("x^2", "0", "1");
        const auto rows = [](const std::string& csv) { return QString::fromStdString(csv).split(QLatin1Char('\n'), Qt::SkipEmptyParts); };
        const QStringList plain = rows(areaNumbers(*prepared(area)));
        QCOMPARE(plain.front(), QStringLiteral("rule,n,sum,error,proved_lower,proved_upper"));
        bool hasSimpson = false;
        int shown = 0;
        for (const QString& row : plain.mid(1)) {
            const QStringList cells = row.split(QLatin1Char(','));
            QCOMPARE(cells.size(), 6);
            const double n = cells[1].toDouble(), sum = cells[2].toDouble();
            if (cells[0] == QLatin1String("midpoint")) {
                QVERIFY(std::fabs(sum - (1.0 / 3.0 - 1.0 / (12.0 * n * n))) < 1e-14);
                ++shown;
            }
            QVERIFY(std::fabs(cells[3].toDouble() - (sum - 1.0 / 3.0)) < 1e-15);
            QVERIFY(cells[4].isEmpty() && cells[5].isEmpty());
            hasSimpson = hasSimpson || cells[0] == QLatin1String("simpson");
        }
        QVERIFY(shown > 100 && hasSimpson);
        area.rule = SumRule::Upper;
        int bounds = 0;
        for (const QString& row : rows(areaNumbers(*prepared(area))).mid(1)) {
            const QStringList cells = row.split(QLatin1Char(','));
            if (cells[0] != QLatin1String("upper")) continue;
            QVERIFY(cells[4].toDouble() <= 1.0 / 3.0 && 1.0 / 3.0 <= cells[5].toDouble() && cells[5] == cells[2]);
            ++bounds;
        }
        QVERIFY(bounds > 100);
        const QStringList moving = rows(areaNumbers(*prepared(scene("1/sqrt(x)", "0", "1", AreaWatch::MovingBounds))));
        QCOMPARE(moving.front(), QStringLiteral("stop,t,distance,area,total,missing"));
        const QStringList last = moving.back().split(QLatin1Char(','));
        QVERIFY(std::fabs(last[4].toDouble() + last[5].toDouble() - 2.0) < 1e-12 && std::fabs(last[5].toDouble() - 2e-6) < 1e-9);
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
