#include <algorithm>
#include <array>
#include <cmath>

#include "core/calculus/integral_shift.h"
#include "core/calculus/integral_special_points.h"
#include "core/scene/area_parts.h"
#include "core/scene/area_reach.h"
#include "core/scene/chosen_range.h"

namespace calc {
namespace {

constexpr std::size_t kStops = 241;
constexpr std::size_t kMostEnds = 4;
constexpr double kFurthest = 1e6;                   // toward infinity
constexpr double kNearest = 1e-12;                  // toward a pole that is known exactly
constexpr double kNearestPart = 1e-9;               // of the pole's size, where it is not
constexpr double kFirst = 0.1;                      // the bound sets off at least this far out
constexpr std::int64_t kMostEvaluations = 400'000;  // of an end

/// f seen from an end: as a function of the distance from a pole, or of x itself on the way to infinity.
struct View {
    Expression f;
    Program program;
    bool isExact = false;
};

View viewOf(const Expression& f, const SpecialPoint& point, int direction) {
    View view;
    const Expression anchor = point.exact ? *point.exact : Expression::number(Rational::fromDouble(point.x));
    view.isExact = point.exact != nullptr;
    view.f = shifted(withNearestDoubles(f), Variable::X, anchor, direction);
    view.program = Program::compile(view.f);
    return view;
}

/// Whether f grows without bound toward the pole, as its values show: this chooses a picture, the verdict is the integral's own.
bool grows(const View& view, double length) {
    constexpr double kGrowth = 1.2;  // between distances a thousand times smaller; a logarithm grows by 1.5 and more
    const auto size = [&](double distance) { return std::fabs(view.program(distance * std::min(1.0, length))); };
    const std::array values{size(1e-3), size(1e-6), size(1e-9)};
    if (std::isinf(values[0])) return std::isfinite(size(0.1));
    const auto isLarger = [](double later, double before) { return later > kGrowth * before; };
    return std::isfinite(values[0]) && isLarger(values[1], values[0]) && isLarger(values[2], values[1]);
}

IntegrateOptions partOptions(const Task& task) {
    IntegrateOptions options;
    options.relativeTolerance = 1e-11;
    options.certify = IntegrateOptions::Certify::No;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    return options;
}

/// Adds up the area between neighbouring bounds as far as it is known: `way` are the bounds as the view sees them.
void addUp(MovingEnd& end, const View& view, const std::vector<double>& way, const Task& task) {
    double area = 0.0;
    std::int64_t evaluations = 0;
    for (std::size_t i = 0; i < way.size(); ++i) {
        if (i > 0) {
            const Range part{std::min(way[i - 1], way[i]), std::max(way[i - 1], way[i])};
            const Integral more = integrate(view.f, part, partOptions(task));
            evaluations += more.evaluations;
            if (more.kind != IntegralKind::Value || evaluations > kMostEvaluations || !std::isfinite(area + more.value)) return;
            area += more.value;
        }
        end.areas.push_back(area);
    }
}

MovingEnd towardInfinity(const Expression& f, double at, double start, const Task& task) {
    MovingEnd end;
    end.at = at;
    end.start = start;
    const double first = std::max(kFirst, std::fabs(start));
    const double last = std::max(kFurthest, 1e3 * first);
    for (std::size_t i = 0; i < kStops; ++i) {
        const double t = first * std::pow(last / first, static_cast<double>(i) / (kStops - 1));
        end.closeness.push_back(t);
        end.bounds.push_back(std::copysign(t, at));
    }
    const std::vector<double>& way = end.bounds;
    end.seen = f;
    addUp(end, {f, {}, true}, way, task);
    const Range before{std::min(start, way.front()), std::max(start, way.front())};
    const Integral least = integrate(f, before, partOptions(task));
    for (double& area : end.areas) area += least.value;
    end.whole = integrate(f, {std::min(start, at), std::max(start, at)}, partOptions(task));
    return end;
}

MovingEnd towardPole(const Expression& f, const SpecialPoint& pole, double start, const View& view, const Task& task) {
    MovingEnd end;
    end.at = pole.x;
    end.start = start;
    const double length = std::fabs(start - pole.x);
    const double nearest = view.isExact || pole.x == 0.0 ? kNearest : std::max(kNearest, kNearestPart * std::fabs(pole.x));
    std::vector<double> way;
    for (std::size_t i = 0; i < kStops; ++i) {
        const double distance = length * std::pow(std::min(nearest, 0.1 * length) / length, static_cast<double>(i) / (kStops - 1));
        way.push_back(distance);
        end.closeness.push_back(1.0 / distance);
        end.bounds.push_back(pole.x + std::copysign(distance, start - pole.x));
    }
    end.seen = view.f;
    addUp(end, view, way, task);
    end.whole = integrate(f, {std::min(start, pole.x), std::max(start, pole.x)}, partOptions(task));
    return end;
}

/// Two neighbouring places between which f is as it should be, each of which may be improper.
struct Stretch {
    SpecialPoint low, high;
};

std::vector<Stretch> stretchesOf(const Expression& f, Range range, const Task& task) {
    SpecialPointSearch search(f, [stop = task.stop] { return stop.stop_requested(); });
    const SpecialPoints found = search.find(range);
    std::vector<SpecialPoint> places{exactPoint(range.low, true)};
    for (const SpecialPoint& point : found.points) {
        if (point.x == range.low) places.front() = point;
        if (point.isSingular && point.x > range.low && point.x < range.high) places.push_back(point);
    }
    places.push_back(exactPoint(range.high, true));
    for (const SpecialPoint& point : found.points) {
        if (point.x == range.high) places.back() = point;
    }
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i + 1 < places.size(); ++i) stretches.push_back({places[i], places[i + 1]});
    return stretches;
}

class Builder {
public:
    Builder(const Expression& f, const Task& task) : m_f(f), m_task(task) {}

