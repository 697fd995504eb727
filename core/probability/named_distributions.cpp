#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/probability/distribution.h"
#include "core/probability/distribution_parts.h"

namespace calc {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kRelativeError = 4e-15;

namespace bm = boost::math;
namespace policies = boost::math::policies;
/// No exception, no errno: parameters are checked before, and a result that overflows or underflows is what it is.
using Quiet =
    policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
                     policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
                     policies::denorm_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>,
                     policies::rounding_error<policies::ignore_error>, policies::indeterminate_result_error<policies::ignore_error>>;

template <class BoostDistribution>
void takeAreas(Distribution::Parts& parts, const BoostDistribution& boost) {
    const auto estimate = [](long double p) {
        const auto value = static_cast<double>(p);
        return Estimate{value, kRelativeError * value + std::numeric_limits<double>::denorm_min(), Certainty::Estimated};
    };
    parts.below = [boost, estimate](double x, const auto&) { return estimate(bm::cdf(boost, static_cast<long double>(x))); };
    parts.above = [boost, estimate](double x, const auto&) {
        return estimate(bm::cdf(bm::complement(boost, static_cast<long double>(x))));
    };
}

Moment known(double value) {
    return {MomentKind::Value, {value, 4.0 * std::numeric_limits<double>::epsilon() * std::fabs(value), Certainty::Estimated}, {}};
}

/// The text with $0, $1 … replaced by the parameters' digits, read as an expression.
Expression formula(std::string text, const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string place = "$" + std::to_string(i);
        const std::string digits = values[i] < 0.0 ? "(" + shortest(values[i]) + ")" : shortest(values[i]);
        for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + digits.size()))
            text.replace(at, place.size(), digits);
    }
    return *parse(text);
}

void makeNormal(Distribution::Parts& parts, const std::vector<double>& v) {
    const bool isCentred = v[0] == 0.0;
    parts.density = formula(isCentred ? "exp(-(x/$1)^2/2)/($1*sqrt(2*pi))" : "exp(-((x-$0)/$1)^2/2)/($1*sqrt(2*pi))", v);
    parts.support = {-kInfinity, kInfinity};
    takeAreas(parts, bm::normal_distribution<long double, Quiet>(v[0], v[1]));
    parts.mean = known(v[0]);
    parts.variance = known(v[1] * v[1]);
}

void makeUniform(Distribution::Parts& parts, const std::vector<double>& v) {
    parts.density = formula("if(x < $0, 0, if(x > $1, 0, 1/($1-$0)))", v);
    parts.support = {v[0], v[1]};
    takeAreas(parts, bm::uniform_distribution<long double, Quiet>(v[0], v[1]));
    parts.mean = known(0.5 * v[0] + 0.5 * v[1]);
    parts.variance = known((v[1] - v[0]) * (v[1] - v[0]) / 12.0);
}

void makeExponential(Distribution::Parts& parts, const std::vector<double>& v) {
    parts.density = formula("if(x < 0, 0, $0*exp(-$0*x))", v);
    parts.support = {0.0, kInfinity};
    takeAreas(parts, bm::exponential_distribution<long double, Quiet>(v[0]));
    parts.mean = known(1.0 / v[0]);
    parts.variance = known(1.0 / (v[0] * v[0]));
}

void makeBeta(Distribution::Parts& parts, const std::vector<double>& v) {
    parts.density = formula("if(x < 0, 0, if(x > 1, 0, gamma($0+$1)/(gamma($0)*gamma($1))*x^($0-1)*(1-x)^($1-1)))", v);
    parts.support = {0.0, 1.0};
    takeAreas(parts, bm::beta_distribution<long double, Quiet>(v[0], v[1]));
    const double sum = v[0] + v[1];
    parts.mean = known(v[0] / sum);
    parts.variance = known(v[0] * v[1] / (sum * sum * (sum + 1.0)));
}

void makeGamma(Distribution::Parts& parts, const std::vector<double>& v) {
    parts.density = formula("if(x < 0, 0, (x/$1)^($0-1)*exp(-x/$1)/($1*gamma($0)))", v);
    parts.support = {0.0, kInfinity};
    takeAreas(parts, bm::gamma_distribution<long double, Quiet>(v[0], v[1]));
    parts.mean = known(v[0] * v[1]);
    parts.variance = known(v[0] * v[1] * v[1]);
}

void makeStudentT(Distribution::Parts& parts, const std::vector<double>& v) {
    parts.density = formula("gamma(($0+1)/2)/(sqrt($0*pi)*gamma($0/2))*(1+x^2/$0)^(-($0+1)/2)", v);
    parts.support = {-kInfinity, kInfinity};
    takeAreas(parts, bm::students_t_distribution<long double, Quiet>(v[0]));
    parts.mean =
        v[0] > 1.0
            ? known(0.0)
            : Moment{MomentKind::None, {}, CALC_TEXT("Both tails are so heavy that x times the density has no area: there is no mean.")};
    if (v[0] > 2.0)
        parts.variance = known(v[0] / (v[0] - 2.0));
    else if (v[0] > 1.0)
        parts.variance = {
            MomentKind::Infinite, {}, CALC_TEXT("The tails are so heavy that the squared distance from the mean has no finite area.")};
    else
        parts.variance = {MomentKind::None, {}, CALC_TEXT("Without a mean there is no variance.")};
}

