#include "ui/paint/axis_painter.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "ui/paint/formula_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

constexpr double kTickLabel = 17.0;
constexpr double kAxisLabel = 22.0;

bool isNone(const FormulaBox& box) { return box.text.empty() && box.parts.empty(); }

// Value of the typed function at x, from its drawn points; NaN where it is not drawn.
double curveAt(const Panel& panel, double x) {
    const auto search = [x](const Marks& marks) {
        for (const Mark& mark : marks) {
            const auto* line = std::get_if<Polyline>(&mark);
            if (!line || line->style.role != Role::Curve || !line->points) continue;
            const auto& points = *line->points;
            for (std::size_t i = 1; i < points.size(); ++i) {
                if (points[i - 1].x <= x && x <= points[i].x && points[i].x > points[i - 1].x) {
                    const double share = (x - points[i - 1].x) / (points[i].x - points[i - 1].x);
                    return points[i - 1].y + share * (points[i].y - points[i - 1].y);
                }
            }
        }
        return std::nan("");
    };
    const double still = search(*panel.still);
    return std::isnan(still) ? search(panel.moving) : still;
}

// The curve runs through words of this height at y, between two abscissas.
bool isCrossed(const Panel& panel, const Viewport& viewport, double from, double to, double y, double cap) {
    double before = std::nan("");
    for (int i = 0; i <= 4; ++i) {
        const double place = viewport.y(curveAt(panel, viewport.dataAt({from + (to - from) * i / 4.0, y}).x));
        if (std::fabs(place - y) < cap || (before - y) * (place - y) < 0.0) return true;
        before = place;
    }
    return false;
}

// Words name an axis in interface type, variables in mathematical type.
bool isWord(const FormulaBox& box) {
    return box.kind == FormulaBox::Kind::Text && box.style == FormulaBox::Style::Upright && QString::fromStdString(box.text).size() > 1;
}

struct LabelInk {
    QFont font;
    QColor colour;
    double cap;
};

LabelInk inkOf(const PaintContext& context) {
    const QFont font = interfaceFont(context.type(kTickLabel));
    return {font, context.colour(Token::Ink2), capHeight(font)};
}

/// A line of its own through the origin: a 0 beneath would stand on it, and the other axis says 0 already.
bool hasRuleAtZero(const Panel& panel) {
    const auto isThere = [](const Mark& mark) {
        const auto* rule = std::get_if<Rule>(&mark);
        return rule && rule->orientation == Orientation::Vertical && rule->position == 0.0;
    };
    return std::any_of(panel.moving.begin(), panel.moving.end(), isThere);
}

void paintXLabels(QPainter& painter, const Panel& panel, const PanelLayout& layout, const Viewport& viewport, const PaintContext& context) {
    const LabelInk ink = inkOf(context);
    const bool atZero = panel.x.placement == AxisPlacement::AtZero;
    const double line = xAxisPlace(panel, viewport);
    const double below = line + context.px(atZero ? 11 : 13) + ink.cap;
    const double above = line - context.px(11);
    const bool crossesY = panel.y.placement == AxisPlacement::AtZero;
    for (const AxisTick& tick : layout.xTicks) {
        if (atZero && tick.value == 0.0 && (crossesY || hasRuleAtZero(panel))) continue;
        const double x = viewport.x(tick.value);
        const double half = textWidth(tick.label, ink.font) / 2;
        // A label at the crossing would stand on the other axis.
        if (atZero && std::fabs(x - yAxisPlace(panel, viewport)) < half + context.px(4)) continue;
        const bool isAbove = atZero && curveAt(panel, tick.value) < 0.0;
        const double outerRight = layout.outer.right() + context.px(6);
        const double centre = std::clamp(x, layout.outer.left() + half, std::max(layout.outer.left() + half, outerRight - half));
        drawText(painter, {centre, isAbove ? above : below}, tick.label, ink.font, ink.colour, TextAlign::Centre, context.target);
    }
}

