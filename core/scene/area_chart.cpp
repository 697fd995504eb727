#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/area_parts.h"

namespace calc {
namespace {

using Values = std::vector<std::pair<int, double>>;

constexpr double kRounding = 4e-15;  // of the sum: below it an error is only rounding
constexpr double kDecades = 13.0;
constexpr double kFitRatio = 8.0;  // the slope is measured between n and about n / 8

Result<Values> otherValues(const AreaFunction& function, Range limits, SumRule rule, const AreaSums& sums, const Task& task) {
    Values values;
    for (const AreaStop& stop : sums.stops) {
        const int n = stop.n + (rule == SumRule::Simpson ? stop.n % 2 : 0);
        if (!values.empty() && values.back().first == n) continue;
        const auto sum = riemannSum(function.program, limits, n, riemannRule(rule), task.stop);
        if (!sum) return sum.error();
        if (sum->kind == RiemannSum::Kind::Value) values.emplace_back(n, sum->sum.value);
    }
    return values;
}

std::optional<double> slopeOf(const std::vector<Vec2>& points, double floor) {
    const auto last = std::find_if(points.rbegin(), points.rend(), [floor](Vec2 p) { return p.y > 10.0 * floor; });
    if (last == points.rend()) return std::nullopt;
    const Vec2 end = *last;
    const auto first = std::find_if(points.begin(), points.end(), [end](Vec2 p) { return p.x * kFitRatio >= end.x && p.y > 0.0; });
    if (first == points.end() || first->x * 2.0 > end.x) return std::nullopt;
    return std::log(end.y / first->y) / std::log(end.x / first->x);
}

ErrorLine errorLine(SumRule rule, const Values& values, const Integral& integral) {
    ErrorLine line;
    line.rule = rule;
    double size = std::fabs(integral.value);
    for (const auto& value : values) size = std::max(size, std::fabs(value.second));
    const double floor = std::max(3.0 * integral.error, kRounding * size);
    auto points = std::make_shared<std::vector<Vec2>>();
    line.exact = !values.empty();
    for (const auto& value : values) {
        const double error = std::fabs(value.second - integral.value);
        if (error > floor) line.exact = false;
        if (error > floor) points->push_back({static_cast<double>(value.first), error});
    }
    line.slope = slopeOf(*points, floor);
    line.points = std::move(points);
    return line;
}

Range errorRange(const std::vector<ErrorLine>& lines) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (const ErrorLine& line : lines) {
        for (const Vec2 p : *line.points) {
            if (std::isnan(p.y)) continue;
            least = std::min(least, p.y);
            most = std::max(most, p.y);
        }
    }
    if (most == 0.0) return {1e-12, 1.0};
    const double top = std::ceil(std::log10(most));
    const double bottom = std::max(std::floor(std::log10(least)), top - kDecades);
    return {std::pow(10.0, std::min(bottom, top - 2.0)), std::pow(10.0, top)};
}

/// "midpoint, −2": the rule and the measured slope of its line; `first` says the word slope.
Message lineName(const ErrorLine& line, bool first) {
    constexpr std::array<const char*, 7> kSloped = {CALC_TEXT("left, {0}"),      CALC_TEXT("right, {0}"),   CALC_TEXT("midpoint, {0}"),
                                                    CALC_TEXT("trapezoid, {0}"), CALC_TEXT("Simpson, {0}"), CALC_TEXT("lower, {0}"),
                                                    CALC_TEXT("upper, {0}")};
    constexpr std::array<const char*, 7> kSlopedFirst = {
        CALC_TEXT("left, slope {0}"),    CALC_TEXT("right, slope {0}"), CALC_TEXT("midpoint, slope {0}"), CALC_TEXT("trapezoid, slope {0}"),
        CALC_TEXT("Simpson, slope {0}"), CALC_TEXT("lower, slope {0}"), CALC_TEXT("upper, slope {0}")};
    constexpr std::array<const char*, 7> kPlain = {CALC_TEXT("left"),    CALC_TEXT("right"), CALC_TEXT("midpoint"), CALC_TEXT("trapezoid"),
                                                   CALC_TEXT("Simpson"), CALC_TEXT("lower"), CALC_TEXT("upper")};
    const auto index = static_cast<std::size_t>(line.rule);
    if (!line.slope) return kPlain[index];
    const double whole = std::round(*line.slope);
    const int decimals = std::fabs(*line.slope - whole) < 0.1 ? 0 : 1;
    return {first ? kSlopedFirst[index] : kSloped[index], {displayFixed(*line.slope, decimals)}};
}

Style lineStyle(SumRule rule, bool chosen) {
    if (chosen) return {Role::Integrals, Look::None, Emphasis::Strong, LineKind::Solid, LineWeight::Default};
    if (rule == SumRule::Simpson) return {Role::Secant, Look::None, Emphasis::Normal, LineKind::Dashed, LineWeight::Secondary};
    return {Role::Ink2, Look::None, Emphasis::Normal, rule == SumRule::Left ? LineKind::Dotted : LineKind::Dashed, LineWeight::Secondary};
}

constexpr std::array<std::string_view, 7> kIds = {"left", "right", "midpoint", "trapezoid", "simpson", "lower", "upper"};

/// A label at the line: at the right edge where the line reaches it, above for the first line, below for the others; else beside it.
Label lineLabel(const ErrorLine& line, bool first, bool chosen, Range errors) {
    std::vector<Vec2> shown;
    for (const Vec2 p : *line.points) {
        if (!std::isnan(p.x) && errors.contains(p.y)) shown.push_back(p);
    }
    const bool reachesEdge = !shown.empty() && shown.back().x > 900.0;
    Label label;
    label.id = std::string(kIds[static_cast<std::size_t>(line.rule)]) + "-name";
    label.style = lineStyle(line.rule, chosen);
    label.text = lineName(line, first);
    if (shown.empty()) return label;
    label.position = reachesEdge ? shown.back() : shown[shown.size() * 2 / 3];
    label.anchor = !reachesEdge ? Anchor::Right : first ? Anchor::AboveLeft : Anchor::BelowLeft;
    return label;
}

}  // namespace

