#pragma once
#include <QImage>
#include <QPainter>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/scene/frame.h"
#include "ui/canvas/plot_canvas.h"
#include "ui/canvas/surface_canvas.h"
#include "ui/paint/block_painter.h"
#include "ui/paint/mark_painter.h"
#include "ui/paint/marker_painter.h"
#include "ui/paint/stage_layout.h"

namespace calc {

enum class StageGround : std::uint8_t { Paper, Transparent };

/// What a person does with the handles at this moment; view state, not part of a Frame.
struct StageAttention {
    std::string hovered;
    std::string dragged;
    std::string focused;
    SurfaceQuality quality = SurfaceQuality::Still;
    bool operator==(const StageAttention&) const = default;
};

/// Paints a whole stage: page and export call this with the same Frame, layout and context and get the same pixels. Keeps what stands
/// still as images (raster targets) from one call to the next; a moment of time repaints marks, numbers and sentence only.
class StagePainter {
public:
    void paint(QPainter& painter, const Frame& frame, const StageLayout& layout, const PaintContext& context, StageGround ground,
               const StageAttention& attention);

    /// Where a handle stands on the stage; nothing if its panel is not shown or it lies outside.
    std::optional<QPointF> handlePlace(const Frame& frame, const StageLayout& layout, const Handle& handle,
                                       const PaintContext& context) const;

    /// The floor point that is seen at a position of a Surface panel.
    std::optional<Vec2> floorAt(const Panel& panel, QPointF position) const;

private:
    /// Everything on which the picture of a still layer depends.
    struct StillKey {
        std::shared_ptr<const Marks> still;
        std::shared_ptr<const HeightField> field;
        Message title, subtitle;
        Axis x, y;
        Camera camera;
        bool grid = true, framed = false, selected = false;
        SurfaceQuality quality = SurfaceQuality::Still;
        PanelLayout layout;
        PaintContext context;
        StageGround ground = StageGround::Paper;
        std::vector<double> uprights{};  ///< that its tick labels keep away from
        bool operator==(const StillKey&) const;
    };
    struct PanelState {
        StillKey key;
        QImage image;
        QPointF imageAt;
        PlotCanvas::Layers axes;
        MarkPainter stillMarks;
        MarkPainter movingMarks;
        SurfaceCanvas surface;
    };

    void paintPanel(QPainter& painter, const Panel& panel, const PanelLayout& layout, const PaintContext& context, StageGround ground,
                    SurfaceQuality quality);
    void paintStill(QPainter& painter, PanelState& state, const Panel& panel, const PanelLayout& layout, const PaintContext& context,
                    SurfaceQuality quality);
    void keepStill(PanelState& state, const Panel& panel, const PanelLayout& layout, const PaintContext& context, StageGround ground,
                   SurfaceQuality quality);
    void paintFormula(QPainter& painter, const Frame& frame, const StageLayout& layout, const PaintContext& context);
    void paintHandles(QPainter& painter, const Frame& frame, const StageLayout& layout, const PaintContext& context,
                      const StageAttention& attention);

    PlotCanvas m_plot;
    std::map<std::string, PanelState> m_panels;
    FormulaLine m_formula;
    QSizeF m_formulaSize;
    PaintContext m_formulaContext;
    FormulaLinePicture m_formulaPicture;
};

}  // namespace calc
