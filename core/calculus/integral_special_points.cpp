#include "core/calculus/integral_special_points.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/calculus/integral_roots.h"
#include "core/calculus/integral_taylor.h"

namespace calc {
namespace {

constexpr std::size_t kMostPoints = 4000;
constexpr int kMostBoxes = 20000;
constexpr std::size_t kMostWork = 10'000'000;  // nodes, a second or so: a formula of thousands of parts has as many conditions
constexpr double kSmallestBox = 1e-9;          ///< relative to the point
constexpr std::size_t kMostClusters = 40;

/// A node that must not take a level: 0, or any whole number.
struct Condition {
    NodeId u = 0;
    bool isSingular = true;
    bool atWholes = false;
    bool onlyUpToZero = false;  ///< of the whole numbers
    bool isRough = false;       ///< set by a root, a logarithm or a real power
    NodeId source = 0;          ///< the node that set the condition
};

/// Reads the conditions off the nodes of a graph.
class ConditionReader {
public:
    ConditionReader(ExactGraph& graph, std::vector<Condition>& conditions) : m_graph(graph), m_conditions(conditions) {}

    void read() {
        const std::vector<char> reached = m_graph.reachable(m_graph.root());
        for (NodeId id = 0; id < reached.size(); ++id)
            if (reached[id] && m_graph.node(id).varies) readNode(id);
    }

private:
    void readNode(NodeId id) {
        const ExactNode node = m_graph.node(id);
        m_source = id;
        switch (node.code) {
            case Code::Divide: return vanishing(node.b, true);
            case Code::PowerInteger:
                if (node.exponent < 0) vanishing(node.a, true);
                return;
            case Code::Power:
            case Code::Ln:
            case Code::Log10:
            case Code::Log2:
            case Code::Sqrt:
            case Code::Cbrt: return vanishing(node.a, true);
            case Code::Abs:
            case Code::Sign:
            case Code::Relu: return vanishing(node.a, false);
            case Code::Min:
            case Code::Max:
            case Code::Less:
            case Code::LessEqual: return vanishing(difference(node.a, node.b), false);
            case Code::Asin:
            case Code::Acos:
                vanishing(difference(node.a, m_graph.constant(1)), true);
                return vanishing(difference(node.a, m_graph.constant(-1)), true);
            case Code::Tan: return wholes(difference(turns(node.a), m_graph.constant(Rational(1, 2))), true, false);
            case Code::Floor:
            case Code::Ceil: return wholes(node.a, false, false);
            case Code::Gamma: return wholes(node.a, true, true);
            default: return;
        }
    }

    NodeId turns(NodeId u) { return m_graph.apply(Code::Divide, u, m_graph.pi()); }
    NodeId difference(NodeId a, NodeId b) {
        if (m_graph.isRational(b) && m_graph.rational(b).isZero()) return a;
        if (m_graph.isRational(a) && m_graph.rational(a).isZero()) return b;
        return m_graph.apply(Code::Subtract, a, b);
    }

    void wholes(NodeId u, bool isSingular, bool onlyUpToZero) { push({u, isSingular, true, onlyUpToZero, isRoughSource(), m_source}); }
    /// Whether the operation is not smooth there even from one side; jumps and kinks (floor, abs, max, if) are smooth on each.
    bool isRoughSource() const {
        switch (m_graph.node(m_source).code) {
            case Code::Sqrt:
            case Code::Cbrt:
            case Code::Power:
            case Code::Ln:
            case Code::Log10:
            case Code::Log2:
            case Code::Asin:
            case Code::Acos: return true;
            default: return false;
        }
    }

