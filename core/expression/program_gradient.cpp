#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "core/expression/program.h"
#include "core/expression/program_block.h"
#include "core/expression/program_scalar.h"
#include "core/expression/program_tape.h"

namespace calc {

namespace {

/// Takes derivatives on the graph, forward, one variable at a time; the parts that value and derivatives share are one node.
/// (Griewank and Walther, Evaluating Derivatives, ch. 3.) A selection selects the derivative too, so that a branch that is not chosen
/// cannot spoil it.
class GraphDerivative {
public:
    GraphDerivative(ProgramGraph& graph, std::size_t variable) : m_graph(graph), m_variable(variable) {}

    /// The derivative of every node up to `last`, in order (no recursion: graphs are deep).
    NodeId of(NodeId last) {
        const NodeId zero = m_graph.constant(0.0);
        std::vector<NodeId> derivatives;
        derivatives.reserve(last + 1U);
        for (NodeId id = 0; id <= last; ++id) {
            const GraphNode node = m_graph.node(id);
            const int count = operandCount(node.code);
            const NodeId da = count > 0 ? derivatives[node.a] : zero;
            const NodeId db = count > 1 ? derivatives[node.b] : zero;
            const NodeId dc = count > 2 ? derivatives[node.c] : zero;
            if (node.code == Code::Variable)
                derivatives.push_back(m_graph.constant(node.a == m_variable ? 1.0 : 0.0));
            else if (da == zero && db == zero && dc == zero)
                derivatives.push_back(zero);
            else
                derivatives.push_back(operation(id, node, da, db, dc));
        }
        return derivatives[last];
    }

private:
    NodeId number(double v) { return m_graph.constant(v); }
    NodeId apply(Code code, NodeId a, NodeId b = 0, NodeId c = 0) { return m_graph.apply(code, a, b, c); }
    bool isZero(NodeId id) const { return m_graph.isConstant(id, 0.0); }
    /// factor * rest; no rest: a constant. Constants are gathered: a derivative may round otherwise than it is written.
    struct Scaled {
        double factor = 1.0;
        std::optional<NodeId> rest;
    };
    Scaled split(NodeId id) const {
        const GraphNode& n = m_graph.node(id);
        if (n.code == Code::Constant) return {n.constant, std::nullopt};
        if (n.code == Code::Negate) return {-1.0, n.a};
        if (n.code == Code::Multiply && m_graph.isConstant(n.a)) return {m_graph.node(n.a).constant, n.b};
        if (n.code == Code::Multiply && m_graph.isConstant(n.b)) return {m_graph.node(n.b).constant, n.a};
        return {1.0, id};
    }
    NodeId times(NodeId a, NodeId b) {
        if (isZero(a) || isZero(b)) return number(0.0);
        const Scaled p = split(a);
        const Scaled q = split(b);
        const double factor = p.factor * q.factor;
        if (!std::isnormal(factor)) return apply(Code::Multiply, a, b);
        if (!p.rest && !q.rest) return number(factor);
        const NodeId rest = p.rest && q.rest ? apply(Code::Multiply, *p.rest, *q.rest) : p.rest ? *p.rest : *q.rest;
        return apply(Code::Multiply, number(factor), rest);
    }
    NodeId over(NodeId a, NodeId b) { return isZero(a) ? a : apply(Code::Divide, a, b); }

    NodeId operation(NodeId id, const GraphNode& n, NodeId da, NodeId db, NodeId dc) {
        switch (n.code) {
            case Code::Negate: return apply(Code::Negate, da);
            case Code::Add: return apply(Code::Add, da, db);
            case Code::Subtract: return apply(Code::Subtract, da, db);
            case Code::Multiply: return apply(Code::Add, times(da, n.b), times(n.a, db));
            case Code::Divide: return over(isZero(db) ? da : apply(Code::Subtract, da, times(id, db)), n.b);
            case Code::Power: return ofPower(id, n, da, db);
            case Code::Select: return db == dc ? db : apply(Code::Select, n.a, db, dc);
            case Code::Less:
            case Code::LessEqual: return number(0.0);
            case Code::Max: return ofExtremum(n.b, n.a, da, db);
            case Code::Min: return ofExtremum(n.a, n.b, da, db);
            case Code::Relu: return apply(Code::Select, apply(Code::Less, number(0.0), n.a), da, number(0.0));
            default: return times(ofFunction(id, n), da);
        }
    }

    /// Derivative da where `small` < `large`, db where it is the other way round, the mean of both where they are equal.
    NodeId ofExtremum(NodeId small, NodeId large, NodeId da, NodeId db) {
        if (da == db) return da;
        const NodeId mean = times(number(0.5), apply(Code::Add, da, db));
        return apply(Code::Select, apply(Code::Less, small, large), da, apply(Code::Select, apply(Code::Less, large, small), db, mean));
    }

