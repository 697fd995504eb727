#pragma once
#include <span>
#include <vector>

#include "core/calculus/integral_graph.h"
#include "core/numbers/interval.h"

namespace calc {

/// Taylor coefficients of a function of one variable in interval arithmetic: over a box X, coefficient k encloses f^(k)(x) / k! for every
/// x in X at which the function has that derivative; over a point, the coefficients of the expansion about it.
///
/// `smooth(order)` says whether the function is proved to have derivatives up to that order on all of X: then the remainder formula of
/// Taylor holds with the coefficient as its factor. At kinks the first coefficient is the hull of both one-sided ones, so that the mean
/// value form holds for what is continuous. Source: Griewank and Walther, Evaluating Derivatives (2008), ch. 13; Moore, Kearfott,
/// Cloud (2009), ch. 9. Cost: order^2 interval products for each node.
///
/// A second variable of the graph stands for an unknown constant of [0, 1].
class TaylorEvaluator {
public:
    explicit TaylorEvaluator(const ExactGraph& graph);  ///< the graph must outlive it

    /// The coefficients 0 ... order of the node `target` over X; valid until the next call.
    std::span<const Interval> evaluate(NodeId target, const Interval& x, int order);
    std::span<const Interval> evaluate(const Interval& x, int order) { return evaluate(m_graph->root(), x, order); }
    /// The same over [0, reach], but where numerator and denominator of a quotient vanish together at 0, the power of the variable that
    /// they have in common is taken out of both: the coefficients are those of the quotient continued to 0 (the k-th coefficient of g / x^m
    /// over an interval is the (k+m)-th of g there, by the mean value theorem of divided differences; for m = 1 this is Cauchy's). Zeros
    /// count only where the arithmetic is exact.
    std::span<const Interval> evaluateFromZero(NodeId target, double reach, int order);
    /// After evaluateFromZero: the expansion about 0 itself.
    std::span<const Interval> coefficientsAtZero(NodeId id) const { return View(m_zeroTable).subspan(id * m_stride, m_count); }

    /// Of any node that the last target needs.
    std::span<const Interval> coefficients(NodeId id) const;
    /// Whether the last target is proved to have continuous derivatives up to the order on X.
    bool smooth(int order) const { return order <= smoothness(m_target); }
    /// The order up to which derivatives are continuous: 0 continuous, -1 not even that, large where analytic.
    int smoothness(NodeId id) const { return m_smoothness[id]; }

private:
    using Row = std::span<Interval>;
    using View = std::span<const Interval>;
    enum class Mode { Plain, AtZero, FromZero };
    View zeroView(NodeId id) const { return View(m_mode == Mode::AtZero ? m_table : m_zeroTable).subspan(id * m_stride, m_count); }
    bool applyCancelled(NodeId id);
    bool isNegativeAtZero(View u) const;
    void run(const Interval& x, int order);
    Row row(NodeId id) { return Row(m_table).subspan(id * m_stride, m_count); }
    View view(NodeId id) const { return View(m_table).subspan(id * m_stride, m_count); }
    void apply(NodeId id, const Interval& x);
    void applyFunction(NodeId id, View u, Row out);
    void applyKinked(NodeId id, View u, Row out);
    void applyPower(NodeId id);
    void applyChoice(NodeId id);
    void markNeeded(NodeId target);
    void roughen(NodeId id, int order);

    const ExactGraph* m_graph;
    std::vector<Interval> m_constants;
    std::vector<Interval> m_table;
    std::vector<Interval> m_zeroTable;
    Mode m_mode = Mode::Plain;
    std::vector<Interval> m_scratch, m_scratch2;
    std::vector<int> m_smoothness;
    std::vector<NodeId> m_order;
    std::size_t m_stride = 1, m_count = 1;
    NodeId m_target;
};

/// An interval that contains the rational: a point, or two neighbouring doubles.
Interval enclosureOf(const Rational& value);

}  // namespace calc
