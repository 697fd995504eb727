#include "ui/paint/line_coverage.h"

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace calc {
namespace {

constexpr double kSlightTurn = 0.3;  // sine of a turn that needs no round joint
constexpr int kTile = 32;            // px: what is handed to the painter at once

std::array<QRgb, 256> shadesOf(const QColor& colour) {
    std::array<QRgb, 256> shades{};
    for (int share = 0; share < 256; ++share) {
        const int alpha = (share * colour.alpha() + 127) / 255;
        shades[static_cast<std::size_t>(share)] = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), alpha));
    }
    return shades;
}

QRect deviceBounds(const QRectF& rect, double margin) { return rect.adjusted(-margin, -margin, margin, margin).toAlignedRect(); }

QRectF boundsOf(const PathPoints& points) {
    double left = points.front().x(), right = left, top = points.front().y(), bottom = top;
    for (const QPointF& point : points) {
        left = std::min(left, point.x());
        right = std::max(right, point.x());
        top = std::min(top, point.y());
        bottom = std::max(bottom, point.y());
    }
    return QRectF(QPointF(left, top), QPointF(right, bottom));
}

// What the painter can reach, in device pixels: a widget is a part of its window's device.
QRect reach(const QPainter& painter) {
    const QTransform view = painter.worldTransform().inverted() * painter.deviceTransform();
    return deviceBounds(view.mapRect(QRectF(painter.window())), 1.0);
}

}  // namespace

/// One segment: from its start along a unit vector, with the distances that count.
struct LineCoverage::Band {
    float startX, startY, alongX, alongY, length, half, full, low, high;
    End::Kind start, end;
};

LineCoverage::LineCoverage(const QRect& bounds) : m_bounds(bounds) {
    if (m_bounds.isEmpty()) return;
    m_tilesAcross = (m_bounds.width() + kTile - 1) / kTile;
    const int tilesDown = (m_bounds.height() + kTile - 1) / kTile;
    m_share.assign(static_cast<std::size_t>(m_bounds.width()) * static_cast<std::size_t>(m_bounds.height()), 0);
    m_touched.assign(static_cast<std::size_t>(m_tilesAcross) * static_cast<std::size_t>(tilesDown), 0);
}

void LineCoverage::addPiece(const PathPoints& piece, double width, Ends ends) {
    PathPoints points;
    for (const QPointF& point : piece) {
        if (points.empty() || std::hypot(point.x() - points.back().x(), point.y() - points.back().y()) > 1e-6) points.push_back(point);
    }
    const End outerEnd{ends == Ends::Flat ? End::Kind::Flat : End::Kind::Round, 0.0};
    if (points.size() == 1 && ends == Ends::Round) addSegment(QLineF(points[0], points[0]), width, outerEnd, outerEnd);
    End start = outerEnd;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const QLineF segment(points[i - 1], points[i]);
        if (i + 1 == points.size()) {
            addSegment(segment, width, start, outerEnd);
            break;
        }
        const QPointF before = (points[i] - points[i - 1]) / segment.length();
        const QPointF after = (points[i + 1] - points[i]) / QLineF(points[i], points[i + 1]).length();
        const double turn = std::fabs(before.x() * after.y() - before.y() * after.x());
        const bool isSlight = QPointF::dotProduct(before, after) > 0.0 && turn < kSlightTurn;
        // At a slight turn both run on a little and fill the wedge between them; at a sharp one a part of a disc does.
        const End joint{End::Kind::Cut, isSlight ? 0.5 * width * turn + 0.05 : 0.0};
        addSegment(segment, width, start, joint);
        if (!isSlight) addJoint(points[i], before, after, width);
        start = joint;
    }
}

void LineCoverage::touch(int y, int first, int last) {
    std::uint8_t* tiles = m_touched.data() + static_cast<std::size_t>(y / kTile) * static_cast<std::size_t>(m_tilesAcross);
    for (int tile = first / kTile; tile <= last / kTile; ++tile) tiles[tile] = 1;
}