using Make = void (*)(Distribution::Parts&, const std::vector<double>&);
Make makerOf(DistributionFamily family) {
    switch (family) {
        case DistributionFamily::Uniform: return makeUniform;
        case DistributionFamily::Exponential: return makeExponential;
        case DistributionFamily::Beta: return makeBeta;
        case DistributionFamily::Gamma: return makeGamma;
        case DistributionFamily::StudentT: return makeStudentT;
        case DistributionFamily::Normal:
        case DistributionFamily::Typed: break;
    }
    return makeNormal;
}

Error wrong(std::string_view field, Message message) { return {ErrorCode::BadValue, std::move(message), std::nullopt, std::string(field)}; }

}  // namespace

const std::vector<DistributionEntry>& namedDistributions() {
    static const std::vector<DistributionEntry> kEntries = {
        {DistributionFamily::Normal,
         "normal",
         CALC_TEXT("Normal"),
         CALC_TEXT("Sums of many small independent effects: noise of measurements, weights of a network at its start."),
         {{"mean", "μ", 0.0, {-100.0, 100.0}, CALC_TEXT("Where the bell stands.")},
          {"deviation", "σ", 1.0, {1e-3, 100.0}, CALC_TEXT("How wide the bell is: two thirds of the area lie within one σ of μ.")}}},
        {DistributionFamily::Uniform,
         "uniform",
         CALC_TEXT("Uniform"),
         CALC_TEXT("Every value between two ends is equally likely: what a random number generator gives."),
         {{"low", "c", 0.0, {-100.0, 100.0}, CALC_TEXT("Where it begins.")},
          {"high", "d", 1.0, {-100.0, 100.0}, CALC_TEXT("Where it ends.")}}},
        {DistributionFamily::Exponential,
         "exponential",
         CALC_TEXT("Exponential"),
         CALC_TEXT("The time until the next event when events come at a constant rate."),
         {{"rate", "λ", 1.0, {1e-3, 100.0}, CALC_TEXT("Events in one unit of time.")}}},
        {DistributionFamily::Beta,
         "beta",
         CALC_TEXT("Beta"),
         CALC_TEXT("What is believed of an unknown probability after α − 1 successes and β − 1 failures."),
         {{"alpha", "α", 2.0, {0.1, 80.0}, CALC_TEXT("Pushes the area towards 1.")},
          {"beta", "β", 5.0, {0.1, 80.0}, CALC_TEXT("Pushes the area towards 0.")}}},
        {DistributionFamily::Gamma,
         "gamma",
         CALC_TEXT("Gamma"),
         CALC_TEXT("The time until the k-th event when events come at a constant rate."),
         {{"shape", "k", 3.0, {0.1, 100.0}, CALC_TEXT("How many events are waited for.")},
          {"scale", "θ", 1.0, {0.01, 100.0}, CALC_TEXT("The mean time between two events.")}}},
        {DistributionFamily::StudentT,
         "student-t",
         CALC_TEXT("Student t"),
         CALC_TEXT("A mean divided by its estimated error, from few values: like the normal one with heavier tails."),
         {{"freedom", "ν", 5.0, {0.5, 300.0}, CALC_TEXT("Degrees of freedom: the number of values less one.")}}},
    };
    return kEntries;
}

const DistributionEntry* distributionEntry(std::string_view id) {
    const auto& entries = namedDistributions();
    const auto found = std::find_if(entries.begin(), entries.end(), [id](const DistributionEntry& entry) { return entry.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

Result<Distribution> namedDistribution(DistributionFamily family, const std::map<std::string, double>& parameters) {
    const auto& entries = namedDistributions();
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [family](const DistributionEntry& each) { return each.family == family; });
    if (entry == entries.end()) return wrong("family", CALC_TEXT("A typed density is made from its function."));
    std::map<std::string, double> given = parameters;
    std::vector<double> values;
    for (const DistributionParameter& parameter : entry->parameters) {
        const auto found = given.find(std::string(parameter.id));
        const double value = found == given.end() ? parameter.standard : found->second;
        if (found != given.end()) given.erase(found);
        if (!parameter.range.contains(value))
            return wrong(parameter.id,
                         {CALC_TEXT("{0} must be between {1} and {2}."),
                          {std::string(parameter.symbol), NumberArgument{parameter.range.low}, NumberArgument{parameter.range.high}}});
        values.push_back(value);
    }
    if (!given.empty())
        return Error{ErrorCode::UnknownName,
                     {CALC_TEXT("This distribution has no parameter {0}."), {given.begin()->first}},
                     std::nullopt,
                     given.begin()->first};
    if (family == DistributionFamily::Uniform && !(values[0] < values[1]))
        return wrong("high", CALC_TEXT("The end d must be greater than the beginning c."));
    auto parts = std::make_shared<Distribution::Parts>();
    parts->family = family;
    makerOf(family)(*parts, values);
    return Distribution(std::move(parts));
}

}  // namespace calc
