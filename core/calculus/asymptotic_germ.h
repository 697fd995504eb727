#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/base/message.h"
#include "core/numbers/rational.h"

namespace calc {

/// Thrown inside the limit engine and caught at its edge (limit, sequence, series): the work allowed is used up; a question cannot be
/// decided exactly; the function is not real arbitrarily near the point.
struct OutOfWork {};
struct Undecided {
    Message why;
};
struct NotReal {
    Message why;
    bool onlyHere = false;  ///< at this very value of an angle (1/0, ln 0), perhaps not beside it
};

/// The atoms that are functions of a germ. Arguments of all but the last three kinds stay in a compact part of their domain.
enum class Kernel : std::uint8_t {
    Exp,
    Ln,
    Sin,
    Cos,
    Atan,
    Asin,
    Erf,
    Gamma,
    Polygamma,     ///< the derivative of order `order` of psi
    StirlingTail,  ///< R(v) with ln gamma(1/v) = Stirling's formula + R(v); asymptotic series at 0; `order`-th derivative
    ErfcTail,      ///< A(v) with erfc(u) = exp(-u^2) / (u sqrt(pi)) * A(1/u^2); asymptotic series at 0; `order`-th derivative
    WaveSin,
    WaveCos,  ///< sin, cos of an argument that tends to infinity: a bounded oscillation, a constant for every symbol
    Bounded,  ///< some number of [0, 1], number `order`: the fractional part of what tends to infinity
};

enum class GermKind : std::uint8_t { Number, Pi, Symbol, Sum, Product, Call };

struct GermNode;
/// A germ: the behaviour of a function as x tends to +infinity, as an immutable expression in the positive symbols of a Scale.
/// One node for one form (hash-consed in its pool): equal forms are equal pointers. Kept by the pool, gone with it.
using Germ = const GermNode*;

struct GermNode {
    GermKind kind = GermKind::Number;
    Kernel kernel = Kernel::Exp;                   ///< of a Call
    int order = 0;                                 ///< of a Call: see Kernel; of a Symbol: its number
    bool oscillates = false;                       ///< holds a WaveSin, WaveCos or Bounded
    std::uint32_t id = 0;                          ///< the order of creation: the canonical order of terms and factors
    std::uint64_t symbols = 0;                     ///< the symbols it depends on, as bits; 0: a constant (waves count as constants)
    Rational number;                               ///< of a Number: its value; of a Sum: its constant term
    std::vector<std::pair<Germ, Rational>> terms;  ///< of a Sum: (germ that is no Number and no Sum, coefficient), by id
    std::vector<std::pair<Germ, Germ>> factors;    ///< of a Product: (base, constant exponent), by id; no rational factor
    Germ argument = nullptr;                       ///< of a Call

    bool isNumber() const { return kind == GermKind::Number; }
    bool isNumber(std::int64_t v) const { return isNumber() && number == Rational(v); }
    bool isCall(Kernel k) const { return kind == GermKind::Call && kernel == k; }
    bool isConstant() const { return symbols == 0; }
};

/// Makes germs in a canonical form: sums and products flat, sorted and merged; powers of numbers split into primes; exp, ln, sin, cos,
/// atan, asin, gamma of the textbook arguments exact; exp of sums one factor. Symbols are positive. The form is an equality, never an
/// approximation.
class GermPool {
public:
    /// `expired` is asked now and then (may be empty); past it, or past `workLimit` units (about 1e6 a second), OutOfWork is thrown.
    explicit GermPool(std::function<bool()> expired = {}, std::int64_t workLimit = 4000000);
    GermPool(const GermPool&) = delete;
    GermPool& operator=(const GermPool&) = delete;

    Germ number(const Rational& value);
    Germ integer(std::int64_t value) { return number(Rational(value)); }
    Germ pi() { return m_pi; }
    Germ zero() { return m_zero; }
    Germ one() { return m_one; }
    Germ symbol(int index);

    Germ sum(const std::vector<std::pair<Germ, Rational>>& terms, const Rational& constant = Rational(0));
    Germ add(Germ a, Germ b);
    Germ subtract(Germ a, Germ b);
    Germ scale(Germ a, const Rational& factor);
    Germ negate(Germ a) { return scale(a, Rational(-1)); }
    Germ product(const std::vector<std::pair<Germ, Germ>>& factors);
    Germ multiply(Germ a, Germ b);
    Germ divide(Germ a, Germ b);
    /// base^exponent; exponent constant. Where it is no integer the base is positive near infinity (the caller knows).
    Germ power(Germ base, Germ exponent);
    Germ power(Germ base, const Rational& exponent) { return power(base, number(exponent)); }
    Germ call(Kernel kernel, Germ argument, int order = 0);
    Germ sqrtOf(std::int64_t value) { return power(integer(value), Rational(1, 2)); }

    /// Products of sums multiplied out (whole powers up to 12, at most about 400 terms; else as it was).
    Germ expanded(Germ a);

    void spend(std::int64_t units = 1);

    struct Factors;  ///< collects the factors of a product; asymptotic_germ.cpp
private:
    friend struct Factors;
    struct Hash {
        std::size_t operator()(Germ g) const;
    };
    struct Same {
        bool operator()(Germ a, Germ b) const;
    };
    Germ intern(GermNode node);
    Germ callExp(Germ u);
    Germ callLn(Germ u);
    Germ callTrigonometric(Kernel kernel, Germ u);
    Germ sineOfPiTimes(const Rational& q);
    Germ callInverse(Kernel kernel, Germ u);
    Germ callGamma(Germ u);
    Germ callPolygamma(Germ u, int order);
    Germ tailAtZero(Kernel kernel, int order);
    Germ plainCall(Kernel kernel, Germ u, int order);
    bool isNegativeForm(Germ u) const;

    std::function<bool()> m_expired;
    std::int64_t m_workLeft;
    std::deque<GermNode> m_nodes;
    std::unordered_set<Germ, Hash, Same> m_unique;
    Germ m_zero = nullptr;
    Germ m_one = nullptr;
    Germ m_pi = nullptr;
};

/// The number as a product of prime^exponent; what has no prime factor below 2000 stays whole.
std::vector<std::pair<Rational, std::int64_t>> primePowers(const Rational& positive);

/// Positive by its form alone.
bool isPositiveForm(Germ g);

}  // namespace calc
