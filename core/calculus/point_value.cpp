#include "core/calculus/point_value.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/derivative_local.h"

namespace calc {

PointValue pointValue(const Expression& expression, std::span<const Variable> variables, std::span<const double> point) {
    using Kind = PointValue::Kind;
    local::Line line;
    const std::size_t count = std::min(variables.size(), point.size());
    if (!std::all_of(point.begin(), point.end(), [](double v) { return std::isfinite(v); })) return {Kind::Undetermined, 0.0};
    for (std::size_t i = 0; i < count; ++i) line.origin[static_cast<std::size_t>(variables[i])] = point[i];
    local::LocalValue found = local::evaluateWithHundred(expression, line);
    line.work = found.workLeft;
    if (found.wantsMoreDigits) found = local::evaluateWithThousand(expression, line);
    if (!found.isKnown || found.doubtful) return {Kind::Undetermined, 0.0};
    if (!found.hasValue) return {Kind::Undefined, 0.0};
    return {std::isinf(found.value) ? Kind::Overflow : Kind::Value, found.value == 0.0 ? 0.0 : found.value};
}

}  // namespace calc
