#include "core/expression/expression.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace calc {

struct Expression::Node {
    Op op = Op::Number;
    Function function = Function::Sin;
    Variable variable = Variable::X;
    std::uint8_t variables = 0;  ///< bit i: the variable of index i is used
    std::uint32_t depth = 1;
    std::size_t count = 1;
    std::size_t hash = 0;
    Span span;
    Rational value;
    std::vector<Expression> operands;

    Node() = default;
    Node(const Node&) = default;
    Node& operator=(const Node&) = delete;
    ~Node();
};

namespace {

std::size_t mixed(std::size_t a, std::size_t b) {
    std::uint64_t h =
        (static_cast<std::uint64_t>(a) ^ (static_cast<std::uint64_t>(b) + 0x9E3779B97F4A7C15ULL + (static_cast<std::uint64_t>(a) << 6)));
    h *= 0xBF58476D1CE4E5B9ULL;
    return static_cast<std::size_t>(h ^ (h >> 31));
}

std::size_t saturatingSum(std::size_t a, std::size_t b) {
    constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max();
    return a > kMost - b ? kMost : a + b;
}

struct PairHash {
    std::size_t operator()(const std::pair<const void*, const void*>& pair) const {
        return mixed(std::hash<const void*>{}(pair.first), std::hash<const void*>{}(pair.second));
    }
};

}  // namespace

/// Takes deep trees apart with a list of its own, so that no chain of destructors can exhaust the stack.
Expression::Node::~Node() {
    constexpr std::uint32_t kShallow = 100;
    if (depth <= kShallow) return;
    std::vector<std::shared_ptr<const Node>> pending;
    const auto release = [&pending](const Node& node) {
        // The node is about to be destroyed and nobody else refers to it.
        for (Expression& operand : const_cast<Node&>(node).operands) pending.push_back(std::move(operand.m_node));
    };
    release(*this);
    while (!pending.empty()) {
        const std::shared_ptr<const Node> node = std::move(pending.back());
        pending.pop_back();
        if (node && node.use_count() == 1) release(*node);
    }
}

const char* variableName(Variable variable) {
    constexpr const char* kNames[] = {"x", "y", "n", "z", "h", "t"};
    return kNames[static_cast<std::size_t>(variable)];
}

namespace {

template <class Node>
std::shared_ptr<Node> sealed(std::shared_ptr<Node> node) {
    std::size_t hash = mixed(static_cast<std::size_t>(node->op), static_cast<std::size_t>(node->function));
    hash = mixed(hash, static_cast<std::size_t>(node->variable));
    if (node->op == Op::Number) hash = mixed(hash, node->value.hash());
    if (node->op == Op::Variable) node->variables = static_cast<std::uint8_t>(1u << static_cast<unsigned>(node->variable));
    for (const Expression& operand : node->operands) {
        hash = mixed(hash, operand.hash());
        node->depth = std::max(node->depth, static_cast<std::uint32_t>(operand.depth()) + 1);
        node->count = saturatingSum(node->count, operand.nodeCount());
        for (unsigned i = 0; i < 8; ++i) {
            const bool used = operand.uses(static_cast<Variable>(i));
            if (used) node->variables = static_cast<std::uint8_t>(node->variables | (1u << i));
        }
    }
    node->hash = hash;
    return node;
}

}  // namespace

Expression::Expression() {
    static const std::shared_ptr<const Node> zero = sealed(std::make_shared<Node>());
    m_node = zero;
}

Expression Expression::number(Rational value) {
    auto node = std::make_shared<Node>();
    node->value = std::move(value);
    return Expression(sealed(std::move(node)));
}

Expression Expression::pi() {
    auto node = std::make_shared<Node>();
    node->op = Op::Pi;
    return Expression(sealed(std::move(node)));
}

Expression Expression::euler() {
    auto node = std::make_shared<Node>();
    node->op = Op::Euler;
    return Expression(sealed(std::move(node)));
}

Expression Expression::variable(Variable variable) {
    auto node = std::make_shared<Node>();
    node->op = Op::Variable;
    node->variable = variable;
    return Expression(sealed(std::move(node)));
}

Expression Expression::negate(Expression a) {
    auto node = std::make_shared<Node>();
    node->op = Op::Negate;
    node->operands.push_back(std::move(a));
    return Expression(sealed(std::move(node)));
}

Expression Expression::binary(Op op, Expression a, Expression b) {
    auto node = std::make_shared<Node>();
    node->op = op;
    node->operands.reserve(2);
    node->operands.push_back(std::move(a));
    node->operands.push_back(std::move(b));
    return Expression(sealed(std::move(node)));
}

Expression Expression::call(Function function, std::vector<Expression> arguments) {
    auto node = std::make_shared<Node>();
    node->op = Op::Call;
    node->function = function;
    node->operands = std::move(arguments);
    return Expression(sealed(std::move(node)));
}

