#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/span.h"
#include "core/numbers/rational.h"

namespace calc {

/// The builtin functions, in the order of the one table in builtins.h. `log` and `ln` are one function (Ln); `n!` is Gamma(n + 1);
/// arcsin, arccos, arctan are accepted names of Asin, Acos, Atan.
enum class Function : std::uint8_t {
    Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Tanh, Exp, Ln, Log10, Log2, Sqrt, Cbrt,
    Abs, Sign, Floor, Ceil, Min, Max, Erf, Gamma, Sigmoid, Relu,
};

enum class Op : std::uint8_t {
    Number,    ///< exact rational (a literal keeps its digits)
    Pi,
    Euler,     ///< the constant e
    Variable,
    Negate,
    Add, Subtract, Multiply, Divide, Power,  ///< two operands
    Call,      ///< function(operands)
    If,        ///< operands: condition (a comparison), then, else
    Less, LessEqual, Greater, GreaterEqual,  ///< comparisons, only as the condition of If
};

/// The variables an expression may use; the index is the place in the point that is handed to an evaluation.
enum class Variable : std::uint8_t { X, Y, N, Z, H, T };
const char* variableName(Variable variable);

/// An immutable expression over the reals: a plain value, cheap to copy (shared nodes). The tree is as typed (binary sums and products,
/// no normal form): print gives the same tree back. Equality is structural, spans aside; `hash` is kept in each node.
/// Depth is at most kMaximumDepth and nodes at most kMaximumNodes for whatever the parser returns, so recursion over it is safe.
class Expression {
public:
    static constexpr std::size_t kMaximumDepth = 2000;
    static constexpr std::size_t kMaximumNodes = 20000;

    Expression();  ///< the number 0

    static Expression number(Rational value);
    static Expression number(std::int64_t value) { return number(Rational(value)); }
    static Expression pi();
    static Expression euler();
    static Expression variable(Variable variable);
    static Expression negate(Expression a);
    static Expression binary(Op op, Expression a, Expression b);  ///< Add … Power and the comparisons
    static Expression call(Function function, std::vector<Expression> arguments);
    static Expression call(Function function, Expression argument);
    static Expression choose(Expression condition, Expression then, Expression otherwise);

    Op op() const;
    const Rational& value() const;     ///< of a Number
    Variable variable() const;         ///< of a Variable
    Function function() const;         ///< of a Call
    std::span<const Expression> operands() const;
    const Expression& operand(std::size_t i) const { return operands()[i]; }

    bool isNumber() const { return op() == Op::Number; }
    bool isNumber(std::int64_t v) const { return isNumber() && value() == Rational(v); }
    bool isConstant() const;                 ///< uses no variable
    bool uses(Variable variable) const;      ///< kept in each node: no search
    std::size_t hash() const;
    std::size_t nodeCount() const;           ///< of the tree, shared parts counted each time; saturates
    std::size_t depth() const;
    Span span() const;                       ///< where it stood in the source; length 0 if it was not typed
    Expression withSpan(Span span) const;
    const void* identity() const;            ///< same pointer: same node (for caches keyed by node)

    friend bool operator==(const Expression& a, const Expression& b);

    struct Node;  ///< defined in expression.cpp

private:
    explicit Expression(std::shared_ptr<const Node> node) : m_node(std::move(node)) {}
    std::shared_ptr<const Node> m_node;
};

/// The expression with every occurrence of the variable replaced.
Expression substitute(const Expression& expression, Variable variable, const Expression& replacement);

// Builders for code that makes expressions (derivatives, series): as written, no simplification.
Expression operator+(Expression a, Expression b);
Expression operator-(Expression a, Expression b);
Expression operator*(Expression a, Expression b);
Expression operator/(Expression a, Expression b);
Expression operator-(Expression a);
Expression power(Expression base, Expression exponent);

}  // namespace calc
