#include "core/calculus/riemann_sum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/calculus/riemann_sum_extremum.h"

namespace calc {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kAskEvery = 256;  // subintervals between two looks at the stop token

/// Compensated sum (Neumaier 1974), with the sum of the absolute terms for its error bound.
class CompensatedSum {
public:
    void add(double term) {
        const double total = m_sum + term;
        m_compensation += std::fabs(m_sum) >= std::fabs(term) ? (m_sum - total) + term : (term - total) + m_sum;
        m_sum = total;
        m_absolute += std::fabs(term);
        ++m_count;
    }
    double value() const { return std::isfinite(m_sum) ? m_sum + m_compensation : m_sum; }
    double absolute() const { return m_absolute; }
    /// A proved bound of |value() - exact sum of the added terms| (Ogita, Rump and Oishi 2005, proposition 4.5), rounded up generously.
    double errorBound() const {
        const double gamma = static_cast<double>(m_count) * kEpsilon;
        return 2.0 * (kEpsilon * std::fabs(value()) + gamma * gamma * m_absolute);
    }

private:
    double m_sum = 0.0;
    double m_compensation = 0.0;
    double m_absolute = 0.0;
    std::int64_t m_count = 0;
};

Error badValue(const char* field, const char* text, std::vector<MessageArgument> arguments = {}) {
    return Error{ErrorCode::BadValue, Message(text, std::move(arguments)), std::nullopt, field};
}

/// The double nearest to low + (high - low) k / count, by error-free products and sums: a node that is a whole number is met exactly, so
/// that floor(x) and cbrt(x) have their own value there. (Ogita, Rump, Oishi, Accurate Sum and Dot Product, 2005.)
double uniformPoint(Range range, double k, double count) {
    const double rest = count - k;
    const double left = range.low * rest, leftError = std::fma(range.low, rest, -left);
    const double right = range.high * k, rightError = std::fma(range.high, k, -right);
    const double sum = left + right, back = sum - left;
    const double sumError = (left - (sum - back)) + (right - back) + (leftError + rightError);
    const double high = sum + sumError, low = sumError - (high - sum);
    const double quotient = high / count;
    const double point = quotient + (std::fma(-quotient, count, high) + low) / count;
    return std::isfinite(point) ? point : range.low * (rest / count) + range.high * (k / count);
}

std::vector<double> uniformNodes(Range range, std::int64_t n) {
    std::vector<double> nodes(static_cast<std::size_t>(n) + 1);
    for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = uniformPoint(range, static_cast<double>(i), static_cast<double>(n));
    return nodes;
}

/// The middles of n equal subintervals.
std::vector<double> uniformMiddles(Range range, std::int64_t n) {
    std::vector<double> middles(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < middles.size(); ++i)
        middles[i] = uniformPoint(range, 2.0 * static_cast<double>(i) + 1.0, 2.0 * static_cast<double>(n));
    return middles;
}

double widthOf(Range range, std::int64_t n) {
    const double length = range.high - range.low, count = static_cast<double>(n);
    return std::isfinite(length) ? length / count : range.high / count - range.low / count;
}

double middleOf(double a, double b) { return 0.5 * a + 0.5 * b; }

void setNoValue(RiemannSum& sum, double x, double value) {
    if (sum.kind != RiemannSum::Kind::Value) return;
    if (std::isnan(value)) {
        sum.kind = RiemannSum::Kind::Undefined;
        sum.why = Message(CALC_TEXT("The function has no value at x = {0}, where a height is needed."), {NumberArgument{x}});
    } else {
        sum.kind = RiemannSum::Kind::Overflow;
        sum.sum.value = value;
        sum.why = Message(CALC_TEXT("The value at x = {0} is too large for a computer number."), {NumberArgument{x}});
    }
}

/// The value at a node; notes the first node without one.
double heightAt(const Program& program, double x, RiemannSum& sum) {
    const double value = program(x);
    if (!std::isfinite(value)) setNoValue(sum, x, value);
    return value;
}

void finish(RiemannSum& sum, const CompensatedSum& total, std::int64_t evaluations) {
    sum.sum.evaluations = evaluations;
    const bool reversed = !sum.pieces.empty() && sum.pieces.front().x1 < sum.pieces.front().x0;
    if (sum.kind == RiemannSum::Kind::Overflow && reversed) sum.sum.value = -sum.sum.value;
    if (sum.kind != RiemannSum::Kind::Value) return;
    if (!std::isfinite(total.value())) {
        sum.kind = RiemannSum::Kind::Overflow;
        sum.sum.value = total.value();
        sum.why = Message(CALC_TEXT("The sum is too large for a computer number."));
        return;
    }
    sum.sum.value = total.value();
    // Four units in the last place for each value, one for its width and one for the product.
    sum.sum.error = total.errorBound() + 6.0 * 0.5 * kEpsilon * total.absolute();
    sum.sum.certainty = Certainty::Estimated;
}

/// Rectangles of the rules that take one height from one point of the subinterval.
double samplePoint(double a, double b, RiemannRule rule) {
    if (rule == RiemannRule::Left) return a;
    return rule == RiemannRule::Right ? b : middleOf(a, b);
}

RiemannSum rectangles(const Program& program, std::span<const double> nodes, std::span<const double> samples, double step) {
    RiemannSum sum;
    sum.kind = RiemannSum::Kind::Value;
    sum.pieces.reserve(samples.size());
    CompensatedSum total;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double height = heightAt(program, samples[i], sum);
        sum.pieces.push_back({nodes[i], nodes[i + 1], samples[i], height, height, height});
        // On equal subintervals the width is taken out of the sum: one rounding instead of n.
        total.add(std::isnan(step) ? height * (nodes[i + 1] - nodes[i]) : height * step);
    }
    finish(sum, total, static_cast<std::int64_t>(samples.size()));
    return sum;
}

