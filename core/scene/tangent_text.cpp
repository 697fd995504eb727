#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/formula_parts.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr int kDigits = 4;
constexpr int kMostDigits = 17;  // of a double

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }
FormulaBox minus() { return mathOperator("\u2212"); }
FormulaBox equals() { return mathOperator("="); }
FormulaBox none() { return mathText("\u2013"); }

/// `beside`: another slope that is shown with as many decimals.
std::string slopeNumber(double slope, double beside = 0.0) {
    if (std::isinf(slope)) return slope > 0.0 ? "\u221E" : "\u2212\u221E";
    const double size = std::max(std::fabs(slope), std::isfinite(beside) ? std::fabs(beside) : 0.0);
    return steadyNumber(slope, decimalsFor(size, kDigits));
}

/// In a sentence: no more digits than it has.
std::string shortSlope(double slope) { return std::isinf(slope) ? slopeNumber(slope) : displayNumber(slope == 0.0 ? 0.0 : slope, kDigits); }

/// The tangent's slope where there is one, for the count of decimals.
double slopeOr0(const TangentPrepared& prepared) { return prepared.point->hasSlope() ? prepared.point->slope.value : 0.0; }

FormulaBox shifted(const FormulaBox& variable, const char* sign) { return mathRow({variable, mathOperator(sign), mathItalic("h")}); }
FormulaBox valueOf(FormulaBox argument) { return functionOf("f", std::move(argument)); }

/// (f(x + h) − f(x)) / h, by side.
FormulaBox quotientSymbols(SecantSide side) {
    const FormulaBox x = mathItalic("x");
    switch (side) {
        case SecantSide::Left: return mathFraction(mathRow({valueOf(x), minus(), valueOf(shifted(x, "\u2212"))}), mathItalic("h"));
        case SecantSide::Centred:
            return mathFraction(mathRow({valueOf(shifted(x, "+")), minus(), valueOf(shifted(x, "\u2212"))}),
                                mathRow({mathText("2"), mathItalic("h")}));
        case SecantSide::Right: break;
    }
    return mathFraction(mathRow({valueOf(shifted(x, "+")), minus(), valueOf(x)}), mathItalic("h"));
}

/// As many decimals as it takes to tell both values apart, if doubles can.
FormulaBox quotientNumbers(const SecantMoment& moment, SecantSide side) {
    if (std::isnan(moment.slope)) return none();
    const double size = std::max(std::fabs(moment.from.y), std::fabs(moment.to.y));
    const int before = size >= 1.0 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 0;
    const double difference = std::fabs(moment.to.y - moment.from.y);
    const int most = std::max(0, kMostDigits - 1 - before);
    const int wanted = difference > 0.0 ? 2 - static_cast<int>(std::floor(std::log10(difference))) : most;
    const int decimals = std::clamp(wanted, std::min(3, most), most);
    const auto text = [decimals, before](double value) {
        return std::fabs(value) < 1e5 ? displayFixed(value, decimals) : displayNumber(value, std::clamp(decimals + before, 3, kMostDigits));
    };
    const FormulaBox second = mathText(text(moment.from.y));
    const FormulaBox top = mathRow({mathText(text(moment.to.y)), minus(), moment.from.y < 0.0 ? mathDelimited("()", second) : second});
    const FormulaBox h = mathText(displayNumber(moment.h, 3));
    return mathFraction(top, side == SecantSide::Centred ? mathRow({mathText("2"), mathOperator("\u00B7"), h}) : h);
}

FormulaBox limitOf(const FormulaBox& quotient, const char* side) {
    const FormulaBox zero = side ? mathSuperscript(mathText("0"), mathText(side)) : mathText("0");
    return mathRow({mathLimit(mathRow({mathItalic("h"), mathOperator("\u2192"), zero})), mathSpace("thin"), quotient});
}

