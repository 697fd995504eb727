#include "core/scene/descent_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/chosen_range.h"
#include "core/scene/descent_parts.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

struct LossText {
    std::string text;
    const Surface* surface = nullptr;
};

Result<LossText> lossText(const DescentScene& scene) {
    if (scene.surface == "typed") return LossText{scene.function, nullptr};
    const Surface* surface = findSurface(scene.surface);
    if (surface) return LossText{formulaOf(*surface, scene.conditionNumber), surface};
    std::string names;
    for (const Surface& each : surfaces()) names += (names.empty() ? "" : ", ") + std::string(each.name);
    return Error{ErrorCode::UnknownName, Message(CALC_TEXT("There is no surface {0}. There are: {1}, typed."), {scene.surface, names}),
                 std::nullopt, "surface"};
}

Result<std::shared_ptr<const DescentLoss>> readLoss(const LossText& source) {
    const auto parsed = parse(source.text, {Variable::X, Variable::Y});
    if (!parsed) return inField(parsed.error(), "function");
    auto loss = std::make_shared<DescentLoss>();
    loss->text = source.text;
    loss->surface = source.surface;
    loss->loss = compileLoss(*parsed, 2);
    loss->curvature.emplace(loss->loss);
    const FormulaBox arguments = mathDelimited("()", mathRow({mathItalic("x"), mathText(", "), mathItalic("y")}));
    loss->formula = mathRow({mathItalic("f"), arguments, mathOperator("="), layout(*parsed)});
    return std::shared_ptr<const DescentLoss>(std::move(loss));
}

Result<Vec2> readStart(const DescentScene& scene) {
    const auto x = parseNumber(scene.startX);
    if (!x) return inField(x.error(), "startX");
    const auto y = parseNumber(scene.startY);
    if (!y) return inField(y.error(), "startY");
    return Vec2{*x, *y};
}

/// The usual domain, or around the origin for a typed function; wide enough for the start.
Range chosenRange(Range usual, double start) {
    if (usual.contains(start)) return usual;
    return paddedRange({std::min(usual.low, start), std::max(usual.high, start)});
}

struct Ranges {
    Range x, y;
};

Ranges rangesOf(const DescentScene& scene, const DescentLoss& loss, Vec2 start) {
    Ranges ranges{chosenRange(loss.surface ? loss.surface->x : standardRange(), start.x),
                  chosenRange(loss.surface ? loss.surface->y : standardRange(), start.y)};
    if (!loss.surface) {  // one scale for both directions
        const Range both{std::min(ranges.x.low, ranges.y.low), std::max(ranges.x.high, ranges.y.high)};
        ranges = {both, both};
    }
    if (scene.xRange) ranges.x = *scene.xRange;
    if (scene.yRange) ranges.y = *scene.yRange;
    return ranges;
}

/// What the scene asks to be run, in the order of DescentPrepared::runs.
Result<std::vector<RunSettings>> wantedRuns(DescentPrepared& prepared) {
    const DescentScene& scene = prepared.scene;
    std::vector<RunSettings> wanted;
    const auto add = [&](const OptimizerChoice& optimizer, Vec2 start, std::string place) {
        wanted.push_back({optimizer, scene.schedule, scene.noise, start, scene.steps, scene.seed, std::move(place), "schedule"});
    };
    for (std::size_t i = 0; i < scene.optimizers.size(); ++i) add(scene.optimizers[i], prepared.start, "optimizers." + std::to_string(i));
    prepared.racers = wanted.size();
    if (wanted.empty()) return wanted;
    if (scene.frozen) {
        prepared.frozen = wanted.size();
        add(scene.frozen->optimizer, prepared.start, "frozen.optimizer");
        wanted.back().schedule = scene.frozen->schedule;
        wanted.back().noise = scene.frozen->noise;
        wanted.back().schedulePlace = "frozen.schedule";
    }
    const auto shown = static_cast<std::size_t>(std::clamp<int>(scene.shown, 0, static_cast<int>(prepared.racers) - 1));
    for (std::size_t i = 0; i < scene.moreStarts.size(); ++i) {
        const std::string place = "moreStarts." + std::to_string(i);
        const auto x = parseNumber(scene.moreStarts[i].x);
        if (!x) return inField(x.error(), place + ".x");
        const auto y = parseNumber(scene.moreStarts[i].y);
        if (!y) return inField(y.error(), place + ".y");
        prepared.otherStarts.push_back({*x, *y});
        add(scene.optimizers[shown], {*x, *y}, place);
    }
    return wanted;
}

