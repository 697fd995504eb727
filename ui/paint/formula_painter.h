#pragma once
#include <QPainterPath>
#include <QPointF>
#include <QRawFont>
#include <QString>
#include <optional>
#include <vector>

#include "core/expression/layout.h"
#include "ui/paint/paint_context.h"

class QPainter;

namespace calc {

/// A typeset formula, measured: glyphs, rules and drawn signs around the origin, which is the left end of its base line. Spacing, script
/// sizes, fractions on the axis and limits follow "The TeXbook", appendix G, with the fonts' own widths and heights; tall delimiters
/// and roots are drawn by us, since not every font has them.
struct FormulaPicture {
    struct Glyph {
        QRawFont font;
        quint32 index = 0;
        QPointF place;
        std::optional<Role> role;
    };
    struct Shape {
        QPainterPath path;  ///< filled
        std::optional<Role> role;
    };
    double width = 0.0;
    double ascent = 0.0;   ///< above the base line
    double descent = 0.0;  ///< below, positive
    double point = 0.0;    ///< where the decimal point of a number stands; its width if it has none
    QString title;         ///< the formula in plain text
    std::vector<Glyph> glyphs;
    std::vector<Shape> shapes;

    double height() const { return ascent + descent; }
    bool isEmpty() const { return glyphs.empty() && shapes.empty(); }
};

/// `pixelSize` is that of the digits; fractions of a pixel are kept.
FormulaPicture layoutFormula(const FormulaBox& box, double pixelSize);

/// Paints it with `ink` where no role is given. In vector formats everything is an outline.
void paintFormula(QPainter& painter, QPointF baseLine, const FormulaPicture& picture, const Theme& theme, const QColor& ink,
                  PaintTarget target);

}  // namespace calc
