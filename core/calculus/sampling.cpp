#include "core/calculus/sampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "core/calculus/sampling_envelope.h"

namespace calc {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kHuge = 1e305;            // stands for a value that overflowed: no picture reaches so far (chosen_range)
constexpr double kMissableFeature = 0.02;  // of the visible range
constexpr double kSteep = 0.05;            // of the visible range, from one point to the next: without enclosures a jump is searched there
constexpr int kBisections = 70;
constexpr int kGrowthSteps = 8;
constexpr double kOverestimated = 0.3;     // share of base cells
constexpr double kUsefulEnclosures = 0.5;  // share of base cells; with fewer, enclosures say nothing about this function

struct Node {
    double x = 0.0;
    double y = kNaN;
    bool hasValue() const { return !std::isnan(y); }
};

/// Five points at equal distances: one alone in the middle would lie on the chord by chance wherever the curve turns from left to right.
struct Cell {
    std::array<Node, 5> nodes;
    const Node& first() const { return nodes.front(); }
    const Node& last() const { return nodes.back(); }
    bool isWhole() const {
        return std::all_of(nodes.begin(), nodes.end(), [](const Node& n) { return n.hasValue(); });
    }
    bool isEmpty() const {
        return std::none_of(nodes.begin(), nodes.end(), [](const Node& n) { return n.hasValue(); });
    }
};

enum class Enclosed { Fine, Wide, Broken };

class Sampler {
public:
    Sampler(const CurveSource& source, Range x, const SamplingOptions& options) : m_source(source), m_x(x), m_options(options) {}

    SampledCurve run();

private:
    Node at(double x);
    void chooseScale(const std::vector<double>& values);
    double clipped(double y) const { return std::clamp(y, m_visible.low - m_height, m_visible.high + m_height); }
    Enclosed enclosed(double low, double high, double least, double most) const;
    bool isFlat(const Cell& cell) const;
    Range span(const Cell& cell) const;
    void checkEnclosures(const std::vector<Cell>& cells);
    void cell(const Cell& cell, int depth);
    void split(const Cell& cell, int depth);
    void valueless(const Cell& cell, int depth);
    void resolveCell(const Cell& cell);
    bool isOutside(const Node& n) const { return n.y >= m_visible.high + m_height || n.y <= m_visible.low - m_height; }
    int suspicion(const Node& p, const Node& q) const;
    void resolve(Node a, Node b);
    void mergeBreaks();
    void classify(const Node& a, const Node& b, const std::vector<double>& leftTrail, const std::vector<double>& rightTrail);
    std::optional<Node> isolated(const Node& a, const Node& b);
    double leaves(const std::vector<double>& trail) const;
    void point(double x, double y);
    void gap();
    bool isSpent();

