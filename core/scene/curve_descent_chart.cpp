#include <algorithm>
#include <cmath>

#include "core/scene/chosen_range.h"
#include "core/scene/curve_descent_parts.h"
#include "core/scene/mark_parts.h"

namespace calc {
namespace {

constexpr double kDecades = 12.0;       // shown at most
constexpr double kLargestGrowth = 1e3;  // of the loss: what grows further leaves the panel
constexpr double kReach = 4.0;          // of a loss without a floor, times the first one

Style lineStyle(Emphasis emphasis) {
    return {Role::Loss, Look::None, emphasis, LineKind::Solid, emphasis == Emphasis::Faint ? LineWeight::Secondary : LineWeight::Default};
}

/// On a log axis a loss of 0 lies below everything: the line leaves through the floor.
double onAxis(const CurveChart& chart, double loss) { return chart.logarithmic ? std::max(loss, 0.1 * chart.losses.low) : loss; }

Range logarithmicRange(const std::vector<double>& losses) {
    const double first = losses.front();
    double most = first;
    double least = first;
    for (const double loss : losses) {
        most = std::max(most, loss);
        if (loss > 0.0) least = least > 0.0 ? std::min(least, loss) : loss;
    }
    if (first > 0.0) most = std::min(most, kLargestGrowth * first);
    if (!(most > 0.0)) return {1e-3, 1.0};
    const double top = std::clamp(std::ceil(std::log10(most) + 1e-9), -290.0, 308.0);
    const double bottom = least > 0.0 ? std::floor(std::log10(least)) : top - kDecades;
    return {std::pow(10.0, std::clamp(bottom, top - kDecades, top - 1.0)), std::pow(10.0, top)};
}

}  // namespace

CurveChart curveChart(const Trajectory& run) {
    CurveChart chart;
    chart.steps = std::max<std::int64_t>(1, run.stepsDone > 0 ? run.stepsDone : run.options.steps);
    auto line = std::make_shared<std::vector<Vec2>>();
    auto marks = std::make_shared<Marks>();
    if (!run.loss.empty()) {
        chart.logarithmic = *std::min_element(run.loss.begin(), run.loss.end()) >= 0.0;
        if (chart.logarithmic) {
            chart.losses = logarithmicRange(run.loss);
        } else {
            std::vector<double> seen = run.loss;
            const double reach = kReach * std::max(1.0, std::fabs(run.loss.front()));
            for (double& loss : seen) loss = std::clamp(loss, -reach, reach);
            chart.losses = valueRange(seen, std::nan(""));
        }
        for (std::size_t k = 0; k < run.loss.size(); ++k) line->push_back({static_cast<double>(k), onAxis(chart, run.loss[k])});
    }
    chart.line = line;
    marks->push_back(Polyline{"coming", lineStyle(Emphasis::Faint), chart.line, false});
    chart.marks = std::move(marks);
    return chart;
}

Panel curveChartPanel(const CurveDescentPrepared& prepared, const CurveStep& step) {
    const CurveChart& chart = *prepared.chart;
    const std::vector<Vec2>& line = *chart.line;
    Panel panel;
    panel.id = "loss";
    panel.title = chart.logarithmic ? Message(CALC_TEXT("Loss against step, log scale")) : Message(CALC_TEXT("Loss against step"));
    panel.x = {mathText("step"), {0.0, static_cast<double>(chart.steps)}, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), chart.losses, chart.logarithmic ? AxisScale::Log10 : AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = chart.marks;
    if (line.empty()) return panel;
    const auto here = static_cast<std::size_t>(step.step);
    auto past = std::make_shared<const std::vector<Vec2>>(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(here) + 1);
    panel.moving.push_back(
        Rule{"now", plainStyle(Role::Ink, LineKind::Solid, LineWeight::Hair), Orientation::Vertical, static_cast<double>(step.step)});
    if (past->size() > 1) panel.moving.push_back(Polyline{"past", lineStyle(Emphasis::Normal), std::move(past), false});
    Style ball = plainStyle(Role::Ball);
    ball.look = Look::GradientDescent;
    panel.moving.push_back(Marker{"ball", ball, MarkerShape::ByLook, line[here]});
    return panel;
}

}  // namespace calc
