#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/formula_parts.h"
#include "core/scene/mark_parts.h"
#include "core/scene/probability_parts.h"

namespace calc {
namespace {

FormulaBox equals() { return mathOperator("="); }
FormulaBox minus() { return mathOperator("\u2212"); }
Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

FormulaBox boundOf(double x) { return mathText(displayNumber(x, 4)); }

/// P(a < X < b)
FormulaBox event(const ProbabilityArea& area) {
    return mathRow({mathItalic("P"), mathDelimited("()", mathRow({boundOf(area.low), mathOperator("<"), mathItalic("X"), mathOperator("<"),
                                                                  boundOf(area.high)}))});
}

Message momentText(const Moment& moment, double value, double error) {
    switch (moment.kind) {
        case MomentKind::Value: return plain(displayKnown(std::fabs(value) <= error ? 0.0 : value, error, 6));
        case MomentKind::Infinite: return CALC_TEXT("infinite");
        case MomentKind::None: return CALC_TEXT("none");
        case MomentKind::Undetermined: break;
    }
    return CALC_TEXT("not decided");
}

void addMomentReadouts(Frame& frame, const Distribution& distribution) {
    const Style line = plainStyle(Role::Tangent, LineKind::Default, LineWeight::Secondary);
    const Moment& mean = distribution.mean();
    frame.readouts.push_back({"mean", CALC_TEXT("mean"), momentText(mean, mean.value.value, mean.value.error),
                              mean.kind == MomentKind::Value ? Message(CALC_TEXT("the area balances there")) : mean.why, Role::Tangent,
                              false, true, line});
    const Moment& variance = distribution.variance();
    const double deviation = std::sqrt(std::max(0.0, variance.value.value));
    const double error = deviation > 0.0 ? 0.5 * variance.value.error / deviation : variance.value.error;
    Readout readout{
        "deviation", CALC_TEXT("deviation \u03C3"), momentText(variance, deviation, error), variance.why, Role::Tangent, false, false,
        line};
    if (variance.kind == MomentKind::Value)
        readout.note = {CALC_TEXT("variance {0}"), {displayKnown(variance.value.value, variance.value.error, 6)}};
    frame.readouts.push_back(std::move(readout));
}

void addFactorReadout(Frame& frame, const Distribution& distribution) {
    if (distribution.family() != DistributionFamily::Typed) return;
    Message note = distribution.isProvedNonnegative() ? Message(CALC_TEXT("makes the whole area 1"))
                                                      : Message(CALC_TEXT("makes the whole area 1; no negative value was met"));
    frame.readouts.push_back({"factor", CALC_TEXT("factor"), plain(displayNumber(distribution.normalization(), 6)), std::move(note),
                              Role::Curve, false, true, plainStyle(Role::Curve, LineKind::Default, LineWeight::Secondary)});
}

Message errorNote(const Estimate& estimate) {
    if (!(estimate.error > 0.0)) return CALC_TEXT("known to the last digit");
    return {CALC_TEXT("known to \u00B1{0}"), {displayErrorBound(estimate.error)}};
}

/// The standard error of hits/n as the hits tell it; half a hit and half a miss more, or a single draw would claim to be exact.
double countedError(const SampleMoment& moment) { return shareError((moment.hits + 0.5) / (moment.n + 1.0), moment.n); }

/// So many decimals as leave two digits of the standard error.
int shareDecimals(double error) { return error > 0.0 ? std::clamp(1 - static_cast<int>(std::floor(std::log10(error))), 1, 8) : 4; }

}  // namespace

std::string probabilityText(const Estimate& probability) {
    constexpr int kDecimals = 4;
    const int known = probability.error > 0.0 ? std::max(0, static_cast<int>(std::floor(-std::log10(2.0 * probability.error)))) : 17;
    if (probability.value == 0.0 || probability.value >= 1e-3) return displayFixed(probability.value, std::min(kDecimals, known));
    return displayNumber(probability.value, 3);
}

FormulaLine probabilityFormula(const ProbabilityPrepared& prepared, const ProbabilityMoment& moment) {
    ProbabilityArea area = *prepared.area;
    area.high = moment.end;
    FormulaLine line;
    line.caption = CALC_TEXT("A probability is an area, and a difference of heights");
    line.symbols = mathRow({coloured(Role::AreaPositive, event(area)), equals(),
                            coloured(Role::AreaPositive, mathIntegral(boundOf(area.low), boundOf(area.high))), mathSpace("thin"),
                            coloured(Role::Curve, functionOf("p", mathItalic("x"))), mathSpace("thin"), mathText("d"), mathItalic("x")});
    line.numbers = mathRow(
        {coloured(Role::Accumulated, mathRow({functionOf("F", boundOf(area.high)), minus(), functionOf("F", boundOf(area.low))})), equals(),
         coloured(Role::Accumulated, mathRow({mathText(probabilityText(moment.below)), minus(), mathText(probabilityText(area.belowLow))})),
         equals(), coloured(Role::AreaPositive, mathText(probabilityText(moment.area)))});
    return line;
}

FormulaLine sampleFormula(const ProbabilityPrepared& prepared, const SampleMoment& moment) {
    const double part = static_cast<double>(moment.hits) / moment.n;
    const double error = countedError(moment);
    const int decimals = shareDecimals(error);
    FormulaLine line;
    const std::string seed = std::to_string(prepared.scene.seed);
    line.caption = moment.n == 1 ? Message(CALC_TEXT("One number drawn at random, seed {0}"), {seed})
                                 : Message(CALC_TEXT("{0} numbers drawn at random, seed {1}"), {std::int64_t{moment.n}, seed});
    line.symbols =
        mathRow({coloured(Role::AreaPositive, mathFraction(mathText(displayInteger(moment.hits)), mathText(displayInteger(moment.n)))),
                 equals(), coloured(Role::AreaPositive, mathText(displayFixed(part, decimals))), mathOperator("\u00B1"),
                 mathText(displayFixed(error, decimals))});
    line.numbers = coloured(Role::AreaPositive, mathRow({event(*prepared.area), equals(), mathText(probabilityText(prepared.area->area))}));
    return line;
}

Message probabilitySentence(const ProbabilityPrepared& prepared, const ProbabilityMoment& moment) {
    const ProbabilityArea& area = *prepared.area;
    const Distribution& distribution = prepared.density->distribution;
    if (area.low == area.high)
        return CALC_TEXT("a and b are the same: <integrals>one single value has no area, and probability 0.</integrals> Drag them apart.");
    if (moment.time < area.moments.back().time)
        return CALC_TEXT(
            "The <integrals>area</integrals> grows from a to b, and with it the <accumulated>height</accumulated> below: the same number.");
    if (distribution.mean().kind == MomentKind::None)
        return CALC_TEXT(
            "Tails so heavy that nothing balances: <bad>this distribution has no mean,</bad> however many numbers are averaged.");
    if (area.low == -HUGE_VAL && area.high == HUGE_VAL)
        return CALC_TEXT("Something must happen: <integrals>the whole area is 1.</integrals>");
    if (distribution.family() == DistributionFamily::Typed && std::fabs(distribution.normalization() - 1.0) > 1e-9)
        return {CALC_TEXT("Your function times {0} has area 1: <integrals>now its areas are probabilities.</integrals>"),
                {displayNumber(distribution.normalization(), 4)}};
    const std::string draws = displayNumber(100.0 * area.area.value, 3);
    if (area.a > area.b)
        return {CALC_TEXT("{0} of 100 draws land between b and a: <integrals>the area,</integrals> and the <accumulated>climb of "
                          "F</accumulated> from b to a."),
                {draws}};
    return {CALC_TEXT("{0} of 100 draws land between a and b: <integrals>the area,</integrals> and the <accumulated>climb of "
                      "F</accumulated> from a to b."),
            {draws}};
}

Message sampleSentence(const ProbabilityPrepared& prepared, const SampleMoment& moment) {
    constexpr int kFew = 30;
    constexpr int kMany = 3000;
    if (moment.n <= kFew)
        return CALC_TEXT("Each ring is one number drawn at random: <integrals>few of them tell little about the area.</integrals>");
    const double part = static_cast<double>(moment.hits) / moment.n;
    const double away = std::fabs(part - prepared.area->area.value);
    if (moment.n < kMany)
        return {CALC_TEXT("The bars settle onto the curve, the share of hits onto the <integrals>area:</integrals> it is off by {0}."),
                {displayFixed(away, shareDecimals(shareError(part, moment.n)))}};
    return {CALC_TEXT("Four times as many draws halve the error, no more: <integrals>off by {0} after {1}.</integrals>"),
            {displayFixed(away, shareDecimals(shareError(part, moment.n))), std::int64_t{moment.n}}};
}

void addProbabilityReadouts(Frame& frame, const ProbabilityPrepared& prepared, const ProbabilityMoment& moment) {
    const Distribution& distribution = prepared.density->distribution;
    const bool isReversed = prepared.area->a > prepared.area->b;
    frame.readouts.push_back({"probability", isReversed ? CALC_TEXT("P(b < X < a)") : CALC_TEXT("P(a < X < b)"),
                              plain(probabilityText(moment.area)), errorNote(moment.area), Role::AreaPositive, true, false, std::nullopt});
    if (prepared.scene.showQuantile) {
        const Estimate& x = prepared.quantile.x;
        const double shown = withoutNoise(x.value, x.error);
        const Message text = !prepared.quantile.isKnown ? Message(CALC_TEXT("not decided"))
                             : shown == 0.0             ? Message("0")
                                                        : plain(displayKnown(shown, x.error, 5));
        frame.readouts.push_back({"quantile",
                                  {CALC_TEXT("quantile of {0}"), {displayNumber(prepared.quantile.p, 4)}},
                                  text,
                                  {CALC_TEXT("{0} % of the area lies left of it"), {displayNumber(100.0 * prepared.quantile.p, 4)}},
                                  Role::Secant,
                                  false,
                                  true,
                                  plainStyle(Role::Secant, LineKind::Default, LineWeight::Secondary)});
    }
    if (prepared.scene.showMoments) addMomentReadouts(frame, distribution);
    addFactorReadout(frame, distribution);
}

void addSampleReadouts(Frame& frame, const ProbabilityPrepared& prepared, const SampleMoment& moment) {
    const double part = static_cast<double>(moment.hits) / moment.n;
    const double error = countedError(moment);
    const Estimate& exact = prepared.area->area;
    const int decimals = shareDecimals(error);
    const std::string difference = displayFixed(part - exact.value, decimals);
    frame.readouts.push_back({"hits",
                              CALC_TEXT("hits between a and b"),
                              {CALC_TEXT("{0} of {1}"), {std::int64_t{moment.hits}, std::int64_t{moment.n}}},
                              {},
                              Role::AreaPositive,
                              false,
                              false,
                              std::nullopt});
    frame.readouts.push_back({"share",
                              CALC_TEXT("share of hits"),
                              plain(displayFixed(part, decimals)),
                              {CALC_TEXT("\u00B1{0}, falls like 1/\u221An"), {displayFixed(error, decimals)}},
                              Role::AreaPositive,
                              false,
                              false,
                              std::nullopt});
    frame.readouts.push_back({"exact", CALC_TEXT("exact area"), plain(probabilityText(exact)), errorNote(exact), Role::AreaPositive, false,
                              false, std::nullopt});
    frame.readouts.push_back({"difference",
                              CALC_TEXT("share \u2212 area"),
                              plain(part - exact.value > 0.0 ? "+" + difference : difference),
                              {},
                              Role::Integrals,
                              true,
                              true,
                              std::nullopt});
}

}  // namespace calc
