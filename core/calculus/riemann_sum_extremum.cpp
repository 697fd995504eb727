#include "core/calculus/riemann_sum_extremum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <vector>

#include "core/expression/differentiate.h"

namespace calc {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kRelativeTolerance = 1e-13;
constexpr int kSamples = 64;

struct BoxToSearch {
    double a = 0.0;
    double b = 0.0;
    double low = -kInfinity;
    bool operator<(const BoxToSearch& other) const { return low > other.low; }  // the queue gives the lowest first
};

/// One search; keeps what was attained and the boxes still open.
class Search {
public:
    Search(const Program& function, const Program* derivative, Range interval)
        : m_function(function), m_derivative(derivative), m_interval(interval) {}

    Infimum run(int budget);

private:
    void attain(double x);
    void add(double a, double b);
    std::optional<double> monotoneBound(const Interval& box, const Interval& slope) const;
    double pointLow(double x) const { return m_function.enclose(Interval::point(x)).low; }
    double tolerance() const { return kRelativeTolerance * m_size; }
    Infimum sampled() const;

    const Program& m_function;
    const Program* m_derivative;  ///< null: not known
    Range m_interval;
    std::priority_queue<BoxToSearch> m_open;
    double m_closedLow = kInfinity;  ///< least lower bound of what needs no further splitting
    double m_attained = kInfinity;   ///< least proved upper bound of a value
    double m_at = 0.0;
    double m_size = 0.0;
    bool m_noValue = false;
};

void Search::attain(double x) {
    const Interval value = m_function.enclose(Interval::point(x));
    if (value.isEmpty() || !value.defined) return;
    if (std::isfinite(value.high)) m_size = std::max(m_size, std::fabs(value.high));
    if (value.high < m_attained) {
        m_attained = value.high;
        m_at = x;
    }
}

std::optional<double> Search::monotoneBound(const Interval& box, const Interval& slope) const {
    if (slope.low >= 0.0) return pointLow(box.low);
    if (slope.high <= 0.0) return pointLow(box.high);
    return std::nullopt;
}

void Search::add(double a, double b) {
    const Interval box = Interval::of(a, b);
    const Interval value = m_function.enclose(box);
    if (value.isEmpty()) {
        m_noValue = m_noValue || b > a;
        return;
    }
    double low = value.low;
    if (m_derivative && value.continuous && value.defined) {
        const Interval slope = m_derivative->enclose(box);
        if (slope.defined && !slope.isEmpty()) {
            if (const std::optional<double> bound = monotoneBound(box, slope)) {
                m_closedLow = std::min(m_closedLow, std::max(low, *bound));
                return;
            }
            if (slope.isFinite()) {
                // f(m) + slope (X - m): over the half width w it can be at most w * max|slope| lower than f(m).
                const double middle = box.middle();
                const double half = std::nextafter(std::max(b - middle, middle - a), kInfinity);
                const double drop = std::nextafter(half * std::max(-slope.low, slope.high), kInfinity);
                low = std::max(low, std::nextafter(pointLow(middle) - drop, -kInfinity));
            }
        }
    }
    m_open.push({a, b, low});
}

Infimum Search::sampled() const {
    // Intervals give no bound, mostly at a hole. Do the values fall without end towards the last open box? They are looked at on a
    // logarithmic scale of distances from it: what falls as much in the nearer half of the scale as in the farther one has no bound in
    // sight.
    const BoxToSearch worst = m_open.top();
    const double hole = worst.a + 0.5 * (worst.b - worst.a);
    const double length = m_interval.length();
    const double nearest = std::max(4.0 * (worst.b - worst.a), 1e-300);
    double least = kInfinity;
    double at = m_at;
    const auto look = [&](double x) {
        const double value = m_function(x);
        if (!m_interval.contains(x) || std::isnan(value) || !(value < least)) return;
        least = value;
        at = x;
    };
    for (int i = 0; i <= kSamples; ++i) look(m_interval.low + length * i / kSamples);
    const double coarse = least;
    double half = least;
    for (int i = 0; i <= kSamples; ++i) {
        const double distance = length * std::pow(nearest / length, static_cast<double>(i) / kSamples);
        look(hole - distance);
        look(hole + distance);
        if (i == kSamples / 2) half = least;
    }
    if (m_attained < least) {
        least = m_attained;
        at = m_at;
    }
    const bool falls = half - least > 0.25 * (coarse - half) && half - least > 1e-3 * std::fabs(coarse);
    return {falls || std::isinf(least) ? Infimum::Kind::Unbounded : Infimum::Kind::Sampled, least, least, at};
}

Infimum Search::run(int budget) {
    attain(m_interval.low);
    attain(m_interval.high);
    add(m_interval.low, m_interval.high);
    for (int count = 0; !m_open.empty() && !m_noValue; ++count) {
        const BoxToSearch box = m_open.top();
        const double middle = box.a + 0.5 * (box.b - box.a);
        const bool goodEnough = std::min(box.low, m_closedLow) >= m_attained - tolerance();
        if (goodEnough || count >= budget || !(box.a < middle && middle < box.b)) break;
        m_open.pop();
        attain(middle);
        add(box.a, middle);
        add(middle, box.b);
    }
    if (m_noValue) return {Infimum::Kind::NoValue, 0.0, 0.0, m_at};
    const double low = m_open.empty() ? m_closedLow : std::min(m_closedLow, m_open.top().low);
    if (std::isfinite(low) && std::isfinite(m_attained)) return {Infimum::Kind::Proved, low, std::max(low, m_attained), m_at};
    return m_open.empty() ? Infimum{Infimum::Kind::Sampled, m_attained, m_attained, m_at} : sampled();
}

}  // namespace

InfimumFinder::InfimumFinder(const Expression& function, Variable variable) : m_function(Program::compile(function, {variable})) {
    // Without a derivative (its formula would be too large) the natural enclosure alone has to do.
    if (const Result<Expression> derivative = differentiate(function, variable)) m_derivative = Program::compile(*derivative, {variable});
}

Infimum InfimumFinder::operator()(Range interval, int budget) const {
    return Search(m_function, m_derivative ? &*m_derivative : nullptr, interval).run(budget);
}

}  // namespace calc
