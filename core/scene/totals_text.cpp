#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/formula_parts.h"
#include "core/scene/mark_parts.h"
#include "core/scene/totals_choices.h"
#include "core/scene/totals_parts.h"
#include "core/table/date_cell.h"

namespace calc {
namespace {

constexpr int kMeanDigits = 6;
constexpr std::size_t kLongestName = 22;

FormulaBox equals() { return mathOperator("="); }
Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

/// Names of columns can be sentences; a character of several bytes is not cut.
std::string shortName(const std::string& name) {
    if (name.size() <= kLongestName) return name;
    std::size_t end = kLongestName - 1;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return name.substr(0, end) + "\u2026";
}

std::string whole(std::size_t count) { return displayInteger(static_cast<std::int64_t>(count)); }

bool isWeighted(const TotalsPrepared& prepared) { return !prepared.bars->weight.empty(); }

/// A weight or a place: whole ones with all their digits.
std::string weightText(double weight) {
    return weight == std::floor(weight) && std::fabs(weight) < 1e15 ? displayInteger(static_cast<std::int64_t>(weight))
                                                                    : displayNumber(weight, 6);
}

/// "731 days", "146 rows", or the sum of the weights.
std::string widthText(const TotalsPrepared& prepared, std::size_t done) {
    if (isWeighted(prepared)) return weightText(prepared.period->width(done));
    if (prepared.bars->isDaily) return whole(done) + (done == 1 ? " day" : " days");
    return whole(done) + (done == 1 ? " value" : " values");
}

std::size_t lastBar(const TotalsPrepared& prepared, const TotalsMoment& moment) {
    return prepared.period->first + (moment.done == 0 ? 0 : moment.done - 1);
}

Message areasName(TotalsAreas areas) {
    switch (areas) {
        case TotalsAreas::Weeks: return CALC_TEXT("weeks as areas");
        case TotalsAreas::Months: return CALC_TEXT("months as areas");
        case TotalsAreas::Quarters: return CALC_TEXT("quarters as areas");
        case TotalsAreas::Years: return CALC_TEXT("years as areas");
        case TotalsAreas::Bars: break;
    }
    return {};
}

Message endSentence(const TotalsPrepared& prepared, const TotalsMoment& moment) {
    const std::string total = totalText(prepared, moment.total);
    const std::string mean = meanText(moment.mean);
    if (isWeighted(prepared))
        return {CALC_TEXT("Wide bars count more: <secant>a rectangle of height {0}</secant> has the same <accumulated>area.</accumulated> "
                          "Were all equally wide, it would be {1}."),
                {mean, meanText(prepared.period->plainMean.value)}};
    if (prepared.scene.order == TotalsOrder::ByHeight)
        return {CALC_TEXT("What stands out above <secant>the mean, {0},</secant> fills what is missing below it: the same "
                          "<accumulated>area.</accumulated>"),
                {mean}};
    return {CALC_TEXT("{0} make <accumulated>{1}</accumulated> in all: <secant>a rectangle of height {2}</secant> over them has the same "
                      "area."),
            {widthText(prepared, moment.done), total, mean}};
}

}  // namespace

std::string dateText(double days) {
    static constexpr std::array<const char*, 12> kMonths = {CALC_TEXT("Jan"), CALC_TEXT("Feb"), CALC_TEXT("Mar"), CALC_TEXT("Apr"),
                                                            CALC_TEXT("May"), CALC_TEXT("Jun"), CALC_TEXT("Jul"), CALC_TEXT("Aug"),
                                                            CALC_TEXT("Sep"), CALC_TEXT("Oct"), CALC_TEXT("Nov"), CALC_TEXT("Dec")};
    const CivilDate date = civilDate(days);
    return std::to_string(date.day) + " " + kMonths[(date.month + 11U) % 12U] + " " + std::to_string(date.year);
}

std::string placeText(const TotalsBars& bars, std::size_t bar) {
    if (bars.axis == TotalsAxis::Weights) return weightText(bars.right[bar]);
    if (bars.axis == TotalsAxis::Rows) return whole(bar + 1);
    if (bars.axis == TotalsAxis::Numbers) return weightText(bars.place(bar));
    const double day = bars.left[bar];
    const double minutes = std::round((day - std::floor(day)) * 1440.0);
    std::string text = dateText(day);
    if (minutes < 1.0 || minutes >= 1440.0) return text;
    const auto number = [](double value) { return (value < 10.0 ? "0" : "") + std::to_string(static_cast<int>(value)); };
    return text + " " + number(std::floor(minutes / 60.0)) + ":" + number(std::fmod(minutes, 60.0));
}

std::string totalText(const TotalsPrepared& prepared, double total) {
    constexpr double kLargest = 1e12;
    const double size = std::fabs(total);
    const int decimals = prepared.bars->decimals;
    if (decimals == 0 && total == std::floor(total) && size < 1e15) return displayInteger(static_cast<std::int64_t>(total));
    if (size >= kLargest) return displayNumber(total, 7);
    return displayFixed(total, std::clamp(std::max(decimals, 1), 0, decimalsFor(size, 10)));
}

std::string meanText(double mean) {
    const double size = std::fabs(mean);
    if (mean == 0.0) return "0";
    if (size >= 1e12 || size < 1e-4) return displayNumber(mean, kMeanDigits);
    return displayFixed(mean, decimalsFor(size, kMeanDigits));
}

Message totalsTitle(const TotalsPrepared& prepared) {
    const TotalsBars& bars = *prepared.bars;
    const std::string name = shortName(bars.value);
    if (bars.axis == TotalsAxis::Weights) return {CALC_TEXT("{0}: each bar as wide as {1}"), {name, shortName(prepared.scene.weight)}};
    const Message areas = prepared.period->areas.empty() ? Message() : areasName(prepared.scene.areas);
    if (bars.isDaily && !areas.empty()) return {CALC_TEXT("{0}: days as bars, {1}"), {name, renderPlainEnglish(areas)}};
    if (bars.isDaily) return {CALC_TEXT("{0}: days as bars"), {name}};
    if (!areas.empty()) return {CALC_TEXT("{0}: values as bars, {1}"), {name, renderPlainEnglish(areas)}};
    if (prepared.scene.order == TotalsOrder::ByHeight) return {CALC_TEXT("{0}: rows as bars, the low ones first"), {name}};
    return {CALC_TEXT("{0}: values as bars"), {name}};
}

FormulaLine totalsFormula(const TotalsPrepared& prepared, const TotalsMoment& moment) {
    const TotalsBars& bars = *prepared.bars;
    FormulaLine line;
    line.caption =
        isWeighted(prepared) ? Message(CALC_TEXT("Total so far, and weighted mean")) : Message(CALC_TEXT("Total so far, and mean"));
    const std::string total = totalText(prepared, moment.total);
    const bool hasEnds = bars.axis == TotalsAxis::Dates || bars.axis == TotalsAxis::Numbers;
    const std::size_t first = prepared.period->first;
    const FormulaBox from = mathText(hasEnds ? placeText(bars, first) : whole(first + 1));
    const FormulaBox to = mathText(hasEnds ? placeText(bars, lastBar(prepared, moment)) : whole(lastBar(prepared, moment) + 1));
    std::vector<FormulaBox> sum{mathSum(from, to), mathSpace("thin"), mathText(shortName(bars.value))};
    if (isWeighted(prepared)) sum.insert(sum.end(), {mathOperator("\u00B7"), mathText(shortName(prepared.scene.weight))});
    sum.insert(sum.end(), {equals(), mathText(moment.done == 0 ? std::string("0") : total)});
    line.symbols = coloured(Role::Accumulated, mathRow(std::move(sum)));
    if (moment.done == 0) {
        line.numbers = coloured(Role::Secant, mathRow({mathText("mean"), equals(), mathText("\u2013")}));
        return line;
    }
    line.numbers = coloured(Role::Secant,
                            mathRow({mathText("mean"), equals(), mathFraction(mathText(total), mathText(widthText(prepared, moment.done))),
                                     equals(), mathText(meanText(moment.mean))}));
    return line;
}

Message totalsSentence(const TotalsPrepared& prepared, const TotalsMoment& moment) {
    const TotalsBars& bars = *prepared.bars;
    if (moment.done == 0)
        return CALC_TEXT("Nothing is added yet: <accumulated>the running total starts at 0.</accumulated> Let x walk over the bars.");
    if (moment.isEnd) return endSentence(prepared, moment);
    const std::string total = totalText(prepared, moment.total);
    if (bars.axis == TotalsAxis::Dates)
        return {CALC_TEXT("Up to {0} it is <accumulated>{1}</accumulated> in all: <accumulated>the running total</accumulated> climbs "
                          "steeply where bars are high."),
                {placeText(bars, lastBar(prepared, moment)), total}};
    return {
        CALC_TEXT("Each bar adds its area: <accumulated>{0}</accumulated> so far, as much as <secant>a rectangle of height {1}.</secant>"),
        {total, meanText(moment.mean)}};
}

Message totalsPosition(const TotalsPrepared& prepared, const TotalsMoment& moment) {
    if (prepared.bars->axis == TotalsAxis::Dates && moment.done > 0)
        return {CALC_TEXT("to {0}"), {placeText(*prepared.bars, lastBar(prepared, moment))}};
    return {CALC_TEXT("{0} of {1}"), {static_cast<std::int64_t>(moment.done), static_cast<std::int64_t>(prepared.period->count)}};
}

void addTotalsReadouts(Frame& frame, const TotalsPrepared& prepared, const TotalsMoment& moment) {
    const TotalsBars& bars = *prepared.bars;
    const auto line = [](Role role) { return plainStyle(role, LineKind::Default, LineWeight::Secondary); };
    if (moment.done > 0) {
        const std::size_t bar = lastBar(prepared, moment);
        const Message label = bars.axis == TotalsAxis::Dates     ? plain(placeText(bars, bar))
                              : bars.axis == TotalsAxis::Numbers ? Message(CALC_TEXT("at {0}"), {placeText(bars, bar)})
                                                                 : Message(CALC_TEXT("bar {0}"), {whole(bar + 1)});
        frame.readouts.push_back(
            {"bar", label, plain(totalText(prepared, bars.height[bar])), {}, Role::Curve, false, false, line(Role::Curve)});
    }
    if (isWeighted(prepared)) {
        frame.readouts.push_back(
            {"width", {"{0}", {shortName(prepared.scene.weight)}}, plain(widthText(prepared, moment.done)), {}, Role::Ink});
        frame.readouts.push_back(
            {"plain", CALC_TEXT("plain mean of all"), plain(meanText(prepared.period->plainMean.value)), {}, Role::Ink});
    } else {
        frame.readouts.push_back({"count",
                                  bars.isDaily ? Message(CALC_TEXT("days")) : Message(CALC_TEXT("values")),
                                  {CALC_TEXT("{0} of {1}"), {whole(moment.done), whole(prepared.period->count)}},
                                  {},
                                  Role::Ink});
    }
    if (bars.rejected.count > 0)
        frame.readouts.push_back({"rejected", CALC_TEXT("rows left out"), plain(displayInteger(bars.rejected.count)), {}, Role::Bad});
    Readout total{"total", CALC_TEXT("total"),     plain(totalText(prepared, moment.total)), {}, Role::Accumulated, true,
                  true,    line(Role::Accumulated)};
    if (moment.isEnd) {
        const Estimate& known = prepared.period->total;
        total.note = known.error > 0.0 ? Message(CALC_TEXT("known to \u00B1{0}"), {displayErrorBound(known.error)})
                                       : Message(CALC_TEXT("exact: whole numbers"));
    }
    frame.readouts.push_back(std::move(total));
    Readout mean{"mean", CALC_TEXT("mean"), plain(moment.done > 0 ? meanText(moment.mean) : std::string("\u2013")), {}, Role::Secant, true,
                 false,  line(Role::Secant)};
    mean.note = bars.isDaily ? Message(CALC_TEXT("a day")) : Message(CALC_TEXT("height of the equal rectangle"));
    frame.readouts.push_back(std::move(mean));
}

}  // namespace calc
