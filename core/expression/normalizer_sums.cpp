#include <algorithm>
#include <utility>

#include "core/expression/normalizer.h"

namespace calc {
namespace {

constexpr std::size_t kMostExpandedTerms = 60;
constexpr std::int64_t kLargestExpandedPower = 4;

bool isBracket(const Expression& base) { return base.op() == Op::Add || base.op() == Op::Subtract; }

/// How often a factor stands in a product that may be multiplied out; 0 where it stays.
std::int64_t timesToExpand(const Factor& factor) {
    if (factor.symbolic || !isBracket(factor.base)) return 0;
    const auto times = factor.number.value.toInteger();
    return times && *times >= 1 && *times <= kLargestExpandedPower ? *times : 0;
}

const Factor* withBase(const Term& term, const Expression& base) {
    const auto found = std::find_if(term.factors.begin(), term.factors.end(), [&base](const Factor& f) { return f.base == base; });
    return found == term.factors.end() ? nullptr : &*found;
}

/// The power of the base of `first` that all terms share; nullopt where one does not have it.
std::optional<Factor> commonFactor(const Factor& first, const Sum& sum) {
    const bool isMonomial = first.base.op() == Op::Variable || (first.base.isConstant() && first.exponent.isConstant());
    if (isMonomial) return std::nullopt;
    Factor common = first;
    for (const Term& term : sum.terms) {
        const auto same =
            std::count_if(term.factors.begin(), term.factors.end(), [&first](const Factor& f) { return f.base == first.base; });
        const Factor* own = same == 1 ? withBase(term, first.base) : nullptr;  // sqrt(x)/sqrt(x) stands as two factors of one base
        if (own == nullptr || own->symbolic != first.symbolic) return std::nullopt;
        if (first.symbolic && own->exponent != first.exponent) return std::nullopt;
        if (!first.symbolic && own->number.value < common.number.value) common.number = own->number;
    }
    return common;
}

Factor calledSquare(Function function, const Expression& argument) {
    return factorTerm(Expression::call(function, argument), {Rational(2)}).factors[0];
}

}  // namespace

/// A chain of sums and differences is taken apart without recursion.
Sum Normalizer::sumOf(const Expression& expression) {
    Sum sum;
    std::vector<std::pair<const Expression*, bool>> pending{{&expression, false}};
    while (!pending.empty()) {
        const auto [part, negative] = pending.back();
        pending.pop_back();
        if (part->op() == Op::Negate) {
            pending.emplace_back(&part->operand(0), !negative);
        } else if (part->op() == Op::Add || part->op() == Op::Subtract) {
            pending.emplace_back(&part->operand(1), part->op() == Op::Subtract ? !negative : negative);
            pending.emplace_back(&part->operand(0), negative);
        } else {
            Sum terms = normal(*part);
            for (Term& term : terms.terms) {
                if (negative) term.coefficient = -term.coefficient;
                add(sum, std::move(term));
            }
        }
    }
    return tidied(std::move(sum));
}

/// sum += term, joined with the term of the same factors; what cancels stays as 0*... where it has no value on an interval.
void Normalizer::add(Sum& sum, Term term) {
    term.hash = hashOf(term.factors);
    for (std::size_t i = 0; i < sum.terms.size(); ++i) {
        Term& own = sum.terms[i];
        if (own.hash != term.hash || !sameFactors(own.factors, term.factors)) continue;
        own.coefficient = own.coefficient + term.coefficient;
        watch(own.coefficient);
        if (own.coefficient.value.isZero() && mayVanish(own.factors)) sum.terms.erase(sum.terms.begin() + static_cast<std::ptrdiff_t>(i));
        return;
    }
    sum.terms.push_back(std::move(term));
}

void Normalizer::add(Sum& sum, const Sum& other) {
    for (const Term& term : other.terms) add(sum, term);
}

/// Of the sum as it is, multiplied out, and with common factors before a bracket: the shortest.
Sum Normalizer::tidied(Sum sum) {
    if (sum.terms.size() < 2 || sum.terms.size() > kMostExpandedTerms) return sum;
    mergeSquares(sum, Function::Sin, Function::Cos, 1);
    mergeSquares(sum, Function::Cosh, Function::Sinh, -1);
    if (sum.terms.size() < 2) return sum;
    std::size_t least = sumExpression(sum).nodeCount();
    for (Sum candidate : {factoredOut(sum), expanded(sum)}) {
        if (candidate.terms.empty()) continue;
        const std::size_t count = sumExpression(candidate).nodeCount();
        if (count >= least) continue;
        least = count;
        sum = std::move(candidate);
    }
    return sum;
}

/// a*first(u)^2 + sign*a*second(u)^2 is a: sin^2 + cos^2, cosh^2 - sinh^2.
void Normalizer::mergeSquares(Sum& sum, Function first, Function second, int sign) {
    for (std::size_t i = 0; i < sum.terms.size(); ++i) {
        for (std::size_t k = 0; k < sum.terms[i].factors.size(); ++k) {
            const Factor factor = sum.terms[i].factors[k];
            const bool isCall = factor.base.op() == Op::Call && factor.base.function() == first;
            if (!isCall || factor.symbolic || factor.number.value != Rational(2)) continue;
            Term rest = sum.terms[i];
            rest.factors.erase(rest.factors.begin() + static_cast<std::ptrdiff_t>(k));
            Term partner = rest;
            partner.factors.push_back(calledSquare(second, factor.base.operand(0)));
            if (sign < 0) partner.coefficient = -partner.coefficient;
            const auto found = std::find_if(sum.terms.begin(), sum.terms.end(), [&partner](const Term& term) {
                return term.coefficient.value == partner.coefficient.value && sameFactors(term.factors, partner.factors);
            });
            if (found == sum.terms.end()) continue;
            const auto partnerIndex = found - sum.terms.begin();
            const auto ownIndex = static_cast<std::ptrdiff_t>(i);
            sum.terms.erase(sum.terms.begin() + std::max(partnerIndex, ownIndex));
            sum.terms.erase(sum.terms.begin() + std::min(partnerIndex, ownIndex));
            add(sum, std::move(rest));
            return mergeSquares(sum, first, second, sign);
        }
    }
}

/// Powers of brackets and functions that all terms share, before a bracket with what is left; empty where there is none.
Sum Normalizer::factoredOut(const Sum& sum) {
    Term outer;
    for (const Factor& factor : sum.terms.front().factors) {
        if (const auto common = commonFactor(factor, sum)) outer.factors.push_back(*common);
    }
    if (outer.factors.empty()) return {};
    Sum inner;
    for (const Term& term : sum.terms) {
        Term left;
        left.coefficient = term.coefficient;
        for (Factor factor : term.factors) {
            const Factor* common = withBase(outer, factor.base);
            if (common != nullptr && (factor.symbolic || factor.number.value == common->number.value)) continue;
            if (common != nullptr) factor.number = factor.number + -common->number;
            multiply(left, std::move(factor));
        }
        add(inner, finished(std::move(left)));
    }
    inner = tidied(std::move(inner));
    multiplyPower(outer, inner, {Rational(1)});
    return finished(std::move(outer));
}

/// Brackets to small powers multiplied out; empty where there is none or too much would come of it.
Sum Normalizer::expanded(const Sum& sum) {
    Sum result;
    bool any = false;
    for (const Term& term : sum.terms) {
        std::vector<Term> parts(1);
        parts[0].coefficient = term.coefficient;
        for (const Factor& factor : term.factors) {
            const std::int64_t times = timesToExpand(factor);
            if (times == 0) {
                for (Term& part : parts) multiply(part, factor);
                continue;
            }
            any = true;
            const Sum bracket = normal(factor.base);
            for (std::int64_t k = 0; k < times; ++k) {
                if (parts.size() * bracket.terms.size() + result.terms.size() > kMostExpandedTerms) return {};
                std::vector<Term> next;
                for (const Term& part : parts) {
                    for (const Term& other : bracket.terms) {
                        Term product = part;
                        multiplyPower(product, singleTerm(other), {Rational(1)});
                        next.push_back(std::move(product));
                    }
                }
                parts = std::move(next);
            }
        }
        for (Term& part : parts) add(result, finished(std::move(part)));
    }
    return any ? result : Sum{};
}

}  // namespace calc
