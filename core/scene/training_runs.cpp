#include <algorithm>
#include <cmath>
#include <limits>

#include "core/descent/surfaces.h"
#include "core/expression/parser.h"
#include "core/scene/descent_prepare.h"
#include "core/scene/formula_parts.h"
#include "core/scene/training_parts.h"

namespace calc {
namespace {

constexpr std::int64_t kLongRun = 20000;
constexpr std::int64_t kShortestLongRun = 2000;
constexpr double kStandardClip = 1.0;

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

/// Errors of the parts name the settings of the scene.
Error placed(Error error) {
    const bool own =
        error.field == "steps" || error.field == "noise" || error.field == "startX" || error.field == "startY" || error.field == "clip";
    if (own) return error;
    if (error.field.starts_with("schedule"))
        error.field = error.field == "schedule" ? "schedule.name" : "schedule." + error.field;
    else
        error.field = error.field == "optimizer" ? "optimizer.name" : "optimizer." + error.field;
    return error;
}

Result<DescentOptions> optionsOf(const TrainingLoss& loss, const TrainingScene& scene, Vec2 start) {
    const Result<Optimizer> optimizer = makeOptimizer(scene.optimizer.name, scene.optimizer.parameters);
    if (!optimizer) return placed(optimizer.error());
    const Result<Schedule> schedule = makeSchedule(scene.schedule.name, scene.schedule.parameters);
    if (!schedule) return placed(schedule.error());
    DescentOptions options;
    options.start = start;
    options.optimizer = *optimizer;
    options.schedule = *schedule;
    options.noise = scene.noise;
    if (scene.clip > 0.0) options.clip = scene.clip;
    options.steps = scene.steps;
    options.seed = scene.seed;
    options.curvature = loss.curvature;
    return options;
}

/// A limit to measure from: what the run came to, as far as it was run.
double limitOf(const TrainingRun& run, const Trajectory& whole, const TrainingScene& scene) {
    // Of a run that flies apart the lowest loss stands in, so that there is something to measure from.
    const double least = *std::min_element(whole.loss.begin(), whole.loss.end());
    const double first = std::max(1.0, std::fabs(whole.loss.front()));
    if (run.diverged) return std::min(0.0, least);
    // Under noise the last loss is as good as any other.
    if (scene.noise > 0.0) return least >= 0.0 && least < 1e-3 * first ? 0.0 : least;
    return least >= 0.0 && std::fabs(whole.lastLoss) < 1e-12 * first ? 0.0 : whole.lastLoss;
}

void setDistances(TrainingRun& run, double limit, std::size_t used) {
    run.limit = limit;
    run.distances.clear();
    for (const double value : run.losses) run.distances.push_back(std::fabs(value - limit));
    const double floor = std::max(1e-13 * std::max(std::fabs(limit), run.distances.front()), 1e-280);
    if (!run.diverged) run.fit = fitRate(std::span(run.distances).first(std::min(run.distances.size(), used)), floor);
}

/// Losses, their distances from the limit, and how fast these fall.
void measure(TrainingRun& run, const Trajectory& whole, const TrainingScene& scene) {
    constexpr double kStillFalling = 0.3;  // of the loss where the picture ends is left at the end of the long run
    if (whole.loss.empty()) return;
    run.losses = whole.loss;
    const auto used = static_cast<std::size_t>(scene.steps) + 1;
    setDistances(run, limitOf(run, whole, scene), used);
    const bool stillFalls = !run.diverged && run.ended != StopReason::AtRest && run.limit > 0.0 && run.losses.size() > used &&
                            run.limit < kStillFalling * run.losses[used - 1];
    if (!stillFalls) return;
    // It has not come to its limit. Where the fall fits as well on its way to 0, it is measured from there, and no limit is claimed.
    constexpr double kAsWell = 1.2, kNothing = 0.005;  // of the other residual; of ln: cannot be seen
    const RateFit fit = run.fit;
    const double limit = run.limit;
    setDistances(run, 0.0, used);
    const bool fitsAsWell =
        run.fit.kind != RateFit::Kind::None && (fit.kind == RateFit::Kind::None || run.fit.residual < kAsWell * fit.residual + kNothing);
    if (!fitsAsWell) setDistances(run, limit, used);
}

}  // namespace

Result<std::shared_ptr<const TrainingLoss>> trainingLoss(const TrainingScene& scene) {
    auto loss = std::make_shared<TrainingLoss>();
    const Surface* surface = findSurface(scene.surface);
    loss->dimension = scene.surface == "curve" ? 1 : 2;
    if (!surface && scene.surface != "curve" && scene.surface != "typed")
        return Error{ErrorCode::UnknownName, {CALC_TEXT("There is no surface named {0}."), {scene.surface}}, std::nullopt, "surface"};
    const std::string text = surface ? formulaOf(*surface, scene.conditionNumber) : scene.function;
    const auto variables = loss->dimension == 1 ? std::vector{Variable::X} : std::vector{Variable::X, Variable::Y};
    const auto parsed = parse(text, variables);
    if (!parsed) return inField(parsed.error(), "function");
    loss->loss = compileLoss(*parsed, loss->dimension);
    loss->curvature = std::make_shared<const Curvature>(loss->loss);
    loss->formula = layout(*parsed);
    return std::shared_ptr<const TrainingLoss>(std::move(loss));
}

Result<std::shared_ptr<const TrainingRun>> trainingRun(const TrainingLoss& loss, const TrainingScene& scene, Vec2 start, const Task& task) {
    const auto options = optionsOf(loss, scene, start);
    if (!options) return options.error();
    auto run = std::make_shared<TrainingRun>();
    run->look = lookOf(scene.optimizer);
    run->name = Message(titleOf(scene.optimizer));
    Result<Trajectory> shown = descend(loss.loss, *options, task.stop);
    if (!shown) return placed(shown.error());
    run->trajectory = std::move(*shown);
    DescentOptions longer = *options;
    longer.steps = std::clamp<std::int64_t>(20 * options->steps, kShortestLongRun, std::max<std::int64_t>(kLongRun, options->steps));
    // A cosine schedule is over at its lowest point: run on, it would heat up again.
    if (options->schedule.kind == Schedule::Kind::Cosine)
        longer.steps = std::max(options->steps, std::min(longer.steps, static_cast<std::int64_t>(options->schedule.halfPeriod)));
    const Result<Trajectory> whole = descend(loss.loss, longer, task.stop);
    if (!whole) return placed(whole.error());
    run->looked = whole->stepsDone;
    run->ended = whole->stopped;
    run->diverged = whole->stopped == StopReason::Diverged || whole->stopped == StopReason::LeftDomain;
    if (whole->loss.empty()) return std::shared_ptr<const TrainingRun>(std::move(run));
    measure(*run, *whole, scene);
    return std::shared_ptr<const TrainingRun>(std::move(run));
}

void measureTogether(std::vector<TrainingRun>& runs) {
    double lowest = std::numeric_limits<double>::infinity();
    double first = 1.0;
    for (const TrainingRun& run : runs) {
        if (run.losses.empty()) continue;
        first = std::max(first, std::fabs(run.losses.front()));
        if (!run.diverged) lowest = std::min(lowest, *std::min_element(run.losses.begin(), run.losses.end()));
    }
    if (!std::isfinite(lowest) || (lowest >= 0.0 && lowest < 1e-3 * first)) lowest = 0.0;
    for (TrainingRun& run : runs) {
        run.limit = lowest;
        for (std::size_t k = 0; k < run.losses.size(); ++k) run.distances[k] = std::fabs(run.losses[k] - lowest);
    }
}

std::array<TrainingScene, kRemedies> remedyScenes(const TrainingScene& scene) {
    std::array<TrainingScene, kRemedies> scenes{scene, scene, scene, scene};
    ScheduleChoice schedule = scene.schedule;
    if (schedule.name == "constant") schedule = {"cosine", {{"schedule_T_max", static_cast<double>(scene.steps)}}};
    const double clip = scene.clip > 0.0 ? scene.clip : kStandardClip;
    const auto set = [&](std::size_t index, bool clipped, bool scheduled) {
        scenes[index].clip = clipped ? clip : 0.0;
        scenes[index].schedule = scheduled ? schedule : ScheduleChoice{};
    };
    set(0, false, false);
    set(1, true, false);
    set(2, false, true);
    set(3, true, true);
    return scenes;
}

}  // namespace calc
