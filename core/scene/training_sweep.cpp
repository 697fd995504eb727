#include <algorithm>
#include <cmath>
#include <limits>

#include "core/descent/parameters.h"
#include "core/descent/stability.h"
#include "core/scene/training_parts.h"

namespace calc {
namespace {

constexpr int kRates = 181;
constexpr std::int64_t kEarlySteps = 20;
constexpr std::int64_t kLateSteps = 3000;
constexpr double kDecades = 14.0;

std::optional<Optimizer> withRate(const TrainingScene& scene, double rate) {
    ParameterValues values = scene.optimizer.parameters;
    values["learning_rate"] = rate;
    const auto optimizer = makeOptimizer(scene.optimizer.name, values);
    return optimizer ? std::optional(*optimizer) : std::nullopt;
}

/// The largest curvature at a point; nullopt where it does not bend upwards.
std::optional<double> largestCurvature(const TrainingLoss& loss, Vec2 point) {
    const std::optional<Hessian> hessian = (*loss.curvature)(point);
    if (!hessian) return std::nullopt;
    const double largest = loss.dimension == 1 ? hessian->xx : eigenvaluesOf(*hessian).high;
    return largest > 1e-12 ? std::optional(largest) : std::nullopt;
}

/// The place where a cautious run comes to rest: a hundredth of the curvature's limit at the start, or of the scene's learning rate.
std::optional<double> curvatureAtRest(const TrainingLoss& loss, const TrainingScene& scene, const TrainingRun& run, const Task& task) {
    DescentOptions options = run.trajectory.options;
    const auto atStart = largestCurvature(loss, options.start);
    const double cautious = std::min(learningRateOf(scene), atStart ? 0.5 / *atStart : learningRateOf(scene));
    const auto optimizer = withRate(scene, cautious);
    if (!optimizer) return std::nullopt;
    options.optimizer = *optimizer;
    options.schedule = Schedule{};
    options.clip.reset();
    options.noise = 0.0;
    options.steps = 20000;
    options.record = Record::LastPoint;
    const auto settled = descend(loss.loss, options, task.stop);
    if (!settled || settled->stopped == StopReason::Diverged || settled->stopped == StopReason::LeftDomain) return std::nullopt;
    return largestCurvature(loss, settled->last);
}

Range chosenRates(const std::optional<double>& cliff, double rate) {
    const double centre = cliff.value_or(rate > 0.0 ? rate : 0.1);
    return {centre * 1e-3, centre * 8.0};
}

Points lineOfLosses(const std::vector<SweepPoint>& points, double SweepPoint::*loss, double floor, Range range) {
    auto line = std::make_shared<std::vector<Vec2>>();
    for (const SweepPoint& point : points) {
        const double distance = point.*loss - floor;
        line->push_back({point.rate, std::isfinite(distance) ? std::clamp(distance, 0.5 * range.low, 2.0 * range.high) : 2.0 * range.high});
    }
    return line;
}

}  // namespace

double learningRateOf(const TrainingScene& scene) {
    const OptimizerInfo* info = findOptimizer(scene.optimizer.name);
    return info ? parameterValue(info->parameters, scene.optimizer.parameters, "learning_rate") : 0.0;
}

std::shared_ptr<const TrainingSweep> trainingSweep(const TrainingLoss& loss, const TrainingScene& scene, const TrainingRun& run,
                                                   const Task& task) {
    auto sweep = std::make_shared<TrainingSweep>();
    sweep->curvature = curvatureAtRest(loss, scene, run, task);
    if (sweep->curvature) sweep->cliff = learningRateLimit(run.trajectory.options.optimizer, *sweep->curvature);
    sweep->rates = scene.rates && scene.rates->low > 0.0 ? *scene.rates : chosenRates(sweep->cliff, learningRateOf(scene));
    SweepOptions options;
    options.earlySteps = sweep->earlySteps = kEarlySteps;
    options.lateSteps = sweep->lateSteps = kLateSteps;
    options.progress = task.progress;
    options.stop = task.stop;
    const double decades = std::log10(sweep->rates.high / sweep->rates.low);
    for (int i = 0; i < kRates; ++i)
        options.rates.push_back(sweep->rates.low * std::pow(10.0, decades * static_cast<double>(i) / (kRates - 1)));
    DescentOptions each = run.trajectory.options;
    sweep->points = sweepRates(
        loss.loss, each, [&scene](double rate) { return withRate(scene, rate); }, options);
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (const SweepPoint& point : sweep->points) {
        if (std::isfinite(point.late)) least = std::min(least, point.late);
    }
    if (!std::isfinite(least)) least = 0.0;
    // A loss with a floor at 0 is shown as it is.
    const double first = run.trajectory.loss.empty() ? 1.0 : run.trajectory.loss.front();
    sweep->floor = least >= 0.0 && least < 1e-9 * std::max(1.0, std::fabs(first)) ? 0.0 : least;
    for (const SweepPoint& point : sweep->points)
        if (std::isfinite(point.early) && !point.diverged) most = std::max(most, point.early - sweep->floor);
    const double start = std::fabs(first - sweep->floor);
    const double top = std::clamp(std::ceil(std::log10(std::max({std::min(most, 1e3 * start), start, 1e-280})) + 1e-9), -270.0, 300.0);
    sweep->losses = {std::pow(10.0, top - kDecades), std::pow(10.0, top)};
    sweep->early = lineOfLosses(sweep->points, &SweepPoint::early, sweep->floor, sweep->losses);
    sweep->late = lineOfLosses(sweep->points, &SweepPoint::late, sweep->floor, sweep->losses);
    auto diverged = std::make_shared<std::vector<Vec2>>();
    for (const SweepPoint& point : sweep->points)
        if (point.diverged) diverged->push_back({point.rate, std::pow(10.0, top - 0.3)});
    sweep->diverged = std::move(diverged);
    return sweep;
}

}  // namespace calc
