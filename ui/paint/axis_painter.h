#pragma once
#include <QPainter>
#include <vector>

#include "core/scene/frame.h"
#include "ui/paint/paint_context.h"
#include "ui/paint/stage_layout.h"
#include "ui/paint/viewport.h"

namespace calc {

/// The words of a plane panel: title, subtitle, tick labels and names of the axes. Axes, ticks and grid themselves are drawn by
/// ui/canvas/plot_canvas. At an axis through zero the labels stand on the side where the curve is not.
void paintPanelTitle(QPainter& painter, const Panel& panel, const PanelLayout& layout, const PaintContext& context);
void paintTickLabels(QPainter& painter, const Panel& panel, const PanelLayout& layout, const Viewport& viewport,
                     const PaintContext& context);

/// Where upright rules stand in the plot of a panel whose ordinate runs through zero: its tick labels keep away from them (and from the
/// words that hang below them), so that they belong to what tick labels depend on.
std::vector<double> uprightRules(const Panel& panel);

/// Where the axes cross: the places of the lines (painter units), at the panel's edge or through zero.
double xAxisPlace(const Panel& panel, const Viewport& viewport);
double yAxisPlace(const Panel& panel, const Viewport& viewport);

}  // namespace calc
