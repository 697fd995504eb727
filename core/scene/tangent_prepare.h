#pragma once
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "core/calculus/derivative.h"
#include "core/calculus/difference_quotient.h"
#include "core/calculus/sampling.h"
#include "core/expression/differentiate.h"
#include "core/expression/program.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared tangent scene, split by their inputs.
///
/// What a learner should see within 30 seconds: two points on a curve, a dashed line through them, and as the second point runs into the
/// first the dashed line falls onto a solid one that only touches; a dial beside it settles like a speedometer. What they should say then:
/// "The slope at a point is what the slope between two points becomes when they meet." With the rounding view: "and a computer must not
/// take h too small". At a corner: "there it cannot decide between two slopes".
namespace calc {

/// From the function's text.
struct TangentFunction {
    Expression expression;
    Program program;
    FormulaBox formula;       ///< f(x) = …
    FormulaBox slopeFormula;  ///< f′(x) = …; empty where no formula exists
    std::optional<Derivation> derivation;
    Message noFormula;               ///< why there is no derivation
    std::optional<Program> slope;    ///< f′
    std::optional<Program> bending;  ///< f″
};

/// From function and point.
struct TangentPoint {
    double x = 0.0;
    FormulaBox place;    ///< x as typed
    double value = 0.0;  ///< f(x) in doubles; NaN: none
    PointDerivative slope;
    double second = std::numeric_limits<double>::quiet_NaN();  ///< f″(x), where there is one
    bool hasSlope() const { return slope.kind == PointDerivative::Kind::Value && std::isfinite(slope.value); }
};

/// From function and ranges.
struct TangentCurve {
    Range x, y;
    Points points;
    std::vector<CurveEnvelope> envelopes;
    std::vector<CurveBreak> breaks;
    Points slope;    ///< f′
    Points bending;  ///< f″
    Range slopeY;    ///< of f′
    Range bendingY;  ///< of f′ and f″ together
    Range dial{-3.0, 3.0};
    bool hasValues = true;
};

/// The secant for one h; what the computer sees, so in doubles. Points without a value are NaN.
struct SecantMoment {
    double h = 1.0;
    double time = 0.0;
    Vec2 from, to;       ///< from.x < to.x
    double slope = 0.0;  ///< the difference quotient of the scene's side; NaN: a value is missing
    double forward = 0.0;
    double backward = 0.0;
    double central = 0.0;
};

/// The quotient against h.
struct TangentChart {
    enum class Kind : std::uint8_t {
        Error,         ///< |quotient − slope|, both axes logarithmic
        Quotient,      ///< the quotient from the left and from the right: two slopes
        QuotientSize,  ///< its size, logarithmic: it grows without bound
        None,          ///< f has no value at the point
    } kind = Kind::None;
    Range steps, values;
    double bestStep = 0.0;  ///< of the scene's side, where truncation and rounding together are least; 0: unknown
    std::shared_ptr<const Marks> marks;
};

/// What doubles make of the curve around the point, for one power of ten of h. Distances from point and value.
struct FloatWindow {
    Points truth;  ///< the curve, from 50 digits
    Points steps;  ///< what the computer draws: a stair where single doubles can be told apart
    Points dots;   ///< every double; empty where there are too many
};

struct PinnedTangent {
    std::string text;
    double x = 0.0;
    double value = 0.0;
    PointDerivative slope;
};

struct TangentPrepared {
    TangentScene scene;
    std::shared_ptr<const TangentFunction> function;
    std::shared_ptr<const TangentPoint> point;
    std::shared_ptr<const TangentCurve> curve;
    std::shared_ptr<const std::vector<SecantMoment>> secants;  ///< from the largest h to the smallest; empty: f has no value at the point
    std::shared_ptr<const TangentChart> chart;
    std::shared_ptr<const std::vector<FloatWindow>> windows;  ///< null but in the rounding view
    std::shared_ptr<const std::vector<WorkedStep>> rules;     ///< null but in the view of the rules
    std::vector<PinnedTangent> pins;
    std::shared_ptr<const Marks> curveMarks;
    std::shared_ptr<const Marks> slopeMarks;
    std::shared_ptr<const Marks> dialMarks;
    Timeline timeline;
};

Result<std::shared_ptr<const TangentPrepared>> prepareTangent(const TangentScene& scene, const TangentPrepared* previous, const Task& task);
Frame tangentFrame(const TangentPrepared& prepared, double time);
Timeline tangentTimeline(const TangentPrepared& prepared);

/// The range of x around a point, where none was chosen: the origin is in sight.
Range chosenTangentRange(double at);

}  // namespace calc
