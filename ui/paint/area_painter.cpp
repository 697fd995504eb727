#include "ui/paint/area_painter.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/stroke_painter.h"

namespace calc {
namespace {

constexpr double kHatchWidth = 1.5;
constexpr double kNarrowBox = 8.0;  // px: narrower rectangles lose their edges, which would hide the fill

QPolygonF polygonOf(const PathPoints& points) { return QPolygonF(QList<QPointF>(points.begin(), points.end())); }

// Device rows that are filled at once: Qt hands higher see-through fills to a pool of threads, and waits for it longer than the fill takes.
constexpr int kRowsAtOnce = 90;

// A rectangle as strips of few device rows; whole where there are no pixels.
std::vector<QRectF> strips(const QRectF& rect, const QPainter& painter, const PaintContext& context) {
    if (context.isVector()) return {rect};
    const QTransform toDevice = painter.deviceTransform();
    const double ratio = toDevice.m22();
    const double first = toDevice.map(rect.topLeft()).y(), last = toDevice.map(rect.bottomRight()).y();
    std::vector<QRectF> parts;
    double top = rect.top();
    for (double row = std::floor(first) + kRowsAtOnce; row < last; row += kRowsAtOnce) {
        const double bottom = (row - toDevice.dy()) / ratio;
        parts.emplace_back(QPointF(rect.left(), top), QPointF(rect.right(), bottom));
        top = bottom;
    }
    parts.emplace_back(QPointF(rect.left(), top), rect.bottomRight());
    return parts;
}

void fillPolygon(QPainter& painter, const PathPoints& polygon, const QColor& colour, const PaintContext& context) {
    if (polygon.size() < 3) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const std::vector<QRectF> parts = strips(polygonOf(polygon).boundingRect(), painter, context);
    for (const QRectF& part : parts) painter.drawPolygon(polygonOf(parts.size() == 1 ? polygon : clippedPolygon(polygon, part)));
}

void appendHatch(std::vector<QLineF>& lines, const PathPoints& polygon, const Fill& fill, const PaintContext& context) {
    if (fill.hatchAngle == 0.0) return;
    const std::vector<QLineF> more = hatchLines(polygon, fill.hatchAngle, context.px(fill.hatchSpacing));
    lines.insert(lines.end(), more.begin(), more.end());
}

QRectF boxRect(const Box& box, const Viewport& viewport) {
    return QRectF(QPointF(viewport.x(box.low.x), viewport.y(box.high.y)), QPointF(viewport.x(box.high.x), viewport.y(box.low.y)))
        .normalized();
}

PathPoints corners(const QRectF& rect) { return {rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()}; }

// Many narrow rectangles as one polygon: their tops from left to right, their feet back.
PathPoints joined(const std::vector<QRectF>& rects) {
    PathPoints polygon;
    for (const QRectF& rect : rects) {
        polygon.push_back(rect.topLeft());
        polygon.push_back(rect.topRight());
    }
    for (auto it = rects.rbegin(); it != rects.rend(); ++it) {
        polygon.push_back(it->bottomRight());
        polygon.push_back(it->bottomLeft());
    }
    return polygon;
}

// Upright fills and edges on whole device pixels: sharp, and many times cheaper than softened ones.
QRectF onPixels(const QRectF& rect, const PaintContext& context) {
    if (context.isVector()) return rect;
    const double ratio = context.pixelRatio;
    const auto whole = [ratio](double value) { return std::round(value * ratio) / ratio; };
    return QRectF(QPointF(whole(rect.left()), whole(rect.top())), QPointF(whole(rect.right()), whole(rect.bottom())));
}

void fillBox(QPainter& painter, const QRectF& rect, const QColor& colour, const PaintContext& context) {
    painter.setRenderHint(QPainter::Antialiasing, context.isVector());
    for (const QRectF& part : strips(onPixels(rect, context), painter, context)) painter.fillRect(part, colour);
}

// Upright lines of a width; in pixels as filled stripes.
void drawEdges(QPainter& painter, const std::vector<QLineF>& edges, const QColor& colour, double width, const PaintContext& context) {
    if (context.isVector()) {
        strokeSegments(painter, edges, colour, width, context);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double half = 0.5 * std::max(width, 1.0 / context.pixelRatio);
    for (const QLineF& edge : edges) {
        const QRectF line = QRectF(edge.p1(), edge.p2()).normalized();
        painter.fillRect(onPixels(line.adjusted(-half, -half, half, half), context), colour);
    }
}

void appendEdges(std::vector<QLineF>& edges, const QRectF& rect, const QRectF& plot) {
    const PathPoints c = corners(rect);
    for (std::size_t i = 0; i < c.size(); ++i) {
        if (const auto seen = clipped(QLineF(c[i], c[(i + 1) % c.size()]), plot)) edges.push_back(*seen);
    }
}

bool areSame(const QPointF& a, const QPointF& b) { return std::fabs(a.x() - b.x()) + std::fabs(a.y() - b.y()) < 1e-3; }

// Puts a polygon to its neighbour on the left, where they share an edge.
bool joinNeighbour(PathPoints& left, const PathPoints& right) {
    const std::size_t n = right.size();
    for (std::size_t i = left.size(); i-- > 0;) {
        const QPointF& from = left[i];
        const QPointF& to = left[(i + 1) % left.size()];
        for (const std::size_t k : {std::size_t{0}, n - 1}) {  // a strip's left edge is its first or its last
            if (!areSame(right[k], to) || !areSame(right[(k + 1) % n], from)) continue;
            PathPoints rest;
            for (std::size_t step = 2; step < n; ++step) rest.push_back(right[(k + step) % n]);
            left.insert(left.begin() + static_cast<std::ptrdiff_t>(i) + 1, rest.begin(), rest.end());
            return true;
        }
    }
    return false;
}

// Neighbours as one polygon: filled at once, without a seam, and many times cheaper than each by itself.
std::vector<PathPoints> withoutSeams(const std::vector<PathPoints>& outlines) {
    std::vector<PathPoints> whole;
    for (const PathPoints& outline : outlines) {
        if (outline.size() < 3) continue;
        if (whole.empty() || !joinNeighbour(whole.back(), outline)) whole.push_back(outline);
    }
    return whole;
}

// The outline of a piece: what is upright or level as whole pixels, what is slanted or bent as lines.
void appendOutline(std::vector<QLineF>& straight, std::vector<PathPoints>& bent, const PathPoints& outline, const Viewport& viewport,
                   const PaintContext& context) {
    PathPoints run;
    const auto finish = [&] {
        if (run.size() > 1) {
            for (PathPoints& piece : visiblePieces(run, viewport.plot(), context)) bent.push_back(std::move(piece));
        }
        run.clear();
    };
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const QPointF a = outline[i];
        const QPointF b = outline[(i + 1) % outline.size()];
        if (a.x() == b.x() || a.y() == b.y()) {
            finish();
            if (const auto seen = clipped(QLineF(a, b), viewport.plot())) straight.push_back(*seen);
            continue;
        }
        if (run.empty()) run.push_back(a);
        run.push_back(b);
    }
    finish();
}

}  // namespace

void paintArea(QPainter& painter, const Area& area, const Viewport& viewport, const PaintContext& context) {
    if (!area.points) return;
    const Fill fill = context.theme.fill(area.style.role);
    const auto& points = *area.points;
    const double base = viewport.y(area.base);
    std::vector<QLineF> hatch;
    PathPoints upper;
    PathPoints lower;
    const auto finish = [&] {
        if (upper.size() > 1) {
            const double pixel = 0.5 / context.pixelRatio;
            PathPoints polygon = simplified(thinned(upper, pixel), 0.1 * pixel);
            if (lower.empty()) {
                polygon.emplace_back(upper.back().x(), base);
                polygon.emplace_back(upper.front().x(), base);
            } else {
                const PathPoints under = simplified(thinned(lower, pixel), 0.1 * pixel);
                polygon.insert(polygon.end(), under.rbegin(), under.rend());
            }
            polygon = clippedPolygon(polygon, viewport.plot());
            fillPolygon(painter, polygon, fill.colour, context);
            appendHatch(hatch, polygon, fill, context);
        }
        upper.clear();
        lower.clear();
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool hasLower = area.lower && i < area.lower->size();
        if (!points[i].isFinite() || (hasLower && !(*area.lower)[i].isFinite())) {
            finish();
            continue;
        }
        upper.push_back(viewport.at(points[i]));
        if (hasLower) lower.push_back(viewport.at((*area.lower)[i]));
    }
    finish();
    strokeSegments(painter, hatch, fill.hatch, context.px(kHatchWidth), context);
}

void paintBoxes(QPainter& painter, const Boxes& boxes, const Viewport& viewport, const PaintContext& context) {
    if (!boxes.boxes) return;
    const Fill fill = context.theme.fill(boxes.style.role);
    const QRectF plot = viewport.plot();
    std::vector<QRectF> narrow;
    std::vector<QLineF> hatch;
    std::vector<QLineF> edges;
    painter.setRenderHint(QPainter::Antialiasing);
    const auto finishNarrow = [&] {
        if (narrow.empty()) return;
        const PathPoints polygon = joined(narrow);
        fillPolygon(painter, polygon, fill.colour, context);
        appendHatch(hatch, polygon, fill, context);
        narrow.clear();
    };
    for (const Box& box : *boxes.boxes) {
        const QRectF rect = boxRect(box, viewport);
        const QRectF seen = rect & plot;
        if (!std::isfinite(rect.width()) || !std::isfinite(rect.height()) || seen.width() <= 0.0 || seen.height() <= 0.0) continue;
        if (seen.width() < context.px(kNarrowBox)) {
            if (!narrow.empty() && std::fabs(narrow.back().right() - seen.left()) > 0.01) finishNarrow();
            narrow.push_back(seen);
            continue;
        }
        finishNarrow();
        fillBox(painter, seen, fill.colour, context);
        appendHatch(hatch, corners(seen), fill, context);
        appendEdges(edges, rect, plot);
    }
    finishNarrow();
    strokeSegments(painter, hatch, fill.hatch, context.px(kHatchWidth), context);
    drawEdges(painter, edges, context.theme.mark(boxes.style), context.px(fill.edgeWidth), context);
}

void paintPolygons(QPainter& painter, const Polygons& polygons, const Viewport& viewport, const PaintContext& context) {
    if (!polygons.polygons) return;
    const Fill fill = context.theme.fill(polygons.style.role);
    std::vector<QLineF> hatch;
    std::vector<QLineF> straight;
    std::vector<PathPoints> bent;
    std::vector<PathPoints> outlines;
    bool isCrowded = false;
    for (const std::vector<Vec2>& source : *polygons.polygons) {
        PathPoints outline;
        for (const Vec2& point : source) outline.push_back(viewport.at(point));
        if (outline.empty()) continue;
        const QRectF bounds = polygonOf(outline).boundingRect();
        isCrowded = isCrowded || bounds.width() < context.px(kNarrowBox);
        outlines.push_back(std::move(outline));
    }
    for (const PathPoints& whole : withoutSeams(outlines)) {
        const PathPoints seen = clippedPolygon(whole, viewport.plot());
        fillPolygon(painter, seen, fill.colour, context);
        appendHatch(hatch, seen, fill, context);
    }
    if (!isCrowded) {
        for (const PathPoints& outline : outlines) appendOutline(straight, bent, outline, viewport, context);
    }
    strokeSegments(painter, hatch, fill.hatch, context.px(kHatchWidth), context);
    if (isCrowded) return;
    const QColor edge = context.theme.mark(polygons.style);
    strokePieces(painter, bent, edge, context.px(fill.edgeWidth), context);
    drawEdges(painter, straight, edge, context.px(fill.edgeWidth), context);
}

void paintBand(QPainter& painter, const Band& band, const Viewport& viewport, const PaintContext& context) {
    const QRectF plot = viewport.plot();
    const Fill fill = context.theme.fill(band.style.role);
    const bool isHorizontal = band.orientation == Orientation::Horizontal;
    const double low = isHorizontal ? viewport.y(band.range.low) : viewport.x(band.range.low);
    const double high = isHorizontal ? viewport.y(band.range.high) : viewport.x(band.range.high);
    const QRectF stripe = isHorizontal ? QRectF(QPointF(plot.left(), std::min(low, high)), QPointF(plot.right(), std::max(low, high)))
                                       : QRectF(QPointF(std::min(low, high), plot.top()), QPointF(std::max(low, high), plot.bottom()));
    const QRectF seen = stripe & plot;
    if (seen.isEmpty()) return;
    fillBox(painter, seen, fill.colour, context);
    Stroke edge = context.theme.stroke(band.style);
    edge.width = fill.edgeWidth;
    for (const double at : {low, high}) {
        const QLineF line = isHorizontal ? QLineF(plot.left(), at, plot.right(), at) : QLineF(at, plot.top(), at, plot.bottom());
        strokeLine(painter, {line.p1(), line.p2()}, plot, edge, false, context);
    }
}

}  // namespace calc
