#include "core/expression/program_tape.h"

#include <algorithm>
#include <cmath>
#include <limits>

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
}  // namespace

ScalarTape ScalarTape::make(const ProgramGraph& graph, std::span<const NodeId> outputs) {
    ScalarTape tape;
    tape.variableCount = graph.variableCount();
    const std::vector<bool> needed = neededNodes(graph, outputs);
    std::vector<std::uint32_t> place(graph.size(), 0);
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const GraphNode& node = graph.node(static_cast<NodeId>(i));
        if (!needed[i]) continue;
        if (node.code == Code::Variable) place[i] = node.a;
        if (node.code == Code::Constant) {
            place[i] = static_cast<std::uint32_t>(tape.variableCount + tape.constants.size());
            tape.constants.push_back(node.constant);
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

namespace {
void runInstructions(std::span<const ScalarTape::Instruction> instructions, double* registers, double* result) {
    for (const ScalarTape::Instruction& i : instructions) {
        const double a = registers[i.a];
        // The commonest first, without the call.
        switch (i.code) {
            case Code::Add:
                *result = a + registers[i.b];
                break;
            case Code::Subtract:
                *result = a - registers[i.b];
                break;
            case Code::Multiply:
                *result = a * registers[i.b];
                break;
            case Code::Square:
                *result = a * a;
                break;
            case Code::Negate:
                *result = -a;
                break;
            case Code::Divide:
                *result = scalar::divide(a, registers[i.b]);
                break;
            case Code::PowerInteger:
                *result = scalar::powerInteger(a, i.constant);
                break;
            default:
                *result = scalar::apply(i.code, a, registers[i.b], registers[i.c]);
                break;
        }
        ++result;
    }
}
}  // namespace

bool ScalarTape::run(std::span<const double> point, std::span<double> results) const {
    constexpr std::size_t kSmall = 256;
    const std::size_t count = registerCount();
    double small[kSmall];
    std::vector<double> large;
    double* registers = small;
    if (count > kSmall) {
        large.resize(count);
        registers = large.data();
    }
    for (std::size_t i = 0; i < variableCount; ++i) registers[i] = i < point.size() ? point[i] : scalar::kNoValue;
    std::copy(constants.begin(), constants.end(), registers + variableCount);
    runInstructions(instructions, registers, registers + variableCount + constants.size());
    bool hasNoValue = false;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        results[i] = registers[outputs[i]];
        hasNoValue = hasNoValue || std::isnan(results[i]);
    }
    return !hasNoValue || std::none_of(registers, registers + count, [](double v) { return std::isinf(v); });
}

}  // namespace calc
