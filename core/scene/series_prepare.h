#pragma once
#include <memory>
#include <vector>

#include "core/calculus/convergence_radius.h"
#include "core/calculus/series.h"
#include "core/expression/program.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared series scene, split by their inputs.
///
/// What a learner should see within 30 seconds: bars that get shorter, and above them dots that climb toward a line, or past every line;
/// and diamonds that are there long before the dots. What they should say then: "Terms that tend to 0 are not enough; it is how fast they
/// do." Of Taylor polynomials: a curve that clings to f further and further out, but never beyond an edge: "1/(1 + x²) is smooth, yet its
/// series ends at 1, because of something that is not on the line."
namespace calc {

/// From the text of the term and the first n.
struct SeriesFormula {
    Expression expression;
    Program program;
    FormulaBox formula;
    SeriesSum verdict;
};

/// From the formula, how many terms, and the acceleration.
struct PartialSums {
    std::vector<double> terms;
    std::vector<double> sums;
    std::vector<double> accelerated;  ///< NaN: none
    Range n, sumRange, termRange;
    Range errors{1e-6, 1.0};
    Points plainErrors;  ///< |S(n) - S|; null without a sum
    Points acceleratedErrors;
};

/// From the function, the centre and the highest degree.
struct TaylorFunction {
    Expression expression;
    Program program;
    FormulaBox formula;
    double centre = 0.0;
    std::vector<double> derivatives;   ///< f(a), f'(a) ... as far as they exist
    std::vector<double> coefficients;  ///< derivatives over k!
    Message missing;                   ///< why there is no further derivative; empty: all that were asked for
    ConvergenceRadius radius;
};

/// From that and the ranges.
struct TaylorPicture {
    Range x, y;
    Range errors{1e-12, 10.0};
    Points curve;
    std::vector<double> at;                        ///< abscissae of the polynomials
    std::vector<std::vector<double>> polynomials;  ///< by degree
    std::vector<Points> errorLines;                ///< |f - T| by degree
};

struct SeriesPrepared {
    SeriesScene scene;
    std::shared_ptr<const SeriesFormula> formula;
    std::shared_ptr<const PartialSums> terms;
    std::shared_ptr<const TaylorFunction> function;
    std::shared_ptr<const TaylorPicture> picture;
    std::shared_ptr<const Marks> mainMarks;   ///< of the sums, or of the function
    std::shared_ptr<const Marks> sideMarks;   ///< of the terms, or beneath the function
    std::shared_ptr<const Marks> errorMarks;  ///< of the errors of the sums
    Timeline timeline;
    bool isTaylor() const { return scene.view == SeriesView::Taylor; }
};

Result<std::shared_ptr<const SeriesPrepared>> prepareSeries(const SeriesScene& scene, const SeriesPrepared* previous, const Task& task);
Frame seriesFrame(const SeriesPrepared& prepared, double time);
Timeline seriesTimeline(const SeriesPrepared& prepared);

}  // namespace calc
