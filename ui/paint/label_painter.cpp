#include "ui/paint/label_painter.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <optional>

namespace calc {
namespace {

constexpr double kTextSize = 17.0;
constexpr double kBoxedSize = 20.0;
constexpr double kFormulaSize = 25.0;
constexpr double kBoxedFormulaSize = 22.0;

bool isQuiet(Role role) {
    return role == Role::Ink || role == Role::Ink2 || role == Role::Ink3 || role == Role::Guide || role == Role::Hole;
}

QSizeF paddingOf(const Label& label, const PaintContext& context) {
    return label.boxed ? QSizeF(context.px(13), context.px(12)) : QSizeF(context.px(3), context.px(2));
}

// All sides of a point, the nearest to the wished one first.
std::vector<Anchor> sidesFrom(Anchor wished) {
    using enum Anchor;
    switch (wished) {
        case Centre: return {Centre};
        case Left: return {Left, AboveLeft, BelowLeft, Above, Below, AboveRight, BelowRight, Right};
        case Right: return {Right, AboveRight, BelowRight, Above, Below, AboveLeft, BelowLeft, Left};
        case Above: return {Above, AboveRight, AboveLeft, Below, BelowRight, BelowLeft, Right, Left};
        case Below: return {Below, BelowRight, BelowLeft, Above, AboveRight, AboveLeft, Right, Left};
        case AboveLeft: return {AboveLeft, Above, Left, BelowLeft, AboveRight, Below, Right, BelowRight};
        case AboveRight: return {AboveRight, Above, Right, BelowRight, AboveLeft, Below, Left, BelowLeft};
        case BelowLeft: return {BelowLeft, Below, Left, AboveLeft, BelowRight, Above, Right, AboveRight};
        case BelowRight: return {BelowRight, Below, Right, AboveRight, BelowLeft, Above, Left, AboveLeft};
    }
    return {wished};
}

int hits(const QRectF& rect, const LabelObstacles& obstacles) {
    int count = 0;
    for (const PathPoints& line : obstacles.lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const QPointF a = line[i - 1];
            const QPointF b = line[i];
            const bool isAway = !(std::max(a.x(), b.x()) >= rect.left() && std::min(a.x(), b.x()) <= rect.right() &&
                                  std::max(a.y(), b.y()) >= rect.top() && std::min(a.y(), b.y()) <= rect.bottom());
            if (!isAway && clipped(QLineF(a, b), rect)) {
                ++count;
                break;  // one line is one hit, however many pieces it has
            }
        }
    }
    const double r = obstacles.pointRadius;
    for (const QPointF& point : obstacles.points) count += rect.adjusted(-r, -r, r, r).contains(point) ? 1 : 0;
    const double apart = 0.5 * r;  // a rectangle of words ends at the base line
    for (const QRectF& other : obstacles.words) count += other.adjusted(-apart, -apart, apart, apart).intersects(rect) ? 3 : 0;
    return count;
}

QRectF keptInside(QRectF rect, const QRectF& room) {
    rect.moveLeft(std::clamp(rect.left(), room.left(), std::max(room.left(), room.right() - rect.width())));
    rect.moveTop(std::clamp(rect.top(), room.top(), std::max(room.top(), room.bottom() - rect.height())));
    return rect;
}

/// The free rectangle in the room that is nearest to a wished one, at most so far away; none: every place is taken.
template <class Count>
std::optional<QRectF> nearestFree(const QRectF& wished, const QRectF& room, double furthest, Count count) {
    constexpr int kAcross = 32, kDown = 12;
    std::optional<QRectF> best;
    double nearest = furthest;
    for (int j = 0; j <= kDown; ++j) {
        for (int i = 0; i <= kAcross; ++i) {
            const QPointF topLeft(room.left() + (room.width() - wished.width()) * i / kAcross,
                                  room.top() + (room.height() - wished.height()) * j / kDown);
            const double away = QLineF(topLeft, wished.topLeft()).length();
            if (away >= nearest || count(QRectF(topLeft, wished.size())) > 0) continue;
            nearest = away;
            best = QRectF(topLeft, wished.size());
        }
    }
    return best;
}

double distanceTo(const PathPoints& line, QPointF point, double& along) {
    double nearest = 1e9;
    double before = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const QPointF step = line[i] - line[i - 1];
        const double length = std::hypot(step.x(), step.y());
        if (!std::isfinite(length)) continue;
        const double part = length > 0.0 ? std::clamp(QPointF::dotProduct(point - line[i - 1], step) / (length * length), 0.0, 1.0) : 0.0;
        const double away = QLineF(line[i - 1] + part * step, point).length();
        if (away < nearest) {
            nearest = away;
            along = before + part * length;
        }
        before += length;
    }
    return nearest;
}

