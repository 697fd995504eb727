#include <QtTest>
#include <cmath>

#include "core/scene/area_partition.h"
#include "core/scene/area_prepare.h"
#include "core/scene/moved.h"
#include "tests/support/frame_fault.h"

using namespace calc;

namespace {

AreaScene scene(SumRule rule = SumRule::Midpoint) {
    AreaScene area;
    area.function = "x^2";
    area.from = "0";
    area.to = "2";
    area.rectangles = 4;
    area.rule = rule;
    return area;
}

std::shared_ptr<const AreaPrepared> prepared(const AreaScene& area) {
    const auto result = prepareArea(area, nullptr, {});
    return result ? *result : nullptr;
}

const AreaStop& openingStop(const AreaPrepared& area) {
    return area.sums->stops[static_cast<std::size_t>(stepAt(area.timeline, area.timeline.opening))];
}

AreaScene dragged(const AreaScene& area, const std::string& handle, double x) {
    return std::get<AreaScene>(moved(Scene{{}, area}, handle, {x, 0.0}, 0.01).kind);
}

const Handle* handleOf(const Frame& frame, const std::string& id) {
    for (const Handle& handle : frame.handles) {
        if (handle.id == id) return &handle;
    }
    return nullptr;
}

}  // namespace

/// Free widths and free sample points: what is dragged is kept in order, is what is summed, and stands in the Frame's handles.
class TestAreaPartition : public QObject {
    Q_OBJECT

private slots:
    void freeWidthsBeginAsEqualOnes() {
        const AreaScene area = withFreeWidths(scene(), 4);
        QCOMPARE(area.cuts, (std::vector<double>{0.25, 0.5, 0.75}));
        QCOMPARE(partitionParts(area, 4), (std::vector<double>{0.0, 0.25, 0.5, 0.75, 1.0}));
        QVERIFY(withEqualWidths(area).cuts.empty());
        // More than a person can take hold of are not made.
        QCOMPARE(withFreeWidths(scene(), 500).cuts.size(), std::size_t(kMostDraggedPieces - 1));
    }

    void aDraggedCutIsWhatIsSummed() {
        AreaScene area = dragged(withFreeWidths(scene(SumRule::Right), 4), "cut.1.4", 0.3);
        QCOMPARE(area.cuts.front(), 0.15);
        const auto part = prepared(area);
        const AreaStop& stop = openingStop(*part);
        QCOMPARE(stop.n, 4);
        // Right sum of x² over 0, 0.3, 1, 1.5, 2.
        const double expected = 0.3 * 0.09 + 0.7 * 1.0 + 0.5 * 2.25 + 0.5 * 4.0;
        QVERIFY(std::fabs(stop.sum - expected) < 1e-14);
        QVERIFY(std::fabs(stop.widest - 0.7) < 1e-15);
        const Frame frame = areaFrame(*part, part->timeline.opening);
        QVERIFY(handleOf(frame, "cut.1.4"));
        QVERIFY(std::fabs(handleOf(frame, "cut.1.4")->position.x - 0.3) < 1e-15);
    }

    void cutsKeepTheirOrder() {
        const AreaScene area = withFreeWidths(scene(), 4);
        for (const double x : {-5.0, 0.0, 1.0, 1.2, 99.0}) {
            const AreaScene changed = dragged(area, "cut.1.4", x);
            double before = 0.0;
            for (const double cut : changed.cuts) {
                QVERIFY(cut > before && cut < 1.0);
                before = cut;
            }
            QCOMPARE(changed.cuts[1], 0.5);
            QVERIFY(prepared(changed));
        }
    }

    void aSamplePointStaysInItsPiece() {
        const AreaScene area = dragged(scene(SumRule::Chosen), "sample.2.4", 1.1);
        QCOMPARE(area.samples.size(), std::size_t(4));
        QVERIFY(std::fabs(area.samples[2] - 0.2) < 1e-14);
        QCOMPARE(dragged(area, "sample.2.4", 7.0).samples[2], 1.0);
        QCOMPARE(dragged(area, "sample.2.4", -7.0).samples[2], 0.0);
        const auto part = prepared(area);
        const double expected = 0.5 * (0.0625 + 0.5625 + 1.21 + 3.0625);
        QVERIFY(std::fabs(openingStop(*part).sum - expected) < 1e-14);
    }

