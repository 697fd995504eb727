#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/scene/totals_parts.h"

namespace calc {
namespace {

constexpr double kNear = 1.15;     // gaps up to so many steps are none: months have 28 to 31 days
constexpr double kCrowded = 0.85;  // of a step: closer than that is not equally far apart
constexpr double kMostCrowded = 0.05;
constexpr int kMostDecimals = 6;

Error cancelled() { return {ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}}; }

struct Columns {
    std::string along, value, weight;
};

Result<Columns> chosenColumns(const Table& table, const TotalsScene& scene) {
    Columns columns{scene.along.value_or(""), scene.value.value_or(""), scene.weight};
    const auto first = [&table](ColumnKind kind, const Columns& taken) -> std::string {
        for (const Column& column : table.columns) {
            if (column.kind == kind && column.name != taken.along && column.name != taken.weight) return column.name;
        }
        return {};
    };
    if (!scene.along && scene.weight.empty()) columns.along = first(ColumnKind::Date, columns);
    if (!scene.value) columns.value = first(ColumnKind::Number, columns);
    if (columns.value.empty())
        return Error{ErrorCode::BadFile, CALC_TEXT("No column of this table holds numbers that could be added up."), std::nullopt, "value"};
    for (const auto& [field, name] : {std::pair("value", columns.value), std::pair("weight", columns.weight)}) {
        const Column* column = table.column(name);
        if (column && column->kind == ColumnKind::Date)
            return Error{
                ErrorCode::BadValue, {CALC_TEXT("The column {0} holds dates, and dates cannot be added up."), {name}}, std::nullopt, field};
    }
    return columns;
}

Result<PickedRows> picked(const Table& table, const Columns& columns) {
    std::vector<std::string> names{columns.value};
    if (!columns.along.empty()) names.push_back(columns.along);
    if (!columns.weight.empty()) names.push_back(columns.weight);
    auto rows = pickColumns(table, names);
    if (rows) return rows;
    Error error = rows.error();
    error.field = "value";
    for (const auto& [field, name] : {std::pair("along", columns.along), std::pair("weight", columns.weight)}) {
        const Column* column = table.column(name);
        if (!name.empty() && (!column || column->kind == ColumnKind::Text)) error.field = field;
    }
    return error;
}

std::optional<Error> negativeWeight(const Table& table, const std::string& name) {
    const std::vector<double>& weights = table.column(name)->values;
    const auto negative = std::find_if(weights.begin(), weights.end(), [](double weight) { return weight < 0.0; });
    if (negative == weights.end()) return std::nullopt;
    const auto row = static_cast<std::size_t>(negative - weights.begin());
    return Error{ErrorCode::BadValue,
                 {CALC_TEXT("Line {0}: the weight is {1}, but a weight is zero or more."),
                  {static_cast<std::int64_t>(table.lines[row]), NumberArgument{*negative}}},
                 std::nullopt,
                 "weight"};
}

/// Several lists in the order of one of them.
void sortBy(const std::vector<double>& keys, std::initializer_list<std::vector<double>*> lists) {
    if (std::is_sorted(keys.begin(), keys.end())) return;
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&keys](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    std::vector<std::vector<double>> sorted;
    for (std::vector<double>* list : lists) {
        std::vector<double>& next = sorted.emplace_back();
        if (list->empty()) continue;
        next.reserve(order.size());
        for (const std::size_t i : order) next.push_back((*list)[i]);
    }
    std::size_t index = 0;
    for (std::vector<double>* list : lists) *list = std::move(sorted[index++]);
}

/// Rows of the same abscissa become one: their sum.
std::size_t mergeEqual(std::vector<double>& x, std::vector<double>& values) {
    std::size_t kept = 0;
    for (std::size_t i = 1; i < x.size(); ++i) {
        if (x[i] == x[kept]) {
            values[kept] += values[i];
            continue;
        }
        ++kept;
        x[kept] = x[i];
        values[kept] = values[i];
    }
    const std::size_t merged = x.empty() ? 0 : x.size() - kept - 1;
    x.resize(x.size() - merged);
    values.resize(x.size());
    return merged;
}

struct Spacing {
    double step = 1.0;
    bool isEven = true;
};

/// The commonest distance of neighbours, and whether few are much closer.
Spacing spacingOf(const std::vector<double>& x) {
    if (x.size() < 2) return {};
    std::vector<double> gaps;
    gaps.reserve(x.size() - 1);
    for (std::size_t i = 1; i < x.size(); ++i) gaps.push_back(x[i] - x[i - 1]);
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>((gaps.size() - 1) / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    const double step = *middle;
    const auto crowded = std::count_if(gaps.begin(), gaps.end(), [step](double gap) { return gap < kCrowded * step; });
    return {step, static_cast<double>(crowded) <= kMostCrowded * static_cast<double>(gaps.size())};
}

void placeByDay(TotalsBars& bars, const std::vector<double>& x, double step) {
    bars.axis = TotalsAxis::Dates;
    bars.isDaily = step == 1.0 && std::all_of(x.begin(), x.end(), [](double day) { return day == std::floor(day); });
    bars.left = x;
    bars.right.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const bool isNear = i + 1 < x.size() && x[i + 1] - x[i] <= kNear * step;
        bars.right.push_back(isNear ? x[i + 1] : x[i] + step);
    }
}

void placeByNumber(TotalsBars& bars, const std::vector<double>& x, double step) {
    bars.axis = TotalsAxis::Numbers;
    bars.left.reserve(x.size());
    bars.right.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const bool isNear = i > 0 && x[i] - x[i - 1] <= kNear * step;
        bars.left.push_back(isNear ? bars.right.back() : x[i] - 0.5 * step);
        bars.right.push_back(x[i] + 0.5 * step);
    }
}