// Words beside an axis through zero between two abscissas: nothing runs through them, and no words hang over them.
bool isFree(const Panel& panel, const PanelLayout& layout, const Viewport& viewport, Range room, double y, double cap,
            const PaintContext& context) {
    if (isCrossed(panel, viewport, room.low, room.high, y, cap)) return false;
    const bool isLow = y > layout.plot.bottom() - context.px(22);
    const double reach = isLow ? context.px(58) : context.px(4);
    for (const double place : uprightRules(panel)) {
        const double x = viewport.x(place);
        if (x > room.low - reach && x < room.high + reach) return false;
    }
    return true;
}

void paintYLabels(QPainter& painter, const Panel& panel, const PanelLayout& layout, const Viewport& viewport, const PaintContext& context) {
    const LabelInk ink = inkOf(context);
    const double line = yAxisPlace(panel, viewport);
    const bool atZero = panel.y.placement == AxisPlacement::AtZero;
    const double away = context.px(11);
    for (const AxisTick& tick : layout.yTicks) {
        if (atZero && tick.value == 0.0) continue;
        const double y = viewport.y(tick.value);
        const double width = textWidth(tick.label, ink.font);
        bool isRight = false;
        if (atZero) {
            const bool hasRoom = line - away - width >= layout.outer.left();
            const bool isLeftFree = hasRoom && isFree(panel, layout, viewport, {line - away - width, line}, y, ink.cap, context);
            isRight = !isLeftFree;
            if (isRight && !isFree(panel, layout, viewport, {line, line + away + width}, y, ink.cap, context)) continue;
        }
        drawText(painter, {isRight ? line + away : line - away, y + ink.cap / 2}, tick.label, ink.font, ink.colour,
                 isRight ? TextAlign::Left : TextAlign::Right, context.target);
    }
}

void paintXName(QPainter& painter, const Panel& panel, const PanelLayout& layout, const Viewport& viewport, const PaintContext& context) {
    if (isNone(panel.x.label) || panel.x.placement == AxisPlacement::Hidden) return;
    if (isWord(panel.x.label) && panel.x.placement == AxisPlacement::Edge) {
        const LabelInk words = inkOf(context);
        const double below = layout.plot.bottom() + context.px(13) + words.cap;
        const QPointF at = layout.xLabelBeside ? QPointF(layout.plot.right() + context.px(30), below)
                                               : QPointF(layout.plot.right(), below + context.type(26));
        drawText(painter, at, QString::fromStdString(panel.x.label.text), words.font, words.colour,
                 layout.xLabelBeside ? TextAlign::Left : TextAlign::Right, context.target);
        return;
    }
    const FormulaPicture name = layoutFormula(panel.x.label, context.type(panel.x.placement == AxisPlacement::Edge ? 20.0 : kAxisLabel));
    const QColor ink = context.colour(Token::Ink);
    const QRectF plot = layout.plot;
    if (panel.x.placement == AxisPlacement::AtZero) {
        const double line = xAxisPlace(panel, viewport), left = plot.right() - name.width;
        const auto isTaken = [&](double baseLine) {
            return isCrossed(panel, viewport, left - context.px(6), plot.right() - 0.5, baseLine - 0.5 * name.ascent, name.ascent);
        };
        // Above the axis or below it; where the curve ends beside it, a little further away.
        double place = line - context.px(10) - name.descent;
        for (const double away : {10.0, 34.0}) {
            const double above = line - context.px(away) - name.descent;
            const double below = line + context.px(away) + name.ascent;
            if (!isTaken(above) || !isTaken(below)) {
                place = isTaken(above) ? below : above;
                break;
            }
        }
        paintFormula(painter, {left, place}, name, context.theme, ink, context.target);
    } else if (layout.xLabelBeside) {
        paintFormula(painter, {plot.right() + context.px(30), plot.bottom() + context.px(13) + inkOf(context).cap}, name, context.theme,
                     ink, context.target);
    } else {
        const double baseLine = plot.bottom() + context.px(13) + inkOf(context).cap + context.type(26);
        paintFormula(painter, {plot.right() - name.width, baseLine}, name, context.theme, ink, context.target);
    }
}

