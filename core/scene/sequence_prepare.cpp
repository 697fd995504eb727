#include "core/scene/sequence_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/chosen_range.h"
#include "core/scene/sequence_parts.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

Error stopped() { return {ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}}; }

SequenceOptions optionsOf(const Task& task) {
    SequenceOptions options;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    return options;
}

Result<std::shared_ptr<const SequenceFormula>> readFormula(const std::string& text, const Task& task) {
    const auto parsed = parse(text, {Variable::N});
    if (!parsed) return inField(parsed.error(), "function");
    auto formula = std::make_shared<SequenceFormula>();
    formula->expression = *parsed;
    formula->program = Program::compile(*parsed, {Variable::N});
    formula->formula = layout(*parsed);
    formula->limit = sequence(*parsed, {}, optionsOf(task));
    return std::shared_ptr<const SequenceFormula>(std::move(formula));
}

/// One stop for each term, or each step.
Timeline makeTimeline(const SequencePrepared& prepared) {
    constexpr double kSlowest = 0.5;  // seconds for a term
    constexpr double kWhole = 16.0;
    constexpr std::size_t kTicks = 5;
    Timeline timeline;
    const std::size_t count = prepared.isRecursion() ? prepared.recursion->orbit.size() : prepared.terms->indices.size();
    const double each = std::min(kSlowest, kWhole / static_cast<double>(std::max<std::size_t>(1, count)));
    for (std::size_t k = 0; k < std::max<std::size_t>(1, count); ++k) timeline.stops.push_back(each * static_cast<double>(k));
    timeline.duration = timeline.stops.back();
    if (count < 2) return timeline;
    const std::size_t tick = std::max<std::size_t>(1, (count - 1) / kTicks);
    std::size_t opening = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const std::int64_t n = indexAt(prepared, {k, 0.0});
        if (n <= prepared.scene.shown) opening = k;
        if (k % tick == 0) timeline.ticks.push_back({timeline.stops[k], {"{0}", {n}}});
    }
    timeline.opening = timeline.stops[opening];
    return timeline;
}

std::optional<Error> prepareTerms(SequencePrepared& prepared, const SequencePrepared* previous, const Task& task) {
    const SequenceScene& scene = prepared.scene;
    const bool sameFormula = previous && previous->formula && previous->scene.function == scene.function;
    if (sameFormula) {
        prepared.formula = previous->formula;
    } else {
        auto formula = readFormula(scene.function, task);
        if (!formula) return formula.error();
        prepared.formula = *formula;
    }
    const auto epsilon = parseNumber(scene.epsilon);
    if (!epsilon) return inField(epsilon.error(), "epsilon");
    const auto exact = parseConstant(scene.epsilon);
    if (!exact || !(*epsilon > 0.0))
        return Error{ErrorCode::BadValue, CALC_TEXT("\u03B5 is a distance: write a number above 0, such as 0.1."), std::nullopt, "epsilon"};
    prepared.epsilon = *epsilon;
    const SequenceScene* before = previous && previous->terms ? &previous->scene : nullptr;
    const bool sameTerms =
        sameFormula && before && before->terms == scene.terms && before->xRange == scene.xRange && before->yRange == scene.yRange;
    prepared.terms = sameTerms ? previous->terms : sequenceTerms(*prepared.formula, scene);
    if (prepared.formula->limit.kind == LimitKind::Value) {
        const bool sameFirst = sameFormula && before && before->epsilon == scene.epsilon;
        if (sameFirst) {
            prepared.first = previous->first;
        } else {
            const SequenceLimit found = sequence(prepared.formula->expression, {*exact}, optionsOf(task));
            if (!found.first.empty()) prepared.first = found.first.front();
        }
    }
    if (task.stop.stop_requested()) return stopped();
    prepared.mainMarks = termMarks(prepared);
    prepared.sideMarks = distanceMarks(prepared);
    return std::nullopt;
}

std::optional<Error> prepareRecursion(SequencePrepared& prepared, const SequencePrepared* previous, const Task& task) {
    auto picture =
        recursionPicture(prepared.scene, previous ? previous->recursion.get() : nullptr, previous ? &previous->scene : nullptr, task);
    if (!picture) return picture.error();
    prepared.recursion = *picture;
    if (task.stop.stop_requested()) return stopped();
    prepared.mainMarks = cobwebMarks(*prepared.recursion);
    prepared.sideMarks = orbitMarks(*prepared.recursion);
    const bool sameDiagram = previous && previous->recursion && previous->recursion->attractor == prepared.recursion->attractor &&
                             previous->recursion->y == prepared.recursion->y;
    prepared.diagramMarks = sameDiagram ? previous->diagramMarks : diagramMarks(*prepared.recursion);
    return std::nullopt;
}

}  // namespace

Result<std::shared_ptr<const SequencePrepared>> prepareSequence(const SequenceScene& scene, const SequencePrepared* previous,
                                                                const Task& task) {
    if (task.stop.stop_requested()) return stopped();
    auto prepared = std::make_shared<SequencePrepared>();
    prepared->scene = scene;
    auto failed =
        scene.view == SequenceView::Recursion ? prepareRecursion(*prepared, previous, task) : prepareTerms(*prepared, previous, task);
    if (failed) return *std::move(failed);
    prepared->timeline = makeTimeline(*prepared);
    return std::shared_ptr<const SequencePrepared>(std::move(prepared));
}

std::int64_t indexAt(const SequencePrepared& prepared, const StepMoment& moment) {
    if (prepared.isRecursion()) return static_cast<std::int64_t>(moment.step);
    return prepared.terms->indices[std::min(moment.step, prepared.terms->indices.size() - 1)];
}

Timeline sequenceTimeline(const SequencePrepared& prepared) { return prepared.timeline; }

Frame sequenceFrame(const SequencePrepared& prepared, double time) {
    const StepMoment moment = momentAt(prepared.timeline, time);
    Frame frame;
    frame.subject = Role::Limits;
    if (prepared.isRecursion()) {
        addRecursionPanels(frame, prepared, moment);
        frame.formula = recursionFormula(prepared, moment);
        frame.sentence = recursionSentence(prepared);
        frame.verdicts.push_back(recursionCard(*prepared.recursion));
        addRecursionReadouts(frame, *prepared.recursion, moment);
    } else {
        addTermPanels(frame, prepared, moment);
        frame.formula = sequenceFormula(prepared, moment);
        frame.sentence = sequenceSentence(prepared, moment);
        frame.verdicts.push_back(sequenceCard(prepared));
        addSequenceReadouts(frame, prepared, moment);
    }
    frame.position = {CALC_TEXT("n = {0}"), {indexAt(prepared, moment)}};
    return frame;
}

}  // namespace calc
