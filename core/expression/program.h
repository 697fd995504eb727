#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/base/range.h"
#include "core/expression/expression.h"
#include "core/numbers/interval.h"

namespace calc {

/// An Expression compiled to a flat register tape over a hash-consed graph (common parts evaluated once). Immutable, shared, thread-safe:
/// an evaluation keeps its registers to itself.
///
/// What a number means here: NaN = "has no value" (sqrt(-1), 1/0, ln 0, 0^0, asin 2); +-inf = too large for a double (overflow).
/// Scalar evaluation is compiled with -ffp-contract=off and calls libm: the same bits on one machine.
class Program {
public:
    Program();  ///< the function 0

    /// `variables` gives the order of the coordinates of a point. Variables of the expression that are not among them have no value.
    static Program compile(const Expression& expression, std::vector<Variable> variables = {Variable::X});

    const Expression& expression() const;
    std::span<const Variable> variables() const;

    // One point, scalar path. Error: that of libm, about 1 ulp for each operation; see Interval for a proved bound.
    double operator()(double x) const;            ///< one variable
    double operator()(double x, double y) const;  ///< two
    double operator()(std::span<const double> point) const;

    /// An enclosure of all values over the box (one interval for each variable). See Interval for what `defined` and `continuous` mean.
    Interval enclose(std::span<const Interval> box) const;
    Interval enclose(const Interval& x) const;

    // A block of points for drawing and quadrature nodes, by vector instructions (libmvec, at most 4 ulp each): a value differs from that
    // of the scalar path by at most 1e-12 of the largest number met on the way; it has none where the
    // scalar path has none (but for arguments within rounding of the end of a domain).
    void block(std::span<const double> x, std::span<double> values) const;
    void block(std::span<const double> x, std::span<const double> y, std::span<double> values) const;

    std::size_t instructionCount() const;

    struct Tape;

private:
    explicit Program(std::shared_ptr<const Tape> tape) : m_tape(std::move(tape)) {}
    std::shared_ptr<const Tape> m_tape;
};

struct ValueAndGradient {
    double value = 0.0;
    Vec2 gradient;  ///< gradient.y is 0 for one variable
};

/// Value and exact gradient of a function of one or two variables on one shared graph (derivatives taken on the graph before the tape is
/// made). NaN where there is no value or no derivative formula has one; at kinks the one-sided convention of the field (relu'(0) = 0,
/// abs'(0) = 0, max and min take the mean of both sides), as optimizers use it; `derivative` says "undefined" there.
class GradientProgram {
public:
    GradientProgram();
    static GradientProgram compile(const Expression& expression, std::vector<Variable> variables);

    const Program& value() const;
    ValueAndGradient operator()(Vec2 point) const;
    void block(std::span<const double> x, std::span<const double> y, std::span<double> values, std::span<double> dx,
               std::span<double> dy) const;

    struct Tape;

private:
    explicit GradientProgram(std::shared_ptr<const Tape> tape) : m_tape(std::move(tape)) {}
    std::shared_ptr<const Tape> m_tape;
};

}  // namespace calc
