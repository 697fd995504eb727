#include "core/calculus/asymptotic_ball.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numbers/rational_big.h"

namespace calc {

namespace {

using boost::multiprecision::cpp_int;

constexpr double kUp = 1.0 + 0x1p-50;  // more than the rounding of a few operations on doubles
constexpr double kDown = 1.0 - 0x1p-50;

Magnitude normalized(double mantissa, std::int64_t exponent) {
    if (mantissa <= 0.0) return {};
    int e = 0;
    const double m = std::frexp(mantissa, &e);
    return {m, exponent + e};
}

/// About |m| * 2^e as a magnitude, off by less than kUp: the caller turns it up or down.
Magnitude sizeOf(const cpp_int& m, std::int64_t e) {
    if (m.is_zero()) return {};
    const auto top = static_cast<std::int64_t>(msb(abs(m)));
    const std::int64_t cut = std::max<std::int64_t>(0, top - 60);
    const cpp_int head = abs(m) >> static_cast<unsigned>(cut);
    return normalized(static_cast<double>(static_cast<std::uint64_t>(head)), e + cut);
}

Magnitude up(Magnitude a) { return normalized(a.mantissa * kUp, a.exponent); }
Magnitude down(Magnitude a) { return normalized(a.mantissa * kDown, a.exponent); }

/// A lower bound of a - b, 0 where b may reach a.
Magnitude difference(const Magnitude& a, const Magnitude& b) {
    if (b.isZero()) return a;
    if (!(b < a)) return {};
    const std::int64_t gap = a.exponent - b.exponent;
    const double part = gap > 1000 ? 0x1p-60 : std::ldexp(b.mantissa, static_cast<int>(-gap));
    return normalized(a.mantissa * kDown - part * kUp, a.exponent);
}

Magnitude quotientUp(const Magnitude& a, const Magnitude& b) { return up(normalized(a.mantissa / b.mantissa, a.exponent - b.exponent)); }

Magnitude upperSize(const Ball& a) { return up(sizeOf(a.mantissa, a.exponent)); }
Magnitude lowerSize(const Ball& a) { return difference(down(sizeOf(a.mantissa, a.exponent)), a.radius); }

Ball worse(const Ball& a, const Ball& b) {
    Ball result;
    result.state = a.state == Ball::State::NoValue || b.state == Ball::State::NoValue ? Ball::State::NoValue : Ball::State::Unknown;
    return result;
}

}  // namespace

Magnitude Magnitude::of(double value) { return up(normalized(value, 0)); }
Magnitude Magnitude::powerOfTwo(std::int64_t exponent) { return {0.5, exponent + 1}; }

double Magnitude::toDouble() const {
    if (isZero()) return 0.0;
    if (exponent > 1024) return std::numeric_limits<double>::infinity();
    if (exponent < -1070) return std::numeric_limits<double>::denorm_min();
    return std::nextafter(std::ldexp(mantissa, static_cast<int>(exponent)), std::numeric_limits<double>::infinity());
}

Magnitude operator+(const Magnitude& a, const Magnitude& b) {
    if (a.isZero()) return b;
    if (b.isZero()) return a;
    if (a.exponent < b.exponent) return b + a;
    const std::int64_t gap = a.exponent - b.exponent;
    const double part = gap > 60 ? 0x1p-60 : std::ldexp(b.mantissa, static_cast<int>(-gap));
    return up(normalized(a.mantissa + part, a.exponent));
}

Magnitude operator*(const Magnitude& a, const Magnitude& b) {
    if (a.isZero() || b.isZero()) return {};
    return up(normalized(a.mantissa * b.mantissa, a.exponent + b.exponent));
}

bool operator<(const Magnitude& a, const Magnitude& b) {
    if (b.isZero()) return false;
    if (a.isZero()) return true;
    return a.exponent != b.exponent ? a.exponent < b.exponent : a.mantissa < b.mantissa;
}

std::optional<int> Ball::sign() const {
    if (!isKnown()) return std::nullopt;
    if (mantissa.is_zero()) return radius.isZero() ? std::optional<int>(0) : std::nullopt;
    if (lowerSize(*this).isZero()) return std::nullopt;
    return mantissa.sign() < 0 ? -1 : 1;
}

Magnitude Ball::magnitude() const { return upperSize(*this) + radius; }

double Ball::toDouble() const {
    if (mantissa.is_zero()) return 0.0;
    const auto top = static_cast<std::int64_t>(msb(abs(mantissa)));
    const double sign = mantissa.sign() < 0 ? -1.0 : 1.0;
    if (top + exponent > 1030) return sign * std::numeric_limits<double>::infinity();
    if (top + exponent < -1100) return sign * 0.0;
    const std::int64_t cut = top - 62;
    cpp_int head = abs(mantissa);
    const bool sticky = cut > 0 && lsb(head) < static_cast<unsigned>(cut);
    if (cut > 0) head >>= static_cast<unsigned>(cut);
    auto word = static_cast<std::uint64_t>(head);
    if (sticky) word |= 1U;  // so that the one rounding below is to nearest
    return sign * std::ldexp(static_cast<double>(word), static_cast<int>(exponent + std::max<std::int64_t>(cut, 0)));
}

double Ball::doubleError() const {
    const double value = std::abs(toDouble());
    if (!std::isfinite(value)) return std::numeric_limits<double>::infinity();
    const double half = 0.5 * (std::nextafter(value, std::numeric_limits<double>::infinity()) - value);
    return std::nextafter(radius.toDouble() + half, std::numeric_limits<double>::infinity());
}

Ball BallArithmetic::rounded(Ball a) const {
    if (!a.isKnown() || a.mantissa.is_zero()) {
        if (a.mantissa.is_zero()) a.exponent = 0;
        return a;
    }
    const auto length = static_cast<std::int64_t>(msb(abs(a.mantissa))) + 1;
    if (length <= m_bits) return a;
    const std::int64_t cut = length - m_bits;
    const bool negative = a.mantissa.sign() < 0;
    cpp_int head = abs(a.mantissa) >> static_cast<unsigned>(cut);
    a.mantissa = negative ? cpp_int(-head) : head;
    a.exponent += cut;
    a.radius = a.radius + Magnitude::powerOfTwo(a.exponent);
    return a;
}

Ball BallArithmetic::exactMiddle(const Ball& a) const {
    Ball result = a;
    result.radius = {};
    return result;
}

Ball BallArithmetic::widened(Ball a, const Magnitude& error) const {
    a.radius = a.radius + error;
    return a;
}

Ball BallArithmetic::integer(std::int64_t value) const {
    Ball result;
    result.mantissa = value;
    return result;
}

Ball BallArithmetic::rational(const Rational& value) const {
    Ball numerator;
    numerator.mantissa = numeratorOf(value);
    if (value.isInteger()) return rounded(numerator);
    Ball denominator;
    denominator.mantissa = denominatorOf(value);
    return divide(numerator, denominator);
}

Ball BallArithmetic::negate(Ball a) const {
    a.mantissa = -a.mantissa;
    return a;
}

Ball BallArithmetic::shift(Ball a, std::int64_t exponent) const {
    a.exponent += exponent;
    if (!a.radius.isZero()) a.radius.exponent += exponent;
    return a;
}

Ball BallArithmetic::add(const Ball& a, const Ball& b) const {
    if (!a.isKnown() || !b.isKnown()) return worse(a, b);
    if (a.mantissa.is_zero()) return widened(b, a.radius);
    if (b.mantissa.is_zero()) return widened(a, b.radius);
    const auto topA = static_cast<std::int64_t>(msb(abs(a.mantissa))) + a.exponent;
    const auto topB = static_cast<std::int64_t>(msb(abs(b.mantissa))) + b.exponent;
    // What lies wholly below the last kept digit only widens the ball; else exponents of millions would ask for megabytes.
    if (topA - topB > 2 * m_bits + 64 && topA - topB > topA - a.exponent + 2) return rounded(widened(a, upperSize(b) + b.radius));
    if (topB - topA > 2 * m_bits + 64 && topB - topA > topB - b.exponent + 2) return rounded(widened(b, upperSize(a) + a.radius));
    Ball result;
    result.exponent = std::min(a.exponent, b.exponent);
    result.mantissa = (a.mantissa << static_cast<unsigned>(a.exponent - result.exponent)) +
                      (b.mantissa << static_cast<unsigned>(b.exponent - result.exponent));
    result.radius = a.radius + b.radius;
    return rounded(result);
}

Ball BallArithmetic::multiply(const Ball& a, const Ball& b) const {
    if (!a.isKnown() || !b.isKnown()) return worse(a, b);
    Ball result;
    result.mantissa = a.mantissa * b.mantissa;
    result.exponent = a.exponent + b.exponent;
    if (!a.radius.isZero() || !b.radius.isZero()) result.radius = upperSize(a) * b.radius + upperSize(b) * a.radius + a.radius * b.radius;
    return rounded(result);
}

Ball BallArithmetic::divide(const Ball& a, const Ball& b) const {
    if (!a.isKnown() || !b.isKnown()) return worse(a, b);
    const Magnitude least = lowerSize(b);
    Ball result;
    if (least.isZero()) {
        result.state = b.mantissa.is_zero() && b.radius.isZero() ? Ball::State::NoValue : Ball::State::Unknown;
        return result;
    }
    if (!a.mantissa.is_zero()) {
        const auto topA = static_cast<std::int64_t>(msb(abs(a.mantissa)));
        const auto topB = static_cast<std::int64_t>(msb(abs(b.mantissa)));
        const std::int64_t lift = std::max<std::int64_t>(0, m_bits + 2 + topB - topA);
        result.mantissa = (a.mantissa << static_cast<unsigned>(lift)) / b.mantissa;
        result.exponent = a.exponent - b.exponent - lift;
        const bool exact = result.mantissa * b.mantissa == (a.mantissa << static_cast<unsigned>(lift));
        if (!exact) result.radius = Magnitude::powerOfTwo(result.exponent);
    }
    // |A/B - a/b| <= (r_A + |a/b| r_B) / (|b| - r_B)
    if (!a.radius.isZero() || !b.radius.isZero())
        result.radius = result.radius + quotientUp(a.radius + (upperSize(result) + result.radius) * b.radius, least);
    return rounded(result);
}

Ball BallArithmetic::divideSmall(const Ball& a, std::int64_t divisor) const { return divide(a, integer(divisor)); }

Ball BallArithmetic::power(const Ball& base, std::int64_t exponent) const {
    if (exponent < 0) return divide(integer(1), power(base, -exponent));
    Ball result = integer(1);
    Ball square = base;
    for (std::int64_t e = exponent; e > 0; e >>= 1) {
        if (e & 1) result = multiply(result, square);
        if (e > 1) square = multiply(square, square);
    }
    return result;
}

Ball BallArithmetic::sqrt(const Ball& a) const {
    if (!a.isKnown()) return a;
    Ball result;
    if (a.mantissa.is_zero() && a.radius.isZero()) return result;
    const Magnitude least = lowerSize(a);
    if (least.isZero() || a.mantissa.sign() < 0) {
        result.state = least.isZero() ? Ball::State::Unknown : Ball::State::NoValue;
        return result;
    }
    const auto top = static_cast<std::int64_t>(msb(a.mantissa));
    std::int64_t lift = std::max<std::int64_t>(0, 2 * m_bits + 4 - top);
    if ((a.exponent - lift) % 2 != 0) ++lift;
    const cpp_int widened_ = a.mantissa << static_cast<unsigned>(lift);
    cpp_int rest;
    result.mantissa = boost::multiprecision::sqrt(widened_, rest);
    result.exponent = (a.exponent - lift) / 2;
    if (!rest.is_zero()) result.radius = Magnitude::powerOfTwo(result.exponent);
    // |sqrt(m + r) - sqrt(m)| <= |r| / sqrt(m) as soon as m - |r| >= 0
    if (!a.radius.isZero()) result.radius = result.radius + quotientUp(a.radius, down(sizeOf(result.mantissa, result.exponent)));
    return rounded(result);
}

std::optional<Ball> BallArithmetic::floor(const Ball& a) const {
    if (!a.isKnown() || a.exponent > 100000 || (!a.radius.isZero() && a.radius.exponent > 0)) return std::nullopt;
    if (a.exponent < -1000000) return a.sign() ? std::optional<Ball>(integer(*a.sign() < 0 ? -1 : 0)) : std::nullopt;
    Ball result;
    if (a.exponent >= 0) {
        result.mantissa = a.mantissa << static_cast<unsigned>(a.exponent);
    } else {
        const cpp_int unit = cpp_int(1) << static_cast<unsigned>(-a.exponent);
        result.mantissa = a.mantissa / unit;
        if (a.mantissa.sign() < 0 && result.mantissa * unit != a.mantissa) result.mantissa -= 1;
    }
    if (a.radius.isZero()) return result;
    BallArithmetic fine(m_bits + 64);
    const auto above = fine.subtract(a, result).sign();
    const auto below = fine.subtract(fine.add(result, integer(1)), a).sign();
    if (!above || *above < 0 || !below || *below <= 0) return std::nullopt;
    return result;
}

}  // namespace calc