    /// A zero of u, traced to the factors that have it.
    void vanishing(NodeId u, bool isSingular) {
        const ExactNode node = m_graph.node(u);
        if (!node.varies) return;
        switch (node.code) {
            case Code::Multiply: vanishing(node.a, isSingular); return vanishing(node.b, isSingular);
            case Code::PowerInteger:
                if (node.exponent > 0) vanishing(node.a, isSingular);
                return;
            case Code::Power:
                if (!m_graph.node(node.b).varies) vanishing(node.a, isSingular);
                return;
            case Code::Divide:
            case Code::Negate:
            case Code::Abs:
            case Code::Sqrt:
            case Code::Cbrt:
            case Code::Sinh:
            case Code::Tanh:
            case Code::Asin:
            case Code::Atan:
            case Code::Erf:
            case Code::Sign: return vanishing(node.a, isSingular);
            case Code::Sin:
            case Code::Tan: return wholes(turns(node.a), isSingular, false);
            case Code::Cos: return wholes(difference(turns(node.a), m_graph.constant(Rational(1, 2))), isSingular, false);
            case Code::Ln:
            case Code::Log10:
            case Code::Log2:
            case Code::Acos: return vanishing(difference(node.a, m_graph.constant(1)), isSingular);
            case Code::Exp:
            case Code::Cosh:
            case Code::Sigmoid:
            case Code::Gamma: return;
            default: push({u, isSingular, false, false, isRoughSource(), m_source});
        }
    }

    void push(const Condition& condition) {
        if (!m_graph.node(condition.u).varies) return;
        for (const Condition& known : m_conditions)
            if (known.u == condition.u && known.atWholes == condition.atWholes && known.isSingular >= condition.isSingular &&
                known.source == condition.source)
                return;
        m_conditions.push_back(condition);
    }

    ExactGraph& m_graph;
    std::vector<Condition>& m_conditions;
    NodeId m_source = 0;
};

/// A point at which a far range is cut next: steps of powers of two outward.
double cutOf(const Interval& x) {
    if (x.isFinite()) return x.low + (0.5 + 0.00731) * (x.high - x.low);
    if (x.low == -HUGE_VAL && x.high == HUGE_VAL) return 0.0183;
    if (x.high == HUGE_VAL) return std::max(1.0183, 2.0 * x.low);
    return std::min(-1.0183, 2.0 * x.high);
}

}  // namespace

struct SpecialPointSearch::State {
    ExactGraph graph;
    std::vector<Condition> conditions;
    std::optional<TaylorEvaluator> taylor;
    std::optional<RealEvaluator> real;
    std::function<bool()> expired;

    // The search that is under way.
    SpecialPoints* found = nullptr;
    std::vector<Range> clusters;
    int boxes = 0;
    std::size_t work = 0;  ///< evaluated nodes

    State(const Expression& expression, std::function<bool()> until) : graph(expression, LiteralRule::Exact), expired(std::move(until)) {
        ConditionReader(graph, conditions).read();
        taylor.emplace(graph);
        real.emplace(graph);
    }

    bool isLevel(const Condition& condition, const Interval& u, double& level, bool& isSingle) const {
        if (!condition.atWholes) {
            level = 0.0;
            isSingle = true;
            return u.contains(0.0);
        }
        const double high = condition.onlyUpToZero ? std::min(u.high, 0.0) : u.high;
        level = std::ceil(u.low);
        isSingle = level + 1.0 > high;
        return level <= high;
    }

    /// The enclosure of u, sharpened by the mean value form.
    Interval enclosure(NodeId u, const Interval& x, Interval& slope, Interval& curvature) {
        if (!x.isFinite()) {
            slope = curvature = Interval::entire();
            return taylor->evaluate(u, x, 0)[0];
        }
        const auto c = taylor->evaluate(u, x, 2);
        const Interval natural = c[0];
        slope = taylor->smooth(1) ? c[1] : Interval::entire();
        curvature = taylor->smooth(2) ? c[2] : Interval::entire();
        if (!natural.contains(0.0) || !slope.isFinite()) return natural;
        const Interval middle = Interval::point(x.middle());
        const Interval centred = taylor->evaluate(u, middle, 0)[0] + slope * (x - middle);
        const Interval both = intersection(natural, centred);
        return both.isEmpty() ? natural : both;
    }

    void add(const Condition& condition, const Real& digits) {
        SpecialPoint point =
            condition.isSingular ? pointFrom(digits, true) : SpecialPoint{toDouble(digits), false, false, nullptr, nullptr};
        point.isRough = condition.isRough;
        found->points.push_back(std::move(point));
    }

    /// The sign of u - level at a double: by intervals, else in 50 digits; 0 where it vanishes.
    int signAt(const Condition& condition, double x, double level) {
        const Interval u = taylor->evaluate(condition.u, Interval::point(x), 0)[0];
        if (u.low > level) return 1;
        if (u.high < level) return -1;
        const RealValue value = real->at(condition.u, Real(x));
        if (!value.ok()) return 0;
        const Real gap = value.value - level;
        return gap > 0 ? 1 : gap < 0 ? -1 : 0;
    }

