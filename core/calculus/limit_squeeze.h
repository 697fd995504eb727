#pragma once
#include <unordered_map>
#include <utility>

#include "core/calculus/limit_reader.h"

namespace calc {

/// Two germs between which an expression lies for all large x: interval arithmetic on germs, where sin and cos of what tends to infinity
/// are between -1 and 1. What does not oscillate is its own bound on both sides. Throws Undecided where no bounds are known.
class GermBounds {
public:
    using Bounds = std::pair<Germ, Germ>;

    GermBounds(Scale& scale, Variable variable, Germ value, Progression progression)
        : m_scale(scale), m_pool(scale.pool()), m_reader(scale, variable, value, progression) {}

    Bounds of(const Expression& e);

private:
    Bounds computed(const Expression& e);
    Bounds ofCall(const Expression& e);
    bool isReal(const Expression& e);
    Bounds ofPower(const Bounds& base, const Bounds& exponent);
    Bounds multiplied(const Bounds& a, const Bounds& b);
    Bounds inverse(const Bounds& a);
    Bounds size(const Bounds& a);
    Bounds increasing(Function function, const Bounds& u);
    Germ apply(Function function, Germ u);
    Germ least(Germ a, Germ b) { return m_scale.sign(m_pool.subtract(a, b)) <= 0 ? a : b; }
    Germ most(Germ a, Germ b) { return m_scale.sign(m_pool.subtract(a, b)) >= 0 ? a : b; }
    [[noreturn]] void giveUp();

    Scale& m_scale;
    GermPool& m_pool;
    LimitReader m_reader;
    std::unordered_map<const void*, std::pair<Expression, Bounds>> m_known;
};

}  // namespace calc
