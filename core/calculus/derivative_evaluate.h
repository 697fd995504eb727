#pragma once
#include <unordered_map>

#include "core/calculus/derivative_functions.h"
#include "core/calculus/derivative_local.h"
#include "core/expression/facts.h"
#include "core/expression/simplify.h"

/// Walks an expression with one-sided series for its variables. See derivative_series.h.
namespace calc::local {

/// One way of approaching: from the left, from the right, or standing at the point (then every series is a constant).
template <class Real>
class Walk {
public:
    Walk(Context& context, const Line& line, int side) : m_context(context), m_line(line), m_side(side) {}

    const Series<Real>& at(const Expression& e) {
        if (const auto known = m_known.find(e); known != m_known.end()) return known->second;
        if (m_context.isSpent()) return m_known.emplace(e, unknown<Real>()).first->second;
        S result = computed(e);
        if (m_context.isSpent()) result = unknown<Real>();  // so that the users of this term spend nothing more
        return m_known.emplace(e, std::move(result)).first->second;
    }

private:
    using S = Series<Real>;

    S computed(const Expression& e) {
        switch (e.op()) {
            case Op::Number: return S::constant(number(e.value()));
            case Op::Pi: return S::constant(piOf<Real>());
            case Op::Euler: {
                using std::exp;
                const Real one(1);
                return S::constant(valueAt(m_context, Elementary::Exp, one, Real(0), [&one] { return Real(exp(one)); }));
            }
            case Op::Variable: return variable(e.variable());
            case Op::Negate: return negated(at(e.operand(0)));
            case Op::Add: return added(m_context, at(e.operand(0)), at(e.operand(1)));
            case Op::Subtract: return added(m_context, at(e.operand(0)), negated(at(e.operand(1))));
            case Op::Multiply: return multiplied(m_context, at(e.operand(0)), at(e.operand(1)));
            case Op::Divide: return divided(m_context, at(e.operand(0)), at(e.operand(1)));
            case Op::Power: return power(at(e.operand(0)), at(e.operand(1)));
            case Op::Call: return call(e);
            case Op::If: return choice(e);
            default: return unknown<Real>();  // a comparison outside if
        }
    }

    /// A literal is the nearest double; beyond the range of doubles, at either end, its exact value.
    Real number(const Rational& value) const {
        const double nearest = value.toDouble();
        if (std::isfinite(nearest) && (nearest != 0.0 || value.isZero())) return Real(nearest);
        return Real(value.numeratorText()) / Real(value.denominatorText());
    }

    S variable(Variable v) const {
        const auto index = static_cast<std::size_t>(v);
        S s = S::constant(Real(m_line.origin[index]));
        const double slope = m_line.direction[index] * m_side;
        if (slope != 0.0) s.terms.push_back({1.0, 0, Real(slope)});
        return s;
    }

    S power(const S& base, const S& exponent) {
        if (const std::optional<Real> p = exponent.exactConstant(); p && exponent.isRegular()) return local::power(m_context, base, *p);
        if (auto result = carried(base, exponent)) return *result;
        const std::optional<int> sign = signOf(m_context, base);
        if (!sign) return unknown<Real>();
        if (*sign < 0) return undefined<Real>();  // values at most where the exponent is whole: at single points
        if (*sign > 0) return exp(m_context, multiplied(m_context, exponent, ln(m_context, base)));
        const std::optional<int> way = signOf(m_context, exponent);
        return !way ? unknown<Real>() : *way > 0 ? S() : undefined<Real>();
    }

    /// The sign of a - b for two operands of `e` (min, max, a comparison), whose series are a and b; nothing where it is not known.
    std::optional<int> order(const Expression& e, const S& a, const S& b) {
        const bool wasTooShort = m_context.tooShort;
        if (const std::optional<int> sign = signOf(m_context, added(m_context, a, negated(b)))) return sign;
        if (!simplify(e.operand(0) - e.operand(1)).isNumber(0)) return std::nullopt;
        m_context.tooShort = wasTooShort;  // sin(x)^2 and sin(x)*sin(x): no series is long enough to tell
        return 0;
    }

