#include "core/descent/schedule.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "core/descent/parameter_table.h"

namespace calc {
namespace {

constexpr ParameterInfo gammaRow(double standard) {
    return {"schedule_gamma",
            "γ",
            CALC_TEXT("factor"),
            CALC_TEXT("What the learning rate is multiplied with each time."),
            ParameterKind::Number,
            standard,
            0.0,
            2.0,
            0.01,
            1.0,
            ParameterScale::Linear};
}
constexpr std::array<ParameterInfo, 2> kStep{
    ParameterInfo{"schedule_step_size", "k", CALC_TEXT("steps between drops"), CALC_TEXT("After so many steps the learning rate drops."),
                  ParameterKind::Count, 30.0, 1.0, 1e9, 1.0, 1000.0, ParameterScale::Logarithmic},
    gammaRow(0.1)};
constexpr std::array<ParameterInfo, 1> kExponential{gammaRow(0.95)};
constexpr std::array<ParameterInfo, 2> kCosine{
    ParameterInfo{"schedule_T_max", "T", CALC_TEXT("half a period"), CALC_TEXT("After so many steps the learning rate is at its lowest."),
                  ParameterKind::Count, 100.0, 1.0, 1e9, 1.0, 1000.0, ParameterScale::Logarithmic},
    ParameterInfo{"schedule_eta_min", "η₀", CALC_TEXT("lowest rate"), CALC_TEXT("The learning rate does not fall below this."),
                  ParameterKind::Number, 0.0, 0.0, kLargestParameter, 0.0, 1.0, ParameterScale::Linear}};
constexpr std::array<ParameterInfo, 3> kWarmup{
    ParameterInfo{"schedule_start_factor", "a", CALC_TEXT("first factor"),
                  CALC_TEXT("The learning rate begins with this part of its value."), ParameterKind::Number, 1.0 / 3.0, 0.0, 1.0, 0.0, 1.0,
                  ParameterScale::Linear},
    ParameterInfo{"schedule_end_factor", "b", CALC_TEXT("last factor"), CALC_TEXT("And ends with this part."), ParameterKind::Number, 1.0,
                  0.0, 1.0, 0.0, 1.0, ParameterScale::Linear},
    ParameterInfo{"schedule_total_iters", "n", CALC_TEXT("steps of warm-up"), CALC_TEXT("So many steps the warm-up takes."),
                  ParameterKind::Count, 5.0, 1.0, 1e9, 1.0, 1000.0, ParameterScale::Logarithmic}};

}  // namespace

std::span<const ScheduleInfo> schedules() {
    static const std::array<ScheduleInfo, 5> table{
        ScheduleInfo{"constant", CALC_TEXT("constant"), CALC_TEXT("The learning rate stays as it is."), {}},
        ScheduleInfo{"step", CALC_TEXT("in drops"), CALC_TEXT("The learning rate drops by a factor every so many steps."), kStep},
        ScheduleInfo{"exponential", CALC_TEXT("exponential"), CALC_TEXT("The learning rate shrinks by the same factor in every step."),
                     kExponential},
        ScheduleInfo{"cosine", CALC_TEXT("cosine"), CALC_TEXT("The learning rate falls along a half wave, slowly at both ends."), kCosine},
        ScheduleInfo{"warmup", CALC_TEXT("warm-up"),
                     CALC_TEXT("The learning rate grows in the first steps, until the running means are filled."), kWarmup}};
    return table;
}

Result<Schedule> makeSchedule(std::string_view name, const ParameterValues& parameters) {
    const ScheduleInfo* info = findSchedule(name);
    if (!info) {
        std::string known;
        for (const ScheduleInfo& each : schedules()) known += (known.empty() ? "" : ", ") + std::string(each.name);
        return Error{ErrorCode::UnknownName, Message(CALC_TEXT("There is no schedule {0}. There are: {1}."), {std::string(name), known}),
                     std::nullopt, "schedule"};
    }
    if (std::optional<Error> error = validate(info->parameters, parameters, "schedule " + std::string(name))) return *error;
    const ParameterReader value(info->parameters, parameters);
    Schedule schedule;
    schedule.kind = static_cast<Schedule::Kind>(info - schedules().data());
    switch (schedule.kind) {
        case Schedule::Kind::Constant: break;
        case Schedule::Kind::Step:
            schedule.stepSize = value("schedule_step_size");
            schedule.gamma = value("schedule_gamma");
            break;
        case Schedule::Kind::Exponential: schedule.gamma = value("schedule_gamma"); break;
        case Schedule::Kind::Cosine:
            schedule.halfPeriod = value("schedule_T_max");
            schedule.lowest = value("schedule_eta_min");
            break;
        case Schedule::Kind::Warmup:
            schedule.startFactor = value("schedule_start_factor");
            schedule.endFactor = value("schedule_end_factor");
            schedule.warmupSteps = value("schedule_total_iters");
            break;
    }
    return schedule;
}

double learningRateAt(const Schedule& schedule, double base, std::int64_t k) {
    const double t = static_cast<double>(k);
    switch (schedule.kind) {
        case Schedule::Kind::Constant: return base;
        case Schedule::Kind::Step: return base * std::pow(schedule.gamma, std::floor(t / schedule.stepSize));
        case Schedule::Kind::Exponential: return base * std::pow(schedule.gamma, t);
        case Schedule::Kind::Cosine:
            return schedule.lowest + (base - schedule.lowest) * 0.5 * (1.0 + std::cos(std::numbers::pi * (t / schedule.halfPeriod)));
        case Schedule::Kind::Warmup: {
            const double done = std::min(t, schedule.warmupSteps) / schedule.warmupSteps;
            return base * (schedule.startFactor + (schedule.endFactor - schedule.startFactor) * done);
        }
    }
    return base;
}

}  // namespace calc
