#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/calculus/recursion.h"
#include "core/calculus/sequence.h"
#include "core/expression/program.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared sequence scene, split by their inputs.
///
/// What a learner should see within 30 seconds: points that close in on a line, a band around the line, and the N from which on no point
/// leaves the band; drag the band narrower, and N moves right. What they should say then: "However narrow I make it, there is an N: that is
/// what a limit means." Of a recursion: a staircase between curve and diagonal that winds into a fixed point, circles, or never settles:
/// "Flatter than 45° at the crossing, and it settles; steeper, and it is thrown out."
namespace calc {

/// From the formula of the term.
struct SequenceFormula {
    Expression expression;
    Program program;
    FormulaBox formula;
    SequenceLimit limit;  ///< without any epsilon
};

/// From the formula and how far the pictures reach.
struct SequenceTerms {
    std::vector<std::int64_t> indices;  ///< every n, or thinned evenly in log n
    std::vector<double> values;         ///< NaN: none, or too large for a double
    bool logarithmic = false;           ///< abscissa
    Range n, y;                         ///< of the panels
    Range distances{1e-6, 1.0};         ///< of |a(n) - L|
};

/// From the map, its parameter and its start.
struct RecursionPicture {
    RecursionMap map;
    FormulaBox formula;  ///< g(x)
    bool hasParameter = false;
    double parameter = 0.0;
    double start = 0.0;
    Range x, y, parameters;
    std::vector<double> orbit;
    std::vector<FixedPoint> fixed;
    LongRun run;
    Points curve;
    Points attractor;  ///< null without a parameter
};

struct SequencePrepared {
    SequenceScene scene;
    double epsilon = 0.1;
    std::shared_ptr<const SequenceFormula> formula;  ///< of a formula for the terms
    std::shared_ptr<const SequenceTerms> terms;
    std::optional<FirstIndex> first;                    ///< N for this epsilon
    std::shared_ptr<const RecursionPicture> recursion;  ///< of a recursion
    std::shared_ptr<const Marks> mainMarks;             ///< of the terms, or of the cobweb
    std::shared_ptr<const Marks> sideMarks;             ///< of the distances, or of the terms of a recursion
    std::shared_ptr<const Marks> diagramMarks;          ///< over the parameter
    Timeline timeline;
    bool isRecursion() const { return scene.view == SequenceView::Recursion; }
};

Result<std::shared_ptr<const SequencePrepared>> prepareSequence(const SequenceScene& scene, const SequencePrepared* previous,
                                                                const Task& task);
Frame sequenceFrame(const SequencePrepared& prepared, double time);
Timeline sequenceTimeline(const SequencePrepared& prepared);

}  // namespace calc
