#include "core/descent/adamw.h"

#include <array>

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 7> kRows{learningRateRow(1e-3), beta1Row(0.9), beta2Row(0.999),    epsRow(1e-8),
                                             weightDecayRow(1e-2),  amsgradRow(),  biasCorrectionRow()};

}  // namespace

AdamParameters adamwParameters(const ParameterReader& value) {
    AdamParameters parameters = AdamParameters::from(value);
    parameters.decay = WeightDecay::Decoupled;
    return parameters;
}

OptimizerInfo adamwInfo() {
    return {"adamw",
            "AdamW",
            CALC_TEXT("adaptive"),
            CALC_TEXT("Adam that pulls the weights themselves towards 0, instead of adding that pull to the slope."),
            "Loshchilov and Hutter 2019",
            kRows};
}

}  // namespace calc
