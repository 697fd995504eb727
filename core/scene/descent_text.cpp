#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/number_text.h"
#include "core/descent/stability.h"
#include "core/scene/descent_parts.h"
#include "core/scene/stop_verdict.h"

namespace calc {
namespace {

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

std::size_t pointAt(const DescentRun& run, double position) {
    return static_cast<std::size_t>(std::clamp(std::floor(position + 1e-9), 0.0, static_cast<double>(run.trajectory.stepsDone)));
}

bool isOver(const DescentRun& run, double position) { return position >= static_cast<double>(run.trajectory.stepsDone); }

/// The valleys in which the runs end; the sentence counts them.
std::size_t valleysReached(const DescentPrepared& prepared) {
    std::set<std::size_t> valleys;
    for (std::size_t i = 0; i < prepared.racers; ++i)
        if (prepared.runs[i]->valley) valleys.insert(*prepared.runs[i]->valley);
    return valleys.size();
}

Message endSentence(const DescentPrepared& prepared) {
    const Trajectory& trajectory = shownRun(prepared)->trajectory;
    const std::string name = shownName(prepared);
    switch (trajectory.stopped) {
        case StopReason::Diverged:
            if (trajectory.stepsDone == 0)
                return CALC_TEXT("The loss is huge before the first step: <bad>no step makes sense.</bad> Start lower, or scale it down.");
            if (fallsForEver(trajectory))
                return {CALC_TEXT("{0} falls for ever: <undecided>the surface has no bottom in this direction.</undecided>"), {name}};
            return {CALC_TEXT("<bad>{0} flies apart:</bad> each step is longer than the one before. Try a smaller learning rate."), {name}};
        case StopReason::LeftDomain:
            return {CALC_TEXT("<bad>{0} ends here:</bad> the next step lands where the function has no value."), {name}};
        case StopReason::NoProgress:
            return {CALC_TEXT("{0} no longer gets lower: <undecided>the loss stands still though the ball may move.</undecided>"), {name}};
        case StopReason::AtRest: return {CALC_TEXT("{0} is at rest: <ok>the slope is zero and the ball no longer moves.</ok>"), {name}};
        case StopReason::Cancelled: return {CALC_TEXT("{0} was stopped before its last step."), {name}};
        case StopReason::Steps: break;
    }
    return {CALC_TEXT("All {0} steps are used up; the loss of {1} is now {2}."),
            {trajectory.stepsDone, name, NumberArgument{trajectory.lastLoss, 3}}};
}

Message valleysSentence(std::size_t valleys, bool hasMomentum) {
    if (!hasMomentum)
        return {CALC_TEXT("One start, several valleys ({0}): each optimizer finds its own way down <gradient>the slope.</gradient>"),
                {static_cast<std::int64_t>(valleys)}};
    if (valleys == 2)
        return CALC_TEXT("One start, two valleys: <momentum>momentum</momentum> keeps its speed and may shoot past the nearest.");
    if (valleys == 3)
        return CALC_TEXT("One start, three valleys: <momentum>momentum</momentum> keeps its speed and shoots past the nearest ones.");
    if (valleys == 4)
        return CALC_TEXT("One start, four valleys: <momentum>momentum</momentum> keeps its speed and shoots past the nearest ones.");
    return {CALC_TEXT("One start, {0} valleys: <momentum>momentum</momentum> keeps its speed and shoots past the nearest ones."),
            {static_cast<std::int64_t>(valleys)}};
}

Message kinkSentence() {
    return CALC_TEXT("The ball jumps to and fro <bad>over a kink:</bad> the slope does not shrink there, so the learning rate has to.");
}

Message raceSentence(const DescentPrepared& prepared, const DescentRun& run, std::size_t k) {
    const Trajectory& trajectory = run.trajectory;
    const std::size_t valleys = valleysReached(prepared);
    if (valleys > 1) return valleysSentence(valleys, run.hasMomentum);
    const bool uphill = trajectory.loss[k] > trajectory.loss[k - 1];
    if (uphill && run.hasMomentum)
        return CALC_TEXT("Uphill for a while: <momentum>momentum</momentum> carries the ball past the floor of the valley.");
    if (uphill && prepared.stability && prepared.stability->jumpsOverKink) return kinkSentence();
    if (uphill)
        return CALC_TEXT(
            "The loss rose: this step was longer than the valley is wide. <bad>A smaller learning rate</bad> keeps it falling.");
    if (run.hasMomentum)
        return CALC_TEXT("Each step adds <gradient>the slope here</gradient> to <momentum>what is left of the last steps.</momentum>");
    return CALC_TEXT("Each step goes against <gradient>the slope,</gradient> as far as the learning rate says.");
}

void addLimit(Frame& frame, const DescentPrepared& prepared, const DescentRun& run, std::size_t k) {
    if (!prepared.stability || k >= prepared.stability->curvature.size()) return;
    const double curvature = prepared.stability->curvature[k].high;
    const std::optional<double> limit = learningRateLimit(run.trajectory.options.optimizer, curvature);
    if (!limit || !std::isfinite(*limit)) return;
    const bool beyond = run.trajectory.learningRate(static_cast<std::int64_t>(k)) >= *limit;
    frame.readouts.push_back({"limit",
                              CALC_TEXT("Limit of the learning rate here"),
                              {"{0}", {NumberArgument{*limit, 2}}},
                              CALC_TEXT("as if the surface were quadratic around the ball"),
                              beyond ? Role::Bad : Role::Ink,
                              false,
                              false});
}

}  // namespace

std::string shownName(const DescentPrepared& prepared) {
    const auto shown = static_cast<std::size_t>(std::clamp<int>(prepared.scene.shown, 0, static_cast<int>(prepared.racers) - 1));
    const std::string& title = prepared.runs[shown]->title;
    const std::string& difference = prepared.differences[shown];
    return difference.empty() ? title : renderPlainEnglish({CALC_TEXT("{0} with {1}"), {title, difference}});
}

std::int64_t shownStep(const DescentRun& run, double position) {
    const auto next = static_cast<std::int64_t>(std::ceil(position - 1e-9));
    return std::clamp<std::int64_t>(next, std::min<std::int64_t>(1, run.trajectory.stepsDone), run.trajectory.stepsDone);
}

FormulaLine descentFormula(const DescentPrepared& prepared, double position, const StepInside* inside) {
    const DescentRun* run = shownRun(prepared);
    FormulaLine line;
    if (!run || !inside) {
        line.caption = CALC_TEXT("Loss");
        line.symbols = prepared.loss->formula;
        return line;
    }
    if (const std::optional<std::size_t> stage = shownStage(prepared.scene, inside)) {
        const Stage& shown = inside->stages[*stage];
        line.caption = {CALC_TEXT("{0}, step {1}, stage {2} of {3}: {4}"),
                        {shownName(prepared), shownStep(*run, position), static_cast<std::int64_t>(*stage + 1),
                         static_cast<std::int64_t>(inside->stages.size()), renderPlainEnglish(shown.name)}};
        line.symbols = symbolsOf(shown.formula);
        line.numbers = numbersOf(shown.formula, 2);
        return line;
    }
    line.caption = {CALC_TEXT("{0}, step {1}"), {shownName(prepared), shownStep(*run, position)}};
    line.symbols = symbolsOf(inside->rule);
    line.numbers = numbersOf(inside->rule, 2);
    return line;
}

namespace {

/// What a stage of this kind is for.
Message stageSentence(StageKind kind) {
    switch (kind) {
        case StageKind::Gradient: return CALC_TEXT("It begins with <gradient>the slope</gradient> where the ball stands.");
        case StageKind::Decay:
            return CALC_TEXT("Weight decay pulls towards 0: a part of the place itself is added to <gradient>the slope.</gradient>");
        case StageKind::Average:
            return CALC_TEXT("The slope is mixed with what is left of earlier ones: <momentum>a memory of the direction.</momentum>");
        case StageKind::Square: return CALC_TEXT("The squares are kept too: a memory of how steep it was, for each direction its own.");
        case StageKind::Largest:
            return CALC_TEXT("The largest slopes are kept too: a memory of how steep it was, for each direction its own.");
        case StageKind::Correction: return CALC_TEXT("The first means are too small, since they began at 0: this sets them right.");
        case StageKind::Division:
            return CALC_TEXT("Each direction is divided by its own steepness: steep ones become shorter, flat ones longer.");
        case StageKind::Direction: return CALC_TEXT("This is the direction in which the ball will go.");
        case StageKind::Total: return CALC_TEXT("Times the learning rate, against that direction: <update>the ball moves.</update>");
    }
    return {};
}

Message compareSentence(const DescentPrepared& prepared, const DescentRun& b, std::size_t k) {
    const RunDifference difference = differenceFromA(prepared.scene);
    if (difference.ofA.empty())
        return CALC_TEXT("A and B are the same run: <accent>now change one thing,</accent> and B goes its own way.");
    const Trajectory& a = prepared.runs[*prepared.frozen]->trajectory;
    if (k == 0 || a.loss.empty())
        return {CALC_TEXT("Same start, same steps; only one thing differs: A has {0}, B has {1}."), {difference.ofA, difference.ofB}};
    const double lossOfA = a.loss[std::min(k, a.loss.size() - 1)];
    const double lossOfB = b.trajectory.loss[k];
    if (lossOfA == lossOfB) return {CALC_TEXT("A with {0} and B with {1} have the same loss now."), {difference.ofA, difference.ofB}};
    if (lossOfB < lossOfA) return {CALC_TEXT("B with {1} is <ok>lower</ok> than A with {0} now."), {difference.ofA, difference.ofB}};
    return {CALC_TEXT("B with {1} is <bad>higher</bad> than A with {0} now."), {difference.ofA, difference.ofB}};
}

/// What the chosen view is about; nothing where the run itself says more.
std::optional<Message> viewSentence(const DescentPrepared& prepared, const DescentRun& run, double position, const StepInside* inside) {
    const std::size_t k = pointAt(run, position);
    if (prepared.goal && prepared.goal->isMet && k >= static_cast<std::size_t>(*prepared.goal->reached))
        return Message(CALC_TEXT("<ok>The task is done:</ok> {0} is there after {1} steps, {2} were allowed."),
                       {run.title, *prepared.goal->reached, static_cast<std::int64_t>(prepared.scene.goal->steps - 1)});
    if (prepared.scene.view == DescentView::Step && inside) {
        const std::optional<std::size_t> stage = shownStage(prepared.scene, inside);
        if (stage) return stageSentence(inside->stages[*stage].kind);
        return Message(CALC_TEXT("Inside one step of {0}: <accent>one stage after the other.</accent>"), {run.title});
    }
    const bool lost = run.trajectory.stopped == StopReason::Diverged || run.trajectory.stopped == StopReason::LeftDomain;
    if (lost && isOver(run, position)) return std::nullopt;
    if (prepared.scene.view == DescentView::Stability) return stabilitySentence(prepared, position);
    if (prepared.frozen) return compareSentence(prepared, run, k);
    if (!prepared.otherStarts.empty() && !isOver(run, position)) {
        std::set<std::size_t> valleys;
        for (const auto& each : prepared.runs)
            if (each->valley) valleys.insert(*each->valley);
        const auto starts = static_cast<std::int64_t>(prepared.otherStarts.size() + 1);
        if (valleys.size() > 1)
            return Message(
                CALC_TEXT("{0} starts, {1} valleys: the same rule, and <gradient>where it begins</gradient> decides where it ends."),
                {starts, static_cast<std::int64_t>(valleys.size())});
        return Message(CALC_TEXT("{0} starts of {1}: from each the ball follows <gradient>its own slope.</gradient>"), {starts, run.title});
    }
    if (prepared.basins && prepared.basins->notArrived >= 0.005)
        return Message(CALC_TEXT("Each start has the colour of its minimum; from <undecided>grey ones</undecided> {0} reaches none."),
                       {run.title});
    if (prepared.basins)
        return Message(CALC_TEXT("Each start has the colour of its minimum: <accent>the fuller, the more steps.</accent>"));
    return std::nullopt;
}

}  // namespace

Message descentSentence(const DescentPrepared& prepared, double position, const StepInside* inside) {
    if (!prepared.field->hasValues)
        return CALC_TEXT("The function has no value anywhere in this picture: <bad>move the ranges or change the function.</bad>");
    const DescentRun* run = shownRun(prepared);
    if (!run) return CALC_TEXT("Add an optimizer, and a ball rolls down from the start.");
    if (run->trajectory.points.empty())
        return CALC_TEXT("The function has no value at the start: <bad>drag the start to another place.</bad>");
    if (const std::optional<Message> ofView = viewSentence(prepared, *run, position, inside)) return *ofView;
    const std::size_t k = pointAt(*run, position);
    if (isOver(*run, position) && prepared.stability && prepared.stability->jumpsOverKink) return kinkSentence();
    if (isOver(*run, position) && (run->trajectory.stopped != StopReason::Steps || valleysReached(prepared) < 2))
        return endSentence(prepared);
    if (k == 0) {
        if (prepared.loss->surface) return Message(prepared.loss->surface->teaches);
        return CALC_TEXT("Play: in each step the ball goes against <gradient>the slope</gradient> where it stands.");
    }
    return raceSentence(prepared, *run, k);
}

void addDescentReadouts(Frame& frame, const DescentPrepared& prepared, double position) {
    for (std::size_t i = 0; i < prepared.racers; ++i) {
        const DescentRun& run = *prepared.runs[i];
        const bool hasValue = !run.trajectory.loss.empty();
        frame.series.push_back(
            {std::to_string(i), run.look, plain(prepared.names[i]),
             hasValue ? plain(displayNumber(run.trajectory.loss[pointAt(run, position)], 3)) : Message(CALC_TEXT("no value")),
             &run == shownRun(prepared)});
    }
    const DescentRun* run = shownRun(prepared);
    if (!run) return;
    if (run->trajectory.points.empty()) {
        frame.verdicts.push_back(stopVerdict(run->trajectory));
        return;
    }
    const std::size_t k = pointAt(*run, position);
    const Trajectory& trajectory = run->trajectory;
    frame.readouts.push_back({"loss", CALC_TEXT("Loss"), plain(displayNumber(trajectory.loss[k], 4)), {}, Role::Loss, true, false});
    if (trajectory.gradients[k].isFinite())
        frame.readouts.push_back(
            {"slope", CALC_TEXT("Slope"), plain(displayNumber(trajectory.gradients[k].length(), 3)), {}, Role::Gradient, false, false});
    addLimit(frame, prepared, *run, k);
    if (isOver(*run, position)) frame.verdicts.push_back(stopVerdict(trajectory));
}

}  // namespace calc
