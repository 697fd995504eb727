#include "core/calculus/integral_real.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace calc {

double toDouble(const Real& v) {
    if (v == 0) return 0.0;
    const double m = static_cast<double>(v.backend().exponent());
    if (m > 1023.0) return v > 0 ? HUGE_VAL : -HUGE_VAL;
    return m < -1074.0 ? 0.0 : v.convert_to<double>();
}

namespace {

using Status = RealValue::Status;

/// Beyond this relative error a sign or a comparison is not believed, and a value is worth nothing.
constexpr double kWorthless = 1e-6;
/// Beyond this magnitude (in powers of two) exp over- or underflows the exponent.
constexpr double kLargestExponent = 1e17;

/// The exponent of two of |v|, as a double; v is not 0.
double magnitude(const Real& v) { return static_cast<double>(v.backend().exponent()); }

double ratio(const Real& a, const Real& b) {
    if (a == 0) return 0.0;
    return std::exp2(std::min(1000.0, magnitude(a) - magnitude(b) + 1.0));
}

RealValue made(Real v, double relative) {
    if (!(boost::multiprecision::isfinite)(v) || !(relative < kWorthless)) return RealValue::lost();
    if (v != 0 && std::fabs(magnitude(v)) > kLargestExponent) return RealValue::lost();
    return {std::move(v), relative, Status::Value};
}

RealValue sum(const RealValue& a, const Real& b, double relativeB) {
    Real s = a.value + b;
    if (s == 0) return a.relative == 0.0 && relativeB == 0.0 ? RealValue::exact(0) : RealValue::lost();
    const double relative = a.relative * ratio(a.value, s) + relativeB * ratio(b, s) + kRealUnit;
    return made(std::move(s), relative);
}

RealValue product(const RealValue& a, const RealValue& b) {
    if (a.value == 0 || b.value == 0) return RealValue::exact(0);
    return made(a.value * b.value, a.relative + b.relative + kRealUnit);
}

RealValue quotient(const RealValue& a, const RealValue& b) {
    if (b.value == 0) return RealValue::none();
    if (a.value == 0) return RealValue::exact(0);
    return made(a.value / b.value, a.relative + b.relative + kRealUnit);
}

RealValue wholePower(const RealValue& a, std::int64_t n) {
    if (a.value == 0) return n > 0 ? RealValue::exact(0) : RealValue::none();
    const double grown = std::fabs(magnitude(a.value)) * std::fabs(static_cast<double>(n));
    if (grown > kLargestExponent) return RealValue::lost();
    Real p = 1, factor = n > 0 ? a.value : 1 / a.value;
    for (std::int64_t k = std::abs(n); k > 0; k >>= 1) {
        if (k & 1) p *= factor;
        if (k > 1) factor *= factor;
    }
    return made(std::move(p), std::fabs(static_cast<double>(n)) * (a.relative + kRealUnit) + kRealUnit);
}

RealValue exponential(const Real& u, double absolute) {
    if (abs(u) > kLargestExponent / 2) return RealValue::lost();
    return made(exp(u), absolute + kRealUnit * (1.0 + std::fabs(toDouble(u))));
}

/// Near 1 the library's logarithm would lose digits: there the series of 2 artanh(y / (2 + y)).
Real lnOf(const Real& a) {
    const Real y = a - 1;
    if (abs(y) > 0.01) return log(a);
    const Real z = y / (2 + y), z2 = z * z;
    Real term = 2 * z, total = term;
    for (int k = 3; k < 61 && abs(term) > abs(total) * 1e-52; k += 2) {
        term *= z2;
        total += term / k;
    }
    return total;
}

RealValue logarithm(const RealValue& a) {
    if (a.value <= 0) return RealValue::none();
    if (a.value == 1) return a.relative == 0.0 ? RealValue::exact(0) : RealValue::lost();
    const Real l = lnOf(a.value);
    return made(l, a.relative * ratio(Real(1), l) + kRealUnit);
}

RealValue realPower(const RealValue& a, const RealValue& b) {
    if (a.value == 0) return b.value > 0 ? RealValue::exact(0) : RealValue::none();
    if (b.value == 0) return RealValue::exact(1);
    const bool whole = b.relative == 0.0 && abs(b.value) < 1e9 && floor(b.value) == b.value;
    if (whole) return wholePower(a, b.value.convert_to<std::int64_t>());
    if (a.value < 0) return RealValue::none();
    const RealValue l = logarithm(a);
    if (!l.ok()) return l;
    const RealValue u = product(l, b);
    return u.ok() ? exponential(u.value, u.relative * std::fabs(toDouble(u.value))) : u;
}

enum class Wave { Sin, Cos, Tan };

RealValue wave(Wave kind, const RealValue& u) {
    if (u.value == 0) return kind == Wave::Cos ? RealValue::exact(1) : RealValue::exact(0);
    const double size = std::fabs(toDouble(u.value));
    const double absolute = size * (u.relative + kRealUnit);
    if (size > 1e20 || absolute > kWorthless) return RealValue::lost();
    const Real s = sin(u.value), c = cos(u.value);
    if ((kind != Wave::Cos && s == 0) || (kind != Wave::Sin && c == 0)) return RealValue::lost();
    if (kind == Wave::Sin) return made(s, absolute * ratio(c, s) + kRealUnit);
    if (kind == Wave::Cos) return made(c, absolute * ratio(s, c) + kRealUnit);
    return made(s / c, absolute * (ratio(c, s) + ratio(s, c)) + kRealUnit);
}

RealValue arcus(Code code, const RealValue& u) {
    if (abs(u.value) > 1) return RealValue::none();
    const Real gap = 1 - abs(u.value);
    if (gap == 0 && u.relative != 0.0) return RealValue::lost();
    const double lossAtEnd = gap == 0 ? 0.0 : u.relative * ratio(Real(1), gap);
    if (code == Code::Asin) return u.value == 0 ? RealValue::exact(0) : made(asin(u.value), 2 * u.relative + lossAtEnd + kRealUnit);
    if (gap == 0 && u.value > 0) return RealValue::exact(0);
    const Real v = u.value > 0.5 ? Real(2 * asin(sqrt(gap / 2))) : Real(acos(u.value));
    return made(v, u.relative * ratio(u.value, v) + lossAtEnd + kRealUnit);
}

RealValue hyperbolic(Code code, const RealValue& u) {
    if (abs(u.value) > kLargestExponent / 2) {
        if (code != Code::Tanh) return RealValue::lost();
        return made(u.value > 0 ? Real(1) : Real(-1), kRealUnit);
    }
    if (u.value == 0) return code == Code::Cosh ? RealValue::exact(1) : RealValue::exact(0);
    const double size = std::fabs(toDouble(u.value));
    const double relative = (1.0 + size) * (u.relative + kRealUnit);
    if (code == Code::Sinh) return made(sinh(u.value), relative);
    if (code == Code::Cosh) return made(cosh(u.value), relative);
    return made(size > 200.0 ? Real(u.value > 0 ? 1 : -1) : Real(tanh(u.value)), 2 * u.relative + kRealUnit);
}

RealValue gammaOf(const RealValue& u) {
    const Real nearest = round(u.value);
    const Real distance = abs(u.value - nearest);
    const bool nearPole = nearest <= 0 && distance < 0.25;
    if (nearPole && distance == 0) return u.relative == 0.0 ? RealValue::none() : RealValue::lost();
    const double size = std::fabs(toDouble(u.value));
    if (size > 1e6) return RealValue::lost();
    const double absolute = size * (u.relative + kRealUnit);
    const double slope = std::log(2.0 + size) + (nearPole ? std::min(1e300, 2.0 / std::max(1e-300, toDouble(distance))) : 4.0);
    // Near a pole by gamma(u) = gamma(u + n + 1) / (u (u + 1) ... (u + n)), where the small factor is exact.
    Real factors = 1, shifted = u.value;
    for (; shifted < 0.5 && size < 400.0; shifted += 1) factors *= shifted;
    return made(boost::math::tgamma(shifted) / factors, absolute * slope + 1e-46);
}

RealValue erfOf(const RealValue& u) {
    if (u.value == 0) return RealValue::exact(0);
    if (abs(u.value) > 11) return made(u.value > 0 ? Real(1) : Real(-1), 1e-50);
    return made(boost::math::erf(u.value), 2 * u.relative + 1e-47);
}

RealValue steps(Code code, const RealValue& u) {
    const Real nearest = round(u.value);
    const Real gap = abs(u.value - nearest);
    if (abs(u.value) > 1e30) return RealValue::lost();
    if (u.relative != 0.0 && gap <= abs(u.value) * u.relative) return RealValue::lost();
    return RealValue::exact(code == Code::Floor ? floor(u.value) : ceil(u.value));
}

/// Whether a < b (or a <= b); Lost where the errors overlap.
RealValue compared(Code code, const RealValue& a, const RealValue& b) {
    const Real gap = b.value - a.value;
    const Real doubt = abs(a.value) * a.relative + abs(b.value) * b.relative;
    if (abs(gap) <= doubt && doubt > 0) return RealValue::lost();
    return RealValue::exact(gap > 0 || (gap == 0 && code == Code::LessEqual) ? 1 : 0);
}

RealValue chosen(Code code, const RealValue& a, const RealValue& b) {
    const bool aIsLess = a.value < b.value;
    return (code == Code::Min) == aIsLess ? a : b;
}

RealValue rooted(Code code, const RealValue& u) {
    if (u.value == 0) return RealValue::exact(0);
    if (code == Code::Sqrt) return u.value < 0 ? RealValue::none() : made(sqrt(u.value), u.relative + kRealUnit);
    const RealValue third = exponential(lnOf(abs(u.value)) / 3, u.relative);
    if (!third.ok()) return third;
    return {u.value < 0 ? Real(-third.value) : third.value, third.relative + 1e-48, Status::Value};
}

RealValue scaled(RealValue value, const Real& divisor) {
    if (!value.ok()) return value;
    value.value /= divisor;
    value.relative += value.value == 0 ? 0.0 : kRealUnit;
    return value;
}

RealValue function(Code code, const RealValue& u) {
    switch (code) {
        case Code::Sin: return wave(Wave::Sin, u);
        case Code::Cos: return wave(Wave::Cos, u);
        case Code::Tan: return wave(Wave::Tan, u);
        case Code::Asin:
        case Code::Acos: return arcus(code, u);
        case Code::Atan: return u.value == 0 ? u : made(atan(u.value), u.relative + kRealUnit);
        case Code::Sinh:
        case Code::Cosh:
        case Code::Tanh: return hyperbolic(code, u);
        case Code::Exp: return u.value == 0 ? RealValue::exact(1) : exponential(u.value, u.relative * std::fabs(toDouble(u.value)));
        case Code::Ln: return logarithm(u);
        case Code::Log10: return scaled(logarithm(u), boost::math::constants::ln_ten<Real>());
        case Code::Log2: return scaled(logarithm(u), boost::math::constants::ln_two<Real>());
        case Code::Sqrt:
        case Code::Cbrt: return rooted(code, u);
        case Code::Abs: return {abs(u.value), u.relative, Status::Value};
        case Code::Sign: return RealValue::exact(u.value > 0 ? 1 : u.value < 0 ? -1 : 0);
        case Code::Relu: return u.value > 0 ? u : RealValue::exact(0);
        case Code::Floor:
        case Code::Ceil: return steps(code, u);
        case Code::Erf: return erfOf(u);
        case Code::Gamma: return gammaOf(u);
        case Code::Sigmoid: {
            const RealValue e = exponential(-u.value, u.relative * std::fabs(toDouble(u.value)));
            return e.ok() ? made(1 / (1 + e.value), e.relative + kRealUnit) : e;
        }
        default: return RealValue::lost();
    }
}

RealValue operation(const ExactNode& node, const RealValue& a, const RealValue& b) {
    switch (node.code) {
        case Code::Add: return sum(a, b.value, b.relative);
        case Code::Subtract: return sum(a, -b.value, b.relative);
        case Code::Multiply: return product(a, b);
        case Code::Divide: return quotient(a, b);
        case Code::Power: return realPower(a, b);
        case Code::Min:
        case Code::Max: return chosen(node.code, a, b);
        default: return compared(node.code, a, b);
    }
}

}  // namespace

