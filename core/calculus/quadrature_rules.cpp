#include "core/calculus/quadrature_rules.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace calc {
namespace {

constexpr std::array<double, 11> kNodes = {0.995657163025808080735527280689003,
                                           0.973906528517171720077964012084452,
                                           0.930157491355708226001207180059508,
                                           0.865063366688984510732096688423493,
                                           0.780817726586416897063717578345042,
                                           0.679409568299024406234327365114874,
                                           0.562757134668604683339000099272694,
                                           0.433395394129247190799265943165784,
                                           0.294392862701460198131126602303866,
                                           0.148874338981631210884826001129720,
                                           0.0};
constexpr std::array<double, 11> kKronrod = {
    0.011694638867371874278064396062192, 0.032558162307964727478818972459390, 0.054755896574351996031381300244580,
    0.075039674810919952767043140916190, 0.093125454583697605535065465083366, 0.109387158802297641899210590325805,
    0.123491976262065851077958109585166, 0.134709217311473325928054001771707, 0.142775938577060080797094273138717,
    0.147739104901338491374841515972068, 0.149445554002916905664936468389821};
/// At the nodes of odd index.
constexpr std::array<double, 5> kGauss = {0.066671344308688137593568809893332, 0.149451349150580593145863396957658,
                                          0.219086362515982043995534934228163, 0.269266719309996355091226921569469,
                                          0.295524224714752870173815619188769};

}  // namespace

RuleSum gaussKronrod21(const RealFunction& f, Range range) {
    const double middle = 0.5 * range.low + 0.5 * range.high;
    const double half = 0.5 * range.high - 0.5 * range.low;
    const double atMiddle = f(middle);
    double kronrod = kKronrod[10] * atMiddle, gauss = 0.0, absolute = kKronrod[10] * std::fabs(atMiddle);
    double largest = std::fabs(atMiddle);
    double variation = 0.0, previousLeft = 0.0, previousRight = 0.0;
    for (std::size_t i = 0; i < 10; ++i) {
        const double left = f(middle - half * kNodes[i]), right = f(middle + half * kNodes[i]);
        kronrod += kKronrod[i] * (left + right);
        absolute += kKronrod[i] * (std::fabs(left) + std::fabs(right));
        largest = std::max(largest, std::max(std::fabs(left), std::fabs(right)));
        if (i > 0) variation += std::fabs(left - previousLeft) + std::fabs(right - previousRight);
        previousLeft = left;
        previousRight = right;
        if (i % 2 == 1) gauss += kGauss[i / 2] * (left + right);
    }
    variation += std::fabs(atMiddle - previousLeft) + std::fabs(atMiddle - previousRight);
    return {kronrod * half, std::fabs((kronrod - gauss) * half), absolute * std::fabs(half), largest, variation, std::isfinite(kronrod)};
}

namespace {

/// A piece whose enclosure is larger than its samples by more than this may hide something between them.
constexpr double kExplained = 64.0;
constexpr double kUnderflow = 1e-300;  ///< enclosures of what is too small for a double are never quite zero
constexpr double kNegligible = 1e-19;  ///< of the largest term

/// Terms on a lattice, added outward from the middle until they are negligible.
class LineSum {
public:
    explicit LineSum(const RealFunction& term) : m_term(term) {}

    double at(double tau) {
        ++evaluations;
        return m_term(tau);
    }

    /// Walks in one direction on the coarsest lattice; returns where it stopped.
    double walk(double step, double limit, bool& isLost) {
        int small = 0;
        double tau = step;
        for (; std::fabs(tau) <= limit; tau += step) {
            const double term = at(tau);
            if (!std::isfinite(term)) {
                isLost = true;
                return tau - step;
            }
            add(term);
            small = std::fabs(term) <= kNegligible * largest ? small + 1 : 0;
            // Three in a row: a zero of the integrand is no end of it.
            if (small >= 3 && largest > 0.0) break;
            if (largest == 0.0 && std::fabs(tau) > 6.0) break;
        }
        return tau;
    }

