#include <algorithm>
#include <array>

#include "core/numbers/interval_functions.h"
#include "core/numbers/interval_rounding.h"

namespace calc {

using namespace rounding;

namespace {

Interval number(double v) { return Interval::point(v); }

/// erf(x) = 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (1·3·…·(2n+1)) for 0 < x < 6: all terms are positive. The rest after a term t with
/// ratio q = 2x^2/(2n+3) < 1/2 is less than t. (Abramowitz and Stegun 7.1.6.)
Interval erfSeries(double x) {
    const Interval xx = square(number(x));
    Interval term = number(x);
    Interval sum = term;
    for (int n = 1; n < 400; ++n) {
        term = term * (number(2.0) * xx) / number(2.0 * n + 1.0);
        sum = sum + term;
        if (4.0 * xx.high < 2.0 * n + 3.0 && term.high < 1e-18 * sum.low) break;
    }
    sum = sum + Interval::of(0.0, term.high);
    return number(2.0) / sqrt(piInterval()) * exp(-xx) * sum;
}

/// erf at one point; odd.
Interval erfAt(double x) {
    if (x == 0.0) return number(0.0);
    if (x < 0.0) return -erfAt(-x);
    if (x < 1e-150)  // x^2 would underflow; the series is x (1 - x^2/3 + ...)
        return number(2.0) / sqrt(piInterval()) * number(x) * Interval::of(below(1.0), 1.0);
    if (x >= 6.0) return Interval::of(below(1.0), 1.0);  // erfc(6) = 2.2e-17 < 2^-54
    const Interval value = erfSeries(x);
    return Interval::of(value.low, std::min(value.high, 1.0));
}

/// Stirling's series for ln Gamma; coefficients B_2k / (2k (2k-1)). For x > 0 the rest has the sign of the first term left out and is
/// smaller. (Abramowitz and Stegun 6.1.42.)
constexpr std::array<std::array<double, 2>, 10> kStirling = {
    {{1, 12}, {-1, 360}, {1, 1260}, {-1, 1680}, {1, 1188}, {-691, 360360}, {1, 156}, {-3617, 122400}, {43867, 244188}, {-174611, 125400}}};

/// Gamma of an interval of large positive numbers (>= 15), near one point.
Interval gammaStirling(const Interval& z) {
    const Interval zz = square(z);
    Interval power = z;
    Interval exponent = number(0.0);
    for (std::size_t k = 0; k + 1 < kStirling.size(); ++k) {
        exponent = exponent + number(kStirling[k][0]) / (number(kStirling[k][1]) * power);
        power = power * zz;
    }
    const Interval rest = number(kStirling.back()[0]) / (number(kStirling.back()[1]) * power);
    exponent = exponent + hull(rest, number(0.0));
    // z^(z - 1/2) in two halves, so that it does not overflow before exp(-z) brings it down.
    const Interval half = calc::power(z, (z - number(0.5)) / number(2.0));
    return sqrt(number(2.0) * piInterval()) * (half * exp(-z)) * half * exp(exponent);
}

/// Gamma at one point that is no pole: Gamma(x) = Gamma(x + n) / (x (x+1) … (x+n-1)), shifted up to where Stirling's series holds to the
/// last digit. Near a pole -k the factor x + k is exact.
Interval gammaAt(double x) {
    if (x > 172.0) return Interval::of(kMax, kInf);
    if (x > 0.0 && x == std::floor(x) && x <= 23.0) {  // (x-1)! is a double
        double factorial = 1.0;
        for (int k = 2; k < x; ++k) factorial *= k;
        return number(factorial);
    }
    Interval z = number(x);
    Interval product = number(1.0);
    for (double k = 1.0; z.low < 20.0; k += 1.0) {
        product = product * z;
        z = number(x) + number(k);
    }
    return gammaStirling(z) / product;
}

/// The only minimum for x > 0: Gamma(1.46163...) = 0.88560 31944 10888 70...
constexpr double kMinimumPlaceLow = 1.4616321449683622;
constexpr double kMinimumPlaceHigh = 1.4616321449683625;
constexpr double kMinimumValueLow = 0.8856031944108886;

Interval gammaPositive(const Interval& x) {
    const bool atPole = x.low <= 0.0;
    const Interval left = atPole ? Interval::of(0.0, kInf) : gammaAt(x.low);
    const Interval right = std::isinf(x.high) ? Interval::of(0.0, kInf) : gammaAt(x.high);
    double low = 0.0;
    if (x.high <= kMinimumPlaceLow)
        low = right.low;
    else if (x.low >= kMinimumPlaceHigh)
        low = left.low;
    else
        low = kMinimumValueLow;
    return {low, std::max(left.high, right.high), x.defined && !atPole, x.continuous && !atPole};
}

/// Between two poles -k-1 and -k the sign does not change and |Gamma| has one minimum and no maximum: it is largest at the ends. It is
/// bounded from below by the reflection formula, Gamma(x) = pi / (sin(pi x) Gamma(1 - x)), with bounds of both factors.
Interval gammaBetweenPoles(const Interval& x) {
    const double whole = std::floor(x.low);
    const double sign = std::fmod(whole, 2.0) == 0.0 ? 1.0 : -1.0;
    double low = 0.0;
    double high = 0.0;
    if (x.low < -190.0) {
        high = std::numeric_limits<double>::min();  // |Gamma| < 1e-320 but for a neighbourhood of the poles that doubles do not reach
    } else {
        const Interval left = abs(gammaAt(x.low));
        const Interval right = abs(gammaAt(x.high));
        high = std::max(left.high, right.high);
        low = x.isPoint() ? left.low : 0.0;
    }
    if (!x.isPoint()) {
        const Interval reflected = number(1.0) - x;
        const Interval wave = sin(piInterval() * (x - number(whole)));
        const Interval bound = piInterval() / (Interval::of(std::max(wave.low, 0.0), wave.high) * gammaPositive(reflected));
        low = std::max(0.0, std::min(bound.low, high));
    }
    return sign > 0.0 ? Interval{low, high, x.defined, x.continuous} : Interval{-high, -low, x.defined, x.continuous};
}

}  // namespace

Interval erf(const Interval& x) {
    if (x.isEmpty()) return x;
    return {std::max(-1.0, erfAt(x.low).low), std::min(1.0, erfAt(x.high).high), x.defined, x.continuous};
}

Interval gamma(const Interval& x) {
    if (x.isEmpty()) return x;
    if (x.low > 0.0) return gammaPositive(x);
    if (x.isPoint() && (x.low == std::floor(x.low))) return Interval::empty();
    if (x.low == 0.0) return gammaPositive(x);
    const bool hasPole = std::floor(x.high) >= x.low;
    if (hasPole) return {-kInf, kInf, false, false};
    return gammaBetweenPoles(x);
}

}  // namespace calc
