#include "core/expression/normal_form.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/expression/decimal.h"

namespace calc {
namespace {

constexpr std::size_t kVariables = 6;

/// The place of a factor in a product.
enum class Rank { Constant, Variable, VariablePower, Bracket, Function, Exponential };

Rank rank(const Factor& factor) {
    switch (factor.base.op()) {
        case Op::Variable: return factor.symbolic ? Rank::VariablePower : Rank::Variable;
        case Op::Add:
        case Op::Subtract: return Rank::Bracket;
        case Op::Number:
        case Op::Pi:
        case Op::Euler:
            if (!factor.symbolic || factor.exponent.isConstant()) return Rank::Constant;
            return factor.base.op() == Op::Euler ? Rank::Exponential : Rank::Function;
        default: return Rank::Function;
    }
}

bool isConstant(const Factor& factor) { return factor.base.isConstant() && (!factor.symbolic || factor.exponent.isConstant()); }

void sortFactors(std::vector<Factor>& factors) {
    std::stable_sort(factors.begin(), factors.end(), [](const Factor& a, const Factor& b) {
        const Rank left = rank(a);
        const Rank right = rank(b);
        if (left != right) return left < right;
        return left == Rank::Variable && a.base.variable() < b.base.variable();
    });
}

/// The exponents of the variables where the term is a monomial.
using Degrees = std::array<Rational, kVariables>;

std::optional<Degrees> degrees(const Term& term) {
    Degrees result;
    for (const Factor& factor : term.factors) {
        if (isConstant(factor)) continue;
        if (rank(factor) != Rank::Variable || factor.number.value.sign() < 0) return std::nullopt;
        result[static_cast<std::size_t>(factor.base.variable())] = factor.number.value;
    }
    return result;
}

bool precedes(const Degrees& a, const Degrees& b) {
    Rational left;
    Rational right;
    for (std::size_t i = 0; i < kVariables; ++i) {
        left = left + a[i];
        right = right + b[i];
    }
    if (left != right) return left > right;
    return a > b;
}

/// Puts the monomials in falling degree into the places that monomials had; the other terms stay where they were.
void sortTerms(std::vector<Term>& terms) {
    std::vector<std::pair<Degrees, std::size_t>> monomials;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (const auto found = degrees(terms[i])) monomials.emplace_back(*found, i);
    }
    auto sorted = monomials;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return precedes(a.first, b.first); });
    std::vector<Term> result = terms;
    for (std::size_t k = 0; k < sorted.size(); ++k) result[monomials[k].second] = terms[sorted[k].second];
    terms = std::move(result);
    const bool swapped = terms.size() == 2 && terms[0].coefficient.value.sign() < 0 && terms[1].coefficient.value.sign() > 0;
    if (swapped) std::swap(terms[0], terms[1]);  // 1 - x rather than -x + 1
}

Expression product(std::vector<Expression> factors) {
    Expression result = std::move(factors.front());
    for (std::size_t i = 1; i < factors.size(); ++i) result = std::move(result) * std::move(factors[i]);
    return result;
}

/// What stands above and below the line of a term.
struct Fraction {
    std::vector<Expression> above;
    std::vector<Expression> below;
};

Fraction fraction(const Coefficient& size, std::vector<Factor> factors) {
    sortFactors(factors);
    Fraction result;
    const bool asDecimal = size.decimal && decimalText(size.value).has_value();
    const Rational numerator = asDecimal ? size.value : size.value.numerator();
    const Rational denominator = asDecimal ? Rational(1) : size.value.denominator();
    if (numerator != Rational(1)) result.above.push_back(Expression::number(numerator));
    if (denominator != Rational(1)) result.below.push_back(Expression::number(denominator));
    for (Factor& factor : factors) {
        const bool isBelow = !factor.symbolic && factor.number.value.sign() < 0;
        if (isBelow) factor.number = -factor.number;
        (isBelow ? result.below : result.above).push_back(factorExpression(factor));
    }
    return result;
}

/// The term with its sign taken away, negated at its leftmost factor where `negative`.
Expression written(const Term& term, bool negative) {
    const bool isNegative = term.coefficient.value.sign() < 0;
    Fraction parts = fraction(isNegative ? -term.coefficient : term.coefficient, term.factors);
    if (parts.above.empty()) parts.above.push_back(Expression::number(1));
    if (negative) parts.above.front() = -parts.above.front();
    Expression result = product(std::move(parts.above));
    if (parts.below.empty()) return result;
    return std::move(result) / product(std::move(parts.below));
}

}  // namespace

Sum constantSum(Coefficient value) {
    if (value.value.isZero()) return {};
    Term term;
    term.coefficient = std::move(value);
    return singleTerm(std::move(term));
}

Sum singleTerm(Term term) {
    Sum sum;
    sum.terms.push_back(std::move(term));
    return sum;
}

Term factorTerm(Expression base, Coefficient exponent) {
    Term term;
    Factor factor;
    factor.base = std::move(base);
    factor.number = std::move(exponent);
    term.factors.push_back(std::move(factor));
    return term;
}

std::optional<Coefficient> numberOf(const Sum& sum) {
    if (sum.terms.empty()) return Coefficient{};
    if (sum.terms.size() != 1 || !sum.terms[0].factors.empty()) return std::nullopt;
    return sum.terms[0].coefficient;
}

bool sameFactor(const Factor& a, const Factor& b) {
    if (a.symbolic != b.symbolic || a.base != b.base) return false;
    return a.symbolic ? a.exponent == b.exponent : a.number.value == b.number.value;
}

bool sameFactors(const std::vector<Factor>& a, const std::vector<Factor>& b) {
    if (a.size() != b.size()) return false;
    std::vector<bool> used(b.size());
    for (const Factor& left : a) {
        bool found = false;
        for (std::size_t i = 0; i < b.size() && !found; ++i) {
            found = !used[i] && sameFactor(left, b[i]);
            if (found) used[i] = true;
        }
        if (!found) return false;
    }
    return true;
}

std::size_t hashOf(const std::vector<Factor>& factors) {
    std::size_t sum = 0;  // independent of the order
    for (const Factor& factor : factors) {
        const std::size_t exponent = factor.symbolic ? factor.exponent.hash() : factor.number.value.hash();
        sum += (factor.base.hash() ^ (exponent * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
    }
    return sum;
}

Expression numberExpression(const Coefficient& value) {
    Term term;
    term.coefficient = value;
    return written(term, value.value.sign() < 0);
}

Expression factorExpression(const Factor& factor) {
    if (factor.symbolic) {
        return factor.asCall ? Expression::call(Function::Exp, factor.exponent) : power(factor.base, factor.exponent);
    }
    if (factor.number.value == Rational(1)) return factor.base;
    if (factor.number.value == Rational(1, 2)) return Expression::call(Function::Sqrt, factor.base);
    return power(factor.base, numberExpression(factor.number));
}

Expression termExpression(const Term& term) { return written(term, term.coefficient.value.sign() < 0); }

Expression sumExpression(const Sum& sum) {
    if (sum.terms.empty()) return Expression();
    std::vector<Term> terms = sum.terms;
    sortTerms(terms);
    Expression result = termExpression(terms.front());
    for (std::size_t i = 1; i < terms.size(); ++i) {
        Expression next = written(terms[i], false);
        const bool isNegative = terms[i].coefficient.value.sign() < 0;
        result = isNegative ? std::move(result) - std::move(next) : std::move(result) + std::move(next);
    }
    return result;
}

}  // namespace calc
