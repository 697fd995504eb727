#include "ui/paint/line_coverage.h"

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace calc {
namespace {

constexpr double kSlightTurn = 0.3;  // sine of a turn that needs no round joint
constexpr int kTile = 32;            // px: what is handed to the painter at once

std::array<QRgb, 256> shadesOf(const QColor& colour) {
    std::array<QRgb, 256> shades{};
    const int red = colour.red(), green = colour.green(), blue = colour.blue(), opacity = colour.alpha();
    for (int share = 0; share < 256; ++share)
        shades[static_cast<std::size_t>(share)] = qPremultiply(qRgba(red, green, blue, (share * opacity + 127) / 255));
    return shades;
}

double lengthOf(QPointF v) { return std::sqrt(v.x() * v.x() + v.y() * v.y()); }

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

/// One segment: from its start along a unit vector, with the distances that count, of the line and of its core.
struct LineCoverage::Band {
    float startX, startY, alongX, alongY, length;
    float half, full, low, high;
    float coreHalf, coreFull, coreLow, coreHigh;
    End::Kind start, end;
};

LineCoverage::LineCoverage(const QRect& bounds, Widths widths) : m_bounds(bounds), m_widths(widths) {
    if (m_bounds.isEmpty()) return;
    m_tilesAcross = (m_bounds.width() + kTile - 1) / kTile;
    const int tilesDown = (m_bounds.height() + kTile - 1) / kTile;
    const std::size_t pixels = static_cast<std::size_t>(m_bounds.width()) * static_cast<std::size_t>(m_bounds.height());
    m_share.assign(pixels, 0);
    if (m_widths.core > 0.0) m_core.assign(pixels, 0);
    m_touched.assign(static_cast<std::size_t>(m_tilesAcross) * static_cast<std::size_t>(tilesDown), 0);
}

void LineCoverage::addPiece(const PathPoints& piece, Ends ends) {
    PathPoints points;
    points.reserve(piece.size());
    for (const QPointF& point : piece) {
        if (points.empty() || lengthOf(point - points.back()) > 1e-6) points.push_back(point);
    }
    const End outerEnd{ends == Ends::Flat ? End::Kind::Flat : End::Kind::Round, 0.0};
    if (points.size() == 1 && ends == Ends::Round) addSegment(QLineF(points[0], points[0]), outerEnd, outerEnd);
    End start = outerEnd;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const QLineF segment(points[i - 1], points[i]);
        if (i + 1 == points.size()) {
            addSegment(segment, start, outerEnd);
            break;
        }
        const QPointF before = (points[i] - points[i - 1]) / lengthOf(points[i] - points[i - 1]);
        const QPointF after = (points[i + 1] - points[i]) / lengthOf(points[i + 1] - points[i]);
        const double turn = std::fabs(before.x() * after.y() - before.y() * after.x());
        const bool isSlight = QPointF::dotProduct(before, after) > 0.0 && turn < kSlightTurn;
        // At a slight turn both run on a little and fill the wedge between them; at a sharp one a part of a disc does.
        const End joint{End::Kind::Cut, isSlight ? turn : -1.0};
        addSegment(segment, start, joint);
        if (!isSlight) addJoint(points[i], before, after);
        start = joint;
    }
}

void LineCoverage::touch(int y, int first, int last) {
    std::uint8_t* tiles = m_touched.data() + static_cast<std::size_t>(y / kTile) * static_cast<std::size_t>(m_tilesAcross);
    for (int tile = first / kTile; tile <= last / kTile; ++tile) tiles[tile] = 1;
}

void LineCoverage::addJoint(QPointF at, QPointF before, QPointF after) {
    const QPointF centre = at - QPointF(m_bounds.topLeft());
    const double outer = 0.5 * m_widths.line + 0.5, full = std::min(1.0, m_widths.line);
    const double coreOuter = 0.5 * m_widths.core + 0.5, coreFull = std::min(1.0, m_widths.core);
    const int top = std::max(0, static_cast<int>(std::floor(centre.y() - outer))),
              left = std::max(0, static_cast<int>(std::floor(centre.x() - outer)));
    const int bottom = std::min(m_bounds.height() - 1, static_cast<int>(std::ceil(centre.y() + outer)));
    const int right = std::min(m_bounds.width() - 1, static_cast<int>(std::ceil(centre.x() + outer)));
    for (int y = top; y <= bottom && left <= right; ++y) {
        const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(m_bounds.width());
        for (int x = left; x <= right; ++x) {
            const QPointF offset = QPointF(x + 0.5, y + 0.5) - centre;
            if (QPointF::dotProduct(offset, before) < 0.0 || QPointF::dotProduct(offset, after) > 0.0) continue;
            const double distance = lengthOf(offset);
            const double share = std::min(full, outer - distance);
            if (!(share > 0.0)) continue;
            const std::size_t pixel = row + static_cast<std::size_t>(x);
            m_share[pixel] = std::max(m_share[pixel], static_cast<std::uint8_t>(share * 255.0 + 0.5));
            const double core = std::min(coreFull, coreOuter - distance);
            if (core > 0.0) m_core[pixel] = std::max(m_core[pixel], static_cast<std::uint8_t>(core * 255.0 + 0.5));
        }
        touch(y, left, right);
    }
}

void LineCoverage::coverRow(int y, int first, int last, const Band& band) {
    const std::size_t begin = static_cast<std::size_t>(y) * static_cast<std::size_t>(m_bounds.width());
    std::uint8_t* row = m_share.data() + begin;
    std::uint8_t* core = m_core.empty() ? nullptr : m_core.data() + begin;
    const float dy = static_cast<float>(y) + 0.5F - band.startY;
    const auto raise = [](std::uint8_t& pixel, float share) { pixel = std::max(pixel, static_cast<std::uint8_t>(share * 255.0F + 0.5F)); };
    for (int x = first; x <= last; ++x) {
        const float dx = static_cast<float>(x) + 0.5F - band.startX;
        const float along = dx * band.alongX + dy * band.alongY;
        if (along < band.low || along > band.high) continue;
        float distance = std::fabs(dy * band.alongX - dx * band.alongY);
        float most = 1.0F;
        if (band.start == End::Kind::Flat) most = std::min(most, along + 0.5F);
        if (band.end == End::Kind::Flat) most = std::min(most, band.length - along + 0.5F);
        const bool isPastRound = (along < 0.0F && band.start == End::Kind::Round) || (along > band.length && band.end == End::Kind::Round);
        if (isPastRound) {
            const float past = std::max(-along, along - band.length);
            distance = std::sqrt(distance * distance + past * past);
        }
        const float share = std::min(std::min(most, band.full), band.half + 0.5F - distance);
        if (share <= 0.0F) continue;
        raise(row[x], share);
        if (!core || along < band.coreLow || along > band.coreHigh) continue;
        const float coreShare = std::min(std::min(most, band.coreFull), band.coreHalf + 0.5F - distance);
        if (coreShare > 0.0F) raise(core[x], coreShare);
    }
    touch(y, first, last);
}

void LineCoverage::addSegment(const QLineF& segment, End start, End end) {
    if (m_bounds.isEmpty()) return;
    const QPointF from = segment.p1() - QPointF(m_bounds.topLeft());
    const double length = lengthOf(segment.p2() - segment.p1());
    if (!std::isfinite(length)) return;
    const QPointF along = length > 0.0 ? (segment.p2() - segment.p1()) / length : QPointF(1.0, 0.0);
    const double half = 0.5 * m_widths.line, coreHalf = 0.5 * m_widths.core, outer = half + 0.5;
    const auto beyond = [](const End& limit, double halfWidth) {
        if (limit.kind == End::Kind::Cut) return limit.turn >= 0.0 ? halfWidth * limit.turn + 0.05 : 0.0;
        return limit.kind == End::Kind::Round ? halfWidth + 0.5 : 0.5;
    };
    const double before = beyond(start, half), after = length + beyond(end, half);
    const auto number = [](double value) { return static_cast<float>(value); };
    const Band band{number(from.x()),
                    number(from.y()),
                    number(along.x()),
                    number(along.y()),
                    number(length),
                    number(half),
                    number(std::min(1.0, m_widths.line)),
                    number(-before),
                    number(after),
                    number(coreHalf),
                    number(std::min(1.0, m_widths.core)),
                    number(-beyond(start, coreHalf)),
                    number(length + beyond(end, coreHalf)),
                    start.kind,
                    end.kind};
    const double lowest = std::min(-before * along.y(), after * along.y()) - outer * std::fabs(along.x());
    const double highest = std::max(-before * along.y(), after * along.y()) + outer * std::fabs(along.x());
    const int top = std::max(0, static_cast<int>(std::floor(from.y() + lowest - 0.5)));
    const int bottom = std::min(m_bounds.height() - 1, static_cast<int>(std::ceil(from.y() + highest - 0.5)));
    // Where a row of pixel centres crosses the strip |distance| <= outer, and -before <= along <= after.
    const bool rises = std::fabs(along.y()) > 1e-9, runs = std::fabs(along.x()) > 1e-9;
    const double perRise = rises ? 1.0 / along.y() : 0.0, perRun = runs ? 1.0 / along.x() : 0.0;
    const double middlePerRow = along.x() * perRise, reach = outer * std::fabs(perRise);
    for (int y = top; y <= bottom; ++y) {
        const double dy = y + 0.5 - from.y();
        double low = -1e9, high = 1e9;
        if (rises) {
            low = dy * middlePerRow - reach;
            high = dy * middlePerRow + reach;
        }
        if (runs) {
            const double a = (-before - dy * along.y()) * perRun, b = (after - dy * along.y()) * perRun;
            low = std::max(low, std::min(a, b));
            high = std::min(high, std::max(a, b));
        }
        if (low > high) continue;
        const int first = static_cast<int>(std::floor(std::clamp(from.x() + low - 0.5, 0.0, static_cast<double>(m_bounds.width()))));
        const int last = static_cast<int>(std::ceil(std::clamp(from.x() + high - 0.5, -1.0, m_bounds.width() - 1.0)));
        if (first <= last) coverRow(y, first, last, band);
    }
}

template <class PixelRow>
void LineCoverage::paintTiles(QPainter& painter, PixelRow pixelRow) const {
    if (m_bounds.isEmpty()) return;
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
                const std::size_t at =
                    static_cast<std::size_t>(top + row) * static_cast<std::size_t>(m_bounds.width()) + static_cast<std::size_t>(left);
                pixelRow(reinterpret_cast<QRgb*>(strip.scanLine(row)), at, static_cast<std::size_t>(columns));
            }
            const QImage part(strip.constBits(), columns, rows, strip.bytesPerLine(), QImage::Format_ARGB32_Premultiplied);
            painter.drawImage(QRectF(place(m_bounds.left() + left, m_bounds.top() + top), QSizeF(columns / ratio, rows / ratio)), part);
        }
    }
}