// The top of a name beside the ordinate: at its upper end, or in the first gap between two tick labels that is high enough.
std::optional<double> placeBesideTicks(const PanelLayout& layout, const Viewport& viewport, const FormulaPicture& name,
                                       const PaintContext& context) {
    const double half = 0.5 * name.height(), reach = half + 0.5 * inkOf(context).cap + context.px(3);
    const auto isFreeAt = [&](double middle) {
        return std::none_of(layout.yTicks.begin(), layout.yTicks.end(),
                            [&](const AxisTick& tick) { return std::fabs(viewport.y(tick.value) - middle) < reach; });
    };
    std::vector<double> places{layout.plot.top() + context.px(4) + half};
    for (std::size_t i = layout.yTicks.size(); i-- > 1;)
        places.push_back(0.5 * (viewport.y(layout.yTicks[i].value) + viewport.y(layout.yTicks[i - 1].value)));
    const auto place = std::find_if(places.begin(), places.end(), isFreeAt);
    return place == places.end() ? std::nullopt : std::optional(*place - half);
}

void paintYName(QPainter& painter, const Panel& panel, const PanelLayout& layout, const Viewport& viewport, const PaintContext& context) {
    if (isNone(panel.y.label) || panel.y.placement == AxisPlacement::Hidden) return;
    const FormulaPicture name = layoutFormula(panel.y.label, context.type(20.0));
    const double line = yAxisPlace(panel, viewport);
    const std::optional<double> beside =
        panel.y.placement == AxisPlacement::Edge ? placeBesideTicks(layout, viewport, name, context) : std::nullopt;
    const double x = beside ? line - context.px(11) - name.width : line + context.px(10);
    const double top = beside.value_or(layout.plot.top() + context.px(4));
    paintFormula(painter, {x, top + name.ascent}, name, context.theme, context.colour(beside ? Token::Ink2 : Token::Ink), context.target);
}

}  // namespace

std::vector<double> uprightRules(const Panel& panel) {
    std::vector<double> places;
    if (panel.y.placement != AxisPlacement::AtZero) return places;
    for (const Marks* marks : {panel.still.get(), &panel.moving}) {
        for (const Mark& mark : *marks) {
            const auto* rule = std::get_if<Rule>(&mark);
            if (rule && rule->orientation == Orientation::Vertical) places.push_back(rule->position);
        }
    }
    return places;
}

double xAxisPlace(const Panel& panel, const Viewport& viewport) {
    const QRectF& plot = viewport.plot();
    if (panel.x.placement != AxisPlacement::AtZero || panel.y.scale == AxisScale::Log10) return plot.bottom();
    return std::clamp(viewport.y(0.0), plot.top(), plot.bottom());
}

double yAxisPlace(const Panel& panel, const Viewport& viewport) {
    const QRectF& plot = viewport.plot();
    if (panel.y.placement != AxisPlacement::AtZero || panel.x.scale == AxisScale::Log10) return plot.left();
    return std::clamp(viewport.x(0.0), plot.left(), plot.right());
}

void paintPanelTitle(QPainter& painter, const Panel& panel, const PanelLayout& layout, const PaintContext& context) {
    const double baseLine = layout.title.top() + context.type(20);
    drawText(painter, {layout.title.left(), baseLine}, plainMessageText(panel.title), interfaceFont(context.type(17), 600),
             context.colour(Token::Ink), TextAlign::Left, context.target);
    if (panel.subtitle.empty()) return;
    const QFont font = interfaceFont(context.type(16));
    const QColor colour = context.colour(Token::Ink3);
    const QString text = plainMessageText(panel.subtitle);
    if (panel.kind == PanelKind::Surface) {
        drawText(painter, {layout.title.left(), baseLine + context.type(25)}, text, font, colour, TextAlign::Left, context.target);
    } else {
        drawText(painter, {layout.outer.right(), baseLine}, text, font, colour, TextAlign::Right, context.target);
    }
}

void paintTickLabels(QPainter& painter, const Panel& panel, const PanelLayout& layout, const Viewport& viewport,
                     const PaintContext& context) {
    if (panel.x.placement != AxisPlacement::Hidden) paintXLabels(painter, panel, layout, viewport, context);
    if (panel.y.placement != AxisPlacement::Hidden) paintYLabels(painter, panel, layout, viewport, context);
    paintXName(painter, panel, layout, viewport, context);
    paintYName(painter, panel, layout, viewport, context);
}

}  // namespace calc
