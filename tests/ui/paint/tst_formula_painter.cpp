#include <QImage>
#include <QPainter>
#include <QtTest>

#include "ui/paint/formula_painter.h"

using namespace calc;

namespace {

constexpr double kSize = 30.0;

// Where ink was left when the formula is painted with its base line at (40, 120).
QRect inkOf(const FormulaPicture& picture, PaintTarget target) {
    QImage image(600, 240, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintFormula(painter, {40, 120}, picture, Theme::print(), Qt::black, target);
    painter.end();
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qGray(image.pixel(x, y)) < 140) ink |= QRect(x, y, 1, 1);
        }
    }
    return ink;
}

std::vector<FormulaBox> samples() {
    const FormulaBox x = mathItalic("x");
    return {mathRow({mathItalic("f"), mathDelimited("()", x), mathOperator("="), mathFraction(mathRow({mathText("sin"), x}), x)}),
            mathRow({mathSum(mathRow({mathItalic("i"), mathOperator("="), mathText("1")}), mathText("13")), mathItalic("f")}),
            mathRow({mathIntegral(mathText("0.4"), mathText("5.6")), mathItalic("f")}),
            mathDelimited("()", mathColumn({mathText("3.588"), mathText("\u22122.092")})),
            mathRoot(mathFraction(mathText("1"), mathSuperscript(x, mathText("2")))),
            mathRow({mathLimit(mathRow({x, mathOperator("\u2192"), mathText("0")})), x})};
}

}  // namespace

class TestFormulaPainter : public QObject {
    Q_OBJECT

private slots:
    void inkLiesWithinTheMeasures() {
        for (const FormulaBox& box : samples()) {
            const FormulaPicture picture = layoutFormula(box, kSize);
            const QRectF measured(40.0, 120.0 - picture.ascent, picture.width, picture.height());
            for (const PaintTarget target : {PaintTarget::Raster, PaintTarget::Pdf}) {
                const QRect ink = inkOf(picture, target);
                QVERIFY(!ink.isEmpty());
                QVERIFY2(measured.adjusted(-6, -2, 3, 2).contains(QRectF(ink)), qPrintable(picture.title));
                // Nor are the measures much larger than the ink.
                QVERIFY2(QRectF(ink).adjusted(-12, -5, 12, 5).contains(measured), qPrintable(picture.title));
            }
        }
    }
    void scriptsAreSmallerAndHigher() {
        const FormulaPicture plain = layoutFormula(mathItalic("x"), kSize);
        const FormulaPicture power = layoutFormula(mathSuperscript(mathItalic("x"), mathText("2")), kSize);
        QVERIFY(power.ascent > plain.ascent + 0.2 * kSize);
        QVERIFY(power.width < plain.width + 0.5 * kSize);
        const FormulaPicture index = layoutFormula(mathSubscript(mathItalic("x"), mathText("2")), kSize);
        QVERIFY(index.descent > plain.descent + 0.1 * kSize);
        QVERIFY(std::abs(index.ascent - plain.ascent) < 1.0);
    }
    void aFractionStandsOnTheAxis() {
        const FormulaPicture minus = layoutFormula(mathText("\u2212"), kSize);
        const double axis = -minus.glyphs.front().font.boundingRect(minus.glyphs.front().index).center().y();
        const FormulaPicture fraction = layoutFormula(mathFraction(mathItalic("x"), mathItalic("x")), kSize);
        QVERIFY(!fraction.shapes.empty());
        const QRectF rule = fraction.shapes.front().path.boundingRect();
        QVERIFY2(std::abs(-rule.center().y() - axis) < 1.5, qPrintable(QString::number(rule.center().y())));
        QVERIFY(fraction.ascent > 0.8 * kSize && fraction.descent > 0.4 * kSize);
    }
    void columnsAlignOnThePoint() {
        const FormulaPicture column = layoutFormula(mathColumn({mathText("3.5"), mathText("\u2212112.25")}), kSize);
        QList<double> points;
        const QRawFont font = column.glyphs.front().font;
        const quint32 point = font.glyphIndexesForString(".").front();
        for (const auto& glyph : column.glyphs) {
            if (glyph.index == point) points << glyph.place.x();
        }
        QCOMPARE(points.size(), 2);
        QVERIFY(std::abs(points[0] - points[1]) < 0.01);
    }
    void tallContentGetsTallDelimiters() {
        const FormulaPicture flat = layoutFormula(mathDelimited("()", mathText("3")), kSize);
        const FormulaPicture tall = layoutFormula(mathDelimited("()", mathColumn({mathText("3"), mathText("4"), mathText("5")})), kSize);
        QVERIFY(tall.height() > 2.2 * flat.height());
        QCOMPARE(tall.shapes.size(), std::size_t(2));
    }
    void aSignHasNoSpaceAndAnOperatorHas() {
        const double sign = layoutFormula(mathRow({mathOperator("\u2212"), mathText("1")}), kSize).width;
        const double operation = layoutFormula(mathRow({mathText("1"), mathOperator("\u2212"), mathText("1")}), kSize).width;
        const double digit = layoutFormula(mathText("1"), kSize).width;
        QVERIFY(operation - digit > sign + 0.3 * kSize);
    }
    void sizesAreLinear() {
        for (const FormulaBox& box : samples()) {
            const FormulaPicture once = layoutFormula(box, kSize);
            const FormulaPicture twice = layoutFormula(box, 2 * kSize);
            QVERIFY2(std::abs(twice.width - 2 * once.width) < 0.04 * twice.width, qPrintable(once.title));
        }
    }
    void rolesColourTheTerms() {
        const FormulaBox box = mathRow({mathText("1"), coloured(Role::Limit, mathText("2"))});
        const FormulaPicture picture = layoutFormula(box, kSize);
        QVERIFY(!picture.glyphs.front().role);
        QCOMPARE(picture.glyphs.back().role, std::optional(Role::Limit));
    }
    void unknownSignsFindAnotherFace() {
        const FormulaPicture picture = layoutFormula(mathText("\u2207\u27F9\u2211\u2264"), kSize);
        for (const auto& glyph : picture.glyphs) QVERIFY(glyph.index != 0);
    }
};

QTEST_MAIN(TestFormulaPainter)
#include "tst_formula_painter.moc"
