#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

/// The registry of optimizers and learning-rate schedules: what there is, under which standard names, with which parameters. Pages,
/// codecs and the command line build their controls and options from these tables; none of them knows an optimizer by name.
namespace calc {

enum class ParameterKind : std::uint8_t { Number, Switch /* 0 or 1 */, Count /* a whole number */ };

/// How a slider walks from sliderLow to sliderHigh. NearOne: 1 - value on a log scale, for decay factors such as 0.9, 0.99, 0.999.
enum class ParameterScale : std::uint8_t { Linear, Logarithmic, NearOne };

struct ParameterInfo {
    std::string_view name;    ///< the field's standard name, as in PyTorch: "learning_rate"
    std::string_view symbol;  ///< in formulas: "η"
    std::string_view title;   ///< marked for translation
    std::string_view help;    ///< one sentence for a beginner, marked for translation
    ParameterKind kind = ParameterKind::Number;
    double standard = 0.0;   ///< default
    double low = 0.0;        ///< allowed from here …
    double high = 1.0;       ///< … to here, both included
    double sliderLow = 0.0;  ///< what is worth trying
    double sliderHigh = 1.0;
    ParameterScale scale = ParameterScale::Linear;
};

struct OptimizerInfo {
    std::string_view name;                      ///< "adam"
    std::string_view title;                     ///< "Adam": a proper name, not translated
    std::string_view family;                    ///< "momentum", "adaptive", "second order": marked for translation
    std::string_view help;                      ///< what it does differently, one sentence, marked for translation
    std::string_view source;                    ///< paper
    std::span<const ParameterInfo> parameters;  ///< learning_rate first
};

struct ScheduleInfo {
    std::string_view name;                      ///< "cosine"
    std::string_view title;                     ///< marked for translation
    std::string_view help;                      ///< marked for translation
    std::span<const ParameterInfo> parameters;  ///< named schedule_*
};

/// sgd, momentum and nesterov (sgd with other defaults), adagrad, rmsprop, adam, adamw, adadelta, adamax, nadam, qhm, qhadam, newton.
std::span<const OptimizerInfo> optimizers();
/// Null where there is none of this name.
const OptimizerInfo* findOptimizer(std::string_view name);

/// constant, step, exponential, cosine, warmup.
std::span<const ScheduleInfo> schedules();
const ScheduleInfo* findSchedule(std::string_view name);

const ParameterInfo* findParameter(std::span<const ParameterInfo> parameters, std::string_view name);

/// Parameters by name; what is missing has its default.
using ParameterValues = std::map<std::string, double>;

/// The value by name, or its default; the name must be in the table.
double parameterValue(std::span<const ParameterInfo> parameters, const ParameterValues& values, std::string_view name);

/// An unknown name or a value out of its range as an Error with field = the parameter's name and a sentence; `owner` is the title in it.
std::optional<Error> validate(std::span<const ParameterInfo> parameters, const ParameterValues& values, std::string_view owner);

}  // namespace calc
