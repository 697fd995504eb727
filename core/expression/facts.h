#pragma once
#include <cstdint>
#include <unordered_map>

#include "core/expression/expression.h"

namespace calc {

struct ExpressionHash {
    std::size_t operator()(const Expression& expression) const { return expression.hash(); }
};

/// What can be said of an expression by looking at it, for rules that must not change a domain. "false" means "not known".
/// Remembers what it was asked: the cost is linear in the number of different parts.
class Facts {
public:
    /// It has a value at all reals but isolated points.
    bool isTotal(const Expression& expression) { return known(expression, Question::Total, &Facts::computeTotal); }
    /// Nowhere negative where it has a value.
    bool isNonNegative(const Expression& expression) { return known(expression, Question::NonNegative, &Facts::computeNonNegative); }
    /// A constant that is greater than 0.
    bool isPositiveConstant(const Expression& expression) {
        return expression.isConstant() && known(expression, Question::PositiveConstant, &Facts::computePositiveConstant);
    }
    /// Zero at isolated points at most: an analytic function that is not 0 throughout.
    bool isZeroAtPointsOnly(const Expression& expression);

private:
    enum class Question : std::uint8_t { Total, NonNegative, PositiveConstant, Analytic };
    /// Built without functions that can be constant on an interval without being constant.
    bool isAnalytic(const Expression& expression) { return known(expression, Question::Analytic, &Facts::computeAnalytic); }

    bool known(const Expression& expression, Question question, bool (Facts::*compute)(const Expression&));
    bool all(const Expression& expression, bool (Facts::*holds)(const Expression&));
    bool computeTotal(const Expression& expression);
    bool computeTotalPower(const Expression& expression);
    bool computeTotalCall(const Expression& expression);
    bool computeNonNegative(const Expression& expression);
    bool computePositiveConstant(const Expression& expression);
    bool computeAnalytic(const Expression& expression);

    /// Two bits for each question: asked, and the answer.
    std::unordered_map<Expression, std::uint8_t, ExpressionHash> m_answers;
};

}  // namespace calc
