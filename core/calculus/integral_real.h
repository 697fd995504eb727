#pragma once
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "core/calculus/integral_graph.h"

namespace calc {

/// 50 decimal digits with exponents of two up to 10^17. Costs seconds to compile: for .cpp files alone.
using Real =
    boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50, boost::multiprecision::digit_base_10, void, std::int64_t,
                                                                       -(std::int64_t{1} << 58), (std::int64_t{1} << 58)>,
                                  boost::multiprecision::et_off>;

/// A value and a first-order bound of its relative error; or why there is none.
struct RealValue {
    enum class Status : std::uint8_t {
        Value,
        NoValue,  ///< the function has no value there, decidedly
        Lost,     ///< overflow, underflow or cancellation beyond 50 digits: nothing is known
    };
    Real value = 0;
    double relative = 0.0;  ///< |value - truth| <= relative |value|, to first order; 0: exact
    Status status = Status::Value;

    static RealValue exact(Real v) { return {std::move(v), 0.0, Status::Value}; }
    static RealValue lost() { return {Real(0), 0.0, Status::Lost}; }
    static RealValue none() { return {Real(0), 0.0, Status::NoValue}; }
    bool ok() const { return status == Status::Value; }
};

/// Evaluates an ExactGraph at a point in 50 digits, with a running error analysis, so that digits lost by cancellation are noticed.
/// Error: that of RealValue::relative, to first order. Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), sec. 3.3.
/// Cost: some 20 microseconds for each elementary function, 300 for erf.
class RealEvaluator {
public:
    explicit RealEvaluator(const ExactGraph& graph);  ///< the graph must outlive it

    RealValue operator()(const RealValue& x) { return at(m_graph->root(), {&x, 1}); }
    RealValue operator()(const Real& x) { return (*this)(RealValue::exact(x)); }
    RealValue at(NodeId target, std::span<const RealValue> variables);
    RealValue at(NodeId target, const Real& x) {
        const RealValue value = RealValue::exact(x);
        return at(target, {&value, 1});
    }

    /// One operation alone, on operands that were set: for whoever evaluates by rules of his own.
    void set(NodeId id, RealValue value) { m_values[id] = std::move(value); }
    RealValue applied(NodeId id) const { return apply(m_graph->node(id), {}); }

private:
    RealValue apply(const ExactNode& node, std::span<const RealValue> variables) const;
    RealValue constant(NodeId id) const;
    void markNeeded(NodeId target);

    const ExactGraph* m_graph;
    std::vector<RealValue> m_values;
    std::vector<NodeId> m_order;  ///< the varying nodes that the last target needs
    NodeId m_target;
};

struct RealNumber {
    Real value;
};

Real toReal(const Rational& value);
double toDouble(const Real& value);         ///< 0 and infinities beyond the range of doubles
inline constexpr double kRealUnit = 1e-49;  ///< rounding of one operation, with room

}  // namespace calc
