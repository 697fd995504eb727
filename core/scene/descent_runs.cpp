#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "core/scene/descent_parts.h"

namespace calc {
namespace {

constexpr std::array<std::pair<std::string_view, Look>, 13> kLooks = {{{"sgd", Look::GradientDescent},
                                                                       {"momentum", Look::Momentum},
                                                                       {"nesterov", Look::Nesterov},
                                                                       {"adagrad", Look::AdaGrad},
                                                                       {"rmsprop", Look::RmsProp},
                                                                       {"adam", Look::Adam},
                                                                       {"adamw", Look::AdamW},
                                                                       {"adadelta", Look::AdaDelta},
                                                                       {"adamax", Look::AdaMax},
                                                                       {"nadam", Look::NAdam},
                                                                       {"qhm", Look::Qhm},
                                                                       {"qhadam", Look::QhAdam},
                                                                       {"newton", Look::Newton}}};

double valueOf(const OptimizerChoice& choice, const char* name) {
    const OptimizerInfo* info = findOptimizer(choice.name);
    return info ? parameterValue(info->parameters, choice.parameters, name) : 0.0;
}

/// sgd with momentum is what people call momentum, looking ahead Nesterov; the other way round momentum 0 is plain descent.
std::string memberName(const OptimizerChoice& choice) {
    const bool family = choice.name == "sgd" || choice.name == "momentum" || choice.name == "nesterov";
    if (!family) return choice.name;
    if (valueOf(choice, "momentum") == 0.0) return "sgd";
    return valueOf(choice, "nesterov") != 0.0 ? "nesterov" : "momentum";
}

std::optional<std::size_t> valleyOf(const DescentLoss& loss, const Trajectory& run) {
    if (!loss.surface || run.points.empty()) return std::nullopt;
    const double near = 0.05 * std::max(loss.surface->x.length(), loss.surface->y.length());
    for (std::size_t i = 0; i < loss.surface->minima.size(); ++i)
        if ((run.last - loss.surface->minima[i].at).length() < near) return i;
    return std::nullopt;
}

}  // namespace

Look lookOf(const OptimizerChoice& choice) {
    const std::string name = memberName(choice);
    const auto found = std::find_if(kLooks.begin(), kLooks.end(), [&name](const auto& row) { return row.first == name; });
    return found == kLooks.end() ? Look::None : found->second;
}

std::string titleOf(const OptimizerChoice& choice) {
    const OptimizerInfo* info = findOptimizer(memberName(choice));
    return info ? std::string(info->title) : choice.name;
}

Result<std::shared_ptr<const DescentRun>> descentRun(const DescentLoss& loss, const RunSettings& settings, const Task& task) {
    const auto inField = [&settings](Error error) {
        const bool own = error.field == "steps" || error.field == "noise" || error.field == "startX" || error.field == "startY";
        const bool ofSchedule = error.field.starts_with("schedule");
        if (ofSchedule)
            error.field = error.field == "schedule" ? settings.schedulePlace + ".name" : settings.schedulePlace + "." + error.field;
        else if (!own)
            error.field = settings.place + "." + (error.field == "optimizer" ? "name" : error.field);
        return error;
    };
    auto run = std::make_shared<DescentRun>();
    run->settings = settings;
    const Result<Optimizer> optimizer = makeOptimizer(settings.optimizer.name, settings.optimizer.parameters);
    if (!optimizer) return inField(optimizer.error());
    const Result<Schedule> schedule = makeSchedule(settings.schedule.name, settings.schedule.parameters);
    if (!schedule) return inField(schedule.error());
    run->look = lookOf(settings.optimizer);
    run->title = titleOf(settings.optimizer);
    DescentOptions options;
    options.start = settings.start;
    options.optimizer = *optimizer;
    options.schedule = *schedule;
    options.steps = settings.steps;
    options.seed = settings.seed;
    options.noise = settings.noise;
    Result<Trajectory> trajectory = descend(loss.loss, options, task.stop);
    if (!trajectory) return inField(trajectory.error());
    run->trajectory = std::move(*trajectory);
    run->valley = valleyOf(loss, run->trajectory);
    if (run->trajectory.stepsDone > 0) {
        const std::vector<Contribution> parts = stepInside(run->trajectory, 0).contributions;
        run->hasMomentum = std::any_of(parts.begin(), parts.end(), [](const Contribution& part) { return part.role == Role::Momentum; });
    }
    return std::shared_ptr<const DescentRun>(std::move(run));
}

DescentTrail descentTrail(const Trajectory& trajectory, Vec2 tolerance) {
    DescentTrail trail;
    const std::size_t count = trajectory.points.size();
    // A point is left out while everything since the last kept one stays close to it: a resting ball adds nothing, a turn is kept.
    for (std::size_t i = 0; i < count; ++i) {
        const bool end = i == 0 || i + 1 == count;
        const Vec2 kept = trail.points.empty() ? Vec2{} : trail.points.back();
        const Vec2 point = trajectory.points[i];
        if (!end && std::fabs(point.x - kept.x) <= tolerance.x && std::fabs(point.y - kept.y) <= tolerance.y) continue;
        trail.steps.push_back(static_cast<std::int32_t>(i));
        trail.points.push_back(point);
    }
    return trail;
}

namespace {

/// How much a lens at a place, as fractions of the map, would cover of what is to be seen.
double coveredBy(const DescentPrepared& prepared, Vec2 place) {
    constexpr double kReach = 0.24;   // of the map: the lens and a margin
    constexpr double kHandle = 10.0;  // what is dragged is never covered if that can be helped
    const Range x = prepared.field->x;
    const Range y = prepared.field->y;
    const double side = std::min(x.length(), y.length());
    double covered = 0.0;
    const auto away = [&](Vec2 point) { return Vec2{point.x - x.low - place.x * x.length(), point.y - y.low - place.y * y.length()}; };
    const auto count = [&](Vec2 point, double weight) {
        if (Vec2{away(point).x / x.length(), away(point).y / y.length()}.length() < kReach) covered += weight;
    };
    const auto countHandle = [&](Vec2 point) { covered += away(point).length() < kReach * side ? kHandle : 0.0; };
    for (const auto& trail : prepared.trails)
        for (const Vec2 point : trail->points) count(point, 1.0 / static_cast<double>(trail->points.size()));
    for (const auto& run : prepared.runs) count(run->trajectory.last, 0.5);
    for (const Vec2 minimum : *prepared.field->minima) count(minimum, 0.05);
    countHandle(prepared.start);
    for (const Vec2 start : prepared.otherStarts) countHandle(start);
    return covered;
}

}  // namespace

Vec2 lensCentreOf(const DescentPrepared& prepared) {
    constexpr std::array<Vec2, 7> kPlaces = {{{0.56, 0.2}, {0.2, 0.2}, {0.8, 0.2}, {0.8, 0.8}, {0.2, 0.8}, {0.5, 0.8}, {0.5, 0.5}}};
    constexpr double kEnough = 0.5;  // where one of the usual places covers no more, it is taken
    std::vector<Vec2> places(kPlaces.begin(), kPlaces.end());
    const auto best = [&] {
        return *std::min_element(places.begin(), places.end(),
                                 [&](Vec2 a, Vec2 b) { return coveredBy(prepared, a) < coveredBy(prepared, b); });
    };
    if (const Vec2 usual = best(); coveredBy(prepared, usual) < kEnough) return usual;
    for (const double across : {0.15, 0.3, 0.4, 0.6, 0.7, 0.85})
        for (const double up : {0.2, 0.35, 0.5, 0.65, 0.8}) places.push_back({across, up});
    return best();
}

const DescentRun* shownRun(const DescentPrepared& prepared) {
    if (prepared.racers == 0) return nullptr;
    const auto index = static_cast<std::size_t>(std::clamp<int>(prepared.scene.shown, 0, static_cast<int>(prepared.racers) - 1));
    return prepared.runs[index].get();
}

Vec2 ballAt(const Trajectory& trajectory, double position) {
    if (trajectory.points.empty()) return trajectory.options.start;
    const double last = static_cast<double>(trajectory.points.size() - 1);
    const double at = std::clamp(position, 0.0, last);
    const auto before = static_cast<std::size_t>(at);
    const double part = at - static_cast<double>(before);
    const Vec2 a = trajectory.points[before];
    if (part == 0.0) return a;
    return (1.0 - part) * a + part * trajectory.points[before + 1];
}

Points pathUntil(const DescentTrail& trail, double position, Vec2 last) {
    const auto end = std::upper_bound(trail.steps.begin(), trail.steps.end(), static_cast<std::int32_t>(std::floor(position)));
    auto points = std::make_shared<std::vector<Vec2>>(trail.points.begin(), trail.points.begin() + (end - trail.steps.begin()));
    if (points->empty() || points->back() != last) points->push_back(last);
    return points;
}

}  // namespace calc