void LineCoverage::paint(QPainter& painter, const QColor& colour) const {
    const std::array<QRgb, 256> shades = shadesOf(colour);
    paintTiles(painter, [&](QRgb* out, std::size_t at, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) out[i] = shades[m_share[at + i]];
    });
}

void LineCoverage::paint(QPainter& painter, const QColor& line, const QColor& core) const {
    const std::array<QRgb, 256> lineShades = shadesOf(line), coreShades = shadesOf(core);
    const auto upon = [](QRgb over, QRgb under) {
        const unsigned rest = 255U - static_cast<unsigned>(qAlpha(over));
        const auto mixed = [rest](int a, int b) { return a + static_cast<int>((static_cast<unsigned>(b) * rest + 127U) / 255U); };
        return qRgba(mixed(qRed(over), qRed(under)), mixed(qGreen(over), qGreen(under)), mixed(qBlue(over), qBlue(under)),
                     mixed(qAlpha(over), qAlpha(under)));
    };
    const bool isOpaque = core.alpha() == 255;
    paintTiles(painter, [&](QRgb* out, std::size_t at, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint8_t inner = m_core[at + i];
            if (inner == 0)
                out[i] = lineShades[m_share[at + i]];
            else
                out[i] = inner == 255 && isOpaque ? coreShades[255] : upon(coreShades[inner], lineShades[m_share[at + i]]);
        }
    });
}

