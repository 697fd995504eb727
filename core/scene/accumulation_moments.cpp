#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/calculus/integral_special_points.h"
#include "core/calculus/limit.h"
#include "core/calculus/quadrature.h"
#include "core/expression/parser.h"
#include "core/scene/accumulation_parts.h"
#include "core/scene/chosen_range.h"
#include "core/scene/moved_kinds.h"

namespace calc {
namespace {

constexpr double kSweepSeconds = 9.0;
constexpr double kJumpSeconds = 1.4;  // the playhead rests where F has a corner
constexpr std::size_t kMostRests = 6;
constexpr std::size_t kMostSpecial = 60;
constexpr std::size_t kMostLimits = 12;
constexpr double kMoments = 1000.0;
constexpr double kStops = 40.0;
constexpr double kStartNear = 0.15;  // of the window: so close to its left end a is where the walk begins
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// What is special about f at an x.
struct Place {
    double x = 0.0;
    const CurveBreak* gap = nullptr;
    bool isSpecial = false;  ///< a kink may be here
    bool isStop = false;
    int rank = 0;  ///< where places fall together, the x of the highest stays: what was typed, then round numbers
    std::shared_ptr<const Expression> exact{};  ///< x itself, where it is known
};

/// f beside a point and at it, without asking more of doubles than they hold.
class Sides {
public:
    Sides(const Program& f, Range window, double height) : m_f(f), m_near(1e-9 * window.length()), m_noise(1e-6 * height) {}

    void fill(AccumulationMoment& moment, const Place& place) const {
        const double x = moment.x;
        const double value = m_f(x);
        moment.height = std::isfinite(value) ? value : kNaN;
        const double away = std::max(m_near, 8.0 * std::numeric_limits<double>::epsilon() * std::fabs(x));
        if (place.gap) {
            moment.left = place.gap->left;
            moment.right = place.gap->right;
            return;
        }
        const Interval around = m_f.enclose(Interval::of(x - away, x + away));
        const bool isCertain = around.continuous && around.defined && std::isfinite(value);
        moment.left = isCertain ? value : sideValue(x - away, value);
        moment.right = isCertain ? value : sideValue(x + away, value);
        if (place.isSpecial) moment.isKink = moment.left == moment.right && bends(x, value);
    }

private:
    /// The value beside, or the one at the point where both agree as far as can be told.
    double sideValue(double x, double value) const {
        const double beside = m_f(x);
        if (!std::isfinite(beside)) return kNaN;
        return std::fabs(beside - value) <= m_noise ? value : beside;
    }
    bool bends(double x, double value) const {
        constexpr double kPart = 1e5;  // a kink is looked for at a ten-thousandth of the window
        const double h = kPart * m_near;
        const double left = (value - m_f(x - h)) / h;
        const double right = (m_f(x + h) - value) / h;
        return std::fabs(left - right) > 0.01 * std::max(std::fabs(left), std::fabs(right)) && std::fabs(left - right) * h > 10.0 * m_noise;
    }

    const Program& m_f;
    double m_near;
    double m_noise;
};

/// One-sided limits where f has a gap: samples beside it cannot tell a large value from one without bound. The point is the one that was
/// recognized, or the decimal that its double reads as.
void fillLimits(AccumulationMoment& moment, const Place& place, const Expression& f, const Task& task) {
    const auto point = place.exact ? Result<Expression>(*place.exact) : parseConstant(shortest(moment.x));
    if (!point) return;
    LimitOptions options;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    const auto take = [&](Side side, double& slope) {
        const Limit found = limit(f, LimitPoint::finite(*point), side, options);
        if (found.kind == LimitKind::Value) slope = found.value;
        if (found.kind == LimitKind::PlusInfinity) slope = HUGE_VAL;
        if (found.kind == LimitKind::MinusInfinity) slope = -HUGE_VAL;
        if (found.kind == LimitKind::DoesNotExist || found.kind == LimitKind::Undefined) slope = kNaN;
    };
    take(Side::Left, moment.left);
    take(Side::Right, moment.right);
}

/// From where to where x walks: from a, where that is near the left end of the window.
Range sweepOf(const AccumulationPrepared& prepared) {
    const Range window = prepared.curve->x;
    const bool beginsAtStart =
        window.contains(prepared.from) && prepared.from - window.low < kStartNear * window.length() && !(prepared.at < prepared.from);
    return {beginsAtStart ? prepared.from : window.low, window.high};
}

/// Round numbers between the ends, with what is special among them.
std::vector<Place> placesOf(const AccumulationPrepared& prepared) {
    const Range sweep = sweepOf(prepared);
    const AccumulationCurve& curve = *prepared.curve;
    std::vector<Place> places;
    const double fine = roundStep(curve.x.length() / kMoments);
    const double coarse = roundStep(curve.x.length() / kStops);
    const double perStop = std::max(1.0, std::round(coarse / fine));
    const double first = std::ceil(sweep.low / fine);
    const double count = std::floor(sweep.high / fine) - first;
    for (double k = 0.0; k <= count && count < 4.0 * kMoments; ++k)
        places.push_back({snapped((first + k) * fine, fine), nullptr, false, std::fmod(first + k, perStop) == 0.0, 2, nullptr});
    const auto add = [&](double x, const CurveBreak* gap, bool isSpecial, int rank, std::shared_ptr<const Expression> exact = nullptr) {
        if (sweep.contains(x)) places.push_back({x, gap, isSpecial, true, rank, std::move(exact)});
    };
    const bool isCrowded = curve.breaks.size() > kMostSpecial;
    for (const CurveBreak& gap : curve.breaks) {
        add(gap.x, &gap, false, 0);
        if (isCrowded && !places.empty()) places.back().isStop = false;
    }
    const std::vector<SpecialPoint> special = SpecialPointSearch(prepared.function->expression).find(sweep).points;
    for (std::size_t i = 0; i < special.size() && special.size() <= kMostSpecial; ++i)
        add(special[i].x, nullptr, true, 1, special[i].exact);
    for (const double typed : {prepared.from, prepared.at}) add(typed, nullptr, false, 3);
    for (const double end : {sweep.low, sweep.high}) add(snapped(end, fine), nullptr, false, 2);
    if (places.empty()) places.push_back({std::clamp(prepared.at, sweep.low, sweep.high), nullptr, false, true, 2, nullptr});
    return places;
}

/// Places that cannot be told apart become one.
std::vector<Place> merged(std::vector<Place> places, double length) {
    constexpr double kApart = 1e-9;
    std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.x < b.x; });
    std::vector<Place> kept;
    for (const Place& place : places) {
        if (kept.empty() || place.x - kept.back().x > kApart * length) {
            kept.push_back(place);
            continue;
        }
        Place& one = kept.back();
        if (place.rank > one.rank) one.x = place.x;
        one.rank = std::max(one.rank, place.rank);
        if (!one.gap) one.gap = place.gap;
        if (!one.exact) one.exact = place.exact;
        one.isSpecial = one.isSpecial || place.isSpecial;
        one.isStop = one.isStop || place.isStop;
    }
    return kept;
}

