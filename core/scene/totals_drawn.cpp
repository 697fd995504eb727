#include <algorithm>
#include <cmath>

#include "core/scene/chosen_range.h"
#include "core/scene/totals_parts.h"

namespace calc {
namespace {

constexpr double kBeside = 0.012;   // of the data's length, on both sides of it
constexpr double kAbove = 0.14;     // of the highest bar: room for the names of the bounds
constexpr double kAboveSum = 0.26;  // room for the number over the end of the line

Range windowOf(const TotalsBars& bars) {
    const Range data{bars.left.front(), bars.right.back()};
    const double beside = data.length() > 0.0 ? kBeside * data.length() : 1.0;
    return {data.low - beside, data.high + beside};
}

/// From the axis at 0 to the extremes; where nothing is negative it begins at 0.
Range valuesFrom0(double low, double high, double above) {
    low = std::min(0.0, low);
    high = std::max(0.0, high);
    if (!(high > low)) return {0.0, 1.0};
    const double length = high - low;
    const double step = roundStep(length / 40.0);
    const auto up = [step](double value) { return step > 1e-300 && std::isfinite(step) ? std::ceil(value / step) * step : value; };
    return {low < 0.0 ? -up(-low + 0.05 * length) : 0.0, high > 0.0 ? up(high + above * length) : up(0.05 * length)};
}

struct Extremes {
    double low = 0.0;
    double high = 0.0;
};

/// The bars of a column as two boxes: as far as one of them reaches, and as far as all of them do.
void addColumn(TotalsDrawn& drawn, double left, double right, Extremes seen) {
    drawn.high.push_back({{left, std::min(0.0, seen.low)}, {right, std::max(0.0, seen.high)}});
    drawn.low.push_back({{left, std::min(0.0, seen.high)}, {right, std::max(0.0, seen.low)}});
}

void thinBars(TotalsDrawn& drawn, const TotalsBars& bars, std::size_t first, std::size_t end) {
    const double column = drawn.x.length() / static_cast<double>(kDrawnColumns);
    std::size_t i = first;
    while (i < end) {
        const double left = bars.left[i];
        const double border = drawn.x.low + (std::floor((left - drawn.x.low) / column) + 1.0) * column;
        Extremes seen{bars.height[i], bars.height[i]};
        double right = bars.right[i];
        for (++i; i < end && bars.left[i] < border; ++i) {
            seen = {std::min(seen.low, bars.height[i]), std::max(seen.high, bars.height[i])};
            right = bars.right[i];
        }
        addColumn(drawn, left, right, seen);
    }
}

void drawBars(TotalsDrawn& drawn, const TotalsBars& bars) {
    const auto from = std::upper_bound(bars.right.begin(), bars.right.end(), drawn.x.low) - bars.right.begin();
    const auto to = std::lower_bound(bars.left.begin(), bars.left.end(), drawn.x.high) - bars.left.begin();
    const auto first = static_cast<std::size_t>(from);
    const std::size_t end = std::max(first, static_cast<std::size_t>(to));
    if (end - first > kDrawnColumns) {
        thinBars(drawn, bars, first, end);
        return;
    }
    for (std::size_t i = first; i < end; ++i) {
        const double height = bars.height[i];
        drawn.high.push_back({{bars.left[i], std::min(0.0, height)}, {bars.right[i], std::max(0.0, height)}});
    }
}

/// The running total; of many bars the lowest and highest of each group, where it turns between them.
Points sumPoints(const TotalsBars& bars, const TotalsPeriod& period) {
    std::vector<Vec2> points{{bars.left[period.first], 0.0}};
    const std::size_t group = (period.count + kDrawnColumns - 1) / kDrawnColumns;
    const auto add = [&](std::size_t k) { points.push_back({bars.right[period.first + k - 1], period.running[k]}); };
    for (std::size_t k = 1; k <= period.count; k += group) {
        const std::size_t last = std::min(period.count, k + group - 1);
        if (group == 1) {
            const double left = bars.left[period.first + k - 1];
            if (left > points.back().x) points.push_back({left, period.running[k - 1]});
            add(k);
            continue;
        }
        const auto begin = period.running.begin() + static_cast<std::ptrdiff_t>(k);
        const auto [low, high] = std::minmax_element(begin, begin + static_cast<std::ptrdiff_t>(last - k + 1));
        std::size_t lowAt = static_cast<std::size_t>(low - period.running.begin());
        std::size_t highAt = static_cast<std::size_t>(high - period.running.begin());
        if (lowAt > highAt) std::swap(lowAt, highAt);
        if (lowAt != last) add(lowAt);
        if (highAt != last && highAt != lowAt) add(highAt);
        add(last);
    }
    return std::make_shared<const std::vector<Vec2>>(std::move(points));
}

}  // namespace

std::shared_ptr<const TotalsDrawn> totalsDrawn(const TotalsPrepared& prepared) {
    const TotalsBars& bars = *prepared.bars;
    const TotalsPeriod& period = *prepared.period;
    auto drawn = std::make_shared<TotalsDrawn>();
    drawn->x = prepared.scene.xRange.value_or(windowOf(bars));
    const auto [low, high] = std::minmax_element(bars.height.begin(), bars.height.end());
    drawn->y = prepared.scene.yRange.value_or(valuesFrom0(*low, *high, kAbove));
    const auto [least, most] = std::minmax_element(period.running.begin(), period.running.end());
    drawn->sumY = valuesFrom0(*least, *most, kAboveSum);
    drawBars(*drawn, bars);
    drawn->sum = sumPoints(bars, period);
    drawn->barMarks = totalsBarMarks(prepared, *drawn);
    drawn->sumMarks = totalsSumMarks(prepared, *drawn);
    return drawn;
}

}  // namespace calc
