#pragma once
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace calc {

/// A function near one point as its truncated Taylor series: coefficient k is the k-th derivative divided by k!. Arithmetic on Jets gives
/// the Jets of sums, products and composites exactly but for rounding, so derivatives of any order without differences.
/// Method: the recurrences of Griewank and Walther, Evaluating Derivatives (2008), ch. 13. Cost: order^2 operations each.
/// Error: about (order + 1) roundings of Real for each operation; a cancelling function value cancels in its derivatives too, so for
/// certain digits use a Real with more of them (double, or a multiprecision number). All Jets of one computation have the same order.
/// No domain checks: ln of a Jet whose value is not positive and the like give what Real gives (NaN).
template <class Real>
struct Jet {
    std::vector<Real> coefficients;  ///< order + 1 of them

    static Jet constant(const Real& value, int order) {
        Jet jet{std::vector<Real>(static_cast<std::size_t>(order) + 1U, Real(0))};
        jet.coefficients[0] = value;
        return jet;
    }
    /// x itself at x = value.
    static Jet variable(const Real& value, int order) {
        Jet jet = constant(value, order);
        if (order > 0) jet.coefficients[1] = Real(1);
        return jet;
    }
    std::size_t size() const { return coefficients.size(); }
    int order() const { return static_cast<int>(size()) - 1; }
    const Real& value() const { return coefficients[0]; }
    const Real& operator[](std::size_t k) const { return coefficients[k]; }
    Real& operator[](std::size_t k) { return coefficients[k]; }
    /// The k-th derivative.
    Real derivative(int k) const {
        Real result = coefficients[static_cast<std::size_t>(k)];
        for (int i = 2; i <= k; ++i) result *= i;
        return result;
    }
};

template <class Real>
Jet<Real> operator-(Jet<Real> a) {
    for (Real& c : a.coefficients) c = -c;
    return a;
}

template <class Real>
Jet<Real> operator+(Jet<Real> a, const Jet<Real>& b) {
    for (std::size_t k = 0; k < a.size(); ++k) a[k] += b[k];
    return a;
}

template <class Real>
Jet<Real> operator-(Jet<Real> a, const Jet<Real>& b) {
    for (std::size_t k = 0; k < a.size(); ++k) a[k] -= b[k];
    return a;
}

template <class Real>
Jet<Real> operator+(Jet<Real> a, const Real& b) {
    a[0] += b;
    return a;
}

template <class Real>
Jet<Real> operator*(Jet<Real> a, const Real& factor) {
    for (Real& c : a.coefficients) c *= factor;
    return a;
}

template <class Real>
Jet<Real> operator*(const Jet<Real>& a, const Jet<Real>& b) {
    Jet<Real> product = Jet<Real>::constant(Real(0), a.order());
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; i + j < a.size(); ++j) product[i + j] += a[i] * b[j];
    return product;
}

/// b has a value other than 0.
template <class Real>
Jet<Real> operator/(const Jet<Real>& a, const Jet<Real>& b) {
    Jet<Real> quotient = a;
    for (std::size_t k = 0; k < a.size(); ++k) {
        for (std::size_t j = 1; j <= k; ++j) quotient[k] -= b[j] * quotient[k - j];
        quotient[k] /= b[0];
    }
    return quotient;
}

namespace jet_detail {
/// The Jet with the given value whose derivative is slope * a'. Serves every function whose derivative is known as a Jet.
template <class Real>
Jet<Real> integrated(const Real& value, const Jet<Real>& slope, const Jet<Real>& a) {
    Jet<Real> result = Jet<Real>::constant(value, a.order());
    for (std::size_t k = 1; k < a.size(); ++k) {
        for (std::size_t j = 1; j <= k; ++j) result[k] += Real(static_cast<double>(j)) * a[j] * slope[k - j];
        result[k] /= static_cast<double>(k);
    }
    return result;
}
/// f and g with f' = g a' and g' = sign * f a' (sin and cos, sinh and cosh).
template <class Real>
std::pair<Jet<Real>, Jet<Real>> coupled(const Real& f0, const Real& g0, int sign, const Jet<Real>& a) {
    Jet<Real> f = Jet<Real>::constant(f0, a.order());
    Jet<Real> g = Jet<Real>::constant(g0, a.order());
    for (std::size_t k = 1; k < a.size(); ++k) {
        for (std::size_t j = 1; j <= k; ++j) {
            const Real slope = Real(static_cast<double>(j)) * a[j];
            f[k] += slope * g[k - j];
            g[k] += slope * f[k - j] * sign;
        }
        f[k] /= static_cast<double>(k);
        g[k] /= static_cast<double>(k);
    }
    return {std::move(f), std::move(g)};
}
}  // namespace jet_detail

template <class Real>
Jet<Real> exp(const Jet<Real>& a) {
    using std::exp;
    Jet<Real> result = Jet<Real>::constant(exp(a.value()), a.order());
    for (std::size_t k = 1; k < a.size(); ++k) {
        for (std::size_t j = 1; j <= k; ++j) result[k] += Real(static_cast<double>(j)) * a[j] * result[k - j];
        result[k] /= static_cast<double>(k);
    }
    return result;
}

template <class Real>
Jet<Real> ln(const Jet<Real>& a) {
    using std::log;
    return jet_detail::integrated(Real(log(a.value())), Jet<Real>::constant(Real(1), a.order()) / a, a);
}

/// a^exponent for a constant exponent and a value of a that is not 0.
template <class Real>
Jet<Real> power(const Jet<Real>& a, const Real& exponent) {
    using std::pow;
    Jet<Real> result = Jet<Real>::constant(pow(a.value(), exponent), a.order());
    for (std::size_t k = 1; k < a.size(); ++k) {
        for (std::size_t j = 1; j <= k; ++j)
            result[k] += (exponent * static_cast<double>(j) - static_cast<double>(k - j)) * a[j] * result[k - j];
        result[k] /= a.value() * static_cast<double>(k);
    }
    return result;
}

template <class Real>
std::pair<Jet<Real>, Jet<Real>> sinAndCos(const Jet<Real>& a) {
    using std::cos;
    using std::sin;
    return jet_detail::coupled(Real(sin(a.value())), Real(cos(a.value())), -1, a);
}

template <class Real>
std::pair<Jet<Real>, Jet<Real>> sinhAndCosh(const Jet<Real>& a) {
    using std::cosh;
    using std::sinh;
    return jet_detail::coupled(Real(sinh(a.value())), Real(cosh(a.value())), 1, a);
}

template <class Real>
Jet<Real> asin(const Jet<Real>& a) {
    using std::asin;
    const Jet<Real> rest = -(a * a) + Real(1);
    return jet_detail::integrated(Real(asin(a.value())), power(rest, Real(-0.5)), a);
}

template <class Real>
Jet<Real> atan(const Jet<Real>& a) {
    using std::atan;
    return jet_detail::integrated(Real(atan(a.value())), Jet<Real>::constant(Real(1), a.order()) / (a * a + Real(1)), a);
}

/// erf; its value is given because Real may be any type.
template <class Real>
Jet<Real> erf(const Jet<Real>& a, const Real& value) {
    using std::atan;
    using std::sqrt;
    static const Real pi = Real(4) * atan(Real(1));  // of a thousand digits it costs more than all the rest
    return jet_detail::integrated(value, exp(-(a * a)) * (Real(2) / sqrt(pi)), a);
}

}  // namespace calc
