#include <algorithm>
#include <cmath>

#include "core/scene/descent_parts.h"

namespace calc {
namespace {

constexpr std::size_t kLabelled = 8;  // minima whose share is written beside them
constexpr double kBands = 6.0;        // of the shading

/// Steps of the runs that arrive, ascending.
std::vector<std::int32_t> arrivalsOf(const BasinMap& map) {
    std::vector<std::int32_t> arrivals;
    for (std::size_t i = 0; i < map.basin.size(); ++i)
        if (map.basin[i] >= 0) arrivals.push_back(map.steps[i]);
    std::sort(arrivals.begin(), arrivals.end());
    return arrivals;
}

std::shared_ptr<const BasinField> fieldOf(const BasinMap& map) {
    auto field = std::make_shared<BasinField>();
    field->columns = map.columns;
    field->rows = map.rows;
    field->x = map.x;
    field->y = map.y;
    field->basin = map.basin;
    // Runs from most places take about as long, whatever the scale: by rank, in bands of equal size, the differences are seen.
    const std::vector<std::int32_t> sorted = arrivalsOf(map);
    for (const std::int32_t steps : map.steps) {
        const auto [below, above] = std::equal_range(sorted.begin(), sorted.end(), steps);
        const double rank = static_cast<double>((below - sorted.begin()) + (above - sorted.begin())) / 2.0;
        const double share = sorted.empty() ? 0.0 : rank / static_cast<double>(sorted.size());
        field->pace.push_back(static_cast<float>(std::min(std::floor(kBands * share), kBands - 1.0) / (kBands - 1.0)));
    }
    return field;
}

double shareOf(const BasinMap& map, BasinEnd end) {
    const auto count = std::count(map.basin.begin(), map.basin.end(), static_cast<std::int16_t>(end));
    return static_cast<double>(count) / static_cast<double>(map.basin.size());
}

Message percent(double share) {
    if (share > 0.0 && share < 0.005) return CALC_TEXT("< 1 %");
    return {CALC_TEXT("{0} %"), {static_cast<std::int64_t>(std::lround(100.0 * share))}};
}

/// How much of the trails runs through the box of a label at a side of its point, everything in parts of the map.
double trailThrough(const DescentPrepared& prepared, Vec2 point, Vec2 side) {
    constexpr Vec2 kHalf{0.13, 0.07};  // half a label, and a margin
    constexpr int kPieces = 12;        // of each segment
    const auto part = [&prepared](Vec2 p) {
        return Vec2{(p.x - prepared.field->x.low) / prepared.field->x.length(), (p.y - prepared.field->y.low) / prepared.field->y.length()};
    };
    const Vec2 at = part(point);
    const Vec2 centre{std::clamp(at.x + 0.19 * side.x, kHalf.x, 1.0 - kHalf.x), std::clamp(at.y + 0.12 * side.y, kHalf.y, 1.0 - kHalf.y)};
    double through = 0.0;
    const auto count = [&](Vec2 p, double weight) {
        const Vec2 away = part(p) - centre;
        if (std::fabs(away.x) < kHalf.x && std::fabs(away.y) < kHalf.y) through += weight;
    };
    for (const auto& trail : prepared.trails) {
        for (std::size_t i = 1; i < trail->points.size(); ++i) {
            const Vec2 step = trail->points[i] - trail->points[i - 1];
            const double length = (part(trail->points[i]) - part(trail->points[i - 1])).length();
            for (int k = 0; k < kPieces; ++k) count(trail->points[i - 1] + ((k + 0.5) / kPieces) * step, length / kPieces);
        }
        if (!trail->points.empty()) count(trail->points.back(), 1.0);
    }
    count(prepared.start, 1.0);
    count(point, 1.0);
    return through;
}

Anchor freestSide(const DescentPrepared& prepared, Vec2 point) {
    struct Side {
        Anchor anchor;
        Vec2 towards;
    };
    constexpr Side kSides[] = {
        {Anchor::Above, {0.0, 1.0}}, {Anchor::Below, {0.0, -1.0}}, {Anchor::Right, {1.0, 0.0}}, {Anchor::Left, {-1.0, 0.0}}};
    const Side* best = nullptr;
    double least = 1e9;
    for (const Side& side : kSides) {
        const double through = trailThrough(prepared, point, side.towards);
        if (through >= least) continue;
        least = through;
        best = &side;
    }
    return best->anchor;
}

void addShares(Marks& marks, const DescentPrepared& prepared) {
    const DescentBasins& basins = *prepared.basins;
    std::vector<std::size_t> order(basins.minima.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&basins](std::size_t a, std::size_t b) { return basins.minima[a].starts > basins.minima[b].starts; });
    if (order.size() > kLabelled) order.resize(kLabelled);
    const double all = static_cast<double>(basins.field->basin.size());
    for (const std::size_t i : order) {
        const BasinMap::Minimum& minimum = basins.minima[i];
        const bool inSight = prepared.field->x.contains(minimum.at.x) && prepared.field->y.contains(minimum.at.y);
        if (!inSight) continue;
        marks.push_back(Label{"share." + std::to_string(i),
                              {Role::Ink, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default},
                              minimum.at,
                              freestSide(prepared, minimum.at),
                              percent(static_cast<double>(minimum.starts) / all),
                              true});
    }
}

}  // namespace