/// f′(−2.2) = 1.42
FormulaBox slopeEquation(const TangentPrepared& prepared, double slope) {
    return coloured(Role::Tangent, mathRow({functionOf("f\u2032", prepared.point->place), equals(), mathText(slopeNumber(slope))}));
}

/// The quotient as Δf/h, where both one-sided limits stand side by side.
FormulaBox oneSided(const PointDerivative& slope) {
    const FormulaBox quotient = mathFraction(mathRow({mathText("\u0394"), mathItalic("f")}), mathItalic("h"));
    std::vector<FormulaBox> parts;
    const auto add = [&](const std::optional<double>& value, const char* side) {
        if (!value) return;
        if (!parts.empty()) parts.push_back(mathSpace("quad"));
        parts.push_back(limitOf(quotient, side));
        parts.push_back(equals());
        parts.push_back(coloured(Role::Tangent, mathText(shortSlope(*value))));
    };
    add(slope.left, "\u2212");
    add(slope.right, "+");
    return mathRow(std::move(parts));
}

FormulaBox limitSide(const TangentPrepared& prepared, const SecantMoment* moment) {
    constexpr double kLongNumbers = 1e-4;  // below it the left side needs the room
    const PointDerivative& slope = prepared.point->slope;
    if (!prepared.point->hasSlope()) {
        if (slope.left || slope.right) return oneSided(slope);
        return mathRow({functionOf("f\u2032", prepared.point->place), equals(), none()});
    }
    const FormulaBox value = slopeEquation(prepared, slope.value);
    if (moment && moment->h < kLongNumbers) return value;
    return mathRow({limitOf(quotientSymbols(SecantSide::Right), nullptr), equals(), value});
}

/// Truncation or rounding: which side of the best h this moment is on.
bool pastBest(const TangentPrepared& prepared, double h) { return prepared.chart->bestStep > 0.0 && h < 0.1 * prepared.chart->bestStep; }

std::string placeText(const TangentPrepared& prepared) { return plainText(prepared.point->place); }

Message withoutSlope(const TangentPrepared& prepared) {
    const TangentPoint& point = *prepared.point;
    const std::string place = placeText(prepared);
    if (std::isnan(point.value))
        return {CALC_TEXT("f has no value at x = {0}: <bad>nothing to touch here.</bad> Drag the point onto the curve."), {place}};
    if (std::isinf(point.value))
        return {CALC_TEXT("f({0}) is larger than the computer can hold: <bad>drag the point nearer.</bad>"), {place}};
    if (point.slope.kind == PointDerivative::Kind::Undetermined)
        return CALC_TEXT("The secants are true, but <undecided>whether they settle on one slope could not be decided.</undecided>");
    const std::optional<double>& left = point.slope.left;
    const std::optional<double>& right = point.slope.right;
    if (left && right && std::isfinite(*left) && std::isfinite(*right))
        return {CALC_TEXT("A corner: from the left the slope is <tangent>{0},</tangent> from the right <tangent>{1}.</tangent> "
                          "<bad>No single tangent fits.</bad>"),
                {shortSlope(*left), shortSlope(*right)}};
    if (left && right && *left == *right)
        return CALC_TEXT("The curve climbs straight up here: <bad>a vertical tangent has no number as its slope.</bad>");
    if (left && right) return CALC_TEXT("A cusp: the slopes run off to infinity with both signs. <bad>No number, no tangent line.</bad>");
    if (point.slope.why.text.find("jumps") != std::string::npos)
        return CALC_TEXT("The curve jumps: secants across the gap get steeper without end. <bad>There is no slope at a jump.</bad>");
    return CALC_TEXT("The curve has neighbours on one side only: <bad>a slope needs both.</bad>");
}