    /// A cut that is dragged while finer pieces are seen takes these as they are.
    void aFinerPartitionIsTakenAsItIsSeen() {
        const AreaScene area = withFreeWidths(scene(), 2);
        const AreaScene finer = dragged(area, "cut.3.4", 1.8);
        QCOMPARE(finer.cuts.size(), std::size_t(3));
        QCOMPARE(finer.rectangles, 4);
        QVERIFY(std::fabs(finer.cuts[2] - 0.9) < 1e-15);
        QCOMPARE(finer.cuts[0], 0.25);
    }

    void nonsenseHandlesChangeNothing() {
        const AreaScene area = withFreeWidths(scene(SumRule::Chosen), 4);
        for (const char* handle :
             {"cut.0.4", "cut.4.4", "cut.1.5", "cut.1", "cut.1.4.2", "cut.-1.4", "cut.1.99999", "sample.4.4", "sample.x.4", ""})
            QVERIFY2(dragged(area, handle, 0.7) == area, handle);
        QVERIFY(dragged(area, "cut.1.4", std::nan("")) == area);
    }

    /// Reversed bounds: the same partition from the other side, and the sum changes its sign.
    void reversedBoundsChangeTheSign() {
        AreaScene area = dragged(withFreeWidths(scene(SumRule::Chosen), 4), "sample.1.4", 0.9);
        const double forward = openingStop(*prepared(area)).sum;
        AreaScene mirrored = area;
        std::swap(mirrored.from, mirrored.to);
        mirrored.cuts = {0.25, 0.5, 0.75};
        std::reverse(mirrored.samples.begin(), mirrored.samples.end());
        for (double& part : mirrored.samples) part = 1.0 - part;
        QVERIFY(std::fabs(openingStop(*prepared(mirrored)).sum + forward) < 1e-14);
    }

    void everyRuleWorksOnFreeWidths_data() {
        QTest::addColumn<int>("rule");
        for (int rule = 0; rule < 9; ++rule) QTest::newRow(qPrintable(QString::number(rule))) << rule;
    }

    /// On free widths, too, what is drawn is the sum, and it goes to the integral as the pieces are refined.
    void everyRuleWorksOnFreeWidths() {
        QFETCH(int, rule);
        AreaScene area = scene(static_cast<SumRule>(rule));
        area.cuts = {0.1, 0.45, 0.5};
        const auto part = prepared(area);
        QVERIFY(part);
        for (const AreaStop& stop : part->sums->stops) {
            QCOMPARE(stop.n % 4, 0);
            QVERIFY(stop.kind == RiemannSum::Kind::Value);
            QVERIFY(std::fabs(stop.positive + stop.negative - stop.sum) < 1e-11);
        }
        QVERIFY(std::fabs(part->sums->stops.back().sum - 8.0 / 3.0) < 0.02);
        QVERIFY(test::faultOf(areaFrame(*part, part->timeline.opening)).isEmpty());
    }

    /// The same seed gives the same points, another one others; each lies in its piece.
    void randomPointsComeFromTheSeed() {
        AreaScene area = scene(SumRule::Random);
        area.seed = 5;
        const double sum = openingStop(*prepared(area)).sum;
        QCOMPARE(openingStop(*prepared(area)).sum, sum);
        for (const double part : samplePartsOf(area, 1000)) QVERIFY(part > 0.0 && part < 1.0);
        area.seed = 6;
        QVERIFY(openingStop(*prepared(area)).sum != sum);
        // One point in each piece: the error falls faster than that of the plain Monte-Carlo method, about like n^-1.5.
        const auto part = prepared(area);
        const auto line = std::find_if(part->chart->lines.begin(), part->chart->lines.end(),
                                       [](const ErrorLine& each) { return each.rule == SumRule::Random; });
        QVERIFY(line != part->chart->lines.end() && line->slope);
        QVERIFY2(*line->slope < -1.2 && *line->slope > -1.8, qPrintable(QString::number(*line->slope)));
    }

    void wrongCutsNameTheirField() {
        for (const std::vector<double>& cuts : {std::vector<double>{0.5, 0.25}, {0.0, 0.5}, {0.5, 1.0}, {0.5, 0.5}}) {
            AreaScene area = scene();
            area.cuts = cuts;
            const auto result = prepareArea(area, nullptr, {});
            QVERIFY(!result);
            QCOMPARE(result.error().field, std::string("cuts"));
        }
    }
};

QTEST_APPLESS_MAIN(TestAreaPartition)
#include "tst_area_partition.moc"
