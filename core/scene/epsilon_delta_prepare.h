#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/calculus/delta_claim.h"
#include "core/calculus/sampling.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared scene of bands. All verdicts come from core/calculus; places are distances from the point and from the claimed
/// limit, so that bands of 10⁻⁹ are as sharp as bands of 1.
namespace calc {

/// From the texts of function, point and limit.
struct BandFunction {
    Expression expression;
    Expression point;  ///< exact
    Expression limit;  ///< exact
    Program program;
    double at = 0.0;
    double level = 0.0;  ///< the claimed limit as a double
    FormulaBox formula, pointFormula, limitFormula;
    std::string pointText, limitText;
};

/// One epsilon, the delta that is laid against it, and what can be said of both.
struct BandMoment {
    double epsilon = 1.0;
    std::string epsilonText;
    EpsilonDeltaKind limitKind = EpsilonDeltaKind::Undecided;  ///< is there a delta for this epsilon at all?
    double largestProved = 0.0;                                ///< such a delta, where there is one
    std::optional<double> failsFrom;                           ///< the distance of an x that breaks the claim: no larger delta will do
    std::optional<double> delta;                               ///< the one in the picture; none: epsilon has no answer
    EpsilonDeltaKind kind = EpsilonDeltaKind::Undecided;       ///< of the claim in the picture
    double witness = 0.0;                                      ///< of Refuted
    std::vector<ProofPiece> pieces;                            ///< of Proved, in x and f
    Message why;
};

/// delta as a function of epsilon, both in powers of ten.
struct DeltaCurve {
    Range epsilons{1e-6, 10.0};
    Range deltas{1e-6, 10.0};
    std::vector<Vec2> proved;             ///< (epsilon, delta), ascending
    std::optional<double> refutedUpTo;    ///< this epsilon and every smaller one has no delta
    std::optional<double> undecidedUpTo;  ///< from here down nothing is known
    std::shared_ptr<const Marks> marks;
};

struct BandWindow {
    Range x, y;           ///< distances from the point and from the limit
    bool isDeep = false;  ///< the axes hold the distances themselves
    Points curve;         ///< of distances
    std::vector<CurveEnvelope> envelopes;
    double left = 0.0;  ///< the curve's height just beside the point, as distances; NaN: none
    double right = 0.0;
    double valueAt = 0.0;  ///< f at the point itself, as a distance; NaN: no value
};

struct EpsilonDeltaPrepared {
    EpsilonDeltaScene scene;
    std::shared_ptr<const BandFunction> function;
    std::shared_ptr<const DeltaCurve> curve;
    std::shared_ptr<const BandWindow> window;
    std::shared_ptr<const Marks> marks;   ///< curve and guides of the main picture
    std::vector<BandMoment> moments;      ///< the stops of the timeline; one where nothing runs
    std::size_t asked = 0;                ///< the moment of the Scene's own epsilon
    std::vector<std::size_t> pieceOrder;  ///< in which the proof was found: from the point outward
    std::vector<double> witnesses;        ///< of a claim that no delta saves: ever nearer to the point
    /// What the program would answer to the learner's delta: an epsilon that this delta does not keep, as text; empty: it found none.
    std::string challenge;
    bool challengeWins = false;  ///< no delta keeps that epsilon
    Timeline timeline;
};

Result<std::shared_ptr<const EpsilonDeltaPrepared>> prepareEpsilonDelta(const EpsilonDeltaScene& scene,
                                                                        const EpsilonDeltaPrepared* previous, const Task& task);
Frame epsilonDeltaFrame(const EpsilonDeltaPrepared& prepared, double time);
Timeline epsilonDeltaTimeline(const EpsilonDeltaPrepared& prepared);

/// The Scene with the program's next epsilon, where it has one that the learner's delta does not keep.
Scene withChallenge(const Scene& scene, const Prepared& prepared);
/// A bound that was slid or typed; ranges under which its band cannot be seen are chosen anew.
EpsilonDeltaScene withEpsilon(const EpsilonDeltaScene& scene, const std::string& text);
EpsilonDeltaScene withDelta(const EpsilonDeltaScene& scene, const std::string& text);

}  // namespace calc