/// F(x) by itself, as the page of areas and the command line give it; the curve has it within its own error.
std::optional<Estimate> wholeIntegral(const AccumulationPrepared& prepared, const std::optional<Estimate>& along, const Task& task) {
    IntegrateOptions options;
    options.certify = IntegrateOptions::Certify::No;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    const Integral integral = integrate(prepared.function->expression, {prepared.from, prepared.at}, options);
    switch (integral.kind) {
        case IntegralKind::Value: return Estimate{integral.value, integral.error, Certainty::Estimated, integral.evaluations};
        case IntegralKind::Undetermined: return along;
        case IntegralKind::Diverges:
        case IntegralKind::Undefined: break;
    }
    return std::nullopt;
}

/// Equal ways take equal times; where F has a corner x rests for a moment.
void setTimes(std::vector<AccumulationMoment>& moments) {
    const double length = moments.back().x - moments.front().x;
    const auto corners = static_cast<std::size_t>(
        std::count_if(moments.begin(), moments.end(), [](const AccumulationMoment& moment) { return moment.isCorner(); }));
    double rested = 0.0;
    for (AccumulationMoment& moment : moments) {
        moment.time = rested + (length > 0.0 ? kSweepSeconds * (moment.x - moments.front().x) / length : 0.0);
        if (moment.isCorner() && corners <= kMostRests && &moment != &moments.back()) rested += kJumpSeconds;
    }
}

}  // namespace

std::vector<AccumulationMoment> accumulationMoments(const AccumulationPrepared& prepared, const Task& task) {
    const AccumulationCurve& curve = *prepared.curve;
    const AccumulationSum& sum = *prepared.sum;
    const Sides sides(prepared.function->program, curve.x, curve.y.length());
    const Range reach = sum.accumulation.reach();
    std::vector<AccumulationMoment> moments;
    for (const Place& place : merged(placesOf(prepared), curve.x.length())) {
        if (task.stop.stop_requested()) break;
        AccumulationMoment moment;
        moment.x = place.x;
        moment.isStop = place.isStop;
        sides.fill(moment, place);
        if (place.gap && place.rank > 0 && curve.breaks.size() <= kMostLimits)
            fillLimits(moment, place, prepared.function->expression, task);
        moment.sum = sum.accumulation(moment.x);
        if (moment.x == prepared.at) moment.sum = wholeIntegral(prepared, moment.sum, task);
        // At the end of its reach F has one side only.
        if (moment.x <= reach.low && sum.endLow) moment.left = kNaN;
        if (moment.x >= reach.high && sum.endHigh) moment.right = kNaN;
        moments.push_back(moment);
    }
    moments.front().isStop = true;
    moments.back().isStop = true;
    setTimes(moments);
    return moments;
}

const AccumulationMoment& accumulationMomentAt(const AccumulationPrepared& prepared, double time) {
    constexpr double kSlack = 1e-9;
    const std::vector<AccumulationMoment>& moments = *prepared.moments;
    const auto after = std::upper_bound(moments.begin(), moments.end(), time + kSlack,
                                        [](double at, const AccumulationMoment& moment) { return at < moment.time; });
    return after == moments.begin() ? moments.front() : *(after - 1);
}

}  // namespace calc
