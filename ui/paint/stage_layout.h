#pragma once
#include <QRectF>
#include <QSizeF>
#include <vector>

#include "core/scene/frame.h"
#include "ui/paint/axis_ticks.h"
#include "ui/paint/paint_context.h"

/// Where everything of a Frame stands on a stage of a given size. Page and export both use it, so that they show the same picture.
namespace calc {

struct PanelLayout {
    QRectF outer;  ///< the panel with its title, labels of the axes and margins
    QRectF title;  ///< the line of the title; its left end is where the title starts
    QRectF plot;   ///< where data coordinates live; whole numbers
    AxisTicks xTicks;
    AxisTicks yTicks;
    bool xLabelBeside = false;  ///< the label of the x axis stands right of the tick labels, not beneath them
    double slack = 0.0;         ///< width that equal units leave unused
    bool operator==(const PanelLayout&) const = default;
};

struct StageLayout {
    QSizeF size;
    QRectF formula;  ///< empty where the Frame has no formula line
    QRectF pictures;
    QRectF sentence;                  ///< empty where there is no sentence
    std::vector<PanelLayout> panels;  ///< in the order of frame.panels; a panel that the arrangement does not name has an empty `outer`
    QRectF readouts;
    QRectF table;
    QRectF verdict;
    QRectF steps;
};

/// `context` gives scale and type size; its theme and target do not matter here.
StageLayout layoutStage(const Frame& frame, QSizeF size, const PaintContext& context);

}  // namespace calc