    void add(const Stretch& stretch) {
        const double length = stretch.high.x - stretch.low.x;
        const View fromLow = std::isfinite(stretch.low.x) ? viewOf(m_f, stretch.low, 1) : View{};
        const View fromHigh = std::isfinite(stretch.high.x) ? viewOf(m_f, stretch.high, -1) : View{};
        const bool lowIsImproper = std::isinf(stretch.low.x) || grows(fromLow, length);
        const bool highIsImproper = std::isinf(stretch.high.x) || grows(fromHigh, length);
        if (!lowIsImproper && !highIsImproper) return addRest(stretch.low.x, stretch.high.x);
        if (lowIsImproper && highIsImproper) {
            const double between = placeBetween(stretch);
            addEnd(stretch.low, between, fromLow);
            addEnd(stretch.high, between, fromHigh);
        } else if (lowIsImproper) {
            // On the way to infinity t and its size are the same from 0 on.
            const double start = std::isinf(stretch.low.x) ? std::min(stretch.high.x, 0.0) : stretch.high.x;
            addEnd(stretch.low, start, fromLow);
            addRest(start, stretch.high.x);
        } else {
            const double start = std::isinf(stretch.high.x) ? std::max(stretch.low.x, 0.0) : stretch.low.x;
            addRest(stretch.low.x, start);
            addEnd(stretch.high, start, fromHigh);
        }
    }

    AreaMoving& moving() { return m_moving; }

private:
    static double placeBetween(const Stretch& s) {
        if (std::isinf(s.low.x)) return std::isinf(s.high.x) ? 0.0 : std::min(s.high.x - 1.0, 0.0);
        return std::isinf(s.high.x) ? std::max(s.low.x + 1.0, 0.0) : 0.5 * (s.low.x + s.high.x);
    }
    void addRest(double from, double to) {
        if (from < to) m_moving.rest += integrate(m_f, {from, to}, partOptions(m_task)).value;
    }
    void addEnd(const SpecialPoint& point, double start, const View& view) {
        m_moving.ends.push_back(std::isinf(point.x) ? towardInfinity(m_f, point.x, start, m_task)
                                                    : towardPole(m_f, point, start, view, m_task));
    }

