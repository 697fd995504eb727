#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/accumulation_parts.h"
#include "core/scene/formula_parts.h"
#include "core/scene/mark_parts.h"
#include "core/scene/totals_parts.h"

namespace calc {
namespace {

constexpr std::size_t kMostRuns = 2000;

Points shared(std::vector<Vec2> points) { return std::make_shared<const std::vector<Vec2>>(std::move(points)); }

void addBoxes(Marks& marks, const char* id, Role role, std::vector<Box> boxes) {
    if (boxes.empty()) return;
    marks.push_back(Boxes{id, plainStyle(role), std::make_shared<const std::vector<Box>>(std::move(boxes))});
}

/// The tops of the bars as one line.
Points topsOf(const std::vector<Box>& boxes) {
    std::vector<Vec2> line;
    for (const Box& box : boxes) {
        const double top = box.high.y > 0.0 ? box.high.y : box.low.y;
        if (!line.empty() && line.back().x < box.low.x) line.push_back({std::nan(""), std::nan("")});
        line.push_back({box.low.x, top});
        line.push_back({box.high.x, top});
    }
    return shared(std::move(line));
}

double periodBegin(const TotalsPrepared& prepared) { return prepared.bars->left[prepared.period->first]; }
double periodEnd(const TotalsPrepared& prepared) { return prepared.bars->right[prepared.period->first + prepared.period->count - 1]; }

void addBound(Marks& marks, const TotalsPrepared& prepared, Range x, Range y, bool isStart, bool isNamed) {
    const double place = isStart ? periodBegin(prepared) : periodEnd(prepared);
    if (!x.contains(place)) return;
    const char* id = isStart ? "from" : "to";
    marks.push_back(Rule{id, plainStyle(Role::Integrals, LineKind::Dashed, LineWeight::Secondary), Orientation::Vertical, place});
    if (!isNamed) return;
    const std::size_t bar = prepared.period->first + (isStart ? 0 : prepared.period->count - 1);
    const bool isByWidth = prepared.bars->axis == TotalsAxis::Weights;
    const bool flips = isStart ? place > x.low + 0.86 * x.length() : place < x.low + 0.14 * x.length();
    const bool isRight = isStart != flips;
    marks.push_back(
        Label{std::string(id) + "-name",
              plainStyle(Role::Integrals),
              {place, y.high},
              isRight ? Anchor::BelowRight : Anchor::BelowLeft,
              Message("{0}", {isByWidth ? displayInteger(static_cast<std::int64_t>(std::round(place))) : placeText(*prepared.bars, bar)}),
              false});
}

/// A stretch of the calendar, or what of it was passed, as boxes of one height.
void appendArea(std::vector<Box>& above, std::vector<Box>& below, const TotalsPrepared& prepared, std::size_t first, std::size_t count) {
    const TotalsPeriod& period = *prepared.period;
    const double width = period.width(first + count) - period.width(first);
    if (count == 0 || !(width > 0.0)) return;
    const double mean = (period.running[first + count] - period.running[first]) / width;
    for (const Box& box : levelBoxes(*prepared.bars, period.first + first, count, mean)) (mean < 0.0 ? below : above).push_back(box);
}

/// The drawn bars between the start of the period and x.
void appendBars(std::vector<Box>& above, std::vector<Box>& below, const TotalsPrepared& prepared, double x) {
    const double from = periodBegin(prepared);
    for (const Box& each : prepared.drawn->high) {
        Box box = each;
        box.low.x = std::max(box.low.x, from);
        box.high.x = std::min(box.high.x, x);
        if (!(box.low.x < box.high.x)) continue;
        if (box.high.y > 0.0) above.push_back({{box.low.x, 0.0}, box.high});
        if (box.low.y < 0.0) below.push_back({box.low, {box.high.x, 0.0}});
    }
}

/// The rectangle of equal area: its outline, and its height as a number.
void addMean(Marks& marks, const TotalsPrepared& prepared, const TotalsMoment& moment) {
    std::vector<Vec2> outline;
    for (const Box& box : levelBoxes(*prepared.bars, prepared.period->first, moment.done, moment.mean)) {
        if (!outline.empty()) outline.push_back({std::nan(""), std::nan("")});
        outline.push_back({box.low.x, 0.0});
        outline.push_back({box.low.x, moment.mean});
        outline.push_back({box.high.x, moment.mean});
        outline.push_back({box.high.x, 0.0});
    }
    marks.push_back(Polyline{"mean", plainStyle(Role::Secant), shared(std::move(outline)), true});
    const Range x = prepared.drawn->x;
    const double begin = std::max(periodBegin(prepared), x.low);
    const double place =
        std::clamp(begin + 0.5 * (std::min(moment.x, x.high) - begin), x.low + 0.1 * x.length(), x.high - 0.1 * x.length());
    const FormulaBox text = mathRow({mathText("mean"), mathOperator("="), mathText(meanText(moment.mean))});
    if (prepared.drawn->y.contains(moment.mean))
        marks.push_back(Label{"mean-name", plainStyle(Role::Secant), {place, moment.mean}, Anchor::Above, text, true});
}

}  // namespace

std::vector<Box> levelBoxes(const TotalsBars& bars, std::size_t first, std::size_t count, double height) {
    std::vector<Box> boxes;
    const auto add = [&](std::size_t from, std::size_t end) {
        boxes.push_back({{bars.left[from], std::min(0.0, height)}, {bars.right[end - 1], std::max(0.0, height)}});
    };
    const std::size_t end = first + count;
    auto next = std::upper_bound(bars.runs.begin(), bars.runs.end(), first);
    const auto last = std::lower_bound(next, bars.runs.end(), end);
    if (static_cast<std::size_t>(last - next) > kMostRuns) next = last;
    for (; next != last; ++next) {
        add(first, *next);
        first = *next;
    }
    add(first, end);
    return boxes;
}

std::shared_ptr<const Marks> totalsBarMarks(const TotalsPrepared& prepared, const TotalsDrawn& drawn) {
    auto marks = std::make_shared<Marks>();
    if (drawn.y.low < 0.0) addZeroLines(*marks, {drawn.x.low, drawn.x.high}, drawn.y);
    addBoxes(*marks, "bars", Role::Curve, drawn.high);
    addBoxes(*marks, "bars-low", Role::Curve, drawn.low);
    const bool isDense = drawn.high.size() > 60;
    if (isDense) marks->push_back(Polyline{"tops", plainStyle(Role::Curve, LineKind::Solid, LineWeight::Hair), topsOf(drawn.high), false});
    addBound(*marks, prepared, drawn.x, drawn.y, true, true);
    addBound(*marks, prepared, drawn.x, drawn.y, false, true);
    return marks;
}

std::shared_ptr<const Marks> totalsSumMarks(const TotalsPrepared& prepared, const TotalsDrawn& drawn) {
    auto marks = std::make_shared<Marks>();
    if (drawn.sumY.low < 0.0) addZeroLines(*marks, drawn.x, drawn.sumY);
    addBound(*marks, prepared, drawn.x, drawn.sumY, true, false);
    addBound(*marks, prepared, drawn.x, drawn.sumY, false, false);
    marks->push_back(Polyline{"coming", plainStyle(Role::Accumulated, LineKind::Dotted, LineWeight::Secondary), drawn.sum, false});
    return marks;
}

void addPassedBars(Marks& marks, const TotalsPrepared& prepared, const TotalsMoment& moment) {
    if (moment.done == 0) return;
    std::vector<Box> above;
    std::vector<Box> below;
    for (const TotalsArea& area : prepared.period->areas) {
        if (area.first >= moment.done) break;
        appendArea(above, below, prepared, area.first, std::min(area.count, moment.done - area.first));
    }
    if (prepared.period->areas.empty()) appendBars(above, below, prepared, moment.x);
    addBoxes(marks, "area", Role::AreaPositive, std::move(above));
    addBoxes(marks, "area-below", Role::AreaNegative, std::move(below));
    const Range y = prepared.drawn->y;
    marks.push_back(Polyline{"down", plainStyle(Role::Tangent, LineKind::Dotted, LineWeight::Hair),
                             lineOf({moment.x, y.low}, {moment.x, y.high}), false});
    if (prepared.scene.showMean) addMean(marks, prepared, moment);
}

void addRunningTotal(Marks& marks, const TotalsPrepared& prepared, const TotalsMoment& moment) {
    const TotalsDrawn& drawn = *prepared.drawn;
    const Vec2 start{periodBegin(prepared), 0.0};
    const Vec2 at{moment.x, moment.total};
    std::vector<Vec2> line = lineBetween(*drawn.sum, start.x, moment.x);
    marks.push_back(Polyline{"drawn", plainStyle(Role::Accumulated), shared(std::move(line)), true});
    if (prepared.scene.showMean && moment.done > 0)
        marks.push_back(Polyline{"chord", plainStyle(Role::Secant, LineKind::Default, LineWeight::Secondary), lineOf(start, at), false});
    marks.push_back(
        Polyline{"down", plainStyle(Role::Tangent, LineKind::Dotted, LineWeight::Hair), lineOf(at, {at.x, drawn.sumY.high}), false});
    marks.push_back(
        Polyline{"level", plainStyle(Role::Accumulated, LineKind::Dotted, LineWeight::Hair), lineOf({drawn.x.low, at.y}, at), false});
    if (!drawn.x.contains(at.x)) return;
    marks.push_back(Marker{"point", plainStyle(Role::Accumulated), MarkerShape::Disc, at});
    if (moment.done == 0) return;  // nothing yet: the axis says 0
    const bool isRight = at.x > drawn.x.low + 0.6 * drawn.x.length();
    const Anchor anchor = isRight ? Anchor::AboveLeft : Anchor::BelowRight;
    marks.push_back(Label{"value", plainStyle(Role::Accumulated), at, anchor, Message("{0}", {totalText(prepared, moment.total)}), true});
    if (!prepared.scene.showMean || moment.done < 2) return;
    const double share = 0.45;
    const Vec2 middle = start + share * (at - start);
    if (at.x - start.x > 0.3 * drawn.x.length() && drawn.x.contains(middle.x))
        marks.push_back(Label{"chord-name", plainStyle(Role::Secant), middle, at.y < 0.0 ? Anchor::AboveRight : Anchor::BelowRight,
                              Message(CALC_TEXT("slope = mean")), false});
}

}  // namespace calc
