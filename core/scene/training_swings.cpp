#include <algorithm>
#include <cmath>
#include <limits>

#include "core/scene/chosen_range.h"
#include "core/scene/mark_parts.h"
#include "core/scene/training_parts.h"

namespace calc {
namespace {

double placeOf(const TrainingPrepared& prepared, Vec2 point) { return prepared.swingsInX ? point.x : point.y; }

/// How far a run goes to and fro in one coordinate, as long as it is in reach.
double swayOf(const Trajectory& run, double Vec2::*coordinate, double reach) {
    double sway = 0.0;
    for (std::size_t k = 1; k < run.points.size() && std::fabs(run.points[k].*coordinate) <= reach; ++k)
        sway += std::fabs(run.points[k].*coordinate - run.points[k - 1].*coordinate);
    return sway;
}

Style swingStyle(Look look, Emphasis emphasis) {
    return {Role::Loss, look, emphasis, LineKind::Default, emphasis == Emphasis::Faint ? LineWeight::Hair : LineWeight::Secondary};
}

Points swingLine(const TrainingPrepared& prepared, const TrainingRun& run, std::size_t count) {
    const Range y = prepared.swings;
    auto line = std::make_shared<std::vector<Vec2>>();
    for (std::size_t k = 0; k < std::min(count, run.trajectory.points.size()); ++k)
        line->push_back({static_cast<double>(k),
                         std::clamp(placeOf(prepared, run.trajectory.points[k]), y.low - 2.0 * y.length(), y.high + 2.0 * y.length())});
    return line;
}

}  // namespace

void setSwings(TrainingPrepared& prepared) {
    constexpr double kBeyond = 1.6;  // of what the tamed runs reach: there plain steps leave the picture
    double reach = 0.0;
    for (const auto& run : prepared.runs) {
        // Of a run that flies apart only the start counts.
        for (const Vec2& point : run->trajectory.points) {
            if (run->diverged && &point != &run->trajectory.points.front()) break;
            reach = std::max({reach, std::fabs(point.x), std::fabs(point.y)});
        }
    }
    const double most = kBeyond * std::max(reach, 1e-300);
    const Trajectory& plain = prepared.runs.front()->trajectory;
    prepared.swingsInX = prepared.loss->dimension == 1 || swayOf(plain, &Vec2::x, most) >= swayOf(plain, &Vec2::y, most);
    Range seen{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const auto& run : prepared.runs) {
        for (const Vec2 point : run->trajectory.points) {
            const double at = std::clamp(placeOf(prepared, point), -most, most);
            if (std::isnan(at)) continue;
            seen = {std::min(seen.low, at), std::max(seen.high, at)};
        }
    }
    prepared.swings = seen.low <= seen.high ? paddedRange(seen) : Range{-1.0, 1.0};
}

std::shared_ptr<const Marks> swingMarks(const TrainingPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    addZeroLines(*marks, prepared.steps, prepared.swings);
    int index = 0;
    for (const auto& run : prepared.runs) {
        const Points line = swingLine(prepared, *run, run->trajectory.points.size());
        const std::string id = std::to_string(index++);
        if (line->size() > 1) marks->push_back(Polyline{"coming." + id, swingStyle(run->look, Emphasis::Faint), line, false});
    }
    return marks;
}

Panel swingPanel(const TrainingPrepared& prepared, std::int64_t step) {
    Panel panel;
    panel.id = "swings";
    panel.title = prepared.swingsInX ? CALC_TEXT("The steps themselves: x swings") : CALC_TEXT("The steps themselves: y swings");
    panel.x = {mathText("step"), prepared.steps, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), prepared.swings, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.sideMarks;
    panel.moving.push_back(
        Rule{"now", plainStyle(Role::Ink, LineKind::Solid, LineWeight::Hair), Orientation::Vertical, static_cast<double>(step)});
    int index = 0;
    for (const auto& run : prepared.runs) {
        const std::string id = std::to_string(index++);
        const Points past = swingLine(prepared, *run, static_cast<std::size_t>(step) + 1);
        if (past->size() > 1) panel.moving.push_back(Polyline{"past." + id, swingStyle(run->look, Emphasis::Normal), past, false});
        const bool isHere = !past->empty() && static_cast<std::size_t>(step) < run->trajectory.points.size();
        if (isHere && prepared.swings.contains(past->back().y))
            panel.moving.push_back(Marker{"ball." + id,
                                          {Role::Ball, run->look, Emphasis::Normal, LineKind::Default, LineWeight::Default},
                                          MarkerShape::ByLook,
                                          past->back()});
    }
    return panel;
}

}  // namespace calc