RiemannSum trapezoids(const Program& program, std::span<const double> nodes, double step) {
    RiemannSum sum;
    sum.kind = RiemannSum::Kind::Value;
    sum.pieces.reserve(nodes.size() - 1);
    CompensatedSum total;
    double before = heightAt(program, nodes[0], sum);
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        const double after = heightAt(program, nodes[i + 1], sum);
        const double width = std::isnan(step) ? nodes[i + 1] - nodes[i] : step;
        const double mean = middleOf(before, after);
        sum.pieces.push_back({nodes[i], nodes[i + 1], middleOf(nodes[i], nodes[i + 1]), mean, before, after});
        total.add(mean * width);
        before = after;
    }
    finish(sum, total, static_cast<std::int64_t>(nodes.size()));
    return sum;
}

RiemannSum parabolas(const Program& program, std::span<const double> nodes, double step) {
    RiemannSum sum;
    sum.kind = RiemannSum::Kind::Value;
    sum.pieces.reserve(nodes.size() / 2);
    CompensatedSum total;
    double before = heightAt(program, nodes[0], sum);
    for (std::size_t i = 0; i + 2 < nodes.size(); i += 2) {
        const double middle = heightAt(program, nodes[i + 1], sum);
        const double after = heightAt(program, nodes[i + 2], sum);
        sum.pieces.push_back({nodes[i], nodes[i + 2], nodes[i + 1], middle, before, after});
        for (const double term : {before, 4.0 * middle, after}) total.add(term * step / 3.0);
        before = after;
    }
    finish(sum, total, static_cast<std::int64_t>(nodes.size()));
    return sum;
}

/// Adds pieces' infima times their widths; `sign` -1 turns suprema into infima of -f.
class DarbouxSum {
public:
    DarbouxSum(const Expression& function, double sign, std::int64_t n)
        : m_finder(sign > 0.0 ? function : -function),
          m_sign(sign),
          m_budget(static_cast<int>(std::clamp<std::int64_t>(4'000'000 / n, 40, 2000))) {}

    /// False where the sum has no value: `sum` says why.
    bool add(double x0, double x1, RiemannSum& sum);
    void finish(RiemannSum& sum) const;

private:
    void refuse(RiemannSum& sum, RiemannSum::Kind kind, const char* text, double x0, double x1) const {
        sum.kind = kind;
        sum.why = Message(text, {NumberArgument{x0}, NumberArgument{x1}});
    }

    InfimumFinder m_finder;
    double m_sign;
    int m_budget;
    CompensatedSum m_low;      // of what is proved, rounded down
    CompensatedSum m_high;     // of what is attained, rounded up
    double m_roundings = 0.0;  // of the products with the widths
    bool m_proved = true;
};

