#include "core/expression/program_graph.h"

#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "core/expression/program_interval.h"
#include "core/expression/program_scalar.h"
#include "core/numbers/interval_functions.h"

namespace calc {

namespace {
constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
/// Beyond this a whole exponent goes the way of any real one: squarings would lose digits.
constexpr double kLargestIntegerPower = 1024.0;

Code codeOf(Function function) { return static_cast<Code>(static_cast<int>(Code::Sin) + static_cast<int>(function)); }
static_assert(static_cast<int>(Code::Relu) - static_cast<int>(Code::Sin) == static_cast<int>(Function::Relu));

/// The double that an enclosure stands for without doubt, else NaN.
double exactValue(const Interval& enclosure) {
    return enclosure.isPoint() && enclosure.defined && enclosure.continuous ? enclosure.low : kNoValue;
}

Interval enclosureOf(const Rational& value) {
    const double nearest = value.toDouble();
    if (std::isinf(nearest)) {
        const double most = std::numeric_limits<double>::max();
        return nearest > 0 ? Interval::of(most, nearest) : Interval::of(nearest, -most);
    }
    const Rational rounded = Rational::fromDouble(nearest);
    if (rounded < value) return Interval::of(nearest, std::nextafter(nearest, std::numeric_limits<double>::infinity()));
    if (value < rounded) return Interval::of(std::nextafter(nearest, -std::numeric_limits<double>::infinity()), nearest);
    return Interval::point(nearest);
}

bool isCommutative(Code code) { return code == Code::Add || code == Code::Multiply || code == Code::Min || code == Code::Max; }
}  // namespace

int operandCount(Code code) {
    switch (code) {
        case Code::Constant:
        case Code::Variable: return 0;
        case Code::Add:
        case Code::Subtract:
        case Code::Multiply:
        case Code::Divide:
        case Code::Power:
        case Code::Min:
        case Code::Max:
        case Code::Less:
        case Code::LessEqual: return 2;
        case Code::Select: return 3;
        default: return 1;
    }
}

std::size_t ProgramGraph::KeyHash::operator()(const Key& key) const {
    std::uint64_t h = key.head * 0x9e3779b97f4a7c15ULL;
    h = (h ^ (h >> 29U) ^ key.tail) * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ (h >> 32U) ^ key.bits) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>(h ^ (h >> 31U));
}

NodeId ProgramGraph::intern(const GraphNode& node) {
    const Key key{(static_cast<std::uint64_t>(node.code) << 32U) | node.a, (static_cast<std::uint64_t>(node.b) << 32U) | node.c,
                  std::bit_cast<std::uint64_t>(node.constant)};
    const auto [found, isNew] = m_known.try_emplace(key, static_cast<NodeId>(m_nodes.size()));
    if (isNew) m_nodes.push_back(node);
    return found->second;
}

NodeId ProgramGraph::constant(const Interval& enclosure) {
    const Key key{std::bit_cast<std::uint64_t>(enclosure.low), std::bit_cast<std::uint64_t>(enclosure.high),
                  (enclosure.defined ? 1U : 0U) + (enclosure.continuous ? 2U : 0U)};
    const auto [found, isNew] = m_knownEnclosures.try_emplace(key, static_cast<NodeId>(m_enclosures.size()));
    if (isNew) m_enclosures.push_back(enclosure);
    return intern({Code::Constant, found->second, 0, 0, exactValue(enclosure)});
}

NodeId ProgramGraph::constant(double value) {
    if (m_literals == Literals::Enclosed) return constant(std::isnan(value) ? Interval::empty() : Interval::point(value));
    return intern({Code::Constant, 0, 0, 0, std::isnan(value) ? kNoValue : value});
}

NodeId ProgramGraph::variableNode(std::size_t index) { return intern({Code::Variable, static_cast<NodeId>(index), 0, 0, 0.0}); }

