#include "core/calculus/acceleration.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calc {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The transformation of the sums first ... first + order.
double levinAt(std::span<const double> sums, std::span<const double> terms, std::size_t first, int order) {
    long double above = 0.0L;
    long double below = 0.0L;
    long double binomial = 1.0L;
    const long double last = static_cast<long double>(first) + static_cast<long double>(order) + 1.0L;
    for (int j = 0; j <= order; ++j) {
        const std::size_t at = first + static_cast<std::size_t>(j);
        const long double place = static_cast<long double>(at) + 1.0L;
        const long double term = static_cast<long double>(terms[at]);
        if (term == 0.0L || !std::isfinite(term)) return kNaN;
        const long double sign = j % 2 == 0 ? 1.0L : -1.0L;
        const long double weight = sign * binomial * std::pow(place / last, static_cast<long double>(order - 1)) / (place * term);
        above += weight * static_cast<long double>(sums[at]);
        below += weight;
        binomial *= static_cast<long double>(order - j) / static_cast<long double>(j + 1);
    }
    return below == 0.0L ? kNaN : static_cast<double>(above / below);
}

}  // namespace

std::vector<double> aitken(std::span<const double> sums) {
    std::vector<double> estimates(sums.size(), kNaN);
    for (std::size_t n = 2; n < sums.size(); ++n) {
        const double step = sums[n] - sums[n - 1];
        const double bend = step - (sums[n - 1] - sums[n - 2]);
        if (bend != 0.0) estimates[n] = sums[n] - step * step / bend;
    }
    return estimates;
}

std::vector<double> levinU(std::span<const double> sums, std::span<const double> terms, int order) {
    std::vector<double> estimates(sums.size(), kNaN);
    for (std::size_t n = 2; n < sums.size() && n < terms.size(); ++n) {
        // Higher orders are better until rounding shows: the order that changes the estimate least is taken.
        double before = levinAt(sums, terms, n - 1, 1);
        double least = std::numeric_limits<double>::infinity();
        for (int used = 2; used <= std::min(order, static_cast<int>(n)); ++used) {
            const double here = levinAt(sums, terms, n - static_cast<std::size_t>(used), used);
            const double change = std::fabs(here - before);
            if (change < least) estimates[n] = here;
            least = std::min(least, change);
            before = here;
        }
    }
    return estimates;
}

}  // namespace calc
