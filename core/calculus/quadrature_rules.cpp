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
    for (std::size_t i = 0; i < 10; ++i) {
        const double left = f(middle - half * kNodes[i]), right = f(middle + half * kNodes[i]);
        kronrod += kKronrod[i] * (left + right);
        absolute += kKronrod[i] * (std::fabs(left) + std::fabs(right));
        if (i % 2 == 1) gauss += kGauss[i / 2] * (left + right);
    }
    RuleSum sum{kronrod * half, std::fabs((kronrod - gauss) * half), absolute * std::fabs(half), std::isfinite(kronrod)};
    return sum;
}

AdaptiveSum::Piece AdaptiveSum::measured(std::size_t function, Range range) {
    Piece piece{function, range, gaussKronrod21(m_functions[function].f, range)};
    const double factor = m_functions[function].factor;
    piece.sum.value *= factor;
    piece.sum.error *= std::fabs(factor);
    piece.sum.absolute *= std::fabs(factor);
    m_evaluations += 21;
    return piece;
}

void AdaptiveSum::add(RealFunction f, const std::vector<double>& points, double factor) {
    m_functions.push_back({std::move(f), factor});
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        if (points[i] < points[i + 1]) m_pieces.push_back(measured(m_functions.size() - 1, {points[i], points[i + 1]}));
}

bool AdaptiveSum::halve(std::size_t index) {
    const Piece old = m_pieces[index];
    const double middle = 0.5 * old.range.low + 0.5 * old.range.high;
    const double size = std::max(std::fabs(old.range.low), std::fabs(old.range.high));
    if (!(old.range.high - old.range.low > 1e-14 * size)) return false;
    m_pieces[index] = measured(old.function, {old.range.low, middle});
    m_pieces.push_back(measured(old.function, {middle, old.range.high}));
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
        if (!halve(worst)) {
            heap.pop_back();
            continue;
        }
        std::push_heap(heap.begin(), heap.end(), order);
        heap.push_back(m_pieces.size() - 1);
        std::push_heap(heap.begin(), heap.end(), order);
        // Summed afresh: running differences would keep the rounding of terms long gone.
        if (m_pieces.size() < 200 || step % 16 == 0) {
            total = value();
            error = this->error();
            absolute = this->absolute();
        }
    }
    return finite() && this->error() <= std::max({goal.relative * std::fabs(value()), goal.absolute, goal.noise * this->absolute()});
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

bool AdaptiveSum::finite() const {
    return std::all_of(m_pieces.begin(), m_pieces.end(), [](const Piece& piece) { return piece.sum.finite; });
}

}  // namespace calc
