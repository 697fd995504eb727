#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr double kApart = 0.03;  // of the range: a handle closer to the point could not be taken hold of

Panel curvePanel(const TangentPrepared& prepared, const SecantMoment* moment) {
    Panel panel;
    panel.id = "curve";
    panel.title = CALC_TEXT("The curve");
    const bool alone = prepared.scene.below == SlopeCurves::None;
    panel.x = {alone ? mathItalic("x") : mathRow({}),
               prepared.curve->x,
               AxisScale::Linear,
               alone ? AxisPlacement::Edge : AxisPlacement::Hidden,
               {}};
    panel.y = {mathRow({}), prepared.curve->y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.curveMarks;
    if (moment && prepared.scene.view == TangentView::Secant) addSecant(panel.moving, prepared, *moment);
    return panel;
}

Panel slopePanel(const TangentPrepared& prepared) {
    const bool both = prepared.scene.below == SlopeCurves::FirstAndSecond;
    Panel panel;
    panel.id = "slope";
    panel.title = both ? Message(CALC_TEXT("Its slope, and how that changes")) : Message(CALC_TEXT("Its slope, traced"));
    panel.x = {mathItalic("x"), prepared.curve->x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), both ? prepared.curve->bendingY : prepared.curve->slopeY, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.slopeMarks;
    return panel;
}

Panel dialPanel(const TangentPrepared& prepared, const SecantMoment* moment) {
    const PointDerivative& slope = prepared.point->slope;
    Panel panel;
    panel.id = "gauge";
    panel.kind = PanelKind::Dial;
    panel.title = CALC_TEXT("Slope gauge");
    panel.x = {mathRow({}), prepared.curve->dial, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), {0.0, 1.0}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.still = prepared.dialMarks;
    panel.reading = slopeText(slope);
    const bool hasSecant = moment && !std::isnan(moment->slope);
    if (prepared.point->hasSlope()) {
        panel.readingNote = CALC_TEXT("at the point");
        if (hasSecant) {
            const Range stretch{std::min(moment->slope, slope.value), std::max(moment->slope, slope.value)};
            panel.moving.push_back(Band{"difference", plainStyle(Role::Tangent), Orientation::Vertical, stretch});
        }
        panel.moving.push_back(Needle{"tangent", plainStyle(Role::Tangent), slope.value});
    } else {
        panel.readingRole = Role::Bad;
        const bool vertical = slope.left && slope.right && *slope.left == *slope.right;
        panel.readingNote = slope.kind == PointDerivative::Kind::Undetermined ? Message(CALC_TEXT("not decided"))
                            : vertical                                        ? Message(CALC_TEXT("vertical"))
                            : slope.left && slope.right                       ? Message(CALC_TEXT("left and right"))
                            : slope.left  ? Message(CALC_TEXT("left: {0}"), {NumberArgument{*slope.left, 3}})
                            : slope.right ? Message(CALC_TEXT("right: {0}"), {NumberArgument{*slope.right, 3}})
                                          : Message(CALC_TEXT("no slope"));
        if (slope.left) panel.moving.push_back(Needle{"left", plainStyle(Role::Tangent), *slope.left});
        if (slope.right) panel.moving.push_back(Needle{"right", plainStyle(Role::Tangent), *slope.right});
    }
    if (hasSecant) panel.moving.push_back(Needle{"secant", plainStyle(Role::Secant), moment->slope});
    return panel;
}

Message chartTitle(const TangentPrepared& prepared) {
    switch (prepared.chart->kind) {
        case TangentChart::Kind::Quotient: return CALC_TEXT("Slope of the secant against h");
        case TangentChart::Kind::QuotientSize: return CALC_TEXT("Size of that slope against h");
        case TangentChart::Kind::Error:
        case TangentChart::Kind::None: break;
    }
    return prepared.scene.view == TangentView::Rounding ? Message(CALC_TEXT("Error of the quotient against h, log\u2013log"))
                                                        : Message(CALC_TEXT("Error against h, log\u2013log"));
}

Panel chartPanel(const TangentPrepared& prepared, const SecantMoment& moment) {
    const TangentChart& chart = *prepared.chart;
    Panel panel;
    panel.id = "error";
    panel.title = chartTitle(prepared);
    panel.x = {mathItalic("h"), chart.steps, AxisScale::Log10, AxisPlacement::Edge, {}};
    const bool linear = chart.kind == TangentChart::Kind::Quotient;
    panel.y = {mathRow({}), chart.values, linear ? AxisScale::Linear : AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = chart.marks;
    panel.moving.push_back(Rule{"now", plainStyle(Role::Secant, LineKind::Dotted, LineWeight::Hair), Orientation::Vertical, moment.h});
    const double value = chartValue(prepared, moment);
    if (!std::isnan(value)) panel.moving.push_back(Marker{"here", plainStyle(Role::Secant), MarkerShape::Disc, {moment.h, value}});
    return panel;
}

/// Beside the pictures: gauge, what stands beneath it, chart.
Arrangement sideColumn(const Frame& frame, bool hasChart, double share) {
    constexpr double kDial = 352.0;
    const bool verdict = !frame.verdicts.empty();
    const double below = verdict ? 168.0 : frame.tables.empty() ? 128.0 : 46.0 + 40.0 * static_cast<double>(frame.tables[0].rows.size());
    std::vector<Arrangement> parts{fixedSize(leaf("gauge"), kDial)};
    const char* block = verdict ? "verdict" : frame.tables.empty() ? "readouts" : "table";
    parts.push_back(hasChart ? fixedSize(leaf(block), below) : leaf(block));
    if (hasChart) parts.push_back(leaf("error"));
    return column(std::move(parts), share);
}

Arrangement arrangement(const Frame& frame, const TangentPrepared& prepared, bool hasChart) {
    const bool below = prepared.scene.below != SlopeCurves::None;
    const auto pictures = [below](double share) {
        return below ? column({leaf("curve", 0.63), leaf("slope", 0.37)}, share) : leaf("curve", share);
    };
    switch (prepared.scene.view) {
        case TangentView::Rules: return row({pictures(0.48), leaf("steps", 0.52)});
        case TangentView::Rounding:
            if (!hasChart) break;
            return row(
                {leaf("error", 0.5), column({leaf("float", 0.78), leaf(frame.verdicts.empty() ? "readouts" : "verdict", 0.22)}, 0.5)});
        case TangentView::Secant: break;
    }
    return row({pictures(0.73), sideColumn(frame, hasChart, 0.27)});
}

void addHandles(Frame& frame, const TangentPrepared& prepared, const SecantMoment* moment) {
    const TangentCurve& curve = *prepared.curve;
    const double x = prepared.point->x;
    if (findPanel(frame, "curve")) {
        const double value = std::isnan(prepared.point->value) ? 0.0 : prepared.point->value;
        const Vec2 at{x, std::clamp(value, curve.y.low, curve.y.high)};
        frame.handles.push_back({"x", "curve", at, Handle::Freedom::X, Role::Accent, CALC_TEXT("the point on the curve")});
    }
    if (!moment || prepared.scene.view == TangentView::Rules) return;
    const Vec2 other = prepared.scene.side == SecantSide::Left ? moment->from : moment->to;
    const bool apart = std::fabs(other.x - x) > kApart * curve.x.length();
    if (apart && other.isFinite() && findPanel(frame, "curve"))
        frame.handles.push_back({"h", "curve", other, Handle::Freedom::X, Role::Secant, CALC_TEXT("the second point of the secant")});
    const double value = chartValue(prepared, *moment);
    if (findPanel(frame, "error") && !std::isnan(value))
        frame.handles.push_back({"chart-h", "error", {moment->h, value}, Handle::Freedom::X, Role::Secant, CALC_TEXT("the step h")});
}

void addRules(Frame& frame, const TangentPrepared& prepared, double time) {
    const int now = stepAt(prepared.timeline, std::clamp(time, 0.0, prepared.timeline.duration));
    frame.steps = *prepared.rules;
    for (int k = 0; k < static_cast<int>(frame.steps.size()); ++k) {
        Emphasis& emphasis = frame.steps[static_cast<std::size_t>(k)].emphasis;
        emphasis = k == now ? Emphasis::Strong : k > now ? Emphasis::Faint : Emphasis::Normal;
    }
    frame.position = {CALC_TEXT("rule {0} of {1}"), {std::int64_t{now} + 1, static_cast<std::int64_t>(frame.steps.size())}};
    frame.sentence = tangentSentence(prepared, nullptr, now);
}

}  // namespace

Frame tangentFrame(const TangentPrepared& prepared, double time) {
    const bool rules = prepared.rules != nullptr;
    const SecantMoment* moment = rules ? nullptr : secantAt(prepared, std::clamp(time, 0.0, prepared.timeline.duration));
    const bool hasChart = moment && prepared.chart->kind != TangentChart::Kind::None;
    const bool rounding = prepared.scene.view == TangentView::Rounding && hasChart && prepared.windows && !prepared.windows->empty();
    Frame frame;
    frame.subject = Role::Derivatives;
    if (!rounding) {
        frame.panels.push_back(curvePanel(prepared, moment));
        if (prepared.scene.below != SlopeCurves::None) frame.panels.push_back(slopePanel(prepared));
        if (!rules) frame.panels.push_back(dialPanel(prepared, moment));
    }
    if (hasChart) frame.panels.push_back(chartPanel(prepared, *moment));
    if (rounding) frame.panels.push_back(floatPanel(prepared, *moment));
    if (!rules) addTangentVerdict(frame, prepared);
    addTangentReadouts(frame, prepared, moment);
    frame.arrangement = arrangement(frame, prepared, hasChart);
    frame.formula = tangentFormula(prepared, moment);
    if (rules) {
        addRules(frame, prepared, time);
    } else {
        frame.sentence = tangentSentence(prepared, moment, 0);
        if (moment) frame.position = {CALC_TEXT("h = {0}"), {NumberArgument{moment->h, 3}}};
    }
    addHandles(frame, prepared, moment);
    return frame;
}

}  // namespace calc
