#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/expression/program_graph.h"

namespace calc {

/// The scalar tape: one register for each value. Registers stand in the order variables, constants, results.
struct ScalarTape {
    struct Instruction {
        Code code;
        std::uint32_t a, b, c;
        double constant;
    };
    std::size_t variableCount = 0;
    std::vector<double> constants;
    std::vector<Instruction> instructions;
    std::vector<std::uint32_t> outputs;

    static ScalarTape make(const ProgramGraph& graph, std::span<const NodeId> outputs);

    std::size_t registerCount() const { return variableCount + constants.size() + instructions.size(); }
    /// Missing coordinates have no value. `results` holds one number for each output. False: an intermediate value was infinite.
    bool run(std::span<const double> point, std::span<double> results) const;
};

}  // namespace calc