    void add(double term) {
        const double next = value + term;
        lost += std::fabs(value) >= std::fabs(term) ? (value - next) + term : (term - next) + value;
        value = next;
        absolute += std::fabs(term);
        largest = std::max(largest, std::fabs(term));
    }

    double total() const { return value + lost; }

    double value = 0.0, lost = 0.0, absolute = 0.0, largest = 0.0;
    std::int64_t evaluations = 0;

private:
    const RealFunction& m_term;
};

}  // namespace

TrapezoidSum trapezoidOverLine(const RealFunction& term, const TrapezoidGoal& goal) {
    TrapezoidSum result;
    LineSum sum(term);
    double step = 0.5;
    const double middle = sum.at(0.0);
    if (!std::isfinite(middle)) return result;
    sum.add(middle);
    result.to = sum.walk(step, goal.limit, result.lostAbove);
    result.from = sum.walk(-step, goal.limit, result.lostBelow);
    double previous = sum.total() * step, before = HUGE_VAL;
    for (int halving = 0; halving < goal.mostHalvings; ++halving) {
        const double half = 0.5 * step;
        for (double tau = result.from + half; tau < result.to; tau += step) {
            const double value = sum.at(tau);
            if (!std::isfinite(value)) return result;
            sum.add(value);
            if (sum.evaluations % 64 == 0 && goal.expired && goal.expired()) return result;
        }
        step = half;
        const double value = sum.total() * step;
        const double apart = std::fabs(value - previous);
        result.value = value;
        result.absolute = sum.absolute * step;
        result.evaluations = sum.evaluations;
        // Digits double: the next disagreement would be about apart^2 / before^... ; the geometric mean is safe.
        const double predicted = halving == 0 ? apart : apart * std::min(1.0, 10.0 * apart / before);
        result.error = std::max(predicted, 2e-16 * result.absolute);
        if (result.error <= std::max(goal.relative * std::fabs(value), 1e-15 * result.absolute) && halving > 0) {
            result.converged = true;
            return result;
        }
        previous = value;
        before = apart;
    }
    return result;
}

AdaptiveSum::Piece AdaptiveSum::measured(std::size_t function, Range range) {
    Piece piece{function, range, gaussKronrod21(m_functions[function].f, range)};
    const double factor = m_functions[function].factor;
    piece.sum.value *= factor;
    piece.sum.error *= std::fabs(factor);
    piece.sum.absolute *= std::fabs(factor);
    m_evaluations += 21;
    if (!piece.sum.finite) ++m_notFinite;
    return piece;
}

void AdaptiveSum::add(RealFunction f, const std::vector<double>& points, double factor, Enclosure enclosure) {
    m_functions.push_back({std::move(f), std::move(enclosure), factor, {points.front(), points.back()}});
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        if (points[i] < points[i + 1]) m_pieces.push_back(measured(m_functions.size() - 1, {points[i], points[i + 1]}));
}

bool AdaptiveSum::halve(std::size_t index) {
    const Piece old = m_pieces[index];
    const double middle = 0.5 * old.range.low + 0.5 * old.range.high;
    const double size = std::max(std::fabs(old.range.low), std::fabs(old.range.high));
    if (!(old.range.high - old.range.low > 1e-14 * size)) return false;
    if (!old.sum.finite) --m_notFinite;
    m_pieces[index] = measured(old.function, {old.range.low, middle});
    m_pieces.push_back(measured(old.function, {middle, old.range.high}));
    // What does not shrink when halved, and is small, is the rounding of the function: halving on would only gather more of it.
    const double now = m_pieces[index].sum.error + m_pieces.back().sum.error;
    const bool isNoise = now > 0.6 * old.sum.error && now < 3.0 * old.sum.error && old.sum.error < 1e-11 * old.sum.absolute;
    m_pieces[index].isNoise = m_pieces.back().isNoise = isNoise;
    return true;
}

