#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/expression/program_graph.h"

namespace calc {

struct Instruction {
    Code code;
    std::uint32_t a, b, c;
    double constant;  ///< the exponent of PowerInteger
};

/// A graph as a list of instructions with one register for each value (Number is double or Interval). The registers stand in the
/// order variables, constants, results of the instructions.
template <class Number>
struct RegisterTape {
    std::size_t variableCount = 0;
    std::vector<Number> constants;
    std::vector<Instruction> instructions;
    std::vector<std::uint32_t> outputs;

    static RegisterTape make(const ProgramGraph& graph, std::span<const NodeId> outputs);

    std::size_t registerCount() const { return variableCount + constants.size() + instructions.size(); }
};
using ScalarTape = RegisterTape<double>;
using IntervalTape = RegisterTape<Interval>;  ///< of a graph with Literals::Enclosed

/// Whether a type of a wider range was asked, because a double overflowed on the way to an output that has no value in doubles.
enum class Width { Double, Wider };
/// Missing coordinates have no value. `results` holds one number for each output.
Width run(const ScalarTape& tape, std::span<const double> point, std::span<double> results);
/// The enclosure of the first output.
Interval run(const IntervalTape& tape, std::span<const Interval> box);

}  // namespace calc
