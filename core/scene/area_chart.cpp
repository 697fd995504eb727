#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/scene/area_parts.h"

namespace calc {
namespace {

using Values = std::vector<std::pair<int, double>>;

constexpr double kRounding = 4e-15;  // of the sum: below it an error is only rounding
constexpr double kDecades = 13.0;
constexpr double kFitRatio = 8.0;  // the slope is measured between n and about n / 8

/// Sums by another rule over equal widths, at fewer n: enough for a line.
Values otherValues(const AreaFunction& function, Range limits, SumRule rule, const AreaSums& sums, const Task& task) {
    constexpr double kRatio = 1.1;
    Values values;
    for (const AreaStop& stop : sums.stops) {
        const int n = stop.n + (rule == SumRule::Simpson ? stop.n % 2 : 0);
        const bool isClose = !values.empty() && n < kRatio * values.back().first && stop.n != sums.stops.back().n;
        if (isClose || (!values.empty() && values.back().first == n)) continue;
        const auto sum = riemannSum(function.height, limits, n, riemannRule(rule), task.stop);
        if (!sum) return values;
        if (sum->kind == RiemannSum::Kind::Value) values.emplace_back(n, sum->sum.value);
    }
    return values;
}

std::optional<double> slopeOf(const std::vector<Vec2>& points, double floor) {
    const auto last = std::find_if(points.rbegin(), points.rend(), [floor](Vec2 p) { return p.y > 10.0 * floor; });
    if (last == points.rend()) return std::nullopt;
    const Vec2 end = *last;
    const auto first = std::find_if(points.begin(), points.end(), [end](Vec2 p) { return p.x * kFitRatio >= end.x && p.y > 0.0; });
    if (first == points.end() || first->x * 2.0 > end.x) return std::nullopt;
    return std::log(end.y / first->y) / std::log(end.x / first->x);
}

/// The slope of the straight line through points that jump about (least squares on the logarithms).
std::optional<double> meanSlopeOf(const std::vector<Vec2>& points) {
    constexpr std::size_t kEnough = 20;
    if (points.size() < kEnough) return std::nullopt;
    double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
    for (const Vec2 p : points) {
        const double x = std::log(p.x);
        const double y = std::log(p.y);
        sx += x, sy += y, sxx += x * x, sxy += x * y;
    }
    const auto n = static_cast<double>(points.size());
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

/// Where the slope is measured: before, few pieces may miss the waves of f altogether.
bool jumpsAbout(const std::vector<Vec2>& points) {
    std::size_t rises = 0;
    std::size_t steps = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].x * kFitRatio < points.back().x) continue;
        ++steps;
        rises += points[i].y > points[i - 1].y ? 1 : 0;
    }
    return rises * 10 > steps;
}

ErrorLine errorLine(SumRule rule, const Values& values, const Integral& integral) {
    ErrorLine line;
    line.rule = rule;
    line.values = values;
    double size = std::fabs(integral.value);
    for (const auto& value : values) size = std::max(size, std::fabs(value.second));
    const double floor = std::max(3.0 * integral.error, kRounding * size);
    auto points = std::make_shared<std::vector<Vec2>>();
    line.exact = !values.empty();
    for (const auto& value : values) {
        const double error = std::fabs(value.second - integral.value);
        if (error > floor) line.exact = false;
        if (error > floor) points->push_back({static_cast<double>(value.first), error});
    }
    // A line that jumps about (random points, a corner of f between the nodes) has a slope only in the mean.
    if (rule != SumRule::Chosen) line.slope = jumpsAbout(*points) ? meanSlopeOf(*points) : slopeOf(*points, floor);
    line.points = std::move(points);
    return line;
}

Range errorRange(const std::vector<ErrorLine>& lines) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (const ErrorLine& line : lines) {
        for (const Vec2 p : *line.points) {
            if (std::isnan(p.y)) continue;
            least = std::min(least, p.y);
            most = std::max(most, p.y);
        }
    }
    if (most == 0.0) return {1e-12, 1.0};
    const double top = std::ceil(std::log10(most));
    const double bottom = std::max(std::floor(std::log10(least)), top - kDecades);
    return {std::pow(10.0, std::min(bottom, top - 2.0)), std::pow(10.0, top)};
}

