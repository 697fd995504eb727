#pragma once
#include <array>

#include "core/base/range.h"
#include "core/expression/program.h"

namespace calc {

/// Values of a function in the middles of equal cells of a range, for what is only placed or scaled by them.
struct AreaSamples {
    static constexpr std::size_t kCount = 513;
    std::array<double, kCount> x{};
    std::array<double, kCount> y{};
};

inline AreaSamples samplesOf(const Program& program, Range range) {
    AreaSamples samples;
    for (std::size_t i = 0; i < AreaSamples::kCount; ++i) {
        samples.x[i] = range.low + range.length() * ((static_cast<double>(i) + 0.5) / static_cast<double>(AreaSamples::kCount));
    }
    program.block(samples.x, samples.y);
    return samples;
}

}  // namespace calc
