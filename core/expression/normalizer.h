#pragma once
#include <cstddef>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/expression/facts.h"
#include "core/expression/normal_form.h"
#include "core/expression/simplify.h"

namespace calc {

/// Brings expressions into the normal form of sums of products of powers; what simplify is made of. One object for one simplification:
/// it remembers the form of shared parts.
///
/// Rules keep the value wherever the given expression has one and, under DomainRule::Keep, never give a value to an interval on which it
/// had none; they may fill single points. Sizes of numbers and depth are bounded; where a bound is met the part stays as it is.
class Normalizer {
public:
    explicit Normalizer(DomainRule domain) : m_domain(domain) {}

    Sum normal(const Expression& expression);
    Expression simplified(const Expression& expression) { return written(normal(expression)); }
    /// A number became larger than is worth its time: the form is to be thrown away.
    bool gaveUp() const { return m_gaveUp; }

private:
    /// The sum as an expression, of which the form is known from now on.
    Expression written(const Sum& sum);
    Sum compute(const Expression& expression);

    // What may be left out, or joined, under the rule for the domain.
    bool mayVanish(const Expression& expression);
    bool mayVanish(const std::vector<Factor>& factors);
    bool mayCancel(const Expression& base);
    bool mayLoseRoot(const Expression& base);

    // Sums (normalizer_sums.cpp).
    Sum sumOf(const Expression& expression);
    void add(Sum& sum, Term term);
    void add(Sum& sum, const Sum& other);
    void watch(const Coefficient& value);
    Sum tidied(Sum sum);
    void mergeSquares(Sum& sum, Function first, Function second, int sign);
    Sum factoredOut(const Sum& sum);
    Sum expanded(const Sum& sum);

    // Products and powers (normalizer.cpp).
    Sum productOf(const Expression& expression);
    Sum finished(Term term);
    void multiplyPower(Term& term, const Sum& sum, const Coefficient& exponent);
    void multiplyNumberPower(Term& term, const Coefficient& base, const Coefficient& exponent);
    void multiply(Term& term, Factor factor);
    void append(Term& term, Factor factor);
    void joinPairs(Term& term);
    bool combined(Factor& factor, const Factor& other);
    bool combinedSymbolic(Factor& factor, const Factor& other);
    Factor raised(const Factor& factor, const Coefficient& exponent);
    void setExponent(Factor& factor, const Expression& exponent);
    Sum powerOf(const Expression& expression);
    Sum symbolicPower(const Sum& base, const Sum& exponent);
    Sum rootPower(const Sum& base, const Coefficient& exponent);
    void multiplyNumberRoot(Term& term, const Coefficient& base, const Coefficient& exponent);
    bool pulledOut(Term& term, const Factor& factor, const Coefficient& exponent, bool isAlone);

    // Functions (normalizer_calls.cpp).
    Sum callOf(const Expression& expression);
    Sum chooseOf(const Expression& expression);
    Sum called(Function function, const Sum& argument);
    Sum oneArgument(Function function, const Sum& argument);
    Sum twoArguments(Function function, const Sum& first, const Sum& second);
    Sum absoluteValue(const Sum& argument);
    Sum logarithm(Function function, const Sum& argument);
    Sum exponential(const Sum& argument);

    DomainRule m_domain;
    Facts m_facts;
    std::unordered_map<Expression, Sum, ExpressionHash> m_known;
    std::size_t m_depth = 0;
    bool m_gaveUp = false;
};

}  // namespace calc