NodeId ProgramGraph::powerInteger(NodeId base, double exponent) {
    if (exponent == 1.0) return base;
    if (exponent == 2.0) return apply(Code::Square, base);
    if (exponent == -1.0) return apply(Code::Reciprocal, base);
    const GraphNode power{Code::PowerInteger, base, 0, 0, exponent};
    return isConstant(base) ? folded(power) : intern(power);
}

bool ProgramGraph::isPowerOfTwo(NodeId id) const {
    int exponent = 0;
    return isConstant(id) && std::fabs(std::frexp(node(id).constant, &exponent)) == 0.5 && std::abs(exponent) < 64;
}

/// k of k * u, else NaN; not where scaling it by a power of two could leave the doubles.
double ProgramGraph::factorOf(NodeId id) const {
    if (node(id).code != Code::Multiply) return kNoValue;
    const NodeId k = isConstant(node(id).a) ? node(id).a : node(id).b;
    const double size = std::fabs(isConstant(k) ? node(k).constant : kNoValue);
    return size > 0x1p-300 && size < 0x1p300 ? node(k).constant : kNoValue;
}

NodeId ProgramGraph::unscaled(NodeId id) const { return isConstant(node(id).a) ? node(id).b : node(id).a; }

/// Identities that are exact in doubles and keep the domain.
NodeId ProgramGraph::simplified(Code code, NodeId a, NodeId b, bool& done) {
    done = true;
    switch (code) {
        case Code::Negate:
            if (node(a).code == Code::Negate) return node(a).a;
            if (node(a).code == Code::Subtract) return apply(Code::Subtract, node(a).b, node(a).a);
            if (const double k = factorOf(a); !std::isnan(k)) return apply(Code::Multiply, constant(-k), unscaled(a));
            break;
        case Code::Add:
            if (isConstant(a, 0.0)) return b;
            if (isConstant(b, 0.0)) return a;
            if (node(b).code == Code::Negate) return apply(Code::Subtract, a, node(b).a);
            if (node(a).code == Code::Negate) return apply(Code::Subtract, b, node(a).a);
            break;
        case Code::Subtract:
            if (isConstant(b, 0.0)) return a;
            if (isConstant(a, 0.0)) return apply(Code::Negate, b);
            if (node(b).code == Code::Negate) return apply(Code::Add, a, node(b).a);
            break;
        case Code::Multiply:
            if (a == b) return apply(Code::Square, a);
            if (isConstant(a, 1.0)) return b;
            if (isConstant(b, 1.0)) return a;
            if (isConstant(a, -1.0)) return apply(Code::Negate, b);
            if (isConstant(b, -1.0)) return apply(Code::Negate, a);
            if (isConstant(b)) std::swap(a, b);
            // Negate folds the constant with its enclosure: a constant among enclosures need not be one double.
            if (isConstant(a) && node(b).code == Code::Negate) return apply(Code::Multiply, apply(Code::Negate, a), node(b).a);
            if (isPowerOfTwo(a) && !std::isnan(factorOf(b)))
                return apply(Code::Multiply, constant(node(a).constant * factorOf(b)), unscaled(b));
            break;
        case Code::Divide:
            if (isPowerOfTwo(b)) return apply(Code::Multiply, constant(1.0 / node(b).constant), a);
            if (isConstant(b, 1.0)) return a;
            if (isConstant(a, 1.0)) return apply(Code::Reciprocal, b);
            break;
        case Code::Square:
            if (node(a).code == Code::Negate || node(a).code == Code::Abs) return apply(Code::Square, node(a).a);
            break;
        default: break;
    }
    done = false;
    return 0;
}

/// An operation on constants.
NodeId ProgramGraph::folded(const GraphNode& op) {
    const int count = operandCount(op.code);
    const NodeId b = count < 2 ? op.a : op.b;
    const NodeId c = count < 3 ? op.a : op.c;
    if (m_literals == Literals::Enclosed)
        return constant(intervals::apply(op.code, op.constant, enclosure(op.a), enclosure(b), enclosure(c)));
    if (op.code == Code::PowerInteger) return constant(scalar::powerInteger(node(op.a).constant, op.constant));
    return constant(scalar::apply(op.code, node(op.a).constant, node(b).constant, node(c).constant));
}

