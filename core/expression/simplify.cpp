#include "core/expression/simplify.h"

#include "core/expression/decimal.h"
#include "core/expression/normalizer.h"

namespace calc {
namespace {

constexpr int kMostPasses = 4;
constexpr std::size_t kMostLiteralBits = 20000;

/// Bits of all numbers together: exact arithmetic on more of them is slow.
std::size_t literalBits(const Expression& expression) {
    std::size_t bits = 0;
    std::vector<const Expression*> pending{&expression};
    while (!pending.empty() && bits <= kMostLiteralBits) {
        const Expression& part = *pending.back();
        pending.pop_back();
        if (part.isNumber()) bits += part.value().bits();
        for (const Expression& operand : part.operands()) pending.push_back(&operand);
    }
    return bits;
}

/// Whether every number has a decimal form that the parser reads: exponents of two long numbers may add up to one that has none.
bool canBeWritten(const Expression& expression) {
    constexpr std::size_t kAlwaysShort = 3000;  // bits: under 1,000 digits
    std::vector<const Expression*> pending{&expression};
    while (!pending.empty()) {
        const Expression& part = *pending.back();
        pending.pop_back();
        if (part.isNumber() && part.value().bits() > kAlwaysShort) {
            if (!decimalText(part.value().sign() < 0 ? -part.value() : part.value())) return false;
        }
        for (const Expression& operand : part.operands()) pending.push_back(&operand);
    }
    return true;
}

}  // namespace

Expression simplify(const Expression& expression, DomainRule domain) {
    if (expression.nodeCount() > Expression::kMaximumNodes || literalBits(expression) > kMostLiteralBits) return expression;
    Expression result = expression;
    for (int pass = 0; pass < kMostPasses; ++pass) {
        Normalizer normalizer(domain);
        Expression next = normalizer.simplified(result);
        if (next == result || normalizer.gaveUp() || !canBeWritten(next)) break;
        result = std::move(next);
    }
    return result;
}

}  // namespace calc
