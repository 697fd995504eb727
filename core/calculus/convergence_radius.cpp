#include "core/calculus/convergence_radius.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "core/calculus/complex_zeros.h"
#include "core/expression/program.h"

namespace calc {
namespace {

using Complex = std::complex<double>;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSamePlace = 1e-6;  // relative: nearer places are not told apart

/// Thrown (and caught in this file) where the formula has a part that is not understood.
struct NotUnderstood {
    Message why;
};

enum class Singularity : std::uint8_t { None, Pole, Branch };

/// A function that is analytic around the point, up to its radius.
struct Analytic {
    double radius = kInfinity;
    bool isSharp = true;  ///< a singularity lies at the radius; true where it is infinite
    Singularity kind = Singularity::None;
    Complex where;
    std::optional<ComplexPolynomial> polynomial;  ///< in the distance from the point
    bool isEntire() const { return radius == kInfinity; }
};

class RadiusReader {
public:
    RadiusReader(double at, Variable variable) : m_at(at), m_variable(variable) {}
    Analytic read(const Expression& f) const;

private:
    Analytic readCall(const Expression& f) const;
    Analytic readPower(const Expression& f) const;
    Analytic quotient(const Expression& above, const Expression& below) const;
    Analytic withoutZeros(const Expression& f, Singularity kind) const;
    Analytic composed(const Expression& inner, Singularity kind, const std::vector<Complex>& levels, double period) const;
    Analytic product(const Expression& a, const Expression& b) const;
    Analytic sum(const Analytic& a, const Analytic& b, double sign) const;
    ComplexZeros zerosOf(const Expression& f) const;
    bool isZeroAt(const Expression& f, Complex where) const;
    double constant(const Expression& f) const;

