#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "core/scene/deep_function.h"
#include "core/scene/limit_parts.h"

namespace calc {
namespace {

constexpr std::size_t kSamples = 129;
constexpr std::size_t kDeepSamples = 33;  // 50-digit values are dear
constexpr double kTolerance = 1.0 / 4000.0;
constexpr double kNoise = 2e-5;           // of the window's height: above it doubles are not good enough
constexpr double kUnseen = 1.0 / 2000.0;  // of the half width: a quarter of a thousandth of the window
constexpr double kNeverNoisy = 0.1;       // half width above which doubles serve where 50 digits say nothing (overflow)
constexpr double kSwings = 0.3;           // of a window's width under envelopes
constexpr double kBranch = 0.12;          // of the half width
constexpr double kPadding = 0.06;
constexpr double kLeastShare = 0.45;  // the side of the limit where the curve is not gets so much of the other side's height
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Series: where even 50 digits have cancelled, the expansion that decided the limit tells the values.
enum class Digits { Double, Deep, Series, Unknown };

class Windows {
public:
    Windows(const LimitFunction& function, const LimitScene& scene, const LimitVerdict& verdict, double reference)
        : m_function(function), m_scene(scene), m_verdict(verdict), m_reference(reference), m_deep(function.local, function.point) {
        if (verdict.asked.exact)
            m_deep.setReference(*verdict.asked.exact);
        else if (verdict.asked.isFinite())
            m_deep.setReference(reference);
        if (!verdict.leadingTerms || !verdict.asked.exact || function.infinity != 0) return;
        m_series.emplace(*verdict.leadingTerms, function.point);
        m_series->setReference(*verdict.asked.exact);
        if (!seriesHolds()) m_series.reset();
    }

    std::vector<LimitWindow> all(const Task& task);

private:
    double shallow(double h) const { return m_function.program(m_function.at + h) - m_reference; }
    /// Where the values tend to a number, an infinite one is a double that overflowed on the way.
    bool isOverflow(double h, double value) const { return std::isinf(value) && (h < 0.0 ? m_verdict.left : m_verdict.right).isFinite(); }
    double deep(double h);
    double bySeries(double h);
    bool seriesHolds();
    double valueOf(double h, Digits digits) {
        return digits == Digits::Deep ? deep(h) : digits == Digits::Series ? bySeries(h) : shallow(h);
    }
    /// Whether this side decides what is in sight.
    bool counts(double h) const { return h < 0.0 ? looksLeft(m_scene, m_function) : looksRight(m_scene, m_function); }
    std::vector<double> values(double halfWidth, Digits digits);
    Range height(const std::vector<double>& values, double halfWidth) const;
    Digits digitsFor(double halfWidth);
    CurveSource source(Digits digits);
    void sampleSide(LimitWindow& window, Range side, Digits digits, double tolerance, const Task& task);
    void join(const SideLimit& side, const LimitWindow& window);
    void closeEnvelopes(LimitWindow& window) const;
    void sample(LimitWindow& window, Digits digits, double tolerance, const Task& task);