bool DarbouxSum::add(double x0, double x1, RiemannSum& sum) {
    const Range interval{std::min(x0, x1), std::max(x0, x1)};
    const Infimum infimum = m_finder(interval, m_budget);
    const double height = m_sign * (infimum.kind == Infimum::Kind::Proved ? infimum.low : infimum.high);
    sum.pieces.push_back({x0, x1, infimum.at, height, height, height});
    switch (infimum.kind) {
        case Infimum::Kind::NoValue:
            refuse(sum, RiemannSum::Kind::Undefined, CALC_TEXT("The function has no value on a part of the piece from {0} to {1}."), x0,
                   x1);
            return false;
        case Infimum::Kind::Unbounded:
            refuse(sum, RiemannSum::Kind::Undetermined,
                   m_sign > 0.0 ? CALC_TEXT("Between {0} and {1} the function seems to fall without end, so there is no lowest height.")
                                : CALC_TEXT("Between {0} and {1} the function seems to rise without end, so there is no highest height."),
                   x0, x1);
            return false;
        case Infimum::Kind::Sampled: m_proved = false; break;
        case Infimum::Kind::Proved: break;
    }
    const double width = interval.length();
    m_low.add(infimum.low * width);
    m_high.add(infimum.high * width);
    m_roundings += kEpsilon * std::max(std::fabs(infimum.low), std::fabs(infimum.high)) * width;
    return true;
}

void DarbouxSum::finish(RiemannSum& sum) const {
    const double low = m_low.value() - (m_low.errorBound() + 2.0 * m_roundings);
    const double high = m_high.value() + (m_high.errorBound() + 2.0 * m_roundings);
    if (!std::isfinite(low) || !std::isfinite(high)) {
        sum.kind = RiemannSum::Kind::Overflow;
        sum.sum.value = m_sign * (std::isfinite(low) ? high : low);
        sum.why = Message(CALC_TEXT("The sum is too large for a computer number."));
        return;
    }
    sum.kind = RiemannSum::Kind::Value;
    if (!m_proved) {
        sum.sum = {m_sign * m_high.value(), 1e-3 * m_high.absolute(), Certainty::Estimated, sum.sum.evaluations};
        sum.why = Message(CALC_TEXT("On some piece no bound could be proved; the extreme heights there come from many samples."));
        return;
    }
    const double outerLow = std::nextafter(low, -kInfinity);
    const double outerHigh = std::nextafter(high, kInfinity);
    sum.proved = m_sign > 0.0 ? Interval::of(outerLow, outerHigh) : Interval::of(-outerHigh, -outerLow);
    sum.sum = {m_sign * outerLow, std::nextafter(outerHigh - outerLow, kInfinity), Certainty::Certified, sum.sum.evaluations};
}

RiemannSum extremeSum(const Program& program, std::span<const double> nodes, double sign, const std::stop_token& stop) {
    RiemannSum sum;
    sum.pieces.reserve(nodes.size() - 1);
    sum.sum.evaluations = static_cast<std::int64_t>(nodes.size());
    DarbouxSum darboux(program.expression(), sign, static_cast<std::int64_t>(nodes.size()) - 1);
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        if (i % kAskEvery == 0 && stop.stop_requested()) {
            sum.kind = RiemannSum::Kind::Undetermined;
            sum.why = Message(CALC_TEXT("Stopped before the sum was complete."));
            return sum;
        }
        if (!darboux.add(nodes[i], nodes[i + 1], sum)) return sum;
    }
    darboux.finish(sum);
    if (nodes.front() > nodes.back()) {  // a reversed range: the same pieces with the other sign
        sum.sum.value = -sum.sum.value;
        if (sum.proved) sum.proved = Interval::of(-sum.proved->high, -sum.proved->low);
    }
    return sum;
}

