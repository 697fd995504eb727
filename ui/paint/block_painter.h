#pragma once
#include <QPainter>
#include <QRectF>

#include "core/scene/frame.h"
#include "ui/paint/formula_painter.h"
#include "ui/paint/paint_context.h"

/// What stands on the stage beside the pictures: formula line, sentence, readouts, table, verdict, titles.
namespace calc {

/// A formula line measured for a width and height: symbols left, numbers right on one base line; where they do not fit at any size from
/// 30 to 22.5, symbols above and numbers below.
struct FormulaLinePicture {
    FormulaPicture symbols;
    FormulaPicture numbers;
    QPointF symbolsAt;  ///< base lines, relative to the line's rectangle
    QPointF numbersAt;
};
FormulaLinePicture layoutFormulaLine(const FormulaLine& line, QSizeF size, const PaintContext& context);
void paintFormulaLine(QPainter& painter, const QRectF& rect, const FormulaLine& line, const FormulaLinePicture& picture,
                      const PaintContext& context);

void paintSentence(QPainter& painter, const QRectF& rect, const Message& sentence, const PaintContext& context);
void paintReadouts(QPainter& painter, const QRectF& rect, const std::vector<Readout>& readouts, const PaintContext& context);
void paintTable(QPainter& painter, const QRectF& rect, const ValueTable& table, Role subject, const PaintContext& context);
void paintVerdict(QPainter& painter, const QRectF& rect, const Verdict& verdict, const PaintContext& context);

}  // namespace calc
