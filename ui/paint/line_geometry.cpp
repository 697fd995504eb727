#include "ui/paint/line_geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace calc {
namespace {

bool isFinite(QPointF p) { return std::isfinite(p.x()) && std::isfinite(p.y()); }

double distance(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

// Narrows [from, to] of the segment's parameter to the side where delta * t <= room.
bool narrow(double delta, double room, double& from, double& to) {
    if (delta == 0.0) return room >= 0.0;
    const double t = room / delta;
    if (delta < 0.0) {
        from = std::max(from, t);
    } else {
        to = std::min(to, t);
    }
    return from <= to;
}

template <class Inside, class Cut>
PathPoints clippedSide(const PathPoints& polygon, Inside inside, Cut cut) {
    PathPoints result;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const QPointF here = polygon[i];
        const QPointF before = polygon[(i + polygon.size() - 1) % polygon.size()];
        if (inside(here) != inside(before)) result.push_back(cut(before, here));
        if (inside(here)) result.push_back(here);
    }
    return result;
}

QPointF atX(QPointF a, QPointF b, double x) { return {x, a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x())}; }
QPointF atY(QPointF a, QPointF b, double y) { return {a.x() + (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()), y}; }

// Directions from one point from which every later point so far lies within the tolerance of the ray.
struct Cone {
    double low = 0.0;
    double high = 0.0;
    bool open = false;

    bool admits(double angle) const {
        if (!open) return true;
        return std::remainder(angle - low, 2 * std::numbers::pi) >= 0.0 && std::remainder(high - angle, 2 * std::numbers::pi) >= 0.0;
    }
    void narrowTo(double angle, double halfWidth) {
        if (!open) {
            low = angle - halfWidth;
            high = angle + halfWidth;
            open = true;
            return;
        }
        const double around = std::remainder(angle - low, 2 * std::numbers::pi) + low;
        low = std::max(low, around - halfWidth);
        high = std::min(high, around + halfWidth);
    }
};

}  // namespace

std::optional<QLineF> clipped(const QLineF& segment, const QRectF& area) {
    const double dx = segment.dx();
    const double dy = segment.dy();
    double from = 0.0;
    double to = 1.0;
    if (!narrow(-dx, segment.x1() - area.left(), from, to) || !narrow(dx, area.right() - segment.x1(), from, to) ||
        !narrow(-dy, segment.y1() - area.top(), from, to) || !narrow(dy, area.bottom() - segment.y1(), from, to)) {
        return std::nullopt;
    }
    const auto at = [&](double t) {
        return QPointF(std::clamp(segment.x1() + t * dx, area.left(), area.right()),
                       std::clamp(segment.y1() + t * dy, area.top(), area.bottom()));
    };
    return QLineF(from > 0.0 ? at(from) : segment.p1(), to < 1.0 ? at(to) : segment.p2());
}

std::vector<PathPoints> clippedPieces(const PathPoints& line, const QRectF& area) {
    std::vector<PathPoints> pieces;
    PathPoints piece;
    const auto finish = [&] {
        if (piece.size() > 1) pieces.push_back(std::move(piece));
        piece.clear();
    };
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (!isFinite(line[i - 1]) || !isFinite(line[i])) {
            finish();
            continue;
        }
        const std::optional<QLineF> inside = clipped(QLineF(line[i - 1], line[i]), area);
        if (!inside) {
            finish();
            continue;
        }
        if (piece.empty()) piece.push_back(inside->p1());
        piece.push_back(inside->p2());
        if (inside->p2() != line[i]) finish();
    }
    finish();
    return pieces;
}

PathPoints clippedPolygon(const PathPoints& polygon, const QRectF& area) {
    PathPoints result;
    std::copy_if(polygon.begin(), polygon.end(), std::back_inserter(result), isFinite);
    result = clippedSide(
        result, [&](QPointF p) { return p.x() >= area.left(); }, [&](QPointF a, QPointF b) { return atX(a, b, area.left()); });
    result = clippedSide(
        result, [&](QPointF p) { return p.x() <= area.right(); }, [&](QPointF a, QPointF b) { return atX(a, b, area.right()); });
    result = clippedSide(
        result, [&](QPointF p) { return p.y() >= area.top(); }, [&](QPointF a, QPointF b) { return atY(a, b, area.top()); });
    result = clippedSide(
        result, [&](QPointF p) { return p.y() <= area.bottom(); }, [&](QPointF a, QPointF b) { return atY(a, b, area.bottom()); });
    return result.size() < 3 ? PathPoints() : result;
}

