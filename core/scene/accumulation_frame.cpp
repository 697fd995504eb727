#include <algorithm>
#include <cmath>

#include "core/scene/accumulation_parts.h"
#include "core/scene/mark_parts.h"

namespace calc {
namespace {

Panel curvePanel(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    Panel panel;
    panel.id = "curve";
    panel.title = CALC_TEXT("The curve, and the area so far");
    panel.x = {mathRow({}), prepared.curve->x, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.y = {mathRow({}), prepared.curve->y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.curveMarks;
    addAccumulatedArea(panel.moving, prepared, moment);
    return panel;
}

Panel sumPanel(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    Panel panel;
    panel.id = "accumulated";
    panel.title = CALC_TEXT("That area as a height");
    panel.x = {mathItalic("x"), prepared.curve->x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), prepared.sum->y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.sumMarks;
    addAccumulatedSum(panel.moving, prepared, moment);
    return panel;
}

Panel dialPanel(const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    Panel panel;
    panel.id = "gauge";
    panel.kind = PanelKind::Dial;
    panel.title = CALC_TEXT("Slope of F");
    panel.x = {mathRow({}), prepared.curve->dial, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), {0.0, 1.0}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    static const auto kNone = std::make_shared<const Marks>();
    panel.still = kNone;
    panel.reading = accumulationSlope(prepared, moment);
    if (moment.hasSlope()) {
        panel.readingNote = CALC_TEXT("= height of f");
        panel.moving.push_back(Needle{"slope", plainStyle(Role::Tangent), moment.left});
        return panel;
    }
    panel.readingRole = moment.isCorner() ? Role::Tangent : Role::Bad;
    panel.readingNote = moment.isCorner()                                        ? Message(CALC_TEXT("before and after"))
                        : !moment.sum                                            ? Message(CALC_TEXT("F has no value here"))
                        : std::isinf(moment.left) && moment.left == moment.right ? Message(CALC_TEXT("vertical"))
                                                                                 : Message(CALC_TEXT("on one side only"));
    if (!moment.sum) return panel;
    if (!std::isnan(moment.left)) panel.moving.push_back(Needle{"left", plainStyle(Role::Tangent), moment.left});
    if (!std::isnan(moment.right)) panel.moving.push_back(Needle{"right", plainStyle(Role::Tangent), moment.right});
    return panel;
}

void addHandles(Frame& frame, const AccumulationPrepared& prepared, const AccumulationMoment& moment) {
    const AccumulationCurve& curve = *prepared.curve;
    const double zero = std::clamp(0.0, curve.y.low, curve.y.high);
    frame.handles.push_back({"a", "curve", {prepared.from, zero}, Handle::Freedom::X, Role::Accent, CALC_TEXT("the start a")});
    frame.handles.push_back({"x", "curve", {moment.x, zero}, Handle::Freedom::X, Role::Tangent, CALC_TEXT("the point x")});
    if (!moment.sum) return;
    const double height = std::clamp(moment.sum->value, prepared.sum->y.low, prepared.sum->y.high);
    frame.handles.push_back(
        {"x-below", "accumulated", {moment.x, height}, Handle::Freedom::X, Role::Accumulated, CALC_TEXT("the point x on F")});
}

Arrangement arrangement(const Frame& frame) {
    constexpr double kDial = 352.0;
    constexpr double kReadouts = 190.0;
    std::vector<Arrangement> side{fixedSize(leaf("gauge"), kDial)};
    if (frame.verdicts.empty()) {
        side.push_back(leaf("readouts"));
    } else {
        side.push_back(fixedSize(leaf("readouts"), kReadouts));
        side.push_back(leaf("verdict"));
    }
    return row({column({leaf("curve", 0.56), leaf("accumulated", 0.44)}, 0.73), column(std::move(side), 0.27)});
}

}  // namespace

Frame accumulationFrame(const AccumulationPrepared& prepared, double time) {
    const AccumulationMoment& moment = accumulationMomentAt(prepared, std::clamp(time, 0.0, prepared.timeline.duration));
    Frame frame;
    frame.subject = Role::Integrals;
    frame.panels.push_back(curvePanel(prepared, moment));
    frame.panels.push_back(sumPanel(prepared, moment));
    frame.panels.push_back(dialPanel(prepared, moment));
    addAccumulationVerdict(frame, prepared, moment);
    addAccumulationReadouts(frame, prepared, moment);
    frame.arrangement = arrangement(frame);
    frame.formula = accumulationFormula(prepared, moment);
    frame.sentence = accumulationSentence(prepared, moment);
    frame.position = {CALC_TEXT("x = {0}"), {NumberArgument{moment.x, 4}}};
    addHandles(frame, prepared, moment);
    return frame;
}

}  // namespace calc
