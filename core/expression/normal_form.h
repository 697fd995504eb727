#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "core/expression/expression.h"

namespace calc {

/// An exact number in a simplified expression. `decimal`: a literal with a decimal point went into it, so that 0.52 stays 0.52 where
/// 13/25 would be the answer to fractions.
struct Coefficient {
    Rational value;
    bool decimal = false;

    friend Coefficient operator+(const Coefficient& a, const Coefficient& b) { return {a.value + b.value, a.decimal || b.decimal}; }
    friend Coefficient operator*(const Coefficient& a, const Coefficient& b) { return {a.value * b.value, a.decimal || b.decimal}; }
    Coefficient operator-() const { return {-value, decimal}; }
    bool isInteger() const { return value.isInteger(); }
};

/// base ^ exponent. The base is simplified and no product, quotient or number factor stands in front of it.
struct Factor {
    Expression base;
    Coefficient number{Rational(1)};  ///< the exponent, unless it is `symbolic`
    Expression exponent;
    bool symbolic = false;
    bool asCall = false;  ///< of base e: written exp(exponent)
};

/// coefficient * product of factors.
struct Term {
    Coefficient coefficient{Rational(1)};
    std::vector<Factor> factors;
    std::size_t hash = 0;  ///< of the factors, kept by the sum the term stands in
};

/// A sum of terms no two of which have the same factors; none at all is 0.
struct Sum {
    std::vector<Term> terms;
};

Sum constantSum(Coefficient value);
Sum singleTerm(Term term);
Term factorTerm(Expression base, Coefficient exponent = {Rational(1)});

/// The value of a sum that is a number.
std::optional<Coefficient> numberOf(const Sum& sum);

bool sameFactor(const Factor& a, const Factor& b);
bool sameFactors(const std::vector<Factor>& a, const std::vector<Factor>& b);
std::size_t hashOf(const std::vector<Factor>& factors);

/// A number as the parser reads it: a literal, a fraction of two, a minus sign before.
Expression numberExpression(const Coefficient& value);
/// As a teacher writes them: numbers first, then constants, variables, brackets, functions; a fraction where exponents are negative;
/// powers of the variables falling; a minus sign at the front of a term.
Expression factorExpression(const Factor& factor);
Expression termExpression(const Term& term);
Expression sumExpression(const Sum& sum);

}  // namespace calc