NodeId ProgramGraph::apply(Code code, NodeId a, NodeId b, NodeId c) {
    const int count = operandCount(code);
    if (isConstant(a) && (count < 2 || isConstant(b)) && (count < 3 || isConstant(c))) return folded({code, a, b, c, 0.0});
    if (code == Code::Select && isConstant(a) && !std::isnan(node(a).constant)) return node(a).constant != 0.0 ? b : c;
    bool done = false;
    const NodeId simpler = simplified(code, a, b, done);
    if (done) return simpler;
    if (isCommutative(code) && b < a) std::swap(a, b);
    return intern({code, a, count < 2 ? 0 : b, count < 3 ? 0 : c, 0.0});
}

NodeId ProgramGraph::addPower(const Expression& expression) {
    const NodeId exponent = add(expression.operand(1));
    if (expression.operand(0).op() == Op::Euler) return apply(Code::Exp, exponent);
    const NodeId base = add(expression.operand(0));
    if (!isConstant(exponent)) return apply(Code::Power, base, exponent);
    const double n = node(exponent).constant;
    if (n == 0.5) return apply(Code::Sqrt, base);
    if (n != 0.0 && n == std::floor(n) && std::fabs(n) <= kLargestIntegerPower) return powerInteger(base, n);
    return apply(Code::Power, base, exponent);
}

NodeId ProgramGraph::addCall(const Expression& expression) {
    const NodeId a = add(expression.operand(0));
    const NodeId b = expression.operands().size() > 1 ? add(expression.operand(1)) : 0;
    return apply(codeOf(expression.function()), a, b);
}

NodeId ProgramGraph::literal(const Expression& e) {
    const bool enclosed = m_literals == Literals::Enclosed;
    if (e.op() == Op::Pi) return enclosed ? constant(piInterval()) : constant(std::numbers::pi);
    if (e.op() == Op::Euler) return enclosed ? constant(eulerInterval()) : constant(std::numbers::e);
    return enclosed ? constant(enclosureOf(e.value())) : constant(e.value().toDouble());
}

NodeId ProgramGraph::addOperation(const Expression& e) {
    switch (e.op()) {
        case Op::Number:
        case Op::Pi:
        case Op::Euler: return literal(e);
        case Op::Variable:
            for (std::size_t i = 0; i < m_variables.size(); ++i)
                if (m_variables[i] == e.variable()) return variableNode(i);
            return constant(kNoValue);
        case Op::Negate: return apply(Code::Negate, add(e.operand(0)));
        case Op::Power: return addPower(e);
        case Op::Call: return addCall(e);
        default: break;
    }
    const NodeId a = add(e.operand(0));
    const NodeId b = add(e.operand(1));
    switch (e.op()) {
        case Op::Add: return apply(Code::Add, a, b);
        case Op::Subtract: return apply(Code::Subtract, a, b);
        case Op::Multiply: return apply(Code::Multiply, a, b);
        case Op::Divide: return apply(Code::Divide, a, b);
        case Op::Less: return apply(Code::Less, a, b);
        case Op::LessEqual: return apply(Code::LessEqual, a, b);
        case Op::Greater: return apply(Code::Less, b, a);
        case Op::GreaterEqual: return apply(Code::LessEqual, b, a);
        case Op::If: return apply(Code::Select, a, b, add(e.operand(2)));
        default: return constant(kNoValue);
    }
}

NodeId ProgramGraph::add(const Expression& expression) {
    if (const auto known = m_added.find(expression.identity()); known != m_added.end()) return known->second;
    const NodeId id = addOperation(expression);
    m_added.emplace(expression.identity(), id);
    m_kept.push_back(expression);
    return id;
}

}  // namespace calc
