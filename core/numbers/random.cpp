#include "core/numbers/random.h"

namespace calc {
namespace {

std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

}  // namespace

std::uint64_t randomBits(std::uint64_t seed, std::uint64_t counter) { return mix(mix(seed) ^ mix(counter)); }

double randomUniform(std::uint64_t seed, std::uint64_t counter) {
    return (static_cast<double>(randomBits(seed, counter) >> 11) + 0.5) * 0x1p-53;
}

}  // namespace calc
