#pragma once
#include "core/scene/epsilon_delta_prepare.h"

/// The parts of a prepared scene of bands and of its Frame, one source each.
namespace calc {

Side sideOf(ApproachSide side);
/// Rounded down to so many digits: what is shown of a proved delta is itself proved.
double roundedDown(double value, int significantDigits);
/// Where the search for a delta ends.
double furthestDelta(const BandFunction& function);
inline constexpr int kDeltaDigits = 4;

// epsilon_delta_prepare.cpp
Result<std::shared_ptr<const BandFunction>> readBandFunction(const EpsilonDeltaScene& scene);

// epsilon_delta_window.cpp
/// What is in sight when no ranges were chosen: in distances.
struct BandRanges {
    Range x, y;
};
BandRanges chosenBandRanges(const BandFunction& function, ApproachSide side, double epsilon, std::optional<double> delta);
BandWindow bandWindow(const BandFunction& function, const EpsilonDeltaScene& scene, const BandMoment& asked, const Task& task);

// epsilon_delta_moments.cpp
/// One epsilon with the largest delta that is proved for it, or with `delta`.
BandMoment bandMoment(const BandFunction& function, const EpsilonDeltaScene& scene, const Expression& epsilon, std::optional<double> delta,
                      const Task& task);
void addMoments(EpsilonDeltaPrepared& prepared, const Expression& epsilon, const Task& task);
/// The epsilons of the curve's axis: the same for all that people usually name.
Range deltaCurveRange(double epsilon);
DeltaCurve deltaCurve(const BandFunction& function, ApproachSide side, double epsilon, const Task& task);

/// What is to be seen at a time: bands between two moments.
struct BandState {
    std::size_t moment = 0;  ///< what the card speaks of
    double epsilon = 1.0;
    std::optional<double> delta;
    bool isAsking = false;  ///< epsilon has moved, delta has not answered yet
    std::size_t shown = 0;  ///< pieces of the proof, or witnesses, that are there already
};
BandState bandState(const EpsilonDeltaPrepared& prepared, double time);

// epsilon_delta_marks.cpp
/// From distances to the axes of the pictures.
Vec2 bandBase(const EpsilonDeltaPrepared& prepared);
Axis bandAxisX(const EpsilonDeltaPrepared& prepared, AxisPlacement placement);
Axis bandAxisY(const EpsilonDeltaPrepared& prepared);
std::shared_ptr<const Marks> bandMarks(const EpsilonDeltaPrepared& prepared);
void addBands(Marks& marks, const EpsilonDeltaPrepared& prepared, const BandState& state);
Panel proofPanel(const EpsilonDeltaPrepared& prepared, const BandState& state);

// epsilon_delta_chart.cpp
std::shared_ptr<const Marks> deltaCurveMarks(const DeltaCurve& curve);
Panel deltaCurvePanel(const EpsilonDeltaPrepared& prepared, const BandState& state);

// epsilon_delta_text.cpp
FormulaLine bandFormula(const EpsilonDeltaPrepared& prepared, const BandState& state);
Message bandSentence(const EpsilonDeltaPrepared& prepared, const BandState& state);
Verdict bandVerdict(const EpsilonDeltaPrepared& prepared, const BandState& state);
void addBandReadouts(Frame& frame, const EpsilonDeltaPrepared& prepared, const BandState& state);

}  // namespace calc
