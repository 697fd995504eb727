#include <algorithm>
#include <cmath>

#include "core/scene/moved_kinds.h"
#include "core/table/date_cell.h"

namespace calc {
namespace {

/// The day that begins nearest to a place.
std::string dayText(double place) { return isoDate(std::clamp(std::round(place), daysOf({1, 1, 1}), daysOf({9999, 12, 31}))); }

/// Whether two days ("2011-03-31") come in this order; nothing typed is the end.
bool isOrdered(const std::string& from, const std::string& to) {
    const auto first = dateOfCell(from, DateOrder::DayMonthYear);
    const auto last = dateOfCell(to, DateOrder::DayMonthYear);
    return !first || !last || *first <= *last;
}

}  // namespace

bool hasFreeRanges(const TotalsScene&, std::string_view panel) { return panel == "bars"; }

TotalsScene movedKind(const TotalsScene& scene, std::string_view handle, Vec2 position, double resolution) {
    TotalsScene changed = scene;
    // Days begin at the handle of the start and have ended at that of the end.
    if (handle == "from-day") changed.from = dayText(position.x);
    if (handle == "to-day") changed.to = dayText(position.x - 1.0);
    if (handle == "x-day") changed.at = dayText(position.x - 1.0);
    if (handle == "from") changed.from = movedText(position.x, resolution);
    if (handle == "to") changed.to = movedText(position.x, resolution);
    if (handle == "x") changed.at = movedText(position.x, resolution);
    if (handle == "from-day" && !isOrdered(changed.from, changed.to)) changed.from = changed.to;
    if (handle == "to-day" && !isOrdered(changed.from, changed.to)) changed.to = changed.from;
    const bool movesEnds = changed.from != scene.from || changed.to != scene.to;
    if (movesEnds) changed.at.clear();
    return changed;
}

}  // namespace calc
