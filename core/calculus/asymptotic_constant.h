#pragma once
#include <map>
#include <optional>
#include <unordered_map>

#include "core/calculus/asymptotic_ball.h"
#include "core/calculus/asymptotic_germ.h"
#include "core/expression/expression.h"

namespace calc {

/// The values of constant germs, at any precision, and their signs: zero only where a normal form shows it, non-zero only where a ball of
/// up to 720 bits (216 digits) excludes zero, else not known. Cost: microseconds for most, milliseconds for a number that nearly vanishes.
class ConstantValues {
public:
    explicit ConstantValues(GermPool& pool) : m_pool(pool) {}

    Ball value(Germ constant, int bits);
    /// -1, 0, 1; nullopt where it cannot be decided. A constant with waves: where the sign is the same for all their values.
    std::optional<int> sign(Germ constant);
    /// A kernel at a ball; Unknown for those without a finite argument.
    Ball valueOfCall(const BallArithmetic& arithmetic, Germ call, const Ball& u);
    /// The constant as an expression of the product's grammar, where it can be written in it.
    static std::optional<Expression> expression(Germ constant);

private:
    Ball computed(Germ constant, int bits);
    std::optional<int> signOfAlgebraic(Germ constant);
    const BallArithmetic& arithmetic(int bits);

    GermPool& m_pool;
    std::unordered_map<Germ, std::map<int, Ball>> m_values;
    std::unordered_map<Germ, std::optional<int>> m_signs;
    std::map<int, BallArithmetic> m_arithmetic;
};

/// The germ as numerator / denominator in normal form, with sums of angles multiplied out where that makes it simpler; itself where it is
/// too large.
Germ normalForm(GermPool& pool, Germ g);

/// Whether a germ is zero by its normal form: as a quotient of polynomials in its atoms, with sums of angles multiplied out and
/// cos^2 = 1 - sin^2. true is a proof; false says nothing.
bool isZeroByNormalForm(GermPool& pool, Germ g);

}  // namespace calc