void placeInTurn(TotalsBars& bars) {
    bars.axis = TotalsAxis::Rows;
    for (std::size_t i = 0; i < bars.height.size(); ++i) {
        bars.left.push_back(static_cast<double>(i) + 0.5);
        bars.right.push_back(static_cast<double>(i) + 1.5);
    }
}

void placeByWeight(TotalsBars& bars) {
    bars.axis = TotalsAxis::Weights;
    double sum = 0.0;
    for (const double weight : bars.weight) {
        bars.left.push_back(sum);
        bars.right.push_back(sum += weight);
    }
}

/// Along a column: dates by their days, numbers where they are equally far apart, else in turn.
void placeAlong(TotalsBars& bars, std::vector<double> x, ColumnKind kind) {
    sortBy(x, {&bars.height, &x});
    bars.merged = mergeEqual(x, bars.height);
    Spacing spacing = spacingOf(x);
    if (kind == ColumnKind::Date) {
        if (!spacing.isEven) {
            for (double& day : x) day = std::floor(day);
            bars.merged += mergeEqual(x, bars.height);
            spacing.step = 1.0;
        }
        placeByDay(bars, x, spacing.step);
        return;
    }
    const double size = std::max(std::fabs(x.front()), std::fabs(x.back()));
    const bool isPlaceable = spacing.isEven && spacing.step > 1e-12 * size && std::isfinite(x.back() - x.front());
    if (isPlaceable) {
        placeByNumber(bars, x, spacing.step);
        return;
    }
    bars.note = {CALC_TEXT("The numbers of {0} are not equally far apart: the bars stand in their order."), {bars.along}};
    placeInTurn(bars);
}

int decimalsOf(const std::vector<double>& values) {
    int decimals = 0;
    double scale = 1.0;
    for (const double value : values) {
        while (decimals < kMostDecimals &&
               std::fabs(value * scale - std::round(value * scale)) > 1e-9 * std::max(1.0, std::fabs(value * scale))) {
            ++decimals;
            scale *= 10.0;
        }
        if (decimals == kMostDecimals) break;
    }
    return decimals;
}

void findRuns(TotalsBars& bars) {
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const bool begins = i == 0 || bars.left[i] - bars.right[i - 1] > 1e-6 * (bars.right[i] - bars.left[i]);
        if (begins) bars.runs.push_back(i);
    }
}

}  // namespace

Result<std::shared_ptr<const TotalsBars>> totalsBars(const Table& table, const TotalsScene& scene, const Task& task) {
    const auto columns = chosenColumns(table, scene);
    if (!columns) return columns.error();
    auto rows = picked(table, *columns);
    if (!rows) return rows.error();
    if (!columns->weight.empty()) {
        if (auto negative = negativeWeight(table, columns->weight)) return *std::move(negative);
    }
    if (task.stop.stop_requested()) return cancelled();
    auto bars = std::make_shared<TotalsBars>();
    bars->along = columns->along;
    bars->value = columns->value;
    bars->rejected = std::move(rows->rejected);
    bars->height = std::move(rows->columns[0]);
    if (!columns->weight.empty()) bars->weight = std::move(rows->columns.back());
    const bool isAlong = !columns->along.empty();
    if (isAlong) bars->note = table.column(columns->along)->note;
    if (!bars->weight.empty() || scene.order == TotalsOrder::ByHeight) {
        if (isAlong && scene.order == TotalsOrder::Along) sortBy(rows->columns[1], {&bars->height, &bars->weight});
        if (scene.order == TotalsOrder::ByHeight) {
            const std::vector<double> keys = bars->height;
            sortBy(keys, {&bars->height, &bars->weight});
        }
        bars->weight.empty() ? placeInTurn(*bars) : placeByWeight(*bars);
    } else if (isAlong) {
        placeAlong(*bars, std::move(rows->columns[1]), table.column(columns->along)->kind);
    } else {
        placeInTurn(*bars);
    }
    if (task.stop.stop_requested()) return cancelled();
    bars->decimals = decimalsOf(bars->height);
    findRuns(*bars);
    return std::shared_ptr<const TotalsBars>(std::move(bars));
}

}  // namespace calc
