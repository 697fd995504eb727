#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/mark_parts.h"
#include "core/scene/point_cloud.h"
#include "core/scene/training_parts.h"

namespace calc {
namespace {

constexpr double kDecades = 14.0;       // shown at most
constexpr double kLargestGrowth = 1e4;  // of the loss: what grows further leaves the panel

/// Of several runs each has its dashes: where they run together, one sees the other through them.
Style lossStyle(Look look, Emphasis emphasis, LineKind line = LineKind::Solid) {
    return {Role::Loss, look, emphasis, line, emphasis == Emphasis::Faint ? LineWeight::Secondary : LineWeight::Default};
}

std::size_t shownSteps(const TrainingPrepared& prepared, const TrainingRun& run) {
    return std::min(run.distances.size(), static_cast<std::size_t>(prepared.scene.steps) + 1);
}

Points lossLine(const TrainingPrepared& prepared, const TrainingRun& run, std::size_t count) {
    auto line = std::make_shared<std::vector<Vec2>>();
    count = std::min(count, shownSteps(prepared, run));
    for (std::size_t k = 0; k < count; ++k) line->push_back({static_cast<double>(k), onLossAxis(prepared, run.distances[k])});
    return line;
}

bool isRemedies(const TrainingPrepared& prepared) { return prepared.scene.view == TrainingView::Remedies; }
bool isSweep(const TrainingPrepared& prepared) { return prepared.scene.view == TrainingView::Sweep; }

Message lossTitle(const TrainingPrepared& prepared) {
    const TrainingRun& run = *prepared.runs.front();
    if (run.limit == 0.0) return CALC_TEXT("Loss against step, log scale");
    const NumberArgument limit{run.limit, 6};
    if (!claimsLimit(prepared)) return {CALC_TEXT("Distance of the loss from {0}, log scale"), {limit}};
    return {CALC_TEXT("Loss above its limit {0}, log scale"), {limit}};
}

Panel lossPanel(const TrainingPrepared& prepared, std::int64_t step) {
    Panel panel;
    panel.id = "loss";
    panel.title = lossTitle(prepared);
    panel.x = {mathText("step"), prepared.steps, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), prepared.losses, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = isSweep(prepared) ? prepared.sideMarks : prepared.mainMarks;
    panel.moving.push_back(
        Rule{"now", plainStyle(Role::Ink, LineKind::Solid, LineWeight::Hair), Orientation::Vertical, static_cast<double>(step)});
    int index = 0;
    for (const auto& run : prepared.runs) {
        const std::string id = std::to_string(index++);
        const Points past = lossLine(prepared, *run, static_cast<std::size_t>(step) + 1);
        if (past->empty()) continue;
        const LineKind line = isRemedies(prepared) ? LineKind::Default : LineKind::Solid;
        if (past->size() > 1) panel.moving.push_back(Polyline{"past." + id, lossStyle(run->look, Emphasis::Normal, line), past, false});
        Style ball{Role::Ball, run->look, Emphasis::Normal, LineKind::Default, LineWeight::Default};
        if (past->back().y <= prepared.losses.high) panel.moving.push_back(Marker{"ball." + id, ball, MarkerShape::ByLook, past->back()});
    }
    return panel;
}

Panel sweepPanel(const TrainingPrepared& prepared) {
    const TrainingSweep& sweep = *prepared.sweep;
    Panel panel;
    panel.id = "sweep";
    panel.title = sweep.floor == 0.0
                      ? Message(CALC_TEXT("Loss that a run comes to, both axes log"))
                      : Message{CALC_TEXT("Loss above {0} that a run comes to, both axes log"), {NumberArgument{sweep.floor, 6}}};
    panel.x = {mathItalic("\u03B7"), sweep.rates, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), sweep.losses, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = prepared.mainMarks;
    const double rate = learningRateOf(prepared.scene);
    panel.moving.push_back(Rule{"rate", plainStyle(Role::Accent, LineKind::Solid, LineWeight::Secondary), Orientation::Vertical, rate});
    return panel;
}

void addFit(Marks& marks, const TrainingPrepared& prepared, const TrainingRun& run) {
    if (run.fit.kind == RateFit::Kind::None) return;
    auto line = std::make_shared<std::vector<Vec2>>();
    constexpr int kPoints = 60;
    const double from = run.fit.kind == RateFit::Kind::Power ? std::max(1.0, prepared.steps.low) : prepared.steps.low;
    for (int i = 0; i <= kPoints; ++i) {
        const double step = from + (prepared.steps.high - from) * i / kPoints;
        line->push_back({step, onLossAxis(prepared, run.fit.value(step))});
    }
    marks.push_back(Polyline{"fit", plainStyle(Role::Tangent, LineKind::Dashed, LineWeight::Secondary), line, false});
    const Message text = run.fit.kind == RateFit::Kind::Geometric
                             ? Message{CALC_TEXT("fit: \u00D7 {0} each step"), {NumberArgument{run.fit.factor, 3}}}
                             : Message{CALC_TEXT("fit: power {0} of the step"), {NumberArgument{run.fit.exponent, 3}}};
    // Its words stand where the line is far from the edge of the band, and from the floor, where the ball runs on out of sight.
    constexpr double kFloor = 0.2;  // of the height
    const double floor = prepared.losses.low * std::pow(prepared.losses.high / prepared.losses.low, kFloor);
    std::size_t place = 0;
    double furthest = -1.0;
    for (const std::size_t share : {40U, 20U, 60U}) {
        const std::size_t candidate = share * (line->size() - 1) / 100;
        const double away = std::min(2.0, std::fabs(std::log10((*line)[candidate].y / prepared.epsilon)));
        if (away <= furthest || (*line)[candidate].y <= floor) continue;
        furthest = away;
        place = candidate;
    }
    marks.push_back(Label{"fit-name", plainStyle(Role::Tangent), (*line)[place], Anchor::AboveRight, text, false});
}

}  // namespace

double onLossAxis(const TrainingPrepared& prepared, double distance) {
    // Beyond the edges a line leaves the picture; not so far that it would cost.
    if (std::isnan(distance)) return 3.0 * prepared.losses.high;
    return std::clamp(distance, 0.3 * prepared.losses.low, 3.0 * prepared.losses.high);
}

void setTrainingRanges(TrainingPrepared& prepared) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (const auto& run : prepared.runs) {
        const double first = run->distances.empty() ? 1.0 : run->distances.front();
        for (std::size_t k = 0; k < shownSteps(prepared, *run); ++k) {
            const double distance = run->distances[k];
            if (distance > 0.0) least = std::min(least, distance);
            most = std::max(most, std::min(distance, kLargestGrowth * std::max(first, 1e-280)));
        }
    }
    prepared.steps = {0.0, static_cast<double>(prepared.scene.steps)};
    prepared.losses = decadeRange(least, most, 2.0, kDecades);
}

