#pragma once
#include <QRectF>
#include <QSizeF>
#include <vector>

#include "core/scene/frame.h"
#include "ui/paint/formula_painter.h"
#include "ui/paint/line_geometry.h"
#include "ui/paint/paint_context.h"
#include "ui/paint/text_painter.h"
#include "ui/paint/viewport.h"

class QPainter;

namespace calc {

/// Words and formulas in a picture. A label at the right end of the abscissa with Anchor::Right names a line and stands beside the plot; a
/// boxed label at the lower end of the ordinate hangs across the edge; all others stay inside the plot.
struct LabelInk {
    RichLine words;  ///< or
    FormulaPicture formula;
    QSizeF size;            ///< with its padding
    double baseLine = 0.0;  ///< below the top
};
/// `part`: of the usual size of a formula.
LabelInk labelInk(const Label& label, const PaintContext& context, double part = 1.0);
QSizeF labelSize(const Label& label, const PaintContext& context);
bool isEndLabel(const Label& label, const Panel& panel);
bool isHangingLabel(const Label& label, const Panel& panel);

struct PlacedLabel {
    const Label* label = nullptr;
    QRectF rect;
    LabelInk ink;
    bool backed = false;   ///< on a patch of the card's colour, so that a line behind it does not cross the words
    bool patched = false;  ///< on a patch of paper
};

/// What words should not stand on: lines, points and other words, in units of the painter.
struct LabelObstacles {
    std::vector<PathPoints> lines;
    std::vector<QPointF> points;
    std::vector<QRectF> words;
    double pointRadius = 0.0;
};
LabelObstacles labelObstacles(const Marks& marks, const Viewport& viewport, const PaintContext& context);

/// Whether words that find no free place at their point may look for one further away, and a formula in the whole plot: what stands still
/// may.
enum class LabelReach { Near, Anywhere };

/// Where the labels of these marks stand: on their side of the point, kept inside, where that side is taken by lines or other words on
/// the next free one, further along the line that runs through the point, or further away; strong ones so far off that a ball or handle
/// which runs along the line does not cover them; names at the right end pushed apart. The obstacles are those of the marks themselves and
/// of what stands there already.
std::vector<PlacedLabel> placeLabels(const Marks& marks, const Panel& panel, const Viewport& viewport, const QRectF& outer,
                                     const LabelObstacles& own, const LabelObstacles& standing, LabelReach reach,
                                     const PaintContext& context);
void paintLabel(QPainter& painter, const PlacedLabel& placed, const PaintContext& context);

/// The rectangle of the given size that stands at the anchor's side of a point, `gap` away.
QRectF anchored(QPointF point, QSizeF size, Anchor anchor, double gap);

}  // namespace calc
