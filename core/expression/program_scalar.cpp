#include "core/expression/program_scalar.h"

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/digamma.hpp>

namespace calc::scalar {

double cbrt(double a) {
    const double r = std::cbrt(a);
    if (!(std::fabs(a) > 1e-280) || std::isinf(a)) return r;
    const double square = r * r;
    const double residual = std::fma(square, r, -a) + std::fma(r, r, -square) * r;
    return r - residual / (3.0 * square);
}

double gamma(double a) {
    if (a == 0.0 || (a < 0.0 && a == std::floor(a))) return kNoValue;
    return std::tgamma(a);
}

double digamma(double a) {
    namespace policies = boost::math::policies;
    using Quiet = policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
                                   policies::overflow_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>>;
    if (std::isnan(a) || (a <= 0.0 && a == std::floor(a))) return kNoValue;
    if (std::isinf(a)) return a;
    return boost::math::digamma(a, Quiet());
}

namespace {
long double cbrt(long double a) { return std::cbrt(a); }
long double gamma(long double a) { return a == 0 || (a < 0 && a == std::floor(a)) ? kNone<long double> : std::tgamma(a); }
/// Its own digits do not matter where doubles overflowed around it.
long double digamma(long double a) { return scalar::digamma(static_cast<double>(a)); }
}  // namespace

template <class Float>
Float apply(Code code, Float a, Float b, Float c) {
    switch (code) {
        case Code::Negate: return -a;
        case Code::Add: return a + b;
        case Code::Subtract: return a - b;
        case Code::Multiply: return a * b;
        case Code::Divide: return divide(a, b);
        case Code::Square: return a * a;
        case Code::Reciprocal: return divide(Float(1), a);
        case Code::Power: return power(a, b);
        case Code::Sin: return std::sin(a);
        case Code::Cos: return std::cos(a);
        case Code::Tan: return std::tan(a);
        case Code::Asin: return std::asin(a);
        case Code::Acos: return std::acos(a);
        case Code::Atan: return std::atan(a);
        case Code::Sinh: return std::sinh(a);
        case Code::Cosh: return std::cosh(a);
        case Code::Tanh: return std::tanh(a);
        case Code::Exp: return std::exp(a);
        case Code::Ln: return ln(a);
        case Code::Log10: return log10(a);
        case Code::Log2: return log2(a);
        case Code::Sqrt: return std::sqrt(a);
        case Code::Cbrt: return cbrt(a);
        case Code::Abs: return std::fabs(a);
        case Code::Sign: return sign(a);
        case Code::Floor: return std::floor(a);
        case Code::Ceil: return std::ceil(a);
        case Code::Min: return minimum(a, b);
        case Code::Max: return maximum(a, b);
        case Code::Erf: return std::erf(a);
        case Code::Gamma: return gamma(a);
        case Code::Sigmoid: return sigmoid(a);
        case Code::Relu: return relu(a);
        case Code::Digamma: return digamma(a);
        case Code::Less: return less(a, b);
        case Code::LessEqual: return lessEqual(a, b);
        case Code::Select: return select(a, b, c);
        case Code::Constant:
        case Code::Variable:
        case Code::PowerInteger: break;
    }
    return kNone<Float>;
}
template double apply<double>(Code, double, double, double);
template long double apply<long double>(Code, long double, long double, long double);

}  // namespace calc::scalar
