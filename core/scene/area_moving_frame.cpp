#include <algorithm>
#include <cmath>

#include "core/scene/area_parts.h"
#include "core/scene/area_reach.h"
#include "core/scene/formula_parts.h"

namespace calc {
namespace {

constexpr double kSeconds = 12.0;

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

std::size_t stopOf(const AreaPrepared& prepared, double time) { return static_cast<std::size_t>(stepAt(prepared.timeline, time)); }

/// What stands still of the range and what moves, from left to right: the ends as they are at this stop.
Range coveredPart(const AreaPrepared& prepared, std::size_t stop) {
    const Range limits = prepared.exact->limits;
    Range part{std::min(limits.low, limits.high), std::max(limits.low, limits.high)};
    for (const MovingEnd& end : prepared.moving->ends) {
        if (end.at == part.low) part.low = end.bounds[stop];
        if (end.at == part.high) part.high = end.bounds[stop];
    }
    return part;
}

void addMovingBound(Panel& panel, const AreaPrepared& prepared, std::size_t index, std::size_t stop) {
    const MovingEnd& end = prepared.moving->ends[index];
    const std::string name = boundName(prepared, index);
    const Range x = prepared.curve->x;
    const double bound = end.bounds[stop];
    Style line = areaStyle(Role::Accent);
    line.line = LineKind::Solid;
    line.weight = LineWeight::Secondary;
    const FormulaBox text = mathRow({mathItalic(name), mathOperator("="), boundNumber(end, stop)});
    const bool isRight = end.isRight();
    const double top = prepared.curve->y.high;
    const std::string id = "moving-" + std::to_string(index);
    if (x.contains(bound)) {
        panel.moving.push_back(Rule{id, line, Orientation::Vertical, bound});
        // The label goes ahead of a bound that runs away, and behind one that nears a pole; where there is no room, on the other side.
        constexpr double kRoom = 0.2;
        const bool ahead = end.isInfinite();
        const bool toRight = isRight == ahead;
        const bool hasRoom = toRight ? x.high - bound > kRoom * x.length() : bound - x.low > kRoom * x.length();
        const Anchor side = toRight == hasRoom ? Anchor::BelowRight : Anchor::BelowLeft;
        panel.moving.push_back(Label{id + "-label", areaStyle(Role::Accent), {bound, top}, side, text, true});
        return;
    }
    const double edge = bound > x.high ? x.high : x.low;
    const FormulaBox gone = bound > x.high ? mathRow({text, mathOperator("\u2192")}) : mathRow({mathOperator("\u2190"), text});
    panel.moving.push_back(
        Label{id + "-label", areaStyle(Role::Accent), {edge, top}, bound > x.high ? Anchor::BelowLeft : Anchor::BelowRight, gone, true});
}

double drawn(const AreaMoving& moving, double area) { return moving.scale == AxisScale::Log10 ? std::fabs(area) : area; }

bool isDrawn(const AreaMoving& moving, double area) { return moving.scale == AxisScale::Linear || std::fabs(area) >= moving.areas.low; }

/// Each bound that moves can be dragged in the picture, on its line beneath its name (on the axis a and b have theirs), and in the chart,
/// whose axis holds the whole way. One that has left the picture waits at the edge.
void addReachHandles(Frame& frame, const AreaPrepared& prepared, std::size_t stop) {
    constexpr double kBeneathName = 0.86;
    constexpr double kBeneathAnother = 0.09;
    const AreaMoving& moving = *prepared.moving;
    const Range x = prepared.curve->x;
    const Range y = prepared.curve->y;
    for (std::size_t i = 0; i < moving.ends.size(); ++i) {
        const MovingEnd& end = moving.ends[i];
        ReachHandle handle{ReachHandle::Panel::Picture, end.at, end.isRight() ? 1 : -1, end.closeness.front(), end.closeness.back()};
        const Vec2 place{std::clamp(end.bounds[stop], x.low, x.high),
                         y.low + (kBeneathName - kBeneathAnother * static_cast<double>(i)) * y.length()};
        frame.handles.push_back({handleName(handle),
                                 "area",
                                 place,
                                 Handle::Freedom::X,
                                 Role::Accent,
                                 {CALC_TEXT("moving bound {0}"), {boundName(prepared, i)}}});
        handle.panel = ReachHandle::Panel::Chart;
        const double area = end.shown[stop];
        const Vec2 here{end.closeness[stop], isDrawn(moving, area) ? drawn(moving, area) : moving.areas.low};
        frame.handles.push_back({handleName(handle),
                                 "moving",
                                 here,
                                 Handle::Freedom::X,
                                 endStyle(i).role,
                                 {CALC_TEXT("moving bound {0} on the whole way"), {boundName(prepared, i)}}});
    }
}

/// Where the playhead stands at first: with the bounds on their way, well in sight.
double openingPart(const AreaPrepared& prepared) {
    constexpr double kOfWindow = 0.35;
    constexpr double kOfDistance = 0.25;
    if (prepared.scene.reach) return *prepared.scene.reach;
    const MovingEnd& end = prepared.moving->ends.front();
    const Range window = chosenAreaRange(prepared.exact->limits);
    const double edge = end.isRight() ? window.high : window.low;
    const double closeness =
        end.isInfinite() ? std::fabs(end.start + kOfWindow * (edge - end.start)) : 1.0 / (kOfDistance * std::fabs(end.start - end.at));
    const double first = end.closeness.front();
    return closeness > first ? std::log(closeness / first) / std::log(end.closeness.back() / first) : 0.0;
}

Panel mainPanel(const AreaPrepared& prepared, std::size_t stop) {
    Panel panel = areaPanel(prepared);
    panel.still = prepared.stillMarks;
    int index = 0;
    for (const Range part : coveredParts(prepared, stop)) addFill(panel.moving, prepared, "area-" + std::to_string(index++), part);
    addCurves(panel.moving, prepared);
    for (std::size_t i = 0; i < prepared.moving->ends.size(); ++i) addMovingBound(panel, prepared, i, stop);
    addBoundLabels(panel.moving, prepared);
    return panel;
}

bool isDrawnAlready(const Marks& marks, double level) {
    return std::any_of(marks.begin(), marks.end(), [level](const Mark& mark) {
        const auto* rule = std::get_if<Rule>(&mark);
        return rule && std::fabs(rule->position - level) < 1e-9 * std::max(1.0, std::fabs(level));
    });
}

Panel chartPanel(const AreaPrepared& prepared, std::size_t stop) {
    const AreaMoving& moving = *prepared.moving;
    const bool allInfinite = std::all_of(moving.ends.begin(), moving.ends.end(), [](const MovingEnd& end) { return end.isInfinite(); });
    const bool noneInfinite = std::none_of(moving.ends.begin(), moving.ends.end(), [](const MovingEnd& end) { return end.isInfinite(); });
    Panel panel;
    panel.id = "moving";
    const bool isLog = moving.scale == AxisScale::Log10;
    panel.title = isLog          ? CALC_TEXT("Size of the area up to t, log\u2013log")
                  : allInfinite  ? CALC_TEXT("Area up to t, log t")
                  : noneInfinite ? CALC_TEXT("Area up to t, log distance")
                                 : CALC_TEXT("Area up to t, log t and distance");
    const bool hasLow = std::any_of(moving.ends.begin(), moving.ends.end(), [](const MovingEnd& end) { return !end.isRight(); });
    const FormulaBox t = hasLow ? mathDelimited("||", mathItalic("t")) : mathItalic("t");
    panel.x = {allInfinite ? t : mathText("1 / distance"), moving.closeness, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), moving.areas, moving.scale, AxisPlacement::Edge, {}};
    panel.still = prepared.chartMarks;
    for (std::size_t i = 0; i < moving.ends.size(); ++i) {
        const MovingEnd& end = moving.ends[i];
        const double area = end.shown[stop];
        if (!isDrawn(moving, area)) continue;
        const Vec2 here{end.closeness[stop], drawn(moving, area)};
        auto line = std::make_shared<std::vector<Vec2>>();
        for (std::size_t k = 0; k <= stop; ++k) {
            if (isDrawn(moving, end.shown[k])) line->push_back({end.closeness[k], drawn(moving, end.shown[k])});
        }
        panel.moving.push_back(Polyline{"area-" + std::to_string(i), endStyle(i), std::move(line), false});
        if (moving.ends.size() < 2) continue;
        const Anchor side = stop > moving.totals.size() / 2 ? Anchor::AboveLeft : Anchor::AboveRight;
        panel.moving.push_back(Label{"name-" + std::to_string(i), endStyle(i), here, side, mathItalic(boundName(prepared, i)), false});
    }
    return panel;
}

}  // namespace

