#include "core/table/totals.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/table/date_cell.h"

namespace calc {
namespace {

/// Neumaier's sum: what rounding took from the sum is kept beside it.
struct CompensatedSum {
    double sum = 0.0;
    double lost = 0.0;

    void add(double x) {
        const double next = sum + x;
        lost += std::fabs(sum) >= std::fabs(x) ? (sum - next) + x : (x - next) + sum;
        sum = next;
    }
    double value() const { return std::isfinite(sum) ? sum + lost : sum; }
};

constexpr double kUlp = std::numeric_limits<double>::epsilon();

Error noRows() { return {ErrorCode::BadValue, Message(CALC_TEXT("There is no value to take a mean of.")), std::nullopt, "column"}; }

double unitBegin(double day, CalendarUnit unit) {
    const double whole = std::floor(day);
    if (unit == CalendarUnit::Week) return whole - std::fmod(std::fmod(whole + 3.0, 7.0) + 7.0, 7.0);  // 1970-01-01 was a Thursday
    CivilDate date = civilDate(whole);
    date.day = 1;
    if (unit == CalendarUnit::Quarter) date.month = 1 + (date.month - 1) / 3 * 3;
    if (unit == CalendarUnit::Year) date.month = 1;
    return daysOf(date);
}

double unitEnd(double begin, CalendarUnit unit) {
    if (unit == CalendarUnit::Week) return begin + 7.0;
    CivilDate date = civilDate(begin);
    date.month += unit == CalendarUnit::Month ? 1u : unit == CalendarUnit::Quarter ? 3u : 12u;
    if (date.month > 12) {
        date.month -= 12;
        ++date.year;
    }
    return daysOf(date);
}

}  // namespace

Estimate total(std::span<const double> values) {
    CompensatedSum sum;
    double magnitude = 0.0;
    bool areWhole = true;
    for (const double x : values) {
        sum.add(x);
        magnitude += std::fabs(x);
        areWhole = areWhole && x == std::floor(x);
    }
    const auto n = static_cast<double>(values.size());
    if (areWhole && magnitude < 0x1p53) return {sum.value(), 0.0, Certainty::Exact, 0};
    return {sum.value(), 0.5 * kUlp * std::fabs(sum.value()) + n * n * 0x1p-105 * magnitude, Certainty::Estimated, 0};
}

std::vector<double> runningTotal(std::span<const double> values) {
    std::vector<double> totals;
    totals.reserve(values.size());
    CompensatedSum sum;
    for (const double x : values) {
        sum.add(x);
        totals.push_back(sum.value());
    }
    return totals;
}

Result<Estimate> mean(std::span<const double> values) {
    if (values.empty()) return noRows();
    Estimate sum = total(values);
    const auto n = static_cast<double>(values.size());
    const double value = sum.value / n;
    return Estimate{value, sum.error / n + 0.5 * kUlp * std::fabs(value), Certainty::Estimated, 0};
}

Result<Estimate> weightedMean(std::span<const double> values, std::span<const double> weights) {
    if (values.empty() || values.size() != weights.size()) return noRows();
    const auto negative = std::find_if(weights.begin(), weights.end(), [](double w) { return !(w >= 0.0); });
    if (negative != weights.end())
        return Error{ErrorCode::BadValue,
                     {CALC_TEXT("The weight in row {0} is {1}; a weight is zero or more."),
                      {static_cast<std::int64_t>(negative - weights.begin() + 1), NumberArgument{*negative}}},
                     std::nullopt,
                     "weight"};
    CompensatedSum weighted;
    double magnitude = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        weighted.add(values[i] * weights[i]);
        magnitude += std::fabs(values[i] * weights[i]);
    }
    const Estimate weight = total(weights);
    if (weight.value == 0.0) return Error{ErrorCode::BadValue, Message(CALC_TEXT("All weights are zero.")), std::nullopt, "weight"};
    const double value = weighted.value() / weight.value;
    return Estimate{value, 2.0 * kUlp * magnitude / weight.value, Certainty::Estimated, 0};
}

std::vector<CalendarTotal> calendarTotals(std::span<const double> days, std::span<const double> values, CalendarUnit unit) {
    std::vector<CalendarTotal> totals;
    CompensatedSum sum;
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (totals.empty() || days[i] >= totals.back().end) {
            const double begin = unitBegin(days[i], unit);
            totals.push_back({begin, unitEnd(begin, unit), i, 0, 0.0});
            sum = {};
        }
        sum.add(values[i]);
        ++totals.back().count;
        totals.back().total = sum.value();
    }
    return totals;
}

void sortByDay(std::vector<double>& days, std::vector<double>& values) {
    if (std::is_sorted(days.begin(), days.end())) return;
    std::vector<std::size_t> order(days.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&days](std::size_t a, std::size_t b) { return days[a] < days[b]; });
    std::vector<double> sortedDays;
    std::vector<double> sortedValues;
    for (const std::size_t i : order) {
        sortedDays.push_back(days[i]);
        sortedValues.push_back(values[i]);
    }
    days = std::move(sortedDays);
    values = std::move(sortedValues);
}

}  // namespace calc
