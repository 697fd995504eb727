// The elementary and special functions of BallArithmetic: reduction of the argument, one series with a proved remainder, and back.
// A wide argument: the function of its middle, widened by radius * sup |f'|.
#include <algorithm>
#include <cmath>

#include "core/calculus/asymptotic_ball.h"
#include "core/numbers/rational_big.h"

namespace calc {

namespace {

constexpr double kExactFactorials = 1000.0;

using boost::multiprecision::cpp_int;

constexpr std::int64_t kHugeExponent = 40;  // arguments of exp beyond 2^40 are not worked out

/// The position of the leading bit: |a| < 2^(top + 1).
std::int64_t topBit(const Ball& a) {
    return a.mantissa.is_zero() ? -1000000000 : static_cast<std::int64_t>(msb(abs(a.mantissa))) + a.exponent;
}

Magnitude sizeBound(const Ball& a) { return a.mantissa.is_zero() ? Magnitude{} : Magnitude::powerOfTwo(topBit(a) + 1); }

Ball unknown() {
    Ball result;
    result.state = Ball::State::Unknown;
    return result;
}

Ball noValue() {
    Ball result;
    result.state = Ball::State::NoValue;
    return result;
}

/// The integer nearest to the middle.
cpp_int nearestInteger(const Ball& a) {
    if (a.exponent >= 0) return a.mantissa << static_cast<unsigned>(a.exponent);
    if (topBit(a) < -1) return 0;
    const cpp_int half = cpp_int(1) << static_cast<unsigned>(-a.exponent - 1);
    const bool negative = a.mantissa.sign() < 0;
    const cpp_int size = (abs(a.mantissa) + half) >> static_cast<unsigned>(-a.exponent);
    return negative ? cpp_int(-size) : size;
}

/// Bernoulli numbers B_2, B_4, ... B_2n from the tangent numbers (Brent and Harvey, Fast computation of Bernoulli, tangent and secant
/// numbers).
std::vector<Rational> bernoulliNumbers(std::size_t n) {
    std::vector<cpp_int> tangent(n + 1);
    tangent[1] = 1;
    for (std::size_t k = 2; k <= n; ++k) tangent[k] = (k - 1) * tangent[k - 1];
    for (std::size_t k = 2; k <= n; ++k)
        for (std::size_t j = k; j <= n; ++j) tangent[j] = (j - k) * tangent[j - 1] + (j - k + 2) * tangent[j];
    std::vector<Rational> result;
    for (std::size_t k = 1; k <= n; ++k) {
        const cpp_int four = cpp_int(1) << static_cast<unsigned>(2 * k);
        cpp_int numerator = tangent[k] * 2 * k;
        if (k % 2 == 0) numerator = -numerator;
        result.push_back(rationalFrom(numerator, four * (four - 1)));
    }
    return result;
}

}  // namespace

Ball BallArithmetic::atanSeries(const Ball& z, bool hyperbolic) const {
    Ball sum = z;
    Ball power = z;
    Ball square = multiply(z, z);
    if (!hyperbolic) square = negate(square);
    const std::int64_t stop = topBit(z) - m_bits - 4;
    for (std::int64_t k = 3; topBit(power) > stop; k += 2) {
        power = multiply(power, square);
        sum = add(sum, divideSmall(power, k));
    }
    return widened(sum, sizeBound(power));  // |z| <= 1/4: the rest is below 1/15 of the last power
}

Ball BallArithmetic::ln2() const {
    if (!m_ln2) {
        const BallArithmetic fine(m_bits + 16);
        m_ln2 = fine.shift(fine.add(fine.shift(fine.atanSeries(fine.divideSmall(fine.integer(1), 7), true), 1),
                                    fine.atanSeries(fine.divideSmall(fine.integer(1), 17), true)),
                           1);  // ln 2 = 4 artanh(1/7) + 2 artanh(1/17)
    }
    return *m_ln2;
}

Ball BallArithmetic::pi() const {
    if (!m_pi) {
        const BallArithmetic fine(m_bits + 16);
        const Ball first = fine.shift(fine.atanSeries(fine.divideSmall(fine.integer(1), 5), false), 4);
        const Ball second = fine.shift(fine.atanSeries(fine.divideSmall(fine.integer(1), 239), false), 2);
        m_pi = fine.subtract(first, second);  // Machin
    }
    return *m_pi;
}

Ball BallArithmetic::exp(const Ball& a) const {
    if (!a.isKnown()) return a;
    if (a.mantissa.is_zero() && a.radius.isZero()) return integer(1);
    const double spread = a.radius.toDouble();
    if (topBit(a) >= kHugeExponent || spread > 600.0) {
        if (a.mantissa.sign() >= 0 || !(a.radius < Magnitude::powerOfTwo(topBit(a) - 1))) return unknown();
        return widened(Ball(), Magnitude::powerOfTwo(-(std::int64_t(1) << (kHugeExponent - 1))));
    }
    constexpr int halvings = 8;
    const BallArithmetic fine(m_bits + halvings + 24 + static_cast<int>(std::max<std::int64_t>(0, topBit(a))));
    const auto k = static_cast<std::int64_t>(std::nearbyint(a.toDouble() / 0.6931471805599453));
    const Ball r = fine.shift(fine.subtract(exactMiddle(a), fine.multiply(fine.integer(k), fine.ln2())), -halvings);
    Ball sum = integer(1);
    Ball term = integer(1);
    for (std::int64_t n = 1; topBit(term) > -fine.bits() - 4; ++n) {
        term = fine.divideSmall(fine.multiply(term, r), n);
        sum = fine.add(sum, term);
    }
    sum = fine.widened(sum, sizeBound(term));
    for (int i = 0; i < halvings; ++i) sum = fine.multiply(sum, sum);
    Ball result = shift(sum, k);
    if (!a.radius.isZero()) {  // e^r - 1 <= 2 r for r <= 1
        const Magnitude growth = spread <= 1.0 ? a.radius * Magnitude::of(2.0) : Magnitude::of(std::expm1(spread));
        result = widened(result, (sizeBound(result) + result.radius) * growth);
    }
    return rounded(result);
}

Ball BallArithmetic::lnOfMiddle(const Ball& middle) const {
    const BallArithmetic fine(m_bits + 24);
    std::int64_t k = topBit(middle);
    Ball y = shift(middle, -k);  // [1, 2)
    if (y.toDouble() > 1.4) {
        y = shift(y, -1);
        ++k;
    }
    const Ball one = integer(1);
    // Exact difference first, so that nothing cancels near 1.
    const BallArithmetic exact(1 << 20);
    const Ball z = fine.divide(exact.subtract(y, one), exact.add(y, one));
    if (z.mantissa.is_zero()) return k == 0 ? Ball() : fine.multiply(fine.integer(k), fine.ln2());
    const Ball series = fine.shift(fine.atanSeries(z, true), 1);
    return k == 0 ? series : fine.add(series, fine.multiply(fine.integer(k), fine.ln2()));
}

Ball BallArithmetic::ln(const Ball& a) const {
    if (!a.isKnown()) return a;
    const auto positive = a.sign();
    if (!positive) return unknown();
    if (*positive <= 0) return noValue();
    Ball result = rounded(lnOfMiddle(exactMiddle(a)));
    if (a.radius.isZero()) return result;
    // |ln(m + r) - ln m| <= r / (m - r)
    const Ball relative = divide(widened(Ball(), a.radius), a);
    return relative.isKnown() ? widened(result, relative.radius) : unknown();
}

Ball BallArithmetic::sineSeries(const Ball& r, bool cosine) const {
    const Ball square = negate(multiply(r, r));
    Ball term = cosine ? integer(1) : r;
    Ball sum = term;
    const std::int64_t stop = topBit(term) - m_bits - 4;
    for (std::int64_t n = cosine ? 1 : 2; topBit(term) > stop && !term.mantissa.is_zero(); n += 2) {
        term = divideSmall(multiply(term, square), n * (n + 1));
        sum = add(sum, term);
    }
    return widened(sum, sizeBound(term));  // alternating, |r| < 1
}

Ball BallArithmetic::trigonometric(const Ball& a, int quarter) const {
    if (!a.isKnown()) return a;
    const std::int64_t top = topBit(a);
    if (top > 60000 || Magnitude::of(1.0) < a.radius) return widened(Ball(), Magnitude::of(1.0));
    const BallArithmetic fine(m_bits + 24 + static_cast<int>(std::max<std::int64_t>(0, top)));
    const Ball halfPi = fine.shift(fine.pi(), -1);
    const Ball middle = exactMiddle(a);
    const cpp_int n = top < -1 ? cpp_int(0) : nearestInteger(fine.divide(middle, halfPi));
    Ball turns;
    turns.mantissa = n;
    const Ball r = n.is_zero() ? middle : fine.subtract(middle, fine.multiply(turns, halfPi));
    const int phase = static_cast<int>(((n % 4 + 4) % 4 + quarter) % 4);
    Ball result = sineSeries(r, phase % 2 == 1);
    if (phase >= 2) result = negate(result);
    return rounded(widened(result, a.radius));
}

Ball BallArithmetic::sin(const Ball& a) const { return trigonometric(a, 0); }
Ball BallArithmetic::cos(const Ball& a) const { return trigonometric(a, 1); }

Ball BallArithmetic::atan(const Ball& a) const {
    if (!a.isKnown()) return a;
    const Ball middle = exactMiddle(a);
    if (middle.mantissa.is_zero()) return widened(Ball(), a.radius);
    const BallArithmetic fine(m_bits + 24);
    const bool large = topBit(middle) >= 0;
    Ball z = large ? fine.divide(fine.integer(1), middle) : middle;
    constexpr int halvings = 3;
    for (int i = 0; i < halvings; ++i)
        z = fine.divide(z, fine.add(fine.integer(1), fine.sqrt(fine.add(fine.integer(1), fine.multiply(z, z)))));
    Ball result = fine.shift(fine.atanSeries(z, false), halvings);
    if (large) {
        const Ball halfPi = fine.shift(fine.pi(), -1);
        result = fine.subtract(middle.mantissa.sign() < 0 ? negate(halfPi) : halfPi, result);
    }
    return rounded(widened(result, a.radius));
}

Ball BallArithmetic::asin(const Ball& a) const {
    if (!a.isKnown()) return a;
    const BallArithmetic fine(m_bits + 24);
    const Ball rest = fine.multiply(fine.subtract(integer(1), a), fine.add(integer(1), a));
    const auto inside = rest.sign();
    if (!inside) return unknown();
    if (*inside < 0) return noValue();
    if (*inside == 0) return a.mantissa.sign() < 0 ? negate(shift(pi(), -1)) : shift(pi(), -1);
    return atan(fine.divide(a, fine.sqrt(rest)));
}

Ball BallArithmetic::erf(const Ball& a) const {
    if (!a.isKnown()) return a;
    if (topBit(a) > 30)
        return a.radius < Magnitude::of(1.0) ? widened(integer(a.mantissa.sign()), Magnitude::powerOfTwo(-1000000)) : unknown();
    const double x = std::abs(a.toDouble());
    const Magnitude spread = a.radius * Magnitude::of(1.2);
    if (x * x * 1.4 > m_bits + 8) {  // 1 - erf(x) < exp(-x^2) < 2^(-1.4 x^2)
        return widened(integer(a.mantissa.sign()), Magnitude::powerOfTwo(-static_cast<std::int64_t>(x * x * 1.4)) + spread);
    }
    const BallArithmetic fine(m_bits + 32);
    const Ball middle = exactMiddle(a);
    const Ball square = fine.multiply(middle, middle);
    Ball term = middle;
    Ball sum = middle;
    for (std::int64_t k = 1; !term.mantissa.is_zero(); ++k) {
        term = fine.divideSmall(fine.multiply(term, fine.shift(square, 1)), 2 * k + 1);
        sum = fine.add(sum, term);
        if (static_cast<double>(2 * k + 3) > 4.0 * x * x && topBit(term) < topBit(sum) - fine.bits()) break;
    }
    sum = fine.widened(sum, sizeBound(term));  // terms fall by half at least
    const Ball factor = fine.divide(fine.shift(fine.exp(negate(square)), 1), fine.sqrt(fine.pi()));
    return rounded(widened(fine.multiply(sum, factor), spread));
}

Ball BallArithmetic::shifted(const Ball& a, std::int64_t& steps) const {
    const double wanted = 0.2 * m_bits + 8.0;
    const double have = topBit(a) > 60 ? wanted : a.toDouble();
    steps = have >= wanted ? 0 : static_cast<std::int64_t>(std::ceil(wanted - have));
    return add(a, integer(steps));
}

Ball BallArithmetic::lnGamma(const Ball& a) const {
    if (!a.isKnown()) return a;
    if (!a.sign() || *a.sign() <= 0) return unknown();
    const BallArithmetic fine(m_bits + 40 + static_cast<int>(std::max<std::int64_t>(0, topBit(a))));
    std::int64_t steps = 0;
    const Ball z = fine.shifted(a, steps);
    Ball product = fine.integer(1);
    for (std::int64_t i = 0; i < steps; ++i) product = fine.multiply(product, fine.add(a, fine.integer(i)));
    Ball sum = fine.subtract(fine.multiply(fine.subtract(z, fine.shift(fine.integer(1), -1)), fine.ln(z)), z);
    sum = fine.add(sum, fine.shift(fine.ln(fine.shift(fine.pi(), 1)), -1));
    const Ball inverse = fine.divide(fine.integer(1), z);
    const Ball square = fine.multiply(inverse, inverse);
    Ball power = inverse;
    const auto numbers = bernoulliNumbers(static_cast<std::size_t>(m_bits / 6 + 12));
    Ball term = inverse;
    for (std::size_t k = 1; k <= numbers.size(); ++k) {
        const auto n = static_cast<std::int64_t>(2 * k);
        term = fine.multiply(fine.rational(numbers[k - 1] / Rational(n * (n - 1))), power);
        if (topBit(term) < -fine.bits()) break;
        sum = fine.add(sum, term);
        power = fine.multiply(power, square);
    }
    sum = fine.widened(sum, sizeBound(term));  // for z > 0 the rest is below the first term left out, which is below the last one
    return rounded(fine.subtract(sum, fine.ln(product)));
}

Ball BallArithmetic::gamma(const Ball& a) const {
    if (!a.isKnown()) return a;
    const auto sign = a.sign();
    const bool integral =
        a.radius.isZero() && (a.exponent >= 0 || a.mantissa.is_zero() || static_cast<std::int64_t>(lsb(abs(a.mantissa))) >= -a.exponent);
    if (integral && (!sign || *sign <= 0)) return noValue();
    if (topBit(a) >= kHugeExponent) return unknown();
    if (integral && a.toDouble() <= kExactFactorials) {  // exact as far as the digits reach
        Ball product = integer(1);
        for (int i = 2; i < static_cast<int>(a.toDouble()); ++i) product.mantissa *= i;
        return rounded(product);
    }
    if (a.toDouble() < 0.5) {
        const BallArithmetic fine(m_bits + 32);
        const Ball sine = fine.sin(fine.multiply(fine.pi(), a));
        return rounded(fine.divide(fine.pi(), fine.multiply(sine, fine.gamma(fine.subtract(fine.integer(1), a)))));
    }
    const BallArithmetic fine(m_bits + 48 + static_cast<int>(std::max<std::int64_t>(0, topBit(a))));
    return rounded(fine.exp(fine.lnGamma(a)));
}

Ball BallArithmetic::polygamma(int order, const Ball& a) const {
    if (!a.isKnown()) return a;
    if (!a.sign() || *a.sign() <= 0) return unknown();
    const BallArithmetic fine(m_bits + 40 + 6 * order);
    std::int64_t steps = 0;
    const Ball z = fine.shifted(a, steps);
    Ball factorial = fine.integer(1);  // order!
    for (int i = 2; i <= order; ++i) factorial = fine.multiply(factorial, fine.integer(i));
    Ball shiftSum;
    for (std::int64_t i = 0; i < steps; ++i)
        shiftSum = fine.add(shiftSum, fine.divide(fine.integer(1), fine.power(fine.add(a, fine.integer(i)), order + 1)));
    shiftSum = fine.multiply(shiftSum, factorial);
    const Ball inverse = fine.divide(fine.integer(1), z);
    const Ball square = fine.multiply(inverse, inverse);
    Ball sum = fine.multiply(fine.shift(factorial, -1), fine.power(inverse, order + 1));
    if (order == 0)
        sum = fine.subtract(sum, fine.ln(z));
    else
        sum = fine.add(sum, fine.multiply(fine.divideSmall(factorial, order), fine.power(inverse, order)));
    // B_2k (2k + order - 1)! / (2k)! / z^(2k + order)
    const auto numbers = bernoulliNumbers(static_cast<std::size_t>(m_bits / 6 + 12));
    Ball power = fine.multiply(fine.power(inverse, order + 2), factorial);
    power = fine.multiply(power, fine.divideSmall(fine.integer(order + 1), 2));  // (order + 1)! / 2! at k = 1
    Ball term = power;
    for (std::size_t k = 1; k <= numbers.size(); ++k) {
        const auto n = static_cast<std::int64_t>(2 * k);
        term = fine.multiply(fine.rational(numbers[k - 1]), power);
        if (topBit(term) < topBit(sum) - fine.bits()) break;
        sum = fine.add(sum, term);
        power = fine.multiply(fine.multiply(power, square), fine.integer((n + order) * (n + order + 1)));
        power = fine.divideSmall(power, (n + 1) * (n + 2));
    }
    sum = fine.add(fine.widened(sum, sizeBound(term)), shiftSum);
    return rounded(order % 2 == 0 ? negate(sum) : sum);
}

}  // namespace calc