Real toReal(const Rational& value) { return Real(value.numeratorText()) / Real(value.denominatorText()); }

RealEvaluator::RealEvaluator(const ExactGraph& graph) : m_graph(&graph), m_values(graph.size()), m_target(graph.root()) {
    for (NodeId id = 0; id < graph.size(); ++id)
        if (!graph.node(id).varies) m_values[id] = constant(id);
    markNeeded(m_target);
}

RealValue RealEvaluator::constant(NodeId id) const {
    const ExactNode& node = m_graph->node(id);
    if (node.code != Code::Constant) return apply(node, {});
    if (node.constantKind == ConstantKind::Pi) return {boost::math::constants::pi<Real>(), kRealUnit, Status::Value};
    if (node.constantKind == ConstantKind::Euler) return {boost::math::constants::e<Real>(), kRealUnit, Status::Value};
    const Rational& rational = m_graph->rational(id);
    Real value = toReal(rational);
    // A short fraction whose denominator is a power of two is exact in 166 bits.
    const Real denominator = Real(rational.denominatorText());
    const bool exact =
        rational.bits() < 160 && (denominator == 1 || ldexp(Real(1), static_cast<int>(denominator.backend().exponent())) == denominator);
    return {std::move(value), exact ? 0.0 : kRealUnit, Status::Value};
}

