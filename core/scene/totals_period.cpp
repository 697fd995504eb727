#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/totals_parts.h"
#include "core/table/date_cell.h"
#include "core/table/totals.h"

namespace calc {
namespace {

constexpr std::size_t kMostAreas = 3000;

Error inField(Error error, const char* field) {
    error.field = field;
    return error;
}

Result<double> readPlace(const TotalsBars& bars, const std::string& text, const char* field) {
    if (bars.axis == TotalsAxis::Dates) {
        if (const auto day = dateOfCell(text, DateOrder::DayMonthYear)) return *day;
        return Error{ErrorCode::BadValue, {CALC_TEXT("{0} is no day; write it as 2011-03-31."), {text}}, std::nullopt, field};
    }
    const auto number = parseNumber(text);
    if (!number) return inField(number.error(), field);
    return *number;
}

/// The first bar that does not lie before a place, or the number of bars.
std::size_t firstFrom(const TotalsBars& bars, double place) {
    std::size_t low = 0;
    std::size_t high = bars.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        bars.place(middle) < place ? low = middle + 1 : high = middle;
    }
    return low;
}

/// The whole of a day belongs to a period that ends with it.
double behind(const TotalsBars& bars, double place) {
    return bars.axis == TotalsAxis::Dates ? std::floor(place) + 1.0 : std::nextafter(place, HUGE_VAL);
}

void sumUp(TotalsPeriod& period, const TotalsBars& bars) {
    const std::span<const double> heights = std::span(bars.height).subspan(period.first, period.count);
    std::vector<double> products;
    std::span<const double> parts = heights;
    if (!bars.weight.empty()) {
        for (std::size_t i = 0; i < period.count; ++i) products.push_back(heights[i] * bars.weight[period.first + i]);
        parts = products;
        period.measure = runningTotal(std::span(bars.weight).subspan(period.first, period.count));
        period.measure.insert(period.measure.begin(), 0.0);
    }
    period.total = total(parts);
    // A product is rounded once.
    for (const double product : products) period.total.error += 0x1p-53 * std::fabs(product);
    period.running = runningTotal(parts);
    period.running.insert(period.running.begin(), 0.0);
}

std::optional<CalendarUnit> unitOf(TotalsAreas areas) {
    switch (areas) {
        case TotalsAreas::Bars: return std::nullopt;
        case TotalsAreas::Weeks: return CalendarUnit::Week;
        case TotalsAreas::Months: return CalendarUnit::Month;
        case TotalsAreas::Quarters: return CalendarUnit::Quarter;
        case TotalsAreas::Years: return CalendarUnit::Year;
    }
    return std::nullopt;
}

void findAreas(TotalsPeriod& period, const TotalsBars& bars, TotalsAreas areas) {
    const auto unit = unitOf(areas);
    if (!unit || bars.axis != TotalsAxis::Dates) return;
    const auto totals = calendarTotals(std::span(bars.left).subspan(period.first, period.count),
                                       std::span(bars.height).subspan(period.first, period.count), *unit);
    if (totals.size() > kMostAreas) return;
    for (const CalendarTotal& each : totals) period.areas.push_back({each.first, each.count});
}

}  // namespace

Result<std::shared_ptr<const TotalsPeriod>> totalsPeriod(const TotalsBars& bars, const TotalsScene& scene, const Task& task) {
    auto period = std::make_shared<TotalsPeriod>();
    std::optional<double> from;
    std::optional<double> to;
    if (!scene.from.empty()) {
        const auto place = readPlace(bars, scene.from, "from");
        if (!place) return place.error();
        from = *place;
    }
    if (!scene.to.empty()) {
        const auto place = readPlace(bars, scene.to, "to");
        if (!place) return place.error();
        to = *place;
    }
    if (from && to && *from > *to) std::swap(*from, *to);
    // At least one bar: the one that is nearest.
    const std::size_t last = bars.size() - 1;
    period->first = from ? std::min(firstFrom(bars, *from), last) : 0;
    const std::size_t end = to ? firstFrom(bars, behind(bars, *to)) : bars.size();
    if (to && end <= period->first && !from) period->first = 0;
    period->count = std::max<std::size_t>(end, period->first + 1) - period->first;
    sumUp(*period, bars);
    if (!std::isfinite(period->total.value))
        return Error{ErrorCode::TooLarge, CALC_TEXT("The total is larger than a double can hold."), std::nullopt, "value"};
    const std::span<const double> heights = std::span(bars.height).subspan(period->first, period->count);
    const auto plain = mean(heights);
    const auto weighted = bars.weight.empty() ? plain : weightedMean(heights, std::span(bars.weight).subspan(period->first, period->count));
    if (!weighted) return weighted.error();
    period->plainMean = *plain;
    period->mean = *weighted;
    if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    findAreas(*period, bars, scene.areas);
    return std::shared_ptr<const TotalsPeriod>(std::move(period));
}

}  // namespace calc
