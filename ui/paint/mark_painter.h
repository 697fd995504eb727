#pragma once
#include <QHash>
#include <QImage>
#include <QPainter>

#include "core/scene/frame.h"
#include "ui/paint/label_painter.h"
#include "ui/paint/paint_context.h"
#include "ui/paint/viewport.h"

namespace calc {

/// Paints the marks of one plane panel in their order, labels last, everything cut to the plot by us. Contour maps are kept as images from
/// one call to the next while field, ranges, size and theme stay.
class MarkPainter {
public:
    /// `standing`: what was painted into the panel before and words must not cover.
    void paint(QPainter& painter, const Marks& marks, const Panel& panel, const Viewport& viewport, const QRectF& outer,
               const LabelObstacles& standing, LabelReach reach, const PaintContext& context);
    /// Lines, points and words of the last call.
    const LabelObstacles& obstacles() const { return m_obstacles; }

private:
    struct KeptMap {
        std::shared_ptr<const HeightField> field;
        std::shared_ptr<const BasinField> basins;
        Range x, y;
        QSize pixels;
        Theme theme = Theme::light();
        QImage image;
    };
    const QImage& mapImage(const ContourMap& map, const Panel& panel, const Viewport& viewport, const PaintContext& context);
    KeptMap m_map;
    LabelObstacles m_obstacles;
};

}  // namespace calc