Result<std::shared_ptr<const DescentBasins>> descentBasins(const DescentPrepared& prepared, const Task& task) {
    const DescentRun& run = *shownRun(prepared);
    BasinOptions options;
    options.descent = run.trajectory.options;
    options.x = prepared.field->x;
    options.y = prepared.field->y;
    options.columns = options.rows = prepared.scene.basinCells;
    for (const Vec2 minimum : *prepared.field->minima) options.known.push_back(minimum);
    constexpr double kBefore = 0.1;  // of all the work is done by now
    const auto progress = [&task](double part) {
        if (task.progress) task.progress(kBefore + (1.0 - kBefore) * part);
    };
    auto map = basinMap(prepared.loss->loss, options, task.stop, progress);
    if (!map) return map.error();
    auto basins = std::make_shared<DescentBasins>();
    basins->settings = run.settings;
    basins->cells = prepared.scene.basinCells;
    basins->field = fieldOf(*map);
    basins->minima = std::move(map->minima);
    if (const std::vector<std::int32_t> arrivals = arrivalsOf(*map); !arrivals.empty()) {
        basins->quickSteps = arrivals[arrivals.size() / 10];
        basins->slowSteps = arrivals[arrivals.size() * 9 / 10];
    }
    basins->notArrived = shareOf(*map, BasinEnd::NotArrived);
    basins->diverged = shareOf(*map, BasinEnd::Diverged);
    basins->noValue = shareOf(*map, BasinEnd::LeftDomain);
    return std::shared_ptr<const DescentBasins>(std::move(basins));
}

std::shared_ptr<const Marks> descentMapMarks(const DescentPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    marks->push_back(ContourMap{"field", prepared.field->field, prepared.basins ? prepared.basins->field : nullptr});
    Points minima = prepared.field->minima;
    if (prepared.basins) {
        auto all = std::make_shared<std::vector<Vec2>>(*minima);
        for (const BasinMap::Minimum& minimum : prepared.basins->minima)
            if (std::find(all->begin(), all->end(), minimum.at) == all->end()) all->push_back(minimum.at);
        minima = std::move(all);
    }
    if (!minima->empty())
        marks->push_back(MarkerCloud{
            "minima", {Role::Ink, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default}, MarkerShape::Cross, minima});
    return marks;
}

std::shared_ptr<const Marks> basinShareMarks(const DescentPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    addShares(*marks, prepared);
    return marks;
}

Message basinsSubtitle(const DescentBasins& basins) {
    const auto part = [](double share) { return static_cast<std::int64_t>(std::lround(100.0 * share)); };
    const double lost = basins.diverged + basins.noValue;
    if (basins.notArrived < 0.005 && lost < 0.005)
        return {CALC_TEXT("{0} to {1} steps"), {std::int64_t{basins.quickSteps}, std::int64_t{basins.slowSteps}}};
    if (lost < 0.005) return {CALC_TEXT("grey: {0} % not arrived"), {part(basins.notArrived)}};
    if (basins.notArrived < 0.005) return {CALC_TEXT("dark: {0} % flown off"), {part(lost)}};
    return {CALC_TEXT("grey: {0} % not arrived, dark: {1} % flown off"), {part(basins.notArrived), part(lost)}};
}

}  // namespace calc
