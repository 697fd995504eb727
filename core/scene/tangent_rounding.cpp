#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/deep_function.h"
#include "core/scene/formula_parts.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr double kMargin = 1.6;  // the window of h reaches from −1.6 h to 1.6 h
constexpr std::size_t kMostDoubles = 160;
constexpr std::size_t kSamples = 401;
constexpr std::size_t kTruthSamples = 33;  // 50-digit values are dear
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The doubles around x within `reach`, ascending; empty where there are more than kMostDoubles.
std::vector<double> doublesAround(double x, double reach) {
    std::vector<double> list;
    const double infinity = std::numeric_limits<double>::infinity();
    for (double at = x; x - at <= reach && list.size() <= kMostDoubles; at = std::nextafter(at, -infinity)) list.push_back(at);
    std::reverse(list.begin(), list.end());
    for (double at = std::nextafter(x, infinity); at - x <= reach && list.size() <= kMostDoubles; at = std::nextafter(at, infinity))
        list.push_back(at);
    if (list.size() > kMostDoubles) list.clear();
    return list;
}

class Windows {
public:
    Windows(const TangentFunction& function, const TangentPoint& point)
        : m_program(function.program), m_point(point), m_deep(function.expression, Expression::number(Rational::fromDouble(point.x))) {
        m_deep.setReference(Expression::number(Rational::fromDouble(point.value)));
    }

    FloatWindow at(double h) {
        const double reach = kMargin * h;
        FloatWindow window;
        window.truth = truth(reach);
        const std::vector<double> doubles = doublesAround(m_point.x, reach);
        if (doubles.size() > 1)
            fillStair(window, doubles);
        else
            window.steps = samples(reach);
        if (doubles.size() == 1) window.dots = lineOf({0.0, 0.0}, {0.0, 0.0});
        return window;
    }

private:
    double computed(double x) const {
        const double value = m_program(x) - m_point.value;
        return std::isfinite(value) ? value : kNaN;
    }
    Points truth(double reach) {
        auto points = std::make_shared<std::vector<Vec2>>();
        for (std::size_t i = 0; i < kTruthSamples; ++i) {
            const double offset = reach * (2.0 * static_cast<double>(i) / (kTruthSamples - 1) - 1.0);
            const DeepFunction::Value value = m_deep(offset);
            const bool known = value.status == DeepFunction::Value::Status::Known;
            points->push_back(known ? Vec2{offset, value.difference} : Vec2{kNaN, kNaN});
        }
        return points;
    }
    Points samples(double reach) const {
        auto points = std::make_shared<std::vector<Vec2>>();
        for (std::size_t i = 0; i < kSamples; ++i) {
            const double offset = reach * (2.0 * static_cast<double>(i) / (kSamples - 1) - 1.0);
            const double y = computed(m_point.x + offset);
            points->push_back(std::isnan(y) ? Vec2{kNaN, kNaN} : Vec2{offset, y});
        }
        return points;
    }
    /// Every x between two doubles is rounded to the nearer one: a step from middle to middle.
    void fillStair(FloatWindow& window, const std::vector<double>& doubles) const {
        auto dots = std::make_shared<std::vector<Vec2>>();
        auto stair = std::make_shared<std::vector<Vec2>>();
        for (std::size_t i = 0; i < doubles.size(); ++i) {
            const double offset = doubles[i] - m_point.x;
            const double y = computed(doubles[i]);
            const double before = i > 0 ? offset - 0.5 * (doubles[i] - doubles[i - 1]) : offset;
            const double after = i + 1 < doubles.size() ? offset + 0.5 * (doubles[i + 1] - doubles[i]) : offset;
            if (std::isnan(y)) {
                stair->push_back({kNaN, kNaN});
                continue;
            }
            dots->push_back({offset, y});
            stair->push_back({before, y});
            stair->push_back({after, y});
        }
        window.dots = std::move(dots);
        window.steps = std::move(stair);
    }

    const Program& m_program;
    const TangentPoint& m_point;
    DeepFunction m_deep;
};