/// "midpoint, −2": the rule and the measured slope of its line; `first` says the word slope.
Message lineName(const ErrorLine& line, bool first) {
    constexpr std::array<const char*, 9> kSloped = {CALC_TEXT("left, {0}"),      CALC_TEXT("right, {0}"),   CALC_TEXT("midpoint, {0}"),
                                                    CALC_TEXT("trapezoid, {0}"), CALC_TEXT("Simpson, {0}"), CALC_TEXT("lower, {0}"),
                                                    CALC_TEXT("upper, {0}"),     CALC_TEXT("random, {0}"),  CALC_TEXT("own points, {0}")};
    constexpr std::array<const char*, 9> kSlopedFirst = {
        CALC_TEXT("left, slope {0}"),      CALC_TEXT("right, slope {0}"),   CALC_TEXT("midpoint, slope {0}"),
        CALC_TEXT("trapezoid, slope {0}"), CALC_TEXT("Simpson, slope {0}"), CALC_TEXT("lower, slope {0}"),
        CALC_TEXT("upper, slope {0}"),     CALC_TEXT("random, slope {0}"),  CALC_TEXT("own points, slope {0}")};
    constexpr std::array<const char*, 9> kPlain = {CALC_TEXT("left"),      CALC_TEXT("right"),   CALC_TEXT("midpoint"),
                                                   CALC_TEXT("trapezoid"), CALC_TEXT("Simpson"), CALC_TEXT("lower"),
                                                   CALC_TEXT("upper"),     CALC_TEXT("random"),  CALC_TEXT("own points")};
    const auto index = static_cast<std::size_t>(line.rule);
    if (!line.slope) return kPlain[index];
    const double whole = std::round(*line.slope);
    const int decimals = std::fabs(*line.slope - whole) < 0.1 ? 0 : 1;
    return {first ? kSlopedFirst[index] : kSloped[index], {displayFixed(*line.slope, decimals)}};
}

Style lineStyle(SumRule rule, bool chosen) {
    if (chosen) return {Role::Integrals, Look::None, Emphasis::Strong, LineKind::Solid, LineWeight::Default};
    if (rule == SumRule::Simpson) return {Role::Secant, Look::None, Emphasis::Normal, LineKind::Dashed, LineWeight::Secondary};
    return {Role::Ink2, Look::None, Emphasis::Normal, rule == SumRule::Left ? LineKind::Dotted : LineKind::Dashed, LineWeight::Secondary};
}

constexpr std::array<std::string_view, 9> kIds = {"left",  "right", "midpoint", "trapezoid", "simpson",
                                                  "lower", "upper", "random",   "chosen"};

/// Points of a line in fractions of the chart, close enough together that a label between two of them is noticed.
std::vector<Vec2> inFractions(const ErrorLine& line, Range errors) {
    constexpr int kBetween = 6;
    const double low = std::log10(errors.low);
    const double height = std::log10(errors.high) - low;
    std::vector<Vec2> places;
    for (const Vec2 p : *line.points) {
        const Vec2 place{std::log10(p.x) / 3.0, (std::log10(p.y) - low) / height};
        if (!places.empty()) {
            const Vec2 before = places.back();
            for (int k = 1; k < kBetween; ++k) places.push_back(before + (static_cast<double>(k) / kBetween) * (place - before));
        }
        places.push_back(place);
    }
    return places;
}

struct Rectangle {
    Range x, y;
    bool holds(Vec2 p) const { return x.contains(p.x) && y.contains(p.y); }
    bool meets(const Rectangle& o) const { return x.low < o.x.high && o.x.low < x.high && y.low < o.y.high && o.y.low < y.high; }
};

/// Finds each line's name a place beside it, free of lines and of other names, as far right as may be.
class NamePlaces {
public:
    // Width of a character against that of the chart: in the smallest window, and in a large one.
    static constexpr double kWide = 0.045;
    static constexpr double kTight = 0.033;

    NamePlaces(const std::vector<ErrorLine>& lines, Range errors) : m_errors(errors) {
        for (const ErrorLine& line : lines) m_lines.push_back(inFractions(line, errors));
    }

    /// One more line; its number for place().
    std::size_t add(const ErrorLine& line) {
        m_lines.push_back(inFractions(line, m_errors));
        return m_lines.size() - 1;
    }

    /// A level line across the chart, over which no name stands.
    void avoid(double error) {
        const double low = std::log10(m_errors.low);
        const double y = (std::log10(error) - low) / (std::log10(m_errors.high) - low);
        std::vector<Vec2> level;
        for (int i = 0; i <= 60; ++i) level.push_back({i / 60.0, y});
        m_lines.push_back(std::move(level));
    }