std::vector<Range> coveredParts(const AreaPrepared& prepared, std::size_t stop) {
    Range whole = coveredPart(prepared, stop);
    const Range limits = prepared.exact->limits;
    const double low = std::min(limits.low, limits.high);
    const double high = std::max(limits.low, limits.high);
    std::vector<Range> parts{whole};
    for (const MovingEnd& end : prepared.moving->ends) {
        if (end.at == low || end.at == high) continue;
        // A pole inside: what was covered is cut there, from either side.
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!(parts[i].low <= end.at && end.at <= parts[i].high)) continue;
            const Range right{end.at, parts[i].high};
            parts[i].high = end.at;
            parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1, right);
            break;
        }
        for (Range& part : parts) {
            if (end.isRight() && part.high == end.at) part.high = end.bounds[stop];
            if (!end.isRight() && part.low == end.at) part.low = end.bounds[stop];
        }
    }
    std::erase_if(parts, [](Range part) { return !(part.low < part.high); });
    return parts;
}

Timeline movingTimeline(const AreaPrepared& prepared) {
    const AreaMoving& moving = *prepared.moving;
    Timeline timeline;
    timeline.duration = kSeconds;
    for (const double part : moving.parts) timeline.stops.push_back(kSeconds * part);
    timeline.opening = stopTime(timeline, stepAt(timeline, kSeconds * openingPart(prepared)));
    const MovingEnd& end = moving.ends.front();
    const double first = std::log10(end.closeness.front());
    const double last = std::log10(end.closeness.back());
    const int step = last - first > 8.0 ? 3 : 2;
    for (int exponent = static_cast<int>(std::ceil(first - 1e-9)); exponent <= last + 1e-9; exponent += step) {
        const double time = kSeconds * (exponent - first) / (last - first);
        const int shown = end.isInfinite() ? exponent : -exponent;
        timeline.ticks.push_back({std::clamp(time, 0.0, kSeconds), {"{0}", {displayPowerOfTen(shown)}}});
    }
    return timeline;
}

