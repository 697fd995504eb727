#include "core/scene/probability_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/probability_parts.h"

namespace calc {
namespace {

constexpr double kMostError = 1e-3;  // of a probability that is shown

Error cancelled() { return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}}; }

bool isDensityOf(const ProbabilityDensity& density, const ProbabilityScene& scene) {
    if (density.choice != scene.distribution) return false;
    if (scene.distribution.name != kTypedDensity) return true;
    return density.function == scene.function && density.supportFrom == scene.supportFrom && density.supportTo == scene.supportTo;
}

Result<ProbabilityQuantile> readQuantile(const ProbabilityDensity& density, const std::string& text, const Task& task) {
    const auto p = parseNumber(text);
    if (!p) {
        Error error = p.error();
        error.field = "quantile";
        return error;
    }
    const auto x = watched(density.distribution, task).quantile(*p);
    if (!x) return x.error();
    const bool isKnown = x->error <= kMostError * std::max(density.bulk.length(), std::fabs(x->value));
    return ProbabilityQuantile{*p, *x, isKnown};
}

Timeline areaTimelineOf(const ProbabilityArea& area) {
    constexpr std::size_t kEvery = 12;
    Timeline timeline;
    for (std::size_t i = 0; i < area.moments.size(); i += kEvery) timeline.stops.push_back(area.moments[i].time);
    timeline.duration = timeline.stops.back();
    timeline.opening = timeline.duration;
    return timeline;
}

Timeline sampleTimelineOf(const ProbabilitySamples& samples, int count) {
    Timeline timeline;
    for (const SampleMoment& moment : samples.moments) {
        const double unit = std::pow(10.0, std::floor(std::log10(static_cast<double>(moment.n))));
        if (std::fmod(moment.n, unit) == 0.0 || &moment == &samples.moments.back()) timeline.stops.push_back(moment.time);
        if (moment.n == static_cast<int>(unit)) timeline.ticks.push_back({moment.time, {"{0}", {std::int64_t{moment.n}}}});
        if (moment.n <= count) timeline.opening = moment.time;
    }
    timeline.duration = timeline.stops.back();
    return timeline;
}

}  // namespace

ProbabilityScene withWindowKept(const ProbabilityScene& scene) {
    ProbabilityScene kept = scene;
    const auto density = readDensity(scene, {});
    const auto bounds = readBounds(scene);
    if (density && bounds) kept.xRange = chosenProbabilityRange(**density, *bounds);
    return kept;
}

Result<std::shared_ptr<const ProbabilityPrepared>> prepareProbability(const ProbabilityScene& scene, const ProbabilityPrepared* previous,
                                                                      const Task& task) {
    auto prepared = std::make_shared<ProbabilityPrepared>();
    prepared->scene = scene;
    const bool sameDensity = previous && isDensityOf(*previous->density, scene);
    if (sameDensity) {
        prepared->density = previous->density;
    } else {
        auto density = readDensity(scene, task);
        if (!density) return density.error();
        prepared->density = *density;
    }
    if (task.stop.stop_requested()) return cancelled();
    const auto bounds = readBounds(scene);
    if (!bounds) return bounds.error();
    const auto quantile = readQuantile(*prepared->density, scene.quantile, task);
    if (!quantile) return quantile.error();
    prepared->quantile = *quantile;
    if (task.stop.stop_requested()) return cancelled();
    const Range window = scene.xRange.value_or(chosenProbabilityRange(*prepared->density, *bounds));
    const bool sameCurve =
        sameDensity && previous->curve->x == window && previous->scene.yRange == scene.yRange && previous->scene.view == scene.view;
    prepared->curve =
        sameCurve ? previous->curve : std::make_shared<const ProbabilityCurve>(probabilityCurve(*prepared->density, scene, window, task));
    const bool sameArea = sameCurve && previous->area->a == bounds->low && previous->area->b == bounds->high;
    prepared->area =
        sameArea ? previous->area : std::make_shared<const ProbabilityArea>(probabilityArea(*prepared->density, *bounds, window, task));
    if (task.stop.stop_requested()) return cancelled();
    if (prepared->area->area.error > kMostError)
        return Error{ErrorCode::BadValue,
                     CALC_TEXT("The areas under this function could not be measured: it is too wild, or a needle. Let it "
                               "live on a shorter range."),
                     std::nullopt, "function"};
    if (scene.view == ProbabilityView::Samples) {
        prepared->samples = probabilitySamples(*prepared, sameDensity ? previous : nullptr, task);
        if (task.stop.stop_requested()) return cancelled();
        prepared->chartMarks = sampleChartMarks(*prepared);
    }
    prepared->timeline = prepared->samples ? sampleTimelineOf(*prepared->samples, scene.count) : areaTimelineOf(*prepared->area);
    prepared->densityMarks = probabilityDensityMarks(*prepared);
    prepared->cumulativeMarks = probabilityCumulativeMarks(*prepared);
    return std::shared_ptr<const ProbabilityPrepared>(std::move(prepared));
}

Timeline probabilityTimeline(const ProbabilityPrepared& prepared) { return prepared.timeline; }

}  // namespace calc
