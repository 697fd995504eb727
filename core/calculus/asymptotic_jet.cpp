#include "core/calculus/asymptotic_jet.h"

namespace calc {

namespace {

std::size_t place(int k) { return static_cast<std::size_t>(k); }

}  // namespace

const GermJet::Series& GermJet::of(Germ g) {
    const auto known = m_known.find(g);
    if (known != m_known.end()) return known->second;
    m_scale.pool().spend(1 + m_order);
    Series series = computed(g);
    return m_known.emplace(g, std::move(series)).first->second;
}

GermJet::Series GermJet::constant(const Ball& value) const {
    Series result(place(m_order + 1));
    result[0] = value;
    return result;
}

GermJet::Series GermJet::multiply(const Series& a, const Series& b) const {
    Series result(a.size());
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; i + j < a.size(); ++j) result[i + j] = m_with.add(result[i + j], m_with.multiply(a[i], b[j]));
    return result;
}

GermJet::Series GermJet::exp(const Series& u) const {
    Series result(u.size());
    result[0] = m_with.exp(u[0]);
    for (int k = 1; k <= m_order; ++k) {  // k e_k = sum of j u_j e_(k-j)
        Ball sum;
        for (int j = 1; j <= k; ++j)
            sum = m_with.add(sum, m_with.multiply(m_with.integer(j), m_with.multiply(u[place(j)], result[place(k - j)])));
        result[place(k)] = m_with.divideSmall(sum, k);
    }
    return result;
}

GermJet::Series GermJet::ln(const Series& u) const {
    Series result(u.size());
    result[0] = m_with.ln(u[0]);
    for (int k = 1; k <= m_order; ++k) {  // u_0 l_k = u_k - (1/k) sum of j l_j u_(k-j), j < k
        Ball sum;
        for (int j = 1; j < k; ++j)
            sum = m_with.add(sum, m_with.multiply(m_with.integer(j), m_with.multiply(result[place(j)], u[place(k - j)])));
        result[place(k)] = m_with.divide(m_with.subtract(u[place(k)], m_with.divideSmall(sum, k)), u[0]);
    }
    return result;
}

GermJet::Series GermJet::raised(const Series& base, const Ball& exponent) const {
    Series result(base.size());
    result[0] = m_with.exp(m_with.multiply(exponent, m_with.ln(base[0])));
    for (int k = 1; k <= m_order; ++k) {  // k b_0 r_k = sum of (j e - (k - j)) b_j r_(k-j)
        Ball sum;
        for (int j = 1; j <= k; ++j) {
            const Ball weight = m_with.subtract(m_with.multiply(m_with.integer(j), exponent), m_with.integer(k - j));
            sum = m_with.add(sum, m_with.multiply(weight, m_with.multiply(base[place(j)], result[place(k - j)])));
        }
        result[place(k)] = m_with.divide(m_with.divideSmall(sum, k), base[0]);
    }
    return result;
}

std::pair<GermJet::Series, GermJet::Series> GermJet::sineAndCosine(const Series& u) const {
    Series sine(u.size());
    Series cosine(u.size());
    sine[0] = m_with.sin(u[0]);
    cosine[0] = m_with.cos(u[0]);
    for (int k = 1; k <= m_order; ++k) {
        Ball s;
        Ball c;
        for (int j = 1; j <= k; ++j) {
            const Ball weight = m_with.multiply(m_with.integer(j), u[place(j)]);
            s = m_with.add(s, m_with.multiply(weight, cosine[place(k - j)]));
            c = m_with.subtract(c, m_with.multiply(weight, sine[place(k - j)]));
        }
        sine[place(k)] = m_with.divideSmall(s, k);
        cosine[place(k)] = m_with.divideSmall(c, k);
    }
    return {sine, cosine};
}

GermJet::Series GermJet::integral(const Ball& first, const Series& u, const Series& slope) const {
    Series derivative(u.size());
    for (int k = 0; k < m_order; ++k) derivative[place(k)] = m_with.multiply(m_with.integer(k + 1), u[place(k + 1)]);
    const Series product = multiply(derivative, slope);
    Series result(u.size());
    result[0] = first;
    for (int k = 1; k <= m_order; ++k) result[place(k)] = m_with.divideSmall(product[place(k - 1)], k);
    return result;
}

GermJet::Series GermJet::ofSymbol(Germ g) {
    if (g->order == 0) {
        Series result = constant(m_with.integer(m_at));
        if (m_order >= 1) result[1] = m_with.integer(1);
        return result;
    }
    if (const int depth = m_scale.logarithmDepth(g->order)) return ln(of(m_scale.pool().symbol(m_scale.iteratedLogarithm(depth - 1))));
    return exp(of(m_scale.logarithm(g->order)));
}

