#pragma once
#include <functional>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "core/calculus/asymptotic_constant.h"
#include "core/calculus/asymptotic_germ.h"

namespace calc {

/// coefficient * b^exponent; the coefficient is a germ without b and without faster symbols, the exponent a constant.
struct SeriesTerm {
    Germ exponent = nullptr;
    Germ coefficient = nullptr;
};

/// f = the terms (falling exponents) + O(b^bound); bound null: nothing else. A coefficient may turn out to be zero.
struct GermSeries {
    std::vector<SeriesTerm> terms;
    Germ bound = nullptr;
};

/// Thrown when every known term of a series is zero and more have to be asked for.
struct MoreTerms {};

/// Expands germs in one symbol b -> infinity: power, Laurent and Puiseux series in 1/b with coefficients in the slower symbols, closed
/// forms all. Kernels by their Taylor series at the limit of their argument (differentially finite recurrences), powers by the binomial
/// series. A series holds at most the terms asked for and says how good it is. Method: Gruntz, On Computing Limits in a Symbolic
/// Manipulation System (1996), ch. 3; Cost: the cube of the number of terms in multiplications of coefficients.
class SeriesExpander {
public:
    SeriesExpander(GermPool& pool, ConstantValues& constants, std::function<bool(Germ)> isZero)
        : m_pool(pool), m_constants(constants), m_isZero(std::move(isZero)) {}

    /// Up to `count` terms. Throws Undecided, OutOfWork, MoreTerms.
    const GermSeries& expand(Germ g, int symbol, int count);
    /// -1, 0, 1 as a < b, a = b, a > b, for constants.
    int compare(Germ a, Germ b);

private:
    GermSeries computed(Germ g, int symbol, int count);
    GermSeries ofCall(Germ g, int symbol, int count);
    GermSeries add(std::vector<GermSeries> parts, int count);
    GermSeries multiply(const GermSeries& a, const GermSeries& b, int count);
    GermSeries raised(GermSeries base, Germ exponent, int count);
    GermSeries composed(const std::function<Germ(std::size_t)>& coefficients, const GermSeries& small, int count);
    GermSeries constantSeries(Germ coefficient);
    void sortAndCut(GermSeries& series, int count);
    void dropZeroHead(GermSeries& series);
    Germ product(Germ a, Germ b);

    GermPool& m_pool;
    ConstantValues& m_constants;
    std::function<bool(Germ)> m_isZero;
    std::map<std::tuple<Germ, int, int>, std::unique_ptr<GermSeries>> m_known;
};

/// The Taylor coefficients f^(k)(at) / k! of a kernel, made as they are asked for.
class TaylorCoefficients {
public:
    TaylorCoefficients(GermPool& pool, Kernel kernel, int order, Germ at);
    Germ operator()(std::size_t k);

private:
    Germ next(std::size_t k);
    Germ nextAtan(std::size_t k);
    Germ nextAsin(std::size_t k);
    Germ nextErf(std::size_t k);
    Germ nextGamma(std::size_t k);

    GermPool& m_pool;
    Kernel m_kernel;
    int m_order;
    Germ m_at;
    std::vector<Germ> m_values;
    std::vector<Germ> m_slope;  // Taylor coefficients of the derivative, where the recurrence runs on it
    Germ m_other = nullptr;     // cos beside sin, 1 + at^2, 1 - at^2
};

}  // namespace calc