Message withSlope(const TangentPrepared& prepared, const SecantMoment& moment) {
    constexpr double kFlat = 1e-12;
    constexpr double kMerged = 0.03;  // of the range
    const double slope = prepared.point->slope.value;
    if (std::isnan(moment.slope))
        return CALC_TEXT("The second point is where f has no value: <bad>no secant yet.</bad> Let h shrink, or come from the other side.");
    const bool lost = moment.from.x == moment.to.x;
    if (lost) return CALC_TEXT("For the computer x + h is x again: <bad>the difference is 0, and so is the quotient.</bad>");
    if (pastBest(prepared, moment.h))
        return CALC_TEXT("h is too small for the computer: <bad>rounding</bad> is divided by h, and the quotient goes wrong again.");
    if (prepared.scene.view == TangentView::Rounding)
        return CALC_TEXT("Smaller h, smaller error, until <bad>rounding</bad> takes over: the best h is not the smallest.");
    if (moment.to.x - moment.from.x > kMerged * prepared.curve->x.length())
        return CALC_TEXT(
            "Let h shrink: the <secant>secant</secant> turns into the <tangent>tangent.</tangent> That slope is what every "
            "optimizer follows.");
    if (std::fabs(slope) < kFlat)
        return CALC_TEXT("The <tangent>tangent</tangent> lies flat: <tangent>slope 0.</tangent> Here gradient descent stands still.");
    return {CALC_TEXT("The two points have met: the <secant>secant</secant> is the <tangent>tangent,</tangent> with slope {0}."),
            {shortSlope(slope)}};
}

Message rulesSentence(const TangentPrepared& prepared, int rule) {
    if (!prepared.function->derivation)
        return CALC_TEXT("The slope can be <tangent>measured</tangent> at every point, but no formula for it can be written here.");
    const auto last = static_cast<int>(prepared.rules->size()) - 1;
    if (rule >= last) return CALC_TEXT("One rule after the other, and <tangent>a formula gives the slope everywhere</tangent> at once.");
    return CALC_TEXT("Take the function apart from the outside: <tangent>what still has a prime is derived next.</tangent>");
}

Style secantStyle() { return plainStyle(Role::Secant, LineKind::Default, LineWeight::Secondary); }

ValueTable pinTable(const TangentPrepared& prepared) {
    ValueTable table;
    table.id = "tangents";
    table.headers = {"x", "f(x)", CALC_TEXT("slope")};
    const auto addRow = [&table](const std::string& place, double value, const PointDerivative& slope) {
        const Message shown = std::isfinite(value) ? plain(steadyNumber(value, 3)) : Message(CALC_TEXT("none"));
        table.rows.push_back({{plain(place)}, {shown}, {slopeText(slope), 0, Role::Tangent}});
    };
    for (const PinnedTangent& pin : prepared.pins) addRow(plainText(typedNumber(pin.text)), pin.value, pin.slope);
    table.highlightedRow = static_cast<int>(table.rows.size());
    addRow(placeText(prepared), prepared.point->value, prepared.point->slope);
    return table;
}

}  // namespace

Message slopeText(const PointDerivative& slope) {
    if (slope.kind == PointDerivative::Kind::Value) return plain(slopeNumber(slope.value));
    if (slope.left && slope.right && *slope.left == *slope.right) return plain(slopeNumber(*slope.left));
    if (slope.left && slope.right) return {CALC_TEXT("{0} and {1}"), {shortSlope(*slope.left), shortSlope(*slope.right)}};
    return slope.kind == PointDerivative::Kind::Undetermined ? Message("?") : Message(CALC_TEXT("none"));
}

FormulaLine tangentFormula(const TangentPrepared& prepared, const SecantMoment* moment) {
    FormulaLine line;
    if (prepared.scene.view == TangentView::Rules) {
        line.caption = CALC_TEXT("The derivative by rules");
        line.symbols = coloured(Role::Curve, prepared.function->formula);
        if (prepared.function->derivation && prepared.curve->hasValues)
            line.numbers = coloured(Role::Tangent, prepared.function->slopeFormula);
        return line;
    }
    const SecantSide side = prepared.scene.side;
    line.caption = side == SecantSide::Right  ? Message(CALC_TEXT("Difference quotient"))
                   : side == SecantSide::Left ? Message(CALC_TEXT("Difference quotient from the left"))
                                              : Message(CALC_TEXT("Central difference quotient"));
    std::vector<FormulaBox> parts{quotientSymbols(side)};
    if (moment) {
        parts.push_back(equals());
        parts.push_back(quotientNumbers(*moment, side));
        if (!std::isnan(moment->slope)) {
            parts.push_back(equals());
            parts.push_back(mathText(slopeNumber(moment->slope, slopeOr0(prepared))));
        }
    }
    line.symbols = coloured(Role::Secant, mathRow(std::move(parts)));
    line.numbers = limitSide(prepared, moment);
    return line;
}

