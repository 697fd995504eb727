#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/calculus/limit.h"
#include "core/scene/deep_function.h"
#include "core/scene/formula_parts.h"
#include "core/scene/limit_parts.h"
#include "core/scene/mark_parts.h"

namespace calc {
namespace {

constexpr double kSmallest = 1e-280;

/// The slope at the point from one side is a limit itself: of (f(x) − L) / (x − a). A hole does not hinder it.
SideLimit slopeFrom(const LimitFunction& function, const Expression& level, Side side, const Task& task) {
    const Expression quotient = (function.local - level) / (Expression::variable(Variable::X) - function.point);
    LimitOptions options;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    const Limit slope = limit(quotient, LimitPoint::finite(function.point), side, options);
    return {slope.kind, slope.value, slope.exact};
}

/// How far the curve strays from the line in each window, in 50 digits.
std::vector<Vec2> deviationsOf(const LimitFunction& function, const LimitScene& scene, const LimitVerdict& verdict, double slope,
                               const std::vector<LimitWindow>& windows) {
    DeepFunction deep(function.local, function.point);
    if (verdict.asked.exact)
        deep.setReference(*verdict.asked.exact);
    else
        deep.setReference(verdict.asked.value);
    std::vector<Vec2> list;
    for (auto window = windows.rbegin(); window != windows.rend(); ++window) {
        double largest = 0.0;
        bool isKnown = true;
        for (const double part : {-1.0, -0.5, 0.5, 1.0}) {
            const bool looks = part < 0.0 ? looksLeft(scene, function) : looksRight(scene, function);
            if (!looks) continue;
            const double h = part * window->halfWidth / kWindowMargin;
            const DeepFunction::Value value = deep(h);
            isKnown = isKnown && value.status == DeepFunction::Value::Status::Known;
            largest = std::max(largest, std::fabs(value.difference - slope * h));
        }
        if (isKnown && std::isfinite(largest) && largest > kSmallest) list.push_back({window->halfWidth / kWindowMargin, largest});
    }
    return list;
}

std::shared_ptr<const Marks> chartOf(const LinearView& view) {
    auto marks = std::make_shared<Marks>();
    if (view.deviations.size() < 2) return marks;
    const auto line = std::make_shared<const std::vector<Vec2>>(view.deviations);
    // Lines that fall with the distance and with its square, through the widest window's end of the curve.
    const Vec2 low = view.deviations.front();
    const Vec2 high = view.deviations.back();
    const Style guide = plainStyle(Role::Guide, LineKind::Dotted, LineWeight::Hair);
    const double ratio = high.x / low.x;
    const Vec2 linear{low.x, high.y / ratio};
    const Vec2 square{low.x, high.y / ratio / ratio};
    marks->push_back(Polyline{"as-distance", guide, lineOf(linear, high), false});
    marks->push_back(Polyline{"as-square", guide, lineOf(square, high), false});
    marks->push_back(Label{"as-distance-name", plainStyle(Role::Ink2), linear, Anchor::AboveRight, mathItalic("h"), false});
    marks->push_back(Label{"as-square-name", plainStyle(Role::Ink2), square, Anchor::AboveRight,
                           mathSuperscript(mathItalic("h"), mathText("2")), false});
    marks->push_back(Polyline{"deviation", plainStyle(Role::Tangent, LineKind::Solid), line, false});
    return marks;
}

Range rangeOf(const std::vector<Vec2>& deviations) {
    if (deviations.empty()) return {1e-3, 1.0};
    double low = deviations.front().y;
    double high = low;
    for (const Vec2 p : deviations) {
        low = std::min(low, p.y);
        high = std::max(high, p.y);
    }
    const Vec2 first = deviations.front();
    const Vec2 last = deviations.back();
    const double ratio = last.x / first.x;
    low = std::min(low, last.y / ratio / ratio);
    return {std::pow(10.0, std::floor(std::log10(std::max(low, kSmallest)))), std::pow(10.0, std::ceil(std::log10(high) + 1e-9))};
}

std::string slopeText(const SideLimit& slope) {
    switch (slope.kind) {
        case SideLimit::Kind::Value: return displayNumber(slope.value, 4);
        case SideLimit::Kind::PlusInfinity: return "\u221E";
        case SideLimit::Kind::MinusInfinity: return "\u2212\u221E";
        default: break;
    }
    return "\u2013";
}

/// How much the deviation falls on the way from the power of ten before to this one; 0: not known.
double fallAt(const LinearView& view, int depth) {
    const double here = std::pow(10.0, -depth);
    double now = 0.0;
    double before = 0.0;
    for (const Vec2 p : view.deviations) {
        if (std::fabs(p.x / here - 1.0) < 1e-6) now = p.y;
        if (std::fabs(p.x / (10.0 * here) - 1.0) < 1e-6) before = p.y;
    }
    return now > 0.0 && before > 0.0 ? before / now : 0.0;
}

}  // namespace

LinearView linearView(const LimitFunction& function, const LimitScene& scene, const LimitVerdict& verdict,
                      const std::vector<LimitWindow>& windows, const Task& task) {
    LinearView view;
    if (!verdict.asked.exact) return view;
    const bool left = looksLeft(scene, function);
    const bool right = looksRight(scene, function);
    if (left) view.left = slopeFrom(function, *verdict.asked.exact, Side::Left, task);
    if (right) view.right = slopeFrom(function, *verdict.asked.exact, Side::Right, task);
    if (!left) view.left = view.right;
    if (!right) view.right = view.left;
    if (view.left.isFinite() && view.right.isFinite()) {
        const double difference = std::fabs(view.left.value - view.right.value);
        const bool isSame = view.left == view.right || difference <= 1e-12 * std::max(1.0, std::fabs(view.left.value));
        view.isCorner = !isSame;
        view.slope = isSame ? view.right.value : 0.5 * (view.left.value + view.right.value);
        view.deviations = deviationsOf(function, scene, verdict, *view.slope, windows);
    }
    view.deviationRange = rangeOf(view.deviations);
    view.chart = chartOf(view);
    return view;
}

void addTangents(Marks& marks, const LimitPrepared& prepared, double halfWidth) {
    const LinearView& view = *prepared.linear;
    const Style style = plainStyle(Role::Tangent, LineKind::Dashed, LineWeight::Secondary);
    const auto half = [&](const char* id, const SideLimit& slope, double side) {
        const double far = side * halfWidth;
        if (slope.isFinite()) marks.push_back(Polyline{id, style, lineOf({0.0, 0.0}, {far, slope.value * far}), false});
    };
    if (looksLeft(prepared.scene, *prepared.function)) half("tangent-left", view.left, -1.0);
    if (looksRight(prepared.scene, *prepared.function)) half("tangent-right", view.right, 1.0);
}

Panel deviationPanel(const LimitPrepared& prepared, double depth) {
    const LinearView& view = *prepared.linear;
    Panel panel;
    panel.id = "deviation";
    panel.title = view.isCorner ? Message(CALC_TEXT("Distance from the line, log")) : Message(CALC_TEXT("Distance from the tangent, log"));
    const double smallest = std::pow(10.0, -prepared.deepest);
    panel.x = {mathItalic("h"), {smallest, 10.0}, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), view.deviationRange, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = view.chart ? view.chart : std::make_shared<const Marks>();
    const double here = std::pow(10.0, -depth);
    panel.moving.push_back(Rule{"now", plainStyle(Role::Accent, LineKind::Solid, LineWeight::Hair), Orientation::Vertical, here});
    for (std::size_t i = 0; i + 1 < view.deviations.size(); ++i) {
        const Vec2 a = view.deviations[i];
        const Vec2 b = view.deviations[i + 1];
        if (!(a.x <= here * (1.0 + 1e-9) && here <= b.x * (1.0 + 1e-9))) continue;
        const double t = std::clamp(std::log(here / a.x) / std::log(b.x / a.x), 0.0, 1.0);
        panel.moving.push_back(
            Marker{"here", plainStyle(Role::Tangent), MarkerShape::Disc, {here, std::exp((1.0 - t) * std::log(a.y) + t * std::log(b.y))}});
        break;
    }
    if (view.slope && view.deviations.empty()) {
        panel.moving.push_back(Label{"none",
                                     plainStyle(Role::Ink2),
                                     {std::sqrt(smallest * 10.0), std::sqrt(view.deviationRange.low)},
                                     Anchor::Centre,
                                     CALC_TEXT("no distance at all: it is a line"),
                                     false});
    }
    return panel;
}

Verdict linearCard(const LimitPrepared& prepared, int depth) {
    const LinearView& view = *prepared.linear;
    const double fall = fallAt(view, depth);
    if (view.isTangent()) {
        const Message title{CALC_TEXT("Straight up close: slope {0}"), {slopeText(view.right)}};
        if (!(fall > 0.0)) return {Role::Limits, title, CALC_TEXT("The curve has one slope here: its tangent is all that is left of it.")};
        return {Role::Limits,
                title,
                {CALC_TEXT("From the power of ten before to this one the window shrank 10 times, the distance from the tangent {0} times."),
                 {displayNumber(fall, 3)}}};
    }
    if (view.isCorner) {
        const Message title{CALC_TEXT("A corner: slopes {0} and {1}"), {slopeText(view.left), slopeText(view.right)}};
        return {Role::Bad, title,
                CALC_TEXT("The distance from any line shrinks only as fast as the window: the corner looks the same at every depth.")};
    }
    const auto isSteep = [](const SideLimit& slope) { return slope.isInfinite(); };
    if (isSteep(view.left) || isSteep(view.right)) {
        return {Role::Bad,
                {CALC_TEXT("No slope: {0} and {1}"), {slopeText(view.left), slopeText(view.right)}},
                CALC_TEXT("The curve gets steeper without bound: no line with a slope is left of it.")};
    }
    const bool isNone = view.left.kind == SideLimit::Kind::DoesNotExist || view.right.kind == SideLimit::Kind::DoesNotExist;
    if (isNone)
        return {Role::Bad, CALC_TEXT("No slope"), CALC_TEXT("The slopes of the secants keep swinging: no line is left of the curve.")};
    return {Role::Undecided, CALC_TEXT("Not decided"), CALC_TEXT("Whether the curve has a slope here could not be decided.")};
}

Message linearSentence(const LimitPrepared& prepared) {
    const LinearView& view = *prepared.linear;
    if (view.isTangent())
        return CALC_TEXT(
            "Zoom in on a smooth curve and <limits>a straight line is left</limits>: its slope is what gradient descent follows.");
    if (view.isCorner)
        return CALC_TEXT("However deep you zoom, <bad>the corner stays a corner:</bad> it has no one slope, like relu at 0.");
    return CALC_TEXT("However deep you zoom, <bad>no straight line appears.</bad>");
}

FormulaLine linearFormula(const LimitPrepared& prepared) {
    const LinearView& view = *prepared.linear;
    const LimitFunction& function = *prepared.function;
    FormulaLine line;
    line.caption = CALC_TEXT("A curve is its tangent and what falls faster than h");
    const FormulaBox h = mathItalic("h");
    const FormulaBox point = function.infinity == 0 ? function.target : mathText("\u221E");
    const FormulaBox moved = function.infinity == 0 && function.at == 0.0 ? h : mathRow({point, mathOperator("+"), h});
    const FormulaBox level =
        prepared.verdict->asked.exact ? layout(*prepared.verdict->asked.exact) : mathText(displayNumber(prepared.verdict->asked.value, 5));
    line.symbols = mathRow({functionOf("f", moved), mathOperator("\u2248"), coloured(Role::Limit, mathItalic("L")), mathOperator("+"),
                            coloured(Role::Tangent, mathItalic("m")), mathSpace("thin"), h});
    if (!view.isTangent()) {
        line.numbers = mathRow({functionOf("f", mathItalic("x")), mathOperator("="), function.formula});
        return line;
    }
    const FormulaBox slope = view.right.exact ? layout(*view.right.exact) : mathText(slopeText(view.right));
    line.numbers = mathRow({functionOf("f", moved), mathOperator("\u2248"), coloured(Role::Limit, level), mathOperator("+"),
                            coloured(Role::Tangent, mathDelimited("()", slope)), mathSpace("thin"), h});
    return line;
}

}  // namespace calc
