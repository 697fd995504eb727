#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/mark_parts.h"
#include "core/scene/point_cloud.h"
#include "core/scene/sequence_parts.h"

namespace calc {
namespace {

constexpr std::size_t kRecent = 24;  // corners of the path that are drawn strongly
constexpr std::size_t kMostNames = 3;
constexpr double kNoSlope = 1e-9;  // what rounding leaves of 0

/// The corners of the staircase up to a moment: up to the curve, across to the diagonal.
std::vector<Vec2> pathOf(const RecursionPicture& picture, const StepMoment& moment) {
    std::vector<Vec2> path;
    const std::vector<double>& x = picture.orbit;
    path.push_back({x.front(), picture.y.low});
    for (std::size_t n = 0; n < moment.step && n + 1 < x.size(); ++n) {
        path.push_back({x[n], x[n + 1]});
        path.push_back({x[n + 1], x[n + 1]});
    }
    if (moment.part <= 0.0 || moment.step + 1 >= x.size()) return path;
    const double from = path.back().y;
    const double now = x[moment.step];
    const double next = x[moment.step + 1];
    const double up = std::min(1.0, 2.0 * moment.part);
    path.push_back({now, from + up * (next - from)});
    if (moment.part > 0.5) path.push_back({now + (2.0 * moment.part - 1.0) * (next - now), next});
    return path;
}

void addPath(Marks& marks, const RecursionPicture& picture, const StepMoment& moment) {
    std::vector<Vec2> path = pathOf(picture, moment);
    const std::size_t split = path.size() > kRecent ? path.size() - kRecent : 0;
    if (split > 0) {
        auto earlier = std::make_shared<const std::vector<Vec2>>(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(split) + 1);
        Style style = plainStyle(Role::Limit, LineKind::Solid, LineWeight::Hair);
        style.emphasis = Emphasis::Faint;
        marks.push_back(Polyline{"earlier", style, std::move(earlier), false});
    }
    const Vec2 end = path.back();
    auto recent = std::make_shared<const std::vector<Vec2>>(path.begin() + static_cast<std::ptrdiff_t>(split), path.end());
    marks.push_back(Polyline{"path", plainStyle(Role::Limit, LineKind::Solid, LineWeight::Secondary), std::move(recent), false});
    Style ball = plainStyle(Role::Limit);
    ball.emphasis = Emphasis::Strong;
    if (picture.x.contains(end.x) && picture.y.contains(end.y)) marks.push_back(Marker{"now", ball, MarkerShape::Disc, end});
}

/// It names its place: where the words stand further away, they still belong to it.
Message slopeLabel(const FixedPoint& point) {
    const std::string place = displayNumber(point.x == 0.0 ? 0.0 : point.x, 3);
    if (std::isnan(point.slope)) return {CALC_TEXT("at {0}: no slope"), {place}};
    const double size = std::fabs(point.slope);
    switch (point.kind) {
        case FixedPoint::Kind::Attracting:
            if (size < kNoSlope) return {CALC_TEXT("at {0}: g\u2032 = 0, attracts"), {place}};
            return {CALC_TEXT("at {0}: |g\u2032| = {1}, attracts"), {place, displayNumber(size, 3)}};
        case FixedPoint::Kind::Repelling: return {CALC_TEXT("at {0}: |g\u2032| = {1}, repels"), {place, displayNumber(size, 3)}};
        case FixedPoint::Kind::Undecided: break;
    }
    return {CALC_TEXT("at {0}: |g\u2032| = 1"), {place}};
}

/// Where the words of a fixed point stand: beside it; near the lower edge they keep clear of the start, which is dragged there.
Vec2 wordsPlace(const RecursionPicture& picture, double fixed) {
    constexpr double kNear = 0.1;   // of the height
    constexpr double kWords = 0.6;  // of the width that they take
    constexpr double kHandle = 0.05;
    const auto acrossOf = [&picture](double x) { return (x - picture.x.low) / picture.x.length(); };
    if ((fixed - picture.y.low) / picture.y.length() > kNear) return {fixed, fixed};
    const double from = acrossOf(fixed);
    const double start = acrossOf(picture.start);
    if (start < from - kHandle || start > from + kWords) return {fixed, fixed};
    if (start + kHandle + kWords < 1.0) return {picture.start + 0.5 * kHandle * picture.x.length(), fixed};
    return {fixed, fixed + kNear * picture.y.length()};
}

Panel cobwebPanel(const SequencePrepared& prepared, const StepMoment& moment) {
    const RecursionPicture& picture = *prepared.recursion;
    Panel panel;
    panel.id = "cobweb";
    panel.title = CALC_TEXT("Cobweb: up to the curve, across to the diagonal");
    panel.x = {mathSubscript(mathItalic("x"), mathItalic("n")), picture.x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {
        mathSubscript(mathItalic("x"), mathRow({mathItalic("n"), mathText("+1")})), picture.y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.mainMarks;
    addPath(panel.moving, picture, moment);
    return panel;
}

Panel orbitPanel(const SequencePrepared& prepared, const StepMoment& moment) {
    const RecursionPicture& picture = *prepared.recursion;
    Panel panel;
    panel.id = "orbit";
    panel.title = CALC_TEXT("Terms");
    const double last = static_cast<double>(std::max<std::size_t>(picture.orbit.size(), 2) - 1);
    panel.x = {mathItalic("n"), {0.0, last}, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), picture.y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.sideMarks;
    auto past = std::make_shared<std::vector<Vec2>>();
    for (std::size_t n = 0; n <= moment.step && n < picture.orbit.size(); ++n) past->push_back({static_cast<double>(n), picture.orbit[n]});
    const Vec2 now = past->back();
    if (past->size() > 1)
        panel.moving.push_back(Polyline{"past", plainStyle(Role::Limit, LineKind::Solid, LineWeight::Secondary), std::move(past), false});
    if (picture.y.contains(now.y)) panel.moving.push_back(Marker{"now", plainStyle(Role::Limit), MarkerShape::Disc, now});
    return panel;
}

Panel diagramPanel(const SequencePrepared& prepared) {
    const RecursionPicture& picture = *prepared.recursion;
    Panel panel;
    panel.id = "diagram";
    panel.title = CALC_TEXT("Where it is found in the long run, for each r");
    panel.x = {mathItalic("r"), picture.parameters, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), picture.y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.diagramMarks;
    panel.moving.push_back(
        Rule{"parameter", plainStyle(Role::Accent, LineKind::Solid, LineWeight::Secondary), Orientation::Vertical, picture.parameter});
    if (picture.run.kind == LongRun::Kind::Cycle) {
        int index = 0;
        for (const double value : picture.run.cycle) {
            if (picture.y.contains(value) && index < 16)
                panel.moving.push_back(
                    Marker{"cycle." + std::to_string(index++), plainStyle(Role::Limit), MarkerShape::Sample, {picture.parameter, value}});
        }
    }
    return panel;
}

}  // namespace

std::shared_ptr<const Marks> cobwebMarks(const RecursionPicture& picture) {
    auto marks = std::make_shared<Marks>();
    addZeroLines(*marks, picture.x, picture.y);
    marks->push_back(Polyline{"diagonal", plainStyle(Role::Ink2, LineKind::Dashed, LineWeight::Secondary),
                              lineOf({picture.x.low, picture.x.low}, {picture.x.high, picture.x.high}), false});
    marks->push_back(Polyline{"curve", plainStyle(Role::Curve), picture.curve, false});
    const FormulaBox name = mathRow({mathItalic("g"), mathDelimited("()", mathItalic("x"))});
    const auto top =
        std::max_element(picture.curve->begin(), picture.curve->end(), [](Vec2 a, Vec2 b) { return std::isnan(a.y) || a.y < b.y; });
    if (top != picture.curve->end() && std::isfinite(top->y) && picture.y.contains(top->y))
        marks->push_back(Label{"curve-name", plainStyle(Role::Curve), *top, Anchor::Above, name, false});
    std::size_t index = 0;
    for (const FixedPoint& point : picture.fixed) {
        if (!picture.y.contains(point.x)) continue;
        const std::string id = "fixed." + std::to_string(index++);
        const bool attracts = point.kind == FixedPoint::Kind::Attracting;
        const Role role = attracts ? Role::Ok : point.kind == FixedPoint::Kind::Repelling ? Role::Bad : Role::Undecided;
        marks->push_back(Marker{id, plainStyle(role), attracts ? MarkerShape::Disc : MarkerShape::Hole, {point.x, point.x}});
        if (index <= kMostNames)
            marks->push_back(
                Label{id + ".slope", plainStyle(role), wordsPlace(picture, point.x), Anchor::BelowRight, slopeLabel(point), false});
    }
    return marks;
}

std::shared_ptr<const Marks> orbitMarks(const RecursionPicture& picture) {
    auto marks = std::make_shared<Marks>();
    auto points = std::make_shared<std::vector<Vec2>>();
    for (std::size_t n = 0; n < picture.orbit.size(); ++n) points->push_back({static_cast<double>(n), picture.orbit[n]});
    for (std::size_t i = 0; i < picture.fixed.size(); ++i) {
        const FixedPoint& point = picture.fixed[i];
        const bool attracts = point.kind == FixedPoint::Kind::Attracting;
        if (picture.y.contains(point.x))
            marks->push_back(Rule{"fixed." + std::to_string(i),
                                  plainStyle(attracts ? Role::Ok : Role::Bad, LineKind::Dotted, LineWeight::Hair), Orientation::Horizontal,
                                  point.x});
    }
    Style style{Role::Limit, Look::None, Emphasis::Faint, LineKind::Solid, LineWeight::Hair};
    marks->push_back(Polyline{"coming", style, points, false});
    if (points->size() <= kFewPoints) {
        style.emphasis = Emphasis::Strong;
        marks->push_back(MarkerCloud{"points", style, MarkerShape::Dot, points});
    }
    return marks;
}

std::shared_ptr<const Marks> diagramMarks(const RecursionPicture& picture) {
    auto marks = std::make_shared<Marks>();
    if (picture.attractor) marks->push_back(MarkerCloud{"attractor", plainStyle(Role::Curve), MarkerShape::Dot, picture.attractor});
    return marks;
}

void addRecursionPanels(Frame& frame, const SequencePrepared& prepared, const StepMoment& moment) {
    const RecursionPicture& picture = *prepared.recursion;
    frame.panels.push_back(cobwebPanel(prepared, moment));
    frame.panels.push_back(orbitPanel(prepared, moment));
    std::vector<Arrangement> right{leaf("orbit", 0.42)};
    if (picture.hasParameter) {
        frame.panels.push_back(diagramPanel(prepared));
        right.push_back(leaf("diagram", 0.58));
        if (picture.parameters.contains(picture.parameter))
            frame.handles.push_back(
                {"parameter", "diagram", {picture.parameter, picture.y.low}, Handle::Freedom::X, Role::Accent, CALC_TEXT("parameter r")});
    }
    if (picture.x.contains(picture.start))
        frame.handles.push_back(
            {"start", "cobweb", {picture.start, picture.y.low}, Handle::Freedom::X, Role::Accent, CALC_TEXT("start of the sequence")});
    const Arrangement below = row({leaf("readouts", 0.4), leaf("verdict", 0.6)});
    frame.arrangement = column({row({leaf("cobweb", 0.54), column(std::move(right), 0.46)}), fixedSize(below, 164.0)});
}

}  // namespace calc
