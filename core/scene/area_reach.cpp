#include "core/scene/area_reach.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"

namespace calc {
namespace {

constexpr std::string_view kPicture = "reach.picture";
constexpr std::string_view kChart = "reach.chart";
constexpr char kBetween = '/';

}  // namespace

std::string handleName(const ReachHandle& handle) {
    std::string name(handle.panel == ReachHandle::Panel::Picture ? kPicture : kChart);
    const std::string goal = std::isinf(handle.at) ? (handle.at > 0.0 ? "inf" : "-inf") : shortest(handle.at);
    for (const std::string& part : {goal, std::string(handle.direction > 0 ? "1" : "-1"), shortest(handle.first), shortest(handle.last)})
        name += kBetween + part;
    return name;
}

std::optional<ReachHandle> readReachHandle(std::string_view name) {
    ReachHandle handle;
    if (name.starts_with(kPicture)) {
        name.remove_prefix(kPicture.size());
    } else if (name.starts_with(kChart)) {
        handle.panel = ReachHandle::Panel::Chart;
        name.remove_prefix(kChart.size());
    } else {
        return std::nullopt;
    }
    std::array<double, 4> numbers{};
    for (double& number : numbers) {
        if (name.empty() || name.front() != kBetween) return std::nullopt;
        name.remove_prefix(1);
        const std::string_view part = name.substr(0, name.find(kBetween));
        const auto read = parseNumber(std::string(part), InfinityRule::Allow);
        if (!read) return std::nullopt;
        number = *read;
        name.remove_prefix(part.size());
    }
    handle.at = numbers[0];
    handle.direction = numbers[1] > 0.0 ? 1 : -1;
    handle.first = numbers[2];
    handle.last = numbers[3];
    const bool isWay = handle.first > 0.0 && handle.last > handle.first && std::isfinite(handle.last);
    return name.empty() && isWay ? std::optional(handle) : std::nullopt;
}

double closenessAt(double first, double last, double reach) {
    if (reach <= 0.0) return first;
    return reach >= 1.0 ? last : first * std::pow(last / first, reach);
}

double reachAt(const ReachHandle& handle, double position, double resolution) {
    double closeness = position;
    if (handle.panel == ReachHandle::Panel::Picture) {
        const double ahead = handle.direction * (std::isinf(handle.at) ? position : handle.at - position);
        closeness = std::isinf(handle.at) ? ahead : 1.0 / std::max({ahead, resolution, 1.0 / handle.last});
    }
    if (!(closeness > handle.first)) return 0.0;
    return std::clamp(std::log(closeness / handle.first) / std::log(handle.last / handle.first), 0.0, 1.0);
}

}  // namespace calc