/// Points every so many px along a line, on both sides of a place on it, the nearest first.
std::vector<QPointF> pointsAlong(const PathPoints& line, double from, double spacing, double furthest) {
    std::vector<std::pair<double, QPointF>> points;
    double before = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double length = QLineF(line[i - 1], line[i]).length();
        if (!std::isfinite(length) || length == 0.0) continue;
        const double low = std::max(before, from - furthest);
        const double high = std::min(before + length, from + furthest);
        for (double k = std::ceil((low - from) / spacing); from + k * spacing <= high; ++k) {
            const double at = from + k * spacing;
            points.emplace_back(std::fabs(k), line[i - 1] + (at - before) / length * (line[i] - line[i - 1]));
        }
        before += length;
    }
    std::stable_sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<QPointF> places;
    for (const auto& [away, point] : points) places.push_back(point);
    return places;
}

bool isAbove(Anchor side) { return side == Anchor::Above || side == Anchor::AboveLeft || side == Anchor::AboveRight; }
bool isBelow(Anchor side) { return side == Anchor::Below || side == Anchor::BelowLeft || side == Anchor::BelowRight; }

/// The nearest free place beside the line that runs through a point, if possible on the wished side of it, above or below; none: no line
/// runs there, or every place beside it is taken.
template <class Count>
std::optional<QRectF> besideLine(const Label& label, QPointF point, QSizeF size, const QRectF& room, double gap, const LabelObstacles& own,
                                 const PaintContext& context, Count count) {
    constexpr double kOnLine = 2.0, kSpacing = 10.0, kFurthest = 300.0;  // px at 1080p
    const PathPoints* host = nullptr;
    double nearest = context.px(kOnLine);
    double from = 0.0;
    for (const PathPoints& line : own.lines) {
        double along = 0.0;
        const double away = distanceTo(line, point, along);
        if (away > nearest) continue;
        nearest = away;
        from = along;
        host = &line;
    }
    if (!host) return std::nullopt;
    const std::vector<QPointF> places = pointsAlong(*host, from, context.px(kSpacing), context.px(kFurthest));
    const std::vector<Anchor> sides = sidesFrom(label.anchor);
    const auto isWished = [&label](Anchor side) { return isAbove(label.anchor) ? isAbove(side) : !isBelow(label.anchor) || isBelow(side); };
    for (const bool anySide : {false, true}) {
        for (const QPointF& place : places) {
            if (!room.contains(place)) continue;
            for (const Anchor side : sides) {
                if (!anySide && !isWished(side)) continue;
                const QRectF rect = anchored(place, size, side, gap);
                if (room.contains(rect) && count(rect) == 0) return rect;
            }
        }
    }
    return std::nullopt;
}

struct Place {
    QRectF rect;
    int hits = 0;
};

Place freePlace(const Label& label, QPointF point, QSizeF size, const QRectF& plot, const LabelObstacles& own,
                const LabelObstacles& standing, LabelReach search, bool isStrong, const PaintContext& context) {
    const QRectF room = plot.adjusted(context.px(4), context.px(4), -context.px(4), -context.px(4));
    const auto isHere = [&](QPointF other) { return std::hypot(other.x() - point.x(), other.y() - point.y()) < context.px(3); };
    const bool atMarker = isStrong || std::any_of(own.points.begin(), own.points.end(), isHere) ||
                          std::any_of(standing.points.begin(), standing.points.end(), isHere);
    const bool isFormula = std::holds_alternative<FormulaBox>(label.text);
    const double gap = context.px(label.boxed ? 14.0 : atMarker ? 18.0 : isFormula ? 16.0 : 10.0);
    const auto count = [&](const QRectF& rect) { return hits(rect, own) + hits(rect, standing); };
    Place best{keptInside(anchored(point, size, label.anchor, gap), room)};
    if (label.boxed || label.anchor == Anchor::Centre) return best;
    best.hits = count(best.rect);
    const auto tryAround = [&](double reach) {
        for (const Anchor side : sidesFrom(label.anchor)) {
            if (best.hits == 0) return;
            const QRectF rect = keptInside(anchored(point, size, side, gap * reach), room);
            const int here = count(rect);
            if (here < best.hits) best = {rect, here};
        }
    };
    const bool fits = size.width() < room.width() && size.height() < room.height();
    const bool mayMove = search == LabelReach::Anywhere && fits;
    tryAround(1.0);
    if (best.hits > 0 && mayMove && !isFormula) {
        // Words belong to their line: rather further along it than further away from it.
        if (const auto rect = besideLine(label, point, size, room, gap, own, context, count)) return {*rect, 0};
    }
    for (const double reach : {2.2, 3.6, 5.5}) tryAround(reach);
    if (best.hits == 0 || !mayMove) return best;
    constexpr double kWords = 150.0;  // px at 1080p: words belong to their line
    if (const auto rect = nearestFree(best.rect, room, isFormula ? 1e9 : context.px(kWords), count)) return {*rect, 0};
    return best;
}

