#include "ui/canvas/stage_view.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/canvas/stage_hit.h"
#include "ui/canvas/stage_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

constexpr double kClickSlack = 4.0;  // px that a click may slip
constexpr double kArrowStep = 8.0;   // px that an arrow key moves a handle
constexpr double kNotch = 1.2;       // zoom of one notch of the wheel
constexpr double kNotchAngle = 120.0;

enum class Gesture { None, Handle, Pan, Orbit, Click };

}  // namespace

struct StageView::Parts {
    StagePainter painter;
    Frame frame;
    StageLayout layout;
    PaintContext context;
    StageAttention attention;
    bool stale = false;
    double progress = 0.0;

    Gesture gesture = Gesture::None;
    bool gestureOpen = false;
    bool moved = false;
    QPointF pressed;     // where the button went down
    QPointF grabOffset;  // from the pointer to the handle's centre
    int panel = -1;      // of pan, orbit, click
    Panel panelAtPress;  // ranges and camera when the gesture began
    QRectF plotAtPress;
    int handle = -1;   // dragged
    int focused = -1;  // index into frame.handles
    bool playing = false;

    const Handle* focusedHandle() const {
        return focused >= 0 && focused < static_cast<int>(frame.handles.size()) ? &frame.handles[static_cast<std::size_t>(focused)]
                                                                                : nullptr;
    }
    const Panel* panelOf(int index) const {
        return index >= 0 && index < static_cast<int>(frame.panels.size()) ? &frame.panels[static_cast<std::size_t>(index)] : nullptr;
    }
    int indexOfPanel(const std::string& id) const {
        for (std::size_t i = 0; i < frame.panels.size(); ++i) {
            if (frame.panels[i].id == id) return static_cast<int>(i);
        }
        return -1;
    }
};

StageView::StageView(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>()) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Picture"));
}

StageView::~StageView() = default;

const Frame& StageView::frame() const { return m_parts->frame; }

void StageView::show(const Frame& frame) {
    m_parts->frame = frame;
    if (m_parts->focused >= static_cast<int>(frame.handles.size())) m_parts->focused = -1;
    setAccessibleDescription(plainMessageText(frame.sentence));
    layOut();
}

void StageView::setTheme(const Theme& theme) {
    m_parts->context.theme = theme;
    update();
}

void StageView::setTypeScale(double factor) {
    m_parts->context.typeScale = std::clamp(factor, 1.0, 2.0);
    layOut();
}

void StageView::setPlaying(bool playing) {
    m_parts->playing = playing;
    chooseQuality();
}

void StageView::chooseQuality() {
    const bool isTurning = m_parts->playing || m_parts->gesture == Gesture::Orbit;
    m_parts->attention.quality = isTurning ? SurfaceQuality::Turning : SurfaceQuality::Still;
    update();
}

void StageView::setStale(bool stale, double progress) {
    m_parts->stale = stale;
    m_parts->progress = std::clamp(progress, 0.0, 1.0);
    update();
}

std::optional<QPointF> StageView::handlePlace(const QString& handle) const {
    for (const Handle& candidate : m_parts->frame.handles) {
        if (handle.toStdString() != candidate.id) continue;
        if (const auto place = m_parts->painter.handlePlace(m_parts->frame, m_parts->layout, candidate, m_parts->context)) return place;
    }
    return std::nullopt;
}

QRectF StageView::plotOf(const QString& panel) const {
    const int index = m_parts->indexOfPanel(panel.toStdString());
    return index < 0 ? QRectF() : m_parts->layout.panels[static_cast<std::size_t>(index)].plot;
}

void StageView::layOut() {
    m_parts->context.scale = stageScale(window()->size());
    m_parts->context.pixelRatio = devicePixelRatioF();
    m_parts->layout = layoutStage(m_parts->frame, size(), m_parts->context);
    update();
}

