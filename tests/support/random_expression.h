#pragma once
#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include "core/expression/builtins.h"
#include "core/expression/expression.h"

namespace calc::test {

/// Random trees of every kind that the parser can return, the same for the same seed on every machine (std::mt19937_64 alone, no
/// distribution of the standard library).
class RandomExpression {
public:
    explicit RandomExpression(std::uint64_t seed, std::vector<Variable> variables = {Variable::X})
        : m_random(seed), m_variables(std::move(variables)) {}

    std::uint64_t below(std::uint64_t n) { return m_random() % n; }
    double uniform(double low, double high) { return low + (high - low) * static_cast<double>(m_random() >> 11) * 0x1p-53; }

    Expression tree(int depth) {
        if (depth <= 0 || below(8) == 0) return leaf();
        switch (below(12)) {
            case 0: return Expression::negate(tree(depth - 1));
            case 1:
            case 2: return Expression::binary(Op::Add, tree(depth - 1), tree(depth - 1));
            case 3: return Expression::binary(Op::Subtract, tree(depth - 1), tree(depth - 1));
            case 4:
            case 5: return Expression::binary(Op::Multiply, tree(depth - 1), tree(depth - 1));
            case 6: return Expression::binary(Op::Divide, tree(depth - 1), tree(depth - 1));
            case 7:
            case 8: return Expression::binary(Op::Power, tree(depth - 1), tree(depth - 1));
            case 9: return choice(depth);
            default: return call(depth);
        }
    }

    Expression leaf() {
        switch (below(6)) {
            case 0: return Expression::number(static_cast<std::int64_t>(below(10)));
            case 1: return Expression::number(*Rational::fromDecimal(decimal()));
            case 2: return below(2) == 0 ? Expression::pi() : Expression::euler();
            default: return Expression::variable(m_variables[below(m_variables.size())]);
        }
    }

private:
    std::string decimal() {
        std::string text = std::to_string(below(1000)) + "." + std::to_string(below(1000));
        if (below(4) == 0) text += "e" + std::to_string(static_cast<int>(below(60)) - 30);
        if (below(40) == 0) text = "1" + std::to_string(m_random()) + std::to_string(m_random()) + "e-3" + std::to_string(below(100));
        return text;
    }

    Expression call(int depth) {
        const Builtin& entry = builtins()[below(builtins().size())];
        std::vector<Expression> arguments;
        for (int i = 0; i < entry.arity; ++i) arguments.push_back(tree(depth - 1));
        return Expression::call(entry.function, std::move(arguments));
    }

    Expression choice(int depth) {
        constexpr std::array kComparisons = {Op::Less, Op::LessEqual, Op::Greater, Op::GreaterEqual};
        Expression condition = Expression::binary(kComparisons[below(4)], tree(depth - 1), tree(depth - 1));
        return Expression::choose(std::move(condition), tree(depth - 1), tree(depth - 1));
    }

    std::mt19937_64 m_random;
    std::vector<Variable> m_variables;
};

}  // namespace calc::test
