#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/calculus/acceleration.h"
#include "core/scene/chosen_range.h"
#include "core/scene/mark_parts.h"
#include "core/scene/point_cloud.h"
#include "core/scene/series_parts.h"

namespace calc {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kHalfBar = 0.34;
constexpr double kDecades = 16.0;

bool hasSum(const SeriesFormula& formula) { return formula.verdict.kind == SeriesKind::Value; }

/// Partial sums by Neumaier's compensated addition: what is lost is carried along.
std::vector<double> addedUp(const std::vector<double>& terms) {
    std::vector<double> sums;
    double sum = 0.0;
    double lost = 0.0;
    for (const double term : terms) {
        const double next = sum + term;
        lost += std::fabs(sum) >= std::fabs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
        sums.push_back(std::isfinite(sum) ? sum + lost : kNaN);
    }
    return sums;
}

/// Distances from the sum; what is below the rounding of doubles stands at it.
Points errorsOf(const std::vector<double>& estimates, double sum, double first) {
    const double floor = std::numeric_limits<double>::epsilon() * std::max(std::fabs(sum), 1e-300);
    auto points = std::make_shared<std::vector<Vec2>>();
    for (std::size_t k = 0; k < estimates.size(); ++k) {
        const double error = std::fabs(estimates[k] - sum);
        if (std::isfinite(error)) points->push_back({first + static_cast<double>(k), std::max(error, floor)});
    }
    return points;
}

Range errorRange(const Points& plain, const Points& accelerated) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (const Points& line : {plain, accelerated}) {
        if (!line) continue;
        for (const Vec2 p : *line) {
            least = std::min(least, p.y);
            most = std::max(most, p.y);
        }
    }
    return decadeRange(least, most, 1.0, kDecades);
}

std::vector<Vec2> pointsUpTo(const SeriesPrepared& prepared, const std::vector<double>& values, std::size_t last) {
    std::vector<Vec2> points;
    for (std::size_t k = 0; k <= last && k < values.size(); ++k)
        if (std::isfinite(values[k])) points.push_back({static_cast<double>(prepared.scene.from) + static_cast<double>(k), values[k]});
    return points;
}

/// All sums and their limit, with room for its name where they come to it from one side.
Range rangeAround(double sum, const std::vector<double>& sums) {
    constexpr double kName = 0.13;  // of the height
    Range range = wholeValueRange(sums, sum);
    const double room = kName * range.length();
    const auto [least, most] = std::minmax_element(sums.begin(), sums.end());
    if (least == sums.end()) return range;
    if (!(*most > sum)) range.high = std::max(range.high, sum + room);
    if (!(*least < sum)) range.low = std::min(range.low, sum - room);
    return range;
}

Axis indexAxis(const PartialSums& sums) { return {mathItalic("n"), sums.n, AxisScale::Linear, AxisPlacement::Edge, {}}; }

