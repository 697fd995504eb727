#include <QImage>
#include <QPainter>
#include <QtTest>
#include <cmath>

#include "ui/paint/label_painter.h"
#include "ui/paint/mark_painter.h"

using namespace calc;

namespace {

const QRectF kPlot(0, 0, 600, 300);

Panel chart(Marks still) {
    Panel panel;
    panel.id = "chart";
    panel.x.range = {0.0, 600.0};
    panel.y.range = {0.0, 300.0};
    panel.still = std::make_shared<const Marks>(std::move(still));
    return panel;
}

Polyline line(const char* id, std::vector<Vec2> points) {
    return {id, {Role::Curve}, std::make_shared<const std::vector<Vec2>>(std::move(points)), false};
}

std::vector<PlacedLabel> placed(const Panel& panel, LabelReach reach = LabelReach::Anywhere) {
    const PaintContext context;
    const Viewport viewport(kPlot, panel.x, panel.y);
    return placeLabels(*panel.still, panel, viewport, kPlot, labelObstacles(*panel.still, viewport, context), {}, reach, context);
}

bool crosses(const QRectF& rect, const Polyline& crossed) {
    const Viewport viewport(kPlot, chart({}).x, chart({}).y);
    for (std::size_t i = 1; i < crossed.points->size(); ++i) {
        for (int k = 0; k <= 200; ++k) {
            const Vec2 at = (*crossed.points)[i - 1] + (k / 200.0) * ((*crossed.points)[i] - (*crossed.points)[i - 1]);
            if (rect.contains(viewport.at(at))) return true;
        }
    }
    return false;
}

double distance(const QRectF& rect, QPointF point) {
    const double dx = std::max({rect.left() - point.x(), 0.0, point.x() - rect.right()});
    const double dy = std::max({rect.top() - point.y(), 0.0, point.y() - rect.bottom()});
    return std::hypot(dx, dy);
}

}  // namespace

class TestLabelPainter : public QObject {
    Q_OBJECT

private slots:
    // Where its point is crowded, a name goes along its own line, not across the chart to another one.
    void namesStayBesideTheirLine() {
        const Polyline own = line("own", {{100, 300}, {300, 0}});
        std::vector<Vec2> zigzag;
        for (int i = 0; i <= 40; ++i) zigzag.push_back({60.0 + 12.0 * i, i % 2 ? 10.0 : 110.0});
        const Polyline other = line("other", zigzag);
        const Label name{"name", {Role::Curve}, {260, 60}, Anchor::AboveRight, Message("Gradient descent"), false};
        const auto labels = placed(chart({own, other, name}));
        QCOMPARE(labels.size(), std::size_t{1});
        const QRectF rect = labels.front().rect;
        QVERIFY(!crosses(rect, own) && !crosses(rect, other));
        double nearest = 1e9;
        for (int k = 0; k <= 1000; ++k) nearest = std::min(nearest, distance(rect, QPointF(100.0 + 0.2 * k, 0.3 * k)));
        QVERIFY2(nearest < 20.0, qPrintable(QString::number(nearest)));
    }

    // A ball or handle that runs along the line does not cover a strong name.
    void strongNamesStandClearOfTheBall() {
        const Polyline own = line("own", {{0, 150}, {600, 150}});
        Label name{"name", {Role::Curve}, {300, 150}, Anchor::AboveLeft, Message("forward"), false};
        const double usual = 150.0 - placed(chart({own, name})).front().rect.bottom();
        name.style.emphasis = Emphasis::Strong;
        const double strong = 150.0 - placed(chart({own, name})).front().rect.bottom();
        QVERIFY(usual < 12.0 && strong >= 12.0);
    }

