#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/expression/expression.h"
#include "core/numbers/interval.h"

namespace calc {

/// What one node of the graph (one instruction of the tape) computes from its operands a, b, c.
enum class Code : std::uint8_t {
    Constant,
    Variable,
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Square,
    Reciprocal,
    PowerInteger,  ///< a ^ n, n a whole number kept in the node
    Power,         ///< a ^ b on the reals: no value for 0^b with b <= 0, for negative a with b not whole
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Exp,
    Ln,
    Log10,
    Log2,
    Sqrt,
    Cbrt,
    Abs,
    Sign,
    Floor,
    Ceil,
    Min,
    Max,
    Erf,
    Gamma,
    Sigmoid,
    Relu,
    Digamma,  ///< gamma'(u) / gamma(u); only derivatives use it
    Less,
    LessEqual,  ///< 1 or 0, no value where an operand has none
    Select,     ///< a ? b : c; what the other branch is does not matter
};

using NodeId = std::uint32_t;

struct GraphNode {
    Code code = Code::Constant;
    NodeId a = 0, b = 0, c = 0;  ///< operands; the index of the variable (of the enclosure of a Constant) in a
    double constant = 0.0;       ///< of a Constant (NaN: none, or no exact double); the exponent of PowerInteger
};
int operandCount(Code code);

/// What a literal, pi and e stand for.
enum class Literals {
    Nearest,   ///< the nearest double: evaluation
    Enclosed,  ///< an interval that contains the exact number: enclosures
};

/// An expression as a hash-consed graph: equal parts are one node, operands stand before their users, constants are folded by the
/// same operations that evaluate (in doubles or in intervals, as `literals` asks). e^u is exp(u).
/// A folding never changes a value by more than evaluating would, nor where there is one: only identities exact in doubles are used.
class ProgramGraph {
public:
    explicit ProgramGraph(std::vector<Variable> variables, Literals literals = Literals::Nearest)
        : m_variables(std::move(variables)), m_literals(literals) {}

    NodeId add(const Expression& expression);
    NodeId constant(double value);
    NodeId constant(const Interval& enclosure);
    const Interval& enclosure(NodeId id) const { return m_enclosures[m_nodes[id].a]; }  ///< of a Constant among Literals::Enclosed
    NodeId apply(Code code, NodeId a, NodeId b = 0, NodeId c = 0);
    NodeId powerInteger(NodeId base, double exponent);

    const GraphNode& node(NodeId id) const { return m_nodes[id]; }
    std::size_t size() const { return m_nodes.size(); }
    std::size_t variableCount() const { return m_variables.size(); }
    const std::vector<Variable>& variables() const { return m_variables; }
    bool isConstant(NodeId id) const { return m_nodes[id].code == Code::Constant; }
    bool isConstant(NodeId id, double value) const { return isConstant(id) && m_nodes[id].constant == value; }
    NodeId variableNode(std::size_t index);

private:
    struct Key {
        std::uint64_t head, tail, bits;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };
    NodeId intern(const GraphNode& node);
    NodeId literal(const Expression& expression);
    NodeId folded(const GraphNode& node);
    NodeId addOperation(const Expression& expression);
    NodeId addCall(const Expression& expression);
    NodeId addPower(const Expression& expression);
    bool isPowerOfTwo(NodeId id) const;
    double factorOf(NodeId id) const;
    NodeId unscaled(NodeId id) const;
    NodeId simplified(Code code, NodeId a, NodeId b, bool& done);

    std::vector<Variable> m_variables;
    Literals m_literals;
    std::vector<GraphNode> m_nodes;
    std::vector<Interval> m_enclosures;
    std::unordered_map<Key, NodeId, KeyHash> m_known;
    std::unordered_map<Key, NodeId, KeyHash> m_knownEnclosures;
    std::unordered_map<const void*, NodeId> m_added;  ///< by identity: a tree with shared parts is walked once
    std::vector<Expression> m_kept;                   ///< holds the identities alive
};

}  // namespace calc
