#include <algorithm>
#include <cmath>

#include "core/scene/area_parts.h"
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

/// The stretches that are covered at this stop: between them lie the poles inside the range.
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
    return parts;
}

std::string boundName(const AreaPrepared& prepared, std::size_t end) {
    const std::vector<MovingEnd>& ends = prepared.moving->ends;
    if (ends.size() == 1) return "t";
    return "t" + std::string(end == 0 ? "\u2081" : end == 1 ? "\u2082" : end == 2 ? "\u2083" : "\u2084");
}

/// Near a pole a bound is told by its distance: "0 + 10⁻⁶".
FormulaBox boundNumber(const MovingEnd& end, std::size_t stop) {
    const double bound = end.bounds[stop];
    const double distance = 1.0 / end.closeness[stop];
    if (end.isInfinite() || end.at == 0.0 || distance > 1e-3 * std::fabs(end.at)) return mathText(displayNumber(bound, 3));
    return mathRow(
        {mathText(displayNumber(end.at, 4)), mathOperator(end.isRight() ? "\u2212" : "+"), mathText(displayNumber(distance, 2))});
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

Panel mainPanel(const AreaPrepared& prepared, std::size_t stop) {
    Panel panel = areaPanel(prepared);
    panel.still = prepared.stillMarks;
    int index = 0;
    for (const Range part : coveredParts(prepared, stop)) {
        if (part.low < part.high) addFill(panel.moving, prepared, "area-" + std::to_string(index++), part);
    }
    addCurves(panel.moving, prepared);
    for (std::size_t i = 0; i < prepared.moving->ends.size(); ++i) addMovingBound(panel, prepared, i, stop);
    addBoundLabels(panel.moving, prepared);
    return panel;
}

double drawn(const AreaMoving& moving, double area) { return moving.scale == AxisScale::Log10 ? std::fabs(area) : area; }

bool isDrawn(const AreaMoving& moving, double area) { return moving.scale == AxisScale::Linear || std::fabs(area) >= moving.areas.low; }

bool isDrawnAlready(const Marks& marks, double level) {
    return std::any_of(marks.begin(), marks.end(), [level](const Mark& mark) {
        const auto* rule = std::get_if<Rule>(&mark);
        return rule && std::fabs(rule->position - level) < 1e-9 * std::max(1.0, std::fabs(level));
    });
}

Style endStyle(std::size_t index) {
    Style style = areaStyle(index % 2 == 0 ? Role::Accumulated : Role::AreaNegative);
    if (index % 2 == 1) style.line = LineKind::Dashed;
    return style;
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
        panel.moving.push_back(Marker{"here-" + std::to_string(i), endStyle(i), MarkerShape::Disc, here});
        if (moving.ends.size() < 2) continue;
        const Anchor side = stop > moving.totals.size() / 2 ? Anchor::AboveLeft : Anchor::AboveRight;
        panel.moving.push_back(Label{"name-" + std::to_string(i), endStyle(i), here, side, mathItalic(boundName(prepared, i)), false});
    }
    return panel;
}

FormulaBox movingLimits(const AreaPrepared& prepared, std::size_t stop, bool upper) {
    const Range limits = prepared.exact->limits;
    const double bound = upper ? limits.high : limits.low;
    for (const MovingEnd& end : prepared.moving->ends) {
        if (end.at == bound) return boundNumber(end, stop);
    }
    return typedNumber(upper ? prepared.scene.to : prepared.scene.from);
}