    // A formula that fits nowhere at its size is set smaller, and then no line runs through it.
    void aFormulaIsSetSmallerRatherThanOnALine() {
        const FormulaBox formula = mathRow({mathItalic("f"), mathOperator("="), mathText("sign sin x cos x")});
        const Label label{"formula", {Role::Curve}, {590, 290}, Anchor::BelowLeft, formula, false};
        const PaintContext context;
        const double full = labelInk(label, context).size.width();
        // Upright lines, closer to each other than the formula is wide.
        Marks marks;
        for (double x = 0.0; x <= 600.0; x += 0.9 * full) marks.push_back(line("upright", {{x, 0}, {x, 300}}));
        marks.push_back(label);
        const PlacedLabel smaller = placed(chart(marks)).front();
        QVERIFY(smaller.rect.width() < full && smaller.rect.width() > 0.6 * full);
        QVERIFY(!smaller.patched);
        for (const Mark& mark : marks)
            if (const auto* upright = std::get_if<Polyline>(&mark)) QVERIFY(!crosses(smaller.rect, *upright));
    }

    // The moment's line, which moves across words that stand still, leaves a gap for them.
    /// However long the function that somebody types: no strip of letters over the curve and out of the picture.
    void aFormulaWiderThanThePictureIsTheNameAlone() {
        std::vector<FormulaBox> parts{mathItalic("f"), mathDelimited("()", mathItalic("x")), mathOperator("=")};
        for (int i = 0; i < 80; ++i) parts.push_back(mathText("sin"));
        const auto labelled = [](FormulaBox formula) {
            return Label{"name", {Role::Curve}, {300, 150}, Anchor::AboveRight, std::move(formula), false};
        };
        const auto labels = placed(chart({labelled(mathRow(parts))}));
        QCOMPARE(labels.size(), std::size_t{1});
        QVERIFY(kPlot.contains(labels.front().rect));
        parts.resize(2);
        QCOMPARE(labels.front().rect.width(), placed(chart({labelled(mathRow(parts))})).front().rect.width());
    }

    void aMovingRuleLeavesAGapForWords() {
        QImage image(600, 300, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        const PaintContext context;
        const Panel panel = chart({});
        const Viewport viewport(kPlot, panel.x, panel.y);
        LabelObstacles standing;
        standing.words = {{280, 100, 60, 20}, {290, 200, 60, 20}};
        MarkPainter marks;
        const Style style{Role::Ink, Look::None, Emphasis::Normal, LineKind::Solid, LineWeight::Secondary};
        marks.paint(painter, {Rule{"now", style, Orientation::Vertical, 300.0}}, panel, viewport, kPlot, standing, LabelReach::Near,
                    context);
        painter.end();
        const auto isInk = [&image](int y) { return qGray(image.pixel(300, y)) < 128; };
        for (const int y : {5, 50, 95, 125, 160, 195, 225, 290}) QVERIFY2(isInk(y), qPrintable(QString::number(y)));
        for (const int y : {102, 110, 118, 202, 210, 218}) QVERIFY2(!isInk(y), qPrintable(QString::number(y)));

        // So does a straight line, a secant that turns; a curve goes on.
        image.fill(Qt::white);
        painter.begin(&image);
        const Style secant{Role::Ink, Look::None, Emphasis::Normal, LineKind::Solid, LineWeight::Secondary};
        const auto points = [](std::vector<Vec2> all) { return std::make_shared<const std::vector<Vec2>>(std::move(all)); };
        standing.words = {{280, 100, 60, 20}};
        marks.paint(painter, {Polyline{"secant", secant, points({{300, 0}, {300, 300}}), false}}, panel, viewport, kPlot, standing,
                    LabelReach::Near, context);
        marks.paint(painter, {Polyline{"curve", secant, points({{330, 0}, {330, 50}, {330, 190}, {330, 300}}), false}}, panel, viewport,
                    kPlot, standing, LabelReach::Near, context);
        painter.end();
        QVERIFY(isInk(95) && !isInk(110) && isInk(125));
        QVERIFY(qGray(image.pixel(330, 110)) < 128);
    }
};

QTEST_MAIN(TestLabelPainter)
#include "tst_label_painter.moc"
