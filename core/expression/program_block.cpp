#include "core/expression/program_block.h"

#include <algorithm>
#include <array>
#include <memory>

#include "core/expression/program_passes.h"

namespace calc {

namespace {
constexpr std::uint32_t kNone = 0xffffffffU;
}

/// Turns passes on nodes into passes on registers.
class BlockTapeMaker {
public:
    BlockTapeMaker(const ProgramGraph& graph, std::span<const NodeId> outputs)
        : m_graph(graph), m_outputs(outputs.begin(), outputs.end()) {}

    BlockTape make() {
        m_tape.m_variables = m_graph.variableCount();
        m_tape.m_outputs = m_outputs.size();
        m_passes = passesFor(m_graph, m_outputs);
        collectConstants();
        findLastUses();
        // Outputs stand behind the temporaries, whose number is known at the end: numbered from the back until then.
        for (std::size_t p = 0; p < m_passes.size(); ++p) emit(p);
        for (std::size_t o = 0; o < m_outputs.size(); ++o)
            if (m_place[m_outputs[o]] != outputRegister(o))
                m_tape.m_passes.push_back(
                    {KernelCode::Copy, outputRegister(o), m_place[m_outputs[o]], 0, 0, 0.0, 0.0, 0.0, 0.0, 0, 0, true});
        renumberOutputs();
        return std::move(m_tape);
    }

private:
    static std::uint32_t outputRegister(std::size_t o) { return kNone - 1U - static_cast<std::uint32_t>(o); }
    bool isOutputRegister(std::uint32_t r) const { return r >= outputRegister(m_outputs.size()); }

    void collectConstants() {
        m_place.assign(m_graph.size(), kNone);
        const auto place = [this](NodeId id) {
            const GraphNode& node = m_graph.node(id);
            if (node.code == Code::Variable) m_place[id] = node.a;
            if (node.code != Code::Constant || m_place[id] != kNone) return;
            m_place[id] = static_cast<std::uint32_t>(m_tape.m_variables + m_tape.m_constants.size());
            m_tape.m_constants.push_back(node.constant);
        };
        for (const NodePass& pass : m_passes)
            for (int i = 0; i < pass.operandCount; ++i) place(pass.operands[static_cast<std::size_t>(i)]);
        for (const NodeId id : m_outputs) place(id);
        m_firstTemporary = static_cast<std::uint32_t>(m_tape.m_variables + m_tape.m_constants.size());
    }

    void findLastUses() {
        m_lastUse.assign(m_graph.size(), 0);
        for (std::size_t p = 0; p < m_passes.size(); ++p)
            for (int i = 0; i < m_passes[p].operandCount; ++i) m_lastUse[m_passes[p].operands[static_cast<std::size_t>(i)]] = p;
    }

    std::uint32_t newRegister(NodeId node) {
        for (std::size_t o = 0; o < m_outputs.size(); ++o)
            if (m_outputs[o] == node) return outputRegister(o);
        if (!m_free.empty()) {
            const std::uint32_t r = m_free.back();
            m_free.pop_back();
            return r;
        }
        return m_firstTemporary + static_cast<std::uint32_t>(m_tape.m_temporaries++);
    }

    void emit(std::size_t p) {
        const NodePass& pass = m_passes[p];
        std::array<std::uint32_t, 3> from{};
        for (std::size_t i = 0; i < static_cast<std::size_t>(pass.operandCount); ++i) {
            const NodeId operand = pass.operands[i];
            from[i] = m_place[operand];
            const bool isTemporary = from[i] >= m_firstTemporary && !isOutputRegister(from[i]);
            const bool seen = std::find(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(i), from[i]) !=
                              from.begin() + static_cast<std::ptrdiff_t>(i);
            if (isTemporary && m_lastUse[operand] == p && !seen) m_free.push_back(from[i]);
        }
        m_place[pass.node] = newRegister(pass.node);
        const auto coefficients = static_cast<std::uint32_t>(m_tape.m_coefficients.size());
        m_tape.m_coefficients.insert(m_tape.m_coefficients.end(), pass.coefficients.begin(), pass.coefficients.end());
        const std::size_t degree = pass.coefficients.empty() ? 0 : pass.coefficients.size() - 1;
        m_tape.m_passes.push_back({pass.kernel, m_place[pass.node], from[0], from[1], from[2], pass.k, pass.m, pass.n, pass.p, coefficients,
                                   static_cast<std::uint32_t>(degree), pass.watches});
    }

