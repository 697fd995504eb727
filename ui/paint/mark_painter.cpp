#include "ui/paint/mark_painter.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/area_painter.h"
#include "ui/paint/contour_image.h"
#include "ui/paint/lens_painter.h"
#include "ui/paint/marker_painter.h"
#include "ui/paint/stroke_painter.h"

namespace calc {
namespace {

constexpr double kCrowded = 12.0;  // px between markers of a cloud below which they shrink
constexpr double kHidden = 7.0;    // and below which they are left out

PathPoints placed(const std::vector<Vec2>& points, const Viewport& viewport) {
    PathPoints line;
    line.reserve(points.size());
    for (const Vec2& point : points) line.push_back(viewport.at(point));
    return line;
}

bool isMap(const Panel& panel) {
    const auto hasMap = [](const Marks& marks) {
        return std::any_of(marks.begin(), marks.end(), [](const Mark& mark) { return std::holds_alternative<ContourMap>(mark); });
    };
    return hasMap(*panel.still) || hasMap(panel.moving);
}

// Small cards (a zoom strip) have finer lines and points.
PaintContext markContext(const Panel& panel, const Viewport& viewport, PaintContext context) {
    if (panel.framed && std::min(viewport.plot().width(), viewport.plot().height()) < context.px(260)) context.scale *= 0.68;
    return context;
}

/// What of a straight line lies outside of words that stand still: a line that moves across them leaves a gap.
std::vector<QLineF> besideWords(const QLineF& line, const std::vector<QRectF>& words) {
    std::vector<std::pair<double, double>> gaps;  // as parts of the line
    for (const QRectF& word : words) {
        double from = 0.0, to = 1.0;
        const auto cut = [&](double start, double step, double low, double high) {
            if (step == 0.0) {
                if (start <= low || start >= high) to = -1.0;
                return;
            }
            const double a = (low - start) / step, b = (high - start) / step;
            from = std::max(from, std::min(a, b));
            to = std::min(to, std::max(a, b));
        };
        cut(line.x1(), line.dx(), word.left(), word.right());
        cut(line.y1(), line.dy(), word.top(), word.bottom());
        if (from < to) gaps.emplace_back(from, to);
    }
    std::sort(gaps.begin(), gaps.end());
    gaps.emplace_back(1.0, 1.0);
    std::vector<QLineF> parts;
    double from = 0.0;
    for (const auto& [begin, end] : gaps) {
        if (begin > from) parts.emplace_back(line.pointAt(from), line.pointAt(begin));
        from = std::max(from, end);
    }
    return parts;
}

void paintStraight(QPainter& painter, const QLineF& line, const Style& style, bool cased, const QRectF& plot,
                   const std::vector<QRectF>& words, const PaintContext& context) {
    if (!std::isfinite(line.x1() + line.y1() + line.x2() + line.y2())) return;
    for (const QLineF& part : besideWords(line, words))
        strokeLine(painter, {part.p1(), part.p2()}, plot, context.theme.stroke(style), cased, context);
}

void paintPolyline(QPainter& painter, const Polyline& line, const Viewport& viewport, const std::vector<QRectF>& words,
                   const PaintContext& context) {
    if (!line.points || line.style.line == LineKind::None) return;
    const PathPoints path = placed(*line.points, viewport);
    constexpr std::size_t kHelper = 3;  // points of a line that helps to read the picture: a secant, the step beneath it
    if (path.size() <= kHelper) {
        for (std::size_t i = 1; i < path.size(); ++i)
            paintStraight(painter, {path[i - 1], path[i]}, line.style, line.cased, viewport.plot(), words, context);
    } else {
        strokeLine(painter, path, viewport.plot(), context.theme.stroke(line.style), line.cased, context);
    }
}

void paintRule(QPainter& painter, const Rule& rule, const Viewport& viewport, const std::vector<QRectF>& words,
               const PaintContext& context) {
    const QRectF plot = viewport.plot();
    const QLineF line = rule.orientation == Orientation::Horizontal
                            ? QLineF(plot.left(), viewport.y(rule.position), plot.right(), viewport.y(rule.position))
                            : QLineF(viewport.x(rule.position), plot.top(), viewport.x(rule.position), plot.bottom());
    paintStraight(painter, line, rule.style, false, plot, words, context);
}

void paintOneMarker(QPainter& painter, const Marker& marker, const Viewport& viewport, const PaintContext& context) {
    const QPointF place = viewport.at(marker.position);
    if (!std::isfinite(place.x()) || !std::isfinite(place.y())) return;
    const double slack = context.px(2);
    if (viewport.plot().adjusted(-slack, -slack, slack, slack).contains(place)) {
        paintMarker(painter, place, marker.shape, marker.style, context);
    } else {
        paintEdgeArrow(painter, place, viewport.plot(), context.theme.mark(marker.style), context);
    }
}

/// Thousands of points at once: each a dot, none left out; strong ones are large enough to be told apart.
void paintDots(QPainter& painter, const PathPoints& places, const Style& style, const QRectF& plot, const PaintContext& context) {
    const bool isStrong = style.emphasis == Emphasis::Strong;
    QList<QPointF> seen;
    seen.reserve(static_cast<qsizetype>(places.size()));
    for (const QPointF& place : places) {
        if (plot.contains(place)) seen.append(place);
    }
    QColor colour = context.theme.mark(style);
    if (!isStrong) colour.setAlphaF(0.75F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, context.px(isStrong ? 6.5 : 1.8), Qt::SolidLine, Qt::RoundCap));
    painter.drawPoints(seen.constData(), static_cast<int>(seen.size()));
}

void paintCloud(QPainter& painter, const MarkerCloud& cloud, const Viewport& viewport, const PaintContext& context) {
    if (!cloud.points || cloud.points->empty()) return;
    const PathPoints places = placed(*cloud.points, viewport);
    if (cloud.shape == MarkerShape::Dot) return paintDots(painter, places, cloud.style, viewport.plot(), context);
    double nearest = 1e9;
    for (std::size_t i = 1; i < places.size(); ++i) nearest = std::min(nearest, std::fabs(places[i].x() - places[i - 1].x()));
    const double spacing = nearest / context.scale;
    if (spacing < kHidden) return;
    const double factor = std::clamp(spacing / kCrowded, 0.5, 1.0);
    for (const QPointF& place : places) {
        if (viewport.plot().contains(place)) paintMarker(painter, place, cloud.shape, cloud.style, factor, context);
    }
}

}  // namespace