    S extremum(const Expression& e, const S& a, const S& b, int wanted) {
        if (a.state == S::State::Undefined || b.state == S::State::Undefined) return undefined<Real>();
        const std::optional<int> sign = order(e, a, b);
        if (sign) return *sign == wanted ? a : b;
        return unknown<Real>();
    }

    S choice(const Expression& e) {
        const Expression& condition = e.operand(0);
        const S& a = at(condition.operand(0));
        const S& b = at(condition.operand(1));
        if (a.state == S::State::Undefined || b.state == S::State::Undefined) return undefined<Real>();
        const std::optional<int> sign = order(condition, a, b);
        if (!sign) return unknown<Real>();
        const Op op = condition.op();
        const bool holds = op == Op::Less ? *sign < 0 : op == Op::LessEqual ? *sign <= 0 : op == Op::Greater ? *sign > 0 : *sign >= 0;
        return at(e.operand(holds ? 1 : 2));
    }

    S sized(const S& s, int ifNegative, int ifPositive) {
        if (!s.isRegular()) return s.state == S::State::Undefined ? undefined<Real>() : unknown<Real>();
        const std::optional<int> sign = signOf(m_context, s);
        if (!sign) return unknown<Real>();
        const int factor = *sign < 0 ? ifNegative : ifPositive;
        return *sign == 0 || factor == 0 ? S() : factor < 0 ? negated(s) : s;
    }

    S signum(const S& s) {
        if (!s.isRegular()) return s.state == S::State::Undefined ? undefined<Real>() : unknown<Real>();
        const std::optional<int> sign = signOf(m_context, s);
        return sign ? S::constant(Real(*sign)) : unknown<Real>();
    }

    S logarithm(const S& s, double base) {
        using std::log;
        const Real b(base);
        return scaled(ln(m_context, s), Real(1 / valueAt(m_context, Elementary::Ln, b, Real(0), [&b] { return Real(log(b)); })));
    }

    S call(const Expression& e) {
        const S& s = at(e.operand(0));
        using JetR = Jet<Real>;
        Context& c = m_context;
        switch (e.function()) {
            case Function::Sin: return wave(c, s, true);
            case Function::Cos: return wave(c, s, false);
            case Function::Tan: return s.isRegular() && s.isBounded() ? divided(c, wave(c, s, true), wave(c, s, false)) : noneOrUnknown(s);
            case Function::Asin: return asin(c, s);
            case Function::Acos: return acos(c, s);
            case Function::Atan: return atan(c, s);
            case Function::Sinh: return hyperbolic(c, s, true);
            case Function::Cosh: return hyperbolic(c, s, false);
            case Function::Tanh: return saturating(c, Elementary::Tanh, s, -1, 1, 1.1 * c.digits, [](const JetR& u) { return tanhOf(u); });
            case Function::Exp: return exp(c, s);
            case Function::Ln: return ln(c, s);
            case Function::Log10: return logarithm(s, 10.0);
            case Function::Log2: return logarithm(s, 2.0);
            case Function::Sqrt: return local::power(c, s, Real(0.5));
            case Function::Cbrt: return cbrt(c, s);
            case Function::Abs: return sized(s, -1, 1);
            case Function::Sign: return signum(s);
            case Function::Floor: return rounded(c, s, -1);
            case Function::Ceil: return rounded(c, s, 1);
            case Function::Min: return extremum(e, s, at(e.operand(1)), -1);
            case Function::Max: return extremum(e, s, at(e.operand(1)), 1);
            case Function::Erf:
                return saturating(c, Elementary::Erf, s, -1, 1, std::sqrt(2.3 * c.digits),
                                  [](const JetR& u) { return calc::erf(u, erfValue(u.value())); });
            case Function::Gamma: return gamma(c, s);
            case Function::Sigmoid:
                return saturating(c, Elementary::Sigmoid, s, 0, 1, 2.2 * c.digits, [](const JetR& u) { return sigmoidOf(u); });
            case Function::Relu: return sized(s, 0, 1);
        }
        return unknown<Real>();
    }

