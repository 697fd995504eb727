#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/formula_parts.h"
#include "core/scene/limit_parts.h"

namespace calc {
namespace {

constexpr double kHold = 0.5;  // seconds at each power of ten
constexpr double kMove = 0.7;  // from one to the next
constexpr int kStripPanels = 5;

Style style(Role role, LineKind line = LineKind::Default, LineWeight weight = LineWeight::Default) {
    return {role, Look::None, Emphasis::Normal, line, weight};
}

Points line(Vec2 from, Vec2 to) { return std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{from, to}); }

/// in-out-cubic
double eased(double t) { return t < 0.5 ? 4.0 * t * t * t : 1.0 - 0.5 * std::pow(2.0 - 2.0 * t, 3.0); }

double depthAt(const LimitPrepared& prepared, double time) {
    const double shown = std::clamp(time, 0.0, prepared.timeline.duration);
    const double step = std::floor(shown / (kHold + kMove) + 1e-9);
    const double inside = std::max(0.0, shown - step * (kHold + kMove));
    const double moved = inside <= kHold ? 0.0 : eased((inside - kHold) / kMove);
    return std::min(static_cast<double>(prepared.deepest), kShallowest + step + moved);
}

/// The curve's value at h, from the prepared polyline; NaN in a gap. (Gaps are NaN, so the points are not sorted for a binary search.)
double valueAt(const Points& points, double h) {
    for (std::size_t i = 0; i + 1 < points->size(); ++i) {
        const Vec2 a = (*points)[i];
        const Vec2 b = (*points)[i + 1];
        if (a.x <= h && h <= b.x) return a.x == b.x ? a.y : a.y + (h - a.x) / (b.x - a.x) * (b.y - a.y);
    }
    return std::nan("");
}

constexpr double kWordsAt = 0.58;  // of the way out: beneath the arrow, and away from the window's edge

void addApproach(Marks& marks, const LimitPrepared& prepared, const LimitWindow& window, double distance, Range y, bool left) {
    const double side = left ? -1.0 : 1.0;
    const std::string id = left ? "left" : "right";
    const double h = side * distance;
    const double value = valueAt(window.curve, h);
    const double foot = y.low + prepared.approachHeight * y.length();
    const bool inSight = !std::isnan(value) && y.contains(value);
    if (inSight) {
        marks.push_back(
            Polyline{id + "-drop", style(Role::Limit, LineKind::Dotted, LineWeight::Secondary), line({h, value}, {h, foot}), false});
        marks.push_back(Marker{id + "-point", style(Role::Limit), left ? MarkerShape::Disc : MarkerShape::Square, {h, value}});
    }
    marks.push_back(Arrow{id + "-arrow", style(Role::Limit), {h, foot}, {0.3 * h, foot}});
    const Message text = prepared.function->infinity != 0 ? Message(CALC_TEXT("further out"))
                         : left                           ? Message(CALC_TEXT("from the left"))
                                                          : Message(CALC_TEXT("from the right"));
    marks.push_back(Label{id + "-label", style(Role::Limit), {kWordsAt * h, foot}, Anchor::Below, text, false});
}

/// Where the values leave the window for good: an arrow at its edge.
void addEscape(Marks& marks, const SideLimit& limit, double halfWidth, Range y, bool left) {
    if (!limit.isInfinite()) return;
    const double x = (left ? -0.06 : 0.06) * halfWidth;
    const bool up = limit.kind == SideLimit::Kind::PlusInfinity;
    // At the upper edge the point's handle keeps its room.
    const double edge = up ? y.high - 0.08 * y.length() : y.low + 0.01 * y.length();
    const double start = up ? y.high - 0.26 * y.length() : y.low + 0.2 * y.length();
    marks.push_back(Arrow{left ? "left-escape" : "right-escape", style(Role::Limit), {x, start}, {x, edge}});
}

Message holeLabel(const LimitPrepared& prepared) {
    const std::string& point = prepared.function->atText;
    if (std::isnan(prepared.function->atValue)) return {CALC_TEXT("hole: f({0}) is not defined"), {point}};
    return {CALC_TEXT("f({0}) = {1}"), {point, displayNumber(prepared.function->atValue, 5)}};
}

void addLabels(Marks& marks, const LimitPrepared& prepared, double halfWidth, Range y) {
    const LimitVerdict& verdict = *prepared.verdict;
    const auto number = [](double value) { return Message{CALC_TEXT("limit {0}"), {displayNumber(value, 7)}}; };
    if (verdict.asked.isFinite()) {
        const double height = verdict.asked.value - prepared.reference;
        // The words that stand at the point come first: the limit's keep away from them.
        if (prepared.function->infinity == 0)
            marks.push_back(Label{
                "point", style(Role::Ink), {0.0, y.low + prepared.labelHeight * y.length()}, Anchor::Centre, holeLabel(prepared), false});
        marks.push_back(Label{"limit-value",
                              style(Role::Limit),
                              {windowRange(*prepared.function, halfWidth).low, height},
                              Anchor::AboveRight,
                              number(verdict.asked.value),
                              false});
        return;
    }
    constexpr double kBetween = 0.42;  // the point at the centre, the approaching one at 0.77
    if (verdict.left.isFinite()) {
        marks.push_back(Label{"left-value",
                              style(Role::Limit),
                              {-kBetween * halfWidth, verdict.left.value},
                              Anchor::Above,
                              number(verdict.left.value),
                              false});
    }
    if (verdict.right.isFinite()) {
        marks.push_back(Label{"right-value",
                              style(Role::Limit),
                              {kBetween * halfWidth, verdict.right.value},
                              Anchor::Above,
                              number(verdict.right.value),
                              false});
    }
}

Message stretch(const LimitPrepared& prepared, double halfWidth, Range y) {
    if (zoomsValues(prepared) || prepared.linear) return CALC_TEXT("both zoomed alike");
    const double ratio = 2.0 * halfWidth / y.length();
    if (ratio > 1.05) return {CALC_TEXT("height \u00D7 {0}"), {displayNumber(ratio, 2)}};
    if (ratio < 0.95) return {CALC_TEXT("height \u00F7 {0}"), {displayNumber(1.0 / ratio, 2)}};
    return CALC_TEXT("equal units");
}

Axis valueAxis(const LimitPrepared& prepared, Range range, AxisPlacement placement) {
    return {mathRow({}), range, AxisScale::Linear, placement, prepared.referenceText};
}

Axis pointAxis(const LimitPrepared& prepared, double halfWidth, AxisPlacement placement) {
    const LimitFunction& function = *prepared.function;
    const bool offset = function.infinity == 0 && function.at != 0.0;
    const AxisScale scale = function.infinity != 0 ? AxisScale::Reciprocal : AxisScale::Linear;
    return {mathItalic("x"), windowRange(function, halfWidth), scale, placement, offset ? function.atText : std::string()};
}

Panel mainPanel(const LimitPrepared& prepared, double depth) {
    const auto index = std::min(static_cast<std::size_t>((depth - kShallowest) * kWindowsPerDecade + 1e-9), prepared.windows->size() - 1);
    const LimitWindow& window = (*prepared.windows)[index];
    const double distance = std::pow(10.0, -depth);
    const double halfWidth = kWindowMargin * distance;
    const Range y = limitHeight(prepared, depth);
    Panel panel;
    panel.id = "window";
    panel.title = prepared.function->infinity != 0 ? Message{CALC_TEXT("Beyond |x| = {0}"), {NumberArgument{1.0 / halfWidth, 2}}}
                                                   : Message{CALC_TEXT("Window \u00B1{0}"), {NumberArgument{halfWidth, 2}}};
    panel.subtitle = stretch(prepared, halfWidth, y);
    panel.x = pointAxis(prepared, halfWidth, AxisPlacement::Edge);
    panel.y = valueAxis(prepared, y, AxisPlacement::Edge);
    panel.framed = true;
    panel.still = window.marks;
    const bool left = looksLeft(prepared.scene, *prepared.function);
    const bool right = looksRight(prepared.scene, *prepared.function);
    if (prepared.linear) addTangents(panel.moving, prepared, halfWidth);
    if (prepared.computer) {
        panel.moving.push_back(
            Polyline{"computed", style(Role::Ink, LineKind::Solid, LineWeight::Hair), prepared.computer->windows[index].computed, false});
    }
    const bool approaches = prepared.scene.showApproach && prepared.scene.view == LimitView::Values;
    if (approaches && left) addApproach(panel.moving, prepared, window, distance, y, true);
    if (approaches && right) addApproach(panel.moving, prepared, window, distance, y, false);
    if (left) addEscape(panel.moving, prepared.verdict->left, halfWidth, y, true);
    if (right) addEscape(panel.moving, prepared.verdict->right, halfWidth, y, false);
    addLabels(panel.moving, prepared, halfWidth, y);
    return panel;
}

Panel depthPanel(const LimitPrepared& prepared, double depth) {
    constexpr double kTop = 10.0;
    constexpr double kBottom = 1e-15;
    constexpr double kPlace = 0.5;
    const double here = std::pow(10.0, -depth);
    const double end = std::pow(10.0, -prepared.deepest);
    Panel panel;
    panel.id = "depth";
    panel.title = CALC_TEXT("Depth");
    panel.grid = false;
    panel.x = {mathRow({}), {0.0, 1.0}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.y = {mathRow({}), {kBottom, kTop}, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = std::make_shared<const Marks>();
    panel.moving.push_back(
        Polyline{"to-come", style(Role::Ink3, LineKind::Solid, LineWeight::Hair), line({kPlace, here}, {kPlace, end}), false});
    if (prepared.deepest < 15) {
        panel.moving.push_back(
            Polyline{"beyond", style(Role::Ink3, LineKind::Dotted, LineWeight::Hair), line({kPlace, end}, {kPlace, kBottom}), false});
    }
    panel.moving.push_back(
        Polyline{"done", style(Role::Accent, LineKind::Solid, LineWeight::Default), line({kPlace, kTop}, {kPlace, here}), false});
    panel.moving.push_back(Marker{"here", style(Role::Accent), MarkerShape::Hole, {kPlace, here}});
    if (prepared.deepest < prepared.scene.deepest) {
        // In two lines: the panel is narrow.
        panel.moving.push_back(Label{"end", style(Role::Ink3), {kPlace, 0.1 * end}, Anchor::Centre, CALC_TEXT("digits"), false});
        panel.moving.push_back(Label{"end-here", style(Role::Ink3), {kPlace, 0.012 * end}, Anchor::Centre, CALC_TEXT("end here"), false});
    }
    return panel;
}

void addStrip(Frame& frame, const LimitPrepared& prepared, int depth) {
    const int count = std::min(kStripPanels, prepared.deepest - kShallowest + 1);
    const int first = std::clamp(depth - kStripPanels + 1, kShallowest, prepared.deepest - count + 1);
    for (int slot = 0; slot < count; ++slot) {
        const int d = first + slot;
        Panel panel;
        panel.id = "zoom" + std::to_string(slot);
        panel.grid = false;
        panel.framed = true;
        panel.selected = d == depth;
        const LimitWindow& window = (*prepared.windows)[windowOfDepth(d)];
        panel.x = pointAxis(prepared, window.halfWidth, AxisPlacement::Hidden);
        panel.y = valueAxis(prepared, limitHeight(prepared, d), AxisPlacement::Hidden);
        panel.still = prepared.strip[static_cast<std::size_t>(d - kShallowest)];
        frame.panels.push_back(std::move(panel));
    }
}

Arrangement arrangement(const Frame& frame, const LimitPrepared& prepared) {
    std::vector<Arrangement> strip;
    for (const Panel& panel : frame.panels) {
        if (panel.id.starts_with("zoom")) strip.push_back(leaf(panel.id));
    }
    const Arrangement side = prepared.linear ? column({leaf("deviation", 0.58), leaf("verdict", 0.42)}, 0.4)
                                             : column({leaf("table", 0.58), leaf("verdict", 0.42)}, 0.4);
    const Arrangement top = row({fixedSize(leaf("depth"), 150.0), leaf("window", 0.6), side});
    return column({top, fixedSize(row(std::move(strip)), 215.0)});
}

}  // namespace

Timeline makeLimitTimeline(const LimitPrepared& prepared) {
    Timeline timeline;
    for (int depth = kShallowest; depth <= prepared.deepest; ++depth) {
        const double time = (depth - kShallowest) * (kHold + kMove);
        timeline.stops.push_back(time);
        const bool named = depth == kShallowest || (depth > 0 && depth % 3 == 0);
        if (named) timeline.ticks.push_back({time, {"{0}", {displayPowerOfTen(-depth)}}});
    }
    timeline.duration = timeline.stops.back();
    timeline.opening = stopTime(timeline, std::min(prepared.scene.depth, prepared.deepest) - kShallowest);
    return timeline;
}

Timeline limitTimeline(const LimitPrepared& prepared) { return prepared.timeline; }

namespace {

/// Formula line, table, card and sentence of what is watched.
void addWords(Frame& frame, const LimitPrepared& prepared, double depth, int nearest) {
    if (prepared.linear) {
        frame.formula = linearFormula(prepared);
        frame.verdicts.push_back(linearCard(prepared, nearest));
        frame.sentence = linearSentence(prepared);
        return;
    }
    frame.formula = limitFormula(prepared, nearest);
    frame.tables.push_back(prepared.computer ? computerTable(prepared, nearest) : limitTable(prepared, nearest));
    frame.verdicts.push_back(prepared.computer ? computerCard(prepared, nearest) : limitCard(prepared));
    frame.sentence = prepared.computer ? computerSentence(prepared, nearest) : limitSentence(prepared, depth);
}

}  // namespace

Frame limitFrame(const LimitPrepared& prepared, double time) {
    const double depth = depthAt(prepared, time);
    const int nearest = std::clamp(static_cast<int>(std::floor(depth + 0.5)), kShallowest, prepared.deepest);
    Frame frame;
    frame.subject = Role::Limits;
    frame.panels.push_back(depthPanel(prepared, depth));
    frame.panels.push_back(mainPanel(prepared, depth));
    if (prepared.linear) frame.panels.push_back(deviationPanel(prepared, depth));
    addStrip(frame, prepared, nearest);
    frame.arrangement = arrangement(frame, prepared);
    addWords(frame, prepared, depth, nearest);
    frame.position = {CALC_TEXT("zoom {0}"), {displayPowerOfTen(-nearest)}};
    if (prepared.function->infinity == 0) {
        const Range y = limitHeight(prepared, depth);
        frame.handles.push_back({"to", "window", {0.0, y.high}, Handle::Freedom::X, Role::Accent, CALC_TEXT("the point that x tends to")});
    }
    return frame;
}

}  // namespace calc