std::shared_ptr<const DescentRun> findRun(const DescentPrepared* previous, const DescentPrepared& now, const RunSettings& settings) {
    if (!previous || previous->loss != now.loss) return nullptr;
    const auto found = std::find_if(previous->runs.begin(), previous->runs.end(),
                                    [&settings](const auto& run) { return run->settings.sameRun(settings); });
    return found == previous->runs.end() ? nullptr : *found;
}

std::optional<Error> fillRuns(DescentPrepared& prepared, const DescentPrepared* previous, const Task& task) {
    const auto wanted = wantedRuns(prepared);
    if (!wanted) return wanted.error();
    const double share = prepared.scene.showBasins ? 0.1 : 1.0;  // of all the work
    for (const RunSettings& settings : *wanted) {
        std::shared_ptr<const DescentRun> run = findRun(previous, prepared, settings);
        if (!run) {
            auto made = descentRun(*prepared.loss, settings, task);
            if (!made) return made.error();
            run = *made;
        }
        prepared.steps = std::max(prepared.steps, run->trajectory.stepsDone);
        prepared.runs.push_back(std::move(run));
        if (task.progress) task.progress(share * static_cast<double>(prepared.runs.size()) / static_cast<double>(wanted->size()));
    }
    return std::nullopt;
}

/// Of each racer what tells it apart from those of the same title; empty where it is the only one.
void fillDifferences(DescentPrepared& prepared) {
    prepared.differences.resize(prepared.racers);
    for (std::size_t i = 0; i < prepared.racers; ++i) {
        if (!prepared.differences[i].empty()) continue;
        std::vector<std::size_t> same;
        std::vector<const OptimizerChoice*> twins;
        for (std::size_t j = i; j < prepared.racers; ++j) {
            if (prepared.runs[j]->title != prepared.runs[i]->title) continue;
            same.push_back(j);
            twins.push_back(&prepared.runs[j]->settings.optimizer);
        }
        if (twins.size() < 2) continue;
        const std::vector<std::string> differences = twinDifferences(twins);
        for (std::size_t k = 0; k < same.size(); ++k) prepared.differences[same[k]] = differences[k];
    }
}

/// "Momentum"; "Momentum, η = 0.02" where it races twice, which alone is its name where nobody else races; "A, η = 0.02", "B, η = 0.03";
/// "start 2".
void fillNames(DescentPrepared& prepared) {
    fillDifferences(prepared);
    const RunDifference difference = prepared.frozen ? differenceFromA(prepared.scene) : RunDifference{};
    const auto lettered = [](const char* letter, const std::string& what) { return what.empty() ? letter : letter + (", " + what); };
    const bool oneTitle = std::all_of(prepared.runs.begin(), prepared.runs.begin() + static_cast<std::ptrdiff_t>(prepared.racers),
                                      [&](const auto& run) { return run->title == prepared.runs.front()->title; });
    for (std::size_t i = 0; i < prepared.runs.size(); ++i) {
        const DescentRun& run = *prepared.runs[i];
        const auto number = static_cast<std::int64_t>(i - prepared.racers - (prepared.frozen ? 1 : 0) + 2);
        if (prepared.frozen == i)
            prepared.names.push_back(lettered("A", difference.ofA));
        else if (i >= prepared.racers)
            prepared.names.push_back(renderPlainEnglish({CALC_TEXT("start {0}"), {number}}));
        else if (prepared.frozen && &run == shownRun(prepared))
            prepared.names.push_back(lettered("B", difference.ofB));
        else if (prepared.differences[i].empty())
            prepared.names.push_back(run.title);
        else
            prepared.names.push_back(oneTitle ? prepared.differences[i] : run.title + ", " + prepared.differences[i]);
    }
}

void fillStability(DescentPrepared& prepared, const DescentPrepared* previous, const Task& task) {
    if (prepared.racers == 0) return;
    const auto shown = static_cast<std::size_t>(std::clamp<int>(prepared.scene.shown, 0, static_cast<int>(prepared.racers) - 1));
    const bool kept = previous && previous->stability && previous->stability->run == prepared.runs[shown];
    prepared.stability = kept ? previous->stability : descentStability(*prepared.loss, prepared.runs[shown], task);
}

void fillTrails(DescentPrepared& prepared, const DescentPrepared* previous) {
    constexpr double kShown = 1.0 / 4000.0;  // of the visible range
    const Vec2 tolerance{kShown * prepared.field->x.length(), kShown * prepared.field->y.length()};
    for (const auto& run : prepared.runs) {
        std::shared_ptr<const DescentTrail> trail;
        if (previous && previous->field->x == prepared.field->x && previous->field->y == prepared.field->y) {
            const auto found = std::find(previous->runs.begin(), previous->runs.end(), run);
            if (found != previous->runs.end()) trail = previous->trails[static_cast<std::size_t>(found - previous->runs.begin())];
        }
        prepared.trails.push_back(trail ? trail : std::make_shared<const DescentTrail>(descentTrail(run->trajectory, tolerance)));
    }
}