/// `step` is the common width of equal subintervals, NaN for free ones.
RiemannSum sumOver(const Program& program, std::span<const double> nodes, RiemannRule rule, double step, const std::stop_token& stop) {
    switch (rule) {
        case RiemannRule::Trapezoid: return trapezoids(program, nodes, step);
        case RiemannRule::Simpson: return parabolas(program, nodes, step);
        case RiemannRule::Lower: return extremeSum(program, nodes, 1.0, stop);
        case RiemannRule::Upper: return extremeSum(program, nodes, -1.0, stop);
        case RiemannRule::Left:
        case RiemannRule::Right:
        case RiemannRule::Midpoint: break;
    }
    std::vector<double> samples(nodes.size() - 1);
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = samplePoint(nodes[i], nodes[i + 1], rule);
    return rectangles(program, nodes, samples, step);
}

RiemannSum emptySum(const Program& program, double at) {
    RiemannSum sum;
    sum.kind = RiemannSum::Kind::Value;
    heightAt(program, at, sum);
    sum.sum = {0.0, 0.0, Certainty::Exact, 1};
    return sum;
}

std::optional<Error> partitionError(std::span<const double> nodes) {
    if (nodes.size() < 2) return badValue("partition", CALC_TEXT("A partition needs at least two points."));
    if (nodes.size() > static_cast<std::size_t>(kMaximumSubintervals) + 1)
        return badValue("partition", CALC_TEXT("At most {0} pieces are possible."), {kMaximumSubintervals});
    const bool ascending = nodes[1] > nodes[0];
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!std::isfinite(nodes[i])) return badValue("partition", CALC_TEXT("The points of a partition must be finite numbers."));
        if (i > 0 && (ascending ? !(nodes[i] > nodes[i - 1]) : !(nodes[i] < nodes[i - 1])))
            return badValue("partition", CALC_TEXT("The points of a partition must be in order: point {0} is not."),
                            {static_cast<std::int64_t>(i + 1)});
    }
    return std::nullopt;
}

}  // namespace

Result<RiemannSum> riemannSum(const Program& program, Range range, std::int64_t n, RiemannRule rule, std::stop_token stop) {
    if (n < 1) return badValue("n", CALC_TEXT("At least one rectangle is needed: n must be 1 or more."));
    if (n > kMaximumSubintervals) return badValue("n", CALC_TEXT("At most {0} pieces are possible."), {kMaximumSubintervals});
    if (rule == RiemannRule::Simpson && n % 2 != 0)
        return badValue("n", CALC_TEXT("Simpson's rule puts each parabola over two pieces, so n must be even; {0} is odd."), {n});
    if (!std::isfinite(range.low)) return badValue("from", CALC_TEXT("A Riemann sum needs finite ends."));
    if (!std::isfinite(range.high)) return badValue("to", CALC_TEXT("A Riemann sum needs finite ends."));
    if (range.low == range.high) return emptySum(program, range.low);
    const std::vector<double> nodes = uniformNodes(range, n);
    const double step = widthOf(range, n);
    if (rule == RiemannRule::Midpoint) return rectangles(program, nodes, uniformMiddles(range, n), step);
    return sumOver(program, nodes, rule, step, stop);
}

Result<RiemannSum> riemannSum(const Program& program, std::span<const double> nodes, RiemannRule rule, std::stop_token stop) {
    if (std::optional<Error> error = partitionError(nodes)) return *error;
    if (rule == RiemannRule::Simpson) return badValue("rule", CALC_TEXT("Simpson's rule needs pieces of equal width."));
    return sumOver(program, nodes, rule, kNone, stop);
}

Result<RiemannSum> riemannSum(const Program& program, const SampledPartition& partition) {
    if (std::optional<Error> error = partitionError(partition.nodes)) return *error;
    if (partition.samples.size() + 1 != partition.nodes.size())
        return badValue("samples", CALC_TEXT("Each piece needs exactly one sample point."));
    for (std::size_t i = 0; i < partition.samples.size(); ++i) {
        const double low = std::min(partition.nodes[i], partition.nodes[i + 1]);
        const double high = std::max(partition.nodes[i], partition.nodes[i + 1]);
        if (!Range{low, high}.contains(partition.samples[i]))
            return badValue("samples", CALC_TEXT("Sample point {0} lies outside its piece."), {static_cast<std::int64_t>(i + 1)});
    }
    return rectangles(program, partition.nodes, partition.samples, kNone);
}

double meshOf(std::span<const double> nodes) {
    double longest = 0.0;
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) longest = std::max(longest, std::fabs(nodes[i + 1] - nodes[i]));
    return longest;
}

}  // namespace calc
