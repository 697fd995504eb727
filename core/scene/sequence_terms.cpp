#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/chosen_range.h"
#include "core/scene/mark_parts.h"
#include "core/scene/point_cloud.h"
#include "core/scene/sequence_parts.h"

namespace calc {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kAllShown = 200;  // up to here every n is a point, beyond the abscissa is logarithmic
constexpr double kPerDecade = 80.0;
constexpr double kDecades = 14.0;

bool hasLimit(const SequencePrepared& prepared) { return prepared.formula->limit.kind == LimitKind::Value; }

/// Its whole numbers evenly, or evenly in their logarithm.
std::vector<std::int64_t> shownIndices(std::int64_t last) {
    std::vector<std::int64_t> indices;
    if (last <= kAllShown) {
        for (std::int64_t n = 1; n <= last; ++n) indices.push_back(n);
        return indices;
    }
    for (double place = 0.0;; place += 1.0 / kPerDecade) {
        const auto n = std::min(last, static_cast<std::int64_t>(std::llround(std::pow(10.0, place))));
        if (indices.empty() || n > indices.back()) indices.push_back(n);
        if (n == last) return indices;
    }
}

Range distanceRange(const std::vector<double>& values, double limit) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    const double noise = 4.0 * std::numeric_limits<double>::epsilon() * std::fabs(limit);
    for (const double value : values) {
        const double distance = std::fabs(value - limit);
        if (!(distance > noise) || !std::isfinite(distance)) continue;
        least = std::min(least, distance);
        most = std::max(most, distance);
    }
    return decadeRange(least, most, 1.0, kDecades);
}

bool isInside(const SequencePrepared& prepared, double value) {
    return hasLimit(prepared) && std::fabs(value - prepared.formula->limit.value) < prepared.epsilon;
}

Style faint(Role role) { return {role, Look::None, Emphasis::Faint, LineKind::Default, LineWeight::Default}; }

void addIndexLine(Marks& marks, const SequencePrepared& prepared) {
    if (!prepared.first || !prepared.terms->n.contains(static_cast<double>(prepared.first->n))) return;
    const double at = static_cast<double>(prepared.first->n);
    marks.push_back(Rule{"index", plainStyle(Role::Limit, LineKind::Solid, LineWeight::Secondary), Orientation::Vertical, at});
}

/// Its name stands at the end of the line that is further from the band.
void addIndexName(Marks& marks, const SequencePrepared& prepared) {
    if (!prepared.first || !prepared.terms->n.contains(static_cast<double>(prepared.first->n))) return;
    const Range y = prepared.terms->y;
    const bool above = prepared.formula->limit.value < y.middle();
    const FormulaBox text = mathRow({mathItalic("N"), mathOperator("="), mathText(displayInteger(prepared.first->n))});
    const Vec2 at{static_cast<double>(prepared.first->n), above ? y.high : y.low};
    marks.push_back(Label{"index-name", plainStyle(Role::Limit), at, above ? Anchor::BelowRight : Anchor::AboveRight, text, false});
}

/// The names of the band's edges, outside of it; where there is no room at the edge of the picture, inside, and in a narrow band not at
/// all.
void addEdgeNames(Marks& marks, const SequencePrepared& prepared) {
    constexpr double kName = 0.09;  // of the height: what a name takes
    const SequenceTerms& terms = *prepared.terms;
    const double limit = prepared.formula->limit.value;
    const double name = kName * terms.y.length();
    const bool hasRoomInside = 2.0 * prepared.epsilon > 2.5 * name;
    const auto add = [&](const char* id, double at, const char* sign, double roomOutside, Anchor outside, Anchor inside) {
        if (!terms.y.contains(at) || (roomOutside < name && !hasRoomInside)) return;
        const FormulaBox text = mathRow({mathItalic("L"), mathOperator(sign), mathItalic("\u03B5")});
        marks.push_back(Label{id, plainStyle(Role::Epsilon), {terms.n.high, at}, roomOutside < name ? inside : outside, text, false});
    };
    const double above = limit + prepared.epsilon;
    const double below = limit - prepared.epsilon;
    add("above-name", above, "+", terms.y.high - above, Anchor::AboveLeft, Anchor::BelowLeft);
    add("below-name", below, "\u2212", below - terms.y.low, Anchor::BelowLeft, Anchor::AboveLeft);
}

