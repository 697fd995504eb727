#include "core/expression/builtins.h"

#include <array>

#include "core/base/message.h"

namespace calc {
namespace {

// In the order of Function.
constexpr std::array kBuiltins = {
    Builtin{Function::Sin, "sin", 1, "cos(u) * u'", "", CALC_TEXT("sine of an angle in radians")},
    Builtin{Function::Cos, "cos", 1, "-sin(u) * u'", "", CALC_TEXT("cosine of an angle in radians")},
    Builtin{Function::Tan, "tan", 1, "u' / cos(u)^2", CALC_TEXT("cos(u) is not 0"), CALC_TEXT("tangent, sin / cos")},
    Builtin{Function::Asin, "asin", 1, "u' / sqrt(1 - u^2)", CALC_TEXT("-1 <= u <= 1"), CALC_TEXT("arc sine, from -pi/2 to pi/2")},
    Builtin{Function::Acos, "acos", 1, "-u' / sqrt(1 - u^2)", CALC_TEXT("-1 <= u <= 1"), CALC_TEXT("arc cosine, from 0 to pi")},
    Builtin{Function::Atan, "atan", 1, "u' / (1 + u^2)", "", CALC_TEXT("arc tangent, between -pi/2 and pi/2")},
    Builtin{Function::Sinh, "sinh", 1, "cosh(u) * u'", "", CALC_TEXT("hyperbolic sine, (e^u - e^-u) / 2")},
    Builtin{Function::Cosh, "cosh", 1, "sinh(u) * u'", "", CALC_TEXT("hyperbolic cosine, (e^u + e^-u) / 2")},
    Builtin{Function::Tanh, "tanh", 1, "u' / cosh(u)^2", "", CALC_TEXT("hyperbolic tangent, between -1 and 1")},
    Builtin{Function::Exp, "exp", 1, "exp(u) * u'", "", CALC_TEXT("e to the power u")},
    Builtin{Function::Ln, "ln", 1, "u' / u", CALC_TEXT("u > 0"), CALC_TEXT("natural logarithm; log is the same")},
    Builtin{Function::Log10, "log10", 1, "u' / (u * ln(10))", CALC_TEXT("u > 0"), CALC_TEXT("logarithm to the base 10")},
    Builtin{Function::Log2, "log2", 1, "u' / (u * ln(2))", CALC_TEXT("u > 0"), CALC_TEXT("logarithm to the base 2")},
    Builtin{Function::Sqrt, "sqrt", 1, "u' / (2 * sqrt(u))", CALC_TEXT("u >= 0"), CALC_TEXT("square root")},
    Builtin{Function::Cbrt, "cbrt", 1, "u' / (3 * cbrt(u)^2)", "", CALC_TEXT("cube root, of negative numbers too")},
    Builtin{Function::Abs, "abs", 1, "sign(u) * u'", "", CALC_TEXT("absolute value, |u|; no derivative at 0")},
    Builtin{Function::Sign, "sign", 1, "0", "", CALC_TEXT("-1, 0 or 1; jumps at 0")},
    Builtin{Function::Floor, "floor", 1, "0", "", CALC_TEXT("largest whole number that is not above u; jumps at whole numbers")},
    Builtin{Function::Ceil, "ceil", 1, "0", "", CALC_TEXT("smallest whole number that is not below u; jumps at whole numbers")},
    Builtin{Function::Min, "min", 2, "u' where u < v, v' where v < u", "", CALC_TEXT("the smaller of two")},
    Builtin{Function::Max, "max", 2, "u' where u > v, v' where v > u", "", CALC_TEXT("the larger of two")},
    Builtin{Function::Erf, "erf", 1, "2 / sqrt(pi) * exp(-u^2) * u'", "",
            CALC_TEXT("error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to u")},
    Builtin{Function::Gamma, "gamma", 1, "gamma(u) * digamma(u) * u'", CALC_TEXT("u is not 0, -1, -2, ..."),
            CALC_TEXT("gamma function; gamma(n + 1) is n!")},
    Builtin{Function::Sigmoid, "sigmoid", 1, "sigmoid(u) * (1 - sigmoid(u)) * u'", "", CALC_TEXT("logistic function, 1 / (1 + e^-u)")},
    Builtin{Function::Relu, "relu", 1, "u' where u > 0, 0 where u < 0", "", CALC_TEXT("max(0, u); no derivative at 0")},
};

constexpr bool inOrder() {
    for (std::size_t i = 0; i < kBuiltins.size(); ++i) {
        if (static_cast<std::size_t>(kBuiltins[i].function) != i) return false;
    }
    return kBuiltins.size() == static_cast<std::size_t>(Function::Relu) + 1;
}
static_assert(inOrder(), "the table is in the order of Function and complete");

}  // namespace

std::span<const Builtin> builtins() { return kBuiltins; }

const Builtin& builtin(Function function) { return kBuiltins[static_cast<std::size_t>(function)]; }

}  // namespace calc