void RealEvaluator::markNeeded(NodeId target) {
    const std::vector<char> needed = m_graph->reachable(target);
    m_order.clear();
    for (NodeId id = 0; id <= target; ++id)
        if (needed[id] && m_graph->node(id).varies) m_order.push_back(id);
    m_target = target;
}

RealValue RealEvaluator::apply(const ExactNode& node, std::span<const RealValue> variables) const {
    if (node.code == Code::Variable) return node.a < variables.size() ? variables[node.a] : RealValue::none();
    const RealValue& a = m_values[node.a];
    if (!a.ok()) return a;
    if (node.code == Code::Negate) return {-a.value, a.relative, Status::Value};
    if (node.code == Code::PowerInteger) return wholePower(a, node.exponent);
    if (node.code == Code::Select) return m_values[a.value != 0 ? node.b : node.c];
    if (operandCount(node.code) == 1) return function(node.code, a);
    const RealValue& b = m_values[node.b];
    return b.ok() ? operation(node, a, b) : b;
}

RealValue RealEvaluator::at(NodeId target, std::span<const RealValue> variables) {
    if (target != m_target) markNeeded(target);
    for (const NodeId id : m_order) m_values[id] = apply(m_graph->node(id), variables);
    return m_values[target];
}

}  // namespace calc
