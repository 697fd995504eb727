#include <QPainterPath>
#include <QtTest>
#include <cmath>
#include <limits>

#include "ui/paint/line_geometry.h"

using namespace calc;

class TestLineGeometry : public QObject {
    Q_OBJECT

private slots:
    void piecesStayInside_data();
    void piecesStayInside();
    void aGapSplitsTheLine();
    void aLineThatLeavesComesBackAsTwoPieces();
    void simplifiedLineIsAsFlatAsPromised();
    void thinnedLineKeepsItsExtremes();
    void dashesAddUp();
    void hatchLinesStayInThePolygon();
    void polygonIsCutToTheArea();
};

namespace {

const QRectF kArea(10, 20, 300, 200);

double distanceToLine(QPointF p, QPointF a, QPointF b) {
    const QPointF along = b - a;
    const double length2 = QPointF::dotProduct(along, along);
    const double t = length2 > 0 ? std::clamp(QPointF::dotProduct(p - a, along) / length2, 0.0, 1.0) : 0.0;
    const QPointF foot = a + t * along;
    return std::hypot(p.x() - foot.x(), p.y() - foot.y());
}

double distanceToLine(QPointF p, const PathPoints& line) {
    double least = 1e300;
    for (std::size_t i = 1; i < line.size(); ++i) least = std::min(least, distanceToLine(p, line[i - 1], line[i]));
    return least;
}

}  // namespace

void TestLineGeometry::piecesStayInside_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("pole") << 0;
    QTest::newRow("cubic") << 1;
    QTest::newRow("far away") << 2;
}

void TestLineGeometry::piecesStayInside() {
    QFETCH(int, kind);
    PathPoints line;
    for (int i = 0; i <= 4000; ++i) {
        const double x = i * 320.0 / 4000.0;
        const double u = (x - 160.0) / 50.0;
        const double y = kind == 0 ? 120.0 - 40.0 / u : kind == 1 ? 120.0 - 500.0 * u * u * u : (i % 2 == 0 ? -1e9 : 1e9);
        line.emplace_back(x, y);
    }
    const auto pieces = clippedPieces(line, kArea);
    QVERIFY(!pieces.empty());
    for (const PathPoints& piece : pieces) {
        QVERIFY(piece.size() > 1);
        for (const QPointF& p : piece)
            QVERIFY2(kArea.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(p), qPrintable(QString("%1 %2").arg(p.x()).arg(p.y())));
    }
}

void TestLineGeometry::aGapSplitsTheLine() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto pieces = clippedPieces({{20, 30}, {40, 50}, {50, nan}, {60, 70}, {80, 90}}, kArea);
    QCOMPARE(pieces.size(), std::size_t(2));
    QCOMPARE(pieces[0].back(), QPointF(40, 50));
    QCOMPARE(pieces[1].front(), QPointF(60, 70));
}

void TestLineGeometry::aLineThatLeavesComesBackAsTwoPieces() {
    const auto pieces = clippedPieces({{50, 100}, {100, 400}, {150, 100}}, kArea);
    QCOMPARE(pieces.size(), std::size_t(2));
    QCOMPARE(pieces[0].back().y(), 220.0);
    QCOMPARE(pieces[1].front().y(), 220.0);
}

void TestLineGeometry::simplifiedLineIsAsFlatAsPromised() {
    PathPoints line;
    for (int i = 0; i <= 3000; ++i) line.emplace_back(i * 0.4, 150.0 + 90.0 * std::sin(i * 0.011) + 8.0 * std::sin(i * 0.17));
    const PathPoints simple = simplified(line, 0.1);
    QVERIFY2(simple.size() < line.size() / 2, qPrintable(QString::number(simple.size())));
    QCOMPARE(simple.front(), line.front());
    QCOMPARE(simple.back(), line.back());
    for (const QPointF& p : line) QVERIFY(distanceToLine(p, simple) <= 0.1 + 1e-9);
    // A spike must survive: there and back in one direction.
    const PathPoints spike = simplified({{0, 0}, {100, 0.01}, {50, 0.0}, {50, 80}}, 0.1);
    QVERIFY(distanceToLine({100, 0.01}, spike) < 0.11);
}

void TestLineGeometry::thinnedLineKeepsItsExtremes() {
    PathPoints line;
    for (int i = 0; i < 20000; ++i) line.emplace_back(i * 0.01, i == 7003 ? -500.0 : i == 7011 ? 700.0 : std::sin(i * 0.3));
    const PathPoints thin = thinned(line, 1.0);
    QVERIFY(thin.size() <= 4 * 201);
    QVERIFY(std::any_of(thin.begin(), thin.end(), [](QPointF p) { return p.y() == -500.0; }));
    QVERIFY(std::any_of(thin.begin(), thin.end(), [](QPointF p) { return p.y() == 700.0; }));
    for (std::size_t i = 1; i < thin.size(); ++i) QVERIFY(thin[i].x() >= thin[i - 1].x());
    const PathPoints loop = {{0, 0}, {5, 0}, {5, 5}, {0, 5}, {0, 0}, {5, 0}, {5, 5}, {0, 5}, {0, 0}};
    QCOMPARE(thinned(loop, 1.0), loop);
}

void TestLineGeometry::dashesAddUp() {
    const PathPoints line = {{0, 0}, {30, 40}, {30, 140}, {100, 140}};  // 50 + 100 + 70
    const auto pieces = dashed(line, {15, 9});
    double inked = 0;
    for (const PathPoints& piece : pieces) inked += lengthOf(piece);
    // 220 = 9 periods of 24 and 4 more, which are ink.
    QVERIFY2(std::fabs(inked - (9 * 15 + 4)) < 1e-6, qPrintable(QString::number(inked)));
    for (const PathPoints& piece : pieces) {
        QVERIFY(lengthOf(piece) <= 15 + 1e-9);
        for (const QPointF& p : piece) QVERIFY(distanceToLine(p, line) < 1e-9);
    }
    QCOMPARE(dashed(line, {}).size(), std::size_t(1));
}

void TestLineGeometry::hatchLinesStayInThePolygon() {
    const PathPoints polygon = {{10, 10}, {110, 10}, {110, 60}, {60, 60}, {60, 110}, {10, 110}};  // an L
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(polygon.begin(), polygon.end())));
    path.closeSubpath();
    for (const double angle : {45.0, -45.0, 10.0}) {
        const auto lines = hatchLines(polygon, angle, 7.0);
        QVERIFY(lines.size() > 10);
        double length = 0;
        for (const QLineF& line : lines) {
            length += line.length();
            for (const double t : {0.01, 0.5, 0.99}) QVERIFY(path.contains(line.pointAt(t)));
        }
        // Lines 7 apart cover an area of 7 each unit of length.
        QVERIFY(std::fabs(length * 7.0 - 7500.0) < 500.0);
    }
}

void TestLineGeometry::polygonIsCutToTheArea() {
    const PathPoints cut = clippedPolygon({{-1000, 100}, {160, -5000}, {1000, 100}, {160, 5000}}, kArea);
    QVERIFY(cut.size() >= 4);
    for (const QPointF& p : cut) QVERIFY(kArea.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(p));
    QVERIFY(clippedPolygon({{500, 500}, {600, 500}, {600, 600}}, kArea).empty());
}

QTEST_MAIN(TestLineGeometry)
#include "tst_line_geometry.moc"
