#include "core/scene/chosen_range.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/sampling.h"

namespace calc {
namespace {

constexpr double kRoundParts = 40.0;

}  // namespace

double roundStep(double length) {
    const double unit = std::pow(10.0, std::floor(std::log10(length)));
    for (const double factor : {5.0, 2.0}) {
        if (factor * unit <= length) return factor * unit;
    }
    return unit;
}

Range paddedRange(Range range, double padding) {
    if (!(range.length() > 1e-12 * std::max(std::fabs(range.low), std::fabs(range.high)))) {
        const double half = range.low == 0.0 ? 1.0 : 0.5 * std::fabs(range.low);
        range = {range.low - half, range.low + half};
    }
    const double margin = padding * range.length();
    const double step = roundStep(range.length() / kRoundParts);
    if (!(step > 1e-300) || !std::isfinite(step)) return {range.low - margin, range.high + margin};
    return {std::floor((range.low - margin) / step) * step, std::ceil((range.high + margin) / step) * step};
}

Range valueRange(std::span<const double> values, double keep) {
    Range range = robustRange(values);
    if (!(range.low <= range.high)) return {-1.0, 1.0};
    if (!std::isnan(keep)) range = {std::min(range.low, keep), std::max(range.high, keep)};
    // Half of the largest double keeps every difference of two coordinates finite.
    constexpr double kMost = 1e300;
    range = {std::max(range.low, -kMost), std::min(range.high, kMost)};
    return paddedRange(range);
}

Range wholeValueRange(std::span<const double> values, double keep) {
    const Range usual = valueRange(values, keep);
    Range whole = usual;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        whole = {std::min(whole.low, value), std::max(whole.high, value)};
    }
    return whole == usual || !(whole.length() <= kFarOut * usual.length()) ? usual : paddedRange(whole);
}

}  // namespace calc
