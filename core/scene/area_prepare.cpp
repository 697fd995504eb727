#include "core/scene/area_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/area_parts.h"
#include "core/scene/chosen_range.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

Result<std::shared_ptr<const AreaFunction>> readFunction(const std::string& text) {
    const auto parsed = parse(text);
    if (!parsed) return inField(parsed.error(), "function");
    auto function = std::make_shared<AreaFunction>();
    function->text = text;
    function->expression = *parsed;
    function->program = Program::compile(*parsed);
    function->formula = mathRow({mathItalic("f"), mathDelimited("()", mathItalic("x")), mathOperator("="), layout(*parsed)});
    return std::shared_ptr<const AreaFunction>(std::move(function));
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
        if (areaTime(n) >= first) timeline.ticks.push_back({areaTime(n) - first, {"{0}", {std::int64_t{n}}}});
    }
    const int opening = prepared.scene.rectangles + (prepared.scene.rule == SumRule::Simpson ? prepared.scene.rectangles % 2 : 0);
    for (const AreaStop& stop : prepared.sums->stops) {
        if (stop.n <= opening) timeline.opening = stop.time - first;
    }
    return timeline;
}

bool sameView(const AreaScene& a, const AreaScene& b) { return a.xRange == b.xRange && a.yRange == b.yRange; }

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
    const bool sameFunction = previous && previous->scene.function == scene.function;
    if (sameFunction) {
        prepared->function = previous->function;
    } else {
        auto function = readFunction(scene.function);
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
    const bool hasSums = limits->isFinite() && limits->low != limits->high;
    const bool sameSums = sameLimits && previous->scene.rule == scene.rule && previous->scene.rectangles == scene.rectangles;
    if (sameSums) {
        prepared->sums = previous->sums;
        prepared->chart = previous->chart;
    } else if (hasSums) {
        auto sums = areaSums(*prepared->function, *limits, scene.rule, scene.rectangles, task);
        if (!sums) return sums.error();
        prepared->sums = *sums;
        if (prepared->exact->integral.kind == IntegralKind::Value) {
            prepared->chart = areaChart(*prepared->function, *prepared->exact, **sums, scene.rule, task);
        }
    }
    if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    prepared->timeline = makeTimeline(*prepared);
    prepared->stillMarks = areaStillMarks(*prepared);
    prepared->chartMarks = areaChartMarks(*prepared);
    return std::shared_ptr<const AreaPrepared>(std::move(prepared));
}

Timeline areaTimeline(const AreaPrepared& prepared) { return prepared.timeline; }

}  // namespace calc