FormulaLine movingFormula(const AreaPrepared& prepared, std::size_t stop) {
    const Integral& integral = prepared.exact->integral;
    const double total = prepared.moving->totals[stop];
    const bool hasValue = integral.kind == IntegralKind::Value;
    const int decimals = decimalsFor(std::max(std::fabs(total), hasValue ? std::fabs(integral.value) : 0.0), 6);
    FormulaLine line;
    line.caption = CALC_TEXT("The area while the bound moves, and where it goes");
    line.symbols = mathRow({integralSign(prepared, movingLimits(prepared, stop, false), movingLimits(prepared, stop, true)),
                            mathOperator("="), number(total, decimals)});
    const FormulaBox whole = hasValue                                      ? number(withoutNoise(integral.value, integral.error), decimals)
                             : integral.kind == IntegralKind::Undetermined ? mathText("?")
                                                                           : mathText("\u2013");
    line.numbers =
        mathRow({integralSign(prepared, typedNumber(prepared.scene.from), typedNumber(prepared.scene.to)), mathOperator("="), whole});
    return line;
}

Message movingSentence(const AreaPrepared& prepared) {
    const std::vector<MovingEnd>& ends = prepared.moving->ends;
    const bool allInfinite = std::all_of(ends.begin(), ends.end(), [](const MovingEnd& end) { return end.isInfinite(); });
    switch (prepared.exact->integral.kind) {
        case IntegralKind::Value:
            return allInfinite
                       ? CALC_TEXT("The range has no end, the area has: <integrals>what is still missing goes to 0.</integrals>")
                       : CALC_TEXT("The curve has no top, the area has: <integrals>the strip gets thin faster than it grows.</integrals>");
        case IntegralKind::Diverges:
            if (ends.size() > 1)
                return CALC_TEXT("Each end has to settle by itself, plus and minus do not cancel: <bad>this area has no value.</bad>");
            return allInfinite ? CALC_TEXT("However far t goes, the area never settles: <bad>this area has no value.</bad>")
                               : CALC_TEXT("However near t comes, the area never settles: <bad>this area has no value.</bad>");
        case IntegralKind::Undefined:
            return CALC_TEXT("Between a and b the function has no value on a whole stretch: <bad>there is no area to measure.</bad>");
        case IntegralKind::Undetermined: break;
    }
    return CALC_TEXT("The bound moves as far as the numbers go: <undecided>where it leads was not decided.</undecided>");
}

/// Why an end settles or does not, from the power that f follows there; nothing where that would not be the reason.
std::optional<Message> reasonOf(const MovingEnd& end) {
    constexpr double kClose = 0.02;  // a power that is hardly another one decides nothing
    const bool converges = end.whole.kind == IntegralKind::Value;
    if (end.isInfinite()) {
        if (end.isRapid && converges) return Message(CALC_TEXT("Far out f falls faster than any power of x: the tail adds up to little."));
        if (end.swings && converges)
            return Message(CALC_TEXT("Far out f swings about 0: what one wave adds, the next takes away, more and more closely."));
        if (!end.power) return std::nullopt;
        const NumberArgument power{*end.power, 2};
        if (converges && *end.power > 1.0 + kClose)
            return Message(CALC_TEXT("Far out f falls like 1/x to the power {0}: above power 1 the tail adds up to something finite."),
                           {power});
        if (converges || *end.power > 1.0 + kClose) return std::nullopt;
        if (*end.power < kClose) return Message(CALC_TEXT("Far out f does not go to 0: each further step adds as much again."));
        return Message(CALC_TEXT("Far out f falls like 1/x to the power {0}: up to power 1 that is too slow."), {power});
    }
    if (!end.power) return std::nullopt;
    const std::vector<MessageArgument> arguments{NumberArgument{end.at, 4}, NumberArgument{*end.power, 2}};
    if (converges && *end.power < 1.0 - kClose) {
        return Message(CALC_TEXT("Near x = {0} f grows like 1/distance to the power {1}: below power 1 the strip gets thin fast enough."),
                       arguments);
    }
    if (converges || *end.power < 1.0 - kClose) return std::nullopt;
    return Message(CALC_TEXT("Near x = {0} f grows like 1/distance to the power {1}: from power 1 on the area has no end."), arguments);
}

