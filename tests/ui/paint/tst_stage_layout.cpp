#include <QtTest>

#include "tests/support/sample_frames.h"
#include "ui/paint/stage_layout.h"
#include "ui/paint/viewport.h"

using namespace calc;

namespace {

PaintContext contextFor(QSizeF size, double typeScale = 1.0) {
    PaintContext context;
    context.scale = stageScale(size);
    context.typeScale = typeScale;
    return context;
}

std::vector<QRectF> parts(const StageLayout& layout) {
    std::vector<QRectF> result;
    for (const PanelLayout& panel : layout.panels) result.push_back(panel.outer);
    for (const QRectF& block : {layout.readouts, layout.table, layout.verdict, layout.formula, layout.sentence}) {
        if (!block.isEmpty()) result.push_back(block);
    }
    return result;
}

}  // namespace

class TestStageLayout : public QObject {
    Q_OBJECT

private slots:
    void nothingOverlapsAndNothingIsOutside_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("typeScale");
        QTest::newRow("1920x1080") << QSize(1920, 1080) << 1.0;
        QTest::newRow("stage of the window") << QSize(1298, 1002) << 1.0;
        QTest::newRow("small") << QSize(795, 720) << 1.0;
        QTest::newRow("4K") << QSize(3840, 2160) << 1.0;
        QTest::newRow("large type") << QSize(1920, 1200) << 1.5;
    }
    void nothingOverlapsAndNothingIsOutside() {
        QFETCH(QSize, size);
        QFETCH(double, typeScale);
        for (const Frame& frame : {sampleAreaFrame(), sampleLimitFrame(), sampleDescentFrame()}) {
            const StageLayout layout = layoutStage(frame, size, contextFor(size, typeScale));
            const std::vector<QRectF> all = parts(layout);
            const QRectF stage(QPointF(0, 0), size);
            for (std::size_t i = 0; i < all.size(); ++i) {
                QVERIFY(stage.adjusted(-0.01, -0.01, 0.01, 0.01).contains(all[i]));
                for (std::size_t j = i + 1; j < all.size(); ++j) {
                    const QRectF common = all[i] & all[j];
                    QVERIFY2(common.width() < 0.01 || common.height() < 0.01, qPrintable(QString("%1 %2").arg(i).arg(j)));
                }
            }
            for (const PanelLayout& panel : layout.panels) {
                QVERIFY(panel.outer.adjusted(-1, -1, 1, 1).contains(panel.plot));
                QVERIFY(panel.plot.width() > 60 && panel.plot.height() > 40);
            }
        }
    }
    void formulaLineAndSentenceHaveTheirHeights() {
        const StageLayout layout = layoutStage(sampleAreaFrame(), {1298, 1002}, contextFor({1920, 1080}));
        QCOMPARE(layout.formula.height(), 150.0);
        QCOMPARE(layout.sentence.height(), 62.0);
        QCOMPARE(layout.sentence.bottom(), 1002.0);
    }
    void equalUnitsAreEqual() {
        const Frame frame = sampleDescentFrame();
        const StageLayout layout = layoutStage(frame, {1298, 1002}, contextFor({1920, 1080}));
        const Viewport viewport(layout.panels[1].plot, frame.panels[1].x, frame.panels[1].y);
        const double x = viewport.x(1.0) - viewport.x(0.0);
        const double y = viewport.y(0.0) - viewport.y(1.0);
        QVERIFY2(std::abs(x - y) < 0.02 * x, qPrintable(QString("%1 %2").arg(x).arg(y)));
    }
    void layoutGrowsWithTheSize() {
        const Frame frame = sampleLimitFrame();
        const StageLayout once = layoutStage(frame, {1920, 1080}, contextFor({1920, 1080}));
        const StageLayout twice = layoutStage(frame, {3840, 2160}, contextFor({3840, 2160}));
        for (std::size_t i = 0; i < once.panels.size(); ++i) {
            QVERIFY(std::abs(twice.panels[i].outer.width() - 2 * once.panels[i].outer.width()) < 4.0);
            QVERIFY(std::abs(twice.panels[i].plot.left() - 2 * once.panels[i].plot.left()) < 30.0);
        }
    }
    void viewportGoesThereAndBack() {
        Axis x;
        x.range = {1e-3, 1e4};
        x.scale = AxisScale::Log10;
        Axis y;
        y.range = {-2.0, 6.0};
        const Viewport viewport(QRectF(10, 20, 400, 300), x, y);
        for (const Vec2 point : {Vec2{0.02, -1.5}, Vec2{900.0, 5.0}}) {
            const Vec2 back = viewport.dataAt(viewport.at(point));
            QVERIFY(std::abs(back.x / point.x - 1) < 1e-12 && std::abs(back.y - point.y) < 1e-12);
        }
        QVERIFY(std::isnan(viewport.x(-1.0)));
        QVERIFY(std::isfinite(viewport.y(1e308)));
    }
    void stackedPanelsOfOneAbscissaAreAligned() {
        Frame frame = sampleCurveFrame([](double t) { return t; });
        frame.panels.push_back(frame.panels.front());
        frame.panels[1].id = "below";
        frame.panels[1].y.range = {-200000.0, 300000.0};
        Arrangement top;
        top.block = "curve";
        Arrangement bottom;
        bottom.block = "below";
        Arrangement both;
        both.kind = Arrangement::Kind::Column;
        both.parts = {top, bottom};
        frame.arrangement = both;
        const StageLayout layout = layoutStage(frame, {1298, 1002}, contextFor({1920, 1080}));
        QCOMPARE(layout.panels[0].plot.left(), layout.panels[1].plot.left());
        QCOMPARE(layout.panels[0].plot.right(), layout.panels[1].plot.right());
    }
    /// In a low window: rather no second chart than one without a height, and nothing below the stage.
    void aChartThatWouldBeALineIsLeftOut() {
        Frame frame = sampleCurveFrame([](double t) { return t; });
        frame.panels.push_back(frame.panels.front());
        frame.panels[1].id = "below";
        Panel dial;
        dial.id = "dial";
        dial.kind = PanelKind::Dial;
        frame.panels.push_back(dial);
        const auto leaf = [](const char* block, double share, double fixed) {
            Arrangement part;
            part.block = block;
            part.share = share;
            part.fixed = fixed;
            return part;
        };
        frame.arrangement = Arrangement();
        frame.arrangement.kind = Arrangement::Kind::Column;
        frame.arrangement.parts = {leaf("curve", 3.0, 0.0), leaf("below", 1.0, 0.0)};
        const auto layoutAt = [&frame](QSizeF size) { return layoutStage(frame, size, contextFor({1280, 800})); };
        QVERIFY(layoutAt({795, 700}).panels[1].plot.height() > 30.0);
        const StageLayout low = layoutAt({650, 400});
        QVERIFY(low.panels[1].outer.isEmpty());
        QVERIFY(std::abs(low.panels[0].outer.bottom() - low.pictures.bottom()) < 1.0);
        QVERIFY(low.panels[0].plot.width() > 400.0);  // and it is not aligned with what is not there
        frame.arrangement.parts = {leaf("dial", 1.0, 300.0), leaf("readouts", 1.0, 120.0), leaf("below", 1.0, 0.0)};
        const StageLayout side = layoutAt({300, 460});
        QVERIFY(side.panels[1].outer.isEmpty());
        QVERIFY(side.panels[2].outer.height() > 50.0);
        QVERIFY(side.readouts.bottom() <= side.pictures.bottom() + 0.5);
    }
};

QTEST_MAIN(TestStageLayout)
#include "tst_stage_layout.moc"