std::shared_ptr<const Marks> movingChartMarks(const AreaPrepared& prepared) {
    const AreaMoving& moving = *prepared.moving;
    auto marks = std::make_shared<Marks>();
    for (std::size_t i = 0; i < moving.ends.size(); ++i) {
        const MovingEnd& end = moving.ends[i];
        auto line = std::make_shared<std::vector<Vec2>>();
        for (std::size_t k = 0; k < end.shown.size(); ++k) {
            if (isDrawn(moving, end.shown[k])) line->push_back({end.closeness[k], drawn(moving, end.shown[k])});
        }
        Style coming = endStyle(i);
        coming.emphasis = Emphasis::Faint;
        coming.weight = LineWeight::Secondary;
        marks->push_back(Polyline{"coming-" + std::to_string(i), coming, std::move(line), false});
        if (!end.settles || !isDrawn(moving, *end.settles)) continue;
        const std::string id = "settles-" + std::to_string(i);
        const double level = drawn(moving, *end.settles);
        if (isDrawnAlready(*marks, level)) continue;
        marks->push_back(Rule{id, areaStyle(Role::Limit), Orientation::Horizontal, level});
        const bool isLow = moving.scale == AxisScale::Linear && level < moving.areas.middle();
        marks->push_back(Label{id + "-label",
                               areaStyle(Role::Limit),
                               {moving.closeness.low, level},
                               isLow ? Anchor::AboveRight : Anchor::BelowRight,
                               plain(displayNumber(*end.settles, 5)),
                               false});
    }
    return marks;
}

Frame movingFrame(const AreaPrepared& prepared, double time) {
    const std::size_t stop = stopOf(prepared, time);
    Frame frame;
    frame.subject = Role::Integrals;
    frame.panels.push_back(mainPanel(prepared, stop));
    frame.panels.push_back(chartPanel(prepared, stop));
    addMovingVerdict(frame, prepared);
    frame.arrangement = row({leaf("area", 0.66), column({leaf("moving", 0.46), leaf("verdict", 0.25), leaf("readouts", 0.29)}, 0.34)});
    frame.formula = movingFormula(prepared, stop);
    addMovingReadouts(frame, prepared, stop);
    frame.sentence = movingSentence(prepared);
    frame.position = movingPosition(prepared, stop);
    addBoundHandles(frame, prepared);
    addReachHandles(frame, prepared, stop);
    return frame;
}

}  // namespace calc
