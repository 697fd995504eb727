#include "core/scene/accumulation_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/accumulation_parts.h"
#include "core/scene/chosen_range.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

Error cancelled() { return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}}; }

Result<std::shared_ptr<const AccumulationFunction>> readFunction(const std::string& text) {
    const auto parsed = parse(text);
    if (!parsed) return inField(parsed.error(), "function");
    auto function = std::make_shared<AccumulationFunction>();
    function->expression = *parsed;
    function->program = Program::compile(*parsed);
    function->formula = mathRow({mathItalic("f"), mathDelimited("()", mathItalic("x")), mathOperator("="), layout(*parsed)});
    return std::shared_ptr<const AccumulationFunction>(std::move(function));
}

std::optional<Error> readPlaces(AccumulationPrepared& prepared) {
    const auto from = parseNumber(prepared.scene.from);
    if (!from) return inField(from.error(), "from");
    const auto at = parseNumber(prepared.scene.at);
    if (!at) return inField(at.error(), "at");
    prepared.from = *from;
    prepared.at = *at;
    const Range chosen = chosenAccumulationRange(*from, *at);
    if (!chosen.isFinite() || !std::isfinite(chosen.length()))
        return Error{ErrorCode::BadValue, CALC_TEXT("a and x are further apart than a double can say."), std::nullopt, "at"};
    return std::nullopt;
}

Timeline makeTimeline(const AccumulationPrepared& prepared) {
    constexpr int kTicks = 6;
    const std::vector<AccumulationMoment>& moments = *prepared.moments;
    Timeline timeline;
    double nearest = HUGE_VAL;
    for (const AccumulationMoment& moment : moments) {
        if (moment.isStop) timeline.stops.push_back(moment.time);
        const double away = std::fabs(moment.x - prepared.at);
        if (away < nearest) timeline.opening = moment.time;
        nearest = std::min(nearest, away);
    }
    timeline.duration = timeline.stops.back();
    const double length = moments.back().x - moments.front().x;
    if (!(length > 0.0)) return timeline;
    const double step = roundStep(length / (kTicks - 1));
    double next = std::ceil(moments.front().x / step - 1e-9) * step;
    for (const AccumulationMoment& moment : moments) {
        if (moment.x < next - 1e-9 * step) continue;
        timeline.ticks.push_back({moment.time, {"{0}", {displayNumber(std::fabs(next) < 1e-9 * step ? 0.0 : next, 4)}}});
        next += step;
    }
    return timeline;
}

}  // namespace

Range chosenAccumulationRange(double from, double at) {
    constexpr double kBefore = 0.12;  // of the distance
    constexpr double kBeyond = 0.35;
    constexpr double kLeast = 2.0;
    const double low = std::min(from, at);
    const double high = std::max(from, at);
    const double size = std::max(std::fabs(low), std::fabs(high));
    const double length = std::max(high - low, std::max(size <= 10.0 ? kLeast : 0.2 * size, 1e-3 * size));
    const double step = roundStep(length / 50.0);
    if (!(step > 0.0)) return {low - 1.0, high + 1.0};
    return {std::floor((low - kBefore * length) / step) * step, std::ceil((high + kBeyond * length) / step) * step};
}

Result<std::shared_ptr<const AccumulationPrepared>> prepareAccumulation(const AccumulationScene& scene,
                                                                        const AccumulationPrepared* previous, const Task& task) {
    auto prepared = std::make_shared<AccumulationPrepared>();
    prepared->scene = scene;
    const bool sameFunction = previous && previous->scene.function == scene.function;
    if (sameFunction) {
        prepared->function = previous->function;
    } else {
        auto function = readFunction(scene.function);
        if (!function) return function.error();
        prepared->function = *function;
    }
    if (auto wrong = readPlaces(*prepared)) return *wrong;
    const Range window = scene.xRange.value_or(chosenAccumulationRange(prepared->from, prepared->at));
    const bool sameCurve = sameFunction && previous->curve->x == window && previous->scene.yRange == scene.yRange;
    prepared->curve = sameCurve ? previous->curve
                                : std::make_shared<const AccumulationCurve>(accumulationCurve(*prepared->function, scene, window, task));
    if (task.stop.stop_requested()) return cancelled();
    const Range whole{std::min({window.low, prepared->from, prepared->at}), std::max({window.high, prepared->from, prepared->at})};
    const bool sameSum = sameFunction && previous->curve->x == window && previous->from == prepared->from && previous->sum->range == whole;
    if (sameSum) {
        prepared->sum = previous->sum;
    } else {
        auto sum = accumulationSum(*prepared->function, prepared->from, window, whole, task);
        if (!sum) return sum.error();
        prepared->sum = *sum;
    }
    if (task.stop.stop_requested()) return cancelled();
    const bool sameMoments = sameSum && sameCurve && previous->at == prepared->at;
    prepared->moments =
        sameMoments ? previous->moments : std::make_shared<const std::vector<AccumulationMoment>>(accumulationMoments(*prepared, task));
    if (task.stop.stop_requested()) return cancelled();
    prepared->timeline = makeTimeline(*prepared);
    const bool sameMarks = sameMoments && previous->scene.from == scene.from;
    prepared->curveMarks = sameMarks ? previous->curveMarks : accumulationCurveMarks(*prepared);
    prepared->sumMarks = sameMarks ? previous->sumMarks : accumulationSumMarks(*prepared);
    return std::shared_ptr<const AccumulationPrepared>(std::move(prepared));
}

Timeline accumulationTimeline(const AccumulationPrepared& prepared) { return prepared.timeline; }

}  // namespace calc