Axis indexAxis(const SequenceTerms& terms) {
    return {mathItalic("n"), terms.n, terms.logarithmic ? AxisScale::Log10 : AxisScale::Linear, AxisPlacement::Edge, {}};
}

Message termsTitle(const SequenceTerms& terms) {
    return terms.logarithmic ? Message(CALC_TEXT("Terms, n on a log scale")) : Message(CALC_TEXT("Terms"));
}

Panel termPanel(const SequencePrepared& prepared, const StepMoment& moment) {
    const SequenceTerms& terms = *prepared.terms;
    Panel panel;
    panel.id = "terms";
    panel.title = termsTitle(terms);
    panel.x = indexAxis(terms);
    panel.y = {mathRow({}), terms.y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.mainMarks;
    std::vector<Vec2> inside;
    std::vector<Vec2> outside;
    const std::size_t last = std::min(moment.step, terms.indices.size() - 1);
    for (std::size_t k = 0; k <= last; ++k) {
        if (!std::isfinite(terms.values[k])) continue;
        const Vec2 at{static_cast<double>(terms.indices[k]), terms.values[k]};
        (isInside(prepared, at.y) ? inside : outside).push_back(at);
    }
    const std::size_t all = terms.indices.size();
    addCloud(panel.moving, "outside", plainStyle(Role::Curve), MarkerShape::Sample, std::move(outside), all);
    addCloud(panel.moving, "inside", plainStyle(Role::Limit), MarkerShape::Disc, std::move(inside), all);
    if (std::isfinite(terms.values[last])) {
        const Vec2 at{static_cast<double>(terms.indices[last]), terms.values[last]};
        const Style style{isInside(prepared, at.y) ? Role::Limit : Role::Curve, Look::None, Emphasis::Strong, LineKind::Default,
                          LineWeight::Default};
        panel.moving.push_back(Marker{"now", style, isInside(prepared, at.y) ? MarkerShape::Disc : MarkerShape::Hole, at});
    }
    return panel;
}

Panel distancePanel(const SequencePrepared& prepared, const StepMoment& moment) {
    const SequenceTerms& terms = *prepared.terms;
    Panel panel;
    panel.id = "distance";
    panel.title = CALC_TEXT("Distance from the limit, log scale");
    panel.x = indexAxis(terms);
    panel.y = {mathRow({}), terms.distances, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = prepared.sideMarks;
    const std::size_t last = std::min(moment.step, terms.indices.size() - 1);
    panel.moving.push_back(Rule{"now", plainStyle(Role::Ink, LineKind::Solid, LineWeight::Hair), Orientation::Vertical,
                                static_cast<double>(terms.indices[last])});
    return panel;
}

}  // namespace

std::shared_ptr<const SequenceTerms> sequenceTerms(const SequenceFormula& formula, const SequenceScene& scene) {
    auto terms = std::make_shared<SequenceTerms>();
    terms->indices = shownIndices(scene.terms);
    terms->logarithmic = scene.terms > kAllShown && (!scene.xRange || scene.xRange->low > 0.0);
    std::vector<double> finite;
    for (const std::int64_t n : terms->indices) {
        const double value = formula.program(static_cast<double>(n));
        terms->values.push_back(std::isfinite(value) ? value : kNaN);
    }
    const double last = static_cast<double>(scene.terms);
    terms->n = scene.xRange.value_or(terms->logarithmic ? Range{1.0, last} : Range{0.0, last + 1.0});
    const bool limited = formula.limit.kind == LimitKind::Value;
    terms->y = scene.yRange.value_or(wholeValueRange(terms->values, limited ? formula.limit.value : kNaN));
    if (limited) terms->distances = distanceRange(terms->values, formula.limit.value);
    return terms;
}

std::shared_ptr<const Marks> termMarks(const SequencePrepared& prepared) {
    const SequenceTerms& terms = *prepared.terms;
    auto marks = std::make_shared<Marks>();
    if (hasLimit(prepared)) {
        const double limit = prepared.formula->limit.value;
        marks->push_back(
            Band{"epsilon", plainStyle(Role::Epsilon), Orientation::Horizontal, {limit - prepared.epsilon, limit + prepared.epsilon}});
        marks->push_back(Rule{"limit", plainStyle(Role::Ink, LineKind::Dotted, LineWeight::Secondary), Orientation::Horizontal, limit});
    }
    addZeroLines(*marks, terms.n, terms.y);
    std::vector<Vec2> coming;
    for (std::size_t k = 0; k < terms.indices.size(); ++k) {
        if (std::isfinite(terms.values[k])) coming.push_back({static_cast<double>(terms.indices[k]), terms.values[k]});
    }
    addCloud(*marks, "coming", faint(Role::Curve), MarkerShape::Sample, std::move(coming), terms.indices.size());
    addIndexLine(*marks, prepared);
    if (hasLimit(prepared)) {
        addIndexName(*marks, prepared);
        addEdgeNames(*marks, prepared);
    }
    return marks;
}

std::shared_ptr<const Marks> distanceMarks(const SequencePrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    if (!hasLimit(prepared)) return marks;
    const SequenceTerms& terms = *prepared.terms;
    const double limit = prepared.formula->limit.value;
    marks->push_back(Band{"epsilon", plainStyle(Role::Epsilon), Orientation::Horizontal, {0.1 * terms.distances.low, prepared.epsilon}});
    std::vector<Vec2> inside;
    std::vector<Vec2> outside;
    const double noise = 4.0 * std::numeric_limits<double>::epsilon() * std::fabs(limit);
    for (std::size_t k = 0; k < terms.indices.size(); ++k) {
        const double distance = std::fabs(terms.values[k] - limit);
        if (!std::isfinite(distance) || distance <= noise) continue;
        (isInside(prepared, terms.values[k]) ? inside : outside).push_back({static_cast<double>(terms.indices[k]), distance});
    }
    const auto dots = [&marks](const char* id, Role role, std::vector<Vec2> points) {
        const Style style{role, Look::None, Emphasis::Strong, LineKind::Default, LineWeight::Default};
        if (!points.empty())
            marks->push_back(MarkerCloud{id, style, MarkerShape::Dot, std::make_shared<const std::vector<Vec2>>(std::move(points))});
    };
    dots("outside", Role::Curve, std::move(outside));
    dots("inside", Role::Limit, std::move(inside));
    addIndexLine(*marks, prepared);
    return marks;
}

void addTermPanels(Frame& frame, const SequencePrepared& prepared, const StepMoment& moment) {
    const SequenceTerms& terms = *prepared.terms;
    frame.panels.push_back(termPanel(prepared, moment));
    const Arrangement side = column({fixedSize(leaf("readouts"), 240.0), leaf("verdict")}, 0.29);
    if (!hasLimit(prepared)) {
        frame.arrangement = row({leaf("terms", 0.71), side});
        return;
    }
    frame.panels.push_back(distancePanel(prepared, moment));
    frame.arrangement = row({column({leaf("terms", 0.64), leaf("distance", 0.36)}, 0.71), side});
    const double limit = prepared.formula->limit.value;
    const auto edge = [&](std::string_view name, double at, const char* text) {
        if (terms.y.contains(at))
            frame.handles.push_back(
                {std::string(name) + shortest(limit), "terms", {terms.n.high, at}, Handle::Freedom::Y, Role::Epsilon, text});
    };
    edge(kEpsilonAbove, limit + prepared.epsilon, CALC_TEXT("upper edge of the \u03B5 band"));
    edge(kEpsilonBelow, limit - prepared.epsilon, CALC_TEXT("lower edge of the \u03B5 band"));
    const double shown = std::clamp(prepared.epsilon, terms.distances.low, terms.distances.high);
    frame.handles.push_back(
        {"epsilon-distance", "distance", {terms.n.high, shown}, Handle::Freedom::Y, Role::Epsilon, CALC_TEXT("\u03B5 on the log scale")});
}

}  // namespace calc
