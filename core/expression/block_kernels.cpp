// Compiled once for each instruction set (kernels.cmake), each time with CALCULOSCOPE_KERNELS as the name of the set. It includes no header
// with inline functions: the linker could take their copy from here for code that must run on any processor.
#include "core/expression/block_kernels.h"

#ifndef CALCULOSCOPE_KERNELS
#define CALCULOSCOPE_KERNELS baseline
#endif

#if defined(CALCULOSCOPE_LIBMVEC) && defined(__GNUC__) && !defined(__clang__)
#define CALCULOSCOPE_SIMD __attribute__((simd("notinbranch")))
#else
#define CALCULOSCOPE_SIMD
#endif

extern "C" {
CALCULOSCOPE_SIMD double sin(double) noexcept;
CALCULOSCOPE_SIMD double cos(double) noexcept;
CALCULOSCOPE_SIMD double tan(double) noexcept;
CALCULOSCOPE_SIMD double asin(double) noexcept;
CALCULOSCOPE_SIMD double acos(double) noexcept;
CALCULOSCOPE_SIMD double atan(double) noexcept;
CALCULOSCOPE_SIMD double sinh(double) noexcept;
CALCULOSCOPE_SIMD double cosh(double) noexcept;
CALCULOSCOPE_SIMD double tanh(double) noexcept;
CALCULOSCOPE_SIMD double exp(double) noexcept;
CALCULOSCOPE_SIMD double log(double) noexcept;
CALCULOSCOPE_SIMD double log10(double) noexcept;
CALCULOSCOPE_SIMD double log2(double) noexcept;
CALCULOSCOPE_SIMD double cbrt(double) noexcept;
CALCULOSCOPE_SIMD double erf(double) noexcept;
CALCULOSCOPE_SIMD double pow(double, double) noexcept;
}