    /// False where there is no room.
    bool place(std::size_t line, std::size_t characters, double character, Label& label) {
        const double width = character * static_cast<double>(characters) + 0.02;
        const std::vector<Vec2>& points = m_lines[line];
        for (std::size_t i = points.size(); i-- > 0;) {
            const Vec2 p = points[i];
            // A line falls: above it to the right and below it to the left there is room.
            const Rectangle above{{p.x + kGap, p.x + kGap + width}, {p.y + kGap, p.y + kGap + kHeight}};
            const Rectangle below{{p.x - kGap - width, p.x - kGap}, {p.y - kGap - kHeight, p.y - kGap}};
            for (const Rectangle& rectangle : {above, below}) {
                if (!isFree(rectangle)) continue;
                m_taken.push_back(rectangle);
                // In the smallest window the words take as much room as was kept for them, and more where that was tight.
                const double words = kWide * static_cast<double>(characters);
                const bool isRight = rectangle.x.low > p.x;
                m_words.push_back(
                    {isRight ? Range{rectangle.x.low, rectangle.x.low + words} : Range{rectangle.x.high - words, rectangle.x.high},
                     rectangle.y});
                const double low = std::log10(m_errors.low);
                const double y = low + p.y * (std::log10(m_errors.high) - low);
                label.position = {std::pow(10.0, 3.0 * p.x), std::pow(10.0, y)};
                label.anchor = rectangle.x.low > p.x ? Anchor::AboveRight : Anchor::BelowLeft;
                return true;
            }
        }
        return false;
    }

    /// The names' places, in data coordinates.
    std::vector<Box> taken() const {
        std::vector<Box> boxes;
        const double low = std::log10(m_errors.low);
        const double height = std::log10(m_errors.high) - low;
        const auto data = [&](double x, double y) { return Vec2{std::pow(10.0, 3.0 * x), std::pow(10.0, low + y * height)}; };
        for (const Rectangle& r : m_words) boxes.push_back({data(r.x.low, r.y.low), data(r.x.high, r.y.high)});
        return boxes;
    }

private:
    static constexpr double kHeight = 0.06;
    static constexpr double kGap = 0.012;
    static constexpr double kFoot = 0.12;  // where "n = 13" walks along

    bool isFree(const Rectangle& r) const {
        if (r.x.low < 0.01 || r.x.high > 1.0 || r.y.low < kFoot || r.y.high > 1.0) return false;
        const Rectangle wide{{r.x.low - kGap, r.x.high + kGap}, {r.y.low - kGap, r.y.high + kGap}};
        const Rectangle tight{{r.x.low, r.x.high}, {r.y.low, r.y.high}};
        for (const std::vector<Vec2>& line : m_lines) {
            if (std::any_of(line.begin(), line.end(), [&tight](Vec2 p) { return tight.holds(p); })) return false;
        }
        return std::none_of(m_taken.begin(), m_taken.end(), [&wide](const Rectangle& other) { return wide.meets(other); });
    }

    Range m_errors;
    std::vector<std::vector<Vec2>> m_lines;
    std::vector<Rectangle> m_taken, m_words;
};

/// A line that falls like a power of 1/n.
struct Slope {
    const char* name;
    ErrorLine line;
};

/// 1/n, 1/n² and 1/n⁴ from the upper left corner, to compare with; those that no rule's own line shows already.
std::vector<Slope> slopesToCompare(const std::vector<ErrorLine>& shown, Range errors) {
    constexpr double kFrom = 0.3;  // of the largest error
    constexpr double kSame = 0.1;
    constexpr int kPoints = 8;
    constexpr std::array<std::pair<int, const char*>, 3> kOrders = {{{1, "1/n"}, {2, "1/n\u00B2"}, {4, "1/n\u2074"}}};
    std::vector<Slope> slopes;
    for (const auto& order : kOrders) {
        const int power = order.first;
        const auto isShown = [power](const ErrorLine& line) { return line.slope && std::fabs(*line.slope + power) < kSame; };
        if (std::any_of(shown.begin(), shown.end(), isShown)) continue;
        const double last = std::min(1000.0, std::pow(kFrom * errors.high / errors.low, 1.0 / power));
        auto points = std::make_shared<std::vector<Vec2>>();
        for (int i = 0; i <= kPoints; ++i) {
            const double n = std::pow(last, static_cast<double>(i) / kPoints);
            points->push_back({n, kFrom * errors.high * std::pow(n, -power)});
        }
        Slope slope;
        slope.name = order.second;
        slope.line.points = std::move(points);
        slopes.push_back(std::move(slope));
    }
    return slopes;
}

constexpr Style kSlopeStyle{Role::Guide, Look::None, Emphasis::Faint, LineKind::Solid, LineWeight::Hair};

