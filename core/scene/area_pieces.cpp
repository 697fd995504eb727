#include <algorithm>
#include <cmath>

#include "core/scene/area_parts.h"

namespace calc {
namespace {

constexpr std::size_t kMostSamplePoints = 60;

/// A piece's edge as a parabola over s in [0, 1]: exact for rectangles, trapezoids and Simpson's parabolas.
struct Parabola {
    double c0, c1, c2;
    Parabola(double left, double middle, double right)
        : c0(left), c1(4.0 * middle - 3.0 * left - right), c2(2.0 * (left + right) - 4.0 * middle) {}
    double operator()(double s) const { return c0 + s * (c1 + s * c2); }
    double integral(double from, double to) const {
        const double middle = 0.5 * (from + to);
        return (to - from) / 6.0 * ((*this)(from) + 4.0 * (*this)(middle) + (*this)(to));
    }
};

/// A piece of a sum over f − g: its height, and g beneath it.
struct Piece {
    RiemannPiece own;
    Parabola height;
    Parabola base;
    int points;  ///< of its upper edge
};

Parabola heightOf(const RiemannPiece& p, SumRule rule) { return {p.y0, rule == SumRule::Trapezoid ? 0.5 * (p.y0 + p.y1) : p.height, p.y1}; }

Parabola baseOf(const RiemannPiece& p, SumRule rule, const AreaFunction& function) {
    const double left = function.base(p.x0);
    const double right = function.base(p.x1);
    return {left, rule == SumRule::Trapezoid ? 0.5 * (left + right) : function.base(p.sample), right};
}

/// 0, the zeros of the parabola inside (0, 1), 1.
std::vector<double> signChanges(const Parabola& q) {
    std::vector<double> cuts{0.0};
    const auto add = [&cuts](double s) {
        if (s > 0.0 && s < 1.0) cuts.push_back(s);
    };
    const double discriminant = q.c1 * q.c1 - 4.0 * q.c2 * q.c0;
    if (discriminant > 0.0) {
        const double stable = -0.5 * (q.c1 + std::copysign(std::sqrt(discriminant), q.c1));
        if (q.c2 != 0.0) add(stable / q.c2);
        if (stable != 0.0) add(q.c0 / stable);
    } else if (q.c2 == 0.0 && q.c1 != 0.0) {
        add(-q.c0 / q.c1);
    }
    cuts.push_back(1.0);
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

int edgePoints(SumRule rule, std::size_t pieces) {
    if (rule == SumRule::Trapezoid) return 1;
    if (pieces <= 10) return 32;
    return pieces <= 100 ? 12 : 4;
}

/// What is drawn of one sign: an upper edge, and g or the axis beneath it.
struct Strip {
    std::vector<Vec2> top;
    std::vector<Vec2> bottom;
    Outline outline() const {
        Outline polygon;
        if (bottom.empty()) polygon.push_back({top.front().x, 0.0});
        polygon.insert(polygon.end(), top.begin(), top.end());
        if (bottom.empty()) polygon.push_back({top.back().x, 0.0});
        polygon.insert(polygon.end(), bottom.rbegin(), bottom.rend());
        return polygon;
    }
};

Strip stripOf(const Piece& piece, double from, double to) {
    const RiemannPiece& p = piece.own;
    const bool isFlat = piece.base.c0 == 0.0 && piece.base.c1 == 0.0 && piece.base.c2 == 0.0;
    Strip strip;
    for (int i = 0; i <= piece.points; ++i) {
        const double s = from + (to - from) * i / piece.points;
        const double x = p.x0 + s * (p.x1 - p.x0);
        strip.top.push_back({x, piece.height(s) + piece.base(s)});
        if (!isFlat) strip.bottom.push_back({x, piece.base(s)});
    }
    return strip;
}

/// Adds a strip; where the pieces are too narrow to be told apart, it is one with its neighbour.
void addStrip(std::vector<Strip>& strips, Strip strip, std::size_t pieces) {
    constexpr std::size_t kToldApart = 80;
    const bool joins = pieces > kToldApart && !strips.empty() && strips.back().top.back().x == strip.top.front().x &&
                       strips.back().bottom.empty() == strip.bottom.empty();
    if (!joins) {
        strips.push_back(std::move(strip));
        return;
    }
    Strip& last = strips.back();
    last.top.insert(last.top.end(), strip.top.begin(), strip.top.end());
    last.bottom.insert(last.bottom.end(), strip.bottom.begin(), strip.bottom.end());
}

std::shared_ptr<const std::vector<Outline>> outlinesOf(const std::vector<Strip>& strips) {
    auto outlines = std::make_shared<std::vector<Outline>>();
    for (const Strip& strip : strips) outlines->push_back(strip.outline());
    return outlines;
}

Box boxOf(const RiemannPiece& p, double from, double to) {
    return {{std::min(p.x0, p.x1), std::min(from, to)}, {std::max(p.x0, p.x1), std::max(from, to)}};
}

void takeRectangles(AreaStop& stop, const std::vector<RiemannPiece>& pieces, const AreaFunction& function) {
    auto above = std::make_shared<std::vector<Box>>();
    auto below = std::make_shared<std::vector<Box>>();
    for (const RiemannPiece& p : pieces) {
        const double base = function.base(p.sample);
        if (!std::isfinite(p.height) || !std::isfinite(base)) continue;
        const double area = p.height * (p.x1 - p.x0);
        (area >= 0.0 ? stop.positive : stop.negative) += area;
        (area >= 0.0 ? above : below)->push_back(boxOf(p, base, base + p.height));
    }
    stop.positiveBoxes = std::move(above);
    stop.negativeBoxes = std::move(below);
}

void takeOutlines(AreaStop& stop, const std::vector<RiemannPiece>& pieces, SumRule rule, const AreaFunction& function) {
    std::vector<Strip> above;
    std::vector<Strip> below;
    for (const RiemannPiece& p : pieces) {
        if (!std::isfinite(p.y0) || !std::isfinite(p.height) || !std::isfinite(p.y1)) continue;
        const Piece piece{p, heightOf(p, rule), baseOf(p, rule, function), edgePoints(rule, pieces.size())};
        const std::vector<double> cuts = signChanges(piece.height);
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            const double area = piece.height.integral(cuts[i], cuts[i + 1]) * (p.x1 - p.x0);
            (area >= 0.0 ? stop.positive : stop.negative) += area;
            addStrip(area >= 0.0 ? above : below, stripOf(piece, cuts[i], cuts[i + 1]), pieces.size());
        }
    }
    stop.positiveOutlines = outlinesOf(above);
    stop.negativeOutlines = outlinesOf(below);
}

Points samplePoints(const std::vector<RiemannPiece>& pieces, SumRule rule, const AreaFunction& function) {
    auto points = std::make_shared<std::vector<Vec2>>();
    if (pieces.size() > kMostSamplePoints) return points;
    const auto add = [&](double x, double height) {
        const double base = function.base(x);
        if (!std::isfinite(x) || !std::isfinite(height) || !std::isfinite(base)) return;
        points->push_back({x, base + height});
        if (function.second) points->push_back({x, base});
    };
    for (const RiemannPiece& p : pieces) {
        if (rule == SumRule::Trapezoid || rule == SumRule::Simpson) add(p.x0, p.y0);
        if (rule != SumRule::Trapezoid) add(p.sample, p.height);
    }
    if (!pieces.empty() && (rule == SumRule::Trapezoid || rule == SumRule::Simpson)) add(pieces.back().x1, pieces.back().y1);
    return points;
}

}  // namespace

void takePieces(AreaStop& stop, const RiemannSum& sum, SumRule rule, const AreaFunction& function) {
    if (rule == SumRule::Trapezoid || rule == SumRule::Simpson)
        takeOutlines(stop, sum.pieces, rule, function);
    else
        takeRectangles(stop, sum.pieces, function);
    stop.samples = samplePoints(sum.pieces, rule, function);
}

std::shared_ptr<const std::vector<Box>> gapBoxes(const RiemannSum& sum, const RiemannSum& other, const AreaFunction& function) {
    auto boxes = std::make_shared<std::vector<Box>>();
    if (sum.pieces.size() != other.pieces.size()) return boxes;
    for (std::size_t i = 0; i < sum.pieces.size(); ++i) {
        const RiemannPiece& p = sum.pieces[i];
        const double base = function.base(p.sample);
        const double from = base + p.height;
        const double to = base + other.pieces[i].height;
        if (std::isfinite(from) && std::isfinite(to) && from != to) boxes->push_back(boxOf(p, from, to));
    }
    return boxes;
}

}  // namespace calc
