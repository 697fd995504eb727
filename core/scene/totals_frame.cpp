#include <algorithm>

#include "core/scene/totals_choices.h"
#include "core/scene/totals_parts.h"

namespace calc {
namespace {

AxisScale scaleOf(const TotalsPrepared& prepared) { return prepared.bars->axis == TotalsAxis::Dates ? AxisScale::Days : AxisScale::Linear; }

FormulaBox abscissaName(const TotalsPrepared& prepared) {
    switch (prepared.bars->axis) {
        case TotalsAxis::Dates: return mathRow({});
        case TotalsAxis::Numbers: return mathText(prepared.bars->along);
        case TotalsAxis::Rows: return mathText(renderPlainEnglish(Message(CALC_TEXT("rows"))));
        case TotalsAxis::Weights: return mathText(prepared.scene.weight);
    }
    return mathRow({});
}

Panel barPanel(const TotalsPrepared& prepared, const TotalsMoment& moment) {
    Panel panel;
    panel.id = "bars";
    panel.title = totalsTitle(prepared);
    panel.x = {mathRow({}), prepared.drawn->x, scaleOf(prepared), AxisPlacement::Hidden, {}};
    panel.y = {mathRow({}), prepared.drawn->y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.drawn->barMarks;
    addPassedBars(panel.moving, prepared, moment);
    return panel;
}

Panel sumPanel(const TotalsPrepared& prepared, const TotalsMoment& moment) {
    Panel panel;
    panel.id = "running";
    panel.title = CALC_TEXT("Running total: the area so far as a height");
    panel.x = {abscissaName(prepared), prepared.drawn->x, scaleOf(prepared), AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), prepared.drawn->sumY, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.drawn->sumMarks;
    addRunningTotal(panel.moving, prepared, moment);
    return panel;
}

void addHandles(Frame& frame, const TotalsPrepared& prepared, const TotalsMoment& moment) {
    const TotalsBars& bars = *prepared.bars;
    const TotalsPeriod& period = *prepared.period;
    const bool isByDay = bars.axis == TotalsAxis::Dates;
    const double zero = std::clamp(0.0, prepared.drawn->y.low, prepared.drawn->y.high);
    frame.handles.push_back({isByDay ? "from-day" : "from",
                             "bars",
                             {bars.left[period.first], zero},
                             Handle::Freedom::X,
                             Role::Accent,
                             CALC_TEXT("the start of the period")});
    frame.handles.push_back({isByDay ? "to-day" : "to",
                             "bars",
                             {bars.right[period.first + period.count - 1], zero},
                             Handle::Freedom::X,
                             Role::Accent,
                             CALC_TEXT("the end of the period")});
    frame.handles.push_back({isByDay ? "x-day" : "x",
                             "running",
                             {moment.x, std::clamp(moment.total, prepared.drawn->sumY.low, prepared.drawn->sumY.high)},
                             Handle::Freedom::X,
                             Role::Accumulated,
                             CALC_TEXT("the point x on the running total")});
}

}  // namespace

Frame totalsFrame(const TotalsPrepared& prepared, double time) {
    const TotalsMoment moment = totalsMomentAt(prepared, time);
    Frame frame;
    frame.subject = Role::Integrals;
    frame.panels.push_back(barPanel(prepared, moment));
    frame.panels.push_back(sumPanel(prepared, moment));
    addTotalsReadouts(frame, prepared, moment);
    frame.arrangement = row({column({leaf("bars", 0.58), leaf("running", 0.42)}, 0.77), leaf("readouts", 0.23)});
    frame.formula = totalsFormula(prepared, moment);
    frame.sentence = totalsSentence(prepared, moment);
    frame.position = totalsPosition(prepared, moment);
    addHandles(frame, prepared, moment);
    return frame;
}

Frame missingDataFrame(const TotalsScene& scene, const Error& error) {
    Frame frame;
    frame.subject = Role::Integrals;
    Panel panel;
    panel.id = "bars";
    panel.title = CALC_TEXT("No data");
    panel.x = {mathRow({}), {0.0, 1.0}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.y = {mathRow({}), {0.0, 1.0}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.grid = false;
    auto marks = std::make_shared<Marks>();
    Style style;
    style.role = Role::Bad;
    const bool hasChanged = error.field == "fingerprint";
    marks->push_back(
        Label{"missing",
              style,
              {0.5, 0.5},
              Anchor::Centre,
              Message(hasChanged ? CALC_TEXT("{0} is another file now") : CALC_TEXT("No data from {0}"), {fileNameOf(scene.file)}),
              true});
    panel.still = std::move(marks);
    frame.panels.push_back(std::move(panel));
    frame.verdicts.push_back(
        {Role::Bad, hasChanged ? Message(CALC_TEXT("Data have changed")) : Message(CALC_TEXT("Data are missing")), error.message});
    frame.arrangement = row({leaf("bars", 0.72), leaf("verdict", 0.28)});
    frame.formula.caption = CALC_TEXT("Totals of data");
    frame.formula.symbols = mathText(fileNameOf(scene.file));
    frame.formula.numbers = mathRow({});
    frame.sentence = CALC_TEXT("The picture needs the file that it was made from: <accent>choose it again, or another one.</accent>");
    return frame;
}

}  // namespace calc
