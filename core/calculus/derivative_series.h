#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/calculus/derivative_special.h"
#include "core/numbers/jet.h"

/// One-sided expansions for `derivative`, over a number type of many digits. Included by the .cpp files that make them only.
namespace calc::local {

enum class Elementary { Power, Ln, Exp, Sine, Cosine, Sinh, Cosh, Tanh, Erf, Sigmoid, Atan, Asin, Gamma };

inline constexpr double kExact = std::numeric_limits<double>::infinity();
/// The bound of what falls faster than every power, exp(-1/t): not 0, but without a term.
inline constexpr double kFlat = 1e300;
inline constexpr double kSameExponent = 1e-11;  // exponents are sums of a few doubles
inline constexpr std::size_t kMostTerms = 1500;

/// Taylor series of the functions met so far, by the function, the point and (of a power) the exponent. Both sides, the point itself and
/// all directions of a gradient ask for the same ones, and with a thousand digits each costs milliseconds.
template <class Real>
using TaylorTable = std::map<std::tuple<Elementary, Real, Real>, Jet<Real>>;

struct FunctionValues {
    TaylorTable<Hundred> hundred;
    TaylorTable<Thousand> thousand;

    template <class Real>
    TaylorTable<Real>& of() {
        if constexpr (std::is_same_v<Real, Hundred>)
            return hundred;
        else
            return thousand;
    }
};

/// What one computation shares: how far series go, and what came up that must be known at its end.
struct Context {
    double cutoff = 8.0;         ///< terms from this exponent on are dropped
    int digits = 100;            ///< of the number type
    bool lossy = false;          ///< a sum lost nearly all digits of a part: more digits may say something else
    bool doubtful = false;       ///< a sum lost so many digits that it is neither 0 nor sure
    bool decidedAtZero = false;  ///< something turned on a number being 0
    bool tooShort = false;       ///< a decision needed a later term: longer series may give it
    double work = 0.0;           ///< what may still be spent: see Line
    FunctionValues* known = nullptr;

    bool isSpent() const { return work < 0.0; }
    // The ratios were measured.
    void spendProducts(std::size_t count) { work -= (digits > 100 ? 13.0 : 1.0) * static_cast<double>(count); }
    void spendFunction() { work -= digits > 100 ? 25000.0 : 120.0; }
};

template <class Real>
Real smallness(const Context& context, double share) {
    using std::pow;
    return pow(Real(10), Real(std::floor(-share * context.digits)));
}

/// A residue: 0 where it lost 80 % of the digits against `size`.
template <class Real>
Real settled(Context& context, const Real& residue, const Real& size) {
    using std::abs;
    if (abs(residue) * 1e30 > size || abs(residue) > size * smallness<Real>(context, 0.5)) return residue;
    context.lossy = true;
    if (abs(residue) <= size * smallness<Real>(context, 0.8)) return Real(0);
    context.doubtful = true;
    return residue;
}

/// a + b. Doubles (and what sums and products of few of them give) cancel exactly; what else cancels is settled.
template <class Real>
Real sum(Context& context, const Real& a, const Real& b) {
    using std::abs;
    const Real s = a + b;
    if (a == 0 || b == 0) return s;
    if (s == a || s == b) context.lossy = true;
    if (s == 0 && Real(static_cast<double>(a)) == a) return s;
    return settled(context, s, std::max(Real(abs(a)), Real(abs(b))));
}

/// f(x0 + t) or f(x0 - t) for small t > 0: a sum of c t^e (ln t)^m in falling size, and a rest O(t^bound).
template <class Real>
struct Series {
    struct Term {
        double exponent;
        int logs;
        Real coefficient;
    };
    enum class State {
        Regular,
        Undefined,     ///< has no value for t as small as you like
        PlusInfinite,  ///< grows beyond all powers
        MinusInfinite,
        Unknown,  ///< nothing can be said
    };
    State state = State::Regular;
    std::vector<Term> terms;
    double bound = kExact;
    bool wild = false;  ///< the rest cannot be differentiated term by term (t^2 sin(1/t))

