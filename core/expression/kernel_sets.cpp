#include <array>

#include "core/expression/block_kernels.h"

namespace calc {

namespace baseline {
extern const KernelSet kSet;
}
#ifdef CALCULOSCOPE_KERNELS_X86
namespace x86_64_v3 {
extern const KernelSet kSet;
}
namespace x86_64_v4 {
extern const KernelSet kSet;
}
#endif

std::size_t kernelSets(const KernelSet** sets, std::size_t capacity) {
    std::size_t count = 0;
    const auto offer = [&](const KernelSet& set) {
        if (count < capacity) sets[count++] = &set;
    };
#ifdef CALCULOSCOPE_KERNELS_X86
    __builtin_cpu_init();
    const bool hasV3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
    const bool hasV4 = hasV3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                       __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd");
    if (hasV4) offer(x86_64_v4::kSet);
    if (hasV3) offer(x86_64_v3::kSet);
#endif
    offer(baseline::kSet);
    return count;
}

const KernelSet& kernelSet() {
    static const KernelSet* const best = [] {
        std::array<const KernelSet*, 1> first{};
        kernelSets(first.data(), first.size());
        return first[0];
    }();
    return *best;
}

}  // namespace calc
