#include "core/expression/program.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/expression/program_block.h"
#include "core/expression/program_tape.h"

namespace calc {

struct Program::Tape {
    Expression expression;
    std::vector<Variable> variables;
    ScalarTape scalar;
    IntervalTape enclosing;
    BlockTape block;
};

Program::Program() : Program(compile(Expression(), {Variable::X})) {}

Program Program::compile(const Expression& expression, std::vector<Variable> variables) {
    ProgramGraph graph(variables);
    const NodeId value = graph.add(expression);
    ProgramGraph enclosing(variables, Literals::Enclosed);
    const NodeId enclosure = enclosing.add(expression);
    return Program(std::make_shared<const Tape>(Tape{expression, std::move(variables), ScalarTape::make(graph, {&value, 1}),
                                                     IntervalTape::make(enclosing, {&enclosure, 1}), BlockTape::make(graph, {&value, 1})}));
}

const Expression& Program::expression() const { return m_tape->expression; }
std::span<const Variable> Program::variables() const { return m_tape->variables; }
std::size_t Program::instructionCount() const { return m_tape->scalar.instructions.size(); }

double Program::operator()(std::span<const double> point) const {
    double value = 0.0;
    run(m_tape->scalar, point, {&value, 1});
    return value;
}

double Program::operator()(double x) const { return (*this)(std::span<const double>(&x, 1)); }

double Program::operator()(double x, double y) const {
    const double point[2] = {x, y};
    return (*this)(std::span<const double>(point));
}

namespace {
/// Ends that no real number lies beyond are drawn back to the doubles; what is no interval is empty.
Interval sane(const Interval& x) {
    constexpr double kMax = std::numeric_limits<double>::max();
    if (x.isEmpty()) return Interval::empty();
    return {std::min(x.low, kMax), std::max(x.high, -kMax), x.defined, x.continuous};
}
}  // namespace

Interval Program::enclose(std::span<const Interval> box) const {
    Interval small[4];
    const std::size_t count = std::min<std::size_t>(box.size(), 4);
    std::transform(box.begin(), box.begin() + static_cast<std::ptrdiff_t>(count), small, sane);
    return run(m_tape->enclosing, std::span<const Interval>(small, count));
}

Interval Program::enclose(const Interval& x) const { return enclose(std::span<const Interval>(&x, 1)); }

void Program::block(std::span<const double> x, std::span<double> values) const {
    const double* const inputs[] = {x.data()};
    double* const outputs[] = {values.data()};
    const bool fits = m_tape->variables.size() == 1;
    if (fits && m_tape->block.run(kernelSet(), inputs, outputs, values.size())) return;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!fits || std::isnan(values[i])) values[i] = (*this)(x[i]);
}

void Program::block(std::span<const double> x, std::span<const double> y, std::span<double> values) const {
    const double* const inputs[] = {x.data(), y.data()};
    double* const outputs[] = {values.data()};
    const bool fits = m_tape->variables.size() == 2;
    if (fits && m_tape->block.run(kernelSet(), inputs, outputs, values.size())) return;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!fits || std::isnan(values[i])) values[i] = (*this)(x[i], y[i]);
}

}  // namespace calc
