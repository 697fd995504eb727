#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/chosen_range.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr int kPerDecade = 200;  // moments: closer together than the frames of a second per power of ten
constexpr int kChartPerDecade = 25;
constexpr double kDeepest = 1e-18;  // of the chart, relative to its top
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Three digits, so that h reads as what it is.
double threeDigits(double h) {
    const double unit = std::pow(10.0, 2.0 - std::floor(std::log10(h)));
    return std::round(h * unit) / unit;
}

class Quotients {
public:
    Quotients(const TangentFunction& function, const TangentPoint& point, SecantSide side)
        : m_program(function.program), m_point(point), m_side(side), m_largest(largestStep(point.x)) {}

    SecantMoment at(double h) const {
        const double x = m_point.x;
        SecantMoment moment;
        moment.h = h;
        moment.time = secantTime(m_largest, h);
        const Vec2 here{x, m_point.value};
        const Vec2 left{x - h, finite(m_program(x - h))};
        const Vec2 right{x + h, finite(m_program(x + h))};
        moment.forward = quotient(h, DifferenceRule::Forward);
        moment.backward = quotient(h, DifferenceRule::Backward);
        moment.central = quotient(h, DifferenceRule::Central);
        moment.from = m_side == SecantSide::Right ? here : left;
        moment.to = m_side == SecantSide::Left ? here : right;
        moment.slope = m_side == SecantSide::Right ? moment.forward : m_side == SecantSide::Left ? moment.backward : moment.central;
        return moment;
    }

private:
    static double finite(double value) { return std::isfinite(value) ? value : kNaN; }
    double quotient(double h, DifferenceRule rule) const { return finite(differenceQuotient(m_program, m_point.x, h, rule)); }

    const Program& m_program;
    const TangentPoint& m_point;
    SecantSide m_side;
    double m_largest;
};

DifferenceRule ruleOf(SecantSide side) {
    if (side == SecantSide::Left) return DifferenceRule::Backward;
    return side == SecantSide::Right ? DifferenceRule::Forward : DifferenceRule::Central;
}

TangentChart::Kind chartKind(const TangentPoint& point) {
    if (!std::isfinite(point.value)) return TangentChart::Kind::None;
    if (point.hasSlope()) return TangentChart::Kind::Error;
    const auto isFinite = [](const std::optional<double>& slope) { return !slope || std::isfinite(*slope); };
    const bool both = point.slope.left && point.slope.right;
    return both && isFinite(point.slope.left) && isFinite(point.slope.right) ? TangentChart::Kind::Quotient
                                                                             : TangentChart::Kind::QuotientSize;
}

double shownValue(TangentChart::Kind kind, double quotient, double slope) {
    if (kind == TangentChart::Kind::Error) return std::fabs(quotient - slope);
    return kind == TangentChart::Kind::QuotientSize ? std::fabs(quotient) : quotient;
}

std::vector<Vec2> chartLine(const TangentPrepared& prepared, TangentChart::Kind kind, double SecantMoment::*quotient) {
    std::vector<Vec2> line;
    constexpr std::size_t kEvery = kPerDecade / kChartPerDecade;
    const std::vector<SecantMoment>& moments = *prepared.secants;
    for (std::size_t i = 0; i < moments.size(); i += kEvery) {
        const double value = shownValue(kind, moments[i].*quotient, prepared.point->slope.value);
        line.push_back(std::isfinite(value) ? Vec2{moments[i].h, value} : Vec2{kNaN, kNaN});
    }
    return line;
}

Range logRange(const std::vector<std::vector<Vec2>>& lines) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (const auto& line : lines) {
        for (const Vec2 p : line) {
            if (!(p.y > 0.0)) continue;
            least = std::min(least, p.y);
            most = std::max(most, p.y);
        }
    }
    if (!(most > 0.0)) return {1e-16, 1.0};
    const double top = std::pow(10.0, std::clamp(std::ceil(std::log10(most)), -290.0, 308.0));
    const double bottom = std::pow(10.0, std::clamp(std::floor(std::log10(least)), -306.0, 307.0));
    return {std::clamp(bottom, kDeepest * top, 1e-2 * top), top};
}

