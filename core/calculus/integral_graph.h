#pragma once
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/expression/expression.h"
#include "core/expression/program_graph.h"
#include "core/numbers/rational.h"

namespace calc {

/// What a decimal literal stands for.
enum class LiteralRule {
    NearestDouble,  ///< integrals, derivatives: 0.1 is 0.1000000000000000055...
    Exact,          ///< epsilon-delta, limits: 0.1 is one tenth
};

enum class ConstantKind : std::uint8_t { Rational, Pi, Euler };

/// One node: what it computes from the nodes a, b, c, which stand before it. Of Code only Constant, Variable, Negate, Add, Subtract,
/// Multiply, Divide, PowerInteger, Power, the functions, Less, LessEqual and Select occur.
struct ExactNode {
    Code code = Code::Constant;
    NodeId a = 0, b = 0, c = 0;  ///< operands; of a Variable its index in a
    std::int64_t exponent = 0;   ///< of PowerInteger; not 0
    ConstantKind constantKind = ConstantKind::Rational;
    std::uint32_t rational = 0;  ///< index of the value of a rational Constant
    bool varies = false;         ///< depends on a variable
};

/// An expression as a graph whose constants are exact: what 50-digit, interval and Taylor evaluation walk over. Equal parts are one node;
/// rational arithmetic between constants is done exactly, nothing else is rewritten. Error: none. Cost: a hash look-up for each node.
class ExactGraph {
public:
    ExactGraph(const Expression& expression, LiteralRule rule, std::vector<Variable> variables = {Variable::X});

    NodeId root() const { return m_root; }
    std::size_t size() const { return m_nodes.size(); }
    const ExactNode& node(NodeId id) const { return m_nodes[id]; }
    std::span<const ExactNode> nodes() const { return m_nodes; }
    const Rational& rational(NodeId id) const { return m_rationals[m_nodes[id].rational]; }
    bool isRational(NodeId id) const { return m_nodes[id].code == Code::Constant && m_nodes[id].constantKind == ConstantKind::Rational; }
    std::size_t variableCount() const { return m_variables.size(); }

    /// More nodes over the same operands, for level sets: they change nothing that stands.
    NodeId constant(Rational value);
    NodeId pi();
    NodeId apply(Code code, NodeId a, NodeId b = 0, NodeId c = 0);
    /// The node of an expression: the one that stands, where the graph has it already.
    NodeId add(const Expression& expression);
    /// For each node whether the target is computed from it.
    std::vector<char> reachable(NodeId target) const;

private:
    NodeId addOperation(const Expression& expression);
    NodeId addPower(const Expression& expression);
    NodeId push(ExactNode node);
    bool foldable(NodeId a, NodeId b) const;
    struct Key {
        std::uint64_t head, tail;
        std::int64_t exponent;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };

    LiteralRule m_rule;
    std::vector<Variable> m_variables;
    std::vector<ExactNode> m_nodes;
    std::vector<Rational> m_rationals;
    std::unordered_map<Key, NodeId, KeyHash> m_interned;
    std::unordered_multimap<std::size_t, std::uint32_t> m_rationalIndex;  ///< by hash
    std::unordered_map<const void*, NodeId> m_known;
    std::vector<Expression> m_kept;  ///< holds the identities alive
    NodeId m_root = 0;
};

}  // namespace calc
