#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/curve_descent_parts.h"
#include "core/scene/formula_parts.h"
#include "core/scene/stop_verdict.h"

namespace calc {
namespace {

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }
std::string shown(double value, int digits = 4) { return displayNumber(value == 0.0 ? 0.0 : value, digits); }
FormulaBox numberBox(double value) { return mathText(shown(value)); }
FormulaBox signedBox(double value) { return value < 0.0 ? mathDelimited("()", numberBox(value)) : numberBox(value); }
FormulaBox equals() { return mathOperator("="); }
FormulaBox minus() { return mathOperator("\u2212"); }
FormulaBox times() { return mathOperator("\u00B7"); }
FormulaBox indexed(const char* name, std::int64_t index) { return mathSubscript(mathItalic(name), mathText(displayInteger(index))); }

const Trajectory& runOf(const CurveDescentPrepared& prepared) { return prepared.run->trajectory; }
double slopeAt(const CurveDescentPrepared& prepared, std::int64_t k) { return runOf(prepared).gradients[static_cast<std::size_t>(k)].x; }

/// Did the last steps go to and fro without getting shorter?
bool hops(const Trajectory& run) {
    constexpr std::int64_t kLooked = 6;
    if (run.stepsDone < kLooked) return false;
    for (std::int64_t k = run.stepsDone - kLooked + 1; k < run.stepsDone; ++k) {
        const double before = run.update(k - 1).x;
        const double now = run.update(k).x;
        if (!(before * now < 0.0) || std::fabs(now) < 0.9 * std::fabs(before)) return false;
    }
    return true;
}

bool crossesKink(const CurveDescentPrepared& prepared) {
    const Trajectory& run = runOf(prepared);
    if (run.points.size() < 2) return false;
    const double a = run.points[run.points.size() - 2].x;
    const double b = run.points.back().x;
    return std::any_of(prepared.picture->kinks.begin(), prepared.picture->kinks.end(),
                       [a, b](double kink) { return std::min(a, b) <= kink && kink <= std::max(a, b); });
}

/// A lower place in sight than where the run ended.
bool isLowerElsewhere(const CurveDescentPrepared& prepared) {
    const CurvePicture& picture = *prepared.picture;
    const double margin = 1e-3 * picture.y.length();
    return picture.hasValues && picture.lowest < runOf(prepared).lastLoss - margin;
}

/// A valley floor is right beside the ball, as if the curve were a parabola.
bool settlesHere(const CurveDescentPrepared& prepared) {
    constexpr double kBeside = 1e-3;  // of the range
    const double curvature = prepared.run->curvature.back();
    return curvature > 0.0 && std::fabs(runOf(prepared).gradients.back().x) < kBeside * prepared.picture->x.length() * curvature;
}

/// Hardly any slope, against the steepest on the dial and against the curve's rise over the window (beside a pole the dial reaches far).
bool isNearlyFlat(const CurveDescentPrepared& prepared, double slope) {
    constexpr double kFlat = 0.02;
    const CurvePicture& picture = *prepared.picture;
    return std::fabs(slope) < kFlat * std::min(picture.dial.high, 4.0 * picture.y.length() / picture.x.length());
}

Message localMinimum(const CurveDescentPrepared& prepared) {
    return {CALC_TEXT("In a valley, but not the deepest: near x = {0} the loss is lower. <bad>A local minimum.</bad> Momentum or another "
                      "start may get out."),
            {NumberArgument{prepared.picture->lowestAt, 2}}};
}

Message restInsight(const CurveDescentPrepared& prepared) {
    const double curvature = prepared.run->curvature.back();
    if (curvature < 0.0)
        return CALC_TEXT("On a hilltop the slope is 0 as well: <bad>the ball stays,</bad> though the smallest push would set it rolling.");
    if (isLowerElsewhere(prepared) && !(curvature > 0.0))
        return {
            CALC_TEXT("The slope is 0 here, so every further step is 0: <bad>the ball stays,</bad> though near x = {0} the loss is lower."),
            {NumberArgument{prepared.picture->lowestAt, 2}}};
    if (isLowerElsewhere(prepared)) return localMinimum(prepared);
    return CALC_TEXT("The slope is 0, so every further step is 0: <ok>the ball rests at the bottom.</ok>");
}

Message divergedInsight(const CurveDescentPrepared& prepared) {
    const Trajectory& run = runOf(prepared);
    if (run.stepsDone == 0)
        return CALC_TEXT(
            "The loss is huge before the first step: <bad>no step makes sense.</bad> Start lower, or scale the function down.");
    if (fallsForEver(run)) return CALC_TEXT("It falls for ever: <undecided>the curve has no bottom in this direction.</undecided>");
    const CurveLimits limits = curveLimits(prepared, 0);
    if (limits.limit && prepared.scene.learningRate > *limits.limit)
        return {
            CALC_TEXT("<bad>It flies apart:</bad> the learning rate {0} is above the limit {1}, so each step lands higher than before."),
            {NumberArgument{prepared.scene.learningRate, 3}, NumberArgument{*limits.limit, 3}}};
    return CALC_TEXT("<bad>It runs away:</bad> the steps are too long. Try a smaller learning rate.");
}

Message stepsInsight(const CurveDescentPrepared& prepared) {
    constexpr double kArrived = 1e-3;
    const Trajectory& run = runOf(prepared);
    const double slope = std::fabs(run.gradients.back().x);
    const CurveLimits atStart = curveLimits(prepared, 0);
    if (atStart.limit && prepared.scene.learningRate > *atStart.limit && run.lastLoss > run.loss.front()) return divergedInsight(prepared);
    if (hops(run) && crossesKink(prepared))
        return CALC_TEXT(
            "At the corner the slope never gets small, so neither do the steps: <bad>the ball hops over it for ever.</bad> "
            "Only a shrinking learning rate ends this.");
    if (hops(run)) return CALC_TEXT("To and fro, and no shorter: <bad>the learning rate sits on its limit.</bad> Make it smaller.");
    if (settlesHere(prepared) && isLowerElsewhere(prepared)) return localMinimum(prepared);
    if (slope < kArrived * prepared.picture->dial.high && !isLowerElsewhere(prepared))
        return CALC_TEXT("All steps are used up, and the slope is nearly 0: <ok>the ball has all but arrived.</ok>");
    if (isNearlyFlat(prepared, slope) && isLowerElsewhere(prepared))
        return CALC_TEXT(
            "A plateau: the slope is almost 0, so each step is, too. <bad>The ball barely moves, though it is far from the "
            "bottom.</bad>");
    if (isLowerElsewhere(prepared))
        return CALC_TEXT("All steps are used up on the way: <bad>it crawls.</bad> A larger learning rate takes longer steps.");
    return CALC_TEXT("All steps are used up; the ball was still moving.");
}

Regime regimeAt(const CurveDescentPrepared& prepared, std::int64_t k) {
    const Trajectory& run = runOf(prepared);
    return regimeOf(run.options.optimizer, prepared.run->curvature[static_cast<std::size_t>(k)], prepared.scene.learningRate);
}

/// Said in place of "Converges" and "Swings" where the run shows that it is so only for a while.
Verdict onlyHere(const CurveLimits& limits) {
    return {Role::Ink2,
            CALC_TEXT("Settles, as bent here"),
            {CALC_TEXT("\u03B7 is below the limit {0} of this place, but further on the curve bends otherwise, and the ball goes on."),
             {NumberArgument{limits.limit.value_or(0.0), 3}}}};
}

/// The regime at the ball, named, and why; locally, as if the curve were a parabola.
Verdict regimeCard(const CurveDescentPrepared& prepared, std::int64_t k) {
    const double curvature = prepared.run->curvature[static_cast<std::size_t>(k)];
    if (std::isnan(curvature))
        return {Role::Undecided, CALC_TEXT("Not known"), CALC_TEXT("The curve has no curvature here, so no limit for the learning rate.")};
    const CurveLimits limits = curveLimits(prepared, k);
    const NumberArgument best{limits.best.value_or(0.0), 3};
    const NumberArgument limit{limits.limit.value_or(0.0), 3};
    const Regime regime = regimeAt(prepared, k);
    if ((regime == Regime::Converges || regime == Regime::Oscillates) && k < prepared.settlesFrom) return onlyHere(limits);
    switch (regime) {
        case Regime::Flat:
            return {Role::Ink2, CALC_TEXT("Straight here"),
                    CALC_TEXT("f\u2033 = 0: the slope stays as it is, and so does the length of the steps.")};
        case Regime::Uphill:
            return {Role::Ink2, CALC_TEXT("Bent downwards"),
                    CALC_TEXT("f\u2033 is negative: the slope grows on the way, and so do the steps. No limit holds here.")};
        case Regime::Crawls:
            return {Role::Ink2, CALC_TEXT("Crawls"),
                    limits.best ? Message{CALC_TEXT("\u03B7 is far below 1/f\u2033 = {0}: each step goes a small part of the way."), {best}}
                                : Message(CALC_TEXT("\u03B7 is far below its limit: each step goes a small part of the way."))};
        case Regime::Converges:
            return {Role::Ok, CALC_TEXT("Converges"),
                    limits.best ? Message{CALC_TEXT("\u03B7 is at most 1/f\u2033 = {0}: straight down to the bottom."), {best}}
                                : Message{CALC_TEXT("\u03B7 is below its limit {0}: down to the bottom."), {limit}}};
        case Regime::Oscillates:
            return {Role::Ok,
                    CALC_TEXT("Swings"),
                    {CALC_TEXT("With momentum it rolls through the bottom and settles. Limit of \u03B7: {0}."), {limit}}};
        case Regime::Bounces:
            return {Role::Ink2,
                    CALC_TEXT("Bounces"),
                    {CALC_TEXT("\u03B7 is above 1/f\u2033 = {0}, so each step jumps to the other side; below 2/f\u2033 = {1} it settles."),
                     {best, limit}}};
        case Regime::Diverges: break;
    }
    return {Role::Bad, CALC_TEXT("Diverges"), {CALC_TEXT("\u03B7 is above the limit {0}: each step lands higher than it began."), {limit}}};
}

Message runningSentence(const CurveDescentPrepared& prepared, const CurveStep& step) {
    const CurveUpdate update = curveUpdate(prepared, step.step);
    const double slope = slopeAt(prepared, step.step);
    if (prepared.scene.momentum > 0.0 && update.momentum * update.gradient < 0.0)
        return CALC_TEXT(
            "Uphill on its own speed: <momentum>momentum</momentum> carries the ball on, <gradient>the slope</gradient> brakes it.");
    if (prepared.scene.momentum > 0.0)
        return CALC_TEXT("Each step adds <gradient>the slope here</gradient> to <momentum>what is left of the last step.</momentum>");
    if (slope == 0.0) return CALC_TEXT("The slope is 0 here: <gradient>learning rate times slope</gradient> is 0, and the ball stays.");
    if (isNearlyFlat(prepared, slope) && isLowerElsewhere(prepared))
        return CALC_TEXT("Hardly any slope, so <gradient>hardly any step,</gradient> and yet the loss is lower elsewhere.");
    switch (regimeAt(prepared, step.step)) {
        case Regime::Diverges: return CALC_TEXT("Too long a step: it overshoots the valley and <bad>lands higher than it began.</bad>");
        case Regime::Bounces:
            return CALC_TEXT("Each step jumps across the bottom to the other side, <gradient>a little lower each time.</gradient>");
        case Regime::Crawls: return CALC_TEXT("The slope is there, but the learning rate makes <gradient>a tiny step of it.</gradient>");
        case Regime::Flat:
        case Regime::Uphill:
        case Regime::Converges:
        case Regime::Oscillates: break;
    }
    return CALC_TEXT(
        "Against the slope, <gradient>as far as learning rate times slope:</gradient> steep means a long step, flat a short one.");
}

FormulaBox ruleSymbols(const CurveDescentPrepared& prepared, std::int64_t k) {
    const FormulaBox slope = coloured(Role::Gradient, mathRow({mathItalic("f\u2032"), mathDelimited("()", indexed("x", k))}));
    const FormulaBox eta = mathItalic("\u03B7");
    if (prepared.scene.momentum == 0.0) return mathRow({indexed("x", k + 1), equals(), indexed("x", k), minus(), eta, times(), slope});
    const FormulaBox carried = coloured(Role::Momentum, mathRow({mathItalic("\u03B2"), mathSpace("thin"), indexed("v", k)}));
    return mathRow(
        {indexed("x", k + 1), equals(), indexed("x", k), minus(), eta, mathDelimited("()", mathRow({carried, mathOperator("+"), slope}))});
}

FormulaBox ruleNumbers(const CurveDescentPrepared& prepared, std::int64_t k) {
    const Trajectory& run = runOf(prepared);
    const double before = run.points[static_cast<std::size_t>(k)].x;
    const double after = run.points[static_cast<std::size_t>(k) + 1].x;
    const FormulaBox slope = coloured(Role::Gradient, signedBox(slopeAt(prepared, k)));
    const FormulaBox eta = numberBox(prepared.scene.learningRate);
    if (prepared.scene.momentum == 0.0) return mathRow({numberBox(after), equals(), numberBox(before), minus(), eta, times(), slope});
    const CurveUpdate update = curveUpdate(prepared, k);
    const FormulaBox carried = coloured(Role::Momentum, mathRow({numberBox(prepared.scene.momentum), times(), signedBox(update.velocity)}));
    return mathRow(
        {numberBox(after), equals(), numberBox(before), minus(), eta, mathDelimited("()", mathRow({carried, mathOperator("+"), slope}))});
}

void addLimits(Frame& frame, const CurveDescentPrepared& prepared, std::int64_t k) {
    const CurveLimits limits = curveLimits(prepared, k);
    const double rate = prepared.scene.learningRate;
    if (limits.best)
        frame.readouts.push_back({"best",
                                  CALC_TEXT("\u03B7 that arrives, 1/f\u2033"),
                                  {"{0}", {NumberArgument{*limits.best, 3}}},
                                  {},
                                  Role::Ok,
                                  false,
                                  false,
                                  std::nullopt});
    if (!limits.limit) return;
    const Message label = prepared.scene.momentum == 0.0 ? Message(CALC_TEXT("limit of \u03B7, 2/f\u2033"))
                                                         : Message(CALC_TEXT("limit of \u03B7, 2(1 + \u03B2)/f\u2033"));
    frame.readouts.push_back({"limit",
                              label,
                              {"{0}", {NumberArgument{*limits.limit, 3}}},
                              {},
                              rate >= *limits.limit ? Role::Bad : Role::Ink,
                              false,
                              false,
                              std::nullopt});
}

}  // namespace

