#include <algorithm>
#include <cmath>

#include "core/scene/area_parts.h"
#include "core/scene/formula_parts.h"

namespace calc {
namespace {

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

/// A round power of ten as such: "10⁻¹²", not "1 · 10⁻¹²".
std::string roundNumber(double value, int digits) {
    const double exponent = std::round(std::log10(std::fabs(value)));
    const std::string size = displayNumber(std::pow(10.0, exponent), digits);
    const bool isPower =
        std::fabs(exponent) > 2.0 && displayNumber(std::fabs(value), digits) == size && size.find("\u00B7") != std::string::npos;
    if (!isPower) return displayNumber(value, digits);
    return (value < 0.0 ? "\u2212" : "") + displayPowerOfTen(static_cast<int>(exponent));
}

FormulaBox movingLimit(const AreaPrepared& prepared, std::size_t stop, double bound) {
    for (const MovingEnd& end : prepared.moving->ends) {
        if (end.bounds[stop] == bound || end.at == bound) return boundNumber(end, stop);
    }
    return typedNumber(bound == prepared.exact->limits.high ? prepared.scene.to : prepared.scene.from);
}

/// On both sides of a pole: two integrals, each with its own number, which do not cancel.
FormulaBox bothSides(const AreaPrepared& prepared, std::size_t stop, const std::vector<Range>& parts, int decimals) {
    const auto sign = [&](Range part) {
        return integralSign(prepared, movingLimit(prepared, stop, part.low), movingLimit(prepared, stop, part.high));
    };
    const std::vector<MovingEnd>& ends = prepared.moving->ends;
    const double left = ends[0].areas[stop];
    const double right = ends[1].areas[stop];
    const FormulaBox first = coloured(endStyle(0).role, number(left, decimals));
    const FormulaBox second = coloured(endStyle(1).role, number(std::fabs(right), decimals));
    return mathRow(
        {sign(parts[0]), mathOperator("+"), sign(parts[1]), mathOperator("="), first, mathOperator(right < 0.0 ? "\u2212" : "+"), second});
}

FormulaBox soFar(const AreaPrepared& prepared, std::size_t stop, int decimals) {
    const AreaMoving& moving = *prepared.moving;
    const Range limits = prepared.exact->limits;
    const std::vector<Range> parts = coveredParts(prepared, stop);
    if (parts.size() == 2 && moving.ends.size() == 2 && moving.rest == 0.0 && limits.low < limits.high)
        return bothSides(prepared, stop, parts, decimals);
    return mathRow({integralSign(prepared, movingLimit(prepared, stop, limits.low), movingLimit(prepared, stop, limits.high)),
                    mathOperator("="), number(moving.totals[stop], decimals)});
}

/// Why the tail settles or does not.
std::optional<Message> reasonFarOut(const ImproperEnd& end) {
    constexpr double kNone = 1e-6;
    const NumberArgument power{end.power, 2};
    switch (end.kind) {
        case ImproperEnd::Kind::Unknown: return std::nullopt;
        case ImproperEnd::Kind::Rapid:
            if (end.converges) return Message(CALC_TEXT("Far out f falls faster than any power of x: the tail adds up to little."));
            return Message(CALC_TEXT("Far out f grows faster than any power of x: the area has no end."));
        case ImproperEnd::Kind::Oscillating:
            if (!end.converges) return std::nullopt;
            return Message(CALC_TEXT("Far out f oscillates for ever, but its waves add up to less and less: the area settles."));
        case ImproperEnd::Kind::Power: break;
    }
    if (std::fabs(end.power - 1.0) < kNone && std::fabs(end.logPower) > kNone) {
        const NumberArgument logPower{-end.logPower, 2};
        if (end.converges)
            return Message(CALC_TEXT("Far out f falls like 1/x and like 1/ln x to the power {0} besides: above power 1 that is enough."),
                           {logPower});
        return Message(CALC_TEXT("Far out f falls like 1/x but for a power of ln x: that is still too slow."));
    }
    if (end.converges)
        return Message(CALC_TEXT("Far out f falls like 1/x to the power {0}: above power 1 the tail adds up to something finite."),
                       {power});
    if (end.power > kNone) return Message(CALC_TEXT("Far out f falls like 1/x to the power {0}: up to power 1 that is too slow."), {power});
    return Message(CALC_TEXT("Far out f does not go to 0: each further step adds as much again."));
}

/// Why the strip beside a pole settles or does not.
std::optional<Message> reasonNear(const ImproperEnd& end) {
    constexpr double kNone = 1e-6;
    const NumberArgument at{end.at, 4};
    const std::vector<MessageArgument> atPower{at, NumberArgument{end.power, 2}};
    switch (end.kind) {
        case ImproperEnd::Kind::Unknown: return std::nullopt;
        case ImproperEnd::Kind::Rapid:
            if (end.converges) return std::nullopt;
            return Message(CALC_TEXT("Near x = {0} f grows faster than any power of 1/distance: the area has no end."), {at});
        case ImproperEnd::Kind::Oscillating:
            if (!end.converges) return std::nullopt;
            return Message(CALC_TEXT("Near x = {0} f oscillates for ever, but its waves add up to less and less: the area settles."), {at});
        case ImproperEnd::Kind::Power: break;
    }
    if (end.converges && std::fabs(end.power) < kNone)
        return Message(CALC_TEXT("Near x = {0} f grows only like a logarithm: the strip gets thin much faster."), {at});
    if (end.converges && std::fabs(end.power - 1.0) < kNone)
        return Message(CALC_TEXT("Near x = {0} f grows like 1/distance, less a power of its logarithm: that is just enough."), {at});
    if (end.converges)
        return Message(CALC_TEXT("Near x = {0} f grows like 1/distance to the power {1}: below power 1 the strip gets thin fast enough."),
                       atPower);
    return Message(CALC_TEXT("Near x = {0} f grows like 1/distance to the power {1}: from power 1 on the area has no end."), atPower);
}

/// From what the verdict was decided; else in the words of the verdict itself.
Message verdictReason(const AreaPrepared& prepared) {
    const Integral& integral = prepared.exact->integral;
    for (const MovingEnd& end : prepared.moving->ends) {
        const ImproperEnd* behaviour = end.behaviour();
        if (end.whole.kind != integral.kind || !behaviour) continue;
        if (const auto reason = end.isInfinite() ? reasonFarOut(*behaviour) : reasonNear(*behaviour)) return *reason;
    }
    return integral.why;
}

}  // namespace

Style endStyle(std::size_t index) {
    Style style = areaStyle(index % 2 == 0 ? Role::Accumulated : Role::AreaNegative);
    if (index % 2 == 1) style.line = LineKind::Dashed;
    return style;
}

std::string boundName(const AreaPrepared& prepared, std::size_t end) {
    const std::vector<MovingEnd>& ends = prepared.moving->ends;
    if (ends.size() == 1) return "t";
    return "t" + std::string(end == 0 ? "\u2081" : end == 1 ? "\u2082" : end == 2 ? "\u2083" : "\u2084");
}

FormulaBox boundNumber(const MovingEnd& end, std::size_t stop) {
    const double bound = end.bounds[stop];
    const double distance = 1.0 / end.closeness[stop];
    if (end.isInfinite() || end.at == 0.0 || distance > 1e-3 * std::fabs(end.at)) return mathText(roundNumber(bound, 3));
    return mathRow({mathText(displayNumber(end.at, 4)), mathOperator(end.isRight() ? "\u2212" : "+"), mathText(roundNumber(distance, 2))});
}

Message movingPosition(const AreaPrepared& prepared, std::size_t stop) {
    const MovingEnd& end = prepared.moving->ends.front();
    if (end.isInfinite()) return {CALC_TEXT("t = {0}"), {roundNumber(end.bounds[stop], 3)}};
    return {CALC_TEXT("distance {0}"), {roundNumber(1.0 / end.closeness[stop], 3)}};
}

FormulaLine movingFormula(const AreaPrepared& prepared, std::size_t stop) {
    const Integral& integral = prepared.exact->integral;
    double size = std::fabs(prepared.moving->totals[stop]);
    for (const MovingEnd& end : prepared.moving->ends) size = std::max(size, std::fabs(end.areas[stop]));
    const bool hasValue = integral.kind == IntegralKind::Value;
    const int decimals = decimalsFor(std::max(size, hasValue ? std::fabs(integral.value) : 0.0), 6);
    FormulaLine line;
    line.caption = CALC_TEXT("The area while the bound moves, and where it goes");
    line.symbols = soFar(prepared, stop, decimals);
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

void addMovingVerdict(Frame& frame, const AreaPrepared& prepared) {
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

}  // namespace calc
