#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/chosen_range.h"
#include "core/scene/totals_parts.h"
#include "core/table/date_cell.h"

namespace calc {
namespace {

constexpr double kSeconds = 12.0;
constexpr std::size_t kMostStops = 2000;
constexpr int kTicks = 6;

double timeAfter(const TotalsPeriod& period, std::size_t done) {
    return done == period.count ? kSeconds : kSeconds * static_cast<double>(done) / static_cast<double>(period.count);
}

/// How many bars of the period were passed when x has come to a place.
Result<std::size_t> passedAt(const TotalsPrepared& prepared) {
    const TotalsBars& bars = *prepared.bars;
    const TotalsPeriod& period = *prepared.period;
    if (prepared.scene.at.empty()) return period.count;
    double place = 0.0;
    if (bars.axis == TotalsAxis::Dates) {
        const auto day = dateOfCell(prepared.scene.at, DateOrder::DayMonthYear);
        if (!day)
            return Error{
                ErrorCode::BadValue, {CALC_TEXT("{0} is no day; write it as 2011-03-31."), {prepared.scene.at}}, std::nullopt, "at"};
        place = *day == std::floor(*day) ? *day + 1.0 - 1e-9 : *day;
    } else {
        const auto number = parseNumber(prepared.scene.at);
        if (!number) {
            Error error = number.error();
            error.field = "at";
            return error;
        }
        place = *number;
    }
    std::size_t low = 0;
    std::size_t high = period.count;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        bars.place(period.first + middle) <= place ? low = middle + 1 : high = middle;
    }
    return low;
}

void addDateTicks(Timeline& timeline, const TotalsPrepared& prepared) {
    const TotalsBars& bars = *prepared.bars;
    const TotalsPeriod& period = *prepared.period;
    const auto begin = bars.left.begin() + static_cast<std::ptrdiff_t>(period.first);
    const auto end = begin + static_cast<std::ptrdiff_t>(period.count);
    constexpr double kMonth = 30.44;
    const double months = (bars.right[period.first + period.count - 1] - *begin) / kMonth;
    int step = 1;
    for (const int each : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 12000}) {
        step = each;
        if (months / each <= kTicks) break;
    }
    const CivilDate first = civilDate(*begin);
    int count = 12 * first.year + static_cast<int>(first.month) - 1;
    count -= ((count % step) + step) % step;
    for (int i = 0; i <= kTicks + 1; ++i, count += step) {
        const double day = daysOf({count / 12, static_cast<unsigned>(count % 12) + 1, 1});
        const auto at = std::lower_bound(begin, end, day);
        if (day < *begin || at == end) continue;
        const std::string name = count % 12 == 0 ? std::to_string(count / 12) : dateText(day).substr(2, 3);
        timeline.ticks.push_back({timeAfter(period, static_cast<std::size_t>(at - begin)), {"{0}", {name}}});
    }
}

void addCountTicks(Timeline& timeline, const TotalsPeriod& period) {
    const auto step = static_cast<std::size_t>(std::max(1.0, roundStep(std::max(1.0, static_cast<double>(period.count) / (kTicks - 1)))));
    for (std::size_t done = 0; done <= period.count; done += step)
        timeline.ticks.push_back({timeAfter(period, done), {"{0}", {static_cast<std::int64_t>(done)}}});
}

}  // namespace

Result<Timeline> totalsTimes(const TotalsPrepared& prepared) {
    const TotalsPeriod& period = *prepared.period;
    const auto passed = passedAt(prepared);
    if (!passed) return passed.error();
    Timeline timeline;
    timeline.duration = kSeconds;
    const std::size_t stops = std::min(period.count, kMostStops);
    for (std::size_t i = 0; i <= stops; ++i) timeline.stops.push_back(timeAfter(period, i * period.count / stops));
    timeline.opening = timeAfter(period, *passed);
    if (prepared.bars->axis == TotalsAxis::Dates)
        addDateTicks(timeline, prepared);
    else
        addCountTicks(timeline, period);
    return timeline;
}

TotalsMoment totalsMomentAt(const TotalsPrepared& prepared, double time) {
    const TotalsBars& bars = *prepared.bars;
    const TotalsPeriod& period = *prepared.period;
    const double share = std::clamp(time / kSeconds, 0.0, 1.0);
    TotalsMoment moment;
    moment.done = std::min(period.count, static_cast<std::size_t>(share * static_cast<double>(period.count) + 1e-6));
    moment.isEnd = moment.done == period.count;
    moment.x = moment.done == 0 ? bars.left[period.first] : bars.right[period.first + moment.done - 1];
    moment.total = moment.isEnd ? period.total.value : period.running[moment.done];
    const double width = period.width(moment.done);
    moment.mean = moment.isEnd ? period.mean.value : width > 0.0 ? moment.total / width : 0.0;
    return moment;
}

std::string placeAsTyped(const TotalsBars& bars, std::size_t bar) {
    return bars.axis == TotalsAxis::Dates ? isoDate(bars.left[bar]) : shortest(bars.place(bar));
}

std::string totalsPlace(const TotalsPrepared& prepared, double time) {
    const TotalsBars& bars = *prepared.bars;
    const TotalsMoment moment = totalsMomentAt(prepared, time);
    if (moment.isEnd) return {};
    const std::size_t first = prepared.period->first;
    if (moment.done > 0) return placeAsTyped(bars, first + moment.done - 1);
    return bars.axis == TotalsAxis::Dates ? isoDate(bars.left[first] - 1.0) : shortest(bars.left[first] - 1.0);
}

}  // namespace calc
