#pragma once
#include "core/calculus/derivative_series.h"
#include "core/calculus/derivative_special.h"

/// The functions of the grammar on one-sided series. See derivative_series.h.
namespace calc::local {

template <class Real>
Series<Real> unknown() {
    return Series<Real>::of(Series<Real>::State::Unknown);
}
template <class Real>
Series<Real> undefined() {
    return Series<Real>::of(Series<Real>::State::Undefined);
}

/// Whole, up to what cancellation leaves of a number that is whole.
template <class Real>
std::optional<Real> nearWhole(Context& context, const Real& c) {
    using std::round;
    const Real whole = round(c);
    if (c != whole && sum(context, c, Real(-whole)) != 0) return std::nullopt;
    return whole;
}

/// The Taylor series of a function at c with at least `order` powers, worked out once for each question.
template <class Real, class OfJet>
Jet<Real> taylorAt(Context& context, Elementary function, const Real& c, const Real& exponent, int order, OfJet ofJet) {
    auto& table = context.known->of<Real>();
    const auto key = std::tuple(function, c, exponent);
    if (const auto found = table.find(key); found != table.end() && found->second.order() >= order) {
        const auto size = static_cast<std::ptrdiff_t>(order) + 1;
        return {std::vector<Real>(found->second.coefficients.begin(), found->second.coefficients.begin() + size)};
    }
    context.spendFunction();
    context.spendProducts(static_cast<std::size_t>(order) * static_cast<std::size_t>(order));
    return table.insert_or_assign(key, ofJet(Jet<Real>::variable(c, order))).first->second;
}

/// That series at c with as many terms as h needs, composed with h.
template <class Real, class OfJet>
Series<Real> analytic(Context& context, Elementary function, const Real& c, const Series<Real>& h, OfJet ofJet) {
    return composed(context, taylorAt(context, function, c, Real(0), powersNeeded(context, h), ofJet), h);
}

/// The value alone.
template <class Real, class OfReal>
Real valueAt(Context& context, Elementary function, const Real& c, const Real& exponent, OfReal ofReal) {
    return taylorAt(context, function, c, exponent, 0, [&](const Jet<Real>&) { return Jet<Real>::constant(ofReal(), 0); }).value();
}

/// c^p for a positive c, or a whole p. A root costs a hundredth of a logarithm and an exponential.
template <class Real>
Real raised(Context& context, const Real& c, const Real& p, bool isWhole) {
    using std::pow;
    using std::sqrt;
    if (isWhole) return pow(c, p);
    return valueAt(context, Elementary::Power, c, p, [&] {
        if (p == Real(0.5)) return Real(sqrt(c));
        if (p == Real(-0.5)) return Real(1 / sqrt(c));
        context.spendFunction();
        return Real(pow(c, p));
    });
}

/// s^p for a constant p. Non-whole p: s must be positive (s = 0 with p > 0 too).
template <class Real>
Series<Real> power(Context& context, const Series<Real>& s, const Real& p) {
    using State = typename Series<Real>::State;
    if (p < 0 && (s.state == State::PlusInfinite || s.state == State::MinusInfinite)) return Series<Real>::rest(kFlat);
    if (!s.isRegular()) return s.state == State::Undefined ? undefined<Real>() : unknown<Real>();
    const std::optional<Real> whole = nearWhole(context, p);
    const double exponent = static_cast<double>(p);
    if (s.isExactZero()) {
        context.decidedAtZero = true;
        return p > 0 ? Series<Real>() : undefined<Real>();
    }
    if (whole && p == 0) return Series<Real>::constant(Real(1));
    if (s.terms.empty()) {
        if (p > 0 && whole) return Series<Real>::rest(std::min(s.bound * exponent, kFlat), s.wild);
        context.tooShort = context.tooShort || !s.wild;
        return unknown<Real>();
    }
    const auto leading = s.terms.front();
    const bool isShort = whole && p > 0 && p <= 8 && s.bound == kExact && s.terms.size() <= 4;
    if (leading.logs != 0 || isShort) {  // as products a short one stays exact: x^2 - x*x is 0, not O(t^5)
        if (!whole || p < 0 || p > 50) return unknown<Real>();
        Series<Real> product = s;
        for (int i = 1; i < static_cast<int>(exponent); ++i) product = multiplied(context, product, s);
        return product;
    }
    if (leading.exponent != 0.0) context.decidedAtZero = true;
    if (leading.coefficient < 0 && !whole) return undefined<Real>();
    // s = c t^e (1 + h)
    Series<Real> h = scaled(s, Real(1 / leading.coefficient), -leading.exponent);
    h.terms.erase(h.terms.begin());
    const double cutoff = context.cutoff;  // the power lies e p above 1 + h: what is kept of it counts from there
    context.cutoff = std::max(cutoff - leading.exponent * exponent, 1.0);
    const int order = powersNeeded(context, h);
    context.spendProducts(static_cast<std::size_t>(order) * static_cast<std::size_t>(order));
    const Series<Real> unit = composed(context, calc::power(Jet<Real>::variable(Real(1), order), p), h);
    context.cutoff = cutoff;
    const Real factor = raised(context, leading.coefficient, whole ? *whole : p, whole.has_value());
    Series<Real> result = scaled(unit, factor, leading.exponent * exponent);
    tidy(context, result);
    return result;
}

/// a = c t^e b, both exact: then the quotient is exact too (x/x is 1, and floor(x/x) can be decided).
template <class Real>
std::optional<Series<Real>> exactQuotient(const Series<Real>& a, const Series<Real>& b) {
    if (a.bound != kExact || b.bound != kExact || a.terms.size() != b.terms.size() || a.terms.empty()) return std::nullopt;
    const double shift = a.order() - b.order();
    for (std::size_t i = 0; i < a.terms.size(); ++i) {
        if (a.terms[i].logs != b.terms[i].logs || std::fabs(a.terms[i].exponent - b.terms[i].exponent - shift) > kSameExponent)
            return std::nullopt;
        if (a.terms[i].coefficient * b.terms[0].coefficient != a.terms[0].coefficient * b.terms[i].coefficient) return std::nullopt;
    }
    return Series<Real>::monomial(Real(a.terms[0].coefficient / b.terms[0].coefficient), shift);
}

template <class Real>
Series<Real> divided(Context& context, const Series<Real>& a, const Series<Real>& b) {
    if (auto result = carried(a, b)) return *result;
    if (auto result = exactQuotient(a, b)) return *result;
    const double cutoff = context.cutoff;  // a numerator that starts at t^-e needs e more of the denominator
    context.cutoff += a.terms.empty() ? 0.0 : std::max(0.0, -a.order());
    const Series<Real> reciprocal = power(context, b, Real(-1));
    context.cutoff = cutoff;
    return multiplied(context, a, reciprocal);
}

template <class Real>
Series<Real> ln(Context& context, const Series<Real>& s) {
    using std::log;
    if (!s.isRegular()) return s.state == Series<Real>::State::Undefined ? undefined<Real>() : unknown<Real>();
    const std::optional<int> sign = signOf(context, s);
    if (!sign) return unknown<Real>();
    if (*sign <= 0) return undefined<Real>();
    const auto leading = s.terms.front();
    if (leading.logs != 0) return unknown<Real>();
    Series<Real> h = scaled(s, Real(1 / leading.coefficient), -leading.exponent);
    h.terms.erase(h.terms.begin());
    Series<Real> result = analytic(context, Elementary::Ln, Real(1), h, [](const Jet<Real>& u) { return calc::ln(u); });
    const bool isOne = sum(context, leading.coefficient, Real(-1)) == 0;
    if (!isOne) {
        const Real& c = leading.coefficient;
        result =
            added(context, result, Series<Real>::constant(valueAt(context, Elementary::Ln, c, Real(0), [&c] { return Real(log(c)); })));
    }
    return added(context, result, Series<Real>::monomial(Real(leading.exponent), 0.0, 1));
}

template <class Real>
Series<Real> exp(Context& context, const Series<Real>& s) {
    using State = typename Series<Real>::State;
    if (!s.isRegular()) return s.state == State::Undefined ? undefined<Real>() : unknown<Real>();
    if (s.bound <= 0.0) return unknown<Real>();
    if (s.isBounded())
        return analytic(context, Elementary::Exp, s.limit(), s.withoutLimit(), [](const Jet<Real>& u) { return calc::exp(u); });
    const auto leading = s.terms.front();
    if (leading.exponent == 0.0 && leading.logs == 1) {  // exp(a ln t + ...) = t^a exp(...)
        Series<Real> others = s;
        others.terms.erase(others.terms.begin());
        return scaled(exp(context, others), Real(1), static_cast<double>(leading.coefficient));
    }
    const bool grows = (leading.coefficient > 0) == (leading.logs % 2 == 0);
    return grows ? Series<Real>::of(State::PlusInfinite) : Series<Real>::rest(kFlat);
}

/// A bounded function of a series that runs off to infinity or is not known: nothing but O(1).
template <class Real>
Series<Real> boundedUnknown(const Series<Real>& s) {
    using State = typename Series<Real>::State;
    return s.state == State::Undefined ? undefined<Real>() : Series<Real>::rest(0.0, true);
}

/// sin (`wantsSine`) or cos.
template <class Real>
Series<Real> wave(Context& context, const Series<Real>& s, bool wantsSine) {
    if (!s.isRegular() || !s.isBounded()) return boundedUnknown(s);
    using std::abs;
    using std::cos;
    using std::sin;
    const Real c = s.limit();
    const Real size = std::max(Real(1), Real(abs(c)));
    const Real rawSine = c == 0 ? Real(0) : valueAt(context, Elementary::Sine, c, Real(0), [&c] { return Real(sin(c)); });
    const Real rawCosine = valueAt(context, Elementary::Cosine, c, Real(0), [&c] { return Real(cos(c)); });
    const Real sine = settled(context, rawSine, size);
    const Real cosine = settled(context, rawCosine, size);
    const Series<Real> h = s.withoutLimit();
    const int order = powersNeeded(context, h);
    context.spendProducts(static_cast<std::size_t>(order) * static_cast<std::size_t>(order));
    const auto waves = jet_detail::coupled(sine, cosine, -1, Jet<Real>::variable(c, order));
    return composed(context, wantsSine ? waves.first : waves.second, h);
}

template <class Real>
Series<Real> hyperbolic(Context& context, const Series<Real>& s, bool wantsSine) {
    using State = typename Series<Real>::State;
    if (!s.isRegular()) return s.state == State::Undefined ? undefined<Real>() : unknown<Real>();
    if (s.bound <= 0.0) return unknown<Real>();
    if (!s.isBounded()) {
        const bool up = !wantsSine || signOf(context, s).value_or(1) > 0;
        return Series<Real>::of(up ? State::PlusInfinite : State::MinusInfinite);
    }
    return analytic(context, wantsSine ? Elementary::Sinh : Elementary::Cosh, s.limit(), s.withoutLimit(), [&](const Jet<Real>& u) {
        auto both = sinhAndCosh(u);
        return wantsSine ? both.first : both.second;
    });
}

/// A function that goes to `low` and `high` at the ends of the line faster than every power (tanh, erf, sigmoid): beyond `reach` its
/// distance from them lies below the digits.
template <class Real, class OfJet>
Series<Real> saturating(Context& context, Elementary function, const Series<Real>& s, int low, int high, double reach, OfJet ofJet) {
    using State = typename Series<Real>::State;
    using std::abs;
    if (s.isRegular() && s.isBounded() && abs(s.limit()) > reach) context.lossy = context.doubtful = true;
    const auto flatAt = [](int end) {
        Series<Real> flat = Series<Real>::constant(Real(end));
        flat.bound = kFlat;
        return flat;
    };
    if (s.state == State::PlusInfinite) return flatAt(high);
    if (s.state == State::MinusInfinite) return flatAt(low);
    if (!s.isRegular() || s.bound <= 0.0) return boundedUnknown(s);
    if (s.isBounded()) return analytic(context, function, s.limit(), s.withoutLimit(), ofJet);
    if (s.terms.front().exponent == 0.0) return Series<Real>::rest(0.0, true);  // tanh(ln t) falls like a power
    return flatAt(signOf(context, s) == 1 ? high : low);
}

template <class Real>
Series<Real> atan(Context& context, const Series<Real>& s) {
    if (!s.isRegular() || s.bound <= 0.0) return boundedUnknown(s);
    if (s.isBounded())
        return analytic(context, Elementary::Atan, s.limit(), s.withoutLimit(), [](const Jet<Real>& u) { return calc::atan(u); });
    const Real end = piOf<Real>() / (signOf(context, s) == 1 ? 2 : -2);
    return added(context, Series<Real>::constant(end), negated(atan(context, power(context, s, Real(-1)))));
}

/// asin; near the ends of the domain by asin(1 - r) = pi/2 - 2 asin(sqrt(r/2)), which has the square root's series there.
template <class Real>
Series<Real> asin(Context& context, const Series<Real>& s) {
    if (!s.isRegular() || s.bound <= 0.0) return s.state == Series<Real>::State::Undefined ? undefined<Real>() : unknown<Real>();
    if (!s.isBounded() || s.limit() * s.limit() > Real(1.5)) return undefined<Real>();
    if (s.limit() * s.limit() < Real(0.5))
        return analytic(context, Elementary::Asin, s.limit(), s.withoutLimit(), [](const Jet<Real>& u) { return calc::asin(u); });
    if (s.limit() < 0) return negated(asin(context, negated(s)));
    const Series<Real> r = added(context, Series<Real>::constant(Real(1)), negated(s));
    const std::optional<int> sign = signOf(context, r);
    if (!sign) return unknown<Real>();
    if (*sign < 0) return undefined<Real>();
    const Series<Real> half = asin(context, power(context, scaled(r, Real(0.5)), Real(0.5)));
    return added(context, Series<Real>::constant(piOf<Real>() / 2), scaled(half, Real(-2)));
}

template <class Real>
Series<Real> acos(Context& context, const Series<Real>& s) {
    if (s.isRegular() && s.isBounded() && s.limit() > Real(0.7)) {  // 2 asin(sqrt((1-s)/2)): keeps the digits near 1
        const Series<Real> r = added(context, Series<Real>::constant(Real(1)), negated(s));
        if (signOf(context, r).value_or(1) < 0) return undefined<Real>();
        return scaled(asin(context, power(context, scaled(r, Real(0.5)), Real(0.5))), Real(2));
    }
    return added(context, Series<Real>::constant(piOf<Real>() / 2), negated(asin(context, s)));
}

template <class Real>
Series<Real> cbrt(Context& context, const Series<Real>& s) {
    const std::optional<int> sign = signOf(context, s);
    if (!sign) return s.state == Series<Real>::State::Undefined ? undefined<Real>() : unknown<Real>();
    const Real third = Real(1) / 3;
    return *sign < 0 ? negated(power(context, negated(s), third)) : power(context, s, third);
}

/// Gamma; poles by Gamma(s) = Gamma(s + m) / (s (s+1) … (s+m-1)).
template <class Real>
Series<Real> gamma(Context& context, const Series<Real>& s) {
    if (!s.isRegular() || !s.isBounded()) return s.state == Series<Real>::State::Undefined ? undefined<Real>() : unknown<Real>();
    Series<Real> shifted = s;
    Series<Real> product = Series<Real>::constant(Real(1));
    if (s.limit() < -2000) return unknown<Real>();
    while (shifted.limit() < Real(0.5)) {
        product = multiplied(context, product, shifted);
        shifted = added(context, shifted, Series<Real>::constant(Real(1)));
    }
    if (shifted.limit() > 1e6) return unknown<Real>();
    const Real c = shifted.limit();
    const Series<Real> value =
        analytic(context, Elementary::Gamma, c, shifted.withoutLimit(), [](const Jet<Real>& u) { return gammaTaylor(u); });
    return divided(context, value, product);
}

/// floor (direction -1) or ceil (direction 1).
template <class Real>
Series<Real> rounded(Context& context, const Series<Real>& s, int direction) {
    using std::ceil;
    using std::floor;
    if (!s.isRegular() || !s.isBounded()) return s.state == Series<Real>::State::Undefined ? undefined<Real>() : unknown<Real>();
    const std::optional<Real> whole = nearWhole(context, s.limit());
    if (!whole) return Series<Real>::constant(direction < 0 ? Real(floor(s.limit())) : Real(ceil(s.limit())));
    context.decidedAtZero = true;
    const std::optional<int> sign = signOf(context, s.withoutLimit());
    if (!sign) return unknown<Real>();
    return Series<Real>::constant(*sign == direction ? Real(*whole + direction) : *whole);
}

}  // namespace calc::local
