#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/calculus/accumulation.h"
#include "core/calculus/quadrature.h"
#include "core/expression/program.h"
#include "core/probability/distribution.h"
#include "core/probability/distribution_parts.h"

namespace calc {
namespace {

constexpr std::size_t kSignBoxes = 4000;
constexpr int kSignSamples = 4001;

Error refused(Message message) { return {ErrorCode::BadValue, std::move(message), std::nullopt, "function"}; }
Error cancelled() { return {ErrorCode::Cancelled, Message(CALC_TEXT("The density was stopped.")), std::nullopt, "function"}; }

using Expired = std::function<bool()>;

/// How much may be spent before a density counts as too wild, in units of about 50 microseconds; and whether somebody stopped it. Core
/// reads no clock: it counts how often its parts ask whether to go on.
class Budget {
public:
    explicit Budget(Expired stopped) : m_stopped(std::move(stopped)) {}

    bool isStopped() const { return m_stopped && m_stopped(); }
    bool isSpent() const { return m_spent > kMost; }
    Expired asking(int units) {
        return [this, units] {
            m_spent += units;
            return isSpent() || isStopped();
        };
    }
    /// An integral asks every few hundred evaluations, of which some take 50 digits; the pieces of an accumulation ask one by one.
    Expired ofIntegrals() {
        m_spent += kEach;
        return asking(kEach);
    }
    Expired ofPieces() { return asking(1); }

    /// Why the work ended.
    Error error() const {
        if (isStopped()) return cancelled();
        return refused(
            CALC_TEXT("This function is too wild for its areas to be followed: it swings too often, or too far out. Let it live "
                      "on a shorter range."));
    }

private:
    static constexpr int kMost = 24'000;
    static constexpr int kEach = 30;
    Expired m_stopped;
    int m_spent = 0;
};

Integral area(const Expression& f, Range range, const Expired& expired) {
    IntegrateOptions options;
    options.expired = expired;
    options.certify = IntegrateOptions::Certify::No;
    return integrate(f, range, options);
}

struct SignSearch {
    bool isProved = true;
    std::optional<double> negativeAt;
};

/// A finite x inside a box that may reach to infinity.
double insideOf(const Interval& box) {
    if (std::isfinite(box.low) && std::isfinite(box.high)) return 0.5 * box.low + 0.5 * box.high;
    if (std::isfinite(box.low)) return box.low > 1.0 ? 2.0 * box.low : box.low + 1.0;
    if (std::isfinite(box.high)) return box.high < -1.0 ? 2.0 * box.high : box.high - 1.0;
    return 0.0;
}

/// Boxes are halved until their enclosure is not negative, a negative value is met, or the budget ends.
SignSearch searchSign(const Program& f, Range support) {
    SignSearch result;
    std::vector<Interval> boxes{Interval::of(support.low, support.high)};
    for (std::size_t looked = 0; !boxes.empty(); ++looked) {
        const Interval box = boxes.back();
        boxes.pop_back();
        const Interval values = f.enclose(box);
        if (values.isEmpty() || values.low >= 0.0) continue;
        const double middle = insideOf(box);
        if (const double value = f(middle); value < 0.0 && f.enclose(Interval::point(middle)).high < 0.0) {
            result.negativeAt = middle;
            return result;
        }
        if (looked >= kSignBoxes || !(middle > box.low && middle < box.high) || box.high - box.low < 1e-9 * (1.0 + box.magnitude())) {
            result.isProved = false;
            if (looked >= kSignBoxes) return result;
            continue;
        }
        boxes.push_back(Interval::of(box.low, middle));
        boxes.push_back(Interval::of(middle, box.high));
    }
    return result;
}

/// A finite part of the support outside of which at most a thousandth of the area lies, and that is easy to accumulate over.
Range centralRange(const Expression& f, Range support, double whole, Budget& budget) {
    constexpr double kOutside = 1e-3;
    if (support.isFinite()) return support;
    const double anchor = std::isfinite(support.low) ? support.low : std::isfinite(support.high) ? support.high : 0.0;
    Range range{anchor, anchor};
    // Tails are easier than what lies between them: whatever is wild there is measured once.
    const auto tail = [&](Range outside) {
        if (!(outside.low < outside.high)) return 0.0;
        const Integral found = area(f, outside, budget.ofIntegrals());
        return found.kind == IntegralKind::Value ? found.value : HUGE_VAL;
    };
    double above = HUGE_VAL;
    for (double reach = 1.0; reach < 1e8 && !budget.isSpent() && !budget.isStopped(); reach *= above > 8.0 * kOutside * whole ? 4.0 : 2.0) {
        range.low = std::max(support.low, anchor - reach);
        range.high = std::min(support.high, anchor + reach);
        above = tail({range.high, support.high});
        if (above <= kOutside * whole && above + tail({support.low, range.low}) <= kOutside * whole) break;
    }
    return range;
}

/// The areas below and above any x: by the accumulation function in the central range, by an integral of the tail outside.
struct TypedAreas {
    Expression f;
    Range support;
    Integral whole;
    Range central;
    std::shared_ptr<const Accumulation> accumulation;
    Estimate lowTail;  ///< below the central range, not normalized
    Estimate highTail;