/// What stands left of the equals sign: the name of a curve whose formula is too long for any picture.
std::optional<FormulaBox> nameOf(const FormulaBox& formula) {
    const auto isEquals = [](const FormulaBox& part) { return part.style == FormulaBox::Style::Operator && part.text == "="; };
    const auto end = std::find_if(formula.parts.begin(), formula.parts.end(), isEquals);
    if (formula.kind != FormulaBox::Kind::Row || end == formula.parts.begin() || end == formula.parts.end()) return {};
    FormulaBox name = formula;
    name.parts.assign(formula.parts.begin(), end);
    return name;
}

/// The curve's name alone, where the formula is wider than the picture even at the size of captions.
std::optional<Label> shortened(const Label& label, double width, const QRectF& plot, const PaintContext& context) {
    constexpr double kSmallest = 0.7;
    const auto* formula = std::get_if<FormulaBox>(&label.text);
    if (!formula || label.boxed || width < plot.width()) return {};
    const std::optional<FormulaBox> name = nameOf(*formula);
    if (!name || labelInk(label, context, kSmallest).size.width() < plot.width()) return {};
    Label cut = label;
    cut.text = *name;
    return cut;
}

/// A formula that finds no free place is set smaller, down to the size of captions.
void placeFreely(PlacedLabel& result, QPointF point, const Panel& panel, const QRectF& plot, const LabelObstacles& own,
                 const LabelObstacles& standing, LabelReach reach, const PaintContext& context) {
    const std::optional<Label> cut = shortened(*result.label, result.ink.size.width(), plot, context);
    const Label& label = cut ? *cut : *result.label;
    if (cut) result.ink = labelInk(label, context);
    const bool mayShrink = std::holds_alternative<FormulaBox>(label.text) && !label.boxed && reach == LabelReach::Anywhere;
    const bool isStrong = label.style.emphasis == Emphasis::Strong;
    Place place = freePlace(label, point, result.ink.size, plot, own, standing, reach, isStrong, context);
    if (place.hits > 0 && isStrong) {
        const Place closer = freePlace(label, point, result.ink.size, plot, own, standing, reach, false, context);
        if (closer.hits < place.hits) place = closer;
    }
    for (const double part : {0.84, 0.7}) {
        if (place.hits == 0 || !mayShrink) break;
        LabelInk smaller = labelInk(label, context, part);
        const Place there = freePlace(label, point, smaller.size, plot, own, standing, reach, isStrong, context);
        if (there.hits > 0) continue;
        place = there;
        result.ink = std::move(smaller);
    }
    result.rect = place.rect;
    // In a chart no place may be free: better a gap in a line than a line through the words.
    const bool isChart = panel.x.placement != AxisPlacement::AtZero && !panel.framed && !panel.equalUnits && !label.boxed;
    result.patched = isChart && place.hits > 0;
}

/// Between the outer rectangle's top and the floor, closer to each other where there are many.
void pushApart(std::vector<PlacedLabel*>& labels, const QRectF& outer, double floor, double gap) {
    double height = 0.0;
    for (const PlacedLabel* label : labels) height += label->rect.height();
    if (labels.size() > 1) gap = std::clamp((floor - outer.top() - height) / static_cast<double>(labels.size() - 1), 0.0, gap);
    std::sort(labels.begin(), labels.end(),
              [](const PlacedLabel* a, const PlacedLabel* b) { return a->rect.center().y() < b->rect.center().y(); });
    for (std::size_t i = 1; i < labels.size(); ++i) {
        const double above = labels[i - 1]->rect.bottom() + gap;
        if (labels[i]->rect.top() < above) labels[i]->rect.moveTop(above);
    }
    for (auto it = labels.rbegin(); it != labels.rend(); ++it) {
        if ((*it)->rect.bottom() > floor) (*it)->rect.moveBottom(floor);
        floor = (*it)->rect.top() - gap;
    }
}

}  // namespace

