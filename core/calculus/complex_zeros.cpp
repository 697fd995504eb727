#include "core/calculus/complex_zeros.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/expression/program.h"

namespace calc {
namespace {

using Complex = std::complex<double>;
constexpr std::size_t kHighestDegree = 12;

Complex valueAt(const ComplexPolynomial& p, Complex z) {
    Complex value = 0.0;
    for (std::size_t k = p.size(); k-- > 0;) value = value * z + p[k];
    return value;
}

/// The zeros of a straight line minus the points of a lattice, nearest ones first enough: 60 on each side.
ComplexZeros onLattice(const ComplexPolynomial& line, Complex first, Complex step) {
    ComplexZeros zeros;
    const double center = std::round(((line[0] - first) / step).real());
    for (int k = -60; k <= 60; ++k) zeros.offsets.push_back((first + (center + k) * step - line[0]) / line[1]);
    return zeros;
}

ComplexZeros unknownZeros() {
    ComplexZeros zeros;
    zeros.known = false;
    return zeros;
}

/// f as factor * exp(inner) with a constant factor.
struct Exponential {
    double factor = 1.0;
    Expression inner;
};
std::optional<Exponential> exponentialOf(const Expression& f, Variable variable) {
    const auto constant = [variable](const Expression& e) { return Program::compile(e, {variable})(0.0); };
    if (f.op() == Op::Call && f.function() == Function::Exp) return Exponential{1.0, f.operand(0)};
    if (f.op() == Op::Power && f.operand(0).isConstant() && constant(f.operand(0)) > 0.0)
        return Exponential{1.0, f.operand(1) * Expression::call(Function::Ln, f.operand(0))};
    std::optional<Exponential> inside;
    if (f.op() == Op::Negate) {
        inside = exponentialOf(f.operand(0), variable);
        if (inside) inside->factor = -inside->factor;
    } else if (f.op() == Op::Multiply && f.operand(0).isConstant()) {
        inside = exponentialOf(f.operand(1), variable);
        if (inside) inside->factor *= constant(f.operand(0));
    } else if (f.op() == Op::Multiply && f.operand(1).isConstant()) {
        inside = exponentialOf(f.operand(0), variable);
        if (inside) inside->factor *= constant(f.operand(1));
    }
    return inside;
}

std::optional<Complex> callValue(Function function, Complex z) {
    switch (function) {
        case Function::Exp: return std::exp(z);
        case Function::Sin: return std::sin(z);
        case Function::Cos: return std::cos(z);
        case Function::Tan: return std::tan(z);
        case Function::Sinh: return std::sinh(z);
        case Function::Cosh: return std::cosh(z);
        case Function::Tanh: return std::tanh(z);
        case Function::Atan: return std::atan(z);
        case Function::Asin: return std::asin(z);
        case Function::Acos: return std::acos(z);
        case Function::Ln: return std::log(z);
        case Function::Log10: return std::log(z) / std::numbers::ln10;
        case Function::Log2: return std::log(z) / std::numbers::ln2;
        case Function::Sqrt: return std::sqrt(z);
        case Function::Sigmoid: return 1.0 / (1.0 + std::exp(-z));
        default: return std::nullopt;
    }
}

}  // namespace

ComplexPolynomial added(const ComplexPolynomial& a, const ComplexPolynomial& b) {
    ComplexPolynomial sum(std::max(a.size(), b.size()));
    for (std::size_t k = 0; k < a.size(); ++k) sum[k] += a[k];
    for (std::size_t k = 0; k < b.size(); ++k) sum[k] += b[k];
    return sum;
}

ComplexPolynomial scaled(const ComplexPolynomial& p, Complex factor) {
    ComplexPolynomial result = p;
    for (Complex& coefficient : result) coefficient *= factor;
    return result;
}

ComplexPolynomial multiplied(const ComplexPolynomial& a, const ComplexPolynomial& b) {
    ComplexPolynomial product(a.size() + b.size() - 1);
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t k = 0; k < b.size(); ++k) product[i + k] += a[i] * b[k];
    return product;
}

ComplexPolynomial raised(const ComplexPolynomial& p, int exponent) {
    ComplexPolynomial result{1.0};
    for (int i = 0; i < exponent; ++i) result = multiplied(result, p);
    return result;
}

Complex derivativeAt(const ComplexPolynomial& p, Complex z) {
    Complex value = 0.0;
    for (std::size_t k = p.size(); k-- > 1;) value = value * z + static_cast<double>(k) * p[k];
    return value;
}

double largestOn(const ComplexPolynomial& p, double radius) {
    double size = 0.0;
    double power = 1.0;
    for (std::size_t k = 1; k < p.size(); ++k) {
        power *= radius;
        size += std::abs(p[k]) * power;
    }
    return size;
}

