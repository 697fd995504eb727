#include "core/scene/step_moment.h"

#include <algorithm>

namespace calc {

StepMoment momentAt(const Timeline& timeline, double time) {
    constexpr double kHair = 1e-6;
    const double shown = std::clamp(time, 0.0, timeline.duration);
    StepMoment moment;
    moment.step = static_cast<std::size_t>(stepAt(timeline, shown));
    if (moment.step + 1 >= timeline.stops.size()) return moment;
    const double from = timeline.stops[moment.step];
    const double part = std::clamp((shown - from) / (timeline.stops[moment.step + 1] - from), 0.0, 1.0);
    moment.part = part < kHair ? 0.0 : part;
    return moment;
}

}  // namespace calc