    double m_at;
    Variable m_variable;
};

Analytic polynomialOf(ComplexPolynomial p) {
    Analytic result;
    result.polynomial = std::move(p);
    return result;
}

Analytic singularAt(Complex offset, double at, Singularity kind, bool sharp) {
    Analytic result;
    result.radius = std::abs(offset);
    result.isSharp = sharp;
    result.kind = kind;
    result.where = at + offset;
    return result;
}

/// The nearer of two restrictions; equally far ones may cancel.
Analytic nearer(const Analytic& a, const Analytic& b) {
    const Analytic& first = a.radius <= b.radius ? a : b;
    const Analytic& second = a.radius <= b.radius ? b : a;
    Analytic result = first;
    result.polynomial.reset();
    const bool apart = second.radius > first.radius * (1.0 + kSamePlace) || first.isEntire();
    if (!apart) result.isSharp = false;
    return result;
}

double RadiusReader::constant(const Expression& f) const { return Program::compile(f, {m_variable})(m_at); }

bool RadiusReader::isZeroAt(const Expression& f, Complex where) const {
    constexpr double kZero = 1e-6;
    const auto value = complexValue(f, where, m_variable);
    return !value || !(std::abs(*value) > kZero);
}

ComplexZeros RadiusReader::zerosOf(const Expression& f) const {
    if (f.op() == Op::Multiply || f.op() == Op::Divide) {
        ComplexZeros zeros = zerosOf(f.operand(0));
        if (f.op() == Op::Divide) return zeros;
        const ComplexZeros more = zerosOf(f.operand(1));
        zeros.known = zeros.known && more.known;
        zeros.offsets.insert(zeros.offsets.end(), more.offsets.begin(), more.offsets.end());
        return zeros;
    }
    if (f.op() == Op::Negate) return zerosOf(f.operand(0));
    if (f.op() == Op::Power && f.operand(1).isConstant() && !f.operand(0).isConstant()) {
        // A power is never simple: a root of it may be no branch point.
        ComplexZeros zeros = zerosOf(f.operand(0));
        zeros.areSimple = false;
        return zeros;
    }
    const Analytic self = read(f);
    if (self.polynomial) return zerosOfPolynomial(*self.polynomial);
    return zerosOfKernel(f, m_at, m_variable, [this](const Expression& inner) { return read(inner).polynomial; });
}

/// 1/f, ln f, a root of f: singular where f is zero, and where f itself is.
Analytic RadiusReader::withoutZeros(const Expression& f, Singularity kind) const {
    const Analytic self = read(f);
    const ComplexZeros zeros = zerosOf(f);
    if (!zeros.known) throw NotUnderstood{CALC_TEXT("Where a part of the formula is zero in the complex plane could not be found.")};
    Analytic result;
    const Complex* nearest = nullptr;
    for (const Complex& zero : zeros.offsets)
        if (!nearest || std::abs(zero) < std::abs(*nearest)) nearest = &zero;
    if (nearest) {
        bool sharp = true;
        if (kind == Singularity::Branch) {
            const auto isHere = [nearest](const Complex& z) { return std::abs(z - *nearest) <= kSamePlace * (1.0 + std::abs(z)); };
            sharp = zeros.areSimple && std::count_if(zeros.offsets.begin(), zeros.offsets.end(), isHere) == 1;
        }
        result = singularAt(*nearest, m_at, kind, sharp);
    }
    if (self.isEntire()) return result;
    Analytic own = self;
    // The inverse of a pole is a zero; of a branch point something that was not looked at.
    own.isSharp = false;
    return nearer(result, own);
}

Analytic RadiusReader::quotient(const Expression& above, const Expression& below) const {
    const Analytic top = read(above);
    if (below.isConstant()) {
        if (!top.polynomial) return top;
        return polynomialOf(scaled(*top.polynomial, 1.0 / constant(below)));
    }
    Analytic under = withoutZeros(below, Singularity::Pole);
    if (under.isSharp && !under.isEntire() && isZeroAt(above, under.where)) under.isSharp = false;
    return nearer(top, under);
}

Analytic RadiusReader::product(const Expression& a, const Expression& b) const {
    const Analytic first = read(a);
    const Analytic second = read(b);
    if (first.polynomial && second.polynomial) return polynomialOf(multiplied(*first.polynomial, *second.polynomial));
    Analytic result = nearer(first, second);
    if (result.isEntire() || !result.isSharp) return result;
    const Expression& other = first.radius <= second.radius ? b : a;
    if (isZeroAt(other, result.where)) result.isSharp = false;
    return result;
}

Analytic RadiusReader::sum(const Analytic& a, const Analytic& b, double sign) const {
    if (a.polynomial && b.polynomial) return polynomialOf(added(*a.polynomial, scaled(*b.polynomial, sign)));
    return nearer(a, b);
}

/// Singular where the inner function takes one of the levels, or one of these shifted by a multiple of the period (0: none).
Analytic RadiusReader::composed(const Expression& inner, Singularity kind, const std::vector<Complex>& levels, double period) const {
    constexpr int kShifts = 24;
    const Analytic self = read(inner);
    if (!self.polynomial) throw NotUnderstood{CALC_TEXT("A function inside another one is not understood in the complex plane.")};
    const ComplexPolynomial& p = *self.polynomial;
    Analytic nearest;
    const int shifts = period == 0.0 ? 0 : kShifts;
    double center = period == 0.0 ? 0.0 : std::round(p.front().real() / period);
    const bool alongImaginary = period != 0.0 && levels.front().imag() != 0.0;
    if (alongImaginary) center = 0.0;
    for (const Complex& level : levels) {
        for (int k = -shifts; k <= shifts; ++k) {
            const double shift = (center + k) * period;
            const Complex target = level + (alongImaginary ? Complex(0.0, shift) : Complex(shift, 0.0));
            const ComplexZeros zeros = zerosOfPolynomial(added(p, {-target}));
            if (!zeros.known) throw NotUnderstood{CALC_TEXT("A function inside another one is not understood in the complex plane.")};
            for (const Complex& zero : zeros.offsets) {
                if (std::abs(zero) >= nearest.radius) continue;
                // Where the inner function turns, a root may be no branch point.
                const bool simple = std::abs(derivativeAt(p, zero)) > kSamePlace;
                nearest = singularAt(zero, m_at, kind, simple || kind == Singularity::Pole);
            }
        }
    }
    // Further levels are out of reach of the values in that disc.
    const double reach = largestOn(p, nearest.radius);
    if (period != 0.0 && p.size() > 1 && !(reach < 0.9 * kShifts * period))
        throw NotUnderstood{CALC_TEXT("A function inside another one is not understood in the complex plane.")};
    return nearest;
}

Analytic RadiusReader::readCall(const Expression& f) const {
    const Expression& inner = f.operand(0);
    const Complex i(0.0, 1.0);
    switch (f.function()) {
        case Function::Exp:
        case Function::Sin:
        case Function::Cos:
        case Function::Sinh:
        case Function::Cosh:
        case Function::Erf: {
            Analytic self = read(inner);
            self.polynomial.reset();
            if (!self.isEntire() && self.kind != Singularity::Pole) self.isSharp = false;
            return self;
        }
        case Function::Ln:
        case Function::Log10:
        case Function::Log2:
        case Function::Sqrt:
        case Function::Cbrt: return withoutZeros(inner, Singularity::Branch);
        case Function::Tan: return composed(inner, Singularity::Pole, {0.5 * std::numbers::pi}, std::numbers::pi);
        case Function::Tanh: return composed(inner, Singularity::Pole, {0.5 * std::numbers::pi * i}, std::numbers::pi);
        case Function::Sigmoid: return composed(inner, Singularity::Pole, {std::numbers::pi * i}, 2.0 * std::numbers::pi);
        case Function::Atan: return composed(inner, Singularity::Branch, {i, -i}, 0.0);
        case Function::Asin:
        case Function::Acos: return composed(inner, Singularity::Branch, {1.0, -1.0}, 0.0);
        case Function::Gamma: {
            const Analytic self = read(inner);
            if (!self.polynomial || self.polynomial->size() != 2)
                throw NotUnderstood{CALC_TEXT("A function inside another one is not understood in the complex plane.")};
            const double value = self.polynomial->front().real();
            const double pole = value > 0.0 ? 0.0 : std::round(value);
            return singularAt((pole - value) / (*self.polynomial)[1], m_at, Singularity::Pole, true);
        }
        default: break;
    }
    throw NotUnderstood{CALC_TEXT("The formula has corners or jumps: its series stands for one piece of it alone.")};
}

Analytic RadiusReader::readPower(const Expression& f) const {
    constexpr int kHighest = 12;
    const Expression& base = f.operand(0);
    const Expression& exponent = f.operand(1);
    if (!exponent.isConstant()) {
        if (base.isConstant()) {
            if (!(constant(base) > 0.0)) throw NotUnderstood{CALC_TEXT("A power of a number that is not positive.")};
            Analytic self = read(exponent);
            self.polynomial.reset();
            if (!self.isEntire() && self.kind != Singularity::Pole) self.isSharp = false;
            return self;
        }
        Analytic result = nearer(withoutZeros(base, Singularity::Branch), read(exponent));
        result.isSharp = result.isEntire();
        return result;
    }
    const double p = constant(exponent);
    if (p == std::floor(p)) {
        const Analytic self = read(base);
        if (p < 0.0) return withoutZeros(base, Singularity::Pole);
        if (self.polynomial && p * static_cast<double>(self.polynomial->size() - 1) <= kHighest)
            return polynomialOf(raised(*self.polynomial, static_cast<int>(p)));
        Analytic result = self;
        result.polynomial.reset();
        if (!result.isEntire() && result.kind != Singularity::Pole) result.isSharp = false;
        return result;
    }
    return withoutZeros(base, Singularity::Branch);
}

Analytic RadiusReader::read(const Expression& f) const {
    if (f.isConstant()) {
        const double value = constant(f);
        if (!std::isfinite(value)) throw NotUnderstood{CALC_TEXT("A part of the formula has no value.")};
        return polynomialOf({value});
    }
    switch (f.op()) {
        case Op::Variable: return polynomialOf({m_at, 1.0});
        case Op::Negate: {
            Analytic self = read(f.operand(0));
            if (self.polynomial) self.polynomial = scaled(*self.polynomial, -1.0);
            return self;
        }
        case Op::Add: return sum(read(f.operand(0)), read(f.operand(1)), 1.0);
        case Op::Subtract: return sum(read(f.operand(0)), read(f.operand(1)), -1.0);
        case Op::Multiply: return product(f.operand(0), f.operand(1));
        case Op::Divide: return quotient(f.operand(0), f.operand(1));
        case Op::Power: return readPower(f);
        case Op::Call: return readCall(f);
        default: break;
    }
    throw NotUnderstood{CALC_TEXT("The formula has corners or jumps: its series stands for one piece of it alone.")};
}

Message reasonOf(const Analytic& f) {
    if (f.isEntire()) return CALC_TEXT("The formula has no singularity, not even in the complex plane: the series converges everywhere.");
    if (!f.isSharp) return CALC_TEXT("No singularity is nearer; whether there is one just there was not seen.");
    const bool real = std::fabs(f.where.imag()) <= kSamePlace * (1.0 + std::abs(f.where));
    if (real && f.kind == Singularity::Pole)
        return {CALC_TEXT("The nearest singularity is at x = {0}: the denominator is 0 there."), {NumberArgument{f.where.real(), 5}}};
    if (real)
        return {CALC_TEXT("The nearest singularity is at x = {0}: there the function cannot be continued."),
                {NumberArgument{f.where.real(), 5}}};
    const NumberArgument height{std::fabs(f.where.imag()), 5};
    if (std::fabs(f.where.real()) <= kSamePlace)
        return {CALC_TEXT("Smooth on the line, but the complex plane has a singularity at x = \u00B1{0} i: it sets the radius."), {height}};
    return {CALC_TEXT("Smooth on the line, but the complex plane has a singularity at x = {0} \u00B1 {1} i: it sets the radius."),
            {NumberArgument{f.where.real(), 5}, height}};
}

}  // namespace

ConvergenceRadius convergenceRadius(const Expression& f, double at, Variable variable) {
    ConvergenceRadius result;
    if (f.depth() > 200) {
        result.why = CALC_TEXT("The formula is nested too deeply for a look at its singularities.");
        return result;
    }
    try {
        const Analytic self = RadiusReader(at, variable).read(f);
        result.why = reasonOf(self);
        result.value = self.radius;
        if (self.isEntire())
            result.kind = ConvergenceRadius::Kind::Infinite;
        else
            result.kind = self.isSharp ? ConvergenceRadius::Kind::Value : ConvergenceRadius::Kind::AtLeast;
        if (result.kind == ConvergenceRadius::Kind::Value) result.where = self.where;
        // A series around a singular point does not exist.
        if (!(self.radius > 0.0)) {
            result = {};
            result.why = CALC_TEXT("The point itself is singular for a part of the formula.");
        }
    } catch (const NotUnderstood& problem) {
        result.why = problem.why;
    }
    return result;
}

}  // namespace calc
