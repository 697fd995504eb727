#pragma once
#include <random>

#include "core/expression/expression.h"

/// Expressions over x and y with every operation of the grammar, the same ones for the same seed.
class RandomExpressions {
public:
    explicit RandomExpressions(unsigned seed) : m_random(seed) {}

    calc::Expression next(int depth) {
        using namespace calc;
        if (depth == 0 || pick(8) == 0) return leaf();
        switch (pick(12)) {
            case 0:
            case 1: return next(depth - 1) + next(depth - 1);
            case 2: return next(depth - 1) - next(depth - 1);
            case 3:
            case 4: return next(depth - 1) * next(depth - 1);
            case 5: return next(depth - 1) / next(depth - 1);
            case 6: return power(next(depth - 1), Expression::number(pick(9) - 3));
            case 7: return pick(2) == 0 ? power(next(depth - 1), next(depth - 1)) : -next(depth - 1);
            case 8:
                return Expression::choose(Expression::binary(pick(2) == 0 ? Op::Less : Op::GreaterEqual, next(depth - 1), next(depth - 1)),
                                          next(depth - 1), next(depth - 1));
            case 9: return polynomial();
            default: return call(depth);
        }
    }

private:
    int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }

    calc::Expression leaf() {
        using namespace calc;
        switch (pick(6)) {
            case 0: return Expression::number(Rational(pick(40) - 20, 10));
            case 1: return pick(2) == 0 ? Expression::pi() : Expression::number(pick(7));
            case 2:
            case 3: return Expression::variable(Variable::Y);
            default: return Expression::variable(Variable::X);
        }
    }

    calc::Expression polynomial() {
        using namespace calc;
        const Expression u = leaf();
        Expression sum = Expression::number(pick(5));
        for (int k = 1; k <= 2 + pick(4); ++k) sum = sum + Expression::number(Rational(pick(20) - 10, 4)) * power(u, Expression::number(k));
        return sum;
    }

    calc::Expression call(int depth) {
        using namespace calc;
        const auto f = static_cast<Function>(pick(static_cast<int>(Function::Relu) + 1));
        if (f == Function::Min || f == Function::Max) return Expression::call(f, {next(depth - 1), next(depth - 1)});
        return Expression::call(f, next(depth - 1));
    }

    std::mt19937 m_random;
};
