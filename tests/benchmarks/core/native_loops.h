#pragma once
#include <cstddef>

/// The benchmark's functions as loops written by hand; one set for each way to compile them.
using NativeLoop = void (*)(const double* x, const double* y, double* result, std::size_t count);
/// Value and gradient of Rosenbrock and Ackley.
using NativeGradient = void (*)(const double* x, const double* y, double* value, double* dx, double* dy, std::size_t count);

inline constexpr std::size_t kLoopCount = 10;
/// The same functions as text.
inline constexpr const char* kLoopTexts[kLoopCount] = {
    "x^3-2*x+1",
    "100*(y-x^2)^2+(1-x)^2",
    "x^2*exp(-x)",
    "sin(x)*cos(y)",
    "exp(-(x^2+y^2)/2)/sqrt(2*pi)",
    "20+x^2-10*cos(2*pi*x)+y^2-10*cos(2*pi*y)",
    "(x^2+y-11)^2+(x+y^2-7)^2",
    "1/(1+exp(-x))",
    "sqrt(1+x^2)*ln(2+y^2)",
    "-20*exp(-0.2*sqrt(0.5*(x^2+y^2)))-exp(0.5*(cos(2*pi*x)+cos(2*pi*y)))+e+20",
};
inline constexpr bool kCallsFunction[kLoopCount] = {false, false, true, true, true, true, false, true, true, true};

namespace plain {
extern const NativeLoop kLoops[kLoopCount];
extern const NativeGradient kRosenbrock, kAckley;
}  // namespace plain
namespace vector {
extern const NativeLoop kLoops[kLoopCount];
extern const NativeGradient kRosenbrock, kAckley;
}  // namespace vector
