#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/calculus/quadrature.h"
#include "core/calculus/riemann_sum.h"
#include "core/calculus/sampling.h"
#include "core/expression/program.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared area scene, split by their inputs, so that each is shared as long as these stay.
namespace calc {

/// From the function's text.
struct AreaFunction {
    std::string text;
    Expression expression;
    Program program;
    FormulaBox formula;  ///< f(x) = …
};

/// From function and bounds. `limits` may be reversed, its ends infinite.
struct AreaExact {
    Range limits;
    Integral integral;
    /// The areas above and below the axis as they count: their sum is the integral. Only where both are known.
    std::optional<Integral> positive;
    std::optional<Integral> negative;
    std::optional<Vec2> positiveLabel;  ///< in the middle of the largest stretch above (below) the axis
    std::optional<Vec2> negativeLabel;
};

using Outline = std::vector<Vec2>;

/// The sum for one n.
struct AreaStop {
    int n = 1;
    double time = 0.0;
    RiemannSum::Kind kind = RiemannSum::Kind::Undefined;
    double sum = 0.0;
    double positive = 0.0;  ///< what counts positive and what counts negative: their sum is `sum`
    double negative = 0.0;
    std::shared_ptr<const std::vector<Box>> positiveBoxes, negativeBoxes;            ///< rectangles
    std::shared_ptr<const std::vector<Outline>> positiveOutlines, negativeOutlines;  ///< trapezoids and parabolas
    Points samples;
};

/// From function, bounds and rule.
struct AreaSums {
    std::vector<AreaStop> stops;                 ///< ascending n
    std::vector<std::pair<int, double>> values;  ///< n and sum, for the error chart
};

/// One line of the error chart: |sum - integral| over n.
struct ErrorLine {
    SumRule rule = SumRule::Midpoint;
    Points points;
    std::optional<double> slope;  ///< of the last decade that rounding does not reach
    bool exact = false;           ///< nothing but rounding from the first n on
};

struct AreaChart {
    std::vector<ErrorLine> lines;
    Range errors{1e-12, 1.0};
};

/// From function and ranges.
struct AreaCurve {
    Range x, y;
    Points points;
    std::vector<CurveEnvelope> envelopes;
    Vec2 labelAt;  ///< where the formula stands
    Anchor labelAnchor = Anchor::AboveRight;
    bool hasValues = true;
};

struct AreaPrepared {
    AreaScene scene;
    std::shared_ptr<const AreaFunction> function;
    std::shared_ptr<const AreaExact> exact;
    std::shared_ptr<const AreaSums> sums;    ///< null: a bound is infinite or the bounds agree
    std::shared_ptr<const AreaChart> chart;  ///< null: there is no known integral to compare with
    std::shared_ptr<const AreaCurve> curve;
    std::shared_ptr<const Marks> stillMarks;
    std::shared_ptr<const Marks> chartMarks;
    Timeline timeline;
};

Result<std::shared_ptr<const AreaPrepared>> prepareArea(const AreaScene& scene, const AreaPrepared* previous, const Task& task);
Frame areaFrame(const AreaPrepared& prepared, double time);
Timeline areaTimeline(const AreaPrepared& prepared);

/// The range of x that shows both bounds, where none was chosen.
Range chosenAreaRange(Range limits);

}  // namespace calc
