#include "core/expression/program_tape.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/expression/program_interval.h"
#include "core/expression/program_scalar.h"

namespace calc {

namespace {
/// Nodes that the outputs need; operands stand before their users.
std::vector<bool> neededNodes(const ProgramGraph& graph, std::span<const NodeId> outputs) {
    std::vector<bool> needed(graph.size(), false);
    for (const NodeId id : outputs) needed[id] = true;
    for (std::size_t i = graph.size(); i-- > 0;) {
        if (!needed[i]) continue;
        const GraphNode& node = graph.node(static_cast<NodeId>(i));
        const int count = operandCount(node.code);
        if (count > 0) needed[node.a] = true;
        if (count > 1) needed[node.b] = true;
        if (count > 2) needed[node.c] = true;
    }
    return needed;
}

template <class Number>
Number constantOf(const ProgramGraph& graph, NodeId id);

template <>
double constantOf<double>(const ProgramGraph& graph, NodeId id) {
    return graph.node(id).constant;
}
template <>
Interval constantOf<Interval>(const ProgramGraph& graph, NodeId id) {
    return graph.enclosure(id);
}
}  // namespace

template <class Number>
RegisterTape<Number> RegisterTape<Number>::make(const ProgramGraph& graph, std::span<const NodeId> outputs) {
    RegisterTape tape;
    tape.variableCount = graph.variableCount();
    const std::vector<bool> needed = neededNodes(graph, outputs);
    std::vector<std::uint32_t> place(graph.size(), 0);
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const GraphNode& node = graph.node(static_cast<NodeId>(i));
        if (!needed[i]) continue;
        if (node.code == Code::Variable) place[i] = node.a;
        if (node.code == Code::Constant) {
            place[i] = static_cast<std::uint32_t>(tape.variableCount + tape.constants.size());
            tape.constants.push_back(constantOf<Number>(graph, static_cast<NodeId>(i)));
        }
    }
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const GraphNode& node = graph.node(static_cast<NodeId>(i));
        if (!needed[i] || operandCount(node.code) == 0) continue;
        place[i] = static_cast<std::uint32_t>(tape.registerCount());
        tape.instructions.push_back({node.code, place[node.a], place[node.b], place[node.c], node.constant});
    }
    for (const NodeId id : outputs) tape.outputs.push_back(place[id]);
    return tape;
}
template struct RegisterTape<double>;
template struct RegisterTape<Interval>;

namespace {

template <class Float>
void runInstructions(std::span<const Instruction> instructions, Float* registers, Float* result) {
    for (const Instruction& i : instructions) {
        const Float a = registers[i.a];
        // The commonest first, without the call.
        switch (i.code) {
            case Code::Add: *result = a + registers[i.b]; break;
            case Code::Subtract: *result = a - registers[i.b]; break;
            case Code::Multiply: *result = a * registers[i.b]; break;
            case Code::Square: *result = a * a; break;
            case Code::Negate: *result = -a; break;
            case Code::Divide: *result = scalar::divide(a, registers[i.b]); break;
            case Code::PowerInteger: *result = scalar::powerInteger(a, static_cast<Float>(i.constant)); break;
            default: *result = scalar::apply(i.code, a, registers[i.b], registers[i.c]); break;
        }
        ++result;
    }
}

/// Fills the registers; `registers` has room for all.
template <class Float>
void fillRegisters(const ScalarTape& tape, std::span<const double> point, Float* registers) {
    for (std::size_t i = 0; i < tape.variableCount; ++i) registers[i] = i < point.size() ? Float(point[i]) : scalar::kNone<Float>;
    std::copy(tape.constants.begin(), tape.constants.end(), registers + tape.variableCount);
    runInstructions(tape.instructions, registers, registers + tape.variableCount + tape.constants.size());
}

/// Where a double overflowed on the way and a result has no value, a type with a wider range may know better. A result that has one keeps
/// it, so that a value is the same with its gradient and without.
void runWide(const ScalarTape& tape, std::span<const double> point, std::span<double> results) {
    std::vector<long double> registers(tape.registerCount());
    fillRegisters(tape, point, registers.data());
    for (std::size_t i = 0; i < tape.outputs.size(); ++i)
        if (std::isnan(results[i])) results[i] = static_cast<double>(registers[tape.outputs[i]]);
}

}  // namespace

Width run(const ScalarTape& tape, std::span<const double> point, std::span<double> results) {
    constexpr std::size_t kSmall = 256;
    const std::size_t count = tape.registerCount();
    double small[kSmall];
    std::vector<double> large;
    double* registers = small;
    if (count > kSmall) {
        large.resize(count);
        registers = large.data();
    }
    fillRegisters(tape, point, registers);
    bool hasNoValue = false;
    for (std::size_t i = 0; i < tape.outputs.size(); ++i) {
        results[i] = registers[tape.outputs[i]];
        hasNoValue = hasNoValue || std::isnan(results[i]);
    }
    const bool overflowed = hasNoValue && std::any_of(registers, registers + count, [](double v) { return std::isinf(v); });
    if (!overflowed) return Width::Double;
    runWide(tape, point, results);
    return Width::Wider;
}

Interval run(const IntervalTape& tape, std::span<const Interval> box) {
    std::vector<Interval> registers;
    registers.reserve(tape.registerCount());
    for (std::size_t i = 0; i < tape.variableCount; ++i) registers.push_back(i < box.size() ? box[i] : Interval::empty());
    registers.insert(registers.end(), tape.constants.begin(), tape.constants.end());
    for (const Instruction& i : tape.instructions)
        registers.push_back(intervals::apply(i.code, i.constant, registers[i.a], registers[i.b], registers[i.c]));
    return registers[tape.outputs.front()];
}

}  // namespace calc