    NodeId ofPower(NodeId id, const GraphNode& n, NodeId da, NodeId db) {
        NodeId sum = number(0.0);
        if (!isZero(da)) {
            const NodeId lowered =
                m_graph.isConstant(n.b) ? number(m_graph.node(n.b).constant - 1.0) : apply(Code::Subtract, n.b, number(1.0));
            sum = times(times(n.b, apply(Code::Power, n.a, lowered)), da);
        }
        if (isZero(db)) return sum;
        return apply(Code::Add, sum, times(times(id, apply(Code::Ln, n.a)), db));
    }

    /// The factor f'(a) of the chain rule, in a form that does not cancel.
    NodeId ofFunction(NodeId id, const GraphNode& n) {
        const NodeId one = number(1.0);
        const NodeId a = n.a;
        switch (n.code) {
            case Code::Square: return times(number(2.0), a);
            case Code::Reciprocal: return apply(Code::Negate, apply(Code::Square, id));
            case Code::PowerInteger: return times(number(n.constant), m_graph.powerInteger(a, n.constant - 1.0));
            case Code::Sin: return apply(Code::Cos, a);
            case Code::Cos: return apply(Code::Negate, apply(Code::Sin, a));
            case Code::Tan: return apply(Code::Add, one, apply(Code::Square, id));
            case Code::Asin: return over(one, rootOfOneMinusSquare(a));
            case Code::Acos: return over(number(-1.0), rootOfOneMinusSquare(a));
            case Code::Atan: return over(one, apply(Code::Add, one, apply(Code::Square, a)));
            case Code::Sinh: return apply(Code::Cosh, a);
            case Code::Cosh: return apply(Code::Sinh, a);
            case Code::Tanh: return apply(Code::Square, over(one, apply(Code::Cosh, a)));
            case Code::Exp: return id;
            case Code::Ln: return over(one, a);
            case Code::Log10: return over(one, times(number(std::numbers::ln10), a));
            case Code::Log2: return over(one, times(number(std::numbers::ln2), a));
            case Code::Sqrt: return over(number(0.5), id);
            case Code::Cbrt: return over(one, times(number(3.0), apply(Code::Square, id)));
            case Code::Abs: return apply(Code::Sign, a);
            case Code::Erf:
                return times(number(2.0 * std::numbers::inv_sqrtpi), apply(Code::Exp, apply(Code::Negate, apply(Code::Square, a))));
            case Code::Gamma: return times(id, apply(Code::Digamma, a));
            case Code::Sigmoid: return times(id, apply(Code::Sigmoid, apply(Code::Negate, a)));
            default: return number(0.0);  // sign, floor, ceil: flat; at a jump the field takes 0 too
        }
    }

    NodeId rootOfOneMinusSquare(NodeId a) {
        const NodeId one = number(1.0);
        return apply(Code::Sqrt, times(apply(Code::Subtract, one, a), apply(Code::Add, one, a)));
    }

    ProgramGraph& m_graph;
    std::size_t m_variable;
};

}  // namespace

struct GradientProgram::Tape {
    Program value;
    ScalarTape scalar;
    BlockTape block;
};

GradientProgram::GradientProgram() : GradientProgram(compile(Expression(), {Variable::X})) {}

GradientProgram GradientProgram::compile(const Expression& expression, std::vector<Variable> variables) {
    ProgramGraph graph(variables);
    const NodeId value = graph.add(expression);
    std::vector<NodeId> outputs{value};
    for (std::size_t i = 0; i < 2; ++i) outputs.push_back(i < variables.size() ? GraphDerivative(graph, i).of(value) : graph.constant(0.0));
    return GradientProgram(std::make_shared<const Tape>(
        Tape{Program::compile(expression, std::move(variables)), ScalarTape::make(graph, outputs), BlockTape::make(graph, outputs)}));
}

const Program& GradientProgram::value() const { return m_tape->value; }

ValueAndGradient GradientProgram::operator()(Vec2 point) const {
    const double coordinates[2] = {point.x, point.y};
    double results[3];
    // What overflowed may be of a slope alone: a value is the same with its gradient and without.
    if (run(m_tape->scalar, coordinates, results) == Width::Wider) results[0] = m_tape->value(point.x, point.y);
    if (std::isnan(results[0])) results[1] = results[2] = scalar::kNoValue;
    return {results[0], {results[1], results[2]}};
}

void GradientProgram::block(std::span<const double> x, std::span<const double> y, std::span<double> values, std::span<double> dx,
                            std::span<double> dy) const {
    const double* const inputs[] = {x.data(), y.data()};
    double* const outputs[] = {values.data(), dx.data(), dy.data()};
    const bool fits = m_tape->scalar.variableCount <= 2 && (m_tape->scalar.variableCount < 2 || y.size() == values.size());
    if (fits && m_tape->block.run(kernelSet(), {inputs, m_tape->scalar.variableCount}, outputs, values.size())) return;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (fits && !std::isnan(values[i]) && !std::isnan(dx[i]) && !std::isnan(dy[i])) continue;
        const ValueAndGradient at = (*this)({x[i], i < y.size() ? y[i] : 0.0});
        values[i] = at.value;
        dx[i] = at.gradient.x;
        dy[i] = at.gradient.y;
    }
}

}  // namespace calc