    const CurveSource& m_source;
    Range m_x;
    SamplingOptions m_options;
    Range m_visible;
    double m_height = 1.0;
    double m_tolerance = 0.0;
    bool m_useEnclosures = true;  ///< they find breaks
    bool m_useWidths = true;      ///< and what hides between the points
    SampledCurve m_curve;
};

Node Sampler::at(double x) {
    ++m_curve.evaluations;
    return {x, m_source.value(x)};
}

bool Sampler::isSpent() {
    if (m_curve.evaluations < m_options.mostEvaluations && !m_options.stop.stop_requested()) return false;
    m_curve.complete = false;
    return true;
}

void Sampler::point(double x, double y) {
    const double shown = std::clamp(y, -kHuge, kHuge);
    if (!m_curve.points.empty() && m_curve.points.back() == Vec2{x, shown}) return;
    m_curve.points.push_back({x, shown});
}

void Sampler::gap() {
    if (!m_curve.points.empty() && !std::isnan(m_curve.points.back().x)) m_curve.points.push_back({kNaN, kNaN});
}

void Sampler::chooseScale(const std::vector<double>& values) {
    m_visible = m_options.visible.low < m_options.visible.high ? m_options.visible : robustRange(values);
    m_height = m_visible.length();
    if (!(m_height > 0.0) || !std::isfinite(m_height)) {
        m_height = std::max(1e-300, 1e-3 * std::fabs(m_visible.isFinite() ? m_visible.low : 1.0));
        if (!m_visible.isFinite() || m_visible.low > m_visible.high) m_visible = {-1.0, 1.0};
    }
    m_tolerance = m_options.tolerance * m_height;
}

Enclosed Sampler::enclosed(double low, double high, double least, double most) const {
    if (!m_useEnclosures) return Enclosed::Fine;
    const Interval range = m_source.enclose(Interval::of(low, high));
    if (!range.defined || !range.continuous) return Enclosed::Broken;
    if (!m_useWidths) return Enclosed::Fine;
    const double slack = kMissableFeature * m_height + (most - least);
    return clipped(range.low) >= least - slack && clipped(range.high) <= most + slack ? Enclosed::Fine : Enclosed::Wide;
}

/// Distances are those of the picture, in which the visible range is as high as wide: between its ends a steep line may be off by more in
/// height.
bool Sampler::isFlat(const Cell& c) const {
    const double a = clipped(c.first().y);
    const double b = clipped(c.last().y);
    const double slope = (b - a) / m_height * (m_x.length() / (c.last().x - c.first().x));
    const double allowed = m_useEnclosures ? m_tolerance * std::hypot(1.0, slope) : m_tolerance;
    for (std::size_t i = 1; i < 4; ++i) {
        const double y = clipped(c.nodes[i].y);
        if (y < std::min(a, b) - m_tolerance || y > std::max(a, b) + m_tolerance) return false;
        if (std::fabs(y - (a + 0.25 * static_cast<double>(i) * (b - a))) > allowed) return false;
    }
    return true;
}

Range Sampler::span(const Cell& c) const {
    Range range{kInfinity, -kInfinity};
    for (const Node& n : c.nodes) range = {std::min(range.low, clipped(n.y)), std::max(range.high, clipped(n.y))};
    return range;
}

/// Enclosures that are not finite say nothing about this function; those that are wide where the curve is flat overestimate it, as in
/// (f - limit) of a deep zoom, and would have every cell halved.
void Sampler::checkEnclosures(const std::vector<Cell>& cells) {
    if (!m_source.enclose) {
        m_useEnclosures = false;
        return;
    }
    int asked = 0;
    int useful = 0;
    int overestimated = 0;
    for (std::size_t i = 0; i < cells.size(); i += 4) {
        const Cell& c = cells[i];
        if (!c.isWhole()) continue;
        ++asked;
        const Range values = span(c);
        const Enclosed shape = enclosed(c.first().x, c.last().x, values.low, values.high);
        if (shape != Enclosed::Broken) ++useful;
        if (shape == Enclosed::Wide && isFlat(c)) ++overestimated;
    }
    m_useEnclosures = useful >= kUsefulEnclosures * asked;
    m_useWidths = m_useEnclosures && overestimated <= kOverestimated * asked;
}

void Sampler::split(const Cell& c, int depth) {
    const auto between = [this](const Node& p, const Node& q) { return at(p.x + 0.5 * (q.x - p.x)); };
    const auto& n = c.nodes;
    cell({{n[0], between(n[0], n[1]), n[1], between(n[1], n[2]), n[2]}}, depth + 1);
    cell({{n[2], between(n[2], n[3]), n[3], between(n[3], n[4]), n[4]}}, depth + 1);
}

/// No value at the five points: nothing is drawn, unless the enclosure cannot exclude one between them.
void Sampler::valueless(const Cell& c, int depth) {
    gap();
    if (depth >= m_options.deepest || !m_useEnclosures || isSpent()) return;
    if (!m_source.enclose(Interval::of(c.first().x, c.last().x)).isEmpty()) split(c, depth);
}

/// The smallest cell: breaks are searched between its points.
void Sampler::resolveCell(const Cell& c) {
    for (std::size_t i = 0; i < 4; ++i) {
        const Node& a = c.nodes[i];
        const Node& b = c.nodes[i + 1];
        const bool steep = !m_useEnclosures && std::fabs(clipped(a.y) - clipped(b.y)) > kSteep * m_height;
        if (!a.hasValue() && !b.hasValue()) {
            gap();
        } else if (steep || suspicion(a, b) > 0) {
            resolve(a, b);
        } else {
            point(a.x, a.y);
            point(b.x, b.y);
        }
    }
}

void Sampler::cell(const Cell& c, int depth) {
    if (c.isEmpty()) return valueless(c, depth);
    const bool mayGo = depth < m_options.deepest && !isSpent();
    if (!c.isWhole()) return mayGo ? split(c, depth) : resolveCell(c);
    const bool flat = isFlat(c);
    if (!flat && mayGo) return split(c, depth);
    const Range values = span(c);
    const Enclosed shape = enclosed(c.first().x, c.last().x, values.low, values.high);
    if (shape != Enclosed::Fine && mayGo) return split(c, depth);
    const bool steep = !m_useEnclosures && !flat && values.length() > kSteep * m_height;
    if (shape == Enclosed::Broken || steep) return resolveCell(c);
    if (flat) {
        point(c.first().x, c.first().y);
        point(c.last().x, c.last().y);
    } else {
        for (const Node& n : c.nodes) point(n.x, n.y);
    }
}

/// How likely the place where the curve cannot be joined lies between two points: 2 where one of them alone has a value, 1 where the
/// enclosure says so.
int Sampler::suspicion(const Node& p, const Node& q) const {
    if (p.hasValue() != q.hasValue()) return 2;
    if (!p.hasValue() || !m_useEnclosures) return 0;
    return enclosed(p.x, q.x, -kInfinity, kInfinity) == Enclosed::Broken ? 1 : 0;
}

/// Bisection toward the place between a and b where the curve cannot be joined.
void Sampler::resolve(Node a, Node b) {
    std::vector<double> leftTrail{a.y};
    std::vector<double> rightTrail{b.y};
    const double scale = std::max(1.0, m_x.length()) * 1e-300;
    const double finest = std::max(std::ldexp(m_x.length(), -kBisections), scale);
    if (a.hasValue()) point(a.x, a.y);
    for (int i = 0; i < 2 * kBisections && b.x - a.x > finest && !isSpent(); ++i) {
        const Node m = at(a.x + 0.5 * (b.x - a.x));
        if (m.x <= a.x || m.x >= b.x) break;
        const int left = suspicion(a, m);
        const int right = suspicion(m, b);
        if (!m.hasValue() && a.hasValue() && b.hasValue()) {
            // A point, or a stretch, without a value between two that have one.
            if (const auto next = at(std::nextafter(m.x, b.x)); next.hasValue() || m.x == 0.0) return classify(a, b, leftTrail, rightTrail);
            resolve(a, m);
            return resolve(m, b);
        }
        if (m_useEnclosures && left == 0 && right == 0) break;
        const bool goLeft = left != right ? left > right : std::fabs(clipped(m.y) - clipped(a.y)) >= std::fabs(clipped(b.y) - clipped(m.y));
        if (goLeft) {
            b = m;
            rightTrail.push_back(m.y);
        } else {
            a = m;
            leftTrail.push_back(m.y);
        }
    }
    classify(a, b, leftTrail, rightTrail);
}

/// +-inf where the last values of a trail run away by steady steps, else 0.
double Sampler::leaves(const std::vector<double>& trail) const {
    const std::size_t n = trail.size();
    if (n <= kGrowthSteps || std::isnan(trail.back())) return 0.0;
    if (std::isinf(trail.back())) return trail.back();
    const double total = trail[n - 1] - trail[n - 1 - kGrowthSteps];
    if (std::fabs(total) <= 0.01 * m_height) return 0.0;
    double before = trail[n - kGrowthSteps] - trail[n - 1 - kGrowthSteps];
    for (std::size_t i = n - kGrowthSteps; i + 1 < n; ++i) {
        const double step = trail[i + 1] - trail[i];
        if (step * before <= 0.0 || std::fabs(step) < 0.9 * std::fabs(before)) return 0.0;
        before = step;
    }
    return std::copysign(kInfinity, total);
}

/// The point between a and b that has no value, or another value, while both sides agree.
std::optional<Node> Sampler::isolated(const Node& a, const Node& b) {
    for (const double x : {a.x < 0.0 && b.x > 0.0 ? 0.0 : kNaN, a.x + 0.5 * (b.x - a.x), std::nextafter(a.x, b.x)}) {
        if (!(a.x < x && x < b.x)) continue;
        const Node m = at(x);
        if (!m.hasValue() || std::fabs(clipped(m.y) - clipped(a.y)) > m_tolerance) return m;
    }
    return std::nullopt;
}

void Sampler::classify(const Node& a, const Node& b, const std::vector<double>& leftTrail, const std::vector<double>& rightTrail) {
    const double beyond = 4.0 * m_height;
    double left = leaves(leftTrail);
    double right = leaves(rightTrail);
    // One side of a pole is bisected rarely, and near the resolution of doubles values no longer grow step by step: far outside, and
    // nothing bounding the values between, is a pole too.
    const bool unbounded = m_useEnclosures && !m_source.enclose(Interval::of(a.x, b.x)).isFinite();
    if (isOutside(a) && (right != 0.0 || (unbounded && isOutside(b)))) left = std::copysign(kInfinity, a.y);
    if (isOutside(b) && left != 0.0) right = std::copysign(kInfinity, b.y);
    const double middle = a.x < 0.0 && b.x > 0.0 ? 0.0 : a.x + 0.5 * (b.x - a.x);
    if (left != 0.0 || right != 0.0) {
        if (a.hasValue())
            point(a.x, left > 0.0 ? std::max(a.y, m_visible.high + beyond) : left < 0.0 ? std::min(a.y, m_visible.low - beyond) : a.y);
        gap();
        if (b.hasValue())
            point(b.x, right > 0.0 ? std::max(b.y, m_visible.high + beyond) : right < 0.0 ? std::min(b.y, m_visible.low - beyond) : b.y);
        m_curve.breaks.push_back({CurveBreak::Kind::Pole, middle, left != 0.0 ? left : a.y, right != 0.0 ? right : b.y});
        return;
    }
    if (a.hasValue()) point(a.x, a.y);
    if (a.hasValue() && b.hasValue() && std::fabs(clipped(a.y) - clipped(b.y)) <= 2.0 * m_tolerance) {
        if (const auto hole = isolated(a, b)) m_curve.breaks.push_back({CurveBreak::Kind::Hole, hole->x, a.y, b.y});
    } else if (a.hasValue() != b.hasValue()) {
        m_curve.breaks.push_back({CurveBreak::Kind::DomainEdge, a.hasValue() ? a.x : b.x, a.y, b.y});
        gap();
    } else if (a.hasValue()) {
        const bool found = b.x - a.x < 1e-9 * m_x.length();
        if (found) m_curve.breaks.push_back({CurveBreak::Kind::Jump, middle, a.y, b.y});
        if (found || !m_curve.complete) gap();  // what could not be looked at is not joined
    }
    if (b.hasValue()) point(b.x, b.y);
}

/// A point without a value at a border of two cells was met from both sides: the two edges are one break.
void Sampler::mergeBreaks() {
    std::vector<CurveBreak> merged;
    for (const CurveBreak& next : m_curve.breaks) {
        const bool meets =
            !merged.empty() && std::isnan(merged.back().right) && std::isnan(next.left) && next.x - merged.back().x < 1e-9 * m_x.length();
        if (!meets) {
            merged.push_back(next);
            continue;
        }
        CurveBreak& both = merged.back();
        both.right = next.right;
        both.x = both.x < 0.0 && next.x > 0.0 ? 0.0 : both.x + 0.5 * (next.x - both.x);
        const bool pole = std::isinf(both.left) || std::isinf(both.right);
        const bool agrees = std::fabs(clipped(both.left) - clipped(both.right)) <= 2.0 * m_tolerance;
        both.kind = pole ? CurveBreak::Kind::Pole : agrees ? CurveBreak::Kind::Hole : CurveBreak::Kind::Jump;
    }
    m_curve.breaks = std::move(merged);
}

SampledCurve Sampler::run() {
    const auto count = static_cast<std::size_t>(4 * m_options.baseCells + 1);
    std::vector<double> xs(count);
    for (std::size_t i = 0; i < count; ++i) xs[i] = m_x.low + m_x.length() * (static_cast<double>(i) / static_cast<double>(count - 1));
    xs.back() = m_x.high;
    std::vector<double> ys(count);
    m_source.block(xs, ys);
    m_curve.evaluations += static_cast<int>(count);
    chooseScale(ys);
    std::vector<Cell> cells;
    for (std::size_t i = 0; i + 4 < count; i += 4) {
        Cell c;
        for (std::size_t k = 0; k < 5; ++k) c.nodes[k] = {xs[i + k], ys[i + k]};
        cells.push_back(c);
    }
    checkEnclosures(cells);
    for (const Cell& c : cells) cell(c, 0);
    while (!m_curve.points.empty() && std::isnan(m_curve.points.back().x)) m_curve.points.pop_back();
    mergeBreaks();
    takeEnvelopes(m_curve, m_source, m_x, m_height, std::max(1, m_options.envelopeGroup));
    return std::move(m_curve);
}

}  // namespace

