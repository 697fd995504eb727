#include "core/calculus/integral_bounds.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/integral_taylor.h"
#include "core/expression/program.h"

namespace calc {
namespace {

struct Box {
    Range x;
    Interval integral;
};
struct Wider {
    bool operator()(const Box& a, const Box& b) const { return a.integral.width() < b.integral.width(); }
};

/// x^n by products: n is small.
Interval power(const Interval& x, int n) {
    Interval result = Interval::point(1.0);
    for (int k = 0; k < n; ++k) result = result * x;
    return result;
}

Interval widthOf(const Range& x) { return Interval::point(x.high) - Interval::point(x.low); }

class Enclosing {
public:
    Enclosing(const Expression& f, Variable variable, int order)
        : m_graph(f, LiteralRule::Exact, {variable}), m_taylor(m_graph), m_order(order) {}

    /// The integral over one box; entire where nothing is proved.
    Interval integral(const Range& x) {
        const auto over = m_taylor.evaluate(Interval::of(x.low, x.high), m_order);
        const Interval values = over[0], remainder = over[static_cast<std::size_t>(m_order)];
        if (values.isEmpty() || !values.defined) return Interval::entire();
        const Interval rough = values.isFinite() ? values * widthOf(x) : Interval::entire();
        if (!m_taylor.smooth(m_order) || !remainder.isFinite()) return rough;
        const double middle = 0.5 * x.low + 0.5 * x.high;
        const Interval left = Interval::point(x.low) - Interval::point(middle), right = Interval::point(x.high) - Interval::point(middle);
        const auto about = m_taylor.evaluate(Interval::point(middle), m_order - 1);
        Interval total = Interval::point(0.0);
        for (int k = 0; k <= m_order; ++k) {
            const Interval moment = (power(right, k + 1) - power(left, k + 1)) / Interval::point(k + 1.0);
            total = total + (k < m_order ? about[static_cast<std::size_t>(k)] : remainder) * moment;
        }
        const Interval both = intersection(total, rough);
        return both.isEmpty() ? total : both;
    }

private:
    ExactGraph m_graph;
    TaylorEvaluator m_taylor;
    int m_order;  ///< even, so that (x - middle)^order does not change sign
};

/// The places where the range is cut first: a kink's double is not the kink, so it gets a sliver of its own.
std::vector<Range> firstBoxes(const Range& range, std::vector<double> cuts) {
    std::sort(cuts.begin(), cuts.end());
    std::vector<double> ends = {range.low};
    for (const double cut : cuts) {
        const double sliver = 4e-16 * std::fabs(cut);
        for (const double end : {cut - sliver, cut + sliver})
            if (end > ends.back() && end < range.high) ends.push_back(end);
    }
    ends.push_back(range.high);
    std::vector<Range> boxes;
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) boxes.push_back({ends[i], ends[i + 1]});
    return boxes;
}

/// Boxes with the widest result first.
class BoxHeap {
public:
    void push(Box box) {
        m_boxes.push_back(box);
        std::push_heap(m_boxes.begin(), m_boxes.end(), Wider());
    }
    Box pop() {
        std::pop_heap(m_boxes.begin(), m_boxes.end(), Wider());
        const Box box = m_boxes.back();
        m_boxes.pop_back();
        return box;
    }
    /// Out of the way: too narrow to be halved.
    void finish(const Box& box) { m_finished.push_back(box); }
    bool empty() const { return m_boxes.empty(); }
    std::size_t size() const { return m_boxes.size() + m_finished.size(); }

    /// Sum of all, from left to right.
    IntegralBounds sum() const {
        std::vector<Box> all = m_boxes;
        all.insert(all.end(), m_finished.begin(), m_finished.end());
        std::sort(all.begin(), all.end(), [](const Box& x, const Box& y) { return x.x.low < y.x.low; });
        IntegralBounds bounds;
        Interval total = Interval::point(0.0);
        for (const Box& box : all) {
            total = total + box.integral;
            bounds.cuts.push_back(box.x.low);
        }
        bounds.cuts.push_back(all.back().x.high);
        bounds.proved = total.isFinite();
        bounds.lower = total.low;
        bounds.upper = total.high;
        return bounds;
    }

private:
    std::vector<Box> m_boxes, m_finished;
};

}  // namespace

IntegralBounds integralBounds(const Expression& f, Range range, const BoundsOptions& options, Variable variable) {
    IntegralBounds none;
    if (!range.isFinite() || !(range.low < range.high)) return none;
    Enclosing enclosing(f, variable, options.order + options.order % 2);
    BoxHeap heap;
    std::int64_t boxes = 0;
    for (const Range& x : firstBoxes(range, options.cuts)) {
        heap.push({x, enclosing.integral(x)});
        if (++boxes > options.mostBoxes) return none;
    }
    for (; !heap.empty(); ++boxes) {
        if (boxes % 8 == 0 || heap.size() < 16) {
            const IntegralBounds now = heap.sum();
            if (now.proved &&
                now.width() <= std::max(options.relativeWidth * std::fabs(0.5 * now.lower + 0.5 * now.upper), options.absoluteWidth))
                break;
        }
        if (boxes >= options.mostBoxes || (boxes % 16 == 0 && options.expired && options.expired())) break;
        const Box worst = heap.pop();
        const double cut = 0.5 * worst.x.low + 0.5 * worst.x.high;
        if (!(worst.x.low < cut && cut < worst.x.high)) {
            heap.finish(worst);
            if (!worst.integral.isFinite()) break;
            continue;
        }
        const Range left{worst.x.low, cut}, right{cut, worst.x.high};
        heap.push({left, enclosing.integral(left)});
        heap.push({right, enclosing.integral(right)});
    }
    IntegralBounds bounds = heap.sum();
    bounds.boxes = boxes;
    return bounds;
}

DarbouxBounds darbouxBounds(const Expression& f, Range range, std::int64_t n, Variable variable) {
    DarbouxBounds result;
    const Program program = Program::compile(f, {variable});
    Interval total = Interval::point(0.0);
    bool isDefined = true;
    for (std::int64_t i = 0; i < n; ++i) {
        const auto end = [&](std::int64_t k) {
            return k == n ? range.high : range.low + (range.high - range.low) * (static_cast<double>(k) / static_cast<double>(n));
        };
        const Range x{end(i), end(i + 1)};
        const Interval values = program.enclose(Interval::of(std::min(x.low, x.high), std::max(x.low, x.high)));
        isDefined = isDefined && values.defined && !values.isEmpty();
        total = total + values * widthOf(x);
        result.steps.push_back({x, {values.low, values.high}});
        result.bounds.cuts.push_back(x.low);
    }
    result.bounds.cuts.push_back(range.high);
    result.bounds.boxes = n;
    result.bounds.proved = isDefined && total.isFinite();
    result.bounds.lower = total.low;
    result.bounds.upper = total.high;
    return result;
}

}  // namespace calc
