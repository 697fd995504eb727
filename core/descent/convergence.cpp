#include "core/descent/convergence.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calc {
namespace {

constexpr std::size_t kFewest = 8;
constexpr double kWorst = 0.5;

/// y = a + b x by least squares, and the root mean square of what is left.
struct Line {
    double a = 0.0;
    double b = 0.0;
    double residual = std::numeric_limits<double>::infinity();
};

Line fitted(std::span<const double> x, std::span<const double> y) {
    const double n = static_cast<double>(x.size());
    double meanX = 0.0;
    double meanY = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        meanX += x[i] / n;
        meanY += y[i] / n;
    }
    double xx = 0.0;
    double xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        xy += (x[i] - meanX) * (y[i] - meanY);
    }
    Line line;
    if (!(xx > 0.0)) return line;
    line.b = xy / xx;
    line.a = meanY - line.b * meanX;
    double square = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) square += std::pow(y[i] - line.a - line.b * x[i], 2.0);
    line.residual = std::sqrt(square / n);
    return line;
}

double lossAfter(const LossFunction& loss, DescentOptions run, std::int64_t steps, const std::stop_token& stop, bool& diverged) {
    run.steps = steps;
    run.record = Record::LastPoint;
    const auto trajectory = descend(loss, run, stop);
    if (!trajectory) return std::numeric_limits<double>::quiet_NaN();
    diverged = trajectory->stopped == StopReason::Diverged || trajectory->stopped == StopReason::LeftDomain;
    return diverged ? std::numeric_limits<double>::infinity() : trajectory->lastLoss;
}

}  // namespace

std::optional<std::int64_t> staysBelow(std::span<const double> losses, double bound) {
    std::size_t first = losses.size();
    while (first > 0 && losses[first - 1] < bound) --first;
    return first < losses.size() ? std::optional(static_cast<std::int64_t>(first)) : std::nullopt;
}

double RateFit::value(double step) const {
    if (kind == Kind::Geometric) return scale * std::pow(factor, step);
    if (kind == Kind::Power) return scale * std::pow(step, exponent);
    return std::numeric_limits<double>::quiet_NaN();
}

RateFit fitRate(std::span<const double> distances, double floor) {
    // As far as it falls out of the rounding; of that the second half, where the beginning is forgotten.
    std::size_t end = 0;
    while (end < distances.size() && distances[end] > floor && std::isfinite(distances[end])) ++end;
    RateFit fit;
    const std::size_t begin = std::max<std::size_t>(1, end / 2);
    fit.from = static_cast<std::int64_t>(begin);
    fit.to = static_cast<std::int64_t>(end) - 1;
    if (end < begin + kFewest) return fit;
    std::vector<double> steps;
    std::vector<double> logSteps;
    std::vector<double> logs;
    for (std::size_t k = begin; k < end; ++k) {
        steps.push_back(static_cast<double>(k));
        logSteps.push_back(std::log(static_cast<double>(k)));
        logs.push_back(std::log(distances[k]));
    }
    const Line geometric = fitted(steps, logs);
    const Line power = fitted(logSteps, logs);
    const bool isGeometric = geometric.residual <= power.residual;
    const Line& better = isGeometric ? geometric : power;
    fit.residual = better.residual;
    fit.otherResidual = isGeometric ? power.residual : geometric.residual;
    fit.scale = std::exp(better.a);
    // A slope that the scatter would hide is no fall.
    const double fall = -better.b * ((isGeometric ? steps : logSteps).back() - (isGeometric ? steps : logSteps).front());
    if (!(better.residual < kWorst) || !(fall > 3.0 * better.residual + 1e-9)) return fit;
    fit.kind = isGeometric ? RateFit::Kind::Geometric : RateFit::Kind::Power;
    fit.factor = isGeometric ? std::exp(better.b) : 1.0;
    fit.exponent = isGeometric ? 0.0 : better.b;
    return fit;
}

std::vector<SweepPoint> sweepRates(const LossFunction& loss, const DescentOptions& run,
                                   const std::function<std::optional<Optimizer>(double)>& withRate, const SweepOptions& options) {
    std::vector<SweepPoint> points;
    for (const double rate : options.rates) {
        if (options.stop.stop_requested()) break;
        const auto optimizer = withRate(rate);
        if (!optimizer) continue;
        DescentOptions each = run;
        each.optimizer = *optimizer;
        SweepPoint point;
        point.rate = rate;
        bool early = false;
        point.early = lossAfter(loss, each, options.earlySteps, options.stop, early);
        point.late = lossAfter(loss, each, options.lateSteps, options.stop, point.diverged);
        points.push_back(point);
        if (options.progress) options.progress(static_cast<double>(points.size()) / static_cast<double>(options.rates.size()));
    }
    return points;
}

}  // namespace calc