Message tangentSentence(const TangentPrepared& prepared, const SecantMoment* moment, int rule) {
    if (!prepared.curve->hasValues) return CALC_TEXT("f has no value in this window: <bad>change the function, or move the window.</bad>");
    if (prepared.scene.view == TangentView::Rules) return rulesSentence(prepared, rule);
    if (!moment || !prepared.point->hasSlope()) {
        if (prepared.point->slope.kind == PointDerivative::Kind::Value)
            return CALC_TEXT("The slope here is larger than the computer can hold: <bad>drag the point to where the curve is tamer.</bad>");
        return withoutSlope(prepared);
    }
    return withSlope(prepared, *moment);
}

void addTangentReadouts(Frame& frame, const TangentPrepared& prepared, const SecantMoment* moment) {
    if (prepared.scene.view == TangentView::Rules) return;
    if (!prepared.pins.empty() && prepared.scene.view == TangentView::Secant) {
        frame.tables.push_back(pinTable(prepared));
        return;
    }
    const Message missing = CALC_TEXT("no value");
    const bool hasSecant = moment && !std::isnan(moment->slope);
    frame.readouts.push_back({"secant",
                              CALC_TEXT("secant"),
                              hasSecant ? plain(slopeNumber(moment->slope, slopeOr0(prepared))) : missing,
                              {},
                              Role::Secant,
                              false,
                              false,
                              secantStyle()});
    frame.readouts.push_back({"tangent",
                              CALC_TEXT("tangent"),
                              slopeText(prepared.point->slope),
                              {},
                              Role::Tangent,
                              false,
                              false,
                              plainStyle(Role::Tangent, LineKind::Default, LineWeight::Secondary)});
    if (!hasSecant || !prepared.point->hasSlope()) return;
    const double difference = moment->slope - prepared.point->slope.value;
    const double size = std::max(std::fabs(moment->slope), std::fabs(prepared.point->slope.value));
    const bool isShort = std::fabs(difference) >= 1e-3 * size;
    const std::string text = difference == 0.0 ? std::string("0")
                             : isShort         ? steadyNumber(difference, decimalsFor(size, kDigits))
                                               : displayNumber(difference, 2);
    frame.readouts.push_back({"difference", CALC_TEXT("difference"), plain(text), {}, Role::Ink, false, true, std::nullopt});
}

void addTangentVerdict(Frame& frame, const TangentPrepared& prepared) {
    const TangentPoint& point = *prepared.point;
    if (point.hasSlope()) return;
    if (point.slope.kind == PointDerivative::Kind::Value) {
        frame.verdicts.push_back({Role::Bad, CALC_TEXT("Too large"), CALC_TEXT("The slope is larger than a double can hold.")});
        return;
    }
    const bool undetermined = point.slope.kind == PointDerivative::Kind::Undetermined;
    const bool two = point.slope.left && point.slope.right && std::isfinite(*point.slope.left) && std::isfinite(*point.slope.right);
    const Message title = undetermined ? Message(CALC_TEXT("Not decided"))
                          : two        ? Message(CALC_TEXT("Two slopes"))
                                       : Message(CALC_TEXT("No slope here"));
    frame.verdicts.push_back({undetermined ? Role::Undecided : Role::Bad, title, point.slope.why});
}

}  // namespace calc
