#include <algorithm>
#include <array>
#include <cmath>

#include "core/scene/area_parts.h"

namespace calc {
namespace {

constexpr int kMostPieces = 1000;
constexpr double kSecondsPerDecade = 4.0;
constexpr int kEveryUntil = 20;      // each n up to here is a stop
constexpr double kStopRatio = 1.12;  // then by this factor
constexpr int kMostSamplePoints = 60;

/// The values of n at which the play-through stops.
std::vector<int> stopCounts(SumRule rule, int always) {
    std::vector<int> counts;
    for (int n = 1; n <= kEveryUntil; ++n) counts.push_back(n);
    while (counts.back() < kMostPieces) counts.push_back(std::min(kMostPieces, static_cast<int>(std::ceil(counts.back() * kStopRatio))));
    for (const int n : {100, always}) counts.push_back(n);
    if (rule == SumRule::Simpson) {
        for (int& n : counts) n += n % 2;
    }
    std::sort(counts.begin(), counts.end());
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    return counts;
}

/// A piece's upper edge as a parabola over s in [0, 1]: exact for rectangles, trapezoids and Simpson's parabolas.
struct Parabola {
    double c0, c1, c2;
    explicit Parabola(const RiemannPiece& p, SumRule rule) {
        const double middle = rule == SumRule::Trapezoid ? 0.5 * (p.y0 + p.y1) : p.height;
        c0 = p.y0;
        c1 = 4.0 * middle - 3.0 * p.y0 - p.y1;
        c2 = 2.0 * (p.y0 + p.y1) - 4.0 * middle;
    }
    double operator()(double s) const { return c0 + s * (c1 + s * c2); }
    double integral(double from, double to) const {
        const double middle = 0.5 * (from + to);
        return (to - from) / 6.0 * ((*this)(from) + 4.0 * (*this)(middle) + (*this)(to));
    }
};

/// 0, the zeros of the parabola inside (0, 1), 1.
std::vector<double> signChanges(const Parabola& q) {
    std::vector<double> cuts{0.0};
    const auto add = [&cuts](double s) {
        if (s > 0.0 && s < 1.0) cuts.push_back(s);
    };
    const double discriminant = q.c1 * q.c1 - 4.0 * q.c2 * q.c0;
    if (discriminant > 0.0) {
        const double stable = -0.5 * (q.c1 + std::copysign(std::sqrt(discriminant), q.c1));
        if (q.c2 != 0.0) add(stable / q.c2);
        if (stable != 0.0) add(q.c0 / stable);
    } else if (q.c2 == 0.0 && q.c1 != 0.0) {
        add(-q.c0 / q.c1);
    }
    cuts.push_back(1.0);
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

int edgePoints(SumRule rule, std::size_t pieces) {
    if (rule == SumRule::Trapezoid) return 1;
    if (pieces <= 10) return 32;
    return pieces <= 100 ? 12 : 4;
}

Outline outline(const RiemannPiece& p, const Parabola& q, double from, double to, int points) {
    const auto x = [&p](double s) { return p.x0 + s * (p.x1 - p.x0); };
    Outline polygon{{x(from), 0.0}};
    for (int i = 0; i <= points; ++i) {
        const double s = from + (to - from) * i / points;
        polygon.push_back({x(s), q(s)});
    }
    polygon.push_back({x(to), 0.0});
    return polygon;
}

void takeRectangles(AreaStop& stop, const std::vector<RiemannPiece>& pieces) {
    auto above = std::make_shared<std::vector<Box>>();
    auto below = std::make_shared<std::vector<Box>>();
    for (const RiemannPiece& p : pieces) {
        if (!std::isfinite(p.height)) continue;
        const double area = p.height * (p.x1 - p.x0);
        const Box box{{std::min(p.x0, p.x1), std::min(0.0, p.height)}, {std::max(p.x0, p.x1), std::max(0.0, p.height)}};
        (area >= 0.0 ? stop.positive : stop.negative) += area;
        (area >= 0.0 ? above : below)->push_back(box);
    }
    stop.positiveBoxes = std::move(above);
    stop.negativeBoxes = std::move(below);
}

void takeOutlines(AreaStop& stop, const std::vector<RiemannPiece>& pieces, SumRule rule) {
    auto above = std::make_shared<std::vector<Outline>>();
    auto below = std::make_shared<std::vector<Outline>>();
    for (const RiemannPiece& p : pieces) {
        if (!std::isfinite(p.y0) || !std::isfinite(p.height) || !std::isfinite(p.y1)) continue;
        const Parabola q(p, rule);
        const std::vector<double> cuts = signChanges(q);
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            const double area = q.integral(cuts[i], cuts[i + 1]) * (p.x1 - p.x0);
            (area >= 0.0 ? stop.positive : stop.negative) += area;
            (area >= 0.0 ? above : below)->push_back(outline(p, q, cuts[i], cuts[i + 1], edgePoints(rule, pieces.size())));
        }
    }
    stop.positiveOutlines = std::move(above);
    stop.negativeOutlines = std::move(below);
}

Points samplePoints(const std::vector<RiemannPiece>& pieces, SumRule rule) {
    auto points = std::make_shared<std::vector<Vec2>>();
    if (pieces.size() > kMostSamplePoints) return points;
    const auto add = [&points](double x, double y) {
        if (std::isfinite(x) && std::isfinite(y)) points->push_back({x, y});
    };
    for (const RiemannPiece& p : pieces) {
        if (rule == SumRule::Trapezoid || rule == SumRule::Simpson) add(p.x0, p.y0);
        if (rule != SumRule::Trapezoid) add(p.sample, p.height);
    }
    if (!pieces.empty() && (rule == SumRule::Trapezoid || rule == SumRule::Simpson)) add(pieces.back().x1, pieces.back().y1);
    return points;
}

AreaStop stopFrom(const RiemannSum& sum, int n, SumRule rule) {
    AreaStop stop;
    stop.n = n;
    stop.time = areaTime(n);
    stop.kind = sum.kind;
    stop.sum = sum.sum.value;
    if (rule == SumRule::Trapezoid || rule == SumRule::Simpson)
        takeOutlines(stop, sum.pieces, rule);
    else
        takeRectangles(stop, sum.pieces);
    stop.samples = samplePoints(sum.pieces, rule);
    return stop;
}

}  // namespace

RiemannRule riemannRule(SumRule rule) {
    constexpr std::array kRules = {RiemannRule::Left,    RiemannRule::Right, RiemannRule::Midpoint, RiemannRule::Trapezoid,
                                   RiemannRule::Simpson, RiemannRule::Lower, RiemannRule::Upper};
    return kRules[static_cast<std::size_t>(rule)];
}

double areaTime(int n) { return kSecondsPerDecade * std::log10(static_cast<double>(n)); }

Result<std::shared_ptr<const AreaSums>> areaSums(const AreaFunction& function, Range limits, SumRule rule, int always, const Task& task) {
    auto sums = std::make_shared<AreaSums>();
    for (const int n : stopCounts(rule, always)) {
        auto sum = riemannSum(function.program, limits, n, riemannRule(rule), task.stop);
        if (!sum) return sum.error();
        if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
        sums->stops.push_back(stopFrom(*sum, n, rule));
        if (sum->kind == RiemannSum::Kind::Value) sums->values.emplace_back(n, sum->sum.value);
        if (task.progress) task.progress(0.5 * areaTime(n) / areaTime(kMostPieces));
    }
    return std::shared_ptr<const AreaSums>(std::move(sums));
}

}  // namespace calc
