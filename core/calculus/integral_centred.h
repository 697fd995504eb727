#pragma once
#include <vector>

#include "core/calculus/integral_graph.h"

namespace calc {

/// Evaluates an expression in t near t = 0 in doubles without the cancellation of first order that 1 - cos(t), exp(t) - 1, sqrt(1 + t) - 1
/// or ln(1 + t) suffer: every part is kept as base + delta, where the base is its value at 0 (known to 50 digits) and delta is
/// computed directly, by expm1, log1p and the addition theorems. Parts that are unbounded at 0 have base 0; what saturates (atan,
/// tanh, erf, sigmoid of something unbounded) has its limit as base.
/// Error: a few ulp of delta for each operation; cancellation of second order (t - sin(t)) remains. Compare with 50 digits before use.
/// Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), sec. 1.14; cost: as a Program.
class CentredEvaluator {
public:
    explicit CentredEvaluator(const ExactGraph& graph);  ///< the graph, of one variable, must outlive it
    double operator()(double t);

private:
    struct Part {
        double base = 0.0;
        double delta = 0.0;
        double total() const { return base == 0.0 ? delta : base + delta; }
    };
    double deltaOf(NodeId id) const;
    double functionDelta(NodeId id) const;
    double powerDelta(NodeId id) const;
    double atBase(NodeId id) const;

    const ExactGraph* m_graph;
    std::vector<NodeId> m_order;
    std::vector<Part> m_parts;
    std::vector<char> m_isCentred;  ///< the base is the value of the operation at the bases of the operands
};

}  // namespace calc