Expression Expression::call(Function function, Expression argument) {
    std::vector<Expression> arguments;
    arguments.push_back(std::move(argument));
    return call(function, std::move(arguments));
}

Expression Expression::choose(Expression condition, Expression then, Expression otherwise) {
    auto node = std::make_shared<Node>();
    node->op = Op::If;
    node->operands.reserve(3);
    node->operands.push_back(std::move(condition));
    node->operands.push_back(std::move(then));
    node->operands.push_back(std::move(otherwise));
    return Expression(sealed(std::move(node)));
}

Op Expression::op() const { return m_node->op; }
const Rational& Expression::value() const { return m_node->value; }
Variable Expression::variable() const { return m_node->variable; }
Function Expression::function() const { return m_node->function; }
std::span<const Expression> Expression::operands() const { return m_node->operands; }
bool Expression::isConstant() const { return m_node->variables == 0; }
bool Expression::uses(Variable variable) const { return (m_node->variables >> static_cast<unsigned>(variable) & 1u) != 0; }
std::size_t Expression::hash() const { return m_node->hash; }
std::size_t Expression::nodeCount() const { return m_node->count; }
std::size_t Expression::depth() const { return m_node->depth; }
Span Expression::span() const { return m_node->span; }
const void* Expression::identity() const { return m_node.get(); }

Expression Expression::withSpan(Span span) const {
    auto node = std::make_shared<Node>(*m_node);
    node->span = span;
    return Expression(std::move(node));
}

/// Pairs of nodes are compared once each, so that equality of two graphs with shared parts is no slower than their size.
bool operator==(const Expression& a, const Expression& b) {
    constexpr std::size_t kRemember = 64;  // smaller trees are compared without remembering
    if (a.identity() == b.identity()) return true;
    std::vector<std::pair<const Expression*, const Expression*>> pending{{&a, &b}};
    std::unordered_set<std::pair<const void*, const void*>, PairHash> seen;
    while (!pending.empty()) {
        const auto [left, right] = pending.back();
        pending.pop_back();
        if (left->identity() == right->identity()) continue;
        if (left->hash() != right->hash() || left->op() != right->op() || left->nodeCount() != right->nodeCount()) return false;
        if (left->nodeCount() > kRemember && !seen.insert({left->identity(), right->identity()}).second) continue;
        if (left->op() == Op::Number && left->value() != right->value()) return false;
        if (left->op() == Op::Variable && left->variable() != right->variable()) return false;
        if (left->op() == Op::Call && left->function() != right->function()) return false;
        if (left->operands().size() != right->operands().size()) return false;
        for (std::size_t i = 0; i < left->operands().size(); ++i) pending.emplace_back(&left->operand(i), &right->operand(i));
    }
    return true;
}

namespace {

Expression rebuilt(const Expression& expression, std::vector<Expression> operands) {
    switch (expression.op()) {
        case Op::Negate: return Expression::negate(std::move(operands[0]));
        case Op::Call: return Expression::call(expression.function(), std::move(operands));
        case Op::If: return Expression::choose(std::move(operands[0]), std::move(operands[1]), std::move(operands[2]));
        default: return Expression::binary(expression.op(), std::move(operands[0]), std::move(operands[1]));
    }
}

using Replaced = std::unordered_map<const void*, Expression>;

Expression replaced(const Expression& expression, Variable variable, const Expression& replacement, Replaced& done) {
    if (!expression.uses(variable)) return expression;
    if (expression.op() == Op::Variable) return replacement;
    const auto known = done.find(expression.identity());
    if (known != done.end()) return known->second;
    std::vector<Expression> operands;
    operands.reserve(expression.operands().size());
    for (const Expression& operand : expression.operands()) operands.push_back(replaced(operand, variable, replacement, done));
    Expression result = rebuilt(expression, std::move(operands));
    done.emplace(expression.identity(), result);
    return result;
}

}  // namespace

Expression substitute(const Expression& expression, Variable variable, const Expression& replacement) {
    Replaced done;
    return replaced(expression, variable, replacement, done);
}

Expression operator+(Expression a, Expression b) { return Expression::binary(Op::Add, std::move(a), std::move(b)); }
Expression operator-(Expression a, Expression b) { return Expression::binary(Op::Subtract, std::move(a), std::move(b)); }
Expression operator*(Expression a, Expression b) { return Expression::binary(Op::Multiply, std::move(a), std::move(b)); }
Expression operator/(Expression a, Expression b) { return Expression::binary(Op::Divide, std::move(a), std::move(b)); }
Expression operator-(Expression a) { return Expression::negate(std::move(a)); }
Expression power(Expression base, Expression exponent) { return Expression::binary(Op::Power, std::move(base), std::move(exponent)); }

}  // namespace calc