QRectF anchored(QPointF point, QSizeF size, Anchor anchor, double gap) {
    const double w = size.width();
    const double h = size.height();
    const double diagonal = 0.7 * gap;
    QPointF topLeft = point - QPointF(w / 2, h / 2);
    switch (anchor) {
        case Anchor::Centre: break;
        case Anchor::Left: topLeft = point - QPointF(w + gap, h / 2); break;
        case Anchor::Right: topLeft = point + QPointF(gap, -h / 2); break;
        case Anchor::Above: topLeft = point - QPointF(w / 2, h + gap); break;
        case Anchor::Below: topLeft = point + QPointF(-w / 2, gap); break;
        case Anchor::AboveLeft: topLeft = point - QPointF(w + diagonal, h + diagonal); break;
        case Anchor::AboveRight: topLeft = point + QPointF(diagonal, -h - diagonal); break;
        case Anchor::BelowLeft: topLeft = point + QPointF(-w - diagonal, diagonal); break;
        case Anchor::BelowRight: topLeft = point + QPointF(diagonal, diagonal); break;
    }
    return {topLeft, size};
}

LabelInk labelInk(const Label& label, const PaintContext& context, double part) {
    LabelInk ink;
    const QSizeF padding = paddingOf(label, context);
    if (const auto* message = std::get_if<Message>(&label.text)) {
        const bool isSmall = label.style.weight == LineWeight::Secondary || label.style.weight == LineWeight::Hair;
        const double size = context.type(label.boxed ? kBoxedSize : isSmall ? 16.0 : kTextSize);
        const int weight = label.boxed || !isQuiet(label.style.role) || label.style.look != Look::None ? 600 : 500;
        const QColor colour = label.style.role == Role::Hole ? context.colour(Token::Ink) : context.theme.text(label.style);
        ink.words = richLines(messageText(*message), size, weight, colour, context.theme, 1e9).front();
        const double cap = capHeight(interfaceFont(size, weight));
        ink.size = QSizeF(ink.words.width, cap) + 2.0 * padding;
        ink.baseLine = padding.height() + cap;
    } else {
        ink.formula = layoutFormula(std::get<FormulaBox>(label.text), part * context.type(label.boxed ? kBoxedFormulaSize : kFormulaSize));
        ink.size = QSizeF(ink.formula.width, ink.formula.height()) + 2.0 * padding;
        ink.baseLine = padding.height() + ink.formula.ascent;
    }
    return ink;
}

QSizeF labelSize(const Label& label, const PaintContext& context) { return labelInk(label, context).size; }

bool isEndLabel(const Label& label, const Panel& panel) {
    return label.anchor == Anchor::Right && !label.boxed &&
           label.position.x >= panel.x.range.high - 1e-6 * std::fabs(panel.x.range.length());
}

bool isHangingLabel(const Label& label, const Panel& panel) {
    return label.boxed && label.position.y <= panel.y.range.low + 1e-6 * std::fabs(panel.y.range.length());
}

LabelObstacles labelObstacles(const Marks& marks, const Viewport& viewport, const PaintContext& context) {
    LabelObstacles obstacles;
    obstacles.pointRadius = context.px(7);
    for (const Mark& mark : marks) {
        if (const auto* line = std::get_if<Polyline>(&mark)) {
            if (!line->points) continue;
            PathPoints path;
            path.reserve(line->points->size());
            for (const Vec2& point : *line->points) path.push_back(viewport.at(point));
            obstacles.lines.push_back(std::move(path));
        } else if (const auto* rule = std::get_if<Rule>(&mark)) {
            const QRectF& plot = viewport.plot();
            const bool isHorizontal = rule->orientation == Orientation::Horizontal;
            const double at = isHorizontal ? viewport.y(rule->position) : viewport.x(rule->position);
            obstacles.lines.push_back(isHorizontal ? PathPoints{{plot.left(), at}, {plot.right(), at}}
                                                   : PathPoints{{at, plot.top()}, {at, plot.bottom()}});
        } else if (const auto* band = std::get_if<Band>(&mark)) {
            // Its edges are lines: a word across one is read wrongly (a − δ as a + δ).
            const QRectF& plot = viewport.plot();
            const bool isHorizontal = band->orientation == Orientation::Horizontal;
            for (const double edge : {band->range.low, band->range.high}) {
                const double at = isHorizontal ? viewport.y(edge) : viewport.x(edge);
                obstacles.lines.push_back(isHorizontal ? PathPoints{{plot.left(), at}, {plot.right(), at}}
                                                       : PathPoints{{at, plot.top()}, {at, plot.bottom()}});
            }
        } else if (const auto* marker = std::get_if<Marker>(&mark)) {
            // Out of sight it is an arrow at the edge.
            const QPointF place = viewport.at(marker->position);
            const QRectF& plot = viewport.plot();
            obstacles.points.emplace_back(std::clamp(place.x(), plot.left(), plot.right()),
                                          std::clamp(place.y(), plot.top(), plot.bottom()));
        } else if (const auto* cloud = std::get_if<MarkerCloud>(&mark)) {
            // Thousands of small dots keep no words away.
            const bool isDust = cloud->shape == MarkerShape::Dot && cloud->style.emphasis != Emphasis::Strong;
            if (!cloud->points || isDust) continue;
            for (const Vec2& point : *cloud->points) obstacles.points.push_back(viewport.at(point));
        }
    }
    return obstacles;
}