/// The first step at which the loss is within 1e-3 of a known minimum that lies near.
std::optional<std::int64_t> arrival(const DescentLoss& loss, const Trajectory& run) {
    constexpr double kClose = 1e-3;
    if (!loss.surface) return std::nullopt;
    const double near = 0.1 * std::max(loss.surface->x.length(), loss.surface->y.length());
    for (std::size_t k = 0; k < run.points.size(); ++k) {
        for (const KnownMinimum& minimum : loss.surface->minima) {
            if (run.loss[k] - minimum.value < kClose && (run.points[k] - minimum.at).length() < near) return static_cast<std::int64_t>(k);
        }
    }
    return std::nullopt;
}

/// A telling moment: well under way, but not after the shown ball has arrived or has left the picture.
std::int64_t openingStep(const DescentPrepared& prepared) {
    constexpr double kUnderWay = 4.0 / 15.0;
    auto step = static_cast<std::int64_t>(std::round(kUnderWay * static_cast<double>(prepared.steps)));
    const DescentRun* run = shownRun(prepared);
    if (!run) return step;
    step = std::min(step, run->trajectory.stepsDone);
    if (const std::optional<std::int64_t> arrived = arrival(*prepared.loss, run->trajectory)) step = std::min(step, *arrived);
    const auto inSight = [&prepared, run](std::int64_t k) {
        const Vec2 ball = run->trajectory.points[static_cast<std::size_t>(k)];
        return prepared.field->x.contains(ball.x) && prepared.field->y.contains(ball.y);
    };
    while (step > 1 && !inSight(step)) --step;
    return step;
}

/// The node of the drawn grid nearest to the start around which f has values; none: f has none in this window, or the start has one
/// itself.
std::optional<Vec2> otherStart(const DescentPrepared& prepared) {
    constexpr int kAround = 6;  // nodes
    const DescentRun* run = shownRun(prepared);
    if (!run || !run->trajectory.points.empty()) return std::nullopt;
    const HeightField& field = *prepared.field->field;
    const auto hasValue = [&field](int column, int row) {
        return std::isfinite(field.heights[static_cast<std::size_t>(row * field.columns + column)]);
    };
    std::optional<Vec2> nearest;
    for (int row = kAround; row < field.rows - kAround; ++row) {
        for (int column = kAround; column < field.columns - kAround; ++column) {
            const Vec2 at{field.x.low + field.x.length() * (static_cast<double>(column) / (field.columns - 1)),
                          field.y.low + field.y.length() * (static_cast<double>(row) / (field.rows - 1))};
            if (nearest && (at - prepared.start).length() >= (*nearest - prepared.start).length()) continue;
            const bool isInside = hasValue(column, row) && hasValue(column - kAround, row) && hasValue(column + kAround, row) &&
                                  hasValue(column, row - kAround) && hasValue(column, row + kAround);
            if (isInside) nearest = at;
        }
    }
    return nearest;
}

Timeline makeTimeline(const DescentPrepared& prepared) {
    constexpr double kSlowest = 0.4;  // seconds for a step
    constexpr double kWhole = 12.0;   // seconds for a long run
    Timeline timeline;
    const double steps = static_cast<double>(prepared.steps);
    const double each = prepared.steps > 0 ? std::min(kSlowest, kWhole / steps) : 0.0;
    for (std::int64_t k = 0; k <= prepared.steps; ++k) timeline.stops.push_back(each * static_cast<double>(k));
    timeline.duration = timeline.stops.back();
    if (prepared.steps == 0) return timeline;
    const double tick = std::max(1.0, std::round(roundStep(steps / 5.0)));
    const double between = steps / tick > 7.0 ? 2.0 * tick : tick;
    for (double k = 0.0; k <= steps; k += between) timeline.ticks.push_back({each * k, {"{0}", {static_cast<std::int64_t>(k)}}});
    for (std::size_t i = 0; i < prepared.runs.size(); ++i) {
        const std::optional<std::int64_t> step = arrival(*prepared.loss, prepared.runs[i]->trajectory);
        if (step)
            timeline.events.push_back(
                {each * static_cast<double>(*step), prepared.runs[i]->look, {CALC_TEXT("{0}: loss < 10⁻³"), {prepared.names[i]}}});
    }
    timeline.opening = each * static_cast<double>(openingStep(prepared));
    return timeline;
}