Panel sumPanel(const SeriesPrepared& prepared, const StepMoment& moment) {
    const PartialSums& sums = *prepared.terms;
    Panel panel;
    panel.id = "sums";
    panel.title = CALC_TEXT("Partial sums");
    panel.x = indexAxis(sums);
    panel.y = {mathRow({}), sums.sumRange, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.mainMarks;
    std::vector<Vec2> past = pointsUpTo(prepared, sums.sums, moment.step);
    std::vector<Vec2> fast;
    for (const Vec2 p : pointsUpTo(prepared, sums.accelerated, moment.step))
        if (sums.sumRange.contains(p.y)) fast.push_back(p);
    const std::optional<Vec2> now = past.empty() ? std::nullopt : std::optional(past.back());
    const std::optional<Vec2> fastNow = fast.empty() ? std::nullopt : std::optional(fast.back());
    if (past.size() > 1)
        panel.moving.push_back(Polyline{"path", plainStyle(Role::Accumulated, LineKind::Solid, LineWeight::Hair),
                                        std::make_shared<const std::vector<Vec2>>(past), false});
    addCloud(panel.moving, "partial", plainStyle(Role::Accumulated), MarkerShape::Sample, std::move(past), sums.sums.size());
    addCloud(panel.moving, "accelerated", plainStyle(Role::Limit), MarkerShape::Diamond, std::move(fast), sums.sums.size());
    Style strong = plainStyle(Role::Accumulated);
    strong.emphasis = Emphasis::Strong;
    if (now && sums.sumRange.contains(now->y)) {
        panel.moving.push_back(Marker{"now", strong, MarkerShape::Disc, *now});
        panel.moving.push_back(Label{"now-name", strong, *now, Anchor::BelowRight, CALC_TEXT("plain"), false});
    }
    if (fastNow)
        panel.moving.push_back(
            Label{"accelerated-name", plainStyle(Role::Limit), *fastNow, Anchor::AboveRight, CALC_TEXT("accelerated"), false});
    return panel;
}

/// The bars of some terms, above and below the axis in their own colours.
void addBars(Marks& marks, const SeriesPrepared& prepared, std::size_t from, std::size_t end, const std::string& id) {
    auto positive = std::make_shared<std::vector<Box>>();
    auto negative = std::make_shared<std::vector<Box>>();
    const PartialSums& sums = *prepared.terms;
    for (std::size_t k = from; k < end && k < sums.terms.size(); ++k) {
        const double term = sums.terms[k];
        if (!std::isfinite(term) || term == 0.0) continue;
        const double n = static_cast<double>(prepared.scene.from) + static_cast<double>(k);
        (term > 0.0 ? *positive : *negative).push_back({{n - kHalfBar, std::min(0.0, term)}, {n + kHalfBar, std::max(0.0, term)}});
    }
    if (!positive->empty()) marks.push_back(Boxes{id + "-positive", plainStyle(Role::AreaPositive), std::move(positive)});
    if (!negative->empty()) marks.push_back(Boxes{id + "-negative", plainStyle(Role::AreaNegative), std::move(negative)});
}

Panel termPanel(const SeriesPrepared& prepared, const StepMoment& moment) {
    const PartialSums& sums = *prepared.terms;
    Panel panel;
    panel.id = "terms";
    panel.title = CALC_TEXT("Terms");
    panel.x = indexAxis(sums);
    panel.y = {mathRow({}), sums.termRange, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.still = prepared.sideMarks;
    addBars(panel.moving, prepared, 0, moment.step + 1, "bar");
    return panel;
}

Panel errorPanel(const SeriesPrepared& prepared, const StepMoment& moment) {
    const PartialSums& sums = *prepared.terms;
    Panel panel;
    panel.id = "error";
    panel.title = CALC_TEXT("Distance from the sum, log scale");
    panel.x = indexAxis(sums);
    panel.y = {mathRow({}), sums.errors, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = prepared.errorMarks;
    const double n = static_cast<double>(prepared.scene.from) + static_cast<double>(moment.step);
    panel.moving.push_back(Rule{"now", plainStyle(Role::Ink, LineKind::Solid, LineWeight::Hair), Orientation::Vertical, n});
    return panel;
}

}  // namespace

std::shared_ptr<const PartialSums> partialSums(const SeriesFormula& formula, const SeriesScene& scene) {
    auto sums = std::make_shared<PartialSums>();
    for (int k = 0; k < scene.terms; ++k) {
        const double term = formula.program(static_cast<double>(scene.from) + k);
        if (!std::isfinite(term)) break;
        sums->terms.push_back(term);
    }
    sums->sums = addedUp(sums->terms);
    const double first = static_cast<double>(scene.from);
    sums->n = {first - 1.0, first + static_cast<double>(scene.terms)};
    const bool limited = hasSum(formula);
    if (limited && scene.acceleration == Acceleration::Aitken) sums->accelerated = aitken(sums->sums);
    if (limited && scene.acceleration == Acceleration::Levin) sums->accelerated = levinU(sums->sums, sums->terms);
    sums->sumRange = limited ? rangeAround(formula.verdict.value, sums->sums) : wholeValueRange(sums->sums, kNaN);
    sums->termRange = wholeValueRange(sums->terms, 0.0);
    if (!limited) return sums;
    sums->plainErrors = errorsOf(sums->sums, formula.verdict.value, first);
    sums->acceleratedErrors = errorsOf(sums->accelerated, formula.verdict.value, first);
    sums->errors = errorRange(sums->plainErrors, sums->acceleratedErrors);
    return sums;
}

std::shared_ptr<const Marks> sumMarks(const SeriesPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const PartialSums& sums = *prepared.terms;
    addZeroLines(*marks, sums.n, sums.sumRange);
    std::vector<Vec2> coming = pointsUpTo(prepared, sums.sums, sums.sums.size());
    Style faint = plainStyle(Role::Accumulated);
    faint.emphasis = Emphasis::Faint;
    addCloud(*marks, "coming", faint, MarkerShape::Sample, std::move(coming), sums.sums.size());
    if (!hasSum(*prepared.formula)) return marks;
    const double sum = prepared.formula->verdict.value;
    marks->push_back(Rule{"sum", plainStyle(Role::Limit, LineKind::Dashed, LineWeight::Secondary), Orientation::Horizontal, sum});
    marks->push_back(Label{"sum-name",
                           plainStyle(Role::Limit),
                           {sums.n.high, sum},
                           sum > sums.sumRange.middle() ? Anchor::AboveLeft : Anchor::BelowLeft,
                           mathRow({mathItalic("S"), mathOperator("="), mathText(displayKnown(sum, prepared.formula->verdict.error, 7))}),
                           false});
    return marks;
}

std::shared_ptr<const Marks> seriesTermMarks(const SeriesPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const PartialSums& sums = *prepared.terms;
    addZeroLines(*marks, sums.n, sums.termRange);
    Style faint = plainStyle(Role::Ink3, LineKind::Solid, LineWeight::Hair);
    faint.emphasis = Emphasis::Faint;
    auto outline = std::make_shared<std::vector<Vec2>>();
    for (std::size_t k = 0; k < sums.terms.size(); ++k) {
        const double n = static_cast<double>(prepared.scene.from) + static_cast<double>(k);
        const double term = sums.terms[k];
        for (const Vec2 p : {Vec2{n - kHalfBar, 0.0}, Vec2{n - kHalfBar, term}, Vec2{n + kHalfBar, term}, Vec2{n + kHalfBar, 0.0}})
            outline->push_back(p);
        outline->push_back({kNaN, kNaN});
    }
    marks->push_back(Polyline{"coming", faint, std::move(outline), false});
    return marks;
}

std::shared_ptr<const Marks> sumErrorMarks(const SeriesPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const PartialSums& sums = *prepared.terms;
    const auto line = [&marks](const char* id, Role role, LineKind kind, const Points& points, const Message& name) {
        if (!points || points->empty()) return;
        marks->push_back(Polyline{id, plainStyle(role, kind, LineWeight::Secondary), points, false});
        const Vec2 middle = (*points)[points->size() * 2 / 3];
        marks->push_back(Label{std::string(id) + "-name", plainStyle(role), middle, Anchor::AboveRight, name, false});
    };
    line("plain", Role::Accumulated, LineKind::Solid, sums.plainErrors, CALC_TEXT("plain"));
    line("accelerated", Role::Limit, LineKind::Dashed, sums.acceleratedErrors, CALC_TEXT("accelerated"));
    return marks;
}

void addSumPanels(Frame& frame, const SeriesPrepared& prepared, const StepMoment& moment) {
    frame.panels.push_back(sumPanel(prepared, moment));
    frame.panels.push_back(termPanel(prepared, moment));
    const Arrangement pictures = column({leaf("sums", 0.62), leaf("terms", 0.38)}, 0.65);
    if (!hasSum(*prepared.formula)) {
        frame.arrangement = row({pictures, column({fixedSize(leaf("readouts"), 170.0), leaf("verdict")}, 0.35)});
        return;
    }
    frame.panels.push_back(errorPanel(prepared, moment));
    frame.arrangement = row({pictures, column({leaf("error", 0.48), fixedSize(leaf("readouts"), 196.0), leaf("verdict", 0.52)}, 0.35)});
}

}  // namespace calc
