#include "core/scene/area_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/area_partition.h"
#include "core/scene/area_parts.h"
#include "core/scene/chosen_range.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

FormulaBox namedFormula(const char* name, const Expression& expression) {
    return mathRow({mathItalic(name), mathDelimited("()", mathItalic("x")), mathOperator("="), layout(expression)});
}

bool isBlank(const std::string& text) { return text.find_first_not_of(" \t") == std::string::npos; }

Result<std::shared_ptr<const AreaFunction>> readFunction(const AreaScene& scene) {
    const auto parsed = parse(scene.function);
    if (!parsed) return inField(parsed.error(), "function");
    auto function = std::make_shared<AreaFunction>();
    function->text = scene.function;
    function->program = Program::compile(*parsed);
    function->formula = namedFormula("f", *parsed);
    function->difference = *parsed;
    function->height = function->program;
    if (isBlank(scene.second)) return std::shared_ptr<const AreaFunction>(std::move(function));
    const auto second = parse(scene.second);
    if (!second) return inField(second.error(), "second");
    function->secondText = scene.second;
    function->second = Program::compile(*second);
    function->secondFormula = namedFormula("g", *second);
    function->difference = *parsed - *second;
    function->height = Program::compile(function->difference);
    return std::shared_ptr<const AreaFunction>(std::move(function));
}

std::optional<Error> checkCuts(const AreaScene& scene) {
    double before = 0.0;
    for (const double cut : scene.cuts) {
        if (!(cut > before && cut < 1.0))
            return Error{ErrorCode::BadValue, CALC_TEXT("The cuts are parts of the way from a to b: ascending, above 0, below 1."),
                         std::nullopt, "cuts"};
        before = cut;
    }
    return std::nullopt;
}

Result<Range> readLimits(const AreaScene& scene) {
    const auto from = parseNumber(scene.from, InfinityRule::Allow);
    if (!from) return inField(from.error(), "from");
    const auto to = parseNumber(scene.to, InfinityRule::Allow);
    if (!to) return inField(to.error(), "to");
    if (std::isfinite(*from) && std::isfinite(*to) && !std::isfinite(*to - *from)) {
        return Error{ErrorCode::BadValue, CALC_TEXT("The bounds are further apart than a double can say."), std::nullopt, "to"};
    }
    return Range{*from, *to};
}

Timeline makeTimeline(const AreaPrepared& prepared) {
    if (prepared.moving) return movingTimeline(prepared);
    Timeline timeline;
    if (!prepared.sums) {
        timeline.stops = {0.0};
        return timeline;
    }
    for (const AreaStop& stop : prepared.sums->stops) timeline.stops.push_back(stop.time);
    const double first = timeline.stops.front();
    for (double& time : timeline.stops) time -= first;
    timeline.duration = timeline.stops.back();
    for (const int n : {1, 10, 100, 1000}) {
        const double time = areaTime(n) - first;
        if (time >= 0.0 && time <= timeline.duration) timeline.ticks.push_back({time, {"{0}", {std::int64_t{n}}}});
    }
    const int opening = possiblePieces(prepared.scene, prepared.scene.rectangles);
    for (const AreaStop& stop : prepared.sums->stops) {
        if (stop.n <= opening) timeline.opening = stop.time - first;
    }
    return timeline;
}

/// Whether the sums of both are the same: all that they are made from but function and bounds.
bool sameSums(const AreaScene& a, const AreaScene& b) {
    const bool usesSeed = b.rule == SumRule::Random;
    return a.rule == b.rule && a.rectangles == b.rectangles && a.cuts == b.cuts && a.samples == b.samples &&
           (!usesSeed || a.seed == b.seed);
}

bool sameView(const AreaScene& a, const AreaScene& b) { return a.xRange == b.xRange && a.yRange == b.yRange && a.watch == b.watch; }

