#include "core/calculus/integral_centred.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <numbers>

#include "core/calculus/integral_real.h"
#include "core/expression/program_scalar.h"

namespace calc {
namespace {

/// The bases in 50 digits: the operation at the bases of the operands, 0 where it has no value there.
class BaseFinder {
public:
    explicit BaseFinder(const ExactGraph& graph) : m_graph(graph), m_real(graph), m_near(graph), m_isUnbounded(graph.size(), 0) {}

    /// The base, and whether it is the value of the operation there.
    double base(NodeId id, bool& isCentred) {
        const ExactNode& node = m_graph.node(id);
        isCentred = false;
        m_real.set(id, RealValue::exact(0));
        if (node.code == Code::Variable) return 0.0;
        const int count = operandCount(node.code);
        const bool a = count > 0 && m_isUnbounded[node.a], b = count > 1 && m_isUnbounded[node.b];
        if (a || b) return unboundedBase(id, a, b);
        const bool jumps = node.code == Code::Sign || node.code == Code::Floor || node.code == Code::Ceil || node.code == Code::Less ||
                           node.code == Code::LessEqual || node.code == Code::Select || node.code == Code::Min || node.code == Code::Max ||
                           node.code == Code::Abs || node.code == Code::Relu;
        const RealValue value = m_real.applied(id);
        if (!value.ok() && (node.code == Code::Add || node.code == Code::Subtract)) {
            isCentred = true;  // both bases cancel to 50 digits
            return 0.0;
        }
        if (!value.ok()) {
            m_isUnbounded[id] = node.code == Code::Divide || node.code == Code::PowerInteger || node.code == Code::Power ||
                                node.code == Code::Ln || node.code == Code::Log10 || node.code == Code::Log2 || node.code == Code::Gamma;
            return 0.0;
        }
        isCentred = !jumps;
        if (jumps) return 0.0;
        m_real.set(id, value);
        return toDouble(value.value);
    }

private:
    double known(NodeId id, const Real& value, double relative) {
        m_real.set(id, {value, relative, RealValue::Status::Value});
        return toDouble(value);
    }

    double unboundedBase(NodeId id, bool a, bool b) {
        const ExactNode& node = m_graph.node(id);
        const auto signNear = [this](NodeId u) {
            const RealValue value = m_near.at(u, Real(1e-9));
            return !value.ok() ? 0.0 : value.value > 0 ? 1.0 : -1.0;
        };
        switch (node.code) {
            case Code::Divide: m_isUnbounded[id] = a; return 0.0;
            case Code::PowerInteger: m_isUnbounded[id] = node.exponent > 0; return 0.0;
            case Code::Atan: return known(id, boost::math::constants::half_pi<Real>() * signNear(node.a), kRealUnit);
            case Code::Tanh:
            case Code::Erf: return known(id, Real(signNear(node.a)), 0.0);
            case Code::Sigmoid: return known(id, Real(std::max(0.0, signNear(node.a))), 0.0);
            case Code::Exp: m_isUnbounded[id] = signNear(node.a) > 0.0; return 0.0;
            case Code::Sin:
            case Code::Cos: return 0.0;
            default: m_isUnbounded[id] = a || b; return 0.0;
        }
    }