PathPoints simplified(const PathPoints& line, double tolerance) {
    if (line.size() < 3) return line;
    PathPoints result{line.front()};
    QPointF anchor = line.front();
    Cone cone;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double away = distance(anchor, line[i]);
        if (away <= tolerance && i + 1 < line.size()) continue;
        const double angle = std::atan2(line[i].y() - anchor.y(), line[i].x() - anchor.x());
        // A point that comes nearer again would be cut off by a chord past it.
        const bool turnsBack = cone.open && away + tolerance < distance(anchor, line[i - 1]);
        if (!cone.admits(angle) || turnsBack) {
            anchor = line[i - 1];
            result.push_back(anchor);
            cone = Cone();
            const double next = distance(anchor, line[i]);
            if (next > tolerance) {
                cone.narrowTo(std::atan2(line[i].y() - anchor.y(), line[i].x() - anchor.x()), std::asin(std::min(1.0, tolerance / next)));
            }
            continue;
        }
        cone.narrowTo(angle, std::asin(std::min(1.0, tolerance / std::max(away, tolerance))));
    }
    result.push_back(line.back());
    return result;
}

PathPoints thinned(const PathPoints& line, double column) {
    if (line.size() < 8) return line;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i].x() < line[i - 1].x()) return line;
    }
    PathPoints result;
    std::size_t first = 0;
    while (first < line.size()) {
        const double right = (std::floor(line[first].x() / column) + 1.0) * column;
        std::size_t low = first;
        std::size_t high = first;
        std::size_t last = first;
        while (last + 1 < line.size() && line[last + 1].x() < right) {
            ++last;
            if (line[last].y() < line[low].y()) low = last;
            if (line[last].y() > line[high].y()) high = last;
        }
        for (std::size_t index : {first, std::min(low, high), std::max(low, high), last}) {
            if (result.empty() || result.back() != line[index]) result.push_back(line[index]);
        }
        first = last + 1;
    }
    return result;
}

std::vector<PathPoints> dashed(const PathPoints& line, const std::vector<double>& pattern) {
    double period = 0.0;
    for (const double length : pattern) period += length;
    if (pattern.size() < 2 || !(period > 0.0)) return {line};
    std::vector<PathPoints> pieces;
    PathPoints piece;
    std::size_t index = 0;
    double left = pattern[0];
    if (!line.empty()) piece.push_back(line.front());
    for (std::size_t i = 1; i < line.size(); ++i) {
        QPointF from = line[i - 1];
        double length = distance(from, line[i]);
        while (length > left) {
            from += (line[i] - from) * (left / length);
            length -= left;
            if (index % 2 == 0) {
                piece.push_back(from);
                pieces.push_back(std::move(piece));
                piece.clear();
            } else {
                piece = {from};
            }
            index = (index + 1) % pattern.size();
            left = std::max(pattern[index], period * 1e-6);
        }
        left -= length;
        if (index % 2 == 0) piece.push_back(line[i]);
    }
    if (piece.size() > 1) pieces.push_back(std::move(piece));
    return pieces;
}

std::vector<QLineF> hatchLines(const PathPoints& polygon, double angle, double spacing) {
    std::vector<QLineF> lines;
    if (polygon.size() < 3 || !(spacing > 0.0)) return lines;
    const double radians = angle * std::numbers::pi / 180.0;
    const QPointF along(std::cos(radians), -std::sin(radians));
    const QPointF across(-along.y(), along.x());
    // Each edge knows which levels it crosses: the work is that of the edges and of the lines that come out, not of their product.
    struct Crossing {
        int level;
        double place;
    };
    std::vector<Crossing> crossings;
    QPointF a = polygon.back();
    double ha = QPointF::dotProduct(a, across);
    for (const QPointF& b : polygon) {
        const double hb = QPointF::dotProduct(b, across);
        const double low = std::min(ha, hb);
        const double high = std::max(ha, hb);
        int level = static_cast<int>(std::ceil(low / spacing));
        // A corner on a level belongs to one of its edges, whatever the division was rounded to.
        if (level * spacing < low) ++level;
        if ((level - 1) * spacing >= low) --level;
        for (; level * spacing < high; ++level) {
            const double share = (level * spacing - ha) / (hb - ha);
            crossings.push_back({level, QPointF::dotProduct(a + (b - a) * share, along)});
        }
        a = b;
        ha = hb;
    }
    std::sort(crossings.begin(), crossings.end(),
              [](const Crossing& p, const Crossing& q) { return p.level != q.level ? p.level < q.level : p.place < q.place; });
    for (std::size_t i = 1; i < crossings.size(); i += 2) {
        const QPointF foot = across * (crossings[i].level * spacing);
        lines.emplace_back(along * crossings[i - 1].place + foot, along * crossings[i].place + foot);
    }
    return lines;
}

double lengthOf(const PathPoints& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += distance(line[i - 1], line[i]);
    return length;
}

}  // namespace calc