std::shared_ptr<const Marks> lossMarks(const TrainingPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    marks->push_back(Band{"epsilon", plainStyle(Role::Epsilon), Orientation::Horizontal, {0.3 * prepared.losses.low, prepared.epsilon}});
    int index = 0;
    for (const auto& run : prepared.runs) {
        const std::string id = std::to_string(index++);
        const Points line = lossLine(prepared, *run, shownSteps(prepared, *run));
        if (line->size() > 1) marks->push_back(Polyline{"coming." + id, lossStyle(run->look, Emphasis::Faint), line, false});
        if (!isRemedies(prepared) || line->empty()) continue;
        const auto seen = std::find_if(line->rbegin(), line->rend(), [&prepared](Vec2 p) { return p.y < prepared.losses.high; });
        const Vec2 at = seen == line->rend() ? line->back() : *seen;
        const bool atEnd = at.x >= prepared.steps.high;
        marks->push_back(
            Label{"name." + id, lossStyle(run->look, Emphasis::Normal), at, atEnd ? Anchor::Right : Anchor::BelowRight, run->name, false});
    }
    if (isRemedies(prepared)) return marks;
    addFit(*marks, prepared, *prepared.runs.front());
    if (prepared.first && static_cast<double>(*prepared.first) <= prepared.steps.high) {
        const double at = static_cast<double>(*prepared.first);
        marks->push_back(Rule{"index", plainStyle(Role::Limit, LineKind::Solid, LineWeight::Secondary), Orientation::Vertical, at});
        const FormulaBox text = mathRow({mathItalic("N"), mathOperator("="), mathText(displayInteger(*prepared.first))});
        marks->push_back(Label{"index-name", plainStyle(Role::Limit), {at, prepared.losses.high}, Anchor::BelowRight, text, false});
    }
    return marks;
}