void StageView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_parts->painter.paint(painter, m_parts->frame, m_parts->layout, m_parts->context, StageGround::Paper, m_parts->attention);
    paintWaysBack(painter);
    if (!m_parts->stale) return;
    QColor veil = m_parts->context.colour(Token::Paper);
    veil.setAlphaF(0.55F);
    const QRectF pictures(0.0, m_parts->layout.formula.bottom() + 1.0, width(),
                          m_parts->layout.sentence.top() - m_parts->layout.formula.bottom() - 1.0);
    painter.fillRect(pictures, veil);
    const double thickness = m_parts->context.px(4);
    painter.fillRect(QRectF(pictures.left(), pictures.top(), pictures.width() * m_parts->progress, thickness),
                     m_parts->context.colour(Token::Accent));
}

// On the screen alone: in a file nobody can click.
void StageView::paintWaysBack(QPainter& painter) const {
    const PaintContext& context = m_parts->context;
    for (std::size_t i = 0; i < m_parts->frame.panels.size(); ++i) {
        const PanelLayout& layout = m_parts->layout.panels[i];
        if (layout.outer.isEmpty() || !curveIsOutOfSight(m_parts->frame.panels[i])) continue;
        const QString text = tr("The curve is out of sight: double click brings it back");
        const QFont font = interfaceFont(context.type(18), 500);
        QRectF card(QPointF(), QSizeF(QFontMetricsF(font).horizontalAdvance(text) + context.px(32), context.type(44)));
        card.moveCenter(layout.plot.center());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(context.colour(Token::Edge), context.px(1.4)));
        painter.setBrush(context.colour(Token::Surface));
        painter.drawRoundedRect(card, context.px(8), context.px(8));
        drawText(painter, {card.center().x(), card.center().y() + context.type(6.5)}, text, font, context.colour(Token::Ink),
                 TextAlign::Centre, context.target);
    }
}

void StageView::resizeEvent(QResizeEvent*) { layOut(); }

void StageView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ParentChange) layOut();
    QWidget::changeEvent(event);
}

void StageView::beginGesture() {
    if (m_parts->gestureOpen) return;
    m_parts->gestureOpen = true;
    emit gestureBegan();
}

void StageView::endGesture() {
    if (!m_parts->gestureOpen) return;
    m_parts->gestureOpen = false;
    emit gestureEnded();
}

void StageView::hover(QPointF position) {
    const int handle = handleAt(m_parts->painter, m_parts->frame, m_parts->layout, m_parts->context, position);
    const std::string id = handle < 0 ? std::string() : m_parts->frame.handles[static_cast<std::size_t>(handle)].id;
    if (id == m_parts->attention.hovered) return;
    m_parts->attention.hovered = id;
    if (id.empty()) {
        unsetCursor();
    } else {
        setCursor(Qt::OpenHandCursor);
    }
    update();
}

void StageView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_parts->gesture != Gesture::None) return;
    Parts& parts = *m_parts;
    parts.pressed = event->position();
    parts.moved = false;
    parts.handle = handleAt(parts.painter, parts.frame, parts.layout, parts.context, parts.pressed);
    if (parts.handle >= 0) {
        const Handle& handle = parts.frame.handles[static_cast<std::size_t>(parts.handle)];
        const auto place = parts.painter.handlePlace(parts.frame, parts.layout, handle, parts.context);
        parts.grabOffset = *place - parts.pressed;
        parts.gesture = Gesture::Handle;
        parts.attention.dragged = handle.id;
        setCursor(Qt::ClosedHandCursor);
        beginGesture();
        update();
        return;
    }
    parts.panel = panelAt(parts.layout, parts.pressed);
    const Panel* panel = parts.panelOf(parts.panel);
    if (!panel) return;
    parts.panelAtPress = *panel;
    parts.plotAtPress = parts.layout.panels[static_cast<std::size_t>(parts.panel)].plot;
    parts.gesture = panel->interaction == Interaction::Orbit        ? Gesture::Orbit
                    : panel->interaction == Interaction::ZoomAndPan ? Gesture::Pan
                                                                    : Gesture::Click;
}

