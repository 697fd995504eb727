#include "core/expression/program.h"

#include <algorithm>
#include <utility>

#include "core/expression/program_tape.h"

namespace calc {

struct Program::Tape {
    Expression expression;
    std::vector<Variable> variables;
    ScalarTape scalar;
};

Program::Program() : Program(compile(Expression(), {Variable::X})) {}

Program Program::compile(const Expression& expression, std::vector<Variable> variables) {
    ProgramGraph graph(variables);
    const NodeId value = graph.add(expression);
    Program program(std::make_shared<const Tape>(Tape{expression, std::move(variables), ScalarTape::make(graph, {&value, 1})}));
    return program;
}

const Expression& Program::expression() const { return m_tape->expression; }
std::span<const Variable> Program::variables() const { return m_tape->variables; }
std::size_t Program::instructionCount() const { return m_tape->scalar.instructions.size(); }

double Program::operator()(std::span<const double> point) const {
    double value = 0.0;
    m_tape->scalar.run(point, {&value, 1});
    return value;
}

double Program::operator()(double x) const { return (*this)(std::span<const double>(&x, 1)); }

double Program::operator()(double x, double y) const {
    const double point[2] = {x, y};
    return (*this)(std::span<const double>(point));
}

void Program::block(std::span<const double> x, std::span<double> values) const {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = (*this)(x[i]);
}

void Program::block(std::span<const double> x, std::span<const double> y, std::span<double> values) const {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = (*this)(x[i], y[i]);
}

}  // namespace calc