void fillCharts(DescentPrepared& prepared, const DescentPrepared* previous) {
    const bool hasThree = prepared.scene.view == DescentView::Charts;
    const bool sameRuns = previous && previous->runs == prepared.runs && previous->loss == prepared.loss;
    const bool sameNames =
        sameRuns && previous->names == prepared.names && previous->racers == prepared.racers && previous->scene.goal == prepared.scene.goal;
    for (std::size_t i = 0; i < (hasThree ? kChartMetrics : 1); ++i) {
        const bool kept = sameRuns && previous->charts[i] && previous->charts[i]->isNarrow == hasThree;
        if (kept) {
            prepared.charts[i] = previous->charts[i];
        } else {
            DescentChart chart = descentChart(static_cast<ChartMetric>(i), *prepared.loss, prepared.runs,
                                              prepared.steps > 0 ? prepared.steps : prepared.scene.steps);
            chart.isNarrow = hasThree;
            prepared.charts[i] = std::make_shared<const DescentChart>(std::move(chart));
        }
        prepared.chartMarks[i] = kept && sameNames ? previous->chartMarks[i] : descentChartMarks(prepared, *prepared.charts[i]);
    }
}

/// Takes the basins of before, or surveys them.
std::optional<Error> fillBasins(DescentPrepared& prepared, const DescentPrepared* previous, const Task& task) {
    const DescentRun* run = shownRun(prepared);
    if (!prepared.scene.showBasins || !run) return std::nullopt;
    const auto isKept = [&](const DescentBasins& basins) {
        RunSettings elsewhere = basins.settings;
        elsewhere.start = run->settings.start;
        return previous->loss == prepared.loss && elsewhere.sameRun(run->settings) && basins.cells == prepared.scene.basinCells &&
               basins.field->x == prepared.field->x && basins.field->y == prepared.field->y;
    };
    if (previous && previous->basins && isKept(*previous->basins)) {
        prepared.basins = previous->basins;
        return std::nullopt;
    }
    auto basins = descentBasins(prepared, task);
    if (!basins) return basins.error();
    prepared.basins = *basins;
    return std::nullopt;
}

}  // namespace

Result<std::shared_ptr<const DescentPrepared>> prepareDescent(const DescentScene& scene, const DescentPrepared* previous,
                                                              const Task& task) {
    auto prepared = std::make_shared<DescentPrepared>();
    prepared->scene = scene;
    const auto text = lossText(scene);
    if (!text) return text.error();
    const bool sameLoss = previous && previous->loss->text == text->text && previous->loss->surface == text->surface;
    if (sameLoss) {
        prepared->loss = previous->loss;
    } else {
        auto loss = readLoss(*text);
        if (!loss) return loss.error();
        prepared->loss = *loss;
    }
    const auto start = readStart(scene);
    if (!start) return start.error();
    prepared->start = *start;
    if (auto failed = fillRuns(*prepared, previous, task)) return *failed;
    fillNames(*prepared);
    fillStability(*prepared, previous, task);
    const Ranges ranges = rangesOf(scene, *prepared->loss, *start);
    const bool sameField =
        sameLoss && previous->field->x == ranges.x && previous->field->y == ranges.y && previous->scene.heightScale == scene.heightScale;
    prepared->field =
        sameField ? previous->field
                  : std::make_shared<const DescentField>(descentField(*prepared->loss, ranges.x, ranges.y, scene.heightScale, task));
    if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    prepared->otherStart = otherStart(*prepared);
    fillTrails(*prepared, previous);
    if (auto failed = fillBasins(*prepared, previous, task)) return *failed;
    fillCharts(*prepared, previous);
    const bool sameMap = sameField && previous->basins == prepared->basins;
    prepared->mapMarks = sameMap ? previous->mapMarks : descentMapMarks(*prepared);
    if (prepared->basins) prepared->basinShares = basinShareMarks(*prepared);
    if (scene.view == DescentView::Stability) prepareStabilityView(*prepared);
    if (scene.goal) prepared->goal = goalState(*prepared);
    prepared->surfaceMarks = previous ? previous->surfaceMarks : std::make_shared<const Marks>();
    prepared->lensCentre = lensCentreOf(*prepared);
    prepared->timeline = makeTimeline(*prepared);
    return std::shared_ptr<const DescentPrepared>(std::move(prepared));
}

Timeline descentTimeline(const DescentPrepared& prepared) { return prepared.timeline; }

}  // namespace calc
