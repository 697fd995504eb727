#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/descent/trajectory.h"

/// A training run read as a sequence: from where on its loss stays low, how fast it falls, and what it comes to for each learning rate. All
/// of it is what was seen in a run of finite length: observations and fits, no proofs.
namespace calc {

/// The first step from which on every loss that was seen is below the bound; nullopt where the last one is not.
std::optional<std::int64_t> staysBelow(std::span<const double> losses, double bound);

/// How a sequence of positive distances falls.
struct RateFit {
    enum class Kind : std::uint8_t {
        Geometric,  ///< about scale * factor^k
        Power,      ///< about scale * k^exponent
        None,       ///< neither describes it, or it does not fall
    };
    Kind kind = Kind::None;
    double factor = 1.0;    ///< of a geometric fall: distance of a step over that of the one before
    double exponent = 0.0;  ///< of a power: -1 is 1/n
    double scale = 0.0;
    double residual = 0.0;       ///< of the better fit: root mean square, in units of ln
    double otherResidual = 0.0;  ///< of the other one
    std::int64_t from = 0;       ///< steps that were used
    std::int64_t to = 0;
    double value(double step) const;
};

/// Fits ln(distance) by straight lines in k (geometric) and in ln k (power), by least squares over the second half of what lies above
/// `floor`; the one with the smaller residual is named, if it falls and its residual is below 0.5, else none. Fewer than 8 points: none.
RateFit fitRate(std::span<const double> distances, double floor);

/// What a run with one learning rate comes to.
struct SweepPoint {
    double rate = 0.0;
    double early = 0.0;  ///< loss after `earlySteps`; +inf where it diverged or left the domain
    double late = 0.0;   ///< after `lateSteps`, or where it came to rest
    bool diverged = false;
};
struct SweepOptions {
    std::vector<double> rates;
    std::int64_t earlySteps = 50;
    std::int64_t lateSteps = 3000;
    std::function<void(double)> progress;
    std::stop_token stop;
};
/// The same run for each learning rate. Cost: rates * lateSteps steps.
std::vector<SweepPoint> sweepRates(const LossFunction& loss, const DescentOptions& run,
                                   const std::function<std::optional<Optimizer>(double)>& withRate, const SweepOptions& options);

}  // namespace calc