/// By the derivatives of the kernel at the middle: sum of f^(k)(u_0) / k! (u - u_0)^k.
GermJet::Series GermJet::composed(Germ g, const Series& u) {
    GermPool& pool = m_scale.pool();
    Series small = u;
    small[0] = Ball();
    Series power = constant(m_with.integer(1));
    Series result(u.size());
    Ball factorial = m_with.integer(1);
    Ball gammaPart = m_with.integer(1);
    std::vector<Ball> factors;
    for (int k = 0; k <= m_order; ++k) {
        if (k > 0) factorial = m_with.multiply(factorial, m_with.integer(k));
        if (g->kernel == Kernel::Gamma) {  // k a_k = sum of psi_(j-1) / (j-1)! a_(k-j)
            if (k == 0)
                gammaPart = m_with.gamma(u[0]);
            else {
                Ball sum;
                Ball below = m_with.integer(1);
                for (int j = 1; j <= k; ++j) {
                    if (j > 1) below = m_with.multiply(below, m_with.integer(j - 1));
                    sum = m_with.add(sum, m_with.divide(m_with.multiply(m_with.polygamma(j - 1, u[0]), factors[place(k - j)]), below));
                }
                gammaPart = m_with.divideSmall(sum, k);
            }
            factors.push_back(gammaPart);
        } else {
            const Germ derivative = pool.call(g->kernel, g->argument, g->order + k);
            factors.push_back(m_with.divide(m_scale.constants().valueOfCall(m_with, derivative, u[0]), factorial));
        }
        for (std::size_t i = 0; i < result.size(); ++i) result[i] = m_with.add(result[i], m_with.multiply(factors.back(), power[i]));
        power = multiply(power, small);
    }
    return result;
}

GermJet::Series GermJet::ofCall(Germ g) {
    const Series u = of(g->argument);
    const Series one = constant(m_with.integer(1));
    const auto negated = [this](Series a) {
        for (auto& ball : a) ball = m_with.negate(ball);
        return a;
    };
    const auto sum = [this](Series a, const Series& b) {
        for (std::size_t i = 0; i < a.size(); ++i) a[i] = m_with.add(a[i], b[i]);
        return a;
    };
    switch (g->kernel) {
        case Kernel::Exp: return exp(u);
        case Kernel::Ln: return ln(u);
        case Kernel::Sin: return sineAndCosine(u).first;
        case Kernel::Cos: return sineAndCosine(u).second;
        case Kernel::Atan: return integral(m_with.atan(u[0]), u, raised(sum(one, multiply(u, u)), m_with.integer(-1)));
        case Kernel::Asin:
            return integral(m_with.asin(u[0]), u, raised(sum(one, negated(multiply(u, u))), m_with.rational(Rational(-1, 2))));
        case Kernel::Erf: {
            Series slope = exp(negated(multiply(u, u)));
            const Ball factor = m_with.divide(m_with.integer(2), m_with.sqrt(m_with.pi()));
            for (auto& ball : slope) ball = m_with.multiply(ball, factor);
            return integral(m_with.erf(u[0]), u, slope);
        }
        default: return composed(g, u);
    }
}

GermJet::Series GermJet::computed(Germ g) {
    if (g->isConstant()) return constant(m_scale.constants().value(g, m_with.bits()));
    switch (g->kind) {
        case GermKind::Symbol: return ofSymbol(g);
        case GermKind::Sum: {
            Series result = constant(m_with.rational(g->number));
            for (const auto& [term, coefficient] : g->terms) {
                const Series part = of(term);
                const Ball factor = m_with.rational(coefficient);
                for (std::size_t i = 0; i < result.size(); ++i) result[i] = m_with.add(result[i], m_with.multiply(factor, part[i]));
            }
            return result;
        }
        case GermKind::Product: {
            Series result = constant(m_with.integer(1));
            for (const auto& [base, exponent] : g->factors) {
                const Series part = of(base);
                const auto whole = exponent->isNumber() ? exponent->number.toInteger() : std::nullopt;
                if (whole && *whole >= 0 && *whole <= 8) {
                    for (std::int64_t i = 0; i < *whole; ++i) result = multiply(result, part);
                    continue;
                }
                // The sign of a base with a whole exponent is taken out: the power series below needs a positive one.
                const bool odd = whole.value_or(0) % 2 != 0;
                const bool negative = part[0].sign() == -1;
                Series positive = part;
                if (negative)
                    for (auto& ball : positive) ball = m_with.negate(ball);
                Series power = raised(positive, m_scale.constants().value(exponent, m_with.bits()));
                if (negative && odd)
                    for (auto& ball : power) ball = m_with.negate(ball);
                result = multiply(result, power);
            }
            return result;
        }
        default: return ofCall(g);
    }
}

}  // namespace calc
