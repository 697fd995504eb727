#pragma once
#include <QPainter>

#include "core/scene/frame.h"
#include "ui/paint/paint_context.h"
#include "ui/paint/viewport.h"

namespace calc {

/// A round magnifier over the plot with a dashed line to what it shows. The arrows are enlarged by the Lens's magnification, or by less
/// where they would not fit; what is painted is written beneath ("×3.5").
void paintLens(QPainter& painter, const Lens& lens, const Viewport& viewport, const PaintContext& context);

}  // namespace calc