namespace calc {

namespace scalar {
double gamma(double a);
double digamma(double a);
}  // namespace scalar

namespace CALCULOSCOPE_KERNELS {

namespace {

const double kNoValue = __builtin_nan("");

// One pass. The result may be an operand, but element i depends on elements i alone.
#define CALCULOSCOPE_KERNEL(name, expression)                                \
    template <bool kWatches>                                                 \
    bool kernel##name(const KernelArguments& arguments, std::size_t count) { \
        if (count % kKernelStep != 0) __builtin_unreachable();               \
        double* const r = arguments.result;                                  \
        [[maybe_unused]] const double* const pa = arguments.a;               \
        [[maybe_unused]] const double* const pb = arguments.b;               \
        [[maybe_unused]] const double* const pc = arguments.c;               \
        [[maybe_unused]] const double k = arguments.k;                       \
        [[maybe_unused]] const double m = arguments.m;                       \
        [[maybe_unused]] const double n = arguments.n;                       \
        [[maybe_unused]] const double p = arguments.p;                       \
        long long found = 0;                                                 \
        CALCULOSCOPE_INDEPENDENT                                             \
        for (std::size_t i = 0; i < count; ++i) {                            \
            [[maybe_unused]] const double a = pa[i];                         \
            const double v = expression;                                     \
            r[i] = v;                                                        \
            if (kWatches) found |= v != v ? 1 : 0;                           \
        }                                                                    \
        return found != 0;                                                   \
    }
#if defined(__clang__)
#define CALCULOSCOPE_INDEPENDENT  // its pragma warns where a loop calls a function
#else
#define CALCULOSCOPE_INDEPENDENT _Pragma("GCC ivdep")
#endif

inline bool isNan(double v) { return v != v; }
inline double quotient(double a, double b) { return b == 0.0 ? kNoValue : a / b; }
inline double squared(double v) { return v * v; }
inline double noZero(double a, double logarithm) { return a == 0.0 ? kNoValue : logarithm; }
/// pow has values where the reals have none: 0^0, 0^-1, NaN^0, 1^NaN.
inline double ofPower(double a, double b, double p) {
    const double atZero = b > 0.0 ? 0.0 : kNoValue;
    const double inside = a == 0.0 ? atZero : p;
    const bool lost = isNan(a) || isNan(b) || (a < 0.0 && (b > 1.7976931348623157e308 || b < -1.7976931348623157e308));
    return lost ? kNoValue : inside;
}

CALCULOSCOPE_KERNEL(Copy, a)
CALCULOSCOPE_KERNEL(Negate, -a)
CALCULOSCOPE_KERNEL(Add, a + pb[i])
CALCULOSCOPE_KERNEL(AddConstant, a + k)
CALCULOSCOPE_KERNEL(Subtract, a - pb[i])
CALCULOSCOPE_KERNEL(SubtractFrom, k - a)
CALCULOSCOPE_KERNEL(Multiply, a* pb[i])
CALCULOSCOPE_KERNEL(Scale, k* a)
CALCULOSCOPE_KERNEL(Square, a* a)
CALCULOSCOPE_KERNEL(Divide, quotient(a, pb[i]))
CALCULOSCOPE_KERNEL(DivideByConstant, a / k)
CALCULOSCOPE_KERNEL(DivideInto, quotient(k, a))
CALCULOSCOPE_KERNEL(MultiplyAdd, a* pb[i] + pc[i])
CALCULOSCOPE_KERNEL(MultiplySubtract, a* pb[i] - pc[i])
CALCULOSCOPE_KERNEL(SubtractProduct, pc[i] - a * pb[i])
CALCULOSCOPE_KERNEL(MultiplyAddConstant, a* pb[i] + k)
CALCULOSCOPE_KERNEL(ConstantMinusProduct, k - a * pb[i])
CALCULOSCOPE_KERNEL(ScaleAdd, k* a + pc[i])
CALCULOSCOPE_KERNEL(ScaleSubtract, k* a - pc[i])
CALCULOSCOPE_KERNEL(Affine, k* a + m)
CALCULOSCOPE_KERNEL(MultiplyAddAdd, a* pb[i] + pc[i] + k)
CALCULOSCOPE_KERNEL(SumOfSquares, k*(a * a) + squared(p * pb[i] + n))
CALCULOSCOPE_KERNEL(ProductPlusAffine, k*(a * pb[i]) + m * (p * pc[i] + n))
CALCULOSCOPE_KERNEL(Power, ofPower(a, pb[i], pow(a, pb[i])))
CALCULOSCOPE_KERNEL(Sin, sin(a))
CALCULOSCOPE_KERNEL(Cos, cos(a))
CALCULOSCOPE_KERNEL(Tan, tan(a))
CALCULOSCOPE_KERNEL(Asin, asin(a))
CALCULOSCOPE_KERNEL(Acos, acos(a))
CALCULOSCOPE_KERNEL(Atan, atan(a))
CALCULOSCOPE_KERNEL(Sinh, sinh(a))
CALCULOSCOPE_KERNEL(Cosh, cosh(a))
CALCULOSCOPE_KERNEL(Tanh, tanh(a))
CALCULOSCOPE_KERNEL(Exp, exp(a))
CALCULOSCOPE_KERNEL(Ln, noZero(a, log(a)))
CALCULOSCOPE_KERNEL(Log10, noZero(a, log10(a)))
CALCULOSCOPE_KERNEL(Log2, noZero(a, log2(a)))
CALCULOSCOPE_KERNEL(Sqrt, __builtin_sqrt(a))
CALCULOSCOPE_KERNEL(Cbrt, cbrt(a))
CALCULOSCOPE_KERNEL(Abs, __builtin_fabs(a))
CALCULOSCOPE_KERNEL(Sign, a > 0.0 ? 1.0 : a < 0.0 ? -1.0 : a)
CALCULOSCOPE_KERNEL(Floor, __builtin_floor(a))
CALCULOSCOPE_KERNEL(Ceil, __builtin_ceil(a))
CALCULOSCOPE_KERNEL(Min, isNan(a) ? a : pb[i] < a || isNan(pb[i]) ? pb[i] : a)
CALCULOSCOPE_KERNEL(Max, isNan(a) ? a : pb[i] > a || isNan(pb[i]) ? pb[i] : a)
CALCULOSCOPE_KERNEL(Erf, erf(a))
CALCULOSCOPE_KERNEL(Gamma, scalar::gamma(a))
CALCULOSCOPE_KERNEL(Digamma, scalar::digamma(a))
CALCULOSCOPE_KERNEL(Sigmoid, 1.0 / (1.0 + exp(-a)))
CALCULOSCOPE_KERNEL(Relu, a < 0.0 ? 0.0 : a)
CALCULOSCOPE_KERNEL(Less, isNan(a) || isNan(pb[i]) ? kNoValue : a < pb[i] ? 1.0 : 0.0)
CALCULOSCOPE_KERNEL(LessEqual, isNan(a) || isNan(pb[i]) ? kNoValue : a <= pb[i] ? 1.0 : 0.0)
CALCULOSCOPE_KERNEL(Select, isNan(a) ? a : a != 0.0 ? pb[i] : pc[i])

/// Horner's scheme of a degree known here: the coefficients stay in registers.
template <bool kWatches, int kDegree>
bool hornerOf(const KernelArguments& arguments, std::size_t count) {
    double c[kDegree + 1];
    for (int j = 0; j <= kDegree; ++j) c[j] = arguments.coefficients[j];
    const double* const pa = arguments.a;
    double* const r = arguments.result;
    long long found = 0;
    CALCULOSCOPE_INDEPENDENT
    for (std::size_t i = 0; i < count; ++i) {
        const double a = pa[i];
        double v = c[0];
#pragma GCC unroll 8
        for (int j = 1; j <= kDegree; ++j) v = v * a + c[j];
        r[i] = v;
        if (kWatches) found |= v != v ? 1 : 0;
    }
    return found != 0;
}

/// Of any degree, on eight values at once, so that the fused operations of one do not wait for each other.
template <bool kWatches>
bool hornerOfAny(const KernelArguments& arguments, std::size_t count) {
    const double* const coefficients = arguments.coefficients;
    const std::size_t degree = arguments.degree;
    long long found = 0;
    for (std::size_t first = 0; first < count; first += kKernelStep) {
        double v[kKernelStep];
        double x[kKernelStep];
        for (std::size_t i = 0; i < kKernelStep; ++i) {
            x[i] = arguments.a[first + i];
            v[i] = coefficients[0];
        }
        for (std::size_t j = 1; j <= degree; ++j) {
            const double c = coefficients[j];
            for (std::size_t i = 0; i < kKernelStep; ++i) v[i] = v[i] * x[i] + c;
        }
        for (std::size_t i = 0; i < kKernelStep; ++i) {
            arguments.result[first + i] = v[i];
            if (kWatches) found |= v[i] != v[i] ? 1 : 0;
        }
    }
    return found != 0;
}

template <bool kWatches>
bool kernelHorner(const KernelArguments& arguments, std::size_t count) {
    if (count % kKernelStep != 0) __builtin_unreachable();
    switch (arguments.degree) {
        case 2: return hornerOf<kWatches, 2>(arguments, count);
        case 3: return hornerOf<kWatches, 3>(arguments, count);
        case 4: return hornerOf<kWatches, 4>(arguments, count);
        case 5: return hornerOf<kWatches, 5>(arguments, count);
        case 6: return hornerOf<kWatches, 6>(arguments, count);
        default: return hornerOfAny<kWatches>(arguments, count);
    }
}

#define CALCULOSCOPE_STRING2(name) #name
#define CALCULOSCOPE_STRING(name) CALCULOSCOPE_STRING2(name)

}  // namespace

extern const KernelSet kSet;
// In the order of KernelCode.
#define CALCULOSCOPE_KERNELS_THAT(kWatches)                                                                                                \
    {kernelCopy<kWatches>, kernelNegate<kWatches>, kernelAdd<kWatches>, kernelAddConstant<kWatches>, kernelSubtract<kWatches>,             \
     kernelSubtractFrom<kWatches>, kernelMultiply<kWatches>, kernelScale<kWatches>, kernelSquare<kWatches>, kernelDivide<kWatches>,        \
     kernelDivideByConstant<kWatches>, kernelDivideInto<kWatches>, kernelMultiplyAdd<kWatches>, kernelMultiplySubtract<kWatches>,          \
     kernelSubtractProduct<kWatches>, kernelMultiplyAddConstant<kWatches>, kernelConstantMinusProduct<kWatches>, kernelScaleAdd<kWatches>, \
     kernelScaleSubtract<kWatches>, kernelAffine<kWatches>, kernelMultiplyAddAdd<kWatches>, kernelSumOfSquares<kWatches>,                  \
     kernelProductPlusAffine<kWatches>, kernelHorner<kWatches>, kernelPower<kWatches>, kernelSin<kWatches>, kernelCos<kWatches>,           \
     kernelTan<kWatches>, kernelAsin<kWatches>, kernelAcos<kWatches>, kernelAtan<kWatches>, kernelSinh<kWatches>, kernelCosh<kWatches>,    \
     kernelTanh<kWatches>, kernelExp<kWatches>, kernelLn<kWatches>, kernelLog10<kWatches>, kernelLog2<kWatches>, kernelSqrt<kWatches>,     \
     kernelCbrt<kWatches>, kernelAbs<kWatches>, kernelSign<kWatches>, kernelFloor<kWatches>, kernelCeil<kWatches>, kernelMin<kWatches>,    \
     kernelMax<kWatches>, kernelErf<kWatches>, kernelGamma<kWatches>, kernelSigmoid<kWatches>, kernelRelu<kWatches>,                       \
     kernelDigamma<kWatches>, kernelLess<kWatches>, kernelLessEqual<kWatches>, kernelSelect<kWatches>}
const KernelSet kSet = {
    CALCULOSCOPE_STRING(CALCULOSCOPE_KERNELS),
    CALCULOSCOPE_KERNELS_THAT(false),
    CALCULOSCOPE_KERNELS_THAT(true),
};

}  // namespace CALCULOSCOPE_KERNELS
}  // namespace calc
