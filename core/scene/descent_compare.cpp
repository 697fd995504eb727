#include <algorithm>
#include <set>
#include <span>

#include "core/base/number_text.h"
#include "core/scene/descent_parts.h"

namespace calc {
namespace {

/// "η = 0.02"; of a switch its name, or "no" and its name.
std::string parameterText(const ParameterInfo& info, double value) {
    const std::string name(info.symbol.empty() ? info.title : info.symbol);
    if (info.kind == ParameterKind::Switch) return value != 0.0 ? name : "no " + name;
    return name + " = " + displayNumber(value, 3);
}

/// The first parameter of a table that has two values, as each has it.
RunDifference differenceOf(std::span<const ParameterInfo> table, const ParameterValues& a, const ParameterValues& b) {
    for (const ParameterInfo& info : table) {
        const double ofA = parameterValue(table, a, info.name);
        const double ofB = parameterValue(table, b, info.name);
        if (ofA == ofB) continue;
        return {parameterText(info, ofA), parameterText(info, ofB)};
    }
    return {};
}

const OptimizerChoice* shownChoice(const DescentScene& scene) {
    if (scene.optimizers.empty()) return nullptr;
    const auto index = static_cast<std::size_t>(std::clamp<int>(scene.shown, 0, static_cast<int>(scene.optimizers.size()) - 1));
    return &scene.optimizers[index];
}

}  // namespace

RunDifference differenceFromA(const DescentScene& scene) {
    const OptimizerChoice* shown = shownChoice(scene);
    if (!shown || !scene.frozen) return {};
    const FrozenRun& a = *scene.frozen;
    if (titleOf(a.optimizer) != titleOf(*shown)) return {titleOf(a.optimizer), titleOf(*shown)};
    const OptimizerInfo* info = findOptimizer(shown->name);
    if (info && a.optimizer.name == shown->name) {
        const RunDifference difference = differenceOf(info->parameters, a.optimizer.parameters, shown->parameters);
        if (!difference.ofA.empty()) return difference;
    }
    const ScheduleInfo* before = findSchedule(a.schedule.name);
    const ScheduleInfo* now = findSchedule(scene.schedule.name);
    if (before && now && before != now) return {std::string(before->title), std::string(now->title)};
    if (now) {
        const RunDifference difference = differenceOf(now->parameters, a.schedule.parameters, scene.schedule.parameters);
        if (!difference.ofA.empty()) return difference;
    }
    if (a.noise != scene.noise) return {"noise " + displayNumber(a.noise, 3), "noise " + displayNumber(scene.noise, 3)};
    return {};
}

std::vector<std::string> twinDifferences(const std::vector<const OptimizerChoice*>& twins) {
    std::vector<std::string> joined(twins.size());
    const OptimizerInfo* first = findOptimizer(twins.front()->name);
    for (const ParameterInfo& info : first ? first->parameters : std::span<const ParameterInfo>{}) {
        std::vector<std::string> texts;
        for (const OptimizerChoice* twin : twins) {
            const OptimizerInfo* own = findOptimizer(twin->name);
            texts.push_back(parameterText(info, own ? parameterValue(own->parameters, twin->parameters, info.name) : info.standard));
        }
        const std::set<std::string> different(texts.begin(), texts.end());
        if (different.size() == texts.size()) return texts;
        if (different.size() == 1) continue;
        for (std::size_t i = 0; i < texts.size(); ++i) joined[i] += (joined[i].empty() ? "" : ", ") + texts[i];
    }
    // What is still the same is counted.
    const std::vector<std::string> texts = joined;
    for (std::size_t i = 0; i < joined.size(); ++i) {
        const auto end = texts.begin() + static_cast<std::ptrdiff_t>(i);
        const bool isAlone = std::count(texts.begin(), texts.end(), texts[i]) == 1;
        if (!isAlone) joined[i] += (joined[i].empty() ? "no. " : ", no. ") + displayInteger(std::count(texts.begin(), end, texts[i]) + 1);
    }
    return joined;
}

DescentGoalState goalState(const DescentPrepared& prepared) {
    DescentGoalState state;
    const DescentRun* run = shownRun(prepared);
    if (!run || !prepared.scene.goal) return state;
    const DescentGoal& goal = *prepared.scene.goal;
    state.isAllowed = goal.optimizer.empty() || lookOf({goal.optimizer, {}}) == run->look;
    const std::vector<double>& loss = run->trajectory.loss;
    const auto found = std::find_if(loss.begin(), loss.end(), [&goal](double value) { return value <= goal.loss; });
    if (found != loss.end()) state.reached = found - loss.begin();
    state.isMet = state.isAllowed && state.reached && *state.reached < goal.steps;
    return state;
}

TaskReadout taskReadout(const DescentPrepared& prepared, double position) {
    const DescentGoal& goal = *prepared.scene.goal;
    const DescentGoalState& state = *prepared.goal;
    const DescentRun* run = shownRun(prepared);
    TaskReadout task;
    const std::string title = goal.optimizer.empty() ? std::string() : titleOf({goal.optimizer, {}});
    if (title.empty())
        task.text = {CALC_TEXT("Bring the loss below {0} in fewer than {1} steps."),
                     {NumberArgument{goal.loss, 3}, static_cast<std::int64_t>(goal.steps)}};
    else
        task.text = {CALC_TEXT("With {2}, bring the loss below {0} in fewer than {1} steps."),
                     {NumberArgument{goal.loss, 3}, static_cast<std::int64_t>(goal.steps), title}};
    if (!run) return task;
    if (!state.isAllowed) {
        task.state = {CALC_TEXT("{0} is shown; the task is for {1}."), {run->title, title}};
        task.role = Role::Bad;
    } else if (state.isMet && position >= static_cast<double>(*state.reached)) {
        task.state = {CALC_TEXT("✓ Done: {0} is there after {1} steps."), {run->title, *state.reached}};
        task.role = Role::Ok;
    } else if (state.reached && position >= static_cast<double>(*state.reached)) {
        task.state = {CALC_TEXT("{0} is there after {1} steps: still too many."), {run->title, *state.reached}};
    } else if (position >= static_cast<double>(std::min<std::int64_t>(goal.steps, run->trajectory.stepsDone))) {
        task.state = CALC_TEXT("Not yet: still above. Change something and play again.");
    } else {
        task.state = {CALC_TEXT("Play to see how far {0} comes."), {run->title}};
    }
    return task;
}

}  // namespace calc