/// Their names, where the rules' own have left room.
void nameSlopes(Marks& marks, NamePlaces& places, const std::vector<Slope>& slopes) {
    for (const Slope& slope : slopes) {
        Label label;
        label.id = std::string(slope.name) + "-name";
        label.style = Style{Role::Ink3, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default};
        label.text = Message(slope.name);
        if (places.place(places.add(slope.line), codePoints(slope.name).size(), NamePlaces::kWide, label))
            marks.push_back(std::move(label));
    }
}

/// The longest name that finds a place: with its slope, else without.
bool nameLine(NamePlaces& places, const ErrorLine& line, std::size_t index, bool saysSlope, Label& label) {
    ErrorLine plain = line;
    plain.slope.reset();
    for (const ErrorLine& told : {line, plain}) {
        const Message name = lineName(told, saysSlope);
        label.text = name;
        const std::size_t characters = codePoints(renderEnglish(name)).size();
        for (const double character : {NamePlaces::kWide, NamePlaces::kTight}) {
            if (places.place(index, characters, character, label)) return true;
        }
    }
    return false;
}

/// Another rule whose sums are those of the chosen one (left and lower of a rising function) needs no line of its own.
bool isSameLine(const ErrorLine& a, const ErrorLine& b) {
    constexpr double kSame = 1e-6;
    if (a.points->empty() || b.points->empty()) return false;
    const auto close = [](Vec2 p, Vec2 q) { return p.x == q.x && std::fabs(p.y - q.y) <= kSame * p.y; };
    return close(a.points->front(), b.points->front()) && close(a.points->back(), b.points->back());
}

}  // namespace

std::shared_ptr<const AreaChart> areaChart(const AreaFunction& function, const AreaExact& exact, const AreaSums& sums,
                                           const AreaScene& scene, const Task& task) {
    auto chart = std::make_shared<AreaChart>();
    const ErrorLine chosen = errorLine(scene.rule, sums.values, exact.integral);
    for (const SumRule other : {SumRule::Left, SumRule::Midpoint, SumRule::Simpson}) {
        if (other == scene.rule) continue;
        const Values values = otherValues(function, exact.limits, other, sums, task);
        ErrorLine line = errorLine(other, values, exact.integral);
        if (!values.empty() && !isSameLine(line, chosen)) chart->lines.push_back(std::move(line));
    }
    if (!sums.values.empty()) chart->lines.push_back(chosen);  // on top
    chart->errors = errorRange(chart->lines);
    const bool isEmpty =
        std::all_of(chart->lines.begin(), chart->lines.end(), [](const ErrorLine& line) { return line.points->size() < 2; });
    chart->isDrawn = !isEmpty;
    return chart;
}

std::shared_ptr<const Marks> areaChartMarks(const AreaPrepared& prepared, std::vector<Box>& names) {
    auto marks = std::make_shared<Marks>();
    if (!prepared.chart) return marks;
    const std::vector<ErrorLine>& lines = prepared.chart->lines;
    const std::vector<Slope> slopes = slopesToCompare(lines, prepared.chart->errors);
    for (const Slope& slope : slopes) marks->push_back(Polyline{slope.name, kSlopeStyle, slope.line.points, false});
    NamePlaces places(lines, prepared.chart->errors);
    if (prepared.scene.goal) places.avoid(*prepared.scene.goal);
    for (const ErrorLine& line : lines) {
        const std::string id(kIds[static_cast<std::size_t>(line.rule)]);
        marks->push_back(Polyline{id, lineStyle(line.rule, line.rule == prepared.scene.rule), line.points, false});
    }
    // The chosen one is the last, and finds its place first.
    bool saysSlope = true;
    for (std::size_t i = lines.size(); i-- > 0;) {
        Label label;
        label.id = std::string(kIds[static_cast<std::size_t>(lines[i].rule)]) + "-name";
        label.style = lineStyle(lines[i].rule, lines[i].rule == prepared.scene.rule);
        if (!nameLine(places, lines[i], i, saysSlope, label)) continue;
        saysSlope = saysSlope && !lines[i].slope;
        marks->push_back(std::move(label));
    }
    nameSlopes(*marks, places, slopes);
    if (prepared.scene.goal) {
        const Style style{Role::Accent, Look::None, Emphasis::Normal, LineKind::Dashed, LineWeight::Hair};
        marks->push_back(Rule{"goal", style, Orientation::Horizontal, *prepared.scene.goal});
    }
    names = places.taken();
    return marks;
}

}  // namespace calc
