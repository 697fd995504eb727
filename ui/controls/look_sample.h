#pragma once
#include <QPainter>

#include "ui/paint/theme.h"

namespace calc {

/// An optimizer's shape, centred; `radius` as of a disc of about that size.
void paintLookShape(QPainter& painter, const Theme& theme, Look look, const QPointF& centre, double radius, bool enabled = true);

}  // namespace calc