ComplexZeros zerosOfPolynomial(const ComplexPolynomial& p) {
    double largest = 0.0;
    for (const Complex& coefficient : p) largest = std::max(largest, std::abs(coefficient));
    if (largest == 0.0 || !std::isfinite(largest)) return unknownZeros();
    std::size_t degree = p.size() - 1;
    while (degree > 0 && p[degree] == 0.0) --degree;
    if (std::abs(p[degree]) < 1e-13 * largest || degree > kHighestDegree) return unknownZeros();
    ComplexZeros zeros;
    if (degree == 0) return zeros;
    const ComplexPolynomial monic =
        scaled(ComplexPolynomial(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(degree) + 1), 1.0 / p[degree]);
    double bound = 0.0;
    for (std::size_t k = 0; k < degree; ++k) bound = std::max(bound, std::pow(std::abs(monic[k]), 1.0 / static_cast<double>(degree - k)));
    std::vector<Complex>& z = zeros.offsets;
    for (std::size_t k = 0; k < degree; ++k)
        z.push_back(
            std::polar(std::max(bound, 1e-300), 0.4 + 2.0 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(degree)));
    for (int round = 0; round < 400; ++round) {
        double change = 0.0;
        for (std::size_t k = 0; k < degree; ++k) {
            Complex others = 1.0;
            for (std::size_t j = 0; j < degree; ++j)
                if (j != k) others *= z[k] - z[j];
            if (others == 0.0) others = 1e-300;
            const Complex step = valueAt(monic, z[k]) / others;
            z[k] -= step;
            change = std::max(change, std::abs(step) / (std::abs(z[k]) + 1e-300));
        }
        if (change < 1e-15) break;
    }
    // Zeros of several fold come out as a ring of neighbours: told by the slope.
    for (const Complex& zero : z) {
        if (!std::isfinite(std::abs(zero))) return unknownZeros();
        if (std::abs(derivativeAt(monic, zero)) < 1e-4 * std::pow(bound, static_cast<double>(degree) - 1.0)) zeros.areSimple = false;
    }
    return zeros;
}

ComplexZeros zerosOfKernel(const Expression& f, double at, Variable variable,
                           const std::function<std::optional<ComplexPolynomial>(const Expression&)>& polynomial) {
    const Complex i(0.0, 1.0);
    const double pi = std::numbers::pi;
    const auto lineOf = [&polynomial](const Expression& inner) -> std::optional<ComplexPolynomial> {
        auto p = polynomial(inner);
        return p && p->size() == 2 && (*p)[1] != 0.0 ? p : std::nullopt;
    };
    if (exponentialOf(f, variable)) return {};
    if (f.op() == Op::Call) {
        const auto line = lineOf(f.operand(0));
        if (!line) return unknownZeros();
        switch (f.function()) {
            case Function::Sin:
            case Function::Tan: return onLattice(*line, 0.0, pi);
            case Function::Cos: return onLattice(*line, 0.5 * pi, pi);
            case Function::Sinh:
            case Function::Tanh: return onLattice(*line, 0.0, pi * i);
            case Function::Cosh: return onLattice(*line, 0.5 * pi * i, pi * i);
            default: return unknownZeros();
        }
    }
    if (f.op() != Op::Add && f.op() != Op::Subtract) return unknownZeros();
    // a + b exp(u) = 0: u = ln(-a/b) + 2 pi i k.
    const bool firstIsConstant = f.operand(0).isConstant();
    const Expression& constant = firstIsConstant ? f.operand(0) : f.operand(1);
    const Expression& other = firstIsConstant ? f.operand(1) : f.operand(0);
    const auto exponential = exponentialOf(other, variable);
    if (!constant.isConstant() || !exponential) return unknownZeros();
    const auto line = lineOf(exponential->inner);
    if (!line) return unknownZeros();
    double a = Program::compile(constant, {variable})(at);
    if (f.op() == Op::Subtract) a = -a;
    if (a == 0.0 || exponential->factor == 0.0) return unknownZeros();
    return onLattice(*line, std::log(Complex(-a / exponential->factor)), 2.0 * pi * i);
}

std::optional<Complex> complexValue(const Expression& f, Complex z, Variable variable) {
    if (f.isConstant()) return Complex(Program::compile(f, {variable})(0.0));
    if (f.op() == Op::Variable) return z;
    const auto first = f.operands().empty() ? std::nullopt : complexValue(f.operand(0), z, variable);
    if (!first) return std::nullopt;
    if (f.op() == Op::Negate) return -*first;
    if (f.op() == Op::Call) return f.operands().size() == 1 ? callValue(f.function(), *first) : std::nullopt;
    if (f.operands().size() != 2) return std::nullopt;
    const auto second = complexValue(f.operand(1), z, variable);
    if (!second) return std::nullopt;
    switch (f.op()) {
        case Op::Add: return *first + *second;
        case Op::Subtract: return *first - *second;
        case Op::Multiply: return *first * *second;
        case Op::Divide: return *first / *second;
        case Op::Power: return std::pow(*first, *second);
        default: return std::nullopt;
    }
}

}  // namespace calc
