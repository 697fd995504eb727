#pragma once
#include <functional>

#include "core/probability/distribution.h"

namespace calc {

/// What a Distribution keeps: functions that know the family, and what was computed of it.
struct Distribution::Parts {
    DistributionFamily family = DistributionFamily::Normal;
    Expression density;
    Range support;
    using Expired = std::function<bool()>;
    std::function<Estimate(double, const Expired&)> below;  ///< for x inside the support
    std::function<Estimate(double, const Expired&)> above;
    Moment mean;
    Moment variance;
    double normalization = 1.0;
    bool isProvedNonnegative = true;
};

}  // namespace calc