bool AdaptiveSum::refine(const Goal& goal) {
    const auto order = [this](std::size_t a, std::size_t b) { return m_pieces[a].sum.error < m_pieces[b].sum.error; };
    std::vector<std::size_t> heap(m_pieces.size());
    for (std::size_t i = 0; i < heap.size(); ++i) heap[i] = i;
    std::make_heap(heap.begin(), heap.end(), order);
    double total = value(), error = this->error(), absolute = this->absolute();
    for (std::int64_t step = 1; !heap.empty() && finite(); ++step) {
        if (error <= std::max({goal.relative * std::fabs(total), goal.absolute, goal.noise * absolute})) break;
        if (m_evaluations > goal.maximumEvaluations || (step % 16 == 0 && goal.expired && goal.expired())) return false;
        std::pop_heap(heap.begin(), heap.end(), order);
        const std::size_t worst = heap.back();
        if (m_pieces[worst].isNoise || !halve(worst)) {
            heap.pop_back();
            continue;
        }
        std::push_heap(heap.begin(), heap.end(), order);
        heap.push_back(m_pieces.size() - 1);
        std::push_heap(heap.begin(), heap.end(), order);
        // Summed afresh: running differences would keep the rounding of terms long gone.
        const auto pause = static_cast<std::int64_t>(std::max<std::size_t>(16, m_pieces.size() / 64));
        if (m_pieces.size() < 200 || step % pause == 0) {
            total = value();
            error = this->error();
            absolute = this->absolute();
        }
    }
    return finite() && this->error() <= std::max({goal.relative * std::fabs(value()), goal.absolute, goal.noise * this->absolute()});
}

bool AdaptiveSum::isExplained(const Piece& piece, double tolerance) const {
    const Weighted& function = m_functions[piece.function];
    if (!function.enclosure) return true;
    const double width = piece.range.length();
    const double magnitude = function.enclosure(piece.range).magnitude() * std::fabs(function.factor);
    const double seen = piece.sum.largest * std::fabs(function.factor);
    if (magnitude <= kExplained * seen || magnitude * width <= tolerance || magnitude < kUnderflow) return true;
    // At an end of the whole piece an enclosure may be unbounded (0/0); what happens there was looked at by other means.
    const bool atEnd = piece.range.low == function.whole.low || piece.range.high == function.whole.high;
    return !std::isfinite(magnitude) && atEnd && width < 0.02 * function.whole.length();
}

bool AdaptiveSum::expose(const Goal& goal, int mostHalvings) {
    bool changed = false;
    for (std::size_t i = 0; i < m_pieces.size();) {
        const double tolerance = 0.1 * goal.relative * std::max(std::fabs(value()), 0.01 * absolute());
        if (m_pieces[i].isNoise || isExplained(m_pieces[i], tolerance)) {
            ++i;
            continue;
        }
        if (mostHalvings-- <= 0 || m_evaluations > goal.maximumEvaluations || !halve(i)) break;
        changed = true;
    }
    return changed;
}

double AdaptiveSum::value() const {
    double total = 0.0, lost = 0.0;
    for (const Piece& piece : m_pieces) {
        const double next = total + piece.sum.value;
        lost += std::fabs(total) >= std::fabs(piece.sum.value) ? (total - next) + piece.sum.value : (piece.sum.value - next) + total;
        total = next;
    }
    return total + lost;
}

double AdaptiveSum::error() const {
    double total = 0.0;
    for (const Piece& piece : m_pieces) total += piece.sum.error;
    return total;
}

double AdaptiveSum::absolute() const {
    double total = 0.0;
    for (const Piece& piece : m_pieces) total += piece.sum.absolute;
    return total;
}

double AdaptiveSum::pointRounding() const {
    constexpr double kHalfUlp = 1.2e-16;
    double total = 0.0;
    for (const Piece& piece : m_pieces)
        total += std::max(std::fabs(piece.range.low), std::fabs(piece.range.high)) * piece.sum.variation *
                 std::fabs(m_functions[piece.function].factor);
    return kHalfUlp * total;
}

}  // namespace calc
