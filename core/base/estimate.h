#pragma once
#include <cstdint>

namespace calc {

/// How much is known of a number.
enum class Certainty {
    Exact,      ///< no error but the rounding of the last digit
    Certified,  ///< |value - truth| <= error was proved by interval arithmetic
    Estimated,  ///< error is a bound in which two independent ways agree, not a proof
};

/// A number shown to a learner: never a bare double. |value - truth| <= error; error 0 means exact to the last digit.
struct Estimate {
    double value = 0.0;
    double error = 0.0;
    Certainty certainty = Certainty::Estimated;
    std::int64_t evaluations = 0;  ///< how often the function was evaluated for it

    bool operator==(const Estimate&) const = default;
};

}  // namespace calc
