#pragma once
#include <cstdint>

#include "core/base/range.h"

namespace calc {

/// The quantile function of the standard normal distribution, 0 < p < 1. Method: rational approximations of Wichura, algorithm AS 241,
/// Applied Statistics 37 (1988); relative error about 1e-16. Only sqrt and log are called, and only in the tails.
double normalQuantile(double p);

/// Two independent standard normal numbers for one step of one run, as a pure function of seed and step: the same on every machine,
/// in any order, and the same for every optimizer in a race. Method: randomUniform of core/numbers/random.h, then the
/// quantile function.
Vec2 gradientNoise(std::uint64_t seed, std::int64_t step);

}  // namespace calc
