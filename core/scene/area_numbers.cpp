#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/area_parts.h"

namespace calc {
namespace {

constexpr std::array<const char*, 9> kRuleNames = {"left",  "right", "midpoint", "trapezoid", "simpson",
                                                   "lower", "upper", "random",   "own points"};

void addField(std::string& line, double value) { line += "," + (std::isfinite(value) ? shortest(value) : std::string()); }

void addFields(std::string& csv, std::initializer_list<double> values) {
    for (const double value : values) addField(csv, value);
    csv += "\n";
}

/// Of the rule that is shown: every n, also where there is no sum; lower and upper sums as bounds only where they are proved.
void addShownRule(std::string& csv, const AreaPrepared& prepared, double integral) {
    const double none = std::nan("");
    const SumRule rule = prepared.scene.rule;
    for (const AreaStop& stop : prepared.sums->stops) {
        const double sum = stop.kind == RiemannSum::Kind::Value ? stop.sum : none;
        const double own = stop.proved ? sum : none;
        const double other = stop.otherIsProved ? stop.other.value_or(none) : none;
        csv += std::string(kRuleNames[static_cast<std::size_t>(rule)]) + "," + std::to_string(stop.n);
        addFields(csv, {sum, sum - integral, rule == SumRule::Lower ? own : other, rule == SumRule::Lower ? other : own});
    }
}

std::string sumNumbers(const AreaPrepared& prepared) {
    const Integral& exact = prepared.exact->integral;
    const double integral = exact.kind == IntegralKind::Value ? exact.value : std::nan("");
    std::string csv = "rule,n,sum,error,proved_lower,proved_upper\n";
    addShownRule(csv, prepared, integral);
    if (!prepared.chart) return csv;
    for (const ErrorLine& line : prepared.chart->lines) {
        if (line.rule == prepared.scene.rule) continue;
        for (const auto& value : line.values) {
            csv += std::string(kRuleNames[static_cast<std::size_t>(line.rule)]) + "," + std::to_string(value.first);
            addFields(csv, {value.second, value.second - integral, std::nan(""), std::nan("")});
        }
    }
    return csv;
}

/// One row for each stop: every bound that moves, how close it is, the area up to it; and all of it together.
std::string movingNumbers(const AreaPrepared& prepared) {
    const AreaMoving& moving = *prepared.moving;
    const Integral& exact = prepared.exact->integral;
    std::string csv = "stop";
    for (std::size_t i = 0; i < moving.ends.size(); ++i) {
        const std::string number = moving.ends.size() == 1 ? "" : std::to_string(i + 1);
        csv += ",t" + number + (moving.ends[i].isInfinite() ? "" : ",distance" + number) + ",area" + number;
    }
    csv += ",total,missing\n";
    for (std::size_t k = 0; k < moving.totals.size(); ++k) {
        csv += std::to_string(k);
        for (const MovingEnd& end : moving.ends) {
            addField(csv, end.bounds[k]);
            if (!end.isInfinite()) addField(csv, 1.0 / end.closeness[k]);
            addField(csv, end.areas[k]);
        }
        addFields(csv, {moving.totals[k], exact.kind == IntegralKind::Value ? exact.value - moving.totals[k] : std::nan("")});
    }
    return csv;
}

}  // namespace

std::string areaNumbers(const AreaPrepared& prepared) {
    if (prepared.moving) return movingNumbers(prepared);
    return prepared.sums ? sumNumbers(prepared) : std::string();
}

}  // namespace calc
