#pragma once
#include <cstdint>
#include <string_view>

#include "core/base/result.h"
#include "core/descent/parameters.h"

namespace calc {

/// How the learning rate changes from step to step, in the closed forms of torch.optim.lr_scheduler: StepLR, ExponentialLR,
/// CosineAnnealingLR, LinearLR (warm-up), each called once after every step.
struct Schedule {
    enum class Kind : std::uint8_t { Constant, Step, Exponential, Cosine, Warmup };
    Kind kind = Kind::Constant;
    double stepSize = 30.0;          ///< Step: steps between two drops
    double gamma = 0.1;              ///< Step, Exponential: the factor
    double halfPeriod = 100.0;       ///< Cosine: T_max
    double lowest = 0.0;             ///< Cosine: eta_min
    double startFactor = 1.0 / 3.0;  ///< Warmup
    double endFactor = 1.0;
    double warmupSteps = 5.0;  ///< Warmup: total_iters
    bool operator==(const Schedule&) const = default;
};

/// By name (registry in parameters.h) and parameters "schedule_gamma" and so on; an unknown name is an Error with field "schedule".
Result<Schedule> makeSchedule(std::string_view name, const ParameterValues& parameters);

/// The learning rate of the step from point k to point k + 1 (k from 0). Error: 2 ulp of pow and cos.
double learningRateAt(const Schedule& schedule, double base, std::int64_t k);

}  // namespace calc
