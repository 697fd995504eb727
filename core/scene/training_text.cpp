#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/stop_verdict.h"
#include "core/scene/training_parts.h"

namespace calc {
namespace {

std::string shown(double value, int digits = 4) { return displayNumber(value == 0.0 ? 0.0 : value, digits); }

std::optional<double> distanceNow(const TrainingRun& run, std::int64_t step) {
    const auto index = static_cast<std::size_t>(step);
    return index < run.distances.size() ? std::optional(run.distances[index]) : std::nullopt;
}

Message fitText(const RateFit& fit) {
    switch (fit.kind) {
        case RateFit::Kind::Geometric: return {CALC_TEXT("\u00D7 {0} each step"), {NumberArgument{fit.factor, 4}}};
        case RateFit::Kind::Power: return {CALC_TEXT("power {0} of the step"), {NumberArgument{fit.exponent, 3}}};
        case RateFit::Kind::None: break;
    }
    return CALC_TEXT("none");
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

Message runSentence(const TrainingPrepared& prepared, std::int64_t step) {
    const TrainingRun& run = *prepared.runs.front();
    if (run.losses.empty()) return CALC_TEXT("The loss has no value at the start: <bad>there is nothing to watch.</bad> Move the start.");
    if (run.ended == StopReason::LeftDomain)
        return CALC_TEXT("<bad>A step lands where f has no value</bad>, and the losses end there. Try a smaller learning rate.");
    if (run.diverged)
        return CALC_TEXT("<bad>The loss leaves every bound</bad>: no band around any value would hold it. Try a smaller learning rate.");
    if (!prepared.first)
        return {CALC_TEXT("In {0} steps the loss did not come to stay in so narrow a band: <undecided>no N was seen.</undecided>"),
                {run.looked}};
    const std::int64_t first = *prepared.first;
    if (static_cast<double>(first) > prepared.steps.high)
        return {CALC_TEXT("This band is reached later than the picture goes: <limits>N = {0}</limits>, when it is run on."), {first}};
    if (step < first)
        return {CALC_TEXT(
                    "The loss still comes and goes outside the <epsilon>\u03B5 band</epsilon>; from <limits>N = {0}</limits> on it stays."),
                {first}};
    return {CALC_TEXT("<limits>From step N = {0} on the loss stays in the band</limits>, as far as was run: {1} steps."),
            {first, run.looked}};
}

Message sweepSentence(const TrainingPrepared& prepared) {
    const TrainingSweep& sweep = *prepared.sweep;
    if (!sweep.cliff)
        return CALC_TEXT(
            "Each learning rate has its own run: too small crawls, too large does not settle. <undecided>No fixed limit is known "
            "here.</undecided>");
    if (learningRateOf(prepared.scene) > *sweep.cliff)
        return {CALC_TEXT("Past the limit {0} <bad>the run cannot settle</bad>, however long it goes on: that is the cliff."),
                {NumberArgument{*sweep.cliff, 4}}};
    return {CALC_TEXT("Larger is faster, <bad>until the cliff at {0}</bad>: there the best learning rates stand right beside the worst."),
            {NumberArgument{*sweep.cliff, 4}}};
}

Message remedySentence(const TrainingPrepared& prepared) {
    const TrainingRun& plain = *prepared.runs.front();
    std::vector<std::string> tamed;
    for (std::size_t i = 1; i < prepared.runs.size(); ++i)
        if (!prepared.runs[i]->diverged) tamed.push_back(renderEnglish(prepared.runs[i]->name));
    if (plain.diverged && !tamed.empty())
        return {CALC_TEXT("Plain steps swing wider until they <bad>fly apart</bad>; <ok>tamed by: {0}.</ok>"), {listed(tamed)}};
    if (plain.diverged) return CALC_TEXT("Plain steps fly apart, and <bad>none of these remedies holds them</bad>.");
    const TrainingRun* best = &plain;
    const auto last = [](const TrainingRun& run) { return run.trajectory.loss.empty() ? INFINITY : run.trajectory.lastLoss; };
    for (const auto& run : prepared.runs)
        if (!run->diverged && last(*run) < last(*best)) best = run.get();
    return {CALC_TEXT("Compare the swings. The lowest loss at the end: <ok>{0}.</ok>"), {renderEnglish(best->name)}};
}

Verdict runCard(const TrainingPrepared& prepared) {
    const TrainingRun& run = *prepared.runs.front();
    if (run.diverged || run.distances.empty()) {
        Verdict verdict = stopVerdict(run.trajectory);
        if (run.trajectory.stopped == StopReason::Steps)
            verdict = {
                Role::Bad, CALC_TEXT("Diverges, run on"), {CALC_TEXT("After {0} steps it left every bound, or the domain."), {run.looked}}};
        return verdict;
    }
    const RateFit& fit = run.fit;
    const NumberArgument residual{fit.residual, 2};
    const NumberArgument other{fit.otherResidual, 2};
    switch (fit.kind) {
        case RateFit::Kind::Geometric:
            return {
                Role::Limits,
                {CALC_TEXT("Geometric: \u00D7 {0}"), {NumberArgument{fit.factor, 4}}},
                {CALC_TEXT("A fit to steps {0} to {1}, not a proof: what is left has size {2} in ln(loss), of a power of the step {3}."),
                 {fit.from, fit.to, residual, other}}};
        case RateFit::Kind::Power:
            return {Role::Limits,
                    {CALC_TEXT("Slow: power {0}"), {NumberArgument{fit.exponent, 3}}},
                    {CALC_TEXT("A fit to steps {0} to {1}, not a proof: what is left has size {2} in ln(loss), of a geometric fall {3}."),
                     {fit.from, fit.to, residual, other}}};
        case RateFit::Kind::None: break;
    }
    return {Role::Undecided,
            CALC_TEXT("No rate fits"),
            {CALC_TEXT("Neither a geometric fall nor a power of the step describes the loss (what is left: {0} and {1} in ln), or too few "
                       "steps are above rounding."),
             {residual, other}}};
}

Verdict sweepCard(const TrainingPrepared& prepared) {
    const TrainingSweep& sweep = *prepared.sweep;
    if (!sweep.cliff)
        return {Role::Undecided, CALC_TEXT("No limit known"),
                sweep.curvature
                    ? Message(CALC_TEXT("This optimizer scales its steps by past gradients: the curvature alone sets no fixed limit."))
                    : Message(CALC_TEXT("No cautious run came to rest in a valley, so there is no curvature to take the limit from."))};
    std::int64_t below = 0;
    std::int64_t above = 0;
    for (const SweepPoint& point : sweep.points) {
        if (point.diverged && point.rate < *sweep.cliff) ++below;
        if (point.diverged && point.rate >= *sweep.cliff) ++above;
    }
    return {Role::Limits,
            {CALC_TEXT("The cliff: {0}"), {NumberArgument{*sweep.cliff, 4}}},
            {CALC_TEXT("From the curvature {0} where a cautious run rests. Of the swept runs {1} diverged past it, {2} before it (far from "
                       "the valley the curvature differs)."),
             {NumberArgument{*sweep.curvature, 4}, above, below}}};
}

Verdict remedyCard(const TrainingPrepared& prepared) {
    std::vector<std::string> held;
    std::vector<std::string> lost;
    for (const auto& run : prepared.runs) (run->diverged ? lost : held).push_back(renderEnglish(run->name));
    if (lost.empty())
        return {Role::Ok, CALC_TEXT("All four stay"),
                CALC_TEXT("None of the runs leaves. Compare how far they swing, and where they come to rest.")};
    if (held.empty())
        return {Role::Bad, CALC_TEXT("All four are lost"),
                CALC_TEXT("Clipping limits a step, a schedule shortens the later ones: here both come too late.")};
    return {
        Role::Ok,
        {CALC_TEXT("Held: {0}"), {listed(held)}},
        {CALC_TEXT("Lost: {0}. Clipping shortens each gradient that is too long; a schedule shortens the later steps."), {listed(lost)}}};
}

}  // namespace

FormulaLine trainingFormula(const TrainingPrepared& prepared, std::int64_t step) {
    FormulaLine line;
    const TrainingRun& run = *prepared.runs.front();
    line.caption = {CALC_TEXT("{0}: the losses as a sequence"),
                    {renderEnglish(prepared.scene.view == TrainingView::Remedies ? Message(CALC_TEXT("Plain steps")) : run.name)}};
    const FormulaBox arguments =
        prepared.loss->dimension == 1 ? mathItalic("x") : mathRow({mathItalic("x"), mathText(","), mathSpace("thin"), mathItalic("y")});
    line.symbols = mathRow({coloured(Role::Loss, mathSubscript(mathItalic("L"), mathItalic("n"))), mathOperator("="), mathItalic("f"),
                            mathDelimited("()", prepared.loss->dimension == 1 ? mathSubscript(mathItalic("x"), mathItalic("n"))
                                                                              : mathSubscript(mathItalic("w"), mathItalic("n"))),
                            mathSpace("quad"), mathItalic("f"), mathDelimited("()", arguments), mathOperator("="), prepared.loss->formula});
    if (run.losses.empty()) return line;
    const FormulaBox index = mathText(displayInteger(step));
    const auto distance = distanceNow(run, step);
    if (!distance) {  // the run has ended before: its last loss
        const FormulaBox last = mathText(displayInteger(static_cast<std::int64_t>(run.losses.size()) - 1));
        line.numbers =
            mathRow({coloured(Role::Loss, mathSubscript(mathItalic("L"), last)), mathOperator("="), mathText(shown(run.losses.back()))});
        return line;
    }
    const FormulaBox loss = coloured(Role::Loss, mathSubscript(mathItalic("L"), index));
    const FormulaBox left =
        run.limit == 0.0
            ? loss
            : mathDelimited("||", mathRow({loss, mathOperator(run.limit < 0.0 ? "+" : "\u2212"), mathText(shown(std::fabs(run.limit)))}));
    const bool inside = *distance < prepared.epsilon;
    line.numbers = mathRow({left, mathOperator("="), mathText(shown(*distance)), mathOperator(inside ? "<" : "\u2265"),
                            coloured(Role::Epsilon, mathText(shown(prepared.epsilon)))});
    return line;
}

bool claimsLimit(const TrainingPrepared& prepared) {
    if (prepared.scene.view == TrainingView::Remedies) return true;
    return !prepared.runs.front()->diverged && (prepared.first || prepared.runs.front()->ended == StopReason::AtRest);
}

Message trainingSentence(const TrainingPrepared& prepared, std::int64_t step) {
    switch (prepared.scene.view) {
        case TrainingView::Sweep: return sweepSentence(prepared);
        case TrainingView::Remedies: return remedySentence(prepared);
        case TrainingView::Run: break;
    }
    return runSentence(prepared, step);
}

Verdict trainingCard(const TrainingPrepared& prepared) {
    switch (prepared.scene.view) {
        case TrainingView::Sweep: return sweepCard(prepared);
        case TrainingView::Remedies: return remedyCard(prepared);
        case TrainingView::Run: break;
    }
    return runCard(prepared);
}

void addTrainingReadouts(Frame& frame, const TrainingPrepared& prepared, std::int64_t step) {
    const TrainingRun& run = *prepared.runs.front();
    if (prepared.scene.view == TrainingView::Remedies) {
        int index = 0;
        for (const auto& each : prepared.runs) {
            const auto& losses = each->trajectory.loss;
            const auto at = std::min(static_cast<std::size_t>(step), losses.empty() ? 0 : losses.size() - 1);
            const bool over = static_cast<std::size_t>(step) >= losses.size();
            Message value = losses.empty() ? Message(CALC_TEXT("no value")) : Message{"{0}", {NumberArgument{losses[at], 4}}};
            if (over && each->trajectory.stopped == StopReason::Diverged) value = CALC_TEXT("diverged");
            const Style line{Role::Loss, each->look, Emphasis::Normal, LineKind::Solid, LineWeight::Default};
            frame.readouts.push_back({"run." + std::to_string(index++), each->name, value, {}, Role::Ink, false, false, line});
        }
        return;
    }
    if (run.losses.empty()) return;  // the card says why
    const auto distance = distanceNow(run, step);
    const Message index = prepared.first ? Message{"{0}", {*prepared.first}} : Message(CALC_TEXT("not seen"));
    const Message looked{CALC_TEXT("checked only: run on for {0} steps"), {run.looked}};
    frame.readouts.push_back({"index", CALC_TEXT("N"), index, looked, Role::Limit, true, false});
    frame.readouts.push_back(
        {"epsilon", CALC_TEXT("\u03B5"), {"{0}", {NumberArgument{prepared.epsilon, 3}}}, {}, Role::Epsilon, false, false});
    if (distance)
        frame.readouts.push_back({"loss",
                                  run.limit == 0.0        ? CALC_TEXT("loss now")
                                  : claimsLimit(prepared) ? CALC_TEXT("loss above its limit")
                                                          : CALC_TEXT("distance now"),
                                  {"{0}", {NumberArgument{*distance, 4}}},
                                  {},
                                  Role::Loss,
                                  false,
                                  false});
    if (prepared.scene.view == TrainingView::Sweep)
        frame.readouts.push_back({"rate",
                                  CALC_TEXT("learning rate \u03B7"),
                                  {"{0}", {NumberArgument{learningRateOf(prepared.scene), 4}}},
                                  {},
                                  Role::Accent,
                                  false,
                                  true});
    else
        frame.readouts.push_back({"fit", CALC_TEXT("fitted rate"), fitText(run.fit), {}, Role::Tangent, false, true});
}

}  // namespace calc