Message verdictReason(const AreaPrepared& prepared) {
    const IntegralKind kind = prepared.exact->integral.kind;
    for (const MovingEnd& end : prepared.moving->ends) {
        if (end.whole.kind != kind) continue;
        if (const auto reason = reasonOf(end)) return *reason;
    }
    return prepared.exact->integral.why;
}

void addVerdict(Frame& frame, const AreaPrepared& prepared) {
    const Message why = verdictReason(prepared);
    switch (prepared.exact->integral.kind) {
        case IntegralKind::Value: frame.verdicts.push_back({Role::Ok, CALC_TEXT("The area converges"), why}); break;
        case IntegralKind::Diverges: frame.verdicts.push_back({Role::Bad, CALC_TEXT("The area diverges"), why}); break;
        case IntegralKind::Undefined: frame.verdicts.push_back({Role::Bad, CALC_TEXT("There is no area"), why}); break;
        case IntegralKind::Undetermined: frame.verdicts.push_back({Role::Undecided, CALC_TEXT("Not decided"), why}); break;
    }
}

void addMovingReadouts(Frame& frame, const AreaPrepared& prepared, std::size_t stop) {
    const AreaMoving& moving = *prepared.moving;
    const Integral& integral = prepared.exact->integral;
    const double total = moving.totals[stop];
    const bool hasValue = integral.kind == IntegralKind::Value;
    const int decimals = decimalsFor(std::max(std::fabs(total), hasValue ? std::fabs(integral.value) : 0.0), 7);
    const bool isDouble = moving.ends.size() > 1;
    if (isDouble) {
        for (std::size_t i = 0; i < moving.ends.size(); ++i) {
            const Style style = endStyle(i);
            frame.readouts.push_back({"area-" + std::to_string(i),
                                      {CALC_TEXT("Area up to {0}"), {boundName(prepared, i)}},
                                      plain(steadyNumber(moving.ends[i].areas[stop], decimals)),
                                      {},
                                      style.role,
                                      false,
                                      false,
                                      style});
        }
    } else {
        frame.readouts.push_back({"area", CALC_TEXT("Area so far"), plain(steadyNumber(total, decimals)), {}, Role::Ink, false, false});
    }
    if (!hasValue) return;
    frame.readouts.push_back({"integral",
                              CALC_TEXT("Integral"),
                              plain(steadyNumber(withoutNoise(integral.value, integral.error), decimals)),
                              {},
                              Role::Ink,
                              false,
                              false});
    const double missing = withoutNoise(integral.value - total, 4.0 * integral.error + 1e-12 * std::fabs(integral.value));
    frame.readouts.push_back({"missing", CALC_TEXT("Still missing"), signedValue(missing, std::min(decimals, 12)), integralNote(integral),
                              Role::Integrals, true, true});
}

}  // namespace

Timeline movingTimeline(const AreaPrepared& prepared) {
    const AreaMoving& moving = *prepared.moving;
    const auto stops = static_cast<double>(moving.totals.size() - 1);
    Timeline timeline;
    timeline.duration = kSeconds;
    for (std::size_t i = 0; i < moving.totals.size(); ++i) timeline.stops.push_back(kSeconds * static_cast<double>(i) / stops);
    timeline.opening = timeline.stops[moving.totals.size() / 4];
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
    addVerdict(frame, prepared);
    frame.arrangement = row({leaf("area", 0.66), column({leaf("moving", 0.5), leaf("verdict", 0.2), leaf("readouts", 0.3)}, 0.34)});
    frame.formula = movingFormula(prepared, stop);
    addMovingReadouts(frame, prepared, stop);
    frame.sentence = movingSentence(prepared);
    const MovingEnd& end = prepared.moving->ends.front();
    const double shown = end.isInfinite() ? end.bounds[stop] : 1.0 / end.closeness[stop];
    frame.position = {end.isInfinite() ? CALC_TEXT("t = {0}") : CALC_TEXT("distance {0}"), {NumberArgument{shown, 3}}};
    addBoundHandles(frame, prepared);
    return frame;
}

}  // namespace calc
