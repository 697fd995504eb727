#pragma once
#include <cstdint>
#include <vector>

#include "core/calculus/integral_local.h"
#include "core/expression/expression.h"
#include "core/expression/program.h"

namespace calc {

/// The integrand as every part of `integrate` looks at it, and how often they did. Literals mean the nearest double. Error: that of
/// Program at a point, of LocalFunction near one. Cost: one compilation; a point costs one evaluation.
class Integrand {
public:
    Integrand(const Expression& f, Variable variable);

    const Expression& expression() const { return m_expression; }
    Variable variable() const { return m_variable; }
    /// Not counted: sums count their own points.
    const Program& program() const { return m_program; }

    double operator()(double x);
    /// In the distance from a point. What it and its copies evaluate is counted here.
    LocalFunction near(const SpecialPoint& anchor, int direction, double reach);
    /// Evaluations that somebody made who counts on his own.
    void count(std::int64_t evaluations) { m_evaluations += evaluations; }

    std::int64_t evaluations() const;

private:
    Variable m_variable;
    Expression m_expression;
    Program m_program;
    std::vector<LocalFunction> m_locals;  ///< copies share their count, so it is asked at the end
    std::int64_t m_evaluations = 0;
};

}  // namespace calc
