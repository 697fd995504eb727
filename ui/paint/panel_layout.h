#pragma once
#include "ui/paint/stage_layout.h"

namespace calc {

/// Title, plot and ticks of one panel inside its outer rectangle.
PanelLayout layoutPanel(const Panel& panel, const QRectF& outer, const PaintContext& context);

/// Moves the sides of a plot to the given abscissae (aligned panels) and chooses its ticks anew.
void alignPlot(PanelLayout& layout, const Panel& panel, double left, double right, const PaintContext& context);

/// Moves the lower side of a plot (panels side by side), with the name of the abscissa beneath it, and chooses its ticks anew.
void endPlot(PanelLayout& layout, const Panel& panel, double bottom, const PaintContext& context);

/// Height of the title line of a panel that has a title.
double titleHeight(const PaintContext& context);

}  // namespace calc