    const LimitFunction& m_function;
    const LimitScene& m_scene;
    const LimitVerdict& m_verdict;
    double m_reference;
    DeepFunction m_deep;
    std::optional<DeepFunction> m_series;
    std::vector<Vec2> m_points;
};

double Windows::bySeries(double h) {
    const DeepFunction::Value value = (*m_series)(h);
    return value.status == DeepFunction::Value::Status::Known ? value.difference : kNaN;
}

/// Its first terms are f on both sides, the better the nearer: then they are all the more so where nothing else is left to compare with.
bool Windows::seriesHolds() {
    constexpr double kGood = 1e-5;
    for (const double side : {-1.0, 1.0}) {
        if (!counts(side)) continue;
        const auto error = [&](double h) { return std::fabs(bySeries(side * h) / deep(side * h) - 1.0); };
        const double far = error(1e-4);
        const double near = error(1e-5);
        if (!(far <= kGood) || !(near <= std::max(0.2 * far, 1e-12))) return false;
    }
    return true;
}

double Windows::deep(double h) {
    const DeepFunction::Value value = m_deep(h);
    using Status = DeepFunction::Value::Status;
    return value.status == Status::Known || value.status == Status::Bounded ? value.difference : kNaN;
}

std::vector<double> Windows::values(double halfWidth, Digits digits) {
    std::vector<double> list;
    const std::size_t count = digits == Digits::Double ? kSamples : kDeepSamples;
    for (std::size_t i = 0; i < count; ++i) {
        const double h = halfWidth * (2.0 * (static_cast<double>(i) + 0.5) / static_cast<double>(count) - 1.0);
        const SideLimit& side = h < 0.0 ? m_verdict.left : m_verdict.right;
        if (side.isInfinite() && std::fabs(h) < kBranch * halfWidth) continue;  // what climbs out of sight does not decide the height
        if (h != 0.0 && counts(h)) list.push_back(valueOf(h, digits));
    }
    return list;
}

/// The range of values of a window: with the limit in sight and room on both sides of it; with both one-sided limits where they differ.
Range Windows::height(const std::vector<double>& list, double halfWidth) const {
    Range range = robustRange(list);
    const bool known = range.low <= range.high;
    if (m_verdict.asked.isFinite()) {
        range = known ? Range{std::min(range.low, 0.0), std::max(range.high, 0.0)} : Range{0.0, 0.0};
        if (!(range.length() > 1e-300)) return {-halfWidth, halfWidth};
        range = {std::min(range.low, -kLeastShare * range.high), std::max(range.high, -kLeastShare * range.low)};
    } else {
        if (!known) range = {-1.0, 1.0};
        for (const SideLimit& side : {m_verdict.left, m_verdict.right}) {
            if (side.isFinite()) range = {std::min(range.low, side.value), std::max(range.high, side.value)};
            if (side.isInfinite()) range = {std::min(range.low, 0.0), std::max(range.high, 0.0)};
        }
        if (!(range.length() > 0.0)) range = {range.low - 1.0, range.low + 1.0};
        range = {range.low - 0.1 * range.length(), range.high + 0.1 * range.length()};
    }
    const double margin = kPadding * range.length();
    return {range.low - margin, range.high + margin};
}

/// Which arithmetic tells the values of this window apart: doubles where they agree with 50 digits to a small part of its height.
Digits Windows::digitsFor(double halfWidth) {
    constexpr std::array kProbes = {-0.77, -0.31, -kUnseen, kUnseen, 0.13, 0.52, 0.94};
    struct Probe {
        DeepFunction::Value truth;
        double h;
        double rounded;
    };
    std::vector<Probe> probes;
    Range span{0.0, 0.0};
    for (const double probe : kProbes) {
        if (!counts(probe)) continue;
        probes.push_back({m_deep(probe * halfWidth), probe * halfWidth, shallow(probe * halfWidth)});
        const DeepFunction::Value& truth = probes.back().truth;
        if (truth.status != DeepFunction::Value::Status::Known) continue;
        span = {std::min(span.low, truth.difference), std::max(span.high, truth.difference)};
    }
    const double scale = span.length() > 0.0 ? span.length() : halfWidth;
    bool good = true;
    bool known = true;
    bool bounded = false;
    for (const Probe& probe : probes) {
        using Status = DeepFunction::Value::Status;
        if (probe.truth.status == Status::NoValue) {
            good = good && std::isnan(probe.rounded);
        } else if (probe.truth.status == Status::Bounded && probe.truth.error <= kTolerance * scale) {
            bounded = true;
            good = good && std::fabs(probe.rounded - probe.truth.difference) <= kNoise * scale;
        } else if (probe.truth.status == Status::Known && probe.truth.error <= kTolerance * scale) {
            good = good && std::fabs(probe.rounded - probe.truth.difference) <= kNoise * scale;
        } else {
            // Digits are lost to cancellation, or to underflow, where an interval of doubles is narrow enough.
            const Interval proved = m_function.program.enclose(Interval::point(m_function.at + probe.h)) - Interval::point(m_reference);
            known = known && proved.defined && proved.width() <= kTolerance * scale;
        }
    }
    if (!known) return halfWidth > kNeverNoisy ? Digits::Double : Digits::Unknown;
    if (bounded && m_series) return Digits::Series;
    return good ? Digits::Double : Digits::Deep;
}

CurveSource Windows::source(Digits digits) {
    if (digits != Digits::Double) {
        return {[this, digits](std::span<const double> h, std::span<double> out) {
                    std::transform(h.begin(), h.end(), out.begin(), [this, digits](double v) { return valueOf(v, digits); });
                },
                [this, digits](double h) { return valueOf(h, digits); }, nullptr};
    }
    const auto block = [this](std::span<const double> h, std::span<double> out) {
        std::vector<double> x(h.begin(), h.end());
        for (double& v : x) v += m_function.at;
        m_function.program.block(x, out);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = isOverflow(h[i], out[i]) ? kNaN : out[i] - m_reference;
    };
    const auto enclose = [this](const Interval& h) {
        return m_function.program.enclose(h + Interval::point(m_function.at)) - Interval::point(m_reference);
    };
    const auto value = [this](double h) {
        const double gap = shallow(h);
        return isOverflow(h, gap) ? kNaN : gap;
    };
    return {block, value, enclose};
}

/// One side of a window, up to a two-thousandth of it from the point: what happens closer is told by the limit, not by values that
/// rounding has eaten.
void Windows::sampleSide(LimitWindow& window, Range side, Digits digits, double tolerance, const Task& task) {
    SamplingOptions options;
    options.visible = window.y;
    options.tolerance = tolerance;
    options.stop = task.stop;
    options.baseCells = 128;
    options.deepest = 4;
    options.envelopeGroup = 5;
    options.mostEvaluations = 8000;
    if (digits != Digits::Double) {
        options.baseCells = 12;
        options.mostEvaluations = 400;
    }
    SampledCurve curve = sampleCurve(source(digits), side, options);
    m_points.insert(m_points.end(), curve.points.begin(), curve.points.end());
    for (CurveEnvelope& envelope : curve.envelopes) window.envelopes.push_back(std::move(envelope));
}

/// The curve's way into the point on one side: to the limit, or out of the window.
void Windows::join(const SideLimit& side, const LimitWindow& window) {
    if (side.isFinite()) m_points.push_back({0.0, side.value - m_reference});
    if (side.kind == SideLimit::Kind::PlusInfinity) m_points.push_back({0.0, window.y.high + 4.0 * window.y.length()});
    if (side.kind == SideLimit::Kind::MinusInfinity) m_points.push_back({0.0, window.y.low - 4.0 * window.y.length()});
}

void Windows::sample(LimitWindow& window, Digits digits, double tolerance, const Task& task) {
    const double gap = window.halfWidth * kUnseen;
    m_points.clear();
    if (m_function.infinity <= 0) {
        sampleSide(window, {-window.halfWidth, -gap}, digits, tolerance, task);
        if (!m_points.empty() && m_points.back().x == -gap) join(m_verdict.left, window);
    }
    if (!m_points.empty()) m_points.push_back({kNaN, kNaN});
    if (m_function.infinity >= 0) {
        const std::size_t before = m_points.size();
        join(m_verdict.right, window);
        const bool joined = m_points.size() > before;
        sampleSide(window, {gap, window.halfWidth}, digits, tolerance, task);
        const bool begins = m_points.size() > before + (joined ? 1 : 0) && m_points[before + (joined ? 1 : 0)].x == gap;
        if (joined && !begins) m_points.erase(m_points.begin() + static_cast<std::ptrdiff_t>(before));
    }
    window.curve = std::make_shared<const std::vector<Vec2>>(m_points);
}

/// How much of the window's width is drawn as envelopes.
double covered(const LimitWindow& window) {
    double width = 0.0;
    for (const CurveEnvelope& envelope : window.envelopes) width += envelope.upper.back().x - envelope.upper.front().x;
    return width / (2.0 * window.halfWidth);
}

/// Of envelopes that stand alone each reaches to its neighbour on the same side of the point.
void joinEnvelopes(std::vector<CurveEnvelope>& envelopes) {
    for (std::size_t i = 0; i + 1 < envelopes.size(); ++i) {
        const CurveEnvelope& next = envelopes[i + 1];
        if (envelopes[i].upper.back().x * next.upper.front().x <= 0.0 || envelopes[i].upper.back().x >= next.upper.front().x) continue;
        envelopes[i].lower.push_back(next.lower.front());
        envelopes[i].upper.push_back(next.upper.front());
    }
}

/// Where nearly all is envelope, the threads of curve between are none that could be told apart: the envelopes reach up to the point and
/// to the edges, and stand alone.
void Windows::closeEnvelopes(LimitWindow& window) const {
    constexpr double kNearlyAll = 0.8;
    constexpr double kNear = 0.05;  // of the half width
    const double whole = m_function.infinity != 0 || m_scene.side != ApproachSide::Both ? 0.5 : 1.0;
    if (covered(window) < kNearlyAll * whole) return;
    for (CurveEnvelope& envelope : window.envelopes) {
        for (std::vector<Vec2>* line : {&envelope.lower, &envelope.upper}) {
            const double reach = kNear * window.halfWidth;
            const double inner = m_verdict.asked.isFinite() ? 0.0 : std::nan("");
            const auto ending = [&](Vec2 p) -> std::optional<Vec2> {
                if (std::fabs(p.x) < reach) return Vec2{0.0, std::isnan(inner) ? p.y : inner};
                if (std::fabs(p.x) > window.halfWidth - reach) return Vec2{std::copysign(window.halfWidth, p.x), p.y};
                return std::nullopt;
            };
            const auto first = ending(line->front());
            const auto last = ending(line->back());
            if (first) line->insert(line->begin(), *first);
            if (last) line->push_back(*last);
        }
    }
    joinEnvelopes(window.envelopes);
    window.curve = std::make_shared<const std::vector<Vec2>>();
}

std::vector<LimitWindow> Windows::all(const Task& task) {
    std::vector<LimitWindow> windows;
    std::vector<Digits> digits;
    const std::size_t count = windowOfDepth(m_scene.deepest) + 1;
    for (std::size_t j = 0; j < count; ++j) {
        LimitWindow window;
        window.halfWidth = kWindowMargin * std::pow(10.0, -kShallowest - static_cast<double>(j) / kWindowsPerDecade);
        const std::vector<double> rough = values(window.halfWidth, Digits::Double);
        window.y = height(rough, window.halfWidth);
        Digits kind = digitsFor(window.halfWidth);
        const bool swings = !m_verdict.asked.isFinite() && !m_verdict.asked.isInfinite();
        if (kind != Digits::Double && swings) kind = Digits::Double;  // a band is drawn, whatever the single values are
        if (kind == Digits::Unknown && j == 0) kind = Digits::Double;
        if (kind == Digits::Unknown && m_series) kind = Digits::Series;
        if (kind == Digits::Unknown) break;
        if (kind != Digits::Double) window.y = height(values(window.halfWidth, kind), window.halfWidth);
        windows.push_back(std::move(window));
        digits.push_back(kind);
        if (task.stop.stop_requested()) return {};
    }
    for (std::size_t j = 0; j < windows.size(); ++j) {
        // A window's curve is shown until the next one takes over, whose height is smaller.
        const double next = j + 1 < windows.size() ? windows[j + 1].y.length() : windows[j].y.length();
        const double shrink = std::clamp(next / windows[j].y.length(), 1e-3, 1.0);
        // What swung too fast for a picture before does so all the more here, whatever its single values are.
        const bool swings = j > 0 && digits[j] == Digits::Deep && covered(windows[j - 1]) > kSwings;
        sample(windows[j], swings ? Digits::Double : digits[j], kTolerance * shrink, task);
        closeEnvelopes(windows[j]);
        if (task.stop.stop_requested()) return {};
        if (task.progress) task.progress(static_cast<double>(j + 1) / static_cast<double>(windows.size()));
    }
    return windows;
}

}  // namespace

bool looksLeft(const LimitScene& scene, const LimitFunction& function) {
    return function.infinity < 0 || (function.infinity == 0 && scene.side != ApproachSide::Right);
}

bool looksRight(const LimitScene& scene, const LimitFunction& function) {
    return function.infinity > 0 || (function.infinity == 0 && scene.side != ApproachSide::Left);
}

Range windowRange(const LimitFunction& function, double halfWidth) {
    constexpr double kBehind = 0.1;
    return {function.infinity > 0 ? -kBehind * halfWidth : -halfWidth, function.infinity < 0 ? kBehind * halfWidth : halfWidth};
}

std::vector<LimitWindow> limitWindows(const LimitFunction& function, const LimitScene& scene, const LimitVerdict& verdict, double reference,
                                      const Task& task) {
    return Windows(function, scene, verdict, reference).all(task);
}

}  // namespace calc
