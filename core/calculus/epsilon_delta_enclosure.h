#pragma once
#include <vector>

#include "core/calculus/integral_taylor.h"
#include "core/expression/expression.h"

namespace calc {

/// An interval that may leave out its ends: t in (0, r] is never 0.
struct OpenInterval {
    Interval values;
    bool openLow = false;
    bool openHigh = false;

    bool isNonZero() const {
        return values.low > 0.0 || values.high < 0.0 || (values.low == 0.0 && openLow) || (values.high == 0.0 && openHigh);
    }
};

/// Enclosures of a function of t over the punctured interval 0 < t <= r, and over intervals away from 0.
///
/// Method: each part by interval arithmetic that remembers that t is not 0 (so that 1 / t has a value), intersected with its mean value
/// and second-order Taylor form about 0, where common zeros of numerators and denominators are cancelled
/// (TaylorEvaluator::evaluateFromZero). `values.defined` of a result: the function has a value at every point of the punctured interval.
/// Error: none.
class PuncturedEnclosure {
public:
    PuncturedEnclosure(const Expression& f, Variable variable);  ///< literals exact; kParameter stands for any number of [0, 1]
    PuncturedEnclosure(const PuncturedEnclosure&) = delete;
    PuncturedEnclosure& operator=(const PuncturedEnclosure&) = delete;

    OpenInterval nearZero(double reach);        ///< over 0 < t <= reach
    Interval between(double low, double high);  ///< over low <= t <= high, 0 < low

private:
    OpenInterval apply(const ExactNode& node) const;
    OpenInterval leaf(NodeId id, const Interval& t) const;
    Interval sharpened(NodeId id, const Interval& t) const;

    ExactGraph m_graph;
    TaylorEvaluator m_taylor;
    std::vector<char> m_reached;
    std::vector<OpenInterval> m_values;
};

/// Of an expression in t > 0: a number of [0, 1] that may be another for each t.
inline constexpr Variable kParameter = Variable::Z;

/// The expression as one fraction where products, quotients and sums of quotients allow: what vanishes together then stands in one
/// numerator and one denominator.
Expression asOneFraction(const Expression& f, Variable variable);

/// Moduli, signs and relus of what keeps one sign on 0 < t <= reach written without them: then they hinder no Taylor form.
Expression withoutSigns(const Expression& f, Variable variable, double reach);

/// u^v as exp(v ln u) where v varies; has a value only where u > 0.
Expression withExponentials(const Expression& f, Variable variable);

/// floor(u) as u - kParameter (ceil(u) as u + kParameter), where f has just one such part that varies; else f itself.
Expression withoutSteps(const Expression& f, Variable variable);

/// Quotients whose numerator has rough factors, such as sin(1/x), with these set apart: (x^2 * sin(1/x)) / sin(x) is x^2 / sin(x) *
/// sin(1/x).
Expression withSmoothQuotients(const Expression& f, Variable variable);

/// Whether |f(x) - limit| >= epsilon, or f(x) has no value, shown in 50 digits.
bool isWitness(const Expression& f, Variable variable, const Expression& limit, const Expression& epsilon, double x);

}  // namespace calc
