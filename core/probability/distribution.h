#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/estimate.h"
#include "core/base/message.h"
#include "core/base/range.h"
#include "core/base/result.h"
#include "core/expression/expression.h"

/// Continuous distributions of one variable: a density whose area is 1, and what its areas say.
namespace calc {

enum class DistributionFamily : std::uint8_t { Normal, Uniform, Exponential, Beta, Gamma, StudentT, Typed };

struct DistributionParameter {
    std::string_view id;      ///< "mean"; in scenes and on the command line
    std::string_view symbol;  ///< "μ"
    double standard = 0.0;
    Range range;      ///< allowed values, ends included
    Message meaning;  ///< one sentence
};

struct DistributionEntry {
    DistributionFamily family = DistributionFamily::Normal;
    std::string_view id;  ///< "normal"
    Message name;
    Message meaning;  ///< where one meets it
    std::vector<DistributionParameter> parameters;
};

/// The named families: normal, uniform, exponential, beta, gamma, Student t.
const std::vector<DistributionEntry>& namedDistributions();
const DistributionEntry* distributionEntry(std::string_view id);

enum class MomentKind : std::uint8_t {
    Value,
    Infinite,  ///< the integral grows beyond all bounds
    None,      ///< infinite to both sides: there is no mean
    Undetermined,
};
struct Moment {
    MomentKind kind = MomentKind::Undetermined;
    Estimate value;
    Message why;  ///< where there is no value
};

/// A distribution, ready to be asked. Immutable; copies share.
class Distribution {
public:
    DistributionFamily family() const;
    /// The density, normalized, with the numbers put in; 0 outside the support.
    const Expression& density() const;
    Range support() const;  ///< ends may be infinite
    /// P(X < x) and P(X > x), each with its own error: the smaller one keeps its digits far out in a tail.
    Estimate below(double x) const;
    Estimate above(double x) const;
    /// P(a < X < b), the area over the range; 0 for b <= a.
    Estimate between(Range range) const;
    /// The x with P(X < x) = p, 0 < p < 1. Method: bisection over the doubles; the error encloses every x that the error of P allows.
    Result<Estimate> quantile(double p) const;
    const Moment& mean() const;
    const Moment& variance() const;

    // Of a typed density:
    double normalization() const;      ///< what the typed function was multiplied by to make its area 1; 1 for named families
    bool isProvedNonnegative() const;  ///< by interval arithmetic; else only no negative value was met

    /// The same, whose work ends when `expired` says so: what is asked then has no value (an area of 0.5 +- 0.5).
    Distribution watchedBy(std::function<bool()> expired) const;

    struct Parts;
    explicit Distribution(std::shared_ptr<const Parts> parts) : m_parts(std::move(parts)) {}

private:
    std::shared_ptr<const Parts> m_parts;
    std::function<bool()> m_expired;
};

/// A named distribution; parameters that are not given have their standard value.
/// Method: Boost.Math's incomplete gamma and beta functions and erfc, in long double. Error: |P - truth| <= 4e-15 P for both tails;
/// tests check it against 30 digits. Errors: a parameter outside its range or unknown, a uniform distribution without length (field: its
/// id).
Result<Distribution> namedDistribution(DistributionFamily family, const std::map<std::string, double>& parameters = {});

/// A typed density over a support whose ends may be infinite, divided by its area.
/// Method: `integrate` for the area and the tails, `accumulate` between. The sign is searched by interval subdivision, then by samples.
/// Refused with the reason (field "function"): an area that is infinite, zero or not decided, a negative value (its x is named), no value
/// on a part of the support, a function so wild that following it would take more than about a second. `expired` is asked now and then;
/// true ends the work with Cancelled.
Result<Distribution> typedDistribution(const Expression& f, Range support, const std::function<bool()>& expired = {});

/// The first numbers drawn with this seed; a longer list begins with the same ones. Method: quantiles of randomUniform(seed, 0), …
/// Cost: about 50 evaluations of P each.
std::vector<double> samples(const Distribution& distribution, std::uint64_t seed, std::size_t count);

}  // namespace calc
