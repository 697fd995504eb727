#include "core/calculus/integral_cut.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace calc {
namespace {

IntegralPiece pieceBetween(const SpecialPoint& a, const SpecialPoint& b) { return {{a.x, b.x}, regularEnd(a), regularEnd(b)}; }

/// Halved where both ends are singular: a rule for singular ends takes one.
void addBetween(std::vector<IntegralPiece>& pieces, const SpecialPoint& a, const SpecialPoint& b) {
    if (!(a.x < b.x)) return;
    const double middle = 0.5 * a.x + 0.5 * b.x;
    if (a.isSingular && b.isSingular && a.x < middle && middle < b.x) {
        const SpecialPoint between = exactPoint(middle, false);
        pieces.push_back(pieceBetween(a, between));
        pieces.push_back(pieceBetween(between, b));
        return;
    }
    pieces.push_back(pieceBetween(a, b));
}

bool hasNoValues(const IntegralPiece& piece, Integrand& integrand) {
    const bool fromLow = std::isfinite(piece.range.low);
    const double anchor = fromLow ? piece.range.low : piece.range.high;
    const double length = piece.range.isFinite() ? piece.range.length() : std::max(1.0, std::fabs(anchor));
    // Too short for inner points that are told from its ends.
    if (length <= 1e-13 * std::fabs(anchor)) return false;
    for (const double fraction : {0.381, 0.62, 0.203}) {
        const double x = anchor + (fromLow ? 1.0 : -1.0) * fraction * length;
        if (!std::isnan(integrand(x))) return false;
        const LocalFunction there(integrand.expression(), integrand.variable(), exactPoint(x, false), 1, 1.0);
        if (there.status(0.0) != LocalFunction::Status::NoValue) return false;
    }
    return true;
}

}  // namespace

PieceEnd regularEnd(const SpecialPoint& point) {
    PieceEnd end;
    end.point = point;
    return end;
}

CutRange cutAtSpecialPoints(const Expression& f, const Range& range, const std::function<bool()>& expired) {
    SpecialPointSearch search(f, expired);
    SpecialPoints special = search.find(range);
    std::vector<SpecialPoint> points = std::move(special.points);
    CutRange cut;
    cut.isComplete = special.isComplete;
    if (std::isfinite(range.low) && (points.empty() || points.front().x > range.low))
        points.insert(points.begin(), exactPoint(range.low, special.nearLow));
    if (std::isfinite(range.high) && (points.empty() || points.back().x < range.high))
        points.push_back(exactPoint(range.high, special.nearHigh));
    if (points.empty()) points.push_back(exactPoint(0.0, false));
    if (range.low == -HUGE_VAL) cut.pieces.push_back({{-HUGE_VAL, points.front().x}, {}, regularEnd(points.front())});
    for (std::size_t i = 0; i + 1 < points.size(); ++i) addBetween(cut.pieces, points[i], points[i + 1]);
    if (range.high == HUGE_VAL) cut.pieces.push_back({{points.back().x, HUGE_VAL}, regularEnd(points.back()), {}});
    return cut;
}

std::optional<Range> firstGap(const std::vector<IntegralPiece>& pieces, Integrand& integrand) {
    for (const IntegralPiece& piece : pieces)
        if (hasNoValues(piece, integrand)) return piece.range;
    return std::nullopt;
}

}  // namespace calc
