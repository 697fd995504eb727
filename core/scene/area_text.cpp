#include <array>
#include <cmath>

#include "core/scene/area_partition.h"
#include "core/scene/area_parts.h"
#include "core/scene/formula_parts.h"

namespace calc {
namespace {

constexpr int kPartDigits = 5;
constexpr double kNarrow = 0.01;  // a width below this takes more room than the product is worth

FormulaBox minus() { return mathOperator("\u2212"); }
FormulaBox equals() { return mathOperator("="); }
FormulaBox times() { return mathOperator("\u00B7"); }

/// positive − |negative|, each in the colour of its area; only what there is.
FormulaBox difference(double positive, double negative, int decimals) {
    const FormulaBox above = coloured(Role::AreaPositive, number(positive, decimals));
    const FormulaBox below = coloured(Role::AreaNegative, number(std::fabs(negative), decimals));
    if (negative == 0.0) return above;
    if (positive == 0.0) return coloured(Role::AreaNegative, mathRow({mathText("\u2212"), below}));
    return mathRow({above, minus(), below});
}

/// f(argument), or (f − g)(argument).
FormulaBox heightAt(const AreaPrepared& prepared, FormulaBox argument) {
    if (!prepared.function->second) return functionOf("f", std::move(argument));
    const FormulaBox difference = mathDelimited("()", mathRow({mathItalic("f"), minus(), mathItalic("g")}));
    return mathRow({difference, mathDelimited("()", std::move(argument))});
}

FormulaBox sampleTerm(const AreaPrepared& prepared) {
    const SumRule rule = prepared.scene.rule;
    // x with its index: i, 2i, i − 1, 2i − 1 …
    const auto f = [&prepared](const char* factor, const char* less) {
        const FormulaBox index = mathRow({mathText(factor), mathItalic("i"), mathText(less)});
        return heightAt(prepared, mathSubscript(mathItalic("x"), index));
    };
    const FormulaBox delta = mathRow({mathText("\u0394"), mathItalic("x")});
    const FormulaBox width = hasFreeWidths(prepared.scene) ? mathSubscript(delta, mathItalic("i")) : delta;
    switch (rule) {
        case SumRule::Trapezoid:
            return mathRow(
                {mathFraction(mathRow({f("", "\u22121"), mathOperator("+"), f("", "")}), mathText("2")), mathSpace("thin"), width});
        case SumRule::Simpson:
            return mathRow({mathFraction(width, mathText("3")),
                            mathDelimited("()", mathRow({f("2", "\u22122"), mathOperator("+"), mathText("4"), mathSpace("thin"),
                                                         f("2", "\u22121"), mathOperator("+"), f("2", "")}))});
        case SumRule::Lower:
        case SumRule::Upper: {
            const FormulaBox what =
                prepared.function->second ? mathDelimited("()", mathRow({mathItalic("f"), minus(), mathItalic("g")})) : mathItalic("f");
            return mathRow({mathText(rule == SumRule::Lower ? "min" : "max"), mathSpace("thin"), what, mathSpace("thin"), width});
        }
        case SumRule::Left: return mathRow({f("", "\u22121"), mathSpace("thin"), width});
        case SumRule::Right:
        case SumRule::Midpoint:
        case SumRule::Random:
        case SumRule::Chosen: break;
    }
    return mathRow({f("", ""), mathSpace("thin"), width});
}

Message ruleCaption(SumRule rule, int n) {
    constexpr std::array<const char*, 9> kCaptions = {CALC_TEXT("Left sum, n = {0}"),
                                                      CALC_TEXT("Right sum, n = {0}"),
                                                      CALC_TEXT("Midpoint rule, n = {0}"),
                                                      CALC_TEXT("Trapezoid rule, n = {0}"),
                                                      CALC_TEXT("Simpson's rule, n = {0}"),
                                                      CALC_TEXT("Lower sum, n = {0}"),
                                                      CALC_TEXT("Upper sum, n = {0}"),
                                                      CALC_TEXT("Random sample points, n = {0}"),
                                                      CALC_TEXT("Sample points of your own, n = {0}")};
    return {kCaptions[static_cast<std::size_t>(rule)], {std::int64_t{n}}};
}

FormulaBox sumFormula(const AreaPrepared& prepared, const AreaStop& stop) {
    const bool simpson = prepared.scene.rule == SumRule::Simpson;
    const FormulaBox sum =
        mathSum(mathRow({mathItalic("i"), equals(), mathText("1")}), mathText(displayInteger(simpson ? stop.n / 2 : stop.n)));
    std::vector<FormulaBox> parts{sum, mathSpace("thin"), sampleTerm(prepared), equals()};
    if (stop.kind != RiemannSum::Kind::Value) {
        parts.push_back(mathText("?"));
        return mathRow(std::move(parts));
    }
    const Range limits = prepared.exact->limits;
    const double width = (limits.high - limits.low) / stop.n;
    const double noise = kSumNoise * wholeArea(*prepared.exact);
    const double positive = withoutNoise(stop.positive, noise);
    const double negative = withoutNoise(stop.negative, noise);
    const bool both = positive != 0.0 && negative != 0.0;
    const bool none = positive == 0.0 && negative == 0.0;
    const double size = none ? std::max(wholeArea(*prepared.exact), 1e-300) : std::max(std::fabs(positive), std::fabs(negative));
    // The areas with their signs instead of width times heights where that has one width, and is short enough to be read.
    const bool isLong = both && (prepared.function->second || std::fabs(width) < kNarrow);
    if (simpson || prepared.scene.rule == SumRule::Trapezoid || hasFreeWidths(prepared.scene) || isLong || none) {
        if (both) parts.push_back(difference(positive, negative, decimalsFor(size, kPartDigits)));
        if (both) parts.push_back(equals());
    } else {
        const int decimals = decimalsFor(size / std::fabs(width), kPartDigits);
        const double above = positive / std::fabs(width);
        const double below = negative / std::fabs(width);
        const FormulaBox heights = difference(above, below, decimals);
        parts.push_back(mathText(displayNumber(std::fabs(width), 4)));
        parts.push_back(times());
        parts.push_back(above != 0.0 && below == 0.0 ? heights : mathDelimited("()", heights));
        parts.push_back(equals());
    }
    parts.push_back(number(withoutNoise(stop.sum, std::max(noise, kSumNoise * size)), decimalsFor(size, kPartDigits + 1)));
    return mathRow(std::move(parts));
}

FormulaBox integralFormula(const AreaPrepared& prepared) {
    const Integral& integral = prepared.exact->integral;
    std::vector<FormulaBox> parts{integralSign(prepared, typedNumber(prepared.scene.from), typedNumber(prepared.scene.to)), equals()};
    if (integral.kind == IntegralKind::Diverges)
        parts.push_back(mathText("\u2013"));
    else if (integral.kind != IntegralKind::Value)
        parts.push_back(mathText("?"));
    if (integral.kind != IntegralKind::Value) return mathRow(std::move(parts));
    double size = std::fabs(integral.value);
    if (prepared.exact->positive && prepared.exact->negative && prepared.exact->negative->value != 0.0 &&
        prepared.exact->positive->value != 0.0) {
        const double above = prepared.exact->positive->value;
        const double below = prepared.exact->negative->value;
        size = std::max(std::fabs(above), std::fabs(below));
        parts.push_back(difference(above, below, decimalsFor(size, kPartDigits)));
        parts.push_back(equals());
    }
    parts.push_back(number(withoutNoise(integral.value, integral.error), decimalsFor(size, kPartDigits + 1)));
    return mathRow(std::move(parts));
}

/// What doubling n does to the error, as measured.
Message convergence(const ErrorLine& line) {
    if (line.exact)
        return CALC_TEXT("Too much here is too little there, to the last digit: <integrals>this sum is the area already.</integrals>");
    if (!line.slope) return CALC_TEXT("More and narrower rectangles: <integrals>the sum becomes the area.</integrals>");
    const double slope = *line.slope;
    const auto near = [slope](double order) { return std::fabs(slope + order) < 0.12 * order; };
    const bool trapezoids = line.rule == SumRule::Trapezoid;
    if (near(1.0)) return CALC_TEXT("Twice as many rectangles, half the error: <integrals>the sum becomes the area.</integrals>");
    if (near(2.0)) {
        return trapezoids
                   ? Message(
                         CALC_TEXT("Twice as many trapezoids, a quarter of the error: <integrals>the sum becomes the area.</integrals>"))
                   : Message(
                         CALC_TEXT("Twice as many rectangles, a quarter of the error: <integrals>the sum becomes the area.</integrals>"));
    }
    if (near(4.0)) return CALC_TEXT("Twice as many pieces, a sixteenth of the error: <integrals>parabolas hug the curve.</integrals>");
    if (slope < 0.0 && slope > -30.0) {
        return {CALC_TEXT("Twice as many pieces leave {0} of the error: <integrals>the sum becomes the area.</integrals>"),
                {NumberArgument{std::exp2(slope), 2}}};
    }
    return CALC_TEXT("The error falls faster than any power of n: <integrals>the sum becomes the area.</integrals>");
}

const ErrorLine* chosenLine(const AreaPrepared& prepared) {
    if (!prepared.chart) return nullptr;
    for (const ErrorLine& line : prepared.chart->lines) {
        if (line.rule == prepared.scene.rule) return &line;
    }
    return nullptr;
}

bool cancels(const AreaExact& exact) {
    if (!exact.positive || !exact.negative || exact.negative->value == 0.0) return false;
    return std::fabs(exact.integral.value) <= 1e-9 * exact.positive->value + exact.integral.error;
}

/// What lower and upper rectangles say, and whether it is proved.
Message betweenSentence(const AreaPrepared& prepared, const AreaStop& stop) {
    const bool isLower = prepared.scene.rule == SumRule::Lower;
    if (!stop.proved) {
        return CALC_TEXT("The extreme heights were only estimated from samples: <undecided>these bounds are not proved.</undecided>");
    }
    if (stop.otherIsProved)
        return CALC_TEXT(
            "The lower and the upper rectangles trap the curve: <integrals>the area lies between, and that is proved.</integrals>");
    return isLower ? CALC_TEXT("Every rectangle stays under the curve: <integrals>the area is at least this much.</integrals>")
                   : CALC_TEXT("Every rectangle reaches over the curve: <integrals>the area is at most this much.</integrals>");
}

Message sumSentence(const AreaPrepared& prepared, const AreaStop& stop) {
    const Range limits = prepared.exact->limits;
    if (stop.kind == RiemannSum::Kind::Undefined) {
        return CALC_TEXT("A height is missing where f has no value: <bad>this sum does not exist.</bad> Change n, or move a or b.");
    }
    if (stop.kind == RiemannSum::Kind::Overflow)
        return CALC_TEXT("A height is larger than a double can hold: <bad>this sum overflows.</bad>");
    if (stop.kind == RiemannSum::Kind::Undetermined)
        return CALC_TEXT("No bound for the heights was found: <undecided>this sum stays open.</undecided>");
    if (limits.low > limits.high)
        return CALC_TEXT("From right to left every width is negative: <integrals>each area changes its sign.</integrals>");
    if (stop.n == 1) return CALC_TEXT("One rectangle is a rough guess. Play: <integrals>more of them fill the area.</integrals>");
    if (prepared.scene.rule == SumRule::Lower || prepared.scene.rule == SumRule::Upper) return betweenSentence(prepared, stop);
    if (!prepared.exact->crossings.empty() && prepared.exact->negative && prepared.exact->negative->value != 0.0)
        return CALC_TEXT("Where g lies above f the area counts negative: <integrals>the crossings tell where it changes.</integrals>");
    if (cancels(*prepared.exact)) return CALC_TEXT("As much below the axis as above: <integrals>the signed areas cancel to 0.</integrals>");
    if (prepared.scene.rule == SumRule::Random)
        return CALC_TEXT("Points drawn at random, one in each piece: <integrals>the sum becomes the area all the same.</integrals>");
    if (hasFreeWidths(prepared.scene))
        return CALC_TEXT("Wide or narrow, in any order: <integrals>as the widest piece shrinks, the sum becomes the area.</integrals>");
    if (prepared.scene.rule == SumRule::Chosen)
        return CALC_TEXT("Any point of each piece will do: <integrals>as the pieces get narrow, it stops to matter.</integrals>");
    const ErrorLine* line = chosenLine(prepared);
    return line ? convergence(*line)
                : Message(CALC_TEXT("Height times width, added up: <integrals>more rectangles follow the curve more closely.</integrals>"));
}

/// Sums over an area that has no value may still look as if they had one.
Message divergenceSentence(const AreaExact& exact, const AreaStop* stop) {
    if (!exact.limits.isFinite())
        return CALC_TEXT("However far the range reaches, the area never settles: <bad>this area has no value.</bad>");
    const bool hasSum = stop && stop->kind == RiemannSum::Kind::Value;
    const double smaller = hasSum ? std::min(std::fabs(stop->positive), std::fabs(stop->negative)) : 0.0;
    if (hasSum && std::fabs(stop->sum) < smaller) {
        return CALC_TEXT("Plus and minus cancel in this sum, but the areas themselves never settle: <bad>no value.</bad>");
    }
    return CALC_TEXT("However many rectangles, the sums never settle: <bad>this area has no value.</bad>");
}

/// Where the function is missing, by numbers as far as they are known.
Message missingSentence(const AreaExact& exact) {
    if (!exact.noValueFrom || !exact.noValueUntil)
        return CALC_TEXT("Between a and b the function has no value on a whole stretch: <bad>there is no area to measure.</bad>");
    return {CALC_TEXT("From x = {0} to x = {1} the function has no value: <bad>there is no area to measure.</bad> Move a or b."),
            {NumberArgument{*exact.noValueFrom, 4}, NumberArgument{*exact.noValueUntil, 4}}};
}

}  // namespace

FormulaBox integralSign(const AreaPrepared& prepared, FormulaBox from, FormulaBox to) {
    return mathRow({coloured(Role::Integrals, mathIntegral(std::move(from), std::move(to))), mathSpace("thin"),
                    heightAt(prepared, mathItalic("x")), mathSpace("thin"), mathRow({mathText("d"), mathItalic("x")})});
}

Message areaSentence(const AreaPrepared& prepared, const AreaStop* stop) {
    const AreaExact& exact = *prepared.exact;
    if (!prepared.curve->hasValues) return CALC_TEXT("f has no value in this window: <bad>change the function, or move a and b.</bad>");
    switch (exact.integral.kind) {
        case IntegralKind::Diverges: return divergenceSentence(exact, stop);
        case IntegralKind::Undefined: return missingSentence(exact);
        case IntegralKind::Undetermined:
            if (stop) return sumSentence(prepared, *stop);
            return CALC_TEXT("The curve is true, but <undecided>its exact area could not be decided.</undecided>");
        case IntegralKind::Value: break;
    }
    if (prepared.scene.watch == AreaWatch::MovingBounds && stop && !exact.integral.ends.empty())
        return CALC_TEXT("f has no height at too many places for each to get its bound: <integrals>move a and b closer.</integrals>");
    if (prepared.scene.watch == AreaWatch::MovingBounds && stop)
        return CALC_TEXT(
            "The range ends and f stays finite on it: <integrals>no bound has to move here.</integrals> Type b = inf, or f = 1/x.");
    if (!exact.limits.isFinite()) {
        return CALC_TEXT("The range has no end, the area has: <integrals>the tail gets thin fast enough.</integrals>");
    }
    if (exact.limits.low == exact.limits.high)
        return CALC_TEXT("a and b are the same point: <integrals>no width, no area.</integrals> Drag them apart.");
    return stop ? sumSentence(prepared, *stop) : Message();
}

FormulaLine areaFormula(const AreaPrepared& prepared, const AreaStop* stop) {
    FormulaLine line;
    line.caption = stop ? ruleCaption(prepared.scene.rule, stop->n) : Message(CALC_TEXT("Signed area from a to b"));
    line.symbols = stop ? sumFormula(prepared, *stop) : prepared.function->formula;
    line.numbers = integralFormula(prepared);
    return line;
}

}  // namespace calc
