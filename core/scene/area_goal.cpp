#include <cmath>

#include "core/scene/area_partition.h"
#include "core/scene/area_parts.h"
#include "core/scene/formula_parts.h"

namespace calc {
namespace {

bool isBelow(double sum, const AreaPrepared& prepared) { return std::fabs(sum - prepared.exact->integral.value) < *prepared.scene.goal; }

/// "0.01" as it stands in a task; what is too small for that as a power of ten.
std::string goalText(double goal) { return goal >= 1e-4 ? shortest(goal) : displayNumber(goal, 3); }

/// The first number of pieces after `before`, up to `last`, at which the error is below the task's.
int firstBelow(const AreaPrepared& prepared, int before, int last, const Task& task) {
    for (int n = before + 1; n < last; ++n) {
        if (possiblePieces(prepared.scene, n) != n) continue;
        const auto sum = areaSum(prepared.function->height, prepared.exact->limits, prepared.scene, n, task);
        if (sum && sum->kind == RiemannSum::Kind::Value && isBelow(sum->sum.value, prepared)) return n;
    }
    return last;
}

}  // namespace

AreaGoalState areaGoal(const AreaPrepared& prepared, const Task& task) {
    AreaGoalState state;
    state.isKnown = prepared.sums && prepared.exact->integral.kind == IntegralKind::Value;
    if (!state.isKnown) return state;
    int before = 0;
    for (const AreaStop& stop : prepared.sums->stops) {
        if (stop.kind == RiemannSum::Kind::Value && isBelow(stop.sum, prepared)) {
            state.reached = firstBelow(prepared, before, stop.n, task);
            return state;
        }
        before = stop.n;
    }
    return state;
}

TaskReadout areaTask(const AreaPrepared& prepared, const AreaStop* stop) {
    TaskReadout readout;
    readout.text = {CALC_TEXT("How many pieces until the error is below {0}?"), {goalText(*prepared.scene.goal)}};
    if (!prepared.goal.isKnown || !stop) {
        readout.state = CALC_TEXT("There is no integral to compare the sums with.");
        return readout;
    }
    const std::int64_t n = stop->n;
    const double error = stop->kind == RiemannSum::Kind::Value ? std::fabs(stop->sum - prepared.exact->integral.value) : NAN;
    if (error < *prepared.scene.goal) {
        const bool isFirst = prepared.goal.reached && stop->n <= *prepared.goal.reached;
        readout.role = isFirst ? Role::Ok : Role::Undecided;
        readout.state = isFirst ? Message{CALC_TEXT("✓ Done: {0} are enough, the error is {1}."), {n, NumberArgument{error, 2}}}
                                : Message{CALC_TEXT("{0} are enough, but fewer do it, too: find the first."), {n}};
    } else if (!prepared.goal.reached) {
        readout.state = {CALC_TEXT("Not even {0} are enough with this rule. Try another one."), {std::int64_t{kMostPieces}}};
        readout.role = Role::Bad;
    } else if (std::isnan(error)) {
        readout.state = {CALC_TEXT("With {0} the sum has no value."), {n}};
    } else {
        readout.state = {CALC_TEXT("With {0} the error is {1}: not yet."), {n, NumberArgument{error, 2}}};
    }
    return readout;
}

}  // namespace calc
