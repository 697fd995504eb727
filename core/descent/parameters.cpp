#include "core/descent/parameters.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/descent/adadelta.h"
#include "core/descent/adagrad.h"
#include "core/descent/adam.h"
#include "core/descent/adamax.h"
#include "core/descent/adamw.h"
#include "core/descent/nadam.h"
#include "core/descent/newton.h"
#include "core/descent/qhadam.h"
#include "core/descent/qhm.h"
#include "core/descent/rmsprop.h"
#include "core/descent/schedule.h"
#include "core/descent/sgd.h"

namespace calc {

std::span<const OptimizerInfo> optimizers() {
    static const std::array<OptimizerInfo, 13> table{sgdInfo(),  momentumInfo(), nesterovInfo(), adagradInfo(), rmspropInfo(),
                                                     adamInfo(), adamwInfo(),    adadeltaInfo(), adamaxInfo(),  nadamInfo(),
                                                     qhmInfo(),  qhadamInfo(),   newtonInfo()};
    return table;
}

const OptimizerInfo* findOptimizer(std::string_view name) {
    const std::span<const OptimizerInfo> table = optimizers();
    const auto found = std::find_if(table.begin(), table.end(), [name](const OptimizerInfo& info) { return info.name == name; });
    return found == table.end() ? nullptr : &*found;
}

const ScheduleInfo* findSchedule(std::string_view name) {
    const std::span<const ScheduleInfo> table = schedules();
    const auto found = std::find_if(table.begin(), table.end(), [name](const ScheduleInfo& info) { return info.name == name; });
    return found == table.end() ? nullptr : &*found;
}

const ParameterInfo* findParameter(std::span<const ParameterInfo> parameters, std::string_view name) {
    const auto found = std::find_if(parameters.begin(), parameters.end(), [name](const ParameterInfo& info) { return info.name == name; });
    return found == parameters.end() ? nullptr : &*found;
}

double parameterValue(std::span<const ParameterInfo> parameters, const ParameterValues& values, std::string_view name) {
    const auto given = values.find(std::string(name));
    if (given != values.end()) return given->second;
    const ParameterInfo* info = findParameter(parameters, name);
    return info ? info->standard : 0.0;
}

std::optional<Error> validate(std::span<const ParameterInfo> parameters, const ParameterValues& values, std::string_view owner) {
    for (const auto& [name, value] : values) {
        const ParameterInfo* info = findParameter(parameters, name);
        if (!info) {
            std::string known;
            for (const ParameterInfo& each : parameters) known += (known.empty() ? "" : ", ") + std::string(each.name);
            if (known.empty())
                return Error{ErrorCode::UnknownName,
                             Message(CALC_TEXT("{0} has no parameters; {1} means nothing to it."), {std::string(owner), name}),
                             std::nullopt, name};
            return Error{ErrorCode::UnknownName,
                         Message(CALC_TEXT("{0} has no parameter {1}. It has: {2}."), {std::string(owner), name, known}), std::nullopt,
                         name};
        }
        if (!(info->low <= value && value <= info->high))
            return Error{ErrorCode::BadValue,
                         Message(CALC_TEXT("{0} must lie between {1} and {2}; {3} does not."),
                                 {name, NumberArgument{info->low, 6}, NumberArgument{info->high, 6}, NumberArgument{value, 6}}),
                         std::nullopt, name};
        if (info->kind != ParameterKind::Number && value != std::floor(value))
            return Error{ErrorCode::BadValue, Message(CALC_TEXT("{0} must be a whole number."), {name}), std::nullopt, name};
    }
    return std::nullopt;
}

}  // namespace calc
