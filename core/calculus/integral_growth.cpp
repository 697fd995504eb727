#include "core/calculus/integral_growth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace calc {
namespace {

constexpr std::array kDepths = {1e12, 1e9, 1e6, 1e3, 100.0, 66.0, 44.0, 36.0, 30.0, 25.0, 21.0, 18.0, 15.5, 13.5, 12.0, 10.5, 9.3, 8.2,
                                7.3,  6.5, 5.8, 5.2, 4.6,   4.1,  3.6,  3.2,  2.8,  2.5,  2.2,  1.9,  1.6,  1.3,  1.1,  0.9,  0.7};
constexpr double kDeep = 900.0;  ///< from here on powers of the small quantity itself are below any rounding

/// One place where the logarithmic derivative d ln G / ds is known.
struct Sample {
    double s = 0.0;
    double slope = 0.0;
    double error = 0.0;
    double logarithm = 0.0;  ///< ln G
    int sign = 0;
};

std::optional<Real> logOf(const DeepFunction& g, const Real& s, int& sign, double& relative) {
    const RealValue value = g(s);
    if (!value.ok() || value.value == 0) return std::nullopt;
    sign = value.value > 0 ? 1 : -1;
    relative = std::max(relative, value.relative);
    return Real(log(abs(value.value)));
}

/// Fourth-order central difference of ln G.
std::optional<Sample> sampleAt(const DeepFunction& g, double depth) {
    const double step = 1e-4 * depth;
    std::array<Real, 4> logs;
    Sample sample{depth, 0.0, 0.0, 0};
    double relative = 0.0;
    for (std::size_t i = 0; i < 4; ++i) {
        const double offset = i < 2 ? static_cast<double>(i) - 2.0 : static_cast<double>(i) - 1.0;
        int sign = 0;
        const auto value = logOf(g, Real(depth) + Real(step) * offset, sign, relative);
        if (!value || (sample.sign != 0 && sign != sample.sign)) return std::nullopt;
        sample.sign = sign;
        logs[i] = *value;
    }
    const Real slope = (8 * (logs[2] - logs[1]) - (logs[3] - logs[0])) / (12 * Real(step));
    sample.slope = toDouble(slope);
    sample.logarithm = toDouble(logs[1]);
    sample.error = 2.0 * relative / step;
    if (!(sample.error < 1e-7 * (1.0 / depth + std::fabs(sample.slope)))) return std::nullopt;
    return sample;
}

/// Three samples, the deepest first, spaced by a factor of 1.3 at least.
std::vector<Sample> deepest(const DeepFunction& g, bool& vanishes) {
    std::vector<Sample> samples;
    int zeros = 0, known = 0;
    for (const double depth : kDepths) {
        const RealValue value = g(Real(depth));
        if (!value.ok()) continue;
        ++known;
        if (value.value == 0) ++zeros;
        if (zeros >= 3 && zeros == known) {
            vanishes = true;
            return {};
        }
        if (value.value == 0) continue;
        if (const auto sample = sampleAt(g, depth)) samples.push_back(*sample);
        if (samples.size() == 3) break;
    }
    return samples;
}

/// Whether a + b / u, fitted to the two deepest of three values at u_1 < u_2 < u_3, also fits the third.
struct Fit {
    double limit = 0.0, slope = 0.0, misfit = 0.0;
};
Fit fitted(const std::array<double, 3>& y, const std::array<double, 3>& u) {
    Fit fit;
    fit.slope = (y[0] - y[1]) / (u[0] - u[1]);
    fit.limit = y[0] - fit.slope * u[0];
    fit.misfit = std::fabs(fit.limit + fit.slope * u[2] - y[2]);
    return fit;
}

void decide(Growth& growth, double gap, bool isSure) {
    growth.verdict = !isSure ? Growth::Verdict::Unknown : gap < 0.0 ? Growth::Verdict::Summable : Growth::Verdict::Endless;
}

/// The rate is 0: G ~ s^b (ln s)^c ...; `powers` are s d ln G / ds at the depths.
void decideLogarithmic(Growth& growth, const std::array<double, 3>& powers, const std::array<double, 3>& s) {
    growth.isLogarithmic = true;
    const bool isDeep = s[2] > kDeep;
    std::array<double, 3> inverse{}, logs{};
    for (std::size_t i = 0; i < 3; ++i) logs[i] = std::log(s[i]), inverse[i] = 1.0 / logs[i];
    const double spread = std::max(std::fabs(powers[0] - powers[1]), std::fabs(powers[1] - powers[2]));
    const Fit fit = fitted(powers, inverse);
    const double limit = spread < 1e-6 ? powers[0] : fit.limit;
    const double doubt = spread < 1e-6 ? 1e-5 : 3.0 * fit.misfit + 1e-5;
    growth.logRate = limit;
    growth.tendsToZero = limit < -doubt || (std::fabs(limit) <= doubt && spread >= 1e-6 && fit.slope < 0.0 && isDeep);
    if (spread >= 1e-6 && !isDeep) return;
    if (std::fabs(limit + 1.0) > doubt) return decide(growth, limit + 1.0, doubt < 0.1);
    // b = -1: the same question for the power of ln s, and of ln ln s.
    std::array<double, 3> next{};
    for (std::size_t i = 0; i < 3; ++i) next[i] = (powers[i] + 1.0) * logs[i];
    for (int level = 0; level < 2; ++level) {
        const double change = std::fabs(next[0] - next[1]);
        if (change > 1e-3) return;
        if (std::fabs(next[0] + 1.0) > 1e-2) return decide(growth, next[0] + 1.0, true);
        for (std::size_t i = 0; i < 3; ++i) next[i] = (next[i] + 1.0) * std::log(logs[i]);
    }
}

}  // namespace