std::int64_t settlesFrom(const CurveDescentPrepared& prepared) {
    const Trajectory& run = runOf(prepared);
    if (run.stopped == StopReason::Diverged || run.stopped == StopReason::LeftDomain) return run.stepsDone + 1;
    for (std::size_t k = prepared.run->curvature.size(); k-- > 0;) {
        if (std::isnan(prepared.run->curvature[k])) continue;
        const Regime regime = regimeAt(prepared, static_cast<std::int64_t>(k));
        if (regime == Regime::Uphill || regime == Regime::Diverges) return static_cast<std::int64_t>(k);
    }
    return 0;
}

Message curveInsight(const CurveDescentPrepared& prepared) {
    const Trajectory& run = runOf(prepared);
    if (run.points.empty())
        return {CALC_TEXT("f has no value at x = {0}: <bad>there is nothing to stand on.</bad> Drag the start onto the curve."),
                {plainText(typedNumber(prepared.scene.start))}};
    switch (run.stopped) {
        case StopReason::AtRest: return restInsight(prepared);
        case StopReason::Steps: return stepsInsight(prepared);
        case StopReason::Diverged: return divergedInsight(prepared);
        case StopReason::LeftDomain:
            return CALC_TEXT(
                "The next step lands where f has no value: <bad>the run ends at the edge.</bad> A smaller learning rate stays inside.");
        case StopReason::NoProgress:
            return CALC_TEXT("The ball still moves, but <bad>the loss no longer falls.</bad> A smaller learning rate may help.");
        case StopReason::Cancelled: break;
    }
    return CALC_TEXT("The run was stopped before its last step.");
}

