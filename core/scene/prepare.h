#pragma once
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/scene/frame.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

namespace calc {

struct DescentPrepared;       ///< descent_prepare.h
struct AreaPrepared;          ///< area_prepare.h
struct LimitPrepared;         ///< limit_prepare.h
struct CurveDescentPrepared;  ///< curve_descent_prepare.h
struct TangentPrepared;       ///< tangent_prepare.h
struct AccumulationPrepared;  ///< accumulation_prepare.h
struct ProbabilityPrepared;   ///< probability_prepare.h
struct EpsilonDeltaPrepared;  ///< epsilon_delta_prepare.h
struct SequencePrepared;      ///< sequence_prepare.h
struct SeriesPrepared;        ///< series_prepare.h
struct TrainingPrepared;      ///< training_prepare.h
struct TotalsPrepared;        ///< totals_prepare.h

/// Everything that was computed for a Scene: compiled programs, sampled curves, recorded trajectories, sums, verdicts. Immutable; parts
/// are shared between Prepareds whose inputs agree.
struct Prepared {
    Scene scene;
    std::variant<std::shared_ptr<const DescentPrepared>, std::shared_ptr<const AreaPrepared>, std::shared_ptr<const LimitPrepared>,
                 std::shared_ptr<const TangentPrepared>, std::shared_ptr<const CurveDescentPrepared>,
                 std::shared_ptr<const AccumulationPrepared>, std::shared_ptr<const ProbabilityPrepared>,
                 std::shared_ptr<const EpsilonDeltaPrepared>, std::shared_ptr<const SequencePrepared>,
                 std::shared_ptr<const SeriesPrepared>, std::shared_ptr<const TrainingPrepared>,
                 std::shared_ptr<const TotalsPrepared>>
        parts;
};

/// Resource name to its text, or why it could not be read (ui/state reads files; core reads none).
using ResourceTexts = std::map<std::string, Result<std::string>>;

/// How a long preparation is watched and ended; asked at least every 5 ms.
struct Task {
    std::stop_token stop;
    std::function<void(double)> progress;  ///< 0 to 1; may be empty
};

/// Computes what the Scene asks for. Errors name the field ("function", "from", "startX", "optimizers.0.learning_rate") and, for an
/// expression, the span in it. `previous` may be null; parts with equal inputs are taken from it.
Result<Prepared> prepare(const Scene& scene, const ResourceTexts& data = {}, const Prepared* previous = nullptr, const Task& task = {});

/// The names of the texts that prepare will ask `data` for; none where it takes over from `previous` what was read from them.
std::vector<std::string> neededTexts(const Scene& scene, const Prepared* previous);

/// What is to be seen at a time (seconds at speed 1, clamped to the timeline). Indexes and interpolates; never evaluates the function.
/// Any order of times gives the same Frames.
Frame frameAt(const Prepared& prepared, double time);

Timeline timelineOf(const Prepared& prepared);

}  // namespace calc
