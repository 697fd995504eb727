#pragma once
#include <cstdint>

namespace calc {

/// Random numbers as pure functions of a seed and a counter: the same on every machine, in any order, with no state.
/// Method: the counter mixed twice by the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
std::uint64_t randomBits(std::uint64_t seed, std::uint64_t counter);

/// Uniform in (0, 1), never an end; a multiple of 2^-54.
double randomUniform(std::uint64_t seed, std::uint64_t counter);

}  // namespace calc
