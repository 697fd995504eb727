#include "core/calculus/series_expansion.h"

namespace calc {

TaylorCoefficients::TaylorCoefficients(GermPool& pool, Kernel kernel, int order, Germ at)
    : m_pool(pool), m_kernel(kernel), m_order(order), m_at(at) {
    const Germ square = pool.power(at, Rational(2));
    if (kernel == Kernel::Atan) {
        m_other = pool.add(pool.one(), square);
        m_slope = {pool.power(m_other, Rational(-1))};
    } else if (kernel == Kernel::Asin) {
        m_other = pool.subtract(pool.one(), square);
        m_slope = {pool.power(m_other, Rational(-1, 2))};
    } else if (kernel == Kernel::Erf) {
        m_slope = {
            pool.multiply(pool.scale(pool.power(pool.pi(), Rational(-1, 2)), Rational(2)), pool.call(Kernel::Exp, pool.negate(square)))};
    }
    m_values = {pool.call(kernel, at, order)};
}

Germ TaylorCoefficients::operator()(std::size_t k) {
    while (m_values.size() <= k) m_values.push_back(next(m_values.size()));
    return m_values[k];
}

Germ TaylorCoefficients::next(std::size_t k) {
    const auto n = static_cast<std::int64_t>(k);
    const Rational inverse(1, n);
    switch (m_kernel) {
        case Kernel::Exp: return m_pool.scale(m_values[k - 1], inverse);
        case Kernel::Ln: {
            if (k == 1) return m_pool.power(m_at, Rational(-1));
            return m_pool.scale(m_pool.divide(m_values[k - 1], m_at), Rational(-(n - 1), n));
        }
        case Kernel::Sin:
        case Kernel::Cos:
            if (k == 1) {
                m_other = m_pool.call(m_kernel == Kernel::Sin ? Kernel::Cos : Kernel::Sin, m_at);
                return m_kernel == Kernel::Sin ? m_other : m_pool.negate(m_other);
            }
            return m_pool.scale(m_values[k - 2], Rational(-1, n * (n - 1)));
        case Kernel::Atan: return m_pool.scale(nextAtan(k - 1), inverse);
        case Kernel::Asin: return m_pool.scale(nextAsin(k - 1), inverse);
        case Kernel::Erf: return m_pool.scale(nextErf(k - 1), inverse);
        case Kernel::Gamma: return nextGamma(k);
        default: break;
    }
    Rational factorial(1);
    for (std::int64_t i = 2; i <= n; ++i) factorial = factorial * Rational(i);
    return m_pool.scale(m_pool.call(m_kernel, m_at, m_order + static_cast<int>(k)), Rational(1) / factorial);
}

/// (1 + u^2) g = 1 at u = at + h: w g_k = -2 at g_(k-1) - g_(k-2).
Germ TaylorCoefficients::nextAtan(std::size_t k) {
    while (m_slope.size() <= k) {
        const std::size_t i = m_slope.size();
        Germ sum = m_pool.scale(m_pool.multiply(m_at, m_slope[i - 1]), Rational(-2));
        if (i >= 2) sum = m_pool.subtract(sum, m_slope[i - 2]);
        m_slope.push_back(m_pool.divide(m_pool.expanded(sum), m_other));
    }
    return m_slope[k];
}

/// (1 - u^2) g' = u g: w (k+1) g_(k+1) = (2k+1) at g_k + k g_(k-1).
Germ TaylorCoefficients::nextAsin(std::size_t k) {
    while (m_slope.size() <= k) {
        const auto i = static_cast<std::int64_t>(m_slope.size()) - 1;
        Germ sum = m_pool.scale(m_pool.multiply(m_at, m_slope.back()), Rational(2 * i + 1));
        if (i >= 1) sum = m_pool.add(sum, m_pool.scale(m_slope[static_cast<std::size_t>(i - 1)], Rational(i)));
        m_slope.push_back(m_pool.scale(m_pool.divide(m_pool.expanded(sum), m_other), Rational(1, i + 1)));
    }
    return m_slope[k];
}

/// g' = -2 u g: (k+1) g_(k+1) = -2 (at g_k + g_(k-1)).
Germ TaylorCoefficients::nextErf(std::size_t k) {
    while (m_slope.size() <= k) {
        const auto i = static_cast<std::int64_t>(m_slope.size()) - 1;
        Germ sum = m_pool.multiply(m_at, m_slope.back());
        if (i >= 1) sum = m_pool.add(sum, m_slope[static_cast<std::size_t>(i - 1)]);
        m_slope.push_back(m_pool.scale(m_pool.expanded(sum), Rational(-2, i + 1)));
    }
    return m_slope[k];
}

/// gamma' = psi gamma: k a_k = sum over j = 1..k of psi_(j-1) / (j-1)! a_(k-j).
Germ TaylorCoefficients::nextGamma(std::size_t k) {
    std::vector<std::pair<Germ, Rational>> terms;
    Rational factorial(1);
    for (std::size_t j = 1; j <= k; ++j) {
        if (j >= 2) factorial = factorial * Rational(static_cast<std::int64_t>(j - 1));
        const Germ psi = m_pool.call(Kernel::Polygamma, m_at, static_cast<int>(j - 1));
        terms.emplace_back(m_pool.expanded(m_pool.multiply(psi, m_values[k - j])), Rational(1, static_cast<std::int64_t>(k)) / factorial);
    }
    return m_pool.sum(terms);
}

}  // namespace calc
