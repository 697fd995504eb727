#include "core/expression/program_interval.h"

#include "core/numbers/interval_functions.h"

namespace calc::intervals {

Interval apply(Code code, double exponent, const Interval& a, const Interval& b, const Interval& c) {
    switch (code) {
        case Code::Negate: return -a;
        case Code::Add: return a + b;
        case Code::Subtract: return a - b;
        case Code::Multiply: return a * b;
        case Code::Divide: return a / b;
        case Code::Reciprocal: return Interval::point(1.0) / a;
        case Code::PowerInteger: return powerInteger(a, exponent);
        case Code::Power: return power(a, b);
        case Code::Min: return calc::min(a, b);
        case Code::Max: return calc::max(a, b);
        case Code::Less: return less(a, b);
        case Code::LessEqual: return lessEqual(a, b);
        case Code::Select: return select(a, b, c);
        case Code::Sin: return calc::sin(a);
        case Code::Cos: return calc::cos(a);
        case Code::Tan: return calc::tan(a);
        case Code::Asin: return calc::asin(a);
        case Code::Acos: return calc::acos(a);
        case Code::Atan: return calc::atan(a);
        case Code::Sinh: return calc::sinh(a);
        case Code::Cosh: return calc::cosh(a);
        case Code::Tanh: return calc::tanh(a);
        case Code::Exp: return calc::exp(a);
        case Code::Ln: return calc::ln(a);
        case Code::Log10: return calc::log10(a);
        case Code::Log2: return calc::log2(a);
        case Code::Sqrt: return calc::sqrt(a);
        case Code::Cbrt: return calc::cbrt(a);
        case Code::Abs: return calc::abs(a);
        case Code::Sign: return calc::sign(a);
        case Code::Floor: return calc::floor(a);
        case Code::Ceil: return calc::ceil(a);
        case Code::Erf: return calc::erf(a);
        case Code::Gamma: return calc::gamma(a);
        case Code::Sigmoid: return calc::sigmoid(a);
        case Code::Relu: return calc::relu(a);
        case Code::Square: return calc::square(a);
        case Code::Constant:
        case Code::Variable:
        case Code::Digamma: break;
    }
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(), false, false};
}

}  // namespace calc::intervals
