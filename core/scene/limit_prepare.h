#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/calculus/limit.h"
#include "core/calculus/sampling.h"
#include "core/expression/program.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"

/// The parts of a prepared limit scene. All of it is in distances: h from the point, and f − limit where the limit is a number, so that a
/// window of 10⁻¹² is as sharp as one of 10.
namespace calc {

/// From the texts of function and point.
struct LimitFunction {
    Expression expression;  ///< as typed
    Expression local;       ///< what is drawn: as typed, or f(1/x) where x runs to infinity
    Expression point;       ///< exact; 0 where x runs to infinity
    Program program;        ///< of `local`
    double at = 0.0;        ///< the point as a double
    int infinity = 0;       ///< -1, 1: x runs to −∞, ∞; then the drawn variable is 1/x
    FormulaBox formula;     ///< f as typed
    FormulaBox target;      ///< what x tends to
    std::string atText;     ///< the point as a number
    double atValue = 0.0;   ///< f at the point; NaN: no value
};

struct SideLimit {
    using Kind = LimitKind;
    Kind kind = Kind::Undetermined;
    double value = 0.0;
    std::optional<Expression> exact;  ///< of a Value, where it can be written
    bool isFinite() const { return kind == Kind::Value; }
    bool isInfinite() const { return kind == Kind::PlusInfinity || kind == Kind::MinusInfinity; }
    bool operator==(const SideLimit&) const = default;
};

/// What limit says, for the side that was asked, and for each.
struct LimitVerdict {
    SideLimit asked, left, right;
    Message why;
    std::optional<SuggestedLimit> suggested;  ///< of what could not be decided: a hint
    std::optional<Expression> leadingTerms;   ///< how f begins at the point: 1 - x^2/6
    bool seriesEnds = false;                  ///< and that is all of it
};

/// One sampled window. The windows are half a power of ten apart; a moment between two shows the wider one's curve.
struct LimitWindow {
    double halfWidth = 13.0;
    Range y;  ///< of f − reference
    Points curve;
    std::vector<CurveEnvelope> envelopes;
    std::shared_ptr<const Marks> marks;  ///< curve, limit line, hole
};

struct LimitRow {
    ValueTable::Cell distance, left, right;
};

/// Whether the curve is straight up close: its slopes at the point, and how far it strays from its tangent in each window.
struct LinearView {
    SideLimit left, right;        ///< slopes, by limits of their own
    std::optional<double> slope;  ///< of the line that is laid against the curve: the tangent, or the mean of two at a corner
    bool isCorner = false;
    std::vector<Vec2> deviations;  ///< (half width, largest distance from that line), ascending; only what is known and not 0
    Range deviationRange{1e-3, 1.0};
    std::shared_ptr<const Marks> chart;
    bool isTangent() const { return slope.has_value() && !isCorner; }
};

/// What doubles make of f in one window: computed values (as distances from the reference), and what they need of height.
struct ComputerWindow {
    Points computed;
    Range y;
};
struct ComputerRow {
    ValueTable::Cell distance, computed, accurate;
    double computedValue = 0.0;  ///< NaN: none
    double accurateValue = 0.0;
    bool isKnown = false;  ///< both are numbers
};
struct ComputerView {
    std::vector<ComputerWindow> windows;
    std::vector<ComputerRow> rows;  ///< as LimitPrepared::rows
};

struct LimitPrepared {
    LimitScene scene;
    std::shared_ptr<const LimitFunction> function;
    std::shared_ptr<const LimitVerdict> verdict;
    double reference = 0.0;  ///< the limit, where it is a number; else 0
    std::shared_ptr<const std::vector<LimitWindow>> windows;
    std::shared_ptr<const std::vector<LimitRow>> rows;  ///< for the distances 10, 1, 10⁻¹ …
    std::vector<std::shared_ptr<const Marks>> strip;    ///< one for each power of ten
    std::shared_ptr<const LinearView> linear;           ///< only where it is looked at, as the next
    std::shared_ptr<const ComputerView> computer;
    Timeline timeline;
    double approachHeight = 0.1;  ///< of the arrows "from the left", as a part of the window's height
    double labelHeight = 0.95;    ///< of what is said of the point
    std::string referenceText;    ///< the reference on the axis; empty: 0
    int deepest = 12;             ///< as asked, or the last power of ten whose window is known
};

Result<std::shared_ptr<const LimitPrepared>> prepareLimit(const LimitScene& scene, const LimitPrepared* previous, const Task& task);
Frame limitFrame(const LimitPrepared& prepared, double time);
Timeline limitTimeline(const LimitPrepared& prepared);

}  // namespace calc
