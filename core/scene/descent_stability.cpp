#include <limits>

#include "core/scene/descent_parts.h"

namespace calc {

std::shared_ptr<const DescentStability> descentStability(const DescentLoss& loss, std::shared_ptr<const DescentRun> run, const Task& task) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    auto stability = std::make_shared<DescentStability>();
    stability->curvature.reserve(run->trajectory.points.size());
    for (const Vec2 point : run->trajectory.points) {
        if (task.stop.stop_requested()) break;
        const std::optional<Hessian> hessian = (*loss.curvature)(point);
        stability->curvature.push_back(hessian ? eigenvaluesOf(*hessian) : Eigenvalues{kNone, kNone, {}, {}});
    }
    stability->run = std::move(run);
    return stability;
}

}  // namespace calc