Growth growthOf(const DeepFunction& g) {
    Growth growth;
    bool vanishes = false;
    const std::vector<Sample> samples = deepest(g, vanishes);
    if (vanishes) {
        growth.verdict = Growth::Verdict::Summable;
        growth.isRapid = growth.tendsToZero = true;
        growth.rate = -HUGE_VAL;
        return growth;
    }
    if (samples.size() < 3) return growth;
    if (samples[0].sign != samples[1].sign || samples[1].sign != samples[2].sign) return growth;
    growth.depth = samples[0].s;
    growth.sign = samples[0].sign;
    std::array<double, 3> s{}, slopes{}, powers{};
    for (std::size_t i = 0; i < 3; ++i) s[i] = samples[i].s, slopes[i] = samples[i].slope, powers[i] = slopes[i] * s[i];
    const bool growing = std::fabs(slopes[0]) > 1.15 * std::fabs(slopes[1]) && std::fabs(slopes[1]) > 1.05 * std::fabs(slopes[2]);
    const bool sameSign = (slopes[0] > 0) == (slopes[1] > 0) && (slopes[1] > 0) == (slopes[2] > 0);
    // An oscillation has steep slopes too, but gets nowhere.
    const double fallen = samples[0].logarithm - samples[1].logarithm;
    const bool getsThere = fallen * slopes[0] > 0.0 && std::fabs(fallen) > 0.3 * std::fabs(slopes[1]) * (s[0] - s[1]);
    if (growing && sameSign && getsThere && std::fabs(slopes[0]) > 8.0) {
        growth.isRapid = true;
        growth.rate = slopes[0];
        growth.tendsToZero = slopes[0] < 0.0;
        decide(growth, slopes[0], true);
        return growth;
    }
    if (s[0] < 13.0) return growth;
    // s d ln G / ds = rate s + b + ...
    const Fit fit = fitted(powers, s);
    const bool isDeep = s[2] > kDeep;
    const double weight = std::fabs(fit.slope) * s[0];
    const double misfit = fit.misfit / (1.0 + std::fabs(fit.limit) + std::fabs(powers[2]));
    if (weight > (isDeep ? 1.0 : 0.03 * s[0]) && misfit < 0.3) {
        growth.rate = fit.slope;
        growth.logRate = fit.limit;
        growth.tendsToZero = fit.slope < 0.0;
        decide(growth, fit.slope, true);
    } else if (weight < (isDeep ? 1e-3 : 1e-6 * s[0]) || (isDeep && weight < 0.3 && misfit < 0.3)) {
        decideLogarithmic(growth, powers, s);
    }
    return growth;
}

}  // namespace calc
