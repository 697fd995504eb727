#include "core/scene/series_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/series_parts.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

Error stopped() { return {ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}}; }

Result<std::shared_ptr<const SeriesFormula>> readFormula(const SeriesScene& scene, const Task& task) {
    const auto parsed = parse(scene.term, {Variable::N});
    if (!parsed) return inField(parsed.error(), "term");
    auto formula = std::make_shared<SeriesFormula>();
    formula->expression = *parsed;
    formula->program = Program::compile(*parsed, {Variable::N});
    formula->formula = layout(*parsed);
    SeriesOptions options;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    formula->verdict = series(*parsed, scene.from, options);
    return std::shared_ptr<const SeriesFormula>(std::move(formula));
}

/// One stop for each term, or each degree.
Timeline makeTimeline(const SeriesPrepared& prepared) {
    constexpr double kTerm = 0.4;  // seconds
    constexpr double kDegree = 1.4;
    constexpr double kWhole = 16.0;
    Timeline timeline;
    const std::size_t count = prepared.isTaylor() ? prepared.picture->polynomials.size() : prepared.terms->sums.size();
    const double slowest = prepared.isTaylor() ? kDegree : kTerm;
    const double each = std::min(slowest, kWhole / static_cast<double>(std::max<std::size_t>(1, count)));
    for (std::size_t k = 0; k < std::max<std::size_t>(1, count); ++k) timeline.stops.push_back(each * static_cast<double>(k));
    timeline.duration = timeline.stops.back();
    if (count < 2) return timeline;
    const std::size_t tick = std::max<std::size_t>(1, (count - 1) / 5);
    const std::int64_t first = prepared.isTaylor() ? 0 : prepared.scene.from;
    for (std::size_t k = 0; k < count; k += tick)
        timeline.ticks.push_back({timeline.stops[k], {"{0}", {first + static_cast<std::int64_t>(k)}}});
    // Terms are counted from one, degrees from zero.
    const int opening = prepared.isTaylor() ? prepared.scene.shown : prepared.scene.shown - 1;
    timeline.opening = stopTime(timeline, std::max(0, opening));
    return timeline;
}

std::optional<Error> prepareSums(SeriesPrepared& prepared, const SeriesPrepared* previous, const Task& task) {
    const SeriesScene& scene = prepared.scene;
    const bool sameFormula = previous && previous->formula && previous->scene.term == scene.term && previous->scene.from == scene.from;
    if (sameFormula) {
        prepared.formula = previous->formula;
    } else {
        auto formula = readFormula(scene, task);
        if (!formula) return formula.error();
        prepared.formula = *formula;
    }
    if (task.stop.stop_requested()) return stopped();
    const bool sameTerms =
        sameFormula && previous->terms && previous->scene.terms == scene.terms && previous->scene.acceleration == scene.acceleration;
    if (sameTerms) {
        prepared.terms = previous->terms;
        prepared.mainMarks = previous->mainMarks;
        prepared.sideMarks = previous->sideMarks;
        prepared.errorMarks = previous->errorMarks;
        // After a look at Taylor polynomials the marks are those.
        if (!previous->isTaylor()) return std::nullopt;
    } else {
        prepared.terms = partialSums(*prepared.formula, scene);
    }
    prepared.mainMarks = sumMarks(prepared);
    prepared.sideMarks = seriesTermMarks(prepared);
    prepared.errorMarks = sumErrorMarks(prepared);
    return std::nullopt;
}

std::optional<Error> prepareTaylor(SeriesPrepared& prepared, const SeriesPrepared* previous, const Task& task) {
    const SeriesScene& scene = prepared.scene;
    const bool sameFunction = previous && previous->function && previous->scene.function == scene.function &&
                              previous->scene.centre == scene.centre && previous->scene.degree == scene.degree;
    if (sameFunction) {
        prepared.function = previous->function;
    } else {
        auto function = taylorFunction(scene, task);
        if (!function) return function.error();
        prepared.function = *function;
    }
    if (task.stop.stop_requested()) return stopped();
    const bool samePicture =
        sameFunction && previous->picture && previous->scene.xRange == scene.xRange && previous->scene.yRange == scene.yRange;
    prepared.picture = samePicture ? previous->picture : taylorPicture(*prepared.function, scene, task);
    if (task.stop.stop_requested()) return stopped();
    const bool sameMarks = samePicture && previous->isTaylor();
    prepared.mainMarks = sameMarks ? previous->mainMarks : taylorMarks(prepared);
    prepared.sideMarks = sameMarks ? previous->sideMarks : taylorErrorMarks(prepared);
    return std::nullopt;
}

}  // namespace

Result<std::shared_ptr<const SeriesPrepared>> prepareSeries(const SeriesScene& scene, const SeriesPrepared* previous, const Task& task) {
    if (task.stop.stop_requested()) return stopped();
    auto prepared = std::make_shared<SeriesPrepared>();
    prepared->scene = scene;
    auto failed = scene.view == SeriesView::Taylor ? prepareTaylor(*prepared, previous, task) : prepareSums(*prepared, previous, task);
    if (failed) return *std::move(failed);
    prepared->timeline = makeTimeline(*prepared);
    return std::shared_ptr<const SeriesPrepared>(std::move(prepared));
}

Timeline seriesTimeline(const SeriesPrepared& prepared) { return prepared.timeline; }

Frame seriesFrame(const SeriesPrepared& prepared, double time) {
    const StepMoment moment = momentAt(prepared.timeline, time);
    Frame frame;
    frame.subject = Role::Limits;
    if (prepared.isTaylor()) {
        addTaylorPanels(frame, prepared, moment);
        frame.formula = taylorFormula(prepared, moment);
        frame.sentence = taylorSentence(prepared, moment);
        frame.verdicts.push_back(taylorCard(prepared));
        addTaylorReadouts(frame, prepared, moment);
        frame.position = {CALC_TEXT("degree {0}"), {static_cast<std::int64_t>(moment.step)}};
    } else {
        addSumPanels(frame, prepared, moment);
        frame.formula = seriesFormula(prepared, moment);
        frame.sentence = seriesSentence(prepared, moment);
        frame.verdicts.push_back(seriesCard(prepared));
        addSeriesReadouts(frame, prepared, moment);
        frame.position = {CALC_TEXT("n = {0}"), {prepared.scene.from + static_cast<std::int64_t>(moment.step)}};
    }
    return frame;
}

}  // namespace calc
