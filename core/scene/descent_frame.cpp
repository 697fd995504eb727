#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "core/scene/descent_parts.h"

namespace calc {
namespace {

Style runStyle(Role role, const DescentRun& run, bool strong) {
    return {role, run.look, strong ? Emphasis::Strong : Emphasis::Normal, LineKind::Default, LineWeight::Default};
}

Style arrowStyle(Role role) { return {role, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default}; }

Style styleFor(const DescentPrepared& prepared, std::size_t i, Role role, bool strong) {
    if (prepared.frozen == i) return {Role::Ink2, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default};
    return runStyle(role, *prepared.runs[i], strong);
}

/// Trails, what lies `between`, then balls; those of the shown optimizer on top.
void addRuns(Marks& marks, const DescentPrepared& prepared, double position, Marks between = {}) {
    const DescentRun* shown = shownRun(prepared);
    Marks balls = std::move(between);
    for (const bool strong : {false, true}) {
        for (std::size_t i = 0; i < prepared.runs.size(); ++i) {
            const DescentRun& run = *prepared.runs[i];
            if ((i < prepared.racers && &run == shown) != strong || run.trajectory.points.empty()) continue;
            const Vec2 ball = ballAt(run.trajectory, position);
            Points path = pathUntil(*prepared.trails[i], position, ball);
            if (path->size() > 1)
                marks.push_back(Polyline{idOf("trail", i), styleFor(prepared, i, Role::Trail, strong), std::move(path), true});
            const MarkerShape shape = prepared.frozen == i ? MarkerShape::Disc : MarkerShape::ByLook;
            balls.push_back(Marker{idOf("ball", i), styleFor(prepared, i, Role::Ball, strong), shape, ball});
        }
    }
    for (Mark& ball : balls) marks.push_back(std::move(ball));
}

/// The letters of A and B beside their balls.
void addLetters(Marks& marks, const DescentPrepared& prepared, double position) {
    if (!prepared.frozen) return;
    const auto letter = [&](const char* name, const DescentRun& run, const Style& style, Anchor side) {
        if (run.trajectory.points.empty()) return;
        marks.push_back(Label{std::string("letter.") + name, style, ballAt(run.trajectory, position), side, Message(name), true});
    };
    letter("A", *prepared.runs[*prepared.frozen], {Role::Ink2, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default},
           Anchor::BelowRight);
    if (const DescentRun* shown = shownRun(prepared)) letter("B", *shown, runStyle(Role::Trail, *shown, false), Anchor::AboveRight);
}

/// Beside the balls of an optimizer that races more than once: which is which.
void addTwinNames(Marks& marks, const DescentPrepared& prepared, double position) {
    constexpr std::array kSides = {Anchor::AboveRight, Anchor::BelowRight, Anchor::AboveLeft, Anchor::BelowLeft};
    if (prepared.frozen || prepared.basins) return;
    std::size_t named = 0;
    for (std::size_t i = 0; i < prepared.racers; ++i) {
        const DescentRun& run = *prepared.runs[i];
        if (prepared.differences[i].empty() || run.trajectory.points.empty()) continue;
        marks.push_back(Label{idOf("twin", i), runStyle(Role::Trail, run, false), ballAt(run.trajectory, position),
                              kSides[named++ % kSides.size()], Message("{0}", {prepared.differences[i]}), true});
    }
}

bool isWanted(const DescentScene& scene, Role role) {
    if (role == Role::Momentum) return scene.showMomentum;
    return role == Role::Gradient ? scene.showGradient : true;
}

const char* arrowId(Role role) {
    if (role == Role::Momentum) return "momentum";
    return role == Role::Gradient ? "gradient" : "decay";
}

/// The parts of the step laid end to end, momentum first, and their sum.
std::vector<Arrow> arrowsOf(const DescentScene& scene, Vec2 from, Vec2 to, const StepInside& inside) {
    std::vector<Arrow> arrows;
    const bool several = inside.contributions.size() > 1;
    Vec2 at = from;
    for (const Contribution& part : inside.contributions) {
        if (!part.value.isFinite() || part.value.length() == 0.0) continue;
        if (isWanted(scene, part.role)) arrows.push_back({arrowId(part.role), arrowStyle(part.role), at, at + part.value});
        at = at + part.value;
    }
    if (scene.showUpdate && (several || arrows.empty()) && from != to) arrows.push_back({"update", arrowStyle(Role::Update), from, to});
    return arrows;
}

/// The largest round number up to `wanted`: steps fine enough that the arrows fill the lens.
double roundMagnification(double wanted) {
    const double unit = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double factor : {8.0, 6.0, 5.0, 4.0, 3.0, 2.5, 2.0, 1.5}) {
        if (factor * unit <= wanted) return factor * unit;
    }
    return unit;
}

/// Half the diagonal of the box around the arrows.
double reachOf(const std::vector<Arrow>& arrows, Vec2 from) {
    Vec2 low = from;
    Vec2 high = from;
    for (const Arrow& arrow : arrows) {
        for (const Vec2 end : {arrow.from, arrow.to}) {
            low = {std::min(low.x, end.x), std::min(low.y, end.y)};
            high = {std::max(high.x, end.x), std::max(high.y, end.y)};
        }
    }
    return 0.5 * (high - low).length();
}

/// By how much the arrows may be enlarged from a point before an end leaves the field.
double roomFor(const std::vector<Arrow>& arrows, Vec2 from, const DescentField& field) {
    double most = std::numeric_limits<double>::infinity();
    const auto along = [&most](double at, double step, Range range) {
        if (step != 0.0) most = std::min(most, std::max(0.0, ((step > 0.0 ? range.high : range.low) - at) / step));
    };
    for (const Arrow& arrow : arrows) {
        for (const Vec2 end : {arrow.from, arrow.to}) {
            along(from.x, end.x - from.x, field.x);
            along(from.y, end.y - from.y, field.y);
        }
    }
    return most;
}

/// The arrows of the shown run's step, and by how much they have to be enlarged to be seen; 1: they are long enough.
struct StepArrows {
    Vec2 from;
    std::vector<Arrow> arrows;
    double magnification = 1.0;
    double onSurface = 1.0;  ///< seen from the side and beside a ball they need more
};

StepArrows stepArrows(const DescentPrepared& prepared, double position, const StepInside* inside) {
    constexpr double kInLens = 0.11;  // of the map's width: half the diagonal that fits into the lens
    constexpr double kLargest = 1e9;
    StepArrows result;
    const DescentRun* run = shownRun(prepared);
    if (!run || !inside) return result;
    const auto step = static_cast<std::size_t>(shownStep(*run, position));
    result.from = run->trajectory.points[step - 1];
    std::vector<Arrow> arrows = arrowsOf(prepared.scene, result.from, run->trajectory.points[step], *inside);
    const double reach = reachOf(arrows, result.from);
    if (arrows.empty() || !(reach > 0.0) || !std::isfinite(reach)) return result;
    const double width = std::min(prepared.field->x.length(), prepared.field->y.length());
    const double wanted = kInLens * width / reach;
    if (wanted > kLargest) return result;  // the ball has arrived
    if (wanted >= 1.5) result.magnification = roundMagnification(wanted);
    // Ends beyond the floor would be cut off; short arrows near its edge are enlarged all the same.
    const double seen = std::clamp(roomFor(arrows, result.from, *prepared.field), 0.6 * wanted, 2.0 * wanted);
    if (seen >= 1.5) result.onSurface = roundMagnification(std::min(seen, kLargest));
    result.arrows = std::move(arrows);
    return result;
}

/// Arrows that are too short for the map stand in a lens, but not upon basins, which are to be seen; long ones on the map itself.
void addArrows(Marks& marks, const DescentPrepared& prepared, const StepArrows& step) {
    if (step.magnification > 1.0) {
        if (prepared.basins) return;
        marks.push_back(
            Lens{"lens", step.from, prepared.lensCentre, step.magnification, step.arrows, runStyle(Role::Ball, *shownRun(prepared), true)});
        return;
    }
    for (const Arrow& arrow : step.arrows) marks.push_back(arrow);
}

Vec2 enlarged(const StepArrows& step, Vec2 p) { return step.from + step.onSurface * (p - step.from); }

/// On the surface short arrows are enlarged where they stand.
Marks surfaceArrows(const StepArrows& step) {
    Marks marks;
    for (const Arrow& arrow : step.arrows)
        marks.push_back(Arrow{arrow.id, arrow.style, enlarged(step, arrow.from), enlarged(step, arrow.to)});
    return marks;
}

/// By how much, over the balls.
void addArrowScale(Marks& marks, const StepArrows& step) {
    if (step.onSurface > 1.0 && !step.arrows.empty())
        marks.push_back(Label{"arrow-scale",
                              {Role::Ink2, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Secondary},
                              enlarged(step, step.arrows.back().to),
                              Anchor::BelowRight,
                              Message{"×{0}", {NumberArgument{step.onSurface, 2}}},
                              false});
}

Panel mapPanel(const DescentPrepared& prepared, double position, const StepArrows& arrows) {
    Panel panel;
    panel.id = "map";
    panel.title = CALC_TEXT("Contour map");
    panel.x = {mathItalic("x"), prepared.field->x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathItalic("y"), prepared.field->y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.equalUnits = true;
    panel.grid = false;
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.mapMarks;
    if (prepared.basins) {
        panel.title = {CALC_TEXT("Basins of {0}"), {shownRun(prepared)->title}};
        panel.subtitle = basinsSubtitle(*prepared.basins);
    }
    addRuns(panel.moving, prepared, position);
    addLetters(panel.moving, prepared, position);
    addTwinNames(panel.moving, prepared, position);
    if (prepared.basins) panel.moving.insert(panel.moving.end(), prepared.basinShares->begin(), prepared.basinShares->end());
    if (!arrows.arrows.empty()) addArrows(panel.moving, prepared, arrows);
    return panel;
}

Panel surfacePanel(const DescentPrepared& prepared, double position, double time, const StepArrows& arrows) {
    Panel panel;
    panel.id = "surface";
    panel.kind = PanelKind::Surface;
    panel.title = CALC_TEXT("Loss surface");
    panel.subtitle = prepared.field->subtitle;
    panel.x = {mathItalic("x"), prepared.field->x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathItalic("y"), prepared.field->y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.z = {
        mathItalic("f"), {prepared.field->field->lowest, prepared.field->field->highest}, AxisScale::Linear, AxisPlacement::Hidden, {}};
    panel.interaction = Interaction::Orbit;
    panel.still = prepared.surfaceMarks;
    panel.field = prepared.field->field;
    panel.camera = prepared.scene.camera;
    panel.camera.azimuth = std::remainder(panel.camera.azimuth + prepared.scene.orbitRate * time, 360.0);
    addRuns(panel.moving, prepared, position, surfaceArrows(arrows));
    addArrowScale(panel.moving, arrows);
    return panel;
}

/// Steps between two stops, as a number.
double positionAt(const Timeline& timeline, double time) {
    if (timeline.stops.size() < 2) return 0.0;
    const double clamped = std::clamp(time, 0.0, timeline.duration);
    const int step = stepAt(timeline, clamped);
    const auto index = static_cast<std::size_t>(step);
    if (index + 1 >= timeline.stops.size()) return static_cast<double>(step);
    const double part = (clamped - timeline.stops[index]) / (timeline.stops[index + 1] - timeline.stops[index]);
    return part < 1e-6 ? static_cast<double>(step) : static_cast<double>(step) + std::min(part, 1.0);
}

}  // namespace

namespace {

/// What stands beneath surface and map, and how they share the room.
void addView(Frame& frame, const DescentPrepared& prepared, double position, const StepInside* step) {
    // A map that is wider than high is small in its share of the width.
    const double map = prepared.field->x.length() > 1.25 * prepared.field->y.length() ? 0.47 : 0.4;
    const auto above = [map](double share) { return row({leaf("surface", 1.0 - map), leaf("map", map)}, share); };
    switch (prepared.scene.view) {
        case DescentView::Loss:
            frame.panels.push_back(descentChartPanel(prepared, ChartMetric::Loss, position));
            frame.arrangement = column({above(0.66), leaf("loss", 0.34)});
            return;
        case DescentView::Charts:
            for (const ChartMetric metric : {ChartMetric::Loss, ChartMetric::Slope, ChartMetric::StepLength})
                frame.panels.push_back(descentChartPanel(prepared, metric, position));
            frame.arrangement = column({above(0.58), row({leaf("loss", 0.4), leaf("slope", 0.3), leaf("length", 0.3)}, 0.42)});
            return;
        case DescentView::Step:
            frame.panels.push_back(directionsPanel(prepared.scene, step));
            frame.tables.push_back(stageTable(prepared.scene, step));
            frame.stage = stageReadout(prepared.scene, step);
            frame.arrangement = column({above(0.56), row({leaf("table", 0.64), leaf("directions", 0.36)}, 0.44)});
            return;
        case DescentView::Stability: {
            addStabilityView(frame, prepared, position);
            const Arrangement words = column({fixedSize(leaf("verdict"), 122.0), leaf("readouts")}, 0.34);
            const bool hasRates = findPanel(frame, "rate") != nullptr;
            frame.arrangement = column({above(0.52), hasRates ? row({leaf("rate", 0.33), leaf("along", 0.33), words}, 0.48)
                                                              : row({leaf("along", 0.66), words}, 0.48)});
            return;
        }
        case DescentView::Table:
            frame.tables.push_back(stepTable(prepared, position));
            frame.arrangement = column({above(0.52), leaf("table", 0.48)});
            return;
    }
}

void addHandles(Frame& frame, const DescentPrepared& prepared) {
    for (const char* panel : {"surface", "map"}) {
        frame.handles.push_back({"start", panel, prepared.start, Handle::Freedom::Both, Role::Accent, CALC_TEXT("start of the balls")});
        for (std::size_t i = 0; i < prepared.otherStarts.size(); ++i)
            frame.handles.push_back({"start." + std::to_string(i),
                                     panel,
                                     prepared.otherStarts[i],
                                     Handle::Freedom::Both,
                                     Role::Accent,
                                     {CALC_TEXT("start {0}"), {static_cast<std::int64_t>(i + 2)}}});
    }
}

}  // namespace

Frame descentFrame(const DescentPrepared& prepared, double time) {
    const double position = positionAt(prepared.timeline, time);
    const DescentRun* run = shownRun(prepared);
    std::optional<StepInside> inside;
    if (run && run->trajectory.stepsDone > 0) inside = stepInside(run->trajectory, shownStep(*run, position) - 1);
    const StepInside* step = inside ? &*inside : nullptr;
    Frame frame;
    frame.subject = Role::Derivatives;
    const StepArrows arrows = stepArrows(prepared, position, step);
    frame.panels.push_back(surfacePanel(prepared, position, time, arrows));
    frame.panels.push_back(mapPanel(prepared, position, arrows));
    frame.formula = descentFormula(prepared, position, step);
    frame.sentence = descentSentence(prepared, position, step);
    addDescentReadouts(frame, prepared, position);
    if (prepared.racers == 0)
        frame.arrangement = row({leaf("surface", 0.6), leaf("map", 0.4)}, 0.66);
    else
        addView(frame, prepared, position, step);
    if (prepared.goal) frame.task = taskReadout(prepared, position);
    frame.position = {CALC_TEXT("step {0} of {1}"), {static_cast<std::int64_t>(std::floor(position + 1e-9)), prepared.steps}};
    addHandles(frame, prepared);
    return frame;
}

}  // namespace calc