void LineCoverage::addJoint(QPointF at, QPointF before, QPointF after, double width) {
    const QPointF centre = at - QPointF(m_bounds.topLeft());
    const double outer = 0.5 * width + 0.5, full = std::min(1.0, width);
    const int top = std::max(0, static_cast<int>(std::floor(centre.y() - outer))),
              left = std::max(0, static_cast<int>(std::floor(centre.x() - outer)));
    const int bottom = std::min(m_bounds.height() - 1, static_cast<int>(std::ceil(centre.y() + outer)));
    const int right = std::min(m_bounds.width() - 1, static_cast<int>(std::ceil(centre.x() + outer)));
    for (int y = top; y <= bottom && left <= right; ++y) {
        std::uint8_t* row = m_share.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(m_bounds.width());
        for (int x = left; x <= right; ++x) {
            const QPointF offset = QPointF(x + 0.5, y + 0.5) - centre;
            if (QPointF::dotProduct(offset, before) < 0.0 || QPointF::dotProduct(offset, after) > 0.0) continue;
            const double share = std::min(full, outer - std::hypot(offset.x(), offset.y()));
            if (share > 0.0) row[x] = std::max(row[x], static_cast<std::uint8_t>(share * 255.0 + 0.5));
        }
        touch(y, left, right);
    }
}

void LineCoverage::coverRow(int y, int first, int last, const Band& band) {
    std::uint8_t* row = m_share.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(m_bounds.width());
    const float dy = static_cast<float>(y) + 0.5F - band.startY;
    for (int x = first; x <= last; ++x) {
        const float dx = static_cast<float>(x) + 0.5F - band.startX;
        const float along = dx * band.alongX + dy * band.alongY;
        if (along < band.low || along > band.high) continue;
        float distance = std::fabs(dy * band.alongX - dx * band.alongY);
        float share = band.full;
        if (band.start == End::Kind::Flat) share = std::min(share, along + 0.5F);
        if (band.end == End::Kind::Flat) share = std::min(share, band.length - along + 0.5F);
        const bool isPastRound = (along < 0.0F && band.start == End::Kind::Round) || (along > band.length && band.end == End::Kind::Round);
        if (isPastRound) distance = std::hypot(distance, std::max(-along, along - band.length));
        share = std::min(share, band.half + 0.5F - distance);
        if (share <= 0.0F) continue;
        row[x] = std::max(row[x], static_cast<std::uint8_t>(share * 255.0F + 0.5F));
    }
    touch(y, first, last);
}

void LineCoverage::addSegment(const QLineF& segment, double width, End start, End end) {
    if (m_bounds.isEmpty()) return;
    const QPointF from = segment.p1() - QPointF(m_bounds.topLeft());
    const double length = segment.length();
    if (!std::isfinite(length)) return;
    const QPointF along = length > 0.0 ? (segment.p2() - segment.p1()) / length : QPointF(1.0, 0.0);
    const double half = 0.5 * width, outer = half + 0.5;
    const auto beyond = [outer](const End& limit) {
        return limit.kind == End::Kind::Round ? outer : limit.kind == End::Kind::Flat ? 0.5 : limit.beyond;
    };
    const double before = beyond(start), after = length + beyond(end);
    const Band band{static_cast<float>(from.x()),
                    static_cast<float>(from.y()),
                    static_cast<float>(along.x()),
                    static_cast<float>(along.y()),
                    static_cast<float>(length),
                    static_cast<float>(half),
                    static_cast<float>(std::min(1.0, width)),
                    static_cast<float>(-before),
                    static_cast<float>(after),
                    start.kind,
                    end.kind};
    const double lowest = std::min(-before * along.y(), after * along.y()) - outer * std::fabs(along.x());
    const double highest = std::max(-before * along.y(), after * along.y()) + outer * std::fabs(along.x());
    const int top = std::max(0, static_cast<int>(std::floor(from.y() + lowest - 0.5)));
    const int bottom = std::min(m_bounds.height() - 1, static_cast<int>(std::ceil(from.y() + highest - 0.5)));
    for (int y = top; y <= bottom; ++y) {
        // Where the row of pixel centres crosses the strip |distance| <= outer, and -before <= along <= after.
        const double dy = y + 0.5 - from.y();
        double low = -1e9, high = 1e9;
        if (std::fabs(along.y()) > 1e-9) {
            const double middle = dy * along.x() / along.y(), reach = outer / std::fabs(along.y());
            low = middle - reach;
            high = middle + reach;
        }
        if (std::fabs(along.x()) > 1e-9) {
            const double a = (-before - dy * along.y()) / along.x(), b = (after - dy * along.y()) / along.x();
            low = std::max(low, std::min(a, b));
            high = std::min(high, std::max(a, b));
        }
        if (low > high) continue;
        const int first = static_cast<int>(std::floor(std::clamp(from.x() + low - 0.5, 0.0, static_cast<double>(m_bounds.width()))));
        const int last = static_cast<int>(std::ceil(std::clamp(from.x() + high - 0.5, -1.0, m_bounds.width() - 1.0)));
        if (first <= last) coverRow(y, first, last, band);
    }
}

