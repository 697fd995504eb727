#pragma once
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/calculus/asymptotic_ball.h"
#include "core/calculus/asymptotic_constant.h"
#include "core/calculus/asymptotic_germ.h"
#include "core/calculus/series_expansion.h"

namespace calc {

/// The leading term of a germ: coefficient * product of symbol^exponent. zero: the germ is zero, proved.
struct LeadingTerm {
    bool zero = false;
    Germ coefficient = nullptr;                ///< a constant that is not zero; it may hold waves
    std::optional<int> sign;                   ///< of the coefficient; nullopt where it oscillates around zero or touches it
    std::vector<std::pair<int, Germ>> powers;  ///< (symbol, exponent that is not zero), the fastest symbol first

    bool isFinite() const { return zero || powers.empty(); }  ///< the germ tends to a finite value other than zero, or is zero
};

/// What was said of a sign near infinity: sign(germ) = sign for all large X.
struct SignClaim {
    Germ germ = nullptr;
    int sign = 0;
};

/// The scale of comparison classes in which germs are written: positive symbols b_1 < b_2 < ... that tend to infinity, the logarithm of
/// each growing slower than any power of that of the next: ..., ln ln x, ln x, x, e^x, e^(e^x) and whatever the function needs between. exp
/// and ln of germs are rewritten so that the kernels left have arguments with finite limits; then the leading term of a germ is found by a
/// series in its fastest symbol with closed-form coefficients, and so on down. New symbols are made as they are needed.
/// Source: Gruntz (1996); Salvy and Shackell, Symbolic asymptotics: multiseries of inverse functions (1999); Eberl, Verified real
/// asymptotics in Isabelle/HOL (2019). All functions throw Undecided where a zero cannot be decided exactly, NotReal where there is no real
/// value.
class Scale {
public:
    explicit Scale(GermPool& pool);

    GermPool& pool() { return m_pool; }
    ConstantValues& constants() { return m_constants; }
    /// The variable that tends to infinity: the symbol 0.
    Germ x() { return m_pool.symbol(0); }

    const LeadingTerm& leading(Germ g);
    bool isZero(Germ g) { return leading(g).zero; }
    /// The sign near infinity; throws Undecided where it is not the same for all large x.
    int sign(Germ g);
    /// Every sign asked from now on is noted there (null: no more): a germ is equal to its function where all of these hold.
    void noteSigns(std::vector<SignClaim>* claims) { m_claims = claims; }
    /// -1: tends to 0; 0: to a finite value other than 0; 1: to infinity. 0 for zero itself is not asked: see LeadingTerm::zero.
    int growth(const LeadingTerm& term);
    bool tendsToZero(const LeadingTerm& term) { return term.zero || growth(term) < 0; }
    /// The finite limit of a germ, or nullopt where it is infinite. Asks for less than `leading`: whether anything but the limit is left
    /// need not be decided.
    std::optional<Germ> finiteLimit(Germ g);

    Germ exp(Germ s);
    Germ ln(Germ s);
    /// base^exponent on the reals.
    Germ power(Germ base, Germ exponent);
    /// g = infinite + rest: the infinite part in closed form, free of what tends to a finite value as far as the series show; rest ->
    /// finite.
    std::pair<Germ, Germ> split(Germ g);
    /// g written as leading monomial * (something that tends to 1): {monomial with its coefficient, the quotient}.
    std::pair<Germ, Germ> factored(Germ g);

    /// The first terms of g in its fastest symbol, for display.
    const GermSeries& series(Germ g, int symbol, int count) { return m_series.expand(g, symbol, count); }
    int symbolCount() const { return static_cast<int>(m_order.size()); }
    /// The logarithm of a symbol, in slower symbols (makes ln ln ... x as needed).
    Germ logarithm(int symbol);
    /// k where the symbol is the k-fold logarithm of x (1: ln x), else 0.
    int logarithmDepth(int symbol) const;
    /// The symbol that is the k-fold logarithm of x (0: x itself), or -1 where it was not made.
    int iteratedLogarithm(int k) const;
    /// -1, 0, 1: the order of two symbols in the scale.
    int compareSymbols(int a, int b) const { return rank(a) < rank(b) ? -1 : (rank(a) > rank(b) ? 1 : 0); }
    bool isFasterThanX(int symbol) const { return rank(symbol) > rank(0); }
    int fastest(Germ g) const;
    /// -1, 0, 1: the order of growth of two leading terms.
    int compareGrowth(const LeadingTerm& a, const LeadingTerm& b);
    /// The value of a germ at X = at, enclosed (kernels at their arguments there, symbols by their logarithms).
    Ball valueAt(Germ g, std::int64_t at, int bits);
    int compareConstants(Germ a, Germ b) { return m_series.compare(a, b); }

private:
    LeadingTerm found(Germ g);
    LeadingTerm ofConstant(Germ g);
    LeadingTerm ofProduct(Germ g);
    std::optional<LeadingTerm> ofSum(Germ g);
    std::optional<LeadingTerm> ofCall(Germ g);
    LeadingTerm bySeries(Germ g);
    std::optional<Germ> limitBySeries(Germ g);
    std::optional<LeadingTerm> inSeries(Germ g, int symbol, const GermSeries& series);
    Germ monomial(const LeadingTerm& term);
    Germ expOfInfinite(Germ h);
    bool isMultipleOfPositive(Germ g);
    Germ lnOfSize(Germ s);
    Germ rootOfSize(Germ base, Germ exponent);
    int newSymbol(Germ logarithm, const LeadingTerm& growth);
    int rank(int symbol) const { return m_rank[static_cast<std::size_t>(symbol)]; }

    GermPool& m_pool;
    ConstantValues m_constants;
    SeriesExpander m_series;
    std::vector<int> m_order;       // symbols, slowest first
    std::vector<int> m_rank;        // place in m_order, by symbol
    std::vector<Germ> m_logarithm;  // by symbol; null: not made yet
    std::unordered_map<Germ, LeadingTerm> m_leading;
    int m_depth = 0;
    std::vector<SignClaim>* m_claims = nullptr;
};

/// Notes the signs asked while it lives.
class NotedSigns {
public:
    NotedSigns(Scale& scale, std::vector<SignClaim>* claims) : m_scale(scale) { m_scale.noteSigns(claims); }
    ~NotedSigns() { m_scale.noteSigns(nullptr); }
    NotedSigns(const NotedSigns&) = delete;
    NotedSigns& operator=(const NotedSigns&) = delete;

private:
    Scale& m_scale;
};

}  // namespace calc
