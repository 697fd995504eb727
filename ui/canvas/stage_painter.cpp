#include "ui/canvas/stage_painter.h"

#include <cmath>

#include "ui/paint/axis_painter.h"
#include "ui/paint/dial_painter.h"
#include "ui/paint/steps_painter.h"
#include "ui/paint/stroke_painter.h"

namespace calc {
namespace {

constexpr double kOverhang = 11.0;  // px at 1080p that words may stand out of their panel; half the least gap between panels

bool sameAxis(const Axis& a, const Axis& b) {
    return a.label == b.label && a.range == b.range && a.scale == b.scale && a.placement == b.placement && a.origin == b.origin;
}

void paintCard(QPainter& painter, const QRectF& plot, const PaintContext& context) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(context.colour(Token::Surface));
    painter.drawRoundedRect(plot, context.px(3), context.px(3));
}

void paintCardEdge(QPainter& painter, const Panel& panel, const QRectF& plot, const PaintContext& context) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(panel.selected ? QPen(context.colour(Token::Accent), context.px(3))
                                  : QPen(context.colour(Token::Line), context.px(1.6)));
    painter.drawRoundedRect(plot, context.px(3), context.px(3));
}

// QPicture fits itself to the resolution of the target, but the stage has done so already: a PDF's 1200 dots an inch would count twice.
void drawLayer(QPainter& painter, const QPicture& layer) {
    const double factor = static_cast<double>(layer.logicalDpiX()) / painter.device()->logicalDpiX();
    painter.save();
    if (factor != 1.0) painter.scale(factor, factor);
    painter.drawPicture(QPointF(0, 0), layer);
    painter.restore();
}

// The room that a panel's picture takes: words may stand out of the panel a little.
QRectF roomOf(const PanelLayout& layout, const PaintContext& context) {
    const double overhang = context.px(kOverhang);
    return layout.outer.adjusted(-overhang, -overhang, overhang, overhang);
}

// Paper where no panel's picture covers it: large fills cost as much as pictures do.
void paintPaper(QPainter& painter, const StageLayout& layout, const PaintContext& context) {
    QRegion free(QRectF(QPointF(0, 0), layout.size).toAlignedRect());
    if (!context.isVector()) {
        for (const PanelLayout& panel : layout.panels) {
            if (!panel.outer.isEmpty()) free -= roomOf(panel, context).adjusted(1, 1, -1, -1).toRect();
        }
    }
    for (const QRect& part : free) painter.fillRect(part, context.colour(Token::Paper));
}

}  // namespace

bool StagePainter::StillKey::operator==(const StillKey& other) const {
    return still == other.still && field == other.field && camera == other.camera && quality == other.quality && grid == other.grid &&
           framed == other.framed && selected == other.selected && ground == other.ground && uprights == other.uprights &&
           title == other.title && subtitle == other.subtitle && sameAxis(x, other.x) && sameAxis(y, other.y) && layout == other.layout &&
           context == other.context;
}

void StagePainter::paintStill(QPainter& painter, PanelState& state, const Panel& panel, const PanelLayout& layout,
                              const PaintContext& context, SurfaceQuality quality) {
    if (panel.kind == PanelKind::Surface) {
        state.surface.paintStill(painter, panel, layout.plot, quality, context);
        paintPanelTitle(painter, panel, layout, context);
        return;
    }
    if (panel.kind == PanelKind::Dial) {
        paintDialFace(painter, panel, layout.plot, context);
        paintPanelTitle(painter, panel, layout, context);
        return;
    }
    const Viewport viewport(layout.plot, panel.x, panel.y);
    state.axes = m_plot.layers(panel, layout, context);
    if (panel.framed) paintCard(painter, layout.plot, context);
    drawLayer(painter, state.axes.grid);
    state.stillMarks.paint(painter, *panel.still, panel, viewport, layout.outer, {}, LabelReach::Anywhere, context);
    drawLayer(painter, state.axes.axes);
    paintTickLabels(painter, panel, layout, viewport, context);
    if (panel.framed) paintCardEdge(painter, panel, layout.plot, context);
    paintPanelTitle(painter, panel, layout, context);
}

