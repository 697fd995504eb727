#pragma once
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <vector>

#include "core/base/message.h"
#include "ui/paint/paint_context.h"

class QPainter;

namespace calc {

/// A message of core in the language of the interface, its numbers filled in; role tags are left in.
QString messageText(const Message& message);
/// The same without role tags.
QString plainMessageText(const Message& message);

/// The same with numbers such as "3 · 10⁻⁷" as one word, for texts that are broken into lines.
QString unbrokenNumbers(QString text);

/// Which point of the words the given position is: of their base line, or of the box from cap height to base line.
enum class TextAlign : std::uint8_t { Left, Centre, Right };

double textWidth(const QString& text, const QFont& font);
/// As drawText sets the words on this target: only in pixels are figures of equal width.
double textWidth(const QString& text, const QFont& font, PaintTarget target);
/// Height of the capitals: what the eye centres on.
double capHeight(const QFont& font);

/// Words on a base line. In pixels, digits stand in equal widths (tabular figures), so that running numbers do not tremble; in vector
/// formats the words stay one text.
void drawText(QPainter& painter, QPointF baseLine, const QString& text, const QFont& font, const QColor& colour, TextAlign align,
              PaintTarget target);

/// Words with role tags, in the text colours of the theme, coloured words with weight 600.
struct RichLine {
    struct Run {
        QString text;
        QFont font;
        QColor colour;
        double width = 0.0;
    };
    std::vector<Run> runs;
    double width = 0.0;
};

/// The text with its tags broken into lines no wider than `width`, at spaces; a word wider than that stands alone.
std::vector<RichLine> richLines(const QString& text, double pixelSize, int weight, const QColor& colour, const Theme& theme, double width);
void drawRichLine(QPainter& painter, QPointF baseLine, const RichLine& line, PaintTarget target);

}  // namespace calc
