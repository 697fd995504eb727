#include "core/calculus/integral_taylor.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/numbers/interval_functions.h"

namespace calc {
namespace {

using View = std::span<const Interval>;
using Row = std::span<Interval>;

constexpr int kAnalytic = 1000;
const Interval kOne = Interval::point(1.0);
const Interval kZero = Interval::point(0.0);

Interval whole(std::size_t k) { return Interval::point(static_cast<double>(k)); }

/// Exactly 0: most coefficients of polynomials are.
bool isZero(const Interval& x) { return x.low == 0.0 && x.high == 0.0; }

/// sum over j = first ... last of a_j b_{k-j}
Interval convolved(View a, View b, std::size_t k, std::size_t first, std::size_t last) {
    Interval total = kZero;
    for (std::size_t j = first; j <= last; ++j)
        if (!isZero(a[j]) && !isZero(b[k - j])) total = total + a[j] * b[k - j];
    return total;
}

/// sum over j = 1 ... last of j a_j b_{k-j}: the k-th coefficient of a' b, times k.
Interval derived(View a, View b, std::size_t k, std::size_t last) {
    Interval total = kZero;
    for (std::size_t j = 1; j <= last; ++j)
        if (!isZero(a[j]) && !isZero(b[k - j])) total = total + whole(j) * a[j] * b[k - j];
    return total;
}

void product(View a, View b, Row out) {
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = convolved(a, b, k, 0, k);
}

void squared(View a, Row out) {
    product(a, a, out);
    out[0] = square(a[0]);
}

void quotient(View a, View b, Row out) {
    out[0] = a[0] / b[0];
    for (std::size_t k = 1; k < out.size(); ++k) out[k] = (a[k] - convolved(out, b, k, 0, k - 1)) / b[0];
}

/// p = u^alpha with p_0 given: k u_0 p_k = sum over j of (j alpha - (k - j)) u_j p_{k-j}.
void powerSeries(View u, const Interval& alpha, Row p) {
    for (std::size_t k = 1; k < p.size(); ++k) {
        Interval total = kZero;
        for (std::size_t j = 1; j <= k; ++j)
            if (!isZero(u[j])) total = total + (whole(j) * alpha - whole(k - j)) * u[j] * p[k - j];
        p[k] = total / (whole(k) * u[0]);
    }
}

void exponential(View u, Row e) {
    e[0] = exp(u[0]);
    for (std::size_t k = 1; k < e.size(); ++k) e[k] = derived(u, e, k, k) / whole(k);
}

void logarithm(View u, Row l) {
    l[0] = ln(u[0]);
    for (std::size_t k = 1; k < l.size(); ++k) l[k] = (u[k] - derived(l, u, k, k - 1) / whole(k)) / u[0];
}

/// Sine and cosine together (sign -1), or their hyperbolic kin (sign 1); coefficient 0 is given.
void waves(View u, Row s, Row c, double sign) {
    for (std::size_t k = 1; k < s.size(); ++k) {
        s[k] = derived(u, c, k, k) / whole(k);
        c[k] = Interval::point(sign) * derived(u, s, k, k) / whole(k);
    }
}

/// y' = u' v with y_0 given.
void integrated(View u, View v, Row y) {
    for (std::size_t k = 1; k < y.size(); ++k) y[k] = derived(u, v, k, k) / whole(k);
}

/// y' v = u' with y_0 given.
void integratedQuotient(View u, View v, Row y) {
    for (std::size_t k = 1; k < y.size(); ++k) y[k] = (u[k] - derived(y, v, k, k - 1) / whole(k)) / v[0];
}

/// y' = y (1 - y) u' (sigmoid) or y' = (1 - y^2) u' (tanh), y_0 given.
void logistic(View u, Row y, Row slope, bool isTanh) {
    for (std::size_t k = 0; k < y.size(); ++k) {
        if (k > 0) y[k] = derived(u, slope, k, k) / whole(k);
        const Interval productAtK = convolved(y, y, k, 0, k);
        slope[k] = (isTanh ? (k == 0 ? kOne : kZero) : y[k]) - productAtK;
    }
}

void blank(Row row, std::size_t from) {
    for (std::size_t k = from; k < row.size(); ++k) row[k] = Interval::entire();
}

bool isNonZero(const Interval& x) { return x.low > 0.0 || x.high < 0.0; }

}  // namespace

Interval enclosureOf(const Rational& value) {
    const double nearest = value.toDouble();
    if (!std::isfinite(nearest)) return Interval::entire();
    const auto order = Rational::fromDouble(nearest) <=> value;
    if (order == 0) return Interval::point(nearest);
    return order < 0 ? Interval::of(nearest, std::nextafter(nearest, HUGE_VAL)) : Interval::of(std::nextafter(nearest, -HUGE_VAL), nearest);
}

TaylorEvaluator::TaylorEvaluator(const ExactGraph& graph) : m_graph(&graph), m_target(graph.root()) {
    m_constants.resize(graph.size());
    for (NodeId id = 0; id < graph.size(); ++id) {
        const ExactNode& node = graph.node(id);
        if (node.code != Code::Constant) continue;
        m_constants[id] = node.constantKind == ConstantKind::Pi      ? piInterval()
                          : node.constantKind == ConstantKind::Euler ? eulerInterval()
                                                                     : enclosureOf(graph.rational(id));
    }
    m_smoothness.resize(graph.size(), kAnalytic);
    markNeeded(m_target);
}

void TaylorEvaluator::markNeeded(NodeId target) {
    const std::vector<char> needed = m_graph->reachable(target);
    m_order.clear();
    for (NodeId id = 0; id <= target; ++id)
        if (needed[id]) m_order.push_back(id);
    m_target = target;
}

std::span<const Interval> TaylorEvaluator::coefficients(NodeId id) const { return view(id); }

std::span<const Interval> TaylorEvaluator::evaluate(NodeId target, const Interval& x, int order) {
    if (target != m_target) markNeeded(target);
    m_mode = Mode::Plain;
    run(x, order);
    return view(target);
}

std::span<const Interval> TaylorEvaluator::evaluateFromZero(NodeId target, double reach, int order) {
    if (target != m_target) markNeeded(target);
    m_mode = Mode::AtZero;
    run(Interval::point(0.0), order);
    m_zeroTable = m_table;
    m_mode = Mode::FromZero;
    run(Interval::of(0.0, reach), order);
    return view(target);
}

void TaylorEvaluator::run(const Interval& x, int order) {
    m_count = m_stride = static_cast<std::size_t>(order) + 1;
    if (m_table.size() < m_graph->size() * m_stride) m_table.resize(m_graph->size() * m_stride);
    if (m_smoothness.size() < m_graph->size()) m_smoothness.resize(m_graph->size(), kAnalytic);
    m_scratch.resize(m_stride);
    m_scratch2.resize(m_stride);
    for (const NodeId id : m_order) apply(id, x);
}

namespace {

/// How many coefficients are exactly 0 before the first that is certainly not; nullopt where that cannot be told.
std::optional<std::size_t> orderOfZero(View row) {
    for (std::size_t k = 0; k < row.size(); ++k) {
        if (isNonZero(row[k])) return k;
        if (!isZero(row[k])) return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

/// A quotient whose parts vanish together at 0.
bool TaylorEvaluator::applyCancelled(NodeId id) {
    if (m_mode == Mode::Plain) return false;
    const ExactNode& node = m_graph->node(id);
    const auto common = orderOfZero(zeroView(node.b));
    if (!common || *common == 0) return false;
    const View numeratorAtZero = zeroView(node.a);
    for (std::size_t k = 0; k < *common; ++k)
        if (!isZero(numeratorAtZero[k])) return false;
    const auto shift = [&](View from, Row to) {
        for (std::size_t k = 0; k < to.size(); ++k) to[k] = k + *common < from.size() ? from[k + *common] : Interval::entire();
    };
    shift(view(node.a), m_scratch);
    shift(view(node.b), m_scratch2);
    quotient(m_scratch, m_scratch2, row(id));
    roughen(id, m_smoothness[id] - static_cast<int>(*common));
    return true;
}

/// The sign of a part whose first coefficient is 0: that of the first that is not, just right of 0.
bool TaylorEvaluator::isNegativeAtZero(View u) const {
    const auto first = orderOfZero(u);
    return m_mode == Mode::AtZero && first && *first > 0 && u[*first].high < 0.0;
}

/// Only derivatives up to `order` are known to be continuous.
void TaylorEvaluator::roughen(NodeId id, int order) { m_smoothness[id] = std::min(m_smoothness[id], order); }

void TaylorEvaluator::apply(NodeId id, const Interval& x) {
    const ExactNode& node = m_graph->node(id);
    const Row out = row(id);
    m_smoothness[id] = kAnalytic;
    if (node.code == Code::Constant || node.code == Code::Variable) {
        std::fill(out.begin(), out.end(), kZero);
        const bool isVariable = node.code == Code::Variable && node.a == 0;
        out[0] = node.code == Code::Constant         ? m_constants[id]
                 : isVariable                        ? x
                 : node.a < m_graph->variableCount() ? Interval::of(0.0, 1.0)
                                                     : Interval::empty();
        if (isVariable && out.size() > 1) out[1] = kOne;
        return;
    }
    if (node.code == Code::Select) return applyChoice(id);
    const int count = operandCount(node.code);
    m_smoothness[id] = std::min(m_smoothness[node.a], count > 1 ? m_smoothness[node.b] : kAnalytic);
    const View a = view(node.a), b = view(node.b);
    switch (node.code) {
        case Code::Negate:
            for (std::size_t k = 0; k < out.size(); ++k) out[k] = -a[k];
            break;
        case Code::Add:
            for (std::size_t k = 0; k < out.size(); ++k) out[k] = a[k] + b[k];
            break;
        case Code::Subtract:
            for (std::size_t k = 0; k < out.size(); ++k) out[k] = a[k] - b[k];
            break;
        case Code::Multiply:
            node.a == node.b ? squared(a, out) : product(a, b, out);
            if (a[0].isEmpty() || b[0].isEmpty()) out[0] = Interval::empty();  // 0 times what has no value has none
            out[0].defined = out[0].defined && a[0].defined && b[0].defined;
            out[0].continuous = out[0].continuous && a[0].continuous && b[0].continuous;
            break;
        case Code::Divide:
            if (!applyCancelled(id)) quotient(a, b, out);
            break;
        case Code::PowerInteger:
        case Code::Power: applyPower(id); break;
        case Code::Min:
        case Code::Max:
        case Code::Less:
        case Code::LessEqual: applyChoice(id); break;
        default: applyFunction(id, a, out);
    }
    if (!out[0].defined || out[0].isEmpty()) roughen(id, -1);
}

void TaylorEvaluator::applyPower(NodeId id) {
    const ExactNode& node = m_graph->node(id);
    const Row out = row(id);
    const View a = view(node.a);
    if (node.code == Code::PowerInteger) {
        out[0] = powerInteger(a[0], static_cast<double>(node.exponent));
        if (out.size() == 1) return;
        if (isNonZero(a[0])) return powerSeries(a, Interval::point(static_cast<double>(node.exponent)), out);
        if (node.exponent < 0 || node.exponent > 64) {
            blank(out, 1);
            return roughen(id, node.exponent < 0 ? -1 : 0);
        }
        const Interval first = out[0];
        std::copy(a.begin(), a.end(), out.begin());
        for (std::int64_t k = 1; k < node.exponent; ++k) {
            product(out, a, m_scratch);
            std::copy(m_scratch.begin(), m_scratch.end(), out.begin());
        }
        out[0] = first;
        return;
    }
    const View b = view(node.b);
    out[0] = power(a[0], b[0]);
    if (out.size() == 1) return;
    if (!(a[0].low > 0.0)) {
        blank(out, 1);
        return roughen(id, out[0].defined && out[0].continuous ? 0 : -1);
    }
    if (!m_graph->node(node.b).varies) return powerSeries(a, b[0], out);
    const Interval first = out[0];
    logarithm(a, m_scratch);
    product(m_scratch, b, m_scratch2);
    exponential(m_scratch2, out);
    out[0] = intersection(first, out[0]);
}

void TaylorEvaluator::applyChoice(NodeId id) {
    const ExactNode& node = m_graph->node(id);
    const Row out = row(id);
    if (node.code == Code::Less || node.code == Code::LessEqual) {
        std::fill(out.begin(), out.end(), kZero);
        out[0] = node.code == Code::Less ? less(view(node.a)[0], view(node.b)[0]) : lessEqual(view(node.a)[0], view(node.b)[0]);
        if (!out[0].isPoint()) roughen(id, -1);
        return;
    }
    if (node.code == Code::Select) {
        const Interval condition = view(node.a)[0];
        const View then = view(node.b), otherwise = view(node.c);
        const bool first = condition.low > 0.0, second = condition.high == 0.0;
        if (condition.defined && (first || second)) {
            const View source = first ? then : otherwise;
            std::copy(source.begin(), source.end(), out.begin());
            m_smoothness[id] = m_smoothness[first ? node.b : node.c];
            return;
        }
        out[0] = select(condition, then[0], otherwise[0]);
        blank(out, 1);
        m_smoothness[id] = -1;
        return;
    }
    const View a = view(node.a), b = view(node.b);
    const bool isMin = node.code == Code::Min;
    const Interval value = isMin ? min(a[0], b[0]) : max(a[0], b[0]);
    const bool takesA = isMin ? a[0].high <= b[0].low : a[0].low >= b[0].high;
    const bool takesB = isMin ? b[0].high <= a[0].low : b[0].low >= a[0].high;
    for (std::size_t k = 1; k < out.size(); ++k) out[k] = takesA ? a[k] : takesB ? b[k] : k == 1 ? hull(a[1], b[1]) : Interval::entire();
    out[0] = value;
    if (!takesA && !takesB) roughen(id, 0);
}

namespace {

void scaledLogarithm(View u, const Interval& base, const Interval& value, Row out) {
    logarithm(u, out);
    const Interval divisor = ln(base);
    for (Interval& coefficient : out) coefficient = coefficient / divisor;
    out[0] = value;
}

/// 2 / sqrt(pi)
Interval erfSlope() { return Interval::point(2.0) / sqrt(piInterval()); }

}  // namespace

void TaylorEvaluator::applyFunction(NodeId id, View u, Row out) {
    const Row s = m_scratch, t = m_scratch2;
    switch (m_graph->node(id).code) {
        case Code::Sin:
        case Code::Cos:
        case Code::Tan:
            s[0] = sin(u[0]);
            t[0] = cos(u[0]);
            waves(u, s, t, -1.0);
            if (m_graph->node(id).code != Code::Tan) {
                const Row from = m_graph->node(id).code == Code::Sin ? s : t;
                std::copy(from.begin(), from.end(), out.begin());
                return;
            }
            quotient(s, t, out);
            out[0] = tan(u[0]);
            return;
        case Code::Sinh:
        case Code::Cosh:
            s[0] = sinh(u[0]);
            t[0] = cosh(u[0]);
            waves(u, s, t, 1.0);
            std::copy(m_graph->node(id).code == Code::Sinh ? s.begin() : t.begin(),
                      m_graph->node(id).code == Code::Sinh ? s.end() : t.end(), out.begin());
            return;
        case Code::Tanh:
        case Code::Sigmoid:
            out[0] = m_graph->node(id).code == Code::Tanh ? tanh(u[0]) : sigmoid(u[0]);
            return logistic(u, out, s, m_graph->node(id).code == Code::Tanh);
        case Code::Exp: return exponential(u, out);
        case Code::Ln: return logarithm(u, out);
        case Code::Log10: return scaledLogarithm(u, Interval::point(10.0), log10(u[0]), out);
        case Code::Log2: return scaledLogarithm(u, Interval::point(2.0), log2(u[0]), out);
        case Code::Sqrt:
            out[0] = sqrt(u[0]);
            powerSeries(u, Interval::point(0.5), out);
            if (!(u[0].low > 0.0)) roughen(id, 0);
            return;
        case Code::Cbrt:
            out[0] = cbrt(u[0]);
            powerSeries(u, kOne / Interval::point(3.0), out);
            if (!isNonZero(u[0])) roughen(id, 0);
            return;
        case Code::Asin:
        case Code::Acos: {
            const bool isAsin = m_graph->node(id).code == Code::Asin;
            squared(u, t);
            for (Interval& coefficient : t) coefficient = -coefficient;
            t[0] = kOne + t[0];
            if (!(t[0].low > 0.0)) roughen(id, 0);
            s[0] = sqrt(t[0]);
            powerSeries(t, Interval::point(0.5), s);
            integratedQuotient(u, s, out);
            if (!isAsin)
                for (Interval& coefficient : out) coefficient = -coefficient;
            out[0] = isAsin ? asin(u[0]) : acos(u[0]);
            return;
        }
        case Code::Atan:
            squared(u, t);
            t[0] = kOne + t[0];
            integratedQuotient(u, t, out);
            out[0] = atan(u[0]);
            return;
        case Code::Erf:
            squared(u, t);
            for (Interval& coefficient : t) coefficient = -coefficient;
            exponential(t, s);
            for (Interval& coefficient : s) coefficient = coefficient * erfSlope();
            integrated(u, s, out);
            out[0] = erf(u[0]);
            return;
        case Code::Gamma: out[0] = gamma(u[0]); return blank(out, 1);
        default: return applyKinked(id, u, out);
    }
}

namespace {

/// abs and relu where the sign of u is not known: the hull of both slopes.
void kinked(View u, const Interval& value, Row out, const Interval& slopes) {
    if (out.size() > 1) out[1] = slopes * u[1];
    blank(out, 2);
    out[0] = value;
}

}  // namespace

void TaylorEvaluator::applyKinked(NodeId id, View u, Row out) {
    const bool isNegativeGerm = isNegativeAtZero(u);
    const bool isPositive = u[0].low >= 0.0 && !isNegativeGerm, isNegative = u[0].high <= 0.0;
    const auto times = [&](const Interval& factor) {
        for (std::size_t k = 0; k < out.size(); ++k) out[k] = factor * u[k];
    };
    switch (m_graph->node(id).code) {
        case Code::Abs:
            if (isPositive || isNegative) return times(Interval::point(isPositive ? 1.0 : -1.0));
            kinked(u, abs(u[0]), out, Interval::of(-1.0, 1.0));
            return roughen(id, 0);
        case Code::Relu:
            if (isPositive || isNegative) return times(Interval::point(isPositive ? 1.0 : 0.0));
            kinked(u, relu(u[0]), out, Interval::of(0.0, 1.0));
            return roughen(id, 0);
        default: {
            const Code code = m_graph->node(id).code;
            std::fill(out.begin(), out.end(), kZero);
            out[0] = code == Code::Sign ? sign(u[0]) : code == Code::Floor ? floor(u[0]) : ceil(u[0]);
            if (out[0].isPoint()) return;
            blank(out, 1);
            roughen(id, -1);
        }
    }
}

}  // namespace calc