    Estimate normalized(Estimate raw) const {
        const double value = std::clamp(raw.value / whole.value, 0.0, 1.0);
        const double error =
            raw.error / whole.value + value * whole.error / whole.value + 2.0 * std::numeric_limits<double>::epsilon() * value;
        return {value, std::min(error, 1.0), Certainty::Estimated};
    }
    /// The area outside the central range; where it cannot be told, anything from nothing to all of the tail.
    Estimate tail(Range range, const Estimate& all, const Expired& expired) const {
        constexpr int kMostAsks = 60;  // about a tenth of a second
        int asks = 0;
        const Integral found = area(f, range, [&] { return ++asks > kMostAsks || (expired && expired()); });
        if (found.kind != IntegralKind::Value) return {0.5 * all.value, 0.5 * all.value + all.error, Certainty::Estimated};
        return {std::max(0.0, found.value), found.error, Certainty::Estimated};
    }
    static Estimate unknown() { return {0.5, 0.5, Certainty::Estimated}; }
    Estimate below(double x, const Expired& expired) const {
        if (expired && expired()) return unknown();
        if (x < central.low) return normalized(tail({support.low, x}, lowTail, expired));
        if (x > central.high) {
            const Estimate rest = above(x, expired);
            return {1.0 - rest.value, rest.error, Certainty::Estimated};
        }
        const Estimate inner = (*accumulation)(x).value_or(Estimate{0.0, whole.value});
        return normalized({lowTail.value + inner.value, lowTail.error + inner.error, Certainty::Estimated});
    }
    Estimate above(double x, const Expired& expired) const {
        if (expired && expired()) return unknown();
        if (x > central.high) return normalized(tail({x, support.high}, highTail, expired));
        if (x < central.low) {
            const Estimate rest = below(x, expired);
            return {1.0 - rest.value, rest.error, Certainty::Estimated};
        }
        const Estimate all = (*accumulation)(central.high).value_or(Estimate{0.0, whole.value});
        const Estimate inner = (*accumulation)(x).value_or(Estimate{0.0, whole.value});
        return normalized({highTail.value + all.value - inner.value, highTail.error + all.error + inner.error, Certainty::Estimated});
    }
};

Moment momentOf(const Expression& weighted, Range support, double whole, double centre, Budget& budget) {
    const Range left{support.low, std::clamp(centre, support.low, support.high)};
    const Range right{left.high, support.high};
    const Integral below = area(weighted, left, budget.ofIntegrals());
    const Integral above = area(weighted, right, budget.ofIntegrals());
    const bool belowDiverges = below.kind == IntegralKind::Diverges;
    const bool aboveDiverges = above.kind == IntegralKind::Diverges;
    if (below.kind == IntegralKind::Value && above.kind == IntegralKind::Value) {
        const double value = (below.value + above.value) / whole;
        return {MomentKind::Value, {value, (below.error + above.error) / whole + 1e-13 * std::fabs(value), Certainty::Estimated}, {}};
    }
    if (belowDiverges && aboveDiverges) return {MomentKind::None, {}, above.why};
    if (belowDiverges || aboveDiverges) return {MomentKind::Infinite, {}, belowDiverges ? below.why : above.why};
    return {MomentKind::Undetermined, {}, below.kind == IntegralKind::Value ? above.why : below.why};
}

std::optional<Error> problemOf(const Integral& whole, Range support) {
    if (whole.kind == IntegralKind::Diverges)
        return refused(
            {CALC_TEXT("The area under this function is infinite, so no factor makes it 1. {0}"), {renderPlainEnglish(whole.why)}});
    if (whole.kind == IntegralKind::Undefined) return refused(whole.why);
    if (whole.kind == IntegralKind::Undetermined)
        return refused(
            {CALC_TEXT("Whether the area under this function is finite could not be decided. {0}"), {renderPlainEnglish(whole.why)}});
    if (!(support.low < support.high)) return refused(CALC_TEXT("The density needs a range: its beginning must be less than its end."));
    if (whole.value > 0.0 && whole.value < 1e-290)
        return refused(CALC_TEXT(
            "The area under this function is too small for a double. Multiply it by a large number: that changes no probability."));
    if (!(whole.value > 4.0 * whole.error)) return refused(CALC_TEXT("The area under this function is zero, so no factor makes it 1."));
    return std::nullopt;
}

/// The mean, and around it the variance.
void addMoments(Distribution::Parts& parts, const Expression& f, double whole, Budget& budget) {
    parts.mean = momentOf(Expression::variable(Variable::X) * f, parts.support, whole, 0.0, budget);
    if (parts.mean.kind != MomentKind::Value) {
        parts.variance = {parts.mean.kind, {}, CALC_TEXT("Without a mean there is no variance.")};
        return;
    }
    const double mean = parts.mean.value.value;
    const Expression off = Expression::variable(Variable::X) - Expression::number(Rational::fromDouble(mean));
    parts.variance = momentOf(power(off, Expression::number(2)) * f, parts.support, whole, mean, budget);
    if (parts.variance.kind == MomentKind::None) parts.variance.kind = MomentKind::Infinite;
}

/// Times the factor, and 0 outside the support.
Expression normalizedDensity(const Expression& f, double factor, Range support) {
    const Expression x = Expression::variable(Variable::X);
    const Expression zero = Expression::number(0);
    const auto bound = [](double value) { return Expression::number(Rational::fromDouble(value)); };
    Expression density = factor == 1.0 ? f : bound(factor) * f;
    if (std::isfinite(support.high)) density = Expression::choose(Expression::binary(Op::Greater, x, bound(support.high)), zero, density);
    if (std::isfinite(support.low)) density = Expression::choose(Expression::binary(Op::Less, x, bound(support.low)), zero, density);
    return density;
}

Error negativeAt(double x, double value) {
    return refused(
        {CALC_TEXT("A density is never negative, but this function is {1} at x = {0}."), {NumberArgument{x}, NumberArgument{value}}});
}

/// The area, its central part and its tails; or why it is no density.
Result<TypedAreas> typedAreas(const Expression& f, Range support, const SignSearch& sign, Budget& budget) {
    const Program program = Program::compile(f);
    TypedAreas areas;
    areas.f = f;
    areas.support = support;
    areas.whole = area(f, support, budget.ofIntegrals());
    if (budget.isStopped() || budget.isSpent()) return budget.error();
    if (auto problem = problemOf(areas.whole, support)) return *problem;
    areas.central = centralRange(f, support, areas.whole.value, budget);
    for (int i = 0; !sign.isProved && i < kSignSamples; ++i) {
        const double x = areas.central.low + areas.central.length() * i / (kSignSamples - 1);
        if (program(x) < 0.0) return negativeAt(x, program(x));
    }
    const auto accumulation = accumulate(f, areas.central.low, areas.central, {budget.ofPieces(), AccumulateOptions::Sign::NotNegative});
    if (budget.isStopped() || budget.isSpent()) return budget.error();
    if (!accumulation) return accumulation.error();
    areas.accumulation = std::make_shared<const Accumulation>(*accumulation);
    const Estimate everything{areas.whole.value, areas.whole.error};
    if (support.low < areas.central.low) areas.lowTail = areas.tail({support.low, areas.central.low}, everything, budget.ofIntegrals());
    if (support.high > areas.central.high)
        areas.highTail = areas.tail({areas.central.high, support.high}, everything, budget.ofIntegrals());
    return areas;
}

}  // namespace

Result<Distribution> typedDistribution(const Expression& f, Range support, const std::function<bool()>& expired) {
    Budget budget(expired);
    const Program program = Program::compile(f);
    const SignSearch sign = searchSign(program, support);
    if (sign.negativeAt) return negativeAt(*sign.negativeAt, program(*sign.negativeAt));
    const auto found = typedAreas(f, support, sign, budget);
    if (!found) return found.error();
    const TypedAreas areas = *found;
    auto parts = std::make_shared<Distribution::Parts>();
    parts->family = DistributionFamily::Typed;
    parts->support = support;
    parts->normalization = 1.0 / areas.whole.value;
    parts->isProvedNonnegative = sign.isProved;
    parts->density = normalizedDensity(f, parts->normalization, support);
    addMoments(*parts, f, areas.whole.value, budget);
    if (budget.isStopped()) return cancelled();
    parts->below = [areas](double at, const Expired& watch) { return areas.below(at, watch); };
    parts->above = [areas](double at, const Expired& watch) { return areas.above(at, watch); };
    return Distribution(std::move(parts));
}

}  // namespace calc
