#pragma once
#include <vector>

#include "core/base/message.h"
#include "core/scene/frame.h"

namespace calc {

/// The time axis of a Prepared: what the transport shows. Time is in seconds at speed 1.
struct Timeline {
    double duration = 0.0;      ///< 0: nothing runs; no transport
    std::vector<double> stops;  ///< ascending times of the steps, first 0, last duration; "one step back" goes to the stop before
    struct Tick {
        double time;
        Message label;
    };
    std::vector<Tick> ticks;    ///< under the track
    struct Event {
        double time;
        Look look;
        Message name;
    };
    std::vector<Event> events;  ///< above the track: "loss < 10⁻³" of each optimizer
    double opening = 0.0;       ///< where a freshly opened scene stands and a still picture is taken (default of render)
    bool loops = false;
};

/// The stop before / after a time; clamped.
double previousStop(const Timeline& timeline, double time);
double nextStop(const Timeline& timeline, double time);
double stopTime(const Timeline& timeline, int step);
/// Index of the last stop at or before the time.
int stepAt(const Timeline& timeline, double time);

}  // namespace calc
