#include "core/scene/totals_prepare.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/totals_parts.h"
#include "core/table/date_cell.h"

namespace calc {
namespace {

Error cancelled() { return {ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}}; }

bool sameBars(const TotalsScene& a, const TotalsScene& b) {
    return a.along == b.along && a.value == b.value && a.weight == b.weight && a.order == b.order;
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

}  // namespace

Result<std::shared_ptr<const TotalsPrepared>> prepareTotals(const TotalsScene& scene, const ResourceTexts& data,
                                                            const TotalsPrepared* previous, const Task& task) {
    auto prepared = std::make_shared<TotalsPrepared>();
    prepared->scene = scene;
    const bool sameTable = takesOverData(scene, previous);
    if (sameTable) {
        prepared->table = previous->table;
    } else {
        auto table = totalsTable(scene, data, task);
        if (!table) return table.error();
        prepared->table = *table;
    }
    const bool hasSameBars = sameTable && sameBars(previous->scene, scene);
    if (hasSameBars) {
        prepared->bars = previous->bars;
    } else {
        auto bars = totalsBars(prepared->table->table, scene, task);
        if (!bars) return bars.error();
        prepared->bars = *bars;
    }
    const bool samePeriod =
        hasSameBars && previous->scene.from == scene.from && previous->scene.to == scene.to && previous->scene.areas == scene.areas;
    if (samePeriod) {
        prepared->period = previous->period;
    } else {
        auto period = totalsPeriod(*prepared->bars, scene, task);
        if (!period) return period.error();
        prepared->period = *period;
    }
    if (task.stop.stop_requested()) return cancelled();
    const bool sameDrawn = samePeriod && previous->scene.xRange == scene.xRange && previous->scene.yRange == scene.yRange;
    prepared->drawn = sameDrawn ? previous->drawn : totalsDrawn(*prepared);
    auto timeline = totalsTimes(*prepared);
    if (!timeline) return timeline.error();
    prepared->timeline = std::move(*timeline);
    return std::shared_ptr<const TotalsPrepared>(std::move(prepared));
}

Timeline totalsTimeline(const TotalsPrepared& prepared) { return prepared.timeline; }

std::string totalsNumbers(const TotalsPrepared& prepared) {
    const TotalsBars& bars = *prepared.bars;
    const TotalsPeriod& period = *prepared.period;
    const bool isByDay = bars.axis == TotalsAxis::Dates;
    const bool isWeighted = !bars.weight.empty();
    const bool hasAlong = bars.axis == TotalsAxis::Dates || bars.axis == TotalsAxis::Numbers;
    std::string csv = (hasAlong ? quoted(bars.along) : std::string("row")) + "," + quoted(bars.value);
    if (isWeighted) csv += "," + quoted(prepared.scene.weight);
    csv += ",running total,mean so far\n";
    for (std::size_t k = 1; k <= period.count; ++k) {
        const std::size_t bar = period.first + k - 1;
        const bool isLast = k == period.count;
        const double sum = isLast ? period.total.value : period.running[k];
        const double width = period.width(k);
        csv += isByDay && bars.left[bar] == std::floor(bars.left[bar]) ? isoDate(bars.left[bar])
               : hasAlong                                              ? shortest(bars.place(bar))
                                                                       : std::to_string(bar + 1);
        csv += "," + shortest(bars.height[bar]);
        if (isWeighted) csv += "," + shortest(bars.weight[bar]);
        csv += "," + shortest(sum) + ",";
        if (width > 0.0) csv += shortest(isLast ? period.mean.value : sum / width);
        csv += "\n";
    }
    return csv;
}

}  // namespace calc