std::shared_ptr<const Marks> sweepMarks(const TrainingPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const TrainingSweep& sweep = *prepared.sweep;
    if (sweep.cliff && *sweep.cliff < sweep.rates.high)
        marks->push_back(Band{"past-limit", plainStyle(Role::Bad), Orientation::Vertical, {*sweep.cliff, sweep.rates.high}});
    Style early = plainStyle(Role::Loss, LineKind::Dashed, LineWeight::Secondary);
    marks->push_back(Polyline{"early", early, sweep.early, false});
    marks->push_back(Polyline{"late", plainStyle(Role::Limit), sweep.late, false});
    if (!sweep.diverged->empty())
        marks->push_back(MarkerCloud{"diverged",
                                     {Role::Bad, Look::None, Emphasis::Strong, LineKind::Default, LineWeight::Default},
                                     MarkerShape::Dot,
                                     sweep.diverged});
    const auto name = [&marks](const char* id, Role role, const Points& line, std::size_t place, Anchor anchor, Message text) {
        if (line->size() > place) marks->push_back(Label{id, plainStyle(role), (*line)[place], anchor, std::move(text), false});
    };
    const std::size_t fifth = sweep.early->size() / 5;
    name("early-name", Role::Loss, sweep.early, fifth, Anchor::AboveRight, {CALC_TEXT("after {0} steps"), {sweep.earlySteps}});
    // The late line may be in sight for a short way only: half-way along it stands its name.
    const auto gone = std::find_if(sweep.late->begin(), sweep.late->end(), [&sweep](Vec2 p) { return p.y <= sweep.losses.low; });
    const auto seen = static_cast<std::size_t>(gone - sweep.late->begin());
    name("late-name", Role::Limit, sweep.late, std::min(seen / 2, fifth), Anchor::AboveRight,
         {CALC_TEXT("after {0} steps"), {sweep.lateSteps}});
    if (sweep.cliff) {
        const FormulaBox text = mathRow({mathText("limit"), mathSpace("medium"), mathText(displayNumber(*sweep.cliff, 4))});
        marks->push_back(
            Rule{"cliff", plainStyle(Role::Bad, LineKind::Dashed, LineWeight::Secondary), Orientation::Vertical, *sweep.cliff});
        marks->push_back(Label{"cliff-name", plainStyle(Role::Bad), {*sweep.cliff, sweep.losses.low}, Anchor::AboveRight, text, false});
    }
    return marks;
}

void addTrainingPanels(Frame& frame, const TrainingPrepared& prepared, std::int64_t step) {
    const Arrangement side = column({fixedSize(leaf("readouts"), 236.0), leaf("verdict")}, 0.3);
    const double shown = std::clamp(prepared.epsilon, prepared.losses.low, prepared.losses.high);
    const Handle band{"epsilon",          "loss",        {prepared.steps.high, shown},
                      Handle::Freedom::Y, Role::Epsilon, CALC_TEXT("\u03B5: upper edge of the band")};
    switch (prepared.scene.view) {
        case TrainingView::Run:
            frame.panels.push_back(lossPanel(prepared, step));
            frame.arrangement = row({leaf("loss", 0.7), side});
            frame.handles.push_back(band);
            return;
        case TrainingView::Remedies:
            frame.panels.push_back(lossPanel(prepared, step));
            frame.panels.push_back(swingPanel(prepared, step));
            frame.arrangement = row({column({leaf("loss", 0.58), leaf("swings", 0.42)}, 0.7), side});
            frame.handles.push_back(band);
            return;
        case TrainingView::Sweep: break;
    }
    const TrainingSweep& sweep = *prepared.sweep;
    frame.panels.push_back(sweepPanel(prepared));
    frame.panels.push_back(lossPanel(prepared, step));
    frame.arrangement = row({column({leaf("sweep", 0.64), leaf("loss", 0.36)}, 0.7), side});
    const double rate = std::clamp(learningRateOf(prepared.scene), sweep.rates.low, sweep.rates.high);
    frame.handles.push_back(
        {"rate", "sweep", {rate, sweep.losses.low}, Handle::Freedom::X, Role::Accent, CALC_TEXT("learning rate of the run below")});
    frame.handles.push_back(band);
}

}  // namespace calc
