#include "core/scene/timeline.h"

#include <algorithm>

namespace calc {
namespace {

// A playhead that was set from a stop and went through the transport's integer slider may come back a hair before it.
constexpr double kSlack = 1e-9;

}  // namespace

int stepAt(const Timeline& timeline, double time) {
    const auto after = std::upper_bound(timeline.stops.begin(), timeline.stops.end(), time + kSlack);
    return std::max(0, static_cast<int>(after - timeline.stops.begin()) - 1);
}

double stopTime(const Timeline& timeline, int step) {
    if (timeline.stops.empty()) return 0.0;
    const int last = static_cast<int>(timeline.stops.size()) - 1;
    return timeline.stops[static_cast<std::size_t>(std::clamp(step, 0, last))];
}

double previousStop(const Timeline& timeline, double time) {
    const auto here = std::lower_bound(timeline.stops.begin(), timeline.stops.end(), time - kSlack);
    if (here == timeline.stops.begin()) return stopTime(timeline, 0);
    return *(here - 1);
}

double nextStop(const Timeline& timeline, double time) {
    const auto after = std::upper_bound(timeline.stops.begin(), timeline.stops.end(), time + kSlack);
    if (after == timeline.stops.end()) return timeline.stops.empty() ? 0.0 : timeline.stops.back();
    return *after;
}

}  // namespace calc
