#include "ui/pages/scene_card.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/controls/control_painting.h"
#include "ui/controls/glyphs.h"
#include "ui/paint/marker_painter.h"

namespace calc {
namespace {

/// What can be told at a hand's breadth: lines, areas, balls; no words, no lens.
Marks withoutWords(const Marks& marks) {
    Marks kept;
    std::copy_if(marks.begin(), marks.end(), std::back_inserter(kept),
                 [](const Mark& mark) { return !std::holds_alternative<Label>(mark) && !std::holds_alternative<Lens>(mark); });
    return kept;
}

/// The panel that shows the idea: the map of a descent, else the first plane.
const Panel* mainPanel(const Frame& frame) {
    const auto isMap = [](const Panel& panel) {
        return panel.kind == PanelKind::Plane && panel.still && std::any_of(panel.still->begin(), panel.still->end(), [](const Mark& mark) {
                   return std::holds_alternative<ContourMap>(mark);
               });
    };
    const auto map = std::find_if(frame.panels.begin(), frame.panels.end(), isMap);
    if (map != frame.panels.end()) return &*map;
    // Else the one that the page is about.
    for (const char* id : {"area", "window", "bands", "curve", "density", "bars", "cobweb", "sums", "terms", "taylor", "loss"}) {
        if (const Panel* panel = findPanel(frame, id)) return panel;
    }
    return nullptr;
}

/// Equal units: so much of the longer side is cut off that the ranges have the shape of the picture.
void cutToShape(Panel& panel, const QSizeF& size) {
    if (!panel.equalUnits) return;
    const double perPixel = std::min(panel.x.range.length() / size.width(), panel.y.range.length() / size.height());
    const auto cut = [perPixel](Range range, double pixels) {
        return Range{range.middle() - perPixel * pixels / 2, range.middle() + perPixel * pixels / 2};
    };
    panel.x.range = cut(panel.x.range, size.width());
    panel.y.range = cut(panel.y.range, size.height());
}

}  // namespace

SceneCard::SceneCard(Form form, Role role, const Words& words, QWidget* parent)
    : QAbstractButton(parent), m_form(form), m_role(role), m_words(words) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(words.title);
    setAccessibleDescription(words.question.isEmpty() ? words.text : words.question + QLatin1Char(' ') + words.text);
}

void SceneCard::setPrepared(const std::shared_ptr<const Prepared>& prepared) {
    m_prepared = prepared;
    m_timeline = timelineOf(*prepared);
    showTime(m_timeline.opening);
}

void SceneCard::showPhase(double phase) { showTime(phase * m_timeline.duration); }

void SceneCard::showTime(double time) {
    if (!m_prepared) return;
    const Frame frame = frameAt(*m_prepared, time);
    const Panel* panel = mainPanel(frame);
    if (!panel) return;
    const bool sameStill = m_panel.still && panel->still == m_panel.still;
    const std::shared_ptr<const Marks> still = sameStill ? m_panel.still : std::make_shared<const Marks>(withoutWords(*panel->still));
    m_panel = *panel;
    m_panel.still = still;
    m_panel.moving = withoutWords(panel->moving);
    m_handles.clear();
    for (const Handle& handle : frame.handles) {
        if (handle.panel == panel->id) m_handles.push_back(handle);
    }
    update(pictureRect().toAlignedRect());
}

void SceneCard::setText(const QString& text) {
    m_words.text = text;
    setAccessibleDescription(text);
    update();
}

void SceneCard::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    emit pointedAt();
}

QSize SceneCard::sizeHint() const {
    return m_form == Form::Large ? QSize(chrome().px(487), chrome().px(544)) : QSize(chrome().px(487), chrome().px(258));
}

QSize SceneCard::minimumSizeHint() const {
    return m_form == Form::Large ? QSize(chrome().px(280), chrome().px(380)) : QSize(chrome().px(280), chrome().px(160));
}

QRectF SceneCard::pictureRect() const {
    const Chrome& c = chrome();
    const QRectF body = innerRect(rect());
    if (m_form == Form::Large) return body.adjusted(c.real(1), c.real(1), -c.real(1), -c.real(191));
    const double inset = c.real(18);
    const double height = body.height() - 2 * inset;
    return {body.left() + inset, body.top() + inset, std::min(c.real(168), body.width() * 0.4), height};
}

