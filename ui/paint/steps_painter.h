#pragma once
#include <QPainter>
#include <QRectF>
#include <vector>

#include "core/scene/frame.h"
#include "ui/paint/paint_context.h"

namespace calc {

/// The steps of a derivation below each other: the rule's name, the rule itself at the right, and beneath what it gives here. Where they do
/// not fit they get smaller, then the earliest are left out above the one that is told now.
void paintSteps(QPainter& painter, const QRectF& rect, const std::vector<WorkedStep>& steps, Role subject, const PaintContext& context);

}  // namespace calc