void LineCoverage::paint(QPainter& painter, const QColor& colour) const {
    if (m_bounds.isEmpty()) return;
    const std::array<QRgb, 256> shades = shadesOf(colour);
    const QTransform toDevice = painter.deviceTransform();
    const double ratio = toDevice.m11();
    const auto place = [&](int x, int y) { return QPointF((x - toDevice.dx()) / ratio, (y - toDevice.dy()) / ratio); };
    QImage strip(m_bounds.width(), kTile, QImage::Format_ARGB32_Premultiplied);
    const int tilesDown = (m_bounds.height() + kTile - 1) / kTile;
    for (int tileY = 0; tileY < tilesDown; ++tileY) {
        const std::uint8_t* tiles = m_touched.data() + static_cast<std::size_t>(tileY) * static_cast<std::size_t>(m_tilesAcross);
        const int top = tileY * kTile, rows = std::min(kTile, m_bounds.height() - top);
        for (int tileX = 0; tileX < m_tilesAcross; ++tileX) {
            if (!tiles[tileX]) continue;
            const int left = tileX * kTile;
            while (tileX + 1 < m_tilesAcross && tiles[tileX + 1]) ++tileX;
            const int columns = std::min((tileX + 1) * kTile, m_bounds.width()) - left;
            for (int row = 0; row < rows; ++row) {
                auto* out = reinterpret_cast<QRgb*>(strip.scanLine(row));
                const std::uint8_t* in =
                    m_share.data() + static_cast<std::size_t>(top + row) * static_cast<std::size_t>(m_bounds.width()) + left;
                for (int column = 0; column < columns; ++column) out[column] = shades[in[column]];
            }
            const QImage part(strip.constBits(), columns, rows, strip.bytesPerLine(), QImage::Format_ARGB32_Premultiplied);
            painter.drawImage(QRectF(place(m_bounds.left() + left, m_bounds.top() + top), QSizeF(columns / ratio, rows / ratio)), part);
        }
    }
}

bool takesCoverage(const QPainter& painter) {
    const QTransform toDevice = painter.deviceTransform();
    return toDevice.type() <= QTransform::TxScale && std::fabs(toDevice.m11() - toDevice.m22()) < 1e-9 && toDevice.m11() > 0.0;
}

void coverPieces(QPainter& painter, const std::vector<PathPoints>& pieces, const QColor& colour, double width, LineCoverage::Ends ends) {
    const QTransform toDevice = painter.deviceTransform();
    std::vector<PathPoints> mapped;
    QRectF bounds;
    for (const PathPoints& piece : pieces) {
        if (piece.size() < 2) continue;
        PathPoints& line = mapped.emplace_back();
        line.reserve(piece.size());
        for (const QPointF& point : piece) line.push_back(toDevice.map(point));
        const QRectF own = boundsOf(line).adjusted(-1, -1, 1, 1);  // a level line has no height, and a union would drop it
        bounds = bounds.isNull() ? own : bounds.united(own);
    }
    if (mapped.empty()) return;
    const double wide = width * toDevice.m11();
    LineCoverage coverage(deviceBounds(bounds, 0.5 * wide + 1.0) & reach(painter));
    for (const PathPoints& line : mapped) coverage.addPiece(line, wide, ends);
    coverage.paint(painter, colour);
}

void coverSegments(QPainter& painter, const std::vector<QLineF>& segments, const QColor& colour, double width, LineCoverage::Ends ends) {
    std::vector<PathPoints> pieces;
    pieces.reserve(segments.size());
    for (const QLineF& segment : segments) pieces.push_back({segment.p1(), segment.p2()});
    coverPieces(painter, pieces, colour, width, ends);
}

}  // namespace calc