    static Series of(State state) {
        Series s;
        s.state = state;
        return s;
    }
    static Series constant(const Real& c) { return monomial(c, 0.0); }
    static Series monomial(const Real& c, double exponent, int logs = 0) {
        Series s;
        if (c != 0) s.terms.push_back({exponent, logs, c});
        return s;
    }
    static Series rest(double bound, bool wild = false) {
        Series s;
        s.bound = bound;
        s.wild = wild;
        return s;
    }
    bool isRegular() const { return state == State::Regular; }
    bool isExactZero() const { return terms.empty() && bound == kExact; }
    double order() const { return terms.empty() ? bound : terms.front().exponent; }
    /// Goes to a finite number, as far as is known.
    bool isBounded() const {
        return bound > 0.0 && (terms.empty() || terms.front().exponent > 0.0 || (terms.front().exponent == 0.0 && terms.front().logs == 0));
    }
    /// Of a bounded one: the number it goes to.
    Real limit() const { return !terms.empty() && terms.front().exponent == 0.0 ? terms.front().coefficient : Real(0); }
    /// Of a bounded one: itself minus its limit.
    Series withoutLimit() const {
        Series s = *this;
        if (!s.terms.empty() && s.terms.front().exponent == 0.0) s.terms.erase(s.terms.begin());
        return s;
    }
    std::optional<Real> exactConstant() const {
        if (bound != kExact || terms.size() > 1 || (terms.size() == 1 && (terms[0].exponent != 0.0 || terms[0].logs != 0)))
            return std::nullopt;
        return limit();
    }
};

/// The state of a result, if it is decided by those of the operands.
template <class Real>
std::optional<Series<Real>> carried(const Series<Real>& a, const Series<Real>& b) {
    using State = typename Series<Real>::State;
    if (a.isRegular() && b.isRegular()) return std::nullopt;
    if (a.state == State::Undefined || b.state == State::Undefined) return Series<Real>::of(State::Undefined);
    return Series<Real>::of(State::Unknown);
}

/// Sorts, adds up equal powers, drops what lies beyond bound and cutoff.
template <class Real>
void tidy(Context& context, Series<Real>& s) {
    using Term = typename Series<Real>::Term;
    const auto before = [](const Term& a, const Term& b) {
        return a.exponent < b.exponent - kSameExponent || (a.exponent < b.exponent + kSameExponent && a.logs > b.logs);
    };
    std::stable_sort(s.terms.begin(), s.terms.end(), before);
    std::vector<Term> kept;
    for (Term& term : s.terms) {
        const double whole = std::round(term.exponent);
        if (std::fabs(term.exponent - whole) < kSameExponent) term.exponent = whole;
        if (!kept.empty() && kept.back().logs == term.logs && std::fabs(kept.back().exponent - term.exponent) < kSameExponent)
            kept.back().coefficient = sum(context, kept.back().coefficient, term.coefficient);
        else
            kept.push_back(std::move(term));
    }
    const auto isZero = [](const Term& term) { return term.coefficient == 0; };
    kept.erase(std::remove_if(kept.begin(), kept.end(), isZero), kept.end());
    std::size_t count = 0;
    while (count < kept.size() && count < kMostTerms && kept[count].exponent < std::min(s.bound, context.cutoff) - kSameExponent) ++count;
    if (count < kept.size()) {
        if (kept[count].exponent < s.bound) s.wild = false;
        s.bound = std::min(s.bound, kept[count].exponent);
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(count), kept.end());
    }
    s.terms = std::move(kept);
}

template <class Real>
Series<Real> negated(Series<Real> a) {
    using State = typename Series<Real>::State;
    if (a.state == State::PlusInfinite || a.state == State::MinusInfinite)
        a.state = a.state == State::PlusInfinite ? State::MinusInfinite : State::PlusInfinite;
    for (auto& term : a.terms) term.coefficient = -term.coefficient;
    return a;
}