    const Expression& m_f;
    const Task& m_task;
    AreaMoving m_moving;
};

/// The chart's axis of areas: powers of ten where the areas run away faster than a picture can follow.
void chooseAreas(AreaMoving& moving) {
    constexpr double kRunsAway = 100.0;  // against the middle one
    constexpr double kDecades = 15.0;
    std::vector<double> values{0.0};
    std::vector<double> sizes;
    bool diverges = false;
    for (const MovingEnd& end : moving.ends) {
        for (const double area : end.shown) {
            values.push_back(area);
            if (area != 0.0) sizes.push_back(std::fabs(area));
        }
        if (end.settles) values.push_back(*end.settles);
        diverges = diverges || !end.settles;
    }
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    moving.areas = paddedRange({*low, *high}, 0.08);
    if (sizes.empty() || !diverges) return;
    std::sort(sizes.begin(), sizes.end());
    if (sizes.back() < kRunsAway * sizes[sizes.size() / 2]) return;
    const double top = std::ceil(std::log10(sizes.back()));
    moving.scale = AxisScale::Log10;
    moving.areas = {std::pow(10.0, std::max(std::floor(std::log10(sizes.front())), top - kDecades)), std::pow(10.0, top)};
}

/// All ends have as many stops as the one that is known the least far.
void finish(AreaMoving& moving, bool reversed) {
    std::size_t stops = kStops;
    for (const MovingEnd& end : moving.ends) stops = std::min(stops, end.areas.size());
    moving.totals.assign(stops, reversed ? -moving.rest : moving.rest);
    if (stops < 2) return;
    for (std::size_t i = 0; i < stops; ++i) moving.parts.push_back(static_cast<double>(i) / static_cast<double>(stops - 1));
    moving.closeness = {moving.ends.front().closeness.front(), moving.ends.front().closeness[stops - 1]};
    for (MovingEnd& end : moving.ends) {
        end.bounds.resize(stops);
        end.closeness.resize(stops);
        end.areas.resize(stops);
        moving.closeness = {std::min(moving.closeness.low, end.closeness.front()), std::max(moving.closeness.high, end.closeness.back())};
        for (std::size_t i = 0; i < stops; ++i) moving.totals[i] += reversed ? -end.areas[i] : end.areas[i];
    }
    // A bound that moves alone is told with what stands still.
    for (MovingEnd& end : moving.ends) {
        const bool isAlone = moving.ends.size() == 1;
        end.shown = isAlone ? moving.totals : end.areas;
        const double rest = isAlone ? moving.rest : 0.0;
        if (end.whole.kind == IntegralKind::Value) end.settles = isAlone && reversed ? -(rest + end.whole.value) : rest + end.whole.value;
    }
    chooseAreas(moving);
}

/// The bound at a closeness, as the view of its end sees it.
double seenBound(const MovingEnd& end, double closeness) { return end.isInfinite() ? std::copysign(closeness, end.at) : 1.0 / closeness; }

template <class T>
void insertAt(std::vector<T>& values, std::size_t place, T value) {
    values.insert(values.begin() + static_cast<std::ptrdiff_t>(place), value);
}

/// One more stop of an end, after the one at `before`. False: its area is not known.
bool addStop(MovingEnd& end, std::size_t before, double closeness, const Task& task) {
    const double from = seenBound(end, end.closeness[before]);
    const double to = seenBound(end, closeness);
    const Integral more = integrate(end.seen, {std::min(from, to), std::max(from, to)}, partOptions(task));
    if (more.kind != IntegralKind::Value || !std::isfinite(end.areas[before] + more.value)) return false;
    insertAt(end.areas, before + 1, end.areas[before] + more.value);
    insertAt(end.closeness, before + 1, closeness);
    insertAt(end.bounds, before + 1, end.isInfinite() ? to : end.at + std::copysign(to, end.start - end.at));
    return true;
}

}  // namespace

const ImproperEnd* MovingEnd::behaviour() const {
    const auto found = std::find_if(whole.ends.begin(), whole.ends.end(), [this](const ImproperEnd& end) { return end.at == at; });
    return found == whole.ends.end() ? nullptr : &*found;
}

std::shared_ptr<const AreaMoving> withReach(std::shared_ptr<const AreaMoving> way, double reach, bool reversed, const Task& task) {
    constexpr double kSame = 1e-9;
    const auto after = std::upper_bound(way->parts.begin(), way->parts.end(), reach);
    if (after == way->parts.begin() || after == way->parts.end()) return way;
    const auto before = static_cast<std::size_t>(after - way->parts.begin()) - 1;
    if (reach - way->parts[before] < kSame || *after - reach < kSame) return way;
    auto moving = std::make_shared<AreaMoving>(*way);
    double total = moving->rest;
    for (MovingEnd& end : moving->ends) {
        if (!addStop(end, before, closenessAt(end.closeness.front(), end.closeness.back(), reach), task)) return way;
        total += end.areas[before + 1];
    }
    if (reversed) total = -total;
    insertAt(moving->parts, before + 1, reach);
    insertAt(moving->totals, before + 1, total);
    for (MovingEnd& end : moving->ends) insertAt(end.shown, before + 1, moving->ends.size() == 1 ? total : end.areas[before + 1]);
    return moving;
}

std::shared_ptr<const AreaMoving> areaMoving(const AreaFunction& function, Range limits, const Task& task) {
    const Range range{std::min(limits.low, limits.high), std::max(limits.low, limits.high)};
    if (!(range.low < range.high)) return nullptr;
    Builder builder(function.difference, task);
    const std::vector<Stretch> stretches = stretchesOf(function.difference, range, task);
    if (stretches.size() > kMostEnds) return nullptr;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        if (task.stop.stop_requested()) return nullptr;
        builder.add(stretches[i]);
        if (task.progress) task.progress(static_cast<double>(i + 1) / static_cast<double>(stretches.size()));
    }
    AreaMoving& moving = builder.moving();
    if (moving.ends.empty() || moving.ends.size() > kMostEnds) return nullptr;
    finish(moving, limits.low > limits.high);
    // With a single step nothing would move.
    if (moving.totals.size() < 3) return nullptr;
    return std::make_shared<const AreaMoving>(std::move(moving));
}

}  // namespace calc