Range linearRange(const std::vector<std::vector<Vec2>>& lines, const TangentPoint& point) {
    constexpr double kSmooth = 1e-7;  // below it rounding makes the quotient jump
    std::vector<double> values{*point.slope.left, *point.slope.right};
    for (const auto& line : lines) {
        for (const Vec2 p : line) {
            if (p.x > kSmooth) values.push_back(p.y);
        }
    }
    return valueRange(values, kNaN);
}

struct ChartLine {
    const char* id;
    Message name;
    Style style;
    std::vector<Vec2> points;
};

/// The name stands at the right end of the falling branch, or of the line.
Label nameOf(const ChartLine& line, const TangentChart& chart, double at) {
    const auto it = std::find_if(line.points.begin(), line.points.end(), [at](Vec2 p) { return p.x <= at && !std::isnan(p.y); });
    const Vec2 p = it == line.points.end() ? Vec2{at, chart.values.high} : *it;
    const double y = std::clamp(p.y, chart.values.low, chart.values.high);
    Style style = line.style;
    style.emphasis = Emphasis::Strong;  // a handle runs along the line: the name stands clear of it
    return {std::string(line.id) + "-name", style, {p.x, y}, Anchor::AboveLeft, line.name, false};
}

/// On a log axis an error of 0 lies below everything: the line leaves through the floor.
Points onAxis(std::vector<Vec2> line, const TangentChart& chart) {
    if (chart.kind != TangentChart::Kind::Quotient) {
        for (Vec2& p : line) p.y = std::isnan(p.y) ? p.y : std::max(p.y, 0.2 * chart.values.low);
    }
    return std::make_shared<const std::vector<Vec2>>(std::move(line));
}

/// What theory expects of the chosen rule: truncation and rounding, two straight lines.
void addTheory(Marks& marks, TangentChart& chart, const TangentPrepared& prepared) {
    if (chart.kind != TangentChart::Kind::Error) return;
    const DifferenceSteps steps{chart.steps.high, chart.steps.low, 2};
    const auto curve = differenceErrorCurve(prepared.function->expression, prepared.point->x, ruleOf(prepared.scene.side), steps);
    if (!curve) return;
    chart.bestStep = curve->bestStep;
    if (prepared.scene.view != TangentView::Rounding) return;
    std::vector<Vec2> truncation;
    std::vector<Vec2> rounding;
    for (const DifferenceError& error : curve->errors) {
        if (error.truncation > 0.0) truncation.push_back({error.h, error.truncation});
        if (error.rounding > 0.0) rounding.push_back({error.h, error.rounding});
    }
    const Style guide = plainStyle(Role::Guide, LineKind::Dotted, LineWeight::Secondary);
    marks.push_back(Polyline{"truncation", guide, std::make_shared<const std::vector<Vec2>>(std::move(truncation)), false});
    marks.push_back(Polyline{"rounding", guide, std::make_shared<const std::vector<Vec2>>(std::move(rounding)), false});
    if (chart.bestStep > chart.steps.low && chart.bestStep < chart.steps.high) {
        marks.push_back(Rule{"best", plainStyle(Role::Ok, LineKind::Dashed, LineWeight::Secondary), Orientation::Vertical, chart.bestStep});
        marks.push_back(Label{"best-name",
                              plainStyle(Role::Ok),
                              {chart.bestStep, chart.values.high},
                              Anchor::BelowRight,
                              Message{CALC_TEXT("best h, about {0}"), {NumberArgument{chart.bestStep, 1}}},
                              false});
    }
}

