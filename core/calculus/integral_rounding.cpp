#include "core/calculus/integral_rounding.h"

#include <algorithm>
#include <cmath>

namespace calc {

std::optional<double> RoundingProbe::errorOver(const Range& range) {
    constexpr int kMostMeasured = 8;
    if (m_measured >= kMostMeasured) return m_worst * range.length();
    ++m_measured;
    if (!m_truth) m_truth = m_integrand.near(exactPoint(0.0, false), 1, 1.0);
    double apart = 0.0, largest = 0.0;
    for (const double fraction : {0.0191, 0.4137, 0.9713}) {
        const double x = range.low + fraction * range.length(), truth = m_truth->precise(x), rounded = m_integrand(x);
        if (!std::isfinite(truth)) continue;
        apart = std::max(apart, std::fabs(rounded - truth));
        largest = std::max(largest, std::fabs(truth));
    }
    if (apart > 1e-12 * largest) return std::nullopt;
    m_worst = std::max(m_worst, 2.0 * apart);
    return 2.0 * apart * range.length();
}

}  // namespace calc