    void renumberOutputs() {
        const auto firstOutput = m_firstTemporary + static_cast<std::uint32_t>(m_tape.m_temporaries);
        const auto renumber = [&](std::uint32_t& r) {
            if (isOutputRegister(r)) r = firstOutput + (kNone - 1U - r);
        };
        for (BlockTape::Pass& pass : m_tape.m_passes)
            for (std::uint32_t* r : {&pass.result, &pass.a, &pass.b, &pass.c}) renumber(*r);
    }

    const ProgramGraph& m_graph;
    std::vector<NodeId> m_outputs;
    BlockTape m_tape;
    std::vector<NodePass> m_passes;
    std::vector<std::uint32_t> m_place;
    std::vector<std::size_t> m_lastUse;
    std::vector<std::uint32_t> m_free;
    std::uint32_t m_firstTemporary = 0;
};

BlockTape BlockTape::make(const ProgramGraph& graph, std::span<const NodeId> outputs) {
    std::vector<NodeId> lowered(outputs.begin(), outputs.end());
    const ProgramGraph simple = withoutWholePowers(graph, lowered);
    return BlockTapeMaker(simple, lowered).make();
}

bool BlockTape::runStretch(const KernelSet& set, double** registers, std::size_t count) const {
    bool found = false;
    for (const Pass& pass : m_passes) {
        const KernelArguments arguments{registers[pass.result],
                                        registers[pass.a],
                                        registers[pass.b],
                                        registers[pass.c],
                                        pass.k,
                                        pass.m,
                                        pass.n,
                                        pass.p,
                                        m_coefficients.data() + pass.coefficients,
                                        pass.degree};
        const auto kernel = static_cast<std::size_t>(pass.kernel);
        if ((pass.watches ? set.watching : set.kernels)[kernel](arguments, count)) found = true;
    }
    return !found;
}

bool BlockTape::run(const KernelSet& set, std::span<const double* const> inputs, std::span<double* const> outputs,
                    std::size_t count) const {
    constexpr std::size_t kSmall = 4096;
    if (count == 0) return true;
    const std::size_t ownRegisters = m_variables + m_constants.size() + m_temporaries + m_outputs;
    const std::size_t block = ownRegisters <= 6 ? 512 : 256;  // what stays in the nearest cache, the call of a pass spread over many values
    const std::size_t width = std::min(block, (count + kKernelStep - 1) / kKernelStep * kKernelStep);
    alignas(64) double small[kSmall];
    std::unique_ptr<double[]> large;
    double* memory = small;
    if (ownRegisters * width > kSmall) {
        large = std::make_unique_for_overwrite<double[]>(ownRegisters * width);
        memory = large.get();
    }
    std::vector<double*> registers(ownRegisters + 1);  // one more: pass operands that a kernel does not read
    for (std::size_t i = 0; i < ownRegisters; ++i) registers[i] = memory + i * width;
    for (std::size_t i = 0; i < m_constants.size(); ++i) std::fill_n(registers[m_variables + i], width, m_constants[i]);
    const std::size_t firstOutput = ownRegisters - m_outputs;
    std::size_t first = 0;
    bool allNumbers = true;
    for (; first + width <= count; first += width) {
        // A variable is only read: passes write temporaries and outputs.
        for (std::size_t i = 0; i < m_variables; ++i) registers[i] = const_cast<double*>(inputs[i]) + first;
        for (std::size_t i = 0; i < m_outputs; ++i) registers[firstOutput + i] = outputs[i] + first;
        allNumbers = runStretch(set, registers.data(), width) && allNumbers;
    }
    const std::size_t rest = count - first;
    if (rest == 0) return allNumbers;
    const std::size_t padded = (rest + kKernelStep - 1) / kKernelStep * kKernelStep;
    for (std::size_t i = 0; i < m_variables; ++i) {
        registers[i] = memory + i * width;
        std::copy_n(inputs[i] + first, rest, registers[i]);
        std::fill_n(registers[i] + rest, padded - rest, inputs[i][count - 1]);
    }
    for (std::size_t i = 0; i < m_outputs; ++i) registers[firstOutput + i] = memory + (firstOutput + i) * width;
    allNumbers = runStretch(set, registers.data(), padded) && allNumbers;
    for (std::size_t i = 0; i < m_outputs; ++i) std::copy_n(registers[firstOutput + i], rest, outputs[i] + first);
    return allNumbers;
}

}  // namespace calc
