#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "core/base/number_text.h"
#include "core/scene/limit_parts.h"

namespace calc {
namespace {

Style style(Role role, LineKind line = LineKind::Default, LineWeight weight = LineWeight::Default) {
    return {role, Look::None, Emphasis::Normal, line, weight};
}

Points line(Vec2 from, Vec2 to) { return std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{from, to}); }

void addCurve(Marks& marks, const LimitWindow& window) {
    int index = 0;
    for (const CurveEnvelope& envelope : window.envelopes) {
        marks.push_back(Area{"oscillation-" + std::to_string(index++), style(Role::Curve),
                             std::make_shared<const std::vector<Vec2>>(envelope.upper), 0.0,
                             std::make_shared<const std::vector<Vec2>>(envelope.lower)});
    }
    marks.push_back(Polyline{"curve", style(Role::Curve), window.curve, false});
}

/// The limit as a dashed line: across the window where both sides agree, else one half for each side. On small panels without its number.
void addLimitLines(Marks& marks, const LimitPrepared& prepared, double halfWidth) {
    const LimitVerdict& verdict = *prepared.verdict;
    const Style dashed = style(Role::Limit, LineKind::Dashed, LineWeight::Secondary);
    if (verdict.asked.isFinite()) {
        marks.push_back(Rule{"limit", dashed, Orientation::Horizontal, verdict.asked.value - prepared.reference});
        return;
    }
    if (verdict.left.isFinite())
        marks.push_back(Polyline{"limit-left", dashed, line({-halfWidth, verdict.left.value}, {0.0, verdict.left.value}), false});
    if (verdict.right.isFinite())
        marks.push_back(Polyline{"limit-right", dashed, line({0.0, verdict.right.value}, {halfWidth, verdict.right.value}), false});
}

/// The point itself: a ring where f has no value (or another one) at the limit's height, a disc where its value is.
enum class PointSize { Full, Small };

void addPoint(Marks& marks, const LimitPrepared& prepared, PointSize size) {
    const LimitVerdict& verdict = *prepared.verdict;
    const double value = prepared.function->atValue - prepared.reference;
    const auto ring = [&](const char* id, const SideLimit& side) {
        if (!side.isFinite()) return;
        const double height = side.value - prepared.reference;
        const bool filled = std::fabs(height - value) <= 1e-12 * std::fmax(1.0, std::fabs(side.value));
        if (!filled)
            marks.push_back(
                Marker{id, style(Role::Hole), size == PointSize::Full ? MarkerShape::Hole : MarkerShape::Sample, {0.0, height}});
    };
    if (prepared.function->infinity != 0) return;
    if (verdict.left.isFinite() && verdict.right.isFinite() && verdict.left == verdict.right) {
        ring("hole", verdict.left);
    } else {
        ring("hole-left", verdict.left);
        ring("hole-right", verdict.right);
    }
    if (std::isfinite(value) && size == PointSize::Full)
        marks.push_back(Marker{"value", style(Role::Curve), MarkerShape::Disc, {0.0, value}});
}

}  // namespace

Range interpolatedHeight(const Range& a, const Range& b, double t) {
    const auto between = [t](double p, double q) {
        const bool sameSign = p * q > 0.0;
        return sameSign ? std::copysign(std::exp((1.0 - t) * std::log(std::fabs(p)) + t * std::log(std::fabs(q))), p)
                        : (1.0 - t) * p + t * q;
    };
    return {between(a.low, b.low), between(a.high, b.high)};
}

std::shared_ptr<const Marks> windowMarks(const LimitPrepared& prepared, const LimitWindow& window) {
    auto marks = std::make_shared<Marks>();
    addLimitLines(*marks, prepared, window.halfWidth);
    addCurve(*marks, window);
    addPoint(*marks, prepared, PointSize::Full);
    return marks;
}

bool zoomsValues(const LimitPrepared& prepared) {
    return prepared.scene.height == WindowHeight::SameZoom && prepared.verdict->asked.isFinite();
}

Range limitHeight(const LimitPrepared& prepared, double depth) {
    const std::vector<LimitWindow>& windows = *prepared.windows;
    if (prepared.linear) {
        // As high as the line that is laid against the curve: its slope stays the same to the eye.
        const double steep = std::clamp(std::fabs(prepared.linear->slope.value_or(1.0)), 0.6, 1e6);
        const double one = prepared.linear->isCorner ? std::max(steep, 1.0) : steep;
        const double half = 1.25 * kWindowMargin * one * std::pow(10.0, -depth);
        return {-half, half};
    }
    if (zoomsValues(prepared)) {
        const double factor = std::pow(10.0, kShallowest - depth);
        return {windows.front().y.low * factor, windows.front().y.high * factor};
    }
    const double place = std::clamp((depth - kShallowest) * kWindowsPerDecade, 0.0, static_cast<double>(windows.size() - 1));
    const auto before = static_cast<std::size_t>(place);
    const std::size_t after = std::min(before + 1, windows.size() - 1);
    const double part = place - static_cast<double>(before);
    if (prepared.computer) return interpolatedHeight(prepared.computer->windows[before].y, prepared.computer->windows[after].y, part);
    return interpolatedHeight(windows[before].y, windows[after].y, part);
}

double freeHeight(const std::vector<LimitWindow>& windows, std::span<const double> candidates, Range shares, double enough) {
    constexpr std::size_t kTypical = 4;  // the first windows show what is around, the others what is at the point
    double best = -1.0;
    double chosen = candidates.front();
    for (const double candidate : candidates) {
        double nearest = 1.0;
        for (std::size_t i = std::min(kTypical, windows.size() - 1); i < windows.size(); ++i) {
            const LimitWindow& window = windows[i];
            for (const Vec2 p : *window.curve) {
                if (!shares.contains(std::fabs(p.x) / window.halfWidth)) continue;
                nearest = std::min(nearest, std::fabs((p.y - window.y.low) / window.y.length() - candidate));
            }
        }
        if (nearest >= enough) return candidate;
        if (nearest > best) {
            best = nearest;
            chosen = candidate;
        }
    }
    return chosen;
}

std::shared_ptr<const Marks> stripMarks(const LimitPrepared& prepared, int depth) {
    const LimitWindow& window = (*prepared.windows)[windowOfDepth(depth)];
    auto marks = std::make_shared<Marks>();
    addLimitLines(*marks, prepared, window.halfWidth);
    addCurve(*marks, window);
    if (prepared.computer) {
        marks->push_back(Polyline{"computed", style(Role::Ink, LineKind::Solid, LineWeight::Hair),
                                  prepared.computer->windows[windowOfDepth(depth)].computed, false});
    }
    addPoint(*marks, prepared, PointSize::Small);
    const Range height = limitHeight(prepared, depth);
    if (depth < prepared.deepest) {
        const double half = 0.1 * window.halfWidth;
        const Range next = limitHeight(prepared, depth + 1);
        const double low = std::max(next.low, height.low);
        const double high = std::min(next.high, height.high);
        auto frame = std::make_shared<const std::vector<Vec2>>(
            std::vector<Vec2>{{-half, low}, {half, low}, {half, high}, {-half, high}, {-half, low}});
        marks->push_back(Polyline{"next", style(Role::Accent, LineKind::Solid, LineWeight::Secondary), std::move(frame), false});
    }
    marks->push_back(Label{"size",
                           style(Role::Ink),
                           {windowRange(*prepared.function, window.halfWidth).low, height.high},
                           Anchor::BelowRight,
                           Message{"{0}", {displayPowerOfTen(-depth)}},
                           false});
    return marks;
}

}  // namespace calc
