#include "core/calculus/integral_graph.h"

#include <cmath>
#include <limits>
#include <utility>

namespace calc {
namespace {

/// Exact folding stops before the fractions grow long.
constexpr std::size_t kFoldedBits = 4000;
constexpr std::int64_t kLargestFoldedPower = 64;

Code codeOf(Function function) { return static_cast<Code>(static_cast<int>(Code::Sin) + static_cast<int>(function)); }

Rational literal(const Rational& value, LiteralRule rule) {
    if (rule == LiteralRule::Exact || (value.isInteger() && value.bits() <= 53)) return value;
    const double nearest = value.toDouble();
    return std::isfinite(nearest) ? Rational::fromDouble(nearest) : value;
}

}  // namespace

ExactGraph::ExactGraph(const Expression& expression, LiteralRule rule, std::vector<Variable> variables)
    : m_rule(rule), m_variables(std::move(variables)) {
    m_root = add(expression);
}

std::size_t ExactGraph::KeyHash::operator()(const Key& key) const {
    std::uint64_t h = key.head * 0x9e3779b97f4a7c15ULL;
    h = (h ^ (h >> 29U) ^ key.tail) * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ (h >> 32U) ^ static_cast<std::uint64_t>(key.exponent)) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>(h ^ (h >> 31U));
}

NodeId ExactGraph::push(ExactNode node) {
    const auto kind = static_cast<std::uint64_t>(node.code) * 4 + static_cast<std::uint64_t>(node.constantKind);
    const Key key{(kind << 32U) | node.a, (static_cast<std::uint64_t>(node.b) << 32U) | node.c, node.exponent + node.rational};
    const auto [found, isNew] = m_interned.try_emplace(key, static_cast<NodeId>(m_nodes.size()));
    if (isNew) m_nodes.push_back(node);
    return found->second;
}

NodeId ExactGraph::constant(Rational value) {
    ExactNode node;
    const auto [first, last] = m_rationalIndex.equal_range(value.hash());
    for (auto known = first; known != last; ++known) {
        if (m_rationals[known->second] != value) continue;
        node.rational = known->second;
        return push(node);
    }
    node.rational = static_cast<std::uint32_t>(m_rationals.size());
    m_rationalIndex.emplace(value.hash(), node.rational);
    m_rationals.push_back(std::move(value));
    return push(node);
}

bool ExactGraph::foldable(NodeId a, NodeId b) const {
    return isRational(a) && isRational(b) && rational(a).bits() + rational(b).bits() < kFoldedBits;
}

NodeId ExactGraph::apply(Code code, NodeId a, NodeId b, NodeId c) {
    if (code == Code::Negate && isRational(a)) return constant(-rational(a));
    if (code == Code::Add && foldable(a, b)) return constant(rational(a) + rational(b));
    if (code == Code::Subtract && foldable(a, b)) return constant(rational(a) - rational(b));
    if (code == Code::Multiply && foldable(a, b)) return constant(rational(a) * rational(b));
    if (code == Code::Divide && foldable(a, b) && !rational(b).isZero()) return constant(rational(a) / rational(b));
    ExactNode node{code, a, b, c};
    const int count = operandCount(code);
    node.varies = m_nodes[a].varies || (count > 1 && m_nodes[b].varies) || (count > 2 && m_nodes[c].varies);
    return push(node);
}

NodeId ExactGraph::pi() {
    ExactNode node;
    node.constantKind = ConstantKind::Pi;
    return push(node);
}

std::vector<char> ExactGraph::reachable(NodeId target) const {
    std::vector<char> reached(m_nodes.size(), 0);
    reached[target] = 1;
    for (NodeId id = target + 1; id-- > 0;) {
        if (!reached[id]) continue;
        const ExactNode& n = m_nodes[id];
        const int count = operandCount(n.code);
        if (count > 0) reached[n.a] = 1;
        if (count > 1) reached[n.b] = 1;
        if (count > 2) reached[n.c] = 1;
    }
    return reached;
}

NodeId ExactGraph::addPower(const Expression& expression) {
    const NodeId exponent = add(expression.operand(1));
    if (expression.operand(0).op() == Op::Euler) return apply(Code::Exp, exponent);
    const NodeId base = add(expression.operand(0));
    if (!isRational(exponent)) return apply(Code::Power, base, exponent);
    const auto whole = rational(exponent).toInteger();
    if (!whole || *whole == 0 || std::abs(*whole) > (std::int64_t{1} << 40)) return apply(Code::Power, base, exponent);
    if (isRational(base) && std::abs(*whole) <= kLargestFoldedPower && rational(base).bits() * 64 < kFoldedBits)
        if (auto folded = rational(base).pow(*whole)) return constant(std::move(*folded));
    if (*whole == 1) return base;
    ExactNode node{Code::PowerInteger, base};
    node.exponent = *whole;
    node.varies = m_nodes[base].varies;
    return push(node);
}

NodeId ExactGraph::addOperation(const Expression& e) {
    switch (e.op()) {
        case Op::Number: return constant(literal(e.value(), m_rule));
        case Op::Pi:
        case Op::Euler: {
            ExactNode node;
            node.constantKind = e.op() == Op::Pi ? ConstantKind::Pi : ConstantKind::Euler;
            return push(node);
        }
        case Op::Variable: {
            ExactNode node{Code::Variable};
            node.varies = true;
            node.a = static_cast<NodeId>(m_variables.size());  // an unknown variable has no value
            for (std::size_t i = 0; i < m_variables.size(); ++i)
                if (m_variables[i] == e.variable()) node.a = static_cast<NodeId>(i);
            return push(node);
        }
        case Op::Power: return addPower(e);
        case Op::Negate: return apply(Code::Negate, add(e.operand(0)));
        case Op::If: {
            const NodeId condition = add(e.operand(0)), then = add(e.operand(1));
            return apply(Code::Select, condition, then, add(e.operand(2)));
        }
        default: break;
    }
    const NodeId a = add(e.operand(0));
    const NodeId b = e.operands().size() > 1 ? add(e.operand(1)) : 0;
    switch (e.op()) {
        case Op::Call: return apply(codeOf(e.function()), a, b);
        case Op::Add: return apply(Code::Add, a, b);
        case Op::Subtract: return apply(Code::Subtract, a, b);
        case Op::Multiply: return apply(Code::Multiply, a, b);
        case Op::Divide: return apply(Code::Divide, a, b);
        case Op::Less: return apply(Code::Less, a, b);
        case Op::LessEqual: return apply(Code::LessEqual, a, b);
        case Op::Greater: return apply(Code::Less, b, a);
        default: return apply(Code::LessEqual, b, a);
    }
}

NodeId ExactGraph::add(const Expression& expression) {
    if (const auto known = m_known.find(expression.identity()); known != m_known.end()) return known->second;
    const NodeId id = addOperation(expression);
    m_known.emplace(expression.identity(), id);
    m_kept.push_back(expression);
    return id;
}

}  // namespace calc