void StageView::mouseMoveEvent(QMouseEvent* event) {
    Parts& parts = *m_parts;
    const QPointF position = event->position();
    if (parts.gesture == Gesture::None) {
        hover(position);
        return;
    }
    const QPointF offset = position - parts.pressed;
    if (!parts.moved && std::hypot(offset.x(), offset.y()) < (parts.gesture == Gesture::Handle ? 0.5 : kClickSlack)) return;
    parts.moved = true;
    if (parts.gesture == Gesture::Handle) dragTo(position);
    if (parts.gesture == Gesture::Pan) panTo(position);
    if (parts.gesture == Gesture::Orbit) orbitTo(position);
}

void StageView::dragTo(QPointF position) {
    const auto index = static_cast<std::size_t>(m_parts->handle);
    if (index >= m_parts->frame.handles.size()) return;
    const Handle handle = m_parts->frame.handles[index];
    moveHandle(handle, position + m_parts->grabOffset);
}

void StageView::moveHandle(const Handle& handle, QPointF place) {
    const int index = m_parts->indexOfPanel(handle.panel);
    const Panel* panel = m_parts->panelOf(index);
    if (!panel) return;
    const PanelLayout& layout = m_parts->layout.panels[static_cast<std::size_t>(index)];
    const QPointF inside(std::clamp(place.x(), layout.plot.left(), layout.plot.right()),
                         std::clamp(place.y(), layout.plot.top(), layout.plot.bottom()));
    const auto found = dataAt(m_parts->painter, *panel, layout, inside);
    if (!found) return;
    Vec2 target = found->position;
    if (handle.freedom == Handle::Freedom::X) target.y = handle.position.y;
    if (handle.freedom == Handle::Freedom::Y) target.x = handle.position.x;
    emit handleMoved(QString::fromStdString(handle.id), target, found->resolution);
}

void StageView::panTo(QPointF position) {
    beginGesture();
    setCursor(Qt::ClosedHandCursor);
    const PlaneRanges ranges = shifted(m_parts->panelAtPress, m_parts->plotAtPress, position - m_parts->pressed);
    emit rangesChanged(QString::fromStdString(m_parts->panelAtPress.id), ranges.x, ranges.y);
}

void StageView::orbitTo(QPointF position) {
    beginGesture();
    chooseQuality();
    setCursor(Qt::ClosedHandCursor);
    emit cameraChanged(
        orbited(m_parts->panelAtPress.camera, position - m_parts->pressed, std::max(200.0, 1.2 * m_parts->plotAtPress.width())));
}

void StageView::placeStart(QPointF position) {
    const Panel* panel = m_parts->panelOf(m_parts->panel);
    if (!panel || !m_parts->layout.panels[static_cast<std::size_t>(m_parts->panel)].plot.contains(position)) return;
    for (const Handle& handle : m_parts->frame.handles) {
        if (handle.panel != panel->id || handle.freedom != Handle::Freedom::Both) continue;
        const Handle moved = handle;
        beginGesture();
        moveHandle(moved, position);
        return;
    }
}

void StageView::mouseReleaseEvent(QMouseEvent* event) {
    Parts& parts = *m_parts;
    if (event->button() != Qt::LeftButton || parts.gesture == Gesture::None) return;
    const bool wasClick = parts.gesture != Gesture::Handle && !parts.moved;
    parts.gesture = Gesture::None;
    parts.attention.dragged.clear();
    unsetCursor();
    if (wasClick) placeStart(event->position());
    endGesture();
    parts.attention.hovered.clear();
    hover(event->position());
    chooseQuality();
}

void StageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const Panel* panel = m_parts->panelOf(panelAt(m_parts->layout, event->position()));
    if (!panel || handleAt(m_parts->painter, m_parts->frame, m_parts->layout, m_parts->context, event->position()) >= 0) return;
    if (panel->interaction == Interaction::Orbit) emit cameraChanged(Camera());
    if (panel->interaction == Interaction::ZoomAndPan) emit rangesReset(QString::fromStdString(panel->id));
}

void StageView::wheelEvent(QWheelEvent* event) {
    const int index = panelAt(m_parts->layout, event->position());
    const Panel* panel = m_parts->panelOf(index);
    const double notches = event->angleDelta().y() / kNotchAngle;
    if (!panel || panel->interaction == Interaction::None || notches == 0.0) {
        event->ignore();
        return;
    }
    if (panel->interaction == Interaction::Orbit) {
        Camera camera = panel->camera;
        camera.zoom = std::clamp(camera.zoom * std::pow(kNotch, notches), 0.25, 8.0);
        emit cameraChanged(camera);
    } else {
        const PlaneRanges ranges =
            zoomed(*panel, m_parts->layout.panels[static_cast<std::size_t>(index)].plot, event->position(), std::pow(kNotch, -notches));
        emit rangesChanged(QString::fromStdString(panel->id), ranges.x, ranges.y);
    }
    event->accept();
}

void StageView::keyPressEvent(QKeyEvent* event) {
    const Handle* handle = m_parts->focusedHandle();
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? 1.0 : m_parts->context.px(kArrowStep);
    QPointF offset;
    switch (event->key()) {
        case Qt::Key_Left: offset = {-step, 0.0}; break;
        case Qt::Key_Right: offset = {step, 0.0}; break;
        case Qt::Key_Up: offset = {0.0, -step}; break;
        case Qt::Key_Down: offset = {0.0, step}; break;
        case Qt::Key_Escape:
            if (handle) {
                focusHandle(-1);
                return;
            }
            break;
        default: break;
    }
    const auto place = handle && !offset.isNull() ? m_parts->painter.handlePlace(m_parts->frame, m_parts->layout, *handle, m_parts->context)
                                                  : std::nullopt;
    if (!place) {
        QWidget::keyPressEvent(event);
        return;
    }
    const Handle moved = *handle;
    beginGesture();
    moveHandle(moved, *place + offset);
}

void StageView::keyReleaseEvent(QKeyEvent* event) {
    if (!event->isAutoRepeat() && m_parts->gesture == Gesture::None) endGesture();
    QWidget::keyReleaseEvent(event);
}

void StageView::focusHandle(int index) {
    m_parts->focused = index;
    const Handle* handle = m_parts->focusedHandle();
    m_parts->attention.focused = handle ? handle->id : std::string();
    setAccessibleName(handle ? plainMessageText(handle->name) : tr("Picture"));
    update();
}

void StageView::focusInEvent(QFocusEvent* event) {
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && !m_parts->frame.handles.empty()) {
        focusHandle(event->reason() == Qt::TabFocusReason ? 0 : static_cast<int>(m_parts->frame.handles.size()) - 1);
    }
    QWidget::focusInEvent(event);
}

void StageView::focusOutEvent(QFocusEvent* event) {
    focusHandle(-1);
    endGesture();
    QWidget::focusOutEvent(event);
}

bool StageView::focusNextPrevChild(bool next) {
    const int following = m_parts->focused + (next ? 1 : -1);
    const bool stays = following >= 0 && following < static_cast<int>(m_parts->frame.handles.size());
    if (!stays) return QWidget::focusNextPrevChild(next);
    focusHandle(following);
    return true;
}

void StageView::leaveEvent(QEvent*) {
    if (m_parts->attention.hovered.empty()) return;
    m_parts->attention.hovered.clear();
    update();
}

void StageView::contextMenuEvent(QContextMenuEvent* event) {
    const Panel* panel = m_parts->panelOf(panelAt(m_parts->layout, event->pos()));
    emit menuRequested(panel ? QString::fromStdString(panel->id) : QString(), event->globalPos());
}

}  // namespace calc
