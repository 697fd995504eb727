#include "ui/paint/line_coverage.h"

#include <QImage>
#include <QPainter>
#include <QtTest>
#include <cmath>

using namespace calc;

namespace {

constexpr QSize kSize(120, 90);

QImage blank() {
    QImage image(kSize, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    return image;
}

QImage covered(const PathPoints& line, const QColor& colour, double width) {
    QImage image = blank();
    QPainter painter(&image);
    coverPieces(painter, {line}, colour, width, LineCoverage::Ends::Flat);
    return image;
}

// The share of each pixel by counting 16 × 16 points.
QImage counted(const PathPoints& line, double width) {
    constexpr int kPoints = 16;
    QImage fine(kPoints * kSize, QImage::Format_Grayscale8);
    fine.fill(Qt::white);
    QPainter painter(&fine);
    painter.scale(kPoints, kPoints);
    painter.setPen(QPen(Qt::black, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPolyline(line.data(), static_cast<int>(line.size()));
    painter.end();
    QImage image = blank();
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            int sum = 0;
            for (int i = 0; i < kPoints * kPoints; ++i) sum += qGray(fine.pixel(kPoints * x + i % kPoints, kPoints * y + i / kPoints));
            const int grey = sum / (kPoints * kPoints);
            image.setPixel(x, y, qRgb(grey, grey, grey));
        }
    }
    return image;
}

int darkness(const QImage& image, int x, int y) { return 255 - qGray(image.pixel(x, y)); }

double inkOf(const QImage& image) {
    double sum = 0.0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) sum += darkness(image, x, y) / 255.0;
    }
    return sum;
}

PathPoints arc() {
    PathPoints line;
    for (int i = 0; i <= 60; ++i) line.emplace_back(60 + 40 * std::cos(i * 0.05), 45 - 30 * std::sin(i * 0.05));
    return line;
}

}  // namespace

class TestLineCoverage : public QObject {
    Q_OBJECT

private slots:
    void aLevelLineCoversItsRowsWholly() {
        const QImage image = covered({{10, 20}, {100, 20}}, Qt::black, 4);
        for (const int y : {18, 19, 20, 21}) QCOMPARE(darkness(image, 50, y), 255);
        QCOMPARE(darkness(image, 50, 16), 0);
        QCOMPARE(darkness(image, 50, 23), 0);
        QCOMPARE(darkness(image, 10, 20), 255);
        QCOMPARE(darkness(image, 8, 20), 0);
        QCOMPARE(darkness(image, 101, 20), 0);
    }

    void itCoversWhatTheLineCovers_data() {
        QTest::addColumn<double>("width");
        for (const double width : {1.0, 1.5, 3.2, 4.4, 9.0}) QTest::addRow("%g px", width) << width;
    }
    void itCoversWhatTheLineCovers() {
        QFETCH(double, width);
        const QImage ours = covered(arc(), Qt::black, width), theirs = counted(arc(), width);
        QVERIFY2(std::fabs(inkOf(ours) / inkOf(theirs) - 1.0) < 0.02, qPrintable(QString::number(inkOf(ours) / inkOf(theirs))));
        for (int y = 0; y < kSize.height(); ++y) {
            for (int x = 0; x < kSize.width(); ++x)
                QVERIFY2(
                    std::abs(darkness(ours, x, y) - darkness(theirs, x, y)) < 46,
                    qPrintable(
                        QStringLiteral("%1 instead of %2 at %3, %4").arg(darkness(ours, x, y)).arg(darkness(theirs, x, y)).arg(x).arg(y)));
        }
    }

    void seeThroughLinesAreNoDarkerWhereTheyCross() {
        const QImage image = covered({{20, 20}, {80, 20}, {50, 20}, {50, 70}, {50, 5}}, QColor(0, 0, 0, 100), 6);
        for (int y = 0; y < kSize.height(); ++y) {
            for (int x = 0; x < kSize.width(); ++x) QVERIFY(darkness(image, x, y) <= 101);
        }
        QVERIFY(darkness(image, 50, 20) >= 99);
    }

    void aLineUponItsCasingIsThatOfBothInTurn() {
        const PathPoints line = {{12.3, 70.1}, {40.2, 20.7}, {44.9, 22.2}, {90.6, 61.4}, {91.0, 30.0}};
        for (const auto ends : {LineCoverage::Ends::Flat, LineCoverage::Ends::Round}) {
            for (const QColor& colour : {QColor(0xD55E00), QColor(0, 114, 178, 120)}) {
                QImage inTurn = blank(), atOnce = blank();
                inTurn.fill(QColor(60, 120, 90));
                atOnce.fill(QColor(60, 120, 90));
                QPainter first(&inTurn), second(&atOnce);
                coverPieces(first, {line}, Qt::white, 8.0, ends);
                coverPieces(first, {line}, colour, 4.2, ends);
                coverCasedPieces(second, {line}, Qt::white, 8.0, colour, 4.2, ends);
                first.end();
                second.end();
                for (int y = 0; y < kSize.height(); ++y) {
                    for (int x = 0; x < kSize.width(); ++x) {
                        const QRgb a = inTurn.pixel(x, y), b = atOnce.pixel(x, y);
                        const int away =
                            std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
                        QVERIFY2(away <= 2, qPrintable(QStringLiteral("%1 at %2, %3").arg(away).arg(x).arg(y)));
                    }
                }
                QVERIFY(inkOf(atOnce) > 0.0);
            }
        }
    }

    void aHairlineKeepsItsInk() {
        const QImage image = covered({{10.3, 20.7}, {100.3, 20.7}}, Qt::black, 0.5);
        QVERIFY(std::fabs(inkOf(image) - 0.5 * 90.0) < 0.3 * 45.0);
    }

    void pixelsOfADenseScreenAreUsed() {
        QImage image(2 * kSize, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2.0);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.translate(5, 0);
        QVERIFY(takesCoverage(painter));
        coverPieces(painter, {{{5, 20.25}, {100, 20.25}}}, Qt::black, 0.5, LineCoverage::Ends::Flat);
        painter.end();
        QCOMPARE(darkness(image, 100, 40), 255);
        QCOMPARE(darkness(image, 100, 39), 0);
        QCOMPARE(darkness(image, 100, 41), 0);
        QCOMPARE(darkness(image, 18, 40), 0);
    }

    void aTurnedPainterIsRefused() {
        QImage image = blank();
        QPainter painter(&image);
        QVERIFY(takesCoverage(painter));
        painter.rotate(10);
        QVERIFY(!takesCoverage(painter));
    }
};

QTEST_MAIN(TestLineCoverage)
#include "tst_line_coverage.moc"
