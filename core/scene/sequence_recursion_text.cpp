#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/sequence_parts.h"

namespace calc {
namespace {

/// What has fallen out of all proportion is shown as 0.
std::string shown(double value, int digits = 5) { return displayNumber(std::fabs(value) < 1e-100 ? 0.0 : value, digits); }

FormulaBox indexed(FormulaBox index) { return mathSubscript(mathItalic("x"), std::move(index)); }

constexpr double kNoSlope = 1e-9;    // what rounding leaves of 0
constexpr double kNoGrowth = -16.0;  // a mean of logarithms that only rounding keeps from being infinite

bool attracts(const LongRun& run) { return std::fabs(run.multiplier) < 1.0; }

}  // namespace

FormulaLine recursionFormula(const SequencePrepared& prepared, const StepMoment& moment) {
    const RecursionPicture& picture = *prepared.recursion;
    FormulaLine line;
    line.caption = CALC_TEXT("Each term from the one before");
    line.symbols = mathRow({indexed(mathRow({mathItalic("n"), mathText("+1")})), mathOperator("="), mathItalic("g"),
                            mathDelimited("()", indexed(mathItalic("n"))), mathSpace("quad"), mathItalic("g"),
                            mathDelimited("()", mathItalic("x")), mathOperator("="), coloured(Role::Curve, picture.formula)});
    const std::size_t n = std::min(moment.step, picture.orbit.size() - 1);
    const auto at = [](std::size_t k) { return mathText(displayInteger(static_cast<std::int64_t>(k))); };
    if (n + 1 >= picture.orbit.size()) {
        line.numbers = mathRow({coloured(Role::Limit, indexed(at(n))), mathOperator("="), mathText(shown(picture.orbit[n]))});
        return line;
    }
    line.numbers =
        mathRow({coloured(Role::Limit, indexed(at(n + 1))), mathOperator("="), mathItalic("g"),
                 mathDelimited("()", mathText(shown(picture.orbit[n]))), mathOperator("="), mathText(shown(picture.orbit[n + 1]))});
    return line;
}

Message recursionSentence(const SequencePrepared& prepared) {
    const LongRun& run = prepared.recursion->run;
    switch (run.kind) {
        case LongRun::Kind::Cycle:
            if (run.period == 1 && attracts(run))
                return CALC_TEXT("The curve crosses the diagonal flatter than 45\u00B0: <ok>the sequence settles.</ok>");
            if (run.period == 1)
                return CALC_TEXT(
                    "It stands on a fixed point that pushes away: <undecided>a hair beside it, and it would leave.</undecided>");
            return {CALC_TEXT("The crossing is steeper than 45\u00B0 and pushes away: <limits>{0} values come in turn.</limits>"),
                    {static_cast<std::int64_t>(run.period)}};
        case LongRun::Kind::Irregular:
            return CALC_TEXT("Each term is made exactly from the last, yet nothing ever repeats: <bad>chaos.</bad>");
        case LongRun::Kind::Leaves:
            return CALC_TEXT("Each step is longer than the one before: <bad>the sequence leaves every bound.</bad>");
        case LongRun::Kind::NoValue: return CALC_TEXT("The sequence comes to a place where <bad>g has no value</bad>, and ends.");
        case LongRun::Kind::Slow: break;
    }
    return CALC_TEXT("So close to 45\u00B0 that <undecided>it creeps: whether it settles is not seen in 30 000 steps.</undecided>");
}

Verdict recursionCard(const RecursionPicture& picture) {
    const LongRun& run = picture.run;
    const NumberArgument size{std::fabs(run.multiplier), 4};
    const std::int64_t looked = run.looked;
    switch (run.kind) {
        case LongRun::Kind::Cycle: {
            const std::string first = run.cycle.empty() ? std::string() : shown(run.cycle.front(), 7);
            if (run.period == 1 && std::fabs(run.multiplier) < kNoSlope)
                return {Role::Ok,
                        {CALC_TEXT("Settles at {0}"), {first}},
                        {CALC_TEXT("There g\u2032 = 0: near it each step about squares the distance, so right digits double. Seen over {0} "
                                   "steps."),
                         {looked}}};
            if (run.period == 1 && attracts(run))
                return {Role::Ok,
                        {CALC_TEXT("Settles at {0}"), {first}},
                        {CALC_TEXT("There |g\u2032| = {0} < 1: each step leaves that part of the distance. Seen over {1} steps."),
                         {size, looked}}};
            if (run.period == 1)
                return {
                    Role::Undecided,
                    {CALC_TEXT("Stays at {0}"), {first}},
                    {CALC_TEXT(
                         "It lands on a fixed point with |g\u2032| = {0}, not below 1: neighbours do not come in. Seen over {1} steps."),
                     {size, looked}}};
            const Message title{CALC_TEXT("Cycle of {0} values"), {static_cast<std::int64_t>(run.period)}};
            if (attracts(run))
                return {Role::Limits,
                        title,
                        {CALC_TEXT(
                             "The slopes once around multiply to {0} in size, below 1: the cycle attracts. No limit. Seen over {1} steps."),
                         {size, looked}}};
            return {Role::Limits,
                    title,
                    {CALC_TEXT("The slopes once around multiply to {0} in size: neighbours do not come in. No limit. Seen over {1} steps."),
                     {size, looked}}};
        }
        case LongRun::Kind::Irregular:
            return {Role::Bad,
                    CALC_TEXT("Chaos, as far as one sees"),
                    {CALC_TEXT("No period up to 64 in {0} steps; neighbours part by a factor of {1} in each step, on average."),
                     {looked, NumberArgument{std::exp(run.exponent), 3}}}};
        case LongRun::Kind::Leaves:
            return {
                Role::Bad, CALC_TEXT("Leaves every bound"), {CALC_TEXT("After {0} steps it is larger than 10\u00B9\u00B2."), {run.endsAt}}};
        case LongRun::Kind::NoValue:
            return {Role::Bad, CALC_TEXT("Ends"), {CALC_TEXT("Step {0} has no value: g is not defined there."), {run.endsAt}}};
        case LongRun::Kind::Slow: break;
    }
    return {Role::Undecided,
            CALC_TEXT("Not decided"),
            {CALC_TEXT("No period up to 64 in {0} steps, and neighbours neither part nor close in quickly (growth rate {1})."),
             {looked, NumberArgument{run.exponent, 2}}}};
}

void addRecursionReadouts(Frame& frame, const RecursionPicture& picture, const StepMoment& moment) {
    const std::size_t n = std::min(moment.step, picture.orbit.size() - 1);
    frame.readouts.push_back({"term",
                              {CALC_TEXT("term {0}"), {static_cast<std::int64_t>(n)}},
                              {"{0}", {NumberArgument{picture.orbit[n], 7}}},
                              {},
                              Role::Limit,
                              true,
                              false});
    std::string places;
    std::size_t count = 0;
    for (const FixedPoint& point : picture.fixed) {
        if (++count <= 3) places += (places.empty() ? "" : "   ") + shown(point.x, 4);
    }
    const Message fixed = places.empty() ? Message(CALC_TEXT("none in sight")) : Message{count > 3 ? "{0} …" : "{0}", {places}};
    frame.readouts.push_back({"fixed", CALC_TEXT("g(x) = x at"), fixed, {}, Role::Ink, false, false});
    const LongRun& run = picture.run;
    if (run.kind == LongRun::Kind::Leaves || run.kind == LongRun::Kind::NoValue) return;
    const Message exponent = run.exponent > kNoGrowth ? Message{"{0}", {NumberArgument{run.exponent, 3}}} : Message("\u2212\u221E");
    frame.readouts.push_back({"exponent", CALC_TEXT("mean of ln |g\u2032|"), exponent, CALC_TEXT("above 0: neighbours part (an estimate)"),
                              Role::Ink, false, false});
}

}  // namespace calc
