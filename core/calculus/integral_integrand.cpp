#include "core/calculus/integral_integrand.h"

#include "core/calculus/integral_shift.h"

namespace calc {

Integrand::Integrand(const Expression& f, Variable variable)
    : m_variable(variable), m_expression(withNearestDoubles(f)), m_program(Program::compile(m_expression, {variable})) {}

double Integrand::operator()(double x) {
    ++m_evaluations;
    return m_program(x);
}

LocalFunction Integrand::near(const SpecialPoint& anchor, int direction, double reach) {
    m_locals.emplace_back(m_expression, m_variable, anchor, direction, reach);
    return m_locals.back();
}

std::int64_t Integrand::evaluations() const {
    std::int64_t all = m_evaluations;
    for (const LocalFunction& local : m_locals) all += local.evaluations();
    return all;
}

}  // namespace calc
