#pragma once
#include <QRectF>
#include <QSizeF>
#include <vector>

#include "core/scene/frame.h"
#include "ui/paint/paint_context.h"
#include "ui/paint/viewport.h"

class QPainter;

namespace calc {

/// Words and formulas in a picture. A label at the right end of the abscissa with Anchor::Right names a line and stands beside the plot; a
/// boxed label at the lower end of the ordinate hangs across the edge; all others stay inside the plot.
QSizeF labelSize(const Label& label, const PaintContext& context);
bool isEndLabel(const Label& label, const Panel& panel);
bool isHangingLabel(const Label& label, const Panel& panel);

struct PlacedLabel {
    const Label* label = nullptr;
    QRectF rect;
};
/// Where the labels of these marks stand: on their side of the point, kept inside, names at the right end pushed apart.
std::vector<PlacedLabel> placeLabels(const Marks& marks, const Panel& panel, const Viewport& viewport, const QRectF& outer, const PaintContext& context);
void paintLabel(QPainter& painter, const PlacedLabel& placed, const PaintContext& context);

/// The rectangle of the given size that stands at the anchor's side of a point, `gap` away.
QRectF anchored(QPointF point, QSizeF size, Anchor anchor, double gap);

}  // namespace calc