namespace {

std::optional<LineCoverage> coverageOf(const QPainter& painter, const std::vector<PathPoints>& pieces, LineCoverage::Widths widths,
                                       LineCoverage::Ends ends) {
    const QTransform toDevice = painter.deviceTransform();
    std::vector<PathPoints> mapped;
    mapped.reserve(pieces.size());
    QRectF bounds;
    for (const PathPoints& piece : pieces) {
        if (piece.size() < 2) continue;
        PathPoints& line = mapped.emplace_back();
        line.reserve(piece.size());
        for (const QPointF& point : piece) line.push_back(toDevice.map(point));
        const QRectF own = boundsOf(line).adjusted(-1, -1, 1, 1);  // a level line has no height, and a union would drop it
        bounds = bounds.isNull() ? own : bounds.united(own);
    }
    if (mapped.empty()) return std::nullopt;
    widths.line *= toDevice.m11();
    widths.core *= toDevice.m11();
    LineCoverage coverage(deviceBounds(bounds, 0.5 * widths.line + 1.0) & reach(painter), widths);
    for (const PathPoints& line : mapped) coverage.addPiece(line, ends);
    return coverage;
}

}  // namespace

bool takesCoverage(const QPainter& painter) {
    const QTransform toDevice = painter.deviceTransform();
    return toDevice.type() <= QTransform::TxScale && std::fabs(toDevice.m11() - toDevice.m22()) < 1e-9 && toDevice.m11() > 0.0;
}

void coverPieces(QPainter& painter, const std::vector<PathPoints>& pieces, const QColor& colour, double width, LineCoverage::Ends ends) {
    if (const std::optional<LineCoverage> coverage = coverageOf(painter, pieces, {width, 0.0}, ends)) coverage->paint(painter, colour);
}

void coverCasedPieces(QPainter& painter, const std::vector<PathPoints>& pieces, const QColor& casing, double casingWidth,
                      const QColor& colour, double width, LineCoverage::Ends ends) {
    if (const std::optional<LineCoverage> coverage = coverageOf(painter, pieces, {casingWidth, width}, ends))
        coverage->paint(painter, casing, colour);
}

void coverSegments(QPainter& painter, const std::vector<QLineF>& segments, const QColor& colour, double width, LineCoverage::Ends ends) {
    std::vector<PathPoints> pieces;
    pieces.reserve(segments.size());
    for (const QLineF& segment : segments) pieces.push_back({segment.p1(), segment.p2()});
    coverPieces(painter, pieces, colour, width, ends);
}

}  // namespace calc