    const ExactGraph& m_graph;
    RealEvaluator m_real;  ///< holds the bases
    RealEvaluator m_near;  ///< evaluates close to 0, for signs
    std::vector<char> m_isUnbounded;
};

/// sin(arcsin(b + d) - arcsin(b)) without cancellation, then its arcus.
double arcsineDelta(double b, double d) {
    const double v = b + d;
    if (std::fabs(v) > 1.0) return scalar::kNoValue;
    const double c = std::sqrt((1.0 - b) * (1.0 + b)), gap = std::max(0.0, c * c - 2.0 * b * d - d * d), other = std::sqrt(gap);
    return std::asin(std::clamp(d * c + b * (2.0 * b * d + d * d) / (c + other), -1.0, 1.0));
}

}  // namespace

CentredEvaluator::CentredEvaluator(const ExactGraph& graph) : m_graph(&graph), m_parts(graph.size()), m_isCentred(graph.size(), 0) {
    const std::vector<char> reached = graph.reachable(graph.root());
    RealEvaluator real(graph);
    BaseFinder finder(graph);
    for (NodeId id = 0; id < reached.size(); ++id) {
        if (!reached[id]) continue;
        if (!graph.node(id).varies) {
            const RealValue value = real.at(id, Real(0));
            m_parts[id].base = value.ok() ? toDouble(value.value) : scalar::kNoValue;
            continue;
        }
        bool isCentred = false;
        m_parts[id].base = finder.base(id, isCentred);
        m_isCentred[id] = isCentred;
        m_order.push_back(id);
    }
}

double CentredEvaluator::operator()(double t) {
    for (const NodeId id : m_order) m_parts[id].delta = m_graph->node(id).code == Code::Variable ? t : deltaOf(id);
    return m_parts[m_graph->root()].total();
}

double CentredEvaluator::powerDelta(NodeId id) const {
    const ExactNode& node = m_graph->node(id);
    const Part& a = m_parts[node.a];
    const bool isWhole = node.code == Code::PowerInteger;
    const double n = isWhole ? static_cast<double>(node.exponent) : m_parts[node.b].total();
    if (!m_isCentred[id] || a.base == 0.0) {
        const double value = isWhole ? scalar::powerInteger(a.total(), n) : scalar::power(a.total(), n);
        // (1 + d)^(1/d): the logarithm of the base is small and exact.
        if (!isWhole && a.base > 0.0) return std::exp(n * (std::log1p(a.delta / a.base) + std::log(a.base))) - m_parts[id].base;
        return value - m_parts[id].base;
    }
    const double ratio = a.delta / a.base;
    if (!isWhole && m_graph->node(node.b).varies) return std::exp(n * (std::log1p(ratio) + std::log(a.base))) - m_parts[id].base;
    if (ratio > -1.0) return m_parts[id].base * std::expm1(n * std::log1p(ratio));
    return (isWhole ? scalar::powerInteger(a.total(), n) : scalar::power(a.total(), n)) - m_parts[id].base;
}

double CentredEvaluator::functionDelta(NodeId id) const {
    const ExactNode& node = m_graph->node(id);
    const Part& u = m_parts[node.a];
    const double b = u.base, d = u.delta, base = m_parts[id].base;
    switch (node.code) {
        case Code::Sin: return 2.0 * std::cos(b + 0.5 * d) * std::sin(0.5 * d);
        case Code::Cos: return -2.0 * std::sin(b + 0.5 * d) * std::sin(0.5 * d);
        case Code::Tan: return std::sin(d) / (std::cos(b) * std::cos(b + d));
        case Code::Asin: return arcsineDelta(b, d);
        case Code::Acos: return -arcsineDelta(b, d);
        case Code::Atan: return std::fabs(d) < 0.5 ? std::atan(d / (1.0 + b * (b + d))) : std::atan(u.total()) - base;
        case Code::Sinh: return 2.0 * std::cosh(b + 0.5 * d) * std::sinh(0.5 * d);
        case Code::Cosh: return 2.0 * std::sinh(b + 0.5 * d) * std::sinh(0.5 * d);
        case Code::Tanh: return std::sinh(d) / (std::cosh(b) * std::cosh(b + d));
        case Code::Exp: return base * std::expm1(d);
        case Code::Ln:
        case Code::Log10:
        case Code::Log2: {
            const double l = std::log1p(d / b);
            return node.code == Code::Ln ? l : node.code == Code::Log10 ? l / std::numbers::ln10 : l / std::numbers::ln2;
        }
        case Code::Sqrt: return b == 0.0 ? std::sqrt(d) : d / (std::sqrt(b + d) + base);
        case Code::Cbrt: return b == 0.0 ? std::cbrt(d) : base * std::expm1(std::log1p(d / b) / 3.0);
        case Code::Sigmoid: return -std::expm1(-d) * std::exp(-b) * base * scalar::sigmoid(b + d);
        default: return scalar::apply(node.code, u.total(), 0.0, 0.0) - base;
    }
}

/// Functions of something unbounded: what is left to their limit.
double CentredEvaluator::atBase(NodeId id) const {
    const ExactNode& node = m_graph->node(id);
    const double u = m_parts[node.a].total(), base = m_parts[id].base;
    if (base == 0.0) return scalar::apply(node.code, u, operandCount(node.code) > 1 ? m_parts[node.b].total() : 0.0, 0.0);
    switch (node.code) {
        case Code::Atan: return -std::atan(1.0 / u);
        case Code::Tanh: return -base * 2.0 / (std::exp(2.0 * base * u) + 1.0);
        case Code::Erf: return -base * std::erfc(base * u);
        case Code::Sigmoid: return -1.0 / (1.0 + std::exp(u));
        default: return scalar::apply(node.code, u, 0.0, 0.0) - base;
    }
}

double CentredEvaluator::deltaOf(NodeId id) const {
    const ExactNode& node = m_graph->node(id);
    const Part& a = m_parts[node.a];
    const Part& b = m_parts[node.b];
    switch (node.code) {
        case Code::Negate: return -a.delta;
        case Code::Add: return a.delta + b.delta + (m_isCentred[id] ? 0.0 : a.base + b.base - m_parts[id].base);
        case Code::Subtract: return a.delta - b.delta + (m_isCentred[id] ? 0.0 : a.base - b.base - m_parts[id].base);
        case Code::Multiply:
            if (!m_isCentred[id]) return a.total() * b.total();
            return a.base * b.delta + b.base * a.delta + a.delta * b.delta;
        case Code::Divide:
            if (!m_isCentred[id]) return scalar::divide(a.total(), b.total());
            return (a.delta - m_parts[id].base * b.delta) / b.total();
        case Code::PowerInteger:
        case Code::Power: return powerDelta(id);
        case Code::Less:
        case Code::LessEqual:
        case Code::Min:
        case Code::Max: return scalar::apply(node.code, a.total(), b.total(), 0.0);
        case Code::Select: return scalar::select(a.total(), b.total(), m_parts[node.c].total());
        default: return m_isCentred[id] ? functionDelta(id) : atBase(id);
    }
}

}  // namespace calc
