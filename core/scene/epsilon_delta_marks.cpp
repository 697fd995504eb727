#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/epsilon_delta_parts.h"
#include "core/scene/mark_parts.h"

namespace calc {
namespace {

constexpr double kRoomForName = 0.055;  // of the height: beneath it the names of the band's edges would overlap

Points shifted(const std::vector<Vec2>& points, Vec2 base) {
    auto list = std::make_shared<std::vector<Vec2>>();
    list->reserve(points.size());
    for (const Vec2 p : points) list->push_back(p + base);
    return list;
}

FormulaBox sum(FormulaBox a, const char* sign, FormulaBox b) { return mathRow({std::move(a), mathOperator(sign), std::move(b)}); }

/// The distances that 0 < |x − a| < delta allows on the asked sides.
bool isClaimed(const EpsilonDeltaPrepared& prepared, double h, double delta) {
    if (prepared.scene.side == ApproachSide::Left && h > 0.0) return false;
    if (prepared.scene.side == ApproachSide::Right && h < 0.0) return false;
    return std::fabs(h) < delta;
}

/// Pieces of the curve's polyline over the delta band: those within epsilon, or those that are not. Ends on the borders of the bands.
std::vector<Vec2> partOfCurve(const EpsilonDeltaPrepared& prepared, const BandState& state, bool wantsInside) {
    const std::vector<Vec2>& curve = *prepared.window->curve;
    const double delta = *state.delta;
    std::vector<Vec2> part;
    const auto gap = [&part] {
        if (!part.empty() && part.back().isFinite()) part.push_back({std::nan(""), std::nan("")});
    };
    // Where the segment crosses one of the borders, as parts of it.
    const auto crossings = [&](Vec2 a, Vec2 b) {
        std::vector<double> at{0.0, 1.0};
        for (const double border : {-delta, 0.0, delta})
            if ((a.x - border) * (b.x - border) < 0.0) at.push_back((border - a.x) / (b.x - a.x));
        for (const double border : {-state.epsilon, state.epsilon})
            if ((a.y - border) * (b.y - border) < 0.0) at.push_back((border - a.y) / (b.y - a.y));
        std::sort(at.begin(), at.end());
        return at;
    };
    for (std::size_t i = 0; i + 1 < curve.size(); ++i) {
        const Vec2 a = curve[i];
        const Vec2 b = curve[i + 1];
        if (!a.isFinite() || !b.isFinite()) {
            gap();
            continue;
        }
        const std::vector<double> at = crossings(a, b);
        for (std::size_t k = 0; k + 1 < at.size(); ++k) {
            const Vec2 from = a + at[k] * (b - a);
            const Vec2 to = a + at[k + 1] * (b - a);
            const Vec2 middle = 0.5 * (from + to);
            const bool isWanted = isClaimed(prepared, middle.x, delta) && (std::fabs(middle.y) < state.epsilon) == wantsInside;
            if (!isWanted) {
                gap();
                continue;
            }
            if (part.empty() || !(part.back() == from)) part.push_back(from);
            part.push_back(to);
        }
    }
    return part;
}

/// The curve's height at a distance; NaN in a gap.
double heightAt(const std::vector<Vec2>& curve, double h) {
    for (std::size_t i = 0; i + 1 < curve.size(); ++i) {
        const Vec2 a = curve[i];
        const Vec2 b = curve[i + 1];
        if (a.x <= h && h <= b.x) return a.x == b.x ? a.y : a.y + (h - a.x) / (b.x - a.x) * (b.y - a.y);
    }
    return std::nan("");
}

void addEpsilonNames(Marks& marks, const EpsilonDeltaPrepared& prepared, const BandState& state, Vec2 base) {
    const BandWindow& window = *prepared.window;
    const double left = base.x + window.x.low;
    const Style epsilon = plainStyle(Role::Epsilon);
    const FormulaBox level = mathItalic("L");
    const FormulaBox name = mathItalic("ε");
    if (window.y.contains(state.epsilon))
        marks.push_back(
            Label{"epsilon-high-name", epsilon, {left, base.y + state.epsilon}, Anchor::AboveRight, sum(level, "+", name), false});
    if (window.y.contains(-state.epsilon))
        marks.push_back(
            Label{"epsilon-low-name", epsilon, {left, base.y - state.epsilon}, Anchor::BelowRight, sum(level, "−", name), false});
    if (state.epsilon > kRoomForName * window.y.length() && window.y.contains(0.0))
        marks.push_back(Label{"limit-name",
                              plainStyle(Role::Ink),
                              {left, base.y},
                              Anchor::AboveRight,
                              sum(level, "=", prepared.function->limitFormula),
                              false});
}

void addDelta(Marks& marks, const EpsilonDeltaPrepared& prepared, const BandState& state, Vec2 base) {
    if (!state.delta) return;
    const BandWindow& window = *prepared.window;
    const double delta = *state.delta;
    const bool left = prepared.scene.side != ApproachSide::Right;
    const bool right = prepared.scene.side != ApproachSide::Left;
    const Style style = plainStyle(Role::Delta);
    marks.push_back(Band{"delta", style, Orientation::Vertical, {left ? base.x - delta : base.x, right ? base.x + delta : base.x}});
    const double foot = base.y + window.y.low + 0.02 * window.y.length();
    const FormulaBox point = mathItalic("a");
    const FormulaBox name = mathItalic("δ");
    if (left && window.x.contains(-delta))
        marks.push_back(Label{"delta-low-name", style, {base.x - delta, foot}, Anchor::AboveLeft, sum(point, "−", name), false});
    if (right && window.x.contains(delta))
        marks.push_back(Label{"delta-high-name", style, {base.x + delta, foot}, Anchor::AboveRight, sum(point, "+", name), false});
}

/// The claim's part of the curve, where it keeps it and where it breaks it.
void addClaimedCurve(Marks& marks, const EpsilonDeltaPrepared& prepared, const BandState& state, Vec2 base) {
    if (!state.delta) return;
    Style style = plainStyle(Role::Curve);
    style.emphasis = Emphasis::Strong;
    const std::vector<Vec2> inside = partOfCurve(prepared, state, true);
    if (inside.size() > 1) marks.push_back(Polyline{"inside", style, shifted(inside, base), true});
    style.role = Role::Bad;
    const std::vector<Vec2> outside = partOfCurve(prepared, state, false);
    if (outside.size() > 1) marks.push_back(Polyline{"outside", style, shifted(outside, base), true});
    for (const double side : {-1.0, 1.0}) {
        const double h = side * *state.delta;
        if (!isClaimed(prepared, 0.999 * h, *state.delta)) continue;
        const double height = heightAt(*prepared.window->curve, h);
        if (std::isnan(height) || !prepared.window->y.contains(height)) continue;
        marks.push_back(
            Marker{side < 0.0 ? "end-left" : "end-right", plainStyle(Role::Sample), MarkerShape::Sample, base + Vec2{h, height}});
    }
}

/// The x that breaks the claim: on the curve, or at the edge beyond which its value lies.
void addWitness(Marks& marks, const EpsilonDeltaPrepared& prepared, double x, const char* id, bool isNamed) {
    const BandWindow& window = *prepared.window;
    const Vec2 base = bandBase(prepared);
    const double h = x - prepared.function->at;
    if (!window.x.contains(h)) return;
    const double gap = prepared.function->program(x) - prepared.function->level;
    const double height = std::isnan(gap) ? 0.0 : std::clamp(gap, window.y.low, window.y.high);
    const Vec2 at = base + Vec2{h, height};
    const double foot = base.y + window.y.low;
    // Away from the curve, which comes from the band.
    const Anchor above = h < 0.0 ? Anchor::AboveLeft : Anchor::AboveRight;
    const Anchor below = h < 0.0 ? Anchor::BelowLeft : Anchor::BelowRight;
    const Anchor anchor = height > 0.0 ? below : above;
    marks.push_back(Polyline{std::string(id) + "-drop", plainStyle(Role::Bad, LineKind::Dotted, LineWeight::Secondary),
                             lineOf({at.x, foot}, at), false});
    marks.push_back(Marker{id, plainStyle(Role::Bad), std::isnan(gap) ? MarkerShape::Hole : MarkerShape::Disc, at});
    if (isNamed)
        marks.push_back(Label{std::string(id) + "-name", plainStyle(Role::Bad), at, anchor,
                              Message{CALC_TEXT("x = {0}"), {displayNumber(x, 5)}}, true});
}

std::vector<Box> boxesOf(const EpsilonDeltaPrepared& prepared, const BandState& state, std::optional<Range> heights) {
    const BandMoment& moment = prepared.moments[state.moment];
    const Vec2 shift = bandBase(prepared) - Vec2{prepared.function->at, prepared.function->level};
    std::vector<Box> boxes;
    const bool isOrdered = prepared.scene.view == EpsilonDeltaView::Proof;
    const std::size_t count = isOrdered ? std::min(state.shown, moment.pieces.size()) : moment.pieces.size();
    for (std::size_t k = 0; k < count; ++k) {
        const ProofPiece& piece = moment.pieces[isOrdered ? prepared.pieceOrder[k] : k];
        const Range y = heights.value_or(Range{piece.values.low + shift.y, piece.values.high + shift.y});
        boxes.push_back({{piece.x.low + shift.x, y.low}, {piece.x.high + shift.x, y.high}});
    }
    return boxes;
}

}  // namespace

Vec2 bandBase(const EpsilonDeltaPrepared& prepared) {
    return prepared.window->isDeep ? Vec2{0.0, 0.0} : Vec2{prepared.function->at, prepared.function->level};
}

Axis bandAxisX(const EpsilonDeltaPrepared& prepared, AxisPlacement placement) {
    const double base = bandBase(prepared).x;
    const Range& x = prepared.window->x;
    return {mathItalic("x"),
            {base + x.low, base + x.high},
            AxisScale::Linear,
            placement,
            prepared.window->isDeep ? prepared.function->pointText : std::string()};
}

Axis bandAxisY(const EpsilonDeltaPrepared& prepared) {
    const double base = bandBase(prepared).y;
    const Range& y = prepared.window->y;
    return {mathRow({}),
            {base + y.low, base + y.high},
            AxisScale::Linear,
            AxisPlacement::Edge,
            prepared.window->isDeep ? prepared.function->limitText : std::string()};
}

std::shared_ptr<const Marks> bandMarks(const EpsilonDeltaPrepared& prepared) {
    const BandWindow& window = *prepared.window;
    const Vec2 base = bandBase(prepared);
    auto marks = std::make_shared<Marks>();
    const Style guide = plainStyle(Role::Guide, LineKind::Dotted, LineWeight::Secondary);
    marks->push_back(Rule{"limit", guide, Orientation::Horizontal, base.y});
    marks->push_back(Rule{"point", guide, Orientation::Vertical, base.x});
    int index = 0;
    for (const CurveEnvelope& envelope : window.envelopes)
        marks->push_back(Area{"oscillation-" + std::to_string(index++), plainStyle(Role::Curve), shifted(envelope.upper, base), 0.0,
                              shifted(envelope.lower, base)});
    const Points curve = shifted(*window.curve, base);
    marks->push_back(Polyline{"curve", plainStyle(Role::Curve, LineKind::Default, LineWeight::Secondary), curve, true});
    // Not at the foot: there stand the names of the delta band's edges, wherever it is dragged.
    constexpr double kFoot = 0.17;
    Range heights = bandAxisY(prepared).range;
    heights.low += kFoot * heights.length();
    addFormulaLabel(*marks, mathRow({mathItalic("f"), mathDelimited("()", mathItalic("x"))}), plainStyle(Role::Curve), curve,
                    bandAxisX(prepared, AxisPlacement::Edge).range, heights, std::nullopt);
    return marks;
}

void addBands(Marks& marks, const EpsilonDeltaPrepared& prepared, const BandState& state) {
    const BandWindow& window = *prepared.window;
    const Vec2 base = bandBase(prepared);
    const BandMoment& moment = prepared.moments[state.moment];
    addDelta(marks, prepared, state, base);
    marks.push_back(Band{"epsilon", plainStyle(Role::Epsilon), Orientation::Horizontal, {base.y - state.epsilon, base.y + state.epsilon}});
    if (prepared.scene.view == EpsilonDeltaView::Proof && !moment.pieces.empty()) {
        marks.push_back(
            Boxes{"enclosures", plainStyle(Role::Ok), std::make_shared<const std::vector<Box>>(boxesOf(prepared, state, std::nullopt))});
    }
    addClaimedCurve(marks, prepared, state, base);
    addEpsilonNames(marks, prepared, state, base);
    // The claim leaves the point itself out: a ring where the curve comes in.
    const bool isOne = std::fabs(window.left - window.right) <= 1e-3 * window.y.length();
    if (std::isfinite(window.left))
        marks.push_back(Marker{"hole", plainStyle(Role::Hole), MarkerShape::Hole, base + Vec2{0.0, window.left}});
    if (std::isfinite(window.right) && !isOne)
        marks.push_back(Marker{"hole-right", plainStyle(Role::Hole), MarkerShape::Hole, base + Vec2{0.0, window.right}});
    if (state.isAsking) return;
    if (prepared.witnesses.empty()) {
        if (moment.kind == EpsilonDeltaKind::Refuted) addWitness(marks, prepared, moment.witness, "witness", true);
        return;
    }
    for (std::size_t k = 0; k < std::min(state.shown, prepared.witnesses.size()); ++k) {
        const bool isLast = k + 1 == std::min(state.shown, prepared.witnesses.size());
        addWitness(marks, prepared, prepared.witnesses[k], ("witness." + std::to_string(k)).c_str(), isLast);
    }
}

Panel proofPanel(const EpsilonDeltaPrepared& prepared, const BandState& state) {
    constexpr Range kStrip{0.12, 0.88};
    constexpr double kRoomForSign = 0.05;
    Panel panel;
    panel.id = "proof";
    panel.title = CALC_TEXT("The proof");
    panel.grid = false;
    panel.x = bandAxisX(prepared, AxisPlacement::Hidden);
    panel.y = {mathRow({}), {0.0, 1.0}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.still = std::make_shared<const Marks>();
    const BandMoment& moment = prepared.moments[state.moment];
    const auto words = [&panel](const char* id, Role role, double x, Anchor anchor, Message text) {
        panel.moving.push_back(Label{id, plainStyle(role), {x, 0.5}, anchor, std::move(text), false});
    };
    const double middle = panel.x.range.middle();
    // While epsilon moves there is no proof yet.
    if (state.isAsking) {
        words("state", Role::Ink2, middle, Anchor::Centre, CALC_TEXT("each new ε needs a proof of its own"));
        return panel;
    }
    if (moment.kind == EpsilonDeltaKind::Undecided) {
        words("state", Role::Undecided, middle, Anchor::Centre, CALC_TEXT("neither a proof nor an x that breaks it was found"));
        return panel;
    }
    if (moment.kind == EpsilonDeltaKind::Refuted) {
        const auto count = static_cast<std::int64_t>(prepared.witnesses.empty() ? 1 : std::min(state.shown, prepared.witnesses.size()));
        words("state", Role::Bad, middle, Anchor::Centre,
              moment.limitKind != EpsilonDeltaKind::Refuted ? Message(CALC_TEXT("this x breaks the claim"))
              : prepared.witnesses.empty()                  ? Message(CALC_TEXT("such x are there as near as one likes"))
              : state.shown == 0                            ? Message(CALC_TEXT("press play: x after x that breaks it, ever nearer"))
                                 : Message{CALC_TEXT("{0} of them, ever nearer: no δ leaves them out"), {count}});
        return panel;
    }
    const std::vector<Box> boxes = boxesOf(prepared, state, kStrip);
    panel.moving.push_back(Boxes{"pieces", plainStyle(Role::Ok), std::make_shared<const std::vector<Box>>(boxes)});
    int sign = 0;
    for (const Box& box : boxes) {
        if (box.high.x - box.low.x < kRoomForSign * panel.x.range.length()) continue;
        panel.moving.push_back(Label{
            "sign." + std::to_string(sign++), plainStyle(Role::Ok), {0.5 * (box.low.x + box.high.x), 0.5}, Anchor::Centre, "✓", false});
    }
    const auto count = static_cast<std::int64_t>(moment.pieces.size());
    panel.subtitle = prepared.scene.view == EpsilonDeltaView::Proof
                         ? Message{CALC_TEXT("{0} of {1} pieces"), {static_cast<std::int64_t>(boxes.size()), count}}
                         : Message{CALC_TEXT("{0} pieces, each checked"), {count}};
    return panel;
}

}  // namespace calc