std::vector<ChartLine> chartLines(const TangentPrepared& prepared, TangentChart::Kind kind) {
    const SecantSide side = prepared.scene.side;
    const auto style = [side](SecantSide own) {
        return own == side ? plainStyle(Role::Secant, LineKind::Solid) : plainStyle(Role::Ink2, LineKind::Dashed, LineWeight::Secondary);
    };
    std::vector<ChartLine> lines;
    const bool twoSided = kind != TangentChart::Kind::Error;
    if (twoSided || side == SecantSide::Left)
        lines.push_back({"left", twoSided ? Message(CALC_TEXT("from the left")) : Message(CALC_TEXT("backward")), style(SecantSide::Left),
                         chartLine(prepared, kind, &SecantMoment::backward)});
    if (twoSided || side != SecantSide::Left)
        lines.push_back({"right", twoSided ? Message(CALC_TEXT("from the right")) : Message(CALC_TEXT("forward")), style(SecantSide::Right),
                         chartLine(prepared, kind, &SecantMoment::forward)});
    if (!twoSided)
        lines.push_back({"central", CALC_TEXT("central"), style(SecantSide::Centred), chartLine(prepared, kind, &SecantMoment::central)});
    return lines;
}

}  // namespace

std::vector<SecantMoment> secantMoments(const TangentFunction& function, const TangentPoint& point, SecantSide side, double step) {
    std::vector<SecantMoment> moments;
    if (!std::isfinite(point.value)) return moments;
    const Quotients quotients(function, point, side);
    const double largest = largestStep(point.x);
    std::vector<double> steps{largest, 0.5 * largest, std::clamp(step, kSmallestStep, largest), kSmallestStep};
    for (const double part : {0.25, 0.1}) steps.push_back(part * largest);
    const int count = static_cast<int>(std::ceil(std::log10(largest / kSmallestStep) * kPerDecade));
    for (int i = 1; i < count; ++i) steps.push_back(threeDigits(largest * std::pow(10.0, -static_cast<double>(i) / kPerDecade)));
    for (double h = 0.5 * largest; h > kSmallestStep; h *= 0.1) {
        for (const double part : {0.5, 0.2, 0.1}) steps.push_back(std::max(kSmallestStep, threeDigits(part * h)));
    }
    std::sort(steps.begin(), steps.end(), std::greater<>());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    for (const double h : steps) moments.push_back(quotients.at(h));
    return moments;
}

const SecantMoment* secantAt(const TangentPrepared& prepared, double time) {
    const std::vector<SecantMoment>& moments = *prepared.secants;
    if (moments.empty()) return nullptr;
    const auto after = std::lower_bound(moments.begin(), moments.end(), time, [](const SecantMoment& m, double t) { return m.time < t; });
    if (after == moments.begin()) return &moments.front();
    if (after == moments.end()) return &moments.back();
    return time - (after - 1)->time < after->time - time ? &*(after - 1) : &*after;
}

double chartValue(const TangentPrepared& prepared, const SecantMoment& moment) {
    const TangentChart& chart = *prepared.chart;
    if (chart.kind == TangentChart::Kind::None || std::isnan(moment.slope)) return kNaN;
    // Where there are two slopes, centred has no line of its own: the mark stands on neither.
    if (chart.kind != TangentChart::Kind::Error && prepared.scene.side == SecantSide::Centred) return kNaN;
    return std::clamp(shownValue(chart.kind, moment.slope, prepared.point->slope.value), chart.values.low, chart.values.high);
}

TangentChart tangentChart(const TangentPrepared& prepared) {
    TangentChart chart;
    chart.kind = chartKind(*prepared.point);
    auto marks = std::make_shared<Marks>();
    chart.steps = {kSmallestStep, largestStep(prepared.point->x)};
    chart.values = {1e-16, 1.0};
    if (chart.kind == TangentChart::Kind::None) {
        chart.marks = std::move(marks);
        return chart;
    }
    std::vector<ChartLine> lines = chartLines(prepared, chart.kind);
    std::vector<std::vector<Vec2>> points;
    for (const ChartLine& line : lines) points.push_back(line.points);
    chart.values = chart.kind == TangentChart::Kind::Quotient ? linearRange(points, *prepared.point) : logRange(points);
    addTheory(*marks, chart, prepared);
    double at = 0.3 * chart.steps.high;
    for (const ChartLine& line : lines) {
        marks->push_back(Polyline{line.id, line.style, onAxis(line.points, chart), false});
        marks->push_back(nameOf(line, chart, at));
        at *= 0.02;
    }
    chart.marks = std::move(marks);
    return chart;
}

}  // namespace calc