void SceneCard::paintPicture(QPainter& painter, const QRectF& place) {
    const Chrome& c = chrome();
    QColor ground = c.theme.tint(m_role);
    ground.setAlphaF(0.6F);
    painter.fillRect(place, c.colour(Token::Paper));
    painter.fillRect(place, ground);
    if (!m_prepared || !m_panel.still) return;
    Panel panel = m_panel;
    cutToShape(panel, place.size());
    PaintContext context;
    context.theme = c.theme;
    context.scale = c.scale * (m_form == Form::Large ? 0.85 : 0.6);
    context.pixelRatio = devicePixelRatioF();
    const Viewport viewport(place, panel.x, panel.y);
    const double axis = viewport.y(0.0);
    if (panel.x.placement == AxisPlacement::AtZero && place.top() < axis && axis < place.bottom()) {
        painter.fillRect(QRectF(place.left(), axis - 0.5, place.width(), 1.0), c.colour(Token::Axis));
    }
    m_painter.paint(painter, *panel.still, panel, viewport, place, {}, LabelReach::Anywhere, context);
    const LabelObstacles standing = m_painter.obstacles();
    m_painter.paint(painter, panel.moving, panel, viewport, place, standing, LabelReach::Near, context);
    for (const Handle& handle : m_handles) {
        const QPointF at = viewport.at(handle.position);
        if (place.adjusted(c.real(14), c.real(14), -c.real(14), -c.real(14)).contains(at))
            paintHandle(painter, at, handle.role, HandleState::Rest, context);
    }
}

void SceneCard::paintLargeWords(QPainter& painter) const {
    const Chrome& c = chrome();
    const QRectF body = innerRect(rect());
    const double top = body.bottom() - c.real(190);
    const double left = body.left() + c.real(28);
    const QRectF line(left, top, body.width() - c.real(56), c.real(40));
    painter.setFont(c.font(29, 600));
    painter.setPen(c.theme.text(m_role));
    painter.drawText(line.translated(0, c.real(15)), Qt::AlignVCenter | Qt::AlignLeft, m_words.title);
    const double side = c.real(26);
    const double nudge = underMouse() && c.motion ? c.real(4) : 0;
    paintGlyph(painter, Glyph::ArrowRight, QRectF(line.right() - side + nudge, line.top() + c.real(22), side, side), c.theme.text(m_role));
    painter.setFont(c.font(19, 500));
    painter.setPen(c.colour(Token::Ink));
    painter.drawText(line.translated(0, c.real(57)), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetricsF(painter.font()).elidedText(m_words.question, Qt::ElideRight, line.width()));
    painter.setFont(c.font(18));
    painter.setPen(c.colour(Token::Ink2));
    painter.drawText(QRectF(left, top + c.real(101), line.width(), c.real(80)), Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap,
                     m_words.text);
}

void SceneCard::paintSmallWords(QPainter& painter) const {
    const Chrome& c = chrome();
    const QRectF body = innerRect(rect());
    const double left = pictureRect().right() + c.real(22);
    const double width = body.right() - c.real(20) - left;
    const QFont titleFont = c.font(21, 600);
    const QFont textFont = c.font(18);
    const auto wrap = static_cast<int>(Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap);
    const double titleHeight = QFontMetricsF(titleFont).boundingRect(QRectF(0, 0, width, 1000), wrap, m_words.title).height();
    const double textHeight = QFontMetricsF(textFont).boundingRect(QRectF(0, 0, width, 1000), wrap, m_words.text).height();
    const double top = body.center().y() - (titleHeight + c.real(8) + textHeight) / 2;
    painter.setFont(titleFont);
    painter.setPen(c.theme.text(m_role));
    painter.drawText(QRectF(left, top, width, titleHeight), wrap, m_words.title);
    painter.setFont(textFont);
    painter.setPen(c.colour(Token::Ink2));
    painter.drawText(QRectF(left, top + titleHeight + c.real(8), width, textHeight + 2), wrap, m_words.text);
}

void SceneCard::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = innerRect(rect());
    const double radius = c.real(13);
    paintRounded(painter, body, radius, c.colour(Token::Surface), {}, 0);
    painter.save();
    QPainterPath clip;
    const double corner = m_form == Form::Large ? radius : c.real(2);
    QRectF rounded = pictureRect();
    if (m_form == Form::Large) rounded.setBottom(rounded.bottom() + 2 * radius);
    clip.addRoundedRect(rounded, corner, corner);
    painter.setClipPath(clip);
    painter.setClipRect(pictureRect(), Qt::IntersectClip);
    paintPicture(painter, pictureRect());
    painter.restore();
    m_form == Form::Large ? paintLargeWords(painter) : paintSmallWords(painter);
    const bool lit = underMouse() || isDown();
    paintRounded(painter, body, radius, Qt::transparent, lit ? c.theme.text(m_role) : c.colour(Token::Line), c.real(lit ? 2 : 1.5));
    if (showsFocusRing(*this)) paintFocusRing(painter, body, radius);
}

}  // namespace calc