/// Half the height of the window of h: the curve's rise in it, and never less than the steps of doubles.
double halfHeight(const TangentPoint& point, const SecantMoment& moment) {
    const double reach = kMargin * moment.h;
    const double ulp = std::nextafter(std::fabs(point.value), std::numeric_limits<double>::infinity()) - std::fabs(point.value);
    double slope = 0.0;
    if (point.hasSlope()) slope = std::fabs(point.slope.value);
    for (const std::optional<double>& side : {point.slope.left, point.slope.right}) {
        if (side && std::isfinite(*side)) slope = std::max(slope, std::fabs(*side));
    }
    double rise = slope * reach;
    if (std::isfinite(point.second)) rise += 0.5 * std::fabs(point.second) * reach * reach;
    if (!point.hasSlope()) {
        for (const Vec2 p : {moment.from, moment.to}) {
            if (std::isfinite(p.y)) rise = std::max(rise, kMargin * std::fabs(p.y - point.value));
        }
    }
    const double half = 1.25 * std::max(rise, 2.5 * ulp);
    return std::isfinite(half) && half > 1e-300 ? half : 1.0;
}

}  // namespace

std::vector<FloatWindow> floatWindows(const TangentFunction& function, const TangentPoint& point, const Task& task) {
    Windows windows(function, point);
    std::vector<FloatWindow> list;
    const double largest = largestStep(point.x);
    for (double h = largest; h > 0.9 * kSmallestStep && !task.stop.stop_requested(); h *= 0.1) {
        list.push_back(windows.at(h));
        if (task.progress) task.progress(secantTime(largest, h) / secantTime(largest, kSmallestStep));
    }
    return list;
}

Panel floatPanel(const TangentPrepared& prepared, const SecantMoment& moment) {
    const TangentPoint& point = *prepared.point;
    const std::vector<FloatWindow>& windows = *prepared.windows;
    const double decades = std::floor(moment.time / kSecondsPerDecade + 1e-9);
    const FloatWindow& window = windows[std::min(static_cast<std::size_t>(std::max(0.0, decades)), windows.size() - 1)];
    const double half = halfHeight(point, moment);
    const double reach = kMargin * moment.h;
    Panel panel;
    panel.id = "float";
    panel.title = {CALC_TEXT("The curve around the point, window \u00B1{0}"), {NumberArgument{reach, 2}}};
    const std::string place = plainText(point.place);
    panel.x = {mathItalic("x"), {-reach, reach}, AxisScale::Linear, AxisPlacement::Edge, point.x == 0.0 ? std::string() : place};
    panel.y = {mathRow({}),
               {-half, half},
               AxisScale::Linear,
               AxisPlacement::Edge,
               point.value == 0.0 ? std::string() : displayNumber(point.value, 7)};
    panel.framed = true;
    panel.still = std::make_shared<const Marks>();
    Marks& marks = panel.moving;
    marks.push_back(Polyline{"truth", plainStyle(Role::Curve, LineKind::Default, LineWeight::Secondary), window.truth, false});
    if (window.dots) {
        marks.push_back(Polyline{"stair", plainStyle(Role::Ink2, LineKind::Solid, LineWeight::Hair), window.steps, false});
    } else {
        marks.push_back(Polyline{"computed", plainStyle(Role::Ink2, LineKind::Solid, LineWeight::Hair), window.steps, false});
    }
    const Vec2 origin{point.x, point.value};
    const Vec2 from = moment.from - origin;
    const Vec2 to = moment.to - origin;
    if (point.hasSlope()) {
        if (const auto part = visiblePart({0.0, 0.0}, point.slope.value, panel.x.range, panel.y.range))
            marks.push_back(Polyline{"tangent", plainStyle(Role::Tangent, LineKind::Default, LineWeight::Secondary),
                                     lineOf(part->first, part->second), false});
    }
    // The doubles lie on the lines through them, or the secant would hide the very points that it is drawn through.
    const auto addDoubles = [&] {
        if (window.dots) marks.push_back(MarkerCloud{"doubles", plainStyle(Role::Curve), MarkerShape::Sample, window.dots});
    };
    if (!from.isFinite() || !to.isFinite()) {
        addDoubles();
        return panel;
    }
    if (from.x != to.x) {
        const double slope = (to.y - from.y) / (to.x - from.x);
        if (const auto part = visiblePart(from, slope, panel.x.range, panel.y.range))
            marks.push_back(Polyline{"secant", plainStyle(Role::Secant), lineOf(part->first, part->second), false});
    }
    addDoubles();
    marks.push_back(Marker{"from", plainStyle(Role::Secant), MarkerShape::Disc, from});
    marks.push_back(Marker{"to", plainStyle(Role::Secant), MarkerShape::Disc, to});
    return panel;
}

}  // namespace calc
