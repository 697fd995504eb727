#include <algorithm>
#include <cmath>

#include "core/scene/descent_parts.h"

namespace calc {
namespace {

constexpr std::size_t kLabelled = 8;  // minima whose share is written beside them

std::shared_ptr<const BasinField> fieldOf(const BasinMap& map) {
    auto field = std::make_shared<BasinField>();
    field->columns = map.columns;
    field->rows = map.rows;
    field->x = map.x;
    field->y = map.y;
    field->basin = map.basin;
    // From the quickest to the slowest of most that arrive, on a log scale.
    std::vector<double> arrivals;
    for (std::size_t i = 0; i < map.basin.size(); ++i)
        if (map.basin[i] >= 0) arrivals.push_back(std::log1p(map.steps[i]));
    std::sort(arrivals.begin(), arrivals.end());
    const auto at = [&arrivals](double part) {
        return arrivals[static_cast<std::size_t>(part * static_cast<double>(arrivals.size() - 1))];
    };
    const double quick = arrivals.empty() ? 0.0 : at(0.02);
    const double slow = arrivals.empty() ? 0.0 : at(0.98);
    for (std::size_t i = 0; i < map.basin.size(); ++i) {
        const double pace = slow > quick ? (std::log1p(map.steps[i]) - quick) / (slow - quick) : 0.0;
        field->pace.push_back(static_cast<float>(std::clamp(pace, 0.0, 1.0)));
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
                              Anchor::Above,
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
    if (prepared.basins) addShares(*marks, prepared);
    return marks;
}

Message basinsSubtitle(const DescentBasins& basins) {
    const auto part = [](double share) { return static_cast<std::int64_t>(std::lround(100.0 * share)); };
    const double lost = basins.diverged + basins.noValue;
    if (basins.notArrived < 0.005 && lost < 0.005) return CALC_TEXT("faint: quick to arrive");
    if (lost < 0.005) return {CALC_TEXT("grey: {0} % not arrived"), {part(basins.notArrived)}};
    if (basins.notArrived < 0.005) return {CALC_TEXT("dark: {0} % flown off"), {part(lost)}};
    return {CALC_TEXT("grey: {0} % not arrived, dark: {1} % flown off"), {part(basins.notArrived), part(lost)}};
}

}  // namespace calc