void StagePainter::keepStill(PanelState& state, const Panel& panel, const PanelLayout& layout, const PaintContext& context,
                             StageGround ground, SurfaceQuality quality) {
    StillKey key{panel.still,  panel.field,    panel.title, panel.subtitle, panel.x, panel.y, panel.camera,       panel.grid,
                 panel.framed, panel.selected, quality,     layout,         context, ground,  uprightRules(panel)};
    // A picture of full quality serves while things turn, too.
    const SurfaceQuality asked = key.quality;
    if (state.key.quality == SurfaceQuality::Still) key.quality = SurfaceQuality::Still;
    if (!state.image.isNull() && state.key == key) return;
    key.quality = asked;
    const QRectF room = roomOf(layout, context);
    const double ratio = context.pixelRatio;
    const QRect pixels(QPoint(static_cast<int>(std::floor(room.left() * ratio)), static_cast<int>(std::floor(room.top() * ratio))),
                       QPoint(static_cast<int>(std::ceil(room.right() * ratio)), static_cast<int>(std::ceil(room.bottom() * ratio))));
    if (state.image.size() != pixels.size() || state.key.ground != ground) {
        state.image = QImage(pixels.size(), ground == StageGround::Paper ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    }
    state.image.setDevicePixelRatio(ratio);
    state.image.fill(ground == StageGround::Paper ? context.colour(Token::Paper) : QColor(Qt::transparent));
    state.imageAt = QPointF(pixels.topLeft()) / ratio;
    QPainter painter(&state.image);
    painter.translate(-state.imageAt);
    paintStill(painter, state, panel, layout, context, quality);
    state.key = std::move(key);
}

void StagePainter::paintPanel(QPainter& painter, const Panel& panel, const PanelLayout& layout, const PaintContext& context,
                              StageGround ground, SurfaceQuality quality) {
    PanelState& state = m_panels[panel.id];
    if (context.isVector()) {
        paintStill(painter, state, panel, layout, context, quality);
    } else {
        keepStill(state, panel, layout, context, ground, quality);
        painter.drawImage(state.imageAt, state.image);
    }
    if (panel.kind == PanelKind::Surface) {
        // Looked at closely, a trail goes on far beyond the panel: not over the formula.
        painter.save();
        painter.setClipRect(roomOf(layout, context), Qt::IntersectClip);
        state.surface.paintMoving(painter, panel, context);
        painter.restore();
    } else if (panel.kind == PanelKind::Dial) {
        paintDialHands(painter, panel, layout.plot, context);
    } else if (!panel.moving.empty()) {
        state.movingMarks.paint(painter, panel.moving, panel, Viewport(layout.plot, panel.x, panel.y), layout.outer,
                                state.stillMarks.obstacles(), LabelReach::Near, context);
    }
}

void StagePainter::paintFormula(QPainter& painter, const Frame& frame, const StageLayout& layout, const PaintContext& context) {
    if (layout.formula.isEmpty()) return;
    const bool isKept = m_formulaSize == layout.formula.size() && m_formulaContext == context &&
                        m_formula.symbols == frame.formula.symbols && m_formula.numbers == frame.formula.numbers &&
                        m_formula.caption.empty() == frame.formula.caption.empty();
    if (!isKept) m_formulaPicture = layoutFormulaLine(frame.formula, layout.formula.size(), context);
    m_formula = frame.formula;
    m_formulaSize = layout.formula.size();
    m_formulaContext = context;
    paintFormulaLine(painter, layout.formula, frame.formula, m_formulaPicture, context);
}

std::optional<QPointF> StagePainter::handlePlace(const Frame& frame, const StageLayout& layout, const Handle& handle,
                                                 const PaintContext& context) const {
    for (std::size_t i = 0; i < frame.panels.size(); ++i) {
        const Panel& panel = frame.panels[i];
        if (panel.id != handle.panel || layout.panels[i].outer.isEmpty()) continue;
        const QRectF& plot = layout.panels[i].plot;
        if (panel.kind == PanelKind::Surface) {
            if (!panel.field) return std::nullopt;
            const auto lifted = liftedPoint(panel, surfaceProjection(panel, plot, context), handle.position);
            const bool isSeen = lifted && roomOf(layout.panels[i], context).contains(lifted->position);
            return isSeen ? std::optional(lifted->position) : std::nullopt;
        }
        const QPointF place = Viewport(plot, panel.x, panel.y).at(handle.position);
        const double slack = context.px(3);
        if (!plot.adjusted(-slack, -slack, slack, slack).contains(place)) return std::nullopt;
        return place;
    }
    return std::nullopt;
}

std::optional<Vec2> StagePainter::floorAt(const Panel& panel, QPointF position) const {
    const auto found = m_panels.find(panel.id);
    if (found == m_panels.end() || !found->second.surface.picture()) return std::nullopt;
    return found->second.surface.picture()->surface.pick(position);
}

void StagePainter::paintHandles(QPainter& painter, const Frame& frame, const StageLayout& layout, const PaintContext& context,
                                const StageAttention& attention) {
    for (const Handle& handle : frame.handles) {
        const auto place = handlePlace(frame, layout, handle, context);
        if (!place) continue;
        HandleState state = HandleState::Rest;
        if (attention.focused == handle.id) state = HandleState::Focus;
        if (attention.hovered == handle.id) state = HandleState::Hover;
        if (attention.dragged == handle.id) state = HandleState::Drag;
        paintHandle(painter, *place, handle.role, state, context);
    }
}

void StagePainter::paint(QPainter& painter, const Frame& frame, const StageLayout& layout, const PaintContext& context, StageGround ground,
                         const StageAttention& attention) {
    if (ground == StageGround::Paper) paintPaper(painter, layout, context);
    for (std::size_t i = 0; i < frame.panels.size(); ++i) {
        if (!layout.panels[i].outer.isEmpty()) paintPanel(painter, frame.panels[i], layout.panels[i], context, ground, attention.quality);
    }
    paintFormula(painter, frame, layout, context);
    paintReadouts(painter, layout.readouts, frame.readouts, context);
    if (!frame.tables.empty()) paintTable(painter, layout.table, frame.tables.front(), frame.subject, context);
    if (!frame.verdicts.empty()) paintVerdict(painter, layout.verdict, frame.verdicts.front(), context);
    paintSteps(painter, layout.steps, frame.steps, frame.subject, context);
    paintHandles(painter, frame, layout, context, attention);
    paintSentence(painter, layout.sentence, frame.sentence, context);
}

}  // namespace calc
