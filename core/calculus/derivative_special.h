#pragma once
#include <boost/math/special_functions/bernoulli.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cstddef>
#include <limits>

#include "core/numbers/jet.h"

/// erf and gamma for numbers of many digits (Boost's are slow or missing beyond 35 digits).
namespace calc::local {

/// A few more digits than are counted on.
using Hundred = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<110>, boost::multiprecision::et_off>;
using Thousand = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<1010>, boost::multiprecision::et_off>;

/// pi to all digits of Real, computed once.
template <class Real>
const Real& piOf() {
    using std::atan;
    static const Real pi = Real(4) * atan(Real(1));
    return pi;
}

/// erf by its series 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (1·3·…·(2n+1)), all terms of one sign (Abramowitz and Stegun 7.1.6);
/// 1 where the difference to 1 lies beyond the digits of Real.
template <class Real>
Real erfValue(const Real& x) {
    using std::abs;
    using std::exp;
    using std::sqrt;
    const Real square = x * x;
    if (square > 2.31 * std::numeric_limits<Real>::digits10) return x > 0 ? Real(1) : Real(-1);
    Real term = x;
    Real sum = x;
    const Real epsilon = std::numeric_limits<Real>::epsilon();
    for (int n = 1; n < 2 || abs(term) > abs(sum) * epsilon; ++n) {
        term *= 2 * square / (2 * n + 1);
        sum += term;
    }
    return exp(-square) * sum / sqrt(Real(piOf<Real>() / 4));
}

/// The Taylor series of gamma at c >= 0.5, to about 105 digits, by Stirling's series at c + m >= 60 (Abramowitz and Stegun 6.1.41) and
/// Gamma(u) = Gamma(u + m) / (u (u+1) … (u+m-1)), in Jets.
inline Jet<Hundred> gammaTaylor(const Jet<Hundred>& u) {
    using Real = Hundred;
    Jet<Real> z = u;
    Jet<Real> product = Jet<Real>::constant(Real(1), u.order());
    while (z.value() < 60) {
        product = product * z;
        z = z + Real(1);
    }
    const Jet<Real> reciprocal = Jet<Real>::constant(Real(1), u.order()) / z;
    const Jet<Real> square = reciprocal * reciprocal;
    Jet<Real> power = reciprocal;
    Jet<Real> exponent = (z + Real(-0.5)) * ln(z) - z + Real(log(Real(2 * piOf<Real>())) / 2);
    for (int k = 1; k <= 60; ++k) {
        exponent = exponent + power * Real(boost::math::bernoulli_b2n<Real>(k) / (2 * k * (2 * k - 1)));
        power = power * square;
    }
    return exp(exponent) / product;
}

/// The same for more digits: those of the series above, but the value at whole numbers and half of odd ones to all digits.
inline Jet<Thousand> gammaTaylor(const Jet<Thousand>& u) {
    Jet<Hundred> narrow = Jet<Hundred>::variable(Hundred(u.value()), u.order());
    narrow = gammaTaylor(narrow);
    Jet<Thousand> wide = Jet<Thousand>::constant(Thousand(0), u.order());
    for (std::size_t k = 0; k < wide.size(); ++k) wide[k] = Thousand(narrow[k]);
    const Thousand twice = 2 * u.value();
    if (twice != floor(twice) || twice > 2000) return wide;
    const bool isWhole = floor(u.value()) == u.value();
    Thousand value = isWhole ? Thousand(1) : Thousand(sqrt(piOf<Thousand>()));
    for (Thousand k = isWhole ? Thousand(1) : Thousand(0.5); k < u.value(); k += 1) value *= k;
    wide[0] = value;
    return wide;
}

}  // namespace calc::local
