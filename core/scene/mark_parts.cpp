#include "core/scene/mark_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace calc {

Style plainStyle(Role role, LineKind line, LineWeight weight) { return {role, Look::None, Emphasis::Normal, line, weight}; }

Points lineOf(Vec2 from, Vec2 to) { return std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{from, to}); }

void addZeroLines(Marks& marks, Range x, Range y) {
    const Style axis = plainStyle(Role::Ink2, LineKind::Solid, LineWeight::Hair);
    if (y.contains(0.0)) marks.push_back(Rule{"zero-y", axis, Orientation::Horizontal, 0.0});
    if (x.contains(0.0)) marks.push_back(Rule{"zero-x", axis, Orientation::Vertical, 0.0});
}

void addFormulaLabel(Marks& marks, const FormulaBox& formula, const Style& style, const Points& line, Range x, Range y,
                     const std::optional<std::pair<Vec2, Vec2>>& tangent) {
    struct Corner {
        Range across, up;
        Anchor anchor;
    };
    constexpr double kWide = 0.34;
    constexpr double kHigh = 0.2;
    const Corner corners[] = {{{1.0 - kWide, 1.0}, {0.0, kHigh}, Anchor::AboveLeft},
                              {{0.0, kWide}, {1.0 - kHigh, 1.0}, Anchor::BelowRight},
                              {{1.0 - kWide, 1.0}, {1.0 - kHigh, 1.0}, Anchor::BelowLeft},
                              {{0.0, kWide}, {0.0, kHigh}, Anchor::AboveRight}};
    std::vector<Vec2> taken;
    const auto add = [&](Vec2 p) { taken.push_back({(p.x - x.low) / x.length(), (p.y - y.low) / y.length()}); };
    for (const Vec2 p : *line) add(p);
    constexpr int kAlong = 40;
    for (int i = 0; tangent && i <= kAlong; ++i)
        add(tangent->first + (static_cast<double>(i) / kAlong) * (tangent->second - tangent->first));
    const Corner* best = nullptr;
    std::ptrdiff_t least = std::numeric_limits<std::ptrdiff_t>::max();
    for (const Corner& corner : corners) {
        const auto count =
            std::count_if(taken.begin(), taken.end(), [&corner](Vec2 p) { return corner.across.contains(p.x) && corner.up.contains(p.y); });
        if (count >= least) continue;
        least = count;
        best = &corner;
    }
    const double inset = 0.02;
    const Vec2 share{best->across.low == 0.0 ? inset : 1.0 - inset, best->up.low == 0.0 ? inset : 1.0 - inset};
    const Vec2 at{x.low + share.x * x.length(), y.low + share.y * y.length()};
    marks.push_back(Label{"formula", style, at, best->anchor, formula, false});
}

std::optional<std::pair<Vec2, Vec2>> visiblePart(Vec2 point, double slope, Range x, Range y) {
    constexpr double kVertical = 1e12;  // steeper than so many times the panel's diagonal is drawn upright
    if (!point.isFinite() || !std::isfinite(slope)) return std::nullopt;
    if (std::fabs(slope) * x.length() > kVertical * y.length()) {
        if (!x.contains(point.x)) return std::nullopt;
        return slope > 0.0 ? std::pair(Vec2{point.x, y.low}, Vec2{point.x, y.high})
                           : std::pair(Vec2{point.x, y.high}, Vec2{point.x, y.low});
    }
    Range shown = x;
    if (slope != 0.0) {
        const double a = point.x + (y.low - point.y) / slope;
        const double b = point.x + (y.high - point.y) / slope;
        shown = {std::max(x.low, std::min(a, b)), std::min(x.high, std::max(a, b))};
    } else if (!y.contains(point.y)) {
        return std::nullopt;
    }
    if (!(shown.low < shown.high)) return std::nullopt;
    const auto at = [point, slope](double where) { return Vec2{where, point.y + slope * (where - point.x)}; };
    return std::pair(at(shown.low), at(shown.high));
}

Range dialScale(std::span<const double> slopes) {
    const Range seen = robustRange(slopes);
    const double most = seen.low <= seen.high ? std::max(std::fabs(seen.low), std::fabs(seen.high)) : 1.0;
    if (!(most > 1e-300)) return {-1.0, 1.0};
    const double unit = std::pow(10.0, std::floor(std::log10(std::min(most, 1e300))));
    for (const double factor : {1.0, 2.0, 3.0, 5.0}) {
        if (most <= factor * unit * 1.0001) return {-factor * unit, factor * unit};
    }
    return {-10.0 * unit, 10.0 * unit};
}

void addJumpRings(Marks& marks, const std::vector<CurveBreak>& breaks, const Program& function, double height) {
    constexpr std::size_t kMost = 12;
    if (breaks.size() > kMost) return;
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const CurveBreak& at = breaks[i];
        if (at.kind != CurveBreak::Kind::Jump && at.kind != CurveBreak::Kind::Hole) continue;
        const double value = function(at.x);
        const auto ring = [&](const char* side, double end) {
            if (!std::isfinite(end) || std::fabs(end - value) <= 1e-9 * height) return;
            marks.push_back(Marker{"ring." + std::to_string(i) + side, plainStyle(Role::Curve), MarkerShape::Hole, {at.x, end}});
        };
        ring(".left", at.left);
        if (at.kind == CurveBreak::Kind::Jump) ring(".right", at.right);
    }
}

}  // namespace calc
