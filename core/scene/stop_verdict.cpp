#include "core/scene/stop_verdict.h"

namespace calc {
namespace {

Message titleOf(StopReason reason) {
    switch (reason) {
        case StopReason::Steps: return CALC_TEXT("Steps used up");
        case StopReason::AtRest: return CALC_TEXT("At rest");
        case StopReason::NoProgress: return CALC_TEXT("No progress");
        case StopReason::Diverged: return CALC_TEXT("Diverged");
        case StopReason::LeftDomain: return CALC_TEXT("Left the domain");
        case StopReason::Cancelled: return CALC_TEXT("Cancelled");
    }
    return {};
}

Role roleOf(StopReason reason) {
    if (reason == StopReason::AtRest) return Role::Ok;
    return reason == StopReason::Diverged || reason == StopReason::LeftDomain ? Role::Bad : Role::Ink2;
}

}  // namespace

bool fallsForEver(const Trajectory& run) {
    return run.stopped == StopReason::Diverged && !run.loss.empty() && run.lastLoss < run.loss.front();
}

Verdict stopVerdict(const Trajectory& run) {
    if (fallsForEver(run)) return {Role::Ink2, CALC_TEXT("No bottom"), run.why};
    return {roleOf(run.stopped), titleOf(run.stopped), run.why};
}

}  // namespace calc
