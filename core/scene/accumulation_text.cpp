#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/accumulation_parts.h"
#include "core/scene/formula_parts.h"
#include "core/scene/mark_parts.h"

namespace calc {
namespace {

constexpr int kHeightDigits = 4;
constexpr int kSumDigits = 5;

FormulaBox equals() { return mathOperator("="); }
Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

double sizeOf(Range range) { return std::max(std::fabs(range.low), std::fabs(range.high)); }

/// x as typed where the playhead stands on it.
FormulaBox placeOf(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    return moment.x == prepared.at ? typedNumber(prepared.scene.at) : mathText(displayNumber(moment.x, 4));
}

std::string infinite(double slope) { return slope > 0.0 ? "\u221E" : "\u2212\u221E"; }

std::string slopeNumber(const AccumulationPrepared& prepared, double slope) {
    return std::isinf(slope) ? infinite(slope) : accumulationHeight(prepared, slope);
}

/// Where x rests, no digits need to stand still.
std::string cornerNumber(double slope) { return std::isinf(slope) ? infinite(slope) : displayNumber(slope, kHeightDigits); }

/// "F′(2⁻) = f(2⁻) = 1": one side of a corner.
FormulaBox oneSide(const AccumulationPrepared& prepared, const AccumulationMoment& moment, const char* sign, double slope) {
    const FormulaBox place = mathSuperscript(placeOf(prepared, moment), mathText(sign));
    return mathRow({functionOf("F\u2032", place), equals(), functionOf("f", place), equals(), mathText(cornerNumber(slope))});
}

FormulaBox slopeEquation(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const FormulaBox place = placeOf(prepared, moment);
    if (!moment.sum || (std::isnan(moment.left) && std::isnan(moment.right)))
        return mathRow({functionOf("F\u2032", place), equals(), mathText("\u2013")});
    if (moment.hasSlope()) {
        const bool hasHeight = !std::isnan(moment.height) && moment.height == moment.left;
        std::vector<FormulaBox> parts{functionOf("F\u2032", place), equals()};
        if (hasHeight) parts.insert(parts.end(), {functionOf("f", place), equals()});
        parts.push_back(mathText(slopeNumber(prepared, moment.left)));
        return mathRow(std::move(parts));
    }
    std::vector<FormulaBox> parts;
    if (!std::isnan(moment.left)) parts.push_back(oneSide(prepared, moment, "\u2212", moment.left));
    if (!parts.empty()) parts.push_back(mathSpace("quad"));
    if (!std::isnan(moment.right)) parts.push_back(oneSide(prepared, moment, "+", moment.right));
    return mathRow(std::move(parts));
}

Message withoutValue(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const std::optional<double>& end = moment.x > prepared.from ? prepared.sum->endHigh : prepared.sum->endLow;
    const bool isDecided = moment.x > prepared.from ? prepared.sum->endHighIsDecided : prepared.sum->endLowIsDecided;
    if (!end || !isDecided) return CALC_TEXT("Whether the area up to here has a value <undecided>could not be decided.</undecided>");
    const bool isPole = std::any_of(prepared.curve->breaks.begin(), prepared.curve->breaks.end(), [&](const CurveBreak& gap) {
        return gap.kind == CurveBreak::Kind::Pole && std::fabs(gap.x - *end) <= 1e-6 * prepared.curve->x.length();
    });
    if (isPole)
        return {CALC_TEXT("On the way from a the area grows beyond all bounds: <bad>F ends at x = {0}, and nothing leads across.</bad>"),
                {displayNumber(*end, 4)}};
    return {CALC_TEXT("The curve has a stretch without area: <bad>F ends at x = {0}, and nothing leads across.</bad>"),
            {displayNumber(*end, 4)}};
}

Message cornerSentence(const AccumulationMoment& moment) {
    if (std::isinf(moment.left) || std::isinf(moment.right))
        return CALC_TEXT(
            "f leaves every bound here, its area does not: <accumulated>F goes on,</accumulated> <tangent>straight up.</tangent>");
    return {CALC_TEXT("f jumps: <accumulated>F has no gap, but a corner,</accumulated> slope <tangent>{0}</tangent> before and "
                      "<tangent>{1}</tangent> after."),
            {cornerNumber(moment.left), cornerNumber(moment.right)}};
}

}  // namespace

std::string accumulationHeight(const AccumulationPrepared& prepared, double height) {
    const int decimals = decimalsFor(sizeOf(prepared.curve->dial), kHeightDigits);
    return steadyNumber(withoutNoise(height, 1e-13 * sizeOf(prepared.curve->dial)), decimals);
}

std::string accumulationValue(const AccumulationPrepared& prepared, const Estimate& sum) {
    int decimals = decimalsFor(sizeOf(prepared.sum->y), kSumDigits);
    if (sum.error > 0.0) decimals = std::clamp(static_cast<int>(std::floor(-std::log10(2.0 * sum.error))), 0, decimals);
    const double value = withoutNoise(sum.value, sum.error);
    return value == 0.0 ? "0" : steadyNumber(value, decimals);
}

Message accumulationSlope(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    if (!moment.sum) return CALC_TEXT("none");
    if (moment.hasSlope() || (std::isinf(moment.left) && moment.left == moment.right)) return plain(slopeNumber(prepared, moment.left));
    if (moment.isCorner()) return {CALC_TEXT("{0} | {1}"), {cornerNumber(moment.left), cornerNumber(moment.right)}};
    if (!std::isnan(moment.left)) return plain(slopeNumber(prepared, moment.left));
    return std::isnan(moment.right) ? Message(CALC_TEXT("none")) : plain(slopeNumber(prepared, moment.right));
}

FormulaLine accumulationFormula(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    FormulaLine line;
    line.caption = CALC_TEXT("The area so far, and its slope");
    const FormulaBox place = placeOf(prepared, moment);
    line.symbols = coloured(Role::Accumulated,
                            mathRow({functionOf("F", place), equals(), mathIntegral(typedNumber(prepared.scene.from), place),
                                     mathSpace("thin"), functionOf("f", mathItalic("t")), mathSpace("thin"), mathText("d"), mathItalic("t"),
                                     equals(), mathText(moment.sum ? accumulationValue(prepared, *moment.sum) : std::string("\u2013"))}));
    line.numbers = coloured(Role::Tangent, slopeEquation(prepared, moment));
    return line;
}

Message accumulationSentence(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    if (!prepared.curve->hasValues) return CALC_TEXT("f has no value in this window: <bad>change the function, or move a and x.</bad>");
    if (!moment.sum) return withoutValue(prepared, moment);
    if (moment.isCorner() || (std::isinf(moment.left) && moment.left == moment.right)) return cornerSentence(moment);
    if (moment.x == prepared.from) return CALC_TEXT("At a nothing is gathered yet: <accumulated>F starts at 0.</accumulated> Let x walk.");
    if (!moment.hasSlope())
        return CALC_TEXT("The curve begins or ends here: <accumulated>F reaches just so far,</accumulated> with a slope on one side.");
    if (moment.isKink)
        return CALC_TEXT("f has a kink, and F hardly notices: <accumulated>F stays smooth,</accumulated> only its bending changes.");
    if (std::isnan(moment.height) || moment.height != moment.left)
        return CALC_TEXT("One point is missing in f: <accumulated>a single point has no area,</accumulated> and F does not notice.");
    const std::string height = accumulationHeight(prepared, moment.left);
    if (std::fabs(moment.left) <= 1e-9 * sizeOf(prepared.curve->dial))
        return CALC_TEXT("f crosses or touches 0 here: <accumulated>F stands level,</accumulated> <tangent>slope 0.</tangent>");
    if (moment.x < prepared.from)
        return {
            CALC_TEXT("Left of a the area counts the other way round; the rule stays: <tangent>slope of F = height of f = {0}.</tangent>"),
            {height}};
    if (moment.left > 0.0)
        return {CALC_TEXT("The higher f, the faster the <accumulated>area</accumulated> grows: "
                          "<tangent>slope of F = height of f = {0}.</tangent>"),
                {height}};
    return {CALC_TEXT(
                "Below the axis f takes away, and <accumulated>F</accumulated> falls: <tangent>slope of F = height of f = {0}.</tangent>"),
            {height}};
}

void addAccumulationReadouts(Frame& frame, const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const Style sumLine = plainStyle(Role::Accumulated, LineKind::Default, LineWeight::Secondary);
    const Style slopeLine = plainStyle(Role::Tangent, LineKind::Default, LineWeight::Secondary);
    const Message missing = CALC_TEXT("no value");
    frame.readouts.push_back({"height", CALC_TEXT("height of f"), missing, {}, Role::Tangent, false, false, slopeLine});
    if (moment.isCorner())
        frame.readouts.back().value = accumulationSlope(prepared, moment);
    else if (!std::isnan(moment.height))
        frame.readouts.back().value = plain(accumulationHeight(prepared, moment.height));
    frame.readouts.push_back(
        {"slope", CALC_TEXT("slope of F"), accumulationSlope(prepared, moment), {}, Role::Tangent, false, false, slopeLine});
    Readout sum{"sum", CALC_TEXT("F(x)"), missing, {}, Role::Accumulated, true, true, sumLine};
    if (moment.sum) {
        sum.value = plain(accumulationValue(prepared, *moment.sum));
        sum.note = moment.sum->error > 0.0 ? Message(CALC_TEXT("known to \u00B1{0}"), {displayErrorBound(moment.sum->error)})
                                           : Message(CALC_TEXT("known to the last digit"));
    }
    frame.readouts.push_back(std::move(sum));
}

void addAccumulationVerdict(Frame& frame, const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const AccumulationSum& sum = *prepared.sum;
    const bool isLeft = moment.x < prepared.from;
    const std::optional<double>& side = isLeft ? sum.endLow : sum.endHigh;
    const std::optional<double>& other = isLeft ? sum.endHigh : sum.endLow;
    const std::optional<double>& end = side ? side : other;
    if (!end) return;
    const bool isLow = &end == &sum.endLow;
    if (!(isLow ? sum.endLowIsDecided : sum.endHighIsDecided)) {
        frame.verdicts.push_back({Role::Undecided,
                                  {CALC_TEXT("Followed to x = {0}"), {displayNumber(*end, 4)}},
                                  isLow ? sum.accumulation.whyLow() : sum.accumulation.whyHigh()});
        return;
    }
    frame.verdicts.push_back({Role::Bad,
                              {CALC_TEXT("F ends at x = {0}"), {displayNumber(*end, 4)}},
                              isLow ? sum.accumulation.whyLow() : sum.accumulation.whyHigh()});
}

}  // namespace calc
