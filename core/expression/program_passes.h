#pragma once
#include <array>
#include <span>
#include <vector>

#include "core/expression/block_kernels.h"
#include "core/expression/program_graph.h"

namespace calc {

/// One pass over a block, on nodes.
struct NodePass {
    KernelCode kernel = KernelCode::Copy;
    NodeId node = 0;  ///< what it computes
    std::array<NodeId, 3> operands{};
    int operandCount = 0;
    double k = 0.0, m = 0.0, n = 0.0, p = 0.0;
    std::vector<double> coefficients;  ///< of Horner, from the highest power down
    bool watches = false;              ///< computes an output that may be the only one without a value
};

/// The graph with whole powers as squarings and products; `outputs` are changed to its nodes.
ProgramGraph withoutWholePowers(const ProgramGraph& graph, std::vector<NodeId>& outputs);

/// The passes that compute the outputs, operands before their users: products fused with sums and polynomials by Horner's scheme where
/// another rounding cannot decide whether there is a value (see BlockTape).
std::vector<NodePass> passesFor(const ProgramGraph& graph, std::span<const NodeId> outputs);

}  // namespace calc