CurveSource curveSource(const Program& program) {
    return {[program](std::span<const double> x, std::span<double> values) { program.block(x, values); },
            [program](double x) { return program(x); }, [program](const Interval& x) { return program.enclose(x); }};
}

SampledCurve sampleCurve(const CurveSource& source, Range x, const SamplingOptions& options) {
    if (!x.isFinite() || !(x.low < x.high)) return {};
    return Sampler(source, x, options).run();
}

SampledCurve sampleCurve(const Program& program, Range x, const SamplingOptions& options) {
    return sampleCurve(curveSource(program), x, options);
}

Range robustRange(std::span<const double> values) {
    std::vector<double> finite;
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite), [](double v) { return std::isfinite(v); });
    if (finite.empty()) return {1.0, 0.0};
    std::sort(finite.begin(), finite.end());
    constexpr double kTail = 0.05;
    constexpr double kReach = 1.0;     // a tail no longer than the middle belongs to the picture
    constexpr double kGlimpse = 0.25;  // of a longer one so much is shown
    const auto tail = static_cast<std::size_t>(kTail * static_cast<double>(finite.size()));
    const double low = finite[tail];
    const double high = finite[finite.size() - 1 - tail];
    const double core = high - low;
    if (core == 0.0) return {finite.front(), finite.back()};
    return {finite.front() >= low - kReach * core ? finite.front() : low - kGlimpse * core,
            finite.back() <= high + kReach * core ? finite.back() : high + kGlimpse * core};
}

}  // namespace calc