std::shared_ptr<const AreaChart> areaChart(const AreaFunction& function, const AreaExact& exact, const AreaSums& sums, SumRule rule,
                                           const Task& task) {
    auto chart = std::make_shared<AreaChart>();
    for (const SumRule other : {SumRule::Left, SumRule::Midpoint, SumRule::Simpson}) {
        if (other == rule) continue;
        const auto values = otherValues(function, exact.limits, other, sums, task);
        if (values && !values->empty()) chart->lines.push_back(errorLine(other, *values, exact.integral));
    }
    if (!sums.values.empty()) chart->lines.push_back(errorLine(rule, sums.values, exact.integral));  // the chosen one on top
    chart->errors = errorRange(chart->lines);
    return chart;
}

std::shared_ptr<const Marks> areaChartMarks(const AreaPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    if (!prepared.chart) return marks;
    const std::vector<ErrorLine>& lines = prepared.chart->lines;
    double highest = 0.0;
    const ErrorLine* top = nullptr;
    for (const ErrorLine& line : lines) {
        const auto last = std::find_if(line.points->rbegin(), line.points->rend(), [](Vec2 p) { return !std::isnan(p.y); });
        if (last == line.points->rend() || last->y <= highest) continue;
        highest = last->y;
        top = &line;
    }
    for (const ErrorLine& line : lines) {
        const bool chosen = line.rule == prepared.scene.rule;
        marks->push_back(
            Polyline{std::string(kIds[static_cast<std::size_t>(line.rule)]), lineStyle(line.rule, chosen), line.points, false});
        Label label = lineLabel(line, &line == top, chosen, prepared.chart->errors);
        if (label.position.x > 0.0) marks->push_back(std::move(label));
    }
    return marks;
}

}  // namespace calc