    S noneOrUnknown(const S& s) const { return s.state == S::State::Undefined ? undefined<Real>() : unknown<Real>(); }

    /// (1 - q) / (1 + q) with q = exp(-2|u|): does not overflow.
    static Jet<Real> tanhOf(const Jet<Real>& u) {
        const bool negative = u.value() < 0;
        const Jet<Real> q = calc::exp(negative ? u * Real(2) : u * Real(-2));
        const Jet<Real> ratio = (-q + Real(1)) / (q + Real(1));
        return negative ? -ratio : ratio;
    }
    static Jet<Real> sigmoidOf(const Jet<Real>& u) { return Jet<Real>::constant(Real(1), u.order()) / (calc::exp(-u) + Real(1)); }

    Context& m_context;
    const Line& m_line;
    int m_side;
    std::unordered_map<Expression, Series<Real>, ExpressionHash> m_known;  // equal terms once: a typed sum may hold one hundreds of times
};

/// The derivatives of one side up to the order, as Taylor coefficients, as far as they exist.
template <class Real>
struct Side {
    SideDerivative verdict;
    std::vector<Real> coefficients;  ///< of t^0 … t^k, k the last order that exists on this side
    bool tooShort = false;
};

template <class Real>
bool same(const Context& context, const Real& a, const Real& b) {
    using std::abs;
    return abs(a - b) <= std::max(Real(abs(a)), Real(abs(b))) * smallness<Real>(context, 0.4);
}

template <class Real>
SideDerivative slopeFrom(Real c, int order) {
    for (int k = 2; k <= order; ++k) c *= k;
    const auto nearest = static_cast<double>(c);
    return {SideDerivative::What::Slope, nearest, std::isfinite(nearest) ? static_cast<double>(Real(c - nearest)) : 0.0};
}

/// Reads the derivatives off a one-sided series; `side` is -1 for the left one.
template <class Real>
Side<Real> readSide(Context& context, const Series<Real>& s, const Real& value, int order, int side) {
    using What = SideDerivative::What;
    using State = typename Series<Real>::State;
    Side<Real> result;
    const auto verdict = [&result](What what, double slope = 0.0) {
        result.verdict = {what, slope, 0.0};
        return result;
    };
    if (s.state == State::Undefined) return verdict(What::NoValues);
    if (s.state == State::PlusInfinite || s.state == State::MinusInfinite) return verdict(What::Jump);
    if (s.state == State::Unknown) return verdict(What::Unknown);
    if (!s.terms.empty() && !s.isBounded() && s.order() <= 0.0) return verdict(What::Jump);
    if (s.bound <= 0.0) {
        result.tooShort = !s.wild;
        return verdict(What::Unknown);
    }
    if (!same(context, s.limit(), value)) return verdict(What::Jump);
    result.coefficients.assign(1, value);
    for (const auto& term : s.withoutLimit().terms) {
        if (term.exponent > order + kSameExponent) break;
        const bool isSmooth = term.logs == 0 && term.exponent == std::round(term.exponent);
        const int degree = static_cast<int>(std::ceil(term.exponent - kSameExponent));
        result.coefficients.resize(static_cast<std::size_t>(isSmooth ? degree + 1 : degree), Real(0));
        if (isSmooth) {
            result.coefficients.back() = side < 0 && degree % 2 == 1 ? Real(-term.coefficient) : term.coefficient;
            continue;
        }
        if (degree < order) return verdict(What::Rough);
        double sign = term.coefficient > 0 ? 1.0 : -1.0;
        for (int k = 0; k < degree && term.exponent != degree; ++k) sign *= term.exponent - k < 0.0 ? -1.0 : 1.0;
        if (term.logs % 2 == 1) sign = -sign;
        if (side < 0 && degree % 2 == 1) sign = -sign;
        return verdict(What::Infinite, std::copysign(std::numeric_limits<double>::infinity(), sign));
    }
    if (s.bound <= order || (s.wild && order > 1)) {
        result.tooShort = !s.wild;
        const int known = s.wild ? std::min(1, static_cast<int>(std::ceil(s.bound)) - 1) : static_cast<int>(std::ceil(s.bound)) - 1;
        result.coefficients.resize(static_cast<std::size_t>(known) + 1U, Real(0));
        return verdict(What::Unknown);
    }
    result.coefficients.resize(static_cast<std::size_t>(order) + 1U, Real(0));
    result.verdict = slopeFrom(result.coefficients.back(), order);
    return result;
}

template <class Real>
LocalDerivative differentiated(Context& context, const Expression& expression, const Line& line, int order, bool& tooShort) {
    LocalDerivative result;
    const Series<Real> here = Walk<Real>(context, line, 0).at(expression);
    result.hasValue = here.isRegular() && here.exactConstant().has_value();
    result.isValueKnown = result.hasValue || here.state == Series<Real>::State::Undefined;
    if (!result.hasValue) return result;
    const Real value = here.limit();
    using boost::multiprecision::isfinite;
    if (!isfinite(value)) {  // beyond even these numbers
        result.hasValue = result.isValueKnown = false;
        return result;
    }
    result.functionValue = static_cast<double>(value);
    const Side<Real> left = readSide(context, Walk<Real>(context, line, -1).at(expression), value, order, -1);
    const Side<Real> right = readSide(context, Walk<Real>(context, line, 1).at(expression), value, order, 1);
    result.left = left.verdict;
    result.right = right.verdict;
    tooShort = left.tooShort || right.tooShort || context.tooShort;
    const std::size_t shared = std::min(left.coefficients.size(), right.coefficients.size());
    std::size_t k = 0;
    while (k < shared && same(context, left.coefficients[k], right.coefficients[k])) ++k;
    result.agree = k == static_cast<std::size_t>(order) + 1U;
    result.failsAt = static_cast<int>(k);
    return result;
}

template <class Real>
LocalValue evaluatedWith(int digits, const Expression& expression, const Line& line) {
    using boost::multiprecision::isfinite;
    Context context;
    context.digits = digits;
    context.work = line.work;
    FunctionValues known;
    context.known = &known;
    const Series<Real> here = Walk<Real>(context, line, 0).at(expression);
    LocalValue result;
    result.workLeft = context.work;
    result.wantsMoreDigits = context.lossy && !context.isSpent();
    result.doubtful = (context.doubtful && context.decidedAtZero) || context.isSpent();
    const std::optional<Real> value = here.isRegular() ? here.exactConstant() : std::nullopt;
    result.hasValue = value.has_value();
    result.isKnown = here.state == Series<Real>::State::Undefined || (value && isfinite(*value));
    if (value) result.value = static_cast<double>(*value);
    return result;
}

/// Longer and longer series until every decision is made.
template <class Real>
LocalDerivative differentiatedWith(int digits, const Expression& expression, const Line& line, int order) {
    LocalDerivative result;
    double work = line.work;
    FunctionValues own;
    for (const double more : {3.0, 20.0, 120.0}) {
        Context context;
        context.digits = digits;
        context.cutoff = order + more;
        context.work = work;
        context.known = line.known != nullptr ? line.known : &own;
        bool tooShort = false;
        result = differentiated<Real>(context, expression, line, order, tooShort);
        result.wantsMoreDigits = context.lossy && !context.isSpent();
        result.doubtful = (context.doubtful && context.decidedAtZero) || context.isSpent();
        result.workLeft = work = context.work;
        if (!tooShort || context.isSpent()) break;
    }
    return result;
}

}  // namespace calc::local