    /// u is monotone on the box and meets one level at most once.
    void monotone(const Condition& condition, const Range& box, double level) {
        const int atLow = signAt(condition, box.low, level), atHigh = signAt(condition, box.high, level);
        if (atLow == 0) return add(condition, Real(box.low));
        if (atHigh == 0) return add(condition, Real(box.high));
        if (atLow == atHigh) return;
        if (const auto root = bracketedRoot(*real, condition.u, level, box, condition.isSingular ? 48 : 17))
            add(condition, *root);
        else
            clusters.push_back(box);
    }

    /// u is strictly convex or concave on the box.
    bool convex(const Condition& condition, const Range& box, double level, bool isConvex) {
        const auto slopeAt = [&](double x) { return taylor->evaluate(condition.u, Interval::point(x), 1)[1]; };
        const Interval atLow = slopeAt(box.low), atHigh = slopeAt(box.high);
        const bool rises = atLow.low > 0.0 && atHigh.low > 0.0, falls = atLow.high < 0.0 && atHigh.high < 0.0;
        if (rises || falls) {
            monotone(condition, box, level);
            return true;
        }
        const auto place = extremum(*real, condition.u, box);
        if (!place) return false;
        const RealValue there = real->at(condition.u, *place);
        if (there.status == RealValue::Status::NoValue) return false;
        const Real gap = there.ok() ? Real(there.value - level) : Real(0);
        if (abs(gap) <= 1e-40) {
            add(condition, *place);
            return true;
        }
        if ((gap > 0) == isConvex) return true;
        const double turn = toDouble(*place);
        monotone(condition, {box.low, turn}, level);
        monotone(condition, {turn, box.high}, level);
        return true;
    }

    /// Whether the box is done with.
    bool settle(const Condition& condition, const Interval& x, double scale) {
        Interval slope, curvature;
        const Interval u = enclosure(condition.u, x, slope, curvature);
        double level = 0.0;
        bool isSingle = false;
        if (u.isEmpty() || !isLevel(condition, u, level, isSingle)) return true;
        if (u.magnitude() < 1e-290 && x.low * x.low > 1e4) return true;  // an exponential that underflows, not a zero
        if (!x.isFinite()) return std::max(std::fabs(x.low), std::fabs(x.high)) == HUGE_VAL && (x.low > 1e300 || x.high < -1e300);
        const Range box{x.low, x.high};
        if (isSingle && (slope.low > 0.0 || slope.high < 0.0)) {
            monotone(condition, box, level);
            return true;
        }
        if (isSingle && (curvature.low > 0.0 || curvature.high < 0.0) && convex(condition, box, level, curvature.low > 0.0)) return true;
        // Where the very middle cannot be told from the level, halving leads nowhere: a zero of higher order.
        const double reach = std::max(scale * 1e6, std::max(std::fabs(x.low), std::fabs(x.high)));
        if (x.width() < 1e-4 * reach) {
            const Interval atMiddle = taylor->evaluate(condition.u, Interval::point(x.middle()), 0)[0];
            if (atMiddle.contains(level) && isSingle) {
                clusters.push_back(box);
                return true;
            }
        }
        if (x.width() > kSmallestBox * std::max(scale, std::max(std::fabs(x.low), std::fabs(x.high)))) return false;
        clusters.push_back(box);
        return true;
    }

    void search(const Condition& condition, const Range& range) {
        boxes = 0;
        clusters.clear();
        const double scale = range.isFinite() ? 1e-6 * (range.high - range.low) : 1e-6;
        std::vector<Interval> pending = {Interval::of(range.low, range.high)};
        while (!pending.empty()) {
            const Interval x = pending.back();
            pending.pop_back();
            work += graph.size();
            const bool isTooMuch = ++boxes > kMostBoxes || work > kMostWork || found->points.size() > kMostPoints;
            if (isTooMuch || (expired && expired())) return giveUp(x.low);
            if (settle(condition, x, scale)) continue;
            const double cut = cutOf(x);
            pending.push_back(Interval::of(cut, x.high));
            pending.push_back(Interval::of(x.low, cut));
        }
        settleClusters(condition);
    }

    void giveUp(double from) {
        found->isComplete = false;
        found->knownTo = std::min(found->knownTo, from);
    }

