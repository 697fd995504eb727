#pragma once
#include <cstddef>
#include <cstdint>

namespace calc {

/// What one pass over a block of values computes: r from the blocks a, b, c and the numbers k, m, n, p.
enum class KernelCode : std::uint8_t {
    Copy,
    Negate,
    Add,
    AddConstant,  // a + b, a + k
    Subtract,
    SubtractFrom,  // a - b, k - a
    Multiply,
    Scale,
    Square,  // a b, k a, a a
    Divide,
    DivideByConstant,
    DivideInto,  // a / b, a / k, k / a; no value where the divisor is 0
    MultiplyAdd,
    MultiplySubtract,
    SubtractProduct,  // a b + c, a b - c, c - a b
    MultiplyAddConstant,
    ConstantMinusProduct,  // a b + k, k - a b
    ScaleAdd,
    ScaleSubtract,
    Affine,             // k a + c, k a - c, k a + m
    MultiplyAddAdd,     // a b + c + k
    SumOfSquares,       // k a a + (p b + n)^2
    ProductPlusAffine,  // k a b + m (p c + n)
    Horner,             // polynomial in a; coefficients from the highest power down
    Power,              // a ^ b with its domain
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Exp,
    Ln,
    Log10,
    Log2,
    Sqrt,
    Cbrt,
    Abs,
    Sign,
    Floor,
    Ceil,
    Min,
    Max,
    Erf,
    Gamma,
    Sigmoid,
    Relu,
    Digamma,
    Less,
    LessEqual,
    Select,
    Count,
};

struct KernelArguments {
    double* result;
    const double* a;
    const double* b;
    const double* c;
    double k, m, n, p;
    const double* coefficients;
    std::size_t degree;
};

/// `count` is a multiple of kKernelStep; result may be one of the operands. True: a result is NaN (if the kernel watches for it).
using Kernel = bool (*)(const KernelArguments& arguments, std::size_t count);
inline constexpr std::size_t kKernelStep = 8;

struct KernelSet {
    const char* name;
    Kernel kernels[static_cast<std::size_t>(KernelCode::Count)];
    Kernel watching[static_cast<std::size_t>(KernelCode::Count)];  ///< the same, watching for NaN: a look of its own is a third pass
};

/// The kernels for the processor that runs the program: x86-64-v4, x86-64-v3 or what every processor has. Domains and NaN as on the
/// scalar path; elementary functions by glibc's vector library where the compiler can call it, at most 4 ulp off, else by libm.
const KernelSet& kernelSet();
/// Every set that this processor can run, the best first.
std::size_t kernelSets(const KernelSet** sets, std::size_t capacity);

}  // namespace calc
