#pragma once
#include <QPicture>
#include <memory>

#include "core/scene/frame.h"
#include "ui/paint/paint_context.h"
#include "ui/paint/stage_layout.h"

class QCustomPlot;

namespace calc {

/// The axes of plane panels, drawn by QCustomPlot: its axis rectangle with scales, grid, ticks and axis lines, at the edge or through
/// zero. The plot is never shown: its layers come out as pictures that are played beneath and above the marks, on the screen and in
/// every file format alike. (Its own paint buffers are not used: a buffer blended over another differs in the last bit from painting
/// directly, and page and export must agree to the pixel; StagePainter keeps the still parts instead.)
/// The only file pair that includes qcustomplot.h. One object serves all panels; needs a QApplication.
class PlotCanvas {
public:
    PlotCanvas();
    ~PlotCanvas();
    PlotCanvas(const PlotCanvas&) = delete;
    PlotCanvas& operator=(const PlotCanvas&) = delete;

    struct Layers {
        QPicture grid;  ///< beneath the marks
        QPicture axes;  ///< lines and ticks, above areas and beneath what moves
    };
    /// In the coordinates of the stage.
    Layers layers(const Panel& panel, const PanelLayout& layout, const PaintContext& context);

private:
    std::unique_ptr<QCustomPlot> m_plot;
};

}  // namespace calc