    /// Boxes that could be neither excluded nor resolved: a zero of higher order, most often.
    void settleClusters(const Condition& condition) {
        std::vector<Range> merged;
        for (const Range& box : clusters)
            if (!merged.empty() && box.low <= merged.back().high)
                merged.back().high = std::max(merged.back().high, box.high);
            else
                merged.push_back(box);
        if (merged.size() > kMostClusters) return giveUp(merged[kMostClusters].low);
        for (const Range& box : merged) {
            const Interval u = taylor->evaluate(condition.u, Interval::of(box.low, box.high), 0)[0];
            double level = 0.0;
            bool isSingle = true;
            if (u.isFinite() && !isLevel(condition, u, level, isSingle)) continue;
            auto root = simplestRoot(*real, condition.u, level, box);
            if (!root) root = bracketedRoot(*real, condition.u, level, box, 48);
            if (!root) root = extremum(*real, condition.u, box);
            add(condition, root ? *root : Real(box.middle()));
        }
    }

    std::vector<char> dependents(const std::vector<Expression>& ignoring) {
        std::vector<char> uses(graph.size(), 0);
        for (const Expression& part : ignoring)
            if (const NodeId id = graph.add(part); id < uses.size()) uses[id] = 1;
        for (NodeId id = 0; id < uses.size(); ++id) {
            const ExactNode& node = graph.node(id);
            const int count = operandCount(node.code);
            if ((count > 0 && uses[node.a]) || (count > 1 && uses[node.b]) || (count > 2 && uses[node.c])) uses[id] = 1;
        }
        return uses;
    }
};

namespace {

/// One point for those that fall on the same double; a singular one outranks a kink within two doubles of it.
void mergePoints(std::vector<SpecialPoint>& points) {
    std::sort(points.begin(), points.end(),
              [](const SpecialPoint& a, const SpecialPoint& b) { return a.x != b.x ? a.x < b.x : a.isSingular > b.isSingular; });
    std::vector<SpecialPoint> merged;
    for (SpecialPoint& point : points) {
        const double near = 5e-16 * std::fabs(point.x);
        const bool isRough = point.isRough && !merged.empty() && point.x - merged.back().x <= near;
        if (merged.empty() || point.x - merged.back().x > near ||
            (point.isSingular && merged.back().isSingular && point.x != merged.back().x))
            merged.push_back(std::move(point));
        else if (point.isSingular && !merged.back().isSingular)
            merged.back() = std::move(point);
        if (isRough) merged.back().isRough = true;
    }
    points = std::move(merged);
}

bool isBelow(const SpecialPoint& point, double x) { return point.digits ? point.digits->value < x : point.x < x; }
bool isAbove(const SpecialPoint& point, double x) { return point.digits ? point.digits->value > x : point.x > x; }

}  // namespace

SpecialPointSearch::SpecialPointSearch(const Expression& expression, std::function<bool()> expired)
    : m_state(std::make_unique<State>(expression, std::move(expired))) {}
SpecialPointSearch::~SpecialPointSearch() = default;
SpecialPointSearch::SpecialPointSearch(SpecialPointSearch&&) noexcept = default;
SpecialPointSearch& SpecialPointSearch::operator=(SpecialPointSearch&&) noexcept = default;

SpecialPoints SpecialPointSearch::find(Range range, const std::vector<Expression>& ignoring) {
    SpecialPoints result;
    result.knownTo = range.high;
    m_state->found = &result;
    m_state->work = 0;
    const double margin = 1e-9 * (range.isFinite() ? range.length() : 1.0);
    const Range wider{range.low - margin, range.high + margin};
    const std::vector<char> ignored = m_state->dependents(ignoring);
    for (const Condition& condition : m_state->conditions)
        if (!ignored[condition.u] && !ignored[condition.source]) m_state->search(condition, wider);
    mergePoints(result.points);
    std::vector<SpecialPoint> inside;
    for (SpecialPoint& point : result.points) {
        if (isBelow(point, range.low))
            result.nearLow = result.nearLow || point.isSingular;
        else if (isAbove(point, range.high))
            result.nearHigh = result.nearHigh || point.isSingular;
        else
            inside.push_back(std::move(point));
    }
    result.points = std::move(inside);
    m_state->found = nullptr;
    return result;
}

}  // namespace calc
