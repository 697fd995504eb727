#include <algorithm>
#include <cmath>

#include "core/scene/probability_parts.h"

namespace calc {
namespace {

constexpr Range kHeights{-0.02, 1.08};  // of a distribution function

Panel densityPanel(const ProbabilityPrepared& prepared, AxisPlacement x, Message title) {
    Panel panel;
    panel.id = "density";
    panel.title = std::move(title);
    panel.x = {x == AxisPlacement::Edge ? mathItalic("x") : mathRow({}), prepared.curve->x, AxisScale::Linear, x, {}};
    panel.y = {mathRow({}), prepared.curve->y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.densityMarks;
    return panel;
}

Panel cumulativePanel(const ProbabilityPrepared& prepared, const ProbabilityMoment& moment) {
    Panel panel;
    panel.id = "cumulative";
    panel.title = CALC_TEXT("Distribution function: the area so far");
    panel.x = {mathItalic("x"), prepared.curve->x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), kHeights, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.cumulativeMarks;
    addProbabilityHeights(panel.moving, prepared, moment);
    return panel;
}

void addBoundHandles(Frame& frame, const ProbabilityPrepared& prepared) {
    const double height = std::clamp(0.0, prepared.curve->y.low, prepared.curve->y.high);
    const ProbabilityArea& area = *prepared.area;
    if (std::isfinite(area.a))
        frame.handles.push_back({"a", "density", {area.a, height}, Handle::Freedom::X, Role::Accent, CALC_TEXT("bound a")});
    if (std::isfinite(area.b))
        frame.handles.push_back({"b", "density", {area.b, height}, Handle::Freedom::X, Role::Accent, CALC_TEXT("bound b")});
}

void showArea(Frame& frame, const ProbabilityPrepared& prepared, const ProbabilityMoment& moment) {
    frame.panels.push_back(densityPanel(prepared, AxisPlacement::Hidden, CALC_TEXT("Density: areas are probabilities")));
    addProbabilityArea(frame.panels.back().moving, prepared, moment);
    frame.panels.push_back(cumulativePanel(prepared, moment));
    addProbabilityReadouts(frame, prepared, moment);
    frame.arrangement = row({column({leaf("density", 0.58), leaf("cumulative", 0.42)}, 0.74), leaf("readouts", 0.26)});
    frame.formula = probabilityFormula(prepared, moment);
    frame.sentence = probabilitySentence(prepared, moment);
    frame.position = {CALC_TEXT("P = {0}"), {probabilityText(moment.area)}};
    if (prepared.scene.showQuantile && prepared.quantile.isKnown && prepared.curve->x.contains(prepared.quantile.x.value))
        frame.handles.push_back({"p",
                                 "cumulative",
                                 {prepared.quantile.x.value, prepared.quantile.p},
                                 Handle::Freedom::Y,
                                 Role::Secant,
                                 CALC_TEXT("the probability p of the quantile")});
}

void showSamples(Frame& frame, const ProbabilityPrepared& prepared, const SampleMoment& moment) {
    frame.panels.push_back(densityPanel(prepared, AxisPlacement::Edge, CALC_TEXT("Samples as a histogram, and the density")));
    addHistogram(frame.panels.back().moving, prepared, moment);
    frame.panels.push_back(sampleChart(prepared, moment));
    addSampleReadouts(frame, prepared, moment);
    frame.arrangement = row({leaf("density", 0.66), column({leaf("error", 0.54), leaf("readouts", 0.46)}, 0.34)});
    frame.formula = sampleFormula(prepared, moment);
    frame.sentence = sampleSentence(prepared, moment);
    frame.position = {CALC_TEXT("n = {0}"), {std::int64_t{moment.n}}};
}

}  // namespace

Frame probabilityFrame(const ProbabilityPrepared& prepared, double time) {
    const double at = std::clamp(time, 0.0, prepared.timeline.duration);
    Frame frame;
    frame.subject = Role::Integrals;
    addBoundHandles(frame, prepared);
    if (prepared.samples)
        showSamples(frame, prepared, sampleMomentAt(prepared, at));
    else
        showArea(frame, prepared, probabilityMomentAt(prepared, at));
    return frame;
}

}  // namespace calc