Message curveDescentSentence(const CurveDescentPrepared& prepared, const CurveStep& step) {
    if (!prepared.picture->hasValues)
        return CALC_TEXT("f has no value in this window: <bad>change the function, or move the window.</bad>");
    if (step.isOver || runOf(prepared).points.empty()) return prepared.insight;
    return runningSentence(prepared, step);
}

FormulaLine curveDescentFormula(const CurveDescentPrepared& prepared, const CurveStep& step) {
    FormulaLine line;
    const Trajectory& run = runOf(prepared);
    if (run.stepsDone == 0) {
        line.caption = CALC_TEXT("Loss");
        line.symbols = coloured(Role::Curve, prepared.loss->formula);
        return line;
    }
    const std::int64_t k = std::min(step.step, run.stepsDone - 1);
    line.caption = {prepared.scene.momentum == 0.0 ? CALC_TEXT("Gradient descent, step {0}") : CALC_TEXT("Momentum, step {0}"), {k + 1}};
    line.symbols = ruleSymbols(prepared, k);
    line.numbers = ruleNumbers(prepared, k);
    return line;
}

void addCurveDescentReadouts(Frame& frame, const CurveDescentPrepared& prepared, const CurveStep& step) {
    const Trajectory& run = runOf(prepared);
    if (run.points.empty()) {
        frame.verdicts.push_back({Role::Bad, CALC_TEXT("No value at the start"), run.why});
        return;
    }
    const auto k = static_cast<std::size_t>(step.step);
    frame.readouts.push_back({"loss", CALC_TEXT("loss f(x)"), plain(shown(run.loss[k])), {}, Role::Loss, false, false, std::nullopt});
    if (std::isfinite(run.gradients[k].x)) {
        frame.readouts.push_back(
            {"slope", CALC_TEXT("slope f\u2032(x)"), plain(shown(run.gradients[k].x)), {}, Role::Tangent, false, false, std::nullopt});
        frame.readouts.push_back({"step",
                                  CALC_TEXT("\u03B7 \u00B7 slope"),
                                  plain(shown(prepared.scene.learningRate * run.gradients[k].x)),
                                  {},
                                  Role::Gradient,
                                  false,
                                  false,
                                  std::nullopt});
    }
    addLimits(frame, prepared, step.step);
    if (step.isOver)
        frame.verdicts.push_back(stopVerdict(run));
    else
        frame.verdicts.push_back(regimeCard(prepared, step.step));
}

}  // namespace calc
