#pragma once
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/estimate.h"
#include "core/expression/program.h"
#include "core/probability/distribution.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared probability scene, split by their inputs.
///
/// What a learner should see within 30 seconds: a bell, a green piece of it between two rings, and beneath it a rising curve whose climb
/// from one ring to the other is that same number. Then numbers rain down: a ragged histogram calms into the bell, and the share of hits
/// into the green area. What they should say then: "A probability is an area, and a random sample measures it, more exactly the longer it
/// runs, but slowly."
namespace calc {

/// From the choice of a distribution.
struct ProbabilityDensity {
    DistributionChoice choice;
    std::string function, supportFrom, supportTo;  ///< of a typed one
    Distribution distribution;
    Program program;     ///< of the normalized density
    FormulaBox formula;  ///< p(x) = …
    Range bulk;          ///< where nearly all of the area is
    Range usual;         ///< the window that this family is first seen in
};

/// From density and ranges.
struct ProbabilityCurve {
    Range x, y;
    Points density;
    Points cumulative;  ///< P(X < x)
};

/// P(a < X < end) while `end` goes from a to b.
struct ProbabilityMoment {
    double time = 0.0;
    double end = 0.0;
    Estimate below;  ///< P(X < end)
    Estimate area;
};

/// From density, a and b.
struct ProbabilityArea {
    double a = 0.0;  ///< as typed: a may be the larger one; both may be infinite
    double b = 0.0;
    double low = 0.0;  ///< the smaller of both
    double high = 0.0;
    Estimate belowLow, belowHigh;
    Estimate area;
    std::vector<ProbabilityMoment> moments;
};

/// From density and p.
struct ProbabilityQuantile {
    double p = 0.5;
    Estimate x;
    bool isKnown = true;  ///< false: the area could not be followed there, or stands still
};

/// The first `n` of the numbers drawn.
struct SampleMoment {
    int n = 1;
    double time = 0.0;
    int hits = 0;             ///< between a and b
    std::vector<int> counts;  ///< in each bin
};

/// From density, a, b, seed, count and window.
struct ProbabilitySamples {
    std::vector<double> chances;  ///< uniform in (0, 1): the number drawn is the quantile of each, so a chance tells its bin
    std::vector<double> values;   ///< those numbers; of a typed density as exact as the curve is drawn, NaN where they are out of sight
    std::vector<double> edges;    ///< of the bins: a and b are among them where they are in sight
    std::vector<SampleMoment> moments;
    Points errors;  ///< |hits/n − P| against n
    Range errorRange{1e-4, 1.0};
};

struct ProbabilityPrepared {
    ProbabilityScene scene;
    std::shared_ptr<const ProbabilityDensity> density;
    std::shared_ptr<const ProbabilityArea> area;
    std::shared_ptr<const ProbabilityCurve> curve;
    ProbabilityQuantile quantile;
    std::shared_ptr<const ProbabilitySamples> samples;  ///< null but in the view of samples
    std::shared_ptr<const Marks> densityMarks;
    std::shared_ptr<const Marks> cumulativeMarks;
    std::shared_ptr<const Marks> chartMarks;
    Timeline timeline;
};

Result<std::shared_ptr<const ProbabilityPrepared>> prepareProbability(const ProbabilityScene& scene, const ProbabilityPrepared* previous,
                                                                      const Task& task);
Frame probabilityFrame(const ProbabilityPrepared& prepared, double time);
Timeline probabilityTimeline(const ProbabilityPrepared& prepared);

/// The scene with the window that stands now made its own, so that it stays under the hand; without a readable distribution as it is.
ProbabilityScene withWindowKept(const ProbabilityScene& scene);

}  // namespace calc
