#pragma once
#include "core/descent/adam.h"

namespace calc {

/// AdamW: Adam (adam.h) whose weight decay acts on the weights themselves, as torch.optim.AdamW documents it.
/// (Loshchilov and Hutter 2019.)
AdamParameters adamwParameters(const ParameterReader& value);
OptimizerInfo adamwInfo();

}  // namespace calc