/// What runs: bounds that move where that was asked for or there is no other way, else the sums. `previous` has the same function and
/// bounds, or is null.
std::optional<Error> prepareWatched(AreaPrepared& prepared, const AreaPrepared* previous, const Task& task) {
    const AreaScene& scene = prepared.scene;
    const Range limits = prepared.exact->limits;
    const bool wantsMoving = scene.watch == AreaWatch::MovingBounds || !limits.isFinite();
    if (wantsMoving) prepared.way = previous && previous->way ? previous->way : areaMoving(*prepared.function, limits, task);
    prepared.moving = prepared.way && scene.reach ? withReach(prepared.way, *scene.reach, limits.low > limits.high, task) : prepared.way;
    if (prepared.moving || !limits.isFinite() || limits.low == limits.high) return std::nullopt;
    if (previous && previous->sums && sameSums(previous->scene, scene)) {
        prepared.sums = previous->sums;
        prepared.chart = previous->chart;
        return std::nullopt;
    }
    auto sums = areaSums(*prepared.function, limits, scene, task);
    if (!sums) return sums.error();
    prepared.sums = *sums;
    if (prepared.exact->integral.kind == IntegralKind::Value)
        prepared.chart = areaChart(*prepared.function, *prepared.exact, **sums, scene, task);
    return std::nullopt;
}

/// What stands still; while only the bounds that move are dragged it stays what it was. `previous` has the same curve, or is null.
void takeMarks(AreaPrepared& prepared, const AreaPrepared* previous) {
    if (prepared.way && previous && previous->way == prepared.way) {
        prepared.stillMarks = previous->stillMarks;
        prepared.chartMarks = previous->chartMarks;
        return;
    }
    prepared.stillMarks = areaStillMarks(prepared);
    prepared.chartMarks = prepared.moving ? movingChartMarks(prepared) : areaChartMarks(prepared, prepared.chartNames);
}

}  // namespace

Range chosenAreaRange(Range limits) {
    constexpr double kAside = 0.15;   // of the length, beside each bound
    constexpr double kNearby = 0.25;  // the axis is shown where it is no further away
    constexpr double kAxisAside = 0.05;
    constexpr double kWithoutEnd = 10.0;
    double low = std::min(limits.low, limits.high);
    double high = std::max(limits.low, limits.high);
    if (!std::isfinite(low)) low = std::isfinite(high) ? high - kWithoutEnd : -0.5 * kWithoutEnd;
    if (!std::isfinite(high)) high = std::isfinite(limits.low) || std::isfinite(limits.high) ? low + kWithoutEnd : 0.5 * kWithoutEnd;
    const double length = high > low ? high - low : std::max(2.0, 0.1 * std::fabs(low));
    const bool axisLeft = low > 0.0 && low < kNearby * length;
    const bool axisRight = high < 0.0 && -high < kNearby * length;
    low -= kAside * length;
    high += kAside * length;
    if (axisLeft) low = std::min(low, -kAxisAside * length);
    if (axisRight) high = std::max(high, kAxisAside * length);
    const double step = roundStep(length / 50.0);
    return {std::floor(low / step) * step, std::ceil(high / step) * step};
}

Result<std::shared_ptr<const AreaPrepared>> prepareArea(const AreaScene& scene, const AreaPrepared* previous, const Task& task) {
    auto prepared = std::make_shared<AreaPrepared>();
    prepared->scene = scene;
    if (auto wrong = checkCuts(scene)) return *std::move(wrong);
    const bool sameFunction = previous && previous->scene.function == scene.function && previous->scene.second == scene.second;
    if (sameFunction) {
        prepared->function = previous->function;
    } else {
        auto function = readFunction(scene);
        if (!function) return function.error();
        prepared->function = *function;
    }
    const auto limits = readLimits(scene);
    if (!limits) return limits.error();
    const bool sameLimits = sameFunction && previous->exact->limits == *limits;
    const bool sameCurve = sameLimits && sameView(previous->scene, scene);
    prepared->curve = sameCurve ? previous->curve : std::make_shared<AreaCurve>(areaCurve(*prepared->function, scene, *limits, task));
    prepared->exact =
        sameLimits ? previous->exact : std::make_shared<AreaExact>(areaExact(*prepared->function, *limits, prepared->curve->x, task));
    prepared->fill = sameCurve ? previous->fill : areaFill(*prepared->function, *prepared->curve, *limits);
    if (auto failed = prepareWatched(*prepared, sameLimits ? previous : nullptr, task)) return *std::move(failed);
    if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    prepared->timeline = makeTimeline(*prepared);
    if (scene.goal) prepared->goal = areaGoal(*prepared, task);
    takeMarks(*prepared, sameCurve ? previous : nullptr);
    return std::shared_ptr<const AreaPrepared>(std::move(prepared));
}

Timeline areaTimeline(const AreaPrepared& prepared) { return prepared.timeline; }

}  // namespace calc
