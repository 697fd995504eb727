#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/expression/block_kernels.h"
#include "core/expression/program_graph.h"

namespace calc {

/// A graph as passes over blocks of values, for one or more outputs. Whole powers become squarings, polynomials Horner's scheme, a b + c,
/// a b + c + k, k a^2 + (b + n)^2 and k a b + m (c + n) one pass (fused where the processor can), and registers are used again once their
/// value is not needed. The passes that make the outputs watch for NaN on the way.
///
/// Rounding: a sum that is computed otherwise than on the scalar path may come out as 1e-17 where that one has 0. So sums that can decide
/// whether there is a value at all (under a root or logarithm, in a divisor, a comparison, ...) are computed as the scalar path does.
class BlockTape {
public:
    static BlockTape make(const ProgramGraph& graph, std::span<const NodeId> outputs);

    /// `inputs` has a pointer for each variable, `outputs` for each output, all to `count` values. True: every result is a number.
    bool run(const KernelSet& set, std::span<const double* const> inputs, std::span<double* const> outputs, std::size_t count) const;

    struct Pass {
        KernelCode kernel;
        std::uint32_t result, a, b, c;  ///< registers
        double k, m, n, p;
        std::uint32_t coefficients, degree;
        bool watches = false;  ///< for NaN in its results
    };

private:
    friend class BlockTapeMaker;
    bool runStretch(const KernelSet& set, double** registers, std::size_t count) const;

    // Registers in this order: variables, constants, temporaries, outputs.
    std::size_t m_variables = 0, m_temporaries = 0, m_outputs = 0;
    std::vector<double> m_constants;
    std::vector<double> m_coefficients;
    std::vector<Pass> m_passes;
};

}  // namespace calc
