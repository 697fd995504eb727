#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/chosen_range.h"
#include "core/scene/descent_parts.h"

namespace calc {
namespace {

constexpr double kDecades = 9.0;        // shown at most
constexpr double kLargestGrowth = 1e3;  // of the loss: what grows further leaves the panel
constexpr double kLinearReach = 4.0;    // times the first loss, where the loss has no floor
constexpr std::size_t kColumns = 2000;  // thinned to lowest and highest of each column

/// A ball that stopped by itself goes on lying where it lies.
bool staysThere(const Trajectory& run) { return run.stopped == StopReason::AtRest || run.stopped == StopReason::NoProgress; }

/// How many steps have a value.
std::size_t countOf(ChartMetric metric, const Trajectory& run) {
    if (metric == ChartMetric::StepLength) return static_cast<std::size_t>(run.stepsDone);
    if (metric == ChartMetric::Loss || run.loss.empty()) return run.loss.size();
    return run.gradients.back().isFinite() ? run.loss.size() : run.loss.size() - 1;  // only the last point may have no slope
}

double valueOf(ChartMetric metric, const Trajectory& run, std::size_t k) {
    switch (metric) {
        case ChartMetric::Slope: return run.gradients[k].length();
        case ChartMetric::StepLength: return run.update(static_cast<std::int64_t>(k)).length();
        case ChartMetric::Loss: break;
    }
    return run.loss[k];
}

std::vector<double> valuesOf(ChartMetric metric, const Trajectory& run) {
    if (metric == ChartMetric::Loss) return run.loss;
    std::vector<double> values(countOf(metric, run));
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = valueOf(metric, run, k);
    return values;
}

/// (step, value - offset), first, lowest, highest and last of each column.
DescentTrail chartLine(const Trajectory& run, const DescentChart& chart) {
    DescentTrail line;
    const std::vector<double> values = valuesOf(chart.metric, run);
    const std::size_t count = values.size();
    const auto add = [&](std::size_t k) {
        if (!line.steps.empty() && line.steps.back() >= static_cast<std::int32_t>(k)) return;
        line.steps.push_back(static_cast<std::int32_t>(k));
        line.points.push_back({static_cast<double>(k), values[k] - chart.offset});
    };
    const std::size_t width = count / kColumns + 1;
    for (std::size_t first = 0; first < count; first += width) {
        const std::size_t last = std::min(first + width, count) - 1;
        const auto [low, high] = std::minmax_element(values.begin() + static_cast<std::ptrdiff_t>(first),
                                                     values.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        const auto lowAt = static_cast<std::size_t>(low - values.begin());
        const auto highAt = static_cast<std::size_t>(high - values.begin());
        add(first);
        add(std::min(lowAt, highAt));
        add(std::max(lowAt, highAt));
        add(last);
    }
    if (staysThere(run) && !line.points.empty() && line.points.back().x < chart.steps.high) {
        line.steps.push_back(static_cast<std::int32_t>(chart.steps.high));
        line.points.push_back({chart.steps.high, line.points.back().y});
    }
    return line;
}

/// On a log axis 0 lies infinitely deep: it is drawn below the panel.
double onAxis(const DescentChart& chart, double value) { return chart.logarithmic ? std::max(value, 1e-3 * chart.losses.low) : value; }

/// Where a run stands in the chart at a playhead between two steps.
Vec2 chartPoint(const Trajectory& run, const DescentChart& chart, double position) {
    const double end = static_cast<double>(countOf(chart.metric, run)) - 1.0;
    const double at = std::min(position, staysThere(run) ? chart.steps.high : end);
    const auto value = [&](double k) {
        return onAxis(chart, valueOf(chart.metric, run, static_cast<std::size_t>(std::min(k, end))) - chart.offset);
    };
    const double before = std::floor(at);
    const double part = at - before;
    if (part == 0.0) return {at, value(before)};
    const double a = value(before);
    const double b = value(before + 1.0);
    return {at, chart.logarithmic ? std::pow(a, 1.0 - part) * std::pow(b, part) : (1.0 - part) * a + part * b};
}

void chooseLosses(DescentChart& chart, const std::vector<std::shared_ptr<const DescentRun>>& runs) {
    double first = 0.0;
    double most = 0.0;
    double least = std::numeric_limits<double>::infinity();
    std::vector<double> all;
    for (const auto& run : runs) {
        const std::vector<double> values = valuesOf(chart.metric, run->trajectory);
        if (values.empty()) continue;
        first = std::max(first, std::fabs(values.front() - chart.offset));
        for (const double each : values) {
            const double value = each - chart.offset;
            most = std::max(most, value);
            if (value > 0.0) least = std::min(least, value);
            all.push_back(each);
        }
    }
    if (!chart.logarithmic) {
        // A loss without a floor falls for ever: what is far below the start leaves the panel.
        const double reach = kLinearReach * std::max(1.0, first);
        for (double& loss : all) loss = std::clamp(loss, -reach, reach);
        chart.losses = valueRange(all, std::numeric_limits<double>::quiet_NaN());
        return;
    }
    if (first > 0.0) most = std::min(most, kLargestGrowth * first);
    if (!(most > 0.0)) most = 1.0;
    const double top = std::clamp(std::ceil(std::log10(most)), -300.0, 308.0);
    const double bottom = std::isfinite(least) ? std::floor(std::log10(least)) : top - 1.0;
    chart.losses = {std::pow(10.0, std::clamp(bottom, top - kDecades, top - 1.0)), std::pow(10.0, top)};
}

/// A stands back, in ink; what starts elsewhere is thin; of runs with one look the later ones are dotted.
Style lineStyle(const DescentPrepared& prepared, std::size_t i, Emphasis emphasis) {
    if (prepared.frozen == i) return {Role::Ink2, Look::None, emphasis, LineKind::Solid, LineWeight::Secondary};
    const bool thin = emphasis == Emphasis::Faint || i >= prepared.racers;
    const Look look = prepared.runs[i]->look;
    const auto end = prepared.runs.begin() + static_cast<std::ptrdiff_t>(i);
    const bool isTwin =
        i < prepared.racers && std::any_of(prepared.runs.begin(), end, [look](const auto& run) { return run->look == look; });
    return {Role::Loss, look, emphasis, isTwin ? LineKind::Dotted : LineKind::Default, thin ? LineWeight::Secondary : LineWeight::Default};
}

MarkerShape ballShape(const DescentPrepared& prepared, std::size_t i) {
    return prepared.frozen == i ? MarkerShape::Disc : MarkerShape::ByLook;
}

Points onAxisPoints(const DescentChart& chart, const DescentTrail& line) {
    auto points = std::make_shared<std::vector<Vec2>>(line.points);
    for (Vec2& point : *points) point.y = onAxis(chart, point.y);
    return points;
}

/// Height in the panel, 0 to 1 inside.
double heightOf(const DescentChart& chart, double value) {
    if (!chart.logarithmic) return (value - chart.losses.low) / chart.losses.length();
    return std::log10(onAxis(chart, value) / chart.losses.low) / std::log10(chart.losses.high / chart.losses.low);
}

double valueAtHeight(const DescentChart& chart, double height) {
    if (!chart.logarithmic) return chart.losses.low + height * chart.losses.length();
    return chart.losses.low * std::pow(chart.losses.high / chart.losses.low, height);
}

/// Names that stand one above the other at the right edge are moved apart, keeping their order.
void spread(std::vector<std::pair<double, Label>>& names, const DescentChart& chart) {
    const double kLine = std::min(0.12, 1.0 / std::max(1.0, static_cast<double>(names.size()) - 1.0));
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 1; i < names.size(); ++i) names[i].first = std::max(names[i].first, names[i - 1].first + kLine);
    double ceiling = 1.0;
    for (std::size_t i = names.size(); i-- > 0; ceiling -= kLine) names[i].first = std::min(names[i].first, ceiling);
    for (auto& [height, label] : names) label.position.y = valueAtHeight(chart, height);
}

/// Where a line's name stands: at its end, or where it comes close to the floor through which it leaves the panel; along the floor itself
/// run the arrows of balls that are out of sight.
Vec2 nameAt(const DescentChart& chart, const DescentTrail& line) {
    constexpr double kFloor = 0.12;
    const auto height = [&chart](const Vec2& point) { return heightOf(chart, point.y); };
    auto low = std::find_if(line.points.begin(), line.points.end(), [&](const Vec2& point) { return height(point) < 0.0; });
    if (low == line.points.end()) return line.points.back();
    while (low != line.points.begin() && height(*std::prev(low)) < kFloor) --low;
    if (low == line.points.begin()) return {low->x, valueAtHeight(chart, kFloor)};
    const Vec2 above = *std::prev(low);
    const double part = (height(above) - kFloor) / (height(above) - height(*low));
    return {above.x + part * (low->x - above.x), valueAtHeight(chart, kFloor)};
}

}  // namespace

DescentChart descentChart(ChartMetric metric, const DescentLoss& loss, const std::vector<std::shared_ptr<const DescentRun>>& runs,
                          std::int64_t steps) {
    DescentChart chart;
    chart.metric = metric;
    chart.steps = {0.0, static_cast<double>(std::max<std::int64_t>(1, steps))};
    if (metric != ChartMetric::Loss) {
        chooseLosses(chart, runs);
        for (const auto& run : runs) chart.lines.push_back(chartLine(run->trajectory, chart));
        return chart;
    }
    double lowest = std::numeric_limits<double>::infinity();
    bool unbounded = false;
    for (const auto& run : runs) {
        for (const double value : run->trajectory.loss) lowest = std::min(lowest, value);
        unbounded = unbounded || run->trajectory.stopped == StopReason::Diverged;
    }
    const bool known = loss.surface && !loss.surface->minima.empty();
    if (known) lowest = std::min(lowest, loss.surface->minima.front().value);
    // A loss that stays above 0 is shown as it is, any other above its known minimum; without either, on a linear axis.
    const bool belowZero = lowest < 0.0;
    chart.logarithmic = !belowZero || (known && lowest >= loss.surface->minima.front().value);
    chart.offset =
        chart.logarithmic && (belowZero || (known && loss.surface->minima.front().value > 0.0)) ? loss.surface->minima.front().value : 0.0;
    chooseLosses(chart, runs);
    for (const auto& run : runs) chart.lines.push_back(chartLine(run->trajectory, chart));
    return chart;
}

namespace {

/// The task: below this loss, before this step.
void addGoal(Marks& marks, const DescentPrepared& prepared, const DescentChart& chart) {
    if (!prepared.scene.goal || chart.metric != ChartMetric::Loss) return;
    const Style style{Role::Ok, Look::None, Emphasis::Normal, LineKind::Dashed, LineWeight::Hair};
    marks.push_back(Rule{"goal.loss", style, Orientation::Horizontal, prepared.scene.goal->loss - chart.offset});
    marks.push_back(Rule{"goal.steps", style, Orientation::Vertical, static_cast<double>(prepared.scene.goal->steps)});
}

/// Which lines are named: all of the race in the chart of the loss, in the others A and B.
bool isNamed(const DescentPrepared& prepared, const DescentChart& chart, std::size_t i) {
    const bool isRacer = i < prepared.racers || prepared.frozen == i;
    if (chart.metric == ChartMetric::Loss) return isRacer;
    const DescentRun* shown = shownRun(prepared);
    return prepared.frozen && (prepared.frozen == i || (isRacer && prepared.runs[i].get() == shown));
}

/// The whole name in the chart of the loss, the letters of A and B in the others.
std::string nameOf(const DescentPrepared& prepared, const DescentChart& chart, std::size_t i) {
    return chart.metric == ChartMetric::Loss ? prepared.names[i] : prepared.names[i].substr(0, 1);
}

}  // namespace

std::shared_ptr<const Marks> descentChartMarks(const DescentPrepared& prepared, const DescentChart& chart) {
    auto marks = std::make_shared<Marks>();
    addGoal(*marks, prepared, chart);
    std::vector<std::pair<double, Label>> atEdge;
    std::vector<Label> inside;
    for (std::size_t i = 0; i < prepared.runs.size(); ++i) {
        const DescentTrail& line = chart.lines[i];
        if (line.points.empty()) continue;
        marks->push_back(Polyline{idOf("coming", i), lineStyle(prepared, i, Emphasis::Faint), onAxisPoints(chart, line), false});
        if (!isNamed(prepared, chart, i)) continue;
        const Vec2 end = nameAt(chart, line);
        Label label{idOf("name", i), lineStyle(prepared, i, Emphasis::Normal),     end,
                    Anchor::Right,   Message("{0}", {nameOf(prepared, chart, i)}), false};
        const double height = heightOf(chart, end.y);
        if (end.x >= 0.98 * chart.steps.high && height > 0.0) {
            label.position.x = chart.steps.high;
            atEdge.emplace_back(std::clamp(height, 0.0, 1.0), label);
            continue;
        }
        label.anchor = end.x > 0.75 * chart.steps.high ? Anchor::AboveLeft : Anchor::AboveRight;
        label.style.emphasis = Emphasis::Strong;  // the ball runs along the line: its name stands clear of it
        inside.push_back(label);
    }
    spread(atEdge, chart);
    for (const Label& label : inside) marks->push_back(label);
    for (const auto& [height, label] : atEdge) marks->push_back(label);
    return marks;
}

namespace {

Message chartTitle(const DescentChart& chart) {
    if (chart.metric == ChartMetric::Slope) return CALC_TEXT("Slope |∇f|, log scale");
    if (chart.metric == ChartMetric::StepLength) return CALC_TEXT("Length of each step, log scale");
    if (!chart.logarithmic) return CALC_TEXT("Loss f");
    if (chart.offset == 0.0) return CALC_TEXT("Loss f, log scale");
    if (chart.isNarrow) return {CALC_TEXT("Loss f − {0}, log scale"), {NumberArgument{chart.offset, 4}}};
    return {CALC_TEXT("Loss f above its minimum {0}, log scale"), {NumberArgument{chart.offset, 4}}};
}

}  // namespace

Panel descentChartPanel(const DescentPrepared& prepared, ChartMetric metric, double position) {
    constexpr std::array<const char*, kChartMetrics> kIds = {"loss", "slope", "length"};
    const auto which = static_cast<std::size_t>(metric);
    const DescentChart& chart = *prepared.charts[which];
    Panel panel;
    panel.id = kIds[which];
    panel.title = chartTitle(chart);
    panel.x = {mathText("step"), chart.steps, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), chart.losses, chart.logarithmic ? AxisScale::Log10 : AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.chartMarks[which];
    panel.moving.push_back(
        Rule{"now", {Role::Ink, Look::None, Emphasis::Normal, LineKind::Solid, LineWeight::Secondary}, Orientation::Vertical, position});
    const DescentRun* shown = shownRun(prepared);
    for (const bool last : {false, true}) {
        for (std::size_t i = 0; i < prepared.runs.size(); ++i) {
            const DescentRun& run = *prepared.runs[i];
            if ((i < prepared.racers && &run == shown) != last || countOf(metric, run.trajectory) == 0) continue;
            const Vec2 here = chartPoint(run.trajectory, chart, position);
            const Style style = lineStyle(prepared, i, last ? Emphasis::Strong : Emphasis::Normal);
            const Points past = pathUntil(chart.lines[i], here.x, here);
            auto drawn = std::make_shared<std::vector<Vec2>>(*past);
            for (Vec2& point : *drawn) point.y = onAxis(chart, point.y);
            if (drawn->size() > 1) panel.moving.push_back(Polyline{idOf("past", i), style, std::move(drawn), false});
            panel.moving.push_back(Marker{idOf("ball", i), style, ballShape(prepared, i), here});
        }
    }
    return panel;
}

}  // namespace calc
