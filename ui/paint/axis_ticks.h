#pragma once
#include <QString>
#include <vector>

#include "core/scene/frame.h"

namespace calc {

struct AxisTick {
    double value = 0.0;
    QString label;
    bool operator==(const AxisTick&) const = default;
};
using AxisTicks = std::vector<AxisTick>;

/// Where an axis of this length (painter units) has its ticks, at least `spacing` apart, and what stands there. Linear: 1, 2 or 5 times a
/// power of ten, all labels with the same decimals; 10ⁿ where numbers are large or small; and where the range is tiny beside its values,
/// differences from the roundest number in it ("1 − 2 · 10⁻⁷"). An axis that has an origin names differences from it, too, once steps are
/// finer than hundredths. Logarithmic: powers of ten, every 1st, 2nd, 3rd …; within two decades
/// also 2 and 5 times them. Reciprocal: round x at 1/x, and infinity at 0. Days: beginnings of days, weeks, months, quarters or years, with
/// the year where one begins. A range that is empty or not finite has no ticks.
AxisTicks axisTicks(const Axis& axis, double length, double spacing);

}  // namespace calc