const QImage& MarkPainter::mapImage(const ContourMap& map, const Panel& panel, const Viewport& viewport, const PaintContext& context) {
    // One embedded image at twice the size for vector formats.
    const double ratio = context.isVector() ? std::max(2.0, context.pixelRatio) : context.pixelRatio;
    const QSize pixels = (viewport.plot().size() * ratio).toSize();
    const bool isKept = m_map.field == map.field && m_map.basins == map.basins && m_map.x == panel.x.range && m_map.y == panel.y.range &&
                        m_map.pixels == pixels && m_map.theme == context.theme;
    if (!isKept) {
        m_map = {map.field, map.basins, panel.x.range, panel.y.range, pixels, context.theme, {}};
        m_map.image =
            contourImage(*map.field, map.basins.get(), panel.x.range, panel.y.range, pixels, context.px(1.6) * ratio, context.theme);
    }
    return m_map.image;
}

void MarkPainter::paint(QPainter& painter, const Marks& marks, const Panel& panel, const Viewport& viewport, const QRectF& outer,
                        const LabelObstacles& standing, LabelReach reach, const PaintContext& words) {
    const bool overMap = isMap(panel);
    const PaintContext context = markContext(panel, viewport, words);
    for (const Mark& mark : marks) {
        if (const auto* line = std::get_if<Polyline>(&mark)) {
            paintPolyline(painter, *line, viewport, standing.words, context);
        } else if (const auto* area = std::get_if<Area>(&mark)) {
            paintArea(painter, *area, viewport, context);
        } else if (const auto* boxes = std::get_if<Boxes>(&mark)) {
            paintBoxes(painter, *boxes, viewport, context);
        } else if (const auto* polygons = std::get_if<Polygons>(&mark)) {
            paintPolygons(painter, *polygons, viewport, context);
        } else if (const auto* band = std::get_if<Band>(&mark)) {
            paintBand(painter, *band, viewport, context);
        } else if (const auto* rule = std::get_if<Rule>(&mark)) {
            paintRule(painter, *rule, viewport, standing.words, context);
        } else if (const auto* marker = std::get_if<Marker>(&mark)) {
            paintOneMarker(painter, *marker, viewport, context);
        } else if (const auto* cloud = std::get_if<MarkerCloud>(&mark)) {
            paintCloud(painter, *cloud, viewport, context);
        } else if (const auto* arrow = std::get_if<Arrow>(&mark)) {
            paintArrow(painter, viewport.at(arrow->from), viewport.at(arrow->to), viewport.plot(), arrow->style, overMap, context);
        } else if (const auto* map = std::get_if<ContourMap>(&mark)) {
            painter.setBrush(context.colour(Token::Paper));  // a see-through brush would make QPdfWriter's image see-through
            if (map->field) painter.drawImage(viewport.plot(), mapImage(*map, panel, viewport, context));
        } else if (const auto* lens = std::get_if<Lens>(&mark)) {
            paintLens(painter, *lens, viewport, context);
        }
    }
    m_obstacles = labelObstacles(marks, viewport, words);
    const std::vector<PlacedLabel> labels = placeLabels(marks, panel, viewport, outer, m_obstacles, standing, reach, words);
    for (const PlacedLabel& label : labels) {
        paintLabel(painter, label, words);
        m_obstacles.words.push_back(label.rect);
    }
}

}  // namespace calc
