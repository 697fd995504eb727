#include "core/scene/prepare.h"

#include "core/scene/accumulation_prepare.h"
#include "core/scene/area_prepare.h"
#include "core/scene/curve_descent_prepare.h"
#include "core/scene/descent_prepare.h"
#include "core/scene/epsilon_delta_prepare.h"
#include "core/scene/limit_prepare.h"
#include "core/scene/probability_prepare.h"
#include "core/scene/sequence_prepare.h"
#include "core/scene/series_prepare.h"
#include "core/scene/tangent_prepare.h"
#include "core/scene/totals_prepare.h"
#include "core/scene/training_prepare.h"

namespace calc {
namespace {

template <class Part>
const Part* previousPart(const Prepared* previous) {
    if (!previous) return nullptr;
    const auto* part = std::get_if<std::shared_ptr<const Part>>(&previous->parts);
    return part ? part->get() : nullptr;
}

template <class Part>
Result<Prepared> joined(const Scene& scene, Result<std::shared_ptr<const Part>> part) {
    if (!part) return part.error();
    return Prepared{scene, std::move(*part)};
}

}  // namespace

Result<Prepared> prepare(const Scene& scene, const ResourceTexts& data, const Prepared* previous, const Task& task) {
    struct Dispatch {
        const Scene& whole;
        const ResourceTexts& texts;
        const Prepared* before;
        const Task& watch;
        Result<Prepared> operator()(const AreaScene& area) const {
            return joined(whole, prepareArea(area, previousPart<AreaPrepared>(before), watch));
        }
        Result<Prepared> operator()(const LimitScene& limit) const {
            return joined(whole, prepareLimit(limit, previousPart<LimitPrepared>(before), watch));
        }
        Result<Prepared> operator()(const CurveDescentScene& descent) const {
            return joined(whole, prepareCurveDescent(descent, previousPart<CurveDescentPrepared>(before), watch));
        }
        Result<Prepared> operator()(const EpsilonDeltaScene& bands) const {
            return joined(whole, prepareEpsilonDelta(bands, previousPart<EpsilonDeltaPrepared>(before), watch));
        }
        Result<Prepared> operator()(const TangentScene& tangent) const {
            return joined(whole, prepareTangent(tangent, previousPart<TangentPrepared>(before), watch));
        }
        Result<Prepared> operator()(const AccumulationScene& accumulation) const {
            return joined(whole, prepareAccumulation(accumulation, previousPart<AccumulationPrepared>(before), watch));
        }
        Result<Prepared> operator()(const ProbabilityScene& probability) const {
            return joined(whole, prepareProbability(probability, previousPart<ProbabilityPrepared>(before), watch));
        }
        Result<Prepared> operator()(const SequenceScene& sequence) const {
            return joined(whole, prepareSequence(sequence, previousPart<SequencePrepared>(before), watch));
        }
        Result<Prepared> operator()(const SeriesScene& series) const {
            return joined(whole, prepareSeries(series, previousPart<SeriesPrepared>(before), watch));
        }
        Result<Prepared> operator()(const TrainingScene& training) const {
            return joined(whole, prepareTraining(training, previousPart<TrainingPrepared>(before), watch));
        }
        Result<Prepared> operator()(const TotalsScene& totals) const {
            return joined(whole, prepareTotals(totals, texts, previousPart<TotalsPrepared>(before), watch));
        }
        Result<Prepared> operator()(const DescentScene& descent) const {
            return joined(whole, prepareDescent(descent, previousPart<DescentPrepared>(before), watch));
        }
    };
    return std::visit(Dispatch{scene, data, previous, task}, scene.kind);
}

std::vector<std::string> neededTexts(const Scene& scene, const Prepared* previous) {
    const auto* totals = std::get_if<TotalsScene>(&scene.kind);
    if (!totals || takesOverData(*totals, previousPart<TotalsPrepared>(previous))) return {};
    return {totals->file};
}

Frame frameAt(const Prepared& prepared, double time) {
    if (const auto* area = std::get_if<std::shared_ptr<const AreaPrepared>>(&prepared.parts)) return areaFrame(**area, time);
    if (const auto* limit = std::get_if<std::shared_ptr<const LimitPrepared>>(&prepared.parts)) return limitFrame(**limit, time);
    if (const auto* descent = std::get_if<std::shared_ptr<const DescentPrepared>>(&prepared.parts)) return descentFrame(**descent, time);
    if (const auto* tangent = std::get_if<std::shared_ptr<const TangentPrepared>>(&prepared.parts)) return tangentFrame(**tangent, time);
    if (const auto* curve = std::get_if<std::shared_ptr<const CurveDescentPrepared>>(&prepared.parts))
        return curveDescentFrame(**curve, time);
    if (const auto* sum = std::get_if<std::shared_ptr<const AccumulationPrepared>>(&prepared.parts)) return accumulationFrame(**sum, time);
    if (const auto* chance = std::get_if<std::shared_ptr<const ProbabilityPrepared>>(&prepared.parts))
        return probabilityFrame(**chance, time);
    if (const auto* bands = std::get_if<std::shared_ptr<const EpsilonDeltaPrepared>>(&prepared.parts))
        return epsilonDeltaFrame(**bands, time);
    if (const auto* sequence = std::get_if<std::shared_ptr<const SequencePrepared>>(&prepared.parts)) return sequenceFrame(**sequence, time);
    if (const auto* series = std::get_if<std::shared_ptr<const SeriesPrepared>>(&prepared.parts)) return seriesFrame(**series, time);
    if (const auto* training = std::get_if<std::shared_ptr<const TrainingPrepared>>(&prepared.parts)) return trainingFrame(**training, time);
    if (const auto* totals = std::get_if<std::shared_ptr<const TotalsPrepared>>(&prepared.parts)) return totalsFrame(**totals, time);
    return Frame{};
}

Timeline timelineOf(const Prepared& prepared) {
    if (const auto* area = std::get_if<std::shared_ptr<const AreaPrepared>>(&prepared.parts)) return areaTimeline(**area);
    if (const auto* limit = std::get_if<std::shared_ptr<const LimitPrepared>>(&prepared.parts)) return limitTimeline(**limit);
    if (const auto* descent = std::get_if<std::shared_ptr<const DescentPrepared>>(&prepared.parts)) return descentTimeline(**descent);
    if (const auto* tangent = std::get_if<std::shared_ptr<const TangentPrepared>>(&prepared.parts)) return tangentTimeline(**tangent);
    if (const auto* curve = std::get_if<std::shared_ptr<const CurveDescentPrepared>>(&prepared.parts)) return curveDescentTimeline(**curve);
    if (const auto* sum = std::get_if<std::shared_ptr<const AccumulationPrepared>>(&prepared.parts)) return accumulationTimeline(**sum);
    if (const auto* chance = std::get_if<std::shared_ptr<const ProbabilityPrepared>>(&prepared.parts)) return probabilityTimeline(**chance);
    if (const auto* bands = std::get_if<std::shared_ptr<const EpsilonDeltaPrepared>>(&prepared.parts)) return epsilonDeltaTimeline(**bands);
    if (const auto* sequence = std::get_if<std::shared_ptr<const SequencePrepared>>(&prepared.parts)) return sequenceTimeline(**sequence);
    if (const auto* series = std::get_if<std::shared_ptr<const SeriesPrepared>>(&prepared.parts)) return seriesTimeline(**series);
    if (const auto* training = std::get_if<std::shared_ptr<const TrainingPrepared>>(&prepared.parts)) return trainingTimeline(**training);
    if (const auto* totals = std::get_if<std::shared_ptr<const TotalsPrepared>>(&prepared.parts)) return totalsTimeline(**totals);
    return Timeline{};
}

}  // namespace calc