std::vector<PlacedLabel> placeLabels(const Marks& marks, const Panel& panel, const Viewport& viewport, const QRectF& outer,
                                     const LabelObstacles& own, const LabelObstacles& standing, LabelReach reach,
                                     const PaintContext& context) {
    std::vector<PlacedLabel> placed;
    LabelObstacles taken = own;
    std::vector<std::size_t> ends;
    for (const Mark& mark : marks) {
        const auto* label = std::get_if<Label>(&mark);
        if (!label) continue;
        const QPointF point = viewport.at(label->position);
        if (!std::isfinite(point.x()) || !std::isfinite(point.y())) continue;
        PlacedLabel result{label, {}, labelInk(*label, context), panel.framed && !label->boxed && isQuiet(label->style.role)};
        const QSizeF size = result.ink.size;
        if (isHangingLabel(*label, panel)) {
            result.rect = anchored({point.x(), viewport.plot().bottom()}, size, Anchor::Centre, 0.0);
            result.rect.moveLeft(std::clamp(result.rect.left(), outer.left(), std::max(outer.left(), outer.right() - result.rect.width())));
        } else if (isEndLabel(*label, panel)) {
            result.rect = anchored(point, size, label->anchor, context.px(16));
            ends.push_back(placed.size());
        } else {
            // Where the point itself is out of sight, so are its words.
            const double slack = context.px(2);
            if (!viewport.plot().adjusted(-slack, -slack, slack, slack).contains(point)) continue;
            placeFreely(result, point, panel, viewport.plot(), taken, standing, reach, context);
        }
        taken.words.push_back(result.rect);
        placed.push_back(std::move(result));
    }
    std::vector<PlacedLabel*> atEnd;
    for (const std::size_t index : ends) atEnd.push_back(&placed[index]);
    // Beneath them stands the name of the abscissa.
    const bool isNamed = !panel.x.label.text.empty() || !panel.x.label.parts.empty();
    pushApart(atEnd, outer, isNamed ? viewport.plot().bottom() + context.px(6) : outer.bottom(), context.px(7));
    return placed;
}

void paintLabel(QPainter& painter, const PlacedLabel& placed, const PaintContext& context) {
    const Label& label = *placed.label;
    const LabelInk& ink = placed.ink;
    painter.setRenderHint(QPainter::Antialiasing);
    if (placed.backed) {
        const double around = context.px(5);
        painter.fillRect(placed.rect.adjusted(-around, -around, around, around), context.colour(Token::Surface));
    }
    if (placed.patched) {
        const double around = context.px(2);
        painter.fillRect(placed.rect.adjusted(-around, -around, around, around), context.colour(Token::Paper));
    }
    if (label.boxed) {
        painter.setBrush(context.colour(context.theme.isDark() ? Token::Field : Token::Surface));
        painter.setPen(QPen(context.theme.text(label.style), context.px(2)));
        painter.drawRoundedRect(placed.rect, context.px(8), context.px(8));
    }
    const QPointF baseLine = placed.rect.topLeft() + QPointF(paddingOf(label, context).width(), ink.baseLine);
    if (ink.formula.isEmpty()) {
        drawRichLine(painter, baseLine, ink.words, context.target);
    } else {
        const QColor colour = label.boxed ? context.colour(Token::Ink) : context.theme.text(label.style);
        paintFormula(painter, baseLine, ink.formula, context.theme, colour, context.target);
    }
}

}  // namespace calc
