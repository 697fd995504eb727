#pragma once
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/base/result.h"
#include "core/expression/expression.h"

namespace calc {

enum class DerivativeRule {
    Constant,
    Variable,
    Sum,
    Difference,
    ConstantFactor,
    Product,
    Quotient,
    PowerRule,
    Exponential,
    GeneralPower,
    Chain,
    Elementary,
    Piecewise,
};

/// One step of a derivation: "d/dx of `before` is `after`, by `rule`"; what is still to be derived stands in the steps that follow.
struct DerivationStep {
    DerivativeRule rule;
    Message name;  ///< "product rule"
    Expression before;
    Expression after;  ///< the derivative of `before`, simplified
    int depth = 0;     ///< nesting in the derivation, 0 the whole
};
struct Derivation {
    Expression result;
    std::vector<DerivationStep> steps;  ///< outermost first
};

/// The exact symbolic derivative, simplified, valid wherever the function is differentiable and the formula has a value. Outside the
/// domain of the function it may have values that mean nothing (1/x for ln(x) where x < 0), as in every textbook.
/// At kinks and jumps the formula says nothing reliable: ask `derivative` of core/calculus for the derivative *at a point*.
/// An Error with a sentence where no formula in the builtin functions exists (gamma of the variable: its derivative is no builtin) or
/// the result would be larger than a tree of Expression::kMaximumNodes nodes.
Result<Expression> differentiate(const Expression& expression, Variable variable);
/// The same with each step named, for a learner. (Spivak, Calculus, ch. 10.)
Result<Derivation> derive(const Expression& expression, Variable variable);

}  // namespace calc
