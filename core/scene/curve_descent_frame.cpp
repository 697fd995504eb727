#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/curve_descent_parts.h"
#include "core/scene/mark_parts.h"
#include "core/scene/step_moment.h"

namespace calc {
namespace {

constexpr std::size_t kEarlier = 60;  // steps that are kept in the picture

Style ballStyle(Emphasis emphasis = Emphasis::Strong) {
    return {Role::Ball, Look::GradientDescent, emphasis, LineKind::Default, LineWeight::Default};
}

Vec2 onCurve(const CurveDescentPrepared& prepared, std::int64_t k) {
    const auto index = static_cast<std::size_t>(k);
    return {prepared.run->trajectory.points[index].x, prepared.run->trajectory.loss[index]};
}

/// Across along the arrow, then down (or up) onto the curve: what the optimizer does, from recorded points alone.
Vec2 ballAt(const CurveDescentPrepared& prepared, const CurveStep& step) {
    const Vec2 from = onCurve(prepared, step.step);
    if (step.isOver || step.part <= 0.0) return from;
    const Vec2 to = onCurve(prepared, step.step + 1);
    const auto eased = [](double t) { return t * t * (3.0 - 2.0 * t); };
    if (step.part < 0.5) return {from.x + eased(2.0 * step.part) * (to.x - from.x), from.y};
    return {to.x, from.y + eased(2.0 * step.part - 1.0) * (to.y - from.y)};
}

/// Stairs of the steps so far, and where they stood.
void addTrail(Marks& marks, const CurveDescentPrepared& prepared, const CurveStep& step) {
    auto stairs = std::make_shared<std::vector<Vec2>>();
    auto places = std::make_shared<std::vector<Vec2>>();
    const auto last = static_cast<std::size_t>(step.step);
    for (std::size_t k = last > kEarlier ? last - kEarlier : 0; k <= last; ++k) {
        const Vec2 at = onCurve(prepared, static_cast<std::int64_t>(k));
        if (!stairs->empty()) stairs->push_back({at.x, stairs->back().y});
        stairs->push_back(at);
        if (k < last && prepared.picture->x.contains(at.x) && prepared.picture->y.contains(at.y)) places->push_back(at);
    }
    if (stairs->size() > 1)
        marks.push_back(Polyline{"stairs", plainStyle(Role::Guide, LineKind::Dotted, LineWeight::Hair), std::move(stairs), false});
    if (places->empty()) return;
    // A cloud leaves markers out where they crowd; the few of a descent are all shown.
    for (std::size_t i = 0; i < places->size(); ++i)
        marks.push_back(Marker{"earlier." + std::to_string(i), ballStyle(Emphasis::Faint), MarkerShape::Sample, (*places)[i]});
}

void addArrowLabel(Marks& marks, const char* id, Role role, Vec2 from, Vec2 to, FormulaBox text, Anchor anchor, const Range& x) {
    constexpr double kRoom = 0.07;  // of the range
    if (std::fabs(to.x - from.x) < kRoom * x.length()) return;
    marks.push_back(Label{id, plainStyle(role), {0.5 * (from.x + to.x), from.y}, anchor, std::move(text), false});
}

/// The update as an arrow from the ball: gradient alone, or momentum and gradient end to end above their sum.
void addArrows(Marks& marks, const CurveDescentPrepared& prepared, const CurveStep& step) {
    constexpr double kAbove = 0.05;  // of the height
    const CurvePicture& picture = *prepared.picture;
    const Vec2 from = onCurve(prepared, step.step);
    const Vec2 to{onCurve(prepared, step.step + 1).x, from.y};
    const CurveUpdate update = curveUpdate(prepared, step.step);
    const FormulaBox gradient = mathRow({mathText("\u2212"), mathItalic("\u03B7"), mathSpace("thin"), mathItalic("f\u2032")});
    if (prepared.scene.momentum == 0.0) {
        marks.push_back(Arrow{"gradient", plainStyle(Role::Gradient), from, to});
        addArrowLabel(marks, "gradient-name", Role::Gradient, from, to, gradient, Anchor::Above, picture.x);
    } else {
        const Vec2 lifted{from.x, from.y + kAbove * picture.y.length()};
        const Vec2 middle{lifted.x + update.momentum, lifted.y};
        const Vec2 end{to.x, lifted.y};
        if (update.momentum != 0.0) marks.push_back(Arrow{"momentum", plainStyle(Role::Momentum), lifted, middle});
        marks.push_back(Arrow{"gradient", plainStyle(Role::Gradient), middle, end});
        marks.push_back(Arrow{"update", plainStyle(Role::Update), from, to});
        addArrowLabel(marks, "momentum-name", Role::Momentum, lifted, middle, mathRow({mathText("\u2212"), mathItalic("\u03B7\u03B2v")}),
                      Anchor::Above, picture.x);
        addArrowLabel(marks, "gradient-name", Role::Gradient, middle, end, gradient, Anchor::Above, picture.x);
    }
    const Vec2 next = onCurve(prepared, step.step + 1);
    marks.push_back(Polyline{"landing", plainStyle(Role::Guide, LineKind::Dotted, LineWeight::Secondary), lineOf(to, next), false});
    marks.push_back(Marker{"next", ballStyle(Emphasis::Normal), MarkerShape::Hole, next});
}

Panel curvePanel(const CurveDescentPrepared& prepared, const CurveStep& step) {
    const CurvePicture& picture = *prepared.picture;
    Panel panel;
    panel.id = "curve";
    panel.title = CALC_TEXT("Loss");
    panel.x = {mathItalic("x"), picture.x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), picture.y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.marks;
    const Trajectory& run = prepared.run->trajectory;
    if (run.points.empty()) return panel;
    const Vec2 at = onCurve(prepared, step.step);
    const double slope = run.gradients[static_cast<std::size_t>(step.step)].x;
    addTrail(panel.moving, prepared, step);
    if (const auto part = visiblePart(at, slope, picture.x, picture.y))
        panel.moving.push_back(Polyline{"tangent", plainStyle(Role::Tangent, LineKind::Default, LineWeight::Secondary),
                                        lineOf(part->first, part->second), false});
    if (!step.isOver) addArrows(panel.moving, prepared, step);
    panel.moving.push_back(Marker{"ball", ballStyle(), MarkerShape::ByLook, ballAt(prepared, step)});
    return panel;
}

Panel dialPanel(const CurveDescentPrepared& prepared, const CurveStep& step) {
    Panel panel;
    panel.id = "gauge";
    panel.kind = PanelKind::Dial;
    panel.title = CALC_TEXT("Slope gauge");
    panel.x = {mathRow({}), prepared.picture->dial, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), {0.0, 1.0}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.still = prepared.dialMarks;
    const Trajectory& run = prepared.run->trajectory;
    const double slope = run.points.empty() ? std::nan("") : run.gradients[static_cast<std::size_t>(step.step)].x;
    const bool known = std::isfinite(slope);
    panel.reading = known ? Message("{0}", {NumberArgument{slope, 4}}) : Message(CALC_TEXT("none"));
    panel.readingNote = known ? Message(CALC_TEXT("at the ball")) : Message(CALC_TEXT("no slope here"));
    panel.readingRole = known ? Role::Tangent : Role::Bad;
    if (known) panel.moving.push_back(Needle{"slope", plainStyle(Role::Tangent), slope});
    return panel;
}

}  // namespace

CurveStep curveStepAt(const CurveDescentPrepared& prepared, double time) {
    const StepMoment moment = momentAt(prepared.timeline, time);
    CurveStep step;
    step.step = static_cast<int>(moment.step);
    step.isOver = step.step >= prepared.run->trajectory.stepsDone;
    if (!step.isOver) step.part = moment.part;
    return step;
}

CurveUpdate curveUpdate(const CurveDescentPrepared& prepared, std::int64_t step) {
    const Trajectory& run = prepared.run->trajectory;
    const auto index = static_cast<std::size_t>(step);
    CurveUpdate update;
    update.gradient = -prepared.scene.learningRate * run.gradients[index].x;
    // Without dampening the velocity is what the last update was made of: Δx = −η v.
    if (prepared.scene.momentum != 0.0 && step > 0 && prepared.scene.learningRate != 0.0) {
        const double last = run.points[index].x - run.points[index - 1].x;
        update.velocity = -last / prepared.scene.learningRate;
        update.momentum = prepared.scene.momentum * last;
    }
    return update;
}

CurveLimits curveLimits(const CurveDescentPrepared& prepared, std::int64_t point) {
    CurveLimits limits;
    const auto index = static_cast<std::size_t>(point);
    if (index >= prepared.run->curvature.size()) return limits;
    const double curvature = prepared.run->curvature[index];
    if (!(curvature > 1e-300)) return limits;
    limits.limit = learningRateLimit(prepared.run->trajectory.options.optimizer, curvature);
    if (prepared.scene.momentum == 0.0) limits.best = 1.0 / curvature;
    return limits;
}

Frame curveDescentFrame(const CurveDescentPrepared& prepared, double time) {
    const CurveStep step = curveStepAt(prepared, time);
    const CurvePicture& picture = *prepared.picture;
    Frame frame;
    frame.subject = Role::Derivatives;
    frame.panels.push_back(curvePanel(prepared, step));
    frame.panels.push_back(curveChartPanel(prepared, step));
    frame.panels.push_back(dialPanel(prepared, step));
    const Arrangement side = column({fixedSize(leaf("gauge"), 336.0), fixedSize(leaf("readouts"), 196.0), leaf("verdict")}, 0.29);
    frame.arrangement = row({column({leaf("curve", 0.68), leaf("loss", 0.32)}, 0.71), side});
    frame.formula = curveDescentFormula(prepared, step);
    frame.sentence = curveDescentSentence(prepared, step);
    addCurveDescentReadouts(frame, prepared, step);
    frame.position = {CALC_TEXT("step {0} of {1}"), {step.step, prepared.run->trajectory.stepsDone}};
    const double value = std::isfinite(prepared.startValue) ? prepared.startValue : picture.y.low;
    frame.handles.push_back({"start",
                             "curve",
                             {prepared.start, std::clamp(value, picture.y.low, picture.y.high)},
                             Handle::Freedom::X,
                             Role::Accent,
                             CALC_TEXT("start of the ball")});
    return frame;
}

}  // namespace calc