template <class Real>
Series<Real> added(Context& context, Series<Real> a, const Series<Real>& b) {
    using State = typename Series<Real>::State;
    const auto isInfinite = [](const Series<Real>& s) { return s.state == State::PlusInfinite || s.state == State::MinusInfinite; };
    if (isInfinite(a) && b.isRegular()) return a;
    if (isInfinite(b) && a.isRegular()) return b;
    if (auto result = carried(a, b)) return *result;
    a.terms.insert(a.terms.end(), b.terms.begin(), b.terms.end());
    a.wild = (a.wild && a.bound <= b.bound) || (b.wild && b.bound <= a.bound);
    a.bound = std::min(a.bound, b.bound);
    tidy(context, a);
    return a;
}

template <class Real>
Series<Real> multiplied(Context& context, const Series<Real>& a, const Series<Real>& b) {
    if (auto result = carried(a, b)) return *result;
    if (a.isExactZero() || b.isExactZero()) return Series<Real>();
    context.spendProducts(a.terms.size() * b.terms.size());
    if (context.isSpent()) return Series<Real>::of(Series<Real>::State::Unknown);
    Series<Real> product;
    const double ofA = a.bound + b.order();
    const double ofB = b.bound + a.order();
    product.bound = std::min({ofA, ofB, kExact});
    product.wild = (a.wild && ofA <= ofB) || (b.wild && ofB <= ofA);
    const double end = std::min(product.bound, context.cutoff);
    double dropped = kExact;
    for (const auto& s : a.terms) {
        for (const auto& t : b.terms) {
            const double exponent = s.exponent + t.exponent;
            if (exponent < end - kSameExponent)
                product.terms.push_back({exponent, s.logs + t.logs, s.coefficient * t.coefficient});
            else
                dropped = std::min(dropped, exponent);
        }
    }
    if (dropped < product.bound) {
        product.bound = dropped;
        product.wild = false;
    }
    tidy(context, product);
    return product;
}

/// a c t^e
template <class Real>
Series<Real> scaled(Series<Real> a, const Real& c, double exponent = 0.0) {
    for (auto& term : a.terms) {
        term.coefficient *= c;
        term.exponent += exponent;
    }
    if (a.bound < kFlat) a.bound += exponent;
    return a;
}

/// How many powers of h are needed until they fall beyond the cutoff.
template <class Real>
int powersNeeded(const Context& context, const Series<Real>& h) {
    if (h.isExactZero()) return 0;
    const double count = std::ceil(std::min(context.cutoff, h.bound) / h.order());
    return static_cast<int>(std::clamp(count, 1.0, 400.0));
}

/// sum of coefficients[k] h^k for h -> 0.
template <class Real>
Series<Real> composed(Context& context, const Jet<Real>& taylor, const Series<Real>& h) {
    if (h.isExactZero()) return Series<Real>::constant(taylor.value());
    Series<Real> result;
    for (std::size_t k = taylor.size(); k-- > 0;)
        result = added(context, multiplied(context, result, h), Series<Real>::constant(taylor[k]));
    const double cut = std::min(context.cutoff, static_cast<double>(taylor.size()) * h.order());
    const double bound = std::min(cut, h.bound);
    if (bound < result.bound) {
        result.bound = bound;
        result.wild = h.wild && h.bound <= cut;
    }
    tidy(context, result);
    return result;
}

/// Sign for small t > 0; nothing where the series is too short to tell (or what it stands for has no sign).
template <class Real>
std::optional<int> signOf(Context& context, const Series<Real>& s) {
    if (!s.isRegular()) return std::nullopt;
    if (s.isExactZero()) {
        context.decidedAtZero = true;
        return 0;
    }
    if (s.terms.empty()) {
        context.tooShort = context.tooShort || !s.wild;
        return std::nullopt;
    }
    if (s.terms.front().exponent > 0.0) context.decidedAtZero = true;
    const bool positive = (s.terms.front().coefficient > 0) == (s.terms.front().logs % 2 == 0);
    return positive ? 1 : -1;
}

}  // namespace calc::local
