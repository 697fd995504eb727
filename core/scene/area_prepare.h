#pragma once
#include <cmath>
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

/// From the texts of the functions.
struct AreaFunction {
    std::string text;
    Program program;
    FormulaBox formula;             ///< f(x) = …
    std::string secondText;         ///< empty: there is no g, the axis stands in for it
    std::optional<Program> second;  ///< g
    FormulaBox secondFormula;
    Expression difference;  ///< f, or f − g: what is integrated
    Program height;         ///< the same
    double base(double x) const { return second ? (*second)(x) : 0.0; }
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
    std::vector<Vec2> crossings;         ///< between the bounds, where f and g meet; only with a g
    std::optional<double> noValueUntil;  ///< Undefined: an end of the stretch without a value
    std::optional<double> noValueFrom;   ///< its other end
};

using Outline = std::vector<Vec2>;

/// The sum for one n.
struct AreaStop {
    int n = 1;
    double time = 0.0;
    double widest = 0.0;  ///< the widest piece
    RiemannSum::Kind kind = RiemannSum::Kind::Undefined;
    bool proved = false;          ///< lower and upper sums: a bound by interval arithmetic
    std::optional<double> other;  ///< beside a lower sum the upper one, beside an upper sum the lower one
    bool otherIsProved = false;
    double sum = 0.0;
    double positive = 0.0;  ///< what counts positive and what counts negative: their sum is `sum`
    double negative = 0.0;
    std::shared_ptr<const std::vector<Box>> positiveBoxes, negativeBoxes;            ///< rectangles
    std::shared_ptr<const std::vector<Outline>> positiveOutlines, negativeOutlines;  ///< trapezoids and parabolas
    std::shared_ptr<const std::vector<Box>> gapBoxes;                                ///< between the lower and the upper rectangles
    Points samples;
    std::vector<double> nodes;  ///< where the pieces meet, and the sample points, where they are few enough to be dragged
    std::vector<Vec2> dragged;
};

/// From function, bounds and rule.
struct AreaSums {
    std::vector<AreaStop> stops;                 ///< ascending n
    std::vector<std::pair<int, double>> values;  ///< n and sum, for the error chart
};

/// One line of the error chart: |sum - integral| over n.
struct ErrorLine {
    SumRule rule = SumRule::Midpoint;
    std::vector<std::pair<int, double>> values;  ///< n and sum
    Points points;
    std::optional<double> slope;  ///< of the last decade that rounding does not reach
    bool exact = false;           ///< nothing but rounding from the first n on
};

struct AreaChart {
    std::vector<ErrorLine> lines;
    Range errors{1e-12, 1.0};
    bool isDrawn = true;  ///< false: every sum is right to the last digit
};

/// Where a curve's formula stands.
struct CurveLabel {
    Vec2 at;
    Anchor anchor = Anchor::AboveRight;
};

/// From functions and ranges.
struct AreaCurve {
    Range x, y;
    Points points;
    Points secondPoints;  ///< of g; null: there is none
    std::vector<CurveEnvelope> envelopes;
    CurveLabel label, secondLabel;
    bool hasValues = true;
};

/// A column of the area between the bounds: f and what lies opposite. NaN splits the area.
struct FillColumn {
    double x = 0.0;
    double f = 0.0;
    double base = 0.0;
};
using FillColumns = std::vector<FillColumn>;

/// An end of the range at which the integral is improper, and a bound that moves toward it.
struct MovingEnd {
    double at = 0.0;                ///< infinity, or where f grows without bound
    Expression seen;                ///< f of the distance from a pole; f itself on the way to infinity
    double start = 0.0;             ///< the bound sets off here
    std::vector<double> bounds;     ///< where it stands at each stop
    std::vector<double> closeness;  ///< |t| on the way to infinity, 1 / distance on the way to a pole
    std::vector<double> areas;      ///< between start and the bound, counted from left to right
    Integral whole;                 ///< between start and `at`
    std::vector<double> shown;      ///< what the chart shows: the areas, or where this is the only end the totals
    std::optional<double> settles;  ///< where that goes, if anywhere
    bool isInfinite() const { return std::isinf(at); }
    bool isRight() const { return at > start; }
    /// How f behaves there, as the verdict on `whole` was decided from it; null where it was not looked at.
    const ImproperEnd* behaviour() const;
};

/// From functions and bounds: the area while its ends move.
struct AreaMoving {
    std::vector<MovingEnd> ends;
    std::vector<double> parts;   ///< of the way, 0 to 1: where the stops are
    double rest = 0.0;           ///< the proper parts between them, from left to right
    std::vector<double> totals;  ///< at each stop, in the direction of the bounds
    Range closeness{1.0, 10.0};
    Range areas{0.0, 1.0};
    AxisScale scale = AxisScale::Linear;
};

/// How many pieces the task takes.
struct AreaGoalState {
    bool isKnown = false;        ///< there is an integral to compare with
    std::optional<int> reached;  ///< the first number of pieces at which the error is below it
};

struct AreaPrepared {
    AreaScene scene;
    std::shared_ptr<const AreaFunction> function;
    std::shared_ptr<const AreaExact> exact;
    std::shared_ptr<const AreaSums> sums;    ///< null: a bound is infinite, the bounds agree, or they move
    std::shared_ptr<const AreaChart> chart;  ///< null: there is no known integral to compare with
    std::shared_ptr<const AreaCurve> curve;
    std::shared_ptr<const FillColumns> fill;
    std::shared_ptr<const AreaMoving> way;     ///< null: not asked for, or nothing is improper
    std::shared_ptr<const AreaMoving> moving;  ///< the same, with a stop where the scene says that the bounds stand
    AreaGoalState goal;
    std::shared_ptr<const Marks> stillMarks;
    std::shared_ptr<const Marks> chartMarks;
    std::vector<Box> chartNames;  ///< where names stand in the chart
    Timeline timeline;
};

Result<std::shared_ptr<const AreaPrepared>> prepareArea(const AreaScene& scene, const AreaPrepared* previous, const Task& task);
Frame areaFrame(const AreaPrepared& prepared, double time);
Timeline areaTimeline(const AreaPrepared& prepared);

/// What was recorded, as CSV: n, sum, error and proved bounds of every rule in the chart; while bounds move where they stand, and the area.
std::string areaNumbers(const AreaPrepared& prepared);

/// The range of x that shows both bounds, where none was chosen.
Range chosenAreaRange(Range limits);

}  // namespace calc
